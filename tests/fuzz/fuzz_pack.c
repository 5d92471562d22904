/* fuzz_pack.c - any bytes as a pack.  Twice: as they are, and with every sum put
 * right, so that the structural checks are reached; a pack that opens is then
 * used in every way there is, which must stay inside the bytes. */
#include "base/hash.h"
#include "pack/format.h"
#include "pack/rules.h"
#include "stage/view.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Sums and fingerprint as the bytes ask; offsets and sizes stay as they are. */
static void put_sums_right(char *p, size_t n)
{
	struct pack_head *h = (void *)p;
	if (n < sizeof *h || h->n_sections > (n - sizeof *h) / sizeof(struct pack_entry))
		return;
	struct pack_entry *e = (void *)(p + sizeof *h);
	memcpy(h->magic, PACK_MAGIC, 8);
	h->format = DRG__PACK_FORMAT;
	h->size = n;
	memset(h->zero, 0, sizeof h->zero);
	for (uint32_t i = 0; i < h->n_sections; i++)
		if (e[i].offset <= n && e[i].size <= n - e[i].offset)
			e[i].sum = drg__hash(drg__str(p + e[i].offset, e[i].size));
	h->head_sum = 0;
	h->head_sum = drg__hash_add(drg__hash(drg__str(p, sizeof *h)), drg__str((char *)e, h->n_sections * sizeof *e));
}

struct use {
	const drg_pack *p;
	struct pool *keep, *scratch;
	uint64_t seen; /* so that reads are not optimised away */
};

static void look_at(struct use *u, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		u->seen += (unsigned char)s.p[i];
}

static void use_rules(struct use *u, const struct view *v, struct arena *keep, struct arena scratch)
{
	struct hits hits, marks;
	struct hit given[3] = { { MARK_PARTY, 0, 0, 2 }, { MARK_PERSON, 1, 4, 5 }, { MARK_QUOTE, 2, 6, 9 } };
	drg__lex_match(u->p, v, keep, scratch, &hits);
	drg__marks(given, 3, v->n, keep, &marks);
	for (uint32_t i = 0; i < hits.n; i++)
		look_at(u, drg__lex_str(u->p, hits.v[i].lex, hits.v[i].row, 0));
	for (uint32_t set = 0; set < 4; set++) {
		struct rule_hits out = { 0 };
		drg__rules_match(u->p, set, v, &hits, &marks, 0, v->n, keep, scratch, &out);
		drg__rules_best(&out, v->n, scratch);
		for (size_t i = 0; i < out.n; i++) {
			uint32_t a, b;
			look_at(u, drg__rule_yield(u->p, out.v[i].rule, "kind"));
			(void)drg__rule_cap(&out.v[i], "who", &a, &b);
		}
	}
}

static void use_all(void *arg)
{
	/* The rules of corpus/rules/talks.txt, which the seeds hold, match here. */
	static const char text[] = "The Front refuses The most of it, and \"no peace talks until the US army stops\" says alpha beta";
	struct use *u = arg;
	struct arena keep = drg__arena(u->keep), scratch = drg__arena(u->scratch);
	struct view v;
	drg_pack_section s;
	drg_pack_lexicon l;
	drg_pack_rule r;
	for (uint32_t i = 0; drg_pack_get_section(u->p, i, &s); i++)
		look_at(u, drg__pack_section(u->p, s.name));
	for (uint32_t i = 0; drg_pack_get_lexicon(u->p, i, &l); i++) {
		for (uint32_t c = 0; c < u->p->lex[i].head->n_cols; c++)
			for (uint32_t k = 0; k < l.rows && k < 500; k++)
				look_at(u, drg__lex_str(u->p, i, k, c));
		look_at(u, drg__str_c(l.origin));
	}
	for (uint32_t i = 0; drg_pack_get_rule(u->p, i, &r); i++)
		look_at(u, drg__str_c(r.why));
	struct tensor t;
	if (drg__pack_tensor(u->p, "emb.word.q", &t))
		look_at(u, drg__str(t.data, t.bytes));
	look_at(u, drg__pack_model_meta(u->p, "format"));
	drg__view_of_words(drg__str(text, sizeof text - 1), &keep, scratch, &v);
	use_rules(u, &v, &keep, scratch);
}

static void try_pack(const uint8_t *data, size_t n, bool sums)
{
	drg_pack *p;
	drg_error err;
	char *copy = aligned_alloc(64, n / 64 * 64 + 64);
	if (!copy)
		abort();
	memcpy(copy, data, n);
	if (sums)
		put_sums_right(copy, n);
	if (drg__pack_open_memory(drg__str(copy, n), "fuzz", &p, &err) == DRG_OK) {
		struct pool keep, scratch;
		struct use u = { p, &keep, &scratch, 0 };
		/* Bounded, as an analysis is: a pack may ask for a lot of matches. */
		drg__pool_init(&keep, 64 << 20);
		drg__pool_init(&scratch, 64 << 20);
		(void)drg__guard2(&keep, &scratch, use_all, &u);
		drg__pool_free(&keep);
		drg__pool_free(&scratch);
		drg_pack_close(p);
	} else if (err.message[0] == 0) {
		abort(); /* refused without a word */
	}
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	try_pack(data, n, false);
	try_pack(data, n, true);
	return 0;
}
