# shellcheck shell=bash
# Boot a kernel, run one command in it, give back output and exit status.
#
# Exit status: the command's own; 124 when the time was up; 125 when the guest
# could not start the command; 70 when the guest died without a status.

STATUS_TIMEOUT=124
STATUS_CRASH=70

run_usage() {
	die "usage: lab run [--kernel KERNEL] [--module VARIANT] [--no-load] [--params 'a=b ...'] \
[--timeout S] [--cpus N] [--mem SIZE] [--share DIR] [--data DIR] [--log FILE] [--root NAME] [--v3d OPTIONS] -- command..."
}

run_options() {
	kernel='' module='' load=1 params='' limit=120 cpus=$CPUS mem='' share='' data='' log='' v3d=''
	[ -z "${DAEDALUS_LAB_V3D+set}" ] || v3d=v3d71${DAEDALUS_LAB_V3D:+,$DAEDALUS_LAB_V3D}
	while [ $# -gt 0 ]; do
		case $1 in
		--)
			shift
			break
			;;
		--no-load)
			load=0
			shift
			continue
			;;
		--kernel | --module | --params | --timeout | --cpus | --mem | --share | --data | --log | --root | --v3d)
			[ $# -ge 2 ] || run_usage
			;;
		*)
			run_usage
			;;
		esac
		case $1 in
		--kernel) kernel=$2 ;;
		--module) module=$2 ;;
		--params) params=$2 ;;
		--timeout) limit=$2 ;;
		--cpus) cpus=$2 ;;
		--mem) mem=$2 ;;
		--share) share=$2 ;;
		--data) data=$2 ;;
		--log) log=$2 ;;
		--root) use_root "$2" ;;
		--v3d) v3d=v3d71${2:+,$2} ;;
		esac
		shift 2
	done
	[ $# -gt 0 ] || run_usage
	command=("$@")
	[[ $limit =~ ^[0-9]+$ ]] || die "--timeout wants whole seconds, not '$limit'"
	[[ $cpus =~ ^[1-8]$ ]] || die "--cpus wants a number from 1 to 8, not '$cpus'"
	[ "$ARCH-$LINUX" != um-6.12 ] || [ "$cpus" = 1 ] ||
		die "User Mode Linux $LINUX has one processor: LAB=um7"
	[ -z "$v3d" ] || [ "$ARCH" = arm64 ] || die "--v3d wants LAB=arm64"
	limit=$((limit * SLOWNESS))
	if [ -z "$kernel" ]; then
		kernel=fast
		[ -z "$module" ] || kernel=$(module_kernel "$module")
	fi
	[ -n "$mem" ] || { [ "$kernel" = debug ] && mem=1536M || mem=1G; }
}

# Guest processes are not traced where that would tie them to one processor. Newer kernels
# have KUnit wait until it is asked for.
newer_options() {
	[ "$LINUX" = 6.12 ] || echo "ncpus=$cpus seccomp=on kunit.autorun=1"
}

# The guest's command line cannot quote: such a path would be cut.
plain_dir() {
	local dir

	[ -n "$1" ] || return 0
	dir=$(realpath -e -- "$1") || die "no such directory: $1"
	case $dir in
	*[[:space:],\"]*) die "the guest cannot mount '$dir': no blanks, commas or quotes" ;;
	esac
	echo "$dir"
}

# Several words are a command with arguments; one word is a line of shell.
write_command() {
	if [ ${#command[@]} -eq 1 ]; then
		printf '%s\n' "${command[0]}"
	else
		printf '%q ' "${command[@]}"
		echo
	fi
}

# UML's memory is a file. /dev/shm is best, where it is large enough.
memory_dir() {
	local bytes free

	bytes=$(numfmt --from=iec "$mem") || die "--mem wants a size such as 1G, not '$mem'"
	free=$(df -PB1 /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
	if [ "${free:-0}" -ge "$bytes" ] && [ -w /dev/shm ]; then
		echo /dev/shm
	else
		need_space $((bytes / 1048576)) "the guest's memory"
		mkdir -p "$CACHE/memory"
		echo "$CACHE/memory"
	fi
}

stop_guest() {
	[ -n "${guest:-}" ] || return 0
	# The guest leads a process group of its own, its children included.
	kill -KILL -- "-$guest" 2>/dev/null || true
	wait "$guest" 2>/dev/null || true
	guest=
}

# A lab that was killed with SIGKILL could not tidy up.
drop_dead_runs() {
	local dir pid

	for dir in "$CACHE"/runs/run.*; do
		pid=${dir##*/run.}
		pid=${pid%%.*}
		[ ! -d "$dir" ] || kill -0 "$pid" 2>/dev/null || rm -rf "$dir"
	done
}

cleanup_run() {
	stop_guest
	[ -z "${timer:-}" ] || kill "$timer" 2>/dev/null || true
	[ -z "${run:-}" ] || rm -rf "$run"
}

start_uml() {
	local modules=$1 linux=$2

	# shellcheck disable=SC2046 # words are wanted
	TMPDIR=$(memory_dir) \
		setsid setpriv --pdeathsig KILL "$linux" \
		"mem=$mem" $(newer_options) root=/dev/root rootfstype=hostfs "rootflags=$(root_dir)" ro \
		init=/guest-stub con=null con0=null,fd:2 con1=null,fd:1 \
		console=tty0 loglevel=8 kunit.enable=1 "uml_dir=$run" umid=uml \
		"lab_src=$CHECKOUT" "lab_run=$run" "lab_modules=$modules" \
		"lab_share=$share" "lab_data=$data" lab_fs=hostfs lab_tty=tty1 \
		"lab_slowness=$SLOWNESS" \
		</dev/null 2>"$run/kernel.log" &
	guest=$!
}

# Waits for the guest or the clock, whichever is first. Sets "finished".
wait_guest() {
	local done_pid=''

	setpriv --pdeathsig KILL sleep "$limit" >/dev/null 2>&1 &
	timer=$!
	# bash would print that the guest was killed: it is told in other words.
	wait -n -p done_pid "$guest" "$timer" 2>/dev/null || true
	finished=1
	[ "$done_pid" != "$timer" ] || finished=0
}

# What the model has to say about shaders
show_reports() {
	[ -z "$v3d" ] || sed -n 's/^qemu[^:]*: \(v3d71: \)/\1/p' "$run/qemu.log" >&2
}

# A serial port has carriage returns.
keep_log() {
	[ -z "$log" ] || tr -d '\r' <"$run/kernel.log" >"$log"
}

report_crash() {
	grep -av 'sched\|failed for device\|channel type' "$run/kernel.log" | tail -n 40 >&2 || true
	cat "$run/qemu.log" >&2 2>/dev/null || true
	say "the guest died before the command ended; above are its last kernel lines"
}

lab_run() {
	local kernel module load params limit cpus mem share data log v3d command
	local guest='' timer='' run='' finished modules status

	run_options "$@"
	share=$(plain_dir "$share")
	data=$(plain_dir "$data")
	plain_dir "$CHECKOUT" >/dev/null
	kernel_ready "$kernel" || die "no $kernel kernel yet: lab setup $kernel"
	root_ready || die "no root tree $ROOT yet: DAEDALUS_LAB_ROOT=$ROOT lab setup"
	modules=$(modules_dir "$kernel" "$module")
	[ -z "$v3d" ] || locked v3d setup_v3d

	trap cleanup_run EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
	trap 'exit 129' HUP
	drop_dead_runs
	run=$(mktemp -d "$CACHE/runs/run.$$.XXXXXX")
	write_command >"$run/command"
	: >"$run/load"
	[ -z "$module" ] || [ "$load" = 0 ] || echo "daedalus_v4l2 $params" >"$run/load"

	case $ARCH in
	um) start_uml "$modules" "$(kernel_dir "$kernel")/linux" ;;
	*) start_qemu "$modules" "$(kernel_dir "$kernel")/linux" ;;
	esac
	wait_guest
	stop_guest
	keep_log
	show_reports
	if [ "$finished" = 0 ]; then
		say "time is up after $limit s: the guest was killed"
		exit "$STATUS_TIMEOUT"
	fi
	if ! status=$(cat "$run/status" 2>/dev/null) || [ -z "$status" ]; then
		report_crash
		exit "$STATUS_CRASH"
	fi
	exit "$status"
}
