#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# One device-wide lock would give EBUSY to the second process.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

read -rd '' -a streams <<<"${STREAMS:-main_cabac_spatial high_8x8_cqm}"
pids=()
for name in "${streams[@]}"; do
	decode_matches "$name" &
	pids+=($!)
done
for pid in "${pids[@]}"; do
	wait "$pid" || bad=1
done
[ -z "$bad" ] || fail "a stream went wrong beside others"
