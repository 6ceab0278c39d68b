#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the chunks of a stream say, of one that runs already as well, and that
# reading waits and can be interrupted.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

for name in chunks late-start waiting-reader opened-twice; do
	"$BIN/record" "$name" "$CLIPS/baseline_cavlc.264" record.dae || fail "$name"
	# Two recordings in one file are none.
	[ "$name" = late-start ] || keep_recording record.dae "$name"
done
