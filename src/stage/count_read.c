/* Numerals, quantifiers and calendar words of a sentence as rows. */
#include "stage/count_row.h"

uint32_t drg__count_rule(const struct count_cx *x, const char *name)
{
	return drg__pack_rule_find(x->pack, name);
}

struct count_row *drg__count_new(struct count_cx *x, uint32_t first, uint32_t end, uint32_t sent)
{
	struct count_row *r = PUSH(x->a, &x->row);
	*r = (struct count_row){ .first = first, .end = end, .core_first = first, .core_end = end, .last = end - 1, .sent = sent,
		.value = NOT_STATED, .low = NOT_STATED, .best = NOT_STATED, .high = NOT_STATED, .scale = 1, .base = 1,
		.class = COUNT_CLASSES, .noun = NONE, .part_of = NONE, .ent = NONE, .claim = NONE, .believer = NONE };
	return r;
}

void drg__count_set(struct count_row *r, uint8_t op)
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
	struct count_row *r = drg__count_new(x, n->first, n->end, sent);
	r->value = n->value;
	r->kind = n->kind;
	r->scale = n->scale;
	r->rounded = n->rounded;
	r->digits = n->digits;
	r->share = n->kind == NUM_SHARE;
	r->rule = drg__count_rule(x, why[n->kind]);
	drg__count_set(r, op[n->kind]);
}

static void from_quantifier(struct count_cx *x, const struct hit *h, uint32_t sent)
{
	struct count_row *r = drg__count_new(x, h->first, h->end, sent);
	uint32_t op = drg__lex_enum(x->pack, x->quant, h->row, x->col.quant_op);
	r->word = true;
	r->weak = drg__lex_enum(x->pack, x->quant, h->row, x->col.quant_weak) == 0;
	r->share = drg__lex_enum(x->pack, x->quant, h->row, x->col.quant_of) == 1;
	if (op == 2) {
		drg__count_set(r, OP_UNSTATED);
		r->rule = drg__count_rule(x, "counts.unstated");
		return;
	}
	r->value = (double)drg__lex_u64(x->pack, x->quant, h->row, x->col.quant_value, 0);
	r->rule = drg__count_rule(x, r->value > 0 ? "counts.exact" : "counts.none");
	if (r->share)
		r->value /= 100;
	drg__count_set(r, op == 1 ? OP_GT : OP_EQ);
}

/* A numeral that names: "Highway 9", "G7", "the Fourth Corps", "T-72". */
static bool names(const struct count_cx *x, const struct number *n)
{
	const struct clauses *c = &x->c;
	uint32_t t = n->first;
	if (n->first > 0 && drg__count_tok(x, t - 1, "-") && drg__count_glued(x, t) && drg__count_glued(x, t - 1) && t > 1 && (x->v->flags[t - 2] & TOK_WORD) && n->digits)
		return true;
	if (t >= c->n)
		return false;
	if (n->end < c->n && (x->l->morph.upos[n->end] == UPOS_NOUN || x->l->morph.upos[n->end] == UPOS_ADJ || drg__count_tok(x, n->end, "of") || drg__view_tok(x->v, n->end).p[0] == '-'))
		return false; /* misparsed: "In Deraan 3,408 people ..", "COAST Nine of the men .." */
	struct str w = drg__view_tok(x->v, t);
	bool cap = w.p[0] >= 'A' && w.p[0] <= 'Z';
	bool opens = t == 0 || (x->v->flags[t - 1] & TOK_PUNCT);
	uint32_t up = c->head[t];
	if (cap && !opens && up < c->n && (x->l->morph.upos[up] == UPOS_PROPN || x->l->morph.upos[t] == UPOS_PROPN) && t + 1 < c->n) {
		struct str next = drg__view_tok(x->v, t + 1), before = t ? drg__view_tok(x->v, t - 1) : STR("");
		return (next.p[0] >= 'A' && next.p[0] <= 'Z') || (before.n && before.p[0] >= 'A' && before.p[0] <= 'Z');
	}
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
	if (n->digits || n->value != 1 || n->end != n->first + 1 || !drg__count_tok(x, n->first, "one"))
		return false;
	uint32_t t = n->first;
	if (t >= x->c.n)
		return true;
	if ((x->c.dep[t] == DEP_NUMMOD && x->c.head[t] > t) || (t > 1 && drg__count_tok(x, t - 1, "to") && x->l->morph.upos[t - 2] == UPOS_NUM))
		return false; /* "three to one" */
	return !(drg__count_tok(x, t + 1, "of") && (drg__count_tok(x, t + 2, "them") || drg__count_tok(x, t + 2, "whom") || drg__count_tok(x, t + 2, "which") || (drg__count_tok(x, t + 2, "the") && x->l->morph.upos[t + 3 < x->c.n ? t + 3 : t] == UPOS_NUM))) &&
	       !drg__count_tok(x, t + 1, "in") && !drg__count_tok(x, t + 1, "missing");
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

/* "how many had died", "in as many days", "so many": asks or compares, counts nothing. */
static bool asks_how_many(const struct count_cx *x, uint32_t i)
{
	return i > 0 && drg__count_tok(x, i, "many") &&
	       (drg__count_tok(x, i - 1, "how") || drg__count_tok(x, i - 1, "as") || drg__count_tok(x, i - 1, "so") || drg__count_tok(x, i - 1, "too"));
}

void drg__count_read(struct count_cx *x, uint32_t s)
{
	uint32_t first = x->l->sents.tok[s], end = x->l->sents.tok[s + 1];
	for (uint32_t i = first; i < end;) {
		struct number n;
		const struct hit *q = drg__hit_at(x->hits, i, x->quant);
		bool numeral = drg__number_at(x->v, x->hits, x->pack, i, end, &n);
		if (q && (!numeral || q->end > n.end)) {
			if (!asks_how_many(x, i))
				from_quantifier(x, q, s);
			i = q->end;
			continue;
		}
		if (!numeral) {
			/* digits that are no numeral: a clock time, or part of a name */
			if (x->v->flags[i] & TOK_NUM) {
				struct count_row *r = drg__count_new(x, i, i + 1, s);
				r->class = drg__str_find(drg__view_tok(x->v, i), STR(":"), 0) != SIZE_MAX ? COUNT_TIME : COUNT_NAME;
				r->rule = drg__count_rule(x, "counts.calendar");
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
				r->class = COUNT_TIME, r->rule = drg__count_rule(x, "counts.clock");
			else if (is_year(x, &n))
				r->class = COUNT_DATE, r->rule = drg__count_rule(x, "counts.year");
		}
		i = n.end;
	}
}

/* A month, a weekday, a part of the day that no number stands beside. */
void drg__count_calendar(struct count_cx *x, uint32_t s)
{
	size_t n = x->row.n;
	for (uint32_t i = x->l->sents.tok[s]; i < x->l->sents.tok[s + 1]; i++) {
		const struct hit *h = drg__hit_at(x->hits, i, x->calendar);
		if (!h)
			continue;
		if (drg__count_taken(x, x->of_sent[s], x->of_sent[s + 1] < n ? x->of_sent[s + 1] : n, i, h->end))
			continue;
		struct count_row *r = drg__count_new(x, i, h->end, s);
		r->class = COUNT_DATE;
		r->rule = drg__count_rule(x, "counts.calendar");
	}
}
