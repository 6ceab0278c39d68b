// Luma with film grain, bytes.
.program grain_luma8
.set	WIDE 0
.set	EDGE 0
.include dae_gpu_grain_luma.qinc
