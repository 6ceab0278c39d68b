#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# After all other tests and with the module gone, kmemleak finds nothing. Two
# scans: the first only marks what is unreferenced.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

leaks=/sys/kernel/debug/kmemleak
[ -e "$leaks" ] || fail "this kernel has no kmemleak"
scan() {
	echo scan >"$leaks"
	sleep 6
	echo scan >"$leaks"
	cat "$leaks"
}
found=$(scan)
[ -z "$found" ] || fail "leaks with the module loaded:
$found"
rmmod daedalus_v4l2 || fail "rmmod"
found=$(scan)
[ -z "$found" ] || fail "leaks after the module went:
$found"
