#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The CAPTURE formats are those of the stream's depth and subsampling.
"$BIN/device" capture-formats "$CLIPS/baseline_cavlc.264"
