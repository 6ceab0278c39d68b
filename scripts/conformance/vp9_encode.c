// SPDX-License-Identifier: GPL-2.0
/*
 * VP9 streams that vpxenc does not make: frames of another size without a key frame,
 * other flags for each frame, and spatial layers.
 *
 *   vp9_encode OUT.ivf [NAME=VALUE...] FRAMES...
 *
 * NAME is one of vp9_encode_names[].  FRAMES is WIDTHxHEIGHT[*COUNT][:LETTERS],
 * the largest first; letters, for each of them:
 *
 *   L G A   do not refer to the last, golden or altref frame
 *   l g a   do not update it
 *   E       do not update the probabilities
 *   R       error resilient, I: not so any more
 *   K       key frame
 *   S       layers: the base one is intra-only
 *   X       leave it out of the stream: for one that no other needs, a first key frame
 *           before another, or one that updates nothing.  The encoder takes no frame
 *           larger than the first, nor one less than half as large as the last, without
 *           making it a key frame.
 *
 * The picture is made here and shows the same at all sizes.  Layers are written as
 * frames of their own, so that decoders show all of them.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vpx/vp8cx.h>
#include <vpx/vpx_encoder.h>

enum { CPU, BITRATE, MIN_Q, MAX_Q, LAYERS, TILES, AQ, NOISE, PARALLEL, SCREEN, NUM_OPTIONS };

static const char *const vp9_encode_names[NUM_OPTIONS] = {
	[CPU] = "cpu", [BITRATE] = "bitrate", [MIN_Q] = "min-q", [MAX_Q] = "max-q",
	[LAYERS] = "layers", [TILES] = "tiles", [AQ] = "aq", [NOISE] = "noise",
	[PARALLEL] = "parallel", [SCREEN] = "screen",
};

struct vp9_encode {
	vpx_codec_ctx_t codec;
	vpx_codec_enc_cfg_t cfg;
	int option[NUM_OPTIONS];
	FILE *out;
	uint32_t frames;
	uint32_t packets;
	uint32_t noise;
};

static void die(const char *what)
{
	fprintf(stderr, "vp9_encode: %s\n", what);
	exit(1);
}

static void check(struct vp9_encode *e, vpx_codec_err_t err, const char *what)
{
	const char *detail;

	if (!err)
		return;
	detail = vpx_codec_error_detail(&e->codec);
	fprintf(stderr, "vp9_encode: %s: %s (%s)\n", what, vpx_codec_err_to_string(err),
		detail ? detail : "");
	exit(1);
}

static void put32(uint8_t *at, uint32_t v)
{
	at[0] = v;
	at[1] = v >> 8;
	at[2] = v >> 16;
	at[3] = v >> 24;
}

static void write_header(struct vp9_encode *e)
{
	uint8_t head[32] = "DKIF\0\0\x20\0VP90";

	put32(head + 12, e->cfg.g_w | e->cfg.g_h << 16);
	put32(head + 16, 25);
	put32(head + 20, 1);
	put32(head + 24, e->packets);
	rewind(e->out);
	fwrite(head, 1, sizeof(head), e->out);
}

static void write_frame(struct vp9_encode *e, const uint8_t *data, size_t bytes)
{
	uint8_t head[12] = {};

	put32(head, bytes);
	put32(head + 4, e->packets++);
	fwrite(head, 1, sizeof(head), e->out);
	fwrite(data, 1, bytes, e->out);
}

/* Annex B: the last byte says how many frames there are, and how their sizes are coded. */
static void write_superframe(struct vp9_encode *e, const uint8_t *data, size_t bytes)
{
	const uint8_t marker = data[bytes - 1];
	const unsigned int frames = (marker & 7) + 1, size_bytes = (marker >> 3 & 3) + 1;
	const uint8_t *size = data + bytes - 1 - frames * size_bytes;
	unsigned int i, j;

	if ((marker & 0xe0) != 0xc0) {
		write_frame(e, data, bytes);
		return;
	}
	for (i = 0; i < frames; i++) {
		size_t n = 0;

		for (j = 0; j < size_bytes; j++)
			n |= (size_t)*size++ << 8 * j;
		write_frame(e, data, n);
		data += n;
	}
}

static void take_packets(struct vp9_encode *e, bool write)
{
	vpx_codec_iter_t iter = NULL;
	const vpx_codec_cx_pkt_t *packet;

	while ((packet = vpx_codec_get_cx_data(&e->codec, &iter)))
		if (write && packet->kind == VPX_CODEC_CX_FRAME_PKT)
			write_superframe(e, packet->data.frame.buf, packet->data.frame.sz);
}

/* A sample of something that moves; positions in 1/1024 of the picture's width. */
static int sample(struct vp9_encode *e, unsigned int plane, int x, int y)
{
	const int t = e->frames * 12;
	const int dx = x - 300 - t, dy = y - 250 - t / 3;
	int v = (x + t) / 6 + (y * (plane + 1)) / 5;

	if (dx * dx + dy * dy < 150 * 150)
		v = 255 - v / 2;
	if (((x + 2 * t) / 64 + y / 64) % 5 == (int)plane)
		v += 70;
	e->noise = e->noise * 1103515245 + 12345;
	v += e->option[NOISE] * (int)(e->noise >> 24) / 256;
	return v & 255;
}

static void draw(struct vp9_encode *e, vpx_image_t *image)
{
	unsigned int plane, x, y;

	for (plane = 0; plane < 3; plane++) {
		const unsigned int w = plane ? (image->d_w + 1) / 2 : image->d_w;
		const unsigned int h = plane ? (image->d_h + 1) / 2 : image->d_h;

		for (y = 0; y < h; y++)
			for (x = 0; x < w; x++)
				image->planes[plane][y * image->stride[plane] + x] =
					sample(e, plane, x * 1024 / w, y * 1024 / w);
	}
}

static void control(struct vp9_encode *e, int id, int value)
{
	check(e, vpx_codec_control_(&e->codec, id, value), "control");
}

static void start_layers(struct vp9_encode *e)
{
	vpx_svc_extra_cfg_t svc = {};
	int i;

	for (i = 0; i < e->option[LAYERS]; i++) {
		svc.max_quantizers[i] = e->cfg.rc_max_quantizer;
		svc.min_quantizers[i] = e->cfg.rc_min_quantizer;
		svc.scaling_factor_num[i] = 1;
		svc.scaling_factor_den[i] = 1 << (e->option[LAYERS] - 1 - i);
	}
	control(e, VP9E_SET_SVC, 1);
	check(e, vpx_codec_control(&e->codec, VP9E_SET_SVC_PARAMETERS, &svc), "layers");
}

static void start(struct vp9_encode *e, unsigned int width, unsigned int height)
{
	int i;

	check(e, vpx_codec_enc_config_default(vpx_codec_vp9_cx(), &e->cfg, 0), "defaults");
	e->cfg.g_w = width;
	e->cfg.g_h = height;
	e->cfg.g_timebase.num = 1;
	e->cfg.g_timebase.den = 25;
	e->cfg.g_lag_in_frames = 0;
	e->cfg.g_threads = 1;
	e->cfg.rc_target_bitrate = e->option[BITRATE];
	e->cfg.rc_min_quantizer = e->option[MIN_Q];
	e->cfg.rc_max_quantizer = e->option[MAX_Q];
	e->cfg.rc_end_usage = VPX_CBR;
	e->cfg.kf_mode = VPX_KF_DISABLED;
	e->cfg.ss_number_layers = e->option[LAYERS];
	for (i = 0; i < e->option[LAYERS]; i++) {
		e->cfg.ss_target_bitrate[i] = e->option[BITRATE] / e->option[LAYERS];
		e->cfg.layer_target_bitrate[i] = e->cfg.ss_target_bitrate[i];
	}
	check(e, vpx_codec_enc_init(&e->codec, vpx_codec_vp9_cx(), &e->cfg, 0), "init");
	control(e, VP8E_SET_CPUUSED, e->option[CPU]);
	control(e, VP9E_SET_TILE_COLUMNS, e->option[TILES]);
	control(e, VP9E_SET_AQ_MODE, e->option[AQ]);
	control(e, VP9E_SET_FRAME_PARALLEL_DECODING, e->option[PARALLEL]);
	control(e, VP9E_SET_TUNE_CONTENT, e->option[SCREEN]);
	if (e->option[LAYERS] > 1)
		start_layers(e);
}

static vpx_enc_frame_flags_t flags_of(const char *letters)
{
	static const struct {
		char letter;
		vpx_enc_frame_flags_t flag;
	} table[] = {
		{ 'L', VP8_EFLAG_NO_REF_LAST }, { 'G', VP8_EFLAG_NO_REF_GF },
		{ 'A', VP8_EFLAG_NO_REF_ARF }, { 'l', VP8_EFLAG_NO_UPD_LAST },
		{ 'g', VP8_EFLAG_NO_UPD_GF }, { 'a', VP8_EFLAG_NO_UPD_ARF },
		{ 'E', VP8_EFLAG_NO_UPD_ENTROPY }, { 'K', VPX_EFLAG_FORCE_KF },
	};
	vpx_enc_frame_flags_t flags = 0;
	unsigned int i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strchr(letters, table[i].letter))
			flags |= table[i].flag;
	return flags;
}

static void configure(struct vp9_encode *e, unsigned int width, unsigned int height,
		      const char *letters)
{
	vpx_svc_spatial_layer_sync_t sync = { .base_layer_intra_only = 1 };
	const bool resilient = strchr(letters, 'R') ? true :
			       strchr(letters, 'I') ? false : e->cfg.g_error_resilient;

	if (strchr(letters, 'S'))
		check(e, vpx_codec_control(&e->codec, VP9E_SET_SVC_SPATIAL_LAYER_SYNC, &sync),
		      "intra-only");
	if (e->cfg.g_w == width && e->cfg.g_h == height && e->cfg.g_error_resilient == resilient)
		return;
	e->cfg.g_w = width;
	e->cfg.g_h = height;
	e->cfg.g_error_resilient = resilient;
	check(e, vpx_codec_enc_config_set(&e->codec, &e->cfg), "size");
}

static void encode(struct vp9_encode *e, const char *word)
{
	unsigned int width, height, count = 1;
	const char *letters = strchr(word, ':'), *times = strchr(word, '*');
	vpx_image_t image;

	letters = letters ? letters + 1 : "";
	if (sscanf(word, "%ux%u", &width, &height) != 2 ||
	    (times && sscanf(times, "*%u", &count) != 1))
		die("FRAMES is WIDTHxHEIGHT[*COUNT][:LETTERS]");
	if (!e->frames)
		start(e, width, height);
	if (!vpx_img_alloc(&image, VPX_IMG_FMT_I420, width, height, 32))
		die("no memory");
	while (count--) {
		configure(e, width, height, letters);
		draw(e, &image);
		check(e, vpx_codec_encode(&e->codec, &image, e->frames++, 1, flags_of(letters),
					  VPX_DL_REALTIME), "encode");
		take_packets(e, !strchr(letters, 'X'));
	}
	vpx_img_free(&image);
}

static void set_option(struct vp9_encode *e, const char *word, const char *equals)
{
	const size_t length = equals - word;
	int i;

	for (i = 0; i < NUM_OPTIONS; i++)
		if (strlen(vp9_encode_names[i]) == length &&
		    !strncmp(word, vp9_encode_names[i], length))
			break;
	if (i == NUM_OPTIONS)
		die("no such option");
	e->option[i] = atoi(equals + 1);
}

int main(int argc, char **argv)
{
	static struct vp9_encode e = {
		.option = { [CPU] = 5, [BITRATE] = 400, [MAX_Q] = 63, [LAYERS] = 1 },
	};
	int i;

	if (argc < 3)
		die("OUT.ivf [NAME=VALUE...] FRAMES...");
	e.out = fopen(argv[1], "wb");
	if (!e.out)
		die("cannot write");
	write_header(&e);
	for (i = 2; i < argc; i++) {
		const char *equals = strchr(argv[i], '=');

		if (equals)
			set_option(&e, argv[i], equals);
		else
			encode(&e, argv[i]);
	}
	write_header(&e);
	if (fclose(e.out))
		die("cannot write");
	vpx_codec_destroy(&e.codec);
	return 0;
}
