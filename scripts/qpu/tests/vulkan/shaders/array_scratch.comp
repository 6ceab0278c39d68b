// SPDX-License-Identifier: GPL-2.0
// An array too large for registers.
//! buffer 64 bits
//! buffer 512 zero
//! dispatch 1 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	uint list[160], x = src[i];

	for (uint k = 0; k < 160; k++)
		list[k] = k ^ x;
	for (uint k = 0; k < 100; k++) {
		const uint a = x % 160, b = (x >> 8) % 160, kept = list[a];

		list[a] = list[b] + k;
		list[b] = kept;
		x = x * 1664525 + 1013904223;
	}
	for (uint k = 0; k < 8; k++)
		dst[i * 8 + k] = list[(k * 37 + i) % 160];
}
