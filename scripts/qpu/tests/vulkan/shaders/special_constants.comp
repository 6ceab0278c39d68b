// SPDX-License-Identifier: GPL-2.0
// Constants that are known when the pipeline is made, workgroup size among them.
//! spec 0 48
//! spec 1 7
//! spec 2 0xfffffff0
//! spec 3 1
//! buffer 96 bits
//! buffer 96 zero
//! dispatch 2 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x_id = 0) in;
#include "common.glsl"

layout(constant_id = 1) const uint turns = 3;
layout(constant_id = 2) const int offset = 5;
layout(constant_id = 3) const bool inverted = false;
layout(constant_id = 4) const uint unset = 1000;
const uint twice = 2 * turns;

void main()
{
	const uint i = gl_WorkGroupID.x * gl_WorkGroupSize.x + gl_LocalInvocationID.x;
	uint x = src[i];

	for (uint k = 0; k < twice; k++)
		x = x * 5 + uint(offset);
	dst[i] = inverted ? ~x + unset : x;
}
