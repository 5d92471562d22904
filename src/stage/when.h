/* when.h - times: expressions found, given TIMEX3 values, put on the calendar.
 *
 *   "They met on Friday morning and will meet again in two weeks"
 *                 [wd]  [part]                      [n] [unit]    times.rules
 *                 [ joined    ]                                   times-join.rules
 *    published 2031-03-04 (a Tuesday), verb looks back / ahead
 *                 2031-02-28TMO                     2031-W12
 *
 * Rules and words are the pack's.  The anchor is the day of publication; inside
 * a quotation, the day its speaker spoke, where the text dates that; in a
 * history (a text whose dates carry years long gone), the date named last.
 * Without an anchor only what the words fix is fixed: weekdays stay weekdays.
 *
 * TIMEX3: Pustejovsky et al. 2003, TempEval-3 (UzZaman et al. 2013); EDTF: ISO
 * 8601-2:2019, level 2. */
#ifndef DRG_STAGE_WHEN_H
#define DRG_STAGE_WHEN_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"

void drg__times(const drg_pack *pack, const struct layers *l, const struct hits *hits,
                struct arena *keep, struct arena scratch, struct times *out);

#endif
