// SPDX-License-Identifier: GPL-2.0
/* Small pictures for tests of the VP9 stages. */
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "dae_check.h"
#include "vp9_fixture.h"

/* Of a compressed header that changes nothing: 0s */
#define FIXTURE_HEADER_BYTES	64

void vp9_fixture_free(struct vp9_fixture *f)
{
	while (f->num_mem)
		vfree(f->mem[--f->num_mem]);
}

static void fixture_release(void *ctx)
{
	vp9_fixture_free(ctx);
	vfree(ctx);
}

static void *fixture_alloc(struct kunit *test, struct vp9_fixture *f, size_t bytes)
{
	void *mem = vzalloc(bytes);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_ASSERT_LT(test, f->num_mem, VP9_FIXTURE_MEM);
	f->mem[f->num_mem++] = mem;
	return mem;
}

static void fixture_frame(struct kunit *test, struct vp9_fixture *f,
			  const struct dae_frame_format *fmt, struct dae_frame *frame)
{
	const size_t side = vp9_pic_side_bytes(fmt);

	dae_frame_init(frame, fmt, side, fixture_alloc(test, f, dae_frame_bytes(fmt, side)));
}

struct vp9_params vp9_fixture_params(u32 width, u32 height, enum dae_chroma chroma, u8 bit_depth)
{
	return (struct vp9_params){
		.profile = (bit_depth > 8 ? 2 : 0) + (chroma != DAE_CHROMA_420),
		.fmt = {
			.width = width,
			.height = height,
			.bit_depth = bit_depth,
			.block = 64,
			.chroma = chroma,
		},
		.show_frame = true,
		.base_q_idx = 100,
		.uncompressed_bytes = 1,
		.compressed_bytes = FIXTURE_HEADER_BYTES,
	};
}

void vp9_fixture_again(struct kunit *test, struct vp9_fixture *f)
{
	static const u8 data[1 + FIXTURE_HEADER_BYTES];
	const struct dae_frame_format *fmt = &f->pic.params.fmt;
	unsigned int i;

	for (i = 0; i < VP9_NUM_REFS; i++)
		f->pic.refs[i] = (struct vp9_ref){ .frame = &f->refs[i] };
	vp9_probs_reset(&f->pic.probs);
	KUNIT_ASSERT_EQ(test, vp9_pic_init(&f->pic, &f->frame,
					   fixture_alloc(test, f, vp9_pic_work_bytes(fmt)),
					   data, sizeof(data), 0), 0);
	memset(f->pic.tile_data, 0, sizeof(f->pic.tile_data));
}

struct vp9_fixture *vp9_fixture_init(struct kunit *test, const struct vp9_params *params)
{
	struct vp9_fixture *f = vzalloc(sizeof(*f));
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, f);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, fixture_release, f), 0);
	f->pic.params = *params;
	fixture_frame(test, f, &params->fmt, &f->frame);
	for (i = 0; i < VP9_NUM_REFS; i++)
		fixture_frame(test, f, &params->fmt, &f->refs[i]);
	f->segments = fixture_alloc(test, f, vp9_pic_segment_map_bytes(&params->fmt));
	f->prev_segments = fixture_alloc(test, f, vp9_pic_segment_map_bytes(&params->fmt));
	f->scratch = fixture_alloc(test, f, DAE_SCRATCH_BYTES);
	f->pic.segment_ids = f->segments;
	f->pic.prev_segment_ids = f->prev_segments;
	vp9_fixture_again(test, f);
	return f;
}

void vp9_fixture_ref(struct kunit *test, struct vp9_fixture *f, unsigned int ref,
		     const struct dae_frame_format *fmt)
{
	fixture_frame(test, f, fmt, &f->refs[ref]);
}

void vp9_fixture_tile(struct kunit *test, struct vp9_fixture *f, u32 row, u32 col,
		      const u8 *data, u32 bytes)
{
	/* No longer than the data, so that KASAN sees who reads too far */
	u8 *copy = kunit_kmalloc(test, bytes, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	memcpy(copy, data, bytes);
	f->pic.tile_data[row][col] = (struct vp9_tile_data){ .data = copy, .bytes = bytes };
}

void vp9_fixture_enter(struct vp9_fixture *f, u32 idx)
{
	struct vp9_pic *pic = &f->pic;
	const u32 sb = idx / pic->mi_cols / VP9_SB_MI * pic->sb_cols +
		       idx % pic->mi_cols / VP9_SB_MI;

	pic->order[sb * VP9_SB_BLOCKS + pic->order_count[sb]++] = idx;
}

void vp9_fixture_forget(struct vp9_fixture *f)
{
	memset(f->pic.order_count, 0, f->pic.sb_rows * f->pic.sb_cols);
}

u32 vp9_fixture_nth(const struct vp9_fixture *f, u32 row, u32 n)
{
	const struct vp9_pic *pic = &f->pic;
	u32 col;

	for (col = 0; col < pic->sb_cols; col++) {
		const u32 sb = row * pic->sb_cols + col;

		if (n < pic->order_count[sb])
			return pic->order[sb * VP9_SB_BLOCKS + n];
		n -= pic->order_count[sb];
	}
	return U32_MAX;
}

void vp9_fixture_run(struct vp9_fixture *f, enum vp9_stage stage)
{
	const struct dae_stage *st = &vp9_pic_stages.stage[stage];
	u8 num_parts[DAE_STAGES_MAX] = {};
	struct dae_task task = { .scratch = f->scratch };

	vp9_pic_parts(&f->pic, U8_MAX, num_parts);
	task.num_parts = num_parts[stage];
	for (task.row = 0; task.row < f->pic.sb_rows; task.row++)
		for (task.part = 0; task.part < task.num_parts; task.part++)
			st->run_part(&f->pic, &task);
	if (stage == VP9_STAGE_PARSE)
		vp9_pic_parsed(&f->pic);
}

static void fixture_block(struct vp9_fixture *f, u32 mi_row, u32 mi_col, u8 size)
{
	struct vp9_pic *pic = &f->pic;
	const u32 idx = mi_row * pic->mi_cols + mi_col;
	u32 x, y;

	if (mi_row >= pic->mi_rows || mi_col >= pic->mi_cols)
		return;
	pic->blocks[idx] = (struct vp9_block){ .size = size };
	for (y = 0; y < vp9_block_h[size] && mi_row + y < pic->mi_rows; y++)
		for (x = 0; x < vp9_block_w[size] && mi_col + x < pic->mi_cols; x++)
			pic->grid[idx + y * pic->mi_cols + x] = idx;
	vp9_fixture_enter(f, idx);
}

/* decode_partition() (6.4.3) */
static void fixture_partition(struct vp9_fixture *f, u32 mi_row, u32 mi_col, u32 w, u32 *seed)
{
	static const u8 whole[4] = {
		VP9_BLOCK_8X8, VP9_BLOCK_16X16, VP9_BLOCK_32X32, VP9_BLOCK_64X64,
	};
	const u32 half = w / 2, log2 = w == 8 ? 3 : w == 4 ? 2 : w == 2;
	const bool has_rows = mi_row + half < f->pic.mi_rows;
	const bool has_cols = mi_col + half < f->pic.mi_cols;
	u32 partition = dae_below(seed, VP9_PARTITION_TYPES);

	if (mi_row >= f->pic.mi_rows || mi_col >= f->pic.mi_cols)
		return;
	if (w == 1) {
		fixture_block(f, mi_row, mi_col, VP9_BLOCK_8X8 - partition);
		return;
	}
	if (!has_rows && !has_cols)
		partition = VP9_PARTITION_SPLIT;
	else if (!has_rows && partition != VP9_PARTITION_SPLIT)
		partition = VP9_PARTITION_HORZ;
	else if (!has_cols && partition != VP9_PARTITION_SPLIT)
		partition = VP9_PARTITION_VERT;
	switch (partition) {
	case VP9_PARTITION_NONE:
		fixture_block(f, mi_row, mi_col, whole[log2]);
		break;
	case VP9_PARTITION_HORZ:
		fixture_block(f, mi_row, mi_col, whole[log2] - 1);
		fixture_block(f, mi_row + half, mi_col, whole[log2] - 1);
		break;
	case VP9_PARTITION_VERT:
		fixture_block(f, mi_row, mi_col, whole[log2] - 2);
		fixture_block(f, mi_row, mi_col + half, whole[log2] - 2);
		break;
	default:
		fixture_partition(f, mi_row, mi_col, half, seed);
		fixture_partition(f, mi_row, mi_col + half, half, seed);
		fixture_partition(f, mi_row + half, mi_col, half, seed);
		fixture_partition(f, mi_row + half, mi_col + half, half, seed);
		break;
	}
}

void vp9_fixture_blocks(struct vp9_fixture *f, u32 *seed)
{
	struct vp9_pic *pic = &f->pic;
	u32 row, col, tile;

	vp9_fixture_forget(f);
	for (row = 0; row < pic->mi_rows; row += VP9_SB_MI)
		for (tile = 0; tile < 1u << pic->params.tile_cols_log2; tile++)
			for (col = pic->tile_cols[tile]; col < pic->tile_cols[tile + 1];
			     col += VP9_SB_MI)
				fixture_partition(f, row, col, VP9_SB_MI, seed);
}
