#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Controls that no stream could use are refused, with and without a request; the
# defaults are not.
"$BIN/device" controls-out-of-range "$CLIPS/baseline_cavlc.264"
