// SPDX-License-Identifier: GPL-2.0
// Vectors that begin at any word.
//! buffer 448 bits
//! buffer 448 zero
//! dispatch 1 1 1
//! storage 0
//! storage 1
#version 450
#extension GL_EXT_scalar_block_layout : require
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

struct block {
	uint one;
	uvec3 three;
	uvec2 two;
	uint last;
};

layout(scalar, binding = 2) readonly buffer In { block from[]; };
layout(scalar, binding = 3) buffer Out { block to[]; };

void main()
{
	const uint i = flat_id();

	to[i].three = from[i].three + from[i].two.xyx;
	to[i].two = from[i].three.yz * from[i].one;
	to[i].one = from[i].last;
	to[i].last = from[63 - i].three.x;
}
