#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Where tiles of AV1 are comes in an array of any length: too many entries are refused,
# and those that name no tile, one twice or bytes beyond the frame give an error.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

file=$(device_clip av1_rt_aq_3_static) || fail "no recording"
"$BIN/device" tile-entries "$file"
