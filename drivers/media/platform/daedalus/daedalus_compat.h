/* SPDX-License-Identifier: GPL-2.0 */
/* What differs between kernels 6.12 and 7.2, and nothing else. */
#ifndef DAEDALUS_COMPAT_H
#define DAEDALUS_COMPAT_H

#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/version.h>
#include <linux/videodev2.h>
#include <media/media-device.h>
#include <media/v4l2-fh.h>
#include <media/v4l2-mem2mem.h>
#include <media/videobuf2-v4l2.h>

#ifdef CONFIG_ARM64
#include <linux/cleanup.h>
#include <linux/cpufeature.h>
#include <asm/neon.h>
#include <asm/simd.h>
#endif

/* 6.13: the name of a symbol namespace is a string. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
#define DAEDALUS_IMPORT_NS_DMA_BUF	MODULE_IMPORT_NS(DMA_BUF)
#else
#define DAEDALUS_IMPORT_NS_DMA_BUF	MODULE_IMPORT_NS("DMA_BUF")
#endif

/* 6.14: a format of four samples in five bytes, which clients know for longer. */
#ifndef V4L2_PIX_FMT_NV20
#define V4L2_PIX_FMT_NV20	v4l2_fourcc('N', 'V', '2', '0')
#endif

/* 7.0: allocations say what they are for. */
#ifndef kzalloc_obj
#define kmalloc_obj(p, gfp)	kmalloc(sizeof(p), gfp)
#define kzalloc_obj(p, gfp)	kzalloc(sizeof(p), gfp)
#define kvzalloc_obj(p, gfp)	kvzalloc(sizeof(p), gfp)
#endif

/* 7.0: vb2 drops and takes the queue's lock itself while it waits. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(7, 0, 0)
#define DAEDALUS_VB2_WAIT_OPS					\
	.wait_prepare = vb2_ops_wait_prepare,			\
	.wait_finish = vb2_ops_wait_finish,
#else
#define DAEDALUS_VB2_WAIT_OPS
#endif

/* 6.19: frame type flags are not copied any more. */
static inline void daedalus_buf_copy_metadata(const struct vb2_v4l2_buffer *src,
					      struct vb2_v4l2_buffer *dst)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 19, 0)
	v4l2_m2m_buf_copy_metadata(src, dst, false);
#else
	v4l2_m2m_buf_copy_metadata(src, dst);
#endif
}

/* 6.18: v4l2_fh_add() and v4l2_fh_del() own file->private_data. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 18, 0)
static inline struct v4l2_fh *file_to_v4l2_fh(struct file *file)
{
	return file->private_data;
}

static inline void daedalus_fh_add(struct v4l2_fh *fh, struct file *file)
{
	file->private_data = fh;
	v4l2_fh_add(fh);
}

static inline void daedalus_fh_del(struct v4l2_fh *fh, struct file *file)
{
	v4l2_fh_del(fh);
}
#else
static inline void daedalus_fh_add(struct v4l2_fh *fh, struct file *file)
{
	v4l2_fh_add(fh, file);
}

static inline void daedalus_fh_del(struct v4l2_fh *fh, struct file *file)
{
	v4l2_fh_del(fh, file);
}
#endif

/* 7.2 at the latest: the core uses a device after it has had a request of it freed. */
static inline bool daedalus_has_requests(struct media_device *mdev)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(7, 2, 0)
	return false;
#else
	return atomic_read(&mdev->num_requests);
#endif
}

/* 6.19: memory for vector registers is the caller's, in a scope of their own. */
#if defined(CONFIG_ARM64) && !defined(scoped_ksimd)
DEFINE_LOCK_GUARD_0(daedalus_ksimd, kernel_neon_begin(), kernel_neon_end())
#define scoped_ksimd()	scoped_guard(daedalus_ksimd)
#endif

#endif /* DAEDALUS_COMPAT_H */
