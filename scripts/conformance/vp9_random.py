# SPDX-License-Identifier: GPL-2.0
"""VP9 frames of chance: headers with fields drawn at random, and random bytes for tiles,
which decode to symbols as frequent as their probabilities say. So the streams use what no
encoder does; whether they are valid, that is use no motion vector that is too long and
stay in the range of coefficients, is a matter of the seed.
"""

import random

SLOTS, REFS, SEGMENTS = 8, 3, 8
KEY, INTRA_ONLY, INTER = range(3)
# Bits of the value of each feature of a segment, and if it has a sign.
FEATURES = ((8, True), (6, True), (2, False), (0, False))
SYNC = 0x498342


class Bits:
    """Writes a header."""

    def __init__(self):
        self.value, self.length = 0, 0

    def u(self, width, value):
        self.value = self.value << width | value
        self.length += width

    def signed(self, width, value):
        self.u(width, abs(value))
        self.u(1, value < 0)

    def bytes(self):
        pad = -self.length % 8
        return (self.value << pad).to_bytes((self.length + pad) // 8, "big")


class Bools:
    """The encoder to the bool decoder of 9.2."""

    def __init__(self):
        self.low, self.range, self.length = 0, 255, 8
        self.put(0)

    def put(self, bit, prob=128):
        split = 1 + ((self.range - 1) * prob >> 8)
        if bit:
            self.low += split
            self.range -= split
        else:
            self.range = split
        while self.range < 128:
            self.low <<= 1
            self.range <<= 1
            self.length += 1

    def literal(self, width, value):
        for i in reversed(range(width)):
            self.put(value >> i & 1)

    def bytes(self):
        """With room for libvpx, which looks further than it needs."""
        pad = 32 + -self.length % 8
        return (self.low << pad).to_bytes((self.length + pad) // 8, "big")


class Compressed:
    """The compressed header (6.3), in which one in @rare probabilities changes."""

    def __init__(self, chance, fields, rare):
        self.chance, self.rare = chance, rare
        self.bools = Bools()
        self.write_tx(fields["lossless"])
        self.diffs(3)
        if fields["kind"] == INTER:
            self.write_inter(fields)

    def literal(self, width):
        value = self.chance.randrange(1 << width)
        self.bools.literal(width, value)
        return value

    def change(self):
        bit = self.chance.randrange(self.rare) == 0
        self.bools.put(bit, 252)
        return bit

    def diffs(self, count):
        """diff_update_prob()"""
        for _ in range(count):
            if not self.change():
                continue
            prefix = self.chance.randrange(4)
            self.bools.literal(min(prefix + 1, 3), (0, 2, 6, 7)[prefix])
            if prefix < 3:
                self.literal((4, 4, 5)[prefix])
            elif self.literal(7) >= 65:
                # 253 is the largest.
                self.literal(1)

    def write_tx(self, lossless):
        """read_tx_mode(), tx_mode_probs() and read_coef_probs()"""
        mode = 0 if lossless else self.literal(2)
        if mode == 3:
            mode += self.literal(1)
        if mode == 4:
            self.diffs(2 * 1 + 2 * 2 + 2 * 3)
        for _ in range(min(mode, 3) + 1):
            if self.literal(1):
                self.diffs(2 * 2 * (3 + 5 * 6) * 3)

    def write_inter(self, fields):
        self.diffs(7 * 3)
        if fields["switchable"]:
            self.diffs(4 * 2)
        self.diffs(4)
        self.write_references(fields["compound"])
        self.diffs(4 * 9 + 16 * 3)
        self.mv_probs(3)
        for _ in range(2):
            self.mv_probs(1 + 10 + 1 + 10)
        for _ in range(2):
            self.mv_probs(2 * 3 + 3)
        if fields["precise"]:
            self.mv_probs(2 * 2)

    def write_references(self, compound):
        several = compound and self.literal(1)
        select = several and self.literal(1)
        if select:
            self.diffs(5)
        if select or not several:
            self.diffs(5 * 2)
        if several:
            self.diffs(5)

    def mv_probs(self, count):
        for _ in range(count):
            if self.change():
                self.literal(7)


class Writer:
    """Makes frames; options say what may occur: scale, tiles, segments, hidden frames, intra-only
    ones, and show_existing_frame. Chroma is "420" and so on."""

    def __init__(self, seed, size, profile, depth, chroma, options):
        self.chance = random.Random(seed)
        self.largest = size
        self.profile, self.depth, self.chroma = profile, depth, chroma
        self.options = options
        self.slots = [None] * SLOTS
        self.segments = False

    def one_in(self, n):
        return self.chance.randrange(n) == 0

    def data(self, size):
        """For a bool decoder: the marker in the first bit is 0."""
        data = bytearray(self.chance.randbytes(size))
        data[0] &= 0x7f
        return bytes(data)

    def pick_size(self, refs):
        """A size within the limits of all references, often that of one of them."""
        size = self.chance.choice([self.slots[ref] for ref in refs])
        if "scale" not in self.options or self.one_in(3):
            wanted = size
        else:
            wanted = tuple(self.chance.randint(1, limit) for limit in self.largest)
        fits = []
        for axis in range(2):
            sizes = [self.slots[ref][axis] for ref in refs]
            low, high = (max(sizes) + 1) // 2, min(min(sizes) * 16, self.largest[axis])
            fits.append(min(max(wanted[axis], low), high))
        return tuple(fits)

    def fits(self, refs):
        return all(max(self.slots[ref][axis] for ref in refs) <=
                   32 * min(self.slots[ref][axis] for ref in refs) for axis in range(2))

    def pick_refs(self):
        while True:
            refs = [self.chance.randrange(SLOTS) for _ in range(REFS)]
            if self.fits(refs):
                return refs

    @staticmethod
    def write_size(bits, size):
        bits.u(16, size[0] - 1)
        bits.u(16, size[1] - 1)

    def write_refs(self, bits):
        """Gives the frame's size, and if two references may be used at a time."""
        refs = self.pick_refs()
        signs = [self.chance.randrange(2) for _ in refs]
        for ref, sign in zip(refs, signs):
            bits.u(3, ref)
            bits.u(1, sign)
        size = self.pick_size(refs)
        for ref in refs:
            same = self.slots[ref] == size and not self.one_in(4)
            bits.u(1, same)
            if same:
                break
        else:
            self.write_size(bits, size)
        return size, min(signs) != max(signs)

    def write_loop_filter(self, bits):
        bits.u(6, 0 if self.one_in(6) else self.chance.randrange(64))
        bits.u(3, self.chance.randrange(8))
        deltas = self.one_in(2)
        bits.u(1, deltas)
        if not deltas:
            return
        update = self.one_in(2)
        bits.u(1, update)
        for _ in range(6 if update else 0):
            change = self.one_in(2)
            bits.u(1, change)
            if change:
                bits.signed(6, self.chance.randint(-63, 63))

    def write_quantizer(self, bits):
        """Small ones, because there are large coefficients. Gives if it is lossless."""
        index = self.chance.randrange(60)
        lossless = index == 0
        bits.u(8, index)
        for _ in range(3):
            change = self.one_in(2)
            bits.u(1, change)
            if change:
                delta = self.chance.randint(-15, 15)
                bits.signed(4, delta)
                lossless = lossless and not delta
        return lossless

    def write_probs(self, bits, count, wanted):
        for _ in range(count):
            coded = wanted and not self.one_in(3)
            bits.u(1, coded)
            if coded:
                bits.u(8, self.chance.randint(1, 255))

    def write_features(self, bits):
        bits.u(1, self.one_in(2))
        for _ in range(SEGMENTS):
            for kind, (width, signed) in enumerate(FEATURES):
                # A segment that is skipped must not have small blocks.
                use = kind < 3 and self.one_in(4)
                bits.u(1, use)
                if use:
                    limit = 20 if kind == 0 else (1 << width) - 1
                    bits.u(width, self.chance.randint(0, limit))
                    if signed:
                        bits.u(1, self.one_in(2))

    def write_segmentation(self, bits, independent):
        enabled = "segments" in self.options and not self.one_in(5)
        bits.u(1, enabled)
        if not enabled:
            return
        fresh = independent or not self.segments
        update_map = fresh or self.one_in(2)
        bits.u(1, update_map)
        if update_map:
            self.write_probs(bits, 7, True)
            temporal = not fresh and self.one_in(2)
            bits.u(1, temporal)
            self.write_probs(bits, 3 if temporal else 0, True)
        update_data = fresh or self.one_in(2)
        bits.u(1, update_data)
        if update_data:
            self.write_features(bits)
        self.segments = True

    def write_tiles(self, bits, size):
        """Gives their number."""
        superblocks = (size[0] + 63) // 64
        most = 0
        while superblocks >> most + 1 >= 4:
            most += 1
        columns = self.chance.randint(0, most) if "tiles" in self.options else 0
        for i in range(most):
            bits.u(1, i < columns)
            if i >= columns:
                break
        rows = self.chance.randrange(3) if "tiles" in self.options else 0
        bits.u(1, rows > 0)
        if rows:
            bits.u(1, rows > 1)
        return 1 << columns + rows

    def write_start(self, bits, show_existing):
        bits.u(2, 2)
        bits.u(2, (self.profile & 1) << 1 | self.profile >> 1)
        if self.profile == 3:
            bits.u(1, 0)
        bits.u(1, show_existing)

    def write_color(self, bits):
        """color_config()"""
        if self.profile >= 2:
            bits.u(1, self.depth == 12)
        # Colour space and range.
        bits.u(4, 2)
        if self.profile & 1:
            bits.u(3, {"422": 0b100, "440": 0b010, "444": 0}[self.chroma])

    def write_refresh(self, bits, kind, shown, resilient):
        """Up to the slots that the frame goes to, which it gives."""
        self.write_start(bits, False)
        bits.u(1, kind != KEY)
        bits.u(2, shown << 1 | resilient)
        if kind == KEY:
            bits.u(24, SYNC)
            self.write_color(bits)
            return (1 << SLOTS) - 1
        if not shown:
            bits.u(1, kind == INTRA_ONLY)
        if not resilient:
            bits.u(2, self.chance.randrange(4))
        if kind == INTRA_ONLY:
            bits.u(24, SYNC)
            if self.profile:
                self.write_color(bits)
        refresh = self.chance.randrange(1 << SLOTS)
        bits.u(8, refresh)
        return refresh

    def write_inter(self, bits, fields):
        """Gives the size."""
        size, fields["compound"] = self.write_refs(bits)
        fields["precise"], fields["switchable"] = self.one_in(2), self.one_in(2)
        bits.u(1, 0)
        bits.u(2, fields["precise"] << 1 | fields["switchable"])
        if not fields["switchable"]:
            bits.u(2, self.chance.randrange(4))
        return size

    def frame(self, kind):
        bits = Bits()
        fields = {"kind": kind}
        shown = kind != INTRA_ONLY and not ("hidden" in self.options and self.one_in(3))
        resilient = self.one_in(5)
        refresh = self.write_refresh(bits, kind, shown, resilient)
        if kind == INTER:
            size = self.write_inter(bits, fields)
            # setup_past_independence() takes the signs back.
            fields["compound"] = fields["compound"] and not resilient
        else:
            size = self.largest
            self.write_size(bits, size)
            bits.u(1, 0)
        if not resilient:
            bits.u(2, self.chance.randrange(4))
        bits.u(2, self.chance.randrange(4))
        self.write_loop_filter(bits)
        fields["lossless"] = self.write_quantizer(bits)
        self.write_segmentation(bits, resilient or kind != INTER)
        tiles = self.write_tiles(bits, size)
        compressed = Compressed(self.chance, fields, self.chance.choice((4, 20, 200)))
        compressed = compressed.bools.bytes()
        for i in range(SLOTS):
            if refresh >> i & 1:
                self.slots[i] = size
        bits.u(16, len(compressed))
        return self.superframe(b"".join([bits.bytes(), compressed,
                                         *self.tile_data(tiles, size)]))

    def tile_data(self, tiles, size):
        """All but the last one have their size in front."""
        for tile in range(tiles):
            data = self.data(size[0] * size[1] * 3 // 2 // tiles + 3000)
            if tile < tiles - 1:
                yield len(data).to_bytes(4, "big")
            yield data

    @staticmethod
    def superframe(frame):
        """Annex B. Without an index libvpx takes what a frame did not need for another."""
        marker = bytes([0b11011000])
        return frame + marker + len(frame).to_bytes(4, "little") + marker

    def show_existing(self):
        bits = Bits()
        self.write_start(bits, True)
        bits.u(3, self.chance.randrange(SLOTS))
        return bits.bytes()

    def frames(self, count):
        yield self.frame(KEY)
        for _ in range(count - 1):
            if "show" in self.options and self.one_in(4):
                yield self.show_existing()
            elif "intra" in self.options and self.one_in(5):
                yield self.frame(INTRA_ONLY)
            else:
                yield self.frame(INTER)


def write(path, writer, count):
    """An IVF file."""
    frames = list(writer.frames(count))
    with open(path, "wb") as file:
        file.write(b"DKIF\0\0\x20\0VP90")
        for axis in writer.largest:
            file.write(axis.to_bytes(2, "little"))
        for value in (25, 1, len(frames), 0):
            file.write(value.to_bytes(4, "little"))
        for number, frame in enumerate(frames):
            file.write(len(frame).to_bytes(4, "little") + number.to_bytes(8, "little") + frame)
