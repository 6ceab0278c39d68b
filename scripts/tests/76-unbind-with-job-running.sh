#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The device is unbound while a client decodes: the client gets errors, closes,
# and only then the memory goes. Ten times.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

driver=/sys/bus/platform/drivers/daedalus_v4l2

for ((n = 0; n < 10; n++)); do
	"$BIN/device" unbind-with-job-running "$CLIPS/baseline_cavlc.264" >out &
	client=$!
	for ((i = 0; i < 50; i++)); do
		grep -q streaming out && break
		sleep 0.1
	done
	grep -q streaming out || fail "the client does not stream: $(cat out)"
	echo daedalus_v4l2 >$driver/unbind
	wait "$client" || fail "the client failed: $(cat out)"
	echo daedalus_v4l2 >$driver/bind
	udevadm settle --timeout=10
done
[ "$(cat /sys/module/daedalus_v4l2/refcnt)" = 0 ] || fail "something still holds the module"
decode_matches baseline_cavlc
