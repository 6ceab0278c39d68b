// SPDX-License-Identifier: GPL-2.0
// Sixteen dispatches that need not wait for each other.
//! buffer 64 bits
//! buffer 1024 zero
//! push 0
//! dispatch 1 1 1
//! push 1
//! dispatch 1 1 1
//! push 2
//! dispatch 1 1 1
//! push 3
//! dispatch 1 1 1
//! push 4
//! dispatch 1 1 1
//! push 5
//! dispatch 1 1 1
//! push 6
//! dispatch 1 1 1
//! push 7
//! dispatch 1 1 1
//! push 8
//! dispatch 1 1 1
//! push 9
//! dispatch 1 1 1
//! push 10
//! dispatch 1 1 1
//! push 11
//! dispatch 1 1 1
//! push 12
//! dispatch 1 1 1
//! push 13
//! dispatch 1 1 1
//! push 14
//! dispatch 1 1 1
//! push 15
//! dispatch 1 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

layout(push_constant) uniform Push { uint number; } push;

void main()
{
	const uint i = gl_LocalInvocationIndex;

	dst[push.number * 64 + i] = src[(i + push.number) & 63] + push.number;
}
