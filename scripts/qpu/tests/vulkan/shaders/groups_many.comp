// SPDX-License-Identifier: GPL-2.0
// Three thousand workgroups in three dimensions.
//! buffer 64 bits
//! buffer 12000 zero
//! dispatch 100 10 3
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 2, local_size_y = 2) in;
#include "common.glsl"

void main()
{
	dst[flat_id()] = src[flat_id() & 63] + flat_group();
}
