/* talk.h - positions, conditions and proposals: the thin line to the talks.
 *
 * Rules of data/en/rules/talks.rules find a predicate and its parts; this stage
 * asks that they be about an issue of the talks or something put on the table,
 * finds the claim they came in, the party, whose voice it is, and says which
 * proposal rows are about one proposal.  A party that an unnamed official
 * speaks for is the party; the claim still says on whose word. */
#ifndef DRG_STAGE_TALK_H
#define DRG_STAGE_TALK_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/rules.h"
#include "pack/view.h"

void drg__talks(const drg_pack *pack, const struct layers *l, const struct view *view, const struct hits *hits,
                struct arena *keep, struct arena scratch,
                struct positions *pos, struct conditions *cond, struct proposals *prop);

#endif
