# shellcheck shell=bash
# GStreamer would scan 250 plugins at each boot: scan once, in the guest.

registry_file() {
	echo "$(root_dir)/gst-registry.bin"
}

scan_plugins() {
	# The guest expands this, not the host.
	# shellcheck disable=SC2016
	"$LAB_DIR/lab" run --kernel "$1" --timeout 300 --share "$2" -- \
		'gst-inspect-1.0 >/dev/null && cp "$GST_REGISTRY" /share/registry.bin'
}

setup_registry() {
	local kernel=$1 file share

	file=$(registry_file)
	[ ! -e "$file" ] || return 0
	share=$(mktemp -d "$CACHE/runs/registry.XXXXXX")
	logged "$CACHE/log/registry.log" "scanning GStreamer's plugins in the guest" \
		scan_plugins "$kernel" "$share"
	[ -s "$share/registry.bin" ] ||
		die "GStreamer wrote no registry, see $CACHE/log/registry.log"
	mv "$share/registry.bin" "$file"
	rm -rf "$share"
}
