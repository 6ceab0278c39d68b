// SPDX-License-Identifier: GPL-2.0
// All atomic operations on words of a buffer, in whatever order.
//! buffer 512 bits
//! buffer 16 index
//! dispatch 8 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint x = src[flat_id()];

	atomicAdd(dst[0], x);
	atomicMin(dst[1], x);
	atomicMax(dst[2], x);
	atomicAnd(dst[3 + (x & 1)], x | 0xff00ff);
	atomicOr(dst[5], 1u << (x & 31));
	atomicXor(dst[6], x);
	atomicAdd(dst[8 + (x & 7)], 1);
}
