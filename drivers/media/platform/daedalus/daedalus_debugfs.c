// SPDX-License-Identifier: GPL-2.0
/*
 * Recording of requests in debugfs: daedalus_v4l2/record gives all that streams
 * decode while it is open, in the format of daedalus_record_format.h.
 *
 * The queue between jobs and the reader is a ring that is allocated when the
 * file is opened, and charged to who opens it: a job neither allocates nor waits
 * to be recorded. A job reserves room for its chunk, copies controls and
 * bitstream to it without a lock, and fills in its head when it is done; until
 * then the chunk, and those after it, cannot be read. What does not fit is
 * counted, and the next chunk that fits comes after one that tells the count.
 *
 * The files belong to the module, not to the device: a recording goes on when
 * the device is unbound, and while a file is open the module stays. Jobs that
 * run when the file is closed keep the ring.
 */
#include <crypto/hash.h>
#include <linux/align.h>
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/utsname.h>
#include <linux/wait.h>

#include "daedalus.h"
#include "daedalus_debugfs.h"
#include "daedalus_gpu.h"
#include "daedalus_record_format.h"

/* Length of the ring; a power of two. */
#define DAEDALUS_RING_BYTES	(64U << 20)

/* struct daedalus_chunk.magic while the chunk is not complete. */
#define DAEDALUS_CHUNK_PENDING	0

static_assert(sizeof(struct daedalus_chunk) == 16);
static_assert(sizeof(struct daedalus_chunk_file) % 8 == 0);
static_assert(sizeof(struct daedalus_chunk_start) % 8 == 0);
static_assert(sizeof(struct daedalus_chunk_request) == 80);
static_assert(sizeof(struct daedalus_chunk_ctrl) == 16);
static_assert(sizeof(struct daedalus_chunk_dropped) % 8 == 0);
static_assert(DAEDALUS_CTRLS_MAX <= DAEDALUS_RECORD_CTRLS_MAX);

/**
 * struct daedalus_recording - an open record file
 * @ref: one reference of the file, one of each job that is recorded
 * @id: number, from 1 on
 * @md5: for pictures; NULL if the kernel has none
 * @ring: DAEDALUS_RING_BYTES of memory
 * @head: end of the chunks in the ring; recorder lock. Positions are bytes since
 *	the start of the recording.
 * @ready: end of those that are complete, with all before them; recorder lock
 * @tail: what has been read; written under @read_lock and recorder lock
 * @lost: chunks left out since the last that was not; recorder lock
 * @read_lock: one reader at a time
 * @wait: woken when there is something to read
 *
 * What lies between @tail and @ready belongs to the reader, what a job has
 * reserved to that job; both are accessed without the recorder lock.
 */
struct daedalus_recording {
	struct kref ref;
	u64 id;
	struct crypto_shash *md5;
	u8 *ring;
	u64 head;
	u64 ready;
	u64 tail;
	u64 lost;
	struct mutex read_lock;		/* readers */
	wait_queue_head_t wait;
};

/**
 * struct daedalus_recorder - the one recorder
 * @lock: protects all below and the ring's positions; innermost
 * @recording: the open file, NULL if nothing is recorded; polled without @lock
 * @num_recordings: files opened so far
 * @chunks: chunks in the newest recording
 * @bytes: their length
 * @dropped: chunks left out of it
 * @dir: our directory; constant
 */
struct daedalus_recorder {
	spinlock_t lock;		/* innermost */
	struct daedalus_recording *recording;
	u64 num_recordings;
	u64 chunks;
	u64 bytes;
	u64 dropped;
	struct dentry *dir;
};

static struct daedalus_recorder daedalus_recorder = {
	.lock = __SPIN_LOCK_UNLOCKED(daedalus_recorder.lock),
};

static void daedalus_recording_free(struct kref *ref)
{
	struct daedalus_recording *rec = container_of(ref, struct daedalus_recording, ref);

	if (rec->md5)
		crypto_free_shash(rec->md5);
	kvfree(rec->ring);
	mutex_destroy(&rec->read_lock);
	kfree(rec);
}

static void daedalus_recording_put(struct daedalus_recording *rec)
{
	kref_put(&rec->ref, daedalus_recording_free);
}

/* Bytes from a position to where the ring wraps. */
static size_t daedalus_ring_until_wrap(u64 pos)
{
	return DAEDALUS_RING_BYTES - (pos & (DAEDALUS_RING_BYTES - 1));
}

static u8 *daedalus_ring_at(struct daedalus_recording *rec, u64 pos)
{
	return rec->ring + (pos & (DAEDALUS_RING_BYTES - 1));
}

/* Return: the position after what was written. */
static u64 daedalus_ring_write(struct daedalus_recording *rec, u64 pos, const void *data,
			       size_t bytes)
{
	size_t first = min(bytes, daedalus_ring_until_wrap(pos));

	memcpy(daedalus_ring_at(rec, pos), data, first);
	memcpy(rec->ring, data + first, bytes - first);
	return pos + bytes;
}

static void daedalus_ring_read(struct daedalus_recording *rec, u64 pos, void *data, size_t bytes)
{
	size_t first = min(bytes, daedalus_ring_until_wrap(pos));

	memcpy(data, daedalus_ring_at(rec, pos), first);
	memcpy(data + first, rec->ring, bytes - first);
}

/* Zeros up to a multiple of 8; all chunks start at one. */
static u64 daedalus_ring_pad(struct daedalus_recording *rec, u64 pos)
{
	static const u8 zeros[8];

	return daedalus_ring_write(rec, pos, zeros, ALIGN(pos, 8) - pos);
}

static struct daedalus_chunk daedalus_chunk(u32 magic, enum daedalus_chunk_type type,
					    size_t bytes, u32 stream)
{
	return (struct daedalus_chunk){
		.magic = cpu_to_le32(magic),
		.type = cpu_to_le32(type),
		.bytes = cpu_to_le32(bytes),
		.stream = cpu_to_le32(stream),
	};
}

/* There are complete chunks at @ready, perhaps. */
static void daedalus_ring_advance(struct daedalus_recording *rec)
{
	struct daedalus_chunk chunk;

	lockdep_assert_held(&daedalus_recorder.lock);

	while (rec->ready != rec->head) {
		daedalus_ring_read(rec, rec->ready, &chunk, sizeof(chunk));
		if (chunk.magic == cpu_to_le32(DAEDALUS_CHUNK_PENDING))
			return;
		rec->ready += le32_to_cpu(chunk.bytes);
	}
}

/*
 * Append a chunk of which only @head is there; its magic says whether that is
 * all of it. There is room.
 */
static void daedalus_ring_append(struct daedalus_recording *rec, const void *head,
				 size_t head_bytes, size_t bytes)
{
	lockdep_assert_held(&daedalus_recorder.lock);

	daedalus_ring_write(rec, rec->head, head, head_bytes);
	rec->head += bytes;
	daedalus_recorder.chunks++;
	daedalus_recorder.bytes += bytes;
	daedalus_ring_advance(rec);
}

static void daedalus_ring_append_dropped(struct daedalus_recording *rec, u32 stream, u64 count)
{
	struct daedalus_chunk_dropped dropped = {
		.chunk = daedalus_chunk(DAEDALUS_CHUNK_MAGIC, DAEDALUS_CHUNK_DROPPED,
					sizeof(dropped), stream),
		.count = cpu_to_le64(count),
	};

	daedalus_ring_append(rec, &dropped, sizeof(dropped), sizeof(dropped));
}

static void daedalus_ring_append_start(struct daedalus_recording *rec,
				       const struct daedalus_ctx *ctx)
{
	struct daedalus_chunk_start start = {
		.chunk = daedalus_chunk(DAEDALUS_CHUNK_MAGIC, DAEDALUS_CHUNK_START,
					sizeof(start), ctx->id),
		.fourcc = cpu_to_le32(ctx->codec->fourcc),
	};

	daedalus_ring_append(rec, &start, sizeof(start), sizeof(start));
}

/*
 * Is there room for @bytes? If so, tells what was left out before them; if not,
 * one more chunk is.
 */
static bool daedalus_ring_reserve(struct daedalus_recording *rec, size_t bytes)
{
	size_t need = bytes + (rec->lost ? sizeof(struct daedalus_chunk_dropped) : 0);

	lockdep_assert_held(&daedalus_recorder.lock);

	if (need > DAEDALUS_RING_BYTES - (rec->head - rec->tail)) {
		rec->lost++;
		daedalus_recorder.dropped++;
		return false;
	}
	if (rec->lost)
		daedalus_ring_append_dropped(rec, 0, rec->lost);
	rec->lost = 0;

	return true;
}

void daedalus_debugfs_stream_start(struct daedalus_ctx *ctx)
{
	struct daedalus_recording *rec;

	if (!READ_ONCE(daedalus_recorder.recording))
		return;

	spin_lock(&daedalus_recorder.lock);
	rec = daedalus_recorder.recording;
	if (rec && daedalus_ring_reserve(rec, sizeof(struct daedalus_chunk_start))) {
		daedalus_ring_append_start(rec, ctx);
		ctx->recording_id = rec->id;
	}
	if (rec)
		wake_up_interruptible(&rec->wait);
	spin_unlock(&daedalus_recorder.lock);
}

void daedalus_debugfs_stream_stop(struct daedalus_ctx *ctx)
{
	struct daedalus_chunk chunk = daedalus_chunk(DAEDALUS_CHUNK_MAGIC, DAEDALUS_CHUNK_STOP,
						     sizeof(chunk), ctx->id);
	struct daedalus_recording *rec;

	if (!ctx->recording_id)
		return;

	spin_lock(&daedalus_recorder.lock);
	rec = daedalus_recorder.recording;
	if (rec && rec->id == ctx->recording_id) {
		if (daedalus_ring_reserve(rec, sizeof(chunk)))
			daedalus_ring_append(rec, &chunk, sizeof(chunk), sizeof(chunk));
		wake_up_interruptible(&rec->wait);
	}
	spin_unlock(&daedalus_recorder.lock);

	ctx->recording_id = 0;
}

static size_t daedalus_request_bytes(const struct daedalus_job *job)
{
	const struct daedalus_codec_ops *codec = job->ctx->codec;
	size_t bytes = sizeof(struct daedalus_chunk_request);
	unsigned int i;

	for (i = 0; i < codec->num_ctrls; i++)
		if (codec->ctrls[i].bytes)
			bytes += sizeof(struct daedalus_chunk_ctrl) +
				 ALIGN(daedalus_ctrls_bytes(job, &codec->ctrls[i]), 8);

	return bytes + ALIGN(job->bits_bytes, 8);
}

/*
 * Make room for a job's chunk. Its stream may have started before the recording,
 * or while there was no room, and is then made to start here.
 */
static bool daedalus_request_reserve(struct daedalus_recording *rec, struct daedalus_job *job,
				     size_t bytes)
{
	struct daedalus_chunk pending = daedalus_chunk(DAEDALUS_CHUNK_PENDING,
						       DAEDALUS_CHUNK_REQUEST, bytes,
						       job->ctx->id);
	const bool start = job->ctx->recording_id != rec->id;
	const bool late = start && job->src->sequence;
	size_t need = bytes;

	if (start)
		need += sizeof(struct daedalus_chunk_start);
	if (late)
		need += sizeof(struct daedalus_chunk_dropped);
	if (!daedalus_ring_reserve(rec, need))
		return false;

	if (start)
		daedalus_ring_append_start(rec, job->ctx);
	if (late)
		daedalus_ring_append_dropped(rec, job->ctx->id, 0);
	job->ctx->recording_id = rec->id;

	job->record_pos = rec->head;
	daedalus_ring_append(rec, &pending, sizeof(pending), bytes);

	return true;
}

/* What follows struct daedalus_chunk_request: controls and bitstream. */
static void daedalus_request_copy(struct daedalus_recording *rec, const struct daedalus_job *job)
{
	const struct daedalus_codec_ops *codec = job->ctx->codec;
	u64 pos = job->record_pos + sizeof(struct daedalus_chunk_request);
	unsigned int i;

	for (i = 0; i < codec->num_ctrls; i++) {
		const struct daedalus_ctrl *desc = &codec->ctrls[i];
		const struct daedalus_chunk_ctrl ctrl = {
			.id = cpu_to_le32(desc->cfg.id),
			.bytes = cpu_to_le32(daedalus_ctrls_bytes(job, desc)),
			.flags = cpu_to_le32(test_bit(i, &job->new_ctrls) ?
					     DAEDALUS_CTRL_IN_REQUEST : 0),
		};

		if (!desc->bytes)
			continue;
		pos = daedalus_ring_write(rec, pos, &ctrl, sizeof(ctrl));
		pos = daedalus_ring_write(rec, pos, job->ctrls + desc->offset,
					  daedalus_ctrls_bytes(job, desc));
		pos = daedalus_ring_pad(rec, pos);
	}
	pos = daedalus_ring_write(rec, pos, job->bits, job->bits_bytes);
	daedalus_ring_pad(rec, pos);
}

void daedalus_debugfs_request_start(struct daedalus_job *job)
{
	struct daedalus_recording *rec;
	size_t bytes;

	if (!READ_ONCE(daedalus_recorder.recording))
		return;

	bytes = daedalus_request_bytes(job);

	spin_lock(&daedalus_recorder.lock);
	rec = daedalus_recorder.recording;
	if (rec && daedalus_request_reserve(rec, job, bytes)) {
		kref_get(&rec->ref);
		job->recording = rec;
	}
	if (rec)
		wake_up_interruptible(&rec->wait);
	spin_unlock(&daedalus_recorder.lock);

	if (job->recording)
		daedalus_request_copy(rec, job);
}

/* false: the client wants its buffers back, and no md5 is needed any more. */
static bool daedalus_md5_plane(struct shash_desc *desc, const struct daedalus_job *job,
			       unsigned int plane)
{
	const struct dae_output *out = &job->out;
	const u32 bytes = dae_output_row_bytes(out->fmt, plane, out->width);
	const void *row = out->plane[plane];
	u32 i;

	for (i = 0; i < dae_output_num_rows(out->fmt, plane, out->height); i++) {
		if (READ_ONCE(job->abort) || crypto_shash_update(desc, row, bytes))
			return false;
		row += out->stride_bytes[plane];
		cond_resched();
	}
	return true;
}

/*
 * Of the CAPTURE buffer, as it is. User space maps it too, but who writes to a
 * queued buffer gets what he deserves: another md5.
 */
static bool daedalus_request_md5(struct daedalus_recording *rec, const struct daedalus_job *job,
				 u8 *md5)
{
	SHASH_DESC_ON_STACK(desc, rec->md5);
	unsigned int plane;
	bool ok;

	if (!rec->md5 || !job->mapped)
		return false;

	desc->tfm = rec->md5;
	ok = !crypto_shash_init(desc);
	for (plane = 0; ok && plane < DAE_OUTPUT_PLANES; plane++)
		ok = daedalus_md5_plane(desc, job, plane);
	ok = ok && !crypto_shash_final(desc, md5);
	shash_desc_zero(desc);

	return ok;
}

/* All of struct daedalus_chunk_request but its own head, which is there. */
static void daedalus_request_write_result(struct daedalus_recording *rec,
					  const struct daedalus_job *job, int result)
{
	const struct daedalus_codec_ops *codec = job->ctx->codec;
	struct daedalus_chunk_request head = {
		.timestamp = cpu_to_le64(job->timestamp),
		.duration_ns = cpu_to_le64(ktime_get_ns() - job->start_ns),
		.error = cpu_to_le32(-result),
		.fourcc = cpu_to_le32(daedalus_to_buffer(job->dst)->layout.fmt->fourcc),
		.width = cpu_to_le32(job->out.width),
		.height = cpu_to_le32(job->out.height),
		.bits_bytes = cpu_to_le32(job->bits_bytes),
	};
	u32 flags = 0, num_ctrls = 0;
	unsigned int i;

	for (i = 0; i < codec->num_ctrls; i++)
		num_ctrls += !!codec->ctrls[i].bytes;

	if (daedalus_request_md5(rec, job, head.md5))
		flags |= DAEDALUS_REQUEST_MD5;
	if (job->second)
		flags |= DAEDALUS_REQUEST_SECOND;
	if (daedalus_job_damaged(job))
		flags |= DAEDALUS_REQUEST_DAMAGED;
	if (READ_ONCE(job->abort))
		flags = (flags & ~DAEDALUS_REQUEST_MD5) | DAEDALUS_REQUEST_ABORTED;
	if (!(flags & DAEDALUS_REQUEST_MD5))
		memset(head.md5, 0, sizeof(head.md5));

	head.flags = cpu_to_le32(flags);
	head.num_ctrls = cpu_to_le32(num_ctrls);
	daedalus_ring_write(rec, job->record_pos + sizeof(head.chunk),
			    (u8 *)&head + sizeof(head.chunk), sizeof(head) - sizeof(head.chunk));
}

void daedalus_debugfs_request_done(struct daedalus_job *job, int result)
{
	const __le32 magic = cpu_to_le32(DAEDALUS_CHUNK_MAGIC);
	struct daedalus_recording *rec = job->recording;

	if (!rec)
		return;
	job->recording = NULL;

	/* Nobody can read it if the file was closed meanwhile. */
	if (READ_ONCE(daedalus_recorder.recording) == rec) {
		daedalus_request_write_result(rec, job, result);

		spin_lock(&daedalus_recorder.lock);
		daedalus_ring_write(rec, job->record_pos, &magic, sizeof(magic));
		daedalus_ring_advance(rec);
		wake_up_interruptible(&rec->wait);
		spin_unlock(&daedalus_recorder.lock);
	}
	daedalus_recording_put(rec);
}

static struct daedalus_recording *daedalus_recording_alloc(void)
{
	struct daedalus_recording *rec = kzalloc_obj(*rec, GFP_KERNEL_ACCOUNT);

	if (!rec)
		return NULL;

	rec->ring = kvmalloc(DAEDALUS_RING_BYTES, GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!rec->ring) {
		kfree(rec);
		return NULL;
	}

	rec->md5 = crypto_alloc_shash("md5", 0, 0);
	if (IS_ERR(rec->md5))
		rec->md5 = NULL;

	kref_init(&rec->ref);
	mutex_init(&rec->read_lock);
	init_waitqueue_head(&rec->wait);

	return rec;
}

/* Makes @rec the recording, unless there is one. */
static int daedalus_recording_begin(struct daedalus_recording *rec)
{
	struct daedalus_chunk_file file = {
		.chunk = daedalus_chunk(DAEDALUS_CHUNK_MAGIC, DAEDALUS_CHUNK_FILE,
					sizeof(file), 0),
		.version = cpu_to_le32(DAEDALUS_RECORD_VERSION),
	};
	int ret = 0;

	strscpy_pad(file.kernel, init_utsname()->release, sizeof(file.kernel));

	spin_lock(&daedalus_recorder.lock);
	if (daedalus_recorder.recording) {
		ret = -EBUSY;
	} else {
		rec->id = ++daedalus_recorder.num_recordings;
		daedalus_recorder.chunks = 0;
		daedalus_recorder.bytes = 0;
		daedalus_recorder.dropped = 0;
		daedalus_ring_append(rec, &file, sizeof(file), sizeof(file));
		WRITE_ONCE(daedalus_recorder.recording, rec);
	}
	spin_unlock(&daedalus_recorder.lock);

	return ret;
}

static int daedalus_record_open(struct inode *inode, struct file *file)
{
	struct daedalus_recording *rec;
	int ret;

	/* Spares the memory; daedalus_recording_begin() decides. */
	if (READ_ONCE(daedalus_recorder.recording))
		return -EBUSY;

	rec = daedalus_recording_alloc();
	if (!rec)
		return -ENOMEM;

	ret = daedalus_recording_begin(rec);
	if (ret) {
		daedalus_recording_put(rec);
		return ret;
	}

	file->private_data = rec;
	return stream_open(inode, file);
}

static int daedalus_record_release(struct inode *inode, struct file *file)
{
	struct daedalus_recording *rec = file->private_data;

	spin_lock(&daedalus_recorder.lock);
	WRITE_ONCE(daedalus_recorder.recording, NULL);
	spin_unlock(&daedalus_recorder.lock);

	daedalus_recording_put(rec);

	return 0;
}

static bool daedalus_record_readable(struct daedalus_recording *rec)
{
	bool readable;

	spin_lock(&daedalus_recorder.lock);
	readable = rec->ready != rec->tail || (rec->lost && rec->head == rec->tail);
	spin_unlock(&daedalus_recorder.lock);

	return readable;
}

/* What is there and fits in @count bytes; 0 if there is nothing. */
static ssize_t daedalus_record_read_ready(struct daedalus_recording *rec, char __user *buf,
					  size_t count)
{
	size_t bytes, first, left;

	lockdep_assert_held(&rec->read_lock);

	spin_lock(&daedalus_recorder.lock);
	/* No chunk may come that could tell. */
	if (rec->head == rec->tail)
		daedalus_ring_reserve(rec, 0);
	bytes = min_t(u64, count, rec->ready - rec->tail);
	spin_unlock(&daedalus_recorder.lock);

	first = min(bytes, daedalus_ring_until_wrap(rec->tail));
	left = copy_to_user(buf, daedalus_ring_at(rec, rec->tail), first);
	if (left)
		left += bytes - first;
	else
		left = copy_to_user(buf + first, rec->ring, bytes - first);
	if (left && left == bytes)
		return -EFAULT;

	spin_lock(&daedalus_recorder.lock);
	rec->tail += bytes - left;
	spin_unlock(&daedalus_recorder.lock);

	return bytes - left;
}

static ssize_t daedalus_record_read(struct file *file, char __user *buf, size_t count,
				    loff_t *pos)
{
	struct daedalus_recording *rec = file->private_data;
	ssize_t ret;

	if (!count)
		return 0;

	for (;;) {
		ret = mutex_lock_interruptible(&rec->read_lock);
		if (ret)
			return ret;
		ret = daedalus_record_read_ready(rec, buf, count);
		mutex_unlock(&rec->read_lock);
		if (ret)
			return ret;

		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(rec->wait, daedalus_record_readable(rec));
		if (ret)
			return ret;
	}
}

static __poll_t daedalus_record_poll(struct file *file, poll_table *wait)
{
	struct daedalus_recording *rec = file->private_data;

	poll_wait(file, &rec->wait, wait);

	return daedalus_record_readable(rec) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations daedalus_record_fops = {
	.owner = THIS_MODULE,
	.open = daedalus_record_open,
	.release = daedalus_record_release,
	.read = daedalus_record_read,
	.poll = daedalus_record_poll,
};

static int daedalus_record_stats_show(struct seq_file *m, void *v)
{
	u64 chunks, bytes, dropped, queued = 0;
	struct daedalus_recording *rec;

	spin_lock(&daedalus_recorder.lock);
	rec = daedalus_recorder.recording;
	chunks = daedalus_recorder.chunks;
	bytes = daedalus_recorder.bytes;
	dropped = daedalus_recorder.dropped;
	if (rec)
		queued = rec->head - rec->tail;
	spin_unlock(&daedalus_recorder.lock);

	seq_printf(m, "recording %d\nchunks %llu\nbytes %llu\nqueued %llu\ndropped %llu\n",
		   !!rec, chunks, bytes, queued, dropped);

	return 0;
}
DEFINE_SHOW_ATTRIBUTE(daedalus_record_stats);

static int daedalus_streams_show(struct seq_file *m, void *v)
{
	daedalus_stats_show(m);

	return 0;
}
DEFINE_SHOW_ATTRIBUTE(daedalus_streams);

static int daedalus_gpu_stats_show(struct seq_file *m, void *v)
{
	daedalus_gpu_show(m);

	return 0;
}
DEFINE_SHOW_ATTRIBUTE(daedalus_gpu_stats);

void daedalus_debugfs_init(void)
{
	struct dentry *dir = debugfs_create_dir(DAEDALUS_NAME, NULL);

	debugfs_create_file("record", 0400, dir, NULL, &daedalus_record_fops);
	debugfs_create_file("record_stats", 0444, dir, NULL, &daedalus_record_stats_fops);
	/* It names processes of other users. */
	debugfs_create_file("streams", 0400, dir, NULL, &daedalus_streams_fops);
	debugfs_create_file("gpu", 0444, dir, NULL, &daedalus_gpu_stats_fops);
	daedalus_recorder.dir = dir;
}

void daedalus_debugfs_exit(void)
{
	debugfs_remove(daedalus_recorder.dir);
}
