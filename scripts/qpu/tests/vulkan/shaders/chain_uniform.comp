// SPDX-License-Identifier: GPL-2.0
// What one dispatch writes is the uniform block of the next one.
//! buffer 64 bits
//! buffer 64 zero
//! buffer 64 zero
//! uniform 1
//! dispatch 1 1 1 0
//! barrier
//! dispatch 1 1 1 1
//! barrier
//! dispatch 1 1 1 2
//! barrier
//! dispatch 1 1 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

layout(std430, binding = 2) buffer Last { uint last[]; };
layout(std140, binding = 3) uniform Block { uvec4 block[16]; };

void main()
{
	const uint i = flat_id();

#if PASS == 0
	dst[i] = src[63 - i] + 5;
#elif PASS == 1
	last[i] += block[3].y * block[i / 4][i % 4] + block[15].w;
#else
	dst[i] ^= last[i ^ 1];
#endif
}
