#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A CAPTURE buffer comes back once for each time it was queued, whatever holds,
# seeks and flushes happen: a parked one used to stay in the ready queue.
"$BIN/device" capture-given-out-twice "$CLIPS/baseline_cavlc.264"
