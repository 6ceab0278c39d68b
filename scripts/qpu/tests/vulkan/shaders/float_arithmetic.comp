// SPDX-License-Identifier: GPL-2.0
// Sums, differences and products; each is rounded.
//! buffer 512 floats
//! buffer 3072 zero
//! dispatch 4 1 1
//! nan
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	precise float x = uintBitsToFloat(src[2 * i]), y = uintBitsToFloat(src[2 * i + 1]);
	uint to = i * 12;

	dst[to++] = floatBitsToUint(x + y);
	dst[to++] = floatBitsToUint(x - y);
	dst[to++] = floatBitsToUint(x * y);
	dst[to++] = floatBitsToUint(-x);
	dst[to++] = floatBitsToUint(abs(x) + y);
	dst[to++] = floatBitsToUint(x * 0.5);
	dst[to++] = floatBitsToUint(x + 1.0);
	dst[to++] = floatBitsToUint((x + y) * (x - y));
	dst[to++] = floatBitsToUint(x * x * x);
	dst[to++] = floatBitsToUint(x - x * y);
	dst[to++] = floatBitsToUint(abs(x) - abs(y));
	dst[to++] = floatBitsToUint(x * 3.14159274 + 1.0);
}
