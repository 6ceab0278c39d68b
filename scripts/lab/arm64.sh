# shellcheck shell=bash
# What benchmarks need to count instructions of arm64 programs: a directory with
# Debian 13 arm64 packages, and a plugin for qemu-aarch64; and what fuzzers for arm64 need.

ARM64_PACKAGES=(ffmpeg dav1d vpx-tools libmd-dev)
ARM64_HOST_PACKAGES=(
	qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross
	libglib2.0-dev pkg-config dpkg-dev
)

arm64_key() {
	{
		echo "$ROOT_SUITE ${ARM64_PACKAGES[*]}"
		cat "$LAB_DIR/arm64.sh"
	} | hash_of
}

arm64_dir() {
	echo "$CACHE/arm64-$(arm64_key)"
}

# The counter is a test of QEMU's, which no package has; its interface is the same
# in all releases of a suite.
build_plugin() {
	local apt=$1 out=$2 suite source

	# shellcheck source=/dev/null
	suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
	write_apt_config "$apt" amd64 "$suite" deb-src &&
		APT_CONFIG=$apt/apt.conf apt-get update -o APT::Update::Error-Mode=any &&
		(cd "$apt" && APT_CONFIG=$apt/apt.conf apt-get source --download-only qemu) || return 1
	mkdir -p "$apt/qemu" || return 1
	tar -C "$apt/qemu" -xf "$apt"/qemu_*.orig.tar.xz --strip-components=1 --wildcards \
		'*/insn.c' '*/qemu-plugin.h' || return 1
	source=$(find "$apt/qemu" -path '*plugin*' -name insn.c | head -n 1)
	# shellcheck disable=SC2046 # words are wanted
	gcc -shared -fPIC -O2 -o "$out" "$source" \
		-I"$(dirname "$(find "$apt/qemu" -name qemu-plugin.h | head -n 1)")" \
		$(pkg-config --cflags --libs glib-2.0)
}

# Libraries which update-alternatives would have linked.
unpack_arm64() {
	local archives=$1 root=$2

	unpack_packages "$archives" "$root" &&
		find "$root/usr/lib/aarch64-linux-gnu" -mindepth 2 -maxdepth 2 \
			\( -name 'libblas.so.3' -o -name 'liblapack.so.3' -o -name 'libpulsecommon*' \) \
			-exec ln -sr -t "$root/usr/lib/aarch64-linux-gnu" {} +
}

setup_arm64() {
	local dir

	dir=$(arm64_dir)
	need_packages "$CACHE/log/host.log" "${ARM64_HOST_PACKAGES[@]}"
	[ ! -e "$dir/.done" ] || return 0
	need_space 1500 "the arm64 tree"
	drop_tree "$CACHE"/arm64-* "$CACHE/apt-arm64" "$CACHE/apt-qemu"
	logged "$CACHE/log/arm64-download.log" "downloading Debian $ROOT_SUITE packages for arm64" \
		download_packages "$CACHE/apt-arm64" arm64 "${ARM64_PACKAGES[@]}"
	logged "$CACHE/log/arm64.log" "unpacking the arm64 tree" \
		unpack_arm64 "$CACHE/apt-arm64/cache/archives" "$dir.new"
	logged "$CACHE/log/arm64-plugin.log" "building the instruction counter" \
		build_plugin "$CACHE/apt-qemu" "$dir.new/insn.so"
	drop_tree "$CACHE/apt-arm64" "$CACHE/apt-qemu"
	mv "$dir.new" "$dir"
	touch "$dir/.done"
}

fuzzer_arm64_key() {
	{
		clang -dumpversion
		cat "$LAB_DIR/arm64.sh"
	} | hash_of
}

# What clang takes for its own directory.
fuzzer_arm64_dir() {
	echo "$CACHE/fuzzer-arm64-$(fuzzer_arm64_key)"
}

# The run time of the host's clang, for arm64.
download_fuzzer_arm64() {
	local apt=$1 version=$2 suite

	# shellcheck source=/dev/null
	suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
	write_apt_config "$apt" arm64 "$suite" &&
		APT_CONFIG=$apt/apt.conf apt-get update -o APT::Update::Error-Mode=any &&
		(cd "$apt/cache/archives" &&
			APT_CONFIG=$apt/apt.conf apt-get download "libclang-rt-$version-dev")
}

# The library of C++ is that of the cross compiler.
unpack_fuzzer_arm64() {
	local apt=$1 dir=$2 libraries

	find "$apt/cache/archives" -name '*.deb' -exec dpkg -x {} "$apt/tree" \; || return
	libraries=$(find "$apt/tree" -name 'libclang_rt.fuzzer-aarch64.a' -printf '%h\n')
	mkdir -p "$dir/lib" &&
		mv "$libraries" "$dir/lib/linux" &&
		ln -s "$(clang -print-resource-dir)/include" "$dir/include" &&
		ln -s /usr/aarch64-linux-gnu/lib/libstdc++.so.6 "$dir/lib/libstdc++.so"
}

setup_fuzzer_arm64() {
	local dir apt=$CACHE/apt-fuzzer

	dir=$(fuzzer_arm64_dir)
	[ ! -e "$dir/.done" ] || return 0
	drop_tree "$CACHE"/fuzzer-arm64-* "$apt"
	logged "$CACHE/log/fuzzer-arm64-download.log" "downloading clang's run time for arm64" \
		download_fuzzer_arm64 "$apt" "$(clang -dumpversion | cut -d. -f1)"
	logged "$CACHE/log/fuzzer-arm64.log" "unpacking clang's run time for arm64" \
		unpack_fuzzer_arm64 "$apt" "$dir"
	drop_tree "$apt"
	touch "$dir/.done"
}
