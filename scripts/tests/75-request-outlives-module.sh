#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A request that is open after all files of the device are closed keeps the
# module: the media core would call into freed memory when it is closed.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

mkfifo hold
"$BIN/device" request-outlives-file "$CLIPS/baseline_cavlc.264" <hold >out &
exec 3>hold
wait_until "no request is held" grep -q held out
! rmmod daedalus_v4l2 2>/dev/null || fail "the module went while a request was open"

# The device may go; the request is then of no use, but safe.
echo daedalus_v4l2 >/sys/bus/platform/drivers/daedalus_v4l2/unbind
exec 3>&-
wait $! || fail "closing the request failed"
[ "$(cat /sys/module/daedalus_v4l2/refcnt)" = 0 ] || fail "the request still holds the module"
echo daedalus_v4l2 >/sys/bus/platform/drivers/daedalus_v4l2/bind
udevadm settle --timeout=10
must_decode baseline_cavlc
