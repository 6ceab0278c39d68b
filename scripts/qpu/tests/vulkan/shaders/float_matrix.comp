// SPDX-License-Identifier: GPL-2.0
// Products of matrices and vectors of small whole numbers.
//! buffer 512 bits
//! buffer 2560 zero
//! zeros
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	const uint w = src[2 * i];
	const vec4 v = vec4(w & 15u, w >> 4 & 15u, w >> 8 & 15u, w >> 12 & 15u) - 8.0;
	const mat4 m = mat4(v, v.yzwx, v.zwxy * 2.0, v.wwxx);
	const vec4 r = m * v;
	uint to = i * 10;

	dst[to++] = floatBitsToUint(r.x);
	dst[to++] = floatBitsToUint(r.y);
	dst[to++] = floatBitsToUint(r.z);
	dst[to++] = floatBitsToUint(r.w);
	dst[to++] = floatBitsToUint(dot(v, r));
	dst[to++] = floatBitsToUint((transpose(m) * v).z);
	dst[to++] = floatBitsToUint((m * m)[2].y);
	dst[to++] = floatBitsToUint(determinant(mat2(m)));
	dst[to++] = floatBitsToUint(cross(v.xyz, r.xyz).y);
	dst[to++] = floatBitsToUint(outerProduct(v.xy, r.zw)[1].x);
}
