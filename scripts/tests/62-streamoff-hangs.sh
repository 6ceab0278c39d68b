#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# STREAMOFF with a job running takes less than a second, hundreds of times, and
# the stream goes on from there.
"$BIN/device" streamoff-with-job-running "$CLIPS/baseline_cavlc.264"
