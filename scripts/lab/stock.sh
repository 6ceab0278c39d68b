# shellcheck shell=bash
# The kernels "stock" and "stock16k" of the arm64 lab: Debian's own, with 4 and 16 KiB
# pages, and the headers that a module for one is built with.

# Of its thousands of modules, what a guest boots with and what decoders and V3D need.
STOCK_MODULES=(
	fs/9p fs/netfs net/9p
	drivers/media/mc drivers/media/v4l2-core drivers/media/common/videobuf2
	drivers/gpu/drm/{v3d,scheduler,drm.ko.xz,drm_exec.ko.xz,drm_kms_helper.ko.xz,drm_shmem_helper.ko.xz}
)

# What the cross compiler, which is older than Debian's, does not have.
STOCK_COMPILER_OFF='CC_HAS_(MIN|SANE)_FUNCTION_ALIGNMENT'
# What takes long; the headers go on to say it, since struct module depends on it.
STOCK_MAKE_OFF='DEBUG_INFO(_BTF(_MODULES)?)?'

stock_flavour() {
	case $1 in
	stock) echo arm64 ;;
	stock16k) echo arm64-16k ;;
	esac
}

# The same until the cache is cleaned.
stock_key() {
	{
		echo "$ROOT_SUITE"
		cat "$LAB_DIR/stock.sh"
	} | hash_of
}

# Debian's headers come with programs, here those for the host, and a libc for them.
download_stock() {
	local apt=$1 flavour=$2 release headers

	write_apt_config "$apt" arm64 "$ROOT_SUITE" || return
	echo 'APT::Architectures { "arm64"; "amd64"; };' >>"$apt/apt.conf"
	export APT_CONFIG=$apt/apt.conf
	apt-get update -o APT::Update::Error-Mode=any || return
	headers=$(apt-cache depends "linux-headers-$flavour" | awk '/Depends: linux-headers-/ { print $2; exit }')
	release=${headers#linux-headers-}
	release=${release%"-$flavour"}
	(cd "$apt/cache/archives" && apt-get download "linux-image-$release-$flavour:arm64" \
		"$headers:arm64" "linux-headers-$release-common:all" "linux-kbuild-$release:amd64" libc6:amd64)
}

# The modules, not compressed, in modroot.
move_stock_modules() {
	local dir=$1 release=$2 from to part

	from=$dir/usr/lib/modules/$release
	to=$dir/modroot/lib/modules/$release
	mkdir -p "$to" &&
		mv "$from"/modules.{order,builtin*} "$to" || return
	for part in "${STOCK_MODULES[@]}"; do
		mkdir -p "$(dirname "$to/kernel/$part")" &&
			mv "$from/kernel/$part" "$to/kernel/$part" || return
	done
	rm -rf "$dir/usr/lib/modules"
	find "$to" -name '*.ko.xz' -exec xz -d {} + &&
		PATH=$PATH:/sbin:/usr/sbin depmod -b "$dir/modroot" "$release"
}

# The host's libc may be too old for Debian 13's program, one of those that its modpost
# chooses from.
wrap_modpost() {
	local dir=$1 program

	program=$(echo "$dir"/usr/lib/linux-kbuild-*/scripts/mod/modpost.real-lsb-64)
	mv "$program" "$program.bin" &&
		cat >"$program" <<-WRAPPER && chmod +x "$program"
			#!/bin/sh
			exec $dir/usr/lib64/ld-linux-x86-64.so.2 \\
				--library-path $dir/usr/lib/x86_64-linux-gnu $program.bin "\$@"
		WRAPPER
}

unpack_stock() {
	local archives=$1 dir=$2 release headers

	find "$archives" -name '*.deb' -print0 | xargs -0 -I{} dpkg -x {} "$dir" || return
	release=$(basename "$dir"/usr/lib/modules/*)
	headers=$dir/usr/src/linux-headers-$release
	sed -i "s|/usr/src|$dir/usr/src|" "$headers/Makefile" &&
		sed -i -E "/CONFIG_${STOCK_COMPILER_OFF}[ =]/d" \
			"$headers"/include/{config/auto.conf,generated/autoconf.h} &&
		sed -i -E "/CONFIG_$STOCK_MAKE_OFF=/d" "$headers/include/config/auto.conf" &&
		ln -s "usr/src/linux-headers-$release" "$dir/build" &&
		ln -s "boot/vmlinuz-$release" "$dir/linux" &&
		wrap_modpost "$dir" &&
		move_stock_modules "$dir" "$release"
}

setup_stock() {
	local variant=$1 dir apt=$CACHE/apt-stock

	dir=$(kernel_dir "$variant")
	need_space 800 "Debian's kernel"
	drop_tree "$CACHE/${PREFIX}kernel-$variant"-* "$apt"
	logged "$CACHE/log/stock-download.log" "downloading Debian $ROOT_SUITE's kernel for arm64" \
		download_stock "$apt" "$(stock_flavour "$variant")"
	mkdir "$dir"
	logged "$CACHE/log/stock.log" "unpacking Debian's kernel" \
		unpack_stock "$apt/cache/archives" "$dir"
	drop_tree "$apt"
	touch "$dir/.done"
}
