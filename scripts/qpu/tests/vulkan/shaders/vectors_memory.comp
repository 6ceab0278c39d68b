// SPDX-License-Identifier: GPL-2.0
// Vectors of two, three and four words in memory.
//! buffer 1024 bits
//! buffer 1024 zero
//! dispatch 1 1 1
//! storage 0
//! storage 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

struct block {
	uvec4 four;
	uvec3 three;
	uint one;
	uvec2 pairs[4];
};

layout(std430, binding = 2) readonly buffer In { block from[]; };
layout(std430, binding = 3) buffer Out { block to[]; };

void main()
{
	const uint i = flat_id();

	to[i].four = from[i].four.wzyx + from[i].one;
	to[i].three = from[i].three.zxy * 5;
	to[i].one = from[i].pairs[i & 3].y;
	for (uint k = 0; k < 4; k++)
		to[i].pairs[k] = from[i].pairs[3 - k].yx ^ from[i].three.xy;
}
