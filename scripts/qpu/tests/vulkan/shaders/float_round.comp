// SPDX-License-Identifier: GPL-2.0
// To whole numbers in all directions.
//! buffer 512 quarters
//! buffer 2560 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	float x = uintBitsToFloat(src[2 * i]), y = uintBitsToFloat(src[2 * i + 1]);
	uint to = i * 10;

	dst[to++] = floatBitsToUint(floor(x));
	dst[to++] = floatBitsToUint(ceil(x));
	dst[to++] = floatBitsToUint(trunc(x));
	dst[to++] = floatBitsToUint(roundEven(x));
	dst[to++] = floatBitsToUint(x - floor(x));
	dst[to++] = floatBitsToUint(floor(x * 0.125) * 8.0);
	dst[to++] = floatBitsToUint(fract(y));
	dst[to++] = floatBitsToUint(mod(float(src[2 * i] & 1023u), 16.0));
	dst[to++] = floatBitsToUint(trunc(-y));
	dst[to++] = floatBitsToUint(roundEven(y * 0.5));
}
