#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The CAPTURE formats are those of the stream's depth and subsampling.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

device_case capture-formats
