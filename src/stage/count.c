#include "stage/count.h"

#include <stdlib.h>

#include "stage/count_row.h"
#include "stage/token.h"

#define ROUNDS 3 /* rules build on what others found: a range, then its operator, then "aged" before both */

static uint32_t rule_id(const struct count_cx *x, const char *name)
{
	return drg__pack_rule_find(x->pack, name);
}

static bool is(const struct count_cx *x, uint32_t i, const char *z)
{
	return i < x->v->n && drg__str_ieq(drg__view_tok(x->v, i), drg__str_c(z));
}

static bool glued(const struct count_cx *x, uint32_t i)
{
	return i < x->v->n && !(x->v->flags[i] & TOK_SPACE);
}

static bool hyphen(const struct count_cx *x, uint32_t i)
{
	return is(x, i, "-") && glued(x, i) && glued(x, i + 1);
}

/* ----------------------------------------------------------- numerals -- */

static struct count_row *new_row(struct count_cx *x, uint32_t first, uint32_t end, uint32_t sent)
{
	struct count_row *r = PUSH(x->a, &x->row);
	*r = (struct count_row){ .first = first, .end = end, .core_first = first, .core_end = end, .last = end - 1, .sent = sent,
		.value = NOT_STATED, .low = NOT_STATED, .best = NOT_STATED, .high = NOT_STATED, .scale = 1, .base = 1,
		.class = COUNT_CLASSES, .noun = NONE, .part_of = NONE, .claim = NONE, .believer = NONE };
	return r;
}

static void set_op(struct count_row *r, uint8_t op)
{
	double v = r->value;
	r->op = op;
	r->low = op == OP_EQ || op == OP_GT || op == OP_GE ? v : NOT_STATED;
	r->best = op == OP_EQ || op == OP_APPROX || op == OP_NEARLY || op == OP_ORDINAL ? v : NOT_STATED;
	r->high = op == OP_EQ || op == OP_LT || op == OP_LE || op == OP_NEARLY ? v : NOT_STATED;
}

static void from_number(struct count_cx *x, const struct number *n, uint32_t sent)
{
	static const uint8_t op[] = { OP_EQ, OP_APPROX, OP_UNSTATED, OP_ORDINAL, OP_EQ };
	static const char *const why[] = { "counts.exact", "counts.about", "counts.unstated", "counts.ordinal", "counts.exact" };
	struct count_row *r = new_row(x, n->first, n->end, sent);
	r->value = n->value;
	r->kind = n->kind;
	r->scale = n->scale;
	r->rounded = n->rounded;
	r->digits = n->digits;
	r->share = n->kind == NUM_SHARE;
	r->rule = rule_id(x, why[n->kind]);
	set_op(r, op[n->kind]);
}

static void from_quantifier(struct count_cx *x, const struct hit *h, uint32_t sent)
{
	struct count_row *r = new_row(x, h->first, h->end, sent);
	uint32_t op = drg__lex_enum(x->pack, x->quant, h->row, x->col.quant_op);
	r->word = true;
	r->weak = drg__lex_enum(x->pack, x->quant, h->row, x->col.quant_weak) == 0;
	r->share = drg__lex_enum(x->pack, x->quant, h->row, x->col.quant_of) == 1;
	if (op == 2) {
		set_op(r, OP_UNSTATED);
		r->rule = rule_id(x, "counts.unstated");
		return;
	}
	r->value = (double)drg__lex_u64(x->pack, x->quant, h->row, x->col.quant_value, 0);
	r->rule = rule_id(x, r->value > 0 ? "counts.exact" : "counts.none");
	if (r->share)
		r->value /= 100;
	set_op(r, op == 1 ? OP_GT : OP_EQ);
}

/* A numeral that names: "Highway 9", "G7", "the Fourth Corps", "T-72". */
static bool names(const struct count_cx *x, const struct number *n)
{
	const struct clauses *c = &x->c;
	uint32_t t = n->first;
	if (n->first > 0 && is(x, t - 1, "-") && glued(x, t) && glued(x, t - 1) && t > 1 && (x->v->flags[t - 2] & TOK_WORD) && n->digits)
		return true;
	if (t >= c->n)
		return false;
	struct str w = drg__view_tok(x->v, t);
	bool cap = w.p[0] >= 'A' && w.p[0] <= 'Z';
	bool opens = t == 0 || (x->v->flags[t - 1] & TOK_PUNCT);
	uint32_t up = c->head[t];
	if (cap && !opens && up < c->n && (x->l->morph.upos[up] == UPOS_PROPN || x->l->morph.upos[t] == UPOS_PROPN) && t + 1 < c->n) {
		struct str next = drg__view_tok(x->v, t + 1), before = t ? drg__view_tok(x->v, t - 1) : STR("");
		return (next.p[0] >= 'A' && next.p[0] <= 'Z') || (before.n && before.p[0] >= 'A' && before.p[0] <= 'Z');
	}
	if (n->end < c->n && (x->l->morph.upos[n->end] == UPOS_NOUN || x->l->morph.upos[n->end] == UPOS_ADJ || drg__view_tok(x->v, n->end).p[0] == '-'))
		return false; /* misparsed: "In Deraan 3,408 people .." */
	/* a number behind its noun is the noun's name: article 7, Resolution 1471 */
	if (up < t && up + 1 == t && c->n && (c->dep[t] == DEP_NUMMOD || c->dep[t] == DEP_FLAT || c->dep[t] == DEP_NMOD || c->dep[t] == DEP_NMOD_UNMARKED || c->dep[t] == DEP_APPOS))
		return x->l->morph.upos[up] == UPOS_NOUN || x->l->morph.upos[up] == UPOS_PROPN;
	return false;
}

static bool is_year(const struct count_cx *x, const struct number *n)
{
	uint32_t t = n->first;
	if (!n->digits || n->end != t + 1 || drg__view_tok(x->v, t).n != 4 || n->value < 1500 || n->value > 2199 || n->kind != NUM_EXACT)
		return false;
	return t >= x->c.n || x->c.dep[t] != DEP_NUMMOD || x->c.head[t] < t || !(x->c.head[t] == t + 1 && drg__hit_at(x->hits, t + 1, x->counted));
}

/* "one" is a number before a noun, or of a whole: "one man", "one of the nine". */
static bool bare_one(const struct count_cx *x, const struct number *n)
{
	if (n->digits || n->value != 1 || n->end != n->first + 1 || !is(x, n->first, "one"))
		return false;
	uint32_t t = n->first;
	if (t >= x->c.n)
		return true;
	if (x->c.dep[t] == DEP_NUMMOD && x->c.head[t] > t)
		return false;
	return !(is(x, t + 1, "of") && (is(x, t + 2, "them") || is(x, t + 2, "whom") || is(x, t + 2, "which") || (is(x, t + 2, "the") && x->l->morph.upos[t + 3 < x->c.n ? t + 3 : t] == UPOS_NUM))) &&
	       !is(x, t + 1, "in") && !is(x, t + 1, "missing");
}

/* "first" alone is mostly an adverb or part of a phrase. */
static bool idle_ordinal(const struct count_cx *x, const struct number *n)
{
	if (n->kind != NUM_ORDINAL)
		return false;
	if (n->value != 1 && n->first > 0 && n->end == n->first + 1 && drg__clause_is(&x->c, n->first - 1, "finish|come|rank"))
		return false;
	if (n->value == 1)
		return true;
	return n->value == 2 && n->first < x->c.n && x->c.dep[n->first] == DEP_ADVMOD && x->l->morph.upos[n->first] == UPOS_ADV;
}

static void read_sentence(struct count_cx *x, uint32_t s)
{
	uint32_t first = x->l->sents.tok[s], end = x->l->sents.tok[s + 1];
	for (uint32_t i = first; i < end;) {
		struct number n;
		const struct hit *q = drg__hit_at(x->hits, i, x->quant);
		bool numeral = drg__number_at(x->v, x->hits, x->pack, i, end, &n);
		if (q && (!numeral || q->end > n.end)) {
			from_quantifier(x, q, s);
			i = q->end;
			continue;
		}
		if (!numeral) {
			/* digits that are no numeral: a clock time, or part of a name */
			if (x->v->flags[i] & TOK_NUM) {
				struct count_row *r = new_row(x, i, i + 1, s);
				r->class = drg__str_find(drg__view_tok(x->v, i), STR(":"), 0) != SIZE_MAX ? COUNT_TIME : COUNT_NAME;
				r->rule = rule_id(x, "counts.calendar");
			}
			i++;
			continue;
		}
		if (!bare_one(x, &n) && !idle_ordinal(x, &n)) {
			from_number(x, &n, s);
			struct count_row *r = &x->row.v[x->row.n - 1];
			if (names(x, &n))
				r->class = COUNT_NAME;
			else if (n.digits && drg__view_tok(x->v, i).n == 4 && drg__view_tok(x->v, i).p[0] == '0')
				r->class = COUNT_TIME, r->rule = rule_id(x, "counts.clock");
			else if (is_year(x, &n))
				r->class = COUNT_DATE, r->rule = rule_id(x, "counts.year");
		}
		i = n.end;
	}
}

/* -------------------------------------------------------------- units -- */

static const struct hit *unit_at(const struct count_cx *x, uint32_t i)
{
	return i < x->v->n ? drg__hit_at(x->hits, i, x->units) : NULL;
}

static void take_unit(struct count_cx *x, struct count_row *r, const struct hit *h)
{
	static const uint8_t class_of[] = { COUNT_DURATION, COUNT_MONEY, COUNT_PERCENT, COUNT_MEASURE, COUNT_VOTE };
	r->class = class_of[drg__lex_enum(x->pack, x->units, h->row, x->col.unit_class)];
	r->unit = drg__lex_str(x->pack, x->units, h->row, x->col.unit_name);
	r->base = (double)drg__lex_u64(x->pack, x->units, h->row, x->col.unit_base, 1);
	r->end = r->core_end = h->end;
	r->share = false;
	if (r->class == COUNT_MONEY && r->base == 1) { /* cents */
		r->value /= 100;
		r->base = 100;
	}
	if (r->class == COUNT_MONEY)
		r->measure = MEASURE_MONEY;
	if (r->class == COUNT_DURATION && r->base > 31556952) { /* decades, centuries in years */
		r->value *= (double)(long)(r->base / 31556952);
		r->base = 31556952;
		r->unit = STR("year");
	}
	set_op(r, r->op);
}

/* "$", "US$", "£" before the number. */
static void currency(struct count_cx *x, struct count_row *r)
{
	static const struct { const char *sign, *unit; } known[] = { { "$", "USD" }, { "US$", "USD" }, { "\u00a3", "GBP" }, { "\u20ac", "EUR" }, { "\u00a5", "JPY" } };
	if (r->first == 0 || r->class != COUNT_CLASSES)
		return;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (is(x, r->first - 1, known[i].sign)) {
			r->class = COUNT_MONEY;
			r->measure = MEASURE_MONEY;
			r->unit = drg__str_c(known[i].unit);
			r->base = 100;
			r->first--;
			if (r->first > 0 && is(x, r->first - 1, "US") && glued(x, r->first))
				r->first--;
			r->core_first = r->first;
		}
}

/* "half a year" in months, "an hour and a half" in minutes: no half units. */
static void finer(struct count_row *r)
{
	static const struct { const char *unit, *finer; double times; } known[] = { { "year", "month", 12 }, { "hour", "minute", 60 } };
	for (size_t i = 0; i < 2; i++)
		if (r->class == COUNT_DURATION && r->value - (double)(long)r->value == 0.5 && drg__str_eq(r->unit, drg__str_c(known[i].unit))) {
			r->value *= known[i].times;
			r->base /= known[i].times;
			r->unit = drg__str_c(known[i].finer);
			set_op(r, r->op);
			return;
		}
}

static void unit_of(struct count_cx *x, struct count_row *r)
{
	if (r->word && r->op != OP_UNSTATED && r->value != 1)
		return;
	uint32_t k = r->end;
	bool joined = hyphen(x, k);
	k += joined;
	if (r->kind == NUM_SHARE && (is(x, k, "a") || is(x, k, "an")) && unit_at(x, k + 1))
		k++;
	const struct hit *h = unit_at(x, k);
	if (!h || (r->class != COUNT_CLASSES && r->class != COUNT_NAME))
		return;
	/* "30 foot soldiers": no unit before the noun it belongs to */
	if (!joined && h->end - 1 < x->c.n && x->c.dep[h->end - 1] == DEP_COMPOUND && x->c.head[h->end - 1] == h->end)
		return;
	uint32_t class = drg__lex_enum(x->pack, x->units, h->row, x->col.unit_class);
	bool point = drg__str_eq(drg__lex_str(x->pack, x->units, h->row, x->col.unit_name), STR("point"));
	if ((joined && point) || (r->kind == NUM_ORDINAL && class != 0) || (r->op == OP_UNSTATED && r->word && class == 0))
		return;
	take_unit(x, r, h);
	if (joined && is(x, h->end, "-") && is(x, h->end + 1, "long"))
		r->end = r->core_end = h->end + 2;
	finer(r);
	/* "$4 million a day": the rate belongs to the sum */
	if (class != 0 && (is(x, r->end, "a") || is(x, r->end, "per")) && unit_at(x, r->end + 1))
		r->end = unit_at(x, r->end + 1)->end;
}

/* Does a row of [from, to) stand on tokens [first, end)? */
static bool taken(const struct count_cx *x, size_t from, size_t to, uint32_t first, uint32_t end)
{
	for (size_t k = from; k < to; k++)
		if (!x->row.v[k].drop && x->row.v[k].first < end && first < x->row.v[k].end)
			return true;
	return false;
}

/* "50 patients a day": how often, no length of time. */
static bool rate(const struct count_cx *x, uint32_t article)
{
	if (article == 0 || article >= x->c.n)
		return false;
	uint8_t u = x->l->morph.upos[article - 1];
	return u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_NUM;
}

/* "a day", "an hour", "weeklong", "month-long": one of the unit. */
static void single_units(struct count_cx *x, uint32_t s, size_t from)
{
	for (uint32_t i = x->l->sents.tok[s]; i < x->l->sents.tok[s + 1]; i++) {
		const struct hit *h = unit_at(x, i);
		if (!h || drg__lex_enum(x->pack, x->units, h->row, x->col.unit_class) != 0 || drg__str_eq(drg__lex_str(x->pack, x->units, h->row, x->col.unit_name), STR("second")))
			continue;
		struct str w = drg__view_tok(x->v, i);
		uint32_t first = i, end = h->end;
		if (drg__str_ends(w, STR("long")))
			;
		else if (hyphen(x, i + 1) && is(x, i + 2, "long"))
			end = i + 3;
		else if (i > x->l->sents.tok[s] && (is(x, i - 1, "a") || is(x, i - 1, "an")) && !rate(x, i - 1))
			first = i - 1;
		else
			continue;
		if (taken(x, from, x->row.n, first, end))
			continue;
		struct count_row *r = new_row(x, first, end, s);
		r->value = 1;
		r->rule = rule_id(x, "counts.exact");
		set_op(r, OP_EQ);
		take_unit(x, r, h);
		r->end = r->core_end = end;
		if (drg__str_ends(w, STR("s")))
			set_op(r, OP_UNSTATED);
	}
}

/* -------------------------------------------------------------- rules -- */

static void marks(struct count_cx *x, struct hits *out)
{
	struct hit *v = NEW_N(x->a, struct hit, 3 * x->row.n + 1);
	uint32_t n = 0;
	for (size_t i = 0; i < x->row.n; i++) {
		const struct count_row *r = &x->row.v[i];
		if (r->drop || (r->word && r->op == OP_UNSTATED))
			continue;
		v[n++] = (struct hit){ MARK_QUANTITY, (uint32_t)i, r->first, r->end };
		if (r->core_end != r->end || r->core_first != r->first)
			v[n++] = (struct hit){ MARK_QUANTITY, (uint32_t)i, r->core_first, r->core_end };
		if (r->last + 1 != r->core_end && r->core_first == r->first)
			v[n++] = (struct hit){ MARK_QUANTITY, (uint32_t)i, r->first, r->last + 1 };
	}
	drg__marks(v, n, x->v->n, x->a, out);
}

static struct count_row *captured(struct count_cx *x, const struct rule_hit *h, const char *name)
{
	uint32_t a, b;
	if (!drg__rule_cap(h, name, &a, &b))
		return NULL;
	size_t lo = 0, hi = x->row.n; /* rows are sorted and do not overlap */
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (x->row.v[mid].end <= a)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < x->row.n && x->row.v[lo].first < b; lo++) {
		struct count_row *r = &x->row.v[lo];
		if (!r->drop && (r->first == a || r->core_first == a))
			return r;
	}
	return NULL;
}

static uint8_t op_named(struct str s)
{
	static const char *const name[] = { "", "eq", "approx", "gt", "ge", "lt", "le", "nearly", "range", "ordinal", "unstated" };
	for (uint8_t i = 1; i < COUNT_OPS; i++)
		if (drg__str_eq(s, drg__str_c(name[i])))
			return i;
	return OP_NONE;
}

static uint8_t class_named(struct str s)
{
	static const struct { const char *name; uint8_t class; } known[] = { { "date", COUNT_DATE }, { "time", COUNT_TIME }, { "age", COUNT_AGE },
		{ "rank", COUNT_RANK }, { "score", COUNT_SCORE }, { "vote", COUNT_VOTE }, { "name", COUNT_NAME } };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (drg__str_eq(s, drg__str_c(known[i].name)))
			return known[i].class;
	return COUNT_CLASSES;
}

/* "from ninth to fifth". */
static void ordinal_range(struct count_row *n, struct count_row *m, const struct rule_hit *h)
{
	n->class = COUNT_RANK;
	n->op = OP_RANGE;
	n->low = n->value < m->value ? n->value : m->value;
	n->high = n->value < m->value ? m->value : n->value;
	n->best = NOT_STATED;
	n->first = h->first;
	n->end = h->end;
	n->rule = h->rule;
	m->drop = true;
}

/* One quantity of two: "between 200 and 300", "1.5-2 million", "18 months to nine years". */
static void range(struct count_row *n, struct count_row *m, const struct rule_hit *h)
{
	if (n->kind == NUM_ORDINAL && m->kind == NUM_ORDINAL && h->first < n->first) {
		ordinal_range(n, m, h);
		return;
	}
	if (n == m || n->op != OP_EQ || m->op != OP_EQ || n->class == COUNT_DATE || m->class == COUNT_DATE || !drg__is_stated(n->value) || !drg__is_stated(m->value))
		return;
	if (m->class != COUNT_CLASSES && n->class != COUNT_CLASSES && n->class != m->class)
		return;
	double low = n->value, high = m->value;
	if (n->class == COUNT_DURATION && m->class == COUNT_DURATION)
		low *= n->base / m->base;
	else if (n->scale == 1 && m->scale >= 100 && low < high / m->scale * 10)
		low *= m->scale;
	if (low > high)
		return;
	if (m->class != COUNT_CLASSES) {
		n->class = m->class;
		n->unit = m->unit;
		n->base = m->base;
		n->measure = m->measure;
	}
	n->op = OP_RANGE;
	n->low = low;
	n->best = NOT_STATED;
	n->high = high;
	n->end = n->core_end = m->end > h->end ? m->end : h->end;
	n->last = m->last;
	if (h->first < n->first)
		n->first = h->first;
	n->rule = h->rule;
	m->drop = true;
}

static void score_pair(struct count_row *n, struct count_row *m, uint8_t class, const struct rule_hit *h)
{
	n->rule = m->rule = h->rule;
	n->class = class;
	if (class == COUNT_VOTE) {
		m->class = class;
		n->measure = m->measure = MEASURE_VOTES;
		return;
	}
	n->end = m->end;
	n->op = OP_NONE;
	n->low = n->best = n->high = NOT_STATED;
	m->drop = true;
}

static void out_of(struct count_row *n, struct count_row *m, const struct rule_hit *h)
{
	if (n->op != OP_EQ || m->op != OP_EQ || n->value > m->value || m->value <= 0 || m->class != COUNT_CLASSES || n->class != COUNT_CLASSES)
		return;
	n->share = true;
	n->value /= m->value;
	n->end = n->core_end = m->end;
	n->last = m->last;
	n->rule = h->rule;
	set_op(n, OP_EQ);
	m->drop = true;
}

/* Is the ordinal a word before a noun ("the fifth attack"), so no rank or day? */
static bool before_noun(const struct count_cx *x, const struct count_row *r)
{
	uint32_t t = r->last;
	return t < x->c.n && (x->c.dep[t] == DEP_AMOD || x->c.dep[t] == DEP_NUMMOD) && x->c.head[t] > t;
}

static void classify(struct count_cx *x, struct count_row *n, uint8_t class, uint8_t op, const struct rule_hit *h, bool widen)
{
	if ((class == COUNT_RANK || (class == COUNT_DATE && n->kind == NUM_ORDINAL)) && op == OP_NONE) {
		bool superlative = h->end > n->end;
		if (n->kind != NUM_ORDINAL || (before_noun(x, n) && !superlative && class == COUNT_RANK))
			return;
	}
	n->class = class;
	n->rule = h->rule;
	if (class == COUNT_AGE) {
		if (!n->unit.n)
			n->unit = STR("year");
		if (drg__str_eq(n->unit, STR("month")) && h->end - h->first > 3)
			n->unit = STR("month");
	}
	if (class == COUNT_DATE || class == COUNT_TIME || class == COUNT_NAME) {
		n->op = OP_NONE;
		n->low = n->best = n->high = NOT_STATED;
	}
	if (op != OP_NONE)
		set_op(n, op);
	if (widen) {
		n->first = h->first < n->first ? h->first : n->first;
		n->end = h->end > n->end ? h->end : n->end;
	}
}

static bool apply(struct count_cx *x, const struct rule_hit *h, bool operators)
{
	struct count_row *n = captured(x, h, "n"), *m = captured(x, h, "m");
	uint8_t op = op_named(drg__rule_yield(x->pack, h->rule, "op")), class = class_named(drg__rule_yield(x->pack, h->rule, "class"));
	struct str opw = drg__rule_yield(x->pack, h->rule, "op"), share = drg__rule_yield(x->pack, h->rule, "share");
	bool plain = (op != OP_NONE && op != OP_RANGE && class == COUNT_CLASSES) || drg__str_eq(opw, STR("same"));
	if (!n || plain != operators)
		return false;
	if (plain) {
		if (drg__str_eq(opw, STR("same"))) {
			n->first = h->first < n->first ? h->first : n->first;
			n->end = h->end > n->end ? h->end : n->end;
			return true;
		}
		if (n->op != OP_EQ && n->op != OP_APPROX)
			return false;
		n->rule = h->rule;
		set_op(n, op);
		n->first = h->first < n->first ? h->first : n->first;
		n->end = h->end > n->end ? h->end : n->end;
		return true;
	}
	if (n->class == COUNT_NAME)
		return false;
	if (drg__str_eq(share, STR("of")) && m)
		out_of(n, m, h);
	else if (drg__str_eq(share, STR("but")))
		n->share = true, n->value = -n->value, n->first = h->first, n->rule = h->rule;
	else if (drg__str_eq(drg__rule_yield(x->pack, h->rule, "sign"), STR("minus"))) {
		if (h->first < n->first && n->class == COUNT_MEASURE) {
			n->value = -n->value;
			n->first = h->first;
			set_op(n, n->op);
		}
	} else if (drg__str_eq(drg__rule_yield(x->pack, h->rule, "half"), STR("yes"))) {
		if (n->class == COUNT_DURATION && n->op == OP_EQ && n->end < h->end) {
			n->value += 0.5;
			set_op(n, OP_EQ);
			finer(n);
			n->end = n->core_end = h->end;
		}
	} else if (m && n != m && (class == COUNT_SCORE || class == COUNT_VOTE))
		score_pair(n, m, class, h);
	else if (m && n != m && class == COUNT_RANK) {
		if (n->kind == NUM_ORDINAL && m->kind == NUM_ORDINAL)
			ordinal_range(n, m, h);
	} else if (m && n != m && op == OP_RANGE)
		range(n, m, h);
	else if (class != COUNT_CLASSES)
		classify(x, n, class, op, h, !drg__str_eq(drg__rule_yield(x->pack, h->rule, "span"), STR("no")));
	return true;
}

static int by_place(const void *a, const void *b)
{
	const struct count_row *p = a, *q = b;
	return p->first != q->first ? (p->first < q->first ? -1 : 1) : p->end < q->end ? -1 : p->end > q->end;
}

/* Rows in text order, dropped ones gone; calls before parts refer to rows. */
static void settle(struct count_cx *x)
{
	size_t n = 0;
	for (size_t i = 0; i < x->row.n; i++)
		if (!x->row.v[i].drop)
			x->row.v[n++] = x->row.v[i];
	x->row.n = n;
	if (n)
		qsort(x->row.v, n, sizeof *x->row.v, by_place);
	x->of_sent = NEW_N(x->a, uint32_t, x->l->sents.n + 1);
	for (uint32_t s = 0, k = 0; s <= x->l->sents.n; s++) {
		while (k < n && x->row.v[k].sent < s)
			k++;
		x->of_sent[s] = k;
	}
}

static void rules(struct count_cx *x, bool operators)
{
	uint32_t set = drg__ruleset(x->pack, "counts");
	struct hits mark;
	struct rule_hits found = { 0 }, kind = { 0 };
	settle(x);
	marks(x, &mark);
	for (uint32_t s = 0; s < x->l->sents.n; s++)
		if (x->of_sent[s] < x->of_sent[s + 1])
			drg__rules_match(x->pack, set, x->v, x->hits, &mark, x->l->sents.tok[s], x->l->sents.tok[s + 1], x->keep, *x->a, &found);
	for (size_t i = 0; i < found.n; i++) {
		struct str op = drg__rule_yield(x->pack, found.v[i].rule, "op"), class = drg__rule_yield(x->pack, found.v[i].rule, "class");
		if ((op.n && !class.n && !drg__str_eq(op, STR("range"))) == operators)
			*PUSH(x->a, &kind) = found.v[i];
	}
	drg__rules_best(&kind, x->v->n, *x->a);
	for (size_t i = 0; i < kind.n; i++)
		apply(x, &kind.v[i], operators);
}

/* --------------------------------------------------------------- rows -- */

/* A month, a weekday, a part of the day that no number stands beside. */
static void calendar(struct count_cx *x, uint32_t s)
{
	size_t n = x->row.n;
	for (uint32_t i = x->l->sents.tok[s]; i < x->l->sents.tok[s + 1]; i++) {
		const struct hit *h = drg__hit_at(x->hits, i, x->calendar);
		if (!h)
			continue;
		if (taken(x, x->of_sent[s], x->of_sent[s + 1] < n ? x->of_sent[s + 1] : n, i, h->end))
			continue;
		struct count_row *r = new_row(x, i, h->end, s);
		r->class = COUNT_DATE;
		r->rule = rule_id(x, "counts.calendar");
	}
}

/* "as many as 2,000": a word inside another row is none of its own. */
static void overlaps(struct count_cx *x)
{
	settle(x);
	for (size_t i = 1, last = 0; i < x->row.n; i++) {
		struct count_row *p = &x->row.v[last], *r = &x->row.v[i];
		if (r->first >= p->end) {
			last = i;
			continue;
		}
		bool first = p->end - p->first < r->end - r->first || (p->word && !r->word);
		(first ? p : r)->drop = true;
		last = first ? i : last;
	}
}

static void write_out(const struct count_cx *x, struct arena *keep, struct quantities *q)
{
	uint32_t n = 0, *at = NEW_N(x->a, uint32_t, x->row.n + 1);
	for (size_t i = 0; i < x->row.n; i++)
		at[i] = x->row.v[i].drop ? NONE : n++;
	*q = (struct quantities){ .n = n, .span = NEW_N(keep, struct span, n), .class = NEW_N(keep, uint8_t, n), .op = NEW_N(keep, uint8_t, n),
		.low = NEW_N(keep, double, n), .best = NEW_N(keep, double, n), .high = NEW_N(keep, double, n), .rounded = NEW_N(keep, uint8_t, n),
		.unit = NEW_N(keep, struct str, n), .what = NEW_N(keep, struct span, n), .ent = NEW_N(keep, uint32_t, n), .measure = NEW_N(keep, uint8_t, n),
		.subset = NEW_N(keep, struct span, n), .part_of = NEW_N(keep, uint32_t, n), .label = NEW_N(keep, struct span, n),
		.believer_span = NEW_N(keep, struct span, n), .believer = NEW_N(keep, uint32_t, n), .as_of = NEW_N(keep, struct span, n),
		.claim = NEW_N(keep, uint32_t, n), .rule = NEW_N(keep, uint32_t, n), .score = NEW_N(keep, float, n) };
	for (size_t i = 0; i < x->row.n; i++) {
		const struct count_row *r = &x->row.v[i];
		uint32_t k = at[i];
		if (k == NONE)
			continue;
		q->span[k] = (struct span){ x->v->span[r->first].s, x->v->span[r->end - 1].e };
		q->class[k] = r->class;
		q->op[k] = r->op;
		q->low[k] = r->low;
		q->best[k] = r->best;
		q->high[k] = r->high;
		q->rounded[k] = r->rounded;
		q->unit[k] = r->unit;
		q->what[k] = r->what;
		q->ent[k] = NONE;
		q->measure[k] = r->measure;
		q->subset[k] = r->subset;
		q->part_of[k] = r->part_of == NONE ? NONE : at[r->part_of];
		q->label[k] = r->label;
		q->believer_span[k] = r->believer_span;
		q->believer[k] = r->believer;
		q->as_of[k] = r->as_of;
		q->claim[k] = r->claim;
		q->rule[k] = r->rule;
		q->score[k] = r->score;
	}
}

static bool open_lexicons(struct count_cx *x)
{
	const drg_pack *p = x->pack;
	x->units = drg__lex(p, "units");
	x->quant = drg__lex(p, "quantifiers");
	x->counted = drg__lex(p, "counted");
	x->measures = drg__lex(p, "measures");
	x->roles = drg__lex(p, "roles");
	x->calendar = drg__lex(p, "calendar");
	if (x->units == NONE || x->quant == NONE || x->counted == NONE || x->measures == NONE || x->roles == NONE || x->calendar == NONE || drg__ruleset(p, "counts") == NONE)
		return false;
	x->col.unit_class = drg__lex_col(p, x->units, "class");
	x->col.unit_name = drg__lex_col(p, x->units, "unit");
	x->col.unit_base = drg__lex_col(p, x->units, "base");
	x->col.quant_op = drg__lex_col(p, x->quant, "op");
	x->col.quant_value = drg__lex_col(p, x->quant, "value");
	x->col.quant_of = drg__lex_col(p, x->quant, "of");
	x->col.quant_weak = drg__lex_col(p, x->quant, "weak");
	x->col.class = drg__lex_col(p, x->counted, "class");
	x->col.unit = drg__lex_col(p, x->counted, "unit");
	x->col.measure = drg__lex_col(p, x->counted, "measure");
	x->col.label = drg__lex_col(p, x->counted, "label");
	x->col.arg = drg__lex_col(p, x->measures, "arg");
	x->col.people = drg__lex_col(p, x->measures, "people");
	x->col.things = drg__lex_col(p, x->measures, "things");
	return true;
}

void drg__counts(const drg_pack *pack, const struct layers *l, const struct view *view, const struct hits *hits,
                 struct arena *keep, struct arena scratch, struct quantities *out)
{
	struct count_cx x = { .l = l, .pack = pack, .v = view, .hits = hits, .a = &scratch, .keep = keep };
	if (!open_lexicons(&x))
		return;
	x.c = drg__clauses(l, &scratch);
	for (uint32_t s = 0; s < l->sents.n; s++) {
		if (l->tokens.flags[l->sents.tok[s]] & TOK_ZONE)
			continue;
		size_t from = x.row.n;
		read_sentence(&x, s);
		for (size_t i = from; i < x.row.n; i++) {
			unit_of(&x, &x.row.v[i]);
			currency(&x, &x.row.v[i]);
		}
		single_units(&x, s, from);
	}
	for (int round = 0; round < ROUNDS; round++) {
		rules(&x, round == 1);
		for (size_t i = 0; round == 1 && i < x.row.n; i++)
			if (x.row.v[i].end > x.row.v[i].core_end) /* "eighty-odd tonnes" */
				unit_of(&x, &x.row.v[i]);
	}
	overlaps(&x);
	settle(&x);
	for (uint32_t s = 0; s < l->sents.n; s++)
		if (!(l->tokens.flags[l->sents.tok[s]] & TOK_ZONE))
			calendar(&x, s);
	settle(&x);
	drg__count_sense(&x);
	write_out(&x, keep, out);
}
