#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Pictures go into memory of udmabuf, a heap and another decoder, also when that
# is gone already; bitstreams come from there; what is too small is refused.
"$BIN/device" dmabuf-import "$CLIPS/baseline_cavlc.264"
