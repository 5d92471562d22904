/* event_in.h - what the parts of the event stage share.  Private to src/stage/event*.c. */
#ifndef DRG_STAGE_EVENT_IN_H
#define DRG_STAGE_EVENT_IN_H

#include "pack/build.h" /* struct frame_fire */
#include "pack/frames.h"
#include "stage/actor.h"
#include "stage/event.h"
#include "stage/event_tree.h"

/* One class of a word: a list per head word. */
struct word_class {
	uint32_t ref;   /* as in frames */
	uint32_t next;  /* NONE ends */
	uint8_t lex;    /* enum act_lexicon */
	uint32_t first, end; /* tokens of the phrase */
};

enum act_lexicon { ACT_VERBS, ACT_NOUNS, ACT_THINGS, ACT_LEXICONS };

/* What a word means as a predicate. */
struct match {
	uint8_t state;       /* enum match_state */
	uint32_t frame;      /* NONE */
	uint32_t rival;      /* a frame that fits as well and as closely, NONE */
	struct str cameo;    /* code, after the series */
	struct str topic;    /* code of what the act is about, "" when none */
	uint32_t topic_word; /* the word that gave it, NONE */
	uint32_t first, end; /* tokens of the predicate */
};

enum match_state { MATCH_UNKNOWN, MATCH_BUSY, MATCH_DONE };

struct event_cx {
	const drg_pack *pack;
	const struct layers *l;
	const struct hits *hits;
	struct arena *a;          /* scratch of the stage */
	struct tree t;
	uint32_t *class_at;       /* [n] first of the word's classes */
	VEC(struct word_class) word_class;
	struct match *match;      /* [n] */
	uint32_t *mention_at;     /* [n] mention that the word heads, NONE */
	uint8_t *op;              /* [n] enum status_op of the word, 0 none */
	struct span *op_phrase;   /* [n] tokens of the phrase that gave it */
	uint32_t guard_ref[4];    /* classes of what is no actor */
	uint32_t people_ref;      /* class of words for people whom harm comes to */
	const struct actors *actors;
	uint32_t *state_at, *agent_at; /* [n] row of states, agents for a phrase that the word heads, NONE */
	uint32_t *org_at, *seat_at, *person_at; /* the same of organisations, seats, persons */
};

/* event_match.c */
void drg__event_words(struct event_cx *c);
/* The frame of word p; worked out once. */
const struct match *drg__event_match(struct event_cx *c, uint32_t p);
bool drg__event_is(const struct event_cx *c, uint32_t tok, uint32_t class_ref);
/* A class by name, 0 when the pack has no such class. */
uint32_t drg__event_class(const struct event_cx *c, const char *name);

/* event_args.c */
enum { WHO_MOST = 12 };
struct who {
	uint32_t tok[WHO_MOST]; /* head words */
	uint32_t n;
};
/* The word and those coordinated with it, added to *out. */
void drg__event_people(struct event_cx *c, uint32_t tok, struct who *out);
/* Who fills a role of a frame, coordination taken apart. */
void drg__event_who(struct event_cx *c, uint32_t p, uint32_t frame, enum frame_role role, struct who *out);
/* How much of a political actor a word's phrase names. */
enum standing { STAND_NOT, STAND_UNKNOWN, STAND_PEOPLE, STAND_ACTOR };
enum standing drg__event_standing(const struct event_cx *c, uint32_t tok);
/* Country and sectors that the words [first, end) give; memory of *keep. */
void drg__event_code(const struct event_cx *c, uint32_t first, uint32_t end, struct arena *keep, struct str *country, struct str *sectors);
/* Entity of a word, NONE. */
uint32_t drg__event_entity(const struct event_cx *c, uint32_t tok);

/* event_party.c */
/* Whom the act of predicate p concerns beside its actors, where no slot of its frame
 * names a recipient.  type: PLOVER type, which says whether a place may be meant. */
void drg__event_party(struct event_cx *c, uint32_t p, struct str type, const struct who *actors, struct who *out);
/* Is the word a thing, not somebody?  Then *out is whose it is, or whom it is for or
 * about, none of `others`: "a Togolese proposal", "action against the rebels". */
bool drg__event_owner(struct event_cx *c, const struct who *others, uint32_t tok, struct who *out);

/* event_head.c */
/* What the head proposes: word, PLOVER type, probability. */
typedef void (*event_proposal)(void *ctx, uint32_t word, struct str type, float score);
/* Does the head see no act in any of these words?  False when the model has no such head. */
bool drg__event_head_doubts(const struct event_cx *c, uint32_t first, uint32_t end);
/* Every proposal at a word that is not taken[word]; none when the model has no such head. */
void drg__event_head_propose(struct event_cx *c, const bool *taken, event_proposal keep, void *ctx);
/* Who acts and who is acted on, by syntax alone. */
void drg__event_head_who(struct event_cx *c, uint32_t p, struct who *actors, struct who *recipients);

/* event.c: the PLOVER type that a frame yields, "" if none. */
struct str drg__event_type_of(const struct event_cx *c, const struct frame *fr);
/* event.c: the frames that fire, plausible events and topics alike; for examples. */
uint32_t drg__event_fires(const struct actors *actors, const struct layers *l, struct arena scratch,
                          struct frame_fire *out, uint32_t most);

/* event_status.c */
void drg__event_ops(struct event_cx *c);
/* A word that only reports what its clause says ("said", "noted"). */
bool drg__event_tells(const struct event_cx *c, uint32_t tok);
struct event_factors drg__event_factors(const struct event_cx *c, uint32_t p);

/* event_weigh.c: what the clause's date and, if `head`, the encoder's head say of
 * the factors that the words gave; p the act's word, [first, end) its tokens. */
void drg__event_weigh(const struct event_cx *c, uint32_t p, uint32_t first, uint32_t end, bool head, struct event_factors *f);

#endif
