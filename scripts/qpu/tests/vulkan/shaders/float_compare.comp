// SPDX-License-Identifier: GPL-2.0
// Comparisons, with infinities, zeros of both signs, and NaN.
//! buffer 512 floats
//! buffer 3072 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	float x = uintBitsToFloat(src[2 * i]), y = uintBitsToFloat(src[2 * i + 1]);
	uint to = i * 12;

	dst[to++] = uint(x < y);
	dst[to++] = uint(x <= y);
	dst[to++] = uint(x > y);
	dst[to++] = uint(x >= y);
	dst[to++] = uint(x == y);
	dst[to++] = uint(x != y);
	dst[to++] = uint(isnan(x));
	dst[to++] = uint(isinf(x));
	dst[to++] = uint(!(x < y));
	dst[to++] = x < 0.0 ? 1u : (x > 1.0 ? 2u : 3u);
	dst[to++] = uint(x < y || y < 1.0);
	dst[to++] = uint(abs(x) == abs(y));
}
