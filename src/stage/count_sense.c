/* What a quantity counts and what happened to it. */
#include "stage/count_row.h"
#include "stage/token.h"

static bool inside(const struct count_row *r, uint32_t t)
{
	return t >= r->first && t < r->end;
}

static bool is_noun(const struct count_cx *x, uint32_t t)
{
	uint8_t u = x->l->morph.upos[t];
	return u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_ADJ;
}

const struct hit *drg__count_noun(const struct count_cx *x, uint32_t t)
{
	if (t == NONE)
		return NULL;
	/* "ballot boxes", "armoured cars": the phrase ends at the head */
	for (uint32_t k = t > 2 ? t - 2 : 0; k <= t; k++) {
		const struct hit *h = drg__hit_at(x->hits, k, x->counted);
		if (h && h->end == t + 1)
			return h;
	}
	return NULL;
}

/* ---------------------------------------------------------- what is counted -- */

static uint32_t of_noun(const struct count_cx *x, uint32_t t)
{
	uint32_t k = drg__clause_with(&x->c, t, "of|among");
	return k;
}

static bool pronoun(const struct count_cx *x, uint32_t t)
{
	return drg__clause_is(&x->c, t, "them|whom|which|us|you|that|those|these");
}

/* The noun that the row's words modify, or that stands after "of". */
static void find_noun(struct count_cx *x, struct count_row *r)
{
	const struct clauses *c = &x->c;
	uint32_t t = r->last, up;
	if (t >= c->n)
		return;
	/* climb out of the row's own words */
	for (up = c->head[t]; up != NONE && up < c->n && inside(r, up); up = c->head[up])
		t = up;
	if (r->first + 1 < r->end && t == r->last) /* "at least 12": the head may be any word of the row */
		for (uint32_t k = r->first; k < r->end; k++)
			if (c->head[k] == NONE || !inside(r, c->head[k]))
				if (c->dep[k] == DEP_NUMMOD || c->dep[k] == DEP_AMOD || c->dep[k] == DEP_DET || c->dep[k] == DEP_NSUBJ || c->dep[k] == DEP_OBJ)
					t = k;
	up = c->head[t];
	uint32_t of = NONE;
	for (uint32_t k = r->first; k < r->end && of == NONE; k++) {
		of = of_noun(x, k);
		if (of != NONE && inside(r, of))
			of = NONE;
	}
	if (of != NONE && pronoun(x, of)) {
		r->of_them = true;
		return;
	}
	/* "nine-member panel": the word that is joined stands between */
	if (r->end < x->v->n && drg__str_eq(drg__view_tok(x->v, r->end), STR("-")) && !(x->v->flags[r->end] & TOK_SPACE) && up != NONE && up < c->n) {
		uint32_t joined = r->end + 1;
		if (joined < c->n && !(x->v->flags[joined] & TOK_SPACE) && r->class == COUNT_CLASSES) {
			r->inner = true;
			r->end = joined + 1;
			for (int k = 0; k < 4 && up < c->n && up <= joined && c->head[up] != NONE; k++)
				up = c->head[up];
			r->noun = up > joined ? up : NONE;
			return;
		}
	}
	uint8_t d = c->dep[t];
	if (of != NONE) {
		r->noun = of;
	} else if (up != NONE && (d == DEP_NUMMOD || d == DEP_AMOD || d == DEP_DET || d == DEP_COMPOUND || (d == DEP_NMOD && up > t) || d == DEP_ADVMOD) && is_noun(x, up) && up >= r->end) {
		r->noun = up;
	} else if (up != NONE && d == DEP_NSUBJ && up == r->end && drg__count_noun(x, up)) {
		r->noun = up; /* "Four dead and seventeen wounded" */
	} else if (r->op == OP_RANGE && r->end + 1 < c->n && drg__clause_is(c, r->end, ",") && is_noun(x, r->end + 1)) {
		r->noun = r->end + 1; /* "four, perhaps five, officers" */
		r->end++;
	} else if (r->end < c->n && drg__count_noun(x, r->end) && !(x->v->flags[r->end] & TOK_PUNCT)) {
		r->noun = r->end; /* the parser went another way, the words are plain */
	}
}

/* The words of the noun: with what modifies it before, without the number. */
static struct span noun_words(const struct count_cx *x, const struct count_row *r)
{
	const struct hit *h = drg__count_noun(x, r->noun);
	uint32_t first = h ? h->first : r->noun;
	while (!h && first > 0 && first - 1 >= r->end && x->c.dep[first - 1] == DEP_COMPOUND && x->c.head[first - 1] == r->noun)
		first--;
	return (struct span){ x->v->span[first].s, x->v->span[r->noun].e };
}

/* --------------------------------------------------------------- measures -- */

enum arg { ARG_OBJ, ARG_SUBJ, ARG_ANY, ARG_OF };

static bool take_row(const struct count_cx *x, uint32_t row, struct found *out)
{
	uint32_t people = drg__lex_enum(x->pack, x->measures, row, x->col.people), things = drg__lex_enum(x->pack, x->measures, row, x->col.things);
	out->people = people == UINT32_MAX ? MEASURE_OTHER : (uint8_t)(people + MEASURE_HELD);
	out->things = things == UINT32_MAX ? MEASURE_NONE : (uint8_t)(things + MEASURE_HELD);
	return true;
}

/* The measure that the phrase at t, with its particle or complement, gives to `arg`. */
bool drg__count_verb(const struct count_cx *x, uint32_t t, bool object, struct found *out)
{
	const struct hits *h = x->hits;
	for (uint32_t k = h->at[t]; k < h->at[t + 1]; k++) {
		const struct hit *m = &h->v[k];
		if (m->lex != x->measures)
			continue;
		uint32_t arg = drg__lex_enum(x->pack, x->measures, m->row, x->col.arg);
		if (arg != ARG_ANY && arg != (object ? ARG_OBJ : ARG_SUBJ))
			continue;
		return take_row(x, m->row, out);
	}
	/* "took 22 passengers off a bus" */
	if (object && drg__clause_is(&x->c, t, "take") && drg__clause_with(&x->c, t, "off|from") != NONE) {
		*out = (struct found){ MEASURE_HELD, MEASURE_NONE };
		return true;
	}
	/* verb and particle apart: "let eleven women out", "brought five miners up" */
	for (uint32_t i = 0; (i = drg__clause_apart(&x->c, x->pack, x->measures, t, i)) != UINT32_MAX; i++) {
		uint32_t arg = drg__lex_enum(x->pack, x->measures, i, x->col.arg);
		if (arg == ARG_ANY || arg == (object ? ARG_OBJ : ARG_SUBJ))
			return take_row(x, i, out);
	}
	return false;
}

/* A state: "dead", "in custody", "missing", also "the death of ..". */
bool drg__count_state(const struct count_cx *x, uint32_t t, struct found *out)
{
	if (t >= x->c.n)
		return false;
	for (uint32_t i = t > 2 ? t - 2 : 0; i <= t; i++) {
		for (uint32_t k = x->hits->at[i]; k < x->hits->at[i + 1]; k++) {
			const struct hit *m = &x->hits->v[k];
			if (m->lex != x->measures || m->end != t + 1 || drg__lex_enum(x->pack, x->measures, m->row, x->col.arg) != ARG_OF)
				continue;
			return take_row(x, m->row, out);
		}
	}
	return false;
}

/* What stands on the noun itself: "soldiers killed", "wounded men", "people held at ..". */
static bool on_noun(const struct count_cx *x, uint32_t t, struct found *out)
{
	for (uint32_t k = x->c.child[t]; k != NONE; k = x->c.sibling[k]) {
		uint8_t d = x->c.dep[k];
		if ((d == DEP_AMOD || d == DEP_ACL || d == DEP_XCOMP || d == DEP_ADVMOD) && drg__count_state(x, k, out))
			return true;
		if (d == DEP_ACL || d == DEP_RELCL || d == DEP_AMOD) {
			bool passive;
			drg__clause_subject(&x->c, k, &passive);
			bool participle = drg__str_ends(drg__view_tok(x->v, k), STR("ed")) || drg__str_ends(drg__view_tok(x->v, k), STR("en")) || drg__str_ends(drg__view_tok(x->v, k), STR("ld"));
			if (drg__count_verb(x, k, d == DEP_RELCL ? passive : participle, out))
				return true;
		}
	}
	return false;
}

/* What the predicate says happened to t, climbing over conjuncts and nouns. */
static bool predicate_measure(const struct count_cx *x, const struct count_row *r, uint32_t t, struct found *out)
{
	const struct clauses *c = &x->c;
	for (int step = 0; step < 6 && t < c->n; step++) {
		uint32_t up = c->head[t];
		if (up == NONE || up >= c->n)
			return drg__count_state(x, t, out);
		switch (c->dep[t]) {
		case DEP_OBJ: case DEP_NSUBJ_PASS: {
			/* "left two men dead", "leaving 900 homeless" */
			for (uint32_t k = c->child[up]; k != NONE; k = c->sibling[k])
				if (k > t && (c->dep[k] == DEP_XCOMP || c->dep[k] == DEP_ADVCL || c->dep[k] == DEP_ADVMOD || c->dep[k] == DEP_AMOD) && drg__count_state(x, k, out))
					return true;
			if (drg__count_verb(x, up, true, out))
				return true;
			/* "are said to have been killed" */
			uint32_t inner = drg__clause_child(c, up, DEP_XCOMP, NONE), as = drg__clause_with(c, up, "as");
			if (inner != NONE && drg__count_verb(x, inner, drg__clause_child(c, inner, DEP_AUX_PASS, NONE) != NONE, out))
				return true;
			/* "claim two hundred soldiers as prisoners" */
			const struct hit *label = as == NONE ? NULL : drg__count_noun(x, as);
			if (label && drg__lex_enum(x->pack, x->counted, label->row, x->col.measure) == 0) {
				*out = (struct found){ MEASURE_HELD, MEASURE_NONE };
				return true;
			}
			uint32_t in = drg__clause_with(c, up, "in|behind");
			return in != NONE && drg__count_state(x, in, out);
		}
		case DEP_NSUBJ: {
			bool passive;
			drg__clause_subject(c, up, &passive);
			/* "Four bandits killed, none of ours": a participle that is all the predicate there is */
			bool bare = !passive && drg__clause_child(c, up, DEP_OBJ, NONE) == NONE && drg__clause_child(c, up, DEP_AUX, NONE) == NONE && drg__str_ends(drg__view_tok(x->v, up), STR("ed"));
			if (drg__count_state(x, up, out) || drg__count_verb(x, up, passive, out) || (bare && drg__count_verb(x, up, true, out)))
				return true;
			uint32_t in = drg__clause_with(c, up, "in|behind");
			if (in != NONE && drg__count_state(x, in, out))
				return true;
			/* "are said to have been killed", "had to flee" */
			uint32_t inner = drg__clause_child(c, up, DEP_XCOMP, NONE);
			if (inner != NONE && (drg__count_state(x, inner, out) || drg__count_verb(x, inner, drg__clause_child(c, inner, DEP_AUX_PASS, NONE) != NONE, out)))
				return true;
			/* "five were killed and ten hurt": the second verb has lost its own */
			return false;
		}
		case DEP_NMOD: case DEP_OBL: case DEP_APPOS:
			/* "half of the 90 captives": what happens to the half does not to all */
			if (c->dep[t] == DEP_NMOD && !inside(r, up) && (x->l->morph.upos[up] == UPOS_NUM || drg__hit_at(x->hits, up, drg__lex(x->pack, "numbers"))))
				return false;
			if (drg__count_state(x, up, out))
				return true;
			t = up;
			break;
		case DEP_ACL: case DEP_RELCL: case DEP_NUMMOD: case DEP_AMOD: case DEP_DET: case DEP_COMPOUND: case DEP_CONJ: case DEP_ADVMOD:
			t = up;
			break;
		default:
			return drg__count_state(x, up, out);
		}
	}
	return false;
}

/* ---------------------------------------------------------------- one row -- */

static bool counts_people(uint8_t m)
{
	return (m >= MEASURE_HELD && m <= MEASURE_RESCUED) || m == MEASURE_PARTICIPANTS || m == MEASURE_TROOPS;
}

static bool person_word(const struct count_cx *x, uint32_t t)
{
	const struct hit *h = drg__hit_at(x->hits, t, x->roles);
	if (h && h->end == t + 1) {
		uint32_t col = drg__lex_col(x->pack, x->roles, "kind");
		return drg__lex_enum(x->pack, x->roles, h->row, col) == 0;
	}
	static const char *const tail[] = { "ers", "ors", "ists", "men", "women", "ees", "ians", "smen", "ants", "eers" };
	struct str w = drg__view_tok(x->v, t);
	for (size_t i = 0; i < sizeof tail / sizeof *tail; i++)
		if (w.n > strlen(tail[i]) + 2 && drg__str_ends(w, drg__str_c(tail[i])))
			return x->l->morph.upos[t] == UPOS_NOUN;
	return x->l->morph.upos[t] == UPOS_PROPN;
}

/* "puts the dead at 40", "the toll rose to 318", "estimates of the missing run
 * from 90": what is counted stands elsewhere in the clause. */
static uint32_t counted_nearby(const struct count_cx *x, const struct count_row *r)
{
	const struct clauses *c = &x->c;
	uint32_t p = drg__clause_predicate(c, r->last);
	bool passive;
	if (p == NONE || p == r->last)
		return NONE;
	uint32_t at[2] = { drg__clause_child(c, p, DEP_OBJ, NONE), drg__clause_subject(c, p, &passive) };
	for (int i = 0; i < 2; i++) {
		uint32_t t = at[i];
		for (int k = 0; k < 2 && t != NONE && t < c->n; k++) {
			const struct hit *h = (t < r->first || t >= r->end) ? drg__count_noun(x, t) : NULL;
			if (h && drg__lex_enum(x->pack, x->counted, h->row, x->col.measure) != UINT32_MAX && drg__lex_enum(x->pack, x->counted, h->row, x->col.class) == 0)
				return t;
			t = drg__clause_with(c, t, "of|for");
		}
	}
	return NONE;
}

/* "Four dead, five hurt and one missing": the word behind is what happened. */
bool drg__count_is_state(const struct count_cx *x, uint32_t t)
{
	struct found f;
	if (t >= x->c.n || drg__count_noun(x, t))
		return false;
	if (x->l->morph.upos[t] == UPOS_NOUN)
		return x->c.child[t] == NONE && drg__count_state(x, t, &f); /* "five hurt", taken for a noun */
	struct str w = drg__view_tok(x->v, t);
	bool participle = drg__str_ends(w, STR("ed")) || drg__str_ends(w, STR("en")) || drg__str_ends(w, STR("hurt"));
	return drg__count_state(x, t, &f) || (participle && drg__count_verb(x, t, true, &f));
}

void drg__count_measure(struct count_cx *x, struct count_row *r)
{
	if (r->noun != NONE && drg__count_is_state(x, r->noun)) {
		r->noun = NONE;
		r->what = (struct span){ 0, 0 };
	}
	uint32_t nearby = r->noun == NONE && !r->word ? counted_nearby(x, r) : NONE;
	const struct hit *h = drg__count_noun(x, nearby != NONE ? nearby : r->noun);
	struct found f = { 0, 0 };
	if (nearby != NONE)
		r->what = drg__clause_bytes(&x->c, nearby, nearby);
	uint32_t at = r->noun != NONE ? r->noun : r->last;
	bool said = at < x->c.n && ((r->noun == NONE && drg__count_is_state(x, r->end) && (drg__count_state(x, r->end, &f) || drg__count_verb(x, r->end, true, &f))) || on_noun(x, at, &f) || predicate_measure(x, r, at, &f));
	uint8_t class = COUNT_CLASSES, own = MEASURE_NONE;
	if (h) {
		static const uint8_t of[] = { COUNT_PEOPLE, COUNT_THINGS, COUNT_VOTE };
		class = of[drg__lex_enum(x->pack, x->counted, h->row, x->col.class)];
		uint32_t m = drg__lex_enum(x->pack, x->counted, h->row, x->col.measure);
		own = m == UINT32_MAX ? MEASURE_NONE : (uint8_t)(m + MEASURE_HELD);
		r->unit = drg__lex_str(x->pack, x->counted, h->row, x->col.unit);
		if (drg__lex_enum(x->pack, x->counted, h->row, x->col.label) == 0)
			r->label = (struct span){ x->v->span[h->first].s, x->v->span[h->end - 1].e };
	} else if (r->noun != NONE && (person_word(x, r->noun) || (said && counts_people(f.people) && f.things == MEASURE_NONE))) {
		class = COUNT_PEOPLE;
	} else if (r->noun == NONE && said && f.things != MEASURE_NONE && x->after_things) {
		class = COUNT_THINGS;
	} else if (r->noun == NONE && (said || (r->end > r->core_end && drg__clause_is(&x->c, r->end - 1, "others")))) {
		class = COUNT_PEOPLE;
	} else if (r->noun != NONE) {
		class = COUNT_THINGS;
	}
	if (class == COUNT_CLASSES)
		return;
	r->class = class;
	if (class == COUNT_PEOPLE && !r->unit.n)
		r->unit = STR("person");
	uint8_t m = class == COUNT_PEOPLE ? f.people : f.things;
	if (class == COUNT_THINGS && own != MEASURE_NONE && own != MEASURE_AFFECTED)
		m = own; /* what a rocket is there as does not change with the verb */
	/* the dead are dead whatever is said of them; the wounded may die */
	if (own == MEASURE_KILLED || own == MEASURE_MISSING || (own == MEASURE_INJURED && !(m == MEASURE_KILLED && at < x->c.n && x->c.dep[at] == DEP_NSUBJ)))
		m = own;
	if (own == MEASURE_TROOPS && m == MEASURE_PARTICIPANTS)
		m = own;
	if (class == COUNT_VOTE)
		m = own;
	r->measure = m != MEASURE_NONE ? m : own != MEASURE_NONE ? own : MEASURE_OTHER;
}

/* --------------------------------------------------------------- the rows -- */

/* A number without a noun goes on with what the one before counted: "killed 9
 * guests and injured over 20", "relatives speak of more than 90". */
static void carry_on(struct count_cx *x, size_t i)
{
	struct count_row *r = &x->row.v[i];
	struct count_row *p = drg__count_before(x, i, false);
	if (!p || r->sent - p->sent > 1)
		return;
	bool bare = r->class == COUNT_CLASSES;
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
	bool known = r->noun != NONE && (drg__count_noun(x, r->noun) || person_word(x, r->noun));
	if (r->op == OP_UNSTATED)
		return r->class == COUNT_CLASSES || (r->weak && !known && r->measure == MEASURE_OTHER);
	if (r->share && r->class == COUNT_PERCENT)
		return r->weak && !known;
	return r->class == COUNT_CLASSES || (r->weak && !known && r->measure == MEASURE_OTHER);
}

/* "Haddad, 61,": set off by commas behind a person; "over 65", "men under 50",
 * "girls aged under five": a bound that is said of persons. */
static bool is_age(const struct count_cx *x, const struct count_row *r)
{
	const struct clauses *c = &x->c;
	uint32_t t = r->last, up = c->head[t];
	double v = drg__is_stated(r->low) ? r->low : r->high;
	if (r->noun != NONE || r->word || r->share || up == NONE || up >= c->n || !(v >= 1 && v <= 120))
		return false;
	bool comma = r->first > 0 && drg__clause_is(c, r->first - 1, ",") && (r->end >= c->n || (x->v->flags[r->end] & TOK_PUNCT) || drg__clause_is(c, r->end, "and"));
	if (r->op == OP_EQ && comma && (c->dep[t] == DEP_APPOS || c->dep[t] == DEP_NUMMOD || c->dep[t] == DEP_NMOD || c->dep[t] == DEP_NMOD_UNMARKED) && up < t)
		return x->l->morph.upos[up] == UPOS_PROPN || person_word(x, up);
	if (!drg__clause_is(c, r->first, "over|under") || c->dep[t] == DEP_OBJ)
		return false;
	bool passive;
	uint32_t s = drg__clause_child(c, t, DEP_COP, NONE) != NONE ? drg__clause_subject(c, t, &passive) : NONE;
	if (s != NONE)
		return (s >= 2 && person_word(x, s)) || drg__count_noun(x, s) || x->row.n > 1;
	if (r->first == 0)
		return false;
	uint8_t before = x->l->morph.upos[r->first - 1];
	return drg__clause_is(c, r->first - 1, "them|whom|aged") || ((before == UPOS_NOUN || before == UPOS_PROPN) && (person_word(x, r->first - 1) || drg__count_noun(x, r->first - 1)));
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

static void sense(struct count_cx *x, size_t i)
{
	struct count_row *r = &x->row.v[i];
	if (x->c.n == 0)
		return;
	find_noun(x, r);
	if (r->noun != NONE)
		r->what = noun_words(x, r);
	if (r->class == COUNT_CLASSES && is_age(x, r)) {
		r->class = COUNT_AGE;
		r->unit = STR("year");
		r->rule = drg__pack_rule_find(x->pack, "counts.aged");
	}
	if (r->class == COUNT_CLASSES && !ordinal_of_time(x, r)) {
		if (!r->of_them)
			drg__count_measure(x, r);
		if (r->noun != NONE && drg__clause_is(&x->c, r->noun, "time") && r->kind == NUM_ORDINAL)
			r->class = COUNT_TIMES, r->measure = MEASURE_NONE;
	}
	if (r->class == COUNT_DURATION) {
		uint32_t p = drg__clause_predicate(&x->c, r->last);
		bool passive;
		uint32_t s = p == NONE ? NONE : drg__clause_subject(&x->c, p, &passive);
		if (p != NONE && (drg__clause_is(&x->c, p, "sentence|jail|imprison|serve") || (s != NONE && drg__clause_is(&x->c, s, "sentence"))))
			r->measure = MEASURE_SENTENCE;
	}
}

/* "the eleven", "120 of our neighbours": a number told before, of which nothing
 * new is said, counts the same people. */
static void told_before(struct count_cx *x)
{
	struct { double v; uint8_t measure; } seen[64];
	uint32_t n = 0;
	for (size_t i = 0; i < x->row.n; i++) {
		struct count_row *r = &x->row.v[i];
		if (r->class != COUNT_PEOPLE || !drg__is_stated(r->best) || r->best < 5)
			continue;
		uint32_t k = 0;
		while (k < n && seen[k].v != r->best)
			k++;
		if (r->measure == MEASURE_OTHER && k < n)
			r->measure = seen[k].measure;
		else if (r->measure != MEASURE_OTHER && k < 64) {
			seen[k].v = r->best;
			seen[k].measure = r->measure;
			n += k == n;
		}
	}
}

/* "offered two million for the hospital": a great sum of nothing named is money. */
static void sums(struct count_row *r)
{
	if (r->noun == NONE && r->scale >= 1e6 && (r->class == COUNT_CLASSES || (r->class <= COUNT_THINGS && r->measure == MEASURE_OTHER))) {
		r->class = COUNT_MONEY;
		r->measure = MEASURE_MONEY;
		r->unit = STR("");
	}
}

/* How likely a reader of the conflict would count it among the counts: below .5
 * it is kept, and not listed. */
static float worth(const struct count_row *r, bool conflict)
{
	double v = drg__is_stated(r->best) ? r->best : drg__is_stated(r->low) ? r->low : r->high;
	bool known = r->measure != MEASURE_OTHER && r->measure != MEASURE_NONE;
	if (r->op == OP_ORDINAL)
		return r->measure == MEASURE_ATTACKS || r->measure == MEASURE_VISITS ? .6f : .3f;
	if (r->class == COUNT_MONEY || r->class == COUNT_VOTE)
		return conflict ? .6f : .3f;
	if (r->class == COUNT_PEOPLE)
		return known ? (conflict || r->measure <= MEASURE_KILLED ? .8f : .4f) : v >= 10 && conflict ? .5f : .3f;
	if (r->class == COUNT_THINGS)
		return !known || (r->word && v == 0) || (r->measure == MEASURE_AFFECTED && !conflict) ? .3f : .7f;
	return .8f;
}

/* Does the report tell of a conflict: people held, killed, taken, or weapons? */
static bool of_conflict(const struct count_cx *x)
{
	uint32_t n = 0;
	for (size_t i = 0; i < x->row.n; i++) {
		uint8_t m = x->row.v[i].measure;
		n += m == MEASURE_HELD || m == MEASURE_RELEASED || m == MEASURE_KILLED || m == MEASURE_TROOPS || m == MEASURE_WEAPONS || m == MEASURE_ATTACKS;
	}
	uint32_t issues = drg__lex(x->pack, "issues"), col = issues == NONE ? NONE : drg__lex_col(x->pack, issues, "issue");
	for (uint32_t i = 0; issues != NONE && i < x->hits->n && n < 3; i++)
		n += x->hits->v[i].lex == issues && drg__lex_enum(x->pack, issues, x->hits->v[i].row, col) < ISSUE_OTHER;
	return n >= 3;
}

void drg__count_sense(struct count_cx *x)
{
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
	told_before(x);
	bool conflict = of_conflict(x);
	for (size_t i = 0; i < x->row.n; i++) {
		struct count_row *r = &x->row.v[i];
		if (x->c.n)
			drg__count_part(x, i);
		sums(r);
		if (r->class == COUNT_CLASSES)
			r->class = COUNT_THINGS, r->measure = MEASURE_OTHER;
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
		r->score = worth(r, conflict);
	}
}
