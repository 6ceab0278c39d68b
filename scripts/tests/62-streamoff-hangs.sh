#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# STREAMOFF with a job running takes less than a second, again and again, and
# the stream goes on from there.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

device_case streamoff-with-job-running
