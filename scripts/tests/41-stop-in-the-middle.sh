#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A client that stops after some frames (STREAMOFF with jobs queued) ends
# cleanly, again and again.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

stop_after() {
	local frames=$1 file elements answer

	file=$(clip_file "$2")
	elements="$(decoder_of "$file") ! identity eos-after=$frames"
	answer=$(TEST_TIMEOUT=20 play "I420 filesrc location=$file ! $elements")
	[[ $answer == md5\ * ]] || fail "stopping $2 after $frames frames: ${answer:-no answer}"
}

start_player
for frames in 1 3 8; do
	stop_after "$frames" many_refs
	stop_after $((frames + 1)) vp9_scale_ramp
	stop_after "$frames" av1_film_6
done
must_decode many_refs vp9_altref_odd av1_film_6
stop_player
