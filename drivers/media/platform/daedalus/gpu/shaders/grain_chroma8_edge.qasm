// Chroma with film grain, bytes: the last columns.
.program grain_chroma8_edge
.set	WIDE 0
.set	EDGE 1
.include dae_gpu_grain_chroma.qinc
