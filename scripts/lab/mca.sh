# shellcheck shell=bash
# What scripts/mca compares our NEON functions with: objects of Debian 13's libraries for
# arm64, and llvm-mca. There is no static library of dav1d, but its functions are assembly:
# the package's source, assembled.

MCA_PACKAGES=(libavcodec-dev libvpx-dev)
MCA_HOST_PACKAGES=(llvm-19 gcc-aarch64-linux-gnu dpkg-dev)
# What meson finds out, for an assembler that knows all extensions.
MCA_DAV1D_CONFIG=(
	ARCH_AARCH64=1 ARCH_ARM=0 HAVE_ASM=1 HAVE_AS_FUNC=0 HAVE_AS_ARCH_DIRECTIVE=1
	AS_ARCH_LEVEL=armv8.2-a HAVE_AS_ARCHEXT_DOTPROD_DIRECTIVE=1 HAVE_DOTPROD=1
	HAVE_AS_ARCHEXT_I8MM_DIRECTIVE=1 HAVE_I8MM=1 CONFIG_8BPC=1 CONFIG_16BPC=1 PIC=3
)

mca_dir() {
	echo "$CACHE/mca-$({
		echo "$ROOT_SUITE ${MCA_PACKAGES[*]}"
		cat "$LAB_DIR/mca.sh"
	} | hash_of)"
}

# The packages alone: what they depend on is for linking.
download_mca() {
	local apt=$1

	write_apt_config "$apt" arm64 "$ROOT_SUITE" &&
		APT_CONFIG=$apt/apt.conf apt-get update -o APT::Update::Error-Mode=any &&
		(cd "$apt" && APT_CONFIG=$apt/apt.conf apt-get download "${MCA_PACKAGES[@]}") &&
		write_apt_config "$apt" amd64 "$ROOT_SUITE" deb-src &&
		APT_CONFIG=$apt/apt.conf apt-get update -o APT::Update::Error-Mode=any &&
		(cd "$apt" && APT_CONFIG=$apt/apt.conf apt-get source --download-only dav1d)
}

assemble_dav1d() {
	local source=$1 out=$2 file

	mkdir "$out" && printf '#define %s\n' "${MCA_DAV1D_CONFIG[@]/=/ }" >"$out/config.h" ||
		return 1
	for file in "$source"/src/arm/64/{cdef,itx,loopfilter,looprestoration,mc,mc_dotprod}.S; do
		aarch64-linux-gnu-gcc -c -I"$out" -I"$source" -I"$source/src" -I"$source/include" \
			-o "$out/$(basename "$file" .S).o" "$file" || return 1
	done
}

unpack_mca() {
	local apt=$1 out=$2 package library

	mkdir -p "$out" "$apt/dav1d" || return 1
	for package in "$apt"/*.deb; do
		dpkg -x "$package" "$apt/root" || return 1
	done
	for library in libavcodec libvpx; do
		mkdir "$out/$library" && (cd "$out/$library" && aarch64-linux-gnu-ar x \
			"$apt/root/usr/lib/aarch64-linux-gnu/$library.a") || return 1
	done
	tar -C "$apt/dav1d" -xf "$apt"/dav1d_*.orig.tar.xz --strip-components=1 &&
		assemble_dav1d "$apt/dav1d" "$out/libdav1d"
}

setup_mca() {
	local dir

	dir=$(mca_dir)
	need_packages "$CACHE/log/host.log" "${MCA_HOST_PACKAGES[@]}"
	[ ! -e "$dir/.done" ] || return 0
	drop_tree "$CACHE"/mca-* "$CACHE/apt-mca"
	logged "$CACHE/log/mca-download.log" "downloading libraries and sources of peers" \
		download_mca "$CACHE/apt-mca"
	logged "$CACHE/log/mca.log" "unpacking the objects of peers" \
		unpack_mca "$CACHE/apt-mca" "$dir.new"
	drop_tree "$CACHE/apt-mca"
	mv "$dir.new" "$dir"
	touch "$dir/.done"
}
