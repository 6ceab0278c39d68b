#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The client of scripts/client gets the same pictures as GStreamer's does.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

for clip in main_cabac_spatial many_refs crop_226x162 high_slices parts_all_b; do
	for fields in hold requeue; do
		words=$("$BIN/client-h264" -f "$fields" yuv420p "$CLIPS/$clip.264") ||
			fail "$clip: ${words:-the client failed}"
		[ "$words" = "md5 $(cat "$CLIPS/$clip.md5") of $(cat "$CLIPS/$clip.frames") frames" ] ||
			fail "$clip: $words"
	done
done
