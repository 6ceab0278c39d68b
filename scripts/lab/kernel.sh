# shellcheck shell=bash
# Kernels, "debug" and "fast", from one source tree.

SOURCE_PACKAGE=linux-source-$LINUX

# Debian's releases have 6.12, which is installed on the host, but 7.2 is from the next
# one: of that a package in the cache is used, the same until it is deleted there.
unstable_package() {
	local package

	for package in "$CACHE/${SOURCE_PACKAGE}_"*.deb; do
		[ ! -e "$package" ] || echo "$package"
	done
}

source_version() {
	case $LINUX in
	6.12) dpkg-query -W -f '${Version}\n' "$SOURCE_PACKAGE" ;;
	*) basename "$(unstable_package)" ;;
	esac
}

# Patches for this Linux, and those for any.
source_patches() {
	local patch

	for patch in "$LAB_DIR/patches/$LINUX"/*.patch "$LAB_DIR"/patches/*.patch; do
		[ ! -e "$patch" ] || echo "$patch"
	done
}

kernel_source_key() {
	{
		source_version
		source_patches | xargs -d '\n' cat
	} | hash_of
}

kernel_source_dir() {
	echo "$CACHE/${PREFIX_SOURCE}source-$(kernel_source_key)"
}

# What all kernels have, a variant, all of this Linux, a variant of this Linux, all of
# another architecture, and a variant there.
kernel_fragments() {
	local name

	for name in kernel "kernel-$1" "linux-$LINUX" "linux-$LINUX-$1" "$ARCH" "$ARCH-$1"; do
		[ ! -e "$LAB_DIR/$name.config" ] || cat "$LAB_DIR/$name.config"
	done
}

kernel_key() {
	if [[ $1 = stock* ]]; then
		stock_key
		return
	fi
	{
		kernel_source_key
		"${CROSS}gcc" -dumpfullversion
		kernel_fragments "$1"
	} | hash_of
}

kernel_dir() {
	echo "$CACHE/${PREFIX}kernel-$1-$(kernel_key "$1")"
}

# What a module is built with.
kernel_build_dir() {
	local dir

	dir=$(kernel_dir "$1")
	[[ $1 != stock* ]] || dir+=/build
	echo "$dir"
}

# All that this lab has.
kernel_variants() {
	case $ARCH-$LINUX in
	arm64-6.12) echo fast debug stock stock16k ;;
	*) echo fast debug ;;
	esac
}

kernel_ready() {
	[ -e "$(kernel_dir "$1")/.done" ]
}

download_source() {
	local apt=$1

	write_apt_config "$apt" amd64 sid &&
		APT_CONFIG=$apt/apt.conf apt-get update -o APT::Update::Error-Mode=any &&
		(cd "$apt" && APT_CONFIG=$apt/apt.conf apt-get download "$SOURCE_PACKAGE")
}

fetch_source() {
	local apt=$CACHE/apt-source

	[ "$LINUX" != 6.12 ] && [ -z "$(unstable_package)" ] || return 0
	need_space 500 "$SOURCE_PACKAGE"
	drop_tree "$apt"
	logged "$CACHE/log/source-download.log" "downloading $SOURCE_PACKAGE of Debian unstable" \
		download_source "$apt"
	mv "$apt/$SOURCE_PACKAGE"_*.deb "$CACHE"
	drop_tree "$apt"
}

# The archive with the source, to standard output.
source_archive() {
	case $LINUX in
	6.12) cat "/usr/src/$SOURCE_PACKAGE.tar.xz" ;;
	*)
		dpkg-deb --fsys-tarfile "$(unstable_package)" |
			tar -xO "./usr/src/$SOURCE_PACKAGE.tar.xz"
		;;
	esac
}

unpack_source() {
	local into=$1 patch patches

	mapfile -t patches < <(source_patches)
	mkdir -p "$into"
	source_archive | tar -C "$into" --strip-components=1 -xJ || return
	for patch in "${patches[@]}"; do
		patch -d "$into" -p1 <"$patch" || return
	done
}

setup_source() {
	local dir

	dir=$(kernel_source_dir)
	[ ! -e "$dir/.done" ] || return 0
	need_space 2500 "the kernel source"
	drop_tree "$CACHE/${PREFIX_SOURCE}source"-*
	logged "$CACHE/log/source.log" "unpacking $SOURCE_PACKAGE" \
		unpack_source "$dir.new"
	mv "$dir.new" "$dir"
	touch "$dir/.done"
}

# Later ones change what earlier ones say.
merge_fragments() {
	awk 'match($0, /^(# )?CONFIG_[A-Z0-9_]+(=| is not set$)/) {
			symbol = $0
			gsub(/^# |=.*| is not set$/, "", symbol)
			if (!(symbol in line))
				symbols[count++] = symbol
			line[symbol] = $0
		}
		END {
			for (i = 0; i < count; i++)
				print line[symbols[i]]
		}'
}

# A symbol that Kconfig dropped would only be missed much later, in a test.
check_config() {
	local fragment=$1 config=$2 line bad=0

	while IFS= read -r line; do
		case $line in
		CONFIG_*=*)
			grep -qxF -- "$line" "$config" && continue
			;;
		'# CONFIG_'*' is not set')
			grep -q "^${line:2:-11}=" "$config" || continue
			;;
		*)
			continue
			;;
		esac
		echo "Kconfig did not accept: $line"
		bad=1
	done <"$fragment"
	return "$bad"
}

compile_kernel() {
	local dir=$1 variant=$2 source=$3
	local image=linux make=(make -C "$source" "ARCH=$ARCH" "CROSS_COMPILE=$CROSS" "O=$dir"
		"KCONFIG_ALLCONFIG=$dir/fragment")

	[ "$ARCH" = um ] || image=Image

	kernel_fragments "$variant" | merge_fragments >"$dir/fragment" &&
		"${make[@]}" allnoconfig &&
		check_config "$dir/fragment" "$dir/.config" &&
		"${make[@]}" -j"$JOBS" "$image" modules &&
		"${make[@]}" INSTALL_MOD_PATH="$dir/modroot" modules_install || return
	[ "$ARCH" = um ] || ln -s "arch/$ARCH/boot/Image" "$dir/linux"
}

setup_kernel() {
	local variant=$1 dir

	dir=$(kernel_dir "$variant")
	[ ! -e "$dir/.done" ] || return 0
	if [[ $variant = stock* ]]; then
		setup_stock "$variant"
		return
	fi
	locked "${PREFIX_SOURCE}source" setup_source
	need_space 1500 "the $variant kernel"
	# An interrupted build may hold half-written objects: start over.
	drop_tree "$CACHE/${PREFIX}kernel-$variant"-*
	mkdir "$dir"
	logged "$CACHE/log/${PREFIX}kernel-$variant.log" "building the $variant kernel, Linux $LINUX" \
		compile_kernel "$dir" "$variant" "$(kernel_source_dir)"
	touch "$dir/.done"
}
