#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A client that is killed while its jobs run is gone within a second.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

device_case kill-with-job-running
