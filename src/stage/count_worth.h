/* count_worth.h - which quantities a reader of the conflict would count.
 *
 * The score of a quantity that may be listed (people, things, money, votes, aid,
 * prison terms) is the probability that an annotator of the corpus marked such a
 * one: log-linear over what stands in its row and around it.  Below .5 it is
 * kept and not listed. */
#ifndef DRG_STAGE_COUNT_WORTH_H
#define DRG_STAGE_COUNT_WORTH_H

#include "stage/count_row.h"

/* What is weighed; the names in count_worth.c, in this order. */
enum worth_feature {
	WORTH_BIAS,
	WORTH_PEOPLE, WORTH_THINGS, WORTH_MONEY, WORTH_VOTE, WORTH_TIMES, WORTH_SENTENCE, /* the class */
	WORTH_KILLED, WORTH_HURT, WORTH_HELD, WORTH_RELEASED, WORTH_MOVED, WORTH_FORCE, WORTH_ATTACKS, WORTH_PUBLIC, WORTH_AFFECTED, WORTH_AID,
	WORTH_UNKNOWN, /* the measure, in groups */
	WORTH_NONE, WORTH_ONE, WORTH_TWO, WORTH_FEW, WORTH_TENS, WORTH_HUNDREDS, /* the number */
	WORTH_BOUNDED, WORTH_UNSTATED, WORTH_ORDINAL, /* the operator, eq apart */
	WORTH_DIGITS, WORTH_QUANTIFIER, /* how it is written */
	WORTH_NO_NOUN, WORTH_LISTED, WORTH_PERSON, WORTH_GENERAL, /* the noun: none, with a meaning for us, a person by its form, a thing of no meaning */
	WORTH_SOURCE,   /* the counted are who says something */
	WORTH_ENTITY,   /* the report speaks of them again */
	WORTH_AGAIN,    /* the number was told before */
	WORTH_DEFINITE, /* "the nine" */
	WORTH_PART, WORTH_WHOLE, /* part of another count, or one has parts */
	WORTH_SUBJECT, WORTH_OBJECT, /* of its clause */
	WORTH_CONFLICT, WORTH_CALM_MONEY, WORTH_CONFLICT_PEOPLE, WORTH_CONFLICT_THINGS, /* the report is of a conflict */
	WORTH_MOST, /* "most of them" */
	WORTH_LITTLE_HARM, WORTH_NO_HARM, /* words of harm to people in the report: one or two, none */
	WORTH_NONE_HARMED, /* "no one was hurt" */
	WORTH_MUCH,     /* and tells much of it */
	WORTH_TOLD,     /* somebody tells the number: "the hospital has .." */
	WORTH_BESIDE,   /* another count with a measure stands in the sentence */
	WORTH_QUOTED,
	WORTH_FEATURES
};
#define WORTH_BIT(f) (UINT64_C(1) << (f))
_Static_assert(WORTH_FEATURES <= 64, "a feature is a bit of a uint64_t");

/* "people", "told-again"; NULL past the last. */
const char *drg__worth_name(uint32_t f);

/* What is needed of the whole report; lives in the reader's scratch arena. */
struct worth {
	const struct count_cx *x;
	uint32_t *quoted;          /* [tokens] quotations around the token */
	uint32_t *mentions;        /* [entities] how many */
	bool *again, *whole;       /* [rows] */
	uint32_t conflict;         /* how often people are held, killed, taken, weapons counted, matters of talks named */
};

/* Rows are complete but for their scores. */
void drg__worth_begin(struct worth *w, const struct count_cx *x);
/* Bits of enum worth_feature that row i has. */
uint64_t drg__worth_features(const struct worth *w, size_t i);
/* Is the row of a kind that may be listed? */
bool drg__worth_counts(const struct count_row *r);
/* The score of row i, 0 to 1. */
float drg__count_worth(const struct worth *w, size_t i);

#endif
