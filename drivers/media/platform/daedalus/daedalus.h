/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the files of the driver share. Core code never sees it.
 *
 * Locks, outermost first:
 *
 *   mdev.req_queue_mutex   STREAMON, STREAMOFF, REQBUFS, close and the queueing
 *                          of requests of all contexts; taken by the V4L2 core
 *   ctx->queue_lock        vb2 ioctls of both queues of a context
 *   daedalus_stats_lock    the list of open files (daedalus_stats.c)
 *   ctx->hdl.lock          values of the context's controls
 *   ctx->fmt_lock          formats of the context
 *   ctx->job_lock          which buffers the context's job has; a spinlock
 *   daedalus_recorder.lock the recording of requests (daedalus_debugfs.c) and the
 *                          positions in its queue; a spinlock
 *
 * A context's work (daedalus_job.c) takes the last four only, so those who
 * hold the first two may wait for it. The reader of a recording has a mutex,
 * read_lock, under which it takes the recorder's lock and no other of these.
 */
#ifndef DAEDALUS_H
#define DAEDALUS_H

#include <linux/align.h>
#include <linux/container_of.h>
#include <linux/llist.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/videodev2.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <media/media-device.h>
#include <media/v4l2-ctrls.h>
#include <media/v4l2-dev.h>
#include <media/v4l2-device.h>
#include <media/v4l2-fh.h>
#include <media/v4l2-mem2mem.h>

#include "core/dae_output.h"
#include "core/dae_stage.h"
#include "daedalus_compat.h"
#include "daedalus_frames.h"
#include "daedalus_sched.h"
#include "daedalus_stats.h"
#include "gpu/dae_gpu_choice.h"

#define DAEDALUS_NAME			"daedalus_v4l2"

/* Size of the largest picture, in either direction, if not set otherwise. */
#define DAEDALUS_SIZE_MAX		8192
/* Zero bytes after the bitstream that parsers may read. */
#define DAEDALUS_BITS_PADDING		64
/* Limits of an OUTPUT buffer, in bytes. */
#define DAEDALUS_CODED_SIZE_MIN		(256U << 10)
#define DAEDALUS_CODED_SIZE_MAX		(64U << 20)
/* Most CAPTURE buffers of a context. */
#define DAEDALUS_RAW_BUFFERS_MAX	64

/* Requests of a context that are decoded at the same time. */
#define DAEDALUS_JOBS			2

/* Coded formats, see daedalus_codecs. */
#define DAEDALUS_CODECS_MAX		3

/* Most controls of a codec. */
#define DAEDALUS_CTRLS_MAX		16

struct av1_fg;
struct daedalus_ctx;
struct daedalus_gpu;
struct daedalus_gpu_job;
struct daedalus_gpu_map;
struct daedalus_job;
struct daedalus_recording;
struct mem_cgroup;

/**
 * struct daedalus_dev - the device
 * @v4l2_dev: parent of @vdev; referenced by every request as well
 * @vdev: /dev/videoN
 * @mdev: /dev/mediaN
 * @m2m_dev: for the media graph and the ready queues; it never runs a job, see
 *	daedalus_job.c
 * @sched: the workers all contexts share
 * @wq: runs the work of contexts
 * @gpu: V3D, if there is one; see daedalus_gpu.h
 * @max_width: luma samples, 16..16384
 * @max_height: luma samples, 16..16384
 * @contig: CAPTURE buffers are contiguous
 * @dead: in a list once @v4l2_dev has no user; the module frees it when it goes
 *
 * All but the last are constant from probe on.
 */
struct daedalus_dev {
	struct v4l2_device v4l2_dev;
	struct video_device vdev;
	struct media_device mdev;
	struct v4l2_m2m_dev *m2m_dev;
	struct daedalus_sched *sched;
	struct workqueue_struct *wq;
	struct daedalus_gpu *gpu;
	u32 max_width;
	u32 max_height;
	bool contig;
	struct llist_node dead;
};

/**
 * struct daedalus_format - a CAPTURE format
 * @fourcc: V4L2_PIX_FMT_*
 * @mem_planes: memory planes; with 1 chroma follows luma at once
 * @out: layout of the samples
 * @description: for user space, NULL if all kernels know the format
 */
struct daedalus_format {
	u32 fourcc;
	u8 mem_planes;
	struct dae_output_format out;
	const char *description;
};

/**
 * struct daedalus_layout - what a CAPTURE buffer looks like
 * @fmt: format
 * @width: luma samples
 * @height: luma rows
 * @stride_bytes: of luma rows; that of chroma follows from it, see
 *	dae_output_init()
 * @plane_bytes: size of each memory plane
 */
struct daedalus_layout {
	const struct daedalus_format *fmt;
	u32 width;
	u32 height;
	u32 stride_bytes;
	u32 plane_bytes[2];
};

/**
 * struct daedalus_buffer - a buffer of either queue
 * @m2m: first, because v4l2-mem2mem expects it there
 * @layout: CAPTURE only: the format when its memory was allocated or imported,
 *	which may be older than the context's; written by buf_init
 * @map: CAPTURE only: its planes as V3D sees them, NULL if it never did
 */
struct daedalus_buffer {
	struct v4l2_m2m_buffer m2m;
	struct daedalus_layout layout;
	struct daedalus_gpu_map *map[DAE_OUTPUT_PLANES];
};

/**
 * struct daedalus_ctrl - a control of a codec
 * @cfg: as for v4l2_ctrl_new_custom(), without ops
 * @offset: where jobs find the copy of its value: bytes into &daedalus_job.ctrls
 * @bytes: size of the value, 0 if jobs do not need it; of a dynamic array the
 *	largest it can have
 * @elem_bytes: size of an element of a dynamic array, else 0
 * @count_offset: where jobs find the number of elements of a dynamic array, a u32
 */
struct daedalus_ctrl {
	struct v4l2_ctrl_config cfg;
	u32 offset;
	u32 bytes;
	u32 elem_bytes;
	u32 count_offset;
};

/* Positions in daedalus_h264_ctrl_list; bits of &daedalus_job.new_ctrls. */
enum daedalus_h264_ctrl {
	DAEDALUS_H264_SPS,
	DAEDALUS_H264_PPS,
	DAEDALUS_H264_SCALING_MATRIX,
	DAEDALUS_H264_DECODE_PARAMS,
	DAEDALUS_H264_PRED_WEIGHTS,
	DAEDALUS_H264_SLICE_PARAMS,
	DAEDALUS_H264_DECODE_MODE,
	DAEDALUS_H264_START_CODE,
	DAEDALUS_H264_PROFILE,
	DAEDALUS_H264_LEVEL,
	DAEDALUS_H264_CTRL_COUNT
};

/**
 * struct daedalus_h264_ctrls - &daedalus_job.ctrls of a H.264 job
 * @sps: as user space wrote it, unchecked, like all others
 * @pps: picture parameters
 * @scaling: scaling matrix
 * @decode: decode parameters
 *
 * PRED_WEIGHTS and SLICE_PARAMS are not here: in frame mode clients may set
 * them, and slice headers say the same.
 */
struct daedalus_h264_ctrls {
	struct v4l2_ctrl_h264_sps sps;
	struct v4l2_ctrl_h264_pps pps;
	struct v4l2_ctrl_h264_scaling_matrix scaling;
	struct v4l2_ctrl_h264_decode_params decode;
};

/* Positions in daedalus_vp9_ctrl_list. */
enum daedalus_vp9_ctrl {
	DAEDALUS_VP9_FRAME,
	DAEDALUS_VP9_COMPRESSED_HDR,
	DAEDALUS_VP9_PROFILE,
	DAEDALUS_VP9_LEVEL,
	DAEDALUS_VP9_CTRL_COUNT
};

/**
 * struct daedalus_vp9_ctrls - &daedalus_job.ctrls of a VP9 job
 * @frame: as user space wrote it, unchecked
 *
 * COMPRESSED_HDR is not here: clients differ in what they put there, and the
 * frame has it.
 */
struct daedalus_vp9_ctrls {
	struct v4l2_ctrl_vp9_frame frame;
};

/* Positions in daedalus_av1_ctrl_list. */
enum daedalus_av1_ctrl {
	DAEDALUS_AV1_SEQUENCE,
	DAEDALUS_AV1_FRAME,
	DAEDALUS_AV1_TILE_GROUP_ENTRY,
	DAEDALUS_AV1_FILM_GRAIN,
	DAEDALUS_AV1_PROFILE,
	DAEDALUS_AV1_LEVEL,
	DAEDALUS_AV1_CTRL_COUNT
};

/**
 * struct daedalus_av1_ctrls - &daedalus_job.ctrls of an AV1 job
 * @sequence: as user space wrote it, unchecked, like all others
 * @frame: frame header
 * @grain: film grain
 * @num_tiles: valid entries of @tiles
 * @tiles: where the tiles are
 */
struct daedalus_av1_ctrls {
	struct v4l2_ctrl_av1_sequence sequence;
	struct v4l2_ctrl_av1_frame frame;
	struct v4l2_ctrl_av1_film_grain grain;
	u32 num_tiles;
	struct v4l2_ctrl_av1_tile_group_entry tiles[V4L2_AV1_MAX_TILE_COUNT];
};

/**
 * enum daedalus_ahead - when the next job may start, beside stages
 * @DAEDALUS_AHEAD_AT_ONCE: as soon as the one before is running
 * @DAEDALUS_AHEAD_NEVER: when that is done
 */
enum daedalus_ahead {
	DAEDALUS_AHEAD_AT_ONCE = -1,
	DAEDALUS_AHEAD_NEVER = -2,
};

/**
 * struct daedalus_codec_ops - a coded format
 * @fourcc: V4L2_PIX_FMT_*
 * @size_align: coded width and height are multiples of this, a power of two
 * @size_min: smallest coded width and height
 * @ctrls: the controls
 * @num_ctrls: length of @ctrls, up to DAEDALUS_CTRLS_MAX
 * @ctrls_bytes: size of &daedalus_job.ctrls
 * @stages: the work of a frame
 * @output_stage: the last of @stages, which packs @job->out with dae_output_rows() and
 *	the like
 * @start: the OUTPUT queue starts. May allocate &daedalus_ctx.codec_priv.
 * @stop: the OUTPUT queue has stopped and no job runs; undo @start. The context's
 *	reference store is cleared afterwards.
 * @try_ctrl: check a new value in @ctrl->p_new; -EINVAL only for what no stream
 *	this driver can decode has, and never for the default value. Called for
 *	controls of all codecs, with ctx->hdl.lock held, with or without a request.
 * @stream_format: if the new value in @ctrl->p_new says so, set depth and
 *	subsampling of the stream in @fmt, which are then the CAPTURE format's;
 *	else leave @fmt alone. Same context as @try_ctrl, after it; a value is
 *	refused if there is no CAPTURE format.
 * @ahead: stage after which the next job may start although this one is not done,
 *	or one of enum daedalus_ahead
 * @prepare: get a job ready to run: check its controls and headers, find
 *	references, allocate the frame, set @job->num_rows and @job->stage_ctx.
 *	May sleep. An error fails the job, and neither stages nor the calls below
 *	follow.
 * @parsed: the next job may start: leave what the next frames start from and
 *	may refer to. May be NULL. Called once before the next job's @prepare and
 *	this one's @finish, but not for a job that is aborted before. May sleep.
 * @grain: film grain of a picture with @job->grain, ready to be added. May be NULL if there
 *	is none. Called with vector registers, while no row of the output stage runs.
 * @lf_works: are the edges of the loop filter such that V3D gives the same as the rows of its
 *	stage? Called when these have run. NULL with @lf_failed.
 * @lf_failed: V3D was to run the loop filter, and the rows of its stage do it now. NULL if
 *	it never is. Called while none of them runs, before any after them.
 * @finish: the stages have run, or an abort ended them early; undo @prepare.
 *	Sets @job->lost and @job->missing. May sleep.
 * @memory: bytes that the context has, but for frames, while the OUTPUT queue is on
 *
 * The calls of one context with a job are serialised, and with them its @start
 * and @stop. @prepare, and likewise @finish, come in the order of requests.
 */
struct daedalus_codec_ops {
	u32 fourcc;
	u32 size_align;
	u32 size_min;
	const struct daedalus_ctrl *ctrls;
	unsigned int num_ctrls;
	u32 ctrls_bytes;
	const struct dae_stage_table *stages;
	unsigned int output_stage;
	int (*start)(struct daedalus_ctx *ctx);
	void (*stop)(struct daedalus_ctx *ctx);
	int (*try_ctrl)(struct daedalus_ctx *ctx, const struct v4l2_ctrl *ctrl);
	void (*stream_format)(const struct v4l2_ctrl *ctrl, struct dae_frame_format *fmt);
	int ahead;
	int (*prepare)(struct daedalus_job *job);
	void (*parsed)(struct daedalus_job *job);
	const struct av1_fg *(*grain)(struct daedalus_job *job);
	bool (*lf_works)(const struct daedalus_job *job);
	void (*lf_failed)(struct daedalus_job *job);
	void (*finish)(struct daedalus_job *job);
	size_t (*memory)(const struct daedalus_ctx *ctx);
};

/**
 * struct daedalus_job - one request on its way from two buffers to a picture
 * @ctx: whose
 * @index: position in &daedalus_ctx.jobs
 * @before: the job before it, if that may still be running: the one of whose frame
 *	rows may be missing; NULL if there is none
 * @reached: the stage @ahead has ended; ctx->job_lock
 * @decoded: its stages have ended, or it failed; ctx->job_lock
 * @abort: no more rows are wanted; set under ctx->job_lock, polled without
 * @src: OUTPUT buffer; not in the ready queue
 * @dst: CAPTURE buffer; not in the ready queue
 * @timestamp: of @src and @dst, ns
 * @second: @dst already holds what an earlier request decoded into it (the
 *	other field) and kept with V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF
 * @first_src: OUTPUT buffer of such an earlier request, to be returned with @src, or NULL
 * @failed_before: such an earlier request had an error
 * @lost: some of the bitstream could not be decoded; @dst gets the ERROR flag
 * @missing: a reference that is not there was used; same
 * @prepared: codec's finish() is owed
 * @parsed: codec's parsed() is not owed any more, and the next job may start; written
 *	by the work, under ctx->job_lock
 * @result: 0 or why it failed
 * @mapped: CPU access to imported buffers has begun
 * @bits: copy of the bitstream, followed by DAEDALUS_BITS_PADDING zero bytes
 * @bits_bytes: its length without padding
 * @bits_alloc: size of the memory at @bits; kept from job to job
 * @ctrls: copies of the controls, for H.264 struct daedalus_h264_ctrls, for VP9
 *	struct daedalus_vp9_ctrls, for AV1 struct daedalus_av1_ctrls
 * @new_ctrls: which controls the request itself carries, by position in the
 *	codec's list
 * @out: where the output stage writes; see daedalus_job_fits()
 * @workers: of the pool when it started
 * @ahead: when the next job may start, at first its codec's; may be set by codec's
 *	prepare()
 * @num_rows: rows of each stage; set by codec's prepare()
 * @num_parts: parts of the rows of each stage, 0 for 1; may be set by codec's prepare()
 * @part_rows: of stages with DAE_ORDER_COLUMNS, for each part the rows that have it,
 *	NULL for all; may be set by codec's prepare()
 * @stage_ctx: argument of the stage functions; set by codec's prepare()
 * @picture: the frame that the output stage packs, as a whole; may be set by codec's
 *	prepare()
 * @grain: it does so with film grain; may be set by codec's prepare()
 * @gates: for @run
 * @gate: for @run
 * @gpu: what V3D does for it, NULL if it never did
 * @run: for the scheduler
 * @start_ns: when it started, monotonic time
 * @recording: what it is recorded in, a reference; or NULL
 * @record_pos: where its chunk is in there
 *
 * All but @reached, @decoded and @abort belong to the context's work.
 */
struct daedalus_job {
	struct daedalus_ctx *ctx;
	unsigned int index;
	const struct daedalus_job *before;
	bool reached;
	bool decoded;
	bool abort;
	struct vb2_v4l2_buffer *src;
	struct vb2_v4l2_buffer *dst;
	u64 timestamp;
	bool second;
	struct vb2_v4l2_buffer *first_src;
	bool failed_before;
	bool lost;
	bool missing;
	bool prepared;
	bool parsed;
	bool mapped;
	int result;
	u8 *bits;
	size_t bits_bytes;
	size_t bits_alloc;
	void *ctrls;
	unsigned long new_ctrls;
	struct dae_output out;
	unsigned int workers;
	int ahead;
	unsigned int num_rows;
	u8 num_parts[DAE_STAGES_MAX];
	const struct dae_part_rows *part_rows[DAE_STAGES_MAX];
	void *stage_ctx;
	struct daedalus_frame *picture;
	bool grain;
	u8 gates;
	void (*gate)(struct daedalus_run *run, unsigned int stage);
	struct daedalus_gpu_job *gpu;
	struct daedalus_run run;
	u64 start_ns;
	struct daedalus_recording *recording;
	u64 record_pos;
};

/**
 * struct daedalus_ctx - an open file
 * @fh: file handle, with the mem2mem context
 * @hdl: controls of all codecs
 * @dev: the device
 * @id: number for traces and recordings, from 1 on
 * @memcg: whom private memory is charged to; NULL without cgroups
 * @queue_lock: lock of both vb2 queues
 * @fmt_lock: protects @codec, @coded, @raw, @raw_pix and @stream
 * @codec: the coded format; changes only while both queues have no buffers, so
 *	that jobs and vb2 callbacks read it without the lock
 * @coded: OUTPUT format
 * @raw: CAPTURE format, for new buffers
 * @raw_pix: the same, as user space sees it
 * @stream: depth and subsampling of the stream; width and height unused
 * @frames: reference store; used by the work, or while it is idle
 * @codec_priv: codec's own; same
 * @work: daedalus_job_work()
 * @job_lock: protects @streaming, @held, @held_failed, @held_src, @oldest, @num_jobs, what
 *	&struct daedalus_job says, and writes of its abort. Taken with the
 *	scheduler's lock held
 * @job_idle: woken when a job is over
 * @streaming: [0 OUTPUT, 1 CAPTURE] the queue is on and not about to stop
 * @held: CAPTURE buffer kept for another request with the same timestamp; in
 *	no ready queue
 * @held_failed: a request that decoded into @held had an error
 * @held_src: OUTPUT buffer of the request that decoded into @held, kept for the same; NULL
 *	if it has been returned
 * @held_work: returns @held_src if the other request does not come
 * @jobs: the jobs; those that have buffers start at @oldest
 * @oldest: index of the one that will be done first
 * @num_jobs: how many have buffers
 * @runs: for the scheduler
 * @sequence: [0 OUTPUT, 1 CAPTURE] of the next buffer; used by the work
 * @choice: whether V3D helps; used by the work, or while it is idle
 * @recording_id: the recording that knows of the stream, 0 if none; used by the
 *	work, or while it is idle
 * @stats: what it has done
 */
struct daedalus_ctx {
	struct v4l2_fh fh;
	struct v4l2_ctrl_handler hdl;
	struct daedalus_dev *dev;
	unsigned int id;
	struct mem_cgroup *memcg;

	struct mutex queue_lock;	/* queues */
	struct mutex fmt_lock;		/* formats */
	const struct daedalus_codec_ops *codec;
	struct v4l2_pix_format_mplane coded;
	struct daedalus_layout raw;
	struct v4l2_pix_format_mplane raw_pix;
	struct dae_frame_format stream;

	struct daedalus_frames frames;
	void *codec_priv;

	struct work_struct work;
	spinlock_t job_lock;		/* who has which buffer */
	wait_queue_head_t job_idle;
	bool streaming[2];
	struct vb2_v4l2_buffer *held;
	bool held_failed;
	struct vb2_v4l2_buffer *held_src;
	struct delayed_work held_work;
	struct daedalus_job jobs[DAEDALUS_JOBS];
	unsigned int oldest;
	unsigned int num_jobs;
	struct daedalus_stream runs;
	u32 sequence[2];
	struct dae_gpu_choice choice;
	u64 recording_id;
	struct daedalus_stats stats;
};

static inline struct daedalus_ctx *daedalus_file_ctx(struct file *file)
{
	return container_of(file_to_v4l2_fh(file), struct daedalus_ctx, fh);
}

static inline struct daedalus_buffer *daedalus_to_buffer(struct vb2_v4l2_buffer *vbuf)
{
	return container_of(vbuf, struct daedalus_buffer, m2m.vb);
}

/* Index of a queue in the arrays of struct daedalus_ctx. */
static inline unsigned int daedalus_queue_index(u32 type)
{
	return V4L2_TYPE_IS_CAPTURE(type);
}

/* daedalus_drv.c: the coded formats, NULL at the end. */
extern const struct daedalus_codec_ops * const daedalus_codecs[];

/**
 * daedalus_pool_workers() - decoding threads of the newest device
 *
 * Return: their number, 0 if there is no device.
 */
unsigned int daedalus_pool_workers(void);

/* daedalus_av1.c, daedalus_h264.c, daedalus_vp9.c */
extern const struct daedalus_codec_ops daedalus_av1_ops;
extern const struct daedalus_codec_ops daedalus_h264_ops;
extern const struct daedalus_codec_ops daedalus_vp9_ops;

/**
 * daedalus_max_size() - the largest coded width or height
 * @codec: of what is coded
 * @max: the largest width or height of a picture
 *
 * Return: samples; what is coded in whole blocks may be larger than what is shown of it.
 */
static inline u32 daedalus_max_size(const struct daedalus_codec_ops *codec, u32 max)
{
	return ALIGN(max, codec->size_align);
}

/* daedalus_ctrls.c */
extern const struct daedalus_ctrl daedalus_h264_ctrl_list[DAEDALUS_H264_CTRL_COUNT];
extern const struct daedalus_ctrl daedalus_vp9_ctrl_list[DAEDALUS_VP9_CTRL_COUNT];
extern const struct daedalus_ctrl daedalus_av1_ctrl_list[DAEDALUS_AV1_CTRL_COUNT];

/**
 * daedalus_ctrls_init() - make the controls of a context
 * @ctx: the context; its formats are set
 *
 * Return: 0 or a negative errno.
 */
int daedalus_ctrls_init(struct daedalus_ctx *ctx);

/**
 * daedalus_ctrls_bytes() - size of a job's copy of a control
 * @job: the job
 * @desc: the control, one of its codec
 *
 * Return: bytes at &daedalus_job.ctrls + @desc->offset; 0 if jobs do not need it.
 */
static inline u32 daedalus_ctrls_bytes(const struct daedalus_job *job,
				       const struct daedalus_ctrl *desc)
{
	if (!desc->elem_bytes)
		return desc->bytes;
	return desc->elem_bytes * *(const u32 *)((const u8 *)job->ctrls + desc->count_offset);
}

/**
 * daedalus_ctrls_copy() - copy the values of a codec's controls into a job
 * @job: the job; values of its request have been applied
 *
 * Fills in @job->ctrls and @job->new_ctrls.
 */
void daedalus_ctrls_copy(struct daedalus_job *job);

/* daedalus_formats.c: all CAPTURE formats, the last one without a fourcc */
extern const struct daedalus_format daedalus_formats[];

/**
 * daedalus_format_nth() - the CAPTURE formats for a stream, in order of preference
 * @stream: depth and subsampling; width and height are ignored
 * @index: which one
 *
 * Return: the format, or NULL if there are no more.
 */
const struct daedalus_format *daedalus_format_nth(const struct dae_frame_format *stream,
						  unsigned int index);

/**
 * daedalus_format_find() - a CAPTURE format for a stream
 * @stream: depth and subsampling; width and height are ignored
 * @fourcc: the one that is wanted
 *
 * Return: the format with @fourcc if it suits the stream, else the first that
 * does, or NULL if none does.
 */
const struct daedalus_format *daedalus_format_find(const struct dae_frame_format *stream,
						   u32 fourcc);

/**
 * daedalus_layout_init() - lay a buffer out
 * @layout: filled in
 * @fmt: its format
 * @width: luma samples
 * @height: luma rows
 */
void daedalus_layout_init(struct daedalus_layout *layout, const struct daedalus_format *fmt,
			  u32 width, u32 height);

/* daedalus_grow.c */
/**
 * daedalus_grow() - make room in memory that is kept from job to job
 * @mem: the memory, of kvmalloc() or NULL; its content is lost if it grows
 * @have: its size, in bytes
 * @need: how large it has to be
 *
 * Memory that has grown is aligned to 64 bytes.
 *
 * Return: 0, or -ENOMEM; there is no memory then.
 */
int daedalus_grow(void **mem, size_t *have, size_t need);

/* daedalus_video.c */
extern const struct v4l2_ioctl_ops daedalus_ioctl_ops;
int daedalus_queue_init(void *priv, struct vb2_queue *src_vq, struct vb2_queue *dst_vq);
int daedalus_request_validate(struct media_request *req);

/**
 * daedalus_formats_init() - set the default formats of a context
 * @ctx: the context
 */
void daedalus_formats_init(struct daedalus_ctx *ctx);

/**
 * daedalus_formats_set_stream() - the stream has another depth or subsampling
 * @ctx: the context
 * @stream: depth and subsampling; width and height are ignored
 *
 * Keeps the CAPTURE format if it suits, else takes the first that does.
 */
void daedalus_formats_set_stream(struct daedalus_ctx *ctx, const struct dae_frame_format *stream);

/**
 * daedalus_formats_output() - where a picture goes in a CAPTURE buffer
 * @out: filled in
 * @vbuf: the buffer, mapped
 */
void daedalus_formats_output(struct dae_output *out, struct vb2_v4l2_buffer *vbuf);

/* daedalus_job.c */
int daedalus_job_init(struct daedalus_ctx *ctx);
void daedalus_job_exit(struct daedalus_ctx *ctx);

/**
 * daedalus_job_kick() - look for something to decode
 * @ctx: the context; any buffer or state of it has changed
 */
void daedalus_job_kick(struct daedalus_ctx *ctx);

/**
 * daedalus_job_start_queue() - a queue starts
 * @ctx: the context
 * @type: of the queue
 */
void daedalus_job_start_queue(struct daedalus_ctx *ctx, u32 type);

/**
 * daedalus_job_stop_queue() - a queue stops
 * @ctx: the context
 * @type: of the queue
 *
 * Aborts the running jobs and waits for them, at most the time of one row. On
 * return the driver has no buffer of this queue outside of the ready queue.
 */
void daedalus_job_stop_queue(struct daedalus_ctx *ctx, u32 type);

/**
 * daedalus_job_begin() - forget the request before
 * @job: the job, with its context
 * @timestamp: of the OUTPUT buffer, ns
 * @workers: that the codec divides its rows for
 */
static inline void daedalus_job_begin(struct daedalus_job *job, u64 timestamp,
				      unsigned int workers)
{
	job->timestamp = timestamp;
	job->lost = false;
	job->missing = false;
	job->prepared = false;
	job->bits_bytes = 0;
	job->workers = workers;
	job->ahead = job->ctx->codec->ahead;
	job->picture = NULL;
	job->grain = false;
	job->gates = 0;
	memset(job->num_parts, 0, sizeof(job->num_parts));
	memset(job->part_rows, 0, sizeof(job->part_rows));
}

/* Is the picture not what the stream says? */
static inline bool daedalus_job_damaged(const struct daedalus_job *job)
{
	return job->lost || job->missing;
}

/**
 * daedalus_job_submit() - run the stages of a job that its codec has prepared
 * @job: the job
 * @reached: for @job->run
 * @done: for @job->run
 */
static inline void daedalus_job_submit(struct daedalus_job *job,
				       void (*reached)(struct daedalus_run *run),
				       void (*done)(struct daedalus_run *run))
{
	struct daedalus_run *run = &job->run;
	struct daedalus_ctx *ctx = job->ctx;

	run->table = ctx->codec->stages;
	run->num_rows = job->num_rows;
	memcpy(run->num_parts, job->num_parts, sizeof(run->num_parts));
	memcpy(run->part_rows, job->part_rows, sizeof(run->part_rows));
	run->frame = job->stage_ctx;
	run->ctx = ctx->id;
	run->timestamp = job->timestamp;
	run->abort = &job->abort;
	run->gates = job->gates;
	run->gate = job->gate;
	run->watch = job->ahead;
	run->reached = reached;
	run->done = done;
	daedalus_sched_submit(ctx->dev->sched, &ctx->runs, run);
}

/*
 * daedalus_job_begin_cpu_access() - the CPU is to write to a job's CAPTURE buffer
 * daedalus_job_end_cpu_access() - something else is
 * @job: the job
 *
 * For imported memory, by turns. A job starts with the CPU.
 */
void daedalus_job_begin_cpu_access(struct daedalus_job *job);
void daedalus_job_end_cpu_access(struct daedalus_job *job);

/**
 * daedalus_job_flush() - V4L2_DEC_CMD_FLUSH
 * @ctx: the context
 */
void daedalus_job_flush(struct daedalus_ctx *ctx);

/**
 * daedalus_job_fits() - check the buffer of a job
 * @job: the job
 * @fmt: layout of its picture
 *
 * For codec's prepare(), which returns the error.
 *
 * Return: 0, or -EINVAL if the picture cannot be written to @job->out.
 */
int daedalus_job_fits(struct daedalus_job *job, const struct dae_frame_format *fmt);

#endif /* DAEDALUS_H */
