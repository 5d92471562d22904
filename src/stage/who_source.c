/* The mention that a source is about; speakers of attributions. */
#include "stage/who.h"

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

/* ", Colonel ": a comma at byte a, and nothing but titles up to byte b. */
static bool titles_between(const struct cx *c, uint32_t a, uint32_t b)
{
	uint32_t t = tok_at(c, a);
	if (c->text->p[a] != ',')
		return false;
	for (t++; t < c->tok->n && c->tok->span[t].s < b;) {
		const struct hit *h = drg__hit_at(c->hits, t, c->titles);
		if (!h)
			return false;
		t = h->end;
	}
	return t < c->tok->n && c->tok->span[t].s == b;
}

/* "Her counterpart": a possessive before another word of the phrase that ends at
 * byte `edge` is somebody else. */
static bool possessive_before(const struct cx *c, uint32_t m, uint32_t edge)
{
	static const char *const p[] = { "my", "your", "his", "her", "its", "our", "their" };
	uint32_t t = c->men->head[m];
	if (c->men->form[m] != FORM_PRONOUN || t + 1 >= c->tok->n || c->tok->span[t + 1].s >= edge)
		return false;
	for (size_t k = 0; k < sizeof p / sizeof *p; k++)
		if (is(c, t, p[k]))
			return true;
	return false;
}

/* Is byte b inside a name that began before it: "Ministry of Defence"? */
static bool inside_name(const struct cx *c, uint32_t b)
{
	for (uint32_t m = first_mention_from(c, b); m-- > 0 && b - c->men->span[m].s < 80;)
		if (c->men->form[m] == FORM_NAME && c->men->span[m].s < b && b < c->men->span[m].e)
			return true;
	return false;
}

/* " - ", a dash between words and not inside one. */
static bool spaced_dash(const struct cx *c, uint32_t i)
{
	struct str w = word(c, i);
	bool dash = drg__str_eq(w, STR("-")) || drg__str_eq(w, STR("--")) || drg__str_eq(w, STR("\u2013")) || drg__str_eq(w, STR("\u2014"));
	return dash && i + 1 < c->tok->n && (c->tok->flags[i] & TOK_SPACE) && (c->tok->flags[i + 1] & TOK_SPACE);
}

/* The mention that a source span is about. */
static uint32_t head_mention(const struct cx *c, struct span s)
{
	uint32_t t = tok_at(c, s.s), edge = s.e;
	if (relative(c, s))
		return antecedent(c, s.s);
	for (uint32_t i = t + 1; i < c->tok->n && c->tok->span[i].s < s.e; i++) {
		char z = c->text->p[c->tok->span[i].s];
		if (inside_name(c, c->tok->span[i].s))
			continue;
		if (z == ',' || z == '(' || spaced_dash(c, i) || edge_word(c, i) || is(c, i, "who") || is(c, i, "which") || is(c, i, "whose")) { /* "a person who", "close to": what follows is not the source */
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
		bool possessed = possessive_before(c, m, edge) ||
		                 (c->men->span[m].e < c->text->n && (c->text->p[c->men->span[m].e] == '\'' || (unsigned char)c->text->p[c->men->span[m].e] == 0xE2) && c->men->span[m].e < s.e);
		uint32_t head_end = c->tok->span[c->men->head[m]].e;
		if (head_end <= edge && !possessed && (best == NONE || c->tok->span[c->men->head[best]].e < head_end))
			best = m;
		if (named == NONE && c->men->form[m] == FORM_NAME && c->men->kind[m] == ENT_PERSON && !possessed && c->men->span[m].s >= edge &&
		    (c->men->span[m].s - edge <= 2 || titles_between(c, edge, c->men->span[m].s)))
			named = m;
	}
	/* "the chief delegate to the talks, Kim Ro": the name says who */
	bool paper = best != NONE && c->men->kind[best] == ENT_DOCUMENT; /* "a letter to the envoy, Kim Ro": she got it */
	if ((best == NONE || c->men->form[best] == FORM_NOMINAL) && named == NONE && !paper) {
		for (uint32_t m = lo; m < c->men->n && c->men->span[m].s < s.e; m++)
			if (c->men->form[m] == FORM_NAME && c->men->span[m].e == s.e && m > 0 && c->text->p[c->men->span[m].s - 1] == ' ' && c->men->span[m].s >= 2 &&
			    c->text->p[c->men->span[m].s - 2] == ',' && person_like(c->men->kind[m]))
				named = m;
	}
	if (named != NONE && (best == NONE || c->men->form[best] == FORM_NOMINAL))
		return named;
	return best != NONE ? best : possessor(c, s);
}

/* Who answers under the label "A:" of an interview: the person that the text above the questions says
 * it is with ("Interview with Lena Ort"), else the first one that it names; NONE. */
static uint32_t interviewed(const struct cx *c, struct span s)
{
	enum { ABOVE = 256 }; /* mentions */
	const struct mentions *men = c->men;
	uint32_t t = tok_at(c, s.s), best = NONE;
	if (!drg__str_eq(bytes(c, s), STR("A")) || s.e >= c->text->n || !(c->text->p[s.e] == ':' || c->text->p[s.e] == '.') || !(c->tok->flags[t] & TOK_PARA))
		return NONE;
	for (uint32_t m = 0; m < men->n && m < ABOVE && men->span[m].e <= s.s; m++) {
		uint32_t at = tok_at(c, men->span[m].s);
		if (men->form[m] != FORM_NAME || men->kind[m] != ENT_PERSON || men->ent[m] == NONE || (c->tok->flags[at] & TOK_ZONE))
			continue;
		bool with = at > 1 && is(c, at - 1, "with") && (is(c, at - 2, "interview") || is(c, at - 2, "conversation") || is(c, at - 2, "answers"));
		if (best == NONE || with)
			best = m;
		if (with)
			break;
	}
	return best;
}

void drg__who_sources(struct cx *c)
{
	struct attribs *att = c->att;
	for (uint32_t i = 0; i < att->n; i++) {
		if (!att->source[i].n)
			continue;
		struct span s = att->pool.v[att->source[i].from];
		uint32_t m = head_mention(c, s);
		if (m == NONE)
			m = interviewed(c, s);
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
