#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# S_FMT(OUTPUT) while streaming: new buffers have the new size, old ones stay
# usable in theirs, and no picture is written where it does not fit.
"$BIN/device" size-change-while-streaming "$CLIPS/baseline_cavlc.264"
