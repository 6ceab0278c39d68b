# shellcheck shell=bash
# FFmpeg with the hwaccels for stateless decoders, which it does not have yet: a release and
# the patches that LibreELEC plays with, for conformance tests only. Both are checked against
# their hashes. FFMPEG_SOURCE names a directory that has them, or what it has of them is
# downloaded.

FFMPEG_TAR=ffmpeg_9.0.2.orig.tar.xz
FFMPEG_TAR_SHA256=8c3850283eb25fa026482078a04051e0be17347b09ef81a0849bec15a96e002e
FFMPEG_TAR_URLS=(
	"$MIRROR/pool/main/f/ffmpeg/$FFMPEG_TAR"
	"https://snapshot.debian.org/archive/debian/20261121T000000Z/pool/main/f/ffmpeg/$FFMPEG_TAR"
)
FFMPEG_PATCH=0001-v4l2-request.patch
FFMPEG_PATCH_SHA256=afd04c202c27081c355d8d34b58a52c4141de26433007e27ed6e0d2093d10d3c
FFMPEG_PATCH_URLS=(
	"https://raw.githubusercontent.com/LibreELEC/LibreELEC.tv/e0bb630c9c2aa471178178d961548e72f865afaf/packages/multimedia/ffmpeg/patches/v4l2-request/$FFMPEG_PATCH"
)
FFMPEG_HOST_PACKAGES=(gcc make patch pkgconf xz-utils)
# Headers as the guest's libraries have them, and of a kernel that has AV1.
FFMPEG_PACKAGES=(libudev-dev libdrm-dev linux-libc-dev)
# Nothing but what reads vectors, asks the device, and makes an md5 of what it gives.
FFMPEG_OPTIONS=(
	--disable-everything --disable-autodetect --disable-doc --disable-debug
	--disable-network --disable-x86asm --disable-ffplay --disable-ffprobe
	--enable-libudev --enable-libdrm --enable-v4l2-request
	--enable-decoder="h264,vp9,av1" --enable-parser="h264,vp9,av1"
	--enable-hwaccel="h264_v4l2request,vp9_v4l2request,av1_v4l2request"
	--enable-demuxer="h264,ivf,matroska,mov,mpegts,obu"
	--enable-encoder="rawvideo,wrapped_avframe" --enable-muxer="md5,framemd5,rawvideo,null"
	--enable-filter="hwdownload,format,scale,extractplanes" --enable-protocol="file,pipe"
)

ffmpeg_dir() {
	echo "$CACHE/${PREFIX_ROOT}ffmpeg-$({
		root_key
		cat "$LAB_DIR/ffmpeg.sh"
	} | hash_of)"
}

is_file_of() {
	[ -e "$1" ] && echo "$2  $1" | sha256sum --check --quiet
}

# get_source FILE SHA256 URL...: into the current directory
get_source() {
	local file=$1 sum=$2 url
	shift 2

	if [ -n "${FFMPEG_SOURCE:-}" ] && [ -e "$FFMPEG_SOURCE/$file" ]; then
		cp "$FFMPEG_SOURCE/$file" . && is_file_of "$file" "$sum"
		return
	fi
	for url; do
		# apt knows the proxy.
		/usr/lib/apt/apt-helper download-file "$url" "$PWD/$file" && is_file_of "$file" "$sum" &&
			return
		rm -f "$file"
	done
	echo "cannot get $file; FFMPEG_SOURCE=<dir> takes it from a directory"
	return 1
}

get_ffmpeg() {
	get_source "$FFMPEG_TAR" "$FFMPEG_TAR_SHA256" "${FFMPEG_TAR_URLS[@]}" &&
		get_source "$FFMPEG_PATCH" "$FFMPEG_PATCH_SHA256" "${FFMPEG_PATCH_URLS[@]}" &&
		mkdir ffmpeg &&
		tar -C ffmpeg --strip-components=1 -xf "$FFMPEG_TAR" &&
		patch -s -d ffmpeg -p1 <"$FFMPEG_PATCH"
}

# Libraries are those of the root tree, under the names that the linker looks for.
get_ffmpeg_headers() {
	local lib

	write_apt_config "$PWD/apt" "$DEBIAN_ARCH" "$ROOT_SUITE" &&
		APT_CONFIG=$PWD/apt/apt.conf apt-get update -o APT::Update::Error-Mode=any &&
		(cd apt/cache/archives &&
			APT_CONFIG=$OLDPWD/apt/apt.conf apt-get download "${FFMPEG_PACKAGES[@]}") &&
		mkdir headers lib &&
		find apt/cache/archives -name '*.deb' -print0 | xargs -0 -I{} dpkg -x {} headers || return
	for lib in libudev.so.1 libdrm.so.2; do
		ln -s "$(root_dir)/usr/lib/$TRIPLET/$lib" "lib/${lib%.*}" || return
	done
}

build_ffmpeg() {
	local work=$1 out=$2 headers=$1/headers/usr

	mkdir -p "$work" && cd "$work" && get_ffmpeg && get_ffmpeg_headers && cd ffmpeg &&
		PKG_CONFIG_LIBDIR=$headers/lib/$TRIPLET/pkgconfig:$headers/share/pkgconfig \
			PKG_CONFIG_SYSROOT_DIR=$work/headers ./configure "${FFMPEG_OPTIONS[@]}" \
			--extra-cflags="-isystem $headers/include -isystem $headers/include/$TRIPLET" \
			--extra-ldflags="-L$work/lib -Wl,--unresolved-symbols=ignore-in-shared-libs" &&
		make -j"$JOBS" ffmpeg &&
		install -D ffmpeg "$out/ffmpeg"
}

setup_ffmpeg() {
	local dir work=$CACHE/ffmpeg-build

	dir=$(ffmpeg_dir)
	[ ! -e "$dir/.done" ] || return 0
	[ "$ARCH" = um ] || die "FFmpeg is for User Mode Linux: LAB=um6 or um7"
	root_ready || die "no root tree $ROOT yet: lab setup"
	need_packages "$CACHE/log/host.log" "${FFMPEG_HOST_PACKAGES[@]}"
	need_space 600 "building FFmpeg"
	drop_tree "$CACHE/${PREFIX_ROOT}ffmpeg"-????????????{,.new} "$work"
	logged "$CACHE/log/ffmpeg.log" "building FFmpeg with V4L2 requests" \
		build_ffmpeg "$work" "$dir.new"
	drop_tree "$work"
	mv "$dir.new" "$dir"
	touch "$dir/.done"
}
