#include "stage/count.h"

#include "stage/count_row.h"
#include "stage/token.h"

#define ROUNDS 3 /* rules build on what others found: a range, then its operator, then "aged" before both */

/* "as many as 2,000": a word inside another row is none of its own. */
static void overlaps(struct count_cx *x)
{
	drg__count_settle(x);
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
		q->ent[k] = r->ent;
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
	x->often = drg__lex(p, "often");
	if (x->units == NONE || x->quant == NONE || x->counted == NONE || x->measures == NONE || x->roles == NONE || x->calendar == NONE || x->often == NONE || drg__ruleset(p, "counts") == NONE)
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
	x->col.often = drg__lex_col(p, x->often, "measure");
	x->col.things = drg__lex_col(p, x->measures, "things");
	return true;
}

void drg__counts(const drg_pack *pack, const struct layers *l, const struct view *view, const struct hits *hits, const struct count_trace *trace,
                 struct arena *keep, struct arena scratch, struct quantities *out)
{
	struct count_cx x = { .l = l, .pack = pack, .v = view, .hits = hits, .a = &scratch, .keep = keep, .trace = trace };
	if (!open_lexicons(&x))
		return;
	x.c = drg__clauses(l, &scratch);
	for (uint32_t s = 0; s < l->sents.n; s++) {
		if (l->tokens.flags[l->sents.tok[s]] & TOK_ZONE)
			continue;
		size_t from = x.row.n;
		drg__count_read(&x, s);
		for (size_t i = from; i < x.row.n; i++) {
			drg__count_unit(&x, &x.row.v[i]);
			drg__count_currency(&x, &x.row.v[i]);
		}
		drg__count_single_units(&x, s, from);
	}
	for (int round = 0; round < ROUNDS; round++) {
		drg__count_rules(&x, round == 1);
		for (size_t i = 0; round == 1 && i < x.row.n; i++)
			if (x.row.v[i].end > x.row.v[i].core_end) /* "eighty-odd tonnes" */
				drg__count_unit(&x, &x.row.v[i]);
	}
	overlaps(&x);
	drg__count_settle(&x);
	for (uint32_t s = 0; s < l->sents.n; s++)
		if (!(l->tokens.flags[l->sents.tok[s]] & TOK_ZONE))
			drg__count_calendar(&x, s);
	drg__count_settle(&x);
	drg__count_sense(&x);
	write_out(&x, keep, out);
}
