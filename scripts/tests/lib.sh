# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Helpers of the tests that run in the guest, where a new process takes a third of a
# second: what is called for each clip does without. A test is an executable
# NN-name.sh; it runs with the module loaded, in an empty directory, with
# CLIPS (NAME.264 or NAME.ivf, NAME.md5), BIN (the programs built from
# scripts/tests/*.c) and TESTS (this directory) set; exit status 0 is a pass.

fail() {
	echo "FAIL: $*"
	# The next test may want to record.
	[ -z "${recording_pid:-}" ] || kill "$recording_pid" 2>/dev/null
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

# The file of a clip; those in a container belong to certain tests.
clip_file() {
	local file

	for file in "$CLIPS/$1".{264,ivf,mkv,webm}; do
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
	*av1.mkv) echo "matroskademux ! av1parse ! v4l2slav1dec" ;;
	*.mkv) echo "matroskademux ! h264parse ! v4l2slh264dec" ;;
	*.webm) echo "matroskademux ! vp9parse ! v4l2slvp9dec" ;;
	esac
}

# What the frames of a clip are.
layout_of() {
	local layout=yuv420p

	[ ! -e "$CLIPS/$1.layout" ] || read -r layout <"$CLIPS/$1.layout"
	echo "$layout"
}

player=

# All clips that follow share a player, which takes longer to start than they do.
start_player() {
	rm -f /tmp/play.{in,out} && mkfifo /tmp/play.{in,out}
	# Its own ends; it waits for ours.
	"$BIN/play" </tmp/play.in >/tmp/play.out 2>/tmp/play.err &
	player=$!
	exec {player_in}>/tmp/play.in {player_out}</tmp/play.out
}

stop_player() {
	[ -n "$player" ] || return 0
	exec {player_in}>&- {player_out}<&-
	kill -9 "$player"
	wait "$player" 2>/dev/null
	player=
}

# play "FORMAT ELEMENTS...": what the player answers, or one that is started for it.
play() {
	local answer

	if [ -n "$player" ]; then
		echo "$1" >&"$player_in"
		# shellcheck disable=SC2154 # a word of the kernel command line
		read -r -t $((${TEST_TIMEOUT:-180} * lab_slowness)) answer <&"$player_out"
	else
		answer=$("$BIN/play" <<<"$1")
	fi
	echo "$answer"
}

# decode_md5 FILE [LAYOUT]: the md5 of all frames that our decoder gives, on standard
# output.
decode_md5() {
	local format=I420 answer

	[ "${2:-yuv420p}" = yuv420p ] || format=I420_10LE
	answer=$(play "$format filesrc location=$1 ! $(decoder_of "$1")")
	[[ $answer == md5\ * ]] || {
		echo "${answer:-the player has died}" >&2
		return 1
	}
	echo "${answer#md5 }"
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

# decode_matches NAME: the clip decodes, and to what other decoders give.
decode_matches() {
	local name=$1 md5 want

	md5=$(clip_md5 "$name") || {
		echo "$name: decoding failed"
		return 1
	}
	read -r want <"$CLIPS/$name.md5"
	[ "$md5" = "$want" ] || {
		echo "$name: md5 ${md5:-none}, expected $want"
		return 1
	}
}

# must_decode NAME...: the test fails unless each clip decodes to that.
must_decode() {
	local clip

	for clip; do
		decode_matches "$clip" || fail "$clip went wrong"
	done
}

# recording_of NAME: a recording of GStreamer's requests for the clip, which decodes to
# what it should.
recording_of() {
	local recording=/tmp/$1.dae

	[ -e "$recording" ] || {
		start_recording clip.dae
		decode_matches "$1" >&2 || exit
		stop_recording
		mv clip.dae "$recording"
	}
	echo "$recording"
}

# device_clip NAME: what the program device takes for a clip.
device_clip() {
	case $1 in
	av1_*) recording_of "$1" ;;
	*) clip_file "$1" ;;
	esac
}

# device_case CASE: of the program device, with each codec.
device_case() {
	local clip file

	for clip in baseline_cavlc vp9_flags_resilient av1_rt_aq_3_static; do
		file=$(device_clip "$clip") || fail "no recording of $clip"
		"$BIN/device" "$1" "$file" || fail "$1 with $clip"
	done
}

# Processes in uninterruptible sleep that are not the kernel's own.
stuck_processes() {
	ps -eo stat=,pid=,comm=,ppid= | awk '$1 ~ /^D/ && $4 != 2 && $2 != 2'
}

RECORD=/sys/kernel/debug/daedalus_v4l2/record

# A value of record_stats.
record_stat() {
	local name value

	while read -r name value; do
		[ "$name" != "$1" ] || echo "$value"
	done <"${RECORD}_stats"
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

# wait_until WHAT-IS-WRONG COMMAND...: at most 10 s, or as much longer as the lab is slower.
# shellcheck disable=SC2154 # a word of the kernel command line
wait_until() {
	local what=$1 i
	shift

	for ((i = 0; i < 200 * lab_slowness; i++)); do
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
