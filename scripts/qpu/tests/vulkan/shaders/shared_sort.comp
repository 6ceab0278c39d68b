// SPDX-License-Identifier: GPL-2.0
// A bitonic sort of 256 words, with a barrier per step.
//! buffer 512 bits
//! buffer 512 zero
//! dispatch 2 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 256) in;
#include "common.glsl"

shared uint words[256];

void main()
{
	const uint i = gl_LocalInvocationIndex;

	words[i] = src[flat_id()];
	barrier();
	for (uint size = 2; size <= 256; size *= 2) {
		for (uint step = size / 2; step > 0; step /= 2) {
			const uint other = i ^ step;
			const uint a = words[i], b = words[other];
			const bool up = (i & size) == 0;

			barrier();
			if (other > i && (a > b) == up) {
				words[i] = b;
				words[other] = a;
			}
			barrier();
		}
	}
	dst[flat_id()] = words[i];
}
