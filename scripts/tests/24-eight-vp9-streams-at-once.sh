#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Eight streams of different sizes, of which some change it, depths and tiles.
STREAMS='vp9_layers_intra_only_2 vp9_scale_odd_noise vp9_scale_down_up vp9_size_65x63
	vp9_altref_odd vp9_tiles_rows_2_parallel vp9_hi10_random_scale vp9_i444_random' \
	exec "$TESTS/30-two-streams-at-once.sh"
