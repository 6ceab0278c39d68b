// SPDX-License-Identifier: GPL-2.0
/*
 * tfu DEVICE: submits a job of the TFU, which the model does not run, and does not wait for it:
 * if it hangs, the driver resets the GPU after half a second.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>

#include <drm/v3d_drm.h>

int main(int argc, char **argv)
{
	const char *device = argc > 1 ? argv[1] : "/dev/dri/renderD128";
	struct drm_v3d_submit_tfu submit = { 0 };
	int fd = open(device, O_RDWR);

	if (fd < 0 || ioctl(fd, DRM_IOCTL_V3D_SUBMIT_TFU, &submit)) {
		perror(device);
		return 1;
	}
	return 0;
}
