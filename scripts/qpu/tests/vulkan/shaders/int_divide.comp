// SPDX-License-Identifier: GPL-2.0
// Quotients and remainders; signed remainders of what is not negative.
//! buffer 512 ints
//! buffer 3072 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	uint x = src[2 * i], d = src[2 * i + 1] | 1u;
	uint to = i * 12;

	dst[to++] = x / d;
	dst[to++] = x % d;
	dst[to++] = uint(int(x) / int(d >> 1 | 1u));
	dst[to++] = uint(int(x >> 1) % int(d >> 1 | 1u));
	dst[to++] = x / 10u;
	dst[to++] = x % 10u;
	dst[to++] = x / 255u;
	dst[to++] = uint(int(x) / 7);
	dst[to++] = uint(int(x) / -3);
	dst[to++] = (x >> 16) / (d & 255u | 1u);
	dst[to++] = x / 16u;
	dst[to++] = uint(int(x) / 16);
}
