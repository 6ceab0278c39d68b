// SPDX-License-Identifier: GPL-2.0
// Workgroups that do not begin at 0.
//! buffer 64 bits
//! buffer 2048 zero
//! base 1 2 3 3 2 1
//! base 5 0 0 1 1 4
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 16) in;
#include "common.glsl"

void main()
{
	const uvec3 group = gl_WorkGroupID;

	dst[((group.z * 4 + group.y) * 8 + group.x) * 16 % 2048 + gl_LocalInvocationIndex] =
		src[gl_GlobalInvocationID.x & 63] + group.x * 10000 + group.y * 100 + group.z;
}
