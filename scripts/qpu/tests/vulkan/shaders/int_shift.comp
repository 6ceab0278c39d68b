// SPDX-License-Identifier: GPL-2.0
// Shifts by what is in a register and by constants, with sign and without.
//! buffer 512 ints
//! buffer 2304 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	uint x = src[2 * i], y = src[2 * i + 1];
	uint to = i * 9;

	dst[to++] = x << (y & 31u);
	dst[to++] = x >> (y & 31u);
	dst[to++] = uint(int(x) >> (y & 31u));
	dst[to++] = x << 13;
	dst[to++] = x >> 7;
	dst[to++] = uint(int(x) >> 31);
	dst[to++] = (x << 5) | (x >> 27);
	dst[to++] = (x << (y & 15u)) | (x >> (32u - max(y & 15u, 1u)));
	dst[to++] = 1u << (x & 31u);
}
