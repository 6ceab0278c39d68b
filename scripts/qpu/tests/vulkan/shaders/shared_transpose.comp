// SPDX-License-Identifier: GPL-2.0
// Rows become columns, 16x16 at a time.
//! buffer 2048 bits
//! buffer 2048 zero
//! dispatch 4 2 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 16, local_size_y = 16) in;
#include "common.glsl"

shared uint tile[16][17];

void main()
{
	const uvec2 at = gl_LocalInvocationID.xy, group = gl_WorkGroupID.xy * 16;

	tile[at.y][at.x] = src[(group.y + at.y) * 64 + group.x + at.x];
	barrier();
	dst[(group.x + at.y) * 32 + group.y + at.x] = tile[at.x][at.y];
}
