#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# While the file is open the module stays; the device may go and come back, and
# the recording goes on.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

driver=/sys/bus/platform/drivers/daedalus_v4l2

start_recording record.dae
! rmmod daedalus_v4l2 2>/dev/null || fail "the module went while its file was open"
must_decode baseline_cavlc
timeout 10 bash -c "echo daedalus_v4l2 >$driver/unbind" || fail "unbind waits for the reader"
[ "$(record_stat recording)" = 1 ] || fail "the recording ended with the device"
echo daedalus_v4l2 >$driver/bind
udevadm settle --timeout=10
must_decode baseline_slices
stop_recording
keep_recording record.dae device-gone
frames=$(($(cat "$CLIPS/baseline_cavlc.frames") + $(cat "$CLIPS/baseline_slices.frames")))
[ "$(record_stat chunks)" = $((frames + 5)) ] || fail "$(record_stat chunks) chunks"

rmmod daedalus_v4l2 || fail "rmmod after the file was closed"
[ ! -e "$RECORD" ] || fail "the file is still there"
modprobe daedalus_v4l2 || fail "modprobe"
udevadm settle --timeout=10
must_decode baseline_cavlc
