// SPDX-License-Identifier: GPL-2.0
// A sort of an array that each lane has for itself.
//! buffer 512 bits
//! buffer 512 zero
//! dispatch 1 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void sort(inout uint list[8])
{
	for (int i = 1; i < 8; i++) {
		const uint x = list[i];
		int j = i - 1;

		for (; j >= 0 && list[j] > x; j--)
			list[j + 1] = list[j];
		list[j + 1] = x;
	}
}

void main()
{
	const uint i = flat_id();
	uint list[8];

	for (uint k = 0; k < 8; k++)
		list[k] = src[8 * i + k];
	sort(list);
	for (uint k = 0; k < 8; k++)
		dst[8 * i + k] = list[k];
}
