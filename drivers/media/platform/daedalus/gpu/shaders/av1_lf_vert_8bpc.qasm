// Vertical edges of AV1's loop filter, 8 bits: four rows in a lane.
.program av1_lf_vert_8bpc threads=2
.include dae_gpu.qinc
.include av1_lf_8bpc.qinc
.include av1_lf.qinc
	mov shift, 0
.include av1_lf_vert.qinc
