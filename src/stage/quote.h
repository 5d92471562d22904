/* quote.h - what stands inside quotation marks.
 *
 * One pass with a small stack over the marks of each paragraph.  Which way a
 * straight or misused mark faces is told by the white space around it, and by
 * whether one is open.
 *
 *   "A 'b' c," said D. "E.        outer [0] "A 'b' c,"   parent NONE
 *   "F."                          inner [1] 'b'          parent 0
 *                                       [2] "E.          OPEN_ONLY
 *                                       [3] "F."         CONTINUES, prev 2
 *
 * - a double mark that is never closed ends with its paragraph, and the next
 *   paragraph continues it if that opens with a mark or has a closing mark
 *   without an opening one; else it ends with its sentence (unless it opened
 *   the paragraph): a lost mark never swallows the page;
 * - a single mark that is never closed was an apostrophe: no region;
 * - a plural's apostrophe ("the parents' house") closes nothing while a later
 *   mark can;
 * - regions are nested or disjoint, in order of their start. */
#ifndef DRG_STAGE_QUOTE_H
#define DRG_STAGE_QUOTE_H

#include "base/arena.h"
#include "doc/layers.h"

/* Marks inside zones are left alone. */
void drg__quotes(const struct text *text, const struct tokens *tok, const struct sents *sents,
                 struct arena *keep, struct arena scratch, struct quotes *out);

#endif
