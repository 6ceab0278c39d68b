// SPDX-License-Identifier: GPL-2.0
// Workgroups of one.
//! buffer 67 bits
//! buffer 67 zero
//! dispatch 67 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 1) in;
#include "common.glsl"

void main()
{
	dst[flat_id()] = src[flat_id()] ^ gl_WorkGroupID.x << 24;
}
