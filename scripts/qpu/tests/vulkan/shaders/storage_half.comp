// SPDX-License-Identifier: GPL-2.0
// Halves in memory, floats in registers.
//! buffer 128 bits
//! buffer 256 zero
//! dispatch 2 1 1
//! storage 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

layout(std430, binding = 2) buffer Halves { float16_t halves[]; };

void main()
{
	const uint i = flat_id(), word = src[i];
	// Mesa 25 cannot compile an integer that becomes a half at once
	const float f = uintBitsToFloat((word & 0x83ffffffu) + 0x3e000000u);

	halves[2 * i] = float16_t(f);
	halves[2 * i + 1] = float16_t(f * 3.0);
	memoryBarrierBuffer();
	dst[128 + i] = floatBitsToUint(float(halves[2 * i]) + float(halves[2 * i + 1]));
}
