// SPDX-License-Identifier: GPL-2.0
// A hundred barriers: each turn depends on all neighbours of the one before.
//! buffer 128 bits
//! buffer 128 zero
//! dispatch 1 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 128) in;
#include "common.glsl"

shared uint words[128];

void main()
{
	const uint i = gl_LocalInvocationIndex;

	words[i] = src[i];
	barrier();
	for (uint turn = 0; turn < 50; turn++) {
		const uint next = words[(i + 1) & 127] + 3 * words[(i + 127) & 127];

		barrier();
		words[i] = next ^ turn;
		barrier();
	}
	dst[i] = words[i];
}
