#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Clients that do what no ordinary one does, recorded: jobs that are aborted,
# fields, damaged streams, many streams, killed clients. The host checks that the
# recordings are right all the same.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

for name in capture-given-out-twice streamoff-with-job-running missing-reference \
	two-memory-planes size-change-while-streaming; do
	start_recording record.dae
	"$BIN/device" "$name" "$CLIPS/baseline_cavlc.264" || fail "$name"
	stop_recording
	keep_recording record.dae "$name"
done

start_recording record.dae
for clip in main_cabac_temporal-flips high_slices-zeros; do
	gst-launch-1.0 -q filesrc "location=$CLIPS/damaged/$clip.264" ! h264parse ! \
		v4l2slh264dec ! fakesink >/dev/null 2>&1 &
done
must_decode high_8x8_cqm
wait %2 %3
stop_recording
keep_recording record.dae damaged
