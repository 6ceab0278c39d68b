// SPDX-License-Identifier: GPL-2.0
// Products that fit in 24 bits, for which there are instructions of their own.
//! buffer 512 ints
//! buffer 1792 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	uint x = src[2 * i], y = src[2 * i + 1];
	uint to = i * 7;

	dst[to++] = (x & 0xffffu) * (y & 0xffu);
	dst[to++] = (x >> 8) * (y >> 24);
	dst[to++] = uint((int(x) >> 8) * (int(y) >> 24));
	dst[to++] = uint(((int(x) << 16) >> 16) * ((int(y) << 16) >> 16));
	dst[to++] = (x & 0xfffu) * 1000u;
	dst[to++] = (x & 0xffffffu) * (y & 0xffffffu);
	dst[to++] = uint(bitfieldExtract(int(x), 0, 8) * bitfieldExtract(int(y), 8, 8));
}
