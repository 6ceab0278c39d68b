// Vertical edges of AV1's loop filter, 9 to 12 bits: two rows in a lane.
.program av1_lf_vert_16bpc threads=2
.include dae_gpu.qinc
.include av1_lf_16bpc.qinc
.include av1_lf.qinc
.include av1_lf_vert.qinc
