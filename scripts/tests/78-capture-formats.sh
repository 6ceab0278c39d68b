#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The CAPTURE formats are those of the stream's depth and subsampling, and those that
# clients have to ask for hold the same pictures.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

# matches FOURCC CLIP
matches() {
	[ "$(client_md5 "$(clip_file "$2")" "$(layout_of "$2")" -c "$1")" = \
		"$(cat "$CLIPS/$2.md5")" ] || fail "$2 as $1"
}

device_case capture-formats
matches NM12 vp9_size_65x63
matches YUYV vp9_i422_odd
matches Y210 hi422_10_mbaff
