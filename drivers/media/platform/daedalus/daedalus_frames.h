/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The reference store of a stream: private frames, found by the timestamp of
 * the CAPTURE buffer they were decoded into.
 *
 * A store belongs to one context. Its functions, and the last put of a frame,
 * are called by the context's work, or while that is idle; there is no lock.
 */
#ifndef DAEDALUS_FRAMES_H
#define DAEDALUS_FRAMES_H

#include <linux/kref.h>
#include <linux/list.h>
#include <linux/types.h>

#include "core/dae_frame.h"

struct daedalus_gpu_map;

/* Most frames a store holds: 16 references, and room for frames in flight. */
#define DAEDALUS_FRAMES_MAX	32
/* Most frames without users whose memory is kept for the next ones. */
#define DAEDALUS_FRAMES_SPARE	4

/**
 * struct daedalus_frames - a reference store
 * @held: the frames it holds, newest first
 * @num_held: length of @held
 * @spare: frames without users
 * @num_spare: length of @spare
 * @last_id: id of the newest frame
 * @bytes: memory of all its frames, also of those that only others use
 * @unmap: called with the mapping of a frame whose memory is about to be freed; NULL if
 *	there never is one
 */
struct daedalus_frames {
	struct list_head held;
	unsigned int num_held;
	struct list_head spare;
	unsigned int num_spare;
	u32 last_id;
	size_t bytes;
	void (*unmap)(struct daedalus_gpu_map *map);
};

/**
 * struct daedalus_frame - a private frame and its users
 * @ref: one for the store while it holds the frame, one for each other user
 * @node: in one of the store's lists
 * @store: where it came from
 * @timestamp: of the CAPTURE buffer, in ns; any value, also 0; not unique
 * @id: unique in the store, increasing, never 0
 * @f: samples and side data
 * @mem: the memory of @f, of vmalloc()
 * @bytes: its size
 * @map: the same as V3D sees it, NULL if it never did
 */
struct daedalus_frame {
	struct kref ref;
	struct list_head node;
	struct daedalus_frames *store;
	u64 timestamp;
	u32 id;
	struct dae_frame f;
	void *mem;
	size_t bytes;
	struct daedalus_gpu_map *map;
};

void daedalus_frames_init(struct daedalus_frames *store);

/**
 * daedalus_frames_clear() - let go of all frames
 * @store: the store
 *
 * Frames in use elsewhere live on. Clear the store again after their last put,
 * before it is freed.
 */
void daedalus_frames_clear(struct daedalus_frames *store);

/**
 * daedalus_frames_alloc() - make a frame
 * @store: the store it belongs to, which does not hold it yet
 * @fmt: layout
 * @side_bytes: size of the side data
 * @timestamp: of the CAPTURE buffer
 *
 * Its samples and its side data are zero or those of an older frame of the store with the
 * same layout; the caller writes all samples, and what of the side data is read.
 *
 * Return: the frame with one reference for the caller, or an ERR_PTR().
 */
struct daedalus_frame *daedalus_frames_alloc(struct daedalus_frames *store,
					     const struct dae_frame_format *fmt,
					     size_t side_bytes, u64 timestamp);

/**
 * daedalus_frames_add() - let the store hold a frame
 * @store: the store
 * @frame: one of its frames, not held yet
 *
 * Lets go of an older frame with the same timestamp, and of the oldest frame if
 * there are too many.
 */
void daedalus_frames_add(struct daedalus_frames *store, struct daedalus_frame *frame);

/**
 * daedalus_frames_find() - look a frame up
 * @store: the store
 * @timestamp: of its CAPTURE buffer
 *
 * Return: the held frame without a reference for the caller, or NULL.
 */
struct daedalus_frame *daedalus_frames_find(const struct daedalus_frames *store, u64 timestamp);

/**
 * daedalus_frames_remove() - let go of a frame that nobody shall refer to
 * @store: the store
 * @frame: the frame, held or not
 */
void daedalus_frames_remove(struct daedalus_frames *store, struct daedalus_frame *frame);

/**
 * daedalus_frames_retain() - let go of what can no longer be referenced
 * @store: the store
 * @timestamps: of all pictures that later ones may refer to
 * @count: length of @timestamps
 */
void daedalus_frames_retain(struct daedalus_frames *store, const u64 *timestamps,
			    unsigned int count);

/**
 * daedalus_frame_get() - take a reference
 * @frame: a frame that has one
 *
 * Return: @frame.
 */
struct daedalus_frame *daedalus_frame_get(struct daedalus_frame *frame);

/**
 * daedalus_frame_put() - give a reference back
 * @frame: the frame, or NULL
 */
void daedalus_frame_put(struct daedalus_frame *frame);

#endif /* DAEDALUS_FRAMES_H */
