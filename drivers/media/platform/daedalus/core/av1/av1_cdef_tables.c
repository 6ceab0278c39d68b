// SPDX-License-Identifier: GPL-2.0
/* Made by scripts/gen/av1_tables.py from the AV1 specification; do not edit. */
#include "av1_cdef_tables.h"

const u8 av1_cdef_uv_dir[2][2][8] = {
	{
		{ 0, 1, 2, 3, 4, 5, 6, 7 },
		{ 1, 2, 2, 2, 3, 4, 6, 0 },
	},
	{
		{ 7, 0, 2, 4, 5, 6, 6, 6 },
		{ 0, 1, 2, 3, 4, 5, 6, 7 },
	},
};

const u16 av1_cdef_div_table[9] = {
	0, 840, 420, 280, 210, 168, 140, 120, 105,
};

const u8 av1_cdef_pri_taps[2][2] = {
	{ 4, 2 },
	{ 3, 3 },
};

const u8 av1_cdef_sec_taps[2][2] = {
	{ 2, 1 },
	{ 2, 1 },
};

const s8 av1_cdef_directions[8][2][2] = {
	{
		{ -1, 1 },
		{ -2, 2 },
	},
	{
		{ 0, 1 },
		{ -1, 2 },
	},
	{
		{ 0, 1 },
		{ 0, 2 },
	},
	{
		{ 0, 1 },
		{ 1, 2 },
	},
	{
		{ 1, 1 },
		{ 2, 2 },
	},
	{
		{ 1, 0 },
		{ 2, 1 },
	},
	{
		{ 1, 0 },
		{ 2, 0 },
	},
	{
		{ 1, 0 },
		{ 2, -1 },
	},
};
