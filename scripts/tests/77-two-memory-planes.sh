#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# NV12M gives the same picture as NV12.
"$BIN/device" two-memory-planes "$CLIPS/baseline_cavlc.264"
