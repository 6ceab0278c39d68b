#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Eight streams of different sizes, of which one changes it, depths, tiles and tools.
STREAMS='av1_resize_random_odd av1_film_6 av1_superres_random av1_intrabc_odd
	av1_tiles_groups av1_compound av1_hi10_film_2 av1_i422_12_filters' \
	exec "$TESTS/30-two-streams-at-once.sh"
