#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The trace event of tasks: each stage of each picture has its rows, and none is missing.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

EVENTS=/sys/kernel/tracing/events/daedalus

frames=$(cat "$CLIPS/high_slices.frames")
echo 1 >"$EVENTS/daedalus_task/enable"
decode_matches high_slices || exit 1
echo 0 >"$EVENTS/daedalus_task/enable"
sed -n 's/^.* daedalus_task: //p' /sys/kernel/tracing/trace >tasks

count() {
	grep -cE "$1" tasks || true
}

field() {
	sed "s/^.*\b$1=\([^ ]*\).*/\1/" tasks
}

[ "$(field timestamp | sort -u | wc -l)" = "$frames" ] || fail "not a task of each picture"
rows=$(count stage=parse)
[ $((rows % frames)) = 0 ] || fail "$rows rows of $frames pictures"
for stage in motion recon deblock output; do
	[ "$(count "stage=$stage ")" = "$rows" ] || fail "rows of $stage are missing"
done
whole='^worker=[0-9]+ ctx=[1-9][0-9]* timestamp=[0-9]+ stage=[a-z]+ row=[0-9]+ part=[0-9]+'
[ "$(count "$whole start=[1-9][0-9]* ns=[0-9]+\$")" = "$(wc -l <tasks)" ] ||
	fail "a task lacks something: $(head -n 1 tasks)"
