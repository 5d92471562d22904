/* segment.h - sentences.
 *
 * The rule version: a sentence ends at the end of its paragraph or zone, and at
 * a stop that is not part of an abbreviation (stage/token settled that), with
 * the closing marks that hang on it, when what follows can begin a sentence.
 * `"Why?" Lena Ort asked.` stays one sentence.  Later the encoder's boundary
 * scores take over; this stays as their fallback.  Linear time. */
#ifndef DRG_STAGE_SEGMENT_H
#define DRG_STAGE_SEGMENT_H

#include "base/arena.h"
#include "doc/layers.h"

void drg__segment(const struct text *text, const struct tokens *tok, struct arena *keep, struct sents *out);

#endif
