// Chroma with film grain, bytes.
.program grain_chroma8
.set	WIDE 0
.set	EDGE 0
.include dae_gpu_grain_chroma.qinc
