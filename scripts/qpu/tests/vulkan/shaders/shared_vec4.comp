// SPDX-License-Identifier: GPL-2.0
// Vectors and structs in shared memory.
//! buffer 512 bits
//! buffer 512 zero
//! dispatch 2 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

struct item {
	uvec4 vector;
	uint key;
	uvec2 pair;
	uint list[3];
};

shared item items[64];

void main()
{
	const uint i = gl_LocalInvocationIndex, at = flat_id() * 4;
	uvec4 sum;

	items[i].vector = uvec4(src[at], src[at + 1], src[at + 2], src[at + 3]);
	items[i].key = src[at] ^ i;
	items[i].pair = items[i].vector.xz;
	items[i].list[i % 3] = i;
	items[i].list[(i + 1) % 3] = i + 1;
	items[i].list[(i + 2) % 3] = i + 2;
	barrier();
	sum = items[63 - i].vector + items[(i * 7) % 64].vector.wzyx;
	sum.xy += items[i ^ 1].pair;
	sum.z ^= items[i ^ 32].key;
	sum.w += items[i ^ 5].list[i % 3];
	for (uint k = 0; k < 4; k++)
		dst[at + k] = sum[k];
}
