#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A client that is killed in the middle of decoding goes within a second and
# leaves nothing behind: clients used to hang unkillable in close().
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

# shellcheck disable=SC2154 # a word of the kernel command line
slowness=$lab_slowness

kill_one() {
	local delay=$1 pid start took

	gst-launch-1.0 -q multifilesrc "location=$CLIPS/high_rate.264" loop=true \
		caps=video/x-h264,stream-format=byte-stream ! h264parse ! \
		v4l2slh264dec ! fakesink sync=false &
	pid=$!
	sleep "$delay"
	kill -9 "$pid" 2>/dev/null || fail "the client ended by itself"
	start=${EPOCHREALTIME/./}
	wait "$pid" 2>/dev/null
	took=$(((${EPOCHREALTIME/./} - start) / 1000))
	echo "killed after $delay s, gone after $took ms"
	[ "$took" -lt $((1000 * slowness)) ] || fail "killed client took $took ms to go"
}

for delay in 300 500 700 900 1100 1300 1500 1800; do
	delay=$((delay * slowness))
	kill_one $((delay / 1000)).$((delay % 1000 / 100))
done
stuck=$(stuck_processes)
[ -z "$stuck" ] || fail "stuck: $stuck"
[ "$(cat /sys/module/daedalus_v4l2/refcnt)" = 0 ] || fail "a killed client still holds the module"
must_decode baseline_cavlc
