#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Writes the tables of core/av1/av1_*_tables.[ch] and the checksums that their test has.

usage: av1_tables.py SPECIFICATION TOP

SPECIFICATION is a folder with the Markdown files of the AV1 Bitstream & Decoding
Process Specification (github.com/AOMediaCodec/av1-spec), TOP that of this repository.
"""
import os
import re
import sys
import textwrap
import zlib

BLOCKS = """4X4 4X8 8X4 8X8 8X16 16X8 16X16 16X32 32X16 32X32 32X64 64X32 64X64 64X128 128X64
128X128 4X16 16X4 8X32 32X8 16X64 64X16""".split()
TX_SIZES = """4X4 8X8 16X16 32X32 64X64 4X8 8X4 8X16 16X8 16X32 32X16 32X64 64X32 4X16 16X4
8X32 32X8 16X64 64X16""".split()
MODES = "DC V H D45 D135 D113 D157 D203 D67 SMOOTH SMOOTH_V SMOOTH_H PAETH UV_CFL".split()
TX_TYPES = """DCT_DCT ADST_DCT DCT_ADST ADST_ADST FLIPADST_DCT DCT_FLIPADST FLIPADST_FLIPADST
ADST_FLIPADST FLIPADST_ADST IDTX V_DCT H_DCT V_ADST H_ADST V_FLIPADST H_FLIPADST""".split()
WEDGES = "HORIZONTAL VERTICAL OBLIQUE27 OBLIQUE63 OBLIQUE117 OBLIQUE153".split()

# File, what it is of, tables: name in the specification, comment.
FILES = {
    "intra": ("intra prediction (AV1 7.11.2, 9.3)", [
        ("Sm_Weights_Tx_4x4", "SMOOTH_PRED: weights of the nearer edge by the distance to it, in 256ths"),
        ("Sm_Weights_Tx_8x8", None),
        ("Sm_Weights_Tx_16x16", None),
        ("Sm_Weights_Tx_32x32", None),
        ("Sm_Weights_Tx_64x64", None),
        ("Mode_To_Angle", "Degrees, by intra mode; 0 where there is no direction"),
        ("Dr_Intra_Derivative",
         "Step of the edge position in 64ths of a sample, by degrees; 0 where no angle is"),
        ("Intra_Filter_Taps",
         "[filter_intra_mode][sample of the 4x2 block][neighbour]; in 16ths"),
        ("Intra_Edge_Kernel", "[strength - 1][tap]; in 16ths"),
    ]),
    "mc": ("inter prediction (AV1 7.11.3)", [
        ("Subpel_Filters", "[filter][16ths of a sample][tap]; 4 and 5 are for w or h <= 4"),
        ("Warped_Filters", "[64ths of a sample, from -1 to 2][tap]"),
        ("Div_Lut", "2^14 * 256 / (256 + i)"),
        ("Obmc_Mask_2", "Weights of the block's own prediction, in 64ths"),
        ("Obmc_Mask_4", None),
        ("Obmc_Mask_8", None),
        ("Obmc_Mask_16", None),
        ("Obmc_Mask_32", None),
        ("Wedge_Master_Oblique_Odd", "Rows of the masks that all wedges are cut from"),
        ("Wedge_Master_Oblique_Even", None),
        ("Wedge_Master_Vertical", None),
        ("Wedge_Codebook",
         "[h > w, h < w, h == w][wedge_index][direction, x and y offset in 8ths]"),
        ("Ii_Weights_1d", "Inter-intra: weights of intra by the distance to the edge, in 64ths"),
        ("Quant_Dist_Weight", "Thresholds of the ratio of two distances"),
        ("Quant_Dist_Lookup", "Weights of the two predictions, in 16ths"),
    ]),
    "lr": ("super-resolution and loop restoration (AV1 5.11.58, 7.16, 7.17)", [
        ("Upscale_Filter", "[64ths of a sample][tap]"),
        ("Sgr_Params", "[lr_sgr_set][radius, strength of pass 0, the same of pass 1]"),
        ("Wiener_Taps_Min", "Of each coefficient: range, Golomb parameter, first reference"),
        ("Wiener_Taps_Max", None),
        ("Wiener_Taps_K", None),
        ("Wiener_Taps_Mid", None),
        ("Sgrproj_Xqd_Min", "Of each weight: range, first reference"),
        ("Sgrproj_Xqd_Max", None),
        ("Sgrproj_Xqd_Mid", None),
    ]),
    "cdef": ("the constrained directional enhancement filter (AV1 7.15)", [
        ("Cdef_Uv_Dir", "[subsampling_x][subsampling_y][direction of luma]"),
        ("Div_Table", "840 / i", "av1_cdef_div_table"),
        ("Cdef_Pri_Taps", "[strength & 1][distance - 1]; in 16ths"),
        ("Cdef_Sec_Taps", "[strength & 1][distance - 1]; in 16ths"),
        ("Cdef_Directions", "[direction][distance - 1][y, x]"),
    ]),
    "fg": ("film grain (AV1 7.18.3)", [
        ("Gaussian_Sequence", "Multiples of 4, -2048..2044"),
    ]),
}

# Declared in front of the tables of a header.
ENUMS = {
    "mc": """/* Directions of wedges: the first of the three of av1_wedge_codebook */
enum av1_wedge_direction {
%s
	AV1_WEDGE_DIRECTIONS
};
""" % "\n".join("\tAV1_WEDGE_%s," % w for w in WEDGES),
}


class Spec:
    """Tables and constants of the specification."""

    def __init__(self, folder):
        self.text = ""
        for name in sorted(os.listdir(folder)):
            if re.match(r"\d\d\..*\.md$", name):
                with open(os.path.join(folder, name), encoding="utf-8") as f:
                    self.text += f.read()
        self.constants = {}
        rows = re.findall(r"^\| `([A-Z][A-Z0-9_]*)` *\| *([^|]*?) *\|", self.text, re.M)
        for name, value in rows:
            self.constants[name] = self.value(value.replace("\\", ""))
        for prefix, names, suffix in (("BLOCK_", BLOCKS, ""), ("TX_", TX_SIZES, ""),
                                      ("", MODES, "_PRED"), ("", TX_TYPES, ""),
                                      ("WEDGE_", WEDGES, "")):
            for i, name in enumerate(names):
                self.constants[prefix + name + suffix] = i
        self.constants["BLOCK_INVALID"] = len(BLOCKS)

    def value(self, text):
        return eval(text, {"__builtins__": {}}, self.constants)

    def table(self, name):
        """Nested lists of a table, of the dimensions that its declaration has."""
        pattern = r"^ *%s *((?:\[[^]=]*\] *)+)=\s*\{" % re.escape(name)
        found = re.findall(pattern, self.text, re.M)
        assert len(found) == 1, name
        match = re.search(pattern, self.text, re.M)
        dims = [self.value(d) for d in re.findall(r"\[([^]]*)\]", found[0])]
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(self.text[end], 0)
            end += 1
        body = "{" + self.text[match.end():end]
        body = re.sub(r"/\*.*?\*/|//[^\n]*", "", body, flags=re.S)
        # A comma is missing at the end of a line of Split_Tx_Size.
        body = re.sub(r"(\w)(\s*\n\s*[\w{])", r"\1,\2", body)
        body = re.sub(r"}(\s*){", r"},\1{", body)
        values = self.value(body.replace("{", "[").replace("}", "]").replace("\n", " "))
        check_dims(name, values, dims)
        return values


def check_dims(name, values, dims):
    assert len(values) == dims[0], (name, len(values), dims)
    for value in values:
        if len(dims) > 1:
            check_dims(name, value, dims[1:])
        else:
            assert isinstance(value, int), name


def flat(values):
    if isinstance(values, int):
        return [values]
    return [v for value in values for v in flat(value)]


def dims_of(values):
    return [len(values)] + dims_of(values[0]) if isinstance(values, list) else []


def type_of(values):
    low, high = min(flat(values)), max(flat(values))
    for name, a, b in (("u8", 0, 255), ("s8", -128, 127), ("u16", 0, 65535),
                       ("s16", -32768, 32767)):
        if a <= low and high <= b:
            return name
    assert False


def wrap(words, tabs):
    """Lines of comma separated words, not wider than 100 columns."""
    line = textwrap.wrap(", ".join(words) + ",", 99 - 8 * tabs, break_long_words=False,
                         break_on_hyphens=False)
    return ["\t" * tabs + l for l in line]


def body(values, tabs=1):
    if isinstance(values[0], int):
        return wrap([str(v) for v in values], tabs)
    lines = []
    for value in values:
        row = isinstance(value[0], int) and "{ %s }," % ", ".join(str(v) for v in value)
        if row and len(row) + 8 * tabs <= 99:
            lines.append("\t" * tabs + row)
        else:
            lines += ["\t" * tabs + "{"] + body(value, tabs + 1) + ["\t" * tabs + "},"]
    return lines


def declaration(symbol, values):
    return "const %s %s%s" % (type_of(values), symbol,
                              "".join("[%d]" % d for d in dims_of(values)))


def definition(symbol, values):
    return ["%s = {" % declaration(symbol, values)] + body(values) + ["};"]


HEAD = "Made by scripts/gen/av1_tables.py from the AV1 specification; do not edit."


class Output:
    """The files written, and the checksums of the tables in them."""

    def __init__(self, top):
        self.top = top
        self.sums = []

    def write(self, path, lines):
        text = "\n".join(lines) + "\n"
        with open(os.path.join(self.top, path), "w", encoding="utf-8") as f:
            f.write(text)

    def core(self, name, lines):
        self.write("drivers/media/platform/daedalus/core/av1/" + name, lines)

    def add(self, symbol, values):
        """Notes the checksum: of the values as 32-bit words, little-endian."""
        data = b"".join((v & 0xffffffff).to_bytes(4, "little") for v in flat(values))
        self.sums.append((symbol, zlib.crc32(data)))


def header(stem, of, middle):
    guard = stem.upper() + "_H"
    return ["/* SPDX-License-Identifier: GPL-2.0 */", "/*", " * Tables of %s." % of, " *",
            " * " + HEAD, " */", "#ifndef " + guard, "#define " + guard, "",
            "#include <linux/types.h>", ""] + middle + ["", "#endif /* %s */" % guard]


def source(stem, middle):
    return ["// SPDX-License-Identifier: GPL-2.0", "/* %s */" % HEAD,
            "#include \"%s.h\"" % stem] + middle


def tables(spec, out):
    for key, (of, entries) in FILES.items():
        stem = "av1_%s_tables" % key
        head = [ENUMS[key]] if key in ENUMS else []
        code = []
        for name, comment, *symbol in entries:
            values = spec.table(name)
            symbol = symbol[0] if symbol else "av1_" + name.lower()
            if comment:
                head += [""] * bool(head and head[-1][-1] != "\n")
                head.append("/* %s */" % comment)
            head.append("extern %s;" % declaration(symbol, values))
            code += [""] + definition(symbol, values)
            out.add(symbol, values)
        out.core(stem + ".h", header(stem, of, head))
        out.core(stem + ".c", source(stem, code))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    spec = Spec(sys.argv[1])
    out = Output(sys.argv[2])
    tables(spec, out)


if __name__ == "__main__":
    main()
