/* Rounds and channels of talks: who, through whom, in which format, where, when
 * last and when next. */
#include "stage/talk_in.h"
#include "stage/token.h"

enum { ROLE_MEDIATOR, ROLE_HOST, ROLE_GUARANTOR, ROLE_CONVEYOR, ROLES };

static uint32_t *third(struct round_row *r, uint8_t role)
{
	uint32_t *const to[ROLES] = { &r->mediator, &r->host, &r->guarantor, &r->conveyor };
	return to[role];
}

/* What third parties do, and what they are called. */
static const struct { const char *verb, *noun; } roles[ROLES] = {
	[ROLE_MEDIATOR] = { "mediate|broker|facilitate|moderate|chair", "mediator|facilitator|broker|go-between|intermediary|mediation|auspices" },
	[ROLE_HOST] = { "host", "host" },
	[ROLE_GUARANTOR] = { "guarantee|underwrite", "guarantor" },
	[ROLE_CONVEYOR] = { "shuttle|carry|convey|ferry", "messenger|courier" },
};

/* --------------------------------------------------------- what are talks -- */

static bool talks_noun(const struct talk_cx *x, uint32_t t)
{
	uint32_t up = x->c.head[t]; /* "returned to the table": of talks, unless it is laid */
	if (x->l->morph.upos[t] == UPOS_NOUN && drg__clause_is(&x->c, t, "table") && up != NONE && drg__clause_is(&x->c, up, "return|come|sit|leave|walk|quit"))
		return drg__clause_child(&x->c, t, DEP_DET, NONE) == t - 1;
	return x->l->morph.upos[t] == UPOS_NOUN && drg__clause_is(&x->c, t, "talk|talks|negotiation|negotiations|round|meeting|dialogue|consultation|session|contact|summit");
}

/* Two parties who meet: "X and Y met", "X met Y", "the sides sat down". */
static bool meeting_verb(const struct talk_cx *x, uint32_t t)
{
	if (x->l->morph.upos[t] != UPOS_VERB || drg__clause_negated(&x->c, t))
		return false;
	return drg__clause_is(&x->c, t, "meet|negotiate|confer") || (drg__clause_is(&x->c, t, "sit") && t + 1 < x->c.n && drg__clause_is(&x->c, t + 1, "down"));
}

/* "The two sides" are no party beside the two that they mean. */
static uint32_t party_of(const struct talk_cx *x, uint32_t t)
{
	return t == NONE || drg__clause_is(&x->c, t, "side|sides") ? NONE : drg__talk_party(x, t);
}

static void pair_of(const struct talk_cx *x, uint32_t t, struct round_row *r)
{
	uint32_t e = party_of(x, t), k = t == NONE ? NONE : drg__clause_child(&x->c, t, DEP_CONJ, NONE);
	uint32_t f = party_of(x, k);
	if (r->a == NONE)
		r->a = e;
	else if (r->b == NONE && e != r->a)
		r->b = e;
	if (r->b == NONE && f != r->a)
		r->b = f;
}

static void parties(const struct talk_cx *x, uint32_t t, uint32_t p, struct round_row *r)
{
	const struct clauses *c = &x->c;
	bool verb = meeting_verb(x, t);
	uint32_t between = verb ? NONE : drg__clause_with(c, t, "between");
	pair_of(x, between, r);
	if (r->b == NONE && p != NONE && (verb || drg__clause_is(c, p, "begin|open|start|resume|hold|have|conduct|attend|join|enter|continue|end|conclude|leave|reopen|restart")))
		pair_of(x, drg__clause_doer(c, p), r);
	if (r->b == NONE)
		pair_of(x, drg__clause_with(c, t, "with"), r);
	if (r->b == NONE && verb)
		pair_of(x, drg__clause_object(c, t), r);
}

/* ---------------------------------------------------------- third parties -- */

static void take(const struct talk_cx *x, struct round_row *r, uint8_t role, uint32_t e)
{
	if (e != NONE && drg__talk_can(x, e) && x->l->entities.kind[e] != ENT_UNNAMED && *third(r, role) == NONE)
		*third(r, role) = e;
}

/* The entity in a word for a role: "the abbot as host", "mediators from Galm",
 * "Galmish mediators", "Galm's envoy as mediator". */
static uint32_t holder(const struct talk_cx *x, uint32_t t)
{
	const struct clauses *c = &x->c;
	uint32_t as = drg__clause_child(c, t, DEP_CASE, NONE), k;
	if (as != NONE && drg__clause_is(c, as, "as") && as > 0) {
		for (k = as - 1; k != NONE && x->ent[k] == NONE && c->head[k] != NONE && c->head[k] < as; k = c->head[k])
			;
		return x->ent[k];
	}
	if ((k = drg__clause_with(c, t, "from|of")) != NONE && x->ent[k] != NONE)
		return x->ent[k];
	for (k = c->child[t]; k != NONE; k = c->sibling[k])
		if ((c->dep[k] == DEP_COMPOUND || c->dep[k] == DEP_AMOD || c->dep[k] == DEP_NMOD_POSS || c->dep[k] == DEP_APPOS) && x->ent[k] != NONE)
			return x->ent[k];
	return x->ent[t];
}

static void third_parties(const struct talk_cx *x, struct round_row *r, uint32_t first, uint32_t end)
{
	const struct clauses *c = &x->c;
	for (uint32_t i = first; i < end; i++)
		for (uint8_t role = 0; role < ROLES; role++) {
			uint8_t u = x->l->morph.upos[i];
			if (u == UPOS_VERB && drg__clause_is(c, i, roles[role].verb) && !drg__clause_negated(c, i)) {
				uint32_t s = drg__clause_doer(c, i);
				take(x, r, role, s == NONE ? NONE : x->ent[s]);
				if (role == ROLE_CONVEYOR && drg__clause_is(c, i, "shuttle"))
					r->format = TALKS_SHUTTLE;
			} else if (u == UPOS_NOUN && drg__clause_is(c, i, roles[role].noun)) {
				take(x, r, role, holder(x, i));
				uint32_t with = drg__clause_child(c, i, DEP_CASE, NONE);
				if (role == ROLE_MEDIATOR && with != NONE && drg__clause_is(c, with, "through|via") && r->format == TALKS_NOT_STATED)
					r->format = TALKS_INDIRECT;
			}
		}
}

/* -------------------------------------------------------- how, where, when -- */

static void format(const struct talk_cx *x, uint32_t t, uint32_t first, uint32_t end, struct round_row *r)
{
	const struct clauses *c = &x->c;
	for (uint32_t k = c->child[t]; k != NONE; k = c->sibling[k]) {
		if (drg__clause_is(c, k, "indirect|proximity"))
			r->format = TALKS_INDIRECT;
		else if (drg__clause_is(c, k, "direct|face-to-face"))
			r->format = TALKS_DIRECT;
		else if (drg__clause_is(c, k, "shuttle"))
			r->format = TALKS_SHUTTLE;
	}
	for (uint32_t i = first; i + 1 < end && r->format == TALKS_NOT_STATED; i++)
		if (drg__clause_is(c, i + 1, "room") && drg__clause_is(c, i, "one|same"))
			r->format = TALKS_DIRECT;
		else if (drg__clause_is(c, i + 1, "room|floor|hotel") && drg__clause_is(c, i, "separate|different"))
			r->format = TALKS_INDIRECT;
}

static uint32_t venue(const struct talk_cx *x, uint32_t t, uint32_t p)
{
	uint32_t at[2] = { t, p };
	for (int k = 0; k < 2; k++) {
		uint32_t in = at[k] == NONE ? NONE : drg__clause_with(&x->c, at[k], "in|at");
		uint32_t e = in == NONE ? NONE : x->ent[in];
		if (e != NONE && (x->l->entities.kind[e] == ENT_PLACE || x->l->entities.kind[e] == ENT_STATE || x->l->entities.kind[e] == ENT_ORG))
			return e;
	}
	return NONE;
}

/* The day of the talks, from the times of their clause; next when it lies ahead. */
static void when(const struct talk_cx *x, uint32_t p, uint32_t end, struct round_row *r)
{
	const struct clauses *c = &x->c;
	const struct times *t = &x->l->times;
	uint32_t to = drg__clause_child(c, p, DEP_MARK, NONE), went = NONE; /* "crossed on Saturday to meet him": on Saturday */
	if (to != NONE && drg__clause_is(c, to, "to") && c->dep[p] == DEP_ADVCL && c->head[p] < p && !drg__talk_open(x, c->head[p]))
		went = c->head[p];
	uint32_t lo = c->lo[p], hi = c->hi[p] < end ? c->hi[p] : end - 1;
	lo = went == NONE ? lo : c->lo[went];
	bool ahead = drg__talk_open(x, p) || drg__clause_is(c, p, "due|set|schedule|plan|resume|expect|possible|likely");
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t up = t->tok[i].s < lo || t->tok[i].e > hi + 1 || t->type[i] == TIME_DURATION || t->type[i] == TIME_SET ? NONE : t->head[i];
		if (up == NONE || !t->edtf[i].n || (c->head[up] != p && drg__clause_predicate(c, up) != p && (went == NONE || c->head[up] != went)))
			continue;
		struct span *words = ahead ? &r->next : &r->last;
		struct str *day = ahead ? &r->next_day : &r->last_day;
		if (words->e)
			continue;
		*words = t->span[i];
		*day = drg__str_eq(t->earliest[i], t->latest[i]) && t->earliest[i].n ? t->earliest[i] : t->edtf[i];
	}
}

/* ------------------------------------------------------------------- rows -- */

static void fill(uint32_t *into, uint32_t e)
{
	if (*into == NONE)
		*into = e;
}

static bool same_people(const struct round_row *q, const struct round_row *r)
{
	bool a = r->a != NONE && (r->a == q->a || r->a == q->b), b = r->b != NONE && (r->b == q->a || r->b == q->b);
	return r->a == NONE || q->a == NONE || (a && b) || ((a || b) && (q->b == NONE || r->b == NONE));
}

/* One row for one series of talks on one word: what later sentences add is filled
 * in; what another says, or another day, is a row of its own that knows the rest. */
static void merge(struct talk_cx *x, struct round_row *r)
{
	struct round_row *q = NULL;
	for (size_t i = x->round.n; i-- > 0 && i + 8 > x->round.n && !q;)
		q = same_people(&x->round.v[i], r) ? &x->round.v[i] : NULL;
	if (!q) {
		*PUSH(x->a, &x->round) = *r;
		return;
	}
	bool other_day = (r->last.e && q->last.e) || (r->next.e && q->next.e);
	bool other_word = drg__talk_origin(x, r->act.claim) != drg__talk_origin(x, q->act.claim) && (r->last.e || r->next.e || r->progress.e);
	struct round_row *to = q, copy = *r;
	if (other_day || other_word) {
		for (uint8_t k = 0; k < ROLES; k++)
			fill(third(&copy, k), *third(q, k));
		to = &copy;
		r = q;
	}
	fill(&to->a, r->a);
	fill(&to->b, r->b == to->a ? NONE : r->b);
	fill(&to->venue, r->venue);
	for (uint8_t k = 0; k < ROLES; k++)
		fill(third(to, k), *third(r, k));
	to->format = to->format == TALKS_NOT_STATED ? r->format : to->format;
	if (to != &copy && !to->progress.e)
		to->progress = r->progress;
	if (to == &copy) {
		*PUSH(x->a, &x->round) = copy;
		return;
	}
	if (r->last.e)
		to->last = r->last, to->last_day = r->last_day;
	if (r->next.e)
		to->next = r->next, to->next_day = r->next_day;
}

static void round_at(struct talk_cx *x, uint32_t t, uint32_t first, uint32_t end)
{
	const struct clauses *c = &x->c;
	struct round_row r = { .a = NONE, .b = NONE, .mediator = NONE, .host = NONE, .guarantor = NONE, .conveyor = NONE, .venue = NONE };
	bool verb = meeting_verb(x, t);
	uint32_t p = verb ? t : drg__clause_predicate(c, t);
	parties(x, t, p, &r);
	if (verb && r.b == NONE && !drg__clause_is(c, drg__clause_doer(c, t) == NONE ? t : drg__clause_doer(c, t), "side|party|delegation|negotiator|both"))
		return; /* somebody met something */
	r.venue = venue(x, t, p);
	format(x, t, first, end, &r);
	third_parties(x, &r, first, end);
	if (p != NONE)
		when(x, p, end, &r);
	r.progress = drg__talk_progress(x, t, first, end);
	bool third_one = r.mediator != NONE || r.host != NONE || r.guarantor != NONE || r.conveyor != NONE;
	bool alone = r.progress.e && x->conflict; /* "the talks have stalled": whose, is not said there */
	if (r.b == NONE && !third_one && !alone && (r.a == NONE || !(r.next.e || r.last.e)) && !(x->round.n && (r.next.e || r.last.e || r.format != TALKS_NOT_STATED)))
		return; /* talks named in passing */
	r.act = drg__talk_act(x, c->lo[t] < first ? first : c->lo[t], c->hi[t] < end ? c->hi[t] : end - 1, t, t, "talks.talks", .5f);
	merge(x, &r);
}

void drg__talk_rounds(struct talk_cx *x, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (talks_noun(x, i) || meeting_verb(x, i)) {
			round_at(x, i, first, end);
			return; /* one a sentence: further words name the same */
		}
}
