#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Eight streams of all codecs that always have more to decode get the same time of the
# workers, none waits while the others get much of it, and all pictures are right.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

TRACING=/sys/kernel/tracing
WORKERS=/sys/module/daedalus_v4l2/parameters/workers
# How much the time of a stream may differ from an eighth, in percent.
UNFAIR=15
# How much of all time may pass between two tasks of a stream, in percent.
STARVED=5

files=()
for codec in h264 vp9 av1; do
	file=$(recording_of "share_$codec") || fail "no recording of share_$codec"
	files+=("$file" "$file" "$file")
done

# Clients must keep up: else it is not the workers that streams wait for.
echo $((($(nproc) + 1) / 2)) >$WORKERS
echo 16384 >$TRACING/buffer_size_kb
echo >$TRACING/trace
"$BIN/streams" 20 "${files[@]:0:8}" || fail "a stream went wrong"
awk -v unfair="$UNFAIR" -v starved="$STARVED" '
	/^# entries-in-buffer/ {
		split($3, entries, "/")
		if (entries[1] != entries[2]) { print "events are lost"; bad = 1 }
	}
	/daedalus_task:/ {
		match($0, / ctx=[0-9]+/)
		ctx = substr($0, RSTART + 5, RLENGTH - 5)
		match($0, / ns=[0-9]+/)
		ns = substr($0, RSTART + 4, RLENGTH - 4)
		if (sum - last[ctx] > longest[ctx]) longest[ctx] = sum - last[ctx]
		used[ctx] += ns
		sum += ns
		last[ctx] = sum
		tasks++
	}
	END {
		for (ctx in used) streams++
		printf "%d tasks of %d streams\n", tasks, streams
		if (streams != 8) exit 1
		for (ctx in used) {
			off = 100 * (used[ctx] * streams / sum - 1)
			wait = 100 * longest[ctx] / sum
			printf "stream %d: %.3f s, %+.1f %%, the longest wait %.1f %%\n", \
				ctx, used[ctx] / 1e9, off, wait
			if (off > unfair || off < -unfair || wait > starved) bad = 1
		}
		exit bad
	}' $TRACING/trace || fail "the streams do not get the same time"
echo 1408 >$TRACING/buffer_size_kb
echo 0 >$WORKERS
