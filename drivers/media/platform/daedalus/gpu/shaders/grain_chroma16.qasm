// Chroma with film grain, 16 bits.
.program grain_chroma16
.set	WIDE 1
.set	EDGE 0
.include dae_gpu_grain_chroma.qinc
