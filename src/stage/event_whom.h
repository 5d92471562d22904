/* event_whom.h - who acts and whom an act concerns.
 *
 * The grammar of the clause names somebody, or a thing, or nobody; whom the report
 * means may stand elsewhere ("The Front turned the offer down": whose offer was told a
 * sentence before).  For each role of each act the candidates are what the grammar gives,
 * as a whole; the entities of the report up to the end of the act's sentence, those that
 * are coordinated also together; and nobody.  Each is weighed by its place in the
 * clause, by the encoder's head for arguments (evidence.args), by where it was last named,
 * what it did and suffered in the report's other acts, who speaks, and the act's type:
 * log-linear, with nobody as a candidate of score 0.  train/parties.py fits the weights.
 *
 * An entity that a slot of its frame gives stands; what else stands in the clause (event_party.c) is one candidate
 * among others.  Whom the grammar does not give must be likely enough (`least` in event_whom.c), more so
 * of a deed of force, which is laid to nobody whom its sentence does not name. */
#ifndef DRG_STAGE_EVENT_WHOM_H
#define DRG_STAGE_EVENT_WHOM_H

#include "stage/event_in.h"

enum { WHOM_TYPES = 16, WHOM_CANDIDATES = 32 };

/* What is weighed; the names in event_whom.c, in this order. */
enum whom_feature {
	WH_BIAS,
	WH_TYPE, /* PLOVER's types, one each */
	WH_HEAD = WH_TYPE + WHOM_TYPES, WH_NOUN, WH_PASSIVE, WH_INF, WH_TOLD_BY, WH_NO_OTHER, /* the act: proposed by the head, a noun, .., inside a claim, no party in its other role */
	WH_OWN, WH_OWN_NOUN, WH_OWN_PRONOUN, WH_OWN_HEAD, WH_OWN_KIND, WH_OWN_GUESS, /* what the grammar gives; no entity but words, a pronoun; of an act that the head proposed; a kind of actor; not by a slot of its frame */
	WH_MANY, WH_PART, /* several at once; one of several coordinated, alone */
	WH_SUBJ, WH_SHARED, WH_OBJ, WH_IOBJ, WH_AT, WH_BY, WH_OF, WH_FOR, WH_IN, WH_OBL, WH_POSS, WH_MOD, WH_COMP, /* its slot; a subject reached by control or coordination; obliques by preposition */
	WH_IN_SUBJ, WH_IN_OBJ, WH_IN_OBL, WH_IN_REST, /* inside what fills a slot */
	WH_UP_SUBJ, WH_UP_OBJ, WH_UP_OBL, WH_UP_IN, WH_UP2_SUBJ, WH_UP2, /* slots of the predicate that the act hangs on, and of the one above */
	WH_BEFORE, WH_AFTER, WH_ONE, WH_TWO, WH_FAR, WH_PARAGRAPH, /* where: in the sentence before or after the act, one, two, more sentences back */
	WH_OWNER, WH_SUBJECT, /* where it was named: as a possessor, as a subject */
	WH_LATEST, WH_SECOND, WH_OFTEN, WH_FOREMOST, /* how fresh, how often, the most often named actor of the candidates */
	WH_PERSON, WH_GROUP, WH_STATE, WH_ORG, WH_UNNAMED, WH_PLACE, /* kind; what else there is has none of them */
	WH_NAMED, WH_PLURAL, WH_ACTOR, WH_PEOPLE, /* the words: a name, a plural; how much of an actor of politics */
	WH_SIDE, WH_COUNTRY, WH_ALIKE, /* of the other party's side: speaks for it or it for them; of its country; of its kind */
	WH_DYAD, WH_ACTS, WH_SUFFERS, WH_LAST_ACTOR, WH_LAST_RECIPIENT, WH_SAME_AGAIN, /* the report's acts: opposite to the other party, actor, recipient; in the act before this; the same actor's there */
	WH_OVER_ACTOR, WH_OVER_RECIPIENT, WH_UNDER_ACTOR, WH_UNDER_RECIPIENT, /* of the nearest act that this one hangs on; of an act that hangs on this one */
	WH_ANSWERED, WH_CLAIMED, /* did what the act answers; spoke last before a refusal */
	WH_SPEAKER, WH_SPEAKERS_SIDE, WH_TOLD, WH_VOICE, /* of the innermost attribution around the act: its source, whom that speaks for, whom it is told; the origin of its claim */
	WH_FITS, WH_GOES_BACK, /* the grammar gives a pronoun that means nobody yet: its number and kind fit; how much the head for coreference says so */
	WH_NO_ROW, WH_ARG, WH_ARG_MOST = WH_ARG + 8, WH_ARG_OTHER, WH_ARG_OTHERS, /* the head for arguments did not look; as likely as each of eight steps; the likeliest; maybe, likely in the other role */
	WH_FEATURES
};

/* Classes with weights of their own: recipients of words against somebody, of steps
 * towards somebody, of force; actors of words and steps; actors of force. */
enum whom_class { WHOM_AGAINST, WHOM_TOWARDS, WHOM_FORCE, WHOM_ACTOR, WHOM_FORCE_ACTOR, WHOM_CLASSES };

/* One or several who may fill a role. */
struct whom_candidate {
	struct who who;          /* head words */
	uint32_t ent[WHO_MOST];  /* their entities, NONE for words that are no entity's */
	uint32_t mention;        /* of the first: the latest before the act, else the first after it; NONE */
	bool own, guess;         /* what the grammar gives; where no slot of the frame does */
	float f[WH_FEATURES];
};

/* What is looked at, once for all acts of a report. */
struct whom_report {
	struct event_cx *c;
	struct finds near;      /* the finds around the one in hand, as the grammar gives them */
	uint32_t *often;        /* [entities] mentions */
	uint8_t *standing;      /* [entities] the best enum standing of their names and nouns */
	uint32_t *acts, *suffers; /* [entities] acts of which its side is an actor, a recipient */
};

/* "up-subject", "type-ACCUSE"; NULL past the last. */
const char *drg__whom_name(uint32_t feature);

/* What an act answers: the act before it that its object names, NULL; who spoke last before it,
 * another than who acts, if it refuses or denies: entity or NONE.  event_answer.c */
struct answered {
	const struct found *act;
	uint32_t claimant;
};
struct answered drg__whom_answered(const struct whom_report *r, const struct found *e);

/* event_bar.c: do the words around the act rule the entity, named at tok, out as its doer, where the clause names none? */
bool drg__whom_barred(const struct whom_report *r, const struct found *e, uint32_t ent, uint32_t tok);

/* "Drones hit a silo": is the word one for what somebody used, who is not named by it? */
bool drg__whom_weapon(const struct event_cx *c, uint32_t tok);

/* event_look.c */
/* Are both entities, and of one side? */
bool drg__whom_same_side(const struct whom_report *r, uint32_t x, uint32_t y);
/* Is the entity on the side of one in that role? */
bool drg__whom_on_side(const struct whom_report *r, const struct found *e, uint8_t role, uint32_t ent);
/* Source of the innermost attribution around the act; origin of the claim that it came in.  Entities, NONE. */
uint32_t drg__whom_speaker(const struct layers *l, const struct found *e);
uint32_t drg__whom_voice(const struct layers *l, const struct found *e);
void drg__whom_report(struct event_cx *c, const struct finds *f, struct whom_report *out);
/* Fills the features of the n candidates for a role of find e; type: its place among PLOVER's types, WHOM_TYPES for none. */
void drg__whom_look(const struct whom_report *r, const struct found *e, uint8_t role, uint32_t type, struct whom_candidate *v, uint32_t n);

/* Fills the roles of the finds; leaves them as the grammar has them where the encoder has no head for arguments.
 * trace: NULL but for training. */
void drg__event_whom(struct event_cx *c, struct finds *f, const struct event_trace *trace);

#endif
