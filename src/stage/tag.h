/* tag.h - labels of words: lemma scripts and tag sequences. */
#ifndef DRG_STAGE_TAG_H
#define DRG_STAGE_TAG_H

#include "base/arena.h"
#include "pack/lemmas.h"

/* How a lemma is made from a form: cut `cut` code points from its end (all if it
 * is shorter), set the case of what is left, append `tail`. */
struct lemma_script {
	char letters; /* 'k' keep, 'l' lower, 't' first upper and the rest lower, 'u' upper */
	uint32_t cut;
	struct str tail;
};

/* "<case><cut>:<tail>", as the model's inventory writes it; false if it is not one. */
bool drg__lemma_script(struct str s, struct lemma_script *out);

/* A script applied to a form (valid UTF-8): the bytes written at out, at most cap;
 * 0 when nothing is left or there is no room. */
size_t drg__lemma_apply(const struct lemma_script *script, struct str form, char *out, size_t cap);

/* Scripts that are weighed against each other, and what it is worth, in logits,
 * that the outcome is a known lemma (train/words.py: LEMMA_BEAM, KNOWN_BONUS). */
enum { LEMMA_BEAM = 6, LEMMA_BONUS = 4 };

/* The lemma of a form: the table's, else the outcome of the best of the most
 * likely scripts.  logit, script: [n], n >= LEMMA_BEAM or fewer.  upos: its name.
 * In `keep`, or borrowed from the form's text or the pack. */
struct str drg__lemma(const struct lemma_table *table, const float *logit, const struct lemma_script *script, uint32_t n,
                      struct str form, struct str upos, struct arena *keep);

/* The best tag sequence (Viterbi): score [n][ld], trans [n_tags + 1][n_tags] with
 * the last row for the beginning; ties go to the lower tag. out[n]. */
void drg__viterbi(const float *score, uint32_t n, size_t ld, uint32_t n_tags, const float *trans, uint8_t *out,
                  struct arena scratch);

#endif
