#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Damaged slices and tiles give damaged pictures: no crash, no hang, and the device
# goes on. make_clips damages and truncates clips, after their parameter sets, and
# frames after their headers, so that damaged data reaches the driver.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

for clip in "$CLIPS"/damaged/*.{264,ivf}; do
	# shellcheck disable=SC2046 # elements are words
	timeout 30 gst-launch-1.0 -q filesrc "location=$clip" ! $(decoder_of "$clip") ! fakesink
	[ $? != 124 ] || fail "$clip: the client hung"
done
decode_matches high_8x8_cqm
decode_matches vp9_altref_odd
decode_matches av1_compound
