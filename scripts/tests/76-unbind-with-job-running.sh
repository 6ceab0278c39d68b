#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The device is unbound while a client decodes: the client gets errors, closes,
# and only then the memory goes. Ten times.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

driver=/sys/bus/platform/drivers/daedalus_v4l2

mkfifo out
for ((n = 0; n < 10; n++)); do
	"$BIN/device" unbind-with-job-running "$CLIPS/baseline_cavlc.264" >out &
	client=$!
	exec {out}<out
	# shellcheck disable=SC2154 # a word of the kernel command line
	read -r -t $((10 * lab_slowness)) answer <&"$out"
	[ "$answer" = streaming ] || fail "the client does not stream: $answer"
	echo daedalus_v4l2 >$driver/unbind
	wait "$client" || fail "the client failed: $(cat <&"$out")"
	exec {out}<&-
	echo daedalus_v4l2 >$driver/bind
done
udevadm settle --timeout=10
[ "$(cat /sys/module/daedalus_v4l2/refcnt)" = 0 ] || fail "something still holds the module"
must_decode baseline_cavlc
