/* run.h - running one rule, for the builder's examples.  Private to src/pack. */
#ifndef DRG_PACK_RUN_H
#define DRG_PACK_RUN_H

#include "pack/rules.h"

/* One stretch of at most DRG__RULE_WINDOW tokens (longer ones are cut short). */
struct rule_run {
	const drg_pack *p;
	const struct view *v;
	const struct hits *hits, *marks;
	uint32_t first, end;
};

/* Every match of one rule, whether or not its needed words are there. */
void drg__rule_run(const struct rule_run *r, uint32_t rule, struct arena *keep, struct arena scratch, struct rule_hits *out);

/* The longest stretch any start of the rule gets through before it fails. */
void drg__rule_reach(const struct rule_run *r, uint32_t rule, struct arena scratch, uint32_t *first, uint32_t *end);

#endif
