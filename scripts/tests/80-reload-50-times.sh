#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Load and unload 50 times, every tenth time with a stream decoded in between.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

for i in $(seq 50); do
	rmmod daedalus_v4l2 || fail "rmmod $i"
	modprobe daedalus_v4l2 || fail "modprobe $i"
	[ $((i % 10)) -ne 0 ] || {
		udevadm settle --timeout=10
		decode_matches baseline_cavlc || fail "no decoding after load $i"
	}
done
