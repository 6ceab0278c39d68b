#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# NV12M gives the same picture as NV12.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

device_case two-memory-planes
