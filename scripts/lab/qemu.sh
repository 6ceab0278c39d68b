# shellcheck shell=bash
# How a guest of another architecture starts: in QEMU, with directories of the host by
# virtio-9p. The kernel has the serial port, the command's output a console of its own.
#
# Processors take turns in one thread, and the guest's clock counts their instructions.
# With threads of their own those that wait for a lock took the host's processors from
# the one that held it, and programs that wait a second for a picture lost it. While all
# are idle the clock is the host's: whoever waits for a file of the host with a timeout
# would miss it if time went straight to the next timer.

# share TAG DIR [OPTION]: nothing if there is no such directory.
qemu_share() {
	[ -z "$2" ] || printf '%s\n' -virtfs \
		"local,id=$1,mount_tag=$1,path=$2,security_model=none,multidevs=remap${3:+,$3}"
}

# What of these 9p needs before there is a root, in the order of loading.
early_modules() {
	local modules=$1 release

	release=$(ls "$modules")
	PATH=$PATH:/sbin:/usr/sbin modprobe -d "${modules%/lib/modules}" -S "$release" \
		--show-depends -a 9pnet_virtio 9p 2>/dev/null |
		awk '$1 == "insmod" && !seen[$2]++ { print $2 }'
}

# make_initramfs DIR OF-MODULES FILE
make_initramfs() {
	local dir=$1 modules=$2 file=$3 module number=10

	mkdir -p "$dir"/{bin,modules} &&
		cp "$(root_dir)/usr/bin/busybox" "$dir/bin/" &&
		ln -s busybox "$dir/bin/sh" &&
		cp "$LAB_DIR/guest-initramfs" "$dir/init" || return
	while read -r module; do
		cp "$module" "$dir/modules/$((number++))-$(basename "$module")" || return
	done < <(early_modules "$modules")
	(cd "$dir" && find . -print0 | cpio -0 -o -H newc --quiet) >"$file"
}

# Newer kernels have KUnit wait until it is asked for.
newer_qemu_options() {
	[ "$LINUX" = 6.12 ] || echo kunit.autorun=1
}

start_qemu() {
	local modules=$1 linux=$2 shares qemu=qemu-system-aarch64

	[ -z "$v3d" ] || qemu=$(v3d_qemu)

	make_initramfs "$run/initramfs" "$modules" "$run/initramfs.cpio" ||
		die "cannot make an initramfs"
	mapfile -t shares < <(
		qemu_share lab_root "$(root_dir)" readonly=on
		qemu_share lab_src "$CHECKOUT" readonly=on
		qemu_share lab_modules "$modules" readonly=on
		qemu_share lab_run "$run"
		qemu_share lab_share "$share"
		qemu_share lab_data "$data" readonly=on
	)
	setsid setpriv --pdeathsig KILL "$qemu" ${v3d:+-device "$v3d"} \
		-machine virt,gic-version=3 -cpu cortex-a76 -accel tcg,thread=single -icount shift=0,sleep=on \
		-smp "$cpus" -m "$mem" -nodefaults -display none -no-reboot \
		-kernel "$linux" -initrd "$run/initramfs.cpio" \
		-append "console=ttyAMA0 loglevel=8 panic=-1 kunit.enable=1 $(newer_qemu_options) lab_fs=9p lab_tty=hvc0
			lab_slowness=$SLOWNESS lab_time=$(date +%s) ${share:+lab_share=yes} ${data:+lab_data=yes}" \
		-chardev stdio,id=out,signal=off -serial "file:$run/kernel.log" \
		-device virtio-serial-pci -device virtconsole,chardev=out \
		"${shares[@]}" </dev/null 2>"$run/qemu.log" &
	guest=$!
}
