// SPDX-License-Identifier: GPL-2.0
/*
 * The module, its one device and its open files.
 *
 * There is no hardware: the module makes the platform device it binds to.
 */
#include <linux/atomic.h>
#include <linux/cpuhotplug.h>
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/llist.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
#include <media/media-request.h>
#include <media/v4l2-ioctl.h>

#include "daedalus.h"
#include "daedalus_debugfs.h"
#include "daedalus_gpu.h"

/* Limits of the max_width and max_height parameters. */
#define DAEDALUS_SIZE_LIMIT_MIN		16
#define DAEDALUS_SIZE_LIMIT_MAX		16384

/* The pool, which the parameter and CPUs that come and go resize; NULL without device. */
static struct daedalus_sched *daedalus_pool;
static DEFINE_MUTEX(daedalus_pool_lock);
static atomic_t daedalus_num_cpus;
static unsigned int workers;

static unsigned int daedalus_num_workers(void)
{
	return clamp(workers ?: atomic_read(&daedalus_num_cpus), 1, DAEDALUS_WORKERS_MAX);
}

static int daedalus_resize_pool(void)
{
	int ret = 0;

	mutex_lock(&daedalus_pool_lock);
	if (daedalus_pool)
		ret = daedalus_sched_resize(daedalus_pool, daedalus_num_workers());
	mutex_unlock(&daedalus_pool_lock);

	return ret;
}

unsigned int daedalus_pool_workers(void)
{
	unsigned int num_workers;

	mutex_lock(&daedalus_pool_lock);
	num_workers = daedalus_pool ? daedalus_sched_num_workers(daedalus_pool) : 0;
	mutex_unlock(&daedalus_pool_lock);

	return num_workers;
}

static int daedalus_set_workers(const char *value, const struct kernel_param *param)
{
	return param_set_uint_minmax(value, param, 0, DAEDALUS_WORKERS_MAX) ?:
	       daedalus_resize_pool();
}

static const struct kernel_param_ops daedalus_workers_ops = {
	.set = daedalus_set_workers,
	.get = param_get_uint,
};

module_param_cb(workers, &daedalus_workers_ops, &workers, 0644);
MODULE_PARM_DESC(workers, "Decoding threads shared by all streams (default: 0, one per CPU that is online)");

static bool contig;
module_param(contig, bool, 0444);
MODULE_PARM_DESC(contig, "Allocate pictures in contiguous memory, for displays without IOMMU; slower to read for the CPU (default: false)");

static unsigned int max_width = DAEDALUS_SIZE_MAX;
module_param(max_width, uint, 0444);
MODULE_PARM_DESC(max_width, "Width of the largest picture (default: 8192)");

static unsigned int max_height = DAEDALUS_SIZE_MAX;
module_param(max_height, uint, 0444);
MODULE_PARM_DESC(max_height, "Height of the largest picture (default: 8192)");

const struct daedalus_codec_ops * const daedalus_codecs[] = {
	&daedalus_h264_ops,
	&daedalus_vp9_ops,
	&daedalus_av1_ops,
	NULL
};

static_assert(ARRAY_SIZE(daedalus_codecs) == DAEDALUS_CODECS_MAX + 1);

/* Contexts opened so far, of all devices: recordings outlive a device. */
static atomic_t daedalus_num_ctxs;

static int daedalus_open(struct file *file)
{
	struct daedalus_dev *dev = video_drvdata(file);
	struct daedalus_ctx *ctx;
	int ret;

	ctx = kzalloc_obj(*ctx, GFP_KERNEL_ACCOUNT);
	if (!ctx)
		return -ENOMEM;

	ctx->dev = dev;
	ctx->id = atomic_inc_return(&daedalus_num_ctxs);
	mutex_init(&ctx->queue_lock);
	mutex_init(&ctx->fmt_lock);
	v4l2_fh_init(&ctx->fh, &dev->vdev);
	daedalus_formats_init(ctx);

	ret = daedalus_job_init(ctx);
	if (ret)
		goto err_fh_exit;

	ret = daedalus_ctrls_init(ctx);
	if (ret)
		goto err_job_exit;

	ctx->fh.m2m_ctx = v4l2_m2m_ctx_init(dev->m2m_dev, ctx, daedalus_queue_init);
	if (IS_ERR(ctx->fh.m2m_ctx)) {
		ret = PTR_ERR(ctx->fh.m2m_ctx);
		goto err_ctrls_free;
	}

	daedalus_fh_add(&ctx->fh, file);
	daedalus_stats_open(ctx);

	return 0;

err_ctrls_free:
	v4l2_ctrl_handler_free(&ctx->hdl);
err_job_exit:
	daedalus_job_exit(ctx);
err_fh_exit:
	v4l2_fh_exit(&ctx->fh);
	mutex_destroy(&ctx->fmt_lock);
	mutex_destroy(&ctx->queue_lock);
	kfree(ctx);
	return ret;
}

static int daedalus_release(struct file *file)
{
	struct daedalus_ctx *ctx = daedalus_file_ctx(file);

	daedalus_fh_del(&ctx->fh, file);

	/*
	 * Stop both queues, as v4l2_m2m_ctx_release() would. But it frees the ready
	 * queues as well, which the work may be looking at until it is flushed.
	 */
	daedalus_job_stop_queue(ctx, V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE);
	daedalus_job_stop_queue(ctx, V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE);
	cancel_work_sync(&ctx->work);
	cancel_delayed_work_sync(&ctx->held_work);
	daedalus_stats_close(ctx);
	v4l2_m2m_ctx_release(ctx->fh.m2m_ctx);

	v4l2_ctrl_handler_free(&ctx->hdl);
	daedalus_job_exit(ctx);
	v4l2_fh_exit(&ctx->fh);
	mutex_destroy(&ctx->fmt_lock);
	mutex_destroy(&ctx->queue_lock);
	kfree(ctx);

	return 0;
}

static const struct v4l2_file_operations daedalus_fops = {
	.owner = THIS_MODULE,
	.open = daedalus_open,
	.release = daedalus_release,
	.poll = v4l2_m2m_fop_poll,
	.unlocked_ioctl = video_ioctl2,
	.mmap = v4l2_m2m_fop_mmap,
};

/* Jobs are started by daedalus_job_kick(), see daedalus_job.c for why. */
static int daedalus_m2m_job_ready(void *priv)
{
	return 0;
}

static void daedalus_m2m_device_run(void *priv)
{
	WARN_ON_ONCE(1);
}

static const struct v4l2_m2m_ops daedalus_m2m_ops = {
	.job_ready = daedalus_m2m_job_ready,
	.device_run = daedalus_m2m_device_run,
};

/*
 * A request can be closed after both nodes. The core then still asks the media
 * device how to free it, so it must keep device and module.
 */
static struct media_request *daedalus_request_alloc(struct media_device *mdev)
{
	struct daedalus_dev *dev = container_of(mdev, struct daedalus_dev, mdev);
	struct media_request *req;

	req = kzalloc_obj(*req, GFP_KERNEL_ACCOUNT);
	if (!req)
		return NULL;

	/* The open media node that is asking holds a reference as well. */
	__module_get(THIS_MODULE);
	v4l2_device_get(&dev->v4l2_dev);
	/* For daedalus_request_free() before the core has set it. */
	req->mdev = mdev;

	return req;
}

static void daedalus_request_free(struct media_request *req)
{
	struct daedalus_dev *dev = container_of(req->mdev, struct daedalus_dev, mdev);

	kfree(req);
	v4l2_device_put(&dev->v4l2_dev);
	module_put(THIS_MODULE);
}

static const struct media_device_ops daedalus_media_ops = {
	.req_alloc = daedalus_request_alloc,
	.req_free = daedalus_request_free,
	.req_validate = daedalus_request_validate,
	.req_queue = v4l2_m2m_request_queue,
};

static struct daedalus_sched *daedalus_pool_create(void)
{
	struct daedalus_sched *sched;

	mutex_lock(&daedalus_pool_lock);
	sched = daedalus_sched_create(daedalus_num_workers());
	if (!IS_ERR(sched))
		daedalus_pool = sched;
	mutex_unlock(&daedalus_pool_lock);

	return sched;
}

/* Of a device that is gone; there may be a new one already. */
static void daedalus_pool_destroy(struct daedalus_sched *sched)
{
	mutex_lock(&daedalus_pool_lock);
	if (daedalus_pool == sched)
		daedalus_pool = NULL;
	mutex_unlock(&daedalus_pool_lock);

	daedalus_sched_destroy(sched);
}

/*
 * Devices without users. The core still counts a request as gone after it has called
 * daedalus_request_free(), which may have been the last user.
 */
static LLIST_HEAD(daedalus_dead);

/* With the module's last reference gone. */
static void daedalus_free_dead(void)
{
	struct daedalus_dev *dev, *next;

	llist_for_each_entry_safe(dev, next, llist_del_all(&daedalus_dead), dead) {
		while (daedalus_has_requests(&dev->mdev))
			msleep(20);
		kfree(dev);
	}
}

/* Undo daedalus_dev_create(), but for the memory; called for the last reference. */
static void daedalus_dev_release(struct v4l2_device *v4l2_dev)
{
	struct daedalus_dev *dev = container_of(v4l2_dev, struct daedalus_dev, v4l2_dev);

	destroy_workqueue(dev->wq);
	daedalus_gpu_exit(dev);
	daedalus_pool_destroy(dev->sched);
	v4l2_m2m_release(dev->m2m_dev);
	media_device_cleanup(&dev->mdev);
	v4l2_device_unregister(&dev->v4l2_dev);
	llist_add(&dev->dead, &daedalus_dead);
}

/* All that lives until the last user is gone, before anyone can be one. */
static struct daedalus_dev *daedalus_dev_create(struct platform_device *pdev)
{
	struct daedalus_dev *dev;
	int ret;

	dev = kzalloc_obj(*dev, GFP_KERNEL);
	if (!dev)
		return ERR_PTR(-ENOMEM);

	dev->contig = contig;
	dev->max_width = clamp(max_width, DAEDALUS_SIZE_LIMIT_MIN, DAEDALUS_SIZE_LIMIT_MAX);
	dev->max_height = clamp(max_height, DAEDALUS_SIZE_LIMIT_MIN, DAEDALUS_SIZE_LIMIT_MAX);

	dev->wq = alloc_workqueue("daedalus", WQ_UNBOUND | WQ_FREEZABLE, 0);
	if (!dev->wq) {
		ret = -ENOMEM;
		goto err_free;
	}

	dev->sched = daedalus_pool_create();
	if (IS_ERR(dev->sched)) {
		ret = PTR_ERR(dev->sched);
		goto err_destroy_wq;
	}

	ret = daedalus_gpu_init(dev, &pdev->dev);
	if (ret)
		goto err_destroy_sched;

	dev->m2m_dev = v4l2_m2m_init(&daedalus_m2m_ops);
	if (IS_ERR(dev->m2m_dev)) {
		ret = PTR_ERR(dev->m2m_dev);
		goto err_exit_gpu;
	}

	ret = v4l2_device_register(&pdev->dev, &dev->v4l2_dev);
	if (ret)
		goto err_release_m2m;
	dev->v4l2_dev.release = daedalus_dev_release;

	dev->mdev.dev = &pdev->dev;
	dev->mdev.ops = &daedalus_media_ops;
	strscpy(dev->mdev.model, DAEDALUS_NAME, sizeof(dev->mdev.model));
	media_device_init(&dev->mdev);
	dev->v4l2_dev.mdev = &dev->mdev;

	return dev;

err_release_m2m:
	v4l2_m2m_release(dev->m2m_dev);
err_exit_gpu:
	daedalus_gpu_exit(dev);
err_destroy_sched:
	daedalus_pool_destroy(dev->sched);
err_destroy_wq:
	destroy_workqueue(dev->wq);
err_free:
	kfree(dev);
	return ERR_PTR(ret);
}

static int daedalus_video_register(struct daedalus_dev *dev)
{
	struct video_device *vdev = &dev->vdev;

	strscpy(vdev->name, DAEDALUS_NAME, sizeof(vdev->name));
	vdev->vfl_dir = VFL_DIR_M2M;
	vdev->fops = &daedalus_fops;
	vdev->ioctl_ops = &daedalus_ioctl_ops;
	vdev->release = video_device_release_empty;
	vdev->device_caps = V4L2_CAP_VIDEO_M2M_MPLANE | V4L2_CAP_STREAMING;
	vdev->v4l2_dev = &dev->v4l2_dev;
	/* No lock: contexts have their own, and share nothing. */
	video_set_drvdata(vdev, dev);

	return video_register_device(vdev, VFL_TYPE_VIDEO, -1);
}

static bool daedalus_codecs_ok(void)
{
	const struct daedalus_codec_ops * const *codec;

	for (codec = daedalus_codecs; *codec; codec++)
		if (!daedalus_sched_table_ok((*codec)->stages) ||
		    (*codec)->num_ctrls > DAEDALUS_CTRLS_MAX)
			return false;

	return true;
}

static int daedalus_probe(struct platform_device *pdev)
{
	struct daedalus_dev *dev;
	int ret;

	if (WARN_ON(!daedalus_codecs_ok()))
		return -EINVAL;

	ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(64));
	if (ret)
		return ret;
	dma_set_max_seg_size(&pdev->dev, UINT_MAX);

	dev = daedalus_dev_create(pdev);
	if (IS_ERR(dev))
		return PTR_ERR(dev);

	ret = daedalus_video_register(dev);
	if (ret)
		goto err_put;

	ret = v4l2_m2m_register_media_controller(dev->m2m_dev, &dev->vdev,
						 MEDIA_ENT_F_PROC_VIDEO_DECODER);
	if (ret)
		goto err_unregister_video;

	ret = media_device_register(&dev->mdev);
	if (ret)
		goto err_unregister_mc;

	platform_set_drvdata(pdev, dev);
	dev_info(&pdev->dev, "registered as %s\n", video_device_node_name(&dev->vdev));

	return 0;

err_unregister_mc:
	v4l2_m2m_unregister_media_controller(dev->m2m_dev);
err_unregister_video:
	video_unregister_device(&dev->vdev);
err_put:
	v4l2_device_put(&dev->v4l2_dev);
	return ret;
}

/* Open files, and requests, may keep the device alive; new ones are not made. */
static void daedalus_remove(struct platform_device *pdev)
{
	struct daedalus_dev *dev = platform_get_drvdata(pdev);

	media_device_unregister(&dev->mdev);
	v4l2_m2m_unregister_media_controller(dev->m2m_dev);
	video_unregister_device(&dev->vdev);
	v4l2_device_put(&dev->v4l2_dev);
}

static struct platform_driver daedalus_driver = {
	.probe = daedalus_probe,
	.remove = daedalus_remove,
	.driver = {
		.name = DAEDALUS_NAME,
	},
};

static struct platform_device *daedalus_pdev;
static enum cpuhp_state daedalus_cpuhp;

static void daedalus_resize_work_fn(struct work_struct *work)
{
	daedalus_resize_pool();
}

/* Threads are not made and stopped while CPUs are. */
static DECLARE_WORK(daedalus_resize_work, daedalus_resize_work_fn);

static int daedalus_cpu_online(unsigned int cpu)
{
	atomic_inc(&daedalus_num_cpus);
	schedule_work(&daedalus_resize_work);

	return 0;
}

static int daedalus_cpu_offline(unsigned int cpu)
{
	atomic_dec(&daedalus_num_cpus);
	schedule_work(&daedalus_resize_work);

	return 0;
}

static void daedalus_remove_cpuhp(void)
{
	cpuhp_remove_state_nocalls(daedalus_cpuhp);
	cancel_work_sync(&daedalus_resize_work);
}

static int __init daedalus_init(void)
{
	static const struct platform_device_info info = {
		.name = DAEDALUS_NAME,
		.id = PLATFORM_DEVID_NONE,
		.dma_mask = DMA_BIT_MASK(64),
	};
	int ret;

	ret = cpuhp_setup_state(CPUHP_AP_ONLINE_DYN, "media/daedalus:online",
				daedalus_cpu_online, daedalus_cpu_offline);
	if (ret < 0)
		return ret;
	daedalus_cpuhp = ret;

	daedalus_pdev = platform_device_register_full(&info);
	if (IS_ERR(daedalus_pdev)) {
		ret = PTR_ERR(daedalus_pdev);
		goto err_remove_cpuhp;
	}

	ret = platform_driver_register(&daedalus_driver);
	if (ret)
		goto err_unregister_device;
	daedalus_debugfs_init();

	return 0;

err_unregister_device:
	platform_device_unregister(daedalus_pdev);
	daedalus_free_dead();
err_remove_cpuhp:
	daedalus_remove_cpuhp();
	return ret;
}
module_init(daedalus_init);

static void __exit daedalus_exit(void)
{
	daedalus_debugfs_exit();
	platform_driver_unregister(&daedalus_driver);
	platform_device_unregister(daedalus_pdev);
	daedalus_remove_cpuhp();
	daedalus_free_dead();
}
module_exit(daedalus_exit);

MODULE_DESCRIPTION("V4L2 stateless video decoder that runs on the CPU");
MODULE_LICENSE("GPL");
/* Found when it is there, see daedalus_gpu.c. */
MODULE_SOFTDEP("pre: v3d");
DAEDALUS_IMPORT_NS_DMA_BUF;
