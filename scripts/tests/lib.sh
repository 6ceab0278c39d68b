# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Helpers of the tests that run in the guest. A test is an executable
# NN-name.sh; it runs with the module loaded, in an empty directory, with
# CLIPS (NAME.264, NAME.md5, NAME.frames), BIN (the programs built from
# scripts/tests/*.c) and TESTS (this directory) set; exit status 0 is a pass.

fail() {
	echo "FAIL: $*"
	exit 1
}

media_node() {
	local node

	for node in /dev/media*; do
		[ -e "$node" ] || fail "there is no media device"
		echo "$node"
		return
	done
}

video_node() {
	local name

	name=$(grep -lx daedalus_v4l2 /sys/class/video4linux/*/name | head -n 1 | cut -d/ -f5)
	[ -n "$name" ] || fail "there is no video device"
	echo "/dev/$name"
}

# The md5 of all frames that our decoder gives for a clip, on standard output.
decode_md5() {
	local log

	# Streams run side by side: each needs its own log.
	log=$(mktemp decode.XXXXXX)
	gst-launch-1.0 --no-fault --no-position -m \
		filesrc "location=$1" ! h264parse ! v4l2slh264dec ! video/x-raw ! \
		videoconvert dither=none ! video/x-raw,format=I420 ! \
		videocodectestsink >"$log" 2>&1 || {
		grep -A3 '^ERROR\|WARNING' "$log" >&2
		return 1
	}
	sed -n 's/.*conformance\/checksum.*checksum=(string)\([0-9a-fA-F]*\).*/\1/p' "$log"
}

# decode_matches NAME: the clip decodes, and to what FFmpeg decodes.
decode_matches() {
	local name=$1 md5

	md5=$(decode_md5 "$CLIPS/$name.264") || {
		echo "$name: the pipeline failed"
		return 1
	}
	[ "$md5" = "$(cat "$CLIPS/$name.md5")" ] || {
		echo "$name: md5 ${md5:-none}, expected $(cat "$CLIPS/$name.md5")"
		return 1
	}
}

# Processes in uninterruptible sleep that are not the kernel's own.
stuck_processes() {
	ps -eo stat=,pid=,comm=,ppid= | awk '$1 ~ /^D/ && $4 != 2 && $2 != 2'
}
