/* Names: one entity for all forms of a name; titles before names. */
#include "stage/who.h"

#include "base/hash.h"
#include "stage/mention.h"
#include "stage/spelling.h"

uint8_t drg__who_gender(struct str w)
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

void drg__who_add_role(struct who *w, uint64_t role)
{
	for (uint32_t i = 0; i < w->n_roles; i++)
		if (w->role[i] == role)
			return;
	if (w->n_roles < ROLES)
		w->role[w->n_roles++] = role;
}

uint32_t drg__who_new(struct cx *c, uint32_t m)
{
	struct who *w = PUSH(c->a, &c->who);
	*w = (struct who){ .name = bytes(c, c->men->span[m]), .kind = c->men->kind[m], .speaks_for = NONE, .seen = c->men->span[m].s };
	w->named = c->men->form[m] == FORM_NAME;
	return (uint32_t)c->who.n - 1;
}

/* The words of a name: folds of the whole, first and last, and its initials. */
static void read_name(const struct cx *c, uint32_t m, struct who *w)
{
	uint32_t a = tok_at(c, c->men->span[m].s), b = c->men->head[m] + 1;
	char buf[64], ini[16];
	size_t n_ini = 0;
	uint32_t words = 0;
	bool of = false; /* "Ida Vann of Pellia": Pellia is another */
	w->whole = 0;
	for (uint32_t i = a; i < b; i++) {
		size_t n = drg__fold(word(c, i), buf, sizeof buf);
		w->whole = drg__hash_add(w->whole, drg__str(buf, n));
		if (!(c->tok->flags[i] & TOK_WORD))
			continue;
		if (words == 0)
			w->first = c->tok->fold[i];
		of |= words > 0 && person_like(w->kind) && is(c, i, "of");
		w->last = of ? w->last : c->tok->fold[i];
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
		w->gender = drg__who_gender(word(c, a - 1));
		w->article = is(c, a - 1, "the");
	}
	const struct hit *h = c->given == UINT32_MAX || words < 2 || w->gender != EITHER ? NULL : drg__hit_at(c->hits, a, c->given);
	if (h && h->end == a + 1 && person_like(w->kind) && !w->article)
		w->gender = drg__lex_enum(c->pack, c->given, h->row, drg__lex_col(c->pack, c->given, "gender")) == 0 ? HE : SHE;
	h = drg__hit_at(c->hits, a, c->states);
	if (h && h->end == b)
		w->code = drg__lex_str(c->pack, c->states, h->row, c->col_code);
}

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

/* The last word of a person's name, before any "of". */
static struct str last_word(struct str name)
{
	size_t i, of = drg__str_find(name, STR(" of "), 0);
	name.n = of == SIZE_MAX ? name.n : of;
	i = name.n;
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

/* Entities by parts of their names: open addressing, the latest one each. */
struct lookup {
	struct index whole, last, body, initials, code, spelt;
};

/* A state, and its people by adjective: one entity each by the state's code. */
static uint32_t coded(struct cx *c, struct lookup *x, uint32_t m, const struct who *w)
{
	bool found;
	uint32_t *r = slot(&x->code, drg__hash_add(w->kind == ENT_STATE ? 7 : 9, w->code), &found);
	if (!found) {
		*r = drg__who_new(c, m);
		c->who.v[*r].code = w->code;
		c->who.v[*r].named = true;
		c->who.v[*r].whole = w->whole;
	}
	return *r;
}

/* The entity that a name of one word belongs to: a surname, the last word of a body's
 * name, initials in capitals; NONE. */
static uint32_t by_last_word(const struct cx *c, const struct lookup *x, uint32_t m, const struct who *w)
{
	const struct mentions *men = c->men;
	struct str name = bytes(c, men->span[m]);
	uint32_t e = get(&x->last, w->last);
	if (e == NONE)
		e = get(&x->body, w->last);
	if (e != NONE && !person_like(c->who.v[e].kind) && men->kind[m] != ENT_OTHER && men->kind[m] != c->who.v[e].kind)
		e = NONE;
	if (e == NONE)
		e = spelt_last(c, &x->spelt, name);
	char buf[24];
	size_t n = drg__fold(name, buf, sizeof buf);
	if (e == NONE && c->tok->shape[men->head[m]] == SHAPE_UPPER)
		e = get(&x->initials, drg__hash(drg__str(buf, n)));
	return e;
}

static int person_or_land(uint8_t kind)
{
	return (kind == ENT_PERSON) - (kind == ENT_PLACE || kind == ENT_STATE);
}

/* A new entity with this name, to be found by its parts. */
static uint32_t add_name(struct cx *c, struct lookup *x, uint32_t m, struct who w)
{
	bool many = w.first != 0, found;
	uint32_t e = drg__who_new(c, m);
	w.name = c->who.v[e].name;
	w.seen = c->who.v[e].seen;
	w.speaks_for = NONE;
	w.named = true;
	w.persons = person_or_land(w.kind);
	c->who.v[e] = w;
	if (many && (w.kind == ENT_PERSON || w.kind == ENT_OTHER))
		*slot(&x->last, w.last, &found) = e;
	if (many && (w.kind == ENT_GROUP || w.kind == ENT_ORG))
		*slot(&x->body, w.last, &found) = e;
	if (w.initials)
		*slot(&x->initials, w.initials, &found) = e;
	if (many && person_like(w.kind)) {
		*slot(&x->spelt, drg__spelling_key(w.name), &found) = e;
		*slot(&x->spelt, drg__spelling_key(last_word(w.name)), &found) = e;
	}
	return e;
}

/* Another mention of an entity's name, of the kind that its tags say. A town tagged
 * as a person once ("goodbye to Kyel", "Kyel residents") stays a town; what the words
 * before a name tell ("the relief agency Open Hand") holds for all. */
static void tell_kind(struct who *w, const struct who *more)
{
	int is = person_or_land(w->kind), too = person_or_land(more->kind);
	w->persons += too;
	if (w->told || more->told) {
		w->kind = w->told ? w->kind : more->kind;
		w->told = true;
	} else if (w->kind == ENT_OTHER || (w->kind == ENT_PLACE && too > 0 && w->persons > 0) || (is > 0 && too < 0 && w->persons < 0 && !w->gender))
		w->kind = more->kind;
}

/* The entity of name m, of one word or several. */
static uint32_t named(struct cx *c, struct lookup *x, uint32_t m, const struct who *w)
{
	const struct mentions *men = c->men;
	struct str name = bytes(c, men->span[m]);
	bool many = w->first != 0, found;
	uint32_t *r = slot(&x->whole, w->whole, &found), e = found ? *r : NONE;
	if (e == NONE && in_brackets_after(c, m))
		e = men->ent[m - 1];
	if (e == NONE && many)
		e = spelt_whole(c, &x->spelt, name);
	if (e == NONE && many && drg__str_find(name, STR(" "), 0) == SIZE_MAX) /* "al-Orri" */
		e = spelt_last(c, &x->spelt, name);
	if (e == NONE && !many && w->last)
		e = by_last_word(c, x, m, w);
	if (e == NONE) {
		e = add_name(c, x, m, *w);
	} else {
		if (w->gender)
			c->who.v[e].gender = w->gender;
		tell_kind(&c->who.v[e], w);
	}
	return *r = e;
}

void drg__who_names(struct cx *c)
{
	struct mentions *men = c->men;
	struct arena *a = c->a;
	struct lookup x = { index_new(a, men->n), index_new(a, men->n), index_new(a, men->n), index_new(a, men->n), index_new(a, men->n), index_new(a, 2 * men->n) };
	/* names of several words first, so that "Lind" before "Ada Lind" finds her too */
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t m = 0; m < men->n; m++) {
			struct who w = { .kind = men->kind[m], .told = men->score[m] >= DRG_NAME_TOLD };
			if (men->form[m] != FORM_NAME || men->ent[m] != NONE)
				continue;
			read_name(c, m, &w);
			if ((w.first != 0) == (pass == 0))
				men->ent[m] = w.code.n ? coded(c, &x, m, &w) : named(c, &x, m, &w);
		}
}

/* Titles right before a name, taken as words that describe it; the gender they
 * tell. */
void drg__who_titles(struct cx *c)
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
			drg__who_add_role(w, c->tok->fold[h->end - 1]);
			uint8_t g = drg__who_gender(word(c, h->end - 1));
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
					near = near && !(c->is_subject && c->is_subject[men->head[mm]]); /* "the Union accused Ms Ort" */
					if (near && c->tok->span[a - k].s - men->span[mm].e <= 24)
						w->speaks_for = men->ent[mm];
				}
			}
		}
	}
}
