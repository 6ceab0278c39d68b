// SPDX-License-Identifier: GPL-2.0
// fma() of numbers of which all results are exact, rounded in one step or in two.
//! buffer 512 whole
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

	dst[to++] = floatBitsToUint(fma(x, y, 17.0));
	dst[to++] = floatBitsToUint(fma(x, y, x));
	dst[to++] = floatBitsToUint(fma(x, x, -y));
	dst[to++] = floatBitsToUint(x * y + x);
	dst[to++] = floatBitsToUint(x * x - y * y);
	dst[to++] = floatBitsToUint(fma(-x, y, 0.5));
}
