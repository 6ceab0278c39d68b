// SPDX-License-Identifier: GPL-2.0
// Each invocation gets a number of its own; their sum and their bits are known.
//! buffer 16 zero
//! buffer 40 zero
//! dispatch 16 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint n = atomicAdd(dst[0], 1);

	atomicAdd(dst[1], n * n);
	atomicOr(dst[8 + (n >> 5)], 1u << (n & 31));
}
