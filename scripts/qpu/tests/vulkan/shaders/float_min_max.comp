// SPDX-License-Identifier: GPL-2.0
// Smallest and largest, clamped; step and sign.
//! buffer 512 numbers
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

	dst[to++] = floatBitsToUint(min(x, y));
	dst[to++] = floatBitsToUint(max(x, y));
	dst[to++] = floatBitsToUint(clamp(x, 0.0, 1.0));
	dst[to++] = floatBitsToUint(clamp(x, -1.0, 1.0));
	dst[to++] = floatBitsToUint(clamp(x, -100.0, 50.0));
	dst[to++] = floatBitsToUint(max(x, 0.0));
	dst[to++] = floatBitsToUint(step(x, y));
	dst[to++] = floatBitsToUint(sign(x == 0.0 ? 3.0 : x));
	dst[to++] = floatBitsToUint(min(max(x, 1.0), abs(y) + 2.0));
	dst[to++] = floatBitsToUint(mix(x, y, true));
}
