#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Damaged slices and tiles give damaged pictures: no crash, no hang, and the device
# goes on. make_clips damages and truncates clips, after their parameter sets, and
# frames after their headers, so that damaged data reaches the driver.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

start_player
for clip in "$CLIPS"/damaged/*.{264,ivf}; do
	answer=$(TEST_TIMEOUT=30 play "I420 filesrc location=$clip ! $(decoder_of "$clip")")
	echo "$clip: ${answer:-nothing}"
	[ -n "$answer" ] || fail "$clip: the client hung or died"
done
must_decode high_8x8_cqm vp9_altref_odd av1_compound
stop_player
