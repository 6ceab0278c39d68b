#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Absurd sizes are cut down; a stream larger than its buffers gives errors. The largest size is
# a parameter, which H.264 may exceed by what is missing of its last macroblocks.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

"$BIN/device" oversize "$CLIPS/baseline_cavlc.264" || fail "oversize"

# largest CODEC: the size that is left of a larger one
largest() {
	v4l2-ctl -d "$(video_node)" --set-fmt-video-out "width=4000,height=4000,pixelformat=$1" \
		--get-fmt-video-out --list-framesizes "$1" |
		sed -n -e 's/.*Width.Height *: //p' -e 's/.* - \([0-9]*x[0-9]*\) with step.*/\1/p' | tr '\n' ' '
}

# reload [PARAMETER...]
reload() {
	rmmod daedalus_v4l2 || fail "rmmod"
	modprobe daedalus_v4l2 "$@" || fail "modprobe $*"
	udevadm settle --timeout=10
}

reload max_width=170 max_height=140
[ "$(largest S264)" = "176/144 176x144 " ] || fail "S264: $(largest S264)"
[ "$(largest VP9F)" = "170/140 170x140 " ] || fail "VP9F: $(largest VP9F)"
# GStreamer wants 320x240 or nothing.
"$BIN/device" held-capture-is-returned "$CLIPS/baseline_cavlc.264" || fail "pictures of 176x144"
reload
