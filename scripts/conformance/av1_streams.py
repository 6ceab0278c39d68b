# SPDX-License-Identifier: GPL-2.0
"""AV1 streams for make_streams: options of three encoders one by one. The md5s are those
of dav1d and of libaom, which must agree.

    NAME SIZE FRAMES [EFFECT...] OPTION...          aomenc
    NAME svt SIZE FRAMES [EFFECT...] OPTION...      SvtAv1EncApp, of 64x64 or more
    NAME rav1e SIZE FRAMES [EFFECT...] OPTION...    rav1e, of 16x16 or more
    NAME random SEED SIZE FRAMES [OPTION...]        av1_random

Effects are source=NAME, noise=STRENGTH, fade and freeze; for aomenc also grain=SEED, a
table of film grain parameters of chance. Frames have their grain.

With the word libaom its md5 alone counts if dav1d is older than 1.1 (Debian 12 has 1.0).
Where superres starts, initialSubpelX of 7.16, has a term -err / 2, and "/" rounds toward
zero; dav1d 1.0 rounded it down, which is another sample where err is odd and negative.
libaom follows the specification, and dav1d 1.5.1 agrees with it on all streams.
"""

import functools
import hashlib
import random
import re
import tempfile

import av1_random
import vp9_streams
from vp9_streams import run

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
size_64x64          64x64 8 cpu-used=1
size_65x63          65x63 6 cpu-used=2
size_66x66          66x66 8 noise=20 sb-size=128
size_127x129        127x129 6
size_130x258        130x258 4 sb-size=128
size_1000x8         1000x8 5
size_8x1000         8x1000 5
size_2050x66        2050x66 3 tile-columns=5 cpu-used=5
cpu_0               98x70 6 cpu-used=1 noise=15
cpu_1               176x144 8 cpu-used=2
cpu_6               176x144 8 cpu-used=6
cpu_1_rotate        176x144 10 cpu-used=2 source=rotate
cpu_1_zoom          176x144 10 cpu-used=2 source=zoom
cpu_0_noise         66x66 6 cpu-used=0 noise=60
cpu_1_wobble        176x144 10 cpu-used=2 source=wobble
one_pass            176x144 8 lag-in-frames=0 passes=1
one_pass_noise      98x70 8 lag-in-frames=0 passes=1 noise=30
rt_5                176x144 8 rt cpu-used=5
rt_7                176x144 10 rt cpu-used=7 noise=10 end-usage=cbr target-bitrate=100
rt_9                176x144 10 rt cpu-used=9
rt_aq_3             176x144 12 rt cpu-used=7 aq-mode=3 end-usage=cbr target-bitrate=80
rt_aq_3_static      176x144 12 rt cpu-used=8 aq-mode=3 end-usage=cbr target-bitrate=60 freeze
rt_resilient        176x144 10 rt cpu-used=6 error-resilient=1 noise=10
rt_screen           176x144 8 rt cpu-used=7 tune-content=screen source=text
rt_denoise          352x288 6 rt cpu-used=7 noise-sensitivity=1 noise=15 end-usage=cbr
allintra            176x144 3 allintra cpu-used=4
allintra_deltaq     176x144 3 allintra cpu-used=3 deltaq-mode=3 noise=10
still               98x70 1 limit=1 full-still-picture-hdr
still_reduced       98x70 1 limit=1
still_video         98x70 1 limit=1 force-video-mode=1
cdef_off            176x144 6 enable-cdef=0
cdef_refs           176x144 10 enable-cdef=2 noise=15
cdef_strong         176x144 6 cq-level=60 noise=30 enable-restoration=0
restoration_off     176x144 6 enable-restoration=0
restoration         352x288 4 enable-restoration=1 cpu-used=2 noise=25 cq-level=40
restoration_only    178x98 5 enable-cdef=0 cpu-used=2 noise=40 cq-level=20
restoration_odd     259x201 3 cpu-used=2 noise=30 cq-level=45
restoration_noise   130x130 4 cpu-used=2 source=noise noise=60 cq-level=50
filters_off         176x144 6 enable-cdef=0 enable-restoration=0 loopfilter-control=0
loopfilter_refs     176x144 10 loopfilter-control=2
loopfilter_motion   176x144 10 loopfilter-control=3 rt cpu-used=7
sharpness_4         176x144 6 sharpness=4 cq-level=50
sharpness_7         176x144 6 sharpness=7 cq-level=60
obmc_off            176x144 8 enable-obmc=0 source=rotate
warped_off          176x144 8 enable-warped-motion=0 source=rotate
warped_only         176x144 8 enable-obmc=0 enable-global-motion=0 source=rotate cpu-used=2
obmc_only           176x144 8 enable-warped-motion=0 enable-global-motion=0 source=wobble cpu-used=2
global_off          176x144 8 enable-global-motion=0 source=zoom
global_rotate       352x288 5 source=rotate cq-level=50
global_zoom         352x288 5 source=zoom cq-level=50
global_wobble       226x162 8 source=wobble cq-level=55
global_odd          131x99 8 source=rotate cq-level=45 cpu-used=2
palette             176x144 4 tune-content=screen source=text cpu-used=2
palette_off         176x144 4 tune-content=screen source=text enable-palette=0
palette_life        176x144 6 tune-content=screen source=life
palette_odd         99x67 5 tune-content=screen source=text enable-intrabc=0
palette_bars        176x144 4 tune-content=screen source=smptebars cq-level=5
intrabc             176x144 2 tune-content=screen source=text kf-max-dist=0
intrabc_odd         131x99 3 tune-content=screen source=text kf-max-dist=0 enable-palette=0
intrabc_wide        704x64 2 tune-content=screen source=text kf-max-dist=0
intrabc_128         258x130 2 tune-content=screen source=text kf-max-dist=0 sb-size=128
intrabc_tiles       258x130 2 tune-content=screen source=text kf-max-dist=0 tile-columns=1 tile-rows=1
screen_noise        176x144 6 tune-content=screen source=text noise=5
integer_mv          176x144 8 tune-content=screen source=text enable-palette=0 enable-intrabc=0
filter_intra_off    176x144 4 enable-filter-intra=0 kf-max-dist=0
smooth_off          176x144 4 enable-smooth-intra=0 kf-max-dist=0
paeth_off           176x144 4 enable-paeth-intra=0 kf-max-dist=0
cfl_off             176x144 4 enable-cfl-intra=0 kf-max-dist=0
directional_off     176x144 4 enable-directional-intra=0 kf-max-dist=0
diagonal_off        176x144 4 enable-diagonal-intra=0 enable-angle-delta=0 kf-max-dist=0
edge_filter_off     176x144 4 enable-intra-edge-filter=0 kf-max-dist=0 cpu-used=2
intra_only_noise    98x70 4 kf-max-dist=0 cpu-used=1 noise=40
intra_rotate        130x98 3 kf-max-dist=0 cpu-used=2 source=rotate
tx64_off            176x144 6 enable-tx64=0 cq-level=50
tx64_large          352x288 3 cq-level=60 source=zoom
flip_idtx_off       176x144 6 enable-flip-idtx=0
tx_search_off       176x144 6 enable-tx-size-search=0
tx_set_reduced      176x144 6 reduced-tx-type-set=1
tx_dct_only         176x144 6 use-intra-dct-only=1 use-inter-dct-only=1
tx_noise            130x98 5 cpu-used=2 noise=80 cq-level=15
dual_filter_off     176x144 6 enable-dual-filter=0
dual_filter         176x144 8 enable-dual-filter=1 cpu-used=2 source=wobble
dist_wtd_off        176x144 8 enable-dist-wtd-comp=0
masked_off          176x144 8 enable-masked-comp=0
onesided_off        176x144 8 enable-onesided-comp=0
interintra_off      176x144 8 enable-interintra-comp=0
smooth_interintra_off 176x144 8 enable-smooth-interintra=0 cpu-used=2 noise=20
interintra_wedge_off 176x144 8 enable-interintra-wedge=0 cpu-used=2 noise=20
diff_wtd_off        176x144 8 enable-diff-wtd-comp=0 cpu-used=2 noise=20
wedge_off           176x144 8 enable-interinter-wedge=0 cpu-used=2 noise=20
compound            66x66 7 cpu-used=1 noise=30 source=wobble
compound_noise      66x50 7 cpu-used=1 source=noise noise=30 cq-level=25
order_hint_off      176x144 8 enable-order-hint=0 lag-in-frames=0 passes=1
ref_mvs_off         176x144 10 enable-ref-frame-mvs=0
ref_mvs             176x144 12 enable-ref-frame-mvs=1 cpu-used=2 source=zoom
ref_mvs_rotate      226x162 12 source=rotate cpu-used=2
refs_3              176x144 10 max-reference-frames=3
refs_reduced        176x144 10 reduced-reference-set=1
partitions_rect_off 176x144 6 enable-rect-partitions=0
partitions_ab_off   176x144 6 enable-ab-partitions=0 enable-1to4-partitions=0
partitions_4        98x70 4 max-partition-size=8 noise=10
partitions_16       176x144 5 min-partition-size=16 max-partition-size=32
partitions_128      258x258 3 min-partition-size=64 sb-size=128
partitions_all      98x130 6 cpu-used=2 noise=50
sb_64               176x144 6 sb-size=64
sb_128              258x130 6 sb-size=128
superres_fixed_9    176x144 5 superres-mode=1 superres-denominator=9 superres-kf-denominator=9
superres_fixed_12   178x98 6 superres-mode=1 superres-denominator=12 superres-kf-denominator=15 libaom
superres_fixed_16   259x131 6 superres-mode=1 superres-denominator=16 superres-kf-denominator=16
superres_kf         226x162 6 superres-mode=1 superres-denominator=8 superres-kf-denominator=13 libaom
superres_random     162x98 8 superres-mode=2
superres_random_128 259x131 6 superres-mode=2 sb-size=128 noise=15 libaom
superres_qthresh    226x162 8 superres-mode=3 superres-qthresh=20 superres-kf-qthresh=20 cq-level=50
superres_auto       176x144 6 superres-mode=4 cq-level=60
superres_tiles      352x130 6 superres-mode=2 tile-columns=1 tile-rows=1 noise=20
superres_lossless   98x70 3 superres-mode=1 superres-denominator=11 superres-kf-denominator=11 lossless=1
superres_restoration 352x288 3 superres-mode=1 superres-denominator=14 superres-kf-denominator=11 noise=30 cpu-used=2 enable-cdef=0
resize_fixed        176x144 6 resize-mode=1 resize-denominator=12 resize-kf-denominator=12
resize_kf           226x162 8 resize-mode=1 resize-denominator=16 resize-kf-denominator=8
resize_up           226x162 8 resize-mode=1 resize-denominator=8 resize-kf-denominator=16
resize_random       176x144 12 resize-mode=2
resize_random_noise 259x131 12 resize-mode=2 noise=30
resize_random_odd   131x99 12 resize-mode=2 cpu-used=2 source=rotate
resize_random_128   258x146 8 resize-mode=2 sb-size=128 cpu-used=2
resize_superres     226x162 12 resize-mode=2 superres-mode=2 libaom
resize_dynamic      352x288 14 rt cpu-used=7 resize-mode=3 end-usage=cbr target-bitrate=40 noise=20
resize_tiles        352x130 10 resize-mode=2 tile-columns=1 tile-rows=1
resilient           176x144 8 error-resilient=1
resilient_global    176x144 8 global-error-resilient=1
sframes             176x144 12 sframe-dist=4 sframe-mode=1 lag-in-frames=0 passes=1
sframes_altref      176x144 16 sframe-dist=4 sframe-mode=2 cpu-used=4
parallel            176x144 10 frame-parallel=1
parallel_resilient  98x70 8 frame-parallel=1 error-resilient=1 noise=20
cdf_off             176x144 6 cdf-update-mode=0
cdf_some            176x144 12 cdf-update-mode=2
tiles_2             258x66 6 tile-columns=1
tiles_4_rows_4      258x258 4 tile-columns=2 tile-rows=2
tiles_rows_4        66x258 6 tile-rows=2 noise=10
tiles_odd           203x131 6 tile-columns=2 tile-rows=1 noise=10
tiles_groups        258x130 6 tile-columns=2 tile-rows=1 num-tile-groups=4
tiles_mtu           258x130 6 tile-columns=2 tile-rows=1 mtu-size=150 noise=10
tiles_128           514x258 3 tile-columns=2 tile-rows=1 sb-size=128 cpu-used=4
tiles_64            1030x134 3 tile-columns=4 tile-rows=2 cpu-used=5
tiles_cdf_off       258x66 5 tile-columns=1 cdf-update-mode=0
q_0                 66x66 3 min-q=0 max-q=0 cq-level=0 noise=60 deltaq-mode=0
q_1                 98x70 4 min-q=1 max-q=1 cq-level=1 noise=60
q_63                176x144 6 min-q=63 max-q=63 cq-level=63 noise=40
q_low_noise         64x66 3 min-q=1 max-q=1 cq-level=1 source=noise noise=100
vbr                 176x144 10 end-usage=vbr target-bitrate=100 noise=20
cbr                 176x144 10 end-usage=cbr target-bitrate=60 lag-in-frames=0 passes=1
deltaq              176x144 6 deltaq-mode=1 aq-mode=0 enable-tpl-model=1
deltaq_lf           176x144 8 deltaq-mode=1 delta-lf-mode=1 aq-mode=0 noise=20
deltaq_3_lf         176x144 5 deltaq-mode=3 delta-lf-mode=1 noise=20
deltaq_4            176x144 4 allintra deltaq-mode=4 cpu-used=4 noise=10
deltaq_lf_128       258x146 6 deltaq-mode=1 delta-lf-mode=1 sb-size=128 noise=30
chroma_deltaq       176x144 6 enable-chroma-deltaq=1
aq_1                176x144 8 aq-mode=1 deltaq-mode=0 noise=20
aq_2                176x144 8 aq-mode=2 deltaq-mode=0 end-usage=vbr target-bitrate=80 noise=20
aq_1_resilient      98x70 8 aq-mode=1 deltaq-mode=0 error-resilient=1 noise=20
aq_1_altref         131x99 14 aq-mode=1 deltaq-mode=0 noise=30
aq_3_screen         176x144 10 rt cpu-used=7 aq-mode=3 tune-content=screen end-usage=cbr target-bitrate=60 source=text
qm                  176x144 6 enable-qm=1
qm_0                176x144 6 enable-qm=1 qm-min=0 qm-max=3
qm_15               176x144 6 enable-qm=1 qm-min=12 qm-max=15
qm_none             176x144 4 enable-qm=1 qm-min=15 qm-max=15
qm_noise            130x98 5 enable-qm=1 qm-min=0 qm-max=8 cpu-used=2 noise=50
qm_deltaq           176x144 6 enable-qm=1 qm-min=2 qm-max=10 deltaq-mode=1 enable-chroma-deltaq=1
lossless            98x70 3 lossless=1
lossless_noise      66x66 3 lossless=1 noise=60 source=noise
lossless_lag        98x70 6 lossless=1 source=rotate
keyframes           176x144 10 kf-min-dist=3 kf-max-dist=3
keyframes_forward   176x144 16 enable-fwd-kf=1 kf-max-dist=8 lag-in-frames=12 cpu-used=4
keyframes_forward_2 98x70 24 fwd-kf-dist=8 enable-fwd-kf=1 kf-max-dist=8 lag-in-frames=16 cpu-used=4
keyframes_filter    98x70 12 enable-keyframe-filtering=2 kf-max-dist=8 noise=20
altref_deep         98x70 34 lag-in-frames=33 gf-max-pyr-height=5 cpu-used=4
altref_flat         98x70 20 gf-max-pyr-height=1 cpu-used=3
altref_off          98x70 12 auto-alt-ref=0 cpu-used=3
altref_fade         176x144 16 fade cpu-used=3
altref_static       176x144 20 freeze noise=3 cpu-used=3
altref_overlay_off  98x70 18 enable-overlay=0 cpu-used=3
life                176x144 8 source=life
timing              176x144 6 timing-info=model lag-in-frames=0 passes=1 auto-alt-ref=0
timing_constant     176x144 6 timing-info=constant
film_test_1         176x144 6 film-grain-test=1
film_test_2         176x144 5 film-grain-test=2
film_test_3         131x99 5 film-grain-test=3
film_test_4         176x144 5 film-grain-test=4
film_test_5         176x144 5 film-grain-test=5
film_test_6         130x98 5 film-grain-test=6
film_test_7         176x144 5 film-grain-test=7
film_test_8         176x144 5 film-grain-test=8
film_test_9         97x65 5 film-grain-test=9
film_test_10        176x144 5 film-grain-test=10
film_test_11        176x144 5 film-grain-test=11
film_test_12        33x35 5 film-grain-test=12
film_test_13        176x144 5 film-grain-test=13
film_test_14        176x144 5 film-grain-test=14
film_test_15        176x144 5 film-grain-test=15
film_test_16        176x144 5 film-grain-test=16
film_1              98x70 5 grain=1
film_2              99x67 5 grain=2
film_3              130x34 5 grain=3
film_4              31x65 5 grain=4
film_5              226x162 4 grain=5 noise=10
film_6              67x99 8 grain=6
film_7              98x98 5 grain=7
film_8              34x34 5 grain=8
film_9              1x1 4 grain=9
film_10             34x3 4 grain=10
film_altref         98x70 18 grain=11 cpu-used=4
film_estimated      176x144 8 denoise-noise-level=25 noise=30 cpu-used=4
film_superres       178x98 6 grain=12 superres-mode=2 libaom
film_resize         178x98 8 grain=13 resize-mode=2
svt_4               svt 176x144 8 preset=4
svt_1               svt 98x70 6 preset=1 noise=20
svt_8               svt 176x144 10 preset=8
svt_12              svt 176x144 10 preset=12
svt_low_delay       svt 176x144 8 preset=6 pred-struct=1
svt_tiles           svt 258x258 5 preset=7 tile-rows=1 tile-columns=2
svt_overlays        svt 176x144 18 preset=6 enable-overlays=1 hierarchical-levels=3
svt_film            svt 176x144 6 preset=8 film-grain=30 noise=30
svt_resize          svt 226x162 6 preset=6 resize-mode=1 resize-denom=12 resize-kf-denom=9
svt_resize_random   svt 226x162 10 preset=6 resize-mode=2
svt_aq_1            svt 176x144 6 preset=6 aq-mode=1 noise=20
svt_qm              svt 176x144 6 preset=5 enable-qm=1 qm-min=0
svt_screen          svt 176x144 6 preset=4 scm=1 source=text
svt_keyint          svt 176x144 12 preset=8 keyint=4 irefresh-type=1
svt_mfmv            svt 176x144 12 preset=3 enable-mfmv=1 source=rotate
svt_odd             svt 131x99 6 preset=5 noise=10
rav1e               rav1e 176x144 8
rav1e_2             rav1e 98x70 6 speed=2 noise=20
rav1e_odd           rav1e 131x99 6 speed=4
rav1e_16            rav1e 17x16 6 speed=3
rav1e_tiles         rav1e 258x258 4 tile-cols=2 tile-rows=2
rav1e_low_latency   rav1e 176x144 8 low-latency
rav1e_sframes       rav1e 176x144 10 low-latency switch-frame-interval=3
rav1e_still         rav1e 98x70 1 still-picture
rav1e_q_1           rav1e 66x66 3 quantizer=1 noise=40
rav1e_q_255         rav1e 176x144 5 quantizer=255
rav1e_keyint        rav1e 98x70 12 keyint=4 min-keyint=2
rav1e_rotate        rav1e 176x144 8 speed=3 source=rotate
random_1            random 11 72x56 10
random_2            random 16 98x70 8
random_hidden       random 2 72x56 8 hidden
random_128          random 7 136x136 4 sb128
random_scale        random 3 66x130 6 scale
random_scale_intra  random 4 98x70 8 scale intra
random_scale_hidden random 15 98x70 8 scale hidden
random_all          random 10 40x40 12 scale intra hidden
"""

# Few that use much, for "make check".
CHECK = """
size_65x63 rt_aq_3_static compound restoration_odd intrabc_odd superres_random resize_random_odd
film_6 tiles_groups hi10_film_2 gray_odd i422_12_filters
""".split()

# Some of these it also takes with damage.
DAMAGED = ("rt_aq_3_static", "tiles_groups")
FRAME_HEADER_BYTES = 40

# Of each format of FORMATS; those GStreamer carries are in the first suite.
OTHER_FORMATS = """
{p}_odd             67x35 6 noise=20 cpu-used=1
{p}_screen          98x98 3 source=text tune-content=screen kf-max-dist=0
{p}_q_low           66x66 3 min-q=1 max-q=1 cq-level=1 noise=80 source=noise
{p}_filters         226x130 3 noise=30 cq-level=40
{p}_resize          130x98 8 resize-mode=2 noise=10
{p}_superres        131x99 8 superres-mode=2 noise=10
{p}_film_1          98x70 4 grain=21
{p}_film_2          67x99 4 grain=22
"""

# Of some.
MORE_FORMATS = """
{p}                 98x70 7 noise=10 cpu-used=2
{p}_tiny            5x3 5 noise=20
{p}_128             130x130 4 sb-size=128 noise=15
{p}_rotate          98x70 8 source=rotate cpu-used=2
{p}_palette         130x66 5 source=text tune-content=screen noise=2
{p}_lossless        66x66 3 lossless=1 noise=10
{p}_q_high          176x144 5 min-q=60 max-q=63 cq-level=63 noise=20
{p}_qm              98x70 4 enable-qm=1 qm-min=0 enable-chroma-deltaq=1
{p}_tiles           258x130 3 tile-columns=1 tile-rows=1 deltaq-mode=1 delta-lf-mode=1
{p}_film_test       98x70 4 film-grain-test=11
"""
MORE = ("hi10", "gray", "i444", "i422_12")

RAV1E_FORMATS = """
{p}_rav1e           rav1e 98x70 6 speed=3 noise=10
"""

# With seeds that give valid streams
RANDOM_FORMATS = {
    "hi10": """
hi10_random         random 8 72x56 8
hi10_random_scale   random 9 66x50 8 scale
hi10_random_intra   random 14 98x70 8 intra hidden
""",
    "gray": "gray_random        random 5 72x72 6 hidden",
    "i444": """
i444_random         random 13 72x72 8
i444_random_scale   random 6 67x51 6 scale
""",
}

# Pixel format, profile and depth; grey streams are encoded from yuv420p.
FORMATS = {
    "hi10": ("yuv420p10le", 0, 10),
    "hi12": ("yuv420p12le", 2, 12),
    "gray": ("gray", 0, 8),
    "gray10": ("gray10le", 0, 10),
    "gray12": ("gray12le", 2, 12),
    "i422": ("yuv422p", 2, 8),
    "i444": ("yuv444p", 1, 8),
    "i422_10": ("yuv422p10le", 2, 10),
    "i444_10": ("yuv444p10le", 1, 10),
    "i422_12": ("yuv422p12le", 2, 12),
    "i444_12": ("yuv444p12le", 2, 12),
}

SOURCES = {
    **vp9_streams.SOURCES,
    # A still picture that turns, that comes nearer, whose corners move.
    "rotate": "mandelbrot=size=640x640:rate=25:start_scale=1,loop=loop=-1:size=1,"
              "rotate=a=0.02*n:bilinear=1,crop={crop}",
    "zoom": "mandelbrot=size={size}:rate=25:start_scale=1:end_scale=0.01:end_pts=40",
    "wobble": "testsrc2=size={size}:rate=25,loop=loop=-1:size=1,"
              "perspective=x0=2*on:y0=on:x1=W-on:y1=3*on:x2=on:y2=H-2*on:x3=W-3*on:y3=H-on"
              ":eval=frame",
    # Seven glyphs of 8x12 samples that follow each other by some rule, and scroll.
    "text": "nullsrc=size={size}:rate=25,geq=lum='if(mod(floor(1000*pow(sin(mod(X,8)*12.9+"
            "mod(Y+2*N,12)*78.2+mod(floor(X/8)*5+floor((Y+2*N)/12)*3,7)*3.7),2)),2),30,220)'"
            ":cb='90+mod(floor(X/8)*floor((Y+2*N)/12),5)*20':cr=128",
}


@functools.lru_cache(maxsize=None)
def dav1d_rounds_down():
    """See above."""
    version = re.match(r"(\d+)\.(\d+)",
                       run(["bash", "-c", "dav1d --version 2>&1"]).decode())
    return tuple(map(int, version.groups())) < (1, 1)


def points(rng, most):
    """Of a scaling function, ascending."""
    return [(x, rng.choice((0, 255, rng.randrange(256))))
            for x in sorted(rng.sample(range(256), rng.randrange(most + 1)))]


def grain_table(seed, chroma):
    """Parameters for each second frame, as libaom's tools write them."""
    rng = random.Random(seed)
    lines = ["filmgrn1"]
    for i in range(16):
        lag = rng.randrange(4)
        count = 2 * lag * (lag + 1)
        from_luma = int(chroma and rng.random() < 0.3)
        luma = points(rng, 14)
        # 4:2:0 has grain in all planes or in luma only.
        more = chroma and luma and not from_luma and rng.random() < 0.8
        cb, cr = ((points(rng, 9) or [(128, 60)]) if more else [] for _ in range(2))
        lines.append(f"E {i * 800000} {(i + 1) * 800000} 1 {rng.randrange(1, 65536)} 1")
        values = [lag, rng.randrange(6, 10), rng.randrange(4), rng.randrange(8, 12), from_luma,
                  rng.randrange(2)]
        values += [rng.randrange(limit) for limit in (256, 256, 512) * 2]
        lines.append("\tp " + " ".join(map(str, values)))
        for name, plane in (("sY", luma), ("sCb", cb), ("sCr", cr)):
            lines.append(f"\t{name} {len(plane)}"
                         + "".join(f" {x} {y}" for x, y in plane))
        strength = rng.choice((4, 20, 127))
        for name, number in (("cY", count), ("cCb", count + 1), ("cCr", count + 1)):
            lines.append(f"\t{name} " + " ".join(
                str(rng.randrange(-strength, strength + 1)) for _ in range(number)))
    return "\n".join(lines) + "\n"


class Stream(vp9_streams.Stream):
    """A line of the tables."""

    sources = SOURCES

    def __init__(self, line, decoded="yuv420p", profile=0, depth=8):
        super().__init__(line, None, decoded, profile, depth)
        self.seed = int(self.words.pop(1)) if self.words[0] == "random" else None
        self.program = self.words.pop(0) if self.words[0] in ("svt", "rav1e", "random") else "aomenc"
        self.grey = decoded.startswith("gray")
        # GStreamer shows frames in their render size.
        self.other_client = "resize" in self.name
        self.pixels = decoded.replace("gray", "yuv420p") if self.grey else decoded

    def plan(self, work):
        """FFmpeg's filters, options of the encoder, and the table of film grain."""
        seeds = [word[6:] for word in self.words if word.startswith("grain=")]
        chain, options = self.source([word for word in self.words if word != "libaom" and
                                      not word.startswith("grain=")])
        if not seeds:
            return chain, options, ""
        return (chain, options + [f"--film-grain-table={work}/grain"],
                grain_table(int(seeds[0]), not self.grey))

    def key(self):
        """The stream stays the same while this does."""
        if self.program == "random":
            with open(av1_random.__file__, encoding="utf-8") as file:
                text = repr((file.read(), self.seed, self.words, self.decoded))
            return hashlib.sha256(text.encode()).hexdigest()
        encode = getattr(self, self.program)
        chain, options, grain = self.plan("")
        text = repr((chain, self.words, grain, encode(self.words[0], options, "", "")))
        return hashlib.sha256(text.encode()).hexdigest()

    def make_random(self, path):
        size, frames, *options = self.words
        width, _, height = size.partition("x")
        if self.grey:
            options.append("mono")
        elif "444" in self.decoded:
            options.append("444")
        writer = av1_random.Writer(self.seed, (int(width), int(height)), self.depth, options)
        av1_random.write(path, writer, int(frames))

    def make(self, path):
        if self.program == "random":
            self.make_random(path)
            return
        with tempfile.TemporaryDirectory() as work:
            chain, options, grain = self.plan(work)
            with open(f"{work}/grain", "w", encoding="ascii") as file:
                file.write(grain)
            raw = ["-f", "rawvideo"] if self.program == "aomenc" else \
                ["-f", "yuv4mpegpipe", "-strict", "-1"]
            run(["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", chain, "-frames:v",
                 self.words[1], *raw, f"{work}/source"])
            encode = getattr(self, self.program)
            run(encode(self.words[0], options, f"{work}/source", path))

    def aomenc(self, size, options, source, path):
        width, _, height = size.partition("x")
        usage = [] if {"--rt", "--allintra"} & set(options) else \
            ["--good", "--cpu-used=3", "--passes=2", "--lag-in-frames=16"]
        return ["aomenc", "--ivf", "--quiet", "--disable-warning-prompt", "--threads=1",
                "--row-mt=0", *usage, "--end-usage=q", "--cq-level=32",
                f"--i{self.pixels[3:6]}", f"--width={width}", f"--height={height}",
                f"--profile={self.profile}", f"--bit-depth={self.depth}",
                f"--input-bit-depth={self.depth}", *(["--monochrome"] if self.grey else []),
                *options, "-o", path, source]

    @staticmethod
    def svt(_, options, source, path):
        words = [word for option in options for word in option.split("=")]
        return ["SvtAv1EncApp", "--no-progress", "1", "--lp", "1", *words, "-i", source,
                "-b", path]

    @staticmethod
    def rav1e(_, options, source, path):
        words = [word for option in options for word in option.split("=")]
        return ["rav1e", "--quiet", "--threads", "1", *words, "-y", "-o", path, source]

    def md5(self, path):
        """Of the largest spatial layer."""
        dav1d = run(["dav1d", "--quiet", "--filmgrain", "1", "--alllayers", "0", "--threads", "1",
                     "--input", path, "--muxer", "md5", "--output", "-"]).decode().split()[0]
        libaom = run(["aomdec", "--rawvideo", "--md5", path]).decode().split()[0]
        if dav1d != libaom and not ("libaom" in self.words and dav1d_rounds_down()):
            raise RuntimeError(f"{self.name}: dav1d and libaom do not agree")
        return libaom


def tile_groups(data):
    """Where the tile groups of a temporal unit, and frames, start and end."""
    at = 0
    while at < len(data):
        kind, size, shift = data[at] >> 3 & 15, 0, 0
        at += 2 if data[at] & 4 else 1
        while True:
            size |= (data[at] & 127) << shift
            shift += 7
            at += 1
            if data[at - 1] < 128:
                break
        if kind in (4, 6):
            yield at, at + size
        at += size


def harmed_frame(_, data, harm):
    """Harms tiles, not the headers of frames and OBUs, on which GStreamer's parser insists."""
    out = bytearray(data)
    for start, end in tile_groups(data):
        start = min(start + FRAME_HEADER_BYTES, end)
        part = bytearray(data[start:end])
        if part:
            harm(part)
        out[start:end] = part.ljust(end - start, b"\0")
    return bytes(out)


def streams():
    """By suite: what GStreamer carries, and the rest."""
    made = [Stream(line) for line in FRAMES.strip().splitlines()]
    formats = []
    for prefix, form in FORMATS.items():
        table = OTHER_FORMATS.strip() + (MORE_FORMATS.rstrip() if prefix in MORE else "")
        table += "" if form[0].startswith("gray") else RAV1E_FORMATS.rstrip()
        table += "\n" + RANDOM_FORMATS.get(prefix, "").strip()
        (made if prefix == "hi10" else formats).extend(
            Stream(line.format(p=prefix), *form) for line in table.strip().splitlines())
    return {"AV1-MADE": made, "AV1-MADE-FORMATS": formats}
