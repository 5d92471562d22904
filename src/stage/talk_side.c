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

static void third_parties(const struct talk_cx *x, struct tally *t)
{
	t->third = NEW_N(x->a, bool, x->l->entities.n);
	memset(t->third, 0, x->l->entities.n * sizeof *t->third);
	for (size_t i = 0; i < x->prop.n; i++)
		mark(t, x->prop.v[i].conveyed_by);
	for (size_t i = 0; i < x->agr.n; i++)
		mark(t, x->agr.v[i].mediator);
	for (size_t i = 0; i < x->round.n; i++) {
		mark(t, x->round.v[i].mediator);
		mark(t, x->round.v[i].host);
		mark(t, x->round.v[i].conveyor);
	}
}

static void count(struct talk_cx *x, struct tally *t, uint32_t e, uint32_t weight)
{
	uint32_t low = 0;
	e = drg__talk_principal(x, e);
	if (!drg__talk_can(x, e) || t->third[e] || x->l->entities.kind[e] == ENT_UNNAMED || x->l->entities.kind[e] == ENT_PLACE)
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

/* The two who take part most; false when there are no two, or a third takes part
 * three quarters as often, or within a stance of them: nobody knows between whom. */
static bool two_sides(struct talk_cx *x, uint32_t *a, uint32_t *b)
{
	struct tally t = { 0 };
	third_parties(x, &t);
	count_all(x, &t);
	for (uint32_t i = 0; i + 1 < MANY; i++)
		for (uint32_t j = 0; j + 1 < MANY; j++)
			if (t.v[j + 1].n > t.v[j].n) {
				uint32_t e = t.v[j].ent, n = t.v[j].n;
				t.v[j] = t.v[j + 1];
				t.v[j + 1].ent = e;
				t.v[j + 1].n = n;
			}
	*a = t.v[0].ent;
	*b = t.v[1].ent;
	return t.v[2].n + OF_TALKS <= t.v[1].n && t.v[2].n * 4 < t.v[1].n * 3;
}

static uint32_t other_side(uint32_t e, uint32_t a, uint32_t b)
{
	return e == a ? b : e == b ? a : NONE;
}

void drg__talk_sides(struct talk_cx *x)
{
	uint32_t a, b;
	if (!two_sides(x, &a, &b))
		return;
	for (size_t i = 0; i < x->prop.n; i++) {
		struct proposal_row *p = &x->prop.v[i];
		bool real = p->state != PROP_EXISTENCE_UNKNOWN && p->state != PROP_EXISTENCE_DENIED;
		if (p->by == NONE && p->to == NONE && real && i) { /* what lay on the table last */
			p->by = p[-1].by;
			p->to = p[-1].to;
		}
		if (p->to == NONE || p->to == p->by)
			p->to = other_side(p->by, a, b);
		if (p->by == NONE)
			p->by = other_side(p->to, a, b);
	}
	for (size_t i = 0; i < x->agr.n; i++) {
		struct agreement_row *g = &x->agr.v[i];
		if (g->b == NONE)
			g->b = other_side(g->a, a, b);
		if (g->a == NONE) {
			g->a = a;
			g->b = b;
		}
	}
	for (size_t i = 0; i < x->label.n; i++)
		if (x->label.v[i].target == NONE && x->label.v[i].user != NONE)
			x->label.v[i].target = other_side(drg__talk_principal(x, x->label.v[i].user), a, b);
}
