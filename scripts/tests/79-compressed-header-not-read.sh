#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# VP9's compressed header comes in a control too, in which clients put different
# things: whatever is in it, the picture is the same.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

"$BIN/device" compressed-header-is-not-read "$(clip_file vp9_flags_resilient)"
