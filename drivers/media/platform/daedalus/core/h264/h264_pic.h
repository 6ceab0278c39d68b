/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The frame context of the H.264 decoder: what its stages share.
 *
 * Stages and what they own (see h264_pic_stages):
 *
 *   parse    entropy decoding only: fills struct h264_mb, the coefficients,
 *            and, as syntax elements, mvd and ref_idx in struct h264_motion
 *   motion   derives intra modes, reference indices and motion vectors in
 *            place (8.3.1.1, 8.4.1)
 *   recon    prediction and residual; samples before deblocking
 *   deblock  8.7
 *   output   packs finished rows into the CAPTURE buffer
 *
 * A row is a row of macroblocks, or of macroblock pairs in an MBAFF frame.
 * With separate_colour_plane_flag the three colour planes are pictures in
 * monochrome which share a frame.  To the stages they are one picture of three
 * times the height: rows and macroblocks of Cb follow those of Y.
 *
 * 4x4 blocks are numbered in raster order inside their macroblock everywhere
 * (4 * y4 + x4; chroma of 4:2:0 and 4:2:2: 2 * y4 + x4), not in the coding
 * order of 6.4.3.
 */
#ifndef H264_PIC_H
#define H264_PIC_H

#include <linux/bits.h>
#include <linux/minmax.h>
#include <linux/types.h>

#include "../dae_bits.h"
#include "../dae_frame.h"
#include "../dae_ring.h"
#include "../dae_stage.h"
#include "h264_dsp.h"
#include "h264_params.h"

struct dae_output;

/* Most parts of a row in the recon and deblock stages. */
#define H264_PARTS_MAX		16
/* Macroblocks in a part, at least. */
#define H264_PART_MBS		16

/* Most bands, see struct h264_band, and the least rows of one. */
#define H264_BANDS_MAX		16
#define H264_BAND_ROWS_MIN	4

/* Most slices a picture may have; more are dropped and concealed. */
#define H264_MAX_SLICES		32768
#define H264_SLICE_NONE		0xffff

/* Out of DistScaleFactor's range of -1024..1023. */
#define H264_DIST_COPY		9999

/**
 * enum h264_slice_type - slice_type % 5
 * @H264_SLICE_P: Table 7-6
 * @H264_SLICE_B: Table 7-6
 * @H264_SLICE_I: Table 7-6
 * @H264_SLICE_SP: Table 7-6
 * @H264_SLICE_SI: Table 7-6
 */
enum h264_slice_type {
	H264_SLICE_P = 0,
	H264_SLICE_B = 1,
	H264_SLICE_I = 2,
	H264_SLICE_SP = 3,
	H264_SLICE_SI = 4,
};

/**
 * struct h264_weight - explicit weighting of one reference and plane
 * @weight: -128..127
 * @offset: -128..127, not scaled to the bit depth
 */
struct h264_weight {
	s16 weight;
	s16 offset;
};

/* An entry of a reference list: slot of pic->refs and the field(s) meant. */
#define H264_LIST_ENTRY(slot, structure)	((u8)((slot) << 2 | (structure)))
#define H264_LIST_SLOT(entry)			((entry) >> 2)
#define H264_LIST_STRUCTURE(entry)		((entry) & 3)

/**
 * struct h264_slice - one slice: its header (7.3.3), checked, and its lists
 * @data: RBSP of slice_data(), emulation prevention removed, followed by at
 *	least 8 readable bytes
 * @data_bytes: its length without trailing zero bytes
 * @data_bit: first bit of slice_data() in @data
 * @first_mb: address of the first macroblock (7.4.3), see h264_pic_mb_index()
 * @end_mb: address where the next slice starts, or number of macroblocks; parsing
 *	stops before it
 * @type: slice_type
 * @colour_plane: colour_plane_id, 0 if absent
 * @nal_unit_type: 1, 5 or 20
 * @nal_ref_idc: of this NAL unit
 * @pps: parameters it names; never NULL
 * @structure: frame or field
 * @frame_num: as coded
 * @idr_pic_id: as coded, 0 if absent
 * @redundant_pic_cnt: always 0 in the slices kept
 * @direct_spatial_mv_pred: the flag
 * @num_ref_idx: active references of list 0 and 1, 0..32
 * @cabac_init_idc: 0..2, or 3 for I and SI slices
 * @qp: SliceQPY + QpBdOffsetY, 0..87
 * @qs: QSY, 0..51
 * @sp_for_switch: the flag
 * @disable_deblocking_filter_idc: 0..2
 * @filter_offset_a: FilterOffsetA, -12..12
 * @filter_offset_b: FilterOffsetB, -12..12
 * @weighted: 0 default, 1 explicit, 2 implicit, for this slice's type
 * @luma_log2_denom: 0..7
 * @chroma_log2_denom: 0..7
 * @weight: explicit: [list][refIdx][Y, Cb, Cr]
 * @list: RefPicList0/1 after modification: H264_LIST_ENTRY(); every entry
 *	below @num_ref_idx names a slot whose frame is set
 * @col: for B slices, direct modes: RefPicList1[0]'s slot
 * @col_bottom: which field of a picture decoded as fields is co-located: that of
 *	RefPicList1[0], or the nearer one for frame macroblocks (8.4.1.2.1)
 * @dist_scale: temporal direct: DistScaleFactor for refIdxL0, or
 *	H264_DIST_COPY when the motion vector is copied (long-term reference or
 *	equal POC); [picture, top and bottom field macroblocks of MBAFF][refIdxL0]
 * @map_col: temporal direct: refIdxL0 for each slot of the co-located picture's
 *	own references, 0 for those not in list 0; [it was decoded with the
 *	references of a bottom field][slot][bottom field of it, 0 for frames]
 */
struct h264_slice {
	const u8 *data;
	u32 data_bytes;
	u32 data_bit;
	u32 first_mb;
	u32 end_mb;
	enum h264_slice_type type;
	u8 colour_plane;
	u8 nal_unit_type;
	u8 nal_ref_idc;
	const struct h264_pps *pps;
	enum h264_structure structure;
	u16 frame_num;
	u16 idr_pic_id;
	u8 redundant_pic_cnt;
	bool direct_spatial_mv_pred;
	u8 num_ref_idx[2];
	u8 cabac_init_idc;
	u8 qp;
	u8 qs;
	bool sp_for_switch;
	u8 disable_deblocking_filter_idc;
	s8 filter_offset_a;
	s8 filter_offset_b;
	u8 weighted;
	u8 luma_log2_denom;
	u8 chroma_log2_denom;
	struct h264_weight weight[2][H264_MAX_REFS][3];
	u8 list[2][H264_MAX_REFS];
	u8 col;
	bool col_bottom;
	s16 dist_scale[3][H264_MAX_REFS];
	u8 map_col[2][H264_NUM_REF_SLOTS][2];
};

/**
 * enum h264_mb_type - macroblock types, as far as the stages tell them apart
 * @H264_MB_NONE: not decoded: to be concealed
 * @H264_MB_I_NXN: Intra_4x4, or Intra_8x8 with H264_MB_T8X8
 * @H264_MB_I_16X16: Intra_16x16
 * @H264_MB_I_PCM: samples are in the coefficient buffer
 * @H264_MB_SI: Intra_4x4 prediction with SP decoding
 * @H264_MB_INTER: any P or B type
 */
enum h264_mb_type {
	H264_MB_NONE,
	H264_MB_I_NXN,
	H264_MB_I_16X16,
	H264_MB_I_PCM,
	H264_MB_SI,
	H264_MB_INTER,
};

/**
 * enum h264_shape - how a macroblock or sub-macroblock is partitioned
 * @H264_WHOLE: 16x16, or 8x8 for a sub-macroblock
 * @H264_HALVES_V: 16x8 (8x4): one above the other
 * @H264_HALVES_H: 8x16 (4x8): side by side
 * @H264_QUARTERS: 8x8 (4x4)
 */
enum h264_shape {
	H264_WHOLE,
	H264_HALVES_V,
	H264_HALVES_H,
	H264_QUARTERS,
};

/**
 * enum h264_grain - blocks of which all 4x4 blocks are known to move alike
 * @H264_GRAIN_4: none are
 * @H264_GRAIN_8: of each 8x8 block
 * @H264_GRAIN_16: all
 */
enum h264_grain {
	H264_GRAIN_4,
	H264_GRAIN_8,
	H264_GRAIN_16,
};

/* struct h264_mb.flags */
#define H264_MB_SKIP		BIT(0)	/* P_Skip or B_Skip */
#define H264_MB_T8X8		BIT(1)	/* transform_size_8x8_flag */
#define H264_MB_FIELD		BIT(2)	/* field macroblock of an MBAFF frame */
#define H264_MB_BYPASS		BIT(3)	/* TransformBypassModeFlag */
#define H264_MB_DIRECT		BIT(4)	/* B_Skip or B_Direct_16x16 */

/* struct h264_mb.coded: bits of blocks whose coefficients are stored */
#define H264_CODED_LUMA(b)	BIT_ULL(b)			/* 0..15 */
#define H264_CODED_CB(b)	BIT_ULL(16 + (b))		/* 0..15 */
#define H264_CODED_CR(b)	BIT_ULL(32 + (b))		/* 0..15 */
#define H264_CODED_DC(plane)	BIT_ULL(48 + (plane))		/* 0..2 */

/**
 * struct h264_mb - one macroblock of the current picture
 * @coded: H264_CODED_*: which blocks have coefficients in the buffer.  With
 *	H264_MB_T8X8 all four bits of an 8x8 block are set together.
 * @coef: where they start in the buffer, in coefficients, a multiple of 8
 * @slice: index of its slice, H264_SLICE_NONE if none
 * @type: enum h264_mb_type
 * @shape: enum h264_shape; H264_QUARTERS for direct and skipped B
 * @sub_shape: for H264_QUARTERS: enum h264_shape of each 8x8 block
 * @lists: of each 8x8 block, lists used: bit 0 list 0, bit 1 list 1.  Parse
 *	leaves it 0 for direct blocks, motion fills it in.
 * @direct: bits of 8x8 blocks predicted in direct mode (all for B_Skip and
 *	B_Direct_16x16)
 * @flags: H264_MB_*
 * @cbp: coded_block_pattern: bits 0..3 luma, 4..5 chroma; I_16X16 as inferred
 *	from mb_type; 0x2f for I_PCM
 * @qp: QP'Y (with QpBdOffsetY) used for residual; 0 for I_PCM
 * @grain: inter: enum h264_grain; only by motion
 * @intra_mode: Intra16x16PredMode
 * @chroma_mode: intra_chroma_pred_mode
 * @intra_nxn: Intra_4x4 and Intra_8x8 (in the block's first 4x4 block or all
 *	of them): parse stores -1 for prev_intra_pred_mode_flag, else
 *	rem_intra_pred_mode; motion replaces it by the mode, in all 16
 * @total_coeff: CAVLC: total_coeff() of each block, [luma 16][Cb 16][Cr 16],
 *	for nC
 *
 * Written by parse (row), completed by motion; read by all later stages.
 */
struct h264_mb {
	u64 coded;
	u32 coef;
	u16 slice;
	u8 type;
	u8 shape;
	u8 sub_shape[4];
	u8 lists[4];
	u8 direct;
	u8 flags;
	u8 cbp;
	u8 qp;
	u8 grain;
	u8 intra_mode;
	u8 chroma_mode;
	s8 intra_nxn[16];
	u8 total_coeff[48];
};

/**
 * struct h264_mv - a motion vector
 * @x: quarter luma samples
 * @y: quarter luma samples of the frame or field
 */
struct h264_mv {
	s16 x;
	s16 y;
};

/**
 * struct h264_motion - motion of one macroblock, kept with the picture
 * @mv: [list][raster 4x4 block].  Parse stores mvd in the first block of each
 *	(sub-)macroblock partition that has one and leaves the others as they are,
 *	motion replaces all of them.
 * @ref_idx: [list][8x8 block], -1 if the list is not used.  Parse stores the
 *	syntax element in all the 8x8 blocks of a partition (-1 for direct).
 * @ref: [list][8x8 block]: the list's entry (H264_LIST_ENTRY) so that it means
 *	something without the slice, 0 if the list is not used
 * @intra: the macroblock is intra or was not decoded; only by motion
 * @field: it is a field macroblock of an MBAFF frame; only by motion
 */
struct h264_motion {
	struct h264_mv mv[2][16];
	s8 ref_idx[2][4];
	u8 ref[2][4];
	bool intra;
	bool field;
};

/**
 * struct h264_pic_side - side data of a decoded picture
 * @ref_id: id of the picture in each slot of refs[] while it was decoded, for
 *	temporal direct; 0 for empty slots; [bottom field][slot], frames have both
 * @mb_width: of the motion array
 * @mb_height: of the motion array, rows of the frame
 * @colour_planes: separate colour planes, 1 if there are none
 * @coded_frame: it was decoded as a frame
 * @fields: fields that were decoded (enum h264_structure)
 * @filled: the lines of the field that was not have been made up
 * @frame_num: frame_num
 * @motion: [colour_planes * mb_height * mb_width]; index y * mb_width + x; of
 *	fields, those of the top field and then those of the bottom field
 *
 * Written while the picture is decoded, read-only from then on.
 */
struct h264_pic_side {
	u32 ref_id[2][H264_NUM_REF_SLOTS];
	u16 mb_width;
	u16 mb_height;
	u8 colour_planes;
	bool coded_frame;
	u8 fields;
	bool filled;
	u16 frame_num;
	struct h264_motion motion[];
};

/**
 * h264_pic_side_field_mbs() - number of macroblocks of a field
 * @side: of a picture
 */
static inline u32 h264_pic_side_field_mbs(const struct h264_pic_side *side)
{
	return (u32)side->colour_planes * side->mb_width * (side->mb_height / 2);
}

/**
 * struct h264_ref - a reference picture of the current one
 * @frame: its samples, substituted if it is missing; NULL only if the slot is
 *	not used by any list
 * @id: unique id of the picture, never 0 for a used slot
 * @poc: TopFieldOrderCnt, BottomFieldOrderCnt
 * @frame_poc: PicOrderCnt() of the frame, or of the only field that is used
 * @long_term: marked as long-term
 * @missing: @frame is a substitute: its motion must not be used
 * @pending: rows of @frame may be missing yet: see h264_pic_set_pending()
 */
struct h264_ref {
	const struct dae_frame *frame;
	u32 id;
	s32 poc[2];
	s32 frame_poc;
	bool long_term;
	bool missing;
	bool pending;
};

struct h264_parser;

/**
 * struct h264_band - slices that follow each other, parsed apart from other bands
 * @first_slice: index of the first one in &struct h264_pic.slices, if it has any
 * @first_mb: address of the first macroblock
 * @end_mb: address where the next band starts, or number of macroblocks
 * @ring: of its rows in &struct h264_pic.coefs, from @rows.first on
 * @parser: state of the parse stage
 *
 * Macroblocks between slices belong to the band before. Two bands may share a row.
 */
struct h264_band {
	u32 first_slice;
	u32 first_mb;
	u32 end_mb;
	struct dae_ring ring;
	struct h264_parser *parser;
};

/**
 * struct h264_pic - the frame context
 * @params: checked controls
 * @dsp: sample operations for the bit depth
 * @frame: picture being decoded
 * @plane: Y, Cb, Cr of @frame, or of the field of it
 * @side: @frame's side data
 * @motion: where this picture's begins in it
 * @mbs: [num_mbs], index y * mb_width + x
 * @mbaff: MbaffFrameFlag
 * @second_field: @frame holds the other field already
 * @mb_width: macroblocks in a row
 * @mb_height: rows of macroblocks of this picture (field: of the field)
 * @colour_planes: separate colour planes, 1 if there are none
 * @plane_mbs: @mb_width * @mb_height
 * @num_mbs: @plane_mbs * @colour_planes
 * @num_rows: rows the stages work on
 * @row_parts: parts of a row in the recon and deblock stages, 1..H264_PARTS_MAX
 * @slices: sorted by first_mb, no two with the same
 * @num_slices: how many, up to H264_MAX_SLICES
 * @max_slices: room in @slices
 * @refs: reference pictures by DPB slot
 * @conceal: slot of the picture lost macroblocks are copied from, or -1
 * @chroma: chroma format of the samples coded as chroma (400 for separate
 *	colour planes)
 * @hbd: coefficients are s32 and samples u16
 * @bd_max: [luma, chroma] (1 << bit depth) - 1
 * @qp_bd_offset: QpBdOffsetY, QpBdOffsetC
 * @before_rows: rows of the picture that references are pending for, 0 if none is
 * @before_whole: all of that is waited for: one of the two is MBAFF or a field
 * @before_col: a slice has its co-located macroblocks there
 * @reach: [num_rows][H264_PARTS_MAX] rows that must have been deblocked there for a
 *	part of a row to be predicted
 * @coefs: coefficients
 * @coefs_per_mb: room of one macroblock, in coefficients
 * @bands: what the parse stage does at the same time
 * @band_rows: their rows
 * @num_bands: how many there are
 * @ring_pos: memory for the bands' rings
 * @parsers: memory for their parsers
 * @out: destination of the output stage, may be NULL
 * @out_lacks_first: the first field went into another buffer
 * @lost_mbs: macroblocks concealed; written by motion
 * @used_missing: inter prediction used a substitute or, without any reference,
 *	grey; written by motion
 */
struct h264_pic {
	struct h264_params params;
	struct h264_dsp dsp;
	struct dae_frame *frame;
	struct dae_plane plane[3];
	struct h264_pic_side *side;
	struct h264_motion *motion;
	struct h264_mb *mbs;
	bool mbaff;
	bool second_field;
	u32 mb_width;
	u32 mb_height;
	u8 colour_planes;
	u32 plane_mbs;
	u32 num_mbs;
	u32 num_rows;
	u8 row_parts;
	struct h264_slice *slices;
	u32 num_slices;
	u32 max_slices;
	struct h264_ref refs[H264_NUM_REF_SLOTS];
	int conceal;
	enum dae_chroma chroma;
	bool hbd;
	int bd_max[2];
	u8 qp_bd_offset[2];
	u32 before_rows;
	bool before_whole;
	bool before_col;
	u16 *reach;
	void *coefs;
	u32 coefs_per_mb;
	struct h264_band bands[H264_BANDS_MAX];
	struct dae_part_rows band_rows[H264_BANDS_MAX];
	u8 num_bands;
	u32 *ring_pos;
	u8 *parsers;
	const struct dae_output *out;
	bool out_lacks_first;
	u32 lost_mbs;
	bool used_missing;
};

/* Room for the coefficients of one macroblock, see h264_pic_coefs(). */
#define H264_COEFS_420		416	/* 16 + 256 + 2 * (8 + 64) */
#define H264_COEFS_422		544	/* 16 + 256 + 2 * (8 + 128) */
#define H264_COEFS_444		816	/* 3 * (16 + 256) */

/**
 * h264_pic_coefs() - coefficients of a macroblock
 * @pic: frame context
 * @at: where they start, &struct h264_mb.coef
 *
 * The coefficients of a macroblock follow each other in the order recon takes them,
 * each block only if its bit in @coded is set:
 *
 * - I_PCM: samples of Y in raster order (256), then Cb, then Cr;
 * - else, for Y, and for 4:4:4 then the same for Cb and Cr:
 *   DC of Intra_16x16 (16, the matrix c of 8.5.10 by rows, not scaled);
 *   then for each 8x8 block in raster order, for each of its 4x4 blocks in
 *   raster order: 16 coefficients by rows (8.5.6), scaled (8.5.12.1), except
 *   that DC of Intra_16x16 is 0; or 64 in one for an 8x8 transform (8.5.13.1);
 * - for 4:2:0 and 4:2:2: DC of Cb (8; 4:2:0 uses the first 4; matrix c of
 *   8.5.11.1 by rows, not scaled), DC of Cr, then AC blocks of Cb and of Cr in
 *   raster order (16 each, first is 0, the others scaled).
 *
 * With TransformBypassModeFlag and for h264_mb_is_sp() nothing is scaled.  s16
 * each, or s32 if @pic->hbd.
 *
 * Return: the first one.
 */
static inline void *h264_pic_coefs(const struct h264_pic *pic, u32 at)
{
	return (u8 *)pic->coefs + ((size_t)at << (pic->hbd ? 2 : 1));
}

/**
 * h264_pic_poc() - PicOrderCnt(CurrPic) (8-1)
 * @pic: frame context
 */
static inline s32 h264_pic_poc(const struct h264_pic *pic)
{
	const s32 *poc = pic->params.poc;

	if (pic->params.structure == H264_FRAME)
		return min(poc[0], poc[1]);
	return poc[pic->params.structure == H264_BOTTOM];
}

/**
 * h264_pic_mb_index() - where a macroblock is
 * @pic: frame context
 * @addr: its address (6.4.1): in MBAFF frames those of a pair follow each other
 *
 * Return: index into @pic->mbs and @pic->motion.
 */
static inline u32 h264_pic_mb_index(const struct h264_pic *pic, u32 addr)
{
	const u32 w = pic->mb_width;

	if (!pic->mbaff)
		return addr;
	return (addr / 2 / w * 2 + (addr & 1)) * w + addr / 2 % w;
}

/**
 * h264_pic_colour_plane() - separate colour plane of a macroblock
 * @pic: frame context
 * @idx: index or address of the macroblock
 */
static inline u32 h264_pic_colour_plane(const struct h264_pic *pic, u32 idx)
{
	return pic->colour_planes == 1 ? 0 : idx / pic->plane_mbs;
}

/**
 * h264_pic_plane_end() - where the colour plane of a macroblock ends
 * @pic: frame context
 * @addr: address of the macroblock
 *
 * Return: the first address after it.
 */
static inline u32 h264_pic_plane_end(const struct h264_pic *pic, u32 addr)
{
	return (h264_pic_colour_plane(pic, addr) + 1) * pic->plane_mbs;
}

/**
 * h264_pic_mb_row() - row of a macroblock in its colour plane
 * @pic: frame context
 * @idx: index of the macroblock
 */
static inline u32 h264_pic_mb_row(const struct h264_pic *pic, u32 idx)
{
	return idx / pic->mb_width - h264_pic_colour_plane(pic, idx) * pic->mb_height;
}

/**
 * struct h264_nb - neighbours of a macroblock (6.4.8 to 6.4.12)
 * @a: index of the macroblock left of its upper and of its lower half
 * @a_row: for each of its rows of 4x4 blocks, the row in there that touches it
 * @b: index of the macroblock above
 * @c: above and right
 * @d: above and left
 * @d_row: row of 4x4 blocks in @d that touches it
 *
 * Indices are -1 for those not available: outside of the picture or in another
 * slice.
 */
struct h264_nb {
	int a[2];
	u8 a_row[4];
	int b;
	int c;
	int d;
	u8 d_row;
};

/**
 * h264_nb_find() - neighbours of a macroblock
 * @pic: frame context
 * @idx: its index; slice of the macroblock is set, and H264_MB_FIELD if it is a
 *	field macroblock
 * @first: address up to that of the first macroblock of the slice; those before are
 *	not looked at
 * @nb: filled in
 */
void h264_nb_find(const struct h264_pic *pic, u32 idx, u32 first, struct h264_nb *nb);

/**
 * h264_pic_planes() - number of planes that are coded together
 * @pic: frame context
 */
static inline unsigned int h264_pic_planes(const struct h264_pic *pic)
{
	return pic->chroma == DAE_CHROMA_400 ? 1 : 3;
}

/**
 * h264_pic_locate() - samples of a macroblock
 * @pic: frame context
 * @idx: index of the macroblock
 * @first: set to its first sample in each plane that is coded together
 * @stride: set to the distance of its rows in bytes, in each
 */
static inline void h264_pic_locate(const struct h264_pic *pic, u32 idx, u8 *first[3],
				   ptrdiff_t stride[3])
{
	const struct dae_plane *p = &pic->plane[h264_pic_colour_plane(pic, idx)];
	const bool field = pic->mbs[idx].flags & H264_MB_FIELD;
	const u32 x = idx % pic->mb_width, y = h264_pic_mb_row(pic, idx);
	unsigned int w = 16, h = 16, plane;

	for (plane = 0; plane < h264_pic_planes(pic); plane++, p++) {
		const u32 line = field ? (y & ~1u) * h + (y & 1) : y * h;

		first[plane] = (u8 *)p->data + (size_t)line * p->stride_bytes +
			       ((size_t)x * w << pic->hbd);
		stride[plane] = field ? 2 * p->stride_bytes : p->stride_bytes;
		if (pic->chroma != DAE_CHROMA_444)
			w = 8;
		if (pic->chroma == DAE_CHROMA_420)
			h = 8;
	}
}

/**
 * h264_pic_mb_bytes() - width of a macroblock
 * @pic: frame context
 * @plane: of its planes
 *
 * Return: bytes of a row of its samples there.
 */
static inline unsigned int h264_pic_mb_bytes(const struct h264_pic *pic, unsigned int plane)
{
	return (plane && pic->chroma != DAE_CHROMA_444 ? 8 : 16) << pic->hbd;
}

/**
 * h264_mb_is_intra() - is the macroblock coded in an Intra mode?
 * @mb: macroblock
 */
static inline bool h264_mb_is_intra(const struct h264_mb *mb)
{
	return mb->type >= H264_MB_I_NXN && mb->type <= H264_MB_SI;
}

/**
 * h264_mb_is_sp() - is the macroblock decoded by 8.6?
 * @mb: macroblock
 * @slice: its slice
 */
static inline bool h264_mb_is_sp(const struct h264_mb *mb, const struct h264_slice *slice)
{
	return mb->type == H264_MB_SI ||
	       (mb->type == H264_MB_INTER && slice->type == H264_SLICE_SP);
}

/* The stages; see dae_stage.run and dae_stage.run_part. */
void h264_parse_row_part(void *frame, const struct dae_task *task);
void h264_motion_row(void *frame, unsigned int row);
void h264_recon_row_part(void *frame, const struct dae_task *task);
void h264_deblock_row_part(void *frame, const struct dae_task *task);
void h264_output_row(void *frame, unsigned int row);

enum h264_stage {
	H264_STAGE_PARSE,
	H264_STAGE_MOTION,
	H264_STAGE_RECON,
	H264_STAGE_DEBLOCK,
	H264_STAGE_OUTPUT,
	H264_NUM_STAGES
};

/* Over struct h264_pic.num_rows rows. */
extern const struct dae_stage_table h264_pic_stages;

/**
 * h264_pic_frame_format() - layout of the private frames of a sequence
 * @sps: checked sequence parameters
 * @fmt: filled in; whole macroblocks, cropping is the client's matter
 */
void h264_pic_frame_format(const struct h264_sps *sps, struct dae_frame_format *fmt);

/**
 * h264_pic_side_bytes() - size of a frame's side data
 * @sps: checked sequence parameters
 *
 * Return: bytes of struct h264_pic_side with its motion.
 */
size_t h264_pic_side_bytes(const struct h264_sps *sps);

/**
 * h264_pic_work_bytes() - memory a picture needs while it is decoded
 * @sps: checked sequence parameters
 *
 * Return: bytes for h264_pic_init(), aligned to 64.
 */
size_t h264_pic_work_bytes(const struct h264_sps *sps);

/**
 * h264_pic_init() - set a frame context up for one picture
 * @pic: params and refs set; slices may be; the rest is filled in
 * @frame: picture to decode into, of h264_pic_frame_format(), with side data
 *	of h264_pic_side_bytes(), which holds the other field, or is zero or that of an
 *	older frame of the same format: of that, what motion writes for every macroblock
 *	is not cleared
 * @work: h264_pic_work_bytes() bytes, aligned to 64, of any content
 * @cpu_flags: for h264_dsp_init()
 */
void h264_pic_init(struct h264_pic *pic, struct dae_frame *frame, void *work, u32 cpu_flags);

/**
 * h264_pic_is_second_field() - does a picture complete a frame?
 * @params: checked controls of the picture
 * @frame: frame of the same format decoded into the same CAPTURE buffer
 */
bool h264_pic_is_second_field(const struct h264_params *params, const struct dae_frame *frame);

/**
 * h264_pic_forget() - mark a picture that was not decoded to its end as missing
 * @pic: frame context; its frame may hold another field, which stays
 */
void h264_pic_forget(struct h264_pic *pic);

/**
 * h264_pic_fill_field() - make up the lines of a field that never came
 * @frame: frame of which one field was decoded; copies the lines of that one
 */
void h264_pic_fill_field(struct dae_frame *frame);

/**
 * h264_pic_set_ref() - set a reference picture up
 * @pic: frame context, params and frame set; frame is NULL unless it holds the
 *	other field
 * @slot: of the DPB
 * @frame: picture in it, of the same format; NULL if it is missing.  Should it
 *	lack a field, the lines of that one are made up.
 * @id: of @frame, for struct h264_ref
 *
 * Sets refs[@slot]; fields of the DPB's entry that are still to be decoded are
 * taken out of it.
 */
void h264_pic_set_ref(struct h264_pic *pic, unsigned int slot, struct dae_frame *frame, u32 id);

/**
 * h264_pic_conceal_refs() - let other pictures stand in for missing ones
 * @pic: params and refs set, with frame NULL where nothing was found; conceal
 *	is set, and the frame of missing slots where there is any reference
 *
 * The substitute is the reference nearest in output order.
 */
void h264_pic_conceal_refs(struct h264_pic *pic);

/**
 * h264_pic_set_pending() - the picture before may still be on its way
 * @pic: h264_pic_init() has run, refs, conceal and slices are set
 * @before: that picture; NULL if it is done
 *
 * Rows then wait for those of @before that they are predicted from.
 */
void h264_pic_set_pending(struct h264_pic *pic, const struct h264_pic *before);

/**
 * h264_pic_set_bands() - divide the picture into bands
 * @pic: frame context, h264_pic_init() has run and @slices are set
 *
 * Without it there is one band.
 */
void h264_pic_set_bands(struct h264_pic *pic);

/**
 * h264_pic_parts() - into how many parts the rows of the stages are divided
 * @pic: frame context, h264_pic_init() has run
 * @workers: see dae_stage_parts()
 * @num_parts: by stage; filled in. A part of the parse stage is a band.
 */
void h264_pic_parts(struct h264_pic *pic, unsigned int workers, u8 num_parts[DAE_STAGES_MAX]);

/**
 * h264_parser_bytes() - memory of the parse stage
 * @mb_width: macroblocks in a row, 1..512
 *
 * Return: bytes at struct h264_band.parser.
 */
size_t h264_parser_bytes(u32 mb_width);

#endif /* H264_PIC_H */
