#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The client of scripts/client gets the same pictures as GStreamer's does.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

matches() {
	local fields=$1 clip=$2 words

	words=$("$BIN/client-h264" -f "$fields" yuv420p "$CLIPS/$clip.264") ||
		fail "$clip: ${words:-the client failed}"
	[ "$words" = "md5 $(cat "$CLIPS/$clip.md5") of $(cat "$CLIPS/$clip.frames") frames" ] ||
		fail "$clip: $words"
}

matches hold main_cabac_spatial
matches hold crop_226x162
matches hold high_slices
matches requeue parts_all_b
