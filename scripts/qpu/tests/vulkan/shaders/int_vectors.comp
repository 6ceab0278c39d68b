// SPDX-License-Identifier: GPL-2.0
// The same on vectors.
//! buffer 512 ints
//! buffer 2048 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

uint dot_of(uvec4 a, uvec4 b)
{
	const uvec4 product = a * b;

	return product.x + product.y + product.z + product.w;
}

void main()
{
	const uint i = flat_id();
	uint x = src[2 * i], y = src[2 * i + 1];
	uvec4 a = uvec4(x, y, x ^ y, x + y), b = a.yxwz * 3u;
	uint to = i * 8;

	dst[to++] = (a + b).x ^ (a * b).y;
	dst[to++] = (a >> 3 | b << 2).z;
	dst[to++] = dot_of(a, b);
	dst[to++] = max(a, b).w + min(a, b).x;
	dst[to++] = uvec4(ivec4(a) >> 2).y;
	dst[to++] = a.wzyx.y;
	dst[to++] = (a.xyxy * b.zwzw).w;
	dst[to++] = uint(any(equal(a, b)));
}
