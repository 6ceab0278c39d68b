// SPDX-License-Identifier: GPL-2.0
/* Tables of sample operations, see dae_simd.h. */
#include "dae_simd.h"

void dae_dsp_override(void *dsp, const void *simd, size_t bytes)
{
	void (*const *from)(void) = simd;
	void (**to)(void) = dsp;
	size_t i;

	for (i = 0; i < bytes / sizeof(*to); i++)
		if (from[i])
			to[i] = from[i];
}
