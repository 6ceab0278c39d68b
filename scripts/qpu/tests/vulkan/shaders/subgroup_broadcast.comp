// SPDX-License-Identifier: GPL-2.0
// What the first lane or a certain one has, for all.
//! buffer 512 zero
//! dispatch 4 1 1
//! checked
#version 450
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_ballot : require
layout(local_size_x = 128) in;
layout(std430, binding = 0) buffer Dst { uint dst[]; };

shared uint words[128];

// Something else for each lane, and what the subgroup's lane of a number has
uint word(uint i)
{
	return i * 2654435761u ^ i << 7;
}

uint place()
{
	return gl_SubgroupID * gl_SubgroupSize;
}

void main()
{
	const uint i = gl_LocalInvocationIndex, x = word(i);
	uint good;

	words[place() + gl_SubgroupInvocationID] = x;
	barrier();
	good = uint(subgroupBroadcastFirst(x) == words[place()]);
	good &= uint(subgroupBroadcast(x, 3) == words[place() + 3]);
	good &= uint(subgroupBroadcast(vec2(x & 0xffff), 1).y ==
		     float(words[place() + 1] & 0xffff));
	if ((gl_SubgroupInvocationID & 1) != 0)
		good &= uint(subgroupBroadcastFirst(x) == words[place() + 1]);
	dst[gl_WorkGroupID.x * 128 + i] = good;
}
