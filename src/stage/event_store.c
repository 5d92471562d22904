/* event_store.c - the finds as rows of the layers events, event_mentions and event_args. */
#include "doc/columns.h"
#include "stage/event.h"
#include "stage/event_in.h"

/* A number of an ontology table, "-3.5"; NaN when there is none. */
static double number_of(const struct event_cx *c, const char *table, struct str key, const char *col)
{
	uint32_t row = drg__table_row(c->pack, table, key);
	struct str s = row == NONE ? STR("") : drg__table_cell(c->pack, table, row, col);
	double v = 0, unit = 0;
	bool minus = s.n && s.p[0] == '-';
	for (size_t i = minus; i < s.n; i++) {
		if (s.p[i] == '.') {
			unit = 1;
		} else {
			v = v * 10 + (s.p[i] - '0');
			unit *= 10;
		}
	}
	return s.n > minus ? (minus ? -v : v) / (unit > 0 ? unit : 1) : __builtin_nan("");
}

/* The score of the mode, else of the type. */
static double intensity_of(const struct event_cx *c, const struct found *e, struct arena *scratch)
{
	struct str key = drg__arena_fmt(scratch, "%.*s/%.*s", (int)e->type.n, e->type.p, (int)e->mode.n, e->mode.p);
	double v = e->mode.n ? number_of(c, "plover_modes", key, "score") : __builtin_nan("");
	return v == v ? v : number_of(c, "plover_types", e->type, "score");
}

/* What the rows point into, as it grows. */
struct writer {
	VEC(uint32_t) who;
	VEC(struct run) mention_args;
	VEC(struct span) mention_span;
	VEC(struct arg) arg;
	uint32_t *end; /* [finds] past the last find that is a mention of this one's row */
};

static void put_mention(struct event_cx *c, struct writer *w, const struct found *e)
{
	struct span s = { c->l->tokens.span[e->first].s, c->l->tokens.span[e->end - 1].e };
	*PUSH(c->a, &w->mention_span) = s;
	*PUSH(c->a, &w->mention_args) = (struct run){ (uint32_t)w->arg.n, e->n_args };
	for (uint32_t i = 0; i < e->n_args; i++)
		*PUSH(c->a, &w->arg) = e->arg[i];
}

/* Entities of a role over all mentions of row `row`. */
static struct run put_who(struct event_cx *c, struct writer *w, const struct finds *f, uint32_t row, uint8_t role)
{
	struct run r = { (uint32_t)w->who.n, 0 };
	for (size_t i = row; i < w->end[row]; i++) {
		if (i != row && f->v[i].same != row)
			continue;
		for (uint32_t k = 0; k < f->v[i].n_args; k++) {
			bool there = f->v[i].arg[k].ent == NONE || f->v[i].arg[k].role != role;
			for (uint32_t j = 0; j < r.n; j++)
				there |= w->who.v[r.from + j] == f->v[i].arg[k].ent;
			if (there)
				continue;
			*PUSH(c->a, &w->who) = f->v[i].arg[k].ent;
			r.n++;
		}
	}
	return r;
}

/* The country that the places in a phrase lie in; "" where they name none or several, or might be another's. */
static struct str place_country(const struct places *p, struct span phrase)
{
	static const float SURE = 0.6f;
	struct str found = STR("");
	for (uint32_t i = 0; i < p->n && p->span[i].s < phrase.e; i++) {
		if (p->span[i].e <= phrase.s || p->country[i].n == 0 || p->score[i] < SURE)
			continue;
		if (found.n && !drg__str_eq(found, p->country[i]))
			return STR("");
		found = p->country[i];
	}
	return found;
}

static void store_args(struct event_cx *c, const struct writer *w, struct arena *keep, struct layers *l)
{
	uint32_t n = (uint32_t)w->arg.n;
	struct event_args *out = &l->event_args;
	drg__layer_make(l, LAYER_EVENT_ARGS, n, keep);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t first, end;
		drg__tree_phrase(&c->t, w->arg.v[i].tok, &first, &end);
		out->role[i] = w->arg.v[i].role;
		out->basis[i] = w->arg.v[i].basis;
		out->score[i] = w->arg.v[i].share;
		out->ent[i] = w->arg.v[i].ent;
		out->span[i] = (struct span){ c->l->tokens.span[first].s, c->l->tokens.span[end - 1].e };
		drg__event_code(c, first, end, keep, &out->country[i], &out->sectors[i]);
		if (out->country[i].n == 0 && w->arg.v[i].role == EV_RECIPIENT) /* "shelled a village near Samarra": whoever lives there */
			out->country[i] = place_country(&l->places, out->span[i]);
	}
}

/* Bytes of the token by - 1; empty when by is 0. */
static struct span word_of(const struct event_cx *c, uint32_t by)
{
	return by ? c->l->tokens.span[by - 1] : (struct span){ 0, 0 };
}

/* What decided the status of row k. */
static void store_because(const struct event_cx *c, const struct event_factors *f, uint32_t k, struct events *o)
{
	o->because[k] = f->because;
	o->polarity_by[k] = word_of(c, f->polarity_by);
	o->modality_by[k] = word_of(c, f->modality_by);
	o->temporality_by[k] = word_of(c, f->temporality_by);
	o->contested_by[k] = word_of(c, f->contested_by);
}

/* Row k of the layer, from find i and the finds that are mentions of it. */
static void store_row(struct event_cx *c, const struct finds *f, uint32_t i, struct writer *w, uint32_t k, struct events *o)
{
	const struct found *e = &f->v[i];
	struct frame fr;
	if (e->frame != NONE)
		drg__frame(c->pack, e->frame, &fr);
	o->trigger[k] = (struct span){ c->l->tokens.span[e->first].s, c->l->tokens.span[e->end - 1].e };
	o->type[k] = e->type;
	o->mode[k] = e->mode;
	o->contexts[k] = e->contexts;
	o->cameo[k] = e->cameo;
	o->quad[k] = number_of(c, "plover_types", e->type, "quad");
	o->goldstein[k] = number_of(c, "cameo", e->cameo, "goldstein");
	o->intensity[k] = intensity_of(c, e, c->a);
	o->actors[k] = put_who(c, w, f, i, EV_ACTOR);
	o->recipients[k] = put_who(c, w, f, i, EV_RECIPIENT);
	o->mentions[k] = (struct run){ (uint32_t)w->mention_span.n, 0 };
	for (size_t j = i; j < w->end[i]; j++)
		if (j == i || f->v[j].same == i) {
			put_mention(c, w, &f->v[j]);
			o->mentions[k].n++;
		}
	o->polarity[k] = e->factors.negated ? EV_NEGATIVE : EV_POSITIVE;
	o->modality[k] = e->factors.modality;
	o->temporality[k] = e->factors.temporality;
	o->contested[k] = e->factors.contested;
	o->status[k] = (uint8_t)drg__event_status(e->factors);
	store_because(c, &e->factors, k, o);
	o->claim[k] = e->claim;
	o->score[k] = e->score;
	o->by[k] = e->proposed ? EV_BY_HEAD : EV_BY_FRAME;
	o->rule[k] = e->proposed ? drg__pack_rule_find(c->pack, "events.head") : fr.rule;
}

void drg__event_store(struct event_cx *c, const struct finds *f, struct arena *keep, struct layers *l)
{
	struct writer w = { 0 };
	uint32_t n = 0;
	w.end = NEW_N(c->a, uint32_t, f->n);
	for (uint32_t i = 0; i < f->n; i++) {
		n += f->v[i].same == NONE;
		w.end[f->v[i].same == NONE ? i : f->v[i].same] = i + 1;
	}
	drg__layer_make(l, LAYER_EVENTS, n, keep);
	n = 0;
	for (uint32_t i = 0; i < f->n; i++)
		if (f->v[i].same == NONE)
			store_row(c, f, i, &w, n++, &l->events);
	for (size_t i = 0; i < w.who.n; i++)
		*PUSH(keep, &l->events.pool) = w.who.v[i];
	drg__layer_make(l, LAYER_EVENT_MENTIONS, (uint32_t)w.mention_span.n, keep);
	for (size_t i = 0; i < w.mention_span.n; i++) {
		l->event_mentions.trigger[i] = w.mention_span.v[i];
		l->event_mentions.args[i] = w.mention_args.v[i];
	}
	store_args(c, &w, keep, l);
}
