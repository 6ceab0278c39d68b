# shellcheck shell=bash
# Mesa's Vulkan drivers for the arm64 guest, as Debian 13 has them: that of V3D, and one that
# runs shaders on the CPU. A tree of its own, with all they need, from the C library on.

VULKAN_PACKAGES=(mesa-vulkan-drivers libvulkan-dev)
VULKAN_HOST_PACKAGES=(glslang-tools)

vulkan_key() {
	{
		echo "$ROOT_SUITE ${VULKAN_PACKAGES[*]}"
		cat "$LAB_DIR/vulkan.sh"
	} | hash_of
}

vulkan_dir() {
	echo "$CACHE/vulkan-$(vulkan_key)"
}

setup_vulkan() {
	local dir apt=$CACHE/apt-vulkan

	dir=$(vulkan_dir)
	need_packages "$CACHE/log/host.log" "${VULKAN_HOST_PACKAGES[@]}"
	[ ! -e "$dir/.done" ] || return 0
	need_space 500 "the tree of Vulkan drivers"
	drop_tree "$CACHE"/vulkan-????????????{,.new} "$apt"
	logged "$CACHE/log/vulkan-download.log" "downloading Mesa's Vulkan drivers for arm64" \
		download_packages "$apt" arm64 "${VULKAN_PACKAGES[@]}"
	logged "$CACHE/log/vulkan.log" "unpacking Mesa's Vulkan drivers" \
		unpack_packages "$apt/cache/archives" "$dir.new"
	drop_tree "$apt"
	mv "$dir.new" "$dir"
	touch "$dir/.done"
}
