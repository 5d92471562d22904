/* lemmas.h - the table of forms and known lemmas (data/en/model/lemmas.tsv).
 *
 * A network that reads word pieces cannot see spelling: "declined" could come
 * from "decline" or "declin".  The table says which lemma a form of a word
 * class has, and which lemmas exist.  Stored as three tensors:
 *   lemma.key   i32 [slots]  a 32-bit hash of what is asked, 0 = free; open addressing
 *   lemma.at    i32 [slots]  where in lemma.text the lemma stands; -1: no lemma, only "known"
 *   lemma.text  u8           lemmas, each after its length in one byte */
#ifndef DRG_PACK_LEMMAS_H
#define DRG_PACK_LEMMAS_H

#include <stdbool.h>

#include "base/hash.h"
#include "pack/pack.h"

struct lemma_table {
	const int32_t *key, *at; /* NULL: the pack has no table */
	const char *text;
	uint32_t mask;
	uint64_t text_n;
};

/* What the pack holds, empty if nothing or if its parts do not fit each other. */
struct lemma_table drg__lemma_table(const drg_pack *pack);

/* The lemma of a form (apostrophes straight) of a class ("VERB"); false when the table has none. Borrowed from the pack. */
bool drg__lemma_of(const struct lemma_table *t, struct str form, struct str upos, struct str *out);

/* Is this the lower-case lemma of a word of that class? */
bool drg__lemma_known(const struct lemma_table *t, struct str lemma, struct str upos);

/* The two questions as hashes, never 0 in their low half; for the builder. */
static inline uint64_t drg__lemma_key(struct str word, struct str upos, bool known)
{
	uint64_t h = drg__hash_add(drg__hash_add(drg__hash(known ? STR("known") : STR("form")), upos), word);
	return (uint32_t)h ? h : h + 1;
}

#endif
