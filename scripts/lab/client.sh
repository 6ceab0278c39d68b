# shellcheck shell=bash
# Builds scripts/client and the programs in scripts/tests/gst for the root tree: against
# its libraries, and against headers of the same Debian packages. Libraries that they
# need are not the host's.

CLIENT_PACKAGES=(
	libgstreamer1.0-dev libgstreamer-plugins-base1.0-dev
	libgstreamer-plugins-bad1.0-dev libgio-2.0-dev linux-libc-dev libmd-dev
)

client_headers_key() {
	{
		root_key
		echo "${CLIENT_PACKAGES[*]}"
		cat "$LAB_DIR/client.sh"
	} | hash_of
}

client_headers_dir() {
	echo "$CACHE/${PREFIX_ROOT}client-headers-$(client_headers_key)"
}

client_key() {
	{
		client_headers_key
		cat "$CHECKOUT"/scripts/client/* "$CHECKOUT"/scripts/tests/gst/*.c \
			"$CHECKOUT"/scripts/tests/client/client.[ch] \
			"$CHECKOUT/drivers/media/platform/daedalus/daedalus_record_format.h"
	} | hash_of
}

client_dir() {
	echo "$CACHE/${PREFIX_ROOT}client-$(client_key)"
}

# Without what the packages depend on: that is in the root tree.
download_client_headers() {
	local apt=$1

	write_apt_config "$apt" "$DEBIAN_ARCH" "$ROOT_SUITE" &&
		APT_CONFIG=$apt/apt.conf apt-get update -o APT::Update::Error-Mode=any &&
		(cd "$apt/cache/archives" &&
			APT_CONFIG=$apt/apt.conf apt-get download "${CLIENT_PACKAGES[@]}")
}

unpack_client_headers() {
	local apt=$1 dir=$2

	mkdir -p "$dir" &&
		find "$apt/cache/archives" -name '*.deb' -print0 | xargs -0 -I{} dpkg -x {} "$dir"
}

setup_client_headers() {
	local dir apt=$CACHE/${PREFIX_ROOT}apt-client

	dir=$(client_headers_dir)
	[ ! -e "$dir/.done" ] || return 0
	drop_tree "$CACHE/${PREFIX_ROOT}client-headers"-* "$apt"
	logged "$CACHE/log/client-download.log" "downloading GStreamer's headers" \
		download_client_headers "$apt"
	logged "$CACHE/log/client-headers.log" "unpacking GStreamer's headers" \
		unpack_client_headers "$apt" "$dir"
	drop_tree "$apt"
	touch "$dir/.done"
}

# compile_program OUT NAME SOURCE...
compile_program() {
	local out=$1 name=$2 headers lib=lib/$TRIPLET
	shift 2

	headers=$(client_headers_dir)/usr
	"${CROSS}gcc" -O2 -Wall -Wextra -Werror -Wno-unused-parameter -DGST_USE_UNSTABLE_API \
		-I"$CHECKOUT/scripts/tests/client" -I"$CHECKOUT/drivers/media/platform/daedalus" \
		-I"$out" -isystem "$headers/include" -isystem "$headers/include/$TRIPLET" \
		-isystem "$headers/include/gstreamer-1.0" \
		-isystem "$headers/include/glib-2.0" -isystem "$headers/$lib/glib-2.0/include" \
		-o "$out/$name" "$@" \
		-L"$(root_dir)/usr/$lib" -Wl,--unresolved-symbols=ignore-in-shared-libs \
		-l:libgstcodecs-1.0.so.0 -l:libgstcodecparsers-1.0.so.0 -l:libgstvideo-1.0.so.0 \
		-l:libgstreamer-1.0.so.0 -l:libgobject-2.0.so.0 -l:libglib-2.0.so.0
}

compile_client() {
	local out=$1 source

	"$CHECKOUT/scripts/client/codecs_header" \
		"$(client_headers_dir)/usr/share/gir-1.0/GstCodecs-1.0.gir" >"$out/codecs.h" &&
		compile_program "$out" client "$CHECKOUT"/scripts/client/*.c \
			"$CHECKOUT/scripts/tests/client/client.c" || return
	for source in "$CHECKOUT"/scripts/tests/gst/*.c; do
		compile_program "$out" "$(basename "$source" .c)" "$source" || return
	done
}

build_client() {
	local dir tree

	dir=$(client_dir)
	[ ! -e "$dir/.done" ] || return 0
	root_ready || die "no root tree yet: lab setup"
	setup_client_headers
	for tree in "$CACHE/${PREFIX_ROOT}client"-????????????; do
		drop_tree "$tree"
	done
	mkdir -p "$dir"
	logged "$CACHE/log/client.log" "building the V4L2 client" compile_client "$dir"
	touch "$dir/.done"
}
