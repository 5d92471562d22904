/* What the quantities of a report count, each and all together. */
#include "stage/count_heard.h"
#include "stage/count_worth.h"

/* "ten days were crossed out and fourteen written in", "from 22 tonnes to 40":
 * the unit of the row before is meant again. */
static bool same_unit(struct count_cx *x, size_t i)
{
	struct count_row *r = &x->row.v[i], *p = i ? &x->row.v[i - 1] : NULL;
	if (!p || p->sent != r->sent || r->noun != NONE || r->word || r->share || r->of_them || r->first - p->end > 8)
		return false;
	if (r->end < x->c.n && drg__clause_is(&x->c, r->end, "by"))
		return false; /* "two raids in 48 hours, one by the army and one by the rebels" */
	if (p->class != COUNT_DURATION && p->class != COUNT_MONEY && p->class != COUNT_PERCENT && p->class != COUNT_MEASURE)
		return false;
	r->class = p->class;
	r->unit = p->unit;
	r->measure = p->measure;
	return true;
}

/* "gains four seats and holds 62 of 120": seats again, and nobody is held. */
static bool seats_again(const struct count_cx *x, size_t i)
{
	const struct count_row *r = &x->row.v[i], *p = i ? r - 1 : NULL;
	return p && p->sent == r->sent && (p->measure == MEASURE_SEATS || p->measure == MEASURE_VOTES) && r->noun == NONE && r->class == COUNT_PEOPLE && r->measure == MEASURE_HELD;
}

/* A number without a noun goes on with what the one before counted: "killed 9
 * guests and injured over 20", "relatives speak of more than 90". */
static void carry_on(struct count_cx *x, size_t i)
{
	struct count_row *r = &x->row.v[i];
	bool bare = r->class == COUNT_CLASSES || seats_again(x, i);
	if (bare && same_unit(x, i))
		return;
	struct count_row *p = drg__count_before(x, i, false);
	if (!p || r->sent - p->sent > 1)
		return;
	if (bare && (r->word || r->digits == false) && r->sent != p->sent)
		return;
	if (bare) {
		r->class = p->class;
		r->unit = p->unit;
		r->measure = p->measure;
		r->label = p->label;
	}
	if (r->sent == p->sent && r->class == p->class)
		r->what = p->what;
}

/* Quantifiers count only where something happens to what they count. */
static bool idle(const struct count_cx *x, const struct count_row *r)
{
	/* "share one tap", "have no name" */
	bool object = r->noun != NONE && x->c.dep[r->noun] == DEP_OBJ, one = !r->word && r->value == 1, none = r->word && r->value == 0;
	if (!r->digits && r->part_of == NONE && r->measure == MEASURE_OTHER && ((one && r->class == COUNT_THINGS) || (none && object && r->class <= COUNT_THINGS)))
		return true;
	if (!r->word || r->class == COUNT_MONEY || r->class == COUNT_DURATION)
		return false;
	bool known = r->noun != NONE && (drg__count_noun(x, r->noun) || drg__count_person_word(x, r->noun));
	if (r->op == OP_UNSTATED)
		return r->class == COUNT_CLASSES || (r->weak && !known && r->measure == MEASURE_OTHER);
	if (r->share && r->class == COUNT_PERCENT)
		return r->weak && !known;
	return r->class == COUNT_CLASSES || (r->weak && !known && r->measure == MEASURE_OTHER);
}

/* A name, or a word for one person; a list of numbers follows other nouns. */
static bool names_person(const struct count_cx *x, uint32_t t)
{
	const struct hit *h = drg__count_noun(x, t);
	bool people = h && drg__lex_enum(x->pack, x->counted, h->row, x->col.class) == 0;
	return x->l->morph.upos[t] == UPOS_PROPN || drg__count_person_word(x, t) || people;
}

/* "Haddad, 61,", "two brothers, 22 and 25,": set off by commas behind a person;
 * the second of two ages stands behind the first. */
static bool age_beside(const struct count_cx *x, size_t i)
{
	const struct clauses *c = &x->c;
	const struct count_row *r = &x->row.v[i], *p = i ? r - 1 : NULL;
	bool closed = r->end >= c->n || (x->v->flags[r->end] & TOK_PUNCT), list = r->end < c->n && drg__clause_is(c, r->end, "and");
	if (r->op != OP_EQ || r->first < 2 || !(closed || list))
		return false;
	if (p && p->class == COUNT_AGE && p->end + 1 == r->first && drg__clause_is(c, r->first - 1, "and"))
		return true;
	uint8_t d = c->dep[r->last];
	bool counted = drg__clause_child(c, r->first - 2, DEP_NUMMOD, NONE) != NONE;
	return drg__clause_is(c, r->first - 1, ",") && names_person(x, r->first - 2) && d != DEP_OBJ && (d != DEP_CONJ || counted);
}

/* "is over 65", "men under 50", "everyone under sixteen", "girls aged under five":
 * a bound that is said of persons. */
static bool age_bound(const struct count_cx *x, const struct count_row *r)
{
	const struct clauses *c = &x->c;
	uint32_t t = r->last;
	bool passive;
	if (!drg__clause_is(c, r->first, "over|under") || c->dep[t] == DEP_OBJ)
		return false;
	uint32_t s = drg__clause_child(c, t, DEP_COP, NONE) != NONE ? drg__clause_subject(c, t, &passive) : NONE;
	if (s != NONE)
		return (s >= 2 && drg__count_person_word(x, s)) || drg__count_noun(x, s) || x->row.n > 1;
	if (r->first == 0)
		return false;
	uint8_t before = x->l->morph.upos[r->first - 1];
	return drg__clause_is(c, r->first - 1, "them|whom|aged|everyone|everybody|anyone|anybody|those|all") ||
	       ((before == UPOS_NOUN || before == UPOS_PROPN) && (drg__count_person_word(x, r->first - 1) || drg__count_noun(x, r->first - 1)));
}

static bool is_age(const struct count_cx *x, size_t i)
{
	const struct count_row *r = &x->row.v[i];
	double v = drg__is_stated(r->low) ? r->low : r->high;
	return r->noun == NONE && !r->word && !r->share && v >= 1 && v <= 120 && (age_beside(x, i) || age_bound(x, r));
}

static bool ordinal_of_time(const struct count_cx *x, struct count_row *r)
{
	const struct hit *h = r->noun == NONE ? NULL : drg__hit_at(x->hits, r->noun, x->units);
	if (r->kind != NUM_ORDINAL || !h || drg__lex_enum(x->pack, x->units, h->row, x->col.unit_class) != 0)
		return false;
	r->class = COUNT_DURATION;
	r->unit = drg__lex_str(x->pack, x->units, h->row, x->col.unit_name);
	return true;
}

/* "jailed for six years", "terms of up to eleven years", "goes down for ten
 * years": a length of time, not of days, that a court gives. */
static bool is_sentence(const struct count_cx *x, const struct count_row *r)
{
	const struct clauses *c = &x->c;
	uint32_t p = drg__clause_predicate(c, r->last);
	bool passive;
	uint32_t s = p == NONE ? NONE : drg__clause_subject(c, p, &passive);
	if (drg__str_eq(r->unit, STR("day")) || drg__str_eq(r->unit, STR("week")) || r->base < 86400)
		return false;
	for (uint32_t k = r->first; k-- > 0 && r->first - k <= 6 && !(x->v->flags[k] & TOK_PUNCT);)
		if (drg__clause_is(c, k, "sentence|jail|imprison|prison|convict") || (drg__clause_is(c, k, "term") && drg__clause_is(c, k + 1, "of")) || (drg__clause_is(c, k, "go") && drg__clause_is(c, k + 1, "down")))
			return true;
	/* "a 12-year sentence", "six years' imprisonment" */
	uint32_t noun = r->noun != NONE ? r->noun : r->end < c->n ? c->head[r->last] : NONE;
	if (noun != NONE && noun >= r->end && noun - r->end <= 3 && drg__clause_is(c, noun, "sentence|imprisonment"))
		return true;
	for (uint32_t k = r->end; k < c->n && k - r->end <= 5 && !(x->v->flags[k] & TOK_PUNCT); k++)
		if (drg__clause_is(c, k, "prison|jail|cell|bars|imprisonment"))
			return true;
	return p != NONE && (drg__clause_is(c, p, "sentence|jail|imprison") || (s != NONE && (drg__clause_is(c, s, "sentence|term") || (drg__clause_is(c, s, "judge|court|magistrate") && drg__clause_is(c, p, "give|hand")))));
}

static void sense(struct count_cx *x, size_t i)
{
	struct count_row *r = &x->row.v[i];
	if (x->c.n == 0)
		return;
	drg__count_find_noun(x, r);
	if (r->noun != NONE)
		r->what = drg__count_noun_words(x, r);
	if (r->class == COUNT_CLASSES && is_age(x, i)) {
		r->class = COUNT_AGE;
		r->unit = STR("year");
		r->rule = drg__pack_rule_find(x->pack, "counts.aged");
	}
	if (r->class == COUNT_CLASSES && !ordinal_of_time(x, r)) {
		if (!r->of_them)
			drg__count_measure(x, r);
		if (r->noun != NONE && drg__clause_is(&x->c, r->noun, "time")) {
			bool often = drg__count_often(x, r, &r->measure);
			if (often)
				r->class = COUNT_THINGS;
			else if (r->kind == NUM_ORDINAL)
				r->class = COUNT_TIMES, r->measure = MEASURE_NONE;
		}
	}
	if (r->class == COUNT_DURATION && is_sentence(x, r))
		r->measure = MEASURE_SENTENCE;
}

/* "fruit worth some 40 million reals": the money of some country. */
static void currency(const struct count_cx *x, struct count_row *r)
{
	if (r->class != COUNT_THINGS || r->measure != MEASURE_OTHER || r->noun != r->end || r->first == 0 || !drg__clause_is(&x->c, r->first - 1, "worth|costing") || drg__count_noun(x, r->noun))
		return;
	r->class = COUNT_MONEY;
	r->measure = MEASURE_MONEY;
	r->unit = drg__clause_lemma(&x->c, r->noun);
	r->what = (struct span){ 0, 0 };
	r->noun = NONE;
}

/* "offered two million for the hospital", "the mine loses nine million": a great
 * sum of nothing named is money. */
static void sums(const struct count_cx *x, struct count_row *r)
{
	uint32_t p = x->c.n ? drg__clause_predicate(&x->c, r->last) : NONE;
	bool paid = p != NONE && drg__clause_is(&x->c, p, "lose|pay|cost|raise|spend|earn|owe|offer|give|collect|receive|put|want|demand|ask|borrow|lend|invest|promise|pledge");
	if (r->lives || r->scale < 1e6)
		return;
	if (r->noun != NONE) {
		currency(x, r);
		return;
	}
	if (r->class == COUNT_CLASSES || (r->class <= COUNT_THINGS && (r->measure == MEASURE_OTHER || paid))) {
		r->class = COUNT_MONEY;
		r->measure = MEASURE_MONEY;
		r->unit = STR("");
	}
}

/* Rows that go are gone first: no weight may see them. */
static void scores(struct count_cx *x)
{
	struct worth w;
	drg__worth_begin(&w, x);
	for (size_t i = 0; i < x->row.n; i++) {
		struct count_row *r = &x->row.v[i];
		r->score = r->drop ? 0 : drg__count_worth(&w, i);
		if (x->trace && x->trace->row && !r->drop && drg__worth_counts(r))
			x->trace->row(x->trace->ctx, (struct span){ x->v->span[r->first].s, x->v->span[r->end - 1].e }, drg__worth_features(&w, i), r->score);
	}
}

/* A number that nothing tells what it counts, "at most 25, the priest thinks": news
 * counts people so; "one" is mostly a pronoun. */
static void bare(struct count_row *r)
{
	r->class = COUNT_THINGS;
	r->measure = MEASURE_OTHER;
	r->unsaid = true;
	if (r->word || r->share || (!r->digits && r->value == 1))
		return;
	r->class = COUNT_PEOPLE;
	r->unit = STR("person");
}

/* The entity counted: of the mention whose head is the counted noun, or the
 * number itself where no noun stands ("the nine"). */
static void entities(struct count_cx *x)
{
	const struct mentions *m = &x->l->mentions;
	uint32_t *of_head = NEW_N(x->a, uint32_t, x->v->n + 1);
	for (uint32_t t = 0; t <= x->v->n; t++)
		of_head[t] = NONE;
	for (uint32_t i = m->n; i-- > 0;)
		if (m->head[i] < x->v->n)
			of_head[m->head[i]] = m->ent[i];
	for (size_t i = 0; i < x->row.n; i++) {
		struct count_row *r = &x->row.v[i];
		if (r->class <= COUNT_THINGS && !r->inner)
			r->ent = of_head[r->noun != NONE ? r->noun : r->last];
	}
}

/* "until just after three", "ended at six": an hour by its preposition, one to
 * twelve, with no noun behind. */
static bool bare_hour(const struct count_cx *x, const struct count_row *r)
{
	const struct clauses *c = &x->c;
	uint32_t k = r->first;
	if (r->class != COUNT_CLASSES || r->word || r->share || r->op != OP_EQ || !(r->value >= 1 && r->value <= 12) || r->value != (double)(int)r->value)
		return false;
	if (r->end < c->n && (x->l->morph.upos[r->end] == UPOS_NOUN || x->l->morph.upos[r->end] == UPOS_ADJ || x->l->morph.upos[r->end] == UPOS_PROPN || drg__clause_is(c, r->end, "of|-")))
		return false;
	while (k > 0 && drg__clause_is(c, k - 1, "just|shortly|half|quarter|a|soon|past|after|before"))
		k--;
	return k > 0 && drg__clause_is(c, k - 1, "at|until|till|towards");
}

/* "gunfire until just after three", "at six": what the layer of times took for
 * an hour or a day counts nothing, unless somebody puts a number at it. */
static void times(struct count_cx *x)
{
	const struct times *t = &x->l->times;
	uint32_t k = 0;
	for (size_t i = 0; i < x->row.n; i++) {
		struct count_row *r = &x->row.v[i];
		while (k < t->n && t->tok[k].e <= r->last)
			k++;
		bool inside = k < t->n && t->tok[k].s <= r->core_first && r->core_end <= t->tok[k].e && (t->type[k] == TIME_TIME || t->type[k] == TIME_DATE);
		bool hour = bare_hour(x, r) && !drg__count_told(x, r);
		if (r->class != COUNT_CLASSES || !(inside || hour) || drg__count_nearby(x, r) != NONE)
			continue;
		r->class = inside && t->type[k] == TIME_DATE ? COUNT_DATE : COUNT_TIME;
		r->rule = drg__count_rule(x, "counts.calendar");
	}
}

/* Parts and continuations behind the row see what was heard of it. */
static void heard(struct count_cx *x, struct count_row *r)
{
	const uint8_t *cost = drg__count_hears(x, r);
	if (cost && x->trace && x->trace->measure)
		x->trace->measure(x->trace->ctx, (struct span){ x->v->span[r->first].s, x->v->span[r->end - 1].e }, cost);
	r->measure = drg__count_heard(x, r);
}

void drg__count_sense(struct count_cx *x)
{
	if (x->c.n)
		times(x);
	for (size_t i = 0; i < x->row.n; i++) {
		const struct count_row *p = i ? &x->row.v[i - 1] : NULL;
		x->after_things = p && p->sent == x->row.v[i].sent && p->class == COUNT_THINGS;
		sense(x, i);
	}
	for (size_t i = 0; i < x->row.n; i++) {
		struct count_row *r = &x->row.v[i];
		if (x->c.n && (r->class == COUNT_CLASSES || ((r->class == COUNT_PEOPLE || r->class == COUNT_THINGS) && r->noun == NONE)) && !r->of_them && !r->share && !(r->word && r->weak && r->class == COUNT_CLASSES))
			carry_on(x, i);
	}
	for (size_t i = 0; i < x->row.n; i++)
		sums(x, &x->row.v[i]);
	x->source = drg__count_covered(x, x->l->hops.span, x->l->hops.n);
	drg__count_theme(x);
	for (size_t i = 0; x->c.n && i < x->row.n; i++)
		drg__count_tell(x, i);
	for (size_t i = 0; i < x->row.n; i++) {
		struct count_row *r = &x->row.v[i];
		if (x->c.n)
			drg__count_part(x, i);
		sums(x, r);
		if (r->class == COUNT_CLASSES)
			bare(r);
		heard(x, r);
		if (r->class == COUNT_NAME || r->class == COUNT_DATE || r->class == COUNT_TIME || r->class == COUNT_SCORE) {
			r->op = OP_NONE;
			r->low = r->best = r->high = NOT_STATED;
			r->measure = MEASURE_NONE;
		} else if (x->c.n) {
			drg__count_believer(x, r);
			if (r->class <= COUNT_THINGS)
				drg__count_as_of(x, r);
		}
		r->drop |= idle(x, r);
	}
	entities(x);
	scores(x);
}
