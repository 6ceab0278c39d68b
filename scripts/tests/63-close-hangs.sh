#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Closing the file with a job running takes less than a second.
"$BIN/device" close-with-job-running "$CLIPS/baseline_cavlc.264"
