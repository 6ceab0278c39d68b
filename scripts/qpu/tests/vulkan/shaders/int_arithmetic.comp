// SPDX-License-Identifier: GPL-2.0
// Sums, differences, products and what is made of bits, modulo 2^32.
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
	uint x = src[2 * i], y = src[2 * i + 1];
	uint to = i * 12;

	dst[to++] = x + y;
	dst[to++] = x - y;
	dst[to++] = x * y;
	dst[to++] = x & y;
	dst[to++] = x | y;
	dst[to++] = x ^ y;
	dst[to++] = ~x;
	dst[to++] = -x;
	dst[to++] = x * x + y;
	dst[to++] = (x - y) * (x + y);
	dst[to++] = x * 10u;
	dst[to++] = y * 0x12345u;
}
