#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The client of scripts/client gets the same pictures as GStreamer's does, and both
# ways to decode second fields.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

matches() {
	local fields=$1 clip=$2

	[ "$(client_md5 "$(clip_file "$clip")" "$(layout_of "$clip")" -f "$fields")" = \
		"$(cat "$CLIPS/$clip.md5")" ] || fail "$clip"
}

matches hold main_cabac_spatial
matches hold crop_226x162
matches hold mbaff_slices
matches hold vp9_scale_odd_noise
matches hold vp9_random_scale_all
matches hold av1_resize_random_odd
matches hold av1_film_6
matches requeue paff_mixed_b
