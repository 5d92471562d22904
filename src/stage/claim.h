/* claim.h - what the record keeps: claims, each with its chain.
 *
 * A chain goes from the publisher inwards: the hops of the attributions that
 * enclose a claim, outermost first, then its own; an outlet that was told
 * stands before the speaker who told it.  An attribution that holds nothing but
 * another one gives no claim of its own.  Sentences that nobody else is made
 * responsible for are the publisher's own voice.
 *
 * How sure the speaker is, and when he said it: stage/claim_fact, stage/when_of. */
#ifndef DRG_STAGE_CLAIM_H
#define DRG_STAGE_CLAIM_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"

/* What the training of the claims' weights looks at: every attribution that may be a claim, worth it or not
 * (then no claim is left out), with its content. */
struct claim_worth;
struct claim_trace {
	void (*claim)(void *ctx, const struct claim_worth *w, uint32_t attribution, const struct span *v, uint32_t n);
	void *ctx;
};

/* trace: NULL but for training. */
void drg__claims(const drg_pack *pack, const struct layers *l, const struct hits *hits, const struct claim_trace *trace,
                 struct arena *keep, struct arena scratch, struct hops *hops, struct claims *out);

#endif
