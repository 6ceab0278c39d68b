# SPDX-License-Identifier: GPL-2.0
"""Make field pictures, which x264 cannot, from the frames of its streams.

Three streams made with the same options are woven into one: of the top fields,
of the bottom fields and of whole frames. Their slices stay as they are, but for the
headers. With CAVLC the syntax below the headers is the same in frames and in
fields, and so the result is a valid stream; what it shows is not what was encoded,
because the inverse scan, the reference lists and more differ, but every decoder must
show the same.

The streams must have reference lists in their initial order and sliding-window
marking only (weightp=0, b-pyramid=none), and the same types of frames.
"""

NAL_SLICE, NAL_IDR, NAL_SPS, NAL_PPS = 1, 5, 7, 8
# slice_type modulo 5
P, B, I = 0, 1, 2


class Bits:
    """Reads the payload of a NAL unit, and copies it to another."""

    def __init__(self, data):
        self.text = "".join(f"{byte:08b}" for byte in data)
        self.pos = 0
        self.out = []

    def skip(self, count):
        self.pos += count
        return self.text[self.pos - count:self.pos]

    def skip_ue(self):
        zeros = self.text.index("1", self.pos) - self.pos
        return int(self.skip(2 * zeros + 1), 2) - 1

    def copy(self, count):
        bits = self.skip(count)
        self.out.append(bits)
        return int(bits, 2)

    def copy_ue(self):
        start = self.pos
        value = self.skip_ue()
        self.out.append(self.text[start:self.pos])
        return value

    def put(self, value, count):
        self.out.append(f"{value:0{count}b}")

    def put_ue(self, value):
        digits = f"{value + 1:b}"
        self.out.append("0" * (len(digits) - 1) + digits)

    def finish(self):
        """The rest as it is; only the zeros that fill the last byte change."""
        text = "".join(self.out) + self.text[self.pos:].rstrip("0")
        text += "0" * (-len(text) % 8)
        return int(text, 2).to_bytes(len(text) // 8, "big")


def unescape(data):
    return data.replace(b"\0\0\3", b"\0\0")


def escape(data):
    out, zeros = bytearray(), 0
    for byte in data:
        if zeros >= 2 and byte <= 3:
            out.append(3)
            zeros = 0
        zeros = 0 if byte else zeros + 1
        out.append(byte)
    return bytes(out)


def read_nals(path):
    """Pairs of the first byte and the payload."""
    with open(path, "rb") as file:
        parts = file.read().split(b"\0\0\1")[1:]
    return [(part[0], unescape(part[1:].rstrip(b"\0"))) for part in parts]


def write_nal(file, head, payload):
    file.write(b"\0\0\0\1" + bytes([head]) + escape(payload))


class Sps:
    """What slice headers need of it, and the SPS that allows field pictures."""

    def __init__(self, payload):
        bits = Bits(payload)
        profile = bits.copy(24) >> 16
        bits.copy_ue()
        self.skip_high(bits, profile)
        self.frame_num_bits = bits.copy_ue() + 4
        self.poc_type = bits.copy_ue()
        if self.poc_type == 1:
            raise ValueError("picture order count type 1")
        self.poc_bits = bits.copy_ue() + 4 if self.poc_type == 0 else 0
        bits.copy_ue()
        bits.copy(1)
        bits.copy_ue()
        height = bits.skip_ue() + 1
        if height % 2:
            raise ValueError("an odd number of macroblock rows")
        bits.put_ue(height // 2 - 1)
        if bits.skip(1) != "1":
            raise ValueError("the frames are not progressive")
        # frame_mbs_only_flag, mb_adaptive_frame_field_flag
        bits.put(0, 2)
        self.payload = bits.finish()

    @staticmethod
    def skip_high(bits, profile):
        if profile < 100:
            return
        if bits.copy_ue() == 3:
            raise ValueError("4:4:4")
        bits.copy_ue()
        bits.copy_ue()
        if bits.copy(2):
            raise ValueError("scaling lists in the SPS")


def check_pps(payload):
    bits = Bits(payload)
    bits.skip_ue()
    bits.skip_ue()
    if bits.skip(1) != "0":
        raise ValueError("CABAC")


def check_lists(bits, kind):
    """Only what stays true for fields may follow in the header."""
    if kind == B:
        bits.copy(1)
    if bits.copy(1):
        for _ in range(2 if kind == B else 1):
            bits.copy_ue()
    if bits.copy(2 if kind == B else 1):
        raise ValueError("reordered reference lists")


# field_pic_flag and bottom_field_flag
FIELD_FLAGS = {"frame": "0", "top": "10", "bottom": "11"}


def convert_slice(sps, head, payload, structure, second):
    """The slice as one of a "top" or "bottom" field, the @second of its frame or not,
    or of a "frame"."""
    bits = Bits(payload)
    idr = head & 31 == NAL_IDR
    bits.copy_ue()
    kind = bits.copy_ue() % 5
    bits.copy_ue()
    bits.copy(sps.frame_num_bits)
    bits.out.append(FIELD_FLAGS[structure])
    if idr and second:
        # Only the first field of a frame is an IDR picture.
        bits.skip_ue()
        head = head & ~31 | NAL_SLICE
    elif idr:
        bits.copy_ue()
    if sps.poc_bits:
        bits.put(int(bits.skip(sps.poc_bits), 2) + second, sps.poc_bits)
    if kind != I:
        check_lists(bits, kind)
    if idr and second:
        bits.skip(2)
        bits.put(0, 1)
    elif head >> 5 & 3 and not idr and bits.copy(1):
        raise ValueError("memory management operations")
    return head, bits.finish()


def pictures(nals):
    """Lists of the slices of each picture."""
    result = []
    for head, payload in nals:
        if head & 31 not in (NAL_SLICE, NAL_IDR):
            continue
        # first_mb_in_slice is zero
        if payload[0] & 0x80:
            result.append([])
        result[-1].append((head, payload))
    return result


def write_parameter_sets(file, nals):
    """The SPS is also what is returned."""
    sps = Sps(next(payload for head, payload in nals if head & 31 == NAL_SPS))
    for head, payload in nals:
        if head & 31 == NAL_SPS:
            write_nal(file, head, sps.payload)
        elif head & 31 == NAL_PPS:
            check_pps(payload)
            write_nal(file, head, payload)
    return sps


def weave(out_path, paths, pattern):
    """Write the stream. @pattern is of "f" for frames, "t" and "b" for fields with
    the top or the bottom one first, and repeats itself. @paths: the streams of whole
    frames, of top and of bottom fields."""
    nals = [read_nals(path) for path in paths]
    sources = dict(zip(("frame", "top", "bottom"), (pictures(n) for n in nals)))
    orders = {"f": ("frame",), "t": ("top", "bottom"), "b": ("bottom", "top")}
    with open(out_path, "wb") as file:
        sps = write_parameter_sets(file, nals[0])
        for number in range(len(sources["frame"])):
            for second, structure in enumerate(orders[pattern[number % len(pattern)]]):
                for head, payload in sources[structure][number]:
                    write_nal(file, *convert_slice(sps, head, payload, structure, second))
