// SPDX-License-Identifier: GPL-2.0
// Whether all, any, or all the same.
//! buffer 384 zero
//! dispatch 3 1 1
//! checked
#version 450
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_vote : require
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
	const uint i = gl_LocalInvocationIndex;
	uint good = 1;

	for (uint turn = 0; turn < 6; turn++) {
		const uint x = word(i + turn) % (turn == 5 ? 1 : 2 + turn * turn * 3);
		bool all_of = true, any_of = false, same = true;

		words[place() + gl_SubgroupInvocationID] = x;
		barrier();
		for (uint k = 0; k < gl_SubgroupSize; k++) {
			all_of = all_of && words[place() + k] != 0;
			any_of = any_of || words[place() + k] != 0;
			same = same && words[place() + k] == words[place()];
		}
		good &= uint(subgroupAll(x != 0) == all_of);
		good &= uint(subgroupAny(x != 0) == any_of);
		good &= uint(subgroupAllEqual(x) == same);
		good &= uint(subgroupAllEqual(float(x)) == same);
		barrier();
	}
	dst[gl_WorkGroupID.x * 128 + i] = good;
}
