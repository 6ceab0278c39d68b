#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A client changes the coded format of a file that has decoded something else: each codec has
# its pictures, and nothing is left of what the other one had.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

codecs=(baseline_cavlc vp9_flags_resilient av1_rt_aq_3_static)
for i in 0 1 2; do
	one=$(device_clip "${codecs[i]}") || fail "no recording"
	other=$(device_clip "${codecs[(i + 1) % 3]}") || fail "no recording"
	"$BIN/device" two-codecs "$one" "$other" || fail "${codecs[i]} and the next one"
done
