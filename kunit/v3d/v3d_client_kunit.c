// SPDX-License-Identifier: GPL-2.0
/*
 * v3d's client: on the model of V3D (scripts/qpu), with options that the parameters tell of.
 * v3d must be loaded; like any other user of the client, this looks it up.
 *
 * mul_add.qasm is what runs: words are read, multiplied, added to and written, mostly in
 * place, so that what runs twice, too early or not at all is seen in the result.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/device/driver.h>
#include <linux/dma-buf.h>
#include <linux/dma-fence.h>
#include <linux/dma-mapping.h>
#include <linux/dma-resv.h>
#include <linux/iosys-map.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/scatterlist.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/umh.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

#include <drm/v3d_client.h>

#define QPU_CODE
#include "mul_add.h"

static unsigned int hang;
module_param(hang, uint, 0);
MODULE_PARM_DESC(hang, "every n-th dispatch hangs, or its interrupt is lost; 0: none");

static bool slow;
module_param(slow, bool, 0);
MODULE_PARM_DESC(slow, "dispatches take 0.7 s");

static char *reset_program;
module_param(reset_program, charp, 0);
MODULE_PARM_DESC(reset_program, "with slow: has something else than a dispatch hang");

#define LANES		16
#define GROUPS		8
#define WORDS		(GROUPS * LANES)
#define MAX_BOS		32
/* In the buffer of the program: uniforms of each dispatch after the code */
#define UNIF_OFFSET	4096
#define UNIF_SIZE	64
#define NUM_SLOTS	64
#define PROGRAM_SIZE	(UNIF_OFFSET + NUM_SLOTS * UNIF_SIZE)
#define NUM_PAGES	3
/* Long enough for two hangs, and for a dispatch to begin if nothing kept it */
#define WAIT_LONG	(20 * HZ)
#define WAIT_SHORT	(HZ / 10)

/**
 * struct v3d_test - a client, and what it needs to run mul_add
 * @test: whose it is
 * @ops: of v3d
 * @client: NULL once destroyed
 * @bos: all buffers that exit() has to put
 * @num_bos: of them
 * @program: code and uniforms
 * @program_map: of @program
 * @data: WORDS words
 * @data_map: of @data
 * @num_gone: how often gone() was called
 */
struct v3d_test {
	struct kunit *test;
	const struct v3d_client_ops *ops;
	struct v3d_client *client;
	struct v3d_client_bo *bos[MAX_BOS];
	unsigned int num_bos;
	struct v3d_client_bo *program;
	struct iosys_map program_map;
	struct v3d_client_bo *data;
	struct iosys_map data_map;
	atomic_t num_gone;
};

typedef u32 v3d_test_csd[V3D_CLIENT_CSD_WORDS];

/* Clients and buffers */

static struct v3d_client_bo *v3d_test_keep(struct v3d_test *t, struct v3d_client_bo *bo)
{
	KUNIT_ASSERT_FALSE_MSG(t->test, IS_ERR(bo), "%pe", bo);
	KUNIT_ASSERT_LT(t->test, t->num_bos, MAX_BOS);
	t->bos[t->num_bos++] = bo;
	return bo;
}

static struct v3d_client_bo *v3d_test_alloc(struct v3d_test *t, size_t size,
					    struct iosys_map *map)
{
	struct v3d_client_bo *bo = v3d_test_keep(t, t->ops->bo_alloc(t->client, size));

	KUNIT_ASSERT_EQ(t->test, t->ops->bo_vmap(bo, map), 0);
	return bo;
}

static void v3d_test_close(struct v3d_test *t)
{
	if (!t->client)
		return;
	t->ops->bo_vunmap(t->program, &t->program_map);
	t->ops->bo_vunmap(t->data, &t->data_map);
	while (t->num_bos)
		t->ops->bo_put(t->bos[--t->num_bos]);
	t->ops->destroy(t->client);
	t->client = NULL;
}

static void v3d_test_gone(void *data)
{
	struct v3d_test *t = data;

	atomic_inc(&t->num_gone);
	v3d_test_close(t);
}

static void v3d_test_open(struct v3d_test *t)
{
	struct v3d_client *client;

	client = t->ops->create("kunit", v3d_test_gone, t);
	KUNIT_ASSERT_FALSE_MSG(t->test, IS_ERR(client), "%pe", client);
	t->client = client;
	t->program = v3d_test_alloc(t, PROGRAM_SIZE, &t->program_map);
	memcpy(t->program_map.vaddr, mul_add_code, sizeof(mul_add_code));
	t->data = v3d_test_alloc(t, WORDS * sizeof(u32), &t->data_map);
}

/* A second client, or one for a function that destroys it itself */
static struct v3d_test *v3d_test_another(struct v3d_test *t)
{
	struct v3d_test *other = kunit_kzalloc(t->test, sizeof(*other), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(t->test, other);
	other->test = t->test;
	other->ops = t->ops;
	v3d_test_open(other);
	return other;
}

static int v3d_test_init(struct kunit *test)
{
	struct v3d_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	t->test = test;
	test->priv = t;
	t->ops = symbol_get(v3d_client_ops);
	if (!t->ops)
		kunit_skip(test, "v3d is not loaded");
	KUNIT_ASSERT_EQ(test, t->ops->version, V3D_CLIENT_VERSION);
	v3d_test_open(t);
	return 0;
}

static void v3d_test_exit(struct kunit *test)
{
	struct v3d_test *t = test->priv;

	if (!t || !t->ops)
		return;
	v3d_test_close(t);
	symbol_put(v3d_client_ops);
}

/* Dispatches */

static void v3d_test_fill(u32 *words, u32 seed)
{
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		words[i] = seed + 3 * i;
}

static unsigned int v3d_test_count_wrong(const u32 *words, u32 seed, u32 mul, u32 add)
{
	unsigned int i, wrong = 0;

	for (i = 0; i < WORDS; i++)
		wrong += words[i] != (seed + 3 * i) * mul + add;
	return wrong;
}

#define EXPECT_WORDS(t, words, seed, mul, add) \
	KUNIT_EXPECT_EQ((t)->test, v3d_test_count_wrong(words, seed, mul, add), 0)

/* The words at @src of V3D to @dst, with the uniforms of a slot */
static void v3d_test_dispatch(struct v3d_test *t, u32 *csd, unsigned int slot, u32 src, u32 dst,
			      u32 mul, u32 add)
{
	u32 offset = UNIF_OFFSET + slot * UNIF_SIZE;
	u32 *unif = t->program_map.vaddr + offset;

	KUNIT_ASSERT_LT(t->test, slot, NUM_SLOTS);
	unif[MUL_ADD_UNIF_SRC] = src;
	unif[MUL_ADD_UNIF_DST] = dst;
	unif[MUL_ADD_UNIF_MUL] = mul;
	unif[MUL_ADD_UNIF_ADD] = add;
	csd[0] = GROUPS << 16;
	csd[1] = 1 << 16;
	csd[2] = 1 << 16;
	csd[3] = LANES | 1 << 8;
	csd[4] = GROUPS;
	csd[5] = t->ops->bo_addr(t->program) | (MUL_ADD_THREADS == 4) | MUL_ADD_SINGLE << 1;
	csd[6] = t->ops->bo_addr(t->program) + offset;
}

/* In place on the data of @t */
static void v3d_test_in_place(struct v3d_test *t, u32 *csd, unsigned int slot, u32 mul, u32 add)
{
	u32 addr = t->ops->bo_addr(t->data);

	v3d_test_dispatch(t, csd, slot, addr, addr, mul, add);
}

/* Of one or more dispatches; another buffer may be NULL. */
static struct dma_fence *v3d_test_submit_with(struct v3d_test *t, const v3d_test_csd *csd,
					      unsigned int num_csd, struct v3d_client_bo *bo,
					      u32 bo_flags, struct dma_fence *dep, u32 flags)
{
	struct v3d_client_bo_ref bos[] = {
		{ t->program, 0 },
		{ t->data, V3D_CLIENT_BO_WRITE },
		{ bo, bo_flags },
	};
	struct v3d_client_submit submit = {
		.csd = csd,
		.num_csd = num_csd,
		.bos = bos,
		.num_bos = bo ? 3 : 2,
		.deps = &dep,
		.num_deps = dep ? 1 : 0,
		.flags = flags,
	};
	struct dma_fence *fence = t->ops->submit(t->client, &submit);

	KUNIT_ASSERT_FALSE_MSG(t->test, IS_ERR(fence), "%pe", fence);
	return fence;
}

static struct dma_fence *v3d_test_submit(struct v3d_test *t, const v3d_test_csd *csd,
					 unsigned int num_csd, struct dma_fence *dep)
{
	return v3d_test_submit_with(t, csd, num_csd, NULL, 0, dep, 0);
}

/* Takes the reference: 0 or the error of what is done, 1 if it is not done in time. */
static int v3d_test_wait(struct dma_fence *fence)
{
	int ret = 1;

	if (dma_fence_wait_timeout(fence, false, WAIT_LONG) > 0) {
		ret = dma_fence_get_status(fence);
		ret = ret == 1 ? 0 : ret;
	}
	dma_fence_put(fence);
	return ret;
}

/* One dispatch in place; result of that */
static int v3d_test_run(struct v3d_test *t, u32 mul, u32 add)
{
	v3d_test_csd csd;

	v3d_test_in_place(t, csd, 0, mul, add);
	return v3d_test_wait(v3d_test_submit(t, &csd, 1, NULL));
}

/* Fences that this signals */

struct v3d_test_fence {
	struct dma_fence base;
	spinlock_t lock;	/* of @base */
	struct delayed_work work;
};

static const char *v3d_test_fence_name(struct dma_fence *fence)
{
	return "v3d-client-kunit";
}

static const struct dma_fence_ops v3d_test_fence_ops = {
	.get_driver_name = v3d_test_fence_name,
	.get_timeline_name = v3d_test_fence_name,
};

static void v3d_test_fence_work(struct work_struct *work)
{
	struct v3d_test_fence *fence = container_of(work, struct v3d_test_fence, work.work);

	dma_fence_signal(&fence->base);
	dma_fence_put(&fence->base);
}

static struct dma_fence *v3d_test_fence(struct v3d_test *t)
{
	struct v3d_test_fence *fence = kzalloc(sizeof(*fence), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(t->test, fence);
	spin_lock_init(&fence->lock);
	INIT_DELAYED_WORK(&fence->work, v3d_test_fence_work);
	dma_fence_init(&fence->base, &v3d_test_fence_ops, &fence->lock,
		       dma_fence_context_alloc(1), 1);
	return &fence->base;
}

/* Signals it after a while */
static void v3d_test_fence_later(struct dma_fence *base, unsigned long delay)
{
	struct v3d_test_fence *fence = container_of(base, struct v3d_test_fence, base);

	dma_fence_get(base);
	schedule_delayed_work(&fence->work, delay);
}

#define EXPECT_WAITS(t, fence) \
	KUNIT_EXPECT_EQ((t)->test, dma_fence_wait_timeout(fence, false, WAIT_SHORT), 0)

/* Memory that another driver would export */

struct v3d_test_pages {
	struct page *pages[NUM_PAGES];
	struct device *dev;
	struct sg_table *sgt;
};

static struct sg_table *v3d_test_map_dma_buf(struct dma_buf_attachment *attach,
					     enum dma_data_direction dir)
{
	struct v3d_test_pages *p = attach->dmabuf->priv;
	struct sg_table *sgt = kzalloc(sizeof(*sgt), GFP_KERNEL);
	int ret;

	if (!sgt)
		return ERR_PTR(-ENOMEM);
	ret = sg_alloc_table_from_pages(sgt, p->pages, NUM_PAGES, 0, NUM_PAGES * PAGE_SIZE,
					GFP_KERNEL);
	if (ret)
		goto err_free;
	ret = dma_map_sgtable(attach->dev, sgt, dir, 0);
	if (ret)
		goto err_free_table;
	return sgt;

err_free_table:
	sg_free_table(sgt);
err_free:
	kfree(sgt);
	return ERR_PTR(ret);
}

static void v3d_test_unmap_dma_buf(struct dma_buf_attachment *attach, struct sg_table *sgt,
				   enum dma_data_direction dir)
{
	dma_unmap_sgtable(attach->dev, sgt, dir, 0);
	sg_free_table(sgt);
	kfree(sgt);
}

static void v3d_test_release_dma_buf(struct dma_buf *buf)
{
	struct v3d_test_pages *p = buf->priv;
	unsigned int i;

	for (i = 0; i < NUM_PAGES; i++)
		__free_page(p->pages[i]);
	kfree(p);
}

static const struct dma_buf_ops v3d_test_dma_buf_ops = {
	.map_dma_buf = v3d_test_map_dma_buf,
	.unmap_dma_buf = v3d_test_unmap_dma_buf,
	.release = v3d_test_release_dma_buf,
};

static struct dma_buf *v3d_test_export(struct v3d_test *t)
{
	struct v3d_test_pages *p = kzalloc(sizeof(*p), GFP_KERNEL);
	DEFINE_DMA_BUF_EXPORT_INFO(info);
	struct dma_buf *buf;
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(t->test, p);
	for (i = 0; i < NUM_PAGES; i++) {
		p->pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
		KUNIT_ASSERT_NOT_NULL(t->test, p->pages[i]);
	}
	info.ops = &v3d_test_dma_buf_ops;
	info.size = NUM_PAGES * PAGE_SIZE;
	info.priv = p;
	buf = dma_buf_export(&info);
	KUNIT_ASSERT_FALSE(t->test, IS_ERR(buf));
	return buf;
}

static u32 *v3d_test_dma_buf_words(struct dma_buf *buf)
{
	struct v3d_test_pages *p = buf->priv;

	return page_address(p->pages[0]);
}

/* The device that V3D is, with a reference */
static struct device *v3d_test_device(struct v3d_test *t)
{
	struct device_driver *driver = driver_find("v3d", &platform_bus_type);
	struct device *dev;

	KUNIT_ASSERT_NOT_NULL(t->test, driver);
	dev = driver_find_next_device(driver, NULL);
	KUNIT_ASSERT_NOT_NULL(t->test, dev);
	return dev;
}

static void v3d_test_rebind(struct v3d_test *t, struct device *dev)
{
	KUNIT_ASSERT_EQ(t->test, device_attach(dev), 1);
	put_device(dev);
}

/* Cases */

/* Results are worth nothing if every n-th dispatch hangs. */
static void v3d_test_wants_no_hang(struct kunit *test)
{
	if (hang || slow)
		kunit_skip(test, "needs a V3D that does not hang");
}

static void v3d_client_info(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	const struct v3d_client_info *info = t->ops->info(t->client);

	KUNIT_EXPECT_EQ(test, info->ver, 71);
	KUNIT_EXPECT_EQ(test, info->rev, 7);
	KUNIT_EXPECT_EQ(test, info->qpus, 12);
}

static void v3d_client_several(struct kunit *test)
{
	struct v3d_test *t = test->priv, *others[4];
	unsigned int i;

	v3d_test_wants_no_hang(test);
	for (i = 0; i < ARRAY_SIZE(others); i++) {
		others[i] = v3d_test_another(t);
		v3d_test_fill(others[i]->data_map.vaddr, i);
	}
	for (i = 0; i < ARRAY_SIZE(others); i++)
		KUNIT_EXPECT_EQ(test, v3d_test_run(others[i], 5, i), 0);
	for (i = 0; i < ARRAY_SIZE(others); i++) {
		EXPECT_WORDS(t, others[i]->data_map.vaddr, i, 5, i);
		v3d_test_close(others[i]);
	}
}

static void v3d_client_alloc(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	struct iosys_map map, again;
	struct v3d_client_bo *bo;
	u32 addr;

	KUNIT_EXPECT_EQ(test, PTR_ERR(t->ops->bo_alloc(t->client, 0)), -EINVAL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(t->ops->bo_alloc(t->client, SZ_2G)), -EINVAL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(t->ops->bo_alloc(t->client, SIZE_MAX)), -EINVAL);
	t->ops->bo_put(NULL);

	bo = v3d_test_alloc(t, 5 * PAGE_SIZE + 1, &map);
	addr = t->ops->bo_addr(bo);
	KUNIT_EXPECT_NE(test, addr, 0);
	KUNIT_EXPECT_TRUE(test, IS_ALIGNED(addr, 4096));
	KUNIT_EXPECT_NULL(test, memchr_inv(map.vaddr, 0, 6 * PAGE_SIZE));

	/* A mapping of its own, of the same memory */
	KUNIT_ASSERT_EQ(test, t->ops->bo_vmap(bo, &again), 0);
	KUNIT_EXPECT_PTR_NE(test, map.vaddr, again.vaddr);
	*(u32 *)(again.vaddr + 5 * PAGE_SIZE) = 42;
	KUNIT_EXPECT_EQ(test, *(u32 *)(map.vaddr + 5 * PAGE_SIZE), 42);
	t->ops->bo_vunmap(bo, &again);
	KUNIT_EXPECT_TRUE(test, iosys_map_is_null(&again));
	t->ops->bo_vunmap(bo, &map);
}

static void v3d_client_dispatch(struct kunit *test)
{
	struct v3d_test *t = test->priv;

	v3d_test_wants_no_hang(test);
	v3d_test_fill(t->data_map.vaddr, 100);
	KUNIT_EXPECT_EQ(test, v3d_test_run(t, 7, 9), 0);
	EXPECT_WORDS(t, t->data_map.vaddr, 100, 7, 9);
}

/* More than fits into the queues of the scheduler */
static void v3d_client_many(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	struct dma_fence *fence = NULL;
	v3d_test_csd csd;
	unsigned int i;

	v3d_test_wants_no_hang(test);
	v3d_test_fill(t->data_map.vaddr, 1);
	v3d_test_in_place(t, csd, 0, 1, 2);
	for (i = 0; i < 100; i++) {
		dma_fence_put(fence);
		fence = v3d_test_submit(t, &csd, 1, NULL);
	}
	KUNIT_EXPECT_EQ(test, v3d_test_wait(fence), 0);
	EXPECT_WORDS(t, t->data_map.vaddr, 1, 1, 200);
}

/* Pages of vmalloc() in another order; what is written to is seen on both sides. */
static void v3d_client_wrap(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	struct page *pages[NUM_PAGES];
	struct v3d_client_bo *bo;
	struct iosys_map map;
	v3d_test_csd csd[2];
	unsigned int i;
	u8 *vaddr;
	u32 addr;

	v3d_test_wants_no_hang(test);
	KUNIT_EXPECT_EQ(test, PTR_ERR(t->ops->bo_wrap(t->client, pages, 0)), -EINVAL);
	vaddr = vmalloc(NUM_PAGES * PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, vaddr);
	for (i = 0; i < NUM_PAGES; i++)
		pages[i] = vmalloc_to_page(vaddr + (NUM_PAGES - 1 - i) * PAGE_SIZE);
	bo = v3d_test_keep(t, t->ops->bo_wrap(t->client, pages, NUM_PAGES));
	KUNIT_EXPECT_EQ(test, t->ops->bo_vmap(bo, &map), -EINVAL);
	addr = t->ops->bo_addr(bo);

	/* From the first page V3D sees to the last two, across the border between them */
	v3d_test_fill((u32 *)(vaddr + 2 * PAGE_SIZE), 50);
	memset(vaddr, 0xff, 2 * PAGE_SIZE);
	t->ops->bo_sync_for_device(bo, 0, WORDS * sizeof(u32));
	t->ops->bo_sync_for_device(bo, PAGE_SIZE, 2 * PAGE_SIZE);
	v3d_test_dispatch(t, csd[0], 0, addr, addr + 2 * PAGE_SIZE - 64, 3, 1);
	v3d_test_dispatch(t, csd[1], 1, addr, addr, 2, 2);
	KUNIT_EXPECT_EQ(test, v3d_test_wait(v3d_test_submit_with(t, csd, 2, bo,
								 V3D_CLIENT_BO_WRITE, NULL, 0)), 0);
	t->ops->bo_sync_for_cpu(bo, 0, WORDS * sizeof(u32));
	t->ops->bo_sync_for_cpu(bo, 2 * PAGE_SIZE - 64, WORDS * sizeof(u32));
	EXPECT_WORDS(t, (u32 *)(vaddr + 2 * PAGE_SIZE), 50, 2, 2);
	/* Second page: its last 16 words, third: the rest */
	KUNIT_EXPECT_EQ(test, *(u32 *)(vaddr + 2 * PAGE_SIZE - 68), U32_MAX);
	for (i = 0; i < WORDS; i++) {
		u32 *word = i < 16 ? (u32 *)(vaddr + 2 * PAGE_SIZE - 64) + i :
				     (u32 *)vaddr + i - 16;

		KUNIT_EXPECT_EQ(test, *word, (50 + 3 * i) * 3 + 1);
	}

	/* Parts of any size, also beyond the end */
	for (i = 0; i < 3 * PAGE_SIZE; i += 999) {
		t->ops->bo_sync_for_device(bo, i, i);
		t->ops->bo_sync_for_cpu(bo, i, i);
	}
	t->ops->bo_sync_for_device(bo, 3 * PAGE_SIZE, 1);
	t->ops->bo_sync_for_cpu(bo, SIZE_MAX, SIZE_MAX);

	/* The buffer goes on to hold the pages. */
	vfree(vaddr);
	KUNIT_EXPECT_GE(test, page_ref_count(pages[0]), 1);
	KUNIT_EXPECT_EQ(test, v3d_test_wait(v3d_test_submit_with(t, csd, 2, bo,
								 V3D_CLIENT_BO_WRITE, NULL, 0)), 0);
}

static void v3d_client_import(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	struct v3d_client_bo *bo, *same;
	struct dma_fence *fence;
	struct iosys_map map;
	struct dma_buf *buf;
	v3d_test_csd csd;
	u32 *words;

	v3d_test_wants_no_hang(test);
	buf = v3d_test_export(t);
	words = v3d_test_dma_buf_words(buf);
	v3d_test_fill(words, 77);
	bo = v3d_test_keep(t, t->ops->bo_import(t->client, buf));
	KUNIT_EXPECT_EQ(test, t->ops->bo_vmap(bo, &map), -EINVAL);

	/* Another buffer of the same memory shares its reservation. */
	same = v3d_test_keep(t, t->ops->bo_import(t->client, buf));
	KUNIT_EXPECT_NE(test, t->ops->bo_addr(bo), t->ops->bo_addr(same));
	{
		struct v3d_client_bo_ref bos[] = {
			{ t->program, 0 },
			{ bo, V3D_CLIENT_BO_WRITE },
			{ same, 0 },
			{ t->data, V3D_CLIENT_BO_WRITE },
		};
		struct v3d_client_submit submit = {
			.csd = &csd, .num_csd = 1, .bos = bos, .num_bos = ARRAY_SIZE(bos),
		};

		v3d_test_dispatch(t, csd, 0, t->ops->bo_addr(same), t->ops->bo_addr(bo), 4, 3);
		fence = t->ops->submit(t->client, &submit);
		KUNIT_ASSERT_FALSE(test, IS_ERR(fence));
		KUNIT_EXPECT_FALSE(test, dma_resv_test_signaled(buf->resv, DMA_RESV_USAGE_WRITE) &&
				   !dma_fence_is_signaled(fence));
		KUNIT_EXPECT_EQ(test, v3d_test_wait(fence), 0);
	}
	EXPECT_WORDS(t, words, 77, 4, 3);

	/* The buffers have references of their own. */
	get_dma_buf(buf);
	dma_buf_put(buf);
	dma_buf_put(buf);
	v3d_test_dispatch(t, csd, 0, t->ops->bo_addr(bo), t->ops->bo_addr(bo), 1, 1);
	KUNIT_EXPECT_EQ(test, v3d_test_wait(v3d_test_submit_with(t, &csd, 1, bo,
								 V3D_CLIENT_BO_WRITE, NULL, 0)), 0);
	EXPECT_WORDS(t, words, 77, 4, 4);
}

/* Each needs what the one before it has written. */
static void v3d_client_order(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	v3d_test_csd csd[V3D_CLIENT_MAX_CSD];
	u32 mul = 1, add = 0;
	unsigned int i;

	v3d_test_wants_no_hang(test);
	v3d_test_fill(t->data_map.vaddr, 5);
	for (i = 0; i < V3D_CLIENT_MAX_CSD; i++) {
		u32 m = i % 4 ? 1 : 3;

		v3d_test_in_place(t, csd[i], i, m, i);
		mul *= m;
		add = add * m + i;
	}
	KUNIT_EXPECT_EQ(test, v3d_test_wait(v3d_test_submit(t, csd, V3D_CLIENT_MAX_CSD, NULL)), 0);
	EXPECT_WORDS(t, t->data_map.vaddr, 5, mul, add);
}

static void v3d_client_deps(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	struct dma_fence *dep, *fence;
	v3d_test_csd csd;

	v3d_test_wants_no_hang(test);
	dep = v3d_test_fence(t);
	v3d_test_fill(t->data_map.vaddr, 9);
	v3d_test_in_place(t, csd, 0, 2, 0);
	fence = v3d_test_submit(t, &csd, 1, dep);
	EXPECT_WAITS(t, fence);
	EXPECT_WORDS(t, t->data_map.vaddr, 9, 1, 0);
	dma_fence_signal(dep);
	dma_fence_put(dep);
	KUNIT_EXPECT_EQ(test, v3d_test_wait(fence), 0);
	EXPECT_WORDS(t, t->data_map.vaddr, 9, 2, 0);
}

/* Whether a submission that has a buffer with these flags waits for a fence that is attached
 * to it with this usage
 */
static bool v3d_test_waits(struct v3d_test *t, enum dma_resv_usage usage, u32 flags)
{
	struct dma_buf *buf = v3d_test_export(t);
	struct dma_fence *other = v3d_test_fence(t), *fence;
	struct v3d_client_bo *bo;
	v3d_test_csd csd;
	bool waits;

	bo = v3d_test_keep(t, t->ops->bo_import(t->client, buf));
	dma_resv_lock(buf->resv, NULL);
	KUNIT_ASSERT_EQ(t->test, dma_resv_reserve_fences(buf->resv, 1), 0);
	dma_resv_add_fence(buf->resv, other, usage);
	dma_resv_unlock(buf->resv);
	dma_buf_put(buf);

	v3d_test_in_place(t, csd, 0, 1, 0);
	fence = v3d_test_submit_with(t, &csd, 1, bo, flags, NULL, 0);
	waits = !dma_fence_wait_timeout(fence, false, WAIT_SHORT);
	dma_fence_signal(other);
	dma_fence_put(other);
	KUNIT_EXPECT_EQ(t->test, v3d_test_wait(fence), 0);
	return waits;
}

static void v3d_client_implicit_deps(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	const u32 write = V3D_CLIENT_BO_WRITE, explicit = V3D_CLIENT_BO_EXPLICIT;

	v3d_test_wants_no_hang(test);
	KUNIT_EXPECT_TRUE(test, v3d_test_waits(t, DMA_RESV_USAGE_WRITE, 0));
	KUNIT_EXPECT_TRUE(test, v3d_test_waits(t, DMA_RESV_USAGE_WRITE, write));
	KUNIT_EXPECT_FALSE(test, v3d_test_waits(t, DMA_RESV_USAGE_READ, 0));
	KUNIT_EXPECT_TRUE(test, v3d_test_waits(t, DMA_RESV_USAGE_READ, write));
	KUNIT_EXPECT_FALSE(test, v3d_test_waits(t, DMA_RESV_USAGE_WRITE, explicit));
	KUNIT_EXPECT_FALSE(test, v3d_test_waits(t, DMA_RESV_USAGE_WRITE, explicit | write));
}

/* What a submission attaches to a buffer */
static void v3d_client_attached(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	struct dma_fence *dep, *fence;
	struct v3d_client_bo *bo;
	struct dma_buf *buf;
	v3d_test_csd csd;

	v3d_test_wants_no_hang(test);
	dep = v3d_test_fence(t);
	buf = v3d_test_export(t);
	bo = v3d_test_keep(t, t->ops->bo_import(t->client, buf));
	v3d_test_in_place(t, csd, 0, 1, 0);
	fence = v3d_test_submit_with(t, &csd, 1, bo, 0, dep, 0);
	KUNIT_EXPECT_TRUE(test, dma_resv_test_signaled(buf->resv, DMA_RESV_USAGE_WRITE));
	KUNIT_EXPECT_FALSE(test, dma_resv_test_signaled(buf->resv, DMA_RESV_USAGE_READ));
	dma_fence_put(fence);
	fence = v3d_test_submit_with(t, &csd, 1, bo, V3D_CLIENT_BO_WRITE, NULL, 0);
	KUNIT_EXPECT_FALSE(test, dma_resv_test_signaled(buf->resv, DMA_RESV_USAGE_WRITE));
	EXPECT_WAITS(t, fence);
	dma_fence_signal(dep);
	dma_fence_put(dep);
	KUNIT_EXPECT_EQ(test, v3d_test_wait(fence), 0);
	KUNIT_EXPECT_TRUE(test, dma_resv_test_signaled(buf->resv, DMA_RESV_USAGE_READ));
	dma_buf_put(buf);
}

static void v3d_client_bad_arguments(struct kunit *test)
{
	struct v3d_test *t = test->priv, *other = v3d_test_another(t);
	v3d_test_csd *csd = kunit_kcalloc(test, V3D_CLIENT_MAX_CSD + 1, sizeof(*csd), GFP_KERNEL);
	struct v3d_client_bo_ref *bos = kunit_kcalloc(test, V3D_CLIENT_MAX_BOS + 1, sizeof(*bos),
						      GFP_KERNEL);
	struct dma_fence *deps[V3D_CLIENT_MAX_DEPS + 1];
	const struct v3d_client_submit good = {
		.csd = csd, .num_csd = 1, .bos = bos, .num_bos = 1,
	};
	struct v3d_client_submit submit;
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, csd);
	KUNIT_ASSERT_NOT_NULL(test, bos);
	for (i = 0; i <= V3D_CLIENT_MAX_CSD; i++)
		v3d_test_in_place(t, csd[i], 0, 1, 0);
	for (i = 0; i <= V3D_CLIENT_MAX_BOS; i++)
		bos[i].bo = t->program;
	for (i = 0; i <= V3D_CLIENT_MAX_DEPS; i++)
		deps[i] = dma_fence_get_stub();

#define EXPECT_BAD(change) do {								\
		submit = good;								\
		change;									\
		KUNIT_EXPECT_EQ_MSG(test, PTR_ERR(t->ops->submit(t->client, &submit)),	\
				    -EINVAL, "%s", #change);				\
	} while (0)
	EXPECT_BAD(submit.num_csd = 0);
	EXPECT_BAD(submit.num_csd = V3D_CLIENT_MAX_CSD + 1);
	EXPECT_BAD(submit.num_bos = V3D_CLIENT_MAX_BOS + 1);
	EXPECT_BAD((submit.deps = deps, submit.num_deps = V3D_CLIENT_MAX_DEPS + 1));
	EXPECT_BAD(submit.flags = 2);
	bos[0].flags = 4;
	EXPECT_BAD((void)0);
	bos[0].flags = 0;
	bos[0].bo = other->program;
	EXPECT_BAD((void)0);
	bos[0].bo = NULL;
	EXPECT_BAD((void)0);
	bos[0].bo = t->program;
	dma_fence_put(deps[0]);
	deps[0] = NULL;
	EXPECT_BAD((submit.deps = deps, submit.num_deps = 1));
	deps[0] = dma_fence_get_stub();
	for (i = 0; i < 5; i++) {
		u32 word = csd[1][i];

		/* Of 3, the shape of workgroups, anything goes. */
		if (i == 3)
			continue;
		csd[1][i] = i < 3 ? word & 0xffff : 0;
		EXPECT_BAD(submit.num_csd = 2);
		csd[1][i] = word;
	}
#undef EXPECT_BAD

	/* The same with nothing wrong */
	if (!hang && !slow) {
		submit = good;
		submit.bos = (struct v3d_client_bo_ref[]){ { t->program }, { t->data } };
		submit.num_bos = 2;
		submit.num_csd = V3D_CLIENT_MAX_CSD;
		submit.deps = deps;
		submit.num_deps = V3D_CLIENT_MAX_DEPS;
		submit.flags = V3D_CLIENT_RERUN_OK;
		KUNIT_EXPECT_EQ(test, v3d_test_wait(t->ops->submit(t->client, &submit)), 0);
	}
	for (i = 0; i <= V3D_CLIENT_MAX_DEPS; i++)
		dma_fence_put(deps[i]);
	v3d_test_close(other);
}

/* What is queued is cancelled, what comes later runs. */
static void v3d_client_cancel(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	struct dma_fence *dep, *fences[3];
	v3d_test_csd csd[2];
	unsigned int i;

	v3d_test_wants_no_hang(test);
	dep = v3d_test_fence(t);
	v3d_test_fill(t->data_map.vaddr, 8);
	v3d_test_in_place(t, csd[0], 0, 2, 0);
	v3d_test_in_place(t, csd[1], 1, 1, 1);
	for (i = 0; i < 2; i++)
		fences[i] = v3d_test_submit_with(t, csd, 2, NULL, 0, i ? NULL : dep,
						 i ? V3D_CLIENT_RERUN_OK : 0);
	t->ops->cancel(t->client);
	fences[2] = v3d_test_submit(t, csd, 2, NULL);
	EXPECT_WAITS(t, fences[0]);
	dma_fence_signal(dep);
	dma_fence_put(dep);
	KUNIT_EXPECT_EQ(test, v3d_test_wait(fences[0]), -ECANCELED);
	KUNIT_EXPECT_EQ(test, v3d_test_wait(fences[1]), -ECANCELED);
	KUNIT_EXPECT_EQ(test, v3d_test_wait(fences[2]), 0);
	EXPECT_WORDS(t, t->data_map.vaddr, 8, 2, 1);
}

/* One submission is taken back, those around it are not; none is that has run. */
static void v3d_client_withdraw(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	struct dma_fence *dep, *fences[3];
	v3d_test_csd csd[2];
	unsigned int i;

	v3d_test_wants_no_hang(test);
	dep = v3d_test_fence(t);
	v3d_test_fill(t->data_map.vaddr, 8);
	v3d_test_in_place(t, csd[0], 0, 2, 0);
	v3d_test_in_place(t, csd[1], 1, 1, 1);
	for (i = 0; i < 3; i++)
		fences[i] = v3d_test_submit_with(t, csd, 2, NULL, 0, i ? NULL : dep,
						 V3D_CLIENT_RERUN_OK);
	KUNIT_EXPECT_TRUE(test, t->ops->withdraw(t->client, fences[1]));
	KUNIT_EXPECT_TRUE(test, t->ops->withdraw(t->client, fences[1]));
	KUNIT_EXPECT_FALSE(test, t->ops->withdraw(t->client, dep));
	EXPECT_WAITS(t, fences[0]);
	EXPECT_WAITS(t, fences[1]);
	dma_fence_signal(dep);
	dma_fence_put(dep);
	dma_fence_wait(fences[2], false);
	KUNIT_EXPECT_FALSE(test, t->ops->withdraw(t->client, fences[2]));
	KUNIT_EXPECT_EQ(test, v3d_test_wait(fences[0]), 0);
	KUNIT_EXPECT_EQ(test, v3d_test_wait(fences[1]), -ECANCELED);
	KUNIT_EXPECT_EQ(test, v3d_test_wait(fences[2]), 0);
	/* Twice of what one submission does. */
	EXPECT_WORDS(t, t->data_map.vaddr, 8, 4, 3);
}

/* Buffers can be put at once, and a client be destroyed with work in its queues. */
static void v3d_test_destroy_queued(struct kunit *test)
{
	struct v3d_test *t = test->priv, *other = v3d_test_another(t);
	struct dma_fence *dep = v3d_test_fence(t), *fences[4];
	v3d_test_csd csd[3];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(csd); i++)
		v3d_test_in_place(other, csd[i], i, 1, 1);
	for (i = 0; i < ARRAY_SIZE(fences); i++)
		fences[i] = v3d_test_submit(other, csd, ARRAY_SIZE(csd), dep);
	v3d_test_fence_later(dep, WAIT_SHORT);
	v3d_test_close(other);
	KUNIT_EXPECT_TRUE(test, dma_fence_is_signaled(dep));
	for (i = 0; i < ARRAY_SIZE(fences); i++) {
		KUNIT_EXPECT_TRUE(test, dma_fence_is_signaled(fences[i]));
		KUNIT_EXPECT_EQ(test, v3d_test_wait(fences[i]), -ECANCELED);
	}
	dma_fence_put(dep);
}

static void v3d_client_destroy_queued(struct kunit *test)
{
	v3d_test_destroy_queued(test);
}

/* The scheduler does not wait for the queues of whom was killed: so we must. */
static void v3d_client_destroy_killed(struct kunit *test)
{
	allow_kernel_signal(SIGKILL);
	send_sig(SIGKILL, current, 1);
	KUNIT_EXPECT_TRUE(test, fatal_signal_pending(current));
	v3d_test_destroy_queued(test);
	flush_signals(current);
	disallow_signal(SIGKILL);
}

static void v3d_client_destroy_running(struct kunit *test)
{
	struct v3d_test *t = test->priv, *other;
	struct dma_fence *fence;
	v3d_test_csd csd;
	unsigned int i;

	for (i = 0; i < 20; i++) {
		other = v3d_test_another(t);
		v3d_test_in_place(other, csd, 0, 1, 1);
		dma_fence_put(v3d_test_submit(other, &csd, 1, NULL));
		fence = v3d_test_submit(other, &csd, 1, NULL);
		v3d_test_close(other);
		KUNIT_EXPECT_TRUE(test, dma_fence_is_signaled(fence));
		dma_fence_put(fence);
	}
}

struct v3d_test_thread {
	struct v3d_test *t;
	struct completion done;
	unsigned int wrong;
};

static int v3d_test_thread(void *data)
{
	struct v3d_test_thread *thread = data;
	struct v3d_test *t = thread->t;
	unsigned int i;

	for (i = 0; i < 50; i++) {
		v3d_test_csd csd;
		struct v3d_client_bo *bo = t->ops->bo_alloc(t->client, 4096);

		v3d_test_in_place(t, csd, 0, 1, 1);
		if (IS_ERR(bo) || v3d_test_wait(v3d_test_submit_with(t, &csd, 1, bo, 0, NULL, 0)))
			thread->wrong++;
		if (!IS_ERR(bo))
			t->ops->bo_put(bo);
		if (i == 25)
			t->ops->cancel(t->client);
	}
	complete(&thread->done);
	return 0;
}

/* Clients at the same time, one of them used by two threads */
static void v3d_client_threads(struct kunit *test)
{
	struct v3d_test_thread threads[3] = { };
	struct v3d_test *t = test->priv, *other;
	unsigned int i, wrong = 0;

	v3d_test_wants_no_hang(test);
	other = v3d_test_another(t);
	v3d_test_fill(t->data_map.vaddr, 6);
	v3d_test_fill(other->data_map.vaddr, 6);
	for (i = 0; i < ARRAY_SIZE(threads); i++) {
		threads[i].t = i ? t : other;
		init_completion(&threads[i].done);
		KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(v3d_test_thread, &threads[i],
							    "v3d-test")));
	}
	for (i = 0; i < ARRAY_SIZE(threads); i++) {
		wait_for_completion(&threads[i].done);
		if (i)
			wrong += threads[i].wrong;
	}
	/* Whoever is alone cancels nothing of its own; of two some may be. */
	KUNIT_EXPECT_EQ(test, threads[0].wrong, 0);
	KUNIT_EXPECT_LE(test, wrong, 2);
	EXPECT_WORDS(t, other->data_map.vaddr, 6, 1, 50);
	EXPECT_WORDS(t, t->data_map.vaddr, 6, 1, 100 - wrong);
	v3d_test_close(other);
}

/* V3D goes while clients have work, and comes back. */
static void v3d_client_unbind(struct kunit *test)
{
	struct v3d_test *t = test->priv, *other;
	struct dma_fence *fences[8], *dep;
	struct device *dev;
	v3d_test_csd csd;
	unsigned int i, round;

	for (round = 0; round < 3; round++) {
		other = v3d_test_another(t);
		dep = v3d_test_fence(t);
		for (i = 0; i < ARRAY_SIZE(fences); i++) {
			struct v3d_test *who = i % 2 ? t : other;

			v3d_test_in_place(who, csd, i, 1, 1);
			fences[i] = v3d_test_submit(who, &csd, 1, i > 3 ? dep : NULL);
		}
		v3d_test_fence_later(dep, WAIT_SHORT);
		dma_fence_put(dep);

		dev = v3d_test_device(t);
		device_release_driver(dev);
		KUNIT_EXPECT_EQ(test, atomic_read(&t->num_gone), round + 1);
		KUNIT_EXPECT_EQ(test, atomic_read(&other->num_gone), 1);
		KUNIT_EXPECT_NULL(test, t->client);
		for (i = 0; i < ARRAY_SIZE(fences); i++) {
			KUNIT_EXPECT_TRUE(test, dma_fence_is_signaled(fences[i]));
			/* Of the client that is told first, which waits for the rest to end */
			if (i > 3 && i % 2)
				KUNIT_EXPECT_EQ(test, dma_fence_get_status(fences[i]), -ECANCELED);
			dma_fence_put(fences[i]);
		}
		KUNIT_EXPECT_EQ(test, PTR_ERR(t->ops->create("kunit", v3d_test_gone, t)), -ENODEV);

		v3d_test_rebind(t, dev);
		v3d_test_open(t);
		if (hang || slow)
			continue;
		v3d_test_fill(t->data_map.vaddr, round);
		KUNIT_EXPECT_EQ(test, v3d_test_run(t, 2, 1), 0);
		EXPECT_WORDS(t, t->data_map.vaddr, round, 2, 1);
	}
}

/* A client that is destroyed by another task than the one that calls gone() */
struct v3d_test_slow {
	struct v3d_test *t;
	struct v3d_client *client;
	struct delayed_work work;
	bool in_gone;
	bool begun;
	bool destroyed_in_gone;
};

static void v3d_test_slow_destroy(struct work_struct *work)
{
	struct v3d_test_slow *slow = container_of(work, struct v3d_test_slow, work.work);

	WRITE_ONCE(slow->begun, true);
	slow->t->ops->destroy(slow->client);
	slow->destroyed_in_gone = READ_ONCE(slow->in_gone);
}

/* destroy() begins while this sleeps, or after it. */
static void v3d_test_slow_gone(void *data)
{
	struct v3d_test_slow *slow = data;

	WRITE_ONCE(slow->in_gone, true);
	schedule_delayed_work(&slow->work, WAIT_SHORT);
	msleep(200);
	WRITE_ONCE(slow->in_gone, false);
}

static void v3d_test_late_gone(void *data)
{
	struct v3d_test_slow *slow = data;

	schedule_delayed_work(&slow->work, WAIT_SHORT);
}

static void v3d_client_gone_elsewhere(struct kunit *test)
{
	void (*const gone[])(void *data) = { v3d_test_slow_gone, v3d_test_late_gone };
	struct v3d_test *t = test->priv;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(gone); i++) {
		struct v3d_test_slow slow = { .t = t };
		struct device *dev = v3d_test_device(t);

		INIT_DELAYED_WORK_ONSTACK(&slow.work, v3d_test_slow_destroy);
		slow.client = t->ops->create("slow", gone[i], &slow);
		KUNIT_ASSERT_FALSE(test, IS_ERR(slow.client));
		device_release_driver(dev);
		KUNIT_EXPECT_TRUE(test, READ_ONCE(slow.begun));
		flush_delayed_work(&slow.work);
		KUNIT_EXPECT_FALSE(test, slow.destroyed_in_gone);
		destroy_delayed_work_on_stack(&slow.work);
		v3d_test_rebind(t, dev);
		v3d_test_open(t);
	}
}

/* Of some dispatches each runs, but for the one that hangs. */
static void v3d_client_hang(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	unsigned int i, hung = 0;

	if (!hang)
		kunit_skip(test, "needs a V3D that hangs");
	for (i = 0; i < 2 * hang; i++) {
		int ret;

		v3d_test_fill(t->data_map.vaddr, i);
		ret = v3d_test_run(t, 3, i);
		if (ret) {
			KUNIT_EXPECT_EQ(test, ret, -ECANCELED);
			hung++;
		} else {
			EXPECT_WORDS(t, t->data_map.vaddr, i, 3, i);
		}
	}
	KUNIT_EXPECT_EQ(test, hung, 2);
}

/* Those after the one that hangs are not run; each has a region of its own. */
static void v3d_client_hang_in_chain(struct kunit *test)
{
	struct v3d_test *t = test->priv;
	v3d_test_csd csd[V3D_CLIENT_MAX_CSD];
	unsigned int i, round, done, failed = 0;
	struct v3d_client_bo *bo;
	struct iosys_map map;
	const u32 size = WORDS * sizeof(u32);
	int ret;

	if (!hang || hang > V3D_CLIENT_MAX_CSD)
		kunit_skip(test, "needs a V3D that hangs");
	bo = v3d_test_alloc(t, V3D_CLIENT_MAX_CSD * size, &map);
	v3d_test_fill(t->data_map.vaddr, 11);
	/* From a different one of those that hang each time */
	for (round = 0; round < 2; round++) {
		memset(map.vaddr, 0, V3D_CLIENT_MAX_CSD * size);
		for (i = 0; i < hang; i++)
			v3d_test_dispatch(t, csd[i], i, t->ops->bo_addr(t->data),
					  t->ops->bo_addr(bo) + i * size, 1, i);
		ret = v3d_test_wait(v3d_test_submit_with(t, csd, hang, bo, V3D_CLIENT_BO_WRITE,
							 NULL, V3D_CLIENT_RERUN_OK));
		KUNIT_EXPECT_EQ(test, ret, -ECANCELED);
		failed += !!ret;
		for (done = 0; done < hang; done++)
			if (v3d_test_count_wrong(map.vaddr + done * size, 11, 1, done))
				break;
		/* The one that a lost interrupt was for has run. */
		KUNIT_EXPECT_NULL(test, done + 1 >= hang ? NULL :
				  memchr_inv(map.vaddr + (done + 1) * size, 0,
					     (hang - done - 1) * size));
		/* The next to hang is another one of these. */
		KUNIT_EXPECT_EQ(test, v3d_test_run(t, 1, 0), 0);
		v3d_test_fill(t->data_map.vaddr, 11);
	}
	KUNIT_EXPECT_EQ(test, failed, 2);
	t->ops->bo_vunmap(bo, &map);
}

/* What waits behind one that hangs, of the same client or another, is run once. */
static void v3d_client_hang_of_others(struct kunit *test)
{
	struct v3d_test *t = test->priv, *other;
	struct dma_fence *fences[8];
	unsigned int i, hung = 0, mine = 0;
	v3d_test_csd csd;

	if (!hang)
		kunit_skip(test, "needs a V3D that hangs");
	other = v3d_test_another(t);
	v3d_test_fill(t->data_map.vaddr, 1);
	v3d_test_fill(other->data_map.vaddr, 1);
	for (i = 0; i < ARRAY_SIZE(fences); i++) {
		struct v3d_test *who = i % 2 ? t : other;

		v3d_test_in_place(who, csd, 0, 1, 1);
		fences[i] = v3d_test_submit(who, &csd, 1, NULL);
	}
	for (i = 0; i < ARRAY_SIZE(fences); i++) {
		int ret = v3d_test_wait(fences[i]);

		if (!ret)
			continue;
		KUNIT_EXPECT_EQ(test, ret, -ECANCELED);
		hung++;
		mine += i % 2;
	}
	KUNIT_EXPECT_GE(test, hung, ARRAY_SIZE(fences) / hang);
	KUNIT_EXPECT_LE(test, hung, ARRAY_SIZE(fences) / hang + 1);
	/* A lost interrupt is not a lost dispatch: see the parameter. */
	if (v3d_test_count_wrong(t->data_map.vaddr, 1, 1, 4 - mine) ||
	    v3d_test_count_wrong(other->data_map.vaddr, 1, 1, 4 - (hung - mine)))
		EXPECT_WORDS(t, other->data_map.vaddr, 1, 1, 4);
	v3d_test_close(other);
}

/* A reset for the sake of something else while a dispatch runs */
static void v3d_client_rerun(struct kunit *test)
{
	char *envp[] = { "PATH=/bin:/usr/bin", NULL };
	char *argv[] = { reset_program, NULL };
	struct v3d_test *t = test->priv;
	unsigned int round;
	v3d_test_csd csd;

	if (!reset_program || !slow || hang)
		kunit_skip(test, "needs a program");
	for (round = 0; round < 2; round++) {
		struct dma_fence *fence;
		u32 flags = round ? V3D_CLIENT_RERUN_OK : 0;

		v3d_test_fill(t->data_map.vaddr, round);
		KUNIT_ASSERT_EQ(test, call_usermodehelper(argv[0], argv, envp, UMH_WAIT_PROC), 0);
		/* A dispatch takes more than half of what is left until the reset, and less than
		 * what makes one of its own.
		 */
		msleep(250);
		v3d_test_in_place(t, csd, 0, 3, 1);
		fence = v3d_test_submit_with(t, &csd, 1, NULL, 0, NULL, flags);
		KUNIT_EXPECT_EQ(test, v3d_test_wait(fence), round ? 0 : -ECANCELED);
		/* The model has run it each time, but a reset has dropped its cache. */
		EXPECT_WORDS(t, t->data_map.vaddr, round, round ? 3 : 1, round);
		/* What comes next works. */
		KUNIT_EXPECT_EQ(test, v3d_test_run(t, 1, 0), 0);
	}
}

/* A reset between two dispatches of a submission, for the sake of another client's: what the
 * first one wrote may have been in caches.
 */
static void v3d_client_lost(struct kunit *test)
{
	struct dma_fence *before, *dep, *fence, *others;
	struct v3d_test *t = test->priv, *other;
	v3d_test_csd csd[2], csd_other;

	if (hang != 2 || !slow)
		kunit_skip(test, "needs a V3D that is slow and hangs");
	other = v3d_test_another(t);
	/* So that the second one from now hangs */
	if (!v3d_test_run(t, 1, 0))
		KUNIT_ASSERT_EQ(test, v3d_test_run(t, 1, 0), -ECANCELED);

	/* Of those that are ready the one that was submitted first is run first. That of
	 * the other client gets ready while our first one runs.
	 */
	before = v3d_test_fence(t);
	dep = v3d_test_fence(t);
	v3d_test_in_place(other, csd_other, 0, 1, 0);
	others = v3d_test_submit(other, &csd_other, 1, dep);
	v3d_test_fill(t->data_map.vaddr, 4);
	v3d_test_in_place(t, csd[0], 0, 2, 0);
	v3d_test_in_place(t, csd[1], 1, 1, 1);
	fence = v3d_test_submit_with(t, csd, 2, NULL, 0, before, V3D_CLIENT_RERUN_OK);
	dma_fence_signal(before);
	EXPECT_WAITS(t, fence);
	dma_fence_signal(dep);
	KUNIT_EXPECT_EQ(test, v3d_test_wait(others), -ECANCELED);
	KUNIT_EXPECT_EQ(test, v3d_test_wait(fence), -ECANCELED);
	EXPECT_WORDS(t, t->data_map.vaddr, 4, 2, 0);
	dma_fence_put(before);
	dma_fence_put(dep);
	v3d_test_close(other);
}

static struct kunit_case v3d_client_cases[] = {
	KUNIT_CASE(v3d_client_info),
	KUNIT_CASE(v3d_client_several),
	KUNIT_CASE(v3d_client_alloc),
	KUNIT_CASE(v3d_client_dispatch),
	KUNIT_CASE(v3d_client_many),
	KUNIT_CASE(v3d_client_wrap),
	KUNIT_CASE(v3d_client_import),
	KUNIT_CASE(v3d_client_order),
	KUNIT_CASE(v3d_client_deps),
	KUNIT_CASE(v3d_client_implicit_deps),
	KUNIT_CASE(v3d_client_attached),
	KUNIT_CASE(v3d_client_bad_arguments),
	KUNIT_CASE(v3d_client_cancel),
	KUNIT_CASE(v3d_client_withdraw),
	KUNIT_CASE(v3d_client_destroy_queued),
	KUNIT_CASE(v3d_client_destroy_killed),
	KUNIT_CASE(v3d_client_destroy_running),
	KUNIT_CASE_SLOW(v3d_client_threads),
	KUNIT_CASE_SLOW(v3d_client_unbind),
	KUNIT_CASE_SLOW(v3d_client_gone_elsewhere),
	KUNIT_CASE_SLOW(v3d_client_hang),
	KUNIT_CASE_SLOW(v3d_client_hang_in_chain),
	KUNIT_CASE_SLOW(v3d_client_hang_of_others),
	KUNIT_CASE_SLOW(v3d_client_rerun),
	KUNIT_CASE_SLOW(v3d_client_lost),
	{ }
};

static struct kunit_suite v3d_client_suite = {
	.name = "v3d_client",
	.init = v3d_test_init,
	.exit = v3d_test_exit,
	.test_cases = v3d_client_cases,
};

kunit_test_suite(v3d_client_suite);

MODULE_DESCRIPTION("Test of v3d's client");
MODULE_LICENSE("GPL");
/* What MODULE_IMPORT_NS() makes of it, whose argument is no string before 6.13 */
MODULE_INFO(import_ns, "DMA_BUF");
