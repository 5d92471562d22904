/* mention_in.h - what the two halves of stage/mention share: names (mention_name.c) and
 * descriptions and pronouns (mention.c).  Nobody else includes it. */
#ifndef DRG_STAGE_MENTION_IN_H
#define DRG_STAGE_MENTION_IN_H

#include "base/arena.h"
#include "base/utf8.h"
#include "doc/layers.h"
#include "pack/lexicon.h"
#include "stage/token.h"

/* A mention found so far: tokens [a, b). */
struct row {
	uint32_t a, b, head;
	uint8_t kind, form;
	float score;
};

struct cx {
	const struct layers *l;
	const struct text *text;
	const struct tokens *tok;
	const struct sents *sents;
	const struct names *names;
	const struct morph *morph;
	const struct hits *hits;
	const drg_pack *pack;
	struct arena *a;
	uint32_t words, roles, titles, places, states, bodies, outlets, outlet_words, org_words, links, verbs, cues, edges;
	uint32_t col_class, col_role, col_form, col_body, col_sure, col_org, col_link, col_leads, col_place;
	uint8_t *first;      /* [n] 1: first word of its sentence */
	uint8_t *in_name;    /* [n] 1: inside a name */
	uint64_t *seen;      /* folds seen with a capital inside a sentence, open addressing */
	size_t mask;
	VEC(struct row) out;
};

static inline struct str word(const struct cx *c, uint32_t i)
{
	return drg__tok(c->text, c->tok, i);
}

static inline bool capital(const struct cx *c, uint32_t i)
{
	uint8_t s = c->tok->shape[i];
	if (s == SHAPE_ALNUM || s == SHAPE_HYPHEN_LOWER)
		return drg__is_upper((unsigned char)c->text->p[c->tok->span[i].s]);
	return s == SHAPE_TITLE || s == SHAPE_UPPER || s == SHAPE_SINGLE_UPPER || s == SHAPE_HYPHEN_UPPER || (s == SHAPE_MIXED && !drg__is_lower((unsigned char)c->text->p[c->tok->span[i].s]));
}

/* Class of a closed-class word, "" when it is none. */
static inline struct str closed(const struct cx *c, uint32_t i)
{
	const struct hit *h = drg__hit_at(c->hits, i, c->words);
	return h && h->end == i + 1 ? drg__lex_str(c->pack, c->words, h->row, c->col_class) : STR("");
}

static inline bool is(const struct cx *c, uint32_t i, const char *z)
{
	return i < c->tok->n && drg__str_ieq(word(c, i), drg__str_c(z));
}

static inline bool glued(const struct cx *c, uint32_t i)
{
	return i < c->tok->n && !(c->tok->flags[i] & TOK_SPACE);
}

static inline bool one_hyphen(const struct cx *c, uint32_t i)
{
	return i < c->tok->n && c->tok->span[i].e - c->tok->span[i].s == 1 && c->text->p[c->tok->span[i].s] == '-';
}

static inline void add(struct cx *c, uint32_t a, uint32_t b, uint32_t head, uint8_t kind, uint8_t form, float score)
{
	*PUSH(c->a, &c->out) = (struct row){ a, b, head, kind, form, score };
}

/* Adds the names of the text to `out` and marks their tokens in `in_name`; fills `first` and `seen`.
 * Linear in the tokens. */
void drg__mention_names(struct cx *c);

/* Could token i be part of a name? */
bool drg__mention_name_token(const struct cx *c, uint32_t i);

#endif
