#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# References that do not exist, or existed before a seek, neither stall nor fault.
"$BIN/device" missing-reference "$CLIPS/baseline_cavlc.264"
