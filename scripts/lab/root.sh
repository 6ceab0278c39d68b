# shellcheck shell=bash
# The guest's root: a directory with Debian 13 packages, unpacked, not installed.
# No maintainer script runs, so what they would have made is made here.

ROOT_SUITE=trixie
ROOT_PACKAGES=(
	bash coreutils dash diffutils findutils grep kmod libc-bin mawk mount
	procps sed udev util-linux
	gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-plugins-good
	gstreamer1.0-plugins-bad gstreamer1.0-libav v4l-utils
)
# What starts a guest in QEMU.
[ "$ARCH" = um ] || ROOT_PACKAGES+=(busybox-static)
# Directories which the guest mounts something on; the root itself is read-only.
ROOT_MOUNTPOINTS=(dev proc sys tmp run var lab src share data lib/modules)

root_key() {
	{
		echo "$ROOT_SUITE ${ROOT_PACKAGES[*]} $DEBIAN_ARCH"
		cat "$LAB_DIR/root.sh" "$LAB_DIR/guest-stub"
	} | hash_of
}

root_dir() {
	echo "$CACHE/${PREFIX_ROOT}root-$(root_key)"
}

root_ready() {
	[ -e "$(root_dir)/.done" ]
}

# apt with its own lists and its own empty status: the host's packages and
# sources play no part, but its proxy settings still do.
# write_apt_config DIR ARCHITECTURE SUITE [deb|deb-src]
write_apt_config() {
	local dir=$1 arch=$2 suite=$3 kind=${4:-deb}

	mkdir -p "$dir"/{state/lists/partial,cache/archives/partial,empty}
	: >"$dir/state/status"
	echo "$kind [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $MIRROR $suite main" \
		>"$dir/sources.list"
	cat >"$dir/apt.conf" <<-CONF
		APT::Architecture "$arch";
		APT::Architectures { "$arch"; };
		APT::Install-Recommends "false";
		APT::Sandbox::User "";
		Acquire::Languages "none";
		Acquire::Retries "3";
		Dir::State "$dir/state";
		Dir::State::status "$dir/state/status";
		Dir::Cache "$dir/cache";
		Dir::Etc::SourceList "$dir/sources.list";
		Dir::Etc::SourceParts "$dir/empty";
		Dir::Etc::Preferences "$dir/empty/none";
		Dir::Etc::PreferencesParts "$dir/empty";
	CONF
}

# download_packages DIR ARCHITECTURE PACKAGE...
download_packages() {
	local dir=$1 arch=$2
	shift 2

	write_apt_config "$dir" "$arch" "$ROOT_SUITE" &&
		APT_CONFIG=$dir/apt.conf apt-get update -o APT::Update::Error-Mode=any &&
		APT_CONFIG=$dir/apt.conf apt-get install -y --download-only "$@"
}

unpack_packages() {
	local archives=$1 root=$2

	# Merged /usr first, or a package that still ships /lib gets in its way.
	mkdir -p "$root"/usr/{bin,sbin,lib,lib64} &&
		ln -s usr/bin usr/sbin usr/lib usr/lib64 "$root" &&
		find "$archives" -name '*.deb' -print0 |
		xargs -0 -I{} -P"$JOBS" dpkg -x {} "$root"
}

finish_root() {
	local root=$1 dir

	for dir in "${ROOT_MOUNTPOINTS[@]}"; do
		mkdir -p "$root/$dir"
	done
	ln -sf mawk "$root/usr/bin/awk"
	[ -e "$root/usr/bin/sh" ] || ln -s dash "$root/usr/bin/sh"
	printf 'root:x:0:0:root:/tmp:/bin/bash\nnobody:x:65534:65534::/:/bin/false\n' \
		>"$root/etc/passwd"
	# The groups that udev's rules name.
	printf '%s\n' root:x:0: tty:x:5: disk:x:6: lp:x:7: dialout:x:20: cdrom:x:24: \
		floppy:x:25: tape:x:26: audio:x:29: video:x:44: input:x:101: kmem:x:15: \
		sgx:x:102: kvm:x:103: render:x:104: clock:x:105: users:x:100: nogroup:x:65534: \
		>"$root/etc/group"
	: >"$root/etc/fstab"
	# Libraries which update-alternatives would have linked.
	find "$root/usr/lib/$TRIPLET" -mindepth 2 -maxdepth 2 \
		\( -name 'libblas.so.3' -o -name 'liblapack.so.3' -o -name 'libpulsecommon*' \) \
		-exec ln -sr -t "$root/usr/lib/$TRIPLET" {} +
	install -m 755 "$LAB_DIR/guest-stub" "$root/guest-stub"
	# Files are those of who has unpacked them, whom mount would become in a guest.
	find "$root/usr" -type f -perm /6000 -exec chmod ug-s {} +
}

build_root() {
	local apt=$1 root=$2

	# One after the other and each checked: "set -e" sleeps in here.
	unpack_packages "$apt/cache/archives" "$root" &&
		finish_root "$root"
}

setup_root() {
	local dir apt=$CACHE/${PREFIX_ROOT}apt

	dir=$(root_dir)
	[ ! -e "$dir/.done" ] || return 0
	need_space 1500 "the root tree"
	drop_tree "$CACHE/${PREFIX_ROOT}root"-* "$apt"
	logged "$CACHE/log/root-download.log" "downloading Debian $ROOT_SUITE packages for the root tree" \
		download_packages "$apt" "$DEBIAN_ARCH" "${ROOT_PACKAGES[@]}"
	logged "$CACHE/log/root.log" "unpacking the root tree" \
		build_root "$apt" "$dir.new"
	drop_tree "$apt"
	mv "$dir.new" "$dir"
	touch "$dir/.done"
}
