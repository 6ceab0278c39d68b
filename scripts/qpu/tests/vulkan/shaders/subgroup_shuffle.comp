// SPDX-License-Identifier: GPL-2.0
// What any other lane has: by number, by difference, by exclusive or.
//! buffer 512 zero
//! dispatch 4 1 1
//! checked
#version 450
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#extension GL_KHR_shader_subgroup_shuffle_relative : require
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
	const uint i = gl_LocalInvocationIndex, me = gl_SubgroupInvocationID, x = word(i);
	const uint other = x >> 9 & (gl_SubgroupSize - 1);
	uint good;

	words[place() + me] = x;
	barrier();
	good = uint(subgroupShuffle(x, other) == words[place() + other]);
	good &= uint(subgroupShuffleXor(x, 1) == words[place() + (me ^ 1)]);
	good &= uint(subgroupShuffleXor(x, 3) == words[place() + (me ^ 3)]);
	if (me >= 2)
		good &= uint(subgroupShuffleUp(x, 2) == words[place() + me - 2]);
	if (me + 3 < gl_SubgroupSize)
		good &= uint(subgroupShuffleDown(x, 3) == words[place() + me + 3]);
	dst[gl_WorkGroupID.x * 128 + i] = good;
}
