// SPDX-License-Identifier: GPL-2.0
// More values alive at the same time than there are registers.
//! buffer 8192 bits
//! buffer 8192 zero
//! dispatch 1 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	uint v[128];

	for (uint k = 0; k < 128; k++)
		v[k] = src[128 * i + k];
	for (uint turn = 0; turn < 2; turn++) {
		for (uint k = 0; k < 128; k++)
			v[k] += v[(k * 77 + 13) & 127] ^ turn;
		for (uint k = 0; k < 64; k++) {
			const uint a = v[k], b = v[127 - k];

			v[k] = a + 3 * b;
			v[127 - k] = a - b;
		}
	}
	for (uint k = 0; k < 128; k++)
		dst[128 * i + k] = v[k];
}
