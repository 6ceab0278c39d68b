// The last bytes of rows, fewer than 16: a sample in a lane. Lanes take theirs from two
// planes in turn; of luma these are the same one, and each plane has all samples.
.program output_tail
.include dae_gpu.qinc
.include dae_gpu_output.qinc
.alias	src rf14
.alias	src_stride rf15
.alias	other rf16
.alias	turn rf17	// 1: planes take turns
.alias	size rf18	// log2 of the bytes of a sample

	output_place
	nop; ldunifrf.left(samples)
	nop; ldunifrf.shift(shift)
	sub left, left, lane; ldunifrf.mask(mask)
	nop; ldunifrf.fill(fill)
	nop; ldunifrf.turn(turn)
	and rf20, lane, turn; ldunifrf.size(size)
	shr x, lane, turn
	shl x, x, size
	output_plane src, src_stride, x
	nop; ldunifrf.other(other)
	sub.pushz -, rf20, 1
	// other is the way from one to the other plane
	nop; mov.ifna other, 0
	add src, src, other
	shl x, lane, size
	output_plane dst, dst_stride, x
row:
	sub.pushn -, left, 1
	mov.ifna tmuau, src; thrsw; unif(config)
	add src, src, src_stride
	nop
	nop; ldtmu.rf21
	output_word rf21
	output_next
	finish
