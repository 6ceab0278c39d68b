// SPDX-License-Identifier: GPL-2.0
/*
 * "reload NAME FILE COUNT": unload a module and load it from its file, COUNT times. What
 * rmmod and modprobe do besides takes longer in the guest.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int file, i, count;

	if (argc != 4) {
		fprintf(stderr, "usage: reload NAME FILE COUNT\n");
		return 2;
	}
	file = open(argv[2], O_RDONLY | O_CLOEXEC);
	if (file < 0) {
		fprintf(stderr, "%s: %s\n", argv[2], strerror(errno));
		return 1;
	}
	count = atoi(argv[3]);
	for (i = 0; i < count; i++) {
		if (syscall(SYS_delete_module, argv[1], O_NONBLOCK)) {
			printf("unloading for the %dth time: %s\n", i + 1, strerror(errno));
			return 1;
		}
		if (syscall(SYS_finit_module, file, "", 0)) {
			printf("loading for the %dth time: %s\n", i + 1, strerror(errno));
			return 1;
		}
	}
	close(file);
	return 0;
}
