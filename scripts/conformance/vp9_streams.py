# SPDX-License-Identifier: GPL-2.0
"""VP9 streams for make_streams: options of vpxenc one by one, and with vp9_encode.c
what vpxenc does not offer. The md5s are vpxdec's.

    NAME SIZE FRAMES [source=NAME] [noise=STRENGTH] [fade] [freeze] OPTION...    vpxenc
    NAME encode [NAME=VALUE...] FRAMES...                                        vp9_encode
    NAME random SEED SIZE FRAMES [OPTION...]                                     vp9_random

A seed is good if FFmpeg's own decoder gives the same as libvpx: with coefficients out of
range they differ.
"""

import os
import random
import struct
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import vp9_random

HERE = os.path.dirname(os.path.abspath(__file__))

FRAMES = """
size_1x1            1x1 6
size_2x2            2x2 6
size_3x7            3x7 6
size_8x1            8x1 6
size_1x66           1x66 6
size_9x9            9x9 8 noise=20
size_16x16          16x16 8 noise=20
size_33x17          33x17 8 noise=20
size_63x65          63x65 8 noise=20
size_64x64          64x64 8
size_65x63          65x63 8 good cpu-used=0
size_66x66          66x66 8 noise=20
size_127x129        127x129 6
size_1000x8         1000x8 5
size_8x1000         8x1000 5
size_2050x66        2050x66 4 tile-columns=6
size_130x514        130x514 5 tile-rows=2
tiles_2             512x64 6 tile-columns=1
tiles_2_odd         575x70 6 tile-columns=1 noise=10
tiles_4             1024x72 6 tile-columns=2 noise=10
tiles_4_rows_4      1030x260 4 tile-columns=2 tile-rows=2
tiles_rows_4_small  64x66 6 tile-rows=2
tiles_rows_2_parallel 512x130 6 tile-columns=1 tile-rows=1 frame-parallel=1 row-mt=1
tiles_8             2048x64 3 tile-columns=3 rt cpu-used=7
parallel            176x144 10 frame-parallel=1 noise=10
parallel_lag        176x144 14 frame-parallel=1 lag-in-frames=8 auto-alt-ref=1
resilient           176x144 10 error-resilient=1
resilient_parallel  176x144 10 error-resilient=1 frame-parallel=1 noise=20
resilient_compound  176x144 12 error-resilient=1 lag-in-frames=6 auto-alt-ref=1
lossless            98x70 4 lossless=1
lossless_noise      96x80 4 lossless=1 noise=60 source=noise
lossless_lag        98x70 8 lossless=1 lag-in-frames=5 auto-alt-ref=1
aq_1                176x144 10 aq-mode=1 target-bitrate=200 noise=20
aq_2                176x144 10 aq-mode=2 target-bitrate=200 noise=20
aq_3                176x144 14 aq-mode=3 rt cpu-used=5 end-usage=cbr target-bitrate=150
aq_3_static         176x144 14 aq-mode=3 rt cpu-used=8 end-usage=cbr target-bitrate=80 freeze
aq_3_resilient      176x144 14 aq-mode=3 rt cpu-used=6 end-usage=cbr error-resilient=1
aq_3_tiles          512x130 8 aq-mode=3 rt cpu-used=5 end-usage=cbr tile-columns=1 tile-rows=1
aq_4                176x144 10 aq-mode=4 target-bitrate=200
aq_alt_ref          176x144 16 alt-ref-aq=1 aq-mode=2 lag-in-frames=10 auto-alt-ref=1
sharpness_3         176x144 8 sharpness=3 min-q=40 max-q=55
sharpness_7         176x144 8 sharpness=7 min-q=50 max-q=63
loopfilter_off      176x144 8 disable-loopfilter=2
loopfilter_off_some 176x144 10 disable-loopfilter=1 rt
q_0                 98x70 4 min-q=0 max-q=0 noise=60
q_1                 98x70 4 min-q=1 max-q=1 noise=60
q_low_noise         64x66 4 min-q=0 max-q=1 source=noise noise=100
q_63                176x144 8 min-q=63 max-q=63 noise=40
cq                  176x144 10 end-usage=cq cq-level=30 noise=10
cpu_0               176x144 6 good cpu-used=0 noise=15
cpu_2               176x144 8 good cpu-used=2 noise=15
cpu_5               176x144 8 good cpu-used=5 noise=15
rt_0                176x144 6 rt cpu-used=0
rt_4                176x144 8 rt cpu-used=4 noise=15
rt_6                176x144 10 rt cpu-used=6
rt_8                176x144 10 rt cpu-used=8 noise=15
best                98x70 6 best
altref              176x144 20 lag-in-frames=16 auto-alt-ref=1
altref_layers       176x144 34 lag-in-frames=25 auto-alt-ref=6 cpu-used=3
altref_arnr         176x144 18 lag-in-frames=16 auto-alt-ref=1 arnr-maxframes=15 arnr-strength=6 noise=30
altref_odd          99x67 18 lag-in-frames=10 auto-alt-ref=1 noise=20
altref_fade         176x144 18 lag-in-frames=16 auto-alt-ref=1 fade
altref_cpu_0        98x70 14 lag-in-frames=12 auto-alt-ref=1 cpu-used=0 noise=20
golden_short        176x144 16 min-gf-interval=4 max-gf-interval=5 lag-in-frames=8 auto-alt-ref=1
keyframes           176x144 12 kf-min-dist=3 kf-max-dist=3
keyframes_altref    176x144 16 kf-max-dist=7 lag-in-frames=6 auto-alt-ref=1
screen              176x144 10 tune-content=screen source=smptebars
screen_life         176x144 12 tune-content=screen rt cpu-used=6 source=life
film                176x144 8 tune-content=film noise=20
static              176x144 12 source=smptebars
life                176x144 12 source=life
denoise             352x288 8 rt cpu-used=7 noise-sensitivity=1 end-usage=cbr target-bitrate=300 noise=15
colours             98x70 4 color-space=bt709
resize_fixed        320x180 6 resize-allowed=1 resize-width=200 resize-height=120
scale_down_2        encode 320x180*3 160x90*4
scale_down_up       encode 320x180*2 160x90*3 320x180*3
scale_steps         encode 480x270*2 320x180*3 480x270*3 240x135*3 320x180*2
scale_3_2           encode 480x272*2 320x184*3 480x272*3
scale_odd           encode cpu=2 333x187*2 167x101*3 201x155*3 331x187*3
scale_odd_noise     encode noise=80 bitrate=2000 333x187*2 167x101*3 201x155*3 331x187*3
scale_alternate     encode 320x180 160x90 320x180 160x90 320x180 160x90 320x180 160x90
scale_alternate_cpu encode cpu=1 bitrate=900 256x144 178x100 256x144 178x100 256x144 178x100
scale_width         encode 320x180*2 200x180*3 320x180*3 161x180*2
scale_height        encode 320x180*2 320x98*3 320x180*3 320x91*2
scale_one_less      encode 322x182*2 321x181*2 320x180*2 319x179*2 318x178*2 322x182*2
scale_up_16         encode 640x352*2 320x176 160x88:GA 80x44:GA 40x22:GA 640x352:GA 640x352*2
scale_up_16_noise   encode noise=60 cpu=2 bitrate=3000 512x288*2 256x144:GA 128x72:GA 64x36:GA 32x18:GA 511x287:GA 512x288*2
scale_ramp          encode cpu=7 bitrate=800 1920x1080:X 640x360:K 640x360*3 1280x720*3:ga 1920x1080*3:ga 960x540:lgaEX 640x360:Lga 640x360*3
scale_tiny          encode 64x64*2 32x32 16x16:GA 8x8:GA 4x4:GA 2x2:GA 1x1:GA 16x16:GA 64x64*2
scale_tiles         encode tiles=2 1024x128*2 600x100*2 1024x128*2 512x64*2 1024x128
scale_parallel      encode parallel=1 320x180*2 160x90*3 320x180*3
scale_resilient     encode 320x180*2 160x90:R 160x90*2 320x180*2 320x180:I 320x180*2 200x100*2
scale_golden        encode 320x180*2:ga 200x112*2:ga 320x180:Lga 250x140:Llga 200x112*2:Aga 320x180*3
scale_aq            encode aq=3 bitrate=150 320x180*6 160x90*4 320x180*4
scale_screen        encode screen=1 noise=10 320x180*3 240x136*3 320x180*3
scale_high_q        encode min-q=0 max-q=4 bitrate=9000 noise=40 178x98*2 99x55*2 178x98*2 150x90*2
flags_golden        encode 176x144*3:ga 176x144:lga 176x144:La 176x144:L 176x144:Gga 176x144*2:LAga 176x144*2
flags_entropy       encode 176x144*2 176x144*2:E 176x144*2 176x144*2:Ega 176x144*2
flags_resilient     encode 176x144*3 176x144*3:R 176x144*3:I 176x144*2:RE 176x144*2:I
flags_no_update     encode 176x144*2 176x144*4:lga 176x144*2
flags_key           encode 176x144*3 176x144:K 176x144*2:E 176x144:KE 176x144*2
layers_2            encode layers=2 320x180*6
layers_3            encode layers=3 320x180*6
layers_3_odd        encode layers=3 cpu=7 noise=30 333x203*5
layers_intra_only   encode layers=3 320x180*3 320x180:S 320x180*3
layers_intra_only_2 encode layers=2 noise=20 178x98*3 178x98:S 178x98 178x98:S 178x98*3
random_1            random 1 72x56 20
random_2            random 2 129x65 20
random_hidden       random 1 98x70 24 hidden
random_show         random 2 98x70 30 hidden show
random_show_2       random 3 98x70 30 hidden show segments
random_intra_only   random 3 98x70 24 intra
random_intra_only_2 random 2 66x130 24 intra hidden show
random_segments     random 2 136x136 20 segments
random_segments_2   random 2 72x200 20 segments intra
random_segments_3   random 3 98x70 30 segments hidden intra show
random_tiles        random 1 520x140 8 tiles
random_tiles_2      random 4 1030x70 6 tiles segments
random_tiles_3      random 3 600x260 5 tiles intra hidden
random_scale        random 1 130x98 20 scale
random_scale_2      random 2 256x144 20 scale
random_scale_3      random 3 66x200 20 scale
random_scale_4      random 4 200x66 24 scale hidden
random_scale_5      random 5 64x64 24 scale
random_scale_6      random 6 320x180 16 scale
random_scale_segments random 1 130x98 24 scale segments
random_scale_intra  random 3 130x98 24 scale intra hidden
random_scale_all    random 5 131x99 30 scale intra hidden segments
random_scale_show   random 4 131x99 30 scale hidden show
random_scale_all_2  random 4 257x143 24 scale intra hidden segments
random_scale_tiles  random 1 600x140 8 scale tiles
random_all          random 3 640x130 10 scale tiles segments intra hidden
layers_1_intra_only encode layers=2 cpu=7 176x144*2 176x144:S 176x144*2:E 176x144:SE 176x144*2
"""

# For "make check": of each kind one that is small.
CHECK = """
size_3x7 size_65x63 tiles_rows_2_parallel resilient_compound lossless_lag aq_3_static altref_odd
flags_resilient scale_down_up scale_odd_noise scale_ramp layers_intra_only_2 random_show_2
random_segments_2 random_tiles_2 random_scale_all hi10_odd hi10_random_scale hi12_altref i422_odd
i444_random i444_12_random_scale
""".split()

# Of CHECK those that are also made in damaged versions.
DAMAGED = ("aq_3_static", "scale_down_up")

# Of each format of FORMATS; those GStreamer carries are in the first suite.
OTHER_FORMATS = """
{p}                 176x144 8 noise=10
{p}_odd             99x67 8 noise=20
{p}_altref          98x70 16 lag-in-frames=12 auto-alt-ref=1 noise=10
{p}_cpu_0           64x66 5 cpu-used=0 noise=30
{p}_lossless        66x66 4 lossless=1 noise=10
{p}_q_low           66x66 3 min-q=0 max-q=2 noise=80 source=noise
{p}_q_high          176x144 6 min-q=55 max-q=63 noise=20
{p}_parallel        98x70 8 frame-parallel=1 error-resilient=1
{p}_aq              176x144 8 aq-mode=2 target-bitrate=150
{p}_tiles           514x70 3 tile-columns=1 tile-rows=1
{p}_resize          320x180 6 resize-allowed=1 resize-width=200 resize-height=120
"""

# The same, but in 4:2:2 and 4:4:0 not all sizes of blocks are allowed.
RANDOM_FORMATS = """
{p}_random          random {seed} 98x70 16 segments
{p}_random_scale    random {seed} 131x99 16 scale segments hidden intra
"""

# Pixel format, profile, depth, and the seed of RANDOM_FORMATS.
FORMATS = {
    "hi10": ("yuv420p10le", 2, 10, 1),
    "hi12": ("yuv420p12le", 2, 12, 1),
    "i422": ("yuv422p", 1, 8, None),
    "i440": ("yuv440p", 1, 8, None),
    "i444": ("yuv444p", 1, 8, 3),
    "i422_10": ("yuv422p10le", 3, 10, None),
    "i440_10": ("yuv440p10le", 3, 10, None),
    "i444_10": ("yuv444p10le", 3, 10, 1),
    "i422_12": ("yuv422p12le", 3, 12, None),
    "i440_12": ("yuv440p12le", 3, 12, None),
    "i444_12": ("yuv444p12le", 3, 12, 1),
}

SOURCES = {
    "testsrc2": "testsrc2=size={size}:rate=25",
    "smptebars": "smptebars=size={size}:rate=25",
    "noise": "nullsrc=size={size}:rate=25,geq=random(1)*255:128:128",
    "life": "life=size={size}:rate=25:seed=1:ratio=0.4:mold=10,format=yuv420p",
}


def run(command, **options):
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False,
                            **options)
    if result.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{result.stderr.decode()}")
    return result.stdout


class Stream:
    """A line of the tables."""

    extension = "ivf"
    pattern = ""
    other_client = False
    sources = SOURCES

    def __init__(self, line, encoder, decoded="yuv420p", profile=0, depth=8):
        self.name, *self.words = line.split()
        self.encoder = encoder
        self.decoded, self.profile, self.depth = decoded, profile, depth
        self.pixels = decoded

    def source(self, words):
        """FFmpeg's filters; what is left of words are options of vpxenc."""
        size, filters, options = words[0], [], []
        source = "testsrc2"
        for word in words[2:]:
            kind, _, value = word.partition("=")
            if kind == "source":
                source = value
            elif kind == "noise":
                filters.append(f"noise=alls={value}:allf=t")
            elif kind == "fade":
                filters.append(f"fade=in:0:{int(words[1]) // 2}")
            elif kind == "freeze":
                filters.append("loop=loop=-1:size=1")
            else:
                options.append(f"--{word}")
        # testsrc2 needs room.
        if min(map(int, size.split("x"))) < 16 and source == "testsrc2":
            filters.insert(0, f"crop={size.replace('x', ':')}:0:0:exact=1")
            filters.insert(0, "format=yuv444p")
            size = "x".join(str(max(int(n), 32)) for n in size.split("x"))
        return ",".join([self.sources[source].format(size=size, crop=size.replace("x", ":")),
                         *filters, f"format={self.pixels}"]), options

    def make(self, path):
        if self.words[0] == "encode":
            run([self.encoder, path, *self.words[1:]])
            return
        if self.words[0] == "random":
            self.make_random(path)
            return
        chain, options = self.source(self.words)
        with tempfile.TemporaryDirectory() as work:
            run(["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", chain, "-frames:v",
                 self.words[1], "-f", "rawvideo", f"{work}/source"])
            width, _, height = self.words[0].partition("x")
            passes = 2 if "lag-in-frames" in " ".join(options) else 1
            run(["vpxenc", "--codec=vp9", "--ivf", "--quiet", "--disable-warning-prompt",
                 "--threads=1", f"--passes={passes}", "--good", "--cpu-used=4", "--lag-in-frames=0",
                 f"--i{self.decoded[3:6]}", f"--width={width}", f"--height={height}",
                 f"--profile={self.profile}", f"--bit-depth={self.depth}",
                 f"--input-bit-depth={self.depth}", *options, "-o", path, f"{work}/source"])

    def make_random(self, path):
        seed, size, frames, *options = self.words[1:]
        width, _, height = size.partition("x")
        writer = vp9_random.Writer(int(seed), (int(width), int(height)), self.profile, self.depth,
                                   self.decoded[3:6], options)
        vp9_random.write(path, writer, int(frames))

    def key(self):
        """None: it is made anew each time."""

    def md5(self, path):
        return run(["vpxdec", "--rawvideo", "--md5", path]).decode().split()[0]


def ivf_frames(data):
    """Where frames start and end."""
    at = 32
    while at < len(data):
        size, = struct.unpack_from("<I", data, at)
        yield at + 12, at + 12 + size
        at += 12 + size


# Bytes of the first frame and of others that stay: headers, which clients parse. So
# does the last one, which says whether it is several frames.
HEADER_BYTES = (400, 100)


def zeros(_, data):
    for at in range(0, len(data) - 8, 61):
        data[at:at + 8] = bytes(8)


def noise(rng, data):
    for at in range(0, len(data) - 8, 211):
        data[at:at + 8] = rng.randbytes(8)


def flips(rng, data):
    for _ in range(len(data) // 100):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def cut(_, data):
    del data[len(data) * 2 // 3:]


def harmed_frame(number, frame, harm):
    harmed = min(HEADER_BYTES[number > 0], len(frame) - 1)
    middle = bytearray(frame[harmed:-1])
    harm(middle)
    return frame[:harmed] + middle + frame[-1:]


def damage(directory, name, harmed=harmed_frame):
    """Writes damaged/NAME-KIND.ivf, the same each time."""
    os.makedirs(f"{directory}/damaged", exist_ok=True)
    with open(f"{directory}/{name}.ivf", "rb") as file:
        data = file.read()
    for harm in (zeros, noise, flips, cut):
        rng = random.Random(9)
        out = bytearray(data[:32])
        for number, (start, end) in enumerate(ivf_frames(data)):
            frame = harmed(number, data[start:end], lambda part: harm(rng, part))
            out += struct.pack("<I", len(frame)) + data[start - 8:start] + frame
        with open(f"{directory}/damaged/{name}-{harm.__name__}.ivf", "wb") as file:
            file.write(out)


def build_encoder(path):
    run(["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", path,
         os.path.join(HERE, "vp9_encode.c"), "-lvpx"])


def streams(encoder):
    """By suite: what GStreamer carries, and the rest."""
    made = [Stream(line, encoder) for line in FRAMES.strip().splitlines()]
    formats = []
    for prefix, (*form, seed) in FORMATS.items():
        table = OTHER_FORMATS.strip() + ("" if "422" in prefix or "440" in prefix
                                         else RANDOM_FORMATS)
        (made if prefix == "hi10" else formats).extend(
            Stream(line.format(p=prefix, seed=seed), encoder, *form)
            for line in table.strip().splitlines())
    return {"VP9-MADE": made, "VP9-MADE-FORMATS": formats}


def suites(work):
    """Streams by suite; work is a directory that is there until they are made."""
    encoder = os.path.join(work, "vp9_encode")
    build_encoder(encoder)
    return streams(encoder)
