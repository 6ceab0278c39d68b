#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Every clip decodes to what other decoders give, through GStreamer or our client.
# The runner calls it once per clip, so that each is a test of its own.
# shellcheck source=lib.sh
. "$TESTS/lib.sh"

decode_matches "$1"
