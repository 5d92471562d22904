/* claim_in.h - what the files claim*.c share: the report while its claims are made.
 * Only they include it.
 *
 * claim_say   what a claim says, of what its attribution has as content
 * claim_is    which attributions are claims
 * claim_worth how likely a reader would call it one
 * claim       the stage; claims in the publisher's own voice */
#ifndef DRG_STAGE_CLAIM_IN_H
#define DRG_STAGE_CLAIM_IN_H

#include "base/utf8.h"
#include "stage/chain.h"
#include "stage/claim.h"
#include "stage/claim_worth.h"
#include "stage/token.h"

struct row {
	struct run spans, chain;
	uint8_t kind, stance;
	uint32_t attrib, rule;
	float score;
};

struct cx {
	const struct layers *l;
	const struct hits *hits;
	const drg_pack *pack;
	struct arena *a, *keep;
	uint32_t words, cues, col_class, col_cue, rule_object, rule_quoted, rule_by, rule_unsaid, rule_according, rule_ungiven, rule_adverb, rule_that, rule_clause;
	struct claims *out;
	struct chains chains;
	struct claim_worth worth;
	const struct claim_trace *trace;
	VEC(struct row) row;
};

static inline struct str bytes(const struct cx *c, struct span s)
{
	return drg__str(c->l->text.p + s.s, s.e - s.s);
}

static inline uint32_t tok_at(const struct cx *c, uint32_t b)
{
	return drg__span_first(c->l->tokens.span, c->l->tokens.n, b);
}

/* claim_say.c */

/* Is one of the first 40 words of the spans in the list? */
bool drg__claim_has_word(const struct cx *c, const struct span *v, uint32_t n, const char *const *list, size_t count);

bool drg__claim_is_one_of(const struct cx *c, uint32_t t, const char *const *list, size_t n);

/* Class of the cue ("say", "evaluate", ...), "" when unknown. */
struct str drg__claim_cue_class(const struct cx *c, uint32_t a);

/* Does it decline to say something, rather than to do it? */
bool drg__claim_declines_to_speak(const struct cx *c, uint32_t a);

/* "blamed the weather": it says whose doing something is. */
bool drg__claim_blames(const struct cx *c, uint32_t a);

/* The token of "of", or of "for" after blaming, inside the content; NONE when nobody is charged with anything. */
uint32_t drg__claim_charge_at(const struct cx *c, uint32_t a);

/* "The clerk was accused (by the envoy) of hiding a letter". */
bool drg__claim_passive_charge(const struct cx *c, uint32_t a);

/* "rejected suggestions that the gate was shut": the token after "that", or NONE. */
uint32_t drg__claim_denied_at(const struct cx *c, uint32_t a);

/* What the claim says, of what attribution a has as its content: out[0..*n). */
void drg__claim_spans(const struct cx *c, uint32_t a, struct span out[4], uint32_t *n);

/* Is any word of the spans between quotation marks? */
bool drg__claim_has_mark(const struct cx *c, const struct span *v, uint32_t n);

/* A paraphrase that turns into a quotation: its sentences between marks at the end of v[0..n)
 * become v[n..n + 1); how many there are. */
uint32_t drg__claim_part_quote(const struct cx *c, struct span v[5], uint32_t *n);

/* claim_is.c */

/* May attribution a be a claim, and would a reader call it one? */
bool drg__claim_is(struct cx *c, uint32_t a);

/* Does the content of `outer` hold (nearly) nothing but the attributions child[0..n)? */
bool drg__claim_only_holds(const struct cx *c, uint32_t outer, const uint32_t *child, uint32_t n);

#endif
