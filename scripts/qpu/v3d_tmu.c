// SPDX-License-Identifier: GPL-2.0
/*
 * General memory accesses of the TMU. A lookup starts when its address is written; what was
 * written to tmud before is its data: with data it stores or is an atomic operation, without
 * it loads. Each takes a byte of the configuration, from the low end. Textures are left out.
 */
#include <string.h>

#include "v3d_model.h"

#define CONFIG_PIXEL	0x80	/* lanes count one by one, not by quads */
#define CONFIG_OP(c)	((c) >> 3 & 15)
#define CONFIG_TYPE(c)	((c) & 7)

#define OP_REGULAR	15

enum tmu_type { TYPE_S8, TYPE_S16, TYPE_VEC2, TYPE_VEC3, TYPE_VEC4, TYPE_U8, TYPE_U16, TYPE_32 };

/* Words of a lane, and bytes of each, by type */
static const uint8_t type_words[] = { 1, 1, 2, 3, 4, 1, 1, 1 };
static const uint8_t type_bytes[] = { 1, 2, 4, 4, 4, 1, 2, 4 };

void v3d_tmu_data(struct v3d *v3d, struct thread *t, const struct lanes *data)
{
	if (t->num_tmud == 4) {
		v3d_report(v3d, t, "more than 4 words of data for a lookup");
		return;
	}
	t->tmud[t->num_tmud++] = *data;
}

static void push(struct v3d *v3d, struct thread *t, const struct lanes *data)
{
	unsigned int room = TMU_WORDS / (v3d->dispatch.four ? 4 : 2);

	if (t->fifo_count == room)
		v3d_report(v3d, t, "more than %u words of results of lookups", room);
	if (t->fifo_count == TMU_WORDS)
		return;
	t->fifo_ready[(t->fifo_first + t->fifo_count) % TMU_WORDS] = t->cycles + V3D_TMU_CYCLES;
	t->fifo[(t->fifo_first + t->fifo_count++) % TMU_WORDS] = *data;
}

bool v3d_tmu_pop(struct v3d *v3d, struct thread *t, struct lanes *data)
{
	if (!t->fifo_count) {
		v3d_report(v3d, t, "ldtmu without a lookup");
		v3d->state = V3D_HUNG;
		return false;
	}
	*data = t->fifo[t->fifo_first];
	if (t->cycles < t->fifo_ready[t->fifo_first])
		t->cycles = t->fifo_ready[t->fifo_first];
	t->fifo_first = (t->fifo_first + 1) % TMU_WORDS;
	if (!--t->fifo_count)
		t->lookups = 0;
	return true;
}

/* What a line of LINE_SIZE bytes costs: nobody fetches what is only written. */
static void touch_line(struct v3d *v3d, uint32_t line, bool read, bool write)
{
	struct l2t_tag *tag = &v3d->tags[line % L2T_LINES];

	if (tag->line != line + 1) {
		tag->line = line + 1;
		tag->dirty = false;
		v3d->stats.fetched += read;
	}
	v3d->stats.dirtied += write && !tag->dirty;
	tag->dirty |= write;
}

/* Pieces of LINE_SIZE bytes that the lanes of a lookup touch */
static unsigned int touch_lines(struct v3d *v3d, const struct lanes *address, uint16_t lanes,
				unsigned int bytes, bool read, bool write)
{
	uint32_t seen[2 * QPU_LANES], first, last, at;
	unsigned int count = 0, l, i;

	for (l = 0; l < QPU_LANES; l++) {
		if (!(lanes >> l & 1))
			continue;
		first = address->u[l] / LINE_SIZE;
		last = (address->u[l] + bytes - 1) / LINE_SIZE;
		for (at = first; at <= last && at - first < 2; at++) {
			for (i = 0; i < count && seen[i] != at; i++)
				;
			if (i < count)
				continue;
			seen[count++] = at;
			touch_line(v3d, at, read, write);
		}
	}
	return count;
}

/* One cycle for four words of a quad, or for a line */
static unsigned int tmu_cycles(uint16_t lanes, unsigned int words, unsigned int lines)
{
	unsigned int quads = __builtin_popcount(v3d_whole_quads(lanes)) / 4;

	return quads * words > lines ? quads * words : lines;
}

static bool load(struct v3d *v3d, struct thread *t, unsigned int type,
		 const struct lanes *address, uint16_t lanes)
{
	struct lanes data;
	unsigned int w, l;
	uint32_t word;

	for (w = 0; w < type_words[type]; w++) {
		for (l = 0; l < QPU_LANES; l++) {
			word = 0;
			if (!(lanes >> l & 1)) {
				data.u[l] = v3d_random(v3d);
				continue;
			}
			if (!v3d_read(v3d, address->u[l] + 4 * w, &word, type_bytes[type]))
				return false;
			if (type == TYPE_S8)
				word = (int8_t)word;
			if (type == TYPE_S16)
				word = (int16_t)word;
			data.u[l] = word;
		}
		push(v3d, t, &data);
	}
	return true;
}

static bool store(struct v3d *v3d, struct thread *t, unsigned int type,
		  const struct lanes *address, uint16_t lanes)
{
	unsigned int w, l;

	for (l = 0; l < QPU_LANES; l++)
		for (w = 0; w < t->num_tmud && lanes >> l & 1; w++)
			if (!v3d_write(v3d, address->u[l] + 4 * w, &t->tmud[w].u[l],
				       type_bytes[type]))
				return false;
	return true;
}

/* False: there is no such operation. */
static bool atomic_result(unsigned int op, bool with_data, uint32_t old, uint32_t a, uint32_t b,
			  uint32_t *result)
{
	if (!with_data) {
		*result = op == 8 ? old + 1 : op == 9 ? old - 1 : ~old;
		return op >= 8 && op <= 10;
	}
	switch (op) {
	case 0:
		*result = old + a;
		return true;
	case 1:
		*result = old - a;
		return true;
	case 2:
		*result = a;
		return true;
	case 3:
		*result = old == a ? b : old;
		return true;
	case 4:
		*result = old < a ? old : a;
		return true;
	case 5:
		*result = old > a ? old : a;
		return true;
	case 6:
		*result = (int32_t)old < (int32_t)a ? old : a;
		return true;
	case 7:
		*result = (int32_t)old > (int32_t)a ? old : a;
		return true;
	case 8:
		*result = old & a;
		return true;
	case 9:
		*result = old | a;
		return true;
	case 10:
		*result = old ^ a;
		return true;
	}
	return false;
}

/* Lanes one after another; what they were before is the result. */
static bool atomic(struct v3d *v3d, struct thread *t, unsigned int op,
		   const struct lanes *address, uint16_t lanes)
{
	struct lanes data;
	unsigned int l;
	uint32_t value;

	for (l = 0; l < QPU_LANES; l++) {
		if (!(lanes >> l & 1)) {
			data.u[l] = v3d_random(v3d);
			continue;
		}
		if (!v3d_read(v3d, address->u[l], &data.u[l], 4))
			return false;
		if (!atomic_result(op, t->num_tmud, data.u[l], t->tmud[0].u[l], t->tmud[1].u[l],
				   &value)) {
			v3d_report(v3d, t, "operation %u of the TMU is not in the model", op);
			return true;
		}
		if (!v3d_write(v3d, address->u[l], &value, 4))
			return false;
	}
	push(v3d, t, &data);
	return true;
}

/* What does not fit is reported; of a store, the words that were written count. */
static bool data_fits(struct v3d *v3d, const struct thread *t, unsigned int op,
		      unsigned int type)
{
	if (op == OP_REGULAR) {
		if (t->num_tmud && t->num_tmud != type_words[type])
			v3d_report(v3d, t, "%u words of data for type %u", t->num_tmud, type);
		return true;
	}
	if (type == TYPE_32 || (type == TYPE_VEC2 && t->num_tmud == 2))
		return true;
	v3d_report(v3d, t, "operation %u with type %u, %u words of data", op, type,
		   t->num_tmud);
	return false;
}

void v3d_tmu_lookup(struct v3d *v3d, struct thread *t, const struct lanes *address,
		    uint16_t lanes)
{
	unsigned int config = t->tmu_config & 0xff;
	unsigned int type = CONFIG_TYPE(config), op = CONFIG_OP(config);
	unsigned int bytes = type_bytes[type] * type_words[type];
	bool read = op != OP_REGULAR || !t->num_tmud, write = op != OP_REGULAR || t->num_tmud;
	struct lanes at = *address;
	unsigned int l, count, lines;

	t->tmu_config = t->tmu_config >> 8 | 0xff000000;
	/* any live lane of a quad stands for all of it */
	if (!(config & CONFIG_PIXEL))
		lanes = v3d_whole_quads(lanes);
	for (l = 0; l < QPU_LANES; l++) {
		if (lanes >> l & 1 && at.u[l] & (type_bytes[type] - 1)) {
			v3d_report(v3d, t, "address 0x%08x is not a multiple of %u", at.u[l],
				   type_bytes[type]);
			at.u[l] &= ~(type_bytes[type] - 1);
		}
	}
	/* stores make room by themselves, what nobody takes does not */
	if (read && ++t->lookups > TMU_LOOKUPS)
		v3d_report(v3d, t, "more than %u lookups at the same time", TMU_LOOKUPS);

	count = __builtin_popcount(lanes);
	v3d->stats.lookups++;
	lines = touch_lines(v3d, &at, lanes, bytes, read, write);
	v3d->stats.lines += lines;
	v3d->stats.tmu_cycles += tmu_cycles(lanes, type_words[type], lines);
	if (read)
		v3d->stats.read_bytes += count * (uint64_t)bytes;
	if (write)
		v3d->stats.written_bytes += count * (uint64_t)bytes;

	if (data_fits(v3d, t, op, type)) {
		if (op != OP_REGULAR)
			atomic(v3d, t, op, &at, lanes);
		else if (t->num_tmud)
			store(v3d, t, type, &at, lanes);
		else
			load(v3d, t, type, &at, lanes);
	}
	t->num_tmud = 0;
}
