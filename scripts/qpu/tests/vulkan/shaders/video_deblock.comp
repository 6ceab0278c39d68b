// SPDX-License-Identifier: GPL-2.0
// A filter of edges between blocks, on bytes, with decisions per line.
//! buffer 1024 bits
//! buffer 1024 zero
//! storage 0
//! storage 1
//! dispatch 8 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

layout(std430, binding = 2) readonly buffer In { uint8_t from[]; };
layout(std430, binding = 3) buffer Out { uint8_t to[]; };

void main()
{
	const uint at = flat_id() * 8;
	int p[8];

	for (uint k = 0; k < 8; k++)
		p[k] = int(from[at + k]) >> 3;
	if (abs(p[3] - p[4]) * 2 + abs(p[2] - p[5]) / 2 <= 40 && abs(p[3] - p[2]) < 12) {
		const bool flat_line = abs(p[2] - p[3]) <= 4 && abs(p[5] - p[4]) <= 4 &&
				       abs(p[1] - p[3]) <= 4 && abs(p[6] - p[4]) <= 4;

		if (flat_line) {
			const int sum = p[0] + p[1] + p[2] + p[3] + p[4] + p[5] + p[6] + p[7];

			for (uint k = 2; k < 6; k++)
				p[k] = (sum + p[k - 1] + p[k] * 4 + p[k + 1] * 3 + 8) >> 4;
		} else {
			const int d = clamp(clamp(p[2] - p[5], -128, 127) + 3 * (p[4] - p[3]), -128, 127);

			p[3] = clamp(p[3] + (min(d + 3, 127) >> 3), 0, 255);
			p[4] = clamp(p[4] - (min(d + 4, 127) >> 3), 0, 255);
		}
	}
	for (uint k = 0; k < 8; k++)
		to[at + k] = uint8_t(p[k]);
}
