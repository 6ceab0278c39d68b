// SPDX-License-Identifier: GPL-2.0
// Words of 16 bits, signed and not.
//! buffer 256 bits
//! buffer 256 zero
//! dispatch 4 1 1
//! storage 0
//! storage 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

layout(std430, binding = 0) readonly buffer Signed { int16_t in_signed[]; };
layout(std430, binding = 2) readonly buffer Unsigned { uint16_t in_words[]; };
layout(std430, binding = 3) buffer Words { uint16_t words[]; };

void main()
{
	const uint at = flat_id() * 2;
	const int a = int(in_signed[at]), b = int(in_signed[at + 1]);
	const uint c = uint(in_words[at]), d = uint(in_words[at + 1]);

	words[at] = uint16_t(uint(a * b >> 8) & 0xffff);
	words[at + 1] = uint16_t(c * d >> 16);
}
