/* talk.h - what parties demand, offer and refuse, until what, and what stands
 * between them: positions, conditions, proposals, agreements, labels, rounds.
 *
 * Words are lexicons (cond_ops, talk_verbs, proposal_verbs, ..), what they
 * govern is read from the dependencies (stage/clause.h), whose words they are
 * from the claims.  talks.rules names each kind of decision.  A party that a
 * spokesperson speaks for is the party; the claim still says on whose word. */
#ifndef DRG_STAGE_TALK_H
#define DRG_STAGE_TALK_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"

/* What the training of the scores looks at: for a word that takes a stance or puts
 * an offer into a state, the bits of enum matter_feature (talk_matter.h) that each
 * of the ISSUES issues has. */
struct talk_trace {
	void (*matter)(void *ctx, struct span word, const uint32_t *features);
	/* of a stance proposed, whether it becomes a row or not: bits of enum stance_feature (talk_worth.h) */
	void (*stance)(void *ctx, struct span word, uint8_t stance, uint64_t features);
	void *ctx;
};

/* trace: NULL but for training.  Fills l->positions, conditions, proposals, agreements, labels and rounds; none
 * but labels in a report that names no parties and nothing between them. */
void drg__talks(const drg_pack *pack, struct layers *l, const struct view *view, const struct hits *hits, const struct talk_trace *trace,
                struct arena *keep, struct arena scratch);

#endif
