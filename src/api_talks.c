/* api_talks.c - the rows of the talks by number, and the knot that they make. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "doc/doc.h"
#include "doc/names.h"
#include "dragoman.h"
#include "link/state.h"

static drg_str str(struct str s)
{
	return (drg_str){ s.p ? s.p : "", s.n };
}

static drg_span span(struct span s)
{
	return (drg_span){ s.s, s.e };
}

static drg_reason reason(const drg_doc *d, uint32_t rule, float score)
{
	struct rule_ref r = drg__doc_rule(d, rule);
	return (drg_reason){ str(r.name), str(r.file), r.line, str(r.doc), score };
}

static drg_act act(const drg_doc *doc, const struct act *a)
{
	return (drg_act){ span(a->span), span(a->cue), a->claim, reason(doc, a->rule, a->score) };
}

bool drg_doc_get_quantity(const drg_doc *doc, uint32_t i, drg_quantity *out)
{
	const struct quantities *q = &doc->l.quantities;
	if (i >= q->n)
		return false;
	*out = (drg_quantity){ .id = doc->ids.row[LAYER_QUANTITIES][i], .span = span(q->span[i]), .kind = drg__name(NAMES_COUNT_CLASS, q->class[i]),
		               .measure = drg__name(NAMES_MEASURE, q->measure[i]), .op = drg__name(NAMES_COUNT_OP, q->op[i]),
		               .low = q->low[i], .best = q->best[i], .high = q->high[i], .rounded = q->rounded[i] != 0, .unit = str(q->unit[i]),
		               .what = span(q->what[i]), .subset = span(q->subset[i]), .label = span(q->label[i]), .as_of = span(q->as_of[i]),
		               .part_of = q->part_of[i], .believer = q->believer[i], .believer_span = span(q->believer_span[i]),
		               .claim = q->claim[i], .why = reason(doc, q->rule[i], q->score[i]) };
	return true;
}

static const uint32_t *rows(const struct rows *pool, struct run r)
{
	return r.n ? pool->v + r.from : NULL;
}

bool drg_doc_get_agreement(const drg_doc *doc, uint32_t i, drg_agreement *out)
{
	const struct agreements *g = &doc->l.agreements;
	if (i >= g->n)
		return false;
	*out = (drg_agreement){ doc->ids.row[LAYER_AGREEMENTS][i], act(doc, &g->act[i]), rows(&g->pool, g->parties[i]), g->parties[i].n, g->mediator[i],
		                span(g->terms[i]), str(g->in_effect[i]), str(g->end[i]), str(g->duration[i]), drg__name(NAMES_ISSUE, g->issue[i]), drg__name(NAMES_AGREEMENT, g->status[i]), g->same_as[i] };
	return true;
}

bool drg_doc_get_label(const drg_doc *doc, uint32_t i, drg_label *out)
{
	const struct labels *l = &doc->l.labels;
	if (i >= l->n)
		return false;
	*out = (drg_label){ doc->ids.row[LAYER_LABELS][i], act(doc, &l->act[i]), l->user[i], l->target[i], drg__name(NAMES_VOICE, l->voice[i]) };
	return true;
}

bool drg_doc_get_round(const drg_doc *doc, uint32_t i, drg_round *out)
{
	const struct rounds *r = &doc->l.rounds;
	if (i >= r->n)
		return false;
	*out = (drg_round){ doc->ids.row[LAYER_ROUNDS][i], act(doc, &r->act[i]), rows(&r->pool, r->parties[i]), r->parties[i].n, r->mediator[i], r->host[i],
		            r->guarantor[i], r->conveyor[i], r->venue[i], drg__name(NAMES_FORMAT, r->format[i]), span(r->last[i]), span(r->next[i]),
		            span(r->progress[i]), str(r->last_day[i]), str(r->next_day[i]) };
	return true;
}

/* ----------------------------------------------------------------- the knot -- */

struct drg_knot {
	struct pool pool;
	struct arena keep;
	struct state s;
	bool tied;
};

struct knot_job {
	drg_knot *k;
	const drg_doc *doc;
	const char *met;
};

drg_status drg_knot_new(drg_knot **out, drg_error *err)
{
	if (!out)
		return drg__fail(err, DRG_EARG, NULL, "drg_knot_new: out is NULL");
	*out = calloc(1, sizeof **out);
	if (!*out)
		return drg__fail(err, DRG_ENOMEM, NULL, "out of memory");
	drg__pool_init(&(*out)->pool, 0);
	(*out)->keep = drg__arena(&(*out)->pool);
	return DRG_OK;
}

void drg_knot_free(drg_knot *k)
{
	if (!k)
		return;
	drg__pool_free(&k->pool);
	free(k);
}

static struct str words(drg_knot *k, const drg_doc *doc, struct span s)
{
	return drg__arena_str(&k->keep, drg__str(doc->l.text.p + s.s, s.e - s.s));
}

static struct str name_of(drg_knot *k, const drg_doc *doc, uint32_t e)
{
	return e == NONE ? STR("") : drg__arena_str(&k->keep, doc->l.entities.name[e]);
}

/* Whose word it is, and how good: read from the chain of the act's claim. */
static void source_of(drg_knot *k, const drg_doc *doc, const struct act *a, uint32_t party, struct tie *t)
{
	const struct claims *c = &doc->l.claims;
	const struct hops *h = &doc->l.hops;
	t->day = drg__arena_str(&k->keep, a->claim != NONE && c->said[a->claim].n ? c->said[a->claim] : doc->l.meta.published);
	t->sourcing = SOURCED_PUBLISHER;
	t->origin = drg__arena_str(&k->keep, doc->l.meta.outlet);
	if (a->claim == NONE || !c->chain[a->claim].n)
		return;
	struct run chain = c->chain[a->claim];
	uint32_t last = chain.from + chain.n - 1, e = h->ent[last];
	t->hops = chain.n;
	if (h->role[last] == HOP_PUBLISHER)
		return;
	bool unnamed = h->role[last] == HOP_UNSPECIFIED || e == NONE || doc->l.entities.kind[e] == ENT_UNNAMED;
	t->origin = unnamed ? STR("") : name_of(k, doc, e);
	uint32_t body = e;
	for (int i = 0; i < 3 && body != NONE && doc->l.entities.speaks_for[body] != NONE; i++)
		body = doc->l.entities.speaks_for[body];
	t->sourcing = unnamed ? SOURCED_UNNAMED : party != NONE && (e == party || body == party) ? SOURCED_OWN : SOURCED_REPORTED;
}

/* "as long as", "so long as", "while": the operator of a condition that lasts. */
static bool lasting(struct str op)
{
	return drg__str_ieq(op, STR("as long as")) || drg__str_ieq(op, STR("so long as")) || drg__str_ieq(op, STR("while"));
}

static void add_ties(drg_knot *k, const drg_doc *doc)
{
	const struct conditions *c = &doc->l.conditions;
	struct str report = drg__arena_str(&k->keep, drg__str_c(doc->ids.report));
	for (uint32_t i = 0; i < c->n; i++) {
		struct tie t = { .party = name_of(k, doc, c->party[i]), .on = name_of(k, doc, c->on[i]), .blocks = words(k, doc, c->blocks[i]),
			         .requires = words(k, doc, c->requires[i]), .kind = c->kind[i], .blocks_issue = c->blocks_issue[i],
			         .requires_issue = c->requires_issue[i], .report = report, .span = c->act[i].span, .same_as = NONE, .circle = NONE, .op = words(k, doc, c->act[i].cue),
			         .id = drg__arena_str(&k->keep, drg__str_c(doc->ids.row[LAYER_CONDITIONS][i])) };
		t.lasting = lasting(t.op);
		source_of(k, doc, &c->act[i], c->party[i], &t);
		*PUSH(&k->keep, &k->s.tie) = t;
	}
}

static void add_stands(drg_knot *k, const drg_doc *doc)
{
	const struct positions *p = &doc->l.positions;
	const struct proposals *o = &doc->l.proposals;
	struct str report = drg__arena_str(&k->keep, drg__str_c(doc->ids.report));
	for (uint32_t i = 0; i < p->n; i++) {
		bool offer = p->stance[i] == POS_OFFERS || p->stance[i] == POS_OPEN_TO || p->stance[i] == POS_ACCEPTS;
		if (p->stance[i] == POS_APPRECIATES || p->aspect[i] == 4 || p->party[i] == NONE)
			continue;
		*PUSH(&k->keep, &k->s.stand) = (struct stand){ name_of(k, doc, p->party[i]), words(k, doc, p->act[i].span),
			drg__arena_str(&k->keep, drg__str_c(doc->ids.row[LAYER_POSITIONS][i])), report, p->issue[i], offer };
	}
	for (uint32_t i = 0; i < o->n; i++)
		if (o->by[i] != NONE && o->state[i] == PROP_OFFERED)
			*PUSH(&k->keep, &k->s.stand) = (struct stand){ name_of(k, doc, o->by[i]), words(k, doc, o->terms[i]),
				drg__arena_str(&k->keep, drg__str_c(doc->ids.row[LAYER_PROPOSALS][i])), report, o->issue[i], true };
}

static void take_doc(void *arg)
{
	struct knot_job *j = arg;
	add_ties(j->k, j->doc);
	add_stands(j->k, j->doc);
}

static void tie(void *arg)
{
	struct knot_job *j = arg;
	drg__state_tie(&j->k->s, j->met ? drg__arena_str(&j->k->keep, drg__str_c(j->met)) : STR(""), &j->k->keep);
}

static drg_status run(drg_knot *k, void (*fn)(void *), struct knot_job *j, drg_error *err)
{
	return drg__guard(&k->pool, fn, j) == DRG__GUARD_DONE ? DRG_OK : drg__fail(err, DRG_ENOMEM, NULL, "out of memory");
}

drg_status drg_knot_add(drg_knot *k, const drg_doc *doc, drg_error *err)
{
	if (!k || !doc || k->tied)
		return drg__fail(err, DRG_EARG, NULL, "drg_knot_add: %s", k && k->tied ? "the knot is tied" : "NULL");
	return run(k, take_doc, &(struct knot_job){ k, doc, NULL }, err);
}

drg_status drg_knot_tie(drg_knot *k, const char *met, drg_error *err)
{
	if (!k || k->tied)
		return drg__fail(err, DRG_EARG, NULL, "drg_knot_tie: %s", k ? "the knot is tied" : "NULL");
	k->tied = true;
	return run(k, tie, &(struct knot_job){ k, NULL, met }, err);
}

bool drg_knot_get_edge(const drg_knot *k, uint32_t i, drg_knot_edge *out)
{
	static const char *const sourcing[] = { "own", "reported", "publisher", "unnamed" };
	if (!k->tied || i >= k->s.tie.n)
		return false;
	const struct tie *t = &k->s.tie.v[i];
	*out = (drg_knot_edge){ str(t->id), str(t->report), str(t->party), str(t->on), str(t->blocks), str(t->requires), drg__name(NAMES_CONDITION, t->kind),
		                drg__name(NAMES_ISSUE, t->blocks_issue), drg__name(NAMES_ISSUE, t->requires_issue), sourcing[t->sourcing], str(t->origin),
		                str(t->day), span(t->span), t->hops, t->reports, t->origins, t->same_as, t->circle, t->weakest, t->met, t->opened, t->lasting, str(t->op) };
	return true;
}

bool drg_knot_get_circle(const drg_knot *k, uint32_t i, drg_knot_circle *out)
{
	if (!k->tied || i >= k->s.circle.n)
		return false;
	struct run r = k->s.circle.v[i].ties;
	*out = (drg_knot_circle){ k->s.pool.v + r.from, r.n };
	return true;
}

bool drg_knot_get_gap(const drg_knot *k, uint32_t i, drg_knot_gap *out)
{
	if (!k->tied || i >= k->s.gap.n)
		return false;
	const struct stand *d = &k->s.stand.v[k->s.gap.v[i].demand], *o = &k->s.stand.v[k->s.gap.v[i].offer];
	*out = (drg_knot_gap){ str(d->party), str(d->words), str(d->id), str(o->party), str(o->words), str(o->id), drg__name(NAMES_ISSUE, d->issue),
		               drg__name(NAMES_ISSUE, o->issue) };
	return true;
}
