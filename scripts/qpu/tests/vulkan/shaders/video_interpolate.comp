// SPDX-License-Identifier: GPL-2.0
// Eight taps across and down, with shared memory between.
//! buffer 1024 bits
//! buffer 1024 zero
//! storage 0
//! dispatch 4 4 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 16, local_size_y = 16) in;
#include "common.glsl"

layout(std430, binding = 2) readonly buffer In { uint8_t from[]; };
shared int rows[23][16];

const int taps[8] = int[8](-1, 6, -19, 78, 78, -19, 6, -1);

void main()
{
	const ivec2 at = ivec2(gl_LocalInvocationID.xy), first = ivec2(gl_WorkGroupID.xy) * 16;

	for (int y = at.y; y < 23; y += 16) {
		int sum = 64;

		for (int k = 0; k < 8; k++) {
			const ivec2 from_at = clamp(first + ivec2(at.x + k - 3, y - 3), 0, 63);

			sum += taps[k] * int(from[from_at.y * 64 + from_at.x]);
		}
		rows[y][at.x] = clamp(sum >> 7, 0, 255);
	}
	barrier();
	int sum = 64;

	for (int k = 0; k < 8; k++)
		sum += taps[k] * rows[at.y + k][at.x];
	sum = clamp(sum >> 7, 0, 255);
	atomicOr(dst[((first.y + at.y) * 64 + first.x + at.x) / 4], uint(sum) << 8 * (at.x & 3));
}
