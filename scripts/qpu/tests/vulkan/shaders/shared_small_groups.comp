// SPDX-License-Identifier: GPL-2.0
// Workgroups of 24 with a barrier: several of them share batches.
//! buffer 264 bits
//! buffer 264 zero
//! dispatch 11 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 24) in;
#include "common.glsl"

shared uint words[24];

void main()
{
	const uint i = gl_LocalInvocationIndex;

	words[i] = src[flat_id()];
	barrier();
	dst[flat_id()] = words[23 - i] + words[(i * 5) % 24];
}
