// SPDX-License-Identifier: GPL-2.0
// Sums of workgroups whose last batch has ten lanes.
//! buffer 750 bits
//! buffer 753 zero
//! dispatch 3 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 250) in;
#include "common.glsl"

shared uint sums[256];

void main()
{
	const uint i = gl_LocalInvocationIndex;

	sums[i] = src[flat_id()];
	if (i < 6)
		sums[250 + i] = 0;
	barrier();
	for (uint step = 128; step > 0; step /= 2) {
		if (i < step)
			sums[i] += sums[i + step];
		barrier();
	}
	dst[3 + flat_id()] = sums[0] ^ i;
	if (i == 0)
		dst[flat_group()] = sums[0];
}
