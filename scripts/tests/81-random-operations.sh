#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What eight processes can do to the device in any order, and being killed, breaks nothing
# and leaves nothing behind. SEED=n repeats a choice of operations.
# May take 900 s.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

seed=${SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
operations=1000
[ "$(nproc)" = 1 ] || operations=10000
echo "SEED=$seed"

files=()
for clip in high_slices paff_mixed_b hi10_weighted vp9_altref_odd vp9_tiles_rows_2_parallel \
	av1_film_6 av1_tiles_groups; do
	file=$(recording_of "$clip") || fail "no recording of $clip"
	files+=("$file")
done

"$BIN/random" "$seed" "$operations" "${files[@]}" || fail "with SEED=$seed"
stuck=$(stuck_processes)
[ -z "$stuck" ] || fail "stuck: $stuck"
[ "$(cat /sys/module/daedalus_v4l2/refcnt)" = 0 ] || fail "something still holds the module"
