# shellcheck shell=bash
# What the host must have: Debian 12 or 13 on amd64, and some packages.

HOST_PACKAGES=(
	gcc make libc6-dev flex bison bc libelf-dev libssl-dev perl patch
	rsync cpio kmod xz-utils util-linux procps python3
	debian-archive-keyring ca-certificates
	ffmpeg x264 vpx-tools libvpx-dev
	aom-tools dav1d svt-av1 rav1e
	sparse shellcheck
)
[ "$LINUX" != 6.12 ] || HOST_PACKAGES+=(linux-source-6.12)
[ "$ARCH" = um ] || HOST_PACKAGES+=(qemu-system-arm gcc-aarch64-linux-gnu libc6-dev-arm64-cross)

check_host() {
	local id='' version=''

	[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] ||
		die "the lab runs on amd64 Linux only, this is $(uname -s) $(uname -m)"
	command -v dpkg-query >/dev/null ||
		die "the lab runs on Debian 12 or 13 only: there is no dpkg here"
	# shellcheck source=/dev/null
	id=$(. /etc/os-release && echo "${ID:-}")
	# shellcheck source=/dev/null
	version=$(. /etc/os-release && echo "${VERSION_ID:-}")
	case $id-$version in
	debian-12 | debian-13) ;;
	*) say "warning: made for Debian 12 and 13, this is ${id:-unknown} ${version:-}" ;;
	esac
}

missing_packages() {
	local package

	for package; do
		dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null |
			grep -qx installed || echo "$package"
	done
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

# A machine that has just been booted may be busy with updates.
install_packages() {
	as_root apt-get -o DPkg::Lock::Timeout=300 update &&
		as_root env DEBIAN_FRONTEND=noninteractive \
			apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
}

# need_root PACKAGE...: a password is asked for here, where one sees it.
need_root() {
	local advice="as root: apt-get install --no-install-recommends $*"

	[ "$(id -u)" != 0 ] || return 0
	command -v sudo >/dev/null ||
		die "packages are missing, and neither root nor sudo to install them; $advice"
	sudo true || die "packages are missing, and sudo does not let $(id -un) install them; $advice"
}

# Those that are not there yet, with what is printed in LOG.
# need_packages LOG PACKAGE...
need_packages() {
	local log=$1 missing
	shift

	mapfile -t missing < <(missing_packages "$@")
	[ ${#missing[@]} -gt 0 ] || return 0
	need_root "${missing[@]}"
	logged "$log" "installing ${missing[*]}" install_packages "${missing[@]}"
}

setup_host() {
	check_host
	need_packages "$CACHE/log/host.log" "${HOST_PACKAGES[@]}"
}
