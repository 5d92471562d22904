#include "stage/mention.h"

#include "base/utf8.h"
#include "stage/token.h"
#include "stage/ud.h"

enum { NAME_MOST = 12, LEFT_MOST = 10, RIGHT_MOST = 12 };

struct row {
	uint32_t a, b, head; /* tokens */
	uint8_t kind, form;
	float score;
};

struct cx {
	const struct layers *l;
	const struct text *text;
	const struct tokens *tok;
	const struct sents *sents;
	const struct names *names;
	const struct morph *morph;
	const struct hits *hits;
	const drg_pack *pack;
	struct arena *a;
	uint32_t words, roles, titles, states, bodies, outlets, outlet_words, org_words, links, verbs, cues, edges;
	uint32_t col_class, col_role, col_form, col_body, col_sure, col_org, col_link, col_leads;
	uint8_t *first;      /* [n] 1: first word of its sentence */
	uint8_t *in_name;    /* [n] 1: inside a name */
	uint64_t *seen;      /* folds seen with a capital inside a sentence, open addressing */
	size_t mask;
	VEC(struct row) out;
};

static struct str word(const struct cx *c, uint32_t i)
{
	return drg__tok(c->text, c->tok, i);
}

static bool capital(const struct cx *c, uint32_t i)
{
	uint8_t s = c->tok->shape[i];
	if (s == SHAPE_ALNUM || s == SHAPE_HYPHEN_LOWER)
		return drg__is_upper((unsigned char)c->text->p[c->tok->span[i].s]);
	return s == SHAPE_TITLE || s == SHAPE_UPPER || s == SHAPE_SINGLE_UPPER || s == SHAPE_HYPHEN_UPPER || (s == SHAPE_MIXED && !drg__is_lower((unsigned char)c->text->p[c->tok->span[i].s]));
}

/* Class of a closed-class word, "" when it is none. */
static struct str closed(const struct cx *c, uint32_t i)
{
	const struct hit *h = drg__hit_at(c->hits, i, c->words);
	return h && h->end == i + 1 ? drg__lex_str(c->pack, c->words, h->row, c->col_class) : STR("");
}

static bool is(const struct cx *c, uint32_t i, const char *z)
{
	return i < c->tok->n && drg__str_ieq(word(c, i), drg__str_c(z));
}

/* ------------------------------------------------- words seen capitalised -- */

static void see(struct cx *c, uint64_t fold)
{
	size_t i = fold & c->mask;
	while (c->seen[i] && c->seen[i] != fold)
		i = (i + 1) & c->mask;
	c->seen[i] = fold;
}

static bool was_seen(const struct cx *c, uint64_t fold)
{
	size_t i = fold & c->mask;
	while (c->seen[i] && c->seen[i] != fold)
		i = (i + 1) & c->mask;
	return c->seen[i] == fold;
}

static void look_for_capitals(struct cx *c)
{
	size_t size = 64;
	while (size < 2 * (size_t)c->tok->n)
		size *= 2;
	c->seen = NEW_N(c->a, uint64_t, size);
	c->mask = size - 1;
	for (uint32_t s = 0; s < c->sents->n; s++) {
		bool first = true;
		for (uint32_t i = c->sents->tok[s]; i < c->sents->tok[s + 1]; i++) {
			if (!(c->tok->flags[i] & TOK_WORD))
				continue;
			if (first)
				c->first[i] = 1;
			else if (capital(c, i) && !(i > 0 && (c->tok->flags[i - 1] & TOK_QUOTE)))
				see(c, c->tok->fold[i]);
			first = false;
		}
	}
}

/* ------------------------------------------------------------------ names -- */

static bool glued(const struct cx *c, uint32_t i)
{
	return i < c->tok->n && !(c->tok->flags[i] & TOK_SPACE);
}

static bool one_hyphen(const struct cx *c, uint32_t i)
{
	return i < c->tok->n && c->tok->span[i].e - c->tok->span[i].s == 1 && c->text->p[c->tok->span[i].s] == '-';
}

/* The encoder's name that token i lies in, or NONE. */
static uint32_t found_name(const struct cx *c, uint32_t i)
{
	uint32_t lo = 0, hi = c->names->n;
	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;
		if (c->names->tok[mid].e <= i)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < c->names->n && c->names->tok[lo].s <= i ? lo : NONE;
}

/* Is the day or month at token i part of a name that goes on behind it: "Sunday Observer"? */
static bool in_longer_name(const struct cx *c, uint32_t i)
{
	return found_name(c, i) != NONE && i + 1 < c->tok->n && found_name(c, i) == found_name(c, i + 1);
}

/* Could token i be part of a name? */
static bool name_token(const struct cx *c, uint32_t i)
{
	if (i >= c->tok->n || !(c->tok->flags[i] & TOK_WORD) || !capital(c, i) || (c->tok->flags[i] & TOK_ZONE))
		return false;
	struct str k = closed(c, i);
	if (k.n && !drg__str_eq(k, STR("time")) && !drg__str_eq(k, STR("num")))
		return c->tok->shape[i] == SHAPE_UPPER && k.p[0] != 'p' && k.p[0] != 'd'; /* US, IT: not IN, THE */
	return !drg__str_eq(k, STR("time")) || in_longer_name(c, i);
}

static bool org_word(const struct cx *c, uint32_t i)
{
	return drg__hit_at(c->hits, i, c->org_words) || drg__hit_at(c->hits, i, c->outlet_words);
}

static struct str link_kind(const struct cx *c, uint32_t i)
{
	const struct hit *h = i < c->tok->n ? drg__hit_at(c->hits, i, c->links) : NULL;
	return h && h->end == i + 1 && !capital(c, i) ? drg__lex_str(c->pack, c->links, h->row, c->col_link) : STR("");
}

/* The end of the encoder's name that begins at i, if small words or an apostrophe join its
 * capitals ("Chamber of Commerce", "Lomara Lawyers' League"); else i. */
static uint32_t joined(const struct cx *c, uint32_t i)
{
	uint32_t found = found_name(c, i), e = found == NONE ? i : c->names->tok[found].e;
	if (found == NONE || c->names->tok[found].s != i || c->names->kind[found] == ENT_PERSON || !name_token(c, e - 1))
		return i;
	bool small = false;
	for (uint32_t k = i; k < e; k++) {
		bool owner = k > i && k + 1 < e && (is(c, k, "'") || is(c, k, "\u2019") || is(c, k, "'s") || is(c, k, "\u2019s"));
		if (((c->tok->flags[k] & TOK_PUNCT) && !owner) || is(c, k, "and"))
			return i;
		small |= owner || is(c, k, "of") || is(c, k, "for") || is(c, k, "the");
	}
	return small ? e : i;
}

/* The end of the name that begins at i. */
static uint32_t name_end(const struct cx *c, uint32_t i)
{
	uint32_t e = i + 1, most = i + NAME_MOST;
	bool org = org_word(c, i);
	if (joined(c, i) > e)
		e = joined(c, i);
	while (e < c->tok->n && e < most && c->tok->para[e] == c->tok->para[i]) {
		if (name_token(c, e) && !c->first[e]) {
			org |= org_word(c, e);
			e++;
			continue;
		}
		if (one_hyphen(c, e) && glued(c, e) && glued(c, e + 1) && e + 1 < c->tok->n && capital(c, e + 1) && (c->tok->flags[e + 1] & TOK_WORD)) {
			e += 2;
			continue;
		}
		struct str k = link_kind(c, e);
		bool person = drg__str_eq(k, STR("person")), body = drg__str_eq(k, STR("body"));
		if (person && e + 1 < c->tok->n && (name_token(c, e + 1) || (one_hyphen(c, e + 1) && e + 2 < c->tok->n && capital(c, e + 2)))) {
			e++;
			if (one_hyphen(c, e))
				e++;
			continue;
		}
		if (body && org && !is(c, e, "and")) {
			uint32_t k2 = e + 1;
			if (is(c, k2, "the"))
				k2++;
			if (k2 < c->tok->n && name_token(c, k2) && (is(c, e, "of") || is(c, e, "for") || is(c, e, "&"))) {
				e = k2;
				continue;
			}
		}
		break;
	}
	return e;
}

/* Titles (and peoples before them) at the head of [a, b): where the name proper
 * begins; b when there is nothing else. */
static uint32_t past_titles(const struct cx *c, uint32_t a, uint32_t b, bool *title)
{
	uint32_t i = a;
	*title = false;
	while (i < b) {
		const struct hit *t = drg__hit_at(c->hits, i, c->titles), *p = drg__hit_at(c->hits, i, c->states);
		if (t && t->end <= b) {
			i = t->end;
			*title = true;
			continue;
		}
		/* "Dutch Defence Minister": a people, then whatever, then a title */
		bool later = false;
		for (uint32_t k = i + 1; k < b && k < i + 5 && !later; k++)
			later = drg__hit_at(c->hits, k, c->titles) != NULL;
		if (later && (p || i == a || *title)) {
			i = p && p->end < b ? p->end : i + 1;
			continue;
		}
		break;
	}
	return i;
}

/* "Vandria Courier"; a word that ends names of other bodies too needs another such word
 * beside it: "Vandria News Agency", but "International Food Agency". */
static bool ends_outlet(const struct cx *c, uint32_t a, uint32_t b)
{
	if (!drg__hit_at(c->hits, b - 1, c->outlet_words))
		return false;
	bool telling = !drg__hit_at(c->hits, b - 1, c->org_words);
	for (uint32_t i = a; i + 1 < b && !telling; i++)
		telling = drg__hit_at(c->hits, i, c->outlet_words) != NULL;
	return telling;
}

/* "Radio Deshka", "Channel Nine". */
static bool leads_outlet(const struct cx *c, uint32_t i)
{
	const struct hit *h = drg__hit_at(c->hits, i, c->outlet_words);
	return h && drg__lex_enum(c->pack, c->outlet_words, h->row, c->col_leads) != UINT32_MAX;
}

static uint8_t kind_of_name(const struct cx *c, uint32_t a, uint32_t b, bool title, float *score)
{
	*score = .8f;
	if (title)
		return ENT_PERSON;
	const struct hit *h = drg__hit_at(c->hits, a, c->outlets);
	if (h && h->end >= b)
		return ENT_OUTLET;
	h = drg__hit_at(c->hits, a, c->bodies);
	if (h && h->end == b)
		return drg__str_eq(drg__lex_str(c->pack, c->bodies, h->row, c->col_body), STR("group")) ? ENT_GROUP : ENT_ORG;
	h = drg__hit_at(c->hits, a, c->states);
	if (h && h->end == b)
		return drg__str_eq(drg__lex_str(c->pack, c->states, h->row, c->col_form), STR("name")) ? ENT_STATE : ENT_GROUP;
	if (b - a > 1 && (ends_outlet(c, a, b) || leads_outlet(c, a)))
		return ENT_OUTLET;
	for (uint32_t i = b; i-- > a;) {
		h = drg__hit_at(c->hits, i, c->org_words);
		if (h && b - a > 1 && drg__lex_enum(c->pack, c->org_words, h->row, c->col_org) != UINT32_MAX)
			return drg__str_eq(drg__lex_str(c->pack, c->org_words, h->row, c->col_org), STR("group")) ? ENT_GROUP : ENT_ORG;
	}
	/* the encoder's word for it, when it found a name that ends here */
	uint32_t found = found_name(c, b - 1);
	if (found != NONE && (c->names->tok[found].e != b || c->names->kind[found] == ENT_OTHER))
		found = NONE;
	if (found != NONE && c->names->score[found] >= .6f) {
		*score = c->names->score[found];
		return c->names->kind[found];
	}
	*score = .5f;
	if (found != NONE && joined(c, a) == b)
		return c->names->kind[found]; /* no person is called "Chamber of Commerce" */
	uint32_t words = 0;
	for (uint32_t i = a; i < b; i++)
		words += (c->tok->flags[i] & TOK_WORD) != 0 && capital(c, i);
	if (words == 1 && c->tok->shape[b - 1] == SHAPE_UPPER)
		return ENT_ORG;
	/* after "in", "at", "near": a place */
	if (a > 0 && words <= 2) {
		static const char *const where[] = { "in", "at", "near", "from", "around", "outside", "toward", "towards", "into", "across" };
		for (size_t k = 0; k < sizeof where / sizeof *where; k++)
			if (is(c, a - 1, where[k]) && !drg__str_eq(word(c, a - 1), STR("From")))
				return k == 3 && words == 2 ? ENT_PERSON : ENT_PLACE;
	}
	if (words >= 2 && words <= 4)
		return ENT_PERSON;
	return found != NONE ? c->names->kind[found] : ENT_OTHER;
}

static void add(struct cx *c, uint32_t a, uint32_t b, uint32_t head, uint8_t kind, uint8_t form, float score)
{
	*PUSH(c->a, &c->out) = (struct row){ a, b, head, kind, form, score };
}

static uint32_t name(struct cx *c, uint32_t i)
{
	uint32_t e = name_end(c, i);
	uint32_t a = i;
	/* the first word of a sentence has a capital anyway */
	if (c->first[a]) {
		bool noun = c->morph->upos && c->morph->upos[a] == UPOS_NOUN && found_name(c, a) == NONE; /* "Union leader Ek", beside a Civic Union */
		bool known = (was_seen(c, c->tok->fold[a]) && !noun) || drg__hit_at(c->hits, a, c->states) || drg__hit_at(c->hits, a, c->outlets) || drg__hit_at(c->hits, a, c->bodies) || c->tok->shape[a] == SHAPE_UPPER || drg__hit_at(c->hits, a, c->titles);
		uint32_t found = found_name(c, a);
		known |= found != NONE && c->morph->upos && c->morph->upos[a] == UPOS_PROPN; /* a name for both heads, whatever its kind */
		known |= e > a + 1 && ends_outlet(c, a, e); /* "Palace Radio" */
		bool common = drg__hit_at(c->hits, a, c->verbs) || drg__hit_at(c->hits, a, c->cues) || drg__hit_at(c->hits, a, c->roles);
		if (!known && (common || e == a + 1)) {
			struct str w = word(c, a);
			bool plain = common || (w.n > 3 && (drg__str_ends(w, STR("ly")) || drg__str_ends(w, STR("ing"))));
			/* one unknown word: a name when a verb of saying or a possessive follows */
			bool acts = e < c->tok->n && (drg__hit_at(c->hits, e, c->cues) || drg__hit_at(c->hits, e, c->verbs) || drg__str_ends(word(c, e), STR("'s")) || drg__str_eq(closed(c, e), STR("aux")));
			if (plain || !acts || w.n < 3) {
				a++;
				if (a >= e || !name_token(c, a))
					return i + 1;
			}
		}
	}
	bool title;
	uint32_t n = past_titles(c, a, e, &title);
	for (uint32_t k = i; k < e; k++)
		c->in_name[k] = 1;
	if (n >= e) {
		/* "the Foreign Minister", "President": a description in capitals */
		for (uint32_t k = i; k < e; k++)
			c->in_name[k] = 0;
		return e;
	}
	float score;
	uint8_t kind = kind_of_name(c, n, e, title, &score);
	/* a people before a small noun is an adjective: "Israeli officials" */
	const struct hit *h = drg__hit_at(c->hits, n, c->states);
	if (h && h->end == e && drg__str_eq(drg__lex_str(c->pack, c->states, h->row, c->col_form), STR("people")) && e < c->tok->n &&
	    (c->tok->flags[e] & TOK_WORD) && closed(c, e).n == 0 && (c->tok->shape[e] == SHAPE_LOWER || one_hyphen(c, e)) && word(c, e - 1).p[word(c, e - 1).n - 1] != 's') {
		add(c, n, e, e - 1, ENT_STATE, FORM_NAME, .6f);
		return e;
	}
	add(c, n, e, e - 1, kind, FORM_NAME, score);
	return e;
}

/* ----------------------------------------------------------- descriptions -- */

static uint8_t role_kind(struct str k)
{
	static const struct {
		const char *z;
		uint8_t kind;
	} t[] = { { "person", ENT_PERSON }, { "group", ENT_GROUP }, { "org", ENT_ORG }, { "state", ENT_STATE }, { "outlet", ENT_OUTLET },
		  { "document", ENT_DOCUMENT }, { "unnamed", ENT_UNNAMED } };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (drg__str_eq(k, drg__str_c(t[i].z)))
			return t[i].kind;
	return ENT_OTHER;
}

/* Does the encoder read token i as a noun or an adjective? */
static bool nominal(const struct cx *c, uint32_t i)
{
	uint8_t u = c->morph->upos ? c->morph->upos[i] : UPOS_X;
	return u == UPOS_NOUN || u == UPOS_ADJ || u == UPOS_PROPN;
}

/* A verb's form that is hardly a participle before a noun. */
static bool finite_verb(const struct cx *c, uint32_t i)
{
	struct str w = word(c, i);
	return drg__hit_at(c->hits, i, c->verbs) && !(w.n > 4 && (drg__str_ends(w, STR("ing")) || drg__str_ends(w, STR("ed"))));
}

/* Does token i belong to the left part of a description? */
static bool modifies(const struct cx *c, uint32_t i)
{
	if (c->tok->flags[i] & TOK_PUNCT)
		return one_hyphen(c, i) || (glued(c, i) && (word(c, i).p[0] == '\'' || (unsigned char)word(c, i).p[0] == 0xE2));
	struct str k = closed(c, i);
	if (drg__ud_has(c->l, i, STR("VerbForm=Ger")) && c->morph->upos[i] == UPOS_VERB)
		return false; /* "considered inviting both sides" */
	if (drg__ud_has(c->l, i, STR("VerbForm=Fin")))
		return glued(c, i); /* "The rebels freed nine drivers"; "'s" of a possessive read as "is" */
	if (k.n == 0)
		return (!drg__hit_at(c->hits, i, c->cues) && !finite_verb(c, i)) || capital(c, i) || nominal(c, i);
	if (drg__str_eq(k, STR("aux"))) /* 's of a possessive */
		return glued(c, i) && (word(c, i).p[0] == '\'' || (unsigned char)word(c, i).p[0] == 0xE2);
	return drg__str_eq(k, STR("num"));
}

static bool determines(const struct cx *c, uint32_t i)
{
	struct str k = closed(c, i);
	if (c->morph->upos && c->morph->upos[i] == UPOS_SCONJ)
		return false; /* "reports that soldiers had left" */
	return drg__str_eq(k, STR("det")) || drg__str_eq(k, STR("poss")) || (drg__str_eq(k, STR("comp")));
}

static bool number(const struct cx *c, uint32_t i)
{
	return drg__is_digit((unsigned char)c->text->p[c->tok->span[i].s]) || drg__str_eq(closed(c, i), STR("num"));
}

/* Where the phrase begins whose number is token a: before "at least", "up to",
 * and before the lower end of "between 300 and 350", "300 to 350". */
static uint32_t number_from(const struct cx *c, uint32_t a)
{
	enum { LONGEST = 4 }; /* words of an edge */
	if (!number(c, a))
		return a;
	if (a >= 2 && (is(c, a - 1, "and") || is(c, a - 1, "to") || is(c, a - 1, "or")) && number(c, a - 2)) {
		bool between = a >= 3 && is(c, a - 3, "between");
		if (!is(c, a - 1, "and") || between)
			a -= between ? 3 : 2;
	}
	for (uint32_t k = 1; k <= LONGEST && k <= a; k++) {
		const struct hit *h = drg__hit_at(c->hits, a - k, c->edges);
		if (h && h->end == a && c->tok->para[a - k] == c->tok->para[a])
			return h->first;
	}
	return a;
}

/* Does token i only tell what kind of thing the noun behind it is: "a government pay offer"? */
static bool tells_kind(const struct cx *c, uint32_t i)
{
	const struct deps *d = &c->l->deps;
	return d->head && d->head[i] != NONE && d->head[i] > i && d->head[i] - i <= 3 && d->rel[i] < c->l->tagset.n_rels &&
	       drg__str_eq(c->l->tagset.rels[d->rel[i]], STR("compound"));
}

static void description(struct cx *c, const struct hit *h)
{
	uint32_t head = h->end - 1, a = h->first, b = h->end;
	/* a longer run of nouns goes on: "ministry sources" -> sources is the head */
	if (b < c->tok->n && c->tok->para[b] == c->tok->para[head]) {
		const struct hit *next = drg__hit_at(c->hits, b, c->roles);
		if (next && !(c->tok->flags[b] & TOK_PUNCT))
			return;
	}
	for (uint32_t k = 0; k < LEFT_MOST && a > 0 && c->tok->para[a - 1] == c->tok->para[head]; k++) {
		uint32_t from = number_from(c, a);
		if (from < a) {
			a = from;
			break;
		}
		if (determines(c, a - 1)) {
			a--;
			/* "one of the hostages" */
			if (a >= 2 && is(c, a - 1, "of") && (is(c, a - 2, "one") || is(c, a - 2, "some") || is(c, a - 2, "two") || is(c, a - 2, "many") || is(c, a - 2, "several") || is(c, a - 2, "most") || is(c, a - 2, "members")))
				a -= 2;
			break;
		}
		if (!modifies(c, a - 1))
			break;
		a--;
	}
	while (a < h->first && (c->tok->flags[a] & TOK_PUNCT))
		a++;
	if (tells_kind(c, head))
		a = h->first; /* what stands before is the other noun's */
	/* right: "of the Interior Ministry", "for the army" */
	for (int k = 0; k < 2 && b + 1 < c->tok->n; k++) {
		if (!(is(c, b, "of") || (is(c, b, "for") && k == 0) || (is(c, b, "at") && k == 0) || (is(c, b, "from") && k == 0)))
			break;
		uint32_t e = b + 1;
		while (e < c->tok->n && e < b + 3 && determines(c, e))
			e++;
		uint32_t n = e;
		while (n < c->tok->n && n < e + RIGHT_MOST && c->tok->para[n] == c->tok->para[head] &&
		       (name_token(c, n) || (one_hyphen(c, n) && glued(c, n))))
			n++;
		if (n == e) { /* "of the government" */
			const struct hit *r = drg__hit_at(c->hits, e, c->roles);
			if (!r)
				break;
			n = r->end;
		}
		b = n;
	}
	const struct hit *t = drg__hit_at(c->hits, h->first, c->titles);
	bool det = a < h->first && determines(c, a);
	/* "spokesman Ada Lind", "the governor Akram Lind": a title of the name */
	if (t && t->end == h->end && h->end < c->tok->n && name_token(c, h->end) && c->tok->para[h->end] == c->tok->para[head] && !c->first[h->end])
		return;
	bool several = drg__ud_has(c->l, head, STR("Number=Plur")) && !drg__str_ieq(word(c, head), c->morph->lemma[head]);
	struct str role = drg__lex_str(c->pack, c->roles, h->row, c->col_role);
	uint8_t kind = role_kind(role);
	if (drg__str_eq(role, STR("side")))
		kind = is(c, a, "the") && several ? ENT_GROUP : ENT_PERSON;
	if (kind == ENT_PERSON && !det && a == h->first && !several && !c->first[a])
		return; /* "as president", "police chief": no one in particular */
	add(c, a, b, head, kind == ENT_PERSON ? ENT_UNNAMED : kind, FORM_NOMINAL, .6f);
}

/* ---------------------------------------------------------------- numbers -- */

static bool one_of(const struct cx *c, uint32_t i, const char *const *list)
{
	for (; *list; list++)
		if (is(c, i, *list))
			return true;
	return false;
}

/* Nothing that the number counts follows. */
static bool stands_alone(const struct cx *c, uint32_t end)
{
	uint8_t u = end < c->tok->n && c->morph->upos ? c->morph->upos[end] : UPOS_X;
	return end >= c->tok->n || (c->tok->flags[end] & TOK_PUNCT) || ((u == UPOS_ADP || u == UPOS_CCONJ || u == UPOS_ADV || u == UPOS_AUX) && !is(c, end, "of"));
}

/* A number that stands for people told of before, or whom something was done to: "the nine",
 * "eleven were hurt", "killing six and wounding thirty", "nine others were freed".  Where the phrase ends; 0: it is none. */
static uint32_t counted_people(const struct cx *c, uint32_t i)
{
	static const char *const be[] = { "were", "have", "had", NULL }, *const rest[] = { "others", "more", NULL };
	static const char *const state[] = { "wounded", "injured", "hurt", "killed", "dead", "missing", "arrested", "detained", NULL };
	static const char *const those[] = { "the", "these", "those", "all", NULL };
	static const char *const did[] = { "killing", "wounding", "injuring", "hurting", "arresting", "detaining", "killed", "wounded", "injured", "arrested", "detained", "freed", NULL };
	struct span at = c->tok->span[i];
	bool digits = drg__is_digit((unsigned char)c->text->p[at.s]);
	bool part = (at.s > 0 && c->text->p[at.s - 1] == '-') || (at.e < c->text->n && c->text->p[at.e] == '-'); /* "twenty-two", "six-nation" */
	bool nth = digits && !drg__is_digit((unsigned char)c->text->p[at.e - 1]);
	if (!number(c, i) || (digits && at.e - at.s == 4) || nth || part || is(c, i, "one") || i + 1 >= c->tok->n || c->tok->para[i + 1] != c->tok->para[i])
		return 0;
	bool others = one_of(c, i + 1, rest);
	uint32_t end = i + 1 + others, from = number_from(c, i);
	if (one_of(c, end, state) && stands_alone(c, end + 1)) /* "and 31 wounded" */
		return end;
	if (!stands_alone(c, end))
		return 0;
	bool first = from == 0 || c->first[from] || (c->tok->flags[from - 1] & TOK_PUNCT) || is(c, from - 1, "and");
	bool suffers = one_of(c, end, be) && (first || others);
	bool told = i > 0 && one_of(c, i - 1, those) && !is(c, end, "to"); /* "freed the nine"; not "the 9 to Lund" */
	return suffers || told || (from > 0 && one_of(c, from - 1, did)) ? end : 0;
}

/* ----------------------------------------------------------------- output -- */

static bool pronoun(const struct cx *c, uint32_t i)
{
	static const char *const p[] = { "he", "she", "they", "it", "we", "i", "him", "her", "them", "us" };
	struct str k = closed(c, i);
	if (!drg__str_eq(k, STR("pron")) && !drg__str_eq(k, STR("objpron")) && !is(c, i, "her"))
		return false;
	for (size_t j = 0; j < sizeof p / sizeof *p; j++)
		if (is(c, i, p[j]))
			return !(c->tok->shape[i] == SHAPE_UPPER);
	return false;
}

static int before(const struct row *x, const struct row *y)
{
	return x->a != y->a ? (x->a < y->a ? -1 : 1) : x->b != y->b ? (x->b > y->b ? -1 : 1) : 0;
}

static struct row *sorted(struct cx *c)
{
	size_t n = c->out.n;
	struct row *from = c->out.v, *to = NEW_N(c->a, struct row, n);
	for (size_t w = 1; w < n; w *= 2) {
		for (size_t lo = 0; lo < n; lo += 2 * w) {
			size_t mid = lo + w < n ? lo + w : n, hi = lo + 2 * w < n ? lo + 2 * w : n, i = lo, j = mid, k = lo;
			while (i < mid || j < hi)
				to[k++] = j >= hi || (i < mid && before(&from[i], &from[j]) <= 0) ? from[i++] : from[j++];
		}
		struct row *swap = from;
		from = to;
		to = swap;
	}
	return from;
}

void drg__mentions(const drg_pack *pack, const struct layers *l, const struct hits *hits, struct arena *keep, struct arena scratch, struct mentions *out)
{
	const struct tokens *tok = &l->tokens;
	struct cx c = { .l = l, .names = &l->names, .morph = &l->morph, .text = &l->text, .tok = tok, .sents = &l->sents, .hits = hits, .pack = pack, .a = &scratch };
	uint32_t *lex[] = { &c.words, &c.roles, &c.titles, &c.states, &c.bodies, &c.outlets, &c.outlet_words, &c.org_words, &c.links, &c.verbs, &c.cues, &c.edges };
	static const char *const lex_name[] = { "words", "roles", "titles", "states", "bodies", "outlets", "outlet_words", "org_words", "name_links", "verbs", "cues", "number_edges" };
	for (size_t i = 0; i < sizeof lex / sizeof *lex; i++)
		if ((*lex[i] = drg__lex(pack, lex_name[i])) == UINT32_MAX)
			return; /* a pack without them finds nobody */
	c.col_class = drg__lex_col(pack, c.words, "class");
	c.col_role = drg__lex_col(pack, c.roles, "kind");
	c.col_form = drg__lex_col(pack, c.states, "form");
	c.col_body = drg__lex_col(pack, c.bodies, "kind");
	c.col_org = drg__lex_col(pack, c.org_words, "kind");
	c.col_leads = drg__lex_col(pack, c.outlet_words, "leads");
	c.col_link = drg__lex_col(pack, c.links, "kind");
	c.first = NEW_N(&scratch, uint8_t, tok->n);
	c.in_name = NEW_N(&scratch, uint8_t, tok->n);
	look_for_capitals(&c);
	for (uint32_t i = 0; i < tok->n;) {
		/* "al-Nur", "bin Laden": a link word may begin a name */
		bool link = link_kind(&c, i).p && drg__str_eq(link_kind(&c, i), STR("person")) && i + 1 < tok->n &&
		            one_hyphen(&c, i + 1) && glued(&c, i + 1) && i + 2 < tok->n && capital(&c, i + 2) && !(tok->flags[i] & TOK_ZONE);
		if (link) {
			uint32_t e = name_end(&c, i);
			for (uint32_t k = i; k < e; k++)
				c.in_name[k] = 1;
			float score;
			uint8_t kind = kind_of_name(&c, i, e, false, &score);
			add(&c, i, e, e - 1, kind, FORM_NAME, score);
			i = e;
			continue;
		}
		i = name_token(&c, i) ? name(&c, i) : i + 1;
	}
	for (uint32_t i = 0; i < tok->n; i++) {
		if (tok->flags[i] & TOK_ZONE)
			continue;
		if (pronoun(&c, i)) {
			add(&c, i, i + 1, i, ENT_OTHER, FORM_PRONOUN, .9f);
			continue;
		}
		const struct hit *h = c.in_name[i] ? NULL : drg__hit_at(hits, i, c.roles);
		if (h) {
			description(&c, h);
			i = h->end - 1;
			continue;
		}
		uint32_t end = c.in_name[i] ? 0 : counted_people(&c, i);
		if (end) {
			uint32_t from = number_from(&c, i);
			add(&c, from > 0 && determines(&c, from - 1) ? from - 1 : from, end, i, ENT_UNNAMED, FORM_NOMINAL, .6f);
			i = end - 1;
		}
	}
	struct row *v = sorted(&c);
	uint32_t n = 0;
	for (uint32_t i = 0; i < c.out.n; i++)
		if (n == 0 || before(&v[n - 1], &v[i]) != 0)
			v[n++] = v[i];
	out->n = n;
	out->span = NEW_N(keep, struct span, n);
	out->head = NEW_N(keep, uint32_t, n);
	out->kind = NEW_N(keep, uint8_t, n);
	out->form = NEW_N(keep, uint8_t, n);
	out->score = NEW_N(keep, float, n);
	out->ent = NEW_N(keep, uint32_t, n);
	for (uint32_t i = 0; i < n; i++) {
		out->span[i] = (struct span){ tok->span[v[i].a].s, tok->span[v[i].b - 1].e };
		out->head[i] = v[i].head;
		out->kind[i] = v[i].kind;
		out->form[i] = v[i].form;
		out->score[i] = v[i].score;
		out->ent[i] = NONE;
	}
}
