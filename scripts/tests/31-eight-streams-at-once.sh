#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Eight streams of different kinds share the workers and keep their own state.
STREAMS='baseline_cavlc main_cabac_temporal main_cabac_spatial main_weightp
	high_8x8_cqm high_slices crop_226x162 tiny_16x16' \
	exec "$TESTS/30-two-streams-at-once.sh"
