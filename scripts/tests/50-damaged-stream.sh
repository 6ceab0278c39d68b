#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Damaged slices give damaged pictures: no crash, no hang, and the device
# goes on. make_clips damages and truncates clips, after their parameter sets,
# so that it is slice data that reaches the driver.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

for clip in "$CLIPS"/damaged/*.264; do
	timeout 30 gst-launch-1.0 -q filesrc "location=$clip" ! h264parse ! \
		v4l2slh264dec ! fakesink
	[ $? != 124 ] || fail "$clip: the client hung"
done
decode_matches high_8x8_cqm
