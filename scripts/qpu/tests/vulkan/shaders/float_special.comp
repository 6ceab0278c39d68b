// SPDX-License-Identifier: GPL-2.0
// What the special function unit computes: the standard allows errors.
//! buffer 512 positive
//! buffer 2304 zero
//! dispatch 4 1 1
//! ulp 64
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	float x = uintBitsToFloat(src[2 * i]), y = uintBitsToFloat(src[2 * i + 1]);
	uint to = i * 9;

	dst[to++] = floatBitsToUint(sqrt(x));
	dst[to++] = floatBitsToUint(inversesqrt(x));
	dst[to++] = floatBitsToUint(1.0 / x);
	dst[to++] = floatBitsToUint(y / x);
	dst[to++] = floatBitsToUint(exp2(y * 0.01));
	dst[to++] = floatBitsToUint(log2(x));
	dst[to++] = floatBitsToUint(pow(x, 1.5));
	dst[to++] = floatBitsToUint(exp(y * 0.01));
	dst[to++] = floatBitsToUint(log(x));
}
