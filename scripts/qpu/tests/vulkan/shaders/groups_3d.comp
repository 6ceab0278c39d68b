// SPDX-License-Identifier: GPL-2.0
// Where an invocation is: all that it can ask.
//! buffer 4 zero
//! buffer 1728 zero
//! dispatch 3 4 2
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 2, local_size_y = 3, local_size_z = 4) in;
#include "common.glsl"

void main()
{
	const uint at = flat_id() * 3;
	const uvec3 all = gl_GlobalInvocationID;

	dst[at] = all.x | all.y << 8 | all.z << 16;
	dst[at + 1] = gl_WorkGroupID.x | gl_WorkGroupID.y << 8 | gl_WorkGroupID.z << 16 |
		      gl_NumWorkGroups.x * gl_NumWorkGroups.y * gl_NumWorkGroups.z << 24;
	dst[at + 2] = gl_LocalInvocationID.x | gl_LocalInvocationID.y << 8 |
		      gl_LocalInvocationID.z << 16 | gl_LocalInvocationIndex << 24;
}
