// SPDX-License-Identifier: GPL-2.0
// Bits counted, the first and the last one.
//! buffer 512 ints
//! buffer 2048 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	uint x = src[2 * i], y = src[2 * i + 1];
	uint to = i * 8;

	dst[to++] = bitCount(x);
	dst[to++] = uint(findLSB(x));
	dst[to++] = uint(findMSB(x));
	dst[to++] = uint(findMSB(int(x)));
	dst[to++] = bitCount(x ^ y);
	dst[to++] = uint(findMSB(x & y));
	dst[to++] = uint(findLSB(x & -x));
	dst[to++] = bitCount(x & 0xffffu) + uint(findMSB(y | 1u));
}
