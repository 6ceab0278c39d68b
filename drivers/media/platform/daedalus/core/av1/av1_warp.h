/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Warp models of AV1: from samples of motion to a model, and from a model to its
 * shears.
 */
#ifndef AV1_WARP_H
#define AV1_WARP_H

#include <linux/types.h>

#include "av1_types.h"

struct av1_block;

/**
 * av1_warp_shear() - setup shear process (7.11.3.6)
 * @params: model, any values
 * @shear: alpha, beta, gamma, delta, if valid
 *
 * Return: warpValid
 */
bool av1_warp_shear(const s32 params[6], s16 shear[4]);

/**
 * av1_warp_estimate() - warp estimation process (7.11.3.8)
 * @b: block: row, col, size and mv[0]
 * @samples: CandList
 * @num: NumSamples, 1..8
 * @params: LocalWarpParams, if valid
 *
 * Return: LocalValid
 */
bool av1_warp_estimate(const struct av1_block *b, const s32 samples[][4], unsigned int num,
		       s32 params[6]);

#endif /* AV1_WARP_H */
