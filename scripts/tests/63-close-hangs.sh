#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Closing the file with a job running takes less than a second.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

device_case close-with-job-running
