#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Absurd sizes are cut down; a stream larger than its buffers gives errors.
"$BIN/device" oversize "$CLIPS/baseline_cavlc.264"
