// SPDX-License-Identifier: GPL-2.0
// Floats as words; exponents; signs.
//! buffer 512 quarters
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
	uint to = i * 6;

	dst[to++] = floatBitsToUint(x);
	dst[to++] = floatBitsToUint(uintBitsToFloat(floatBitsToUint(x) ^ 0x80000000u));
	dst[to++] = floatBitsToUint(x) >> 23 & 255u;
	dst[to++] = floatBitsToUint(ldexp(x, 3));
	dst[to++] = floatBitsToUint(uintBitsToFloat((floatBitsToUint(x) & 0x7fffffu) | 0x3f800000u) - 1.0);
	dst[to++] = floatBitsToUint(abs(x));
}
