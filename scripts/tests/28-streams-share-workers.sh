#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Eight streams of all codecs that always have more to decode get the same time of the
# workers, none waits long for a picture, and all pictures are right.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

TRACING=/sys/kernel/tracing
# How much the time of a stream may differ from an eighth, in percent.
UNFAIR=15

files=()
for clip in high_rate high_rate_cavlc lossless_4x4 vp9_tiles_rows_2_parallel \
	vp9_random_tiles_2 av1_restoration_odd av1_superres_random av1_tiles_groups; do
	file=$(recording_of "$clip") || fail "no recording of $clip"
	files+=("$file")
done

echo 16384 >$TRACING/buffer_size_kb
echo >$TRACING/trace
"$BIN/streams" 10 "${files[@]}" || fail "a stream went wrong, or starved"
awk -v unfair="$UNFAIR" '
	/^# entries-in-buffer/ {
		split($3, entries, "/")
		if (entries[1] != entries[2]) { print "events are lost"; bad = 1 }
	}
	/daedalus_task:/ {
		match($0, / ctx=[0-9]+/)
		ctx = substr($0, RSTART + 5, RLENGTH - 5)
		match($0, / ns=[0-9]+/)
		used[ctx] += substr($0, RSTART + 4, RLENGTH - 4)
		tasks++
	}
	END {
		for (ctx in used) { sum += used[ctx]; streams++ }
		printf "%d tasks of %d streams\n", tasks, streams
		if (streams != 8) exit 1
		for (ctx in used) {
			off = 100 * (used[ctx] * streams / sum - 1)
			printf "stream %d: %.3f s, %+.1f %%\n", ctx, used[ctx] / 1e9, off
			if (off > unfair || off < -unfair) bad = 1
		}
		exit bad
	}' $TRACING/trace || fail "the streams do not get the same time"
echo 1408 >$TRACING/buffer_size_kb
