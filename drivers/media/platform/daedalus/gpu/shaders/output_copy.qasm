// Copies rows of samples, 16 bytes in a lane: (word << shift & mask) | fill. The bytes of a
// row are a multiple of 16; output_tail does the rest.
.program output_copy
.include dae_gpu.qinc
.include dae_gpu_output.qinc
.alias	src rf14
.alias	src_stride rf15

	output_place
	output_columns
	output_plane src, src_stride, x
	output_plane dst, dst_stride, x
row:
	sub.pushn -, left, 1
	mov.ifna tmuau, src; thrsw; unif(config)
	add src, src, src_stride
	nop
	nop; ldtmu.rf16
	nop; ldtmu.rf17
	output_word rf16
	nop; ldtmu.rf18
	output_word rf17
	nop; ldtmu.rf19
	output_word rf18
	output_word rf19
	output_next
	finish
