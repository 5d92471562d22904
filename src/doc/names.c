#include "doc/names.h"

#include <stddef.h>
#include <string.h>

#include "doc/layers.h"

static const char *const basis[] = { "", "given", "metadata", "text", "explicit", "implicit", "inherited", "inferred", NULL };
static const char *const zone[] = { "title", "dateline", "headline", "promo", "credit", "caption", NULL };
static const char *const entity[] = { "person", "group", "org", "state", "outlet", "reporter", "document", "unnamed", "place", "other", NULL };
static const char *const form[] = { "name", "nominal", "pronoun", NULL };
static const char *const attrib[] = { "direct", "indirect", "mixed", NULL };
static const char *const stance[] = { "asserts", "denies", "doubts", "asks", "confirms", "declines", NULL };
static const char *const role[] = { "publisher", "relay", "reporter", "addressee", "issuer", "speaker", "unspecified", NULL };
static const char *const claim[] = { "direct", "indirect", "mixed", "own", NULL };
static const char *const factuality[] = { "CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu", NULL };
static const char *const issue[] = { "end_of_fighting", "pause", "release", "exchange", "aid", "withdrawal", "access", "status",
	                             "guarantees", "reconstruction", "disarmament", "amnesty", "elections", "other", NULL };
static const char *const position[] = { "demands", "offers", "accepts", "rejects", "refuses_until", "wants", "does_not_want",
	                                "open_to", "appreciates", NULL };
static const char *const voice[] = { "own", "reported", NULL };
static const char *const aspect[] = { "unstated", "new", "continuing", "resumed", "ended", NULL };
static const char *const condition[] = { "precondition", "sequence", "exchange", "deadline", "threat", "exception", "simultaneous", NULL };
static const char *const proposal[] = { "mooted", "offered", "conveyed", "under_study", "accepted", "accepted_with_changes", "countered",
	                                "rejected", "withdrawn", "lapsed", "existence_denied", "existence_unknown", NULL };
static const char *const count_class[] = { "people", "things", "money", "percent", "rank", "vote", "age", "date", "time", "duration",
	                                   "measure", "times", "score", "name", NULL };
static const char *const count_op[] = { "", "eq", "approx", "gt", "ge", "lt", "le", "nearly", "range", "ordinal", "unstated", NULL };
static const char *const measure[] = { "", "held", "released", "killed", "injured", "displaced", "missing", "arrested", "evacuated",
	                               "rescued", "affected", "troops", "participants", "votes", "seats", "money", "aid", "weapons",
	                               "attacks", "visits", "sentence", "other", NULL };
static const char *const agreement[] = { "potential", "announced", "in_effect", "extended", "violated", "ended", "past_end_unknown", NULL };
static const char *const format[] = { "not_stated", "direct", "indirect", "shuttle", NULL };

static const char *const upos[] = { "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
	                            "PUNCT", "SCONJ", "SYM", "VERB", "X", NULL };

static const char *const time_type[] = { "DATE", "TIME", "DURATION", "SET", NULL };
static const char *const unit[] = { "", "second", "minute", "hour", "part", "day", "weekend", "week", "fortnight", "month", "season",
	                            "quarter", "half", "year", "decade", "century", "millennium", NULL };
static const char *const time_mod[] = { "", "START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
	                                "BEFORE", "AFTER", NULL };
static const char *const anchor[] = { "", "published", "said", "context", NULL };
static const char *const polarity[] = { "+", "-", NULL };
static const char *const modality[] = { "certain", "probable", "possible", "wanted", "conditional", NULL };
static const char *const temporality[] = { "past", "present", "future", "background", NULL };
static const char *const event_status[] = { "asserted", "negated", "requested", "hypothetical", "alleged", "future", "historical", NULL };
static const char *const event_role[] = { "actor", "recipient", NULL };
static const char *const event_by[] = { "frame", "head", NULL };
static const char *const event_because[] = { "words", "head", "date", NULL };
static const char *const place_use[] = { "location", "actor", "modifier", "dateline", NULL };

/* A value added to an enum without its word fails to compile here. */
#define HOLDS(table, count) _Static_assert(sizeof(table) / sizeof *(table) == (count) + 1, #table " lacks a word or has one too many")
HOLDS(basis, BASIS_INFERRED + 1);
HOLDS(zone, ZONE_KINDS);
HOLDS(entity, ENT_KINDS);
HOLDS(form, FORM_PRONOUN + 1);
HOLDS(attrib, ATTRIB_MIXED + 1);
HOLDS(stance, STANCE_DECLINES + 1);
HOLDS(role, HOP_ROLES);
HOLDS(claim, CLAIM_OWN + 1);
HOLDS(factuality, FACT_UU + 1);
HOLDS(issue, ISSUES);
HOLDS(position, POS_STANCES);
HOLDS(voice, VOICE_REPORTED + 1);
HOLDS(condition, COND_SIMULTANEOUS + 1);
HOLDS(proposal, PROP_STATES);
HOLDS(upos, UPOS_ALL);
HOLDS(count_class, COUNT_CLASSES);
HOLDS(count_op, COUNT_OPS);
HOLDS(measure, MEASURES);
HOLDS(agreement, AGREED_STATUSES);
HOLDS(format, TALKS_FORMATS);
HOLDS(time_type, TIME_SET + 1);
HOLDS(unit, TU_MILLENNIUM + 1);
HOLDS(time_mod, TM_AFTER + 1);
HOLDS(anchor, TA_CONTEXT + 1);
HOLDS(polarity, EV_NEGATIVE + 1);
HOLDS(modality, EV_CONDITIONAL + 1);
HOLDS(temporality, EV_BACKGROUND + 1);
HOLDS(event_status, EV_HISTORICAL + 1);
HOLDS(event_role, EV_RECIPIENT + 1);
HOLDS(event_by, EV_BY_HEAD + 1);
HOLDS(event_because, BECAUSE_DATE + 1);
HOLDS(place_use, PLACE_DATELINE + 1);

static const char *const *const set_of[NAME_SETS] = { basis, zone, entity, form, attrib, stance, role, claim, factuality, issue,
	                                              position, voice, aspect, condition, proposal, upos, count_class, count_op, measure, agreement, format, time_type, unit, time_mod, anchor,
	                                              polarity, modality, temporality, event_status, event_role, event_by, event_because, place_use };

const char *drg__name(enum name_set set, uint32_t v)
{
	for (uint32_t i = 0; set_of[set][i]; i++)
		if (i == v)
			return set_of[set][i];
	return "unknown";
}

uint32_t drg__name_value(enum name_set set, const char *word)
{
	for (uint32_t i = 0; set_of[set][i]; i++)
		if (strcmp(set_of[set][i], word) == 0)
			return i;
	return UINT32_MAX;
}
