/* SPDX-License-Identifier: GPL-2.0 */
/* What the parts of the fuzzer's mutator share. */
#ifndef FUZZ_H
#define FUZZ_H

#include <linux/types.h>

#include "recording.h"

/*
 * Larger pictures only take longer. Long ones are there for what is kept of a few rows
 * of a picture, in rings.
 */
#define FUZZ_AREA_MAX		(208 * 208)
#define FUZZ_SIZE_MAX		1024
#define FUZZ_CHUNKS_MAX		64

/* A random number below @n, which is not 0. */
u32 fuzz_below(u32 *state, u32 n);

/* A value at one of the places where code tends to go wrong. */
u64 fuzz_edge_value(u32 *state);

/* A width or height, where that of the other direction is @other. */
u32 fuzz_length(u32 *state, u32 other);

/**
 * fuzz_av1_mutate() - change the controls of an AV1 request to others that belong together
 * @chunks: the recording; controls that are changed move to memory of the mutator, which
 *	holds them until the next call for the same chunk
 * @n: valid entries of @chunks
 * @i: the request
 * @state: random numbers
 *
 * What is changed is mostly within its limits, and at them: frames with a value beyond are
 * refused as a whole, and other mutations make those.
 *
 * Return: false if it is no AV1 request with all its controls.
 */
bool fuzz_av1_mutate(struct recorded_chunk *chunks, unsigned int n, unsigned int i, u32 *state);

/**
 * fuzz_av1_fit_tiles() - put the tiles of a request into the bitstream it now has
 * @chunks: the recording
 * @i: the request; nothing happens if it is not of AV1
 * @state: random numbers
 *
 * Frames with a tile beyond their end are refused as a whole.
 */
void fuzz_av1_fit_tiles(struct recorded_chunk *chunks, unsigned int i, u32 *state);

#endif /* FUZZ_H */
