// SPDX-License-Identifier: GPL-2.0
// What most shaders begin with: words in, words out, and the number of an invocation.
#extension GL_EXT_shader_16bit_storage : enable
#extension GL_EXT_shader_8bit_storage : enable
layout(std430, binding = 0) readonly buffer Src { uint src[]; };
layout(std430, binding = 1) buffer Dst { uint dst[]; };

uint flat_group()
{
	return (gl_WorkGroupID.z * gl_NumWorkGroups.y + gl_WorkGroupID.y) * gl_NumWorkGroups.x +
	       gl_WorkGroupID.x;
}

uint flat_id()
{
	const uvec3 size = gl_WorkGroupSize;

	return flat_group() * (size.x * size.y * size.z) + gl_LocalInvocationIndex;
}
