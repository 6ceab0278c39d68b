// Luma with film grain, 16 bits.
.program grain_luma16
.set	WIDE 1
.set	EDGE 0
.include dae_gpu_grain_luma.qinc
