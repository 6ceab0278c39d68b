/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Recordings without a device, of streams that V4L2 has no CAPTURE format for
 * (Documentation/driver-api/media/drivers/daedalus-record.rst). The md5 are those of
 * frames that another decoder wrote: one after the other, in the layout that the
 * program was told, those that are shown.
 */
#ifndef RECORDER_H
#define RECORDER_H

#include "session.h"

/* The frames are read from @expected, the recording is of format @coded. */
struct recorder *recorder_new(const char *path, const char *expected, __u32 coded);

/* Frames decode into slots with timestamps 0, 1, 2 and so on. */
void recorder_request(struct recorder *r, const struct slot *slot, const struct control *controls,
		      unsigned int num_controls, const void *bits, size_t bytes);

/* The next frame that is shown is the one in @slot; what it looks like goes to @frame. */
void recorder_show(struct recorder *r, const struct slot *slot,
		   const struct planar_layout *layout, __u8 *frame);

/* Write the file; no frame must be left over. */
void recorder_finish(struct recorder *r);

#endif /* RECORDER_H */
