/* clause.h - dependencies as predicates and their parts.
 *
 * A stage that asks "who does what until when" reads a document's dependencies
 * through this view: relations as small numbers, children in text order, the
 * stretch of every subtree, and the few questions that need more than one arc
 * (the subject of a predicate that inherits it, the agent of a passive, a verb
 * and its particle apart, the claim around a word).  It decides nothing.  Conventions: Universal Dependencies 2,
 * English (universaldependencies.org). */
#ifndef DRG_STAGE_CLAUSE_H
#define DRG_STAGE_CLAUSE_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"

/* Relations told apart; subtypes not listed count as their main relation. */
enum dep {
	DEP_NONE, DEP_ROOT, DEP_NSUBJ, DEP_NSUBJ_PASS, DEP_CSUBJ, DEP_OBJ, DEP_IOBJ, DEP_OBL, DEP_OBL_AGENT, DEP_OBL_UNMARKED,
	DEP_NMOD, DEP_NMOD_POSS, DEP_NMOD_UNMARKED, DEP_ADVCL, DEP_ACL, DEP_RELCL, DEP_XCOMP, DEP_CCOMP, DEP_CONJ, DEP_APPOS, DEP_AMOD,
	DEP_NUMMOD, DEP_ADVMOD, DEP_AUX, DEP_AUX_PASS, DEP_COP, DEP_MARK, DEP_CASE, DEP_CC, DEP_DET, DEP_COMPOUND, DEP_PRT,
	DEP_FLAT, DEP_FIXED, DEP_PARATAXIS, DEP_PUNCT, DEP_EXPL, DEP_OTHER
};

struct clauses {
	const struct layers *l;
	uint32_t n;           /* tokens; 0 without an encoder: every question then answers NONE */
	const uint32_t *head; /* [n] NONE for a root */
	uint8_t *dep;         /* [n] enum dep */
	uint32_t *child;      /* [n] first child, or NONE */
	uint32_t *sibling;    /* [n] next child of the same head, or NONE */
	uint32_t *lo, *hi;    /* [n] first and last token of the subtree */
};

/* The view of l's dependencies; arrays live in `a`. */
struct clauses drg__clauses(const struct layers *l, struct arena *a);

/* The first child of t in relation d after token `after` (NONE: from the first). */
uint32_t drg__clause_child(const struct clauses *c, uint32_t t, enum dep d, uint32_t after);

/* The subject of predicate t: its own, else the one it inherits as a complement,
 * conjunct, adverbial or modifier of another.  *passive tells whether t itself is
 * passive, so that the subject undergoes it.  NONE when there is none. */
uint32_t drg__clause_subject(const struct clauses *c, uint32_t t, bool *passive);

/* What t is done to: its object, or the subject of a passive; NONE. */
uint32_t drg__clause_object(const struct clauses *c, uint32_t t);

/* Who does t: its subject, or the agent of a passive ("by .."); NONE. */
uint32_t drg__clause_doer(const struct clauses *c, uint32_t t);

/* The oblique or nominal modifier of t whose preposition is one of `words`
 * ("to|towards"); NONE. */
uint32_t drg__clause_with(const struct clauses *c, uint32_t t, const char *words);

/* Is t's own clause negated: not, never, no longer, neither, or "no" before its object. */
bool drg__clause_negated(const struct clauses *c, uint32_t t);

/* The predicate that governs t's clause: climbs from a noun to the first verb, or
 * copular predicate, above it; t itself when it is one. */
uint32_t drg__clause_predicate(const struct clauses *c, uint32_t t);

/* The lemma, lower case; "" without an encoder. */
struct str drg__clause_lemma(const struct clauses *c, uint32_t t);
/* Is the lemma, or the word itself, one of `words` ("until|till")? */
bool drg__clause_is(const struct clauses *c, uint32_t t, const char *words);

/* A verb and its particle with the thing between ("took it back"): the first row
 * of `lex` at or after `from` whose phrase is such a pair; UINT32_MAX. */
uint32_t drg__clause_apart(const struct clauses *c, const drg_pack *pack, uint32_t lex, uint32_t t, uint32_t from);

/* For each token the entity that it names as the head of a mention, by the mention's own head
 * and by the syntax (of "Hana Voss" the first word), or NONE: [tokens], in `a`. */
uint32_t *drg__clause_entities(const struct clauses *c, struct arena *a);

/* The smallest claim that holds the byte, or NONE. */
uint32_t drg__clause_claim(const struct clauses *c, uint32_t byte);

/* Bytes of tokens [first, last]. */
struct span drg__clause_bytes(const struct clauses *c, uint32_t first, uint32_t last);

#endif
