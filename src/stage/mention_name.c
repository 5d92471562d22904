/* Names: where they begin and end, and the kind of what they name. */
#include "stage/mention.h"
#include "stage/mention_in.h"
#include "stage/ud.h"

enum { NAME_MOST = 12 };

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

/* Is the day or month at token i part of a name that goes on behind it: "Sunday Observer", "the
 * Karsk Evening Post"?  Not of "said on Sunday Radio Deshka had closed". */
static bool in_longer_name(const struct cx *c, uint32_t i)
{
	const struct hit *h = i > 0 && i + 1 < c->tok->n && capital(c, i + 1) && (capital(c, i - 1) || is(c, i - 1, "the")) ? drg__hit_at(c->hits, i + 1, c->outlet_words) : NULL;
	if (h && h->end == i + 2 && drg__lex_enum(c->pack, c->outlet_words, h->row, c->col_leads) == UINT32_MAX)
		return true;
	uint32_t found = found_name(c, i);
	bool on = i > 0 && (is(c, i - 1, "on") || is(c, i - 1, "last") || is(c, i - 1, "next")) && found != NONE && c->names->tok[found].s == i;
	return !on && found != NONE && i + 1 < c->tok->n && found == found_name(c, i + 1);
}

bool drg__mention_name_token(const struct cx *c, uint32_t i)
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
	if (found == NONE || c->names->tok[found].s != i || c->names->kind[found] == ENT_PERSON || !drg__mention_name_token(c, e - 1))
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
		if (drg__mention_name_token(c, e) && !c->first[e]) {
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
		if (person && e + 1 < c->tok->n && (drg__mention_name_token(c, e + 1) || (one_hyphen(c, e + 1) && e + 2 < c->tok->n && capital(c, e + 2)))) {
			e++;
			if (one_hyphen(c, e))
				e++;
			continue;
		}
		if (body && org && !is(c, e, "and")) {
			uint32_t k2 = e + 1;
			if (is(c, k2, "the"))
				k2++;
			if (k2 < c->tok->n && drg__mention_name_token(c, k2) && (is(c, e, "of") || is(c, e, "for") || is(c, e, "&"))) {
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

/* Does a town or district stand before the name at token a: "the town of Bel Hara", "Port Hale"? */
static bool of_a_place(const struct cx *c, uint32_t a)
{
	const struct hit *h = a >= 2 && is(c, a - 1, "of") ? drg__hit_at(c->hits, a - 2, c->places) : NULL;
	if (!h || h->end != a - 1)
		return false;
	struct str kind = drg__lex_str(c->pack, c->places, h->row, c->col_place);
	return drg__str_eq(kind, STR("town")) || drg__str_eq(kind, STR("division")) || drg__str_eq(kind, STR("land"));
}

/* The kind that the words right before the name at [a, b) tell of it: "the relief agency Open
 * Hand" is a body, "the town of Bel Hara" a place, and nobody is called "the Valley Shield";
 * ENT_OTHER when they tell nothing. */
static uint8_t told_before(const struct cx *c, uint32_t a, uint32_t b)
{
	if (of_a_place(c, a))
		return ENT_PLACE;
	if (a == 0 || c->tok->para[a] != c->tok->para[a - 1])
		return ENT_OTHER;
	const struct hit *h = drg__hit_at(c->hits, a - 1, c->roles);
	if (h && h->end == a && !capital(c, a - 1) && !drg__ud_has(c->l, a - 1, STR("Number=Plur"))) {
		struct str role = drg__lex_str(c->pack, c->roles, h->row, c->col_role);
		if (drg__str_eq(role, STR("outlet")))
			return ENT_OUTLET;
		if (drg__str_eq(role, STR("org")) || drg__str_eq(role, STR("group")))
			return ENT_ORG;
	}
	return is(c, a - 1, "the") && c->tok->shape[a - 1] != SHAPE_UPPER && b - a > 1 ? ENT_ORG : ENT_OTHER;
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
	bool sure = found != NONE && c->names->score[found] >= .6f;
	uint8_t told = found == NONE || c->names->kind[found] == ENT_PERSON ? told_before(c, a, b) : ENT_OTHER;
	if (told != ENT_OTHER) {
		*score = DRG_NAME_TOLD;
		return told;
	}
	if (sure) {
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
	if (found != NONE)
		return c->names->kind[found]; /* better than what follows, however unsure */
	return words >= 2 && words <= 4 ? ENT_PERSON : ENT_OTHER;
}

/* "Neighbouring Ostermar", "Landlocked Veldmark": at the head of a sentence, what describes the state or
 * place named behind it, and has its capital from there. */
static bool describes_place(const struct cx *c, uint32_t a, uint32_t e)
{
	struct str w = word(c, a);
	uint32_t found = found_name(c, a);
	uint8_t kind = found == NONE ? ENT_PLACE : c->names->kind[found], u = c->morph->upos ? c->morph->upos[a] : UPOS_PROPN;
	bool made = (drg__str_ends(w, STR("ing")) || drg__str_ends(w, STR("ed"))) && !is(c, a, "united");
	return e > a + 1 && (u == UPOS_ADJ || u == UPOS_VERB) && made && (kind == ENT_STATE || kind == ENT_PLACE) && !was_seen(c, c->tok->fold[a]);
}

static uint32_t name(struct cx *c, uint32_t i)
{
	uint32_t e = name_end(c, i);
	uint32_t a = i;
	if (c->first[a] && describes_place(c, a, e) && drg__mention_name_token(c, a + 1))
		return i + 1;
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
				if (a >= e || !drg__mention_name_token(c, a))
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

void drg__mention_names(struct cx *c)
{
	c->first = NEW_N(c->a, uint8_t, c->tok->n);
	c->in_name = NEW_N(c->a, uint8_t, c->tok->n);
	look_for_capitals(c);
	for (uint32_t i = 0; i < c->tok->n;) {
		/* "al-Nur", "bin Laden": a link word may begin a name */
		bool link = link_kind(c, i).p && drg__str_eq(link_kind(c, i), STR("person")) && i + 1 < c->tok->n &&
		            one_hyphen(c, i + 1) && glued(c, i + 1) && i + 2 < c->tok->n && capital(c, i + 2) && !(c->tok->flags[i] & TOK_ZONE);
		if (link) {
			uint32_t e = name_end(c, i);
			for (uint32_t k = i; k < e; k++)
				c->in_name[k] = 1;
			float score;
			uint8_t kind = kind_of_name(c, i, e, false, &score);
			add(c, i, e, e - 1, kind, FORM_NAME, score);
			i = e;
			continue;
		}
		i = drg__mention_name_token(c, i) ? name(c, i) : i + 1;
	}
}
