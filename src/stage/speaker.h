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
 *   pronouns    weighed (stage/who_pronoun.h); without an encoder he, she: the
 *               latest speaker who is a person and whose gender, by title,
 *               pronoun or given name, does not speak against it; they: the
 *               latest plural; it: the latest body
 *   officials   a spokesperson, official or envoy described with the name of a
 *               state or body speaks for it */
#ifndef DRG_STAGE_SPEAKER_H
#define DRG_STAGE_SPEAKER_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"

/* What the training of the weights of pronouns looks at: for each pronoun (a mention) and each
 * candidate (its latest mention) the values of enum pronoun_feature (who_pronoun.h). */
struct speaker_trace {
	void (*candidate)(void *ctx, uint32_t pronoun, uint32_t mention, uint32_t klass, const float *f, uint32_t n);
	void *ctx;
};

/* Writes entities, mentions.ent and attribs.speaker, from the other layers of l. trace: NULL but for training. */
void drg__speakers(const drg_pack *pack, const struct layers *l, const struct hits *hits, const struct speaker_trace *trace,
                   struct arena *keep, struct arena scratch, struct mentions *men, struct attribs *att, struct entities *out);

/* Entity of the publisher: row of entities, or NONE when the outlet is unknown. */
uint32_t drg__publisher(const struct meta *meta, const struct entities *ent);

#endif
