#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A CAPTURE buffer held for a second field comes back: with the next timestamp,
# at FLUSH, at STREAMOFF.
"$BIN/device" held-capture-is-returned "$CLIPS/baseline_cavlc.264"
"$BIN/device" first-field-ends-with-second "$CLIPS/baseline_cavlc.264"
