// SPDX-License-Identifier: GPL-2.0
/*
 * csd DEVICE ROUNDS: add_one.qasm on V3D, through the driver's own interface for user space.
 * Prints how many rounds had the right words and how many had not.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include <drm/v3d_drm.h>

typedef uint64_t u64;
#define QPU_CODE
#include "add_one.h"

#define LANES	16
#define SIZE	4096
#define WAIT_NS	10000000000ULL

static int fd;

struct buffer {
	uint32_t handle;
	uint32_t address;	/* as V3D sees it */
	void *data;
};

static void die(const char *what)
{
	perror(what);
	exit(2);
}

static struct buffer make_buffer(void)
{
	struct drm_v3d_create_bo create = { .size = SIZE };
	struct drm_v3d_mmap_bo map = { 0 };
	struct buffer buffer;

	if (ioctl(fd, DRM_IOCTL_V3D_CREATE_BO, &create))
		die("DRM_IOCTL_V3D_CREATE_BO");
	map.handle = create.handle;
	if (ioctl(fd, DRM_IOCTL_V3D_MMAP_BO, &map))
		die("DRM_IOCTL_V3D_MMAP_BO");
	buffer.handle = create.handle;
	buffer.address = create.offset;
	buffer.data = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, map.offset);
	if (buffer.data == MAP_FAILED)
		die("mmap");
	return buffer;
}

int main(int argc, char **argv)
{
	struct drm_v3d_submit_csd submit = { 0 };
	struct drm_v3d_wait_bo wait = { .timeout_ns = WAIT_NS };
	struct buffer code, unif, src, dst;
	uint32_t handles[4], *in, *out, i;
	int round, good = 0, bad = 0, wrong;

	if (argc != 3)
		return 2;
	fd = open(argv[1], O_RDWR);
	if (fd < 0)
		die(argv[1]);
	code = make_buffer();
	unif = make_buffer();
	src = make_buffer();
	dst = make_buffer();
	handles[0] = code.handle;
	handles[1] = unif.handle;
	handles[2] = src.handle;
	handles[3] = dst.handle;
	memcpy(code.data, add_one_code, sizeof(add_one_code));
	((uint32_t *)unif.data)[ADD_ONE_UNIF_SRC] = src.address;
	((uint32_t *)unif.data)[ADD_ONE_UNIF_DST] = dst.address;
	in = src.data;
	out = dst.data;

	for (i = 0; i < 3; i++)
		submit.cfg[i] = 1 << 16;
	submit.cfg[3] = LANES | 1 << 8;
	submit.cfg[4] = 1;
	submit.cfg[5] = code.address | (ADD_ONE_THREADS == 4) | ADD_ONE_SINGLE << 1;
	submit.cfg[6] = unif.address;
	submit.bo_handles = (uintptr_t)handles;
	submit.bo_handle_count = 4;
	wait.handle = dst.handle;
	for (round = 0; round < atoi(argv[2]); round++) {
		for (i = 0; i < LANES; i++)
			in[i] = round * 100 + i;
		memset(out, 0xff, LANES * 4);
		if (ioctl(fd, DRM_IOCTL_V3D_SUBMIT_CSD, &submit))
			die("DRM_IOCTL_V3D_SUBMIT_CSD");
		if (ioctl(fd, DRM_IOCTL_V3D_WAIT_BO, &wait))
			die("DRM_IOCTL_V3D_WAIT_BO");
		wrong = 0;
		for (i = 0; i < LANES; i++)
			wrong |= out[i] != (uint32_t)round * 100 + i + 1;
		good += !wrong;
		bad += wrong;
	}
	printf("%d good, %d bad\n", good, bad);
	return 0;
}
