#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# CREATE_BUFS and REMOVE_BUFS while streaming; a queued buffer is not removed.
"$BIN/device" create-and-remove-buffers "$CLIPS/baseline_cavlc.264"
