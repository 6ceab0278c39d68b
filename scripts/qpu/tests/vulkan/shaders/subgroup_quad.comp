// SPDX-License-Identifier: GPL-2.0
// What the other lanes of four have.
//! buffer 512 zero
//! dispatch 4 1 1
//! checked
#version 450
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_quad : require
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
	uint good;

	words[place() + me] = x;
	barrier();
	good = uint(subgroupQuadSwapHorizontal(x) == words[place() + (me ^ 1)]);
	good &= uint(subgroupQuadSwapVertical(x) == words[place() + (me ^ 2)]);
	good &= uint(subgroupQuadSwapDiagonal(x) == words[place() + (me ^ 3)]);
	good &= uint(subgroupQuadBroadcast(x, 2) == words[place() + (me & ~3) + 2]);
	dst[gl_WorkGroupID.x * 128 + i] = good;
}
