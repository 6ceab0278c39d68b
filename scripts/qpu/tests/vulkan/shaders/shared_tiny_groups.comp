// SPDX-License-Identifier: GPL-2.0
// Workgroups of five: three of them, and a part, are a batch.
//! buffer 185 bits
//! buffer 185 zero
//! dispatch 37 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 5) in;
#include "common.glsl"

shared uint words[5];

void main()
{
	const uint i = gl_LocalInvocationIndex;

	words[i] = src[flat_id()];
	barrier();
	dst[flat_id()] = words[4 - i] + gl_WorkGroupID.x;
}
