/* chain.h - the hops of a claim's chain, outermost first.
 *
 * From the publisher inwards: the hops of the attributions around a claim, its
 * own, then those that the words say it came through:
 *
 *   The Post reported on Monday, citing a clerk who had it from the envoy, that ...
 *   relay Post                 > speaker clerk   > speaker envoy
 *   The envoy told a clerk, who told the Post, that ...
 *   addressee Post < ............ speaker clerk > speaker envoy  (turned round)
 *
 * Roles, and what adds no hop: corpus/GUIDE, "Chain". */
#ifndef DRG_STAGE_CHAIN_H
#define DRG_STAGE_CHAIN_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"

struct hop {
	uint8_t role, basis;   /* enum hop_role, enum basis */
	uint32_t ent;          /* NONE: nobody known */
	struct str name;
	struct span span, cue; /* empty where there is none */
};

/* Hops of all chains, one after the other. */
struct chains {
	const struct layers *l;
	const struct hits *hits;
	struct arena *a;
	uint32_t publisher; /* entity, or NONE */
	uint32_t roles;     /* lexicon: words for people, offices, bodies */
	uint32_t grounds;   /* lexicon: "citing", "on the word of" */
	VEC(struct hop) hop;
};

/* The publisher's hop. */
void drg__chain_publisher(struct chains *c);

/* The whole chain of attribution `a`, publisher first; where it begins in c->hop. */
struct run drg__chain_of(struct chains *c, uint32_t a);

/* Does the row only name who is cited ("citing a clerk")? */
bool drg__chain_cites(const struct chains *c, uint32_t a);

/* chain_pass.c */

/* Those through whom the words came before they reached the one whose name or
 * content ends at byte `from`; `heard`: the cue says so itself ("learned from").
 * Appends their hops, nearest first; how many. */
uint32_t drg__chain_passed(struct chains *c, uint32_t from, bool heard);

/* "The crew had left, a clerk said the guards had told him": what begins at byte `from`, behind the cue
 * of a content that went before, says who told whoever speaks. Appends their hops; how many. */
uint32_t drg__chain_in_turn(struct chains *c, uint32_t from);

/* "The crew had left, the Post wrote. It had it from a clerk.": where the sentence before, which ends at
 * byte `from`, gives the words to an outlet and to nobody behind it. Appends the hops; how many. */
uint32_t drg__chain_next(struct chains *c, uint32_t from, uint32_t outlet);

/* "told a clerk, who told the Post": the hearers after the recipient span, who
 * passed it on. Appends their hops, first hearer first; how many. */
uint32_t drg__chain_hearers(struct chains *c, struct span recipient);

/* chain_carry.c */

/* "In a statement carried by the Post", "in a dispatch that the Post printed", "in an
 * interview with the Post", "in a letter read out by his lawyer": those that the words of the sentence around bytes
 * [from, to), outside `content`, say it went through. Appends their hops; how many. */
uint32_t drg__chain_carried(struct chains *c, struct span cue, const struct span *content, uint32_t n);

/* chain.c, shared */

/* Words by which the publisher names itself, or under which nobody in particular listens. */
bool drg__chain_own_ear(const struct chains *c, struct span s);

/* The role of a hop by the kind of its entity. */
uint8_t drg__chain_role(const struct chains *c, uint32_t ent);

static inline struct str drg__chain_word(const struct chains *c, uint32_t t)
{
	const struct tokens *tok = &c->l->tokens;
	return t < tok->n ? drg__str(c->l->text.p + tok->span[t].s, tok->span[t].e - tok->span[t].s) : (struct str){ NULL, 0 };
}

static inline uint32_t drg__chain_tok(const struct chains *c, uint32_t byte)
{
	return drg__span_first(c->l->tokens.span, c->l->tokens.n, byte);
}

/* Runs of word bytes in a span of the text. */
uint32_t drg__words_in(const struct text *text, struct span s);

#endif
