// SPDX-License-Identifier: GPL-2.0
// An array in registers, read and written at places that are not known before.
//! buffer 256 bits
//! buffer 1024 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	uint list[16], x = src[i];

	for (uint k = 0; k < 16; k++)
		list[k] = k * x;
	for (uint k = 0; k < 40; k++) {
		list[x & 15] += list[x >> 4 & 15] ^ k;
		x = x * 1664525 + 1013904223;
	}
	for (uint k = 0; k < 4; k++)
		dst[i * 4 + k] = list[k * 4] + list[k * 4 + 1] * 3 + list[k * 4 + 2] * 5 +
				 list[k * 4 + 3] * 7;
}
