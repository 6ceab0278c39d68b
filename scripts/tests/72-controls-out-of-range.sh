#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Controls that no stream could use are refused, with and without a request; the
# defaults are not.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

device_case controls-out-of-range
