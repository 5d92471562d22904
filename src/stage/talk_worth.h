/* talk_worth.h - which stances found are positions that a reader of the dispute
 * would write down.
 *
 * The rules propose generously; the score of a proposal is the probability that an
 * annotator of the corpus marked it, log-linear over how it was found, what it is
 * about, whose it is and what the encoder's head for talk acts says of its word.
 * train/talk_worth.py fits the weights on reports that the head was not trained on. */
#ifndef DRG_STAGE_TALK_WORTH_H
#define DRG_STAGE_TALK_WORTH_H

#include "stage/talk_pos.h"

enum stance_feature {
	STANCE_BIAS,
	STANCE_IS, /* + enum position_stance */
	STANCE_BY = STANCE_IS + POS_STANCES, /* + enum found_by */
	STANCE_UNMET = STANCE_BY + FOUND_WAYS, /* the word asks for a matter, and none is named */
	STANCE_NAMED, STANCE_TABLE, STANCE_BACK, STANCE_NOTHING, /* about a matter, an offer, "it", or the words do not say */
	STANCE_TO_PARTY, STANCE_TO_OTHERS, /* asked of a party, of somebody else */
	STANCE_TIED,     /* a condition hangs on it */
	STANCE_OWN, STANCE_CLAIMED, STANCE_QUOTED, /* in its own claim, in another's, between quotation marks */
	STANCE_STATE, STANCE_BODY, STANCE_PERSON, STANCE_UNNAMED, /* the party */
	STANCE_POLITICS, STANCE_COURT, STANCE_PEOPLE, /* its sectors: of politics or force; courts, police; citizens, firms, media */
	STANCE_ONCE,     /* the party is named once */
	STANCE_GUESSED,  /* likely, expected, could */
	STANCE_WILL, STANCE_WOULD, STANCE_DID, /* will; would; did not */
	STANCE_TURNED, STANCE_ASPECT, /* by a negation; still, again, no longer */
	STANCE_DISPUTE, STANCE_DISPUTE_MORE, STANCE_ARMED, /* the report */
	STANCE_OTHER_ISSUE,
	STANCE_HEAD_SILENT, STANCE_HEAD_SOME, STANCE_HEAD_LIKELY, STANCE_HEAD_SURE, /* p(a position here) > 0, .05, .2, .5 */
	STANCE_HEAD_SAME, /* and its best stance is this one */
	STANCE_FEATURES
};
_Static_assert(STANCE_FEATURES <= 64, "a feature is a bit of a uint64_t");

/* "by-verb", "head-sure"; NULL past the last. */
const char *drg__stance_name(uint32_t f, char out[32]);

/* Bits of enum stance_feature that a position, complete but for its score, has. */
uint64_t drg__stance_features(const struct talk_cx *x, const struct found *f, const struct position_row *r);

/* The probability that it is one, 0 to 1. */
float drg__stance_worth(uint64_t features);

/* Below this it is none. */
#define STANCE_LEAST .45f

#endif
