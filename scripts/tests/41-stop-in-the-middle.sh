#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A client that stops after some frames (STREAMOFF with jobs queued) ends
# cleanly, again and again.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

stop_after() {
	local frames=$1 file

	file=$(clip_file "$2")
	# shellcheck disable=SC2046 # elements are words
	timeout 20 gst-launch-1.0 -q filesrc "location=$file" ! $(decoder_of "$file") ! \
		identity "eos-after=$frames" ! fakesink ||
		fail "stopping $2 after $frames frames failed"
}

for frames in 1 3 8; do
	stop_after "$frames" many_refs
	stop_after $((frames + 1)) vp9_scale_ramp
	stop_after "$frames" av1_film_6
done
decode_matches many_refs
decode_matches vp9_altref_odd
decode_matches av1_film_6
