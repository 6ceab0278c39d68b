# shellcheck shell=bash
# What benchmarks compare our C code of VP9 with: vpxdec of Debian 13's libvpx, built
# without SIMD. The package will not do: on x86-64 its functions use SSE2 whatever
# VPX_SIMD_CAPS says.

VPXDEC_HOST_PACKAGES=(gcc g++ make dpkg-dev)
# GCC would make SSE2 of loops, which FFmpeg's build does not let it do either.
VPXDEC_CFLAGS=-fno-tree-vectorize

vpxdec_dir() {
	echo "$CACHE/vpxdec-$({
		echo "$ROOT_SUITE"
		cat "$LAB_DIR/vpxdec.sh"
	} | hash_of)"
}

build_vpxdec() {
	local apt=$1 out=$2

	write_apt_config "$apt" amd64 "$ROOT_SUITE" deb-src &&
		APT_CONFIG=$apt/apt.conf apt-get update -o APT::Update::Error-Mode=any &&
		(cd "$apt" && APT_CONFIG=$apt/apt.conf apt-get source --download-only --tar-only libvpx) &&
		mkdir -p "$out" "$apt/libvpx" &&
		tar -C "$apt/libvpx" -xf "$apt"/libvpx_*.orig.tar.* --strip-components=1 &&
		(cd "$apt/libvpx" &&
			./configure --target=generic-gnu --extra-cflags="$VPXDEC_CFLAGS" \
				--enable-vp9-highbitdepth --disable-vp8 --disable-vp9-encoder \
				--disable-unit-tests --disable-docs --disable-install-bins) &&
		make -C "$apt/libvpx" -j"$JOBS" &&
		cp "$apt/libvpx/vpxdec" "$out"
}

setup_vpxdec() {
	local dir

	dir=$(vpxdec_dir)
	[ ! -e "$dir/.done" ] || return 0
	need_packages "$CACHE/log/host.log" "${VPXDEC_HOST_PACKAGES[@]}"
	drop_tree "$CACHE"/vpxdec-* "$CACHE/apt-libvpx"
	logged "$CACHE/log/vpxdec.log" "building vpxdec without SIMD" \
		build_vpxdec "$CACHE/apt-libvpx" "$dir.new"
	drop_tree "$CACHE/apt-libvpx"
	mv "$dir.new" "$dir"
	touch "$dir/.done"
}
