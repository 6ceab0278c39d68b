# shellcheck shell=bash
# Builds daedalus_v4l2 against a lab kernel, in a copy of the checkout, so that
# no object lands in the checkout and builds of several variants can coexist.

DRIVER=drivers/media/platform/daedalus

V3D=drivers/gpu/drm/v3d

# Which kernel a variant of the module belongs to.
module_kernel() {
	case $ARCH-$1 in
	um-debug | um-kunit | arm64-debug) echo debug ;;
	*-kunit | *-fast | *-strict | *-nodebugfs) echo fast ;;
	arm64-stock | arm64-stock16k) echo "$1" ;;
	*) die "no such module variant: $1 (see lab help)" ;;
	esac
}

module_options() {
	case $1 in
	kunit) echo CONFIG_VIDEO_DAEDALUS_KUNIT_TEST=y ;;
	# For checks: every warning is an error, kernel-doc's included.
	strict) echo CONFIG_VIDEO_DAEDALUS_KUNIT_TEST=y W=1 KCFLAGS=-Werror KDOC_WERROR=1 ;;
	# Does it build without debugfs? The kernel has it, so this is not for use.
	stock*) echo "CC=${CROSS}gcc" ;;
	nodebugfs) echo CONFIG_DEBUG_FS= "KCFLAGS=-include$LAB_DIR/no-debugfs.h" ;;
	esac
}

module_dir() {
	echo "$CACHE/${PREFIX}module-$1"
}

# What the guest sees as /lib/modules.
modules_dir() {
	local kernel=$1 module=$2 dir

	if [ -z "$module" ]; then
		echo "$(kernel_dir "$kernel")/modroot/lib/modules"
		return
	fi
	dir=$(module_dir "$module")
	# Another lab may be building it at this moment.
	locked "${PREFIX}module-$module" true
	[ -e "$dir/.done" ] || die "the module is not built yet: lab module $module"
	[ "$(cat "$dir/.kernel")" = "$(kernel_dir "$kernel")" ] ||
		die "the $module module was built for another kernel: lab module $module"
	echo "$dir/modroot/lib/modules"
}

# By content, not by time: an older file from another branch is a change too.
# Build products have no counterpart in the checkout and must survive --delete.
copy_checkout() {
	local into=$1 part parts=()

	for part in Kconfig Makefile drivers include kunit; do
		[ ! -e "$CHECKOUT/$part" ] || parts+=("$CHECKOUT/$part")
	done
	mkdir -p "$into"
	rsync -rlpc --delete --exclude='*.o' --exclude='*.ko' --exclude='*.cmd' \
		--exclude='*.mod' --exclude='*.mod.c' --exclude='*.order' --exclude='*.symvers' \
		--exclude=gpu/qpu/qpu_asm --exclude='gpu/shaders/*.h' \
		"${parts[@]}" "$into/"
}

# Whether there is a v3d driver, whose source we have.
has_v3d() {
	[ "$ARCH" = arm64 ] && [[ $1 != stock* ]]
}

# Give the module a /lib/modules of its own, next to the kernel's modules. There v3d with our
# client takes precedence over that of the kernel.
install_module() {
	local dir=$1 kernel=$2 source=$3 release built

	release=$(ls "$kernel/modroot/lib/modules")
	built=("$source/$DRIVER/daedalus_v4l2.ko")
	[ ! -e "$dir/v3d" ] || built+=("$dir/v3d/$V3D/v3d.ko" "$dir/v3d/kunit/v3d/v3d_client_kunit.ko")
	rsync -rl --delete "$kernel/modroot/" "$dir/modroot/" &&
		install -D -m 644 -t "$dir/modroot/lib/modules/$release/updates" "${built[@]}" &&
		PATH=$PATH:/sbin:/usr/sbin depmod -b "$dir/modroot" "$release"
}

make_module() {
	local variant=$1 dir=$2 kernel options
	shift 2

	kernel=$(kernel_build_dir "$(module_kernel "$variant")")
	read -ra options <<<"$(module_options "$variant")"
	make -C "$kernel" "ARCH=$ARCH" "CROSS_COMPILE=$CROSS" M="$dir/src/$DRIVER" \
		CONFIG_VIDEO_DAEDALUS=m "${options[@]}" "$@" -j"$JOBS" modules
}

# The v3d driver of the kernel's source with our client, and the test of that. What has not
# changed is not compiled again.
make_v3d() {
	local dir=$1/v3d new=$1/v3d.new kernel=$2 part make

	make=(make -C "$kernel" "ARCH=$ARCH" "CROSS_COMPILE=$CROSS" "-j$JOBS" CONFIG_DRM_V3D=m
		"KCPPFLAGS=-I$dir/include" W=1)
	drop_tree "$new"
	mkdir -p "$new/drivers/gpu/drm" "$new/kunit" "$dir" &&
		cp -r "$(kernel_source_dir)/$V3D" "$new/drivers/gpu/drm/" &&
		cp -r "$CHECKOUT/kunit/v3d" "$new/kunit/" &&
		"$CHECKOUT/scripts/series/v3d" "$new" "$LINUX" &&
		rsync -rc "$new/" "$dir/" || return
	for part in "$V3D" kunit/v3d; do
		"${make[@]}" "M=$dir/$part" modules || return
	done
}

build_module() {
	local variant=$1 dir kernel kernel_variant log=$CACHE/log/${PREFIX}module-$1.log start=$SECONDS
	shift

	dir=$(module_dir "$variant")
	kernel_variant=$(module_kernel "$variant")
	kernel=$(kernel_dir "$kernel_variant")
	[ -e "$CHECKOUT/$DRIVER/Makefile" ] || die "there is no $DRIVER/Makefile to build"
	mkdir -p "$dir"
	# Objects of another kernel are worth nothing.
	[ "$(cat "$dir/.kernel" 2>/dev/null)" = "$kernel" ] ||
		drop_tree "$dir/src" "$dir/modroot" "$dir/v3d"
	rm -f "$dir/.done"
	mkdir -p "$dir"
	echo "$kernel" >"$dir/.kernel"
	copy_checkout "$dir/src" || die "cannot copy the checkout to $dir"
	if ! { make_module "$variant" "$dir" "$@" &&
		{ ! has_v3d "$kernel_variant" || make_v3d "$dir" "$kernel"; }; } >"$log" 2>&1; then
		grep -E 'error|warning|undefined|Error' -A4 "$log" |
			head -n 60 >&2 || tail -n 30 "$log" >&2
		disk_is_full && die "no space left under $CACHE"
		die "the $variant module does not build, see $log"
	fi
	grep -E 'warning' -A4 "$log" >&2 || true
	install_module "$dir" "$kernel" "$dir/src" ||
		die "cannot install the $variant module into $dir"
	touch "$dir/.done"
	say "module $variant: built in $((SECONDS - start)) s"
}

lab_module() {
	local variant=${1:-debug} kernel

	[ $# -eq 0 ] || shift
	kernel=$(module_kernel "$variant")
	kernel_ready "$kernel" || die "no $kernel kernel yet: lab setup $kernel"
	locked "${PREFIX}module-$variant" build_module "$variant" "$@"
}
