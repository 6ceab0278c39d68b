#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# An exported picture stays readable when its file is closed.
"$BIN/device" export-outlives-file "$CLIPS/baseline_cavlc.264"
