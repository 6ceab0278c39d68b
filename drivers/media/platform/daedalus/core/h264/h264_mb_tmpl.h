/* SPDX-License-Identifier: GPL-2.0 */
/*
 * macroblock_layer() (Rec. ITU-T H.264 7.3.5), once for each entropy coder.
 *
 * The file that includes this one defines how syntax elements are read.  Values
 * are checked here unless noted; a negative one, where there are none, means
 * that the macroblock is damaged.
 *
 *	u32 mb_read_type(p)			mb_type as in Tables 7-11 to 7-14
 *	u32 mb_read_sub_type(p)
 *	bool mb_read_t8x8(p)
 *	int mb_read_intra_mode(p)		-1 or rem_intra_pred_mode, in range
 *	u32 mb_read_chroma_mode(p)
 *	u32 mb_read_ref_idx(p, list, b8, num)
 *	int mb_read_mvd(p, list, blk, comp)	compIdx of the partition at blk
 *	int mb_read_cbp(p)			in range
 *	int mb_read_qp_delta(p)
 *	int mb_read_block(p, blk)		number of levels, at most blk->n
 *	bool mb_residual8(p, plane)		residual_luma() of 8x8 blocks
 *	bool mb_read_pcm(p)			positions p->bits, resumes after it
 *	void mb_spread_mvd(p, list, x, y, w, h)	remembers mvd of a partition
 */

/* Bits of the 8x8 blocks in each partition. */
static const u8 mb_part_mask[4][4] = {
	[H264_WHOLE] = { 0xf },
	[H264_HALVES_V] = { 0x3, 0xc },
	[H264_HALVES_H] = { 0x5, 0xa },
	[H264_QUARTERS] = { 0x1, 0x2, 0x4, 0x8 },
};

/* ref_idx_l0 and ref_idx_l1; @infer0 for P_8x8ref0 */
static bool mb_ref_idx(struct h264_parser *p, bool infer0)
{
	const u8 *masks = mb_part_mask[p->mb->shape];
	const unsigned int num_lists = p->slice->type == H264_SLICE_B ? 2 : 1;
	unsigned int list, i;

	for (list = 0; list < num_lists; list++) {
		const u32 num = p->slice->num_ref_idx[list] << !!(p->mb->flags & H264_MB_FIELD);

		for (i = 0; i < 4 && masks[i]; i++) {
			const unsigned int b8 = p->mb->shape == H264_HALVES_V ? 2 * i : i;
			u32 ref_idx = 0;

			if (!(p->mb->lists[b8] >> list & 1))
				continue;
			if (num > 1 && !infer0)
				ref_idx = mb_read_ref_idx(p, list, b8, num);
			if (ref_idx >= num)
				return false;
			if (ref_idx > 0)
				p->ref[list][0] |= masks[i];
			if (ref_idx > 1)
				p->ref[list][1] |= masks[i];
			h264_parse_set_ref(p, list, masks[i], ref_idx);
		}
	}
	return true;
}

/* One mvd, of the partition of @w x @h 4x4 blocks at (@x, @y). */
static void mb_mvd(struct h264_parser *p, unsigned int list, unsigned int x, unsigned int y,
		   unsigned int w, unsigned int h)
{
	struct h264_mv *mvd = &p->motion->mv[list][4 * y + x];

	/* Beyond the range of 7.4.5.1 it wraps as the sum would; harmless. */
	mvd->x = mb_read_mvd(p, list, 4 * y + x, 0);
	mvd->y = mb_read_mvd(p, list, 4 * y + x, 1);
	mb_spread_mvd(p, list, x, y, w, h);
}

/* mvd_l0 and mvd_l1 of mb_pred() and sub_mb_pred() */
static void mb_mvds(struct h264_parser *p)
{
	const enum h264_shape shape = p->mb->shape;
	const unsigned int pw = shape == H264_WHOLE || shape == H264_HALVES_V ? 4 : 2;
	const unsigned int ph = shape == H264_WHOLE || shape == H264_HALVES_H ? 4 : 2;
	const unsigned int num_lists = p->slice->type == H264_SLICE_B ? 2 : 1;
	unsigned int list, px, py, x, y;

	if (shape == H264_WHOLE) {
		for (list = 0; list < num_lists; list++)
			if (p->mb->lists[0] >> list & 1)
				mb_mvd(p, list, 0, 0, 4, 4);
		return;
	}
	for (list = 0; list < num_lists; list++) {
		for (py = 0; py < 4; py += ph) {
			for (px = 0; px < 4; px += pw) {
				const unsigned int b8 = py / 2 * 2 + px / 2;
				enum h264_shape sub = p->mb->sub_shape[b8];
				unsigned int w = pw, h = ph;

				if (!(p->mb->lists[b8] >> list & 1))
					continue;
				if (shape == H264_QUARTERS && sub != H264_WHOLE) {
					w = sub == H264_HALVES_V ? 2 : 1;
					h = sub == H264_HALVES_H ? 2 : 1;
				}
				for (y = py; y < py + ph; y += h)
					for (x = px; x < px + pw; x += w)
						mb_mvd(p, list, x, y, w, h);
			}
		}
	}
}

static bool mb_inter(struct h264_parser *p, u32 mb_type)
{
	const bool is_b = p->slice->type == H264_SLICE_B;
	const u32 num_sub = is_b ? H264_NUM_B_SUB_TYPES : H264_NUM_P_SUB_TYPES;
	unsigned int b8;

	if (is_b && !mb_type) {
		h264_parse_skip(p, false);
		return true;
	}
	h264_parse_inter_type(p, mb_type);
	if (p->mb->shape == H264_QUARTERS) {
		for (b8 = 0; b8 < 4; b8++) {
			const u32 sub_type = mb_read_sub_type(p);

			if (sub_type >= num_sub)
				return false;
			h264_parse_sub_type(p, b8, sub_type);
		}
	}
	if (!mb_ref_idx(p, !is_b && mb_type == 4))
		return false;
	mb_mvds(p);
	return true;
}

/* Prediction modes of mb_pred() */
static bool mb_intra(struct h264_parser *p)
{
	struct h264_mb *mb = p->mb;
	const bool nxn = mb->type == H264_MB_I_NXN || mb->type == H264_MB_SI;
	unsigned int i, step = 1;

	if (mb->type == H264_MB_I_NXN && p->slice->pps->transform_8x8_mode && mb_read_t8x8(p)) {
		mb->flags |= H264_MB_T8X8;
		step = 4;
	}
	for (i = 0; nxn && i < 16; i += step)
		mb->intra_nxn[h264_block_raster[i]] = mb_read_intra_mode(p);

	if (p->pic->chroma == DAE_CHROMA_420 || p->pic->chroma == DAE_CHROMA_422) {
		const u32 mode = mb_read_chroma_mode(p);

		if (mode > 3)
			return false;
		mb->chroma_mode = mode;
	}
	return true;
}

/* One 4x4 block of residual_luma(), residual_cb() or residual_cr(). */
static __always_inline bool mb_block4(struct h264_parser *p, struct h264_parse_block *blk,
				      unsigned int b)
{
	int n;

	blk->coef = NULL;
	blk->b = b;
	n = mb_read_block(p, blk);
	p->mb->total_coeff[16 * blk->plane + b] = n;
	if (n > 0)
		p->mb->coded |= H264_CODED_LUMA(b) << (16 * blk->plane);
	return n >= 0;
}

static bool mb_residual_i16(struct h264_parser *p, unsigned int plane)
{
	const u8 *scan = h264_scan4[h264_parse_field_scan(p)];
	struct h264_parse_block blk = {
		.cat = H264_BLOCK_I16_DC, .plane = plane, .n = 16, .scan = scan, .room = 16,
		.level_scale = h264_parse_ones,
	};
	const int n = mb_read_block(p, &blk);
	unsigned int i;

	if (n < 0)
		return false;
	if (n)
		p->mb->coded |= H264_CODED_DC(plane);
	if (!(p->mb->cbp & 15))
		return true;
	blk.cat = H264_BLOCK_I16_AC;
	blk.n = 15;
	blk.scan = scan + 1;
	h264_parse_block_scale(p, &blk);
	for (i = 0; i < 16; i++)
		if (!mb_block4(p, &blk, h264_block_raster[i]))
			return false;
	return true;
}

static bool mb_residual4(struct h264_parser *p, unsigned int plane)
{
	struct h264_parse_block blk = {
		.cat = H264_BLOCK_LUMA4, .plane = plane, .n = 16, .room = 16,
		.scan = h264_scan4[h264_parse_field_scan(p)],
	};
	unsigned int b8, i;

	h264_parse_block_scale(p, &blk);
	for (b8 = 0; b8 < 4; b8++)
		if (p->mb->cbp >> b8 & 1)
			for (i = 0; i < 4; i++)
				if (!mb_block4(p, &blk, h264_block_raster[4 * b8 + i]))
					return false;
	return true;
}

/* residual_luma() and, for 4:4:4, residual_cb() and residual_cr() */
static bool mb_residual_luma(struct h264_parser *p, unsigned int plane)
{
	if (p->mb->type == H264_MB_I_16X16)
		return mb_residual_i16(p, plane);
	if (p->mb->flags & H264_MB_T8X8)
		return mb_residual8(p, plane);
	return mb_residual4(p, plane);
}

static bool mb_residual_chroma(struct h264_parser *p)
{
	/* Matrix c of 8.5.11.1 by rows. */
	static const u8 dc420[4] = { 0, 1, 2, 3 };
	static const u8 dc422[8] = { 0, 2, 1, 4, 6, 3, 5, 7 };
	const bool is_422 = p->pic->chroma == DAE_CHROMA_422;
	const unsigned int num = is_422 ? 8 : 4;
	struct h264_parse_block blk;
	unsigned int plane, b;
	int n;

	if (!(p->mb->cbp >> 4))
		return true;
	for (plane = 1; plane < 3; plane++) {
		blk = (struct h264_parse_block){
			.cat = H264_BLOCK_CHROMA_DC, .plane = plane, .n = num, .room = 8,
			.scan = is_422 ? dc422 : dc420, .level_scale = h264_parse_ones,
		};
		n = mb_read_block(p, &blk);
		if (n < 0)
			return false;
		if (n)
			p->mb->coded |= H264_CODED_DC(plane);
	}
	if (!(p->mb->cbp >> 5))
		return true;
	for (plane = 1; plane < 3; plane++) {
		blk = (struct h264_parse_block){
			.cat = H264_BLOCK_CHROMA_AC, .plane = plane, .n = 15, .room = 16,
			.scan = h264_scan4[h264_parse_field_scan(p)] + 1,
		};
		h264_parse_block_scale(p, &blk);
		for (b = 0; b < num; b++)
			if (!mb_block4(p, &blk, b))
				return false;
	}
	return true;
}

static bool mb_residual(struct h264_parser *p)
{
	const struct h264_pic *pic = p->pic;
	const unsigned int planes = pic->chroma == DAE_CHROMA_444 ? 3 : 1;
	unsigned int plane;

	if (pic->params.sps.qpprime_y_zero_transform_bypass && !p->mb->qp)
		p->mb->flags |= H264_MB_BYPASS;
	for (plane = 0; plane < planes; plane++)
		if (!mb_residual_luma(p, plane))
			return false;
	if (pic->chroma == DAE_CHROMA_420 || pic->chroma == DAE_CHROMA_422)
		return mb_residual_chroma(p);
	return true;
}

/* Sets the type and reads all up to coded_block_pattern; I_PCM: all. */
static bool mb_prediction(struct h264_parser *p)
{
	/* Values of mb_type before those of I types. */
	static const u8 first_intra[] = {
		[H264_SLICE_P] = H264_NUM_P_TYPES, [H264_SLICE_B] = H264_NUM_B_TYPES,
		[H264_SLICE_I] = 0, [H264_SLICE_SP] = H264_NUM_P_TYPES,
		[H264_SLICE_SI] = H264_NUM_SI_TYPES,
	};
	const u32 first = first_intra[p->slice->type];
	const u32 mb_type = mb_read_type(p);

	if (mb_type < first) {
		if (p->slice->type != H264_SLICE_SI)
			return mb_inter(p, mb_type);
		h264_parse_si_type(p);
		return mb_intra(p);
	}
	if (mb_type - first >= H264_NUM_I_TYPES)
		return false;
	h264_parse_intra_type(p, mb_type - first);
	if (p->mb->type == H264_MB_I_PCM)
		return mb_read_pcm(p);
	return mb_intra(p);
}

static bool mb_layer(struct h264_parser *p)
{
	struct h264_mb *mb = p->mb;

	if (!mb_prediction(p))
		return false;
	if (mb->type == H264_MB_I_PCM)
		return true;
	if (mb->type != H264_MB_I_16X16) {
		const int cbp = mb_read_cbp(p);

		if (cbp < 0)
			return false;
		mb->cbp = cbp;
		if (mb->type == H264_MB_INTER && h264_parse_t8x8_allowed(p) && mb_read_t8x8(p))
			mb->flags |= H264_MB_T8X8;
	}
	if (!mb->cbp && mb->type != H264_MB_I_16X16) {
		p->dqp_nonzero = false;
		return true;
	}
	return h264_parse_qp_delta(p, mb_read_qp_delta(p)) && mb_residual(p);
}
