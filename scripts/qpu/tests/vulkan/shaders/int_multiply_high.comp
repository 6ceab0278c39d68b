// SPDX-License-Identifier: GPL-2.0
// Upper halves of products.
//! buffer 512 ints
//! buffer 1536 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

uint umulhi(uint x, uint y)
{
	uint high, low;

	umulExtended(x, y, high, low);
	return high;
}

uint umullo(uint x, uint y)
{
	uint high, low;

	umulExtended(x, y, high, low);
	return low;
}

uint imulhi(int x, int y)
{
	int high, low;

	imulExtended(x, y, high, low);
	return uint(high);
}

uint imullo(int x, int y)
{
	int high, low;

	imulExtended(x, y, high, low);
	return uint(low);
}

void main()
{
	const uint i = flat_id();
	uint x = src[2 * i], y = src[2 * i + 1];
	uint to = i * 6;

	dst[to++] = umulhi(x, y);
	dst[to++] = imulhi(int(x), int(y));
	dst[to++] = umullo(x, y);
	dst[to++] = imullo(int(x), int(y));
	dst[to++] = umulhi(x, 0xaaaaaaabu) >> 1;
	dst[to++] = imulhi(int(x), 0x55555556);
}
