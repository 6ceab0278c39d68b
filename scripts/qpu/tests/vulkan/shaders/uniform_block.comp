// SPDX-License-Identifier: GPL-2.0
// A uniform block with the layout of std140: matrices, arrays, structs.
//! buffer 256 bits
//! buffer 256 zero
//! uniform 0
//! dispatch 1 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

struct part {
	uvec3 three;
	uint one;
	uvec2 two[2];
};

layout(std140, binding = 2) uniform Block {
	uint head;
	uvec4 vectors[8];
	part parts[3];
	uint list[16];
};

void main()
{
	const uint i = flat_id();
	const part p = parts[i % 3];

	dst[4 * i] = vectors[i & 7][i >> 3 & 3] + head;
	dst[4 * i + 1] = p.three.x ^ p.three.y ^ p.one;
	dst[4 * i + 2] = p.two[i & 1].y + p.three.z;
	dst[4 * i + 3] = list[i & 15] * 3 + list[5];
}
