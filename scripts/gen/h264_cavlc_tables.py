#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Writes the lookup tables of core/h264/h264_cavlc_tables.c.

A codeword is found by its number of leading zeros and the three bits after the
first one.  The codewords below are those of the tables of Rec. ITU-T H.264.
"""
import sys

# Table 9-5: coeff_token; total_coeff, then for each trailing_ones the codewords of
# 0 <= nC < 2, 2 <= nC < 4, 4 <= nC < 8, nC == -1, nC == -2 ("-" where there is none).
COEFF_TOKEN = """
0 0 1 11 1111 01 1
0 1 000101 001011 001111 000111 0001111
1 1 01 10 1110 1 01
0 2 00000111 000111 001011 000100 0001110
1 2 000100 00111 01111 000110 0001101
2 2 001 011 1101 001 001
0 3 000000111 0000111 001000 000011 000000111
1 3 00000110 001010 01100 0000011 0001100
2 3 0000101 001001 01110 0000010 0001011
3 3 00011 0101 1100 000101 00001
0 4 0000000111 00000111 0001111 000010 000000110
1 4 000000110 000110 01010 00000011 000000101
2 4 00000101 000101 01011 00000010 0001010
3 4 000011 0100 1011 0000000 000001
0 5 00000000111 00000100 0001011 - 0000000111
1 5 0000000110 0000110 01000 - 0000000110
2 5 000000101 0000101 01001 - 000000100
3 5 0000100 00110 1010 - 0001001
0 6 0000000001111 000000111 0001001 - 00000000111
1 6 00000000110 00000110 001110 - 00000000110
2 6 0000000101 00000101 001101 - 0000000101
3 6 00000100 001000 1001 - 0001000
0 7 0000000001011 00000001111 0001000 - 000000000111
1 7 0000000001110 000000110 001010 - 000000000110
2 7 00000000101 000000101 001001 - 00000000101
3 7 000000100 000100 1000 - 0000000100
0 8 0000000001000 00000001011 00001111 - 0000000000111
1 8 0000000001010 00000001110 0001110 - 000000000101
2 8 0000000001101 00000001101 0001101 - 000000000100
3 8 0000000100 0000100 01101 - 00000000100
0 9 00000000001111 000000001111 00001011 - -
1 9 00000000001110 00000001010 00001110 - -
2 9 0000000001001 00000001001 0001010 - -
3 9 00000000100 000000100 001100 - -
0 10 00000000001011 000000001011 000001111 - -
1 10 00000000001010 000000001110 00001010 - -
2 10 00000000001101 000000001101 00001101 - -
3 10 0000000001100 00000001100 0001100 - -
0 11 000000000001111 000000001000 000001011 - -
1 11 000000000001110 000000001010 000001110 - -
2 11 00000000001001 000000001001 00001001 - -
3 11 00000000001100 00000001000 00001100 - -
0 12 000000000001011 0000000001111 000001000 - -
1 12 000000000001010 0000000001110 000001010 - -
2 12 000000000001101 0000000001101 000001101 - -
3 12 00000000001000 000000001100 00001000 - -
0 13 0000000000001111 0000000001011 0000001101 - -
1 13 000000000000001 0000000001010 000000111 - -
2 13 000000000001001 0000000001001 000001001 - -
3 13 000000000001100 0000000001100 000001100 - -
0 14 0000000000001011 0000000000111 0000001001 - -
1 14 0000000000001110 00000000001011 0000001100 - -
2 14 0000000000001101 0000000000110 0000001011 - -
3 14 000000000001000 0000000001000 0000001010 - -
0 15 0000000000000111 00000000001001 0000000101 - -
1 15 0000000000001010 00000000001000 0000001000 - -
2 15 0000000000001001 00000000001010 0000000111 - -
3 15 0000000000001100 0000000000001 0000000110 - -
0 16 0000000000000100 00000000000111 0000000001 - -
1 16 0000000000000110 00000000000110 0000000100 - -
2 16 0000000000000101 00000000000101 0000000011 - -
3 16 0000000000001000 00000000000100 0000000010 - -
"""

# Tables 9-7 and 9-8: total_zeros of 4x4 blocks; a line for each tzVlcIndex 1..15,
# codewords of total_zeros 0, 1, ...
TOTAL_ZEROS = """
1 011 010 0011 0010 00011 00010 000011 000010 0000011 0000010 00000011 00000010 000000011 000000010 000000001
111 110 101 100 011 0101 0100 0011 0010 00011 00010 000011 000010 000001 000000
0101 111 110 101 0100 0011 100 011 0010 00011 00010 000001 00001 000000
00011 111 0101 0100 110 101 100 0011 011 0010 00010 00001 00000
0101 0100 0011 111 110 101 100 011 0010 00001 0001 00000
000001 00001 111 110 101 100 011 010 0001 001 000000
000001 00001 101 100 011 11 010 0001 001 000000
000001 0001 00001 011 11 10 010 001 000000
000001 000000 0001 11 10 001 01 00001
00001 00000 001 11 10 01 0001
0000 0001 001 010 1 011
0000 0001 01 1 001
000 001 1 01
00 01 1
0 1
"""

# Table 9-9 (a): chroma DC 2x2; tzVlcIndex 1..3
TOTAL_ZEROS_DC420 = """
1 01 001 000
1 01 00
1 0
"""

# Table 9-9 (b): chroma DC 2x4; tzVlcIndex 1..7
TOTAL_ZEROS_DC422 = """
1 010 011 0010 0011 0001 00001 00000
000 01 001 100 101 110 111
000 001 01 10 110 111
110 00 01 10 111
00 01 10 11
00 01 1
0 1
"""

# Table 9-10: run_before; a line for each zerosLeft 1..6 and above
RUN_BEFORE = """
1 0
1 01 00
11 10 01 00
11 10 01 001 000
11 10 011 010 001 000
11 000 001 011 010 101 100
111 110 101 100 011 010 001 0001 00001 000001 0000001 00000001 000000001 0000000001 00000000001
"""

SUFFIX = 3


def lookup(words, zeros_max):
    """[leading zeros][suffix] -> (length, value); (0, 0) where no codeword fits."""
    table = []
    for zeros in range(zeros_max + 1):
        row = []
        for suffix in range(1 << SUFFIX):
            bits = "0" * zeros + "1" + format(suffix, "0%db" % SUFFIX)
            if zeros == zeros_max:  # also stands for more zeros
                bits = "0" * zeros + format(suffix, "0%db" % SUFFIX)
            hits = [(len(w), v) for w, v in words.items() if bits.startswith(w)]
            assert len(hits) <= 1
            row.append(hits[0] if hits else (0, 0))
        table.append(row)
    found = {entry for row in table for entry in row if entry[0]}
    assert found == {(len(w), v) for w, v in words.items()}, "a codeword is not reached"
    for a in words:
        assert not any(b != a and b.startswith(a) for b in words), "not a prefix code"
    return table


def emit(name, comment, tables, zeros_max):
    print("\n/* %s */" % comment)
    print("const u16 %s[%d][%d][%d] = {" % (name, len(tables), zeros_max + 1, 1 << SUFFIX))
    for table in tables:
        print("\t{")
        for row in lookup(table, zeros_max):
            print("\t\t{ %s }," % ", ".join("0x%03x" % (v << 5 | l) for l, v in row))
        print("\t},")
    print("};")


def lines(text):
    return [l.split() for l in text.strip().splitlines()]


def main():
    print("// SPDX-License-Identifier: GPL-2.0")
    print("/* Made by scripts/gen/h264_cavlc_tables.py; do not edit. */")
    print("#include <linux/types.h>\n")
    print("#include \"h264_cavlc.h\"\n")
    print("/* Entries are length | value << 5, by leading zeros and the next bits. */")
    tokens = [{}, {}, {}, {}, {}]
    for ones, total, *words in lines(COEFF_TOKEN):
        for i, word in enumerate(words):
            if word != "-":
                tokens[i][word] = int(total) << 2 | int(ones)
    emit("h264_coeff_token", "Table 9-5: total_coeff << 2 | trailing_ones", tokens, 15)
    for name, comment, text, zeros in (
            ("h264_total_zeros", "Tables 9-7 and 9-8, by tzVlcIndex - 1", TOTAL_ZEROS, 9),
            ("h264_total_zeros_dc420", "Table 9-9 (a)", TOTAL_ZEROS_DC420, 3),
            ("h264_total_zeros_dc422", "Table 9-9 (b)", TOTAL_ZEROS_DC422, 5),
            ("h264_run_before", "Table 9-10, by Min(zerosLeft, 7) - 1", RUN_BEFORE, 11)):
        emit(name, comment, [{w: v for v, w in enumerate(row)} for row in lines(text)], zeros)


if __name__ == "__main__":
    sys.exit(main())
