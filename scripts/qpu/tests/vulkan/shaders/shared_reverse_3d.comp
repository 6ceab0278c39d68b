// SPDX-License-Identifier: GPL-2.0
// Workgroups of 4x4x4: each word goes to the opposite corner by way of shared memory.
//! buffer 768 bits
//! buffer 768 zero
//! dispatch 3 2 2
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 4, local_size_y = 4, local_size_z = 4) in;
#include "common.glsl"

shared uint words[4][4][4];

void main()
{
	const uvec3 at = gl_LocalInvocationID;

	words[at.z][at.y][at.x] = src[flat_id()];
	barrier();
	dst[flat_id()] = words[3 - at.z][3 - at.y][3 - at.x] + at.x * 100 + at.y * 10 + at.z;
}
