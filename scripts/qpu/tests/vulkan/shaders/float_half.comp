// SPDX-License-Identifier: GPL-2.0
// Halves in words: to and from floats, with those too large, too small, and between two.
//! buffer 512 numbers
//! buffer 1536 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	float x = uintBitsToFloat(src[2 * i]), y = uintBitsToFloat(src[2 * i + 1]);
	uint w = src[2 * i] & 0x7bff7bffu;
	uint to = i * 6;

	dst[to++] = packHalf2x16(vec2(x, y));
	dst[to++] = floatBitsToUint(unpackHalf2x16(w).x);
	dst[to++] = floatBitsToUint(unpackHalf2x16(w).y);
	dst[to++] = packHalf2x16(unpackHalf2x16(w));
	dst[to++] = floatBitsToUint(unpackHalf2x16(packHalf2x16(vec2(x * 1e-5, y))).x);
	dst[to++] = packHalf2x16(vec2(float(src[2 * i] >> 15), 1.0));
}
