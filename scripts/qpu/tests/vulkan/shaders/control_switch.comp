// SPDX-License-Identifier: GPL-2.0
// A switch with cases that fall through, in a loop.
//! buffer 256 bits
//! buffer 256 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	uint x = src[flat_id()], result = 1;

	for (uint k = 0; k < 8; k++) {
		switch (x >> 4 * k & 7) {
		case 0:
			result += 3;
			break;
		case 1:
			result *= 5;
		case 2:
			result ^= x;
			break;
		case 3:
			continue;
		case 5:
			if ((result & 1) != 0)
				break;
			result = result >> 3 | result << 29;
		case 6:
			result -= k;
			break;
		default:
			result = ~result;
		}
		result += k;
	}
	dst[flat_id()] = result;
}
