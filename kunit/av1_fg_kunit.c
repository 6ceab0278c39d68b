// SPDX-License-Identifier: GPL-2.0
/*
 * AV1's film grain against a transcription of clause 7.18.3 of the AV1 specification,
 * which makes whole pictures: what the output stage packs, and its parts. The
 * gaussian sequence is the generated table.
 */
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "av1/av1_fg.h"
#include "av1/av1_fg_tables.h"
#include "av1/av1_pic.h"
#include "av1_dsp_kunit.h"
#include "av1_fg_kunit.h"
#include "dae_output.h"

/*
 * The reference. Names are those of the specification; parameters are those of struct
 * av1_film_grain, where offsets are gone.
 */

#define AV1_REF_STRIPE_ROWS	34

/**
 * struct av1_fg_ref - state of the reference
 * @p: parameters
 * @bit_depth: BitDepth
 * @num_planes: NumPlanes
 * @sub_x: subX
 * @sub_y: subY
 * @w: width of the picture
 * @h: height of the picture
 * @random_register: RandomRegister
 * @grain_center: GrainCenter
 * @grain_min: GrainMin
 * @grain_max: GrainMax
 * @grain: LumaGrain, CbGrain, CrGrain
 * @scaling_lut: ScalingLut
 * @stride: samples in a row of the arrays below
 * @stripe: noiseStripe: [lumaNum][plane][34][@stride]
 * @image: noiseImage: [plane][@h][@stride]
 * @out: OutY, OutU, OutV: [plane][@h][@stride]
 */
struct av1_fg_ref {
	struct av1_film_grain p;
	int bit_depth;
	int num_planes;
	int sub_x;
	int sub_y;
	int w;
	int h;
	u16 random_register;
	int grain_center;
	int grain_min;
	int grain_max;
	int grain[3][73][82];
	int scaling_lut[3][256];
	size_t stride;
	s16 *stripe;
	s16 *image[3];
	u16 *out[3];
};

static int av1_ref_round2(int x, int n)
{
	return n ? (x + (1 << (n - 1))) >> n : x;
}

/* 7.18.3.2 */
static int av1_ref_random(struct av1_fg_ref *ref, int bits)
{
	unsigned int r = ref->random_register, bit;

	bit = ((r >> 0) ^ (r >> 1) ^ (r >> 3) ^ (r >> 12)) & 1;
	r = (r >> 1) | (bit << 15);
	ref->random_register = r;
	return (r >> (16 - bits)) & ((1 << bits) - 1);
}

static bool av1_ref_has_noise(const struct av1_fg_ref *ref, int plane)
{
	if (!plane)
		return ref->p.num_y > 0;
	return ref->p.num_uv[plane - 1] > 0 || ref->p.from_luma;
}

static void av1_ref_white_noise(struct av1_fg_ref *ref, int plane, int w, int h)
{
	const int shift = 12 - ref->bit_depth + ref->p.grain_scale_shift;
	int x, y, g;

	for (y = 0; y < h; y++) {
		for (x = 0; x < w; x++) {
			if (av1_ref_has_noise(ref, plane))
				g = av1_gaussian_sequence[av1_ref_random(ref, 11)];
			else
				g = 0;
			ref->grain[plane][y][x] = av1_ref_round2(g, shift);
		}
	}
}

/* What luma has at a sample of chroma's grain */
static int av1_ref_luma_grain(const struct av1_fg_ref *ref, int x, int y)
{
	const int luma_x = ((x - 3) << ref->sub_x) + 3, luma_y = ((y - 3) << ref->sub_y) + 3;
	int luma = 0, i, j;

	for (i = 0; i <= ref->sub_y; i++)
		for (j = 0; j <= ref->sub_x; j++)
			luma += ref->grain[0][luma_y + i][luma_x + j];
	return av1_ref_round2(luma, ref->sub_x + ref->sub_y);
}

static int av1_ref_filter(const struct av1_fg_ref *ref, int plane, int x, int y)
{
	const s8 *coefs = plane ? ref->p.ar_uv[plane - 1] : ref->p.ar_y;
	const int lag = ref->p.ar_lag;
	int row, col, s = 0, pos = 0;

	for (row = -lag; row <= 0; row++) {
		for (col = -lag; col <= lag; col++) {
			if (!row && !col)
				break;
			s += ref->grain[plane][y + row][x + col] * coefs[pos];
			pos++;
		}
	}
	if (plane && ref->p.num_y > 0)
		s += av1_ref_luma_grain(ref, x, y) * coefs[pos];
	return av1_ref_round2(s, ref->p.ar_shift);
}

/* 7.18.3.3 */
static void av1_ref_generate_grain(struct av1_fg_ref *ref, int plane)
{
	static const u16 seeds[3] = { 0, 0xb524, 0x49d8 };
	const int w = plane && ref->sub_x ? 44 : 82, h = plane && ref->sub_y ? 38 : 73;
	int x, y;

	ref->random_register = ref->p.seed ^ seeds[plane];
	av1_ref_white_noise(ref, plane, w, h);
	for (y = 3; y < h; y++)
		for (x = 3; x < w - 3; x++)
			ref->grain[plane][y][x] =
				clamp(ref->grain[plane][y][x] + av1_ref_filter(ref, plane, x, y),
				      ref->grain_min, ref->grain_max);
}

/* 7.18.3.4 */
static void av1_ref_init_scaling(struct av1_fg_ref *ref, int plane)
{
	const bool y_points = !plane || ref->p.from_luma;
	const int num = y_points ? ref->p.num_y : ref->p.num_uv[plane - 1];
	const u8 (*points)[2] = y_points ? ref->p.y : ref->p.uv[plane - 1];
	int *lut = ref->scaling_lut[plane];
	int x, i, delta_x, delta_y, delta;

	for (x = 0; x < 256; x++)
		lut[x] = 0;
	if (!num)
		return;
	for (x = 0; x < points[0][0]; x++)
		lut[x] = points[0][1];
	for (i = 0; i < num - 1; i++) {
		delta_y = points[i + 1][1] - points[i][1];
		delta_x = points[i + 1][0] - points[i][0];
		delta = delta_y * ((65536 + (delta_x >> 1)) / delta_x);
		for (x = 0; x < delta_x; x++)
			lut[points[i][0] + x] = points[i][1] + ((x * delta + 32768) >> 16);
	}
	for (x = points[num - 1][0]; x < 256; x++)
		lut[x] = points[num - 1][1];
}

static int av1_ref_scale_lut(const struct av1_fg_ref *ref, int plane, int index)
{
	const int shift = ref->bit_depth - 8, x = index >> shift, rem = index - (x << shift);
	int start, end;

	if (ref->bit_depth == 8 || x == 255)
		return ref->scaling_lut[plane][x];
	start = ref->scaling_lut[plane][x];
	end = ref->scaling_lut[plane][x + 1];
	return start + av1_ref_round2((end - start) * rem, shift);
}

static s16 *av1_ref_stripe(const struct av1_fg_ref *ref, int luma_num, int plane, int i)
{
	return ref->stripe + ((luma_num * 3 + plane) * AV1_REF_STRIPE_ROWS + i) * ref->stride;
}

static int av1_ref_mix(const struct av1_fg_ref *ref, int old, int g, int i, bool sub)
{
	if (sub)
		g = old * 23 + g * 22;
	else if (i == 0)
		g = old * 27 + g * 17;
	else
		g = old * 17 + g * 27;
	return clamp(av1_ref_round2(g, 5), ref->grain_min, ref->grain_max);
}

/* A block of noiseStripe; @x is in pairs of luma samples. */
static void av1_ref_stripe_block(struct av1_fg_ref *ref, int luma_num, int plane, int x, int rand)
{
	const int sub_x = plane ? ref->sub_x : 0, sub_y = plane ? ref->sub_y : 0;
	const int offset_x = rand >> 4, offset_y = rand & 15;
	const int plane_x = sub_x ? 6 + offset_x : 9 + offset_x * 2;
	const int plane_y = sub_y ? 6 + offset_y : 9 + offset_y * 2;
	int i, j, g;

	for (i = 0; i < 34 >> sub_y; i++) {
		s16 *row = av1_ref_stripe(ref, luma_num, plane, i);

		for (j = 0; j < 34 >> sub_x; j++) {
			s16 *to = &row[sub_x ? x + j : x * 2 + j];

			g = ref->grain[plane][plane_y + i][plane_x + j];
			if (j < (sub_x ? 1 : 2) && ref->p.overlap && x > 0)
				g = av1_ref_mix(ref, *to, g, j, sub_x);
			*to = g;
		}
	}
}

static void av1_ref_noise_stripes(struct av1_fg_ref *ref)
{
	int luma_num = 0, x, y, rand, plane;

	for (y = 0; y < (ref->h + 1) / 2; y += 16) {
		ref->random_register = ref->p.seed;
		ref->random_register ^= ((luma_num * 37 + 178) & 255) << 8;
		ref->random_register ^= ((luma_num * 173 + 105) & 255);
		for (x = 0; x < (ref->w + 1) / 2; x += 16) {
			rand = av1_ref_random(ref, 8);
			for (plane = 0; plane < ref->num_planes; plane++)
				av1_ref_stripe_block(ref, luma_num, plane, x, rand);
		}
		luma_num++;
	}
}

static void av1_ref_noise_image(struct av1_fg_ref *ref, int plane)
{
	const int sub_x = plane ? ref->sub_x : 0, sub_y = plane ? ref->sub_y : 0;
	int x, y, g, i, luma_num;

	for (y = 0; y < (ref->h + sub_y) >> sub_y; y++) {
		luma_num = y >> (5 - sub_y);
		i = y - (luma_num << (5 - sub_y));
		for (x = 0; x < (ref->w + sub_x) >> sub_x; x++) {
			g = av1_ref_stripe(ref, luma_num, plane, i)[x];
			if (i < (sub_y ? 1 : 2) && luma_num > 0 && ref->p.overlap)
				g = av1_ref_mix(ref, av1_ref_stripe(ref, luma_num - 1, plane,
								    i + (sub_y ? 16 : 32))[x],
						g, i, sub_y);
			ref->image[plane][y * ref->stride + x] = g;
		}
	}
}

static int av1_ref_add(const struct av1_fg_ref *ref, int plane, int orig, int index, int noise)
{
	const int one = 1 << (ref->bit_depth - 8);
	int min_value = 0, max_value = 256 * one - 1;

	if (ref->p.clip) {
		min_value = 16 * one;
		max_value = (plane ? 240 : 235) * one;
	}
	noise = av1_ref_round2(av1_ref_scale_lut(ref, plane, index) * noise,
			       ref->p.scaling_shift);
	return clamp(orig + noise, min_value, max_value);
}

/* merged, of a sample of chroma whose value is @orig */
static int av1_ref_merged(const struct av1_fg_ref *ref, int plane, int x, int y, int orig)
{
	const u16 *luma = ref->out[0] + (y << ref->sub_y) * ref->stride;
	const int luma_x = x << ref->sub_x, luma_next_x = min(luma_x + 1, ref->w - 1);
	int average, combined;

	if (ref->sub_x)
		average = av1_ref_round2(luma[luma_x] + luma[luma_next_x], 1);
	else
		average = luma[luma_x];
	if (ref->p.from_luma)
		return average;
	combined = average * ref->p.luma_mult[plane - 1] + orig * ref->p.mult[plane - 1];
	return clamp((combined >> 6) + ref->p.offset[plane - 1] * (1 << (ref->bit_depth - 8)),
		     0, (1 << ref->bit_depth) - 1);
}

static void av1_ref_add_plane(struct av1_fg_ref *ref, int plane)
{
	const int sub_x = plane ? ref->sub_x : 0, sub_y = plane ? ref->sub_y : 0;
	int x, y, index;

	if (!av1_ref_has_noise(ref, plane))
		return;
	for (y = 0; y < (ref->h + sub_y) >> sub_y; y++) {
		for (x = 0; x < (ref->w + sub_x) >> sub_x; x++) {
			const size_t at = y * ref->stride + x;
			u16 *out = &ref->out[plane][at];

			index = plane ? av1_ref_merged(ref, plane, x, y, *out) : *out;
			*out = av1_ref_add(ref, plane, *out, index, ref->image[plane][at]);
		}
	}
}

/* 7.18.3.1; chroma needs luma as it was, so it comes first. */
static void av1_ref_synthesize(struct av1_fg_ref *ref)
{
	int plane;

	ref->grain_center = 128 << (ref->bit_depth - 8);
	ref->grain_min = -ref->grain_center;
	ref->grain_max = (256 << (ref->bit_depth - 8)) - 1 - ref->grain_center;
	for (plane = 0; plane < ref->num_planes; plane++) {
		av1_ref_generate_grain(ref, plane);
		av1_ref_init_scaling(ref, plane);
	}
	av1_ref_noise_stripes(ref);
	for (plane = 0; plane < ref->num_planes; plane++)
		av1_ref_noise_image(ref, plane);
	for (plane = ref->num_planes - 1; plane >= 0; plane--)
		av1_ref_add_plane(ref, plane);
}

/**
 * struct av1_fg_test - a picture that goes through the output stage
 * @ref: reference
 * @pic: frame context, as far as the output stage needs it
 * @frame: the picture
 * @mem: its memory
 * @before: copy of it
 * @bytes: size of each
 * @fmt: format of the client's buffer
 * @out: client's buffer
 * @out_mem: its memory
 */
struct av1_fg_test {
	struct av1_fg_ref ref;
	struct av1_pic pic;
	struct dae_frame frame;
	void *mem;
	void *before;
	size_t bytes;
	struct dae_output_format fmt;
	struct dae_output out;
	void *out_mem;
};

static int av1_fg_test_init(struct kunit *test)
{
	struct av1_fg_test *t = vzalloc(sizeof(*t));

	test->priv = t;
	if (!t)
		return -ENOMEM;
	t->pic.grain = vmalloc(AV1_GRAIN_BYTES);
	if (!t->pic.grain)
		return -ENOMEM;
	return 0;
}

static void av1_fg_free_picture(struct av1_fg_test *t)
{
	int i;

	vfree(t->mem);
	vfree(t->before);
	vfree(t->out_mem);
	vfree(t->ref.stripe);
	t->mem = NULL;
	t->before = NULL;
	t->out_mem = NULL;
	t->ref.stripe = NULL;
	for (i = 0; i < 3; i++) {
		vfree(t->ref.image[i]);
		vfree(t->ref.out[i]);
		t->ref.image[i] = NULL;
		t->ref.out[i] = NULL;
	}
}

static void av1_fg_test_exit(struct kunit *test)
{
	struct av1_fg_test *t = test->priv;

	if (!t)
		return;
	av1_fg_free_picture(t);
	vfree(t->pic.grain);
	vfree(t);
}

static void *av1_fg_alloc(struct kunit *test, size_t bytes)
{
	void *mem = vzalloc(bytes);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	return mem;
}

static int av1_fg_range(u32 *seed, int low, int high)
{
	return low + dae_rnd(seed) % (high - low + 1);
}

/* Points with rising values, some of them next to each other. */
static int av1_fg_random_points(u32 *seed, u8 (*points)[2], int max)
{
	const int num = av1_fg_range(seed, 0, max);
	int value = av1_fg_range(seed, 0, 1) ? 0 : av1_fg_range(seed, 0, 64), i;

	for (i = 0; i < num && value < 256; i++) {
		points[i][0] = value;
		points[i][1] = av1_fg_range(seed, 0, 255);
		value += av1_fg_range(seed, 1, av1_fg_range(seed, 0, 1) ? 2 : 512 / max);
	}
	return i;
}

/* Coefficients of any value, or small enough for noise that does not reach its limits */
static void av1_fg_random_coefs(u32 *seed, s8 *coefs, int num)
{
	const int limit = av1_fg_range(seed, 0, 1) ? 128 : 12;
	int i;

	for (i = 0; i < num; i++)
		coefs[i] = av1_fg_range(seed, -limit, limit - 1);
}

void av1_fg_random_params(u32 *seed, struct av1_film_grain *p, int num_planes)
{
	int i;

	*p = (struct av1_film_grain){
		.apply = true,
		.seed = dae_rnd(seed),
		.from_luma = num_planes > 1 && !av1_fg_range(seed, 0, 3),
		.scaling_shift = av1_fg_range(seed, 8, 11),
		.ar_lag = av1_fg_range(seed, 0, 3),
		.ar_shift = av1_fg_range(seed, 6, 9),
		.grain_scale_shift = av1_fg_range(seed, 0, 3),
		.overlap = av1_fg_range(seed, 0, 1),
		.clip = av1_fg_range(seed, 0, 1),
	};
	p->num_y = av1_fg_random_points(seed, p->y, AV1_GRAIN_POINTS_Y);
	av1_fg_random_coefs(seed, p->ar_y, ARRAY_SIZE(p->ar_y));
	for (i = 0; i < 2; i++) {
		av1_fg_random_coefs(seed, p->ar_uv[i], ARRAY_SIZE(p->ar_uv[i]));
		p->mult[i] = av1_fg_range(seed, -128, 127);
		p->luma_mult[i] = av1_fg_range(seed, -128, 127);
		p->offset[i] = av1_fg_range(seed, -256, 255);
		if (num_planes > 1 && !p->from_luma)
			p->num_uv[i] = av1_fg_random_points(seed, p->uv[i], AV1_GRAIN_POINTS_UV);
	}
}

/* A sample: any, or one in the middle, where neither it nor the noise is clipped */
static int av1_fg_random_sample(u32 *seed, bool smooth, int depth)
{
	const int mid = 1 << (depth - 1);

	return smooth ? mid + av1_fg_range(seed, -mid / 4, mid / 4) : dae_rnd(seed) % (2 * mid);
}

static int av1_fg_get(const void *row, u32 x, int depth)
{
	return depth == 8 ? ((const u8 *)row)[x] : ((const u16 *)row)[x];
}

/* A picture that is the same in the frame and in the reference */
static void av1_fg_fill(struct av1_fg_test *t, u32 *seed)
{
	const int depth = t->frame.fmt.bit_depth;
	const bool smooth = av1_fg_range(seed, 0, 1);
	u32 i, x, y;

	for (i = 0; i < t->frame.num_planes; i++) {
		const struct dae_plane *plane = &t->frame.plane[i];

		for (y = 0; y < plane->height; y++) {
			void *row = plane->data + y * plane->stride_bytes;

			for (x = 0; x < plane->width; x++) {
				const int value = av1_fg_random_sample(seed, smooth, depth);

				if (depth == 8)
					((u8 *)row)[x] = value;
				else
					((u16 *)row)[x] = value;
				t->ref.out[i][y * t->ref.stride + x] = value;
			}
		}
	}
	memcpy(t->before, t->mem, t->bytes);
}

static void av1_fg_make_ref(struct kunit *test, u32 width, u32 height)
{
	struct av1_fg_test *t = test->priv;
	const struct av1_params *params = &t->pic.params;
	struct av1_fg_ref *ref = &t->ref;
	int i;

	ref->p = params->grain;
	ref->bit_depth = params->fmt.bit_depth;
	ref->num_planes = params->seq.num_planes;
	ref->sub_x = params->seq.sub_x;
	ref->sub_y = params->seq.sub_y;
	ref->w = width;
	ref->h = height;
	/* Stripes have some samples more. */
	ref->stride = ALIGN(width, 32) + 2;
	ref->stripe = av1_fg_alloc(test, DIV_ROUND_UP(height, 32) * 3 * AV1_REF_STRIPE_ROWS *
					 ref->stride * sizeof(s16));
	for (i = 0; i < ref->num_planes; i++) {
		ref->image[i] = av1_fg_alloc(test, height * ref->stride * sizeof(s16));
		ref->out[i] = av1_fg_alloc(test, height * ref->stride * sizeof(u16));
	}
}

static void av1_fg_make_out(struct kunit *test, u32 width, u32 height)
{
	struct av1_fg_test *t = test->priv;
	const struct dae_frame_format *fmt = &t->pic.params.fmt;
	u32 bytes[2];
	int i;

	t->fmt = (struct dae_output_format){
		.bit_depth = fmt->bit_depth,
		.chroma = fmt->chroma == DAE_CHROMA_400 ? DAE_CHROMA_420 : fmt->chroma,
	};
	dae_output_init(&t->out, &t->fmt, width, height,
			ALIGN(dae_output_row_bytes(&t->fmt, 0, width), 64));
	for (i = 0; i < 2; i++)
		bytes[i] = t->out.stride_bytes[i] * dae_output_num_rows(&t->fmt, i, height);
	t->out_mem = av1_fg_alloc(test, bytes[0] + bytes[1]);
	t->out.plane[0] = t->out_mem;
	t->out.plane[1] = t->out_mem + bytes[0];
	memset(t->out_mem, 0x5a, bytes[0] + bytes[1]);
}

static void av1_fg_make_pic(struct kunit *test, bool sb128)
{
	struct av1_fg_test *t = test->priv;
	struct av1_pic *pic = &t->pic;
	const struct av1_params *params = &pic->params;

	pic->dsp = *av1_dsp_of(test);
	memset(pic->grain, 0xa5, AV1_GRAIN_BYTES);
	pic->frame = &t->frame;
	pic->out = &t->out;
	pic->mi_rows = 2 * DIV_ROUND_UP(params->fmt.height, 8);
	pic->sb_mi = sb128 ? 32 : 16;
	pic->sb_rows = DIV_ROUND_UP(pic->mi_rows, pic->sb_mi);
	pic->num_planes = params->seq.num_planes;
	pic->sub_x = params->seq.sub_x;
	pic->sub_y = params->seq.sub_y;
	pic->bit_depth = params->fmt.bit_depth;
	pic->hbd = pic->bit_depth > 8;
	pic->bd_max = dae_bd_max(pic->bit_depth);
}

/* A random picture and random grain. */
static void av1_fg_make(struct kunit *test, enum dae_chroma chroma, u32 width, u32 height,
			u32 *seed)
{
	struct av1_fg_test *t = test->priv;
	struct av1_params *params = &t->pic.params;
	const struct dae_frame_format fmt = {
		.width = width, .height = height, .bit_depth = dae_depth_of(test),
		.block = 8, .chroma = chroma,
	};

	av1_fg_free_picture(t);
	params->fmt = fmt;
	params->seq.num_planes = chroma == DAE_CHROMA_400 ? 1 : 3;
	params->seq.sub_x = chroma != DAE_CHROMA_444;
	params->seq.sub_y = chroma == DAE_CHROMA_400 || chroma == DAE_CHROMA_420;
	av1_fg_random_params(seed, &params->grain, params->seq.num_planes);
	t->bytes = dae_frame_bytes(&fmt, 0);
	t->mem = av1_fg_alloc(test, t->bytes);
	t->before = av1_fg_alloc(test, t->bytes);
	dae_frame_init(&t->frame, &fmt, 0, t->mem);
	av1_fg_make_ref(test, width, height);
	av1_fg_make_out(test, width, height);
	av1_fg_make_pic(test, av1_fg_range(seed, 0, 1));
	av1_fg_fill(t, seed);
}

/* What the client's buffer has of the picture. */
static int av1_fg_out(const struct av1_fg_test *t, int plane, u32 x, u32 y)
{
	const void *row = t->out.plane[!!plane] + (size_t)y * t->out.stride_bytes[!!plane];

	return av1_fg_get(row, plane ? 2 * x + plane - 1 : x, t->fmt.bit_depth);
}

static bool av1_fg_check_out(struct kunit *test, u32 i)
{
	const struct av1_fg_test *t = test->priv;
	u32 plane, x, y;

	for (plane = 0; plane < t->frame.num_planes; plane++) {
		const struct dae_plane *p = &t->frame.plane[plane];

		for (y = 0; y < p->height; y++) {
			for (x = 0; x < p->width; x++) {
				const int want = t->ref.out[plane][y * t->ref.stride + x];
				const int got = av1_fg_out(t, plane, x, y);

				if (got == want)
					continue;
				KUNIT_FAIL(test, "%u: %ux%u, chroma %d: plane %u (%u, %u): %d, %d",
					   i, t->ref.w, t->ref.h, t->frame.fmt.chroma, plane, x, y,
					   got, want);
				return false;
			}
		}
	}
	return true;
}

/* Run the stage; true if the picture is as it should be. */
static bool av1_fg_run(struct kunit *test, u32 i)
{
	struct av1_fg_test *t = test->priv;
	unsigned int row;

	for (row = 0; row < t->pic.sb_rows; row++)
		av1_output_row(&t->pic, row);
	if (t->pic.params.grain.apply)
		av1_ref_synthesize(&t->ref);
	KUNIT_EXPECT_MEMEQ(test, t->mem, t->before, t->bytes);
	return av1_fg_check_out(test, i);
}

DAE_DSP_TEST(av1_fg_test_pictures)
{
	static const struct { u32 width, height; } sizes[] = {
		{ 1, 1 }, { 2, 3 }, { 16, 16 }, { 31, 33 }, { 33, 31 }, { 34, 66 }, { 64, 64 },
		{ 65, 97 }, { 63, 130 }, { 95, 57 }, { 130, 71 }, { 161, 129 }, { 98, 258 },
	};
	u32 i, seed = 1;

	for (i = 0; ; i++) {
		u32 n = i;
		const int size = dae_pick(&n, ARRAY_SIZE(sizes));
		const enum dae_chroma chroma = dae_pick(&n, DAE_CHROMA_444 + 1);

		if (dae_pick(&n, 8), n)
			return;
		av1_fg_make(test, chroma, sizes[size].width, sizes[size].height, &seed);
		if (!av1_fg_run(test, i))
			return;
	}
}

/* Strips become lower the wider a picture is. */
DAE_DSP_TEST(av1_fg_test_wide)
{
	static const struct { u32 width, height; } sizes[] = {
		{ 1024, 67 }, { 1921, 42 }, { 5001, 35 }, { 16384, 5 }, { 16383, 34 },
	};
	u32 i, seed = 2;

	for (i = 0; ; i++) {
		u32 n = i;
		const int size = dae_pick(&n, ARRAY_SIZE(sizes));
		const enum dae_chroma chroma = dae_pick(&n, DAE_CHROMA_444 + 1);

		if (n)
			return;
		av1_fg_make(test, chroma, sizes[size].width, sizes[size].height, &seed);
		if (!av1_fg_run(test, i))
			return;
	}
}

/* Without grain, or without a buffer, nothing is added. */
DAE_DSP_TEST(av1_fg_test_none)
{
	struct av1_fg_test *t = test->priv;
	u32 seed = 3;

	av1_fg_make(test, DAE_CHROMA_420, 97, 131, &seed);
	t->pic.params.grain.apply = false;
	av1_fg_run(test, 0);
	av1_fg_make(test, DAE_CHROMA_420, 97, 131, &seed);
	t->pic.out = NULL;
	av1_output_row(&t->pic, 0);
	KUNIT_EXPECT_MEMEQ(test, t->mem, t->before, t->bytes);
	KUNIT_EXPECT_EQ(test, *(u8 *)t->out_mem, 0x5a);
}

static bool av1_fg_check_grain(struct kunit *test, const struct av1_fg *fg, int plane)
{
	const struct av1_fg_ref *ref = &((struct av1_fg_test *)test->priv)->ref;
	const int w = plane && ref->sub_x ? 44 : 82, h = plane && ref->sub_y ? 38 : 73;
	int x, y;

	for (y = 0; y < h; y++) {
		for (x = 0; x < w; x++) {
			if (fg->grain[plane][y][x] == ref->grain[plane][y][x])
				continue;
			KUNIT_FAIL(test, "grain of plane %d (%d, %d) is %d, should be %d", plane, x,
				   y, fg->grain[plane][y][x], ref->grain[plane][y][x]);
			return false;
		}
	}
	return true;
}

static bool av1_fg_check_scaling(struct kunit *test, const struct av1_fg *fg, int plane)
{
	const struct av1_fg_ref *ref = &((struct av1_fg_test *)test->priv)->ref;
	int x;

	for (x = 0; x < 1 << ref->bit_depth; x++) {
		if (fg->blend[plane].scaling[x] == av1_ref_scale_lut(ref, plane, x))
			continue;
		KUNIT_FAIL(test, "scaling of plane %d at %d is %d, should be %d", plane, x,
			   fg->blend[plane].scaling[x], av1_ref_scale_lut(ref, plane, x));
		return false;
	}
	return true;
}

/* Rows of noise from the last one to the first */
static bool av1_fg_check_noise(struct kunit *test, struct av1_fg *fg, int plane)
{
	const struct av1_fg_test *t = test->priv;
	const struct dae_plane *p = &t->frame.plane[plane];
	const s16 *noise, *want;
	u32 x, y;

	for (y = p->height; y-- > 0; ) {
		noise = av1_fg_noise(fg, &t->pic.dsp.fg, plane, y, p->width);
		want = t->ref.image[plane] + y * t->ref.stride;
		for (x = 0; x < p->width; x++) {
			if (noise[x] == want[x])
				continue;
			KUNIT_FAIL(test, "noise of plane %d (%u, %u) is %d, should be %d", plane, x,
				   y, noise[x], want[x]);
			return false;
		}
	}
	return true;
}

/* All of the grain and of the scaling, and noise in any order of rows. */
DAE_DSP_TEST(av1_fg_test_parts)
{
	struct av1_fg_test *t = test->priv;
	struct av1_fg *fg = av1_fg_alloc(test, sizeof(*fg));
	u32 i, plane, seed = 4;
	bool good = true;

	for (i = 0; i < 200 && good; i++) {
		av1_fg_make(test, i % (DAE_CHROMA_444 + 1), 100, 70, &seed);
		memset(fg, 0x5a, sizeof(*fg));
		av1_fg_prepare(fg, &t->pic.dsp.fg, &t->pic.params);
		av1_ref_synthesize(&t->ref);
		for (plane = 0; plane < 3 && good; plane++) {
			const bool noisy = plane < t->frame.num_planes &&
					   av1_ref_has_noise(&t->ref, plane);

			KUNIT_EXPECT_EQ(test, fg->noisy[plane], noisy);
			good = !noisy || (av1_fg_check_grain(test, fg, plane) &&
					  av1_fg_check_scaling(test, fg, plane) &&
					  av1_fg_check_noise(test, fg, plane));
		}
	}
	vfree(fg);
}

static struct kunit_case av1_fg_test_cases[] = {
	KUNIT_CASE_PARAM(av1_fg_test_parts, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_fg_test_pictures, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_fg_test_wide, av1_dsp_gen_params),
	KUNIT_CASE_PARAM(av1_fg_test_none, av1_dsp_gen_params),
	{}
};

static struct kunit_suite av1_fg_test_suite = {
	.name = "av1_fg",
	.init = av1_fg_test_init,
	.exit = av1_fg_test_exit,
	.test_cases = av1_fg_test_cases,
};

kunit_test_suite(av1_fg_test_suite);
