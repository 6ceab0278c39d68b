/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A small client of the stateless decoder, for tests: one open file, its
 * buffers, and requests that hold one picture each. Every call that fails
 * in a way a test does not ask about ends the program with a message.
 */
#ifndef CLIENT_H
#define CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdnoreturn.h>

#include <linux/media.h>
#include <linux/types.h>
#include <linux/videodev2.h>
#include <linux/v4l2-controls.h>

/* Linux 6.10; the host's headers may be older. */
#ifndef VIDIOC_REMOVE_BUFS
struct v4l2_remove_buffers {
	__u32 index;
	__u32 count;
	__u32 type;
	__u32 reserved[13];
};

#define VIDIOC_REMOVE_BUFS	_IOWR('V', 104, struct v4l2_remove_buffers)
#define V4L2_BUF_CAP_SUPPORTS_REMOVE_BUFS	0x100
#endif

#define OUTPUT		V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE
#define CAPTURE		V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE
#define BUFFERS_MAX	64

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

/* More than a test's clip has. */
#define AV1_TILES_MAX	(V4L2_AV1_MAX_TILE_COUNT + 1)

/**
 * struct av1_ctrls - what a frame of AV1 needs
 * @sequence: control
 * @frame: control
 * @grain: control
 * @num_tiles: entries of @tiles
 * @tiles: control
 */
struct av1_ctrls {
	struct v4l2_ctrl_av1_sequence sequence;
	struct v4l2_ctrl_av1_frame frame;
	struct v4l2_ctrl_av1_film_grain grain;
	unsigned int num_tiles;
	struct v4l2_ctrl_av1_tile_group_entry tiles[AV1_TILES_MAX];
};

/**
 * struct picture - an access unit of a clip and the controls it needs
 * @coded: V4L2_PIX_FMT_H264_SLICE, V4L2_PIX_FMT_VP9_FRAME or V4L2_PIX_FMT_AV1_FRAME
 * @data: its slice NAL units with start codes, its frame, or its tile groups
 * @bytes: their length
 * @width: in samples, for H.264 a multiple of 16
 * @height: same
 * @idr: needs no reference
 * @sps: control of H.264
 * @pps: same
 * @decode: same, without references
 * @frame: control of VP9, without references
 * @av1: controls of AV1
 */
struct picture {
	__u32 coded;
	const __u8 *data;
	size_t bytes;
	unsigned int width, height;
	bool idr;
	struct v4l2_ctrl_h264_sps sps;
	struct v4l2_ctrl_h264_pps pps;
	struct v4l2_ctrl_h264_decode_params decode;
	struct v4l2_ctrl_vp9_frame frame;
	struct av1_ctrls av1;
};

/**
 * struct plane_map - memory of a buffer
 * @start: mapped
 * @bytes: length
 */
struct plane_map {
	void *start;
	size_t bytes;
};

/**
 * struct queue - one queue of an open file
 * @type: OUTPUT or CAPTURE
 * @memory: V4L2_MEMORY_MMAP or V4L2_MEMORY_DMABUF
 * @count: buffers
 * @queued: whether the driver has the buffer
 * @num_planes: memory planes of the newest buffer
 * @map: first plane of each
 * @map2: second plane of each, if there is one
 * @dmabuf: of imported buffers
 */
struct queue {
	enum v4l2_buf_type type;
	enum v4l2_memory memory;
	unsigned int count;
	bool queued[BUFFERS_MAX];
	unsigned int num_planes;
	struct plane_map map[BUFFERS_MAX];
	struct plane_map map2[BUFFERS_MAX];
	int dmabuf[BUFFERS_MAX];
};

/**
 * struct client - an open file
 * @video: file
 * @media: file
 * @coded: format of OUTPUT, V4L2_PIX_FMT_H264_SLICE unless changed
 * @out: OUTPUT queue
 * @cap: CAPTURE queue
 */
struct client {
	int video;
	int media;
	__u32 coded;
	struct queue out;
	struct queue cap;
};

/**
 * struct done - a buffer that came back
 * @index: which
 * @error: with V4L2_BUF_FLAG_ERROR
 * @timestamp: in microseconds
 */
struct done {
	unsigned int index;
	bool error;
	__u64 timestamp;
};

/* Prints a line as printf() does and ends the program. */
noreturn void fail(const char *format, ...);

/* Fails the test unless @cond, and says so in its words. */
#define check(cond)	((cond) ? (void)0 : fail("%s:%d: not true: %s", __func__, __LINE__, #cond))

__u64 now_ms(void);

/* The device must answer in less: a second, or in a slow lab as many as it says. */
unsigned int patience_ms(void);

/* As ioctl(), but a failure other than @expected (0: none) fails the test. */
int try_ioctl(int fd, unsigned long request, void *arg);
void must_ioctl(int fd, unsigned long request, void *arg, const char *name);
#define MUST(fd, request, arg)	must_ioctl(fd, request, arg, #request)

/* All of a file; the caller frees it, or not. */
__u8 *load_file(const char *path, size_t *bytes);
/* The first pictures of an Annex B or IVF file, or of a recording of AV1. */
unsigned int load_pictures(const char *path, struct picture *pictures, unsigned int max);
/* The same of what is in such a file; @data must stay. */
unsigned int h264_pictures(const __u8 *data, size_t bytes, struct picture *pictures,
			   unsigned int max);
unsigned int vp9_pictures(const __u8 *data, size_t bytes, struct picture *pictures,
			  unsigned int max);
unsigned int av1_pictures(const __u8 *data, size_t bytes, struct picture *pictures,
			  unsigned int max);

void client_open(struct client *c);
void client_close(struct client *c);

void set_output_format(struct client *c, unsigned int width, unsigned int height);
void get_capture_format(struct client *c, struct v4l2_format *f);
int set_ctrl(struct client *c, int request, __u32 id, void *value, size_t bytes);
void get_ctrl(struct client *c, __u32 id, void *value, size_t bytes);

/* Make buffers and map them; @count 0 frees all. */
void request_buffers(struct client *c, struct queue *q, unsigned int count);
/* Add one buffer of the current format. */
unsigned int create_buffer(struct client *c, struct queue *q);
/* Free one that is not queued; an errno. */
int remove_buffer(struct client *c, struct queue *q, unsigned int index);
int export_buffer(struct client *c, struct queue *q, unsigned int index);
void import_buffers(struct client *c, struct queue *q, unsigned int count, const int *dmabuf,
		    size_t bytes);
void stream(struct client *c, struct queue *q, bool on);
void flush(struct client *c);

int queue_capture(struct client *c, unsigned int index);
int make_request(struct client *c);
/* Queue an OUTPUT buffer with @data as part of @request, and the request. */
void queue_output(struct client *c, unsigned int index, int request, const void *data,
		  size_t bytes, __u64 timestamp, __u32 flags);
/* Set the controls of a picture in a request. */
void set_picture_ctrls(struct client *c, int request, const struct picture *pic);
/* Queue an OUTPUT buffer with the picture and its controls; the request's fd. */
int queue_picture(struct client *c, unsigned int index, const struct picture *pic,
		  __u64 timestamp, __u32 flags);

/* Wait for a buffer; false when none came in time. */
bool dequeue(struct client *c, struct queue *q, struct done *done, unsigned int ms);
void wait_request(int request);

/* All set for pictures like @pic: formats, buffers, both queues on. */
void start(struct client *c, const struct picture *pic, unsigned int num_out,
	   unsigned int num_cap);
/* Decode @pic with OUTPUT buffer 0 into CAPTURE buffer @index; was it all right? */
bool decode(struct client *c, const struct picture *pic, unsigned int index, __u64 timestamp);
/* A hash of the visible samples of NV12, chroma right after luma. */
__u64 hash_nv12(const void *start, unsigned int width, unsigned int height);
/* The same of a CAPTURE buffer, with one memory plane or two. */
__u64 hash_capture(const struct client *c, unsigned int index, unsigned int width,
		   unsigned int height);

#endif /* CLIENT_H */
