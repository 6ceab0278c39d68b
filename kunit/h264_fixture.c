// SPDX-License-Identifier: GPL-2.0
/* Small pictures for tests of the H.264 stages. */
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "h264_fixture.h"

static void h264_fixture_free(void *mem)
{
	vfree(mem);
}

static void *h264_fixture_alloc(struct kunit *test, size_t bytes)
{
	void *mem = vzalloc(bytes);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, h264_fixture_free, mem), 0);
	return mem;
}

static void h264_fixture_frame(struct kunit *test, const struct h264_sps *sps,
			       struct dae_frame *frame)
{
	const size_t side = h264_pic_side_bytes(sps);
	struct dae_frame_format fmt;

	h264_pic_frame_format(sps, &fmt);
	dae_frame_init(frame, &fmt, side, h264_fixture_alloc(test, dae_frame_bytes(&fmt, side)));
}

static void h264_fixture_pps(struct h264_pps *pps)
{
	unsigned int i, j;

	for (i = 0; i <= H264_QP_MAX; i++) {
		pps->chroma_qp[0][i] = i;
		pps->chroma_qp[1][i] = i;
	}
	for (i = 0; i < 6; i++) {
		for (j = 0; j < 6; j++) {
			memset16(pps->level_scale4[i][j], 16, 16);
			memset16(pps->level_scale8[i][j], 16, 64);
		}
	}
	pps->num_ref_idx_default[0] = 1;
	pps->num_ref_idx_default[1] = 1;
}

/* A reference without motion: intra everywhere. */
static void h264_fixture_ref(struct h264_fixture *f, unsigned int slot)
{
	struct h264_pic_side *side = f->refs[slot].side;
	u32 i;

	side->mb_width = f->pic.params.sps.mb_width;
	side->mb_height = f->pic.params.sps.frame_mb_height;
	side->colour_planes = f->pic.params.sps.separate_colour_plane ? 3 : 1;
	side->coded_frame = f->pic.params.structure == H264_FRAME;
	side->fields = H264_FRAME;
	for (i = 0; i < side->colour_planes * side->mb_width * side->mb_height; i++) {
		side->motion[i].intra = true;
		memset(side->motion[i].ref_idx, -1, sizeof(side->motion[i].ref_idx));
	}
	f->pic.refs[slot] = (struct h264_ref){
		.frame = &f->refs[slot],
		.id = slot + 1,
		.poc = { slot ? 8 : 0, slot ? 8 : 0 },
		.frame_poc = slot ? 8 : 0,
	};
}

struct h264_fixture *h264_fixture_init_kind(struct kunit *test,
					    const struct h264_fixture_kind *kind)
{
	struct h264_fixture *f = h264_fixture_alloc(test, sizeof(*f));
	const bool interlaced = kind->mbaff || kind->structure != H264_FRAME;
	struct h264_sps *sps = &f->pic.params.sps;
	unsigned int i;

	*sps = (struct h264_sps){
		.profile_idc = 100,
		.chroma = kind->chroma,
		.separate_colour_plane = kind->colour_planes,
		.bit_depth_luma = kind->bit_depth,
		.bit_depth_chroma = kind->bit_depth,
		.mb_width = kind->mb_width,
		.map_height = interlaced ? kind->mb_height / 2 : kind->mb_height,
		.frame_mb_height = kind->mb_height,
		.frame_mbs_only = !interlaced,
		.mb_adaptive_frame_field = kind->mbaff,
		.direct_8x8_inference = true,
	};
	f->pic.params.structure = kind->structure;
	f->pic.params.poc[0] = 4;
	f->pic.params.poc[1] = 4;
	f->pic.conceal = -1;
	f->pic.slices = f->slices;
	f->pic.max_slices = H264_FIXTURE_SLICES;
	h264_fixture_frame(test, sps, &f->frame);
	for (i = 0; i < 2; i++) {
		h264_fixture_frame(test, sps, &f->refs[i]);
		h264_fixture_ref(f, i);
	}
	h264_fixture_pps(&f->pps);
	h264_pic_init(&f->pic, &f->frame, h264_fixture_alloc(test, h264_pic_work_bytes(sps)), 0);
	return f;
}

struct h264_fixture *h264_fixture_init(struct kunit *test, u32 mb_width, u32 mb_height)
{
	return h264_fixture_init_format(test, mb_width, mb_height, DAE_CHROMA_420, 8);
}

struct h264_fixture *h264_fixture_init_format(struct kunit *test, u32 mb_width, u32 mb_height,
					      enum dae_chroma chroma, u8 bit_depth)
{
	const struct h264_fixture_kind kind = {
		.mb_width = mb_width,
		.mb_height = mb_height,
		.structure = H264_FRAME,
		.chroma = chroma,
		.bit_depth = bit_depth,
	};

	return h264_fixture_init_kind(test, &kind);
}

struct h264_fixture *h264_fixture_coded(struct kunit *test, u32 mb_width, u32 mb_height,
					enum h264_structure structure, bool mbaff)
{
	const struct h264_fixture_kind kind = {
		.mb_width = mb_width,
		.mb_height = mb_height,
		.structure = structure,
		.mbaff = mbaff,
		.chroma = DAE_CHROMA_420,
		.bit_depth = 8,
	};

	return h264_fixture_init_kind(test, &kind);
}

struct h264_slice *h264_fixture_slice(struct h264_fixture *f, enum h264_slice_type type,
				      u32 first_mb, const u8 *data, u32 bytes)
{
	struct h264_slice *slice = &f->slices[f->pic.num_slices];
	const enum h264_structure structure = f->pic.params.structure;
	const bool intra = type == H264_SLICE_I || type == H264_SLICE_SI;

	if (f->pic.num_slices++)
		slice[-1].end_mb = first_mb;
	*slice = (struct h264_slice){
		.data = data,
		.data_bytes = bytes,
		.first_mb = first_mb,
		.end_mb = f->pic.num_mbs,
		.type = type,
		.nal_unit_type = 1,
		.nal_ref_idc = 1,
		.pps = &f->pps,
		.structure = structure,
		.direct_spatial_mv_pred = true,
		.num_ref_idx = { !intra, type == H264_SLICE_B },
		.cabac_init_idc = intra ? 3 : 0,
		.qp = 24,
		.list = {
			{ H264_LIST_ENTRY(0, structure) }, { H264_LIST_ENTRY(1, structure) },
		},
		.col = 1,
		/* tb 4, td 8 */
		.dist_scale = { { 128 } },
	};
	return slice;
}

struct h264_slice *h264_fixture_written(struct h264_fixture *f, enum h264_slice_type type)
{
	const u32 bytes = h264_put_trailing(&f->w);

	return h264_fixture_slice(f, type, 0, f->w.data, bytes);
}

void h264_fixture_run_stage(struct h264_fixture *f, enum h264_stage stage, u32 row)
{
	const struct dae_stage *st = &h264_pic_stages.stage[stage];
	u8 num_parts[DAE_STAGES_MAX] = {};
	struct dae_task task = { .row = row };

	if (st->run) {
		st->run(&f->pic, row);
		return;
	}
	h264_pic_parts(&f->pic, U8_MAX, num_parts);
	task.num_parts = num_parts[stage];
	for (; task.part < task.num_parts; task.part++)
		st->run_part(&f->pic, &task);
}

void h264_fixture_run(struct h264_fixture *f, unsigned int num_stages)
{
	unsigned int stage, row;

	/* The ring of coefficients holds few rows, so row by row. */
	for (row = 0; row < f->pic.num_rows; row++)
		for (stage = 0; stage < num_stages; stage++)
			h264_fixture_run_stage(f, stage, row);
}
