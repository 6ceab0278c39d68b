// Cb and Cr in turn, 16 bits each: a lane reads 8 bytes of each and writes 16, as output_copy
// does. The bytes of a row of the destination are a multiple of 16.
.program output_nv16
.include dae_gpu.qinc
.include dae_gpu_output.qinc
.alias	cb rf14
.alias	cb_stride rf15
.alias	cr rf16
.alias	cr_stride rf17

	output_place
	output_columns
	shr rf18, x, 1
	output_plane cb, cb_stride, rf18
	output_plane cr, cr_stride, rf18
	output_plane dst, dst_stride, x
row:
	sub.pushn -, left, 1
	mov.ifna tmuau, cb; unif(config)
	mov.ifna tmua, cr; thrsw
	add cb, cb, cb_stride
	add cr, cr, cr_stride
	nop; ldtmu.rf18
	nop; mov rf22, rf18.uh; ldtmu.rf19
	nop; mov rf23, rf19.uh; ldtmu.rf20
	vpack rf18, rf18, rf20; mov rf24, rf20.uh; ldtmu.rf21
	vpack rf22, rf22, rf24; mov rf25, rf21.uh
	vpack rf19, rf19, rf21
	vpack rf23, rf23, rf25
	output_word rf18
	output_word rf22
	output_word rf19
	output_word rf23
	output_next
	finish
