// SPDX-License-Identifier: GPL-2.0
/* See av1_fixture.h. */
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "av1/av1_block_tables.h"
#include "av1_fixture.h"

const struct av1_fixture_shape av1_fixture_shapes[] = {
	{ "4:2:0", 197, 197, 133, DAE_CHROMA_420, 8 },
	{ "4:2:0, 128x128", 270, 270, 150, DAE_CHROMA_420, 10, true },
	{ "4:2:2", 130, 130, 121, DAE_CHROMA_422, 10 },
	{ "4:4:4, 128x128", 141, 141, 263, DAE_CHROMA_444, 12, true },
	{ "4:0:0", 72, 72, 200, DAE_CHROMA_400, 8 },
	{ "4:2:0, ends with a superblock", 128, 128, 128, DAE_CHROMA_420, 12 },
	{ "4:2:0, small", 3, 3, 5, DAE_CHROMA_420, 8 },
	{ "4:2:0, superres", 101, 187, 90, DAE_CHROMA_420, 8 },
	{ "4:4:4, superres", 166, 187, 70, DAE_CHROMA_444, 10 },
	{ "4:2:2, superres, 128x128", 144, 288, 140, DAE_CHROMA_422, 12, true },
	{ "4:2:0, six rows", 20, 20, 380, DAE_CHROMA_420, 8 },
};

const unsigned int av1_fixture_num_shapes = ARRAY_SIZE(av1_fixture_shapes);

static void av1_fixture_free(void *mem)
{
	vfree(mem);
}

void *av1_fixture_alloc(struct kunit *test, size_t bytes)
{
	void *mem = vzalloc(bytes);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, av1_fixture_free, mem), 0);
	return mem;
}

struct av1_params *av1_fixture_params(struct kunit *test, const struct av1_fixture_shape *shape)
{
	struct av1_params *params = av1_fixture_alloc(test, sizeof(*params));
	struct av1_sequence *seq = &params->seq;

	seq->bit_depth = shape->depth;
	seq->chroma = shape->chroma;
	seq->sub_x = shape->chroma != DAE_CHROMA_444;
	seq->sub_y = shape->chroma == DAE_CHROMA_420 || shape->chroma == DAE_CHROMA_400;
	seq->num_planes = shape->chroma == DAE_CHROMA_400 ? 1 : 3;
	seq->sb128 = shape->sb128;
	params->fmt = (struct dae_frame_format){
		.width = shape->up_width,
		.height = shape->height,
		.bit_depth = shape->depth,
		.block = shape->sb128 ? 128 : 64,
		.chroma = shape->chroma,
	};
	params->width = shape->width;
	params->superres_denom = 8;
	params->mi_cols = 2 * DIV_ROUND_UP(shape->width, 8);
	params->mi_rows = 2 * DIV_ROUND_UP(shape->height, 8);
	params->intra = true;
	params->primary_ref_frame = AV1_PRIMARY_REF_NONE;
	params->do_superres = shape->up_width != shape->width;
	params->tile_cols = 1;
	params->tile_rows = 1;
	params->tile_col_starts[1] = params->mi_cols;
	params->tile_row_starts[1] = params->mi_rows;
	return params;
}

/* Any transform that fits @w x @h samples */
static unsigned int av1_fixture_any_tx(unsigned int w, unsigned int h, u32 *seed)
{
	unsigned int tx;

	do
		tx = dae_rnd(seed) % AV1_TX_SIZES;
	while (av1_tx_width[tx] > w || av1_tx_height[tx] > h);
	return tx;
}

/* The transforms of a block in a plane are all of the same size. */
static void av1_fixture_set_tx(struct av1_fixture *f, const struct av1_block *b,
			       unsigned int chroma, u32 *seed)
{
	const unsigned int sub_x = chroma ? f->pic.sub_x : 0, sub_y = chroma ? f->pic.sub_y : 0;
	const unsigned int size = av1_subsampled_size[b->size][sub_x][sub_y];
	const unsigned int tx = av1_fixture_any_tx(av1_block_width[size], av1_block_height[size],
						   seed);
	unsigned int y;

	for (y = 0; y < av1_num_4x4_blocks_high[size]; y++)
		memset(&f->tx[chroma][((b->row >> sub_y) + y) * f->stride + (b->col >> sub_x)],
		       tx, av1_num_4x4_blocks_wide[size]);
}

static void av1_fixture_add_block(struct av1_fixture *f, u32 row, u32 col, unsigned int size,
				  u32 *seed)
{
	struct av1_block *b = &f->blocks[f->num_blocks];
	const u32 bw4 = av1_num_4x4_blocks_wide[size], bh4 = av1_num_4x4_blocks_high[size];
	u32 x, y;

	b->size = size;
	b->row = row;
	b->col = col;
	b->skip = dae_rnd(seed) & 1;
	b->ref[0] = dae_rnd(seed) % AV1_TOTAL_REFS;
	b->is_inter = b->ref[0] > AV1_INTRA_FRAME;
	b->ref[1] = AV1_NONE;
	for (x = 0; x < 4; x++)
		b->lf_level[x] = dae_rnd(seed) & 3 ? dae_rnd(seed) & 63 : 0;
	for (y = 0; y < bh4; y++)
		for (x = 0; x < bw4; x++)
			f->grid[(row + y) * f->stride + col + x] = f->num_blocks;
	av1_fixture_set_tx(f, b, 0, seed);
	b->has_chroma = f->pic.num_planes > 1 && !(bh4 == 1 && f->pic.sub_y && !(row & 1)) &&
			!(bw4 == 1 && f->pic.sub_x && !(col & 1));
	if (b->has_chroma)
		av1_fixture_set_tx(f, b, 1, seed);
	f->num_blocks++;
}

/* Blocks in a square of @size, without the partitions that mix sizes */
static void av1_fixture_partition(struct av1_fixture *f, u32 row, u32 col, unsigned int size,
				  u32 *seed)
{
	static const u8 kinds[] = {
		AV1_PARTITION_NONE, AV1_PARTITION_HORZ, AV1_PARTITION_VERT, AV1_PARTITION_SPLIT,
		AV1_PARTITION_SPLIT, AV1_PARTITION_SPLIT, AV1_PARTITION_HORZ_4,
		AV1_PARTITION_VERT_4,
	};
	const u32 num4 = av1_num_4x4_blocks_wide[size];
	unsigned int sub, kind;
	u32 x, y;

	do {
		kind = size == AV1_BLOCK_4X4 ? AV1_PARTITION_NONE :
					       kinds[dae_rnd(seed) % ARRAY_SIZE(kinds)];
		sub = av1_partition_subsize[kind][size];
	} while (sub == AV1_BLOCK_INVALID ||
		 av1_subsampled_size[sub][f->pic.sub_x][f->pic.sub_y] == AV1_BLOCK_INVALID);
	for (y = 0; y < num4; y += av1_num_4x4_blocks_high[sub]) {
		for (x = 0; x < num4; x += av1_num_4x4_blocks_wide[sub]) {
			if (kind == AV1_PARTITION_SPLIT)
				av1_fixture_partition(f, row + y, col + x, sub, seed);
			else
				av1_fixture_add_block(f, row + y, col + x, sub, seed);
		}
	}
}

void av1_fixture_rect(const struct dae_frame *frame, unsigned int plane, struct dae_rect *rect)
{
	const struct dae_plane *p = &frame->plane[plane];
	const unsigned int block = frame->fmt.block;
	unsigned int sub_x = 0, sub_y = 0;

	if (plane)
		dae_frame_chroma_shift(frame->fmt.chroma, &sub_x, &sub_y);
	*rect = (struct dae_rect){
		.mem = p->data,
		.bytes = p->stride_bytes * (round_up(frame->fmt.height, block) >> sub_y),
		.org = p->data,
		.stride = p->stride_bytes,
		.depth = frame->fmt.bit_depth,
		.x1 = p->stride_bytes / dae_sample_bytes(frame->fmt.bit_depth),
		.y1 = round_up(frame->fmt.height, block) >> sub_y,
	};
}

/* Samples with edges of 4x4 blocks, slopes, and here and there bars or anything */
static void av1_fixture_fill(const struct dae_frame *frame, u32 *seed)
{
	const int unit = 1 << (frame->fmt.bit_depth - 8), max = dae_bd_max(frame->fmt.bit_depth);
	unsigned int p;
	int x, y;

	for (p = 0; p < frame->num_planes; p++) {
		struct dae_rect r;

		av1_fixture_rect(frame, p, &r);
		for (y = 0; y < r.y1; y++) {
			for (x = 0; x < r.x1; x++) {
				u32 block = ((y / 4) * 1000 + x / 4) * 2654435761u + p + 1;
				u32 bars = ((y / 8) * 1000 + x / 8) * 2654435761u + p + 1;
				int v = max / 2 + (int)(dae_rnd(&block) % 16) * unit;

				v += (x + 2 * y) * unit / 8 % (max / 3);
				v += (int)(dae_rnd(seed) % (u32)(unit + 1));
				if (dae_rnd(&bars) % 32 == 0)
					v = x & 4 ? max : 0;
				else if (dae_rnd(&block) % 16 == 0)
					v = dae_rnd(seed);
				else if (dae_rnd(&block) % 16 == 0)
					v = dae_rnd(seed) & 1 ? max : 0;
				dae_set(&r, x, y, v & max);
			}
		}
	}
}

static void av1_fixture_init_frame(struct kunit *test, struct dae_frame *frame,
				   const struct dae_frame_format *fmt, size_t side_bytes)
{
	dae_frame_init(frame, fmt, side_bytes,
		       av1_fixture_alloc(test, dae_frame_bytes(fmt, side_bytes)));
}

struct dae_frame *av1_fixture_clone(struct kunit *test, const struct dae_frame *frame)
{
	struct dae_frame *clone = av1_fixture_alloc(test, sizeof(*clone));
	unsigned int p;

	av1_fixture_init_frame(test, clone, &frame->fmt, 0);
	for (p = 0; p < frame->num_planes; p++) {
		struct dae_rect r;

		av1_fixture_rect(frame, p, &r);
		memcpy(clone->plane[p].data, r.mem, r.bytes);
	}
	return clone;
}

struct av1_fixture *av1_fixture_new(struct kunit *test, const struct av1_fixture_shape *shape,
				    const struct av1_params *params, u32 *seed)
{
	struct av1_fixture *f = av1_fixture_alloc(test, sizeof(*f));
	struct av1_pic *pic = &f->pic;
	size_t mis;
	u32 row, col;

	f->shape = shape;
	pic->params = *params;
	av1_fixture_init_frame(test, &f->frame, &params->fmt, av1_pic_side_bytes(params));
	KUNIT_ASSERT_EQ(test, 0, av1_pic_init(pic, &f->frame,
					      av1_fixture_alloc(test, av1_pic_work_bytes(params)),
					      0));
	f->stride = pic->grid_stride;
	mis = (size_t)f->stride * pic->sb_rows * pic->sb_mi;
	f->blocks = av1_fixture_alloc(test, mis * sizeof(*f->blocks));
	f->grid = av1_fixture_alloc(test, mis * sizeof(*f->grid));
	f->tx[0] = av1_fixture_alloc(test, mis);
	f->tx[1] = av1_fixture_alloc(test, mis);
	for (row = 0; row < pic->sb_rows; row++)
		for (col = 0; col < pic->sb_cols; col++)
			av1_fixture_partition(f, row * pic->sb_mi, col * pic->sb_mi,
					      shape->sb128 ? AV1_BLOCK_128X128 : AV1_BLOCK_64X64,
					      seed);
	av1_fixture_fill(pic->frame, seed);
	av1_fixture_fill(pic->rec, seed);
	av1_fixture_fill(pic->cdef, seed);
	av1_fixture_fill(pic->up_rec, seed);
	av1_fixture_fill(pic->up_cdef, seed);
	return f;
}

void av1_fixture_load_row(struct av1_fixture *f, u32 row)
{
	struct av1_pic *pic = &f->pic;
	struct dae_ring *ring = &pic->tiles[0].ring[AV1_RECORD_BLOCK];
	const u32 first = row * pic->sb_mi * f->stride, start = dae_ring_at(ring, row);
	u32 y, x;

	/* As many as there may be. */
	dae_ring_take(ring, row, ring->room);
	for (y = row * pic->sb_mi; y < (row + 1) * pic->sb_mi; y++) {
		const u32 at = av1_pic_grid(pic, y, 0);

		for (x = 0; x < f->stride; x++) {
			/* A record for each mi, as there are never more blocks. */
			const u32 index = start + y * f->stride + x - first;

			pic->grid[at + x] = index;
			pic->blocks[index] = *av1_fixture_block(f, y, x);
		}
		memcpy(&pic->lf_tx[0][at], &f->tx[0][y * f->stride], f->stride);
	}
	for (y = row * pic->sb_mi >> pic->sub_y; y < (row + 1) * pic->sb_mi >> pic->sub_y; y++)
		memcpy(&pic->lf_tx[1][av1_pic_grid(pic, y, 0)], &f->tx[1][y * f->stride],
		       f->stride);
}

const struct av1_block *av1_fixture_block(const struct av1_fixture *f, u32 row, u32 col)
{
	return &f->blocks[f->grid[row * f->stride + col]];
}

unsigned int av1_fixture_tx(const struct av1_fixture *f, unsigned int plane, u32 row, u32 col)
{
	return f->tx[plane > 0][row * f->stride + col];
}

bool av1_fixture_same(struct kunit *test, const struct av1_fixture *f,
		      const struct dae_frame *got, const struct dae_frame *want)
{
	unsigned int p;

	for (p = 0; p < got->num_planes; p++) {
		struct dae_rect a, b;

		av1_fixture_rect(got, p, &a);
		av1_fixture_rect(want, p, &b);
		if (!DAE_EXPECT_SAME(test, &a, &b, "%s, plane %u", f->shape->name, p))
			return false;
	}
	return true;
}
