#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Damaged slices give damaged pictures: no crash, no hang, and the device
# goes on. Parameter sets stay whole, so that slice data reaches the driver.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

# Overwrites 8 bytes at each given distance, from byte 800 on.
damage() {
	local from=$1 to=$2 step=$3 what=$4 size at

	cp "$from" "$to"
	size=$(stat -c %s "$from")
	for ((at = 800; at + 8 < size; at += step)); do
		dd if="$what" of="$to" bs=8 count=1 seek="$at" oflag=seek_bytes conv=notrunc status=none
	done
}

play() {
	timeout 60 gst-launch-1.0 -q filesrc "location=$1" ! h264parse ! \
		v4l2slh264dec ! fakesink >play.log 2>&1
	[ $? != 124 ] || fail "$1: the client hung"
}

for name in baseline_cavlc main_cabac_temporal high_8x8_cqm high_slices; do
	for what in /dev/zero /dev/urandom; do
		for step in 97 1009; do
			damage "$CLIPS/$name.264" damaged.264 "$step" "$what"
			play damaged.264
		done
	done
	head -c $(($(stat -c %s "$CLIPS/$name.264") * 2 / 3)) "$CLIPS/$name.264" >cut.264
	play cut.264
done
decode_matches high_8x8_cqm
