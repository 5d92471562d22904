/* speaker.h - who is meant: mentions to entities, attributions to speakers.
 *
 * Safe rules only; what they leave open stays open.
 *   names       the same words; a surname for the only (or latest) full name
 *               with it; capitals for the body whose initials they are; another
 *               spelling of a person's name (stage/spelling.h)
 *   apposition  "Ada Lind, the envoy," and "envoy Ada Lind" teach that Lind is
 *               an envoy; "the envoy" later is the latest such entity
 *   definite    "the official", "that official": the latest entity first
 *               described with the same word, and with all words before it
 *               ("the refugee office" is not "the harbour office"); "a source", "another official"
 *               is always somebody new: two unnamed sources are never merged
 *   pronouns    he, she: the latest speaker who is a person and whose gender,
 *               by title, pronoun or given name, does not speak against it;
 *               never a name with "the"; they: the latest plural; it: the
 *               latest body
 *   officials   a spokesperson, official or envoy described with the name of a
 *               state or body speaks for it */
#ifndef DRG_STAGE_SPEAKER_H
#define DRG_STAGE_SPEAKER_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"

/* Writes entities, mentions.ent and attribs.speaker. */
void drg__speakers(const drg_pack *pack, const struct text *text, const struct meta *meta, const struct tokens *tok,
                   const struct sents *sents, const struct hits *hits,
                   struct arena *keep, struct arena scratch, struct mentions *men, struct attribs *att, struct entities *out);

/* Entity of the publisher: row of entities, or NONE when the outlet is unknown. */
uint32_t drg__publisher(const struct meta *meta, const struct entities *ent);

#endif
