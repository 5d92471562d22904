/* Descriptions and pronouns, in the order of the text. */
#include "stage/who.h"
#include "stage/who_pronoun.h"

/* The words between two mentions are at most a comma? */
static bool only_comma(const struct cx *c, uint32_t from, uint32_t to)
{
	for (uint32_t b = from; b < to; b++)
		if (c->text->p[b] != ' ' && c->text->p[b] != ',')
			return false;
	return to > from && to - from <= 3;
}

static bool after_of(const struct cx *c, uint32_t m)
{
	uint32_t a = tok_at(c, c->men->span[m].s);
	return a > 0 && (is(c, a - 1, "of") || (a > 1 && is(c, a - 1, "the") && is(c, a - 2, "of")));
}

/* Headed by a title ("envoy", "minister"): somebody who acts for what follows "of". */
static bool office(const struct cx *c, uint32_t m)
{
	const struct hit *h = drg__hit_at(c->hits, c->men->head[m], c->titles);
	return h && h->end == c->men->head[m] + 1;
}

/* "a critic of the government", "a captive of the Front": not one of them. */
static bool apart_from(struct str head)
{
	static const char *const z[] = { "critic", "opponent", "enemy", "rival", "foe", "victim", "hostage", "captive", "prisoner", "detainee", "survivor", "neighbour", "neighbor" };
	if (drg__str_ends(head, STR("s")))
		head.n--;
	for (size_t i = 0; i < sizeof z / sizeof *z; i++)
		if (drg__str_ieq(head, drg__str_c(z[i])))
			return true;
	return false;
}

/* An entity named inside, or right after, a description: for whom it speaks. */
static uint32_t body_inside(const struct cx *c, uint32_t m)
{
	const struct mentions *men = c->men;
	if (apart_from(word(c, men->head[m])))
		return NONE;
	uint32_t lo = first_mention_from(c, men->span[m].s);
	for (uint32_t k = lo; k < men->n && men->span[k].s < men->span[m].e; k++) {
		if (k == m || men->form[k] != FORM_NAME || men->ent[k] == NONE)
			continue;
		uint8_t kind = c->who.v[men->ent[k]].kind;
		if (kind == ENT_STATE || kind == ENT_GROUP || kind == ENT_ORG || (after_of(c, k) && (kind == ENT_OTHER || office(c, m))))
			return men->ent[k];
	}
	return NONE;
}

static bool opens_definite(const struct cx *c, uint32_t m, bool *indefinite)
{
	uint32_t a = tok_at(c, c->men->span[m].s);
	*indefinite = is(c, a, "a") || is(c, a, "an") || is(c, a, "another") || is(c, a, "one") || is(c, a, "some") || is(c, a, "several") || is(c, a, "other") || is(c, a, "many") || is(c, a, "two") || is(c, a, "few");
	return is(c, a, "the") || is(c, a, "that") || is(c, a, "this") || is(c, a, "these") || is(c, a, "those") || is(c, a, "his") || is(c, a, "her") || is(c, a, "its") || is(c, a, "their");
}

/* A preposition or article right before the mention? */
static bool after_small_word(const struct cx *c, uint32_t m)
{
	uint32_t a = tok_at(c, c->men->span[m].s);
	const struct hit *h = a ? drg__hit_at(c->hits, a - 1, c->words) : NULL;
	if (!h)
		return false;
	struct str k = drg__lex_str(c->pack, c->words, h->row, c->col_class);
	return drg__str_eq(k, STR("prep")) || drg__str_eq(k, STR("det"));
}

/* Words before the head that tell one "office" from another: no article, no possessive
 * pronoun, no number. As folds, at most MODS. */
static uint32_t modifiers(const struct cx *c, uint32_t m, uint64_t out[MODS])
{
	uint32_t n = 0;
	for (uint32_t t = tok_at(c, c->men->span[m].s); t < c->men->head[m] && n < MODS; t++) {
		const struct hit *h = drg__hit_at(c->hits, t, c->words);
		bool closed = h && h->end == t + 1;
		if ((c->tok->flags[t] & TOK_WORD) && !closed && word(c, t).n > 2)
			out[n++] = c->tok->fold[t];
	}
	return n;
}

/* Has the entity been described with all these words? */
static bool knows(const struct who *w, const uint64_t *mod, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		bool found = mod[i] == w->last || mod[i] == w->first;
		for (uint32_t k = 0; k < w->n_mods && !found; k++)
			found = w->mod[k] == mod[i];
		if (!found)
			return false;
	}
	return true;
}

static void add_modifiers(struct who *w, const uint64_t *mod, uint32_t n)
{
	for (uint32_t i = 0; i < n && w->n_mods < MODS; i++)
		if (!knows(w, mod + i, 1))
			w->mod[w->n_mods++] = mod[i];
}

/* The latest entity described with this word, and with no other words than these before it. */
static uint32_t by_role(const struct cx *c, uint64_t role, bool is_plural, const uint64_t *mod, uint32_t n_mods, const uint32_t *order, uint32_t n)
{
	uint32_t steps = 0;
	for (uint32_t k = n; k-- > 0 && steps < BACK_MOST; steps++) {
		const struct who *w = &c->who.v[order[k]];
		if (w->plural != is_plural)
			continue;
		for (uint32_t r = 0; r < w->n_roles; r++)
			if (w->role[r] == role && knows(w, mod, n_mods))
				return order[k];
	}
	return NONE;
}

/* Is this mention (part of) a source?  Sources sorted by start. */
struct source {
	struct span span;
	uint32_t att;
};

static bool is_source(const struct source *v, uint32_t n, uint32_t *at, struct span s)
{
	while (*at < n && v[*at].span.e <= s.s)
		(*at)++;
	for (uint32_t k = *at; k < n && k < *at + 4 && v[k].span.s < s.e; k++)
		if (drg__span_overlaps(v[k].span, s))
			return true;
	return false;
}

static struct source *sources(struct cx *c, uint32_t *n)
{
	const struct attribs *att = c->att;
	struct source *v = NEW_N(c->a, struct source, att->n), *to = NEW_N(c->a, struct source, att->n);
	*n = 0;
	for (uint32_t i = 0; i < att->n; i++)
		if (att->source[i].n)
			v[(*n)++] = (struct source){ att->pool.v[att->source[i].from], i };
	for (size_t w = 1; w < *n; w *= 2) {
		for (size_t lo = 0; lo < *n; lo += 2 * w) {
			size_t mid = lo + w < *n ? lo + w : *n, hi = lo + 2 * w < *n ? lo + 2 * w : *n, i = lo, j = mid, k = lo;
			while (i < mid || j < hi)
				to[k++] = j >= hi || (i < mid && v[i].span.s <= v[j].span.s) ? v[i++] : v[j++];
		}
		struct source *swap = v;
		v = to;
		to = swap;
	}
	return v;
}

static bool source_begins(const struct source *v, uint32_t n, uint32_t at, uint32_t byte)
{
	for (uint32_t k = at; k < n && k < at + 4; k++)
		if (v[k].span.s == byte)
			return true;
	return false;
}

static bool closed_by_comma(const struct cx *c, uint32_t byte)
{
	return byte < c->text->n && c->text->p[byte] == ',';
}

static bool generic_body(struct str w)
{
	static const char *const z[] = { "movement", "group", "militia", "faction", "organisation", "organization", "party" };
	for (size_t i = 0; i < sizeof z / sizeof *z; i++)
		if (drg__str_ieq(w, drg__str_c(z[i])))
			return true;
	return false;
}

/* The name that stands right before the head of a description. */
static uint32_t name_before_head(struct cx *c, uint32_t m)
{
	const struct mentions *men = c->men;
	uint32_t head = men->head[m];
	for (uint32_t k = m + 1; k < men->n && men->span[k].s < men->span[m].e; k++)
		if (men->form[k] == FORM_NAME && men->ent[k] != NONE && men->head[k] + 1 == head) {
			struct who *w = &c->who.v[men->ent[k]];
			if (w->kind == ENT_STATE || (w->code.n && w->kind == ENT_GROUP))
				return NONE; /* "the Kenyan army" is not Kenya */
			if (men->kind[m] != ENT_OUTLET && !generic_body(word(c, head)))
				return NONE; /* nor is the army of a land that no lexicon knows */
			if (men->kind[m] == ENT_OUTLET && w->kind != ENT_OUTLET && w->whole)
				w->kind = ENT_OUTLET;
			return w->kind == men->kind[m] || w->kind == ENT_GROUP || w->kind == ENT_ORG ? men->ent[k] : NONE;
		}
	return NONE;
}

/* A plural's singular-looking fold: "officials" and "official" are one role word
 * only when the number is the same, so the word is kept as it is; but the
 * article and case are gone. */
static uint64_t role_fold(const struct cx *c, uint32_t m)
{
	return c->tok->fold[c->men->head[m]];
}

/* He, she, it or they: who is meant, or NONE. */
static uint32_t pronoun(struct cx *c, const struct recent *r, struct str w, bool source)
{
	uint8_t g = drg__str_ieq(w, STR("him")) || drg__str_ieq(w, STR("he")) ? HE : drg__who_gender(w);
	if (g != EITHER) {
		uint32_t e = drg__recent_person(c, r, g);
		if (e != NONE && c->who.v[e].gender == EITHER)
			c->who.v[e].gender = g;
		return e;
	}
	if (drg__str_ieq(w, STR("it")))
		return !source ? NONE : r->speaker_body != NONE ? r->speaker_body : r->body;
	return r->speaker_plural != NONE ? r->speaker_plural : r->plural;
}

/* The name in apposition to description m: before it ("Ada Lind, the envoy"), unless a
 * source begins with the description ("..., an official said"), or after it ("the envoy
 * Ada Lind"); NONE. */
static uint32_t apposed(struct cx *c, uint32_t m, bool anew)
{
	const struct mentions *men = c->men;
	if (!anew && m > 0 && men->form[m - 1] == FORM_NAME && men->ent[m - 1] != NONE && men->kind[m] == ENT_UNNAMED && only_comma(c, men->span[m - 1].e, men->span[m].s)) {
		uint8_t kind = c->who.v[men->ent[m - 1]].kind;
		if (kind == ENT_PERSON || (kind == ENT_OTHER && !after_small_word(c, m - 1)))
			return men->ent[m - 1];
	}
	uint32_t n = m + 1; /* past the names inside it: "Ort's lawyer, Ada Lind," */
	while (n < men->n && men->span[n].s < men->span[m].e)
		n++;
	if (n >= men->n || men->form[n] != FORM_NAME || men->ent[n] == NONE || !only_comma(c, men->span[m].e, men->span[n].s))
		return NONE;
	uint32_t e = men->ent[n];
	uint8_t kind = c->who.v[e].kind;
	bool next = men->span[n].s - men->span[m].e == 1;
	if (men->kind[m] == ENT_UNNAMED && person_like(kind) && (next || closed_by_comma(c, men->span[n].e)))
		return e;
	if (men->kind[m] != ENT_OUTLET || !next || !(kind == ENT_OUTLET || kind == ENT_OTHER || kind == ENT_PERSON))
		return NONE;
	c->who.v[e].kind = ENT_OUTLET;
	return e;
}

/* What the pass over the mentions keeps. */
struct pass {
	struct recent r;
	struct source *src; /* [n_src] by start */
	uint32_t *order;    /* [n_order] entities as they were mentioned */
	uint32_t n_src, at, n_order;
	struct pronouns pro;
};

/* The entity that description m means; a new one where it means none known. */
static uint32_t described(struct cx *c, struct pass *p, uint32_t m, const uint64_t *mod, uint32_t n_mods)
{
	const struct mentions *men = c->men;
	uint8_t kind = men->kind[m];
	uint64_t role = role_fold(c, m);
	struct str head = word(c, men->head[m]);
	bool many = plural(head), indefinite, definite = opens_definite(c, m, &indefinite);
	uint32_t e = many ? NONE : apposed(c, m, source_begins(p->src, p->n_src, p->at, men->span[m].s));
	/* "the Harbour Lantern newspaper": the name inside, next to the head */
	if (e == NONE && !many && (kind == ENT_OUTLET || kind == ENT_GROUP || kind == ENT_ORG))
		e = name_before_head(c, m);
	bool body = kind != ENT_UNNAMED && kind != ENT_DOCUMENT && kind != ENT_OUTLET && !many;
	if (e == NONE && !indefinite && (definite || body))
		e = by_role(c, role, many, mod, n_mods, p->order, p->n_order);
	/* "the movement", "the group": the latest such body by name */
	if (e == NONE && definite && !many && generic_body(head))
		e = p->r.named_group;
	/* "the magazine" that somebody told: the latest outlet by name; "this newspaper"
	 * is another matter */
	if (e == NONE && definite && !many && kind == ENT_OUTLET && n_mods == 0 && !is(c, tok_at(c, men->span[m].s), "this"))
		e = p->r.named_outlet;
	if (e == NONE) {
		e = drg__who_new(c, m);
		c->who.v[e].plural = many;
		c->who.v[e].named = false;
		p->order[p->n_order++] = e;
	}
	return e;
}

/* Description m: whose it is, and what it tells of them. */
static uint32_t nominal(struct cx *c, struct pass *p, uint32_t m)
{
	uint64_t mod[MODS];
	uint32_t n_mods = modifiers(c, m, mod), e = described(c, p, m, mod, n_mods);
	struct who *w = &c->who.v[e];
	uint8_t kind = c->men->kind[m], g = drg__who_gender(word(c, c->men->head[m]));
	drg__who_add_role(w, role_fold(c, m));
	add_modifiers(w, mod, n_mods);
	if (g)
		w->gender = g;
	if (w->speaks_for == NONE && (kind == ENT_UNNAMED || kind == ENT_ORG)) {
		uint32_t f = body_inside(c, m);
		if (f != e)
			w->speaks_for = f;
	}
	if (w->speaks_for == NONE && kind == ENT_DOCUMENT) /* who it is by */
		w->speaks_for = drg__recent_owner(c, &p->r, tok_at(c, c->men->span[m].s));
	return e;
}

static void in_order(struct cx *c)
{
	struct mentions *men = c->men;
	struct pass p = { .r = drg__recent_none(), .order = NEW_N(c->a, uint32_t, (size_t)men->n + 1) };
	p.src = sources(c, &p.n_src);
	drg__pronouns_begin(&p.pro, c);
	for (uint32_t m = 0; m < men->n; m++) {
		bool source = is_source(p.src, p.n_src, &p.at, men->span[m]);
		uint32_t e = men->ent[m];
		if (men->form[m] == FORM_PRONOUN) {
			struct str w = bytes(c, men->span[m]);
			if (drg__str_ieq(w, STR("i")) || drg__str_ieq(w, STR("we")) || drg__str_ieq(w, STR("us")))
				continue;
			e = men->ent[m] = c->ev ? drg__pronoun(&p.pro, c, m, source) : pronoun(c, &p.r, w, source);
			if (e != NONE)
				drg__pronouns_note(&p.pro, c, m, e, source);
			if (e != NONE && source)
				drg__recent_note(&p.r, &c->who.v[e], e, source);
			continue;
		}
		if (men->form[m] == FORM_NOMINAL)
			e = men->ent[m] = nominal(c, &p, m);
		else if (e != NONE && p.n_order < men->n)
			p.order[p.n_order++] = e;
		if (e != NONE) {
			drg__recent_note(&p.r, &c->who.v[e], e, source);
			drg__pronouns_note(&p.pro, c, m, e, source);
			c->who.v[e].seen = men->span[m].s;
		}
	}
}

/* Through a document speaks whoever owns it ("its bulletin", "the Front's letter") or
 * stands after "from", "by" or "of" ("a letter from the wardens"). */
static void issuers(struct cx *c)
{
	struct mentions *men = c->men;
	for (uint32_t m = 0; m < men->n; m++) {
		uint32_t e = men->ent[m], by = NONE;
		if (men->form[m] != FORM_NOMINAL || men->kind[m] != ENT_DOCUMENT || e == NONE || c->who.v[e].speaks_for != NONE)
			continue;
		uint32_t head = c->tok->span[men->head[m]].s, after = men->head[m] + 1;
		for (uint32_t k = first_mention_from(c, men->span[m].s); k < men->n && men->span[k].s < men->span[m].e; k++)
			if (k != m && men->span[k].e <= head && men->ent[k] != NONE && men->ent[k] != e && by == NONE)
				by = men->ent[k];
		if (by == NONE && (is(c, after, "from") || is(c, after, "by") || is(c, after, "of")) && after + 1 < c->tok->n) {
			uint32_t k = first_mention_from(c, c->tok->span[after + 1].s), near = after + 2 < c->tok->n ? c->tok->span[after + 2].s : c->text->n;
			if (k < men->n && men->span[k].s <= near)
				by = men->ent[k];
		}
		if (by != NONE && by != e && c->who.v[by].kind != ENT_PLACE && c->who.v[by].kind != ENT_DOCUMENT)
			c->who.v[e].speaks_for = by;
	}
}

void drg__who_roles(struct cx *c)
{
	in_order(c);
	issuers(c);
}
