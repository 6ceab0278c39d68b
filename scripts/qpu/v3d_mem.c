// SPDX-License-Identifier: GPL-2.0
/*
 * Memory of the model: the MMU with its table of one level, and the caches. The L2T is between
 * the TMU and memory and writes back late; slices have caches of instructions and uniforms,
 * which see nothing of what a dispatch writes. Without caches only those of instructions are
 * there.
 */
#include <stdlib.h>
#include <string.h>

#include "v3d_model.h"

void v3d_drop_translations(struct v3d *v3d)
{
	memset(v3d->tlb, 0, sizeof(v3d->tlb));
}

void v3d_set_page_table(struct v3d *v3d, bool enabled, uint64_t table, uint64_t scratch)
{
	v3d->mmu = enabled;
	v3d->page_table = table;
	v3d->scratch = scratch;
	v3d_drop_translations(v3d);
}

static uint8_t *host_page(struct v3d *v3d, uint64_t pa)
{
	return v3d->callbacks->page(v3d->opaque, pa & ~(uint64_t)(V3D_PAGE_SIZE - 1));
}

/* Fills in an entry of the TLB; false if the page table has none. */
static bool walk(struct v3d *v3d, uint32_t page, struct tlb_entry *entry)
{
	uint64_t at = v3d->page_table + page * 4ULL;
	uint8_t *table;
	uint32_t pte;

	entry->pa = (uint64_t)page << V3D_PAGE_SHIFT;
	entry->writeable = true;
	if (v3d->mmu) {
		table = host_page(v3d, at);
		if (!table)
			return false;
		memcpy(&pte, table + at % V3D_PAGE_SIZE, sizeof(pte));
		if (!(pte & V3D_PTE_VALID))
			return false;
		entry->pa = (uint64_t)(pte & V3D_PTE_FRAME) << V3D_PAGE_SHIFT;
		entry->writeable = pte & V3D_PTE_WRITEABLE;
	}
	entry->host = host_page(v3d, entry->pa);
	if (!entry->host)
		return false;
	entry->tag = page + 1;
	return true;
}

/*
 * The page of an address, the scratch page after a fault. NULL: the dispatch hangs, since it
 * is strict or there is no scratch page.
 */
static const struct tlb_entry *translate(struct v3d *v3d, uint32_t va, bool write,
					 struct tlb_entry *scratch)
{
	uint32_t page = va >> V3D_PAGE_SHIFT;
	struct tlb_entry *entry = &v3d->tlb[page % TLB_ENTRIES];
	enum v3d_fault fault = V3D_FAULT_INVALID;

	if (entry->tag == page + 1 || walk(v3d, page, entry)) {
		if (!write || entry->writeable)
			return entry;
		fault = V3D_FAULT_WRITE;
	} else {
		entry->tag = 0;
	}

	if (v3d->callbacks->fault)
		v3d->callbacks->fault(v3d->opaque, va, fault);
	scratch->pa = v3d->scratch;
	scratch->host = v3d->scratch && !v3d->options.strict ? host_page(v3d, v3d->scratch) : NULL;
	if (scratch->host)
		return scratch;
	v3d->state = V3D_HUNG;
	return NULL;
}

static void write_back(struct v3d *v3d, struct cache_line *line)
{
	uint64_t pa = line->pa - 1;
	uint8_t *host;
	unsigned int i;

	if (line->pa && line->dirty) {
		host = host_page(v3d, pa);
		for (i = 0; host && i < LINE_SIZE; i++)
			if (line->dirty >> i & 1)
				host[pa % V3D_PAGE_SIZE + i] = line->data[i];
	}
	line->dirty = 0;
}

void v3d_clean(struct v3d *v3d)
{
	unsigned int i;

	for (i = 0; i < L2T_LINES; i++)
		write_back(v3d, &v3d->l2t[i]);
}

void v3d_drop_l2t(struct v3d *v3d)
{
	memset(v3d->l2t, 0, sizeof(v3d->l2t));
}

void v3d_flush(struct v3d *v3d)
{
	v3d_clean(v3d);
	v3d_drop_l2t(v3d);
}

void v3d_drop_slices(struct v3d *v3d)
{
	unsigned int i;

	memset(v3d->unif, 0, sizeof(v3d->unif));
	for (i = 0; i < CODE_PAGES; i++)
		if (v3d->code[i])
			v3d->code[i]->tag = 0;
}

/* The line of the L2T that has an address of a page */
static struct cache_line *l2t_line(struct v3d *v3d, const struct tlb_entry *page, uint32_t va)
{
	uint32_t offset = va % V3D_PAGE_SIZE & ~(LINE_SIZE - 1);
	uint64_t pa = page->pa + offset;
	struct cache_line *line = &v3d->l2t[pa / LINE_SIZE % L2T_LINES];

	if (line->pa != pa + 1) {
		write_back(v3d, line);
		line->pa = pa + 1;
		memcpy(line->data, page->host + offset, LINE_SIZE);
	}
	return line;
}

bool v3d_read(struct v3d *v3d, uint32_t va, void *data, unsigned int size)
{
	const struct tlb_entry *page;
	struct tlb_entry scratch;

	page = translate(v3d, va, false, &scratch);
	if (!page)
		return false;
	if (v3d->options.caches)
		memcpy(data, l2t_line(v3d, page, va)->data + va % LINE_SIZE, size);
	else
		memcpy(data, page->host + va % V3D_PAGE_SIZE, size);
	return true;
}

bool v3d_write(struct v3d *v3d, uint32_t va, const void *data, unsigned int size)
{
	const struct tlb_entry *page;
	struct tlb_entry scratch;
	struct cache_line *line;

	page = translate(v3d, va, true, &scratch);
	if (!page)
		return false;
	if (!v3d->options.caches) {
		memcpy(page->host + va % V3D_PAGE_SIZE, data, size);
		return true;
	}
	line = l2t_line(v3d, page, va);
	memcpy(line->data + va % LINE_SIZE, data, size);
	line->dirty |= ((1ULL << size) - 1) << va % LINE_SIZE;
	return true;
}

bool v3d_read_unif(struct v3d *v3d, uint32_t va, uint32_t *word)
{
	uint32_t first = va & ~(LINE_SIZE - 1);
	const struct tlb_entry *page;
	struct cache_line *line;
	struct tlb_entry scratch;

	/* its lines are known by virtual address */
	line = &v3d->unif[va / LINE_SIZE % UNIF_LINES];
	if (!v3d->options.caches || line->pa != first + 1ULL) {
		page = translate(v3d, va, false, &scratch);
		if (!page)
			return false;
		memcpy(line->data, page->host + first % V3D_PAGE_SIZE, LINE_SIZE);
		line->pa = first + 1ULL;
	}
	memcpy(word, line->data + va % LINE_SIZE, 4);
	return true;
}

const struct qpu_instr *v3d_fetch(struct v3d *v3d, const struct thread *t)
{
	uint32_t number = t->pc >> V3D_PAGE_SHIFT;
	struct code_page **slot = &v3d->code[number % CODE_PAGES];
	unsigned int i = t->pc % V3D_PAGE_SIZE / 8;
	struct code_page *page = *slot;
	const struct tlb_entry *from;
	struct tlb_entry scratch;
	uint64_t word;

	if (!page) {
		page = malloc(sizeof(*page));
		if (!page) {
			v3d->state = V3D_HUNG;
			return NULL;
		}
		page->tag = 0;
		*slot = page;
	}
	if (page->tag != number + 1) {
		page->tag = number + 1;
		memset(page->known, 0, sizeof(page->known));
	}
	if (!page->known[i]) {
		from = translate(v3d, t->pc, false, &scratch);
		if (!from)
			return NULL;
		memcpy(&word, from->host + i * 8, sizeof(word));
		page->known[i] = true;
		page->valid[i] = qpu_decode(word, &page->instrs[i]);
		if (!page->valid[i])
			v3d_report(v3d, t, "no instruction: %016llx", (unsigned long long)word);
	}
	if (page->valid[i])
		return &page->instrs[i];
	v3d->state = V3D_HUNG;
	return NULL;
}
