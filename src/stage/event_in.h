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
	bool closely;        /* a condition of the frame asks for a word or kind, and it stands there */
	struct str cameo;    /* code, after the series */
	struct str topic;    /* code of what the act is about, "" when none */
	uint32_t topic_word; /* the word that gave it, NONE */
	uint32_t first, end; /* tokens of the predicate */
};

enum match_state { MATCH_UNKNOWN, MATCH_BUSY, MATCH_DONE };

/* Column `domain` of lexicon scenes, in its order. */
enum scene_domain { DOMAIN_NONE, DOMAIN_STATE, DOMAIN_FORCE, DOMAIN_SPORT, DOMAINS = DOMAIN_SPORT + 11 };

enum { HEAD_TYPES_MOST = 64 }; /* bits of a set of types */

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
	uint32_t tale_ref;        /* class of works whose deeds are made up */
	uint32_t measure_ref;     /* class of words that only measure: "dozens", "group" */
	uint32_t harm_ref[3];     /* classes of killing, wounding, dying */
	uint32_t people_ref;      /* class of words for people whom harm comes to */
	struct str head_type[HEAD_TYPES_MOST]; /* the model's types; the first is none */
	uint32_t n_head_types;    /* 0 when the model has no such head */
	uint32_t n_political;     /* words of the report that name actors of politics */
	uint8_t *domain;          /* [n] enum scene_domain of a phrase of lexicon scenes that ends there */
	struct event_scene *scene;/* [sentences] */
	uint32_t n_grave, n_daily;/* words of the report of state and force, of the other domains */
	const struct actors *actors;
	uint32_t *state_at, *agent_at; /* [n] row of states, agents for a phrase that the word heads, NONE */
	uint32_t *org_at, *seat_at, *person_at; /* the same of organisations, seats, persons */
};

enum { ARGS_MOST = 16 };

/* Somebody in a role (enum event_role) of an act: head word, entity or NONE. */
struct arg {
	uint8_t role;
	uint32_t tok, ent;
	uint8_t basis;       /* enum basis, as in struct event_args */
	bool guess;          /* no slot of the frame names it: only something in the clause does (event_party.c), or it may be what is given */
	float share;         /* its probability (event_whom.h); 1 where nobody else was thought of */
};

/* One event while rows are made: a word that has a frame, or that the head proposes. */
struct found {
	uint32_t word, frame, claim;
	uint32_t governor;   /* the found event that this one is the topic of, NONE */
	uint32_t same;       /* the row it is a mention of, NONE: a row of its own */
	struct str cameo, type, mode, contexts;
	struct event_factors factors;
	struct arg arg[ARGS_MOST];
	uint32_t n_args, first, end;
	bool proposed;       /* by the head; `frame` then only names the slots and the code */
	float score;
	float worth;         /* probability that the report tells the act; 0 without the encoder's head */
};

struct finds {
	struct found *v;
	size_t n, cap;
};

/* The finds around find i, at most `reach` on either side: from *from to before what is
 * returned.  So what it costs to read a book grows with its length, not with its square. */
static inline size_t finds_near(const struct finds *f, size_t i, size_t reach, size_t *from)
{
	*from = i > reach ? i - reach : 0;
	return f->n - i > reach ? i + reach : f->n;
}

/* event_match.c */
void drg__event_words(struct event_cx *c);
/* The frame of word p; worked out once. */
const struct match *drg__event_match(struct event_cx *c, uint32_t p);
/* drg__slots of word p; what a particle of the predicate's own phrase seems to govern is its object ("hand over the men"). */
void drg__event_slots(const struct event_cx *c, uint32_t p, struct slots *out);
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

/* event_head.c: the encoder's event head */
void drg__event_head_types(struct event_cx *c);
/* Its opinion of the likeliest trigger among the words [first, end): probability of an
 * act, of an act of that type, and whether no type is likelier.  Zero without such a head. */
struct event_opinion {
	float act, type;
	bool agrees;
};
float drg__event_head_act(const struct event_cx *c, uint32_t p);
struct event_opinion drg__event_head_says(const struct event_cx *c, uint32_t first, uint32_t end, struct str type);
/* The PLOVER type of the act that it sees in word p, "" if none. */
struct str drg__event_head_type(const struct event_cx *c, uint32_t p);
/* Who acts and who is acted on in an act of that PLOVER type, by syntax alone. */
void drg__event_head_who(struct event_cx *c, uint32_t p, struct str type, struct who *actors, struct who *recipients);

/* event_worth.c: the sentence of a word */
uint32_t drg__event_sentence(const struct event_cx *c, uint32_t word);
/* what stands in a word's sentence, itself apart */
struct event_scene {
	uint32_t others, known;             /* words that name actors of politics; states and kinds of actors, by any name */
	uint32_t no_actor, games;           /* words of what acts in no politics; of sport and markets */
	uint32_t acts;                      /* words in which the head sees an act */
	uint32_t domain[DOMAINS];           /* words of each domain */
};
/* Fill the domains of words. */
void drg__event_domains(struct event_cx *c);
struct event_scene drg__event_scene(const struct event_cx *c, uint32_t word);
/* A sentence about a match or prices. */
bool drg__event_elsewhere(const struct event_cx *c, uint32_t word);
/* "In the novel rebels storm a palace", "the opera ends with the execution of the queen". */
bool drg__event_in_tale(const struct event_cx *c, uint32_t word);

/* event.c: the PLOVER type that a frame yields, "" if none. */
struct str drg__event_type_of(const struct event_cx *c, const struct frame *fr);
/* event.c: the frames that fire, plausible events and topics alike; for examples. */
uint32_t drg__event_fires(const struct actors *actors, const struct layers *l, struct arena scratch,
                          struct frame_fire *out, uint32_t most);

/* event_status.c */
void drg__event_ops(struct event_cx *c);
/* A word that only reports what its clause says ("said", "noted"). */
bool drg__event_tells(const struct event_cx *c, uint32_t tok);
/* A word that says of an act whether it is done, wanted, possible .. */
bool drg__event_governs(const struct event_cx *c, uint32_t tok);
struct event_factors drg__event_factors(const struct event_cx *c, uint32_t p);

/* event_weigh.c: what the clause's date and, if `head`, the encoder's head say of
 * the factors that the words gave; p the act's word, [first, end) its tokens. */
void drg__event_weigh(const struct event_cx *c, uint32_t p, uint32_t first, uint32_t end, bool head, struct event_factors *f);

/* event_clause.c: is token t one of the words of `list`, which NULL ends? */
bool drg__event_word_is(const struct event_cx *c, uint32_t t, const char *const *list);

/* event_store.c: the finds as rows of l->events, event_mentions and event_args; those that tell of
 * one act are one row.  Memory of *keep. */
void drg__event_store(struct event_cx *c, const struct finds *f, struct arena *keep, struct layers *l);

#endif
