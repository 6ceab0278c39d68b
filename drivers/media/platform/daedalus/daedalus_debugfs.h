/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Recording of requests: hooks for the life of the module, of streams and of
 * jobs. While nobody records a hook costs one read; without debugfs, nothing.
 */
#ifndef DAEDALUS_DEBUGFS_H
#define DAEDALUS_DEBUGFS_H

struct daedalus_ctx;
struct daedalus_job;

#ifdef CONFIG_DEBUG_FS

/**
 * daedalus_debugfs_init() - make the files
 *
 * To be called last when the module loads: from here on the module is in use.
 */
void daedalus_debugfs_init(void);

/**
 * daedalus_debugfs_exit() - remove the files
 *
 * Nobody has one of them open: they hold the module.
 */
void daedalus_debugfs_exit(void);

/**
 * daedalus_debugfs_stream_start() - the OUTPUT queue starts
 * @ctx: the context; it has no job
 */
void daedalus_debugfs_stream_start(struct daedalus_ctx *ctx);

/**
 * daedalus_debugfs_stream_stop() - the OUTPUT queue has stopped
 * @ctx: the context; it has no job. May be called more than once.
 */
void daedalus_debugfs_stream_stop(struct daedalus_ctx *ctx);

/**
 * daedalus_debugfs_request_start() - record what a job decodes
 * @job: has its controls and bitstream, as user space gave them: slice parsing
 *	changes the bitstream
 *
 * Does not wait for memory, and if there is no room the request is left out.
 */
void daedalus_debugfs_request_start(struct daedalus_job *job);

/**
 * daedalus_debugfs_request_done() - record what a job has decoded
 * @job: the job; its CAPTURE buffer is complete and still ours
 * @result: 0, or the error that ended the job
 *
 * Does nothing for a job that is not recorded.
 */
void daedalus_debugfs_request_done(struct daedalus_job *job, int result);

#else

static inline void daedalus_debugfs_init(void) { }
static inline void daedalus_debugfs_exit(void) { }
static inline void daedalus_debugfs_stream_start(struct daedalus_ctx *ctx) { }
static inline void daedalus_debugfs_stream_stop(struct daedalus_ctx *ctx) { }
static inline void daedalus_debugfs_request_start(struct daedalus_job *job) { }
static inline void daedalus_debugfs_request_done(struct daedalus_job *job, int result) { }

#endif /* CONFIG_DEBUG_FS */

#endif /* DAEDALUS_DEBUGFS_H */
