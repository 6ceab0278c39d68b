// SPDX-License-Identifier: GPL-2.0
/*
 * The reference store of a stream, see daedalus_frames.h.
 *
 * Frames are large, so memory goes from one to the next of the same size. The
 * content of a frame never leaves its stream: a store belongs to one open file.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "daedalus_compat.h"
#include "daedalus_frames.h"

void daedalus_frames_init(struct daedalus_frames *store)
{
	*store = (struct daedalus_frames){};
	INIT_LIST_HEAD(&store->held);
	INIT_LIST_HEAD(&store->spare);
}

static void daedalus_frame_free(struct daedalus_frames *store, struct daedalus_frame *frame)
{
	if (store->unmap)
		store->unmap(frame->map);
	store->bytes -= frame->bytes;
	vfree(frame->mem);
	kfree(frame);
}

static void daedalus_frame_release(struct kref *ref)
{
	struct daedalus_frame *frame = container_of(ref, struct daedalus_frame, ref);
	struct daedalus_frames *store = frame->store;

	if (store->num_spare >= DAEDALUS_FRAMES_SPARE) {
		daedalus_frame_free(store, frame);
		return;
	}
	list_add(&frame->node, &store->spare);
	store->num_spare++;
}

struct daedalus_frame *daedalus_frame_get(struct daedalus_frame *frame)
{
	kref_get(&frame->ref);
	return frame;
}

void daedalus_frame_put(struct daedalus_frame *frame)
{
	if (frame)
		kref_put(&frame->ref, daedalus_frame_release);
}

static void daedalus_frames_drop(struct daedalus_frames *store, struct daedalus_frame *frame)
{
	list_del(&frame->node);
	store->num_held--;
	daedalus_frame_put(frame);
}

static void daedalus_frames_free_spare(struct daedalus_frames *store)
{
	struct daedalus_frame *frame, *next;

	list_for_each_entry_safe(frame, next, &store->spare, node)
		daedalus_frame_free(store, frame);
	INIT_LIST_HEAD(&store->spare);
	store->num_spare = 0;
}

void daedalus_frames_clear(struct daedalus_frames *store)
{
	struct daedalus_frame *frame, *next;

	list_for_each_entry_safe(frame, next, &store->held, node)
		daedalus_frames_drop(store, frame);
	daedalus_frames_free_spare(store);
}

/* A frame of this layout without users; all others are from an older format. */
static struct daedalus_frame *daedalus_frames_take_spare(struct daedalus_frames *store,
							 const struct dae_frame_format *fmt,
							 size_t side_bytes)
{
	struct daedalus_frame *frame;

	list_for_each_entry(frame, &store->spare, node) {
		if (dae_frame_format_equal(&frame->f.fmt, fmt) &&
		    frame->f.side_bytes == side_bytes) {
			list_del(&frame->node);
			store->num_spare--;
			return frame;
		}
	}

	daedalus_frames_free_spare(store);
	return NULL;
}

static struct daedalus_frame *daedalus_frame_new(struct daedalus_frames *store, size_t bytes)
{
	struct daedalus_frame *frame;

	frame = kzalloc_obj(*frame, GFP_KERNEL_ACCOUNT);
	if (!frame)
		return NULL;

	/* Page-aligned, which is more than DAE_PLANE_ALIGN. */
	frame->mem = __vmalloc(bytes, GFP_KERNEL_ACCOUNT | __GFP_ZERO | __GFP_NOWARN);
	if (!frame->mem) {
		kfree(frame);
		return NULL;
	}
	frame->bytes = bytes;
	store->bytes += bytes;

	return frame;
}

struct daedalus_frame *daedalus_frames_alloc(struct daedalus_frames *store,
					     const struct dae_frame_format *fmt,
					     size_t side_bytes, u64 timestamp)
{
	size_t bytes = dae_frame_bytes(fmt, side_bytes);
	struct daedalus_frame *frame;

	if (!bytes)
		return ERR_PTR(-EINVAL);

	frame = daedalus_frames_take_spare(store, fmt, side_bytes);
	if (!frame)
		frame = daedalus_frame_new(store, bytes);
	if (!frame)
		return ERR_PTR(-ENOMEM);

	dae_frame_init(&frame->f, fmt, side_bytes, frame->mem);

	kref_init(&frame->ref);
	frame->store = store;
	frame->timestamp = timestamp;
	/* After 2^32 frames no old one is left to be mistaken for a new one. */
	if (!++store->last_id)
		store->last_id = 1;
	frame->id = store->last_id;

	return frame;
}

struct daedalus_frame *daedalus_frames_find(const struct daedalus_frames *store, u64 timestamp)
{
	struct daedalus_frame *frame;

	list_for_each_entry(frame, &store->held, node)
		if (frame->timestamp == timestamp)
			return frame;

	return NULL;
}

void daedalus_frames_add(struct daedalus_frames *store, struct daedalus_frame *frame)
{
	struct daedalus_frame *older = daedalus_frames_find(store, frame->timestamp);

	if (older)
		daedalus_frames_drop(store, older);
	else if (store->num_held >= DAEDALUS_FRAMES_MAX)
		daedalus_frames_drop(store, list_last_entry(&store->held, struct daedalus_frame,
							    node));

	daedalus_frame_get(frame);
	list_add(&frame->node, &store->held);
	store->num_held++;
}

void daedalus_frames_remove(struct daedalus_frames *store, struct daedalus_frame *frame)
{
	if (daedalus_frames_find(store, frame->timestamp) == frame)
		daedalus_frames_drop(store, frame);
}

static bool daedalus_frames_listed(const struct daedalus_frame *frame, const u64 *timestamps,
				   unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		if (frame->timestamp == timestamps[i])
			return true;

	return false;
}

void daedalus_frames_retain(struct daedalus_frames *store, const u64 *timestamps,
			    unsigned int count)
{
	struct daedalus_frame *frame, *next;

	list_for_each_entry_safe(frame, next, &store->held, node)
		if (!daedalus_frames_listed(frame, timestamps, count))
			daedalus_frames_drop(store, frame);
}
