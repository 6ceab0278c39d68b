#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Programs keep what they have in vector registers while four streams decode with them.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

files=()
for clip in main_cabac_spatial high_8x8_cqm vp9_tiles_rows_2_parallel av1_tiles_groups; do
	file=$(recording_of "$clip") || fail "no recording of $clip"
	files+=("$file")
done
"$BIN/registers" "$BIN/streams" 8 "${files[@]}" || fail "registers, or a stream, went wrong"
