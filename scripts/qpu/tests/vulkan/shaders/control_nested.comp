// SPDX-License-Identifier: GPL-2.0
// Loops in loops with bounds from memory, break, continue and an early end.
//! buffer 256 bits
//! buffer 256 ones
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint x = src[flat_id()];
	uint sum = 0;

	if (x % 17 == 0)
		return;
	for (uint i = 0; i < (x & 7); i++) {
		for (uint j = i; j < (x >> 3 & 7); j++) {
			if (((x >> (i + j)) & 1) != 0)
				continue;
			sum += i * 8 + j;
			if (sum > 100)
				break;
		}
		if (sum % 5 == 3)
			break;
		sum += 1000;
	}
	do {
		sum = sum * 3 + 1;
	} while ((sum & 0x30) != 0 && sum < 0x40000000);
	dst[flat_id()] = sum;
}
