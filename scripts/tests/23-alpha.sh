#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# VP9 with alpha is two streams, and two decoders whose frames belong together.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

gst-launch-1.0 --no-fault --no-position -q filesrc "location=$CLIPS/alpha.webm" ! \
	matroskademux ! vp9parse ! v4l2slvp9alphadecodebin ! videoconvert dither=none ! \
	video/x-raw,format=A420 ! filesink location=frames || fail "the pipeline failed"

# GStreamer loses the last one, with software decoders as well.
want=$(stat -c %s "$CLIPS/alpha.yuv")
bytes=$(stat -c %s frames)
[ "$bytes" -ge $((want * 23 / 24)) ] || fail "$bytes bytes of frames, not $want"
cmp -n "$bytes" frames "$CLIPS/alpha.yuv" || fail "the frames are others"
