/* Units behind and before numerals: money, time, measures. */
#include "stage/count_row.h"

static const struct hit *unit_at(const struct count_cx *x, uint32_t i)
{
	return i < x->v->n ? drg__hit_at(x->hits, i, x->units) : NULL;
}

static void take_unit(struct count_cx *x, struct count_row *r, const struct hit *h)
{
	static const uint8_t class_of[] = { COUNT_DURATION, COUNT_MONEY, COUNT_PERCENT, COUNT_MEASURE, COUNT_VOTE };
	uint32_t k = drg__lex_enum(x->pack, x->units, h->row, x->col.unit_class);
	if (k >= sizeof class_of) /* a pack may hold classes that we do not know */
		return;
	r->class = class_of[k];
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
	drg__count_set(r, r->op);
}

/* "$", "US$", "£" before the number. */
void drg__count_currency(struct count_cx *x, struct count_row *r)
{
	static const struct { const char *sign, *unit; } known[] = { { "$", "USD" }, { "US$", "USD" }, { "\u00a3", "GBP" }, { "\u20ac", "EUR" }, { "\u00a5", "JPY" } };
	if (r->first == 0 || r->class != COUNT_CLASSES)
		return;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (drg__count_tok(x, r->first - 1, known[i].sign)) {
			r->class = COUNT_MONEY;
			r->measure = MEASURE_MONEY;
			r->unit = drg__str_c(known[i].unit);
			r->base = 100;
			r->first--;
			if (r->first > 0 && drg__count_tok(x, r->first - 1, "US") && drg__count_glued(x, r->first))
				r->first--;
			r->core_first = r->first;
		}
}

/* "half a year" in months, "an hour and a half" in minutes: no half units. */
void drg__count_finer(struct count_row *r)
{
	static const struct { const char *unit, *finer; double times; } known[] = { { "year", "month", 12 }, { "hour", "minute", 60 } };
	for (size_t i = 0; i < 2; i++)
		if (r->class == COUNT_DURATION && r->value - (double)(long)r->value == 0.5 && drg__str_eq(r->unit, drg__str_c(known[i].unit))) {
			r->value *= known[i].times;
			r->base /= known[i].times;
			r->unit = drg__str_c(known[i].finer);
			drg__count_set(r, r->op);
			return;
		}
}

void drg__count_unit(struct count_cx *x, struct count_row *r)
{
	if (r->word && r->op != OP_UNSTATED && r->value != 1)
		return;
	uint32_t k = r->end;
	bool joined = drg__count_hyphen(x, k);
	k += joined;
	if (r->kind == NUM_SHARE && (drg__count_tok(x, k, "a") || drg__count_tok(x, k, "an")) && unit_at(x, k + 1))
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
	if (joined && drg__count_tok(x, h->end, "-") && drg__count_tok(x, h->end + 1, "long"))
		r->end = r->core_end = h->end + 2;
	drg__count_finer(r);
	/* "$4 million a day": the rate belongs to the sum */
	if (class != 0 && (drg__count_tok(x, r->end, "a") || drg__count_tok(x, r->end, "per")) && unit_at(x, r->end + 1))
		r->end = unit_at(x, r->end + 1)->end;
}

/* Does a row of [from, to) stand on tokens [first, end)? */
bool drg__count_taken(const struct count_cx *x, size_t from, size_t to, uint32_t first, uint32_t end)
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
void drg__count_single_units(struct count_cx *x, uint32_t s, size_t from)
{
	for (uint32_t i = x->l->sents.tok[s]; i < x->l->sents.tok[s + 1]; i++) {
		const struct hit *h = unit_at(x, i);
		if (!h || drg__lex_enum(x->pack, x->units, h->row, x->col.unit_class) != 0 || drg__str_eq(drg__lex_str(x->pack, x->units, h->row, x->col.unit_name), STR("second")))
			continue;
		struct str w = drg__view_tok(x->v, i);
		uint32_t first = i, end = h->end;
		if (drg__str_ends(w, STR("long")))
			;
		else if (drg__count_hyphen(x, i + 1) && drg__count_tok(x, i + 2, "long"))
			end = i + 3;
		else if (i > x->l->sents.tok[s] && (drg__count_tok(x, i - 1, "a") || drg__count_tok(x, i - 1, "an")) && !rate(x, i - 1))
			first = i - 1;
		else
			continue;
		if (drg__count_taken(x, from, x->row.n, first, end))
			continue;
		struct count_row *r = drg__count_new(x, first, end, s);
		r->value = 1;
		r->rule = drg__count_rule(x, "counts.exact");
		drg__count_set(r, OP_EQ);
		take_unit(x, r, h);
		r->end = r->core_end = end;
		if (drg__str_ends(w, STR("s")))
			drg__count_set(r, OP_UNSTATED);
	}
}
