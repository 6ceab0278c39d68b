// SPDX-License-Identifier: GPL-2.0
// Sines, with an error of 2^-11 as the standard allows.
//! buffer 512 bits
//! buffer 768 zero
//! dispatch 4 1 1
//! near 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	const float a = float(int(src[2 * i] & 0xfffu) - 2048) * 0.0015;
	uint to = i * 3;

	dst[to++] = uint(int(floor(sin(a) * 256.0 + 0.5)));
	dst[to++] = uint(int(floor(cos(a) * 256.0 + 0.5)));
	dst[to++] = uint(int(floor(sin(a * 0.5) * cos(a) * 256.0 + 0.5)));
}
