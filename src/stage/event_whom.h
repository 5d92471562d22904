/* event_whom.h - who acts and whom an act concerns, where its own clause names nobody.
 *
 * "The Front turned the offer down": whose offer was told a sentence before.  The
 * entities of the report up to the end of the act's sentence are candidates; each
 * is weighed by where it was last named, what it did and suffered in the report's
 * other acts, who speaks, and the act's type: log-linear, with nobody as a
 * candidate of score 0.  train/parties.py fits the weights on the corpus's train split.
 *
 * Only roles that the grammar left empty are filled, after all acts are found. */
#ifndef DRG_STAGE_EVENT_WHOM_H
#define DRG_STAGE_EVENT_WHOM_H

#include "stage/event_in.h"

/* How much likelier than nobody in log odds: held out, that leaves the most roles right, and a little less than half of those filled. */
#define WHOM_LEAST 1.2f

enum { WHOM_TYPES = 16, WHOM_CANDIDATES = 24 };

/* What is weighed; the names in event_whom.c, in this order. */
enum whom_feature {
	WH_BIAS,
	WH_TYPE, /* PLOVER's types, one each */
	WH_HEAD = WH_TYPE + WHOM_TYPES, WH_NOUN, WH_PASSIVE, WH_INF, WH_TOLD_BY, WH_NO_OTHER, /* the act: proposed by the head, a noun, .., inside a claim, no party in its other role */
	WH_BEFORE, WH_AFTER, WH_ONE, WH_TWO, WH_FAR, WH_PARAGRAPH, /* where: in the sentence before or after the act, one, two, more sentences back */
	WH_ABOVE_SUBJECT, WH_ABOVE, WH_BELOW, WH_OWNER, WH_SUBJECT, /* grammar: subject of a clause around the act, other there, inside the act's words, a possessor, any subject */
	WH_LATEST, WH_SECOND, WH_OFTEN, WH_FOREMOST, /* how fresh, how often, the most often named actor of the candidates */
	WH_PERSON, WH_GROUP, WH_STATE, WH_ORG, WH_UNNAMED, WH_PLACE, /* kind; what else there is has none of them */
	WH_NAMED, WH_PLURAL, WH_ACTOR, WH_PEOPLE, /* the words: a name, a plural; how much of an actor of politics */
	WH_OWN, WH_COUNTRY, WH_ALIKE, /* of the other party's side: speaks for it or it for them; of its country; of its kind */
	WH_DYAD, WH_ACTS, WH_SUFFERS, WH_LAST_ACTOR, WH_LAST_RECIPIENT, WH_SAME_AGAIN, /* the report's acts: opposite to the other party, actor, recipient; in the act before this; the same actor's there */
	WH_OVER_ACTOR, WH_OVER_RECIPIENT, WH_UNDER_ACTOR, WH_UNDER_RECIPIENT, /* of the nearest act that this one hangs on; of an act that hangs on this one */
	WH_SPEAKER, WH_SPEAKERS_SIDE, WH_TOLD, /* of the innermost attribution around the act: its source, whom that speaks for, whom it is told */
	WH_FEATURES
};

/* Classes with weights of their own: recipients of words against somebody, of steps
 * towards somebody, of force; actors. */
enum whom_class { WHOM_AGAINST, WHOM_TOWARDS, WHOM_FORCE, WHOM_ACTOR, WHOM_CLASSES };

/* "above-subject", "type-ACCUSE"; NULL past the last. */
const char *drg__whom_name(uint32_t feature);

/* Fills the empty roles of the finds.  trace: NULL but for training. */
void drg__event_whom(struct event_cx *c, struct finds *f, const struct event_trace *trace);

#endif
