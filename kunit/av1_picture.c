// SPDX-License-Identifier: GPL-2.0
/* Small pictures for tests of the AV1 stages. */
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "av1_picture.h"
#include "dae_check.h"

void av1_picture_free(struct av1_picture *f)
{
	while (f->num_mem)
		vfree(f->mem[--f->num_mem]);
}

static void fixture_release(void *ctx)
{
	av1_picture_free(ctx);
	vfree(ctx);
}

static void *fixture_alloc(struct kunit *test, struct av1_picture *f, size_t bytes)
{
	void *mem = vzalloc(bytes);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_ASSERT_LT(test, f->num_mem, AV1_FIXTURE_MEM);
	f->mem[f->num_mem++] = mem;
	return mem;
}

static void fixture_sequence(struct av1_sequence *seq, enum dae_chroma chroma, u8 bit_depth)
{
	seq->profile = chroma == DAE_CHROMA_420 ? 0 : chroma == DAE_CHROMA_444 ? 1 : 2;
	seq->bit_depth = bit_depth;
	seq->chroma = chroma;
	seq->sub_x = chroma != DAE_CHROMA_444;
	seq->sub_y = chroma == DAE_CHROMA_420 || chroma == DAE_CHROMA_400;
	seq->num_planes = chroma == DAE_CHROMA_400 ? 1 : 3;
	seq->order_hint = true;
	seq->order_hint_bits = 7;
}

struct av1_picture *av1_picture_new(struct kunit *test, u32 width, u32 height,
				    enum dae_chroma chroma, u8 bit_depth)
{
	struct av1_picture *f = vzalloc(sizeof(*f));
	struct av1_params *p;
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, f);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, fixture_release, f), 0);
	p = &f->pic.params;
	fixture_sequence(&p->seq, chroma, bit_depth);
	p->fmt = (struct dae_frame_format){
		.width = width, .height = height, .bit_depth = bit_depth, .block = 64,
		.chroma = chroma,
	};
	p->width = width;
	p->superres_denom = 8;
	p->mi_cols = 2 * ((width + 7) / 8);
	p->mi_rows = 2 * ((height + 7) / 8);
	p->frame_type = V4L2_AV1_INTER_FRAME;
	p->show_frame = true;
	p->frame_end_update = true;
	p->primary_ref_frame = AV1_PRIMARY_REF_NONE;
	p->tx_mode = AV1_TX_MODE_LARGEST;
	p->base_q_idx = 100;
	memset(p->qidx, 100, sizeof(p->qidx));
	p->cdef_damping = 3;
	p->order_hint = 20;
	p->tile_cols = 1;
	p->tile_rows = 1;
	p->tile_col_starts[1] = p->mi_cols;
	p->tile_row_starts[1] = p->mi_rows;
	for (i = 0; i < AV1_TOTAL_REFS; i++) {
		p->gm[i].params[2] = 1 << 16;
		p->gm[i].params[5] = 1 << 16;
	}
	return f;
}

static void fixture_frame(struct kunit *test, struct av1_picture *f,
			  const struct dae_frame_format *fmt, size_t side, struct dae_frame *frame)
{
	dae_frame_init(frame, fmt, side, fixture_alloc(test, f, dae_frame_bytes(fmt, side)));
	frame->side_bytes = side;
}

struct av1_side *av1_picture_ref(struct kunit *test, struct av1_picture *f, unsigned int ref,
				 const struct dae_frame_format *fmt)
{
	const u32 mi_cols = 2 * ((fmt->width + 7) / 8), mi_rows = 2 * ((fmt->height + 7) / 8);
	const size_t mvs = ALIGN(sizeof(struct av1_saved_mv) * mi_rows * mi_cols / 4, 64);
	const size_t head = ALIGN(sizeof(struct av1_side), 64);
	struct av1_side *side;

	fixture_frame(test, f, fmt, head + mvs + mi_rows * mi_cols, &f->refs[ref]);
	side = f->refs[ref].side;
	side->mvs = (void *)((u8 *)side + head);
	side->segment_ids = (u8 *)side->mvs + mvs;
	side->mi_rows = mi_rows;
	side->mi_cols = mi_cols;
	side->frame_type = V4L2_AV1_KEY_FRAME;
	side->order_hint = 10;
	memset(side->mvs, AV1_NONE, mvs);
	av1_cdfs_default(&side->cdfs, 100);
	return side;
}

void av1_picture_start(struct kunit *test, struct av1_picture *f)
{
	const struct av1_params *params = &f->pic.params;
	struct av1_masks *masks = fixture_alloc(test, f, sizeof(*masks));
	unsigned int i;

	av1_masks_init(masks);
	f->pic.masks = masks;
	fixture_frame(test, f, &params->fmt, av1_pic_side_bytes(params), &f->frame);
	for (i = AV1_LAST_FRAME; !params->intra && i < AV1_TOTAL_REFS; i++) {
		if (!f->refs[i].fmt.width)
			av1_picture_ref(test, f, i, &params->fmt);
		f->pic.refs[i].frame = &f->refs[i];
		f->pic.refs[i].side = f->refs[i].side;
	}
	f->work_bytes = av1_pic_work_bytes(params);
	f->work = fixture_alloc(test, f, f->work_bytes + AV1_FIXTURE_GUARD);
	/* Of any content */
	memset(f->work, 0x5a, f->work_bytes);
	memset(f->work + f->work_bytes, AV1_FIXTURE_GUARD_BYTE, AV1_FIXTURE_GUARD);
	KUNIT_ASSERT_EQ(test, av1_pic_init(&f->pic, &f->frame, f->work, 0), 0);
}

bool av1_picture_guard_ok(const struct av1_picture *f)
{
	unsigned int i;

	for (i = 0; i < AV1_FIXTURE_GUARD; i++)
		if (f->work[f->work_bytes + i] != AV1_FIXTURE_GUARD_BYTE)
			return false;
	return true;
}

void av1_picture_tile(struct kunit *test, struct av1_picture *f, u32 tile, const u8 *data,
		      u32 bytes)
{
	/* No longer than the data, so that KASAN sees who reads too far */
	u8 *copy = kunit_kmalloc(test, bytes, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	memcpy(copy, data, bytes);
	f->pic.tile_data[tile] = (struct av1_tile_data){ .data = copy, .bytes = bytes };
}

void av1_picture_run_row(struct kunit *test, struct av1_pic *pic, enum av1_stage stage, u32 row)
{
	const struct dae_stage *s = &av1_pic_stages.stage[stage];
	struct dae_task task = { .row = row, .scratch = vmalloc(DAE_SCRATCH_BYTES) };
	u8 num_parts[DAE_STAGES_MAX] = {};

	KUNIT_ASSERT_NOT_NULL(test, task.scratch);
	/* Of any content */
	memset(task.scratch, 0x5a, DAE_SCRATCH_BYTES);
	av1_pic_parts(pic, U8_MAX, num_parts);
	task.num_parts = num_parts[stage] ?: 1;
	for (; s->run_part && task.part < task.num_parts; task.part++)
		s->run_part(pic, &task);
	if (s->run)
		s->run(pic, row);
	vfree(task.scratch);
}
