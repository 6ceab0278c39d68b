// SPDX-License-Identifier: GPL-2.0
// A checksum bit by bit, and one with a table in a uniform block.
//! buffer 1024 bits
//! buffer 128 zero
//! uniform 0
//! dispatch 1 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

layout(std140, binding = 2) uniform Table { uvec4 table[64]; };

void main()
{
	const uint i = flat_id();
	uint crc = ~0u, sum = ~0u;

	for (uint k = 0; k < 4; k++) {
		crc ^= src[16 * i + k];
		for (uint bit = 0; bit < 32; bit++)
			crc = crc >> 1 ^ (0xedb88320 & -(crc & 1));
		for (uint byte = 0; byte < 4; byte++) {
			const uint at = (sum ^ src[16 * i + k] >> 8 * byte) & 255;

			sum = table[at / 4][at % 4] ^ sum >> 8;
		}
	}
	dst[2 * i] = crc;
	dst[2 * i + 1] = sum;
}
