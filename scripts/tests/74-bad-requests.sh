#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Requests without a buffer, or queued twice, are refused.
"$BIN/device" bad-requests "$CLIPS/baseline_cavlc.264"
