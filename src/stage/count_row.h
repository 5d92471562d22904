/* count_row.h - a quantity while it is being read; shared by the files of stage/count. */
#ifndef DRG_STAGE_COUNT_ROW_H
#define DRG_STAGE_COUNT_ROW_H

#include "pack/rules.h"
#include "stage/clause.h"
#include "stage/count.h"
#include "stage/number.h"
#include "stage/token.h"

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
	bool by_noun;                /* the noun alone gave the measure: "prisoners" */
	bool unsaid;                 /* neither noun nor words nor another row give a measure */
	bool lives;                  /* inhabitants of a place: "a town of 9,000" */
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
	uint32_t ent;                /* entity counted, or NONE */
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
	uint32_t units, quant, counted, measures, roles, calendar, often;
	struct { uint32_t unit_class, unit_name, unit_base, quant_op, quant_value, quant_of, quant_weak, class, unit, measure, label, arg, people, things, often; } col;
	VEC(struct count_row) row;
	uint32_t *source;   /* [tokens] sources of claims (hops) around the token */
	uint32_t harm;      /* words of the report that say people are harmed, held, let go */
	bool captives;      /* the report is about people held and let go */
	bool uprooted;      /* it is about people who fled */
	bool after_things;  /* the row before, in this sentence, counts things */
	const struct count_trace *trace; /* NULL but for training */
	uint32_t *of_sent; /* [sents + 1] rows by sentence, once they are sorted */
};

/* A measure for people and one for things, MEASURE_NONE where none differs. */
struct found {
	uint8_t people, things;
	bool lasting; /* said by an adjective: "captured soldiers" */
};

/* ---- count_read.c: numerals, quantifiers, calendar words */
/* A further row of tokens [first, end) of sentence sent, nothing known of it. */
struct count_row *drg__count_new(struct count_cx *x, uint32_t first, uint32_t end, uint32_t sent);
/* Operator, and low, best and high as it makes them of the row's value. */
void drg__count_set(struct count_row *r, uint8_t op);
/* Row number of a rule of set counts, by its name with the set: "counts.exact". */
uint32_t drg__count_rule(const struct count_cx *x, const char *name);
void drg__count_read(struct count_cx *x, uint32_t sent);
/* Months, weekdays, parts of the day that no number stands beside. */
void drg__count_calendar(struct count_cx *x, uint32_t sent);

/* ---- count_unit.c: units */
/* The unit behind a row, and what it makes of its value and class. */
void drg__count_unit(struct count_cx *x, struct count_row *r);
/* The sign of a currency before it. */
void drg__count_currency(struct count_cx *x, struct count_row *r);
/* "a day", "weeklong": a unit without a number, beside the rows from `from`. */
void drg__count_single_units(struct count_cx *x, uint32_t sent, size_t from);
/* "half a year" in months: no half units. */
void drg__count_finer(struct count_row *r);
/* Does a row of [from, to) stand on tokens [first, end)? */
bool drg__count_taken(const struct count_cx *x, size_t from, size_t to, uint32_t first, uint32_t end);

/* ---- count_rule.c: counts.rules */
/* Apply the rules that make classes and ranges, or those of operators. */
void drg__count_rules(struct count_cx *x, bool operators);
/* Rows in text order, dropped ones gone; calls before parts refer to rows. */
void drg__count_settle(struct count_cx *x);

/* ---- count_noun.c: what is counted */
/* The row of lexicon `counted` whose phrase ends at t; NULL. */
const struct hit *drg__count_noun(const struct count_cx *x, uint32_t t);
/* Sets noun, of_them or inner of a row from what its words depend on. */
void drg__count_find_noun(struct count_cx *x, struct count_row *r);
/* The words of the noun, with what modifies it before, without the number. */
/* Is token t a word for people together, whose number stands behind it ("a crew of nine")? */
bool drg__count_gathers(const struct count_cx *x, uint32_t t);
struct span drg__count_noun_words(const struct count_cx *x, const struct count_row *r);
/* Does t name persons by what they do or are? */
bool drg__count_person_word(const struct count_cx *x, uint32_t t);
/* "puts the dead at 40": the counted noun elsewhere in the row's clause, or NONE. */
uint32_t drg__count_nearby(const struct count_cx *x, const struct count_row *r);

/* ---- count_measure.c: what happened to it */
/* What a state at t ("dead", "in custody") makes of whoever is in it. */
bool drg__count_state(const struct count_cx *x, uint32_t t, struct found *out);
/* What the verb at t, with its particle, makes of its object, or of its subject. */
bool drg__count_verb(const struct count_cx *x, uint32_t t, bool object, struct found *out);
/* Can the verb at t stand without an object ("gunmen attacked at four"), so that
 * its bare past is no passive? */
bool drg__count_acts_alone(const struct count_cx *x, uint32_t t);
/* Is t a word that says what happened, and no noun that is counted? */
bool drg__count_is_state(const struct count_cx *x, uint32_t t);
/* What a number of times counts: attacks, visits; false for others. */
bool drg__count_often(const struct count_cx *x, const struct count_row *r, uint8_t *measure);
/* Class, measure, unit and label of a row. */
void drg__count_measure(struct count_cx *x, struct count_row *r);

/* ---- count_near.c */
/* What the words beside the row say happened, whatever the parser made of them. */
bool drg__count_near(const struct count_cx *x, const struct count_row *r, struct found *out);

/* ---- count_tell.c */
/* Gives row i, if nothing beside it says what it counts, the measure of an
 * earlier number, noun or word. */
void drg__count_tell(struct count_cx *x, size_t i);
/* Fills x->harm, x->captives and x->uprooted. */
void drg__count_theme(struct count_cx *x);
/* Does somebody tell a number just before the row ("the hospital has ..")? */
bool drg__count_told(const struct count_cx *x, const struct count_row *r);

/* ---- count_part.c: parts, voices, days */
/* The count before row i that may be its whole or go on in it; NULL. */
struct count_row *drg__count_before(struct count_cx *x, size_t i, bool same_sentence);
/* Of which other row row i is a part, and what its share comes to. */
void drg__count_part(struct count_cx *x, size_t i);
/* Claim and believer, and the words that date the count. */
void drg__count_believer(struct count_cx *x, struct count_row *r);
void drg__count_as_of(struct count_cx *x, struct count_row *r);

/* ---- count_worth.c */
/* How many of n spans cover each token: [tokens + 1], in x's scratch arena. */
uint32_t *drg__count_covered(const struct count_cx *x, const struct span *span, uint32_t n);

/* ---- count_sense.c */
/* What the rows count, what happened to it, of which other row they are a part,
 * in whose count and as of when. */
void drg__count_sense(struct count_cx *x);

/* Is token i the word z, in any case? */
static inline bool drg__count_tok(const struct count_cx *x, uint32_t i, const char *z)
{
	return i < x->v->n && drg__str_ieq(drg__view_tok(x->v, i), drg__str_c(z));
}

/* Does token i follow without a space? */
static inline bool drg__count_glued(const struct count_cx *x, uint32_t i)
{
	return i < x->v->n && !(x->v->flags[i] & TOK_SPACE);
}

/* A hyphen inside a word. */
static inline bool drg__count_hyphen(const struct count_cx *x, uint32_t i)
{
	return drg__count_tok(x, i, "-") && drg__count_glued(x, i) && drg__count_glued(x, i + 1);
}

/* Is t one of the row's own tokens? */
static inline bool drg__count_inside(const struct count_row *r, uint32_t t)
{
	return t >= r->first && t < r->end;
}

static inline bool drg__is_stated(double v)
{
	return v == v;
}

#endif
