#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Buffers of another device work as ours: v4l2-compliance imports vivid's.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

ours=$(video_node) || exit
modprobe vivid n_devs=1 node_types=0x1 multiplanar=2 || fail "no vivid"
udevadm settle --timeout=10
theirs=$(grep -l '^vivid.*-vid-cap$' /sys/class/video4linux/*/name | cut -d/ -f5)
# As large as ours: newer kernels have a smaller picture than older ones to begin with.
v4l2-ctl -d "/dev/$theirs" --set-fmt-video=width=1280,height=720 || fail "vivid's size"
v4l2-compliance -d "$ours" -e "/dev/$theirs" -s >out 2>&1
status=$?
sed 's/.*\r//' out
rmmod vivid || fail "vivid is still in use"
[ "$status" = 0 ] || fail "exit status $status"
grep -q 'test DMABUF (select): OK$' out || fail "import was not tested"
grep -q '^Total .*Failed: 0, Warnings: 0$' out || fail "failures or warnings"
