// SPDX-License-Identifier: GPL-2.0
/*
 * Memory that is kept from job to job.
 */
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "daedalus.h"

int daedalus_grow(void **mem, size_t *have, size_t need)
{
	if (need <= *have)
		return 0;
	kvfree(*mem);
	*have = 0;
	/*
	 * kvmalloc() gives page alignment beyond a page, 64 bytes are needed. Clients
	 * choose the size, so failing is nothing to warn of.
	 */
	*mem = kvmalloc(max_t(size_t, need, PAGE_SIZE), GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!*mem)
		return -ENOMEM;
	*have = need;
	return 0;
}
