/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Stages of a frame on V3D, the GPU of a Raspberry Pi 5, as far as the v3d driver lets other
 * drivers use it (include/drm/v3d_client.h).
 *
 * Nothing depends on it: without V3D, and for each frame that it fails to do, the workers do
 * the same on the CPU, with the same result. What V3D does for a frame is behind a gate of
 * one of its stages, see struct daedalus_run.
 *
 * V3D is not coherent with the CPU's caches. Memory that both use is mapped with
 * daedalus_gpu_map and handed over before and after each use.
 */
#ifndef DAEDALUS_GPU_H
#define DAEDALUS_GPU_H

#include <linux/types.h>

struct daedalus_ctx;
struct daedalus_dev;
struct dae_frame_format;
struct daedalus_gpu_lf;
struct daedalus_gpu_map;
struct daedalus_job;
struct device;
struct seq_file;

/**
 * daedalus_gpu_init() - get ready to look for V3D
 * @dev: the device
 * @parent: its parent, for messages
 *
 * Sets @dev->gpu. Tells the user once whether there is a V3D to use.
 *
 * Return: 0 or -ENOMEM.
 */
int daedalus_gpu_init(struct daedalus_dev *dev, struct device *parent);

/**
 * daedalus_gpu_exit() - undo daedalus_gpu_init()
 * @dev: the device; it has no streams
 */
void daedalus_gpu_exit(struct daedalus_dev *dev);

/**
 * daedalus_gpu_stream_start() - a stream may want to use V3D
 * @ctx: the context
 *
 * May sleep. Whether there is one, and whether it stays, is not the stream's business.
 */
void daedalus_gpu_stream_start(struct daedalus_ctx *ctx);

/**
 * daedalus_gpu_stream_stop() - a stream has ended
 * @ctx: the context; daedalus_gpu_stream_start() was called for it
 *
 * With the last stream V3D is given up. May sleep.
 */
void daedalus_gpu_stream_stop(struct daedalus_ctx *ctx);

/**
 * daedalus_gpu_ask() - decide what of a frame V3D had better do
 * @job: it starts
 */
void daedalus_gpu_ask(struct daedalus_job *job);

/**
 * daedalus_gpu_lf_begin() - is V3D to run the loop filter of a frame?
 * @job: its codec prepares it
 * @stage: the stage that makes the map of edges, which gets a gate
 * @fmt: layout of the frames
 * @apart: the filtered picture is not @job->picture
 *
 * May sleep.
 *
 * Return: where the frame is to be reconstructed, and where the map goes, for the codec, which
 * sets sharpness and vert there; NULL if V3D is not to. If V3D fails in the end codec's
 * lf_failed() is called before the rows of the stage run again.
 */
struct daedalus_gpu_lf *daedalus_gpu_lf_begin(struct daedalus_job *job, unsigned int stage,
					      const struct dae_frame_format *fmt, bool apart);

/**
 * daedalus_gpu_begin() - give a frame to V3D, as far as it is to do something
 * @job: its codec has prepared it; not submitted yet
 *
 * Adds to @job->gates, and sets in @job->out that the rows are packed elsewhere. May sleep.
 */
void daedalus_gpu_begin(struct daedalus_job *job);

/**
 * daedalus_gpu_end() - a frame is over
 * @job: the job; all its gates have been opened. May have ended before daedalus_gpu_begin().
 *
 * Takes down how long it took, for later decisions.
 */
void daedalus_gpu_end(struct daedalus_job *job);

/**
 * daedalus_gpu_job_free() - free what a job keeps for the next one
 * @job: the job; it does not run
 */
void daedalus_gpu_job_free(struct daedalus_job *job);

/**
 * daedalus_gpu_job_bytes() - memory that a job keeps for the next one
 * @job: the job, whose context's work this is
 *
 * Return: bytes.
 */
size_t daedalus_gpu_job_bytes(const struct daedalus_job *job);

/**
 * daedalus_gpu_unmap() - take memory from V3D
 * @map: the mapping, or NULL; nothing uses it any more
 *
 * May sleep. To be called before the memory is freed.
 */
void daedalus_gpu_unmap(struct daedalus_gpu_map *map);

/**
 * daedalus_gpu_show() - what V3D has done since the module was loaded
 * @m: where to write it
 */
void daedalus_gpu_show(struct seq_file *m);

#endif /* DAEDALUS_GPU_H */
