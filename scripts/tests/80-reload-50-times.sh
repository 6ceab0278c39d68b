#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Load and unload 50 times, every tenth time with a stream decoded in between.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

file=$(modinfo -n daedalus_v4l2) || fail "there is no file of the module"
for ((i = 0; i < 5; i++)); do
	"$BIN/reload" daedalus_v4l2 "$file" 10 || fail "after $((10 * i)) times"
	udevadm settle --timeout=10
	must_decode baseline_cavlc
done
