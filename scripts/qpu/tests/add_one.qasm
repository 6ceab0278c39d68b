// Adds 1 to each of 16 words.
.program add_one
.macro lane_address base, name
	eidx rf11; ldunifrf.\base(\name)
	shl rf11, rf11, 2
	add \base, \base, rf11
.endm
	lane_address rf10, src
	lane_address rf12, dst
	mov tmua, rf10; thrsw
	nop
	nop
	nop; ldtmu.rf13
	add tmud, rf13, 1
	mov tmua, rf12; thrsw
	nop; thrsw
	tmuwt -
	nop; thrsw
	nop
	nop
