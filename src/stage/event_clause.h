/* event_clause.h - what the words at a predicate say of the act: private to
 * event_status.c, event_clause.c, event_dispute.c and event_weigh.c. */
#ifndef DRG_STAGE_EVENT_CLAUSE_H
#define DRG_STAGE_EVENT_CLAUSE_H

#include "stage/event_in.h"

/* Column `op` of lexicon status_words, in this order. */
enum status_op {
	SAYS_NONE, SAYS_NEG, SAYS_DENY, SAYS_WANT, SAYS_FUTURE, SAYS_POSSIBLE, SAYS_CONTEST, SAYS_PROBABLE, SAYS_UNLIKELY, SAYS_RULE_OUT, SAYS_SAY,
	SAYS_PAST, SAYS_WHETHER, SAYS_IF, SAYS_CONDITION, SAYS_FORBID, SAYS_MAYBE, SAYS_REJECT, SAYS_THROUGH, SAYS_HOLDS, STATUS_OPS
};

/* What stands at one predicate: of each, the word that says it plus 1, 0 none. */
struct clause {
	uint32_t neg, future, would, possible, must, condition, background, contest, probable, perfect, have;
};

/* The first word that says it is kept. */
static inline void says(uint32_t *flag, bool so, uint32_t word)
{
	if (so && !*flag)
		*flag = word + 1;
}

/* Is token t a word of negation: "not", "never", "nobody"? */
bool drg__event_not(const struct event_cx *c, uint32_t t);

/* Does the phrase that token d heads say that there is none of it: "no shots",
 * "nobody", "not one state"? */
bool drg__event_nobody(const struct event_cx *c, uint32_t d);

/* What stands at predicate v, and at the first of the row it is coordinated in. */
struct clause drg__event_clause(const struct event_cx *c, uint32_t v);

/* "gave the officers 72 hours to restore him", "had until Friday to leave": who is given
 * time to do it is asked to.  The word for the time; NONE. */
uint32_t drg__event_time_given(const struct event_cx *c, uint32_t v);

/* "was expected to go and did not", "had vowed to strike, no longer will": a second verb that is
 * only an auxiliary and its negation says that the act was not, or will not be, done.  It; NONE. */
uint32_t drg__event_not_after_all(const struct event_cx *c, uint32_t h);

/* "Calls grew for a truce", "pressure mounted on them to leave": the verb says only that
 * there is the asking, which its subject names. */
bool drg__event_asked_by_subject(const struct event_cx *c, uint32_t h, uint32_t v);

/* "ended with an attack", "cancelled after the raid": what a verb that denies has beside it
 * is not what it denies. */
bool drg__event_beside(const struct event_cx *c, uint32_t v, uint32_t h);

/* "kept the raiders from burning it", "is far from leaving": it is not done. */
bool drg__event_kept_from(const struct event_cx *c, uint32_t v);

/* "caught before he could attack": he could not. */
uint32_t drg__event_forestalled(const struct event_cx *c, uint32_t v, const struct clause *here);

/* "on trial for having invited them" */
bool drg__event_having(const struct event_cx *c, uint32_t v);

/* "An embargo is a ban on trade": does the sentence say what such an act is, and of nobody that he
 * did it? */
bool drg__event_defined(const struct event_cx *c, uint32_t noun);

/* event_dispute.c */

/* What is said of noun `noun` beside it: "called the report that they had met a lie", "a strike
 * remains a possibility".  The word that says so; NONE. */
uint32_t drg__event_verdict(const struct event_cx *c, uint32_t noun);

/* "The rebels shelled it, villagers said, which the rebels deny": the verb by which somebody
 * disputes the act that word `act` names, further on in its sentence; NONE. */
uint32_t drg__event_disputed(const struct event_cx *c, uint32_t act);

#endif
