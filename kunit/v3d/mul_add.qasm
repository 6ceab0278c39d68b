// For each of 16 words of each workgroup: dst = src * mul + add, in words of 24 bits.
.program mul_add
	eidx rf10; ldunifrf.rf12(src)
	shl rf11, rf3, 4
	add rf10, rf10, rf11; ldunifrf.rf13(dst)
	shl rf10, rf10, 2
	add rf12, rf12, rf10; ldunifrf.rf14(mul)
	add rf13, rf13, rf10; ldunifrf.rf15(add)
	mov tmua, rf12; thrsw
	nop
	nop
	nop; ldtmu.rf16
	nop; umul24 rf16, rf16, rf14
	add tmud, rf16, rf15
	mov tmua, rf13; thrsw
	nop; thrsw
	tmuwt -
	nop; thrsw
	nop
	nop
