/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tables of film grain (AV1 7.18.3).
 *
 * Made by scripts/gen/av1_tables.py from the AV1 specification; do not edit.
 */
#ifndef AV1_FG_TABLES_H
#define AV1_FG_TABLES_H

#include <linux/types.h>

/* Multiples of 4, -2048..2044 */
extern const s16 av1_gaussian_sequence[2048];

#endif /* AV1_FG_TABLES_H */
