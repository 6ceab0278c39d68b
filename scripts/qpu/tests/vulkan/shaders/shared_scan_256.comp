// SPDX-License-Identifier: GPL-2.0
// Sums up to each place, in workgroups as large as there are.
//! buffer 1024 bits
//! buffer 1024 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 256) in;
#include "common.glsl"

shared uint sums[2][256];

void main()
{
	const uint i = gl_LocalInvocationIndex;
	uint from = 0;

	sums[0][i] = src[flat_id()];
	barrier();
	for (uint step = 1; step < 256; step *= 2) {
		uint sum = sums[from][i];

		if (i >= step)
			sum += sums[from][i - step];
		sums[1 - from][i] = sum;
		from = 1 - from;
		barrier();
	}
	dst[flat_id()] = sums[from][i];
}
