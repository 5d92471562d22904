/* What a quantity counts: the noun it modifies, or one elsewhere in the clause. */
#include "stage/count_row.h"

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

static uint32_t of_noun(const struct count_cx *x, uint32_t t)
{
	uint32_t k = drg__clause_with(&x->c, t, "of|among");
	return k;
}

static bool pronoun(const struct count_cx *x, uint32_t t)
{
	return drg__clause_is(&x->c, t, "them|whom|which|us|you|that|those|these");
}

bool drg__count_gathers(const struct count_cx *x, uint32_t t)
{
	return drg__clause_is(&x->c, t, "crowd|force|garrison|column|group|band|team|crew|party|contingent|unit|militia|gang|army|mission|delegation|council|committee|commission|panel|"
	                                "cabinet|jury|squad|patrol|platoon|staff|workforce|congregation");
}

/* "prisoners, estimated at more than 600", "the hostages, believed to number
 * about 50": the noun whose size the verb of token t gives; NONE for other verbs. */
static uint32_t sized(const struct count_cx *x, uint32_t t)
{
	const struct clauses *c = &x->c;
	uint32_t p = c->head[t];
	if (p == NONE || p >= c->n || p >= t || !drg__clause_is(c, p, "estimate|number|total"))
		return NONE;
	for (int up = 0; up < 3 && p != NONE && p < c->n; up++) {
		bool passive;
		uint32_t s = drg__clause_subject(c, p, &passive);
		if (c->dep[p] == DEP_ACL)
			return is_noun(x, c->head[p]) ? c->head[p] : NONE;
		if (s != NONE && (passive || !drg__clause_is(c, p, "estimate")))
			return is_noun(x, s) ? s : NONE;
		p = c->dep[p] == DEP_XCOMP || c->dep[p] == DEP_ADVCL ? c->head[p] : NONE;
	}
	return NONE;
}

/* The noun that the row's words modify, or that stands after "of". */
void drg__count_find_noun(struct count_cx *x, struct count_row *r)
{
	const struct clauses *c = &x->c;
	uint32_t t = r->last, up;
	if (t >= c->n)
		return;
	/* climb out of the row's own words */
	for (up = c->head[t]; up != NONE && up < c->n && drg__count_inside(r, up); up = c->head[up])
		t = up;
	if (r->first + 1 < r->end && t == r->last) /* "at least 12": the head may be any word of the row */
		for (uint32_t k = r->first; k < r->end; k++)
			if (c->head[k] == NONE || !drg__count_inside(r, c->head[k]))
				if (c->dep[k] == DEP_NUMMOD || c->dep[k] == DEP_AMOD || c->dep[k] == DEP_DET || c->dep[k] == DEP_NSUBJ || c->dep[k] == DEP_OBJ)
					t = k;
	up = c->head[t];
	uint32_t of = NONE;
	for (uint32_t k = r->first; k < r->end && of == NONE; k++) {
		of = of_noun(x, k);
		if (of != NONE && drg__count_inside(r, of))
			of = NONE;
	}
	if (of == NONE && r->first > 1 && drg__count_tok(x, r->first - 1, "whom") && (drg__count_tok(x, r->first - 2, "of") || drg__count_tok(x, r->first - 2, "among"))) {
		r->of_them = true; /* "of whom eleven lived" */
		return;
	}
	bool number_follows = of != NONE && of + 1 < c->n && x->l->morph.upos[of + 1] == UPOS_NUM; /* "two of those four" */
	if (of != NONE && pronoun(x, of) && !number_follows) {
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
		r->noun = pronoun(x, of) ? NONE : of; /* "two of those four" */
	} else if (up != NONE && (d == DEP_NUMMOD || d == DEP_AMOD || d == DEP_DET || d == DEP_COMPOUND || (d == DEP_NMOD && up > t) || d == DEP_ADVMOD) && is_noun(x, up) && up >= r->end) {
		r->noun = up;
	} else if (up != NONE && d == DEP_NSUBJ && up == r->end && drg__count_noun(x, up)) {
		r->noun = up; /* "Four dead and seventeen wounded" */
	} else if (r->op == OP_RANGE && r->end + 1 < c->n && drg__clause_is(c, r->end, ",") && is_noun(x, r->end + 1)) {
		r->noun = r->end + 1; /* "four, perhaps five, officers" */
		r->end++;
	} else if (d == DEP_NMOD && up < r->first && t == r->last && drg__clause_is(c, r->first - 1, "of") && drg__count_gathers(x, up)) {
		r->noun = up; /* "a crowd of several hundred" */
	} else if (sized(x, t) != NONE) {
		r->noun = sized(x, t);
	} else if (r->end < c->n && drg__count_noun(x, r->end) && !(x->v->flags[r->end] & TOK_PUNCT)) {
		r->noun = r->end; /* the parser went another way, the words are plain */
	}
}

/* The words of the noun: with what modifies it before, without the number. */
struct span drg__count_noun_words(const struct count_cx *x, const struct count_row *r)
{
	const struct hit *h = drg__count_noun(x, r->noun);
	uint32_t first = h ? h->first : r->noun;
	while (!h && first > 0 && first - 1 >= r->end && x->c.dep[first - 1] == DEP_COMPOUND && x->c.head[first - 1] == r->noun)
		first--;
	return (struct span){ x->v->span[first].s, x->v->span[r->noun].e };
}

bool drg__count_person_word(const struct count_cx *x, uint32_t t)
{
	const struct hit *h = drg__hit_at(x->hits, t, x->roles);
	if (h && h->end == t + 1) {
		uint32_t col = drg__lex_col(x->pack, x->roles, "kind");
		return drg__lex_enum(x->pack, x->roles, h->row, col) <= 1; /* person, side */
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
uint32_t drg__count_nearby(const struct count_cx *x, const struct count_row *r)
{
	const struct clauses *c = &x->c;
	uint32_t p = drg__clause_predicate(c, r->last);
	bool passive;
	if (p == NONE || p == r->last)
		return NONE;
	uint32_t at[2] = { drg__clause_child(c, p, DEP_OBJ, NONE), drg__clause_subject(c, p, &passive) };
	for (int i = 0; i < 2; i++) {
		bool number = at[i] != NONE && drg__clause_is(c, at[i], "number|toll|figure|total|count|estimate|tally");
		uint32_t t = at[i];
		if (i == 1 && !number && !drg__clause_is(c, p, "rise|fall|stand|reach|climb|grow|run|go|drop|total|pass|exceed|come|amount|jump|near|top|hit"))
			return NONE; /* "the families collected nine million" counts no families */
		for (int k = 0; k <= number && t != NONE && t < c->n; k++) {
			const struct hit *h = (t < r->first || t >= r->end) ? drg__count_noun(x, t) : NULL;
			bool people = h && drg__lex_enum(x->pack, x->counted, h->row, x->col.class) == 0;
			if (people && (k || drg__lex_enum(x->pack, x->counted, h->row, x->col.measure) != UINT32_MAX))
				return t; /* "put the number of people held at": the second noun may be any people */
			t = drg__clause_with(c, t, "of|for");
		}
		if (number)
			return NONE; /* "the families put the number at 46": no families are counted */
	}
	return NONE;
}
