#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A reader that is killed ends the recording, the stream goes on, and the next
# reader gets a recording of its own.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

for delay in 0 0.2 0.4; do
	cat "$RECORD" >first.dae &
	reader=$!
	decode_matches many_refs >out &
	client=$!
	sleep "$delay"
	kill -9 "$reader"
	wait "$reader" 2>/dev/null
	start_recording second.dae
	wait "$client" || fail "decoding suffered: $(cat out)"
	stop_recording
done
keep_recording second.dae reader-killed
stuck=$(stuck_processes)
[ -z "$stuck" ] || fail "stuck: $stuck"
[ "$(cat /sys/module/daedalus_v4l2/refcnt)" = 0 ] || fail "the killed reader holds the module"
