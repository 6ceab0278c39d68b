/* SPDX-License-Identifier: GPL-2.0 */
/* Film grain for tests. */
#ifndef _AV1_FG_KUNIT_H_
#define _AV1_FG_KUNIT_H_

#include <linux/types.h>

struct av1_film_grain;

/**
 * av1_fg_random_params() - parameters as a stream could have them
 * @seed: as for dae_rnd()
 * @p: filled in
 * @num_planes: 1 or 3
 */
void av1_fg_random_params(u32 *seed, struct av1_film_grain *p, int num_planes);

#endif /* _AV1_FG_KUNIT_H_ */
