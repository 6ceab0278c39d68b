#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Statistics of streams: what is counted is what was decoded, errors are of the right kind,
# streams vanish when they are closed and stay in the totals, and reading while eight
# streams play and while the device is unbound does no harm. May take 600 s.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

STREAMS=/sys/kernel/debug/daedalus_v4l2/streams
TRACING=/sys/kernel/tracing
DONE=$TRACING/events/daedalus/daedalus_request_done/enable
DRIVER=/sys/bus/platform/drivers/daedalus_v4l2

# number NAME CODEC: of the codec's totals; in a variable, as processes are dear.
number() {
	local words word

	number=
	while read -r -a words; do
		[ "${words[0]} ${words[1]}" = "total codec=$2" ] || continue
		for word in "${words[@]}"; do
			[[ $word != "$1="* ]] || number=${word#*=}
		done
	done <$STREAMS
	[ -n "$number" ] || fail "no total $1 of $2"
}

COUNTS=(streams requests frames errors damaged missing refused nomem failed aborted refused_ctrls)
declare -A before grown

remember() {
	local name

	for name in "${COUNTS[@]}"; do
		number "$name" "$1"
		before[$name]=$number
	done
}

# How much each total of a codec has grown since.
compare() {
	local name

	for name in "${COUNTS[@]}"; do
		number "$name" "$1"
		grown[$name]=$((number - before[$name]))
	done
	echo "$1: $(for name in "${COUNTS[@]}"; do printf ' %s %s' "$name" "${grown[$name]}"; done)"
}

# expect NAME VALUE...: those totals have grown by that; "some" is any number but 0.
expect() {
	while [ $# -gt 0 ]; do
		if [ "$2" = some ]; then
			[ "${grown[$1]}" -gt 0 ] || fail "$1 did not grow"
		else
			[ "${grown[$1]}" = "$2" ] || fail "$1 grew by ${grown[$1]}, not by $2"
		fi
		shift 2
	done
}

trace_requests() {
	echo >$TRACING/trace
	echo 1 >"$DONE"
	"$@"
	local status=$?
	echo 0 >"$DONE"
	grep -o 'daedalus_request_done:.*' $TRACING/trace >requests
	return $status
}

traced() {
	grep -c "$1" requests || true
}

# Requests as the trace event has them, and frames as those who made the clip know.
counts_what_is_decoded() {
	local codec=$1 clip=$2

	remember "$codec"
	trace_requests decode_matches "$clip" || fail "$clip went wrong"
	compare "$codec"
	[ "$(traced result=0)" -gt 1 ] || fail "the trace has no requests of $clip"
	# GStreamer asks a file of its own what the device can do, which is no stream.
	expect streams 1 requests "$(traced 'result=0 damaged=0 aborted=0')" errors 0 damaged 0 \
		missing 0 refused 0 aborted 0
	[ ! -e "$CLIPS/$clip.frames" ] || expect frames "$(cat "$CLIPS/$clip.frames")"
}

counts_what_is_decoded S264 high_slices
counts_what_is_decoded VP9F vp9_altref_odd
expect frames "${grown[requests]}"
counts_what_is_decoded AV1F av1_compound
expect frames "${grown[requests]}"

# Two fields in a buffer are a frame.
remember S264
decode_matches paff_mixed_b || fail "paff_mixed_b went wrong"
compare S264
[ "${grown[requests]}" -gt "${grown[frames]}" ] || fail "each field counts as a frame"

# One kind of error after the other. What is lost in one frame is no missing reference for
# the next.
remember S264
file=$CLIPS/damaged/baseline_cavlc-noise.264
trace_requests client_md5 "$file" yuv420p
compare S264
expect damaged some missing 0 refused 0 nomem 0 failed 0 errors "$(traced damaged=1)"
expect damaged "${grown[errors]}"

remember VP9F
clip=$(device_clip vp9_flags_resilient)
trace_requests "$BIN/device" missing-reference "$clip" || fail "missing-reference"
compare VP9F
expect missing some damaged 0 refused 0 errors "$(traced 'damaged=1 aborted=0')"

clip=$(device_clip av1_rt_aq_3_static) || fail "no recording"
remember AV1F
trace_requests "$BIN/device" tile-entries "$clip" || fail "tile-entries"
compare AV1F
expect refused "$(traced 'result=-22 .*aborted=0')"
expect refused some

remember S264
"$BIN/device" controls-out-of-range "$CLIPS/baseline_cavlc.264" || fail "controls-out-of-range"
# On a busy machine few jobs run when it looks, which it takes for a failure.
"$BIN/device" streamoff-with-job-running "$CLIPS/baseline_cavlc.264" || true
compare S264
expect refused_ctrls some aborted some

# With another codec a file begins anew. The program decodes a picture with a file of its own
# first, once for each codec.
two_codecs() {
	remember "$1"
	"$BIN/device" two-codecs "$CLIPS/baseline_cavlc.264" "$(device_clip vp9_flags_resilient)" ||
		fail "two-codecs"
	compare "$1"
}

two_codecs S264
expect streams 3 requests 3 frames 3 errors 0
two_codecs VP9F
expect streams 2 requests 2 frames 2 errors 0

! grep -q ^stream $STREAMS || fail "streams are open that nobody has: $(grep ^stream $STREAMS)"

# Eight streams at once, read all the time. Totals include those that are open and never
# go back, counters of a stream are in its line.
files=()
for clip in high_slices vp9_tiles_rows_2_parallel av1_tiles_groups; do
	file=$(recording_of "$clip") || fail "no recording of $clip"
	files+=("$file" "$file" "$file")
done
"$BIN/streams" 20 "${files[@]:0:8}" >played &
pid=$!
reads=0 full=0
while kill -0 $pid 2>/dev/null; do
	mapfile -t lines <$STREAMS
	streaming=0
	for line in "${lines[@]}"; do
		[[ $line != stream\ *\ state=streaming\ * ]] || streaming=$((streaming + 1))
	done
	printf '%s\n' "${lines[@]}" >>reads
	reads=$((reads + 1))
	[ "$streaming" -lt 8 ] || {
		full=$((full + 1))
		printf '%s\n' "${lines[@]}" >eight
		# When they have got going.
		[ "$full" != 2 ] || v4l2-ctl -d "$(video_node)" --log-status >status ||
			fail "--log-status"
	}
done
wait $pid || fail "a stream went wrong: $(cat played)"
echo "$reads reads, $full of them with eight streams"
[ "$full" -ge 5 ] || fail "eight streams were not seen together"
# The host has Python for daedalus-top.
mkdir -p /share/statistics
cp eight reads /share/statistics/

awk '
	function value(name,  i) {
		for (i = 2; i <= NF; i++)
			if (index($i, name "=") == 1)
				return substr($i, length(name) + 2)
		print "no " name " in: " $0
		bad = 1
	}
	function grows(what, now) {
		if (now + 0 < last[what] + 0) { print what " goes back: " last[what] " " now; bad = 1 }
		last[what] = now
	}
	$1 == "daedalus_v4l2" {
		if (value("version") != 1 || value("workers") + 0 < 1) bad = 1
		grows("time", value("time_ns"))
		delete frames
	}
	$1 == "stream" {
		who = value("id") " " $1
		grows(who " frames", value("frames"))
		grows(who " time", value("request_ns"))
		frames[value("codec")] += value("frames")
		if (value("comm") != "streams" || value("pid") + 0 < 2) { print "not ours: " $0; bad = 1 }
		if (value("state") == "streaming" && value("frames") + 0 > 8) {
			if (value("memory") + 0 < 100000 || value("jobs") + 0 > 2) { print "odd: " $0; bad = 1 }
			if (value("last_ns") + 0 < value("open_ns") + 0 || value("worst_ns") + 0 < 1000) bad = 1
			count = split(value("stage_ns"), stage, /[:,]/)
			if (count < 8) { print "stages: " $0; bad = 1 }
			for (i = 2; i <= count; i += 2)
				if (stage[i] + 0 <= 0) { print "a stage without time: " $0; bad = 1 }
			full++
		}
	}
	$1 == "total" {
		grows("total " value("codec"), value("frames"))
		if (value("frames") + 0 < frames[value("codec")] + 0) { print "less than open: " $0; bad = 1 }
	}
	END {
		if (full < 20) { print "few lines of streams: " full; bad = 1 }
		exit bad
	}' reads || fail "what was read contradicts itself"

cat status
for line in 'START STATUS' 'stream [0-9]+ of v4l2-ctl \([0-9]+\): .* stopped: 0 frames' \
	'us of workers for a frame: parse 0 motion 0' 'memory 0 KiB' 'V3D did 0 of 0 stages' \
	'workers [1-9][0-9]*, streams open 9; since loading: [1-9][0-9]* frames'; do
	grep -qE "$line" status || fail "--log-status lacks $line"
done
[ "$(grep -cE 'stream [0-9]+ of streams .* streaming: [1-9][0-9]* frames, 0 of them not right, [1-9]' status)" = 8 ] ||
	fail "--log-status does not tell of all streams"
[ "$(grep -cE 'us of workers for a frame: .*recon [1-9]' status)" = 8 ] ||
	fail "--log-status does not tell what stages take"

# Read while the device goes, and a client still has it open.
mkfifo out
"$BIN/device" unbind-with-job-running "$CLIPS/baseline_cavlc.264" >out &
client=$!
exec {out}<out
# shellcheck disable=SC2154 # a word of the kernel command line
read -r -t $((10 * lab_slowness)) answer <&"$out"
[ "$answer" = streaming ] || fail "the client does not stream: $answer"
while kill -0 $client 2>/dev/null; do
	mapfile -t lines <$STREAMS
done &
reader=$!
echo daedalus_v4l2 >$DRIVER/unbind
wait $client || fail "the client failed: $(cat <&"$out")"
exec {out}<&-
wait $reader
mapfile -t lines <$STREAMS
[[ ${lines[0]} = *\ workers=0 ]] || fail "workers without a device: ${lines[0]}"
echo daedalus_v4l2 >$DRIVER/bind
udevadm settle --timeout=10

number frames VP9F
[ "$number" -gt 0 ] || fail "totals are gone"
! grep -q ^stream $STREAMS || fail "streams are left"
