#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Truncated, zero-filled and random bitstreams come back with the ERROR flag, and
# leave nothing behind that the next picture would show.
"$BIN/device" damaged-output-buffer "$CLIPS/baseline_cavlc.264"
