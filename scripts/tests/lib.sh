# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Helpers of the tests that run in the guest. A test is an executable
# NN-name.sh; it runs with the module loaded, in an empty directory, with
# CLIPS (NAME.264 or NAME.ivf, NAME.md5), BIN (the programs built from
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

# The file of a clip.
clip_file() {
	local file

	for file in "$CLIPS/$1".{264,ivf}; do
		[ ! -e "$file" ] || echo "$file"
	done
}

# What our own client calls the codec of a file.
codec_of() {
	case $1 in
	*.264) echo h264 ;;
	*/av1_*) echo av1 ;;
	*) echo vp9 ;;
	esac
}

# The elements of GStreamer between a file and its frames.
decoder_of() {
	case $1 in
	*.264) echo "h264parse ! v4l2slh264dec" ;;
	*/av1_*.ivf) echo "ivfparse ! av1parse ! v4l2slav1dec" ;;
	*.ivf) echo "ivfparse ! vp9parse ! v4l2slvp9dec" ;;
	*.mkv) echo "matroskademux ! h264parse ! v4l2slh264dec" ;;
	*.webm) echo "matroskademux ! vp9parse ! v4l2slvp9dec" ;;
	esac
}

# What the frames of a clip are.
layout_of() {
	cat "$CLIPS/$1.layout" 2>/dev/null || echo yuv420p
}

# decode_md5 FILE [LAYOUT]: the md5 of all frames that our decoder gives, on standard
# output.
decode_md5() {
	local log format=I420

	[ "${2:-yuv420p}" = yuv420p ] || format=I420_10LE
	# Streams run side by side: each needs its own log.
	log=$(mktemp decode.XXXXXX)
	# shellcheck disable=SC2046 # elements are words
	gst-launch-1.0 --no-fault --no-position -m \
		filesrc "location=$1" ! $(decoder_of "$1") ! video/x-raw ! \
		videoconvert dither=none ! "video/x-raw,format=$format" ! \
		videocodectestsink >"$log" 2>&1 || {
		grep -A3 '^ERROR\|WARNING' "$log" >&2
		return 1
	}
	sed -n 's/.*conformance\/checksum.*checksum=(string)\([0-9a-fA-F]*\).*/\1/p' "$log"
}

# client_md5 FILE LAYOUT [OPTIONS]: the same with the client of scripts/client.
client_md5() {
	local file=$1 layout=$2 words
	shift 2

	words=$("$BIN/client" "$@" "$(codec_of "$file")" "$layout" "$file") || {
		echo "$words" >&2
		return 1
	}
	words=${words#md5 }
	echo "${words%% *}"
}

# GStreamer plays what it can carry.
clip_md5() {
	if [ -e "$CLIPS/$1.client" ]; then
		client_md5 "$(clip_file "$1")" "$(layout_of "$1")"
	else
		decode_md5 "$(clip_file "$1")" "$(layout_of "$1")"
	fi
}

# decode_matches NAME: the clip decodes, and to what FFmpeg or libvpx decodes.
decode_matches() {
	local name=$1 md5

	md5=$(clip_md5 "$name") || {
		echo "$name: decoding failed"
		return 1
	}
	[ "$md5" = "$(cat "$CLIPS/$name.md5")" ] || {
		echo "$name: md5 ${md5:-none}, expected $(cat "$CLIPS/$name.md5")"
		return 1
	}
}

# device_case CASE: of the program device, with H.264 and with VP9.
device_case() {
	local clip

	for clip in baseline_cavlc vp9_flags_resilient; do
		"$BIN/device" "$1" "$(clip_file "$clip")" || fail "$1 with $clip"
	done
}

# Processes in uninterruptible sleep that are not the kernel's own.
stuck_processes() {
	ps -eo stat=,pid=,comm=,ppid= | awk '$1 ~ /^D/ && $4 != 2 && $2 != 2'
}

RECORD=/sys/kernel/debug/daedalus_v4l2/record

# A value of record_stats.
record_stat() {
	sed -n "s/^$1 //p" "${RECORD}_stats"
}

# start_recording FILE; stop_recording waits until all is in it.
start_recording() {
	: >"$1"
	recording_file=$1
	cat "$RECORD" >"$1" &
	recording_pid=$!
	wait_until "the recording does not start" test -s "$1"
}

recording_complete() {
	[ "$(stat -c %s "$recording_file")" = "$(record_stat bytes)" ]
}

stop_recording() {
	wait_until "the recording is not complete" recording_complete
	kill "$recording_pid"
	wait "$recording_pid" 2>/dev/null
	[ "$(record_stat recording)" = 0 ] || fail "recording goes on without a reader"
}

# wait_until WHAT-IS-WRONG COMMAND...: at most 10 s.
wait_until() {
	local what=$1 i
	shift

	for ((i = 0; i < 200; i++)); do
		! "$@" || return 0
		sleep 0.05
	done
	fail "$what"
}

# For the host, which checks it: see "recordings" in scripts/check.
keep_recording() {
	mkdir -p /share/recordings
	cp "$1" "/share/recordings/$2.dae"
}
