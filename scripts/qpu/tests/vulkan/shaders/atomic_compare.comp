// SPDX-License-Identifier: GPL-2.0
// Sums by compare and swap, until it succeeds.
//! buffer 128 bits
//! buffer 4 zero
//! dispatch 2 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint x = src[flat_id()];
	uint old, seen = dst[x & 3];

	do {
		old = seen;
		seen = atomicCompSwap(dst[x & 3], old, old * 1 + (x | 1));
	} while (seen != old);
}
