// SPDX-License-Identifier: GPL-2.0
// Smallest and largest, clamped, without sign, and the sign.
//! buffer 512 ints
//! buffer 2560 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	uint x = src[2 * i], y = src[2 * i + 1];
	uint to = i * 10;

	dst[to++] = min(x, y);
	dst[to++] = max(x, y);
	dst[to++] = uint(min(int(x), int(y)));
	dst[to++] = uint(max(int(x), int(y)));
	dst[to++] = uint(clamp(int(x), -1000, 1000));
	dst[to++] = clamp(x, 16u, 235u);
	dst[to++] = uint(abs(int(x)));
	dst[to++] = uint(sign(int(x)));
	dst[to++] = uint(clamp(int(x) >> 20, 0, 255));
	dst[to++] = uint(max(min(int(x), int(y)), -int(y & 255u)));
}
