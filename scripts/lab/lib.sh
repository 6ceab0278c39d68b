# shellcheck shell=bash
# What all parts of the lab share: where things are, how to speak, how to fail.
# shellcheck disable=SC2034 # not all who read this use all of it

LAB_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CHECKOUT=$(cd "$LAB_DIR/../.." && pwd)
CACHE=${DAEDALUS_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/daedalus-lab}
JOBS=${DAEDALUS_LAB_JOBS:-$(nproc)}
MIRROR=${DAEDALUS_LAB_MIRROR:-http://deb.debian.org/debian}

# What programs print is read, and the user's locale need not be installed.
export LC_ALL=C.UTF-8

# Which Linux, and as what it runs: a process (User Mode Linux) or in QEMU. What belongs
# to one has its prefix in the cache. Everything takes SLOWNESS times as long as in a
# process.
LINUX=6.12 ARCH=um CPUS=1 PREFIX='' PREFIX_SOURCE='' PREFIX_ROOT='' SLOWNESS=1
DEBIAN_ARCH=amd64 TRIPLET=x86_64-linux-gnu CROSS=''
case ${LAB:-um6} in
um6) ;;
um7) LINUX=7.2 PREFIX=um7- PREFIX_SOURCE=um7- CPUS=${DAEDALUS_LAB_CPUS:-2} ;;
arm64 | arm64-7)
	ARCH=arm64 PREFIX=a64- PREFIX_ROOT=a64- CPUS=${DAEDALUS_LAB_CPUS:-4} SLOWNESS=10
	DEBIAN_ARCH=arm64 TRIPLET=aarch64-linux-gnu CROSS=aarch64-linux-gnu-
	[ "$LAB" = arm64 ] || LINUX=7.2 PREFIX=a64-7- PREFIX_SOURCE=um7-
	;;
*)
	echo "lab: LAB is um6 (Linux 6.12, the default), um7 (Linux 7.2), arm64 (Linux 6.12) or" \
		"arm64-7 (Linux 7.2), not '$LAB'" >&2
	exit 1
	;;
esac

say() {
	printf 'lab: %(%H:%M:%S)T %s\n' -1 "$*" >&2
}

die() {
	printf 'lab: %s\n' "$*" >&2
	exit 1
}

# What a log says that a user can do something about.
why_failed() {
	local lacks

	if grep -qs 'No space left on device' "$1" || disk_is_full; then
		echo ": no space left on device under $CACHE"
	elif grep -qsE 'Could not resolve|Temporary failure resolving|Unable to connect|Could not connect' "$1"; then
		echo ": no network, or Debian's mirror cannot be reached"
	else
		lacks=$(sed -n 's/^E: Unable to locate package //p' "$1" | xargs)
		[ -z "$lacks" ] ||
			echo ": this release of Debian, or what its apt sources name, does not have $lacks"
	fi
}

# What a step printed goes to a log; its last lines are shown when it failed.
# logged LOG WHAT COMMAND...
logged() {
	local log=$1 what=$2 start=$SECONDS
	shift 2

	say "$what ..."
	if "$@" >"$log" 2>&1 </dev/null; then
		say "$what: done in $((SECONDS - start)) s"
		return 0
	fi
	tail -n 15 "$log" >&2 || true
	die "$what failed$(why_failed "$log"), see $log"
}

disk_free_mib() {
	df -Pm "$CACHE" | awk 'NR == 2 { print $4 }'
}

disk_is_full() {
	[ "$(disk_free_mib)" -lt 64 ]
}

# need_space MIB WHAT: better said before half an hour of work than after it.
need_space() {
	local free

	free=$(disk_free_mib)
	[ "$free" -ge "$1" ] ||
		die "$2 needs $1 MiB under $CACHE, only $free MiB are free (DAEDALUS_LAB_CACHE moves the cache)"
}

# One key per artefact: the same inputs give the same name.
hash_of() {
	sha256sum | cut -c1-12
}

make_cache() {
	mkdir -p "$CACHE/log" "$CACHE/runs" ||
		die "cannot create the cache $CACHE"
	case $CACHE in
	*[[:space:],]*) die "the cache path '$CACHE' must hold no blanks or commas" ;;
	esac
}

# Two callers must not build the same thing: the second waits for the first.
# locked NAME COMMAND...
locked() {
	local name=$1
	shift

	(
		exec 9>"$CACHE/$name.lock"
		if ! flock -n 9; then
			say "waiting for another lab to finish with $name"
			flock 9
		fi
		"$@"
	)
}

# In place of rm -rf alone: a tree that is going away must not look complete.
drop_tree() {
	local tree

	for tree; do
		[ -e "$tree" ] || continue
		# What a link leads to is someone else's.
		[ -L "$tree" ] || rm -f "$tree/.done"
		rm -rf "$tree"
	done
}
