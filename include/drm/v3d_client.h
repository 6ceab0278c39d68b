/* SPDX-License-Identifier: GPL-2.0+ */
/*
 * V3D for other drivers: buffers and compute dispatches without a DRM file.
 *
 * A client is one more user of the GPU, with an entity of its own in the queue of compute
 * jobs that user space uses as well.
 */
#ifndef _DRM_V3D_CLIENT_H_
#define _DRM_V3D_CLIENT_H_

#include <linux/bits.h>
#include <linux/types.h>

struct dma_buf;
struct dma_fence;
struct iosys_map;
struct page;
struct v3d_client;
struct v3d_client_bo;

/* Of this header; a user that was built against another one must not go on. */
#define V3D_CLIENT_VERSION	1

/* Words of a dispatch: CFG0 to CFG6 */
#define V3D_CLIENT_CSD_WORDS	7
/* Most dispatches, buffers and fences of a submission */
#define V3D_CLIENT_MAX_CSD	16
#define V3D_CLIENT_MAX_BOS	64
#define V3D_CLIENT_MAX_DEPS	8

/* Of a buffer in a submission: it is written, so others wait for all of its users. */
#define V3D_CLIENT_BO_WRITE	BIT(0)
/* Of a buffer in a submission: nothing that is attached to it is waited for. */
#define V3D_CLIENT_BO_EXPLICIT	BIT(1)

/* Of a submission: it may be run again from its start when the GPU was reset. */
#define V3D_CLIENT_RERUN_OK	BIT(0)

/**
 * struct v3d_client_info - what does not change while there is a client
 * @ver: version of V3D, major * 10 + minor: 71 on a Raspberry Pi 5
 * @rev: revision of that version
 * @qpus: number of QPUs
 */
struct v3d_client_info {
	u32 ver;
	u32 rev;
	u32 qpus;
};

/**
 * struct v3d_client_bo_ref - a buffer of a submission
 * @bo: the buffer
 * @flags: V3D_CLIENT_BO_* flags
 */
struct v3d_client_bo_ref {
	struct v3d_client_bo *bo;
	u32 flags;
};

/**
 * struct v3d_client_submit - dispatches that run one after the other
 * @csd: words of each dispatch; as many batches as CFG4 says, which is not 0
 * @num_csd: 1..V3D_CLIENT_MAX_CSD
 * @bos: every buffer that any of them touches, each once
 * @num_bos: up to V3D_CLIENT_MAX_BOS
 * @deps: fences that are waited for first; the caller keeps its references
 * @num_deps: up to V3D_CLIENT_MAX_DEPS
 * @flags: V3D_CLIENT_RERUN_OK or 0
 */
struct v3d_client_submit {
	const u32 (*csd)[V3D_CLIENT_CSD_WORDS];
	unsigned int num_csd;
	const struct v3d_client_bo_ref *bos;
	unsigned int num_bos;
	struct dma_fence *const *deps;
	unsigned int num_deps;
	u32 flags;
};

/**
 * struct v3d_client_ops - what v3d does for clients
 * @version: V3D_CLIENT_VERSION
 *
 * All functions may sleep, but bo_addr() and info(). Those of one client may be called by
 * several threads at once, except for destroy(), which is the last one.
 *
 * @create: becomes a client of the first V3D there is. @gone is called in process context
 *	when V3D is about to go, unless destroy() has begun: it, or something that it started,
 *	must call destroy(), which V3D waits for. It may be called before create() has
 *	returned, but not before it has decided to succeed. @name is for messages. Returns the
 *	client or an ERR_PTR(): -ENODEV without V3D, -EOPNOTSUPP if it is too old for compute
 *	jobs, -ENOMEM.
 * @destroy: cancels what is queued, waits for what runs (until the GPU has been reset if it
 *	hangs), and frees the client. All its buffers have been put. If another task is in
 *	gone() it waits until that has returned; so gone() must not wait for another task that
 *	calls this. Afterwards gone() is not called any more.
 * @info: about the GPU
 * @bo_alloc: a buffer of @size bytes, filled with 0, for code, uniforms and the like.
 *	Returns it or an ERR_PTR().
 * @bo_import: the memory of @buf, whose exporter keeps it coherent (dma_buf_begin_cpu_access()
 *	and the like). Takes a reference of its own. Returns the buffer or an ERR_PTR().
 * @bo_wrap: memory that the CPU has mapped with its caches: @num_pages pages, which appear
 *	one after the other and which the buffer holds references of. Nothing is coherent by
 *	itself, see the two below. Returns the buffer or an ERR_PTR().
 * @bo_put: gives a buffer back; NULL is ignored. Submissions have references of their own.
 * @bo_addr: where V3D sees it
 * @bo_vmap: maps a buffer of bo_alloc() write-combined for the CPU; returns 0 or an errno
 * @bo_vunmap: ends that
 * @bo_sync_for_device: what the CPU wrote to a part of a buffer of bo_wrap() is seen by
 *	dispatches submitted later. @offset and @size are in bytes.
 * @bo_sync_for_cpu: what dispatches that are done wrote to a part of such a buffer is seen by
 *	the CPU, which must not have written to the same cache lines meanwhile
 * @submit: queues dispatches, without waiting for anything but memory and locks. The fence
 *	signals once all of them are done, or will never run, and the GPU's caches have been
 *	written back; its error is the first one that any of them had: -ECANCELED if it hung, was
 *	cancelled or would have had to run again. Returns a reference of the fence or an
 *	ERR_PTR().
 * @withdraw: what @fence of submit() stands for is not to run, if it has not begun. Returns true
 *	if so: none of it runs, although the fence, of which the caller has a reference, may
 *	signal much later. Returns false if some of it has begun or the fence has signalled.
 * @cancel: what has been submitted and has not begun ends with -ECANCELED, without
 *	touching the GPU; what runs, runs on. Does not wait.
 */
struct v3d_client_ops {
	unsigned int version;
	struct v3d_client *(*create)(const char *name, void (*gone)(void *data), void *data);
	void (*destroy)(struct v3d_client *client);
	const struct v3d_client_info *(*info)(struct v3d_client *client);
	struct v3d_client_bo *(*bo_alloc)(struct v3d_client *client, size_t size);
	struct v3d_client_bo *(*bo_import)(struct v3d_client *client, struct dma_buf *buf);
	struct v3d_client_bo *(*bo_wrap)(struct v3d_client *client, struct page **pages,
					 unsigned int num_pages);
	void (*bo_put)(struct v3d_client_bo *bo);
	u32 (*bo_addr)(const struct v3d_client_bo *bo);
	int (*bo_vmap)(struct v3d_client_bo *bo, struct iosys_map *map);
	void (*bo_vunmap)(struct v3d_client_bo *bo, struct iosys_map *map);
	void (*bo_sync_for_device)(struct v3d_client_bo *bo, size_t offset, size_t size);
	void (*bo_sync_for_cpu)(struct v3d_client_bo *bo, size_t offset, size_t size);
	struct dma_fence *(*submit)(struct v3d_client *client,
				    const struct v3d_client_submit *submit);
	bool (*withdraw)(struct v3d_client *client, struct dma_fence *fence);
	void (*cancel)(struct v3d_client *client);
};

/*
 * The one symbol there is, so that a driver that can do without V3D finds it with
 * symbol_get(), which also keeps the module.
 */
extern const struct v3d_client_ops v3d_client_ops;

#endif /* _DRM_V3D_CLIENT_H_ */
