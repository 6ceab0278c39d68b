// SPDX-License-Identifier: GPL-2.0
// Functions that call each other, with values in, out and both.
//! buffer 256 bits
//! buffer 512 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void twist(inout uvec2 v, uint by)
{
	v.x += v.y;
	v.y = (v.y << by | v.y >> (32 - by)) ^ v.x;
}

uint mixed(uvec4 a, out uint carry)
{
	uvec2 left = a.xy, right = a.zw;

	for (uint r = 1; r < 8; r++) {
		twist(left, r * 3);
		twist(right, r * 4);
		left ^= right.yx;
	}
	carry = left.x + right.y;
	return left.y ^ right.x;
}

void main()
{
	const uint i = flat_id(), x = src[i];
	uint carry, result = mixed(uvec4(x, ~x, x * 3, i), carry);

	dst[2 * i] = result;
	dst[2 * i + 1] = carry + mixed(uvec4(carry, result, i, x), carry);
}
