// SPDX-License-Identifier: GPL-2.0
// An inverse transform of 8x8 as codecs have it, a column per lane, then a row.
//! buffer 1024 bits
//! buffer 1024 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 32) in;
#include "common.glsl"

shared int block[4][8][9];

int rounded(int x)
{
	return (x + 8192) >> 14;
}

void transform(inout int x[8])
{
	const int a = rounded((x[0] + x[4]) * 11585), b = rounded((x[0] - x[4]) * 11585);
	const int c = rounded(x[2] * 6270 - x[6] * 15137), d = rounded(x[2] * 15137 + x[6] * 6270);
	const int e = rounded(x[1] * 3196 - x[7] * 16069), f = rounded(x[5] * 13623 - x[3] * 9102);
	const int g = rounded(x[5] * 9102 + x[3] * 13623), h = rounded(x[1] * 16069 + x[7] * 3196);
	const int i = a + d, j = b + c, k = b - c, l = a - d;
	const int m = e + f, n = e - f, o = h - g, p = h + g;
	const int q = rounded((o - n) * 11585), r = rounded((o + n) * 11585);

	x = int[8](i + p, j + r, k + q, l + m, l - m, k - q, j - r, i - p);
}

void main()
{
	const uint which = gl_LocalInvocationIndex / 8, at = gl_LocalInvocationIndex % 8;
	const uint base = (flat_group() * 4 + which) * 64;
	int x[8];

	for (uint k = 0; k < 8; k++)
		x[k] = int(src[base + k * 8 + at]) >> 21;
	transform(x);
	for (uint k = 0; k < 8; k++)
		block[which][k][at] = x[k];
	barrier();
	for (uint k = 0; k < 8; k++)
		x[k] = block[which][at][k];
	transform(x);
	for (uint k = 0; k < 8; k++)
		dst[base + at * 8 + k] = uint(clamp(((x[k] + 16) >> 5) + 128, 0, 255));
}
