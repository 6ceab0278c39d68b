#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# An exported picture stays readable when its file is closed.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

device_case export-outlives-file
