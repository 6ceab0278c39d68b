// SPDX-License-Identifier: GPL-2.0
// Workgroups of 17: a batch and one lane more, packed without gaps.
//! buffer 221 bits
//! buffer 221 zero
//! dispatch 13 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 17) in;
#include "common.glsl"

void main()
{
	dst[flat_id()] = src[flat_id()] * (gl_WorkGroupID.x + 1) + gl_LocalInvocationIndex;
}
