// SPDX-License-Identifier: GPL-2.0
// Floats from 0 or -1 to 1 in bytes and halves of words. What lies between two may go either way.
//! buffer 512 bits
//! buffer 1792 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	const uint w = src[2 * i + 1];
	vec4 v = vec4(w & 15u, w >> 4 & 15u, w >> 8 & 15u, w >> 12 & 15u) * 0.0625;
	uint to = i * 7;

	dst[to++] = packUnorm4x8(v);
	dst[to++] = packSnorm4x8(v * 2.0 - 1.0);
	dst[to++] = packUnorm2x16(v.xy);
	dst[to++] = packSnorm2x16(v.xy * 2.0 - 1.0);
	dst[to++] = uint(unpackUnorm4x8(src[2 * i]).y * 255.0 + 0.5);
	dst[to++] = uint(int(floor(unpackSnorm4x8(src[2 * i]).z * 127.0 + 0.5)));
	dst[to++] = uint(unpackUnorm2x16(src[2 * i]).y * 65535.0 + 0.5);
}
