#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A client that is killed while its jobs run is gone within a second.
"$BIN/device" kill-with-job-running "$CLIPS/baseline_cavlc.264"
