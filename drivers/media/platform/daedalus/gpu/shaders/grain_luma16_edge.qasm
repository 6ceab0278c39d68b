// Luma with film grain, 16 bits: the last columns.
.program grain_luma16_edge
.set	WIDE 1
.set	EDGE 1
.include dae_gpu_grain_luma.qinc
