// SPDX-License-Identifier: GPL-2.0
// The number of workgroups is what a dispatch before wrote.
//! buffer 16 index
//! buffer 1024 zero
//! dispatch 1 1 1 0
//! barrier
//! indirect 0 16 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 16) in;
#include "common.glsl"

layout(std430, binding = 0) buffer Counts { uint counts[]; };

void main()
{
#if PASS == 0
	if (gl_LocalInvocationIndex < 3)
		counts[4 + gl_LocalInvocationIndex] = 2 + gl_LocalInvocationIndex;
#else
	dst[flat_id()] = flat_group() * 1000 + gl_NumWorkGroups.x + gl_NumWorkGroups.y * 10 +
			 gl_NumWorkGroups.z * 100;
#endif
}
