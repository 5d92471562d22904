/* ud.h - what the guidelines of Universal Dependencies do not allow, so that a
 * tree by scores keeps to them where they leave no choice
 * (universaldependencies.org/validation-rules.html, level 3).
 *
 * These are decisions of form, not of content: which classes of words a
 * relation is for, which relations run from left to right, and that punctuation
 * never crosses other arcs. */
#ifndef DRG_STAGE_UD_H
#define DRG_STAGE_UD_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/view.h"

/* What a relation asks of its dependent. */
struct ud_rel {
	uint32_t upos;  /* bit set of enum upos that may bear it */
	bool rightward; /* the head stands to the left */
	bool subject;   /* of which a predicate has one: nsubj, csubj, but :outer */
	bool object;    /* likewise obj */
	bool goeswith;
};

/* Of the relation `name` ("nsubj:pass"); unknown names ask nothing. */
struct ud_rel drg__ud_rel(struct str name);

/* Bit set of enum upos whose words may bear these features ("Number=Sing|Person=3", "_" none). */
uint32_t drg__ud_feats(struct str feats);

/* Has token t that feature ("Number=Plur")?  False without an encoder. */
bool drg__ud_has(const struct layers *l, uint32_t t, struct str feature);

/* Move punctuation whose arc crosses others to the head of highest score that
 * it can hang on without: score [n][ld], head [n] as in parse.h (0 root, j + 1),
 * punct [n] which words are punctuation.  Only words without dependents move. */
void drg__ud_punct(const float *score, uint32_t n, size_t ld, const bool *punct, uint32_t *head, struct arena scratch);

#endif
