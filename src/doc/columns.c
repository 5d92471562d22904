#include "doc/columns.h"

#include <stddef.h>
#include <string.h>

#include "dragoman.h" /* DRG_LAYER_* */

/* The offset of column `m` of layer `L`, only if its elements are of type T. */
#define ELEMENT(L, m) (*((struct layers *)0)->L.m)
#define CHECKED(T, L, m, x) (offsetof(struct layers, L.m) + 0 * sizeof(char[_Generic((x), T: 1, default: -1)]))
#define COL(L, m, T, name, sql, type, arg, flags) \
	{ name, sql, type, arg, flags, CHECKED(T, L, m, ELEMENT(L, m)), sizeof(ELEMENT(L, m)), 0 }
/* A member of the struct act of a layer. */
#define ACT(L, f, T, name, type, arg, flags) \
	{ name, NULL, type, arg, flags, CHECKED(T, L, act, ELEMENT(L, act).f), sizeof(struct act), offsetof(struct act, f) }

#define SPAN(L, m, name, flags) COL(L, m, struct span, name, NULL, COL_SPAN, 0, flags)
#define SPANS(L, m, name, flags) COL(L, m, struct run, name, NULL, COL_SPANS, 0, flags)
#define STR_(L, m, name) COL(L, m, struct str, name, NULL, COL_STR, 0, 0)
#define NAME(L, m, name, set, flags) COL(L, m, uint8_t, name, NULL, COL_NAME, set, flags)
#define BOOL(L, m, name) COL(L, m, uint8_t, name, NULL, COL_BOOL, 0, 0)
#define SCORE(L, m, name) COL(L, m, float, name, NULL, COL_SCORE, 0, 0)
#define RULE(L, m, name) COL(L, m, uint32_t, name, "rule", COL_RULE, 0, 0)
#define ROW(L, m, name, layer, flags) COL(L, m, uint32_t, name, NULL, COL_ROW, layer, flags)
#define ACT_COLUMNS(L) \
	ACT(L, span, struct span, "span", COL_SPAN, 0, COL_IN_ID), ACT(L, cue, struct span, "cue", COL_SPAN, 0, COL_IN_ID), \
	ACT(L, claim, uint32_t, "claim", COL_ROW, LAYER_CLAIMS, 0), ACT(L, score, float, "score", COL_SCORE, 0, 0), \
	{ "why", "rule", COL_RULE, 0, 0, offsetof(struct layers, L.act), sizeof(struct act), offsetof(struct act, rule) }

static const struct column attribs[] = {
	SPANS(attribs, source, "source", 0),
	SPANS(attribs, cue, "cue", COL_IN_ID),
	SPANS(attribs, content, "content", COL_IN_ID),
	SPANS(attribs, recipient, "recipient", 0),
	ROW(attribs, parent, "parent", LAYER_ATTRIBS, 0),
	NAME(attribs, kind, "kind", NAMES_ATTRIB, COL_IN_ID),
	ROW(attribs, speaker, "speaker", LAYER_ENTITIES, 0),
	NAME(attribs, stance, "stance", NAMES_STANCE, 0),
	SCORE(attribs, score, "score"),
	COL(attribs, head_cue, double, "heads.cue", NULL, COL_REAL, 0, 0),
	COL(attribs, head_source, double, "heads.source", NULL, COL_REAL, 0, 0),
	COL(attribs, head_content, double, "heads.content", NULL, COL_REAL, 0, 0),
	RULE(attribs, rule, "why"),
};

static const struct column times[] = {
	SPAN(times, span, "span", COL_IN_ID),
	NAME(times, type, "type", NAMES_TIME, COL_IN_ID),
	STR_(times, value, "value"),
	STR_(times, edtf, "edtf"),
	STR_(times, earliest, "earliest"),
	STR_(times, latest, "latest"),
	COL(times, precision, uint8_t, "precision", "unit", COL_NAME, NAMES_UNIT, 0),
	NAME(times, mod, "mod", NAMES_TIME_MOD, 0),
	NAME(times, basis, "basis", NAMES_BASIS, 0),
	NAME(times, anchor, "anchor", NAMES_ANCHOR, 0),
	ROW(times, anchor_time, "anchor_time", LAYER_TIMES, 0),
	SCORE(times, score, "score"),
	RULE(times, rule, "why"),
};

static const struct column places[] = {
	SPAN(places, span, "span", COL_IN_ID),
	STR_(places, name, "name"),
	COL(places, geonames, double, "geonames", NULL, COL_REAL, 0, 0),
	COL(places, lat, double, "lat", NULL, COL_REAL, 0, 0),
	COL(places, lon, double, "lon", NULL, COL_REAL, 0, 0),
	STR_(places, country, "country"),
	STR_(places, feature, "feature"),
	NAME(places, use, "use", NAMES_PLACE_USE, 0),
	SCORE(places, score, "score"),
	RULE(places, rule, "why"),
};

static const struct column hops[] = {
	NAME(hops, role, "role", NAMES_ROLE, 0),
	ROW(hops, ent, "entity", LAYER_ENTITIES, 0),
	STR_(hops, name, "name"),
	SPAN(hops, span, "span", 0),
	SPAN(hops, cue, "cue", 0),
	NAME(hops, basis, "basis", NAMES_BASIS, 0),
};

static const struct column claims[] = {
	SPANS(claims, spans, "spans", COL_IN_ID),
	NAME(claims, kind, "kind", NAMES_CLAIM, COL_IN_ID),
	NAME(claims, stance, "stance", NAMES_STANCE, 0),
	COL(claims, fact_origin, uint8_t, "factuality.origin", "factuality", COL_NAME, NAMES_FACTUALITY, 0),
	NAME(claims, fact_publisher, "factuality.publisher", NAMES_FACTUALITY, 0),
	SPANS(claims, hedges, "hedges", 0),
	ROW(claims, attrib, "attribution", LAYER_ATTRIBS, 0),
	COL(claims, chain, struct run, "chain", NULL, COL_CHILDREN, LAYER_HOPS, 0),
	COL(claims, said, struct str, "said.edtf", "said", COL_STR, 0, 0),
	NAME(claims, said_basis, "said.basis", NAMES_BASIS, 0),
	ROW(claims, said_time, "said.time", LAYER_TIMES, 0),
	COL(claims, about, struct str, "about.edtf", "about", COL_STR, 0, 0),
	NAME(claims, about_basis, "about.basis", NAMES_BASIS, 0),
	ROW(claims, about_time, "about.time", LAYER_TIMES, 0),
	SCORE(claims, score, "score"),
	RULE(claims, rule, "why"),
};

#define REAL(L, m, name) COL(L, m, double, name, NULL, COL_REAL, 0, 0)

static const struct column quantities[] = {
	SPAN(quantities, span, "span", COL_IN_ID),
	NAME(quantities, class, "class", NAMES_COUNT_CLASS, COL_IN_ID),
	NAME(quantities, measure, "measure", NAMES_MEASURE, 0),
	NAME(quantities, op, "operator", NAMES_COUNT_OP, 0),
	REAL(quantities, low, "low"),
	REAL(quantities, best, "best"),
	REAL(quantities, high, "high"),
	BOOL(quantities, rounded, "rounded"),
	STR_(quantities, unit, "unit"),
	SPAN(quantities, what, "what", 0),
	ROW(quantities, ent, "entity", LAYER_ENTITIES, 0),
	SPAN(quantities, subset, "subset", 0),
	ROW(quantities, part_of, "part_of", LAYER_QUANTITIES, 0),
	SPAN(quantities, label, "label", 0),
	ROW(quantities, believer, "believer.entity", LAYER_ENTITIES, 0),
	SPAN(quantities, believer_span, "believer.span", 0),
	SPAN(quantities, as_of, "as_of", 0),
	ROW(quantities, claim, "claim", LAYER_CLAIMS, 0),
	SCORE(quantities, score, "score"),
	RULE(quantities, rule, "why"),
};

static const struct column event_args[] = {
	NAME(event_args, role, "role", NAMES_EVENT_ROLE, 0),
	ROW(event_args, ent, "entity", LAYER_ENTITIES, 0),
	SPAN(event_args, span, "span", 0),
	STR_(event_args, country, "country"),
	COL(event_args, sectors, struct str, "sectors", NULL, COL_WORDS, 0, 0),
	NAME(event_args, basis, "basis", NAMES_BASIS, 0),
	SCORE(event_args, score, "score"),
};

static const struct column event_mentions[] = {
	SPAN(event_mentions, trigger, "trigger", 0),
	COL(event_mentions, args, struct run, "args", NULL, COL_CHILDREN, LAYER_EVENT_ARGS, 0),
};

static const struct column events[] = {
	SPAN(events, trigger, "trigger", COL_IN_ID),
	STR_(events, type, "type"),
	STR_(events, mode, "mode"),
	COL(events, contexts, struct str, "contexts", NULL, COL_WORDS, 0, 0),
	STR_(events, cameo, "cameo"),
	COL(events, quad, double, "quad", NULL, COL_REAL, 0, 0),
	COL(events, goldstein, double, "goldstein", NULL, COL_REAL, 0, 0),
	COL(events, intensity, double, "intensity", NULL, COL_REAL, 0, 0),
	COL(events, actors, struct run, "actors", NULL, COL_ROWS, LAYER_ENTITIES, 0),
	COL(events, recipients, struct run, "recipients", NULL, COL_ROWS, LAYER_ENTITIES, 0),
	COL(events, mentions, struct run, "mentions", NULL, COL_CHILDREN, LAYER_EVENT_MENTIONS, 0),
	NAME(events, polarity, "polarity", NAMES_POLARITY, 0),
	NAME(events, modality, "modality", NAMES_MODALITY, 0),
	NAME(events, temporality, "temporality", NAMES_TEMPORALITY, 0),
	BOOL(events, contested, "contested"),
	NAME(events, status, "status", NAMES_EVENT_STATUS, 0),
	COL(events, because, uint8_t, "because.kind", "because", COL_NAME, NAMES_EVENT_BECAUSE, 0),
	COL(events, polarity_by, struct span, "because.polarity", "polarity_by", COL_SPAN, 0, 0),
	COL(events, modality_by, struct span, "because.modality", "modality_by", COL_SPAN, 0, 0),
	COL(events, temporality_by, struct span, "because.temporality", "temporality_by", COL_SPAN, 0, 0),
	COL(events, contested_by, struct span, "because.contested", "contested_by", COL_SPAN, 0, 0),
	COL(events, time, struct str, "time.edtf", "time", COL_STR, 0, 0),
	NAME(events, time_basis, "time.basis", NAMES_BASIS, 0),
	ROW(events, time_of, "time.of", LAYER_TIMES, 0),
	COL(events, time_rule, uint32_t, "time.why", "time_rule", COL_RULE, 0, 0),
	ROW(events, place, "place", LAYER_PLACES, 0),
	ROW(events, claim, "claim", LAYER_CLAIMS, 0),
	NAME(events, by, "by", NAMES_EVENT_BY, 0),
	SCORE(events, score, "score"),
	RULE(events, rule, "why"),
};

static const struct column conditions[] = {
	NAME(conditions, kind, "kind", NAMES_CONDITION, COL_IN_ID),
	ROW(conditions, party, "party", LAYER_ENTITIES, 0),
	COL(conditions, blocks, struct span, "blocks.span", "blocks", COL_SPAN, 0, 0),
	NAME(conditions, blocks_issue, "blocks.issue", NAMES_ISSUE, 0),
	COL(conditions, requires, struct span, "requires.span", "requires", COL_SPAN, 0, 0),
	NAME(conditions, requires_issue, "requires.issue", NAMES_ISSUE, 0),
	BOOL(conditions, necessary_only, "necessary_only"),
	ROW(conditions, on, "on", LAYER_ENTITIES, 0),
	SPAN(conditions, deadline, "deadline", 0),
	ACT_COLUMNS(conditions),
};

static const struct column positions[] = {
	ROW(positions, party, "party", LAYER_ENTITIES, 0),
	NAME(positions, issue, "issue", NAMES_ISSUE, COL_IN_ID),
	NAME(positions, stance, "stance", NAMES_POSITION, COL_IN_ID),
	NAME(positions, aspect, "aspect", NAMES_ASPECT, 0),
	NAME(positions, voice, "voice", NAMES_VOICE, 0),
	ROW(positions, condition, "condition", LAYER_CONDITIONS, 0),
	ACT_COLUMNS(positions),
};

static const struct column proposals[] = {
	ROW(proposals, by, "by", LAYER_ENTITIES, 0),
	ROW(proposals, to, "to", LAYER_ENTITIES, 0),
	ROW(proposals, conveyed_by, "conveyed_by", LAYER_ENTITIES, 0),
	SPAN(proposals, terms, "terms", 0),
	NAME(proposals, issue, "issue", NAMES_ISSUE, 0),
	NAME(proposals, state, "state", NAMES_PROPOSAL, COL_IN_ID),
	ROW(proposals, same_as, "same_as", LAYER_PROPOSALS, COL_EARLIER),
	ACT_COLUMNS(proposals),
};

static const struct column agreements[] = {
	COL(agreements, parties, struct run, "parties", NULL, COL_ROWS, LAYER_ENTITIES, 0),
	ROW(agreements, mediator, "mediator", LAYER_ENTITIES, 0),
	SPAN(agreements, terms, "terms", 0),
	STR_(agreements, in_effect, "in_effect"),
	STR_(agreements, end, "end"),
	STR_(agreements, duration, "duration"),
	NAME(agreements, issue, "issue", NAMES_ISSUE, 0),
	NAME(agreements, status, "status", NAMES_AGREEMENT, COL_IN_ID),
	ROW(agreements, same_as, "same_as", LAYER_AGREEMENTS, COL_EARLIER),
	ACT_COLUMNS(agreements),
};

static const struct column labels[] = {
	ROW(labels, user, "user", LAYER_ENTITIES, 0),
	ROW(labels, target, "target", LAYER_ENTITIES, 0),
	NAME(labels, voice, "voice", NAMES_VOICE, 0),
	ACT_COLUMNS(labels),
};

static const struct column rounds[] = {
	COL(rounds, parties, struct run, "parties", NULL, COL_ROWS, LAYER_ENTITIES, 0),
	ROW(rounds, mediator, "mediator", LAYER_ENTITIES, 0),
	ROW(rounds, host, "host", LAYER_ENTITIES, 0),
	ROW(rounds, guarantor, "guarantor", LAYER_ENTITIES, 0),
	ROW(rounds, conveyor, "conveyor", LAYER_ENTITIES, 0),
	NAME(rounds, format, "format", NAMES_FORMAT, 0),
	ROW(rounds, venue, "venue", LAYER_ENTITIES, 0),
	SPAN(rounds, last, "last", 0),
	SPAN(rounds, next, "next", 0),
	STR_(rounds, last_day, "last_day"),
	STR_(rounds, next_day, "next_day"),
	SPAN(rounds, progress, "progress", 0),
	ACT_COLUMNS(rounds),
};

#define COLUMNS(v) v, sizeof v / sizeof *v
#define ROWS_OF(L) offsetof(struct layers, L.n)
#define POOL_OF(L) offsetof(struct layers, L.pool)

static const struct layer table[LAYER_TABLES] = {
	[LAYER_ATTRIBS] = { "attributions", "attribution", "a", "an attribution's", DRG_LAYER_CLAIMS | DRG_LAYER_TALKS | DRG_LAYER_EVENTS, ROWS_OF(attribs),
	                    POOL_OF(attribs), 0, 0, COLUMNS(attribs) },
	[LAYER_TIMES] = { "times", "time", "t", "a time's", DRG_LAYER_CLAIMS | DRG_LAYER_EVENTS | DRG_LAYER_TALKS, ROWS_OF(times), 0, 0, 0, COLUMNS(times) },
	[LAYER_PLACES] = { "places", "place", "pl", "a place's", DRG_LAYER_CLAIMS | DRG_LAYER_EVENTS | DRG_LAYER_TALKS, ROWS_OF(places), 0, 0, 0, COLUMNS(places) },
	[LAYER_HOPS] = { NULL, "hop", NULL, NULL, 0, ROWS_OF(hops), 0, 0, LAYER_CLAIMS, COLUMNS(hops) },
	[LAYER_CLAIMS] = { "claims", "claim", "c", "a claim's", DRG_LAYER_CLAIMS | DRG_LAYER_TALKS | DRG_LAYER_EVENTS, ROWS_OF(claims), POOL_OF(claims), 0, 0,
	                   COLUMNS(claims) },
	[LAYER_QUANTITIES] = { "quantities", "quantity", "q", "a quantity's", DRG_LAYER_TALKS, ROWS_OF(quantities), 0, 0, 0, COLUMNS(quantities) },
	[LAYER_EVENTS] = { "events", "event", "v", "an event's", DRG_LAYER_EVENTS, ROWS_OF(events), 0, POOL_OF(events), 0, COLUMNS(events) },
	[LAYER_EVENT_MENTIONS] = { NULL, "event_mention", NULL, NULL, 0, ROWS_OF(event_mentions), 0, 0, LAYER_EVENTS, COLUMNS(event_mentions) },
	[LAYER_EVENT_ARGS] = { NULL, "event_arg", NULL, NULL, 0, ROWS_OF(event_args), 0, 0, LAYER_EVENT_MENTIONS, COLUMNS(event_args) },
	[LAYER_CONDITIONS] = { "conditions", "condition", "co", "a condition's", DRG_LAYER_TALKS, ROWS_OF(conditions), 0, 0, 0,
	                       COLUMNS(conditions) },
	[LAYER_POSITIONS] = { "positions", "position", "p", "a position's", DRG_LAYER_TALKS, ROWS_OF(positions), 0, 0, 0, COLUMNS(positions) },
	[LAYER_PROPOSALS] = { "proposals", "proposal", "pr", "a proposal's", DRG_LAYER_TALKS, ROWS_OF(proposals), 0, 0, 0, COLUMNS(proposals) },
	[LAYER_AGREEMENTS] = { "agreements", "agreement", "ag", "an agreement's", DRG_LAYER_TALKS, ROWS_OF(agreements), 0, POOL_OF(agreements), 0,
	                       COLUMNS(agreements) },
	[LAYER_LABELS] = { "labels", "label", "l", "a label's", DRG_LAYER_TALKS, ROWS_OF(labels), 0, 0, 0, COLUMNS(labels) },
	[LAYER_ROUNDS] = { "talks", "round", "t", "a round's", DRG_LAYER_TALKS, ROWS_OF(rounds), 0, POOL_OF(rounds), 0, COLUMNS(rounds) },
};

const struct layer *drg__layer(enum layer_id id)
{
	return &table[id];
}

static const void *inside(const struct layers *l, uint16_t at)
{
	return (const char *)l + at;
}

uint32_t drg__layer_rows(const struct layers *l, enum layer_id id)
{
	uint32_t n;
	if (id == LAYER_ENTITIES)
		return l->entities.n;
	memcpy(&n, inside(l, table[id].n), sizeof n);
	return n;
}

const void *drg__cell(const struct layers *l, const struct column *c, uint32_t i)
{
	const char *array;
	memcpy(&array, inside(l, c->array), sizeof array);
	return array ? array + (size_t)i * c->stride + c->at : NULL;
}

void *drg__cell_put(struct layers *l, const struct column *c, uint32_t i)
{
	char *array;
	memcpy(&array, (char *)l + c->array, sizeof array);
	return array + (size_t)i * c->stride + c->at;
}

void drg__layer_make(struct layers *l, enum layer_id id, uint32_t n, struct arena *keep)
{
	const struct layer *t = &table[id];
	const void *none = NULL;
	for (uint32_t k = 0; k < t->columns; k++)
		memcpy((char *)l + t->column[k].array, &none, sizeof none);
	for (uint32_t k = 0; k < t->columns; k++) {
		void *array;
		memcpy(&array, (char *)l + t->column[k].array, sizeof array);
		if (array)
			continue; /* the columns of a struct act share one array */
		array = drg__alloc_n(keep, n, t->column[k].stride, _Alignof(max_align_t));
		memcpy((char *)l + t->column[k].array, &array, sizeof array);
	}
	memcpy((char *)l + t->n, &n, sizeof n);
}

const struct spans *drg__layer_spans(const struct layers *l, enum layer_id id)
{
	return table[id].spans ? inside(l, table[id].spans) : NULL;
}

const struct rows *drg__layer_row_pool(const struct layers *l, enum layer_id id)
{
	return table[id].rows ? inside(l, table[id].rows) : NULL;
}

void drg__column_sql(const struct column *c, char out[32])
{
	const char *from = c->sql ? c->sql : c->name;
	size_t i = 0;
	for (; from[i] && i < 31; i++)
		out[i] = from[i] == '.' ? '_' : from[i];
	out[i] = 0;
}
