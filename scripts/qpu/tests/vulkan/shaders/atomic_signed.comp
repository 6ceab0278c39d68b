// SPDX-License-Identifier: GPL-2.0
// Signed minimum and maximum, and what they give back.
//! buffer 256 bits
//! buffer 258 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

layout(std430, binding = 1) buffer Signed { int results[]; };

void main()
{
	const int x = int(src[flat_id()]);

	const int low = atomicMin(results[0], x), high = atomicMax(results[1], x);

	// what was there before is no better than what is there in the end
	results[2 + flat_id()] = int(low >= min(low, x)) + 2 * int(high <= max(high, x));
}
