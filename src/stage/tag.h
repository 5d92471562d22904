/* tag.h - labels of words: lemma scripts and tag sequences. */
#ifndef DRG_STAGE_TAG_H
#define DRG_STAGE_TAG_H

#include "base/arena.h"

/* How a lemma is made from a form: cut `cut` code points from its end (all if it
 * is shorter), set the case of what is left, append `tail`. */
struct lemma_script {
	char letters; /* 'k' keep, 'l' lower, 't' first upper and the rest lower, 'u' upper */
	uint32_t cut;
	struct str tail;
};

/* "<case><cut>:<tail>", as the model's inventory writes it; false if it is not one. */
bool drg__lemma_script(struct str s, struct lemma_script *out);

/* The lemma of a form (valid UTF-8), in `keep`; the form itself where nothing is to be done. */
struct str drg__lemma(const struct lemma_script *script, struct str form, struct arena *keep);

/* The best tag sequence (Viterbi): score [n][ld], trans [n_tags + 1][n_tags] with
 * the last row for the beginning; ties go to the lower tag. out[n]. */
void drg__viterbi(const float *score, uint32_t n, size_t ld, uint32_t n_tags, const float *trans, uint8_t *out,
                  struct arena scratch);

#endif
