#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# CREATE_BUFS and REMOVE_BUFS while streaming; a queued buffer is not removed.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

device_case create-and-remove-buffers
