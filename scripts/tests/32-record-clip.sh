#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A decoded clip is recorded, picture for picture; nothing is unless the file is
# open. The host compares the md5 of the pictures with FFmpeg's, and the bitstream
# with the clip: high_rate_cavlc has escapes in it, which slice parsing removes.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

start_player
# Nobody records: a client leaves no trace. Other tests may have recorded.
before=$(record_stat chunks)
must_decode high_slices
[ "$(record_stat recording)" = 0 ] || fail "recording is on by default"
[ "$(record_stat chunks)" = "$before" ] || fail "something was recorded though nobody asked"

# Frames of a clip; an IVF file's header says it.
frames_of() {
	cat "$CLIPS/$1.frames" 2>/dev/null || od -An -tu4 -j24 -N4 "$(clip_file "$1")" | tr -d ' '
}

for clip in high_slices many_refs high_rate_cavlc vp9_aq_3_static av1_rt_aq_3_static; do
	start_recording clip.dae
	must_decode "$clip"
	stop_recording
	# FILE, START, STOP and the pictures.
	expected=$(($(frames_of "$clip") + 3))
	[ "$(record_stat chunks)" = "$expected" ] ||
		fail "$(record_stat chunks) chunks of $clip, not $expected"
	[ "$(record_stat dropped)" = 0 ] || fail "chunks of $clip were dropped"
	keep_recording clip.dae "clip-$clip"
done
stop_player
