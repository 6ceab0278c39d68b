// SPDX-License-Identifier: GPL-2.0
// Bytes, signed and not.
//! buffer 256 bits
//! buffer 256 zero
//! dispatch 4 1 1
//! storage 0
//! storage 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

layout(std430, binding = 2) readonly buffer Signed { int8_t in_signed[]; };
layout(std430, binding = 3) buffer Bytes { uint8_t bytes[]; };
layout(std430, binding = 0) readonly buffer Unsigned { uint8_t in_bytes[]; };

void main()
{
	const uint at = flat_id() * 4;
	const int a = int(in_signed[at]), b = int(in_signed[at + 1]);
	const uint c = uint(in_bytes[at + 2]), d = uint(in_bytes[at + 3]);

	bytes[at] = uint8_t(uint(a + b) & 0xff);
	bytes[at + 1] = uint8_t(clamp(a * b >> 4, 0, 255));
	bytes[at + 2] = uint8_t((c + d + 1) / 2);
	bytes[at + 3] = uint8_t(max(c, d) - min(c, d));
}
