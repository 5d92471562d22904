#include "pack/lemmas.h"

struct lemma_table drg__lemma_table(const drg_pack *pack)
{
	struct tensor key, at, text;
	if (!drg__pack_tensor(pack, "lemma.key", &key) || !drg__pack_tensor(pack, "lemma.at", &at) || !drg__pack_tensor(pack, "lemma.text", &text))
		return (struct lemma_table){ 0 };
	uint32_t n = key.shape[0];
	if (key.dtype != DTYPE_I32 || at.dtype != DTYPE_I32 || text.dtype != DTYPE_U8 || key.n_dim != 1 || at.n_dim != 1 ||
	    at.shape[0] != n || n < 2 || (n & (n - 1)))
		return (struct lemma_table){ 0 };
	return (struct lemma_table){ key.data, at.data, text.data, n - 1, text.bytes };
}

/* The slot of a question, -1 if it is not there.  A full table, which the builder
 * never makes, ends the search after one round. */
static int64_t find(const struct lemma_table *t, uint64_t h)
{
	if (!t->key)
		return -1;
	uint32_t at = (uint32_t)(h >> 32) & t->mask;
	for (uint32_t i = 0; i <= t->mask && t->key[at]; i++, at = (at + 1) & t->mask)
		if ((uint32_t)t->key[at] == (uint32_t)h)
			return at;
	return -1;
}

bool drg__lemma_of(const struct lemma_table *t, struct str form, struct str upos, struct str *out)
{
	int64_t slot = find(t, drg__lemma_key(form, upos, false));
	if (slot < 0 || t->at[slot] < 0 || (uint64_t)t->at[slot] >= t->text_n)
		return false;
	const char *p = t->text + t->at[slot];
	size_t n = (uint8_t)*p;
	if (n == 0 || n > t->text_n - (uint64_t)t->at[slot] - 1)
		return false;
	*out = drg__str(p + 1, n);
	return true;
}

bool drg__lemma_known(const struct lemma_table *t, struct str lemma, struct str upos)
{
	return find(t, drg__lemma_key(lemma, upos, true)) >= 0;
}
