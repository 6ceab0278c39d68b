# shellcheck shell=bash
# QEMU with V3D, the GPU of a Raspberry Pi 5, as a device: Debian's source with the model
# of scripts/qpu. Its tree is kept, so that a change of the model takes seconds.

V3D_PACKAGES=(
	meson ninja-build pkg-config dpkg-dev
	libglib2.0-dev libfdt-dev libpixman-1-dev libcap-ng-dev libattr1-dev
)
# The model's device is written for QEMU 7.2.
V3D_SUITE=bookworm

V3D_CONFIGURE=(
	--meson=/usr/bin/meson --target-list=aarch64-softmmu --without-default-features
	--enable-system --enable-tcg --enable-fdt=system --enable-virtfs --enable-attr --enable-cap-ng
	--disable-docs --disable-tools --disable-werror
)

v3d_key() {
	{
		echo "$V3D_SUITE ${V3D_CONFIGURE[*]}"
		cat "$CHECKOUT/scripts/qpu/qemu/virt.patch" "$LAB_DIR/v3d.sh"
	} | hash_of
}

v3d_dir() {
	echo "$CACHE/qemu-v3d-$(v3d_key)"
}

# Debian's tarball has no firmware, which is not needed either.
unpack_v3d() {
	local apt=$1 dir=$2

	write_apt_config "$apt" amd64 "$V3D_SUITE" deb-src &&
		APT_CONFIG=$apt/apt.conf apt-get update -o APT::Update::Error-Mode=any &&
		(cd "$apt" && APT_CONFIG=$apt/apt.conf apt-get source --download-only qemu) &&
		tar -C "$dir" -xf "$apt"/qemu_*.orig.tar.xz --strip-components=1 &&
		printf 'roms = []\nsubdir('\''keymaps'\'')\n' >"$dir/pc-bios/meson.build" &&
		patch -d "$dir" -p1 <"$CHECKOUT/scripts/qpu/qemu/virt.patch" &&
		mkdir -p "$dir/hw/misc/v3d" &&
		echo "subdir('v3d')" >>"$dir/hw/misc/meson.build"
}

# Files that are as before keep their time.
copy_model() {
	local dir=$1/hw/misc/v3d qpu=$CHECKOUT/scripts/qpu
	local isa=$CHECKOUT/drivers/media/platform/daedalus/gpu/qpu

	rsync -ct "$qpu"/v3d*.[ch] "$qpu"/qemu/{v3d71.c,meson.build} "$isa"/qpu_{isa,check}.[ch] "$dir"
}

build_v3d() {
	local dir=$1

	copy_model "$dir" || return
	[ -e "$dir/build/build.ninja" ] || {
		mkdir -p "$dir/build" &&
			(cd "$dir/build" && ../configure "${V3D_CONFIGURE[@]}") || return
	}
	ninja -C "$dir/build" -j"$JOBS" qemu-system-aarch64
}

setup_v3d() {
	local dir

	dir=$(v3d_dir)
	need_packages "$CACHE/log/host.log" "${V3D_PACKAGES[@]}"
	if [ ! -e "$dir/.unpacked" ]; then
		need_space 2500 "QEMU with V3D"
		drop_tree "$dir"
		drop_tree "$CACHE/apt/v3d"
		mkdir -p "$dir" "$CACHE/apt/v3d"
		logged "$CACHE/log/v3d-source.log" "unpacking QEMU's source" \
			unpack_v3d "$CACHE/apt/v3d" "$dir"
		drop_tree "$CACHE/apt/v3d"
		touch "$dir/.unpacked"
	fi
	logged "$CACHE/log/v3d.log" "building QEMU with V3D" build_v3d "$dir"
}

v3d_qemu() {
	echo "$(v3d_dir)/build/qemu-system-aarch64"
}
