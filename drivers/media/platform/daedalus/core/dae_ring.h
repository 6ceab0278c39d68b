/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Memory that rows of blocks take in order and give back in order: coefficients and
 * the like, between the stage that reads them and those that use them.
 *
 * Rows take what they need, which is known when they are done, and before that as much
 * as any row can need. So typical content leaves the first stage a frame ahead of the
 * second one in the memory of a few rows of the worst content.
 */
#ifndef DAE_RING_H
#define DAE_RING_H

#include <linux/types.h>

/**
 * struct dae_ring - memory for the rows of a frame
 * @start: index of its first unit in the memory it is part of
 * @size: units in use at most, not less than @room; @room more follow them
 * @room: most units of a row
 * @pos: [rows + 1] units taken by all rows before, of rows that have started
 */
struct dae_ring {
	u32 start;
	u32 size;
	u32 room;
	u32 *pos;
};

/**
 * dae_ring_size() - how large a ring of coefficients should be
 * @rows: rows of the frame
 * @room: most units of a row
 *
 * Return: units for &struct dae_ring.size: those of half a frame of the worst content.
 */
static inline u32 dae_ring_size(u32 rows, u32 room)
{
	return (rows + 1) / 2 * room;
}

/**
 * dae_ring_init() - make a ring
 * @ring: filled in
 * @start: index of its first unit; @size + @room are its
 * @size: units in use at most
 * @room: most units of a row
 * @pos: memory for &struct dae_ring.pos
 */
static inline void dae_ring_init(struct dae_ring *ring, u32 start, u32 size, u32 room, u32 *pos)
{
	*ring = (struct dae_ring){
		.start = start, .size = size, .room = room, .pos = pos,
	};
	pos[0] = 0;
}

/**
 * dae_ring_at() - where a row is
 * @ring: the ring
 * @row: the row; those before it have been taken
 *
 * Return: index of its first unit.
 */
static inline u32 dae_ring_at(const struct dae_ring *ring, u32 row)
{
	return ring->start + ring->pos[row] % ring->size;
}

/**
 * dae_ring_take() - a row is complete
 * @ring: the ring
 * @row: the row
 * @units: what it has taken, up to &struct dae_ring.room
 */
static inline void dae_ring_take(struct dae_ring *ring, u32 row, u32 units)
{
	ring->pos[row + 1] = ring->pos[row] + units;
}

/**
 * dae_ring_has_room() - may a row start?
 * @ring: the ring
 * @row: the row; those before it have been taken
 * @done: rows that are not needed any more, up to @row
 *
 * Always true if @done is @row.
 */
static inline bool dae_ring_has_room(const struct dae_ring *ring, u32 row, u32 done)
{
	return ring->pos[row] - ring->pos[done] + ring->room <= ring->size;
}

#endif /* DAE_RING_H */
