/* Rows joined and changed by the rules of counts.rules. */
#include <stdlib.h>

#include "stage/count_row.h"

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

/* "rose by 12 to 15 percent", "cut by 10 to 20 men": the second number has a unit or
 * a noun, so it is a range and no vote. */
static bool counts_something(const struct count_cx *x, const struct count_row *m)
{
	return (m->class != COUNT_CLASSES && m->class != COUNT_VOTE) || (m->end < x->c.n && x->l->morph.upos[m->end] == UPOS_NOUN && !drg__clause_is(&x->c, m->end, "vote|abstention"));
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
	drg__count_set(n, OP_EQ);
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
	/* "they number about 50": nobody is called so */
	if (class == COUNT_NAME && (n->op != OP_EQ || (x->c.n && x->l->morph.upos[h->first] == UPOS_VERB)))
		return;
	if ((class == COUNT_RANK || (class == COUNT_DATE && n->kind == NUM_ORDINAL)) && op == OP_NONE) {
		bool superlative = h->end > n->end;
		if (n->kind != NUM_ORDINAL || (before_noun(x, n) && !superlative))
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
		drg__count_set(n, op);
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
		drg__count_set(n, op);
		if (drg__str_eq(drg__rule_yield(x->pack, h->rule, "span"), STR("no")))
			return true;
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
			drg__count_set(n, n->op);
		}
	} else if (drg__str_eq(drg__rule_yield(x->pack, h->rule, "half"), STR("yes"))) {
		if (n->class == COUNT_DURATION && n->op == OP_EQ && n->end < h->end) {
			n->value += 0.5;
			drg__count_set(n, OP_EQ);
			drg__count_finer(n);
			n->end = n->core_end = h->end;
		}
	} else if (m && n != m && class == COUNT_VOTE && counts_something(x, m))
		range(n, m, &(struct rule_hit){ .rule = drg__count_rule(x, "counts.to"), .first = n->first, .end = m->end });
	else if (m && n != m && (class == COUNT_SCORE || class == COUNT_VOTE))
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
void drg__count_settle(struct count_cx *x)
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

void drg__count_rules(struct count_cx *x, bool operators)
{
	uint32_t set = drg__ruleset(x->pack, "counts");
	struct hits mark;
	struct rule_hits found = { 0 }, kind = { 0 };
	drg__count_settle(x);
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
