// SPDX-License-Identifier: GPL-2.0
// Constants that come with the commands, and change between dispatches.
//! buffer 64 bits
//! buffer 192 zero
//! push 0 3 0x12345678 17 0x80000000
//! dispatch 1 1 1
//! push 64 5 0xffffffff 1 2
//! dispatch 1 1 1
//! push 128 0xffffffff 77 0 5
//! dispatch 1 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

layout(push_constant) uniform Push {
	uint offset, factor, list[3];
} push;

void main()
{
	const uint i = flat_id();

	dst[push.offset + i] = src[i] * push.factor + push.list[i % 3];
}
