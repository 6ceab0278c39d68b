// SPDX-License-Identifier: GPL-2.0
/* Pairs of macroblocks in MBAFF frames as H.264 6.4 describes them, for tests. */
#include "h264_pairs.h"

/* The top macroblock of the pair @dx and @dy pairs away, -1 if not available (6.4.10). */
static int h264_pairs_near(const struct h264_pairs *p, int addr, int dx, int dy)
{
	const int x = addr / 2 % p->width + dx, y = addr / 2 / p->width + dy;

	if (x < 0 || x >= p->width || y < 0)
		return -1;
	if (p->slice[y * p->width + x] != p->slice[addr / 2])
		return -1;
	return 2 * (y * p->width + x);
}

/* Rows of Table 6-4 with yN < 0, for the pair @x that is mbAddrX. */
static struct h264_loc h264_pairs_above(const struct h264_pairs *p, int addr, int x, int yn)
{
	const bool cur_frame = !p->field[addr / 2], top = !(addr & 1);

	if (x < 0)
		return (struct h264_loc){ -1, 0 };
	if (cur_frame || !top)
		return (struct h264_loc){ x + 1, yn };
	if (p->field[x / 2])
		return (struct h264_loc){ x, yn };
	return (struct h264_loc){ x + 1, 2 * yn };
}

/* Rows of Table 6-4 with xN < 0 and yN of 0 and more. */
static struct h264_loc h264_pairs_left(const struct h264_pairs *p, int addr, int yn, int max_h)
{
	const bool cur_frame = !p->field[addr / 2], top = !(addr & 1);
	const int a = h264_pairs_near(p, addr, -1, 0);

	if (a < 0)
		return (struct h264_loc){ -1, 0 };
	/* Both of the same kind */
	if (cur_frame == !p->field[a / 2])
		return (struct h264_loc){ top ? a : a + 1, yn };
	if (cur_frame)
		return (struct h264_loc){ yn % 2 ? a + 1 : a, (top ? yn : yn + max_h) >> 1 };
	if (yn < max_h / 2)
		return (struct h264_loc){ a, (yn << 1) + !top };
	return (struct h264_loc){ a + 1, (yn << 1) + !top - max_h };
}

static struct h264_loc h264_pairs_table(const struct h264_pairs *p, int addr, int xn, int yn,
					int max_h)
{
	const bool cur_frame = !p->field[addr / 2], top = !(addr & 1);
	const int dx = xn < 0 ? -1 : xn >= 16 ? 1 : 0;
	int a;

	if (yn >= 0)
		return h264_pairs_left(p, addr, yn, max_h);
	if (!cur_frame || top)
		return h264_pairs_above(p, addr, h264_pairs_near(p, addr, dx, -1), yn);
	/* The lower frame macroblock of a pair */
	if (dx > 0)
		return (struct h264_loc){ -1, 0 };
	if (!dx)
		return (struct h264_loc){ addr - 1, yn };
	a = h264_pairs_near(p, addr, -1, 0);
	if (a >= 0 && p->field[a / 2])
		return (struct h264_loc){ a + 1, (yn + max_h) >> 1 };
	return (struct h264_loc){ a, yn };
}

struct h264_loc h264_pairs_locate(const struct h264_pairs *p, int addr, int xn, int yn, int max_h)
{
	struct h264_loc loc = h264_pairs_table(p, addr, xn, yn, max_h);

	/* yW */
	loc.y = (loc.y + max_h) % max_h;
	return loc;
}

int h264_pairs_index(const struct h264_pairs *p, int addr)
{
	if (addr < 0)
		return -1;
	return (addr / 2 / p->width * 2 + addr % 2) * p->width + addr / 2 % p->width;
}

int h264_pairs_line(const struct h264_pairs *p, int addr, int y)
{
	const int top = addr / 2 / p->width * 32;

	return p->field[addr / 2] ? top + 2 * y + addr % 2 : top + 16 * (addr % 2) + y;
}
