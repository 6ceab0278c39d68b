/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Rows of samples that film grain adds noise to with NEON (AV1 specification, 7.18.3.5):
 * what does not depend on the type of samples.
 *
 * A file that includes this has defined:
 *
 *   av1_sample			type of samples
 *   AV1_FG_STEP		how many are made at a time
 *   struct av1_fg_row		what is the same for all samples of a row
 *   av1_fg_init_row()		fills it in
 *   av1_fg_luma_step()		makes AV1_FG_STEP samples of luma
 *   av1_fg_chroma_step()	the same of chroma
 */
#ifndef _AV1_FG_TMPL_H_
#define _AV1_FG_TMPL_H_

/* What is left of a row is worked on in a copy, as nothing right of it may be touched. */
static __always_inline void av1_fg_luma_row(av1_sample *d, const av1_sample *s, const s16 *noise,
					    int w, const struct av1_fg_blend *blend, int bd_max)
{
	av1_sample samples[AV1_FG_STEP] = {};
	s16 noise_copy[AV1_FG_STEP] = {};
	struct av1_fg_row r;

	av1_fg_init_row(&r, blend, bd_max);
	for (; w >= AV1_FG_STEP; w -= AV1_FG_STEP) {
		av1_fg_luma_step(d, s, noise, &r);
		d += AV1_FG_STEP;
		s += AV1_FG_STEP;
		noise += AV1_FG_STEP;
	}
	if (!w)
		return;
	memcpy(samples, s, w * sizeof(*s));
	memcpy(noise_copy, noise, w * sizeof(*noise));
	av1_fg_luma_step(samples, samples, noise_copy, &r);
	memcpy(d, samples, w * sizeof(*d));
}

/* @w is that of luma. */
static __always_inline void av1_fg_chroma_row(av1_sample *d, const av1_sample *s,
					      const av1_sample *luma, const s16 *noise, int w,
					      const struct av1_fg_blend *blend, bool from_luma,
					      bool sub_x, int bd_max)
{
	const int step = AV1_FG_STEP << sub_x;
	av1_sample samples[AV1_FG_STEP] = {}, luma_copy[2 * AV1_FG_STEP] = {};
	s16 noise_copy[AV1_FG_STEP] = {};
	struct av1_fg_row r;
	int rest;

	av1_fg_init_row(&r, blend, bd_max);
	for (; w >= step; w -= step, d += AV1_FG_STEP, s += AV1_FG_STEP) {
		av1_fg_chroma_step(d, s, luma, noise, from_luma, sub_x, &r);
		luma += step;
		noise += AV1_FG_STEP;
	}
	if (!w)
		return;
	rest = (w + sub_x) >> sub_x;
	memcpy(samples, s, rest * sizeof(*s));
	memcpy(noise_copy, noise, rest * sizeof(*noise));
	memcpy(luma_copy, luma, w * sizeof(*luma));
	/* The last sample of an odd width stands for the one right of it, too. */
	if (sub_x && w & 1)
		luma_copy[w] = luma_copy[w - 1];
	av1_fg_chroma_step(samples, samples, luma_copy, noise_copy, from_luma, sub_x, &r);
	memcpy(d, samples, rest * sizeof(*d));
}

#define AV1_FG_CHROMA(name, bpc, from_luma, sub_x)						\
static void av1_fg_##name##_neon_##bpc(void *dst, const void *src, const void *luma,		\
				       const s16 *noise, int w,					\
				       const struct av1_fg_blend *blend, int bd_max)		\
{												\
	av1_fg_chroma_row(dst, src, luma, noise, w, blend, from_luma, sub_x, bd_max);		\
}

#define AV1_FG_ALL(bpc)										\
static void av1_fg_luma_neon_##bpc(void *dst, const void *src, const s16 *noise, int w,		\
				   const struct av1_fg_blend *blend, int bd_max)		\
{												\
	av1_fg_luma_row(dst, src, noise, w, blend, bd_max);					\
}												\
												\
AV1_FG_CHROMA(chroma, bpc, false, false)							\
AV1_FG_CHROMA(chroma_sub_x, bpc, false, true)							\
AV1_FG_CHROMA(chroma_from_luma, bpc, true, false)						\
AV1_FG_CHROMA(chroma_from_luma_sub_x, bpc, true, true)						\
												\
const struct av1_fg_dsp av1_fg_neon_##bpc = {							\
	.luma = av1_fg_luma_neon_##bpc,								\
	.chroma = { av1_fg_chroma_neon_##bpc, av1_fg_chroma_sub_x_neon_##bpc },			\
	.chroma_from_luma = {									\
		av1_fg_chroma_from_luma_neon_##bpc,						\
		av1_fg_chroma_from_luma_sub_x_neon_##bpc,					\
	},											\
}

#endif /* _AV1_FG_TMPL_H_ */
