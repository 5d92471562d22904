/* Which quantities a reader of the conflict would count: the probability that
 * an annotator of the corpus did, log-linear over what stands in the row and
 * around it. */
#include "stage/count_worth.h"

#include <string.h>

#include "base/odds.h"

/* What is weighed, in the order of enum worth_feature, and its weight in
 * hundredths; train/counts.py wrote the weights. */
static const struct {
	const char *name;
	int weight;
} feature[WORTH_FEATURES] = {
	{ "bias", -19 },
	{ "people", 33 },
	{ "things", -41 },
	{ "money", 6 },
	{ "vote", -17 },
	{ "times", 0 },
	{ "sentence", 18 },
	{ "killed", 84 },
	{ "hurt", 85 },
	{ "held", 2 },
	{ "released", -15 },
	{ "moved", 33 },
	{ "force", 7 },
	{ "attacks", 72 },
	{ "public", 32 },
	{ "affected", -119 },
	{ "aid", -46 },
	{ "unknown-measure", -144 },
	{ "none", -130 },
	{ "one", -137 },
	{ "two", -56 },
	{ "few", 56 },
	{ "tens", 119 },
	{ "hundreds", 121 },
	{ "bounded", 106 },
	{ "unstated", 81 },
	{ "ordinal", -104 },
	{ "digits", 33 },
	{ "quantifier", -145 },
	{ "no-noun", -23 },
	{ "listed-noun", 83 },
	{ "person-noun", 45 },
	{ "general-noun", 37 },
	{ "source", -102 },
	{ "entity", 54 },
	{ "told-again", -95 },
	{ "definite", -85 },
	{ "part", 31 },
	{ "whole", -5 },
	{ "subject", 18 },
	{ "object", 5 },
	{ "conflict", 60 },
	{ "calm-money", -69 },
	{ "conflict-people", -49 },
	{ "conflict-things", -28 },
	{ "most", -77 },
	{ "little-harm", -28 },
	{ "no-harm", 7 },
	{ "none-harmed", 74 },
	{ "much-conflict", 49 },
	{ "told", 24 },
	{ "beside-measure", 0 },
	{ "quoted", -62 },
};

const char *drg__worth_name(uint32_t f)
{
	return f < WORTH_FEATURES ? feature[f].name : NULL;
}

/* The feature of a measure; "public" are votes, seats, marchers, visits. */
static uint32_t of_measure(uint8_t m)
{
	switch (m) {
	case MEASURE_KILLED: return WORTH_KILLED;
	case MEASURE_INJURED: return WORTH_HURT;
	case MEASURE_HELD: case MEASURE_ARRESTED: return WORTH_HELD;
	case MEASURE_RELEASED: return WORTH_RELEASED;
	case MEASURE_DISPLACED: case MEASURE_MISSING: case MEASURE_EVACUATED: case MEASURE_RESCUED: return WORTH_MOVED;
	case MEASURE_TROOPS: case MEASURE_WEAPONS: return WORTH_FORCE;
	case MEASURE_ATTACKS: return WORTH_ATTACKS;
	case MEASURE_PARTICIPANTS: case MEASURE_SEATS: case MEASURE_VOTES: case MEASURE_VISITS: return WORTH_PUBLIC;
	case MEASURE_AFFECTED: return WORTH_AFFECTED;
	case MEASURE_AID: return WORTH_AID;
	default: return WORTH_UNKNOWN;
	}
}

static uint32_t of_value(double v)
{
	return v == 0 ? WORTH_NONE : v < 2 ? WORTH_ONE : v < 3 ? WORTH_TWO : v < 10 ? WORTH_FEW : v < 100 ? WORTH_TENS : WORTH_HUNDREDS;
}

static double stated(const struct count_row *r)
{
	return drg__is_stated(r->best) ? r->best : drg__is_stated(r->low) ? r->low : r->high;
}

/* How much the report tells of a conflict: people held, killed, taken, weapons,
 * matters of talks. */
static uint32_t of_conflict(const struct count_cx *x)
{
	uint32_t n = 0;
	for (size_t i = 0; i < x->row.n; i++) {
		uint8_t m = x->row.v[i].measure;
		n += m == MEASURE_HELD || m == MEASURE_RELEASED || m == MEASURE_KILLED || m == MEASURE_TROOPS || m == MEASURE_WEAPONS || m == MEASURE_ATTACKS;
	}
	uint32_t issues = drg__lex(x->pack, "issues"), col = issues == NONE ? NONE : drg__lex_col(x->pack, issues, "issue");
	uint32_t common = issues == NONE ? NONE : drg__lex_col(x->pack, issues, "common");
	for (uint32_t i = 0; issues != NONE && i < x->hits->n; i++)
		n += x->hits->v[i].lex == issues && drg__lex_enum(x->pack, issues, x->hits->v[i].row, col) < ISSUE_OTHER &&
		     drg__lex_enum(x->pack, issues, x->hits->v[i].row, common) != 0;
	return n;
}

/* A row of a known measure stands beside row i in its sentence. */
static bool beside_measure(const struct count_cx *x, size_t i)
{
	const struct count_row *r = &x->row.v[i], *p = i ? r - 1 : NULL, *q = i + 1 < x->row.n ? r + 1 : NULL;
	return (p && p->sent == r->sent && of_measure(p->measure) != WORTH_UNKNOWN) || (q && q->sent == r->sent && of_measure(q->measure) != WORTH_UNKNOWN);
}

uint32_t *drg__count_covered(const struct count_cx *x, const struct span *span, uint32_t n)
{
	uint32_t *by = NEW_N(x->a, uint32_t, x->v->n + 1);
	memset(by, 0, (x->v->n + 1) * sizeof *by);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t first = drg__span_first(x->v->span, x->v->n, span[i].s), end = drg__span_first(x->v->span, x->v->n, span[i].e);
		if (first < end) {
			by[first]++;
			by[end]--; /* modulo 2^32: the sums below come out right */
		}
	}
	for (uint32_t t = 1; t <= x->v->n; t++)
		by[t] += by[t - 1];
	return by;
}

/* Marks the rows whose number an earlier row of their class told, three and up. */
static void told_again(const struct count_cx *x, bool *again)
{
	size_t n = 16;
	while (n < 2 * x->row.n)
		n *= 2;
	uint32_t *slot = NEW_N(x->a, uint32_t, n);
	memset(slot, 0, n * sizeof *slot);
	for (size_t i = 0; i < x->row.n; i++) {
		const struct count_row *r = &x->row.v[i];
		double v = stated(r);
		again[i] = false;
		if (!(v >= 3))
			continue;
		uint64_t key;
		memcpy(&key, &v, sizeof key);
		size_t at = (size_t)((key ^ r->class) * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (n - 1);
		while (slot[at] && !(x->row.v[slot[at] - 1].class == r->class && stated(&x->row.v[slot[at] - 1]) == v))
			at = (at + 1) & (n - 1);
		again[i] = slot[at] != 0;
		slot[at] = (uint32_t)(i + 1);
	}
}

void drg__worth_begin(struct worth *w, const struct count_cx *x)
{
	size_t n = x->row.n;
	*w = (struct worth){ .x = x, .quoted = drg__count_covered(x, x->l->quotes.outer, x->l->quotes.n),
		.mentions = NEW_N(x->a, uint32_t, x->l->entities.n), .again = NEW_N(x->a, bool, n), .whole = NEW_N(x->a, bool, n), .conflict = of_conflict(x) };
	memset(w->mentions, 0, x->l->entities.n * sizeof *w->mentions);
	for (uint32_t i = 0; i < x->l->mentions.n; i++)
		if (x->l->mentions.ent[i] != NONE)
			w->mentions[x->l->mentions.ent[i]]++;
	told_again(x, w->again);
	memset(w->whole, 0, n * sizeof *w->whole);
	for (size_t i = 0; i < n; i++)
		if (x->row.v[i].part_of != NONE)
			w->whole[x->row.v[i].part_of] = true;
}

/* What the counted noun is: in our lists, a person by its form, a word that
 * counts nobody ("sides", "countries", "times"). */
static uint64_t noun_features(const struct count_cx *x, const struct count_row *r)
{
	const struct hit *h = drg__count_noun(x, r->noun);
	if (r->noun == NONE)
		return WORTH_BIT(WORTH_NO_NOUN);
	bool general = h && drg__lex_enum(x->pack, x->counted, h->row, x->col.class) == 1 && drg__lex_enum(x->pack, x->counted, h->row, x->col.measure) == UINT32_MAX;
	uint64_t f = general ? WORTH_BIT(WORTH_GENERAL) : h ? WORTH_BIT(WORTH_LISTED) : drg__count_person_word(x, r->noun) ? WORTH_BIT(WORTH_PERSON) : 0;
	uint8_t d = x->c.dep[r->noun];
	return f | (d == DEP_NSUBJ || d == DEP_NSUBJ_PASS ? WORTH_BIT(WORTH_SUBJECT) : d == DEP_OBJ ? WORTH_BIT(WORTH_OBJECT) : 0);
}

uint64_t drg__worth_features(const struct worth *w, size_t i)
{
	static const uint32_t of_class[COUNT_CLASSES] = { [COUNT_PEOPLE] = WORTH_PEOPLE, [COUNT_THINGS] = WORTH_THINGS, [COUNT_MONEY] = WORTH_MONEY,
		[COUNT_VOTE] = WORTH_VOTE, [COUNT_TIMES] = WORTH_TIMES, [COUNT_DURATION] = WORTH_SENTENCE, [COUNT_MEASURE] = WORTH_AID };
	const struct count_cx *x = w->x;
	const struct count_row *r = &x->row.v[i];
	uint64_t f = WORTH_BIT(WORTH_BIAS) | WORTH_BIT(of_class[r->class]);
	if (r->class <= COUNT_THINGS)
		f |= WORTH_BIT(of_measure(r->measure));
	if (drg__is_stated(stated(r)))
		f |= WORTH_BIT(of_value(stated(r)));
	f |= r->op == OP_UNSTATED ? WORTH_BIT(WORTH_UNSTATED) : r->op == OP_ORDINAL ? WORTH_BIT(WORTH_ORDINAL) : r->op != OP_EQ ? WORTH_BIT(WORTH_BOUNDED) : 0;
	if (x->c.n)
		f |= noun_features(x, r);
	bool definite = r->core_first > 0 && (drg__count_tok(x, r->core_first - 1, "the") || drg__count_tok(x, r->first, "the"));
	const struct { bool is; uint32_t f; } flag[] = {
		{ r->digits, WORTH_DIGITS }, { r->word, WORTH_QUANTIFIER }, { x->source[r->last] > 0, WORTH_SOURCE }, { w->quoted[r->last] > 0, WORTH_QUOTED },
		{ r->ent != NONE && w->mentions[r->ent] > 1, WORTH_ENTITY }, { w->again[i], WORTH_AGAIN }, { w->whole[i], WORTH_WHOLE },
		{ r->part_of != NONE, WORTH_PART }, { definite, WORTH_DEFINITE }, { w->conflict >= 3, WORTH_CONFLICT }, { r->word && r->share, WORTH_MOST }, { x->harm > 0 && x->harm < 3, WORTH_LITTLE_HARM }, { x->harm == 0, WORTH_NO_HARM },
		{ stated(r) == 0 && r->measure >= MEASURE_KILLED && r->measure <= MEASURE_ARRESTED, WORTH_NONE_HARMED }, { w->conflict >= 10, WORTH_MUCH }, { drg__count_told(x, r), WORTH_TOLD },
		{ beside_measure(x, i), WORTH_BESIDE },
		{ w->conflict < 3 && r->class == COUNT_MONEY, WORTH_CALM_MONEY }, { w->conflict >= 3 && r->class == COUNT_PEOPLE, WORTH_CONFLICT_PEOPLE }, { w->conflict >= 3 && r->class == COUNT_THINGS, WORTH_CONFLICT_THINGS },
	};
	for (size_t k = 0; k < sizeof flag / sizeof *flag; k++)
		f |= flag[k].is ? WORTH_BIT(flag[k].f) : 0;
	return f;
}

bool drg__worth_counts(const struct count_row *r)
{
	return r->class <= COUNT_MONEY || r->class == COUNT_VOTE || r->measure == MEASURE_AID || r->measure == MEASURE_SENTENCE;
}

float drg__count_worth(const struct worth *w, size_t i)
{
	if (!drg__worth_counts(&w->x->row.v[i]))
		return .8f; /* a date, an age, a length of time: sure of what it is, and no count */
	uint64_t f = drg__worth_features(w, i);
	int sum = 0;
	for (uint32_t k = 0; k < WORTH_FEATURES; k++)
		sum += f >> k & 1 ? feature[k].weight : 0;
	return drg__odds_share(sum);
}
