// SPDX-License-Identifier: GPL-2.0
/*
 * qpu_words SEED COUNT: random words that are instructions, as text with ours decoder; each is
 * encoded again first and must come out the same but for bits that mean nothing.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qpu_isa.h"

static uint64_t state;

static uint64_t next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

int main(int argc, char **argv)
{
	struct qpu_instr instr, again;
	const char *problem;
	unsigned int left;
	char text[160];
	uint64_t word;

	if (argc != 3)
		return 2;
	state = strtoull(argv[1], NULL, 0) * 2 + 1;
	for (left = atoi(argv[2]); left;) {
		word = next();
		/* branches are rare by chance */
		if (next() % 16 == 0)
			word = (word & ~(0xffULL << 56)) | 2ULL << 56;
		if (!qpu_decode(word, &instr))
			continue;
		problem = qpu_encode(&instr, &word);
		if (problem || !qpu_decode(word, &again) || memcmp(&instr, &again, sizeof(instr))) {
			qpu_print(&instr, text, sizeof(text));
			printf("%s: %s\n", text, problem ? problem : "another instruction");
			return 1;
		}
		qpu_print(&instr, text, sizeof(text));
		printf("%016" PRIx64 " %s\n", word, text);
		left--;
	}
	return 0;
}
