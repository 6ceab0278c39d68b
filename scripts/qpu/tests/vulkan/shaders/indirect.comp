// SPDX-License-Identifier: GPL-2.0
// The number of workgroups is in a buffer.
//! buffer 16 index
//! buffer 1024 zero
//! indirect 0 8
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 8) in;
#include "common.glsl"

void main()
{
	dst[flat_id() & 1023] = flat_id() * 3 + gl_NumWorkGroups.x + gl_NumWorkGroups.y * 10 +
				gl_NumWorkGroups.z * 100;
}
