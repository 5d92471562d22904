/* Of which other count a quantity is a part, in whose count it is, as of when. */
#include "stage/count_row.h"

/* ------------------------------------------------- parts of other counts -- */

struct count_row *drg__count_before(struct count_cx *x, size_t i, bool same_sentence)
{
	while (i-- > 0) {
		struct count_row *p = &x->row.v[i];
		if (p->sent != x->row.v[i + 1].sent && same_sentence)
			return NULL;
		if (!p->drop && p->part_of == NONE && (p->class == COUNT_PEOPLE || p->class == COUNT_THINGS) && (p->noun != NONE || p->measure != MEASURE_NONE))
			return p;
	}
	return NULL;
}

static void like(struct count_row *r, const struct count_row *whole)
{
	r->class = whole->class;
	r->unit = whole->unit;
	r->what = whole->what;
	r->label = whole->label;
	if (r->measure == MEASURE_NONE || r->measure == MEASURE_OTHER) {
		r->measure = whole->measure;
		r->unsaid = false;
	}
}

static double whole_value(const struct count_row *w)
{
	return drg__is_stated(w->best) ? w->best : drg__is_stated(w->low) ? w->low : w->high;
}

/* "a third of the 60": 20; "all but two" of 34: 32; else percent. */
static void work_out(struct count_row *r, const struct count_row *whole)
{
	double w = whole ? whole_value(whole) : NOT_STATED;
	if (!r->share)
		return;
	if (drg__is_stated(w)) {
		r->value = r->value < 0 ? w + r->value : r->value * w;
	} else {
		r->class = COUNT_PERCENT;
		r->label = (struct span){ 0, 0 };
		r->unit = STR("percent");
		r->measure = MEASURE_NONE;
		r->value *= 100;
		/* thirds have no end; three decimals are what a reader would write */
		r->value = (double)(long)(r->value * 1000 + .5) / 1000;
	}
	uint8_t op = r->op;
	r->op = op;
	r->low = op == OP_EQ || op == OP_GT || op == OP_GE ? r->value : NOT_STATED;
	r->best = op == OP_EQ || op == OP_APPROX || op == OP_NEARLY ? r->value : NOT_STATED;
	r->high = op == OP_EQ || op == OP_LT || op == OP_LE || op == OP_NEARLY ? r->value : NOT_STATED;
}

/* "three of them children": what narrows stands behind the pronoun. */
static void narrow_after(struct count_cx *x, struct count_row *r)
{
	uint32_t i = r->end;
	while (i < x->v->n && (drg__clause_is(&x->c, i, "of|them|whom|which")))
		i++;
	uint32_t from = i;
	while (i < x->v->n && !(x->v->flags[i] & TOK_PUNCT) && i - from < 6 && !drg__clause_is(&x->c, i, "and|were|was|are|is"))
		i++;
	if (i > from)
		r->subset = (struct span){ x->v->span[from].s, x->v->span[i - 1].e };
}

/* "five of the nine accused are minors": what the predicate says of the part. */
static void narrow_by_predicate(struct count_cx *x, struct count_row *r)
{
	const struct clauses *c = &x->c;
	uint32_t p = drg__clause_predicate(c, r->last);
	bool passive;
	if (p == NONE || p <= r->end || (drg__clause_child(c, p, DEP_COP, NONE) == NONE && drg__clause_child(c, p, DEP_AUX_PASS, NONE) == NONE) ||
	    drg__clause_subject(c, p, &passive) == NONE)
		return;
	uint32_t first = p, last = p;
	for (uint32_t k = c->child[p]; k != NONE; k = c->sibling[k]) {
		uint8_t d = c->dep[k];
		if (d == DEP_CASE || d == DEP_AMOD || d == DEP_COMPOUND || (d == DEP_ADVMOD && drg__clause_is(c, k, "over|under")))
			first = c->lo[k] < first ? c->lo[k] : first;
		if (k > p && (d == DEP_PRT || d == DEP_ADVMOD || d == DEP_OBL || d == DEP_NMOD))
			last = c->hi[k] > last ? c->hi[k] : last;
	}
	if (last - first < 8)
		r->subset = drg__clause_bytes(c, first, last);
}

/* "Of 1,100 inmates transferred, more than 200 were ..": the whole opens the clause. */
static bool of_those_before(const struct count_cx *x, size_t i)
{
	const struct count_row *r = &x->row.v[i], *w = i ? &x->row.v[i - 1] : NULL;
	if (!w || w->sent != r->sent || r->noun != NONE || w->noun == NONE || w->first == 0 || w->class > COUNT_THINGS)
		return false;
	uint32_t of = w->first - 1, d = x->c.dep[r->last];
	of -= of > 0 && drg__clause_is(&x->c, of, "the");
	return drg__clause_is(&x->c, of, "of") && (of == x->l->sents.tok[w->sent] || (x->v->flags[of - 1] & TOK_PUNCT)) && (d == DEP_NSUBJ || d == DEP_NSUBJ_PASS);
}

/* "three of them children": of the count before; what happened to the part, or
 * what narrows it, stands behind. */
static void of_pronoun(struct count_cx *x, size_t i)
{
	struct count_row *r = &x->row.v[i], *w = drg__count_before(x, i, true);
	if (!w) {
		if (r->class == COUNT_CLASSES)
			drg__count_measure(x, r);
		work_out(r, NULL);
		return;
	}
	like(r, w);
	r->part_of = (uint32_t)(w - x->row.v);
	struct found f;
	uint32_t t = r->end;
	while (t < x->c.n && drg__clause_is(&x->c, t, "of|them|whom|which|have|be|still|also"))
		t++;
	if (drg__count_is_state(x, t) && (drg__count_state(x, t, &f) || drg__count_verb(x, t, true, &f)) && (r->class == COUNT_PEOPLE || w->noun == NONE)) {
		r->class = COUNT_PEOPLE;
		r->unit = STR("person");
		r->measure = f.people;
	} else {
		narrow_after(x, r);
	}
	work_out(r, w);
}

/* "five of the nine accused": the next number counts the whole. */
static bool of_those_behind(const struct count_cx *x, size_t i)
{
	const struct count_row *r = &x->row.v[i], *next = i + 1 < x->row.n ? r + 1 : NULL;
	return next && next->sent == r->sent && next->first > r->end && next->first - r->end <= 3 && drg__clause_is(&x->c, r->end, "of") && next->noun != NONE && next->class <= COUNT_THINGS;
}

/* "Six aid workers were among the 23 dead": the next number counts the whole, what
 * is counted narrows it. */
static bool among_those_behind(const struct count_cx *x, size_t i)
{
	const struct count_row *r = &x->row.v[i], *next = i + 1 < x->row.n ? r + 1 : NULL;
	if (!next || next->sent != r->sent || next->class != COUNT_PEOPLE || r->class != COUNT_PEOPLE || next->first < r->end + 2)
		return false;
	uint32_t k = next->first - 1 - drg__clause_is(&x->c, next->first - 1, "the|those");
	return drg__clause_is(&x->c, k, "among") && k > r->end && drg__clause_is(&x->c, k - 1, "be");
}

/* Row i as a part of row w; a measure that is its own stays. */
static void part_of(struct count_cx *x, size_t i, size_t w, uint8_t own)
{
	struct count_row *r = &x->row.v[i], *whole = &x->row.v[w];
	if (r->class == COUNT_PERCENT && !r->share) { /* "40 percent of the 60" is 24 of them */
		r->share = true;
		r->value /= 100;
	}
	like(r, whole);
	r->measure = own != MEASURE_NONE && own != MEASURE_OTHER ? own : whole->measure;
	r->part_of = (uint32_t)w;
	/* "freed nine of the 21 hostages": the 21 are held, until they are freed */
	const struct hit *h = own == MEASURE_RELEASED && w > i ? drg__count_noun(x, whole->noun) : NULL;
	if (h && drg__lex_enum(x->pack, x->counted, h->row, x->col.measure) == 0)
		whole->measure = MEASURE_HELD;
	if (w < i || r->measure == whole->measure)
		narrow_by_predicate(x, r);
	work_out(r, whole);
}

void drg__count_part(struct count_cx *x, size_t i)
{
	struct count_row *r = &x->row.v[i], *w;
	if (r->of_them) {
		of_pronoun(x, i);
		return;
	}
	if (of_those_behind(x, i)) {
		part_of(x, i, i + 1, r->measure);
		return;
	}
	if (among_those_behind(x, i)) {
		struct span what = r->what;
		part_of(x, i, i + 1, MEASURE_OTHER);
		r->subset = what;
		return;
	}
	if (of_those_before(x, i)) {
		part_of(x, i, i - 1, r->class == COUNT_PEOPLE ? r->measure : MEASURE_OTHER);
		return;
	}
	/* "including three children", "among them two priests" */
	uint32_t k = r->first;
	bool among = (k >= 1 && drg__clause_is(&x->c, k - 1, "including|include")) || (k >= 2 && drg__clause_is(&x->c, k - 2, "among") && drg__clause_is(&x->c, k - 1, "them"));
	w = among ? drg__count_before(x, i, true) : NULL;
	if (w && r->class == w->class) {
		r->part_of = (uint32_t)(w - x->row.v);
		r->measure = w->measure;
		if (r->end < x->v->n && x->v->span[r->end].s < r->what.e) /* what is counted may stand before the number, in the clause it goes on from */
			r->subset = (struct span){ x->v->span[r->end].s, r->what.e };
	}
	/* "34 fishermen were rescued, all but two in good health" */
	if (r->share && r->value < 0 && (w = drg__count_before(x, i, true)) != NULL) {
		like(r, w);
		r->part_of = (uint32_t)(w - x->row.v);
		narrow_after(x, r);
	}
	work_out(r, r->part_of == NONE ? NULL : &x->row.v[r->part_of]);
}

/* --------------------------------------------------------- voice and day -- */

/* The entity of the first mention that begins where the believer's words do. */
static void believer_entity(const struct count_cx *x, struct count_row *r)
{
	const struct mentions *m = &x->l->mentions;
	for (uint32_t k = drg__span_first(m->span, m->n, r->believer_span.s); k < m->n && m->span[k].s <= r->believer_span.s; k++)
		if (m->ent[k] != NONE)
			r->believer = m->ent[k];
}

/* "by the governor's own reckoning", "the ministry's figure has gone from ..". */
static bool by_whose_count(const struct count_cx *x, struct count_row *r)
{
	static const char counts[] = "reckoning|count|tally|estimate|account|figure|figures|toll";
	const struct clauses *c = &x->c;
	uint32_t p = drg__clause_predicate(c, r->noun != NONE ? r->noun : r->last);
	bool passive;
	uint32_t by = p == NONE ? NONE : drg__clause_with(c, p, "by"), s = p == NONE ? NONE : drg__clause_subject(c, p, &passive);
	uint32_t noun = by != NONE && drg__clause_is(c, by, counts) ? by : s != NONE && drg__clause_is(c, s, counts) ? s : NONE;
	uint32_t whose = noun == NONE ? NONE : drg__clause_child(c, noun, DEP_NMOD_POSS, NONE);
	if (noun == NONE || (whose == NONE && noun != by))
		return false;
	if (whose != NONE) {
		r->believer_span = drg__clause_bytes(c, c->lo[whose], whose);
	} else {
		uint32_t first = c->lo[noun] + 1; /* without "by" */
		r->believer_span = drg__clause_bytes(c, first <= noun ? first : noun, noun);
	}
	believer_entity(x, r);
	return true;
}

/* "the ministry counts 37 dead", "..., an envoy believes": whose count it is
 * stands as the subject; "anyone", "that" and "it" count nothing. */
static uint32_t who_counts(const struct count_cx *x, const struct count_row *r)
{
	static const char counts[] = "count|estimate|put|claim|admit|reckon|report|record|speak|see|think|believe|say|show";
	uint32_t p = drg__clause_predicate(&x->c, r->noun != NONE ? r->noun : r->last);
	if (p != NONE && !drg__clause_is(&x->c, p, counts)) {
		uint32_t beside = drg__clause_child(&x->c, p, DEP_PARATAXIS, NONE);
		p = beside != NONE && drg__clause_is(&x->c, beside, counts) ? beside : NONE;
	}
	bool passive;
	uint32_t s = p == NONE ? NONE : drg__clause_subject(&x->c, p, &passive);
	bool nobody = s != NONE && x->l->morph.upos[s] == UPOS_PRON && !drg__clause_is(&x->c, s, "he|she|they|we|i");
	/* "prisoners, estimated at more than 600": those counted do not count */
	bool counted = p != NONE && (x->c.dep[p] == DEP_ACL || x->c.dep[p] == DEP_ADVCL) && drg__str_ends(drg__view_tok(x->v, p), STR("ed"));
	return s == NONE || passive || nobody || counted || s == r->noun || drg__count_inside(r, s) ? NONE : s;
}

void drg__count_believer(struct count_cx *x, struct count_row *r)
{
	r->claim = drg__clause_claim(&x->c, x->v->span[r->last].s);
	if (r->claim != NONE) {
		struct run chain = x->l->claims.chain[r->claim];
		uint32_t h = chain.from + chain.n - 1;
		if (chain.n && x->l->hops.role[h] != HOP_PUBLISHER) {
			r->believer = x->l->hops.ent[h];
			r->believer_span = x->l->hops.span[h];
			return;
		}
	}
	if (r->class == COUNT_AGE || by_whose_count(x, r))
		return;
	uint32_t s = who_counts(x, r);
	if (s != NONE) {
		r->believer_span = drg__clause_bytes(&x->c, x->c.lo[s], x->c.hi[s]);
		believer_entity(x, r);
	} else if (r->part_of != NONE) { /* the part is counted by whoever counts the whole */
		const struct count_row *w = &x->row.v[r->part_of];
		r->believer_span = w->believer_span;
		r->believer = w->believer;
	}
}

static bool unit_of_time(const struct count_cx *x, uint32_t i)
{
	const struct hit *h = drg__hit_at(x->hits, i, x->units);
	return h && drg__lex_enum(x->pack, x->units, h->row, x->col.unit_class) == 0; /* duration */
}

/* "so far", "to date", "by Tuesday night", "as of 1 March", "until now" at token
 * i of the row's sentence: the words that date a count; {0,0} for others. */
static struct span dating_words(const struct count_cx *x, uint32_t i, uint32_t end)
{
	const struct clauses *c = &x->c;
	if ((drg__clause_is(c, i, "so") && drg__clause_is(c, i + 1, "far")) || (drg__clause_is(c, i, "to") && drg__clause_is(c, i + 1, "date")))
		return (struct span){ x->v->span[i].s, x->v->span[i + 1].e };
	uint32_t t = i + 1 + drg__clause_is(c, i + 1, "of");
	bool opens = drg__clause_is(c, i, "by|until") || (drg__clause_is(c, i, "as") && t == i + 2);
	uint32_t h = opens && t < end ? c->head[i] : NONE;
	if (h == NONE || h >= end || h < t || c->dep[i] != DEP_CASE)
		return (struct span){ 0, 0 };
	for (uint32_t k = t; k <= h; k++)
		if (drg__hit_at(x->hits, k, x->calendar) || unit_of_time(x, k) || drg__clause_is(c, k, "noon|dawn|dusk|night|evening|midnight|now|today|yesterday|morning"))
			return drg__clause_bytes(c, t, c->hi[h]);
	return (struct span){ 0, 0 };
}

/* A state lasts, so that a day beside it dates the count: "were still cut off on
 * Sunday"; what happened on a day is not dated by it. */
static bool lasts(const struct count_cx *x, const struct count_row *r)
{
	const struct clauses *c = &x->c;
	uint32_t p = drg__clause_predicate(c, r->noun != NONE ? r->noun : r->last);
	if (p == NONE || p >= c->n)
		return false;
	return drg__clause_is(c, p, "hold|have|remain|stand|number|lie|live|stay|be|total") || drg__clause_child(c, p, DEP_COP, NONE) != NONE ||
	       (drg__clause_child(c, p, DEP_AUX_PASS, NONE) != NONE && drg__clause_child(c, p, DEP_ADVMOD, NONE) != NONE && drg__clause_is(c, drg__clause_child(c, p, DEP_ADVMOD, NONE), "still"));
}

/* The day of the times layer that dates the row: right behind it ("from 60,000 in
 * March"), or anywhere in the sentence if the count is of a state. */
static struct span day_beside(const struct count_cx *x, const struct count_row *r)
{
	const struct times *t = &x->l->times;
	uint32_t first = x->l->sents.tok[r->sent], end = x->l->sents.tok[r->sent + 1];
	struct span any = { 0, 0 };
	for (uint32_t i = drg__span_first(t->span, t->n, x->v->span[first].s); i < t->n && t->tok[i].s < end; i++) {
		if (t->type[i] != TIME_DATE && t->type[i] != TIME_TIME)
			continue;
		bool behind = t->tok[i].s == r->end + 1 && drg__clause_is(&x->c, r->end, "in|on|at|by");
		if (behind || t->tok[i].s == r->end)
			return t->span[i];
		if (!any.e)
			any = t->span[i];
	}
	return lasts(x, r) ? any : (struct span){ 0, 0 };
}

/* The words that date the count, the first of its sentence that do. */
void drg__count_as_of(struct count_cx *x, struct count_row *r)
{
	uint32_t end = x->l->sents.tok[r->sent + 1];
	for (uint32_t i = x->l->sents.tok[r->sent]; i + 1 < end && x->c.n; i++) {
		r->as_of = dating_words(x, i, end);
		if (r->as_of.e)
			return;
	}
	if (x->l->times.n && x->c.n)
		r->as_of = day_beside(x, r);
}
