// SPDX-License-Identifier: GPL-2.0
// Comparisons of both kinds, what is chosen by them, and logic of their results.
//! buffer 512 ints
//! buffer 3584 zero
//! dispatch 4 1 1
#version 450
#extension GL_GOOGLE_include_directive : require
layout(local_size_x = 64) in;
#include "common.glsl"

void main()
{
	const uint i = flat_id();
	uint x = src[2 * i], y = src[2 * i + 1];
	uint to = i * 14;

	dst[to++] = uint(x < y);
	dst[to++] = uint(x <= y);
	dst[to++] = uint(int(x) < int(y));
	dst[to++] = uint(int(x) >= int(y));
	dst[to++] = uint(x == y);
	dst[to++] = uint(x != y);
	dst[to++] = x > y ? x : y;
	dst[to++] = mix(x, y, (x & 1u) != 0);
	dst[to++] = uint(x < y && int(x) > int(y));
	dst[to++] = uint(x < y || (y & 4u) != 0);
	dst[to++] = uint((x < y) != (int(x) < int(y)));
	dst[to++] = x < y ? x << 3 : (int(x) < 0 ? y >> 2 : x ^ y);
	dst[to++] = uint(all(lessThan(uvec2(x, y), uvec2(y, ~x))));
	dst[to++] = uint(any(greaterThan(ivec2(x, y), ivec2(y, 7))));
}
