#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A reader that does not keep up loses chunks and is told; decoding does not
# suffer.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

"$BIN/record" slow-reader "$CLIPS/baseline_cavlc.264" record.dae || fail "slow-reader"
keep_recording record.dae slow-reader
