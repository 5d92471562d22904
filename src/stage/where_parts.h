/* where_parts.h - what the files of stage/where share. */
#ifndef DRG_STAGE_WHERE_PARTS_H
#define DRG_STAGE_WHERE_PARTS_H

#include "stage/where.h"

enum {
	WHERE_BEARERS = 48, /* the most populous bearers of a name that are looked at */
	WHERE_NEAR = 32,    /* other names on each side that a name is compared with */
	WHERE_WORDS = 6     /* tokens of a name looked for in the gazetteer */
};

/* How a name was found; one coded rule each (data/en/rules/places.rules). */
enum top_source { TOP_NAME, TOP_PART, TOP_BODY, TOP_PEOPLE, TOP_CONTEXT, TOP_SEAT, TOP_DATELINE, TOP_SOURCES };

/* What the words around a name want it to be. */
enum top_want { WANT_ANY, WANT_DIVISION, WANT_TOWN, WANT_LAND };

struct toponym {
	uint32_t first, end;   /* tokens */
	uint64_t key;          /* of the gazetteer, 0: a people, whose state is the one bearer */
	uint32_t hit, n_hit;   /* bearers: where.hit[hit .. hit + n_hit) */
	uint32_t inside;       /* the toponym after it that may hold it, or NONE */
	bool holds;            /* stands after a comma that follows a toponym */
	bool abbreviated;      /* only known as an abbreviation */
	uint8_t source, want, use;
	float score;           /* of the recognition */
	uint32_t group;        /* of where_rank.c */
	uint32_t row;          /* of the gazetteer, PLACES_NO: unknown */
};

struct where {
	const drg_pack *pack;
	const struct layers *l;
	const struct hits *hits;
	struct gazetteer g;
	uint32_t states, col_form, col_code; /* lexicon of states and peoples */
	uint32_t words, col_kind;            /* lexicon place_words */
	uint32_t cues, verbs, calendar;      /* lexicons; calendar may be missing */
	const struct where_trace *trace;
	struct arena *a;                     /* scratch */
	VEC(struct toponym) top;             /* ascending by first, disjoint */
	VEC(struct place_hit) hit;
	uint8_t *first;                      /* [tokens] 1: begins a sentence */
};

/* where_find.c: fills top and hit. */
void drg__where_find(struct where *w);
/* where_rank.c: fills row, and multiplies score by how sure the choice is. */
void drg__where_rank(struct where *w);
/* where_use.c: fills use. */
void drg__where_use(struct where *w);

static inline struct str drg__where_word(const struct where *w, uint32_t i)
{
	return drg__str(w->l->text.p + w->l->tokens.span[i].s, w->l->tokens.span[i].e - w->l->tokens.span[i].s);
}

/* Is token i this word, in any case (ASCII)? */
static inline bool drg__where_is(const struct where *w, uint32_t i, const char *z)
{
	return i < w->l->tokens.n && drg__str_ieq(drg__where_word(w, i), drg__str_c(z));
}

/* The `kind` of lexicon place_words that begins at token i and is one token long; "" if none. */
struct str drg__where_kind(const struct where *w, uint32_t i);

#endif
