// SPDX-License-Identifier: GPL-2.0
// The same with the CPU waiting between.
//! buffer 128 bits
//! buffer 128 zero
//! dispatch 2 1 1 0
//! submit
//! dispatch 2 1 1 1
//! submit
//! dispatch 2 1 1 0
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

layout(std430, binding = 0) buffer Other { uint other[]; };

void main()
{
	const uint i = flat_id();

#if PASS == 0
	dst[i] += other[127 - i] * 7;
#else
	other[i] = dst[i] - i;
#endif
}
