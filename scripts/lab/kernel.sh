# shellcheck shell=bash
# The two User Mode Linux kernels, "debug" and "fast", from one source tree.

SOURCE_PACKAGE='linux-source-6.12'

kernel_source_key() {
	{
		dpkg-query -W -f '${Version}\n' "$SOURCE_PACKAGE"
		cat "$LAB_DIR"/patches/*.patch
	} | hash_of
}

kernel_source_dir() {
	echo "$CACHE/source-$(kernel_source_key)"
}

kernel_key() {
	{
		kernel_source_key
		gcc -dumpfullversion
		cat "$LAB_DIR/kernel.config" "$LAB_DIR/kernel-$1.config"
	} | hash_of
}

kernel_dir() {
	echo "$CACHE/kernel-$1-$(kernel_key "$1")"
}

kernel_ready() {
	[ -e "$(kernel_dir "$1")/.done" ]
}

unpack_source() {
	local into=$1 patch

	mkdir -p "$into"
	tar -C "$into" --strip-components=1 -xf "/usr/src/$SOURCE_PACKAGE.tar.xz" || return
	for patch in "$LAB_DIR"/patches/*.patch; do
		patch -d "$into" -p1 <"$patch" || return
	done
}

setup_source() {
	local dir

	dir=$(kernel_source_dir)
	[ ! -e "$dir/.done" ] || return 0
	need_space 2500 "the kernel source"
	drop_tree "$CACHE"/source-*
	logged "$CACHE/log/source.log" "unpacking $SOURCE_PACKAGE" \
		unpack_source "$dir.new"
	mv "$dir.new" "$dir"
	touch "$dir/.done"
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
	local make=(make -C "$source" ARCH=um "O=$dir" "KCONFIG_ALLCONFIG=$dir/fragment")

	cat "$LAB_DIR/kernel.config" "$LAB_DIR/kernel-$variant.config" >"$dir/fragment" &&
		"${make[@]}" allnoconfig &&
		check_config "$dir/fragment" "$dir/.config" &&
		"${make[@]}" -j"$JOBS" linux modules &&
		"${make[@]}" INSTALL_MOD_PATH="$dir/modroot" modules_install
}

setup_kernel() {
	local variant=$1 dir

	dir=$(kernel_dir "$variant")
	[ ! -e "$dir/.done" ] || return 0
	locked source setup_source
	need_space 1500 "the $variant kernel"
	# An interrupted build may hold half-written objects: start over.
	drop_tree "$CACHE"/kernel-"$variant"-*
	mkdir "$dir"
	logged "$CACHE/log/kernel-$variant.log" "building the $variant kernel" \
		compile_kernel "$dir" "$variant" "$(kernel_source_dir)"
	touch "$dir/.done"
}
