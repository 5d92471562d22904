/* event_worth.h - which words that may name an act name one that a report tells.
 *
 * The score of a candidate (a word that a frame fits, or in which the encoder's
 * event head sees an act) is the probability that an annotator marks an event
 * there: log-linear over what the frame, the head, the parties, the governing
 * words and the report's domain say.  Fitted by train/events.py. */
#ifndef DRG_STAGE_EVENT_WORTH_H
#define DRG_STAGE_EVENT_WORTH_H

#include "stage/event_in.h"

/* What is weighed; the names in event_worth.c, in this order. */
enum event_feature {
	EF_BIAS,
	EF_FRAME, EF_TOPIC, EF_CLASSED, EF_UNHEARD, /* a frame fits; one of acts that only others are about; the word has a class; none */
	EF_BARE, EF_FITS,                           /* the frame asks for nobody; a condition of it holds */
	EF_HEAD, EF_HEAD_LAST = EF_HEAD + 7,        /* the head's probability of an act, in steps */
	EF_AGREES,                                  /* the head's likeliest type is the frame's */
	EF_SHARE, EF_SHARE_LAST = EF_SHARE + 2,     /* the head's probability of the type, in steps */
	EF_NOUN, EF_ADJECTIVE, EF_MODIFIES, EF_PARTICIPLE, EF_INFINITIVE, EF_DEFINITE, EF_INDEFINITE, EF_PLURAL,
	EF_ACTOR, EF_ACTOR_LAST = EF_ACTOR + 4,     /* none, then enum standing */
	EF_RECIPIENT, EF_RECIPIENT_LAST = EF_RECIPIENT + 4,
	EF_SUBJ_DAILY, EF_SUBJ_GRAVE, EF_SUBJ_PRONOUN, EF_SUBJ_NAME, /* who acts: a word of daily life, of state and force; "she"; a name */
	EF_REST_DAILY, EF_REST_GRAVE, EF_REST_NAME, /* what stands in the other slots */
	EF_NOBODY, EF_SOMEBODY, EF_OTHERS,          /* other actors of politics in the sentence: none, one, more */
	EF_CALM, EF_CALM_LONG, EF_POLITICAL,        /* the report names hardly one a sentence; and is long; more than two */
	EF_NO_ACTOR, EF_ELSEWHERE,                  /* such words in the sentence; more of sport and markets than of politics */
	EF_SCENE, EF_SCENE_LAST = EF_SCENE + 12,    /* a word of that domain (lexicon scenes) in the sentence */
	EF_DAILY, EF_GRAVE,                         /* two words and more of daily life; of state and force */
	EF_DAILY_REPORT, EF_GRAVE_REPORT,           /* the report has thrice as many of the one as of the other */
	EF_ACTS, EF_ACTS_LAST = EF_ACTS + 2,        /* other words of the sentence in which the head sees acts: none, one, more */
	EF_FRAME_ALONE, EF_ALONE,                   /* no party, neither in a role nor elsewhere in the sentence; with a frame, without */
	EF_TORN,                                    /* the head sees an act, but not which */
	EF_NEGATED, EF_CONTESTED, EF_MODAL, EF_MODAL_LAST = EF_MODAL + 3, EF_PRESENT, EF_AHEAD, EF_LONG_AGO, /* factors by the words */
	EF_GOVERNED,                                /* a status word stands above */
	EF_OF, EF_OF_LAST = EF_OF + 5,              /* what an act of asking, refusing, agreeing, accusing, threatening, another is about */
	EF_OF_NOUN,                                 /* and a noun that names no deed */
	EF_CARRIED,                                 /* by a light verb */
	EF_ROOT, EF_OBJECT, EF_SUBJECT, EF_OBLIQUE, EF_NMOD, EF_XCOMP, EF_CCOMP, EF_ADVCL, EF_RELATIVE, EF_CONJUNCT,
	EF_QUOTED,
	EF_TYPE, EF_TYPE_LAST = EF_TYPE + 15,
	EVENT_FEATURES
};
_Static_assert(EVENT_FEATURES <= 128, "two words of bits");

struct event_features {
	uint64_t bit[2];
};

/* "frame", "head-3"; NULL past the last. */
const char *drg__event_feature_name(uint32_t f);

/* A word that may name an act. */
struct event_candidate {
	uint32_t word, first, end;
	const struct frame *frame; /* NULL when none fits */
	struct str type;
	int actor, recipient;      /* the best enum standing of a role's fillers, -1 when it has none */
	struct event_factors factors;
};

/* Needs drg__event_match of the words around. */
struct event_features drg__event_features(struct event_cx *c, const struct event_candidate *e);
/* 0 to 1. */
float drg__event_worth(const struct event_features *f, int against);

#endif
