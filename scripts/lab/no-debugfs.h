/* SPDX-License-Identifier: GPL-2.0 */
/* Comes after the kernel's configuration and takes debugfs out of it. */
#undef CONFIG_DEBUG_FS
