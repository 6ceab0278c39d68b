// SPDX-License-Identifier: GPL-2.0
// Subgroups: who is where, and one that is elected. Sizes differ, so it checks by itself.
//! buffer 250 zero
//! dispatch 2 1 1
//! checked
#version 450
#extension GL_KHR_shader_subgroup_basic : require
layout(local_size_x = 125) in;
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
	const uint i = gl_LocalInvocationIndex, at = place() + gl_SubgroupInvocationID;
	uint good;

	words[i] = 0;
	barrier();
	atomicAdd(words[at], 1);
	barrier();
	// each place is taken by one
	good = uint(words[i] == 1);
	barrier();
	words[i] = 0;
	barrier();
	if (subgroupElect())
		atomicAdd(words[gl_SubgroupID], 1);
	barrier();
	good &= uint(words[gl_SubgroupID] == 1);
	good &= uint(gl_NumSubgroups == (125 + gl_SubgroupSize - 1) / gl_SubgroupSize);
	dst[gl_WorkGroupID.x * 125 + i] = good;
}
