/* talk_matter.h - which issue a stance or an offer is about, by weights.
 *
 * Evidence comes on levels, each weaker than the one before: the word that heads
 * what the stance is about, the other words of it, its sentence, the words before,
 * the stance or offer before, the report as a whole.  How much the outer levels count depends on what stands
 * on the inner ones: where a matter is named they hardly do, where the words only
 * point back ("it", "the offer") they decide, and where a thing of no known matter
 * is named it stays `other`.  train/talk_matter.py fits the weights (a conditional
 * logit over the issues, the same weights for each) on the corpus's train split. */
#ifndef DRG_STAGE_TALK_MATTER_H
#define DRG_STAGE_TALK_MATTER_H

#include "stage/talk_in.h"

enum matter_feature {
	/* a word of the issue that is enough by itself / that others use too, by where it stands */
	MATTER_HEAD, MATTER_HEAD_COMMON, MATTER_INSIDE, MATTER_INSIDE_COMMON,
	MATTER_LENGTH,  /* pause: an end of fighting for a length of time */
	MATTER_FIGHT,   /* end_of_fighting: an end of shots, attacks, a war */
	MATTER_SWAP,    /* exchange: a word for it and people held beside it */
	MATTER_TALKS,   /* end_of_fighting: talks between those who fight */
	MATTER_TALKS_MAIN, /* the report's own matter: talks as such */
	/* the outer levels where a matter is named, .. */
	MATTER_NAMED_SENTENCE, MATTER_NAMED_BEFORE, MATTER_NAMED_SHARE, MATTER_NAMED_MAIN, MATTER_NAMED_LAST,
	/* .. where the words only point back, .. */
	MATTER_BACK_SENTENCE, MATTER_BACK_BEFORE, MATTER_BACK_SHARE, MATTER_BACK_MAIN, MATTER_BACK_LAST,
	/* .. where something else is named */
	MATTER_ELSE_SENTENCE, MATTER_ELSE_BEFORE, MATTER_ELSE_SHARE, MATTER_ELSE_MAIN, MATTER_ELSE_LAST,
	/* of `other` alone: nothing speaks for another, in the three cases */
	MATTER_OTHER_NAMED, MATTER_OTHER_BACK, MATTER_OTHER_ELSE,
	MATTER_OTHER_CIVIL, /* .. in a report without arms */
	MATTER_OTHER_LAST,  /* .. as the stance or offer before was */
	MATTER_SPAN,        /* pause: "ten days", and nothing else, where there are arms */
	MATTER_FEATURES
};

/* "head", "back-main"; NULL past the last. */
const char *drg__matter_name(uint32_t f);

/* The issue of what tokens [first, last] say, `head` the word that the rest hangs
 * on; first > last: the words do not say, and `at` is where they stand. */
uint8_t drg__talk_matter(const struct talk_cx *x, uint32_t head, uint32_t first, uint32_t last, uint32_t at);

#endif
