// SPDX-License-Identifier: GPL-2.0
// Branches within branches, of which lanes take all.
//! buffer 512 bits
//! buffer 512 zero
//! dispatch 8 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

uint walk_step(uint x, uint i)
{
	if ((x >> i & 4) != 0)
		return x * 7;
	return x ^ i;
}

uint walk(uint x)
{
	uint result = x;

	if ((x & 1) != 0) {
		if ((x & 2) != 0) {
			result ^= 0x1111;
			if ((x & 4) != 0)
				result *= 3;
			else if ((x & 8) != 0)
				return result + 7;
		} else {
			result += 0x2222;
			if ((x & 0x10) != 0)
				return ~result;
		}
		result = result << 1 | result >> 31;
	} else if ((x & 0x20) != 0) {
		for (uint i = 0; i < (x >> 8 & 3); i++)
			result = walk_step(result, i);
	} else {
		result -= x >> 3;
	}
	return result;
}

void main()
{
	dst[flat_id()] = walk(src[flat_id()]);
}
