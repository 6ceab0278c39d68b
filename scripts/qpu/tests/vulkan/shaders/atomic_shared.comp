// SPDX-License-Identifier: GPL-2.0
// Atomic operations in shared memory: a histogram of each workgroup.
//! buffer 1024 bits
//! buffer 256 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 256) in;
#include "common.glsl"

shared uint bins[32], low, high, sum, bits;

void main()
{
	const uint i = gl_LocalInvocationIndex, x = src[flat_id()];

	if (i < 32)
		bins[i] = 0;
	if (i == 0) {
		low = ~0u;
		high = 0;
		sum = 0;
		bits = 0;
	}
	barrier();
	atomicAdd(bins[x >> 27], 1);
	atomicMin(low, x);
	atomicMax(high, x);
	atomicAdd(sum, x);
	atomicXor(bits, x * 3);
	barrier();
	if (i < 32)
		dst[flat_group() * 64 + i] = bins[i];
	if (i == 0) {
		dst[flat_group() * 64 + 32] = low;
		dst[flat_group() * 64 + 33] = high;
		dst[flat_group() * 64 + 34] = sum;
		dst[flat_group() * 64 + 35] = bits;
	}
}
