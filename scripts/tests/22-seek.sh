#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Seeks while a stream plays: what comes then is what came there before.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

for clip in seek_h264.mkv seek_vp9.webm seek_av1.mkv; do
	"$BIN/seek" "$(cat "$CLIPS/${clip%.*}.md5")" 400 \
		"filesrc location=$CLIPS/$clip ! $(decoder_of "$clip")" || fail "$clip"
done
