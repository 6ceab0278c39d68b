# shellcheck shell=bash
# Root trees beside the usual one, for clients of other ages: Debian 12 and unstable have an
# older and a newer GStreamer. A file of its own, because the usual tree is made again when
# root.sh changes.

ROOT=trixie
ROOT_USUAL_PACKAGES=("${ROOT_PACKAGES[@]}")
ROOT_USUAL_PREFIX=$PREFIX_ROOT

# use_root NAME: what speaks of the root tree is about that one from here on, as are other
# labs that this one calls.
use_root() {
	ROOT=$1 ROOT_SUITE=$1 PREFIX_ROOT=$ROOT_USUAL_PREFIX$1-
	ROOT_PACKAGES=("${ROOT_USUAL_PACKAGES[@]}")
	case $ROOT in
	trixie) PREFIX_ROOT=$ROOT_USUAL_PREFIX ;;
	bookworm) ;;
	sid) ROOT_PACKAGES+=(python3 fluster) ;;
	fluster)
		ROOT_SUITE=trixie
		ROOT_PACKAGES+=(python3 fluster)
		;;
	*) die "no such root tree: $ROOT (there are trixie, bookworm, sid and fluster)" ;;
	esac
	[ "$ROOT" = trixie ] || [ "$ARCH" = um ] ||
		die "the root tree $ROOT is for User Mode Linux: LAB=um6 or um7"
	export DAEDALUS_LAB_ROOT=$ROOT
}

# Packages of Debian 12 have directories where a merged /usr has links. Its mount still calls
# mount(2), where hostfs takes a path without a word before it, see guest-init.
finish_bookworm() {
	local root dir

	root=$(root_dir)
	for dir in bin sbin lib lib64; do
		[ ! -L "$root/$dir" ] || continue
		cp -a "$root/$dir/." "$root/usr/$dir/"
		rm -r "${root:?}/$dir"
		ln -s "usr/$dir" "$root/$dir"
	done
	# shellcheck disable=SC2016 # sed is to see it
	sed 's/hostfs=\(\$lab_src\)/\1/' "$LAB_DIR/guest-stub" >"$root/guest-stub"
}

setup_any_root() {
	setup_root
	[ "$ROOT" != bookworm ] || finish_bookworm
}

use_root "${DAEDALUS_LAB_ROOT:-trixie}"
