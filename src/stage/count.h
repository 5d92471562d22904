/* count.h - quantities: how many of what, in whose count, as of when.
 *
 *   numerals and quantifiers -> units -> rules of counts.rules (operators,
 *   ranges, shares, dates and ranks) -> what is counted and what happened to it
 *   (dependencies, lexicons counted and measures) -> parts of other counts.
 *
 * A number that the text does not state is NOT_STATED, never 0. */
#ifndef DRG_STAGE_COUNT_H
#define DRG_STAGE_COUNT_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/rules.h"

/* What the training of the scores looks at: a row that may be listed, bits of
 * enum worth_feature (count_worth.h) and its score; and a row whose measure the
 * encoder is asked for, with its costs ([MEASURES], sixteenths of a nat).  Either may be
 * NULL. */
struct count_trace {
	void (*row)(void *ctx, struct span span, uint64_t features, float score);
	void (*measure)(void *ctx, struct span span, const uint8_t *cost);
	void *ctx;
};

/* trace: NULL but for training. */
void drg__counts(const drg_pack *pack, const struct layers *l, const struct view *view, const struct hits *hits, const struct count_trace *trace,
                 struct arena *keep, struct arena scratch, struct quantities *out);

#endif
