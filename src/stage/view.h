/* view.h - tokens as lexicons and rules see them. */
#ifndef DRG_STAGE_VIEW_H
#define DRG_STAGE_VIEW_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/view.h"

/* The view of a document's tokens (borrowed); UPOS where morph has it. */
struct view drg__view(const struct text *text, const struct tokens *tok, const struct morph *mor);

/* Cut one paragraph that belongs to no document: a lexicon's phrase, a rule's
 * example. s valid UTF-8, must outlive the view. */
void drg__view_of_words(struct str s, struct arena *keep, struct arena scratch, struct view *out);

#endif
