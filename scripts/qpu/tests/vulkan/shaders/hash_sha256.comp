// SPDX-License-Identifier: GPL-2.0
// A round function with many rotations: SHA-256 of 64 bytes for each lane.
//! buffer 1024 bits
//! buffer 512 zero
//! dispatch 1 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

uint rotated(uint x, uint by)
{
	return x >> by | x << (32 - by);
}

// the first 32 bits of fractions of square roots would be the usual constants
uint constant(uint round)
{
	return (round + 1) * 0x9e3779b9 ^ round << 27;
}

void main()
{
	const uint i = flat_id();
	uint w[16], h[8];

	for (uint k = 0; k < 16; k++)
		w[k] = src[16 * i + k];
	for (uint k = 0; k < 8; k++)
		h[k] = constant(100 + k);
	for (uint round = 0; round < 64; round++) {
		const uint s1 = rotated(h[4], 6) ^ rotated(h[4], 11) ^ rotated(h[4], 25);
		const uint s0 = rotated(h[0], 2) ^ rotated(h[0], 13) ^ rotated(h[0], 22);
		const uint choice = (h[4] & h[5]) ^ (~h[4] & h[6]);
		const uint most = (h[0] & h[1]) ^ (h[0] & h[2]) ^ (h[1] & h[2]);
		const uint t1 = h[7] + s1 + choice + constant(round) + w[0];
		const uint next = w[0] + w[9] + (rotated(w[1], 7) ^ rotated(w[1], 18) ^ w[1] >> 3) +
				  (rotated(w[14], 17) ^ rotated(w[14], 19) ^ w[14] >> 10);

		for (uint k = 7; k > 0; k--)
			h[k] = h[k - 1];
		h[4] += t1;
		h[0] = t1 + s0 + most;
		for (uint k = 0; k < 15; k++)
			w[k] = w[k + 1];
		w[15] = next;
	}
	for (uint k = 0; k < 8; k++)
		dst[8 * i + k] = h[k];
}
