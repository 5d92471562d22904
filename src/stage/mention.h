/* mention.h - who and what is mentioned: names, descriptions, pronouns.
 *
 * Without an encoder a name is a run of capitalised words, a description is a
 * noun phrase headed by a word of lexicon `roles`, and the kind comes from the
 * lexicons (states, bodies, outlets, outlet_words, org_words, titles) and from
 * what stands around.  Where the lexicons do not know a name and the encoder
 * found one there (names->n > 0), its kind is the encoder's; a first word of a
 * sentence that the encoder takes for a proper noun and a name is one.  Linear time. */
#ifndef DRG_STAGE_MENTION_H
#define DRG_STAGE_MENTION_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"

/* The score of a name whose kind the words right before it tell ("the relief agency Open Hand"). */
#define DRG_NAME_TOLD .9f

/* Reads text, tokens, sentences, names and morphology.  Every column but `ent` (allocated, all NONE). */
void drg__mentions(const drg_pack *pack, const struct layers *l, const struct hits *hits, struct arena *keep, struct arena scratch, struct mentions *out);

#endif
