#include "stage/speaker.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "stage/spelling.h"
#include "stage/token.h"

enum { ROLES = 6, MODS = 8, BACK_MOST = 400 };

enum gender { EITHER, HE, SHE };

struct who {
	struct str name;
	uint8_t kind;
	uint8_t gender;
	bool plural, named;
	bool article; /* a name with "the": nobody who is he or she */
	uint64_t whole;       /* fold of the whole name */
	uint64_t last;        /* fold of its last word, 0 if none */
	uint64_t first;       /* fold of its first word when it has several */
	uint64_t initials;    /* hash of its initials, lower case; 0 */
	uint64_t role[ROLES]; /* folds of the words it was described with */
	uint32_t n_roles;
	uint64_t mod[MODS];      /* folds of words before those, see modifiers() */
	uint32_t n_mods;
	uint32_t speaks_for;
	uint32_t seen;        /* last mention, by byte */
	struct str code;
};

struct cx {
	const struct text *text;
	const struct tokens *tok;
	const struct sents *sents;
	const struct hits *hits;
	const drg_pack *pack;
	struct mentions *men;
	struct attribs *att;
	struct arena *a;
	uint32_t words, states, titles, given, col_class, col_code; /* given: UINT32_MAX in a pack without */
	VEC(struct who) who;
};

static struct str bytes(const struct cx *c, struct span s)
{
	return drg__str(c->text->p + s.s, s.e - s.s);
}

static struct str word(const struct cx *c, uint32_t i)
{
	return drg__tok(c->text, c->tok, i);
}

static bool is(const struct cx *c, uint32_t i, const char *z)
{
	return i < c->tok->n && drg__str_ieq(word(c, i), drg__str_c(z));
}

/* First token at or after byte b. */
static uint32_t tok_at(const struct cx *c, uint32_t b)
{
	return drg__span_first(c->tok->span, c->tok->n, b);
}

static uint32_t first_mention_from(const struct cx *c, uint32_t b)
{
	return drg__span_first(c->men->span, c->men->n, b);
}

static bool plural(struct str w)
{
	return (w.n > 3 && (w.p[w.n - 1] | 32) == 's' && (w.p[w.n - 2] | 32) != 's') || drg__str_ieq(w, STR("people")) || drg__str_ieq(w, STR("men")) ||
	       drg__str_ieq(w, STR("women")) || drg__str_ieq(w, STR("media")) || drg__str_ieq(w, STR("police")) || drg__str_ieq(w, STR("troops"));
}

static uint8_t gender_of_word(struct str w)
{
	static const char *const he[] = { "mr", "mr.", "sir", "king", "prince", "emir", "sheikh", "father", "brother", "son", "husband", "man", "spokesman", "chairman", "his", "he", "him", "pope", "bishop", "archbishop", "mullah", "ayatollah", "congressman", "boy", "lord" };
	static const char *const she[] = { "mrs", "mrs.", "ms", "ms.", "miss", "queen", "princess", "mother", "sister", "daughter", "wife", "woman", "spokeswoman", "chairwoman", "her", "she", "lady", "congresswoman", "actress", "girl" };
	for (size_t i = 0; i < sizeof he / sizeof *he; i++)
		if (drg__str_ieq(w, drg__str_c(he[i])))
			return HE;
	for (size_t i = 0; i < sizeof she / sizeof *she; i++)
		if (drg__str_ieq(w, drg__str_c(she[i])))
			return SHE;
	return EITHER;
}

static void add_role(struct who *w, uint64_t role)
{
	for (uint32_t i = 0; i < w->n_roles; i++)
		if (w->role[i] == role)
			return;
	if (w->n_roles < ROLES)
		w->role[w->n_roles++] = role;
}

/* A plural's singular-looking fold: "officials" and "official" are one role word
 * only when the number is the same, so the word is kept as it is; but the
 * article and case are gone. */
static uint64_t role_fold(const struct cx *c, uint32_t m)
{
	return c->tok->fold[c->men->head[m]];
}

static uint32_t new_who(struct cx *c, uint32_t m)
{
	struct who *w = PUSH(c->a, &c->who);
	*w = (struct who){ .name = bytes(c, c->men->span[m]), .kind = c->men->kind[m], .speaks_for = NONE, .seen = c->men->span[m].s };
	w->named = c->men->form[m] == FORM_NAME;
	return (uint32_t)c->who.n - 1;
}

static bool person_like(uint8_t kind)
{
	return kind == ENT_PERSON || kind == ENT_REPORTER || kind == ENT_OTHER || kind == ENT_UNNAMED;
}

/* The words of a name: folds of the whole, first and last, and its initials. */
static void read_name(const struct cx *c, uint32_t m, struct who *w)
{
	uint32_t a = tok_at(c, c->men->span[m].s), b = c->men->head[m] + 1;
	char buf[64], ini[16];
	size_t n_ini = 0;
	uint32_t words = 0;
	w->whole = 0;
	for (uint32_t i = a; i < b; i++) {
		size_t n = drg__fold(word(c, i), buf, sizeof buf);
		w->whole = drg__hash_add(w->whole, drg__str(buf, n));
		if (!(c->tok->flags[i] & TOK_WORD))
			continue;
		if (words == 0)
			w->first = c->tok->fold[i];
		w->last = c->tok->fold[i];
		words++;
		uint8_t s = c->tok->shape[i];
		if (n && n_ini < sizeof ini && s != SHAPE_LOWER)
			ini[n_ini++] = buf[0];
	}
	if (words < 2)
		w->first = 0;
	w->initials = words >= 2 && n_ini >= 2 ? drg__hash(drg__str(ini, n_ini)) : 0;
	/* Mr. before it */
	if (a > 0) {
		w->gender = gender_of_word(word(c, a - 1));
		w->article = is(c, a - 1, "the");
	}
	const struct hit *h = c->given == UINT32_MAX || words < 2 || w->gender != EITHER ? NULL : drg__hit_at(c->hits, a, c->given);
	if (h && h->end == a + 1 && person_like(w->kind) && !w->article)
		w->gender = drg__lex_enum(c->pack, c->given, h->row, drg__lex_col(c->pack, c->given, "gender")) == 0 ? HE : SHE;
	h = drg__hit_at(c->hits, a, c->states);
	if (h && h->end == b)
		w->code = drg__lex_str(c->pack, c->states, h->row, c->col_code);
}

/* --------------------------------------------------------------- names -- */

/* Whole names by their fold: open addressing over entities. */
struct index {
	uint64_t *key;
	uint32_t *row; /* latest entity with the key */
	size_t mask;
};

static struct index index_new(struct arena *a, uint32_t n)
{
	size_t size = 32;
	while (size < 4 * ((size_t)n + 1))
		size *= 2;
	return (struct index){ NEW_N(a, uint64_t, size), NEW_N(a, uint32_t, size), size - 1 };
}

static uint32_t *slot(struct index *x, uint64_t key, bool *found)
{
	if (key == 0)
		key = 1;
	size_t i = key & x->mask;
	while (x->key[i] && x->key[i] != key)
		i = (i + 1) & x->mask;
	*found = x->key[i] == key;
	x->key[i] = key;
	return &x->row[i];
}

static uint32_t get(const struct index *x, uint64_t key)
{
	if (key == 0)
		key = 1;
	size_t i = key & x->mask;
	while (x->key[i] && x->key[i] != key)
		i = (i + 1) & x->mask;
	return x->key[i] == key ? x->row[i] : NONE;
}

/* "(OPM)" right after a name. */
static bool in_brackets_after(const struct cx *c, uint32_t m)
{
	uint32_t a = tok_at(c, c->men->span[m].s), b = c->men->head[m] + 1;
	return m > 0 && a > 0 && c->text->p[c->tok->span[a - 1].s] == '(' && b < c->tok->n && c->text->p[c->tok->span[b].s] == ')' && a >= 2 &&
	       c->men->span[m - 1].e == c->tok->span[a - 2].e && c->men->form[m - 1] == FORM_NAME;
}

static struct str last_word(struct str name)
{
	size_t i = name.n;
	while (i > 0 && name.p[i - 1] != ' ')
		i--;
	return drg__str_sub(name, i, name.n);
}

/* The person whose whole name is another spelling of this one; NONE. */
static uint32_t spelt_whole(const struct cx *c, const struct index *x, struct str name)
{
	uint32_t e = get(x, drg__spelling_key(name));
	return e != NONE && drg__spelling_same(c->who.v[e].name, name) ? e : NONE;
}

/* The person whose last name is another spelling of this one; NONE. */
static uint32_t spelt_last(const struct cx *c, const struct index *x, struct str name)
{
	uint32_t e = get(x, drg__spelling_key(name));
	return e != NONE && drg__spelling_same(last_word(c->who.v[e].name), name) ? e : NONE;
}

static void names(struct cx *c)
{
	struct mentions *men = c->men;
	struct index whole = index_new(c->a, men->n), last = index_new(c->a, men->n), initials = index_new(c->a, men->n), code = index_new(c->a, men->n), body = index_new(c->a, men->n),
	             spelt = index_new(c->a, men->n);
	/* names of several words first, so that "Lind" before "Ada Lind" finds her too */
	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t m = 0; m < men->n; m++) {
			if (men->form[m] != FORM_NAME || men->ent[m] != NONE)
				continue;
			struct who w = { .kind = men->kind[m] };
			bool found;
			read_name(c, m, &w);
			bool many = w.first != 0;
			if (many != (pass == 0))
				continue;
			if (w.code.n) {
				/* a state and its people by adjective are one key only when both are STATE */
				uint64_t k = drg__hash_add(w.kind == ENT_STATE ? 7 : 9, w.code);
				uint32_t *r = slot(&code, k, &found);
				if (!found) {
					*r = new_who(c, m);
					c->who.v[*r].code = w.code;
					c->who.v[*r].named = true;
					c->who.v[*r].whole = w.whole;
				}
				men->ent[m] = *r;
				continue;
			}
			uint32_t *r = slot(&whole, w.whole, &found);
			uint32_t e = found ? *r : NONE;
			if (e == NONE && in_brackets_after(c, m) && men->ent[m - 1] != NONE) {
				e = men->ent[m - 1];
				*r = e;
			}
			if (e == NONE && many)
				e = spelt_whole(c, &spelt, bytes(c, men->span[m]));
			if (e == NONE && many && drg__str_find(bytes(c, men->span[m]), STR(" "), 0) == SIZE_MAX) /* "al-Orri" */
				e = spelt_last(c, &spelt, bytes(c, men->span[m]));
			if (e == NONE && !many && w.last) {
				e = get(&last, w.last);
				if (e == NONE)
					e = get(&body, w.last);
				if (e != NONE && !person_like(c->who.v[e].kind) && men->kind[m] != ENT_OTHER && men->kind[m] != c->who.v[e].kind)
					e = NONE;
				if (e == NONE)
					e = spelt_last(c, &spelt, bytes(c, men->span[m]));
				char buf[24];
				size_t n = drg__fold(bytes(c, men->span[m]), buf, sizeof buf);
				if (e == NONE && c->tok->shape[men->head[m]] == SHAPE_UPPER)
					e = get(&initials, drg__hash(drg__str(buf, n)));
			}
			if (e == NONE) {
				e = new_who(c, m);
				struct str name = c->who.v[e].name;
				uint32_t seen = c->who.v[e].seen;
				w.name = name;
				w.seen = seen;
				w.speaks_for = NONE;
				w.named = true;
				c->who.v[e] = w;
				bool f2;
				if (many && (w.kind == ENT_PERSON || w.kind == ENT_OTHER))
					*slot(&last, w.last, &f2) = e;
				if (many && (w.kind == ENT_GROUP || w.kind == ENT_ORG))
					*slot(&body, w.last, &f2) = e;
				if (w.initials)
					*slot(&initials, w.initials, &f2) = e;
				if (many && person_like(w.kind)) {
					*slot(&spelt, drg__spelling_key(name), &f2) = e;
					*slot(&spelt, drg__spelling_key(last_word(name)), &f2) = e;
				}
			} else {
				struct who *old = &c->who.v[e];
				if (w.gender)
					old->gender = w.gender;
				if (old->kind == ENT_OTHER || (w.kind == ENT_PERSON && old->kind == ENT_PLACE))
					old->kind = w.kind;
			}
			*r = e;
			men->ent[m] = e;
		}
	}
}

/* ------------------------------------------------------ apposition, titles -- */

/* The words between two mentions are at most a comma? */
static bool only_comma(const struct cx *c, uint32_t from, uint32_t to)
{
	for (uint32_t b = from; b < to; b++)
		if (c->text->p[b] != ' ' && c->text->p[b] != ',')
			return false;
	return to > from && to - from <= 3;
}

/* Titles right before a name, taken as words that describe it; the gender they
 * tell. */
static void titles(struct cx *c)
{
	struct mentions *men = c->men;
	for (uint32_t m = 0; m < men->n; m++) {
		if (men->form[m] != FORM_NAME || men->ent[m] == NONE || !(men->kind[m] == ENT_PERSON || men->kind[m] == ENT_OTHER))
			continue;
		struct who *w = &c->who.v[men->ent[m]];
		uint32_t a = tok_at(c, men->span[m].s);
		for (uint32_t k = 1; k <= 4 && k <= a; k++) {
			const struct hit *h = drg__hit_at(c->hits, a - k, c->titles);
			if (!h || h->end > a)
				continue;
			if (h->end != a && k == 1)
				break;
			add_role(w, c->tok->fold[h->end - 1]);
			uint8_t g = gender_of_word(word(c, h->end - 1));
			if (g)
				w->gender = g;
			/* whose minister: a state or body named before the title */
			uint32_t mm = m;
			while (mm > 0 && men->span[mm - 1].e + 60 > men->span[m].s && w->speaks_for == NONE) {
				mm--;
				if (men->form[mm] == FORM_NAME && men->ent[mm] != NONE && men->span[mm].e <= c->tok->span[a - k].s &&
				    (men->kind[mm] == ENT_STATE || men->kind[mm] == ENT_GROUP || men->kind[mm] == ENT_ORG)) {
					bool near = true;
					for (uint32_t b = men->span[mm].e; b < c->tok->span[a - k].s; b++)
						near &= c->text->p[b] == ' ' || c->text->p[b] == '\'' || drg__is_word_byte(c->text->p[b]);
					if (near && c->tok->span[a - k].s - men->span[mm].e <= 24)
						w->speaks_for = men->ent[mm];
				}
			}
		}
	}
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

/* ------------------------------------------------------- one pass in order -- */

struct recent {
	uint32_t plural, body; /* latest by what a pronoun asks for */
	uint32_t speaker_plural, speaker_body;
	uint32_t named_group;
	/* latest person by gender, as mentioned and as speaker; a name of unknown kind
	 * ("Hill Watch") only where there is no person */
	uint32_t person[3], speaker_person[3], other[3];
};

static bool fits(const struct who *w, uint8_t g)
{
	return w->gender == EITHER || g == EITHER || w->gender == g;
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

static void note_recent(struct recent *r, const struct who *w, uint32_t e, bool source)
{
	bool body = w->kind == ENT_ORG || w->kind == ENT_GROUP || w->kind == ENT_STATE || w->kind == ENT_OUTLET || w->kind == ENT_DOCUMENT;
	if (w->plural || w->kind == ENT_GROUP)
		r->plural = e;
	if (body)
		r->body = e;
	if (w->named && w->kind == ENT_GROUP && !w->code.n)
		r->named_group = e;
	bool sure = !w->article && (w->kind == ENT_PERSON || w->kind == ENT_UNNAMED || w->kind == ENT_REPORTER || (source && w->kind == ENT_OTHER));
	if (!w->plural && sure)
		r->person[w->gender] = e;
	else if (!w->plural && w->kind == ENT_OTHER && !w->article)
		r->other[w->gender] = e;
	if (source) {
		if (w->plural || w->kind == ENT_GROUP)
			r->speaker_plural = e;
		if (body && !w->plural)
			r->speaker_body = e;
		if (!w->plural && sure)
			r->speaker_person[w->gender] = e;
	}
}

/* The later of two entities by their last mention; either may be NONE. */
static uint32_t later(const struct cx *c, uint32_t a, uint32_t b)
{
	if (a == NONE || b == NONE)
		return a == NONE ? b : a;
	return c->who.v[a].seen >= c->who.v[b].seen ? a : b;
}

/* Whom he or she is: the latest speaker whose gender is known or does not speak
 * against it, else the latest person, else a name of unknown kind. */
static uint32_t person_of(const struct cx *c, const struct recent *r, uint8_t g)
{
	uint32_t e = later(c, r->speaker_person[g], r->speaker_person[EITHER]);
	/* the gender may have become known since */
	if (e != NONE && !fits(&c->who.v[e], g))
		e = r->speaker_person[g];
	if (e == NONE) {
		e = later(c, r->person[g], r->person[EITHER]);
		if (e != NONE && !fits(&c->who.v[e], g))
			e = r->person[g];
	}
	if (e == NONE) {
		e = later(c, r->other[g], r->other[EITHER]);
		if (e != NONE && !fits(&c->who.v[e], g))
			e = r->other[g];
	}
	return e;
}

/* Whose, by a possessive pronoun at token t: "its bulletin", "her letter"; NONE. */
static uint32_t owner(const struct cx *c, const struct recent *r, uint32_t t)
{
	if (is(c, t, "its"))
		return r->body;
	if (is(c, t, "their"))
		return r->plural;
	return is(c, t, "his") ? person_of(c, r, HE) : is(c, t, "her") ? person_of(c, r, SHE) : NONE;
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

static void in_order(struct cx *c)
{
	struct mentions *men = c->men;
	struct recent r = { NONE, NONE, NONE, NONE, NONE, { NONE, NONE, NONE }, { NONE, NONE, NONE }, { NONE, NONE, NONE } };
	uint32_t n_src, at = 0, n_order = 0;
	struct source *src = sources(c, &n_src);
	uint32_t *order = NEW_N(c->a, uint32_t, (size_t)men->n + 1);
	for (uint32_t m = 0; m < men->n; m++) {
		bool source = is_source(src, n_src, &at, men->span[m]);
		uint32_t e = men->ent[m];
		if (men->form[m] == FORM_PRONOUN) {
			struct str w = bytes(c, men->span[m]);
			uint8_t g = gender_of_word(w);
			if (drg__str_ieq(w, STR("him")) || drg__str_ieq(w, STR("he")))
				g = HE;
			if (drg__str_ieq(w, STR("i")) || drg__str_ieq(w, STR("we")) || drg__str_ieq(w, STR("us")))
				continue;
			if (g != EITHER) {
				e = person_of(c, &r, g);
				if (e != NONE && c->who.v[e].gender == EITHER)
					c->who.v[e].gender = g;
			} else if (drg__str_ieq(w, STR("it"))) {
				e = source ? (r.speaker_body != NONE ? r.speaker_body : r.body) : NONE;
			} else {
				e = r.speaker_plural != NONE ? r.speaker_plural : r.plural;
			}
			men->ent[m] = e;
			if (e != NONE && source)
				note_recent(&r, &c->who.v[e], e, source);
			continue;
		}
		if (men->form[m] == FORM_NOMINAL) {
			uint64_t role = role_fold(c, m), mod[MODS];
			uint32_t n_mods = modifiers(c, m, mod);
			struct str head = word(c, men->head[m]);
			bool many = plural(head), indefinite, definite = opens_definite(c, m, &indefinite);
			/* apposition to a name before or after it; "..., an official said" begins
			 * anew where a source does */
			bool anew = source_begins(src, n_src, at, men->span[m].s);
			if (!anew && m > 0 && men->form[m - 1] == FORM_NAME && men->ent[m - 1] != NONE && only_comma(c, men->span[m - 1].e, men->span[m].s) &&
			    (c->who.v[men->ent[m - 1]].kind == ENT_PERSON || (c->who.v[men->ent[m - 1]].kind == ENT_OTHER && !after_small_word(c, m - 1))) &&
			    men->kind[m] == ENT_UNNAMED && !many)
				e = men->ent[m - 1];
			if (e == NONE && m + 1 < men->n && men->form[m + 1] == FORM_NAME && men->ent[m + 1] != NONE &&
			    only_comma(c, men->span[m].e, men->span[m + 1].s) && !many && (men->span[m + 1].s - men->span[m].e == 1 || closed_by_comma(c, men->span[m + 1].e)) &&
			    ((person_like(c->who.v[men->ent[m + 1]].kind) && men->kind[m] == ENT_UNNAMED) ||
			     (men->kind[m] == ENT_OUTLET && men->span[m + 1].s - men->span[m].e == 1 && (c->who.v[men->ent[m + 1]].kind == ENT_OUTLET || c->who.v[men->ent[m + 1]].kind == ENT_OTHER || c->who.v[men->ent[m + 1]].kind == ENT_PERSON)))) {
				e = men->ent[m + 1];
				if (men->kind[m] == ENT_OUTLET)
					c->who.v[e].kind = ENT_OUTLET;
			}
			/* "the Harbour Lantern newspaper": the name inside, next to the head */
			if (e == NONE && !many && (men->kind[m] == ENT_OUTLET || men->kind[m] == ENT_GROUP || men->kind[m] == ENT_ORG))
				e = name_before_head(c, m);
			if (e == NONE && definite && !indefinite)
				e = by_role(c, role, many, mod, n_mods, order, n_order);
			if (e == NONE && men->kind[m] != ENT_UNNAMED && !indefinite && !many && men->kind[m] != ENT_DOCUMENT && men->kind[m] != ENT_OUTLET)
				e = by_role(c, role, many, mod, n_mods, order, n_order);
			/* "the movement", "the group": the latest such body by name */
			if (e == NONE && definite && !many && generic_body(head))
				e = r.named_group;
			if (e == NONE) {
				e = new_who(c, m);
				c->who.v[e].plural = many;
				c->who.v[e].named = false;
				order[n_order++] = e;
			}
			add_role(&c->who.v[e], role);
			add_modifiers(&c->who.v[e], mod, n_mods);
			uint8_t g = gender_of_word(head);
			if (g)
				c->who.v[e].gender = g;
			if (c->who.v[e].speaks_for == NONE && (men->kind[m] == ENT_UNNAMED || men->kind[m] == ENT_ORG)) {
				uint32_t f = body_inside(c, m);
				if (f != e)
					c->who.v[e].speaks_for = f;
			}
			if (c->who.v[e].speaks_for == NONE && men->kind[m] == ENT_DOCUMENT) /* who it is by */
				c->who.v[e].speaks_for = owner(c, &r, tok_at(c, men->span[m].s));
			men->ent[m] = e;
		} else if (e != NONE) {
			order[n_order < men->n ? n_order++ : n_order] = e;
		}
		if (e != NONE) {
			note_recent(&r, &c->who.v[e], e, source);
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

/* ---------------------------------------------------------------- speakers -- */

static bool edge_word(const struct cx *c, uint32_t i)
{
	const struct hit *h = drg__hit_at(c->hits, i, c->words);
	if (!h || h->end != i + 1)
		return false;
	struct str k = drg__lex_str(c->pack, c->words, h->row, c->col_class);
	return drg__str_eq(k, STR("prep")) || drg__str_eq(k, STR("rel")) || drg__str_eq(k, STR("sub")) || drg__str_eq(k, STR("to"));
}

/* Does no sentence begin in bytes (a, b]? */
static bool same_sentence(const struct cx *c, uint32_t a, uint32_t b)
{
	uint32_t lo = 0, hi = c->sents->n;
	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;
		if (c->tok->span[c->sents->tok[mid]].s <= a)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo >= c->sents->n || c->tok->span[c->sents->tok[lo]].s > b;
}

/* "who", "which": whoever stands before it, if need be beyond a comma and what
 * is said in between ("the envoy, in Ostra since May, who"). */
static uint32_t antecedent(const struct cx *c, uint32_t at)
{
	enum { REACH = 48 }; /* bytes */
	uint32_t m = first_mention_from(c, at), far = NONE;
	for (uint32_t k = 0; k < 4 && m > 0; k++) {
		m--;
		uint32_t e = c->men->span[m].e;
		if (e > at || c->men->form[m] == FORM_PRONOUN)
			continue;
		if (at - e <= 2)
			return m;
		if (far == NONE && at - e <= REACH && same_sentence(c, c->men->span[m].s, at))
			far = m;
	}
	return far;
}

static bool relative(const struct cx *c, struct span s)
{
	uint32_t t = tok_at(c, s.s);
	return c->tok->span[t].e == s.e && (is(c, t, "who") || is(c, t, "which") || is(c, t, "that"));
}

/* "Selland's", a possessor that is the whole source: its mention, or NONE. */
static uint32_t possessor(const struct cx *c, struct span s)
{
	for (uint32_t m = first_mention_from(c, s.s); m < c->men->n && c->men->span[m].s < s.e; m++)
		if (s.e - c->men->span[m].e <= 4 && c->men->span[m].e < s.e && (c->text->p[c->men->span[m].e] == '\'' || (unsigned char)c->text->p[c->men->span[m].e] == 0xE2))
			return m;
	return NONE;
}

/* The mention that a source span is about. */
static uint32_t head_mention(const struct cx *c, struct span s)
{
	uint32_t t = tok_at(c, s.s), edge = s.e;
	if (relative(c, s))
		return antecedent(c, s.s);
	for (uint32_t i = t + 1; i < c->tok->n && c->tok->span[i].s < s.e; i++) {
		char z = c->text->p[c->tok->span[i].s];
		if (z == ',' || z == '(' || edge_word(c, i) || is(c, i, "who")) { /* "a person who", "close to": what follows is not the source */
			edge = c->tok->span[i].s;
			break;
		}
	}
	uint32_t lo = first_mention_from(c, s.s), best = NONE;
	if (lo > 0 && c->men->span[lo - 1].e > s.s)
		lo--;
	uint32_t named = NONE;
	for (uint32_t m = lo; m < c->men->n && c->men->span[m].s < s.e; m++) {
		if (c->men->span[m].e <= s.s)
			continue;
		bool possessed = c->men->span[m].e < c->text->n && (c->text->p[c->men->span[m].e] == '\'' || (unsigned char)c->text->p[c->men->span[m].e] == 0xE2) && c->men->span[m].e < s.e;
		uint32_t head_end = c->tok->span[c->men->head[m]].e;
		if (head_end <= edge && !possessed && (best == NONE || c->tok->span[c->men->head[best]].e < head_end))
			best = m;
		if (named == NONE && c->men->form[m] == FORM_NAME && c->men->kind[m] == ENT_PERSON && !possessed && c->men->span[m].s >= edge &&
		    c->men->span[m].s - edge <= 2)
			named = m;
	}
	/* "the chief delegate to the talks, Kim Ro": the name says who */
	if ((best == NONE || c->men->form[best] == FORM_NOMINAL) && named == NONE) {
		for (uint32_t m = lo; m < c->men->n && c->men->span[m].s < s.e; m++)
			if (c->men->form[m] == FORM_NAME && c->men->span[m].e == s.e && m > 0 && c->text->p[c->men->span[m].s - 1] == ' ' && c->men->span[m].s >= 2 &&
			    c->text->p[c->men->span[m].s - 2] == ',' && person_like(c->men->kind[m]))
				named = m;
	}
	if (named != NONE && (best == NONE || c->men->form[best] == FORM_NOMINAL))
		return named;
	return best != NONE ? best : possessor(c, s);
}

static void speakers(struct cx *c)
{
	struct attribs *att = c->att;
	for (uint32_t i = 0; i < att->n; i++) {
		if (!att->source[i].n)
			continue;
		struct span s = att->pool.v[att->source[i].from];
		uint32_t m = head_mention(c, s);
		if (m != NONE && c->men->ent[m] != NONE) {
			att->speaker[i] = c->men->ent[m];
			/* one word of unknown kind that speaks is a person, or a party: leave it open, but it is no place */
			struct who *w = &c->who.v[c->men->ent[m]];
			if (w->kind == ENT_PLACE)
				w->kind = ENT_OTHER;
			continue;
		}
		if (relative(c, s) || (m != NONE && c->men->form[m] == FORM_PRONOUN))
			continue; /* somebody, but who is not known */
		/* "locals", "14 of them": words that no lexicon knows */
		struct who *w = PUSH(c->a, &c->who);
		*w = (struct who){ .name = bytes(c, s), .kind = ENT_UNNAMED, .speaks_for = NONE, .seen = s.s };
		att->speaker[i] = (uint32_t)c->who.n - 1;
	}
}

/* ------------------------------------------------------------------ output -- */

uint32_t drg__publisher(const struct meta *meta, const struct entities *ent)
{
	if (!meta->outlet.n)
		return NONE;
	for (uint32_t i = 0; i < ent->n; i++)
		if (ent->kind[i] == ENT_OUTLET && drg__str_ieq(ent->name[i], meta->outlet))
			return i;
	return NONE;
}

void drg__speakers(const drg_pack *pack, const struct text *text, const struct meta *meta, const struct tokens *tok,
                   const struct sents *sents, const struct hits *hits,
                   struct arena *keep, struct arena scratch, struct mentions *men, struct attribs *att, struct entities *out)
{
	struct cx c = { .text = text, .tok = tok, .sents = sents, .hits = hits, .pack = pack, .men = men, .att = att, .a = &scratch };
	c.words = drg__lex(pack, "words");
	c.states = drg__lex(pack, "states");
	c.titles = drg__lex(pack, "titles");
	c.given = drg__lex(pack, "given_names");
	if (c.words == UINT32_MAX || c.states == UINT32_MAX || c.titles == UINT32_MAX)
		return;
	c.col_class = drg__lex_col(pack, c.words, "class");
	c.col_code = drg__lex_col(pack, c.states, "code");
	names(&c);
	titles(&c);
	in_order(&c);
	issuers(&c);
	speakers(&c);
	/* the publisher is an entity too */
	bool have = false;
	for (size_t i = 0; i < c.who.n; i++)
		have |= meta->outlet.n && c.who.v[i].kind == ENT_OUTLET && drg__str_ieq(c.who.v[i].name, meta->outlet);
	if (meta->outlet.n && !have)
		*PUSH(&scratch, &c.who) = (struct who){ .name = meta->outlet, .kind = ENT_OUTLET, .speaks_for = NONE, .named = true };
	uint32_t n = out->n = (uint32_t)c.who.n;
	out->name = NEW_N(keep, struct str, n);
	out->kind = NEW_N(keep, uint8_t, n);
	out->speaks_for = NEW_N(keep, uint32_t, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct who *w = &c.who.v[i];
		out->name[i] = drg__arena_str(keep, w->name);
		out->kind[i] = w->kind;
		out->speaks_for[i] = w->speaks_for;
	}
}
