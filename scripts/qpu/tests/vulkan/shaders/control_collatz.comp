// SPDX-License-Identifier: GPL-2.0
// A loop that each lane leaves at another time.
//! buffer 256 small
//! buffer 256 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	uint x = src[flat_id()] + 1, steps = 0, top = 0;

	while (x != 1 && steps < 150) {
		x = (x & 1) != 0 ? 3 * x + 1 : x / 2;
		top = max(top, x);
		steps++;
	}
	dst[flat_id()] = steps << 16 ^ top;
}
