// SPDX-License-Identifier: GPL-2.0
// Six dispatches, each of which reads what the one before wrote.
//! buffer 256 bits
//! buffer 256 zero
//! dispatch 4 1 1 0
//! barrier
//! dispatch 4 1 1 1
//! barrier
//! dispatch 4 1 1 0
//! barrier
//! dispatch 4 1 1 1
//! barrier
//! dispatch 4 1 1 0
//! barrier
//! dispatch 4 1 1 1
//! barrier
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

layout(std430, binding = 0) buffer Other { uint other[]; };

void main()
{
	const uint i = flat_id();

#if PASS == 0
	dst[i] = other[(i + 1) & 255] * 3 + other[i];
#else
	other[i] = dst[(i + 17) & 255] ^ dst[i] >> 1;
#endif
}
