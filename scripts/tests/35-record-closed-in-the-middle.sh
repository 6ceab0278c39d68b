#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Recordings begin and end while two streams decode.
"$BIN/record" closed-in-the-middle "$CLIPS/baseline_cavlc.264"
