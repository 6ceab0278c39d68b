#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# References that do not exist, or existed before a seek, neither stall nor fault.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

device_case missing-reference
