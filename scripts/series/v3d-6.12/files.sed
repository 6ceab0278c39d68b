# SPDX-License-Identifier: GPL-2.0
# Before 7.0 allocations have sizes.
s/\bkzalloc_obj\((\*+\w+), /kzalloc(sizeof(\1), /
