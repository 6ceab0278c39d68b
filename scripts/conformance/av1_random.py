# SPDX-License-Identifier: GPL-2.0
"""AV1 frames of chance: headers with fields drawn at random, and random bytes for tiles,
which decode to symbols as frequent as their probabilities say. So the streams use what no
encoder does: features of segments, global translation, references of any size and order.

Tiles must end where their last symbol does. Where that is dae-replay tells, which decodes
what has been made so far; the last bits are tried until they fit. Whether a stream is
valid otherwise, above all if its coefficients stay in their range, is a matter of the seed.
"""

import ctypes
import os
import random
import struct
import subprocess
import tempfile
from ctypes import c_int8, c_int16, c_int32, c_uint8, c_uint16, c_uint32, c_uint64

HERE = os.path.dirname(os.path.abspath(__file__))
HOST = os.path.join(os.path.dirname(HERE), "host")

SLOTS, REFS, SEGMENTS, FEATURES = 8, 7, 8, 8
KEY, INTER, INTRA_ONLY = range(3)
NO_PRIMARY = 7
ORDER_BITS = 7
IDENTITY, TRANSLATION, ROTZOOM, AFFINE = range(4)
NO_WARP = (0, 0, 1 << 16, 0, 0, 1 << 16)
# Bits of each feature of a segment, if it has a sign, and the largest value drawn.
FEATURE_BITS = ((8, True, 30), (6, True, 63), (6, True, 63), (6, True, 63), (6, True, 63),
                (3, False, 7), (0, False, 0), (0, False, 0))
# Remap_Lr_Type, from what V4L2 has: none, Wiener, self-guided, switchable.
LR_CODES = (0, 2, 3, 1)
ATTEMPTS = 60


def structure(name, *fields):
    """A structure of linux/v4l2-controls.h"""
    return type(name, (ctypes.Structure,), {"_fields_": list(fields)})


Sequence = structure(
    "Sequence", ("flags", c_uint32), ("profile", c_uint8), ("order_hint_bits", c_uint8),
    ("bit_depth", c_uint8), ("reserved", c_uint8), ("width", c_uint16), ("height", c_uint16))
TileInfo = structure(
    "TileInfo", ("flags", c_uint8), ("context_update_tile_id", c_uint8), ("cols", c_uint8),
    ("rows", c_uint8), ("col_starts", c_uint32 * 65), ("row_starts", c_uint32 * 65),
    ("widths", c_uint32 * 64), ("heights", c_uint32 * 64), ("size_bytes", c_uint8),
    ("reserved", c_uint8 * 3))
Quantization = structure(
    "Quantization", ("flags", c_uint8), ("base", c_uint8), ("deltas", c_int8 * 5),
    ("qm", c_uint8 * 3), ("delta_q_res", c_uint8))
Segmentation = structure(
    "Segmentation", ("flags", c_uint8), ("last_active", c_uint8),
    ("enabled", c_uint8 * SEGMENTS), ("data", c_int16 * FEATURES * SEGMENTS))
LoopFilter = structure(
    "LoopFilter", ("flags", c_uint8), ("level", c_uint8 * 4), ("sharpness", c_uint8),
    ("ref_deltas", c_int8 * 8), ("mode_deltas", c_int8 * 2), ("delta_lf_res", c_uint8))
Cdef = structure("Cdef", ("damping", c_uint8), ("bits", c_uint8),
                 *((name, c_uint8 * 8) for name in ("y_pri", "y_sec", "uv_pri", "uv_sec")))
Restoration = structure(
    "Restoration", ("flags", c_uint8), ("unit_shift", c_uint8), ("uv_shift", c_uint8),
    ("reserved", c_uint8), ("type", c_uint32 * 3), ("size", c_uint32 * 3))
GlobalMotion = structure(
    "GlobalMotion", ("flags", c_uint8 * 8), ("type", c_uint32 * 8), ("params", c_int32 * 6 * 8),
    ("invalid", c_uint8), ("reserved", c_uint8 * 3))
Frame = structure(
    "Frame", ("tiles", TileInfo), ("q", Quantization), ("superres_denom", c_uint8),
    ("seg", Segmentation), ("lf", LoopFilter), ("cdef", Cdef), ("skip_mode", c_uint8 * 2),
    ("primary", c_uint8), ("lr", Restoration), ("gm", GlobalMotion), ("flags", c_uint32),
    ("type", c_uint32), ("order_hint", c_uint32), ("upscaled_width", c_uint32),
    ("filter", c_uint32), ("tx_mode", c_uint32), ("width", c_uint32), ("height", c_uint32),
    ("render_width", c_uint16), ("render_height", c_uint16), ("id", c_uint32),
    ("removal", c_uint32 * 32), ("reserved", c_uint8 * 4), ("order_hints", c_uint32 * 8),
    ("timestamps", c_uint64 * 8), ("refs", c_int8 * REFS), ("refresh", c_uint8))
Tile = structure("Tile", *((name, c_uint32) for name in ("offset", "size", "row", "col")))
CONTROL_BASE = 0xa40900 + 500
FOURCC = {("420", 8): b"NV12", ("420", 10): b"P010", ("444", 8): b"NV24", ("mono", 8): b"NV12"}

# Flags of struct v4l2_ctrl_av1_sequence and of struct v4l2_ctrl_av1_frame
SEQ_SB128, SEQ_TOOLS, SEQ_MONO, SEQ_SUBSAMPLED = 0x2, 0x37fc, 0x4000, 0x30000
(SHOW, SHOWABLE, RESILIENT, NO_CDF_UPDATE, SCREEN, INTEGER_MV, PRECISE, MOTION_MODE, REF_MVS,
 NO_END_UPDATE, WARPED, SELECT, REDUCED_TX, SKIP_MODE) = (
     1 << bit for bit in (0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 16))


class Bits:
    """Writes a header."""

    def __init__(self):
        self.value, self.length = 0, 0

    def u(self, width, value):
        self.value = self.value << width | value & (1 << width) - 1
        self.length += width

    def flag(self, value):
        """Gives it back."""
        self.u(1, bool(value))
        return value

    def bytes(self):
        pad = -self.length % 8
        return (self.value << pad).to_bytes((self.length + pad) // 8, "big")

    def subexp(self, count, value):
        """decode_subexp()"""
        low, i = 0, 0
        while True:
            width = 3 + max(i - 1, 0)
            if count <= low + 3 * (1 << width):
                self.ns(count - low, value - low)
                return
            if not self.flag(value >= low + (1 << width)):
                self.u(width, value - low)
                return
            low += 1 << width
            i += 1

    def ns(self, count, value):
        width = count.bit_length()
        short = (1 << width) - count
        if value < short:
            self.u(width - 1, value)
        else:
            self.u(width, value + short)

    def signed_subexp(self, most, ref, value):
        """decode_signed_subexp_with_ref() of -most..most"""
        count, ref, value = 2 * most + 1, ref + most, value + most
        if 2 * ref > count:
            ref, value = count - 1 - ref, count - 1 - value
        if value <= 2 * ref:
            value = 2 * (value - ref) if value >= ref else 2 * (ref - value) - 1
        self.subexp(count, value)


def obu(kind, data):
    size, left = b"", len(data)
    while True:
        size += bytes([left & 127 | (128 if left > 127 else 0)])
        left >>= 7
        if not left:
            return bytes([kind << 3 | 2]) + size + data


def relative(a, b):
    """get_relative_dist()"""
    half = 1 << ORDER_BITS - 1
    return (a - b & half - 1) - (a - b & half)


class Slot:
    """What later frames need of one."""

    def __init__(self, frame, timestamp):
        self.size = frame.width + 1, frame.height + 1
        self.order_hint = frame.order_hint
        self.gm = [tuple(params) for params in frame.gm.params]
        self.timestamp = timestamp


class Writer:
    """Makes frames. Options say what may occur: scale, hidden frames, intra-only ones; mono,
    444 and sb128 are about all frames."""

    def __init__(self, seed, size, depth, options):
        self.chance = random.Random(seed)
        self.size, self.depth, self.options = size, depth, options
        self.mono, self.full = "mono" in options, "444" in options
        self.slots = [None] * SLOTS
        self.hint = 0
        self.requests, self.units = [], [b""]
        self.sequence = Sequence(
            flags=SEQ_TOOLS | (SEQ_SB128 if "sb128" in options else 0) |
            (SEQ_MONO if self.mono else 0) | (0 if self.full else SEQ_SUBSAMPLED),
            profile=self.full, order_hint_bits=ORDER_BITS, bit_depth=depth,
            width=size[0] - 1, height=size[1] - 1)

    def one_in(self, n):
        return self.chance.randrange(n) == 0

    def near(self, most):
        return self.chance.randint(-most, most)

    def sequence_header(self):
        bits = Bits()
        # Not a still picture; one operating point, of a high level
        bits.u(3 + 1 + 1, self.sequence.profile << 2)
        bits.u(1 + 1 + 5 + 12 + 5 + 1, 13 << 1)
        bits.u(4 + 4, 0xff)
        bits.u(16, self.sequence.width)
        bits.u(16, self.sequence.height)
        bits.u(1, 0)
        bits.flag(self.sequence.flags & SEQ_SB128)
        # All tools; each frame says which it uses.
        bits.u(6 + 1 + 2 + 1 + 1, 0x7ff)
        bits.u(3, ORDER_BITS - 1)
        # No superres
        bits.u(3, 3)
        bits.u(1, self.depth == 10)
        if not self.full:
            bits.u(1, self.mono)
        bits.u(2, 0)
        if not self.mono:
            if not self.full:
                bits.u(2, 0)
            # separate_uv_delta_q
            bits.u(1, 1)
        bits.u(2, 1)
        return obu(1, bits.bytes())

    def pick_refs(self, f):
        """A size that all references may have comes with them."""
        f.refs[:] = [self.chance.randrange(SLOTS) for _ in range(REFS)]
        size = self.size
        if "scale" in self.options and not self.one_in(4):
            size = tuple(self.chance.randint((limit + 1) // 2, limit) for limit in size)
        f.width, f.height = size[0] - 1, size[1] - 1
        for i, slot in enumerate(f.refs):
            f.order_hints[i + 1] = self.slots[slot].order_hint

    def skip_mode_allowed(self, f):
        """skip_mode_params()"""
        hints = [f.order_hints[i + 1] for i in range(REFS)]
        before = [relative(hint, f.order_hint) for hint in hints]
        if min(before) >= 0:
            return False
        last = max(distance for distance in before if distance < 0)
        return max(before) > 0 or min(before) < last

    def flag(self, f, bits, flag, n=2):
        """One in @n times it is set."""
        if bits.flag(self.one_in(n)):
            f.flags |= flag

    def write_start(self, f, bits, show):
        """uncompressed_header() up to the references"""
        bits.u(1, 0)
        bits.u(2, f.type)
        f.flags |= SHOWABLE | (SHOW if show else 0)
        if not bits.flag(show):
            bits.u(1, 1)
        if f.type == KEY:
            f.flags |= RESILIENT
        else:
            self.flag(f, bits, RESILIENT, 6)
        self.flag(f, bits, NO_CDF_UPDATE, 6)
        self.flag(f, bits, SCREEN, 4)
        if f.flags & SCREEN:
            self.flag(f, bits, INTEGER_MV)
        # frame_size_override_flag
        bits.u(1, 1)
        self.hint = self.hint + self.chance.randrange(1, 4)
        f.order_hint = self.hint + self.near(8) * (f.type != KEY) & (1 << ORDER_BITS) - 1
        bits.u(ORDER_BITS, f.order_hint)
        f.primary = NO_PRIMARY
        if f.type == INTER and not f.flags & RESILIENT:
            f.primary = NO_PRIMARY if self.one_in(4) else self.chance.randrange(REFS)
            bits.u(3, f.primary)
        f.refresh = 0xff
        if f.type != KEY:
            f.refresh = self.chance.randrange(255)
            bits.u(8, f.refresh)
            if f.flags & RESILIENT:
                for slot in self.slots:
                    bits.u(ORDER_BITS, slot.order_hint)

    def write_size(self, f, bits):
        bits.u(16, f.width)
        bits.u(16, f.height)
        # The render size is the same.
        bits.u(1, 0)
        f.upscaled_width = f.width + 1
        f.superres_denom = 8

    def write_inter(self, f, bits):
        self.pick_refs(f)
        bits.u(1, 0)
        for ref in f.refs:
            bits.u(3, ref)
        if not f.flags & RESILIENT:
            # found_ref
            bits.u(REFS, 0)
        self.write_size(f, bits)
        if not f.flags & INTEGER_MV:
            self.flag(f, bits, PRECISE)
        f.filter = 4
        if not bits.flag(self.one_in(2)):
            f.filter = self.chance.randrange(4)
            bits.u(2, f.filter)
        self.flag(f, bits, MOTION_MODE)
        if not f.flags & RESILIENT:
            self.flag(f, bits, REF_MVS)

    def write_tiles(self, f, bits):
        """One; uniform_tile_spacing_flag, and no increments where there could be."""
        mis = 32 if self.sequence.flags & SEQ_SB128 else 16
        bits.u(1, 1)
        for size in (f.width + 1, f.height + 1):
            if size > 4 * mis:
                bits.u(1, 0)
        f.tiles.cols = f.tiles.rows = 1
        f.tiles.col_starts[1] = 2 * ((f.width + 8) // 8)
        f.tiles.row_starts[1] = 2 * ((f.height + 8) // 8)

    def write_quantizer(self, f, bits):
        """Small ones, because there are large coefficients."""
        f.q.base = 0 if self.one_in(12) else self.chance.randint(1, 50)
        bits.u(8, f.q.base)
        deltas = self.one_in(2)
        for i in range(1 if self.mono else 5):
            if i == 1:
                # diff_uv_delta
                bits.u(1, 1)
            if bits.flag(deltas and self.one_in(2)):
                f.q.deltas[i] = self.near(12)
                bits.u(7, f.q.deltas[i])
        if bits.flag(self.one_in(2)):
            f.q.flags |= 2
            f.q.qm[:] = [self.chance.choice((15, self.chance.randrange(16))) for _ in range(3)]
            for level in f.q.qm[:2 if self.mono else 3]:
                bits.u(4, level)

    def write_segmentation(self, f, bits):
        if not bits.flag(not self.one_in(3)):
            return
        f.seg.flags = 1
        update, temporal = True, False
        if f.primary != NO_PRIMARY:
            update = bits.flag(not self.one_in(3))
            temporal = bits.flag(self.one_in(2)) if update else False
            bits.u(1, 1)
        f.seg.flags |= 2 * update | 4 * temporal
        few = self.chance.choice((2, 6, 20))
        for i in range(SEGMENTS):
            for j, (width, signed, most) in enumerate(FEATURE_BITS):
                # That there is one in the last segment makes all numbers valid.
                if not bits.flag(self.one_in(few) or (i == SEGMENTS - 1 and not j)):
                    continue
                f.seg.enabled[i] |= 1 << j
                f.seg.data[i][j] = self.near(most) if signed else self.chance.randint(0, most)
                bits.u(width + signed, f.seg.data[i][j])

    def write_deltas(self, f, bits):
        """delta_q_params() and delta_lf_params()"""
        if not f.q.base or not bits.flag(self.one_in(3)):
            return
        f.q.flags |= 4
        f.q.delta_q_res = self.chance.randrange(3)
        bits.u(2, f.q.delta_q_res)
        if bits.flag(self.one_in(2)):
            f.lf.delta_lf_res = self.chance.randrange(4)
            bits.u(2, f.lf.delta_lf_res)
            f.lf.flags |= 4 | 8 * bits.flag(self.one_in(2))

    @staticmethod
    def coded_lossless(f):
        indices = [f.q.base] * SEGMENTS
        for i in range(SEGMENTS):
            if f.seg.enabled[i] & 1:
                indices[i] += f.seg.data[i][0]
        return max(indices) <= 0 and not any(f.q.deltas)

    def write_loop_filter(self, f, bits):
        for i in range(4):
            if i < 2 or not self.mono and (f.lf.level[0] or f.lf.level[1]):
                f.lf.level[i] = 0 if self.one_in(5) else self.chance.randrange(64)
                bits.u(6, f.lf.level[i])
        f.lf.sharpness = self.chance.randrange(8)
        bits.u(3, f.lf.sharpness)
        # All deltas are new, whatever there was before.
        if bits.flag(self.one_in(2)):
            f.lf.flags |= 3
            bits.u(1, 1)
            for deltas in (f.lf.ref_deltas, f.lf.mode_deltas):
                for i in range(len(deltas)):
                    deltas[i] = self.near(63)
                    bits.u(1 + 7, 1 << 7 | deltas[i] & 127)
        else:
            f.lf.ref_deltas[:] = (1, 0, 0, 0, -1, 0, -1, -1)

    def write_cdef(self, f, bits):
        f.cdef.damping, f.cdef.bits = self.chance.randrange(4), self.chance.randrange(4)
        bits.u(2, f.cdef.damping)
        bits.u(2, f.cdef.bits)
        for i in range(1 << f.cdef.bits):
            for pri, sec in ((f.cdef.y_pri, f.cdef.y_sec),
                             (f.cdef.uv_pri, f.cdef.uv_sec))[:1 if self.mono else 2]:
                pri[i], sec[i] = self.chance.randrange(16), self.chance.randrange(4)
                bits.u(4, pri[i])
                bits.u(2, sec[i])

    def write_restoration(self, f, bits):
        planes = 1 if self.mono else 3
        for i in range(planes):
            f.lr.type[i] = self.chance.choice((0, 0, 1, 2, 3))
            bits.u(2, LR_CODES[f.lr.type[i]])
        if not any(f.lr.type):
            return
        shift = bits.flag(self.one_in(3))
        if self.sequence.flags & SEQ_SB128:
            shift += 1
        elif shift:
            shift += bits.flag(self.one_in(2))
        chroma = not self.full and any(f.lr.type[1:]) and bits.flag(self.one_in(2))
        size = 64 << shift
        f.lr.size[:] = size, size >> chroma, size >> chroma

    def write_gm_param(self, f, bits, ref, i, before):
        """read_global_param(), mostly close to what it was"""
        kind = f.gm.type[ref]
        width, precision = 12, 15
        if i < 2:
            width, precision = 12, 6
            if kind == TRANSLATION:
                width = 9 - (not f.flags & PRECISE)
                precision = 3 - (not f.flags & PRECISE)
        middle, shift = NO_WARP[i], 16 - precision
        most = 1 << width
        ref_value = (before[i] >> shift) - (middle >> shift)
        value = ref_value + self.near(self.chance.choice((0, 4, 60, 9000)))
        value = min(max(value, -most), most)
        bits.signed_subexp(most, ref_value, value)
        f.gm.params[ref][i] = (value << shift) + middle

    def write_global_motion(self, f, bits):
        for ref in range(1, REFS + 1):
            before = NO_WARP
            if f.primary != NO_PRIMARY:
                before = self.slots[f.refs[f.primary]].gm[ref]
            if not bits.flag(self.one_in(2)):
                continue
            f.gm.type[ref] = ROTZOOM
            if not bits.flag(self.one_in(3)):
                f.gm.type[ref] = TRANSLATION if bits.flag(self.one_in(2)) else AFFINE
            params = f.gm.params[ref]
            if f.gm.type[ref] >= ROTZOOM:
                self.write_gm_param(f, bits, ref, 2, before)
                self.write_gm_param(f, bits, ref, 3, before)
                if f.gm.type[ref] == AFFINE:
                    self.write_gm_param(f, bits, ref, 4, before)
                    self.write_gm_param(f, bits, ref, 5, before)
                else:
                    params[4], params[5] = -params[3], params[2]
            self.write_gm_param(f, bits, ref, 0, before)
            self.write_gm_param(f, bits, ref, 1, before)

    def write_rest(self, f, bits):
        """uncompressed_header() from the tiles on"""
        if not f.flags & NO_CDF_UPDATE:
            self.flag(f, bits, NO_END_UPDATE, 5)
        else:
            f.flags |= NO_END_UPDATE
        self.write_tiles(f, bits)
        self.write_quantizer(f, bits)
        self.write_segmentation(f, bits)
        self.write_deltas(f, bits)
        if not self.coded_lossless(f):
            self.write_loop_filter(f, bits)
            self.write_cdef(f, bits)
            self.write_restoration(f, bits)
            f.tx_mode = 1 + bits.flag(not self.one_in(4))
        if f.type == INTER:
            self.flag(f, bits, SELECT)
            if f.flags & SELECT and self.skip_mode_allowed(f):
                self.flag(f, bits, SKIP_MODE)
                f.skip_mode[:] = 1, 2
            if not f.flags & RESILIENT:
                self.flag(f, bits, WARPED)
        self.flag(f, bits, REDUCED_TX, 5)
        if f.type == INTER:
            self.write_global_motion(f, bits)

    def header(self, kind, show):
        f, bits = Frame(type=kind), Bits()
        for params in f.gm.params:
            params[:] = NO_WARP
        self.write_start(f, bits, show)
        if kind == INTER:
            self.write_inter(f, bits)
        else:
            f.width, f.height = self.size[0] - 1, self.size[1] - 1
            self.write_size(f, bits)
            if f.flags & SCREEN:
                # allow_intrabc: few vectors would be valid.
                bits.u(1, 0)
        self.write_rest(f, bits)
        for i, slot in enumerate(self.slots):
            f.timestamps[i] = slot.timestamp if slot else 0
        return f, bits.bytes()

    def request(self, f, data):
        """A request of a recording"""
        controls = b""
        for number, value in ((0, self.sequence), (1, Tile(size=len(data))), (2, f)):
            value = bytes(value)
            controls += struct.pack("<IIII", CONTROL_BASE + number, len(value), 1, 0) + \
                value.ljust(len(value) + 7 & ~7, b"\0")
        layout = "444" if self.full else "mono" if self.mono else "420"
        body = struct.pack("<QQII4sIIIII16x", 1000 * (len(self.requests) + 1), 0, 0, 0,
                           FOURCC[layout, self.depth], f.width + 1, f.height + 1, 3, len(data),
                           0) + controls + data
        return chunk(3, 1, body)

    def bits_left(self, f, data):
        """How many bits a tile with this data leaves; None if it is not valid."""
        recording = chunk(1, 0, struct.pack("<II64s", 1, 0, b"")) + \
            chunk(2, 1, b"AV1F" + bytes(4)) + b"".join(self.requests) + self.request(f, data)
        with tempfile.NamedTemporaryFile() as file:
            file.write(recording)
            file.flush()
            lines = subprocess.run([replay(), "--tail", "--no-verify", file.name], check=True,
                                   stdout=subprocess.PIPE, text=True).stdout.split("\n")
        words = [line for line in lines if line.startswith("tail")][len(self.requests)].split()
        return None if words[2] != "0" else int(words[1])

    def end_at(self, f, data, end):
        """The same with its last 1 at bit @end, where decoding must end; else None."""
        for _ in range(ATTEMPTS):
            value = int.from_bytes(data, "big")
            length = (end + 8) // 8
            value = value >> 8 * len(data) - end ^ self.chance.randrange(1 << min(end, 16))
            value = (2 * value + 1) << 8 * length - end - 1
            left = self.bits_left(f, value.to_bytes(length, "big"))
            if left is None:
                end = min(end + self.chance.randrange(1, 6), 8 * len(data) - 8)
                continue
            ends = 8 * length - 1 - (left + 14)
            if ends == end:
                return value.to_bytes(length, "big")
            end = ends
        return None

    def tile(self, f):
        """The data of a tile, or None"""
        length = (f.width + 1) * (f.height + 1) * 2 + 2000
        for _ in range(ATTEMPTS):
            data = self.chance.randbytes(length)
            left = self.bits_left(f, data)
            if left is None:
                continue
            data = self.end_at(f, data, 8 * length - 1 - (left + 14))
            if data:
                return data
        return None

    def frame(self, kind, show):
        while True:
            hint = self.hint
            f, header = self.header(kind, show)
            data = self.tile(f)
            if data:
                break
            self.hint = hint
        self.requests.append(self.request(f, data))
        for i in range(SLOTS):
            if f.refresh >> i & 1:
                self.slots[i] = Slot(f, 1000 * len(self.requests))
        self.units[-1] += obu(6, header + data)
        if show:
            self.units.append(b"")

    def make(self, count):
        """Gives temporal units."""
        self.units[-1] = self.sequence_header()
        self.frame(KEY, True)
        for number in range(1, count):
            kind = INTRA_ONLY if "intra" in self.options and self.one_in(5) else INTER
            self.frame(kind, number == count - 1 or "hidden" not in self.options or
                       not self.one_in(3))
        return [obu(2, b"") + unit for unit in self.units if unit]


def chunk(kind, stream, body):
    """Of a recording"""
    body += bytes(-len(body) % 8)
    return struct.pack("<4sIII", b"DAER", kind, 16 + len(body), stream) + body


def replay():
    """dae-replay, which decodes recordings"""
    if not hasattr(replay, "program"):
        directory = subprocess.run([HOST, "build", "none"], check=True, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True).stdout.strip()
        replay.program = os.path.join(directory, "dae-replay")
    return replay.program


def write(path, writer, count):
    """An IVF file"""
    units = writer.make(count)
    with open(path, "wb") as file:
        file.write(b"DKIF\0\0\x20\0AV01" + struct.pack("<HHIIII", *writer.size, 25, 1, len(units),
                                                       0))
        for number, unit in enumerate(units):
            file.write(struct.pack("<IQ", len(unit), number) + unit)
