/* paras.h - paragraphs of plain text. */
#ifndef DRG_INGEST_PARAS_H
#define DRG_INGEST_PARAS_H

#include "base/arena.h"
#include "doc/layers.h"

/* A paragraph is a line; where the lines look wrapped by a machine (many full
 * ones of much the same length), a block between blank or indented lines.
 * text valid UTF-8. */
void drg__paras_of_text(struct str text, struct arena *keep, struct paras *out);

#endif
