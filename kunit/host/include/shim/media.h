/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Types of the media subsystem, as far as daedalus.h and the codec glue name
 * them. Nothing here does anything: the host build has no V4L2.
 */
#ifndef SHIM_MEDIA_H
#define SHIM_MEDIA_H

#include <shim/kernel.h>
#include <linux/videodev2.h>

struct file {
	void *private_data;
};

struct work_struct {
	int unused;
};

struct delayed_work {
	struct work_struct work;
};

struct workqueue_struct;
struct media_request;
struct media_device {
	int unused;
};

struct v4l2_device {
	int unused;
};

struct video_device {
	int unused;
};

struct v4l2_m2m_dev;
struct v4l2_ioctl_ops {
	int unused;
};

struct v4l2_fh {
	struct v4l2_ctrl_handler *ctrl_handler;
};

struct v4l2_ctrl_handler {
	struct mutex *lock;
	int error;
};

union v4l2_ctrl_ptr {
	void *p;
	const void *p_const;
	const struct v4l2_ctrl_h264_sps *p_h264_sps;
	const struct v4l2_ctrl_vp9_frame *p_vp9_frame;
	const struct v4l2_ctrl_av1_sequence *p_av1_sequence;
	const struct v4l2_ctrl_av1_frame *p_av1_frame;
};

struct v4l2_ctrl {
	struct v4l2_ctrl_handler *handler;
	u32 id;
	u32 elems;
	union v4l2_ctrl_ptr p_cur;
	union v4l2_ctrl_ptr p_new;
};

struct v4l2_ctrl_ops {
	int (*try_ctrl)(struct v4l2_ctrl *ctrl);
	int (*s_ctrl)(struct v4l2_ctrl *ctrl);
};

struct v4l2_ctrl_config {
	const struct v4l2_ctrl_ops *ops;
	u32 id;
	s64 min;
	s64 max;
	s64 def;
	u64 menu_skip_mask;
	u32 dims[4];
};

struct vb2_queue;
struct vb2_buffer {
	u64 timestamp;
	struct {
		struct media_request *req;
	} req_obj;
};

struct vb2_v4l2_buffer {
	struct vb2_buffer vb2_buf;
	u32 flags;
	u32 sequence;
};

struct v4l2_m2m_buffer {
	struct vb2_v4l2_buffer vb;
	struct list_head list;
};

/* Only the tables of daedalus_ctrls.c are used. */
static inline void v4l2_ctrl_handler_init(struct v4l2_ctrl_handler *hdl, unsigned int n)
{
}

static inline void v4l2_ctrl_handler_free(struct v4l2_ctrl_handler *hdl)
{
}

static inline struct v4l2_ctrl *v4l2_ctrl_new_custom(struct v4l2_ctrl_handler *hdl,
						     const struct v4l2_ctrl_config *cfg,
						     void *priv)
{
	return NULL;
}

static inline struct v4l2_ctrl *v4l2_ctrl_find(struct v4l2_ctrl_handler *hdl, u32 id)
{
	return NULL;
}

static inline struct v4l2_ctrl_handler *v4l2_ctrl_request_hdl_find(struct media_request *req,
								   struct v4l2_ctrl_handler *hdl)
{
	return NULL;
}

static inline void v4l2_ctrl_request_hdl_put(struct v4l2_ctrl_handler *hdl)
{
}

static inline struct v4l2_ctrl *v4l2_ctrl_request_hdl_ctrl_find(struct v4l2_ctrl_handler *hdl,
								u32 id)
{
	return NULL;
}

static inline void v4l2_m2m_buf_copy_metadata(const struct vb2_v4l2_buffer *src,
					      struct vb2_v4l2_buffer *dst, bool copy_frame_flags)
{
}

static inline void v4l2_fh_add(struct v4l2_fh *fh)
{
}

static inline void v4l2_fh_del(struct v4l2_fh *fh)
{
}

#endif /* SHIM_MEDIA_H */
