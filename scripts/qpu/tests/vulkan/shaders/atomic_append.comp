// SPDX-License-Identifier: GPL-2.0
// A list that all append to; the order is open, so each word goes where it came from.
//! buffer 256 bits
//! buffer 513 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

layout(std430, binding = 1) coherent buffer List { uint list[]; };

void main()
{
	const uint i = flat_id();

	if (src[i] % 3 == 0) {
		const uint at = atomicAdd(list[0], 1);

		atomicAdd(list[1 + at], 1);
	}
	// a number that was given out once
	atomicExchange(list[257 + i], src[i]);
}
