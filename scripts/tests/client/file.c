// SPDX-License-Identifier: GPL-2.0
/*
 * Files of pictures.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"

__u8 *load_file(const char *path, size_t *bytes)
{
	FILE *file = fopen(path, "rb");
	__u8 *data;
	long length;

	if (!file)
		fail("cannot read %s", path);
	check(!fseek(file, 0, SEEK_END));
	length = ftell(file);
	check(length >= 4);
	rewind(file);
	data = malloc(length);
	check(data && fread(data, 1, length, file) == (size_t)length);
	fclose(file);
	*bytes = length;
	return data;
}

unsigned int load_pictures(const char *path, struct picture *pictures, unsigned int max)
{
	size_t bytes;
	__u8 *data = load_file(path, &bytes);
	unsigned int count;

	if (!memcmp(data, "DKIF", 4))
		count = vp9_pictures(data, bytes, pictures, max);
	else if (!memcmp(data, "DAER", 4))
		count = av1_pictures(data, bytes, pictures, max);
	else
		count = h264_pictures(data, bytes, pictures, max);
	check(count);
	return count;
}
