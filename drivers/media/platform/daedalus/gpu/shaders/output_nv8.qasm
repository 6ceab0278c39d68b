// Cb and Cr in turn, bytes: a lane reads 8 of each and writes 16. The bytes of a row of the
// destination are a multiple of 16.
.program output_nv8
.include dae_gpu.qinc
.include dae_gpu_output.qinc
.alias	cb rf14
.alias	cb_stride rf15
.alias	cr rf16
.alias	cr_stride rf17

// Two bytes of each: the lower ones of cb and cr
.macro interleave cb, cr
	vpack \cb, \cb, \cr
	shr \cr, \cb, 8
	v8pack tmud, \cb, \cr
.endm

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
	nop; mov rf24, rf20.uh; ldtmu.rf21
	nop; mov rf25, rf21.uh
	interleave rf18, rf20
	interleave rf22, rf24
	interleave rf19, rf21
	interleave rf23, rf25
	output_next
	finish
