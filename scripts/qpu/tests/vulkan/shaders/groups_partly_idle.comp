// SPDX-License-Identifier: GPL-2.0
// Lanes that have nothing to do, in all batches.
//! buffer 200 bits
//! buffer 200 ones
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();

	if (i < 200 && (i & 3) != 1)
		dst[i] = src[199 - i] / (i + 1);
}
