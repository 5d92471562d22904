/* hold.h - what must hold of every analysed document, whatever it was made of:
 * spans inside the text and on character boundaries, tokens and sentences in
 * order and covering, rows referring to rows that are there and never in a
 * circle.  Returns the first thing that does not hold, NULL when all does. */
#ifndef TEST_SUPPORT_HOLD_H
#define TEST_SUPPORT_HOLD_H

#include <stdio.h>

#include "base/civil.h"
#include "base/utf8.h"
#include "doc/doc.h"

#define HOLDS(what) \
	do { \
		if (!(what)) \
			return #what; \
	} while (0)

static inline bool hold_span(const struct layers *l, struct span s)
{
	return s.s <= s.e && s.e <= l->text.n && (s.s == l->text.n || (l->text.p[s.s] & 0xC0) != 0x80) &&
	       (s.e == l->text.n || (l->text.p[s.e] & 0xC0) != 0x80);
}

static inline bool hold_spans(const struct layers *l, const struct span *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!hold_span(l, v[i]))
			return false;
	return true;
}

/* Ascending, disjoint, none empty. */
static inline bool hold_row(const struct span *v, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (v[i].s >= v[i].e || (i && v[i].s < v[i - 1].e))
			return false;
	return true;
}

static inline bool hold_run(struct run r, size_t n)
{
	return r.from <= n && r.n <= n - r.from;
}

/* Every row's ancestors end; parent rows exist. */
static inline bool hold_tree(const uint32_t *parent, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		uint32_t steps = 0;
		for (uint32_t k = parent[i]; k != NONE; k = parent[k])
			if (k >= n || ++steps > n)
				return false;
	}
	return true;
}

static inline bool hold_ref(uint32_t row, uint32_t n)
{
	return row == NONE || row < n;
}

/* Every span of every layer with a table lies in the text, cuts no character, and
 * ends after it begins; every row refers to one that is there. */
static inline const char *hold_layers(const struct layers *l)
{
	for (int id = 0; id < LAYER_TABLES; id++) {
		const struct layer *t = drg__layer((enum layer_id)id);
		for (uint32_t i = 0; i < drg__layer_rows(l, (enum layer_id)id); i++) {
			for (uint32_t k = 0; k < t->columns; k++) {
				const struct column *c = &t->column[k];
				const void *v = drg__cell(l, c, i);
				if (v && c->type == COL_SPAN) {
					const struct span *s = v;
					HOLDS((s->s == 0 && s->e == 0) || hold_span(l, *s));
				} else if (v && c->type == COL_SPANS) {
					const struct run *r = v;
					for (uint32_t j = 0; j < r->n; j++)
						HOLDS(hold_span(l, drg__layer_spans(l, (enum layer_id)id)->v[r->from + j]));
				} else if (v && c->type == COL_ROW) {
					uint32_t row = *(const uint32_t *)v;
					HOLDS(hold_ref(row, c->flags & COL_EARLIER ? i : drg__layer_rows(l, (enum layer_id)c->arg)));
				}
			}
		}
	}
	return NULL;
}

static inline const char *hold_tokens(const struct layers *l)
{
	HOLDS(drg__utf8_valid_to(drg__str(l->text.p, l->text.n), 0) == l->text.n);
	HOLDS(hold_row(l->paras.span, l->paras.n) && hold_spans(l, l->paras.span, l->paras.n));
	HOLDS(hold_row(l->zones.span, l->zones.n) && hold_spans(l, l->zones.span, l->zones.n));
	HOLDS(hold_row(l->tokens.span, l->tokens.n) && hold_spans(l, l->tokens.span, l->tokens.n));
	for (uint32_t i = 0; i < l->tokens.n; i++) {
		HOLDS(l->tokens.para[i] < l->paras.n);
		HOLDS(drg__span_within(l->tokens.span[i], l->paras.span[l->tokens.para[i]]));
	}
	for (uint32_t i = 0; i < l->sents.n; i++)
		HOLDS(l->sents.tok[i] < l->sents.tok[i + 1]);
	HOLDS(l->sents.n == 0 || (l->sents.tok[0] == 0 && l->sents.tok[l->sents.n] == l->tokens.n));
	for (uint32_t i = 0; i < l->quotes.n; i++)
		HOLDS(drg__span_within(l->quotes.inner[i], l->quotes.outer[i]) && hold_span(l, l->quotes.inner[i]) && hold_span(l, l->quotes.outer[i]));
	HOLDS(hold_tree(l->quotes.parent, l->quotes.n) && hold_tree(l->quotes.prev, l->quotes.n));
	return NULL;
}

/* "YYYY-MM-DD", a year before 1 BC with a minus; its number of days in *day. */
static inline bool hold_day(struct str s, int64_t *day)
{
	bool before = s.n == 11 && s.p[0] == '-';
	char z[12] = { 0 };
	int y, m, d, used = 0;
	if (s.n != 10u + before)
		return false;
	memcpy(z, s.p + before, 10);
	if (sscanf(z, "%4d-%2d-%2d%n", &y, &m, &d, &used) != 3 || used != 10 || m < 1 || m > 12)
		return false;
	y = before ? -y : y;
	*day = drg__day(y, m, d);
	return d >= 1 && d <= drg__month_days(y, m);
}

/* A TIMEX3 value: a word for now and then, an amount, a date with X for what is unknown. */
static inline bool hold_value(uint8_t type, struct str v)
{
	if (v.n == 0 || v.n > 40 || strspn(v.p, "0123456789ABCDEFHIMNOPQRSTUVWXY_:.-") < v.n)
		return false;
	if (drg__str_ends(v, STR("_REF")))
		return type == TIME_DATE;
	if (type == TIME_DURATION)
		return v.p[0] == 'P' && v.n > 2 && v.p[v.n - 1] >= 'A' && v.p[v.n - 1] <= 'Z';
	bool date = drg__str_starts(v, STR("BC")) || v.p[0] == 'X' || (v.p[0] >= '0' && v.p[0] <= '9');
	return date || (type == TIME_SET && v.p[0] == 'P');
}

static inline const char *hold_times(const struct layers *l)
{
	const struct times *t = &l->times;
	for (uint32_t i = 0; i < t->n; i++) {
		int64_t from, to;
		HOLDS(hold_span(l, t->span[i]) && t->span[i].s < t->span[i].e && (i == 0 || t->span[i - 1].e <= t->span[i].s));
		HOLDS(t->tok[i].s < t->tok[i].e && t->tok[i].e <= l->tokens.n && t->head[i] >= t->tok[i].s && t->head[i] < t->tok[i].e);
		HOLDS(hold_value(t->type[i], t->value[i]));
		HOLDS((t->earliest[i].n > 0) == (t->latest[i].n > 0) && (!t->earliest[i].n || t->edtf[i].n));
		if (t->earliest[i].n)
			HOLDS(hold_day(t->earliest[i], &from) && hold_day(t->latest[i], &to) && from <= to);
		HOLDS(hold_ref(t->anchor_time[i], t->n) && t->anchor_time[i] != i && t->score[i] >= 0 && t->score[i] <= 1);
	}
	return NULL;
}

static inline const char *hold_claims(const struct layers *l)
{
	const struct attribs *a = &l->attribs;
	const struct claims *c = &l->claims;
	for (uint32_t i = 0; i < l->mentions.n; i++)
		HOLDS(hold_span(l, l->mentions.span[i]) && l->mentions.head[i] < l->tokens.n && hold_ref(l->mentions.ent[i], l->entities.n));
	HOLDS(hold_tree(l->entities.speaks_for, l->entities.n));
	HOLDS(hold_spans(l, a->pool.v, a->pool.n) && hold_spans(l, c->pool.v, c->pool.n));
	HOLDS(hold_tree(a->parent, a->n));
	for (uint32_t i = 0; i < a->n; i++) {
		HOLDS(hold_run(a->source[i], a->pool.n) && hold_run(a->cue[i], a->pool.n) && hold_run(a->content[i], a->pool.n) &&
		      hold_run(a->recipient[i], a->pool.n));
		HOLDS(hold_ref(a->speaker[i], l->entities.n));
		HOLDS(a->score[i] >= 0 && a->score[i] <= 1);
	}
	for (uint32_t i = 0; i < c->n; i++) {
		HOLDS(hold_run(c->spans[i], c->pool.n) && c->spans[i].n > 0);
		HOLDS(hold_run(c->chain[i], l->hops.n));
		HOLDS(hold_ref(c->attrib[i], a->n));
		HOLDS(c->score[i] >= 0 && c->score[i] <= 1);
	}
	for (uint32_t i = 0; i < l->hops.n; i++)
		HOLDS(hold_ref(l->hops.ent[i], l->entities.n) && hold_span(l, l->hops.span[i]) && hold_span(l, l->hops.cue[i]) &&
		      l->hops.role[i] < HOP_ROLES);
	return NULL;
}

static inline bool hold_act(const struct layers *l, const struct act *a)
{
	return hold_span(l, a->span) && hold_span(l, a->cue) && hold_ref(a->claim, l->claims.n) && a->score >= 0 && a->score <= 1;
}

static inline const char *hold_talks(const struct layers *l)
{
	const struct proposals *p = &l->proposals;
	for (uint32_t i = 0; i < l->positions.n; i++)
		HOLDS(hold_act(l, &l->positions.act[i]) && hold_ref(l->positions.party[i], l->entities.n) &&
		      hold_ref(l->positions.condition[i], l->conditions.n) && l->positions.issue[i] < ISSUES);
	for (uint32_t i = 0; i < l->conditions.n; i++)
		HOLDS(hold_act(l, &l->conditions.act[i]) && hold_ref(l->conditions.party[i], l->entities.n) &&
		      hold_span(l, l->conditions.blocks[i]) && hold_span(l, l->conditions.requires[i]));
	for (uint32_t i = 0; i < p->n; i++)
		HOLDS(hold_act(l, &p->act[i]) && hold_ref(p->by[i], l->entities.n) && hold_ref(p->to[i], l->entities.n) &&
		      hold_ref(p->conveyed_by[i], l->entities.n) && hold_span(l, p->terms[i]) && p->state[i] < PROP_STATES &&
		      (p->same_as[i] == NONE || p->same_as[i] < i));
	return NULL;
}

static inline const char *test_hold(const drg_doc *d)
{
	const char *what = hold_tokens(&d->l);
	if (!what)
		what = hold_layers(&d->l);
	if (!what)
		what = hold_times(&d->l);
	if (!what)
		what = hold_claims(&d->l);
	return what ? what : hold_talks(&d->l);
}

#endif
