#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The number of workers changes, again and again, while streams of all codecs run.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

WORKERS=/sys/module/daedalus_v4l2/parameters/workers

files=()
for clip in high_slices vp9_tiles_rows_2_parallel av1_tiles_groups; do
	file=$(recording_of "$clip") || fail "no recording of $clip"
	files+=("$file")
done

"$BIN/streams" 10 "${files[@]}" &
pid=$!
changes=0
numbers=(1 8 3 16 2)
while kill -0 $pid 2>/dev/null; do
	number=${numbers[changes++ % 5]}
	echo "$number" >$WORKERS || fail "cannot set $number workers"
done
echo 0 >$WORKERS
wait $pid || fail "a stream went wrong"
echo "$changes changes"
[ "$changes" -ge 5 ] || fail "the streams were over too early"
[ "$(pgrep -c '^daedalus/')" = "$(nproc)" ] || fail "workers are left, or missing"
