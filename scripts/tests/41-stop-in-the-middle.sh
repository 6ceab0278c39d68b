#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A client that stops after some frames (STREAMOFF with jobs queued) ends
# cleanly, again and again.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

for frames in 1 2 3 5 8 13; do
	timeout 20 gst-launch-1.0 -q filesrc "location=$CLIPS/many_refs.264" ! h264parse ! \
		v4l2slh264dec ! identity "eos-after=$frames" ! fakesink ||
		fail "stopping after $frames frames failed"
done
decode_matches many_refs
