/* The two sides of a report, and what it leaves to the reader to take from them. */
#include "stage/talk_in.h"

#include <string.h>

enum { MANY = 6, OF_TALKS = 3, OF_EVENTS = 1 }; /* who takes a stance is a side sooner than who acts */

/* Who takes part how often; the most frequent stay (Misra and Gries 1982). */
struct tally {
	struct { uint32_t ent, n; } v[MANY];
	bool *third; /* [entities] carries, hosts or mediates: no side */
};

static void mark(struct tally *t, uint32_t e)
{
	if (e != NONE)
		t->third[e] = true;
}

/* "asked both sides to prolong it": who asks both is neither. */
static bool asks_both(const struct talk_cx *x, const struct position_row *r)
{
	bool both = false;
	if (r->stance != POS_DEMANDS && r->stance != POS_WANTS)
		return false;
	for (uint32_t t = drg__span_first(x->v->span, x->v->n, r->act.cue.e); t + 1 < x->v->n && x->v->span[t].s < r->act.span.e && !both; t++)
		both = (drg__clause_is(&x->c, t, "both") && x->c.dep[t] != DEP_CC && !drg__clause_is(&x->c, t + 1, "of")) ||
		       (drg__clause_is(&x->c, t, "two") && drg__clause_is(&x->c, t + 1, "side|party|government|army|country"));
	return both;
}

static void third_parties(const struct talk_cx *x, struct tally *t)
{
	t->third = NEW_N(x->a, bool, x->l->entities.n);
	memset(t->third, 0, x->l->entities.n * sizeof *t->third);
	for (size_t i = 0; i < x->prop.n; i++) {
		if (x->prop.v[i].conveyed_by != NONE) {
			mark(t, x->prop.v[i].conveyed_by);
			mark(t, drg__talk_principal(x, x->prop.v[i].conveyed_by)); /* "the League's envoy": the League */
		}
	}
	for (size_t i = 0; i < x->pos.n; i++)
		if (asks_both(x, &x->pos.v[i]))
			mark(t, x->pos.v[i].party);
	for (size_t i = 0; i < x->agr.n; i++)
		mark(t, x->agr.v[i].mediator);
	for (size_t i = 0; i < x->round.n; i++) {
		mark(t, x->round.v[i].mediator);
		mark(t, x->round.v[i].host);
		mark(t, x->round.v[i].conveyor);
	}
}

/* Somebody of a government that nobody named: a side only with it. */
static bool official(const struct talk_cx *x, uint32_t e)
{
	struct str all = x->l->entities.sectors ? x->l->entities.sectors[e] : STR("");
	return x->l->entities.kind[e] == ENT_PERSON && drg__str_eq(drg__str_cut(&all, ' '), STR("GOV"));
}

/* The United Nations and its like ask both sides: they are none. */
static bool between_states(const struct talk_cx *x, uint32_t e)
{
	struct str all = x->l->entities.sectors ? x->l->entities.sectors[e] : STR("");
	return drg__str_eq(drg__str_cut(&all, ' '), STR("IGO"));
}

/* "Both sides", "the two parties": those whom the tally is to find. */
static bool all_of_them(const struct talk_cx *x, uint32_t e)
{
	static const char *const first[] = { "both ", "neither ", "either ", "each ", "all ", "the two ", "the parties", "the sides" };
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		if (drg__str_istarts(x->l->entities.name[e], drg__str_c(first[i])))
			return true;
	return false;
}

static void count(struct talk_cx *x, struct tally *t, uint32_t e, uint32_t weight)
{
	uint32_t low = 0;
	e = drg__talk_principal(x, e);
	if (!drg__talk_can(x, e) || official(x, e) || between_states(x, e) || all_of_them(x, e) || t->third[e] || x->l->entities.kind[e] == ENT_UNNAMED || x->l->entities.kind[e] == ENT_PLACE)
		return;
	for (uint32_t i = 0; i < MANY; i++) {
		if (t->v[i].ent == e || t->v[i].n == 0) {
			t->v[i].ent = e;
			t->v[i].n += weight;
			return;
		}
		low = t->v[i].n < t->v[low].n ? i : low;
	}
	t->v[low].n -= t->v[low].n < weight ? t->v[low].n : weight;
}

static void count_all(struct talk_cx *x, struct tally *t)
{
	const struct events *ev = &x->l->events;
	for (size_t i = 0; i < x->pos.n; i++)
		count(x, t, x->pos.v[i].party, OF_TALKS);
	for (size_t i = 0; i < x->cond.n; i++) {
		count(x, t, x->cond.v[i].party, OF_TALKS);
		count(x, t, x->cond.v[i].on, OF_TALKS);
	}
	for (size_t i = 0; i < x->prop.n; i++) {
		count(x, t, x->prop.v[i].by, OF_TALKS);
		count(x, t, x->prop.v[i].to, OF_TALKS);
	}
	for (uint32_t i = 0; i < ev->n; i++) {
		for (uint32_t j = 0; j < ev->actors[i].n; j++)
			count(x, t, ev->pool.v[ev->actors[i].from + j], OF_EVENTS);
		for (uint32_t j = 0; j < ev->recipients[i].n; j++)
			count(x, t, ev->pool.v[ev->recipients[i].from + j], OF_EVENTS);
	}
}

/* Who takes part, most first. */
static void take_part(struct talk_cx *x, struct tally *t)
{
	third_parties(x, t);
	count_all(x, t);
	for (uint32_t i = 0; i + 1 < MANY; i++)
		for (uint32_t j = 0; j + 1 < MANY; j++)
			if (t->v[j + 1].n > t->v[j].n) {
				uint32_t e = t->v[j].ent, n = t->v[j].n;
				t->v[j] = t->v[j + 1];
				t->v[j + 1].ent = e;
				t->v[j + 1].n = n;
			}
}

/* Are the first two the two sides?  Not when a third takes part three quarters as
 * often, or within a stance of them: nobody knows between whom. */
static bool two_sides(const struct tally *t)
{
	return t->v[2].n + OF_TALKS <= t->v[1].n && t->v[2].n * 4 < t->v[1].n * 3;
}

static uint32_t other_side(uint32_t e, uint32_t a, uint32_t b)
{
	return e == a ? b : e == b ? a : NONE;
}

/* "it", "the offer", "such a plan": words that name a proposal told elsewhere. */
static bool names_only(const struct talk_cx *x, struct span terms)
{
	uint32_t first = drg__span_first(x->v->span, x->v->n, terms.s), last = first;
	while (last + 1 < x->v->n && x->v->span[last + 1].s < terms.e)
		last++;
	if (first == last)
		return first < x->v->n && (x->l->morph.upos[first] == UPOS_PRON || drg__talk_hit(x, first, x->lex.nouns));
	return last - first < 4 && drg__talk_hit(x, last, x->lex.nouns) && drg__clause_is(&x->c, first, "the|this|that|such|its|their|his|her|any|no");
}

/* What each row of a proposal's history says of its sides, its way and its terms holds for all. */
static void one_history(struct talk_cx *x)
{
	for (int pass = 0; pass < 2; pass++) /* to the first row, then from it */
		for (size_t i = 0; i < x->prop.n; i++) {
			struct proposal_row *p = &x->prop.v[i];
			if (p->same_as == NONE)
				continue;
			struct proposal_row *root = &x->prop.v[p->same_as], *to = pass ? p : root, *from = pass ? root : p;
			to->by = to->by != NONE || from->by == to->to ? to->by : from->by;
			to->to = to->to != NONE || from->to == to->by ? to->to : from->to;
			to->conveyed_by = to->conveyed_by == NONE ? from->conveyed_by : to->conveyed_by;
			if (!names_only(x, from->terms) && names_only(x, to->terms))
				to->terms = from->terms;
		}
}

/* Who takes a stance somewhere in the report. */
static bool takes_stances(const struct tally *all, uint32_t e)
{
	for (uint32_t i = 0; i < MANY; i++)
		if (all->v[i].ent == e && all->v[i].n >= OF_TALKS)
			return true;
	return false;
}

/* A body that acts: the subject of a clause, no third party. */
static uint32_t body_at(const struct talk_cx *x, const struct tally *all, uint32_t t)
{
	uint32_t e = x->ent[t] == NONE || (x->c.dep[t] != DEP_NSUBJ && x->c.dep[t] != DEP_NSUBJ_PASS) ? NONE : drg__talk_party(x, t);
	if (e == NONE || all->third[e])
		return NONE;
	uint8_t k = x->l->entities.kind[e];
	return k == ENT_ORG || k == ENT_GROUP || k == ENT_STATE || takes_stances(all, e) ? e : NONE;
}

/* To whom `by` offers at byte `at`: who acts next in the paragraph, else who was
 * named last in it. */
static uint32_t answerer(const struct talk_cx *x, const struct tally *all, uint32_t at, uint32_t by)
{
	uint32_t t = drg__span_first(x->v->span, x->v->n, at);
	for (uint32_t i = t + 1; i < x->v->n && x->l->tokens.para[i] == x->l->tokens.para[t]; i++) {
		uint32_t e = body_at(x, all, i);
		if (e != NONE && e != by)
			return e;
	}
	for (uint32_t i = t; i-- > 0 && x->l->tokens.para[i] == x->l->tokens.para[t];) {
		uint32_t e = x->ent[i] == NONE ? NONE : drg__talk_party(x, i);
		if (e != NONE && e != by && takes_stances(all, e))
			return e;
	}
	return NONE;
}

static void sides_of_proposals(struct talk_cx *x, const struct tally *t, bool clear)
{
	uint32_t a = clear ? t->v[0].ent : NONE, b = clear ? t->v[1].ent : NONE;
	bool between = false;
	for (size_t i = 0; i < x->round.n; i++)
		between |= x->round.v[i].mediator != NONE;
	for (size_t i = 0; i < x->prop.n; i++) {
		struct proposal_row *p = &x->prop.v[i];
		bool real = p->state != PROP_EXISTENCE_UNKNOWN && p->state != PROP_EXISTENCE_DENIED;
		if (clear && p->by == NONE && p->to == NONE && real && i) { /* what lay on the table last */
			p->by = p[-1].by;
			p->to = p[-1].to;
		}
		p->to = p->to == p->by ? NONE : p->to;
		if (p->to == NONE && p->by != NONE)
			p->to = other_side(p->by, a, b);
		if (p->to == NONE && p->by != NONE)
			p->to = answerer(x, t, p->act.cue.s, p->by);
		if (p->by == NONE && p->to != NONE && p->conveyed_by == NONE && !between) /* a mediator may have written it */
			p->by = other_side(p->to, a, b);
	}
}

/* Is entity e called anything but by words that take sides?  "The bandits", and
 * nothing else, are whoever is meant. */
static bool called_otherwise(const struct talk_cx *x, uint32_t e)
{
	const struct mentions *m = &x->l->mentions;
	if (e == NONE)
		return false;
	for (uint32_t i = 0; i < m->n; i++)
		if (m->ent[i] == e && m->form[i] != FORM_PRONOUN && m->head[i] < x->v->n && !drg__talk_hit(x, m->head[i], x->lex.labels))
			return true;
	return false;
}

/* Is all that the target is called the word itself, with nothing before it? */
static bool bare(const struct talk_cx *x, const struct label_row *r)
{
	const struct mentions *m = &x->l->mentions;
	for (uint32_t i = 0; i < m->n; i++)
		if (m->ent[i] == r->target && (m->span[i].s != r->act.cue.s || m->span[i].e != r->act.cue.e))
			return false;
	return true;
}

/* One agreement on one issue is between the same parties in every row: "agreed to
 * a truce" tells whose it is that "has collapsed" two paragraphs before. */
static void one_agreement(struct talk_cx *x)
{
	for (size_t i = 0; i < x->agr.n; i++)
		for (size_t j = 0; j < x->agr.n && x->agr.v[i].a == NONE; j++) {
			const struct agreement_row *q = &x->agr.v[j];
			if (q->issue == x->agr.v[i].issue && q->issue != ISSUE_OTHER && q->a != NONE && q->b != NONE) {
				x->agr.v[i].a = q->a;
				x->agr.v[i].b = q->b;
			}
		}
}

void drg__talk_sides(struct talk_cx *x)
{
	struct tally t = { 0 };
	one_history(x);
	take_part(x, &t);
	bool clear = two_sides(&t);
	uint32_t a = t.v[0].ent, b = t.v[1].ent;
	sides_of_proposals(x, &t, clear);
	one_history(x);
	one_agreement(x);
	for (size_t i = 0; i < x->agr.n && clear; i++) {
		struct agreement_row *g = &x->agr.v[i];
		if (g->status == AGREED_VIOLATED && g->a == NONE) { /* who calls it a breach says the other did it */
			uint32_t says = drg__talk_origin(x, g->act.claim);
			g->a = says == NONE ? NONE : other_side(drg__talk_principal(x, says), a, b);
		}
		if (g->b == NONE)
			g->b = other_side(g->a, a, b);
		if (g->a == NONE) {
			g->a = a;
			g->b = b;
		}
	}
	for (size_t i = 0; i < x->label.n; i++) {
		struct label_row *r = &x->label.v[i];
		if (called_otherwise(x, r->target) || (clear && r->user == NONE))
			continue;
		uint32_t other = clear ? other_side(drg__talk_principal(x, r->user), a, b) : NONE;
		r->target = other != NONE || bare(x, r) ? other : r->target; /* "murderers" calls nobody murderers */
	}
}
