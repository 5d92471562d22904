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

void drg__counts(const drg_pack *pack, const struct layers *l, const struct view *view, const struct hits *hits,
                 struct arena *keep, struct arena scratch, struct quantities *out);

#endif
