/* event_tree.h - a sentence's dependencies as predicates see them.
 *
 * Syntax only: no lexicon, no document kinds.  The same thing may be said by an
 * active or a passive verb, a light verb with a noun, a nominalisation, a
 * participle or a relative clause; `drg__slots` undoes the difference, so that
 * frames (pack/frames.h) speak of subj, obj and obl:with alone.  After the
 * "logical subject" of Universal Dependencies' enhanced graphs (Schuster and
 * Manning 2016). */
#ifndef DRG_STAGE_EVENT_TREE_H
#define DRG_STAGE_EVENT_TREE_H

#include "base/arena.h"
#include "doc/layers.h"

enum tree_rel {
	R_OTHER, R_NSUBJ, R_NSUBJ_PASS, R_OBJ, R_IOBJ, R_OBL, R_AGENT, R_TIME, R_NMOD, R_POSS, R_COMPOUND, R_PRT, R_AMOD,
	R_APPOS, R_CONJ, R_XCOMP, R_CCOMP, R_ADVCL, R_ACL, R_RELCL, R_AUX, R_AUX_PASS, R_COP, R_MARK, R_CASE, R_ADVMOD,
	R_DET, R_CSUBJ, R_PARATAXIS, R_FLAT, R_NUMMOD, R_EXPL, R_PUNCT, R_CC
};

/* Of a word's features. */
enum tree_form { FORM_PAST_TENSE = 1, FORM_PAST_PART = 2, FORM_PRES_PART = 4, FORM_INF = 8, FORM_PLURAL = 16, FORM_PASSIVE = 32, FORM_IMPERATIVE = 64 };

/* What may stand between who acts and the noun that names the act: "held" and "round" in "held a round of talks". */
enum tree_light { LIGHT_NOT, LIGHT_VERB, LIGHT_MEASURE };

struct tree {
	const struct layers *l;
	uint8_t *rel;          /* [n] enum tree_rel */
	uint8_t *form;         /* [n] enum tree_form */
	uint32_t *first, *next;/* [n] first dependent, next of the same head, in text order; NONE */
	uint64_t *prep;        /* [n] fold of the word's preposition or subordinator, 0 none */
	uint8_t *light;        /* [n] enum tree_light, set by the caller */
	const uint64_t *said;  /* folds of the words that event_tree.c looks for */
	uint32_t n;
};

/* Which relation a filler bears to its predicate. */
enum slot { SLOT_SUBJ, SLOT_OBJ, SLOT_IOBJ, SLOT_OBL, SLOT_COMP, SLOT_POSS, SLOT_MOD, SLOT_LIGHT, SLOTS }; /* LIGHT: the verb that carries a noun */

struct filler {
	uint8_t slot;  /* enum slot */
	bool shared;   /* reached through control, coordination or a light verb, not by an arc of its own */
	uint64_t prep; /* fold, of SLOT_OBL (preposition) and SLOT_COMP (subordinator) */
	uint32_t tok;  /* head word of the filler */
};

enum { FILLERS_MOST = 24 };

struct slots {
	struct filler v[FILLERS_MOST];
	uint32_t n;
	bool passive;
	uint32_t carrier; /* the light verb that carries a noun, NONE */
};

/* Memory of *keep; false when the document has no dependencies. */
bool drg__event_tree(const struct layers *l, struct arena *keep, struct tree *out);

/* What stands in the slots of predicate `p` (a verb or a noun). */
void drg__slots(const struct tree *t, uint32_t p, struct slots *out);

/* The light verb that carries predicate `p` where that is a noun ("launched an attack"), as drg__slots has it; NONE. */
uint32_t drg__carrier(const struct tree *t, uint32_t p);

/* The first dependent of `h` with that relation; NONE. */
uint32_t drg__tree_child(const struct tree *t, uint32_t h, enum tree_rel rel);

/* Is `x` below `h`, or `h` itself?  Looks at most 64 steps up. */
bool drg__tree_under(const struct tree *t, uint32_t x, uint32_t h);

/* First and end token of the run of words below `h`, without relative clauses,
 * appositions, conjuncts and final punctuation: the phrase as a reader names it. */
void drg__tree_phrase(const struct tree *t, uint32_t h, uint32_t *first, uint32_t *end);

#endif
