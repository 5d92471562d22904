/* talk_scope.h - does a report tell of a dispute at all?
 *
 * Guides, shops, sport and business have offers, demands and "until" too.  The
 * score of a report is log-linear over how densely it names what disputes are
 * about, who takes part in politics and what such parties do to one another;
 * train/talk_scope.py fits the weights on the corpus's train reports against
 * pages of other matters. */
#ifndef DRG_STAGE_TALK_SCOPE_H
#define DRG_STAGE_TALK_SCOPE_H

#include "base/arena.h"
#include "doc/layers.h"
#include "pack/lexicon.h"

/* What is counted; each kind has SCOPE_STEPS features, one for each density per
 * 1,000 words that is reached. */
enum scope_kind {
	SCOPE_ISSUES,   /* words of the issues lexicon that name a matter by themselves */
	SCOPE_MATTERS,  /* .. that need others beside them, and talks as such */
	SCOPE_TABLE,    /* offers, agreements */
	SCOPE_PARTIES,  /* mentions of states, governments, forces, parties */
	SCOPE_ACTS,     /* events of force, threat, refusal, demand, meeting */
	SCOPE_HARM,     /* events of force alone */
	SCOPE_SPEECH,   /* claims with a speaker */
	SCOPE_ADDRESS,  /* "you", "your" outside quotations */
	SCOPE_KINDS
};
enum { SCOPE_STEPS = 5, SCOPE_FEATURES = SCOPE_KINDS * SCOPE_STEPS + 1 }; /* the last: the bias */

/* "issues-4": more than step 4's share; "bias"; NULL past the last. */
const char *drg__scope_name(uint32_t f, char out[32]);

/* Bits of the features that the report has; f = kind * SCOPE_STEPS + step. */
uint64_t drg__scope_features(const drg_pack *pack, const struct layers *l, const struct view *v, const struct hits *hits);

/* The score in hundredths of log-odds: above 0 sooner a dispute than not. */
int drg__scope_score(uint64_t features);

/* The score of a report.  A text of a few sentences is too short for densities and
 * is given the benefit of the doubt. */
int drg__scope_sure(const drg_pack *pack, const struct layers *l, const struct view *v, const struct hits *hits);

#endif
