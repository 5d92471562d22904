/* claim_worth.h - which attributions are claims.
 *
 * Not every attribution states something: "agreed to talk", "wants a truce", "asked
 * for a list" are deeds and wishes told in the publisher's own voice more often
 * than words of a source that a reader would quote.  The worth of an attribution
 * is the probability that annotators of the corpus made its content a claim:
 * log-linear over its rule, the class of its cue, the form of its content and its
 * source, as log odds; not over the attribution's own score, which says whether
 * somebody speaks and is too sure of itself on the reports that the model learned
 * from.  Below CLAIM_LEAST it stays an attribution and gives no claim. */
#ifndef DRG_STAGE_CLAIM_WORTH_H
#define DRG_STAGE_CLAIM_WORTH_H

#include "stage/clause.h"

/* Log odds of .42, half of the F1 that claims reach: to keep what is likelier right than that gives the best F1. */
#define CLAIM_LEAST -.32f

/* What is weighed; the names in claim_worth.c, in this order. */
enum claim_feature {
	CW_BIAS,
	CW_CLAUSE, CW_THAT, CW_AFTER, CW_OBJECT, CW_INFINITIVE, CW_HEADS, CW_UNSAID, CW_PASSIVE, CW_BY, CW_NOUN, CW_MIXED, CW_MARKS, /* its rule */
	CW_SAY, CW_TELL, CW_ASK, CW_DENY, CW_REJECT, CW_CONFIRM, CW_DECLINE, CW_DOUBT, CW_PROMISE, CW_DEMAND, CW_WANT, CW_BELIEVE, CW_SHOW,
	CW_EVALUATE, CW_CALL, CW_ACCUSE, /* its cue's class */
	CW_NOMINAL, CW_INF, CW_FINITE, CW_QUESTION, CW_QUOTED, /* the content: no verb, an infinitive, a subject and its verb, a question, words in marks */
	CW_ONE, CW_FEW, CW_MANY, /* its words: one, two or three, more than eleven */
	CW_PRO,  /* it begins with a pronoun and says little more */
	CW_WISHED_THING, /* no verb, and the cue one of wanting, asking, demanding, promising */
	CW_NO_SOURCE, CW_PRONOUN, CW_SELF, CW_RELATIVE, CW_PERSON, CW_GROUP, CW_ORG, CW_STATE, CW_OUTLET, CW_DOCUMENT, CW_UNNAMED, CW_OTHER, CW_NOBODY, /* the source */
	CW_NESTED, CW_NESTED_SAY, /* inside another; said there by somebody by name or description */
	CW_RECIPIENT,
	CW_MODAL, CW_PERFECT, CW_PRESENT, CW_ING, CW_NEGATED, CW_NO_VERB, /* the cue */
	CW_ROOT, CW_SIDE, /* the cue's clause is the sentence's; it only describes a noun or comes in beside */
	CW_FEATURES
};

/* "wished-thing"; NULL past the last. */
const char *drg__claim_feature_name(uint32_t f);

/* What is needed of the whole report. */
struct claim_worth {
	const struct layers *l;
	const drg_pack *pack;
	const struct hits *hits;
	struct clauses c;
	uint32_t cues, col_class;
	uint8_t *of_rule; /* [rules of the pack] enum claim_feature, or CW_BIAS */
	uint32_t n_rules;
};

/* Arrays live in `a`. */
void drg__claim_worth_begin(struct claim_worth *w, const drg_pack *pack, const struct layers *l, const struct hits *hits, struct arena *a);

/* The features of attribution `a` with v[0..n) as its content. */
void drg__claim_features(const struct claim_worth *w, uint32_t a, const struct span *v, uint32_t n, float f[CW_FEATURES]);

/* The log odds; 0 without an encoder. */
float drg__claim_worth(const struct claim_worth *w, uint32_t a, const struct span *v, uint32_t n);

#endif
