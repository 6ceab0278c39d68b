/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A stream being decoded, whatever its codec is: the buffers, the requests, and
 * the frames that come out. Without a device the requests become a recording.
 */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "client.h"
#include "codecs.h"
#include "planar.h"

/* What the kernel allows in a queue. */
#define SLOTS_MAX	32
/* Of a frame that does not exist: no buffer has it. */
#define NO_TIMESTAMP	((__u64)-1)

struct recorder;

/**
 * enum session_pairing - how the second field of a frame finds the first
 * @SESSION_HOLD: the first is queued with V4L2_BUF_FLAG_M2M_HOLD_CAPTURE_BUF
 * @SESSION_REQUEUE: the CAPTURE buffer is queued again, with the same timestamp
 */
enum session_pairing { SESSION_HOLD, SESSION_REQUEUE };

/**
 * struct session_options - what the program wants
 * @layout: of the frames
 * @pairing: of fields
 * @capture: fourcc of the CAPTURE format, 0 for what the driver prefers
 * @frame: takes each frame in output order
 * @recorder: takes the requests in place of the device; NULL for the device.
 *	Needs @capture.
 */
struct session_options {
	const struct planar_layout *layout;
	enum session_pairing pairing;
	__u32 capture;
	void (*frame)(const __u8 *data, size_t bytes);
	struct recorder *recorder;
};

/**
 * struct slot - a CAPTURE buffer and the frame in it
 * @users: pictures of GStreamer's that refer to it, fields count apart
 * @timestamp: of the frame, in microseconds; the first has 0, the next 1
 * @format: of the buffer
 * @visible: part of the frame, set by the codec
 */
struct slot {
	unsigned int users;
	__u64 timestamp;
	struct v4l2_format format;
	struct planar_rect visible;
};

/**
 * struct control - a control of a request
 * @id: V4L2_CID_*
 * @value: as the uAPI has it
 * @bytes: its size
 * @name: for messages
 * @unread: our driver takes it and does not read it; so recordings leave it out
 */
struct control {
	__u32 id;
	void *value;
	size_t bytes;
	const char *name;
	bool unread;
};

/**
 * struct session - a stream being decoded
 * @options: of the program
 * @client: device
 * @format: of new CAPTURE buffers
 * @streaming: whether there are buffers and queues are on
 * @slots: of the CAPTURE buffers of the same index
 * @next_timestamp: for the next frame, in microseconds
 * @damaged: buffers that came back with the error flag
 */
struct session {
	const struct session_options *options;
	struct client client;
	struct v4l2_format format;
	bool streaming;
	struct slot slots[SLOTS_MAX];
	__u64 next_timestamp;
	unsigned int damaged;
};

/* With an open device. @options must outlive it; @coded is the format of OUTPUT. */
void session_open(struct session *s, const struct session_options *options, __u32 coded);
void session_close(struct session *s);

/*
 * Get ready for frames of this size, of the kind that a control tells. While
 * streaming, slots with users stay as they are.
 */
void session_start(struct session *s, unsigned int width, unsigned int height,
		   const struct control *control);
/* No slot may have a user. */
void session_stop(struct session *s);

/* A slot without users, for a new frame. */
struct slot *session_new_slot(struct session *s);

/* The slot of a picture of GStreamer's, which uses it from session_give_slot() on. */
struct slot *session_slot_of(GstCodecPicture *pic);
void session_give_slot(GstCodecPicture *pic, struct slot *slot);
/* In nanoseconds, as controls have it; of no picture, or one without a slot, NO_TIMESTAMP. */
__u64 session_timestamp(GstCodecPicture *pic);

/*
 * Decode into a slot and wait until that is done: simple, and a stall shows at
 * once. With @hold the CAPTURE buffer stays in the queue for a second field.
 */
void session_decode(struct session *s, const struct slot *slot, const struct control *controls,
		    unsigned int num_controls, const void *bits, size_t bytes, bool hold);

/* Give the frame in a slot to the program. */
void session_show(struct session *s, const struct slot *slot);

#endif /* SESSION_H */
