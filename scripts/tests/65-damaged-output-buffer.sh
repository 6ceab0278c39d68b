#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Truncated, zero-filled and random bitstreams come back with the ERROR flag, and
# leave nothing behind that the next picture would show.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

device_case damaged-output-buffer
