// SPDX-License-Identifier: GPL-2.0
// From floats to integers and back; what rounds must round to even.
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
	uint x = src[2 * i];
	float f = float(int(src[2 * i + 1]) >> 8) * 0.0078125;
	uint to = i * 10;

	dst[to++] = uint(int(f));
	dst[to++] = uint(abs(f));
	dst[to++] = floatBitsToUint(float(int(x)));
	dst[to++] = floatBitsToUint(float(x));
	dst[to++] = uint(int(f * 0.001));
	dst[to++] = floatBitsToUint(float(x & 0xffffffu));
	dst[to++] = floatBitsToUint(float(int(x) >> 7));
	dst[to++] = floatBitsToUint(float(x & 255u) / 256.0);
	dst[to++] = uint(bool(f));
	dst[to++] = floatBitsToUint(float(f > 3.0));
}
