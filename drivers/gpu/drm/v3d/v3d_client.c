// SPDX-License-Identifier: GPL-2.0+
/*
 * Clients of V3D inside the kernel, see include/drm/v3d_client.h: buffers and compute
 * dispatches for other drivers.
 *
 * A client is to the scheduler what an open file is, with entities of its own. A submission
 * is a chain (struct v3d_chain) of CSD jobs and a cache clean job at its end, whose fence the
 * client gets. Jobs hold references of all that they need: buffers, stats, the chain, and
 * power. None of that is the client, but nothing of it is there any more when a client has
 * been destroyed, so that V3D can go away.
 *
 * Order of locks: v3d_client_lock is for itself, with nothing but memory allocated inside;
 * a submission takes the reservations of its buffers, then v3d->sched_lock. Functions that
 * the scheduler or an interrupt calls take none of these.
 */

#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>
#include <linux/wait_bit.h>

#include <drm/drm_drv.h>
#include <drm/drm_exec.h>
#include <drm/drm_prime.h>
#include <drm/drm_print.h>
#include <drm/v3d_client.h>

#include "v3d_drv.h"
#include "v3d_regs.h"

/* Of all addresses that there are, most of which user space wants */
#define V3D_CLIENT_MAX_BO_SIZE	SZ_1G

/* How long a destroyed client waits for its jobs before it says so: longer than a reset takes. */
#define V3D_CLIENT_PATIENCE	(10 * HZ)

/* What a client has an entity for */
enum v3d_client_queue {
	V3D_CLIENT_CSD,
	V3D_CLIENT_CLEAN,
	V3D_CLIENT_QUEUES,
};

static const enum v3d_queue v3d_client_queues[V3D_CLIENT_QUEUES] = {
	[V3D_CLIENT_CSD] = V3D_CSD,
	[V3D_CLIENT_CLEAN] = V3D_CACHE_CLEAN,
};

/* Protects v3d_client_devices, clients of all devices, and what becomes of a client. */
static DEFINE_MUTEX(v3d_client_lock);
/* V3Ds that are bound, oldest first, by v3d_dev::client_head */
static LIST_HEAD(v3d_client_devices);
/* For gone() to return, and for clients to be destroyed */
static DECLARE_WAIT_QUEUE_HEAD(v3d_client_wait);

/**
 * struct v3d_client - a driver that uses V3D
 * @refcount: the one that destroy() gives up, and one while gone() is called
 * @head: in v3d_dev::clients; empty once nothing is left of the client but this
 * @v3d: its device
 * @name: for messages
 * @gone: what to call when @v3d is about to go
 * @data: for @gone
 * @gone_by: the task that calls @gone at this moment
 * @gone_called: @gone has been called, or need not be as destroy() has begun
 * @info: for the client
 * @entity: queues of jobs
 * @stats: of these queues
 * @chains: what is submitted belongs to this
 * @num_bos: buffers that have not been put
 */
struct v3d_client {
	struct kref refcount;
	struct list_head head;
	struct v3d_dev *v3d;
	const char *name;
	void (*gone)(void *data);
	void *data;
	struct task_struct *gone_by;
	bool gone_called;
	struct v3d_client_info info;
	struct drm_sched_entity entity[V3D_CLIENT_QUEUES];
	struct v3d_stats *stats[V3D_CLIENT_QUEUES];
	struct v3d_chain_owner *chains;
	atomic_t num_bos;
};

/**
 * struct v3d_client_bo - a buffer, as a client sees it
 * @client: whose it is
 * @obj: a struct v3d_bo
 * @cached: it is made of pages that the CPU has mapped with its caches
 */
struct v3d_client_bo {
	struct v3d_client *client;
	struct drm_gem_object *obj;
	bool cached;
};

/* Clients */

static void
v3d_client_release(struct kref *refcount)
{
	struct v3d_client *client = container_of(refcount, struct v3d_client, refcount);

	drm_dev_put(&client->v3d->drm);
	kfree_const(client->name);
	kfree(client);
}

static void
v3d_client_put(struct v3d_client *client)
{
	kref_put(&client->refcount, v3d_client_release);
}

static void
v3d_client_fini_queues(struct v3d_client *client, unsigned int num)
{
	while (num--) {
		drm_sched_entity_destroy(&client->entity[num]);
		v3d_stats_put(client->stats[num]);
	}
}

static int
v3d_client_init_queues(struct v3d_client *client)
{
	struct drm_gpu_scheduler *sched;
	unsigned int i;
	int ret;

	for (i = 0; i < V3D_CLIENT_QUEUES; i++) {
		client->stats[i] = v3d_stats_alloc();
		if (!client->stats[i]) {
			ret = -ENOMEM;
			goto err_fini;
		}

		/* Not DRM_SCHED_PRIORITY_KERNEL: whose job hangs there is never guilty, so
		 * that it would be run again for ever.
		 */
		sched = &client->v3d->queue[v3d_client_queues[i]].sched;
		ret = drm_sched_entity_init(&client->entity[i], DRM_SCHED_PRIORITY_HIGH,
					    &sched, 1, NULL);
		if (ret)
			goto err_stats;
	}

	return 0;

err_stats:
	v3d_stats_put(client->stats[i]);
err_fini:
	v3d_client_fini_queues(client, i);
	return ret;
}

static struct v3d_chain_owner *
v3d_chain_owner_alloc(void)
{
	struct v3d_chain_owner *owner = kzalloc_obj(*owner, GFP_KERNEL);

	if (owner) {
		kref_init(&owner->refcount);
		INIT_LIST_HEAD(&owner->list);
		spin_lock_init(&owner->lock);
	}

	return owner;
}

/* Under v3d_client_lock, so that @v3d does not go away */
static struct v3d_client *
v3d_client_alloc(struct v3d_dev *v3d, const char *name)
{
	struct v3d_client *client;
	int ret;

	client = kzalloc_obj(*client, GFP_KERNEL);
	if (!client)
		return ERR_PTR(-ENOMEM);

	kref_init(&client->refcount);
	client->v3d = v3d;
	client->info.ver = v3d->ver;
	client->info.rev = v3d->rev;
	client->info.qpus = v3d->qpus;
	client->name = kstrdup_const(name, GFP_KERNEL);
	client->chains = v3d_chain_owner_alloc();
	if (!client->name || !client->chains) {
		ret = -ENOMEM;
		goto err_free;
	}

	ret = v3d_client_init_queues(client);
	if (ret)
		goto err_free;

	drm_dev_get(&v3d->drm);

	return client;

err_free:
	if (client->chains)
		v3d_chain_owner_put(client->chains);
	kfree_const(client->name);
	kfree(client);
	return ERR_PTR(ret);
}

static struct v3d_client *
v3d_client_create(const char *name, void (*gone)(void *data), void *data)
{
	struct v3d_client *client;
	struct v3d_dev *v3d;

	mutex_lock(&v3d_client_lock);

	v3d = list_first_entry_or_null(&v3d_client_devices, struct v3d_dev, client_head);
	if (!v3d) {
		client = ERR_PTR(-ENODEV);
		goto unlock;
	}
	if (!v3d_has_csd(v3d)) {
		client = ERR_PTR(-EOPNOTSUPP);
		goto unlock;
	}

	client = v3d_client_alloc(v3d, name);
	if (IS_ERR(client))
		goto unlock;

	client->gone = gone;
	client->data = data;
	list_add_tail(&client->head, &v3d->clients);

unlock:
	mutex_unlock(&v3d_client_lock);
	return client;
}

static void
v3d_client_cancel(struct v3d_client *client)
{
	atomic_inc(&client->chains->generation);
}

static void
v3d_client_destroy(struct v3d_client *client)
{
	struct v3d_chain_owner *chains = client->chains;
	struct v3d_dev *v3d = client->v3d;

	/* Whose data gone() uses must not go while it runs, unless it is gone() that has
	 * called this.
	 */
	mutex_lock(&v3d_client_lock);
	client->gone_called = true;
	while (client->gone_by && client->gone_by != current) {
		mutex_unlock(&v3d_client_lock);
		wait_event(v3d_client_wait, !READ_ONCE(client->gone_by));
		mutex_lock(&v3d_client_lock);
	}
	mutex_unlock(&v3d_client_lock);

	/* Until jobs have been freed, and not only their fences signaled: the device may be
	 * about to go, and its schedulers would not free them any more.
	 */
	v3d_client_cancel(client);
	while (!wait_var_event_timeout(&chains->chains, !atomic_read(&chains->chains),
				       V3D_CLIENT_PATIENCE))
		drm_warn(&v3d->drm, "%s waits for %d submissions to end\n", client->name,
			 atomic_read(&chains->chains));

	v3d_client_fini_queues(client, V3D_CLIENT_QUEUES);
	v3d_chain_owner_put(chains);
	drm_WARN(&v3d->drm, atomic_read(&client->num_bos), "%s leaves %d buffers\n",
		 client->name, atomic_read(&client->num_bos));

	mutex_lock(&v3d_client_lock);
	list_del_init(&client->head);
	mutex_unlock(&v3d_client_lock);
	wake_up_all(&v3d_client_wait);

	v3d_client_put(client);
}

static const struct v3d_client_info *
v3d_client_info(struct v3d_client *client)
{
	return &client->info;
}

/* Buffers */

/* Takes over the reference of @obj. */
static struct v3d_client_bo *
v3d_client_bo_create(struct v3d_client *client, struct drm_gem_object *obj)
{
	struct v3d_client_bo *bo;

	if (IS_ERR(obj))
		return ERR_CAST(obj);

	bo = kzalloc_obj(*bo, GFP_KERNEL);
	if (!bo) {
		drm_gem_object_put(obj);
		return ERR_PTR(-ENOMEM);
	}
	bo->client = client;
	bo->obj = obj;
	atomic_inc(&client->num_bos);

	return bo;
}

static struct v3d_client_bo *
v3d_client_bo_alloc(struct v3d_client *client, size_t size)
{
	struct v3d_bo *bo;

	if (!size || size > V3D_CLIENT_MAX_BO_SIZE)
		return ERR_PTR(-EINVAL);

	bo = v3d_bo_create(&client->v3d->drm, NULL, size);
	if (IS_ERR(bo))
		return ERR_CAST(bo);

	return v3d_client_bo_create(client, &bo->base.base);
}

static struct v3d_client_bo *
v3d_client_bo_import(struct v3d_client *client, struct dma_buf *buf)
{
	return v3d_client_bo_create(client, drm_gem_prime_import(&client->v3d->drm, buf));
}

static void
v3d_client_put_pages(struct v3d_bo *bo)
{
	struct sg_table *sgt = bo->base.sgt;
	struct sg_page_iter iter;

	/* What the CPU has in its caches is its own business. */
	dma_unmap_sgtable(bo->base.base.dev->dev, sgt, DMA_BIDIRECTIONAL,
			  DMA_ATTR_SKIP_CPU_SYNC);
	for_each_sgtable_page(sgt, &iter, 0)
		put_page(sg_page_iter_page(&iter));
	sg_free_table(sgt);
	kfree(sgt);
	bo->base.sgt = NULL;
}

static int
v3d_client_get_pages(struct v3d_bo *bo, struct page **pages, unsigned int num_pages)
{
	struct sg_table *sgt;
	unsigned int i;
	int ret;

	sgt = kzalloc_obj(*sgt, GFP_KERNEL);
	if (!sgt)
		return -ENOMEM;

	ret = sg_alloc_table_from_pages(sgt, pages, num_pages, 0, bo->base.base.size,
					GFP_KERNEL);
	if (ret)
		goto err_free;

	ret = dma_map_sgtable(bo->base.base.dev->dev, sgt, DMA_BIDIRECTIONAL,
			      DMA_ATTR_SKIP_CPU_SYNC);
	if (ret)
		goto err_free_table;

	for (i = 0; i < num_pages; i++)
		get_page(pages[i]);
	bo->base.sgt = sgt;

	return 0;

err_free_table:
	sg_free_table(sgt);
err_free:
	kfree(sgt);
	return ret;
}

/* An object that is like an imported one, but for the dma-buf */
static struct drm_gem_object *
v3d_client_wrap_pages(struct drm_device *drm, struct page **pages, unsigned int num_pages)
{
	size_t size = (size_t)num_pages << PAGE_SHIFT;
	struct drm_gem_object *obj;
	struct v3d_bo *bo;
	int ret;

	obj = v3d_create_object(drm, size);
	if (IS_ERR(obj))
		return obj;
	drm_gem_private_object_init(drm, obj, size);
	bo = to_v3d_bo(obj);
	INIT_LIST_HEAD(&bo->base.madv_list);

	ret = v3d_client_get_pages(bo, pages, num_pages);
	if (ret)
		goto err_free;

	ret = v3d_bo_create_finish(obj);
	if (ret)
		goto err_put_pages;
	bo->release = v3d_client_put_pages;

	return obj;

err_put_pages:
	v3d_client_put_pages(bo);
err_free:
	drm_gem_shmem_free(&bo->base);
	return ERR_PTR(ret);
}

static struct v3d_client_bo *
v3d_client_bo_wrap(struct v3d_client *client, struct page **pages, unsigned int num_pages)
{
	struct drm_gem_object *obj;
	struct v3d_client_bo *bo;

	if (!num_pages || num_pages > V3D_CLIENT_MAX_BO_SIZE >> PAGE_SHIFT)
		return ERR_PTR(-EINVAL);

	obj = v3d_client_wrap_pages(&client->v3d->drm, pages, num_pages);
	bo = v3d_client_bo_create(client, obj);
	if (!IS_ERR(bo))
		bo->cached = true;

	return bo;
}

static void
v3d_client_bo_put(struct v3d_client_bo *bo)
{
	if (!bo)
		return;

	drm_gem_object_put(bo->obj);
	atomic_dec(&bo->client->num_bos);
	kfree(bo);
}

static u32
v3d_client_bo_addr(const struct v3d_client_bo *bo)
{
	return to_v3d_bo(bo->obj)->node.start << V3D_MMU_PAGE_SHIFT;
}

/* Not v3d_get_bo_vaddr(), which has one address for all users. */
static int
v3d_client_bo_vmap(struct v3d_client_bo *bo, struct iosys_map *map)
{
	struct drm_gem_shmem_object *shmem = &to_v3d_bo(bo->obj)->base;
	void *vaddr;

	/* Only objects with memory of their own have this, for as long as they live. */
	if (!shmem->pages)
		return -EINVAL;

	vaddr = vmap(shmem->pages, bo->obj->size >> PAGE_SHIFT, VM_MAP,
		     pgprot_writecombine(PAGE_KERNEL));
	if (!vaddr)
		return -ENOMEM;
	iosys_map_set_vaddr(map, vaddr);

	return 0;
}

static void
v3d_client_bo_vunmap(struct v3d_client_bo *bo, struct iosys_map *map)
{
	if (iosys_map_is_null(map))
		return;
	vunmap(map->vaddr);
	iosys_map_clear(map);
}

/* By address and not by entry of the list, since entries are as long as it happens. */
static void
v3d_client_bo_sync(struct v3d_client_bo *bo, size_t offset, size_t size,
		   void (*sync)(struct device *dev, dma_addr_t addr, size_t size,
				enum dma_data_direction dir))
{
	struct sg_table *sgt = to_v3d_bo(bo->obj)->base.sgt;
	struct device *dev = bo->obj->dev->dev;
	struct scatterlist *sg;
	unsigned int i;

	if (WARN_ON_ONCE(!bo->cached))
		return;

	for_each_sgtable_dma_sg(sgt, sg, i) {
		size_t len = sg_dma_len(sg);
		size_t part;

		if (!size)
			break;
		if (offset >= len) {
			offset -= len;
			continue;
		}
		part = min(len - offset, size);
		sync(dev, sg_dma_address(sg) + offset, part, DMA_BIDIRECTIONAL);
		offset = 0;
		size -= part;
	}
}

static void
v3d_client_to_device(struct device *dev, dma_addr_t addr, size_t size,
		     enum dma_data_direction dir)
{
	dma_sync_single_for_device(dev, addr, size, dir);
}

static void
v3d_client_to_cpu(struct device *dev, dma_addr_t addr, size_t size,
		  enum dma_data_direction dir)
{
	dma_sync_single_for_cpu(dev, addr, size, dir);
}

static void
v3d_client_bo_sync_for_device(struct v3d_client_bo *bo, size_t offset, size_t size)
{
	v3d_client_bo_sync(bo, offset, size, v3d_client_to_device);
}

static void
v3d_client_bo_sync_for_cpu(struct v3d_client_bo *bo, size_t offset, size_t size)
{
	v3d_client_bo_sync(bo, offset, size, v3d_client_to_cpu);
}

/* Submissions */

static bool
v3d_client_csd_valid(const u32 *csd)
{
	unsigned int i;

	/* Number of workgroups; the GPU takes 0 for 65536, and v3d for nothing to do. */
	for (i = 0; i < 3; i++)
		if (!V3D_GET_FIELD(csd[i], V3D_CSD_QUEUED_CFG0_NUM_WGS_X))
			return false;

	return csd[4];
}

static int
v3d_client_check(struct v3d_client *client, const struct v3d_client_submit *submit)
{
	unsigned int i;

	if (!submit->num_csd || submit->num_csd > V3D_CLIENT_MAX_CSD ||
	    submit->num_bos > V3D_CLIENT_MAX_BOS || submit->num_deps > V3D_CLIENT_MAX_DEPS ||
	    submit->flags & ~V3D_CLIENT_RERUN_OK)
		return -EINVAL;

	for (i = 0; i < submit->num_csd; i++)
		if (!v3d_client_csd_valid(submit->csd[i]))
			return -EINVAL;

	for (i = 0; i < submit->num_bos; i++)
		if (!submit->bos[i].bo || submit->bos[i].bo->client != client ||
		    submit->bos[i].flags & ~(V3D_CLIENT_BO_WRITE | V3D_CLIENT_BO_EXPLICIT))
			return -EINVAL;

	for (i = 0; i < submit->num_deps; i++)
		if (!submit->deps[i])
			return -EINVAL;

	return 0;
}

static struct v3d_chain *
v3d_chain_alloc(struct v3d_chain_owner *owner, bool rerun_ok)
{
	struct v3d_chain *chain = kzalloc_obj(*chain, GFP_KERNEL);

	if (!chain)
		return NULL;

	kref_init(&chain->refcount);
	chain->generation = atomic_read(&owner->generation);
	chain->rerun_ok = rerun_ok;
	kref_get(&owner->refcount);
	chain->owner = owner;
	atomic_inc(&owner->chains);
	spin_lock(&owner->lock);
	list_add(&chain->head, &owner->list);
	spin_unlock(&owner->lock);

	return chain;
}

static struct v3d_job *
v3d_client_add_job(struct v3d_client *client, struct v3d_chain *chain,
		   enum v3d_client_queue queue)
{
	struct v3d_job *job;

	job = v3d_job_create(client->v3d, v3d_client_queues[queue], &client->entity[queue],
			     client->stats[queue], client, 0);
	if (IS_ERR(job))
		return job;

	kref_get(&chain->refcount);
	job->chain = chain;

	return job;
}

/* The last job has references of all buffers; it is freed last. */
static int
v3d_client_add_bos(struct v3d_job *job, const struct v3d_client_submit *submit)
{
	unsigned int i;

	if (!submit->num_bos)
		return 0;

	job->bo = kvmalloc_array(submit->num_bos, sizeof(*job->bo), GFP_KERNEL);
	if (!job->bo)
		return -ENOMEM;

	for (i = 0; i < submit->num_bos; i++) {
		job->bo[i] = submit->bos[i].bo->obj;
		drm_gem_object_get(job->bo[i]);
	}
	job->bo_count = submit->num_bos;

	return 0;
}

/* jobs[] has one for each dispatch and one more; what there is, has to be freed on failure. */
static int
v3d_client_make_jobs(struct v3d_client *client, const struct v3d_client_submit *submit,
		     struct v3d_job **jobs)
{
	struct v3d_chain *chain;
	unsigned int i;
	int ret = 0;

	chain = v3d_chain_alloc(client->chains, submit->flags & V3D_CLIENT_RERUN_OK);
	if (!chain)
		return -ENOMEM;

	for (i = 0; i <= submit->num_csd; i++) {
		bool last = i == submit->num_csd;
		struct v3d_csd_job *csd;
		struct v3d_job *job;

		job = v3d_client_add_job(client, chain, last ? V3D_CLIENT_CLEAN : V3D_CLIENT_CSD);
		if (IS_ERR(job)) {
			ret = PTR_ERR(job);
			break;
		}
		jobs[i] = job;
		if (last) {
			ret = v3d_client_add_bos(job, submit);
			break;
		}
		csd = container_of(job, struct v3d_csd_job, base);
		memcpy(csd->args.cfg, submit->csd[i], sizeof(submit->csd[i]));
	}

	v3d_chain_put(chain);
	return ret;
}

static int
v3d_client_add_deps(struct v3d_job *job, const struct v3d_client_submit *submit)
{
	unsigned int i;
	int ret;

	for (i = 0; i < submit->num_deps; i++) {
		ret = drm_sched_job_add_dependency(&job->base, dma_fence_get(submit->deps[i]));
		if (ret)
			return ret;
	}

	return 0;
}

/* Locks the buffers and has @job, the first of its submission, wait for their other users. */
static int
v3d_client_lock_bos(struct v3d_job *job, const struct v3d_client_submit *submit,
		    struct drm_exec *exec)
{
	unsigned int i;
	int ret = 0;

	/* Several buffers may share a reservation, and one fence may be added for reading as
	 * well as for writing: two slots each.
	 */
	drm_exec_init(exec, DRM_EXEC_IGNORE_DUPLICATES, submit->num_bos);
	drm_exec_until_all_locked(exec) {
		for (i = 0; i < submit->num_bos; i++) {
			ret = drm_exec_prepare_obj(exec, submit->bos[i].bo->obj, 2);
			if (ret)
				break;
		}
		drm_exec_retry_on_contention(exec);
		if (ret)
			goto err_fini;
	}

	for (i = 0; i < submit->num_bos; i++) {
		const struct v3d_client_bo_ref *ref = &submit->bos[i];

		if (ref->flags & V3D_CLIENT_BO_EXPLICIT)
			continue;
		ret = drm_sched_job_add_implicit_dependencies(&job->base, ref->bo->obj,
							      ref->flags & V3D_CLIENT_BO_WRITE);
		if (ret)
			goto err_fini;
	}

	return 0;

err_fini:
	drm_exec_fini(exec);
	return ret;
}

/* Cannot fail. CSD jobs of an entity run one after the other as it is. */
static void
v3d_client_push_jobs(struct v3d_client *client, struct v3d_job **jobs, unsigned int num_csd)
{
	struct v3d_job *clean = jobs[num_csd], *last = jobs[num_csd - 1];
	unsigned int i;

	mutex_lock(&client->v3d->sched_lock);
	for (i = 0; i < num_csd; i++)
		v3d_push_job(jobs[i]);
	/* Without memory for it, wait here. */
	if (drm_sched_job_add_dependency(&clean->base, dma_fence_get(last->done_fence)))
		dma_fence_wait(last->done_fence, false);
	v3d_push_job(clean);
	mutex_unlock(&client->v3d->sched_lock);
}

static void
v3d_client_attach_fence(const struct v3d_client_submit *submit, struct dma_fence *fence)
{
	unsigned int i;

	for (i = 0; i < submit->num_bos; i++)
		dma_resv_add_fence(submit->bos[i].bo->obj->resv, fence,
				   submit->bos[i].flags & V3D_CLIENT_BO_WRITE ?
				   DMA_RESV_USAGE_WRITE : DMA_RESV_USAGE_READ);
}

static struct dma_fence *
v3d_client_submit(struct v3d_client *client, const struct v3d_client_submit *submit)
{
	struct v3d_job *jobs[V3D_CLIENT_MAX_CSD + 1] = { };
	struct dma_fence *fence;
	struct drm_exec exec;
	unsigned int i;
	int ret;

	ret = v3d_client_check(client, submit);
	if (ret)
		return ERR_PTR(ret);

	ret = v3d_client_make_jobs(client, submit, jobs);
	if (ret)
		goto err_cleanup;

	ret = v3d_client_add_deps(jobs[0], submit);
	if (ret)
		goto err_cleanup;

	ret = v3d_client_lock_bos(jobs[0], submit, &exec);
	if (ret)
		goto err_cleanup;

	v3d_client_push_jobs(client, jobs, submit->num_csd);
	fence = dma_fence_get(jobs[submit->num_csd]->done_fence);
	/* Nobody looks for it before this returns. */
	WRITE_ONCE(jobs[submit->num_csd]->chain->fence, fence);
	v3d_client_attach_fence(submit, fence);
	drm_exec_fini(&exec);

	for (i = 0; i <= submit->num_csd; i++)
		v3d_job_put(jobs[i]);

	return fence;

err_cleanup:
	for (i = 0; i <= submit->num_csd; i++)
		v3d_job_cleanup(jobs[i]);
	return ERR_PTR(ret);
}

static bool
v3d_client_withdraw(struct v3d_client *client, struct dma_fence *fence)
{
	struct v3d_chain_owner *owner = client->chains;
	struct v3d_chain *chain;
	bool withdrawn = false;

	spin_lock(&owner->lock);
	list_for_each_entry(chain, &owner->list, head)
		if (READ_ONCE(chain->fence) == fence)
			withdrawn = atomic_cmpxchg(&chain->state, V3D_CHAIN_WAITING,
						   V3D_CHAIN_WITHDRAWN) != V3D_CHAIN_BEGUN;
	spin_unlock(&owner->lock);

	return withdrawn;
}

/* Devices */

/* At the end of probe, while the GPU has power */
void
v3d_client_add_device(struct v3d_dev *v3d)
{
	u32 ident1 = V3D_CORE_READ(0, V3D_CTL_IDENT1);

	v3d->qpus = V3D_GET_FIELD(ident1, V3D_IDENT1_NSLC) *
		    V3D_GET_FIELD(ident1, V3D_IDENT1_QUPS);
	INIT_LIST_HEAD(&v3d->clients);

	mutex_lock(&v3d_client_lock);
	list_add_tail(&v3d->client_head, &v3d_client_devices);
	mutex_unlock(&v3d_client_lock);
}

/* One that has not been told yet */
static struct v3d_client *
v3d_client_to_tell(struct v3d_dev *v3d)
{
	struct v3d_client *client;

	list_for_each_entry(client, &v3d->clients, head)
		if (!client->gone_called)
			return client;

	return NULL;
}

/* First in remove. A client that does not destroy itself holds it up: what else could be done
 * would free what the client uses.
 */
void
v3d_client_remove_device(struct v3d_dev *v3d)
{
	struct v3d_client *client;

	mutex_lock(&v3d_client_lock);
	list_del(&v3d->client_head);
	while ((client = v3d_client_to_tell(v3d))) {
		client->gone_called = true;
		client->gone_by = current;
		kref_get(&client->refcount);
		mutex_unlock(&v3d_client_lock);

		client->gone(client->data);

		mutex_lock(&v3d_client_lock);
		WRITE_ONCE(client->gone_by, NULL);
		wake_up_all(&v3d_client_wait);
		v3d_client_put(client);
	}
	mutex_unlock(&v3d_client_lock);

	wait_event(v3d_client_wait, list_empty_careful(&v3d->clients));
}

const struct v3d_client_ops v3d_client_ops = {
	.version = V3D_CLIENT_VERSION,
	.create = v3d_client_create,
	.destroy = v3d_client_destroy,
	.info = v3d_client_info,
	.bo_alloc = v3d_client_bo_alloc,
	.bo_import = v3d_client_bo_import,
	.bo_wrap = v3d_client_bo_wrap,
	.bo_put = v3d_client_bo_put,
	.bo_addr = v3d_client_bo_addr,
	.bo_vmap = v3d_client_bo_vmap,
	.bo_vunmap = v3d_client_bo_vunmap,
	.bo_sync_for_device = v3d_client_bo_sync_for_device,
	.bo_sync_for_cpu = v3d_client_bo_sync_for_cpu,
	.submit = v3d_client_submit,
	.withdraw = v3d_client_withdraw,
	.cancel = v3d_client_cancel,
};
EXPORT_SYMBOL_GPL(v3d_client_ops);
