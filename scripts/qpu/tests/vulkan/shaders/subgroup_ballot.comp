// SPDX-License-Identifier: GPL-2.0
// Ballots against what shared memory says.
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
	const uint i = gl_LocalInvocationIndex, me = gl_SubgroupInvocationID;
	const bool vote = (word(i + gl_WorkGroupID.x) >> 5 & 1) != 0;
	uint expected = 0, good;
	uvec4 ballot;

	words[place() + me] = uint(vote);
	barrier();
	for (uint k = 0; k < gl_SubgroupSize; k++)
		expected |= words[place() + k] << k;
	ballot = subgroupBallot(vote);
	good = uint(ballot.x == expected);
	good &= uint(subgroupInverseBallot(ballot) == vote);
	good &= uint(subgroupBallotBitExtract(ballot, me ^ 1) == ((expected >> (me ^ 1) & 1) != 0));
	good &= uint(subgroupBallotBitCount(ballot) == bitCount(expected));
	good &= uint(subgroupBallotExclusiveBitCount(ballot) ==
		     bitCount(expected & ((1u << me) - 1)));
	good &= uint(subgroupBallotInclusiveBitCount(ballot) ==
		     bitCount(expected & ((2u << me) - 1)));
	if (expected != 0) {
		good &= uint(subgroupBallotFindLSB(ballot) == findLSB(expected));
		good &= uint(subgroupBallotFindMSB(ballot) == findMSB(expected));
	}
	if (vote)
		good &= uint(subgroupBallot(true).x == expected);
	else
		good &= uint((subgroupBallot(true).x & expected) == 0);
	dst[gl_WorkGroupID.x * 128 + i] = good;
}
