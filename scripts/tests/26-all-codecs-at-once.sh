#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Streams of all codecs share the workers.
STREAMS='high_8x8_cqm mbaff_slices vp9_scale_down_up vp9_altref_odd av1_film_6
	av1_tiles_groups' \
	exec "$TESTS/30-two-streams-at-once.sh"
