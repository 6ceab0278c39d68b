#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A payload larger than its buffer, or with nothing in it, is refused.
"$BIN/device" bad-payload "$CLIPS/baseline_cavlc.264"
