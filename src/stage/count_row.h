/* count_row.h - a quantity while it is being read; shared by the files of stage/count. */
#ifndef DRG_STAGE_COUNT_ROW_H
#define DRG_STAGE_COUNT_ROW_H

#include "pack/rules.h"
#include "stage/clause.h"
#include "stage/number.h"

struct count_row {
	uint32_t first, end;         /* tokens: operator, number, unit */
	uint32_t core_first, core_end; /* the numeral and its unit */
	uint32_t last;               /* the numeral's last token */
	uint32_t sent;
	double value;                /* of the numeral; of a share its part of the whole */
	double low, best, high;
	double scale, base;          /* of the numeral ("million"), of the unit in its class's base */
	uint8_t kind;                /* enum number_kind */
	uint8_t class, op;           /* COUNT_CLASSES: not yet known */
	bool share;                  /* value is a part of something */
	bool weak;                   /* a quantifier that alone is no count */
	bool drop;                   /* merged into another row, or no quantity after all */
	bool rounded, digits;
	bool word;                   /* a quantifier: "several", "no one" */
	bool inner;                  /* inside a hyphenated word: "nine-member" */
	struct str unit;
	uint32_t rule;
	float score;
	/* what it counts */
	uint32_t noun;               /* head token of what is counted, or NONE */
	struct span what, subset, label, as_of;
	uint8_t measure;
	uint32_t part_of;            /* row, or NONE */
	bool of_them;                /* "three of them" */
	uint32_t claim, believer;
	struct span believer_span;
};

struct count_cx {
	const struct layers *l;
	const drg_pack *pack;
	const struct view *v;
	const struct hits *hits;
	struct clauses c;
	struct arena *a, *keep; /* what rules find goes to keep: their scratch must be another */
	uint32_t units, quant, counted, measures, roles, calendar;
	struct { uint32_t unit_class, unit_name, unit_base, quant_op, quant_value, quant_of, quant_weak, class, unit, measure, label, arg, people, things; } col;
	VEC(struct count_row) row;
	bool after_things;  /* the row before, in this sentence, counts things */
	uint32_t *of_sent; /* [sents + 1] rows by sentence, once they are sorted */
};

/* A measure for people and one for things, MEASURE_NONE where none differs. */
struct found {
	uint8_t people, things;
};

/* ---- count_sense.c, for count_part.c: */
/* The row of lexicon `counted` whose phrase ends at t; NULL. */
const struct hit *drg__count_noun(const struct count_cx *x, uint32_t t);
/* What a state at t ("dead", "in custody") makes of whoever is in it. */
bool drg__count_state(const struct count_cx *x, uint32_t t, struct found *out);
/* What the verb at t makes of its object, or of its subject. */
bool drg__count_verb(const struct count_cx *x, uint32_t t, bool object, struct found *out);
/* Is t a word that says what happened, and no noun that is counted? */
bool drg__count_is_state(const struct count_cx *x, uint32_t t);
/* Class, measure, unit and label of a row. */
void drg__count_measure(struct count_cx *x, struct count_row *r);

/* ---- count_part.c, for count_sense.c: */
/* The count before row i that may be its whole or go on in it; NULL. */
struct count_row *drg__count_before(struct count_cx *x, size_t i, bool same_sentence);
/* Of which other row row i is a part, and what its share comes to. */
void drg__count_part(struct count_cx *x, size_t i);
/* Claim and believer, and the words that date the count. */
void drg__count_believer(struct count_cx *x, struct count_row *r);
void drg__count_as_of(struct count_cx *x, struct count_row *r);

/* What the rows count, what happened to it, of which other row they are a part,
 * in whose count and as of when. */
void drg__count_sense(struct count_cx *x);

static inline bool drg__is_stated(double v)
{
	return v == v;
}

#endif
