#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# v4l2-compliance with the media device and streaming: no failure, no warning.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

media=$(media_node) || exit
v4l2-compliance -m "$media" -s >out 2>&1
status=$?
sed 's/.*\r//' out
[ "$status" = 0 ] || fail "exit status $status"
# One summary for the media device and one for the video device.
grep -q '^Grand Total .*Failed: 0, Warnings: 0$' out || fail "failures or warnings"
