// SPDX-License-Identifier: GPL-2.0
/*
 * Stages of a frame on V3D, see daedalus_gpu.h.
 *
 * A stage that V3D does has a gate. When its rows have run, which then do nothing or prepare
 * tables only, the pool calls daedalus_gpu_gate(), and a work of the job writes uniforms,
 * hands memory over and submits. The fence's callback queues the same work again, which takes
 * memory back and opens the gate, to the rows of the stage if something went wrong.
 *
 * V3D may go at any time (its driver is unbound). Then what it does is waited for, which
 * takes about a second if it hangs, and all mappings lose their buffers. A frame that was to
 * use it sees that the generation is another one.
 */
#include <linux/dma-fence.h>
#include <linux/err.h>
#include <linux/iosys-map.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/scatterlist.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <drm/v3d_client.h>
#include <media/videobuf2-dma-sg.h>

#include "daedalus.h"
#include "daedalus_gpu.h"
#include "daedalus_gpu_lf.h"
#include "daedalus_simd.h"
#include "gpu/dae_gpu.h"
#include "gpu/dae_gpu_av1_lf.h"
#include "gpu/dae_gpu_choice.h"
#include "gpu/dae_gpu_output.h"

/* Dispatches and buffers of a submission, at most. */
#define DAEDALUS_GPU_CSD_MAX	8
#define DAEDALUS_GPU_BOS_MAX	8

/* Frames in a row that V3D fails to do before it is left alone. */
#define DAEDALUS_GPU_FAULTS	3
/*
 * How long a frame waits for V3D to begin: whoever has it may not let go for a second, which is
 * also how long clients such as GStreamer wait for a picture.
 */
#define DAEDALUS_GPU_PATIENCE	msecs_to_jiffies(200)
/* V3D is left alone for so long. */
#define DAEDALUS_GPU_PAUSE_NS	(60 * NSEC_PER_SEC)

static_assert(DAE_GPU_OUTPUT_DISPATCHES <= DAEDALUS_GPU_CSD_MAX);
static_assert(DAE_GPU_AV1_LF_DISPATCHES <= DAEDALUS_GPU_CSD_MAX);
static_assert(DAEDALUS_GPU_CSD_MAX <= V3D_CLIENT_MAX_CSD);
static_assert(DAEDALUS_GPU_BOS_MAX <= V3D_CLIENT_MAX_BOS);
static_assert(DAE_GPU_CSD_WORDS == V3D_CLIENT_CSD_WORDS);

enum daedalus_gpu_mode {
	DAEDALUS_GPU_AUTO,
	DAEDALUS_GPU_OFF,
	DAEDALUS_GPU_FORCE,
};

static const char * const daedalus_gpu_modes[] = {
	[DAEDALUS_GPU_AUTO] = "auto",
	[DAEDALUS_GPU_OFF] = "off",
	[DAEDALUS_GPU_FORCE] = "force",
};

static unsigned int daedalus_gpu_mode;

static int daedalus_gpu_set_mode(const char *value, const struct kernel_param *param)
{
	const int mode = sysfs_match_string(daedalus_gpu_modes, value);

	if (mode < 0)
		return mode;
	WRITE_ONCE(daedalus_gpu_mode, mode);

	return 0;
}

static int daedalus_gpu_get_mode(char *buffer, const struct kernel_param *param)
{
	return sysfs_emit(buffer, "%s\n", daedalus_gpu_modes[READ_ONCE(daedalus_gpu_mode)]);
}

static const struct kernel_param_ops daedalus_gpu_mode_ops = {
	.set = daedalus_gpu_set_mode,
	.get = daedalus_gpu_get_mode,
};

module_param_cb(gpu, &daedalus_gpu_mode_ops, NULL, 0644);
MODULE_PARM_DESC(gpu, "Use of the V3D GPU: auto (where it was seen to help), off, or force (wherever it can) (default: auto)");

/**
 * struct daedalus_gpu - V3D as the device sees it
 * @lock: protects what is below, up to @pause_end_ns
 * @num_streams: streams that may want to use it
 * @ops: what its driver does; constant as long as the module is loaded, which clients keep
 * @client: what we are to it, NULL if there is none at present
 * @leaving: it is about to go: nothing is submitted any more
 * @generation: counts clients; no mapping survives one
 * @maps: all mappings
 * @code_bo: the shaders
 * @code: where they are
 * @faults: frames that failed since the last one that did not
 * @fault_ns: when the last one was over, monotonic time
 * @pause_end_ns: V3D is left alone until then
 * @running: submissions that have not been taken back
 * @idle: woken when @running becomes 0
 * @wq: runs the work of jobs
 */
struct daedalus_gpu {
	struct mutex lock;	/* client */
	unsigned int num_streams;
	const struct v3d_client_ops *ops;
	struct v3d_client *client;
	bool leaving;
	u64 generation;
	struct list_head maps;
	struct v3d_client_bo *code_bo;
	struct dae_gpu_code code;
	unsigned int faults;
	u64 fault_ns;
	u64 pause_end_ns;
	atomic_t running;
	wait_queue_head_t idle;
	struct workqueue_struct *wq;
};

/**
 * struct daedalus_gpu_stats - what V3D has done since the module was loaded
 * @done: stages of frames
 * @failed: stages that the CPU had to do again
 * @ns: time that @done took from submission to the end, together
 */
static struct daedalus_gpu_stats {
	atomic64_t done;
	atomic64_t failed;
	atomic64_t ns;
} daedalus_gpu_stats;

/**
 * struct daedalus_gpu_map - memory that V3D can see, too
 * @gpu: the device's
 * @node: in its list
 * @bo: NULL once V3D has gone; gpu->lock
 * @ops: of the client that made @bo
 * @cached: the CPU sees it through its caches, and this driver hands it over
 */
struct daedalus_gpu_map {
	struct daedalus_gpu *gpu;
	struct list_head node;
	struct v3d_client_bo *bo;
	const struct v3d_client_ops *ops;
	bool cached;
};

/**
 * struct daedalus_gpu_job - what V3D does for a job
 * @job: the job
 * @work: daedalus_gpu_work()
 * @late: daedalus_gpu_late(), on its way as long as @fence is there
 * @fence: of what is submitted, NULL before that
 * @cb: for @fence
 * @stage: stage that it stands in for
 * @asked: what V3D had better do for this frame
 * @way: what it is given to do, whether it succeeds or not
 * @loaded: another frame was under way when this one started
 * @generation: of the client that the frame is mapped for
 * @start_ns: when the work was submitted
 * @lf: memory of the loop filter; kept from job to job
 * @mem: for uniforms and tables; same
 * @mem_bytes: its size
 * @mem_vaddr: where the CPU sees it
 */
struct daedalus_gpu_job {
	struct daedalus_job *job;
	struct work_struct work;
	struct delayed_work late;
	struct dma_fence *fence;
	struct dma_fence_cb cb;
	unsigned int stage;
	enum dae_gpu_way asked;
	enum dae_gpu_way way;
	bool loaded;
	u64 generation;
	u64 start_ns;
	struct daedalus_gpu_lf lf;
	struct daedalus_gpu_map *mem;
	size_t mem_bytes;
	void *mem_vaddr;
};

/* Mappings. */

static void daedalus_gpu_map_drop(struct daedalus_gpu_map *map)
{
	if (map->bo)
		map->ops->bo_put(map->bo);
	map->bo = NULL;
}

void daedalus_gpu_unmap(struct daedalus_gpu_map *map)
{
	struct daedalus_gpu *gpu;

	if (!map)
		return;
	gpu = map->gpu;
	mutex_lock(&gpu->lock);
	daedalus_gpu_map_drop(map);
	list_del(&map->node);
	mutex_unlock(&gpu->lock);
	kfree(map);
}

/* Keep a new buffer, or an error, as a mapping that may be there from an earlier client. */
static int daedalus_gpu_map_add(struct daedalus_gpu *gpu, struct daedalus_gpu_map **map,
				struct v3d_client_bo *bo, bool cached)
{
	lockdep_assert_held(&gpu->lock);

	if (IS_ERR(bo))
		return PTR_ERR(bo);
	if (!*map) {
		*map = kzalloc_obj(**map, GFP_KERNEL_ACCOUNT);
		if (!*map) {
			gpu->ops->bo_put(bo);
			return -ENOMEM;
		}
		(*map)->gpu = gpu;
		list_add(&(*map)->node, &gpu->maps);
	}
	(*map)->bo = bo;
	(*map)->ops = gpu->ops;
	(*map)->cached = cached;

	return 0;
}

static bool daedalus_gpu_is_mapped(const struct daedalus_gpu_map *map)
{
	return map && map->bo;
}

/* What the CPU has written so far is no longer in its caches. */
static int daedalus_gpu_map_pages(struct daedalus_gpu *gpu, struct daedalus_gpu_map **map,
				  struct page **pages, unsigned int num_pages)
{
	struct v3d_client_bo *bo = gpu->ops->bo_wrap(gpu->client, pages, num_pages);

	if (!IS_ERR(bo))
		gpu->ops->bo_sync_for_device(bo, 0, (size_t)num_pages << PAGE_SHIFT);

	return daedalus_gpu_map_add(gpu, map, bo, true);
}

/* Memory of vmalloc(). */
static int daedalus_gpu_map_vmalloc(struct daedalus_gpu *gpu, struct daedalus_gpu_map **map,
				    const void *mem, size_t bytes)
{
	const unsigned int num_pages = PAGE_ALIGN(bytes) >> PAGE_SHIFT;
	struct page **pages;
	unsigned int i;
	int ret;

	if (daedalus_gpu_is_mapped(*map))
		return 0;
	pages = kvmalloc_array(num_pages, sizeof(*pages), GFP_KERNEL_ACCOUNT);
	if (!pages)
		return -ENOMEM;
	for (i = 0; i < num_pages; i++)
		pages[i] = vmalloc_to_page(mem + ((size_t)i << PAGE_SHIFT));
	ret = daedalus_gpu_map_pages(gpu, map, pages, num_pages);
	kvfree(pages);

	return ret;
}

/* A plane that vb2 has allocated. */
static int daedalus_gpu_map_sgtable(struct daedalus_gpu *gpu, struct daedalus_gpu_map **map,
				    struct sg_table *sgt)
{
	unsigned int num_pages = 0, i = 0;
	struct sg_page_iter iter;
	struct page **pages;
	int ret;

	for_each_sgtable_page(sgt, &iter, 0)
		num_pages++;
	pages = kvmalloc_array(num_pages, sizeof(*pages), GFP_KERNEL_ACCOUNT);
	if (!pages)
		return -ENOMEM;
	for_each_sgtable_page(sgt, &iter, 0)
		pages[i++] = sg_page_iter_page(&iter);
	ret = daedalus_gpu_map_pages(gpu, map, pages, num_pages);
	kvfree(pages);

	return ret;
}

static int daedalus_gpu_map_dst(struct daedalus_gpu *gpu, struct daedalus_job *job)
{
	struct vb2_buffer *vb = &job->dst->vb2_buf;
	struct daedalus_buffer *buffer = daedalus_to_buffer(job->dst);
	unsigned int i;
	int ret;

	for (i = 0; i < vb->num_planes; i++) {
		if (daedalus_gpu_is_mapped(buffer->map[i]))
			continue;
		if (vb->memory == VB2_MEMORY_DMABUF)
			ret = daedalus_gpu_map_add(gpu, &buffer->map[i],
						   gpu->ops->bo_import(gpu->client,
								       vb->planes[i].dbuf),
						   false);
		else
			ret = daedalus_gpu_map_sgtable(gpu, &buffer->map[i],
						       vb2_dma_sg_plane_desc(vb, i));
		if (ret)
			return ret;
	}

	return 0;
}

/* Room for uniforms and tables of a frame. */
static int daedalus_gpu_map_mem(struct daedalus_gpu *gpu, struct daedalus_gpu_job *gj,
				size_t bytes)
{
	struct v3d_client_bo *bo;
	struct iosys_map vmap;
	int ret;

	if (daedalus_gpu_is_mapped(gj->mem) && gj->mem_bytes >= bytes)
		return 0;
	if (gj->mem) {
		daedalus_gpu_map_drop(gj->mem);
		gj->mem_bytes = 0;
	}

	bytes = PAGE_ALIGN(bytes);
	bo = gpu->ops->bo_alloc(gpu->client, bytes);
	if (IS_ERR(bo))
		return PTR_ERR(bo);
	/* Stays mapped as long as the buffer lives. */
	ret = gpu->ops->bo_vmap(bo, &vmap);
	if (!ret && vmap.is_iomem)
		ret = -EINVAL;
	if (ret) {
		gpu->ops->bo_put(bo);
		return ret;
	}
	ret = daedalus_gpu_map_add(gpu, &gj->mem, bo, false);
	if (ret)
		return ret;
	gj->mem_bytes = bytes;
	gj->mem_vaddr = vmap.vaddr;

	return 0;
}

static u32 daedalus_gpu_addr(const struct daedalus_gpu_map *map)
{
	return map->ops->bo_addr(map->bo);
}

/* V3D itself: found with the first stream, given up with the last one. */

static int daedalus_gpu_load_code(struct daedalus_gpu *gpu)
{
	const size_t bytes = PAGE_ALIGN(dae_gpu_code_bytes());
	struct v3d_client_bo *bo;
	struct iosys_map vmap;
	int ret;

	bo = gpu->ops->bo_alloc(gpu->client, bytes);
	if (IS_ERR(bo))
		return PTR_ERR(bo);
	ret = gpu->ops->bo_vmap(bo, &vmap);
	if (ret) {
		gpu->ops->bo_put(bo);
		return ret;
	}
	dae_gpu_code_init(&gpu->code, vmap.vaddr, gpu->ops->bo_addr(bo));
	gpu->ops->bo_vunmap(bo, &vmap);
	gpu->code_bo = bo;

	return 0;
}

/* Whoever gets the client from here is to destroy it, without the lock; NULL: there is none. */
static struct v3d_client *daedalus_gpu_detach(struct daedalus_gpu *gpu)
{
	struct v3d_client *client = gpu->client;
	struct daedalus_gpu_map *map;

	lockdep_assert_held(&gpu->lock);

	if (!client)
		return NULL;
	list_for_each_entry(map, &gpu->maps, node)
		daedalus_gpu_map_drop(map);
	gpu->ops->bo_put(gpu->code_bo);
	gpu->code_bo = NULL;
	gpu->client = NULL;
	gpu->leaving = false;

	return client;
}

/* Waits for daedalus_gpu_gone() if that is running, so not with its lock. */
static void daedalus_gpu_destroy(const struct v3d_client_ops *ops, struct v3d_client *client)
{
	if (!client)
		return;
	ops->destroy(client);
	symbol_put(v3d_client_ops);
}

/* The v3d driver is unbound. If nothing is left here, someone else destroys the client. */
static void daedalus_gpu_gone(void *data)
{
	struct daedalus_gpu *gpu = data;
	struct v3d_client *client;

	mutex_lock(&gpu->lock);
	if (gpu->client) {
		gpu->leaving = true;
		gpu->ops->cancel(gpu->client);
		mutex_unlock(&gpu->lock);
		wait_event(gpu->idle, !atomic_read(&gpu->running));
		mutex_lock(&gpu->lock);
	}
	client = daedalus_gpu_detach(gpu);
	mutex_unlock(&gpu->lock);
	daedalus_gpu_destroy(gpu->ops, client);
}

static const struct v3d_client_ops *daedalus_gpu_find(void)
{
	const struct v3d_client_ops *ops = symbol_get(v3d_client_ops);

	if (ops && ops->version != V3D_CLIENT_VERSION) {
		symbol_put(v3d_client_ops);
		return NULL;
	}
	return ops;
}

/* A client that is no good has no buffers. */
static int daedalus_gpu_start_client(struct daedalus_gpu *gpu)
{
	/* Shaders are for this version. */
	if (gpu->ops->info(gpu->client)->ver != 71)
		return -ENODEV;

	return daedalus_gpu_load_code(gpu);
}

static int daedalus_gpu_connect(struct daedalus_gpu *gpu)
{
	const struct v3d_client_ops *ops;
	struct v3d_client *client;
	int ret = 0;

	mutex_lock(&gpu->lock);
	if (gpu->client)
		goto out_unlock;
	ops = daedalus_gpu_find();
	if (!ops) {
		ret = -ENODEV;
		goto out_unlock;
	}
	gpu->ops = ops;
	client = ops->create(DAEDALUS_NAME, daedalus_gpu_gone, gpu);
	if (IS_ERR(client)) {
		symbol_put(v3d_client_ops);
		ret = PTR_ERR(client);
		goto out_unlock;
	}
	gpu->client = client;
	ret = daedalus_gpu_start_client(gpu);
	if (ret)
		gpu->client = NULL;
	gpu->generation++;
	gpu->faults = 0;
	gpu->pause_end_ns = 0;
	mutex_unlock(&gpu->lock);
	if (ret)
		daedalus_gpu_destroy(ops, client);
	return ret;

out_unlock:
	mutex_unlock(&gpu->lock);
	return ret;
}

void daedalus_gpu_stream_start(struct daedalus_ctx *ctx)
{
	struct daedalus_gpu *gpu = ctx->dev->gpu;

	ctx->choice = (struct dae_gpu_choice){
		.ways = ctx->codec->lf_failed ? DAE_GPU_WAYS : DAE_GPU_WAY_FILTER,
	};
	mutex_lock(&gpu->lock);
	gpu->num_streams++;
	mutex_unlock(&gpu->lock);
	/* Without V3D there is nothing to say; probe has. */
	if (READ_ONCE(daedalus_gpu_mode) != DAEDALUS_GPU_OFF)
		daedalus_gpu_connect(gpu);
}

void daedalus_gpu_stream_stop(struct daedalus_ctx *ctx)
{
	struct daedalus_gpu *gpu = ctx->dev->gpu;
	struct v3d_client *client = NULL;

	mutex_lock(&gpu->lock);
	if (!--gpu->num_streams)
		client = daedalus_gpu_detach(gpu);
	mutex_unlock(&gpu->lock);
	daedalus_gpu_destroy(gpu->ops, client);
}

/* Jobs. */

/**
 * struct daedalus_gpu_work_list - what is submitted
 * @csd: dispatches
 * @num_csd: valid entries of @csd
 * @bos: buffers
 * @num_bos: valid entries of @bos
 */
struct daedalus_gpu_work_list {
	u32 csd[DAEDALUS_GPU_CSD_MAX][V3D_CLIENT_CSD_WORDS];
	unsigned int num_csd;
	struct v3d_client_bo_ref bos[DAEDALUS_GPU_BOS_MAX];
	unsigned int num_bos;
};

static void daedalus_gpu_add_bo(struct daedalus_gpu_work_list *list, struct v3d_client_bo *bo,
				bool write)
{
	list->bos[list->num_bos++] = (struct v3d_client_bo_ref){
		.bo = bo,
		.flags = V3D_CLIENT_BO_EXPLICIT | (write ? V3D_CLIENT_BO_WRITE : 0),
	};
}

/* Memory goes to V3D, or back to the CPU. */
static void daedalus_gpu_sync(const struct daedalus_gpu_map *map, size_t bytes, bool for_cpu)
{
	if (map->cached)
		(for_cpu ? map->ops->bo_sync_for_cpu : map->ops->bo_sync_for_device)
			(map->bo, 0, bytes);
}

/* Bytes of a frame up to the end of its samples. */
static size_t daedalus_gpu_samples_bytes(const struct daedalus_frame *frame)
{
	return (u8 *)frame->f.side - (u8 *)frame->mem;
}

static void daedalus_gpu_sync_frame(const struct daedalus_frame *frame, bool for_cpu)
{
	daedalus_gpu_sync(frame->map, daedalus_gpu_samples_bytes(frame), for_cpu);
}

static struct dae_gpu_mem daedalus_gpu_mem(const struct daedalus_gpu_job *gj)
{
	return (struct dae_gpu_mem){
		.data = gj->mem_vaddr,
		.va = daedalus_gpu_addr(gj->mem),
		.bytes = gj->mem_bytes,
	};
}

/* The output pass. */

struct daedalus_gpu_grain {
	struct daedalus_job *job;
	const struct av1_fg *fg;
};

static void daedalus_gpu_prepare_grain(void *argument)
{
	struct daedalus_gpu_grain *grain = argument;

	grain->fg = grain->job->ctx->codec->grain(grain->job);
}

static void daedalus_gpu_sync_dst(struct daedalus_job *job, bool for_cpu)
{
	struct vb2_buffer *vb = &job->dst->vb2_buf;
	struct daedalus_buffer *buffer = daedalus_to_buffer(job->dst);
	unsigned int i;

	for (i = 0; i < vb->num_planes; i++)
		daedalus_gpu_sync(buffer->map[i], buffer->layout.plane_bytes[i], for_cpu);
}

static int daedalus_gpu_build_output(struct daedalus_gpu *gpu, struct daedalus_gpu_job *gj,
				     struct daedalus_gpu_work_list *list)
{
	struct daedalus_job *job = gj->job;
	struct vb2_buffer *vb = &job->dst->vb2_buf;
	struct daedalus_buffer *buffer = daedalus_to_buffer(job->dst);
	const struct daedalus_frame *frame = job->picture;
	const struct dae_output *out = &job->out;
	struct daedalus_gpu_grain grain = { .job = job };
	struct dae_gpu_mem mem = daedalus_gpu_mem(gj);
	struct dae_gpu_output desc = {
		.fmt = frame->f.fmt,
		.out = out->fmt,
	};
	unsigned int i;

	for (i = 0; i < frame->f.num_planes; i++)
		desc.src[i] = dae_gpu_plane(&frame->f, i, frame->mem,
					    daedalus_gpu_addr(frame->map));
	for (i = 0; i < dae_output_num_planes(out->fmt); i++) {
		const unsigned int n = vb->num_planes > 1 ? i : 0;
		const u8 *start = vb2_plane_vaddr(vb, n);

		desc.va[i] = daedalus_gpu_addr(buffer->map[n]) + ((u8 *)out->plane[i] - start);
		desc.stride_bytes[i] = out->stride_bytes[i];
	}
	if (job->grain)
		daedalus_simd_run(daedalus_gpu_prepare_grain, &grain);
	desc.fg = grain.fg;

	daedalus_gpu_add_bo(list, frame->map->bo, false);
	for (i = 0; i < vb->num_planes; i++)
		daedalus_gpu_add_bo(list, buffer->map[i]->bo, true);

	return dae_gpu_output_build(&desc, &gpu->code, &mem, list->csd);
}

/* The CPU may have written to the destination as well. */
static void daedalus_gpu_hand_over_output(struct daedalus_gpu_job *gj)
{
	daedalus_gpu_sync_frame(gj->job->picture, false);
	daedalus_job_end_cpu_access(gj->job);
	daedalus_gpu_sync_dst(gj->job, false);
}

static void daedalus_gpu_take_output(struct daedalus_gpu_job *gj)
{
	daedalus_gpu_sync_dst(gj->job, true);
	daedalus_job_begin_cpu_access(gj->job);
}

/* The loop filter of AV1. */

static const struct daedalus_gpu_map *daedalus_gpu_lf_dst(const struct daedalus_gpu_job *gj)
{
	return gj->lf.apart ? gj->lf.shared[DAEDALUS_GPU_LF_FILTERED] : gj->job->picture->map;
}

static int daedalus_gpu_build_lf(struct daedalus_gpu *gpu, struct daedalus_gpu_job *gj,
				 struct daedalus_gpu_work_list *list)
{
	const struct daedalus_frame *frame = gj->job->picture;
	struct dae_gpu_mem mem = daedalus_gpu_mem(gj);
	u32 va[DAEDALUS_GPU_LF_MEMS];
	struct dae_gpu_av1_lf desc;
	unsigned int i;

	if (!daedalus_gpu_is_mapped(daedalus_gpu_lf_dst(gj)))
		return -ENOMEM;
	if (!gj->job->ctx->codec->lf_works(gj->job))
		return -EAGAIN;
	for (i = 0; i < DAEDALUS_GPU_LF_FILTERED; i++) {
		va[i] = daedalus_gpu_addr(gj->lf.shared[i]);
		daedalus_gpu_add_bo(list, gj->lf.shared[i]->bo, i == DAEDALUS_GPU_LF_TMP);
	}
	va[DAEDALUS_GPU_LF_FILTERED] = daedalus_gpu_addr(daedalus_gpu_lf_dst(gj));
	daedalus_gpu_add_bo(list, daedalus_gpu_lf_dst(gj)->bo, true);
	daedalus_gpu_lf_describe(&gj->lf, va, &frame->f, frame->mem, &desc);

	return dae_gpu_av1_lf_build(&gpu->code, &mem, &desc, list->csd, DAEDALUS_GPU_CSD_MAX);
}

static void daedalus_gpu_sync_lf_dst(struct daedalus_gpu_job *gj, bool for_cpu)
{
	if (gj->lf.apart)
		daedalus_gpu_sync(gj->lf.shared[DAEDALUS_GPU_LF_FILTERED],
				  gj->lf.bytes[DAEDALUS_GPU_LF_FILTERED], for_cpu);
	else
		daedalus_gpu_sync_frame(gj->job->picture, for_cpu);
}

/* What is between the edges is V3D's alone. */
static void daedalus_gpu_hand_over_lf(struct daedalus_gpu_job *gj)
{
	daedalus_gpu_sync(gj->lf.shared[DAEDALUS_GPU_LF_REC],
			  gj->lf.bytes[DAEDALUS_GPU_LF_REC], false);
	daedalus_gpu_sync(gj->lf.shared[DAEDALUS_GPU_LF_MAP],
			  gj->lf.bytes[DAEDALUS_GPU_LF_MAP], false);
	daedalus_gpu_sync_lf_dst(gj, false);
}

/* Both. */

/* Is there a V3D that takes work? */
static bool daedalus_gpu_is_usable(const struct daedalus_gpu *gpu)
{
	lockdep_assert_held(&gpu->lock);

	return gpu->client && !gpu->leaving;
}

/* Still the same V3D? */
static bool daedalus_gpu_is_there(struct daedalus_gpu *gpu, struct daedalus_gpu_job *gj)
{
	return daedalus_gpu_is_usable(gpu) && gj->generation == gpu->generation;
}

static bool daedalus_gpu_is_output(const struct daedalus_gpu_job *gj)
{
	return gj->stage == gj->job->ctx->codec->output_stage;
}

static int daedalus_gpu_submit(struct daedalus_gpu *gpu, struct daedalus_gpu_job *gj)
{
	struct daedalus_gpu_work_list *list;
	struct v3d_client_submit submit;
	struct dma_fence *fence;
	int ret;

	lockdep_assert_held(&gpu->lock);

	if (!daedalus_gpu_is_there(gpu, gj))
		return -ENODEV;
	/* A frame has no time to wait for V3D twice, be it on behalf of another one. */
	if (gpu->fault_ns > gj->job->start_ns)
		return -EAGAIN;

	list = kzalloc_obj(*list, GFP_KERNEL);
	if (!list)
		return -ENOMEM;
	daedalus_gpu_add_bo(list, gpu->code_bo, false);
	daedalus_gpu_add_bo(list, gj->mem->bo, false);
	ret = (daedalus_gpu_is_output(gj) ? daedalus_gpu_build_output :
					    daedalus_gpu_build_lf)(gpu, gj, list);
	if (ret < 0)
		goto out_free;
	list->num_csd = ret;
	(daedalus_gpu_is_output(gj) ? daedalus_gpu_hand_over_output :
				      daedalus_gpu_hand_over_lf)(gj);

	submit = (struct v3d_client_submit){
		.csd = list->csd,
		.num_csd = list->num_csd,
		.bos = list->bos,
		.num_bos = list->num_bos,
		/* Shaders read one picture and write another. */
		.flags = V3D_CLIENT_RERUN_OK,
	};
	gj->start_ns = ktime_get_ns();
	fence = gpu->ops->submit(gpu->client, &submit);
	ret = PTR_ERR_OR_ZERO(fence);
	if (!ret) {
		gj->fence = fence;
		atomic_inc(&gpu->running);
	} else if (daedalus_gpu_is_output(gj)) {
		daedalus_job_begin_cpu_access(gj->job);
	}
out_free:
	kfree(list);
	return ret;
}

/* Called with the pool's lock held. */
static void daedalus_gpu_gate(struct daedalus_run *run, unsigned int stage)
{
	struct daedalus_job *job = container_of(run, struct daedalus_job, run);

	job->gpu->stage = stage;
	queue_work(job->ctx->dev->gpu->wq, &job->gpu->work);
}

/* What the rows of a stage would have done is done, or not: then they do it. */
static void daedalus_gpu_open(struct daedalus_gpu_job *gj, bool failed)
{
	struct daedalus_job *job = gj->job;

	if (failed && daedalus_gpu_is_output(gj))
		job->out.elsewhere = false;
	else if (failed)
		job->ctx->codec->lf_failed(job);
	daedalus_sched_open(job->ctx->dev->sched, &job->run, gj->stage, failed);
}

static void daedalus_gpu_signalled(struct dma_fence *fence, struct dma_fence_cb *cb)
{
	struct daedalus_gpu_job *gj = container_of(cb, struct daedalus_gpu_job, cb);

	queue_work(gj->job->ctx->dev->gpu->wq, &gj->work);
}

static void daedalus_gpu_count(struct daedalus_gpu *gpu, struct daedalus_gpu_job *gj, int error)
{
	const u64 ns = error ? 0 : ktime_get_ns() - gj->start_ns;

	if (!error) {
		atomic64_inc(&daedalus_gpu_stats.done);
		atomic64_add(ns, &daedalus_gpu_stats.ns);
	} else {
		atomic64_inc(&daedalus_gpu_stats.failed);
	}
	daedalus_stats_gpu(gj->job->ctx, error, ns);

	/* A frame that was aborted, and V3D that has gone, are no faults. */
	if (error == -ENODEV || error == -EAGAIN || READ_ONCE(gj->job->abort))
		return;
	mutex_lock(&gpu->lock);
	gpu->faults = error ? gpu->faults + 1 : 0;
	if (error)
		gpu->fault_ns = ktime_get_ns();
	if (gpu->faults >= DAEDALUS_GPU_FAULTS) {
		gpu->faults = 0;
		gpu->pause_end_ns = gpu->fault_ns + DAEDALUS_GPU_PAUSE_NS;
	}
	mutex_unlock(&gpu->lock);
}

/* Nothing of V3D's touches the frame any more. */
static void daedalus_gpu_take_back(struct daedalus_gpu *gpu, struct daedalus_gpu_job *gj,
				   int error)
{
	dma_fence_put(gj->fence);
	gj->fence = NULL;
	if (daedalus_gpu_is_output(gj))
		daedalus_gpu_take_output(gj);
	else
		daedalus_gpu_sync_lf_dst(gj, true);
	daedalus_gpu_count(gpu, gj, error);
	if (atomic_dec_and_test(&gpu->running))
		wake_up_all(&gpu->idle);
	daedalus_gpu_open(gj, error);
}

/* To begin with, and when the fence has signalled. */
static void daedalus_gpu_work(struct work_struct *work)
{
	struct daedalus_gpu_job *gj = container_of(work, struct daedalus_gpu_job, work);
	struct daedalus_gpu *gpu = gj->job->ctx->dev->gpu;
	int ret;

	if (gj->fence) {
		cancel_delayed_work_sync(&gj->late);
		daedalus_gpu_take_back(gpu, gj, min(dma_fence_get_status(gj->fence), 0));
		return;
	}

	mutex_lock(&gpu->lock);
	ret = daedalus_gpu_submit(gpu, gj);
	mutex_unlock(&gpu->lock);
	if (ret) {
		daedalus_gpu_count(gpu, gj, ret);
		daedalus_gpu_open(gj, true);
		return;
	}
	queue_delayed_work(gpu->wq, &gj->late, DAEDALUS_GPU_PATIENCE);
	if (dma_fence_add_callback(gj->fence, &gj->cb, daedalus_gpu_signalled))
		queue_work(gpu->wq, &gj->work);
}

/*
 * V3D takes its time. If it has not begun the work is done by whoever gets rid of the callback:
 * here, or in daedalus_gpu_work(), which waits for this to end.
 */
static void daedalus_gpu_late(struct work_struct *work)
{
	struct daedalus_gpu_job *gj = container_of(to_delayed_work(work), struct daedalus_gpu_job,
						   late);
	struct daedalus_gpu *gpu = gj->job->ctx->dev->gpu;

	if (gpu->ops->withdraw(gpu->client, gj->fence) &&
	    dma_fence_remove_callback(gj->fence, &gj->cb))
		daedalus_gpu_take_back(gpu, gj, -ETIME);
}

/* What a job needs, and V3D or another frame of the stream may have left. */
static struct daedalus_gpu_job *daedalus_gpu_get_job(struct daedalus_job *job)
{
	struct daedalus_gpu_job *gj = job->gpu;

	if (gj)
		return gj;
	gj = kzalloc_obj(*gj, GFP_KERNEL_ACCOUNT);
	if (!gj)
		return NULL;
	gj->job = job;
	gj->lf.unmap = daedalus_gpu_unmap;
	INIT_WORK(&gj->work, daedalus_gpu_work);
	INIT_DELAYED_WORK(&gj->late, daedalus_gpu_late);
	job->gpu = gj;

	return gj;
}

static enum dae_gpu_way daedalus_gpu_way(struct daedalus_gpu *gpu, struct daedalus_job *job)
{
	switch (READ_ONCE(daedalus_gpu_mode)) {
	case DAEDALUS_GPU_OFF:
		return DAE_GPU_WAY_CPU;
	case DAEDALUS_GPU_FORCE:
		return DAE_GPU_WAY_FILTER;
	default:
		if (ktime_get_ns() < gpu->pause_end_ns)
			return DAE_GPU_WAY_CPU;
		return dae_gpu_choice_ask(&job->ctx->choice, job->gpu->loaded);
	}
}

void daedalus_gpu_ask(struct daedalus_job *job)
{
	struct daedalus_gpu *gpu = job->ctx->dev->gpu;
	struct daedalus_gpu_job *gj;
	bool usable;

	mutex_lock(&gpu->lock);
	usable = daedalus_gpu_is_usable(gpu);
	gj = usable ? daedalus_gpu_get_job(job) : job->gpu;
	if (gj) {
		gj->loaded = job->before;
		gj->generation = gpu->generation;
		gj->asked = usable ? daedalus_gpu_way(gpu, job) : DAE_GPU_WAY_CPU;
		gj->way = DAE_GPU_WAY_CPU;
	}
	mutex_unlock(&gpu->lock);
}

static int daedalus_gpu_map_lf(struct daedalus_gpu *gpu, struct daedalus_gpu_job *gj)
{
	unsigned int i;
	int ret;

	lockdep_assert_held(&gpu->lock);

	if (!daedalus_gpu_is_there(gpu, gj))
		return -ENODEV;
	for (i = 0; i < DAEDALUS_GPU_LF_MEMS; i++) {
		if (!gj->lf.mem[i])
			continue;
		ret = daedalus_gpu_map_vmalloc(gpu, &gj->lf.shared[i], gj->lf.mem[i],
					       gj->lf.bytes[i]);
		if (ret)
			return ret;
	}

	return daedalus_gpu_map_mem(gpu, gj, dae_gpu_av1_lf_bytes());
}

struct daedalus_gpu_lf *daedalus_gpu_lf_begin(struct daedalus_job *job, unsigned int stage,
					      const struct dae_frame_format *fmt, bool apart)
{
	struct daedalus_gpu *gpu = job->ctx->dev->gpu;
	struct daedalus_gpu_job *gj = job->gpu;
	int ret;

	if (!gj || gj->asked < DAE_GPU_WAY_FILTER || !dae_gpu_av1_lf_suits(fmt) ||
	    daedalus_gpu_lf_setup(&gj->lf, fmt, apart))
		return NULL;

	mutex_lock(&gpu->lock);
	ret = daedalus_gpu_map_lf(gpu, gj);
	mutex_unlock(&gpu->lock);
	if (ret)
		return NULL;
	gj->way = DAE_GPU_WAY_FILTER;
	job->gates |= BIT(stage);
	job->gate = daedalus_gpu_gate;

	return &gj->lf;
}

static int daedalus_gpu_map_output(struct daedalus_gpu *gpu, struct daedalus_gpu_job *gj)
{
	struct daedalus_job *job = gj->job;
	int ret;

	lockdep_assert_held(&gpu->lock);

	if (!daedalus_gpu_is_there(gpu, gj))
		return -ENODEV;
	ret = daedalus_gpu_map_dst(gpu, job);
	if (ret)
		return ret;

	return daedalus_gpu_map_mem(gpu, gj, max(dae_gpu_output_bytes(&job->picture->f.fmt,
								      job->grain),
						 dae_gpu_av1_lf_bytes()));
}

static bool daedalus_gpu_output_suits(const struct daedalus_job *job)
{
	const bool contig = job->ctx->dev->contig;

	return !job->second && !(contig && job->dst->vb2_buf.memory == VB2_MEMORY_MMAP) &&
	       dae_gpu_output_suits(job->out.fmt, &job->picture->f.fmt, job->grain);
}

void daedalus_gpu_begin(struct daedalus_job *job)
{
	struct daedalus_gpu *gpu = job->ctx->dev->gpu;
	struct daedalus_gpu_job *gj = job->gpu;
	struct daedalus_frame *frame = job->picture;
	int ret;

	if (!gj || gj->asked == DAE_GPU_WAY_CPU || !frame)
		return;

	mutex_lock(&gpu->lock);
	ret = daedalus_gpu_is_there(gpu, gj) ? 0 : -ENODEV;
	/* The loop filter may have it as its result. */
	if (!ret)
		ret = daedalus_gpu_map_vmalloc(gpu, &frame->map, frame->mem,
					       daedalus_gpu_samples_bytes(frame));
	if (!ret)
		ret = daedalus_gpu_output_suits(job) ? daedalus_gpu_map_output(gpu, gj) : -EINVAL;
	mutex_unlock(&gpu->lock);
	if (ret)
		return;
	gj->way = max(gj->way, DAE_GPU_WAY_OUTPUT);
	job->out.elsewhere = true;
	job->gates |= BIT(job->ctx->codec->output_stage);
	job->gate = daedalus_gpu_gate;
}

void daedalus_gpu_end(struct daedalus_job *job)
{
	struct daedalus_gpu *gpu = job->ctx->dev->gpu;
	struct daedalus_gpu_job *gj = job->gpu;

	if (!gj || READ_ONCE(job->abort))
		return;
	mutex_lock(&gpu->lock);
	if (gpu->client && gj->generation == gpu->generation)
		dae_gpu_choice_tell(&job->ctx->choice, gj->loaded, gj->way, job->start_ns,
				    ktime_get_ns());
	mutex_unlock(&gpu->lock);
}

size_t daedalus_gpu_job_bytes(const struct daedalus_job *job)
{
	const struct daedalus_gpu_job *gj = job->gpu;
	size_t bytes;
	unsigned int i;

	if (!gj)
		return 0;
	bytes = gj->mem_bytes;
	for (i = 0; i < DAEDALUS_GPU_LF_MEMS; i++)
		bytes += gj->lf.bytes[i];
	return bytes;
}

void daedalus_gpu_job_free(struct daedalus_job *job)
{
	struct daedalus_gpu_job *gj = job->gpu;

	if (!gj)
		return;
	daedalus_gpu_lf_free(&gj->lf);
	daedalus_gpu_unmap(gj->mem);
	kfree(gj);
	job->gpu = NULL;
}

void daedalus_gpu_show(struct seq_file *m)
{
	const u64 done = atomic64_read(&daedalus_gpu_stats.done);
	const u64 ns = atomic64_read(&daedalus_gpu_stats.ns);

	seq_printf(m, "mode %s\ndone %llu\nfailed %llu\nmean_us %llu\n",
		   daedalus_gpu_modes[READ_ONCE(daedalus_gpu_mode)], done,
		   (u64)atomic64_read(&daedalus_gpu_stats.failed),
		   done ? div64_u64(ns, done * NSEC_PER_USEC) : 0);
}

int daedalus_gpu_init(struct daedalus_dev *dev, struct device *parent)
{
	struct daedalus_gpu *gpu = kzalloc_obj(*gpu, GFP_KERNEL);
	struct v3d_client *client;

	if (!gpu)
		return -ENOMEM;
	gpu->wq = alloc_workqueue("daedalus_gpu", WQ_UNBOUND | WQ_HIGHPRI, 0);
	if (!gpu->wq) {
		kfree(gpu);
		return -ENOMEM;
	}
	mutex_init(&gpu->lock);
	INIT_LIST_HEAD(&gpu->maps);
	init_waitqueue_head(&gpu->idle);
	dev->gpu = gpu;

	if (READ_ONCE(daedalus_gpu_mode) == DAEDALUS_GPU_OFF)
		return 0;
	if (daedalus_gpu_connect(gpu))
		dev_info(parent, "no V3D to use, all is decoded on the CPU\n");
	else
		dev_info(parent, "V3D can be used\n");
	mutex_lock(&gpu->lock);
	client = daedalus_gpu_detach(gpu);
	mutex_unlock(&gpu->lock);
	daedalus_gpu_destroy(gpu->ops, client);

	return 0;
}

void daedalus_gpu_exit(struct daedalus_dev *dev)
{
	struct daedalus_gpu *gpu = dev->gpu;

	destroy_workqueue(gpu->wq);
	mutex_destroy(&gpu->lock);
	kfree(gpu);
	dev->gpu = NULL;
}
