# SPDX-License-Identifier: GPL-2.0
# Entry points outside a kernel tree; "make help" lists them. Inside a kernel
# tree (see scripts/overlay) only drivers/media/platform/daedalus/Makefile is used.

KDIR ?= /lib/modules/$(shell uname -r)/build
DRIVER := drivers/media/platform/daedalus
MODULE := $(MAKE) -C $(KDIR) M=$(CURDIR)/$(DRIVER) CONFIG_VIDEO_DAEDALUS=m

all:
	$(MODULE) modules

install: all
	$(MODULE) modules_install
	$(if $(INSTALL_MOD_PATH),,depmod -a)

clean:
	$(MODULE) clean

deb:
	@scripts/deb/build

check-deb:
	@scripts/deb/try $(or $(DEBIAN_ARCH),arm64) $(or $(DEBIAN),trixie)

demo:
	@scripts/demo

check:
	@scripts/check

check-host:
	@KERNELS=fast TESTS=arm64-suites,replay-tsan,replay-order,fuzz scripts/check

check-smp:
	@scripts/check_smp

check-arm64:
	@scripts/check_arm64

check-v3d:
	@scripts/check_v3d

check-vulkan:
	@scripts/check_vulkan

calibrate-v3d:
	@scripts/qpu/calibrate $(OUT)

check-gpu:
	@scripts/check_gpu

KNOWN := EXPECT=scripts/conformance/expected-failures

# What has no place in check since it takes longer. Vectors are for whoever has them.
check-full: check-host check-smp check-arm64
	$(if $(VECTORS),@LAB=um6 $(KNOWN) scripts/conformance/run)
	$(if $(VECTORS),@LAB=arm64 $(KNOWN) scripts/conformance/run)

conformance:
	@scripts/conformance/run

report:
	@scripts/conformance/report

streams:
	@scripts/conformance/make_streams

series:
	@scripts/series/make

series-check:
	@scripts/series/check

records:
	@scripts/records

# Both use the records.
replay:
	@scripts/host replay

fuzz:
	@scripts/host fuzz-all $(or $(CODEC),h264) $(TIME)

bench:
	@scripts/bench

TIME ?= 600

help:
	@echo 'all          build daedalus_v4l2.ko for the running kernel, or for KDIR=<dir>'
	@echo 'install      install it (as root); then: modprobe daedalus_v4l2'
	@echo 'clean        remove what a build left here'
	@echo 'deb          make a Debian package with the driver for DKMS; on a Pi as well'
	@echo 'demo         decode a clip of each codec with GStreamer in the lab, no hardware needed'
	@echo 'check        all checks and tests, in the lab; TESTS=a,b runs some of them'
	@echo 'check-full   what check leaves out since it takes longer; with VECTORS=<dir> also'
	@echo '             conformance'
	@echo 'check-host   of that, the decoder as a program: NEON in qemu-user, ThreadSanitizer,'
	@echo '             tasks in an order of chance, fuzzers'
	@echo 'check-smp    of that, Linux 7.2 with several processors; SEED=n repeats its random'
	@echo '             operations'
	@echo 'check-arm64  of that, NEON, with 16 and 4 KiB pages, in QEMU'
	@echo 'check-deb    install that package in a fresh Debian, boot it in QEMU, decode, remove it;'
	@echo '             as root: [DEBIAN_ARCH=arm64|amd64] [DEBIAN=trixie|sid]'
	@echo 'check-v3d    the model of V3D in QEMU, which it builds, with the v3d driver of Debian'
	@echo '             and with that of a kernel of ours, which gets our client; [KERNEL=fast]'
	@echo 'check-vulkan the same with shaders that Mesa compiles, against Mesa on the CPU;'
	@echo '             [TESTS=a,b] [SEED=n] [RANDOM_SHADERS=n]'
	@echo 'calibrate-v3d how far times of the model of V3D are from those that are published'
	@echo 'conformance  VECTORS=<dir> [SUITES=a,b] [VECTOR=name] [TIMEOUT=120]'
	@echo '             [EXPECT=<file>] [DECODER=<element>] [ROOT=bookworm|trixie|sid]'
	@echo '             [CLIENT=v4l2|v4l2-requeue|gstreamer|ffmpeg|fluster]'
	@echo '             [SUMMARY=<file>] [JOBS=n] [KERNEL=fast] [PARAMS=simd=0]'
	@echo 'report       VECTORS=<dir> [OUT=<dir>] [CLIENTS=a,b] [SUITES=a,b]: conformance with'
	@echo '             several clients, as report.md and report.csv'
	@echo 'streams      [SUITES=a,b]: make some hundred H.264, VP9 and AV1 streams that use all'
	@echo '             options of encoders, in <cache>/streams, for VECTORS='
	@echo 'records      record the requests of vectors, or without VECTORS of the clips of'
	@echo '             check: VECTORS=<dir> [SUITES=a,b] [VECTOR=name] [TIMEOUT=120] [JOBS=n]'
	@echo '             [CLIENT=v4l2|v4l2-requeue|gstreamer]'
	@echo 'replay       decode all records in user space, compare with what the kernel made'
	@echo 'fuzz         [CODEC=h264] [TIME=600]: all fuzzers of a codec for some seconds'
	@echo 'bench        [CODEC=vp9] [CLIPS=<dir>] [THREADS=1,2]: compare our speed with that of'
	@echo '             FFmpeg, dav1d and libvpx, on raw streams of one codec or all, or on clips'
	@echo '             made for it; and that of our workers with each other'
	@echo 'series       KTREE=<dir> [OUT=<dir>] [BRANCH=daedalus] [REPORT=<csv>]: patches to a kernel'
	@echo '             tree, 6.12 or 7.2, and a branch there that has them'
	@echo 'series-check KTREE=<dir> [OUT=<dir>] [TESTS=build,kunit-um]: apply them, build each, and'
	@echo '             what else there is for patches'
	@echo 'The lab needs Debian 12 or 13 on amd64; see scripts/lab/lab help. LAB=um7 takes'
	@echo 'Linux 7.2 with two processors in place of 6.12 with one, LAB=arm64 6.12 in QEMU.'

# Vectors that are known not to pass; EXPECT= for none.
EXPECT ?= scripts/conformance/expected-failures

# The scripts read their options from the environment.
export VECTORS SUITES VECTOR TIMEOUT EXPECT DECODER CLIENT SUMMARY JOBS KERNEL PARAMS TESTS CLIPS
export ROOT CLIENTS OUT OLD FFMPEG_SOURCE KTREE BRANCH REPORT
export CODEC THREADS SEED RANDOM_SHADERS

.PHONY: all install clean deb check-deb demo check check-full check-host check-smp check-arm64 check-v3d conformance streams records
.PHONY: report
.PHONY: check-vulkan calibrate-v3d
.PHONY: replay fuzz bench help series series-check
