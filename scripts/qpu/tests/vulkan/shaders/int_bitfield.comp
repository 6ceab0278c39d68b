// SPDX-License-Identifier: GPL-2.0
// Fields of bits: cut out, put in, and all in reverse.
//! buffer 512 ints
//! buffer 2816 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	uint x = src[2 * i], y = src[2 * i + 1];
	uint to = i * 11;

	dst[to++] = bitfieldExtract(x, int(y & 15u), int(y >> 8 & 15u));
	dst[to++] = uint(bitfieldExtract(int(x), int(y & 15u), int(y >> 8 & 15u)));
	dst[to++] = bitfieldInsert(x, y, int(x & 15u), int(y & 15u));
	dst[to++] = bitfieldReverse(x);
	dst[to++] = bitfieldExtract(x, 5, 11);
	dst[to++] = uint(bitfieldExtract(int(x), 20, 12));
	dst[to++] = bitfieldInsert(x, y, 8, 8);
	dst[to++] = bitfieldExtract(x, int(y & 31u), 0);
	dst[to++] = bitfieldExtract(x, 0, 32);
	dst[to++] = uint(bitfieldExtract(int(x), 16, 16));
	dst[to++] = bitfieldExtract(x, 24, 8);
}
