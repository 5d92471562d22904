/* chain_in.h - what the readers of a chain's words share; chain_*.c only. */
#ifndef DRG_STAGE_CHAIN_IN_H
#define DRG_STAGE_CHAIN_IN_H

#include "stage/chain.h"
#include "stage/token.h"

enum { ASIDE_WORDS = 8 };

static inline bool drg__chain_one_of(struct str w, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (drg__str_ieq(w, drg__str_c(list[i])))
			return true;
	return false;
}

#define IS(c, t, ...) drg__chain_one_of(drg__chain_word(c, t), (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static inline bool para_or_end(const struct chains *c, uint32_t t)
{
	return t >= c->l->tokens.n || (c->l->tokens.flags[t] & TOK_PARA);
}

static inline bool relative(const struct chains *c, uint32_t t)
{
	return IS(c, t, "who", "which", "whom", "that");
}

static inline bool verb_at(const struct chains *c, uint32_t t)
{
	return c->l->morph.upos && t < c->l->tokens.n && (c->l->morph.upos[t] == UPOS_VERB || c->l->morph.upos[t] == UPOS_AUX);
}

/* Somebody's name or description at token t as a hop without a cue: the mention there, or
 * the words up to a mark, a verb or a relative; the token after it. False when no noun is there. */
bool drg__chain_somebody(const struct chains *c, uint32_t t, struct hop *h, uint32_t *end);

/* Is it somebody, and not a ground ("citing her work")?  Known as such, or a word for people in it. */
bool drg__chain_is_somebody(const struct chains *c, const struct hop *h);

#endif
