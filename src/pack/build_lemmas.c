/* build_lemmas.c - model/lemmas.tsv into the table of lemmas.h.  Rows: form,
 * UPOS, lemma; form "*" only says that the lemma exists.  train/words.py, class
 * Lemmas, reads the same file and is the definition. */
#include "base/utf8.h"
#include "pack/builder.h"
#include "pack/lemmas.h"

struct table {
	int32_t *key, *at;
	uint32_t mask;
};

static void enter(struct table *t, uint64_t h, int32_t at)
{
	uint32_t slot = (uint32_t)(h >> 32) & t->mask;
	while (t->key[slot] && (uint32_t)t->key[slot] != (uint32_t)h)
		slot = (slot + 1) & t->mask;
	t->key[slot] = (int32_t)(uint32_t)h;
	t->at[slot] = at; /* of equal rows the last counts */
}

static struct str lower(struct str s, struct arena *a)
{
	char *out = drg__alloc(a, 2 * s.n + 4, 1); /* no lower case is twice as long */
	size_t n = 0;
	for (const char *p = s.p, *end = s.p + s.n; p < end;) {
		int len;
		uint32_t cp = drg__utf8_get(p, end, &len);
		n += (size_t)drg__utf8_put(drg__lower(cp), out + n);
		p += len;
	}
	return drg__str(out, n);
}

/* Closed by nature or too open: a name or a number may be anything. */
static bool may_be_known(struct str upos)
{
	static const char *const list[] = { "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "PART", "PRON", "SCONJ", "VERB" };
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (drg__str_eq(upos, drg__str_c(list[i])))
			return true;
	return false;
}

static void tensor(struct builder *b, const char *name, enum dtype type, const void *p, size_t bytes, uint32_t n)
{
	struct part *part = drg__add_part(b, SEC_TENSOR, name, n, drg__str(p, bytes));
	part->dtype = type;
	part->n_dim = 1;
	part->shape[0] = n;
	part->shape[1] = part->shape[2] = part->shape[3] = 1;
}

void drg__build_lemmas(struct builder *b, const struct source *src)
{
	struct str rest = src->bytes, line;
	uint32_t n = 0, size = 1024;
	while (drg__next_line(&rest, &line, &n))
		;
	while (size < 4 * n)
		size *= 2;
	struct table t = { NEW_N(&b->keep, int32_t, size), NEW_N(&b->keep, int32_t, size), size - 1 };
	VEC(char) text = { 0 };
	*PUSH(&b->keep, &text) = 0;
	rest = src->bytes;
	n = 0;
	while (drg__next_line(&rest, &line, &n)) {
		if (drg__str_starts(line, STR("# ")) || line.n == 0)
			continue;
		struct str f = line, form = drg__str_cut(&f, '\t'), upos = f.p ? drg__str_cut(&f, '\t') : STR(""), lemma = f;
		if (!form.n || !upos.n || !lemma.p || !lemma.n || lemma.n > 255 || memchr(lemma.p, '\t', lemma.n)) {
			drg__finding(b, src->rel, n, "needs three fields: form, UPOS, lemma");
			continue;
		}
		struct arena scratch = b->scratch;
		if (may_be_known(upos)) {
			uint64_t h = drg__lemma_key(lower(lemma, &scratch), upos, true);
			enter(&t, h, -1);
		}
		if (!drg__str_eq(form, STR("*"))) {
			enter(&t, drg__lemma_key(form, upos, false), (int32_t)text.n);
			*PUSH(&b->keep, &text) = (char)(uint8_t)lemma.n;
			for (size_t i = 0; i < lemma.n; i++)
				*PUSH(&b->keep, &text) = lemma.p[i];
		}
	}
	tensor(b, "tensor.lemma.key", DTYPE_I32, t.key, 4 * (size_t)size, size);
	tensor(b, "tensor.lemma.at", DTYPE_I32, t.at, 4 * (size_t)size, size);
	tensor(b, "tensor.lemma.text", DTYPE_U8, text.v, text.n, (uint32_t)text.n);
}
