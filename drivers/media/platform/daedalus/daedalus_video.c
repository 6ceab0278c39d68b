// SPDX-License-Identifier: GPL-2.0
/*
 * What user space sees: formats, ioctls, buffer queues, requests.
 *
 * The CAPTURE format has the size of the OUTPUT format and the depth and
 * subsampling of the stream's newest sequence header. Both may change at any
 * time, with buffers of the old format still in use: a buffer remembers the
 * format it was made for.
 */
#include <linux/align.h>
#include <linux/dma-mapping.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <media/media-request.h>
#include <media/v4l2-common.h>
#include <media/v4l2-event.h>
#include <media/v4l2-ioctl.h>
#include <media/videobuf2-dma-contig.h>
#include <media/videobuf2-dma-sg.h>
#include <media/videobuf2-vmalloc.h>

#include "daedalus.h"
#include "daedalus_gpu.h"
#include "daedalus_simd.h"

/* Size of the default format: small, in case many buffers of it are made. */
#define DAEDALUS_DEFAULT_SIZE	64

static const struct daedalus_codec_ops *daedalus_codec_find(u32 fourcc)
{
	const struct daedalus_codec_ops * const *codec;

	for (codec = daedalus_codecs; *codec; codec++)
		if ((*codec)->fourcc == fourcc)
			return *codec;

	return NULL;
}

static void daedalus_colorimetry_copy(struct v4l2_pix_format_mplane *to,
				      const struct v4l2_pix_format_mplane *from)
{
	to->colorspace = from->colorspace;
	to->xfer_func = from->xfer_func;
	to->ycbcr_enc = from->ycbcr_enc;
	to->quantization = from->quantization;
}

static void daedalus_colorimetry_check(struct v4l2_pix_format_mplane *pix)
{
	if (!v4l2_is_colorspace_valid(pix->colorspace))
		pix->colorspace = V4L2_COLORSPACE_REC709;
	if (!v4l2_is_xfer_func_valid(pix->xfer_func))
		pix->xfer_func = V4L2_XFER_FUNC_DEFAULT;
	if (!v4l2_is_ycbcr_enc_valid(pix->ycbcr_enc))
		pix->ycbcr_enc = V4L2_YCBCR_ENC_DEFAULT;
	if (!v4l2_is_quant_valid(pix->quantization))
		pix->quantization = V4L2_QUANTIZATION_DEFAULT;
}

/* Describe a CAPTURE format to user space; nothing in it is up to the user. */
static void daedalus_raw_pix_fill(struct v4l2_pix_format_mplane *pix,
				  const struct daedalus_layout *layout,
				  const struct v4l2_pix_format_mplane *coded)
{
	unsigned int i;

	*pix = (struct v4l2_pix_format_mplane) {
		.width = layout->width,
		.height = layout->height,
		.pixelformat = layout->fmt->fourcc,
		.field = V4L2_FIELD_NONE,
		.num_planes = layout->fmt->mem_planes,
	};
	for (i = 0; i < pix->num_planes; i++) {
		pix->plane_fmt[i].bytesperline = layout->stride_bytes;
		pix->plane_fmt[i].sizeimage = layout->plane_bytes[i];
	}
	daedalus_colorimetry_copy(pix, coded);
}

/* Set the CAPTURE format to @fmt in the size of the OUTPUT format. */
static void daedalus_raw_set(struct daedalus_ctx *ctx, const struct daedalus_format *fmt)
{
	lockdep_assert_held(&ctx->fmt_lock);

	daedalus_layout_init(&ctx->raw, fmt, ctx->coded.width, ctx->coded.height);
	daedalus_raw_pix_fill(&ctx->raw_pix, &ctx->raw, &ctx->coded);
}

static u32 daedalus_clamp_size(const struct daedalus_codec_ops *codec, u32 size, u32 max)
{
	return ALIGN(clamp(size, codec->size_min, max), codec->size_align);
}

/*
 * Make a coded format valid. A picture without any compression has three bytes
 * for two samples; a client that knows better may ask for more, not for less.
 */
static const struct daedalus_codec_ops *
daedalus_coded_adjust(const struct daedalus_dev *dev, struct v4l2_pix_format_mplane *pix)
{
	const struct daedalus_codec_ops *codec = daedalus_codec_find(pix->pixelformat);
	struct v4l2_pix_format_mplane asked = *pix;
	u32 bytes;

	if (!codec)
		codec = daedalus_codecs[0];

	*pix = (struct v4l2_pix_format_mplane) {
		.width = daedalus_clamp_size(codec, asked.width, dev->max_width),
		.height = daedalus_clamp_size(codec, asked.height, dev->max_height),
		.pixelformat = codec->fourcc,
		.field = V4L2_FIELD_NONE,
		.num_planes = 1,
	};
	bytes = max3(asked.plane_fmt[0].sizeimage, pix->width * pix->height / 2 * 3,
		     DAEDALUS_CODED_SIZE_MIN);
	pix->plane_fmt[0].sizeimage = min(bytes, DAEDALUS_CODED_SIZE_MAX);

	daedalus_colorimetry_copy(pix, &asked);
	daedalus_colorimetry_check(pix);

	return codec;
}

void daedalus_formats_init(struct daedalus_ctx *ctx)
{
	mutex_lock(&ctx->fmt_lock);
	ctx->coded = (struct v4l2_pix_format_mplane) {
		.width = DAEDALUS_DEFAULT_SIZE,
		.height = DAEDALUS_DEFAULT_SIZE,
		.colorspace = V4L2_COLORSPACE_REC709,
	};
	ctx->codec = daedalus_coded_adjust(ctx->dev, &ctx->coded);
	ctx->stream.bit_depth = 8;
	ctx->stream.chroma = DAE_CHROMA_420;
	daedalus_raw_set(ctx, daedalus_format_nth(&ctx->stream, 0));
	mutex_unlock(&ctx->fmt_lock);
}

void daedalus_formats_set_stream(struct daedalus_ctx *ctx, const struct dae_frame_format *stream)
{
	const struct daedalus_format *fmt;

	mutex_lock(&ctx->fmt_lock);
	fmt = daedalus_format_find(stream, ctx->raw.fmt->fourcc);
	/* try_ctrl has refused streams without a format. */
	if (!WARN_ON_ONCE(!fmt)) {
		ctx->stream.bit_depth = stream->bit_depth;
		ctx->stream.chroma = stream->chroma;
		if (fmt != ctx->raw.fmt)
			daedalus_raw_set(ctx, fmt);
	}
	mutex_unlock(&ctx->fmt_lock);
}

void daedalus_formats_output(struct dae_output *out, struct vb2_v4l2_buffer *vbuf)
{
	const struct daedalus_layout *layout = &daedalus_to_buffer(vbuf)->layout;
	struct vb2_buffer *vb = &vbuf->vb2_buf;

	dae_output_init(out, &layout->fmt->out, layout->width, layout->height,
			layout->stride_bytes);
	out->cpu_flags = daedalus_simd_flags();
	out->plane[0] = vb2_plane_vaddr(vb, 0);
	if (layout->fmt->mem_planes == 1)
		out->plane[1] = out->plane[0] + (size_t)layout->stride_bytes * layout->height;
	else
		out->plane[1] = vb2_plane_vaddr(vb, 1);
}

static int daedalus_querycap(struct file *file, void *priv, struct v4l2_capability *cap)
{
	strscpy(cap->driver, DAEDALUS_NAME, sizeof(cap->driver));
	strscpy(cap->card, "Daedalus software decoder", sizeof(cap->card));
	return 0;
}

static int daedalus_enum_fmt_out(struct file *file, void *priv, struct v4l2_fmtdesc *f)
{
	unsigned int i;

	for (i = 0; daedalus_codecs[i]; i++) {
		if (i == f->index) {
			f->pixelformat = daedalus_codecs[i]->fourcc;
			return 0;
		}
	}

	return -EINVAL;
}

static int daedalus_enum_fmt_cap(struct file *file, void *priv, struct v4l2_fmtdesc *f)
{
	struct daedalus_ctx *ctx = daedalus_file_ctx(file);
	const struct daedalus_format *fmt;

	mutex_lock(&ctx->fmt_lock);
	fmt = daedalus_format_nth(&ctx->stream, f->index);
	mutex_unlock(&ctx->fmt_lock);
	if (!fmt)
		return -EINVAL;

	f->pixelformat = fmt->fourcc;
	if (fmt->description)
		strscpy(f->description, fmt->description);
	return 0;
}

/* Any size will do, though some codecs round it up: clients ask for step 1. */
static int daedalus_enum_framesizes(struct file *file, void *priv, struct v4l2_frmsizeenum *f)
{
	const struct daedalus_codec_ops *codec = daedalus_codec_find(f->pixel_format);
	struct daedalus_dev *dev = video_drvdata(file);

	if (!codec || f->index)
		return -EINVAL;

	f->type = V4L2_FRMSIZE_TYPE_STEPWISE;
	f->stepwise = (struct v4l2_frmsize_stepwise) {
		.min_width = codec->size_min,
		.max_width = daedalus_max_size(codec, dev->max_width),
		.step_width = 1,
		.min_height = codec->size_min,
		.max_height = daedalus_max_size(codec, dev->max_height),
		.step_height = 1,
	};

	return 0;
}

static int daedalus_g_fmt_out(struct file *file, void *priv, struct v4l2_format *f)
{
	struct daedalus_ctx *ctx = daedalus_file_ctx(file);

	mutex_lock(&ctx->fmt_lock);
	f->fmt.pix_mp = ctx->coded;
	mutex_unlock(&ctx->fmt_lock);
	return 0;
}

static int daedalus_g_fmt_cap(struct file *file, void *priv, struct v4l2_format *f)
{
	struct daedalus_ctx *ctx = daedalus_file_ctx(file);

	mutex_lock(&ctx->fmt_lock);
	f->fmt.pix_mp = ctx->raw_pix;
	mutex_unlock(&ctx->fmt_lock);
	return 0;
}

static int daedalus_try_fmt_out(struct file *file, void *priv, struct v4l2_format *f)
{
	daedalus_coded_adjust(video_drvdata(file), &f->fmt.pix_mp);
	return 0;
}

static int daedalus_try_fmt_cap(struct file *file, void *priv, struct v4l2_format *f)
{
	struct daedalus_ctx *ctx = daedalus_file_ctx(file);
	struct daedalus_layout layout;

	mutex_lock(&ctx->fmt_lock);
	daedalus_layout_init(&layout,
			     daedalus_format_find(&ctx->stream, f->fmt.pix_mp.pixelformat),
			     ctx->coded.width, ctx->coded.height);
	daedalus_raw_pix_fill(&f->fmt.pix_mp, &layout, &ctx->coded);
	mutex_unlock(&ctx->fmt_lock);
	return 0;
}

/*
 * With the same codec the format may change at any time: clients that can remove
 * single buffers change the size between two frames and keep old CAPTURE buffers
 * as references.
 */
static int daedalus_s_fmt_out(struct file *file, void *priv, struct v4l2_format *f)
{
	struct daedalus_ctx *ctx = daedalus_file_ctx(file);
	const struct daedalus_codec_ops *codec;
	bool busy;
	int ret = 0;

	mutex_lock(&ctx->queue_lock);
	busy = vb2_is_busy(v4l2_m2m_get_src_vq(ctx->fh.m2m_ctx)) ||
	       vb2_is_busy(v4l2_m2m_get_dst_vq(ctx->fh.m2m_ctx));
	codec = daedalus_coded_adjust(ctx->dev, &f->fmt.pix_mp);

	mutex_lock(&ctx->fmt_lock);
	if (busy && codec != ctx->codec) {
		ret = -EBUSY;
	} else {
		ctx->codec = codec;
		ctx->coded = f->fmt.pix_mp;
		daedalus_raw_set(ctx, daedalus_format_nth(&ctx->stream, 0));
	}
	mutex_unlock(&ctx->fmt_lock);
	mutex_unlock(&ctx->queue_lock);

	return ret;
}

/* Buffers that exist keep their format, so this is never busy. */
static int daedalus_s_fmt_cap(struct file *file, void *priv, struct v4l2_format *f)
{
	struct daedalus_ctx *ctx = daedalus_file_ctx(file);

	mutex_lock(&ctx->fmt_lock);
	daedalus_raw_set(ctx, daedalus_format_find(&ctx->stream, f->fmt.pix_mp.pixelformat));
	f->fmt.pix_mp = ctx->raw_pix;
	mutex_unlock(&ctx->fmt_lock);
	return 0;
}

/*
 * vb2 takes buffers back from requests that wait for STREAMON with the queue's mmap_lock
 * held, and that needs the lock of the controls. It is held while controls are copied
 * from user space, so mm's lock may be needed within, and within that, by mmap(), the
 * queue's: a client's threads could wait for each other. So take them back before.
 */
static int daedalus_reqbufs(struct file *file, void *priv, struct v4l2_requestbuffers *rb)
{
	struct daedalus_ctx *ctx = daedalus_file_ctx(file);
	struct vb2_queue *vq = v4l2_m2m_get_vq(ctx->fh.m2m_ctx, rb->type);

	if (!vb2_is_streaming(vq) && !vb2_verify_memory_type(vq, rb->memory, rb->type))
		vb2_core_streamoff(vq, rb->type);

	return v4l2_m2m_ioctl_reqbufs(file, priv, rb);
}

static int daedalus_decoder_cmd(struct file *file, void *priv, struct v4l2_decoder_cmd *dc)
{
	int ret = v4l2_m2m_ioctl_stateless_try_decoder_cmd(file, priv, dc);

	if (!ret)
		daedalus_job_flush(daedalus_file_ctx(file));
	return ret;
}

static int daedalus_log_status(struct file *file, void *priv)
{
	daedalus_stats_log(daedalus_file_ctx(file));
	return 0;
}

static int daedalus_subscribe_event(struct v4l2_fh *fh, const struct v4l2_event_subscription *sub)
{
	if (sub->type != V4L2_EVENT_CTRL)
		return -EINVAL;
	return v4l2_ctrl_subscribe_event(fh, sub);
}

const struct v4l2_ioctl_ops daedalus_ioctl_ops = {
	.vidioc_querycap		= daedalus_querycap,
	.vidioc_enum_framesizes		= daedalus_enum_framesizes,

	.vidioc_enum_fmt_vid_cap	= daedalus_enum_fmt_cap,
	.vidioc_g_fmt_vid_cap_mplane	= daedalus_g_fmt_cap,
	.vidioc_try_fmt_vid_cap_mplane	= daedalus_try_fmt_cap,
	.vidioc_s_fmt_vid_cap_mplane	= daedalus_s_fmt_cap,

	.vidioc_enum_fmt_vid_out	= daedalus_enum_fmt_out,
	.vidioc_g_fmt_vid_out_mplane	= daedalus_g_fmt_out,
	.vidioc_try_fmt_vid_out_mplane	= daedalus_try_fmt_out,
	.vidioc_s_fmt_vid_out_mplane	= daedalus_s_fmt_out,

	.vidioc_reqbufs			= daedalus_reqbufs,
	.vidioc_querybuf		= v4l2_m2m_ioctl_querybuf,
	.vidioc_qbuf			= v4l2_m2m_ioctl_qbuf,
	.vidioc_dqbuf			= v4l2_m2m_ioctl_dqbuf,
	.vidioc_prepare_buf		= v4l2_m2m_ioctl_prepare_buf,
	.vidioc_create_bufs		= v4l2_m2m_ioctl_create_bufs,
	.vidioc_remove_bufs		= v4l2_m2m_ioctl_remove_bufs,
	.vidioc_expbuf			= v4l2_m2m_ioctl_expbuf,

	.vidioc_streamon		= v4l2_m2m_ioctl_streamon,
	.vidioc_streamoff		= v4l2_m2m_ioctl_streamoff,

	.vidioc_decoder_cmd		= daedalus_decoder_cmd,
	.vidioc_try_decoder_cmd		= v4l2_m2m_ioctl_stateless_try_decoder_cmd,

	.vidioc_log_status		= daedalus_log_status,

	.vidioc_subscribe_event		= daedalus_subscribe_event,
	.vidioc_unsubscribe_event	= v4l2_event_unsubscribe,
};

static int daedalus_queue_setup(struct vb2_queue *vq, unsigned int *num_buffers,
				unsigned int *num_planes, unsigned int sizes[],
				struct device *alloc_devs[])
{
	struct daedalus_ctx *ctx = vb2_get_drv_priv(vq);
	const struct v4l2_pix_format_mplane *pix;
	bool create = *num_planes;
	unsigned int i;
	int ret = 0;

	mutex_lock(&ctx->fmt_lock);
	pix = V4L2_TYPE_IS_OUTPUT(vq->type) ? &ctx->coded : &ctx->raw_pix;

	if (create && *num_planes != pix->num_planes)
		ret = -EINVAL;
	*num_planes = pix->num_planes;

	for (i = 0; !ret && i < pix->num_planes; i++) {
		if (!create)
			sizes[i] = pix->plane_fmt[i].sizeimage;
		else if (sizes[i] < pix->plane_fmt[i].sizeimage)
			ret = -EINVAL;
	}
	mutex_unlock(&ctx->fmt_lock);

	return ret;
}

static int daedalus_buf_out_validate(struct vb2_buffer *vb)
{
	to_vb2_v4l2_buffer(vb)->field = V4L2_FIELD_NONE;
	return 0;
}

static int daedalus_buf_init(struct vb2_buffer *vb)
{
	struct daedalus_ctx *ctx = vb2_get_drv_priv(vb->vb2_queue);
	struct daedalus_layout *layout = &daedalus_to_buffer(to_vb2_v4l2_buffer(vb))->layout;

	if (V4L2_TYPE_IS_OUTPUT(vb->type))
		return 0;

	mutex_lock(&ctx->fmt_lock);
	*layout = ctx->raw;
	mutex_unlock(&ctx->fmt_lock);

	/*
	 * The job cleans the cache after it has written a picture. QBUF has nothing
	 * to clean before, and DQBUF must not invalidate what the CPU has written.
	 */
	vb->skip_cache_sync_on_prepare = 1;
	vb->skip_cache_sync_on_finish = 1;

	return 0;
}

static void daedalus_buf_cleanup(struct vb2_buffer *vb)
{
	struct daedalus_buffer *buffer = daedalus_to_buffer(to_vb2_v4l2_buffer(vb));
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(buffer->map); i++) {
		daedalus_gpu_unmap(buffer->map[i]);
		buffer->map[i] = NULL;
	}
}

static int daedalus_buf_prepare(struct vb2_buffer *vb)
{
	const struct daedalus_layout *layout = &daedalus_to_buffer(to_vb2_v4l2_buffer(vb))->layout;
	unsigned int i;

	/* Mapped here, because the job must not fail, and maps nothing. */
	for (i = 0; i < vb->num_planes; i++)
		if (!vb2_plane_vaddr(vb, i))
			return -EINVAL;

	if (V4L2_TYPE_IS_OUTPUT(vb->type))
		return 0;

	if (vb->num_planes != layout->fmt->mem_planes)
		return -EINVAL;

	for (i = 0; i < vb->num_planes; i++) {
		if (vb2_plane_size(vb, i) < layout->plane_bytes[i])
			return -EINVAL;
		vb2_set_plane_payload(vb, i, layout->plane_bytes[i]);
	}

	return 0;
}

static void daedalus_buf_queue(struct vb2_buffer *vb)
{
	struct daedalus_ctx *ctx = vb2_get_drv_priv(vb->vb2_queue);

	v4l2_m2m_buf_queue(ctx->fh.m2m_ctx, to_vb2_v4l2_buffer(vb));
	daedalus_job_kick(ctx);
}

static void daedalus_return_buffers(struct daedalus_ctx *ctx, u32 type,
				    enum vb2_buffer_state state)
{
	struct vb2_v4l2_buffer *vbuf;

	for (;;) {
		if (V4L2_TYPE_IS_OUTPUT(type))
			vbuf = v4l2_m2m_src_buf_remove(ctx->fh.m2m_ctx);
		else
			vbuf = v4l2_m2m_dst_buf_remove(ctx->fh.m2m_ctx);
		if (!vbuf)
			return;
		v4l2_ctrl_request_complete(vbuf->vb2_buf.req_obj.req, &ctx->hdl);
		v4l2_m2m_buf_done(vbuf, state);
	}
}

static int daedalus_start_streaming(struct vb2_queue *vq, unsigned int count)
{
	struct daedalus_ctx *ctx = vb2_get_drv_priv(vq);
	int ret;

	if (V4L2_TYPE_IS_OUTPUT(vq->type)) {
		ret = ctx->codec->start(ctx);
		if (ret) {
			daedalus_return_buffers(ctx, vq->type, VB2_BUF_STATE_QUEUED);
			return ret;
		}
		daedalus_gpu_stream_start(ctx);
	}
	daedalus_job_start_queue(ctx, vq->type);

	return 0;
}

static void daedalus_stop_streaming(struct vb2_queue *vq)
{
	struct daedalus_ctx *ctx = vb2_get_drv_priv(vq);

	daedalus_job_stop_queue(ctx, vq->type);
	daedalus_return_buffers(ctx, vq->type, VB2_BUF_STATE_ERROR);

	if (V4L2_TYPE_IS_OUTPUT(vq->type)) {
		daedalus_gpu_stream_stop(ctx);
		ctx->codec->stop(ctx);
		daedalus_frames_clear(&ctx->frames);
	}
}

static void daedalus_buf_request_complete(struct vb2_buffer *vb)
{
	struct daedalus_ctx *ctx = vb2_get_drv_priv(vb->vb2_queue);

	v4l2_ctrl_request_complete(vb->req_obj.req, &ctx->hdl);
}

static const struct vb2_ops daedalus_vb2_ops = {
	.queue_setup = daedalus_queue_setup,
	.buf_out_validate = daedalus_buf_out_validate,
	.buf_init = daedalus_buf_init,
	.buf_cleanup = daedalus_buf_cleanup,
	.buf_prepare = daedalus_buf_prepare,
	.buf_queue = daedalus_buf_queue,
	.buf_request_complete = daedalus_buf_request_complete,
	.start_streaming = daedalus_start_streaming,
	.stop_streaming = daedalus_stop_streaming,
	DAEDALUS_VB2_WAIT_OPS
};

int daedalus_queue_init(void *priv, struct vb2_queue *src_vq, struct vb2_queue *dst_vq)
{
	struct daedalus_ctx *ctx = priv;
	int ret;

	/* Read and written by the CPU only. */
	src_vq->type = V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE;
	src_vq->mem_ops = &vb2_vmalloc_memops;
	src_vq->io_modes = VB2_MMAP | VB2_DMABUF;
	src_vq->drv_priv = ctx;
	src_vq->ops = &daedalus_vb2_ops;
	src_vq->buf_struct_size = sizeof(struct daedalus_buffer);
	src_vq->timestamp_flags = V4L2_BUF_FLAG_TIMESTAMP_COPY;
	src_vq->lock = &ctx->queue_lock;
	src_vq->supports_requests = true;
	src_vq->subsystem_flags |= VB2_V4L2_FL_SUPPORTS_M2M_HOLD_CAPTURE_BUF;
	src_vq->dev = ctx->dev->v4l2_dev.dev;
	ret = vb2_queue_init(src_vq);
	if (ret)
		return ret;

	/* Written by the CPU, read by the CPU and by devices that import it. */
	dst_vq->type = V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE;
	dst_vq->mem_ops = ctx->dev->contig ? &vb2_dma_contig_memops : &vb2_dma_sg_memops;
	dst_vq->io_modes = VB2_MMAP | VB2_DMABUF;
	dst_vq->drv_priv = ctx;
	dst_vq->ops = &daedalus_vb2_ops;
	dst_vq->buf_struct_size = sizeof(struct daedalus_buffer);
	dst_vq->timestamp_flags = V4L2_BUF_FLAG_TIMESTAMP_COPY;
	dst_vq->max_num_buffers = DAEDALUS_RAW_BUFFERS_MAX;
	/* Charged to the client, like private frames. */
	if (!ctx->dev->contig)
		dst_vq->gfp_flags = __GFP_ACCOUNT;
	dst_vq->lock = &ctx->queue_lock;
	dst_vq->dev = ctx->dev->v4l2_dev.dev;
	ret = vb2_queue_init(dst_vq);
	if (ret)
		return ret;

	/*
	 * vb2 takes us for a device that writes pictures by DMA. But they are in the
	 * CPU's cache, from where the job cleans them, for other devices to read.
	 * For memory mapped as written by a device some architectures discard
	 * cache lines instead.
	 */
	dst_vq->dma_dir = DMA_TO_DEVICE;

	return 0;
}

/* A request is one OUTPUT buffer and any controls. */
int daedalus_request_validate(struct media_request *req)
{
	unsigned int count = vb2_request_buffer_cnt(req);

	if (!count)
		return -ENOENT;
	if (count > 1)
		return -EINVAL;

	return vb2_request_validate(req);
}
