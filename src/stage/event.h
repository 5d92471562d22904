/* event.h - who did what to whom.
 *
 * A frame of the pack (pack/frames.h) that fits a predicate and its slots gives
 * an event; where none fits, the encoder's event head may propose one.
 *
 *   event_tree.c     slots of verbs and nouns
 *   event_match.c    which frame a word has, and the code it yields
 *   event_args.c     who stands in a slot, and whether that can be an actor
 *   event_party.c    whom an act concerns where no slot says so
 *   event_status.c   polarity, modality, temporality, contest, by the words
 *   event_weigh.c    what dates and the head say of them
 *   event_head.c     what the encoder's event head says of words
 *   event_whom.c     who fills its roles: what its clause gives, or whom the report names
 *   event_look.c     what speaks for each
 *   event_bar.c      whom the words around rule out
 *   event_answer.c   what an act answers
 *   event_worth.c    which candidates of the two are events that the report tells
 *   event.c          finding, mentions of one event, claims
 *   event_store.c    the rows
 *
 * Needs dependencies: without an encoder there are no events. */
#ifndef DRG_STAGE_EVENT_H
#define DRG_STAGE_EVENT_H

#include "base/arena.h"
#include "doc/layers.h"
#include "stage/actor.h"

struct event_features; /* stage/event_worth.h */

/* What was weighed, for training; either may be NULL.
 * candidate: a word and what speaks for an act there; any word of the report at most once.
 * party: a candidate for a role (enum event_role) of the act at `trigger`: its entities,
 * NONE for words that are no entity's, its class and features (stage/event_whom.h);
 * nobody, without features, before the others of each role. */
struct event_trace {
	void (*candidate)(void *ctx, struct span trigger, struct str type, const struct event_features *f, float worth);
	void (*party)(void *ctx, struct span trigger, uint8_t role, uint32_t klass, const uint32_t *ent, uint32_t n_ent, const float *f, uint32_t n);
	void *ctx;
};

/* Fill l->events, event_mentions and event_args.  frames_only: do not ask the encoder's head.  trace may be NULL. */
void drg__events(const struct actors *actors, struct layers *l, bool frames_only, const struct event_trace *trace, struct arena *keep,
                 struct arena scratch);

struct event_factors {
	bool negated, contested;
	uint8_t modality;    /* enum event_modality */
	uint8_t temporality; /* enum event_temporality */
	uint32_t polarity_by, modality_by, temporality_by, contested_by; /* token that made it so, plus 1; 0: none did */
	uint8_t because; /* enum event_because */
};

/* The first that applies: negated; wanted: requested; possible or conditional:
 * hypothetical; contested: alleged; future: future; probable: hypothetical;
 * background: historical; asserted. */
enum event_status drg__event_status(struct event_factors f);

#endif
