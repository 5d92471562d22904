/* attribute.h - attributions: source, cue, content, recipient.
 *
 * Roles and their extents follow PolNeAR (Newell, Margolin and Ruths 2018) and
 * PARC (Pareti 2016); nesting and recipients are ours (corpus/GUIDE).  The
 * decisions are rules over tokens, closed-class words and the lexicons `cues`,
 * `cue_nouns`, `verbs`, `roles`, each named in data/en/rules/attribution.rules;
 * with syntax present (deps.head != NULL) it tells verbs from nouns and finds
 * subjects that do not stand right before their cue.
 *
 * One level of text at a time: the running text with each quotation as one
 * item, then the inside of each quotation.
 *
 *   items   [ Q ] [,] [the] [envoy] [told] [Gray] [Wire] [.]
 *   roles   content   source------- cue    recipient----
 *
 * Sentences longer than DRG__ATTRIB_WINDOW items are read in pieces of that
 * size, so that no text takes more than linear time. */
#ifndef DRG_STAGE_ATTRIBUTE_H
#define DRG_STAGE_ATTRIBUTE_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"
#include "pack/rules.h"

#define DRG__ATTRIB_WINDOW 300

/* Fills every column but `speaker` (allocated, all NONE).  `hits` from
 * drg__lex_match over all tokens. */
void drg__attribute(const drg_pack *pack, const struct layers *l, const struct hits *hits, struct arena *keep, struct arena scratch, struct attribs *out);

#endif
