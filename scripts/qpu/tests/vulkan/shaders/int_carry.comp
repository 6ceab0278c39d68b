// SPDX-License-Identifier: GPL-2.0
// Carry of sums, borrow of differences, and sums of 64 bits.
//! buffer 512 ints
//! buffer 1536 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

uint carry;

uvec2 sum64(uint low, uint high, uint other_low, uint other_high)
{
	uint over;
	uint sum = uaddCarry(low, other_low, over);

	return uvec2(sum, high + other_high + over);
}

void main()
{
	const uint i = flat_id();
	uint x = src[2 * i], y = src[2 * i + 1];
	uint to = i * 6;

	dst[to++] = uaddCarry(x, y, carry);
	dst[to++] = carry;
	dst[to++] = usubBorrow(x, y, carry);
	dst[to++] = carry;
	dst[to++] = sum64(x, y, y, x).x;
	dst[to++] = sum64(x, y, y, x).y;
}
