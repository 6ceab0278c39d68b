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
TX_CLASSES = "2D HORIZ VERT".split()
REFS = "INTRA LAST LAST2 LAST3 GOLDEN BWDREF ALTREF2 ALTREF".split()
WEDGES = "HORIZONTAL VERTICAL OBLIQUE27 OBLIQUE63 OBLIQUE117 OBLIQUE153".split()

# File, what it is of, tables: name in the specification, comment, what the values are
# names of.
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
        ("Div_Table", "840 / i"),
        ("Cdef_Pri_Taps", "[strength & 1][distance - 1]; in 16ths"),
        ("Cdef_Sec_Taps", "[strength & 1][distance - 1]; in 16ths"),
        ("Cdef_Directions", "[direction][distance - 1][y, x]"),
    ]),
    "fg": ("film grain (AV1 7.18.3)", [
        ("Gaussian_Sequence", "Multiples of 4, -2048..2044"),
    ]),
    "quant": ("dequantisation (AV1 7.12.2, 9.5)", [
        ("Dc_Qlookup", "[(depth - 8) / 2][index]"),
        ("Ac_Qlookup", None),
        ("Quantizer_Matrix", "[level, 0..14][plane > 0]; in 32nds; see av1_qm_offset"),
        ("Qm_Offset", """Where the matrix of a transform starts, by tx_size.  Matrices are in the
order of our coefficients, x * Min(32, height) + y, because each is the transpose of
another one: so this has the specification's Qm_Offset of the size with width and height
exchanged."""),
    ]),
    "block": ("sizes of blocks and transforms, contexts and types (AV1 5.9, 5.11, 7.9, 8.3.2, 9.3)", [
        ("Num_4x4_Blocks_Wide", "Of block sizes: in units of 4 samples, in samples, logarithms"),
        ("Num_4x4_Blocks_High", None),
        ("Block_Width", None),
        ("Block_Height", None),
        ("Mi_Width_Log2", None),
        ("Mi_Height_Log2", None),
        ("Size_Group", "Context of y_mode, by block size"),
        ("Wedge_Bits", "Width of wedge_index by block size; 0 where there are no wedges"),
        ("Max_Tx_Size_Rect", "Largest transform and how often it can be split, by block size",
         "TX_"),
        ("Max_Tx_Depth", None),
        ("Subsampled_Size", "[block size][subsampling_x][subsampling_y]", "BLOCK_"),
        ("Partition_Subsize", "[partition][block size, square]; of the largest part", "BLOCK_"),
        ("Split_Tx_Size", "By tx_size", "TX_"),
        ("Tx_Size_Sqr", "Square with the smaller side, by tx_size", "TX_"),
        ("Tx_Size_Sqr_Up", "Square with the larger side, by tx_size", "TX_"),
        ("Adjusted_Tx_Size", "Size of what is coded: sides of 64 become 32", "TX_"),
        ("Tx_Width", "In samples, and logarithms, by tx_size"),
        ("Tx_Height", None),
        ("Tx_Width_Log2", None),
        ("Tx_Height_Log2", None),
        ("Mode_To_Txfm", "Transform type of intra blocks, by UVMode or YMode", "TYPE_"),
        ("Tx_Type_In_Set_Intra", "[set][transform type]"),
        ("Tx_Type_In_Set_Inter", None),
        ("Tx_Type_Intra_Inv_Set1", "Transform type, by intra_tx_type or inter_tx_type", "TYPE_"),
        ("Tx_Type_Intra_Inv_Set2", None, "TYPE_"),
        ("Tx_Type_Inter_Inv_Set1", None, "TYPE_"),
        ("Tx_Type_Inter_Inv_Set2", None, "TYPE_"),
        ("Tx_Type_Inter_Inv_Set3", None, "TYPE_"),
        ("Coeff_Base_Pos_Ctx_Offset", "Of the other classes: by the row or column, to 2"),
        ("Mag_Ref_Offset_With_Tx_Class", "Neighbours of coeff_br: [class][i][row, column]"),
        ("Sig_Ref_Diff_Offset", "Neighbours of coeff_base: [class][i][row, column]"),
        ("Intra_Mode_Context", "Context of intra_frame_y_mode, by the neighbour's mode"),
        ("Compound_Mode_Ctx_Map", "[RefMvContext >> 1][NewMvContext, to 4]"),
        ("Filter_Intra_Mode_To_Intra_Dir", "intraDir of intra_tx_type, by filter_intra_mode",
         "MODE_"),
        ("Palette_Color_Context", "By ColorContextHash; -1 where there is no such hash"),
        ("Palette_Color_Hash_Multipliers", None),
        ("Segmentation_Feature_Bits", "Of segmentation features: width, whether signed, maximum"),
        ("Segmentation_Feature_Signed", None),
        ("Segmentation_Feature_Max", None),
        ("Div_Mult", "2^14 / i"),
    ]),
}

# Where the symbol is not the table's name in kernel case
SYMBOLS = {"Div_Table": "av1_cdef_div_table"}

# What values are names of: prefixes, names, suffixes
NAMES = {
    "BLOCK_": ("AV1_BLOCK_", BLOCKS + ["INVALID"], ""),
    "TX_": ("AV1_TX_", TX_SIZES, ""),
    "TYPE_": ("AV1_TX_", TX_TYPES, ""),
    "MODE_": ("AV1_", MODES, "_PRED"),
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

# struct av1_mv_cdfs: field, values of the symbol, table; "comp": the specification
# gives one for both components.
MV_CDFS = [
    ("class", 11, "Mv_Class"), ("class0_fr", 4, "Mv_Class0_Fr"), ("fr", 4, "Mv_Fr"),
    ("joint", 4, "Mv_Joint"), ("bit", 2, "Mv_Bit", "comp"),
    ("class0_bit", 2, "Mv_Class0_Bit", "comp"), ("class0_hp", 2, "Mv_Class0_Hp", "comp"),
    ("sign", 2, "Mv_Sign", "comp"), ("hp", 2, "Mv_Hp", "comp"),
]
MV_PAD = 12

# struct av1_coef_cdfs: field, values, table
COEF_CDFS = [
    ("eob_pt_256", 9, "Eob_Pt_256"), ("eob_pt_512", 10, "Eob_Pt_512"),
    ("eob_pt_1024", 11, "Eob_Pt_1024"), ("eob_pt_16", 5, "Eob_Pt_16"),
    ("eob_pt_32", 6, "Eob_Pt_32"), ("eob_pt_64", 7, "Eob_Pt_64"),
    ("eob_pt_128", 8, "Eob_Pt_128"), ("coeff_base_eob", 3, "Coeff_Base_Eob"),
    ("coeff_base", 4, "Coeff_Base"), ("coeff_br", 4, "Coeff_Br"),
    ("txb_skip", 2, "Txb_Skip"), ("eob_extra", 2, "Eob_Extra"), ("dc_sign", 2, "Dc_Sign"),
]
COEF_PAD = 14

PARTITION_N = [4, 10, 10, 10, 8]

# The rest of struct av1_cdfs: field, values, table or tables; the number of values may
# differ from one table to the next.
CDFS = [
    ("intra_frame_y_mode", 13, "Intra_Frame_Y_Mode"), ("y_mode", 13, "Y_Mode"),
    ("uv_mode_cfl_not_allowed", 13, "Uv_Mode_Cfl_Not_Allowed"),
    ("uv_mode_cfl_allowed", 14, "Uv_Mode_Cfl_Allowed"),
    ("partition", PARTITION_N, ["Partition_W%d" % w for w in (8, 16, 32, 64, 128)]),
    ("inter_tx_type_set1", 16, "Inter_Tx_Type_Set1"),
    ("inter_tx_type_set2", 12, "Inter_Tx_Type_Set2"),
    ("wedge_index", 16, "Wedge_Index"), ("cfl_alpha", 16, "Cfl_Alpha"),
    ("angle_delta", 7, "Angle_Delta"), ("segment_id", 8, "Segment_Id"),
    ("filter_intra_mode", 5, "Filter_Intra_Mode"), ("compound_mode", 8, "Compound_Mode"),
    ("palette_y_size", 7, "Palette_Y_Size"), ("palette_uv_size", 7, "Palette_Uv_Size"),
    ("palette_color", list(range(2, 9)),
     [["Palette_Size_%d_%s_Color" % (n, p) for p in ("Y", "Uv")] for n in range(2, 9)]),
    ("intra_tx_type_set1", 7, "Intra_Tx_Type_Set1"),
    ("intra_tx_type_set2", 5, "Intra_Tx_Type_Set2"), ("cfl_sign", 8, "Cfl_Sign"),
    ("tx", 3, ["Tx_16x16", "Tx_32x32", "Tx_64x64"]), ("interp_filter", 3, "Interp_Filter"),
    ("motion_mode", 3, "Motion_Mode"), ("delta_q", 4, "Delta_Q"), ("delta_lf", 4, "Delta_Lf"),
    ("delta_lf_multi", 4, ["Delta_Lf"] * 4), ("inter_intra_mode", 4, "Inter_Intra_Mode"),
    ("restoration_type", 3, "Restoration_Type"), ("intrabc", 2, "Intrabc"),
    ("segment_id_predicted", 2, "Segment_Id_Predicted"), ("tx_8x8", 2, "Tx_8x8"),
    ("txfm_split", 2, "Txfm_Split"), ("filter_intra", 2, "Filter_Intra"),
    ("new_mv", 2, "New_Mv"), ("zero_mv", 2, "Zero_Mv"), ("ref_mv", 2, "Ref_Mv"),
    ("drl_mode", 2, "Drl_Mode"), ("is_inter", 2, "Is_Inter"), ("comp_mode", 2, "Comp_Mode"),
    ("skip_mode", 2, "Skip_Mode"), ("skip", 2, "Skip"), ("comp_ref", 2, "Comp_Ref"),
    ("comp_bwd_ref", 2, "Comp_Bwd_Ref"), ("single_ref", 2, "Single_Ref"),
    ("palette_y_mode", 2, "Palette_Y_Mode"), ("palette_uv_mode", 2, "Palette_Uv_Mode"),
    ("inter_tx_type_set3", 2, "Inter_Tx_Type_Set3"), ("use_obmc", 2, "Use_Obmc"),
    ("inter_intra", 2, "Inter_Intra"), ("comp_ref_type", 2, "Comp_Ref_Type"),
    ("uni_comp_ref", 2, "Uni_Comp_Ref"), ("wedge_inter_intra", 2, "Wedge_Inter_Intra"),
    ("comp_group_idx", 2, "Comp_Group_Idx"), ("compound_idx", 2, "Compound_Idx"),
    ("compound_type", 2, "Compound_Type"), ("use_wiener", 2, "Use_Wiener"),
    ("use_sgrproj", 2, "Use_Sgrproj"),
]


class Named(int):
    """A number that is printed as a name."""

    def __new__(cls, value, kind):
        named = super().__new__(cls, value)
        prefix, names, suffix = NAMES[kind]
        named.text = prefix + names[value] + suffix
        return named

    def __str__(self):
        return self.text


def name_values(values, kind):
    if isinstance(values, int):
        return Named(values, kind)
    return [name_values(v, kind) for v in values]


def transposed(size):
    return "x".join(reversed(size.lower().split("x"))).upper()


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
        self.constants["RESTORE_SWITCHABLE"] = 3

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

    def ours(self, name):
        """A table as we have it."""
        if name in ("Block_Width", "Block_Height"):
            name = {"Block_Width": "Num_4x4_Blocks_Wide", "Block_Height": "Num_4x4_Blocks_High"}[name]
            return [4 * v for v in self.table(name)]
        values = self.table(name)
        if name == "Qm_Offset":
            self.check_matrices(values)
            return [values[TX_SIZES.index(transposed(size))] for size in TX_SIZES]
        return values

    def check_matrices(self, offsets):
        """The matrices of sizes with width and height exchanged are transposes."""
        matrices = [m for level in self.table("Quantizer_Matrix") for m in level]
        for tx, size in enumerate(TX_SIZES):
            w, h = (min(int(side), 32) for side in size.split("X"))
            a, b = offsets[tx], offsets[TX_SIZES.index(transposed(size))]
            for m in matrices:
                for i in range(w * h):
                    assert m[a + i] == m[b + i % w * h + i // w]


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


def checksum(values):
    """CRC of the values as 32-bit words, little-endian"""
    return zlib.crc32(b"".join((v & 0xffffffff).to_bytes(4, "little") for v in flat(values)))


CORE = "drivers/media/platform/daedalus/core/av1"
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
        self.write(os.path.join(CORE, name), lines)

    def add(self, symbol, values):
        """Notes the checksum."""
        self.sums.append((symbol, type_of(values), checksum(values)))


def header(stem, of, middle, include=None):
    guard = stem.upper() + "_H"
    middle = ["#include \"%s\"" % include, ""] * bool(include) + middle
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
        for name, comment, *kind in entries:
            values = spec.ours(name)
            if kind:
                values = name_values(values, kind[0])
            symbol = SYMBOLS.get(name, "av1_" + name.lower())
            if comment:
                head += [""] * bool(head and head[-1][-1] != "\n")
                head += ["/* %s */" % comment] if "\n" not in comment else (
                    ["/*"] + [" * " + l for l in comment.split("\n")] + [" */"])
            head.append("extern %s;" % declaration(symbol, values))
            code += [""] + definition(symbol, values)
            out.add(symbol, values)
        out.core(stem + ".h", header(stem, of, head, "av1_types.h" if key == "block" else None))
        out.core(stem + ".c", source(stem, code))


def row_width(n):
    return min(w for w in (2, 4, 8, 16) if w >= n)


def inverse_rows(values, n, width):
    """Rows of av1_cdf.h from those of the specification."""
    if not isinstance(values[0], int):
        return [inverse_rows(v, n, width) for v in values]
    assert len(values) == n + 1 and values[n - 1:] == [32768, 0], values
    assert values == sorted(values[:n]) + [0] and values[0] > 0, values
    return [32768 - v for v in values[:n - 1]] + [0] * (width - n + 1)


class Cdfs:
    """Values and layout of struct av1_cdfs, field after field."""

    def __init__(self, spec):
        self.spec = spec
        self.offset = 0
        self.layout = []
        self.sums = []

    def default(self, name):
        if isinstance(name, list):
            return [self.default(n) for n in name]
        return self.spec.table("Default_%s_Cdf" % name)

    def rows(self, values, n, width):
        """Lays out one kind of rows, and notes the checksum of those of the specification."""
        self.sums.append(checksum(values))
        values = inverse_rows(values, n, width)
        size = len(flat(values))
        assert self.offset % width == 0
        self.layout.append((self.offset, size // width, width, n))
        self.offset += size
        return values

    def field(self, n, values):
        if isinstance(n, list):
            width = row_width(max(n))
            return [self.rows(v, m, width) for m, v in zip(n, values)]
        return self.rows(values, n, row_width(n))

    def mv(self):
        fields = []
        for name, n, table, *comp in MV_CDFS:
            values = self.default(table)
            fields.append((name, self.field(n, [values] * 2 if comp else values)))
        self.offset += MV_PAD
        return fields

    def coef(self, q_ctx):
        fields = []
        for name, n, table in COEF_CDFS:
            values = self.default(table)[q_ctx]
            # Sizes above 32x32 have no coeff_br of their own (8.3.2).
            fields.append((name, self.field(n, values[:4] if name == "coeff_br" else values)))
        self.offset += COEF_PAD
        return fields

    def rest(self):
        return [(name, self.field(n, self.default(table))) for name, n, table in CDFS]


def pack(rows, tabs):
    """Rows, several to a line if they are short."""
    lines = [""]
    texts = ["{ %s }," % ", ".join(str(v) for v in row) for row in rows]
    if max(len(text) for text in texts) + 8 * tabs > 99:
        return body(rows, tabs)
    for row in texts:
        if lines[-1] and len(lines[-1]) + 1 + len(row) + 8 * tabs > 99:
            lines.append("")
        lines[-1] += " " * bool(lines[-1]) + row
    return ["\t" * tabs + l for l in lines]


def packed_body(values, tabs):
    if isinstance(values[0], int):
        return wrap([str(v) for v in values], tabs)
    if isinstance(values[0][0], int):
        return pack(values, tabs)
    lines = []
    for value in values:
        lines += ["\t" * tabs + "{"] + packed_body(value, tabs + 1) + ["\t" * tabs + "},"]
    return lines


def fields_body(fields, tabs):
    lines = []
    for name, values in fields:
        lines += ["%s.%s = {" % ("\t" * tabs, name)] + packed_body(values, tabs + 1)
        lines.append("\t" * tabs + "},")
    return lines


def cdf_tables(spec, out):
    cdfs = Cdfs(spec)
    mv = [cdfs.mv(), cdfs.mv()]
    coef = [cdfs.coef(0)]
    rest = cdfs.rest()
    print("struct av1_cdfs: %d bytes" % (2 * cdfs.offset))
    sums = [cdfs.sums]
    for q_ctx in (1, 2, 3):
        other = Cdfs(spec)
        coef.append(other.coef(q_ctx))
        first = 2 * len(MV_CDFS)
        sums.append(cdfs.sums[:first] + other.sums + cdfs.sums[first + len(other.sums):])
    code = ["", "const u8 av1_partition_n[5] = { %s };" % ", ".join(str(n) for n in PARTITION_N)]
    code += ["", "const struct av1_cdf_rows av1_cdf_layout[] = {"]
    code += pack([l for l in cdfs.layout], 1) + ["\t{ },", "};"]
    code += ["", "const struct av1_cdfs av1_default_cdfs = {", "\t.mv = {"]
    for fields in mv:
        code += ["\t\t{"] + fields_body(fields, 3) + ["\t\t},"]
    code += ["\t},"] + fields_body(rest, 1) + ["};"]
    code += ["", "const struct av1_coef_cdfs av1_default_coef_cdfs[4] = {"]
    for fields in coef:
        code += ["\t{"] + fields_body(fields, 2) + ["\t},"]
    out.core("av1_cdf_tables.c", source("av1_cdf", code + ["};"]))
    return sums


SCAN_ENUM = """/* Classes of transform types (8.3.2) */
enum av1_tx_class {
	AV1_TX_CLASS_2D,	/* also the identity in both directions */
	AV1_TX_CLASS_HORIZ,	/* identity of the columns: AV1_TX_H_DCT and the like */
	AV1_TX_CLASS_VERT,	/* identity of the rows: AV1_TX_V_DCT and the like */
	AV1_TX_CLASSES
};

/*
 * get_scan (5.11.41) of a size and class: order of the coefficients, as places in our
 * order, x * Min(32, height) + y.  The sizes that have no transforms of a class have
 * the scan of AV1_TX_CLASS_2D there.
 */
extern const u16 *const av1_scans[AV1_TX_SIZES][AV1_TX_CLASSES];

/*
 * Coeff_Base_Ctx_Offset of a size at each place in our order; of AV1_TX_CLASS_2D. Like the
 * specification's, they are the same from the fifth row and column on.
 */
extern const u8 *const av1_coeff_base_ctx_offset[AV1_TX_SIZES];"""


def base_ctx_tables(spec):
    """Coeff_Base_Ctx_Offset by place; narrow blocks have the start of the table of wide ones."""
    values = flat(spec.table("Coeff_Base_Ctx_Offset"))
    tables = {}
    pointers = []
    for i, size in enumerate(TX_SIZES):
        w, h = (int(side) for side in size.split("X"))
        symbol = "av1_base_ctx_%s_%d" % ("wide" if w > h else "tall" if w < h else "square", min(h, 32))
        places = [values[25 * i + 5 * min(row, 4) + min(col, 4)]
                  for col in range(min(w, 32)) for row in range(min(h, 32))]
        short, long = sorted((places, tables.get(symbol, [])), key=len)
        assert long[:len(short)] == short
        tables[symbol] = long
        pointers.append("\t[AV1_TX_%s] = %s," % (size, symbol))
    code = []
    for symbol, places in tables.items():
        code += ["", "static const u8 %s[%d] = {" % (symbol, len(places))] + body(places) + ["};"]
    return code + ["", "const u8 *const av1_coeff_base_ctx_offset[AV1_TX_SIZES] = {"] + pointers + ["};"]


def scan_tables(spec, out):
    """Default scans, those by row, and one by column for all: in our order it counts."""
    code = []
    pointers = []
    sums = []
    longest = 0
    for size in TX_SIZES:
        w, h = (min(int(side), 32) for side in size.split("X"))
        kinds = []
        for kind in ("Default", "Mcol", "Mrow"):
            name = "%s_Scan_%dx%d" % (kind, w, h)
            if max(w, h) > 16 and kind != "Default":
                kinds.append(kinds[0])
                sums.append(sums[-1])
                continue
            values = spec.table(name)
            sums.append((w * h, checksum(values)))
            values = [i % w * h + i // w for i in values]
            symbol = "av1_%s_scan_%dx%d" % (kind.lower(), w, h)
            if kind == "Mcol":
                assert values == list(range(w * h))
                longest = max(longest, w * h)
                symbol = "av1_mcol_scan"
            elif "static const u16 %s[%d] = {" % (symbol, w * h) not in code:
                code += ["", "static const u16 %s[%d] = {" % (symbol, w * h)] + body(values) + ["};"]
            kinds.append(symbol)
        pointers.append("[AV1_TX_%s] = { %s }," % (size, ", ".join(kinds)))
    code += ["", "static const u16 av1_mcol_scan[%d] = {" % longest] + body(list(range(longest)))
    code += ["};", "", "const u16 *const av1_scans[AV1_TX_SIZES][AV1_TX_CLASSES] = {"]
    for line in pointers:
        if len(line) > 91:
            line = line.replace("{ ", "{\n\t\t").replace(" },", ",\n\t},")
        code.append("\t" + line)
    code += ["};"] + base_ctx_tables(spec)
    out.core("av1_scan_tables.h", header("av1_scan_tables", "the orders of coefficients (AV1 9.2)",
                                         [SCAN_ENUM], "av1_types.h"))
    out.core("av1_scan_tables.c", source("av1_scan_tables", code))
    return sums + [(475, checksum(spec.table("Coeff_Base_Ctx_Offset")))]


def write_sums(out, cdf_sums, scan_sums):
    """What the test compares with"""
    lines = ["/* SPDX-License-Identifier: GPL-2.0 */", "/*",
             " * Checksums of the specification's tables, for av1_tables_kunit.c.", " *",
             " * " + HEAD, " */", "#ifndef AV1_TABLES_SUMS_H", "#define AV1_TABLES_SUMS_H", "",
             "#include <linux/compiler.h>", "#include <linux/types.h>", ""]
    lines += ['#include "../%s/av1_%s_tables.h"' % (CORE, part)
              for part in ("block", "cdef", "fg", "intra", "lr", "mc", "quant")]
    lines += ["", "#define AV1_TABLE(table, type, sum) \\",
             "\t{ #table, table, sizeof(table), sizeof(type), (type)~0 < 0, sum }", "",
             "/**", " * struct av1_table_sum - a table and its checksum", " * @name: its name",
             " * @table: its first element", " * @bytes: size of all of it",
             " * @size: size of an element", " * @is_signed: elements are signed",
             " * @sum: CRC-32 of the elements as 32-bit words, little-endian", " */",
             "struct av1_table_sum {", "\tconst char *name;", "\tconst void *table;",
             "\tu32 bytes;", "\tu8 size;", "\tbool is_signed;", "\tu32 sum;", "};", "",
             "static const __maybe_unused struct av1_table_sum av1_table_sums[] = {"]
    lines += ["\tAV1_TABLE(%s, %s, 0x%08x)," % s for s in out.sums] + ["};"]
    lines += ["", "/* By tx_size and class: how many, sum */",
              "static const __maybe_unused u32 av1_scan_sums[%d][2] = {" % len(scan_sums[:-1])]
    lines += pack([(n, "0x%08x" % s) for n, s in scan_sums[:-1]], 1)
    lines += ["};", "", "/* Of Coeff_Base_Ctx_Offset as it is in the specification */",
              "#define AV1_BASE_CTX_SUM\t0x%08x" % scan_sums[-1][1]]
    lines += ["", "/* By q_ctx and entry of av1_cdf_layout */",
              "static const __maybe_unused u32 av1_cdf_sums[4][%d] = {" % len(cdf_sums[0])]
    for row in cdf_sums:
        lines += ["\t{"] + wrap(["0x%08x" % s for s in row], 2) + ["\t},"]
    out.write("kunit/av1_tables_sums.h", lines + ["};", "", "#endif /* AV1_TABLES_SUMS_H */"])


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    spec = Spec(sys.argv[1])
    out = Output(sys.argv[2])
    tables(spec, out)
    write_sums(out, cdf_tables(spec, out), scan_tables(spec, out))


if __name__ == "__main__":
    main()
