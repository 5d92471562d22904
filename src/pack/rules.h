/* rules.h - token rules: find a pattern, give what it captures and yields.
 *
 * A rule set is data/en/rules/NAME.rules (the language: dragoman-pack(5)):
 *
 *   rule: no-except
 *   pattern: blocks=(no <talks-noun>) (except | until) after? requires=(.+)
 *   yield: kind=precondition
 *   match: There will be [blocks no talks] until [requires the shelling stops].
 *   not: No talks were held on Monday.
 *
 * Patterns are run by a backtracker that remembers every (instruction, token)
 * that failed, so a rule costs at most instructions times tokens on any input.
 * A Bloom filter over the sentence's folds and lexicon hits skips the rules
 * whose needed words are not there. */
#ifndef DRG_PACK_RULES_H
#define DRG_PACK_RULES_H

#include "pack/lexicon.h"

/* Spans a stage may offer to the rules; `@person` in a pattern.  The order is
 * part of the pack format: append only, and raise DRG__PACK_FORMAT otherwise. */
enum mark_class {
	MARK_MENTION,   /* any mention */
	MARK_PERSON,
	MARK_GROUP,
	MARK_ORG,
	MARK_STATE,
	MARK_OUTLET,
	MARK_PLACE,
	MARK_DOCUMENT,
	MARK_PRONOUN,
	MARK_PARTY,     /* a mention that can act in talks: group, org, state, person */
	MARK_TIME,
	MARK_QUANTITY,
	MARK_QUOTE,     /* a quotation with its marks */
	MARK_CONTENT,   /* content of an attribution */
	MARK_SOURCE,
	MARK_CUE,
	MARK_CLASSES
};
/* "mention", "person", ...; NULL past the last. */
const char *drg__mark_name(uint32_t mark);

struct cap {
	struct str name;
	uint32_t first, end; /* tokens, may be empty */
};

struct rule_hit {
	uint32_t rule;           /* for drg__pack_rule */
	uint32_t first, end;     /* tokens, never empty */
	int32_t priority;
	const struct cap *caps;  /* [n_caps], those that took part */
	uint32_t n_caps;
};

struct rule_hits {
	struct rule_hit *v;
	size_t n, cap;
};

/* Rule set id by name ("attribution"), UINT32_MAX when the pack has none. */
uint32_t drg__ruleset(const drg_pack *pack, const char *name);

/* Rules see windows of at most so many tokens; longer ranges are cut. */
#define DRG__RULE_WINDOW 1024

/* Add to *out every match of the set's rules inside tokens [first, end), a
 * sentence as a rule; `hits` from drg__lex_match over the whole view; `marks`
 * may be NULL.  A rule's own matches do not overlap; those of different rules
 * may.  Order: by first token, then priority (high first), longest, rule. */
void drg__rules_match(const drg_pack *pack, uint32_t set, const struct view *v, const struct hits *hits,
                      const struct hits *marks, uint32_t first, uint32_t end,
                      struct arena *keep, struct arena scratch, struct rule_hits *out);

/* Keep, of overlapping matches, the one of higher priority, then longer, then
 * earlier, then lower rule id.  Stays sorted by first token.  n_tokens: of the
 * view. */
void drg__rules_best(struct rule_hits *h, uint32_t n_tokens, struct arena scratch);

/* A capture of a hit; false when it took no part. */
bool drg__rule_cap(const struct rule_hit *h, const char *name, uint32_t *first, uint32_t *end);

/* The value of a `yield:` key, "" when the rule has none. */
struct str drg__rule_yield(const drg_pack *pack, uint32_t rule, const char *key);

/* Sort spans of a stage into *out (rows [n], first/end tokens, lex = enum
 * mark_class).  The array is copied. */
void drg__marks(const struct hit *v, uint32_t n, uint32_t n_tokens, struct arena *keep, struct hits *out);

#endif
