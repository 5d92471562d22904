/* What a claim says, of what its attribution has as its content. */
#include "stage/claim_in.h"

bool drg__claim_has_word(const struct cx *c, const struct span *v, uint32_t n, const char *const *list, size_t count)
{
	for (uint32_t k = 0; k < n; k++) {
		uint32_t looked = 0;
		for (uint32_t t = tok_at(c, v[k].s); t < c->l->tokens.n && c->l->tokens.span[t].s < v[k].e && looked < 40; t++, looked++)
			for (size_t i = 0; i < count; i++)
				if (drg__str_ieq(drg__tok(&c->l->text, &c->l->tokens, t), drg__str_c(list[i])))
					return true;
	}
	return false;
}

/* Class of the cue ("say", "evaluate", ...), "" when unknown. */
struct str drg__claim_cue_class(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	if (!att->cue[a].n)
		return STR("");
	struct span s = att->pool.v[att->cue[a].from];
	for (uint32_t t = tok_at(c, s.s); t < c->l->tokens.n && c->l->tokens.span[t].s < s.e; t++) {
		const struct hit *h = drg__hit_at(c->hits, t, c->cues);
		if (h)
			return drg__lex_str(c->pack, c->cues, h->row, c->col_cue);
	}
	return STR("");
}

bool drg__claim_is_one_of(const struct cx *c, uint32_t t, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (drg__str_ieq(drg__tok(&c->l->text, &c->l->tokens, t), drg__str_c(list[i])))
			return true;
	return false;
}

static const char *const speak[] = { "comment", "say", "discuss", "answer", "confirm", "deny", "talk", "speak", "give", "name", "elaborate", "disclose", "respond", "reveal", "explain", "drawn" };
enum { SPEAK = sizeof speak / sizeof *speak };

/* Does the cue decline to say something, rather than to do it? */
bool drg__claim_declines_to_speak(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	struct span all[2] = { att->pool.v[att->cue[a].from], att->content[a].n ? att->pool.v[att->content[a].from] : (struct span){ 0, 0 } };
	return drg__claim_has_word(c, all, 2, speak, SPEAK);
}

/* "declined to comment on the talks": of what is not said, past "to comment on"; NONE where
 * nothing follows. first: the content's first token. */
static uint32_t past_speaking(const struct cx *c, uint32_t first, uint32_t end)
{
	static const char *const be[] = { "to", "be" }, *const about[] = { "on", "about", "to", "upon" };
	uint32_t t = first;
	while (t < c->l->tokens.n && drg__claim_is_one_of(c, t, be, 2))
		t++;
	if (t == first || !drg__claim_is_one_of(c, t, speak, SPEAK))
		return first;
	t++;
	while (t < c->l->tokens.n && drg__claim_is_one_of(c, t, about, 4))
		t++;
	return t < c->l->tokens.n && c->l->tokens.span[t].s < end ? t : NONE;
}

/* The first token inside the span that is this word and not the last; NONE. */
static uint32_t word_inside(const struct cx *c, struct span s, struct str word)
{
	const struct layers *l = c->l;
	for (uint32_t t = tok_at(c, s.s); t < l->tokens.n && l->tokens.span[t].e < s.e; t++)
		if (drg__str_ieq(drg__tok(&l->text, &l->tokens, t), word))
			return t;
	return NONE;
}

/* "blamed the weather": it says whose doing something is. */
bool drg__claim_blames(const struct cx *c, uint32_t a)
{
	static const char *const blame[] = { "blame", "blames", "blamed", "blaming" };
	return drg__claim_has_word(c, c->l->attribs.pool.v + c->l->attribs.cue[a].from, 1, blame, 4);
}

/* "accused the board of hiding the letter": the token of "of", or of "for" after
 * blaming, inside the content; NONE when nobody is charged with anything. */
uint32_t drg__claim_charge_at(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	if (!att->content[a].n)
		return NONE;
	return word_inside(c, att->pool.v[att->content[a].from], drg__claim_blames(c, a) ? STR("for") : STR("of"));
}

/* "The clerk was accused (by the envoy) of hiding a letter": two pieces, who and of what. */
bool drg__claim_passive_charge(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	return att->content[a].n > 1 && (att->rule[a] == c->rule_unsaid || att->rule[a] == c->rule_by) && drg__str_eq(drg__claim_cue_class(c, a), STR("accuse"));
}

/* "rejected suggestions that the gate was shut": what is denied is the clause, not the noun. */
uint32_t drg__claim_denied_at(const struct cx *c, uint32_t a)
{
	static const char *const said[] = { "suggestion", "suggestions", "claim", "claims", "allegation", "allegations", "accusation", "accusations", "report", "reports", "charge",
		                            "charges", "assertion", "assertions", "notion", "idea", "rumour", "rumours", "rumor", "rumors", "speculation" };
	const struct layers *l = c->l;
	const struct attribs *att = &l->attribs;
	if (!att->content[a].n || !drg__str_eq(drg__claim_cue_class(c, a), STR("reject")) || att->kind[a] == ATTRIB_DIRECT)
		return NONE;
	uint32_t t = word_inside(c, att->pool.v[att->content[a].from], STR("that"));
	return t != NONE && t > 0 && drg__claim_is_one_of(c, t - 1, said, sizeof said / sizeof *said) && t + 1 < l->tokens.n ? t + 1 : NONE;
}

/* Cues of asking somebody for something. */
static const char *const ask[] = { "asked", "ask", "asks", "asking", "urged", "urge", "urges", "urging", "called", "call", "calls", "calling", "appealed", "appeal", "appeals",
		                           "appealing", "begged", "begs", "ordered", "orders", "instructed", "instructs", "advised", "advises", "pressed", "presses", "promised", "promise", "promises" };
enum { ASK = sizeof ask / sizeof *ask };

/* "called on Ostra, its neighbour, to open the road", "on both sides, which fight, to stop": the "to" behind
 * an aside to whoever is asked, where the content begins with that aside; NONE. */
static uint32_t past_aside(const struct cx *c, uint32_t a)
{
	static const char *const who[] = { "who", "which", "whose" }, *const to[] = { "to", "not" };
	const struct layers *l = c->l;
	const struct attribs *att = &l->attribs;
	enum { ASIDE = 12 };
	struct span s = att->pool.v[att->content[a].from];
	uint32_t first = tok_at(c, s.s);
	bool related = false;
	if (!drg__claim_has_word(c, att->pool.v + att->cue[a].from, 1, ask, ASK))
		return NONE;
	for (uint32_t t = first; l->morph.upos && t < first + ASIDE && t + 2 < l->tokens.n && l->tokens.span[t].e < s.e; t++) {
		related |= drg__claim_is_one_of(c, t, who, 3);
		if (l->text.p[l->tokens.span[t].s] == ',' && t > first && drg__claim_is_one_of(c, t + 1, to, 2))
			return t + 1;
		if (!related && (l->morph.upos[t] == UPOS_VERB || l->morph.upos[t] == UPOS_AUX || drg__claim_is_one_of(c, t, to, 2)))
			return NONE;
	}
	return NONE;
}

/* "appealed to both sides for a pause", "urged the board on Monday not to wait": the token at which
 * what is asked for begins, behind the one who is asked; NONE where nobody is. */
static uint32_t past_asked(const struct cx *c, uint32_t a)
{
	const struct layers *l = c->l;
	const struct attribs *att = &l->attribs;
	struct span s = att->pool.v[att->content[a].from], cue = att->pool.v[att->cue[a].from];
	uint32_t first = tok_at(c, s.s);
	bool whom = false;
	/* "asked for protection for a witness" asks nobody */
	if (att->rule[a] != c->rule_object || !c->worth.c.n || !drg__claim_has_word(c, &cue, 1, ask, ASK) || drg__str_ends(bytes(c, cue), STR(" for")))
		return NONE;
	for (uint32_t t = first; t < l->tokens.n && l->tokens.span[t].e <= s.e; t++) {
		uint32_t up = l->deps.head[t], lo = c->worth.c.lo[t] > first ? c->worth.c.lo[t] : first;
		uint8_t d = c->worth.c.dep[t];
		bool of_cue = up != NONE && drg__span_within(l->tokens.span[up], cue);
		struct str w = drg__tok(&l->text, &l->tokens, lo);
		bool to = drg__str_ieq(w, STR("to")) || drg__str_ieq(w, STR("not"));
		if (whom && lo > first && ((to && (of_cue || d == DEP_ACL)) || (of_cue && d == DEP_OBL && drg__str_ieq(w, STR("for")))))
			return lo;
		whom |= of_cue && lo == first && (d == DEP_OBJ || d == DEP_IOBJ || d == DEP_OBL);
	}
	return NONE;
}

/* What the claim says, of what the attribution has as its content: without the one
 * who is accused or asked ("accused the board" of .., "appealed to both sides" for ..),
 * with the "for" of what is asked for. */
void drg__claim_spans(const struct cx *c, uint32_t a, struct span out[4], uint32_t *n)
{
	const struct layers *l = c->l;
	const struct attribs *att = &l->attribs;
	struct str k = drg__claim_cue_class(c, a);
	*n = att->content[a].n < 4 ? att->content[a].n : 4;
	memcpy(out, att->pool.v + att->content[a].from, *n * sizeof *out);
	if (*n == 0 || !att->cue[a].n)
		return;
	if (drg__claim_passive_charge(c, a)) { /* not who is accused, but of what */
		out[0] = out[*n - 1];
		*n = 1;
	}
	uint32_t t = NONE, first = tok_at(c, out[0].s);
	if (drg__claim_passive_charge(c, a) && first > 0)
		t = drg__str_ieq(drg__tok(&l->text, &l->tokens, first - 1), STR("of")) ? first - 1 : first;
	else if (drg__str_eq(k, STR("accuse")) && !drg__claim_blames(c, a))
		t = drg__claim_charge_at(c, a);
	else if (drg__str_eq(k, STR("demand")) && first > 0 && drg__str_ieq(drg__tok(&l->text, &l->tokens, first - 1), STR("for")))
		t = first - 1;
	else if (drg__claim_denied_at(c, a) != NONE)
		t = drg__claim_denied_at(c, a);
	else if (drg__str_eq(k, STR("demand")) || drg__str_eq(k, STR("ask")) || drg__str_eq(k, STR("promise")))
		t = past_asked(c, a) != NONE ? past_asked(c, a) : past_aside(c, a);
	else if (drg__str_eq(k, STR("decline")) && (t = past_speaking(c, first, out[0].e)) == NONE)
		*n = 0;
	if (t != NONE && *n)
		out[0].s = l->tokens.span[t].s;
}

/* Is any word of the spans between quotation marks? */
bool drg__claim_has_mark(const struct cx *c, const struct span *v, uint32_t n)
{
	const struct quotes *q = &c->l->quotes;
	for (uint32_t k = 0; k < n; k++)
		for (uint32_t i = drg__span_first(q->outer, q->n, v[k].s); i < q->n && q->outer[i].s < v[k].e; i++)
			if (!(q->flags[i] & QUOTE_SCARE))
				return true;
	return false;
}

/* "there would be none: "I said so."", a paraphrase that turns into a quotation: of the
 * last span, or of the last of several, a claim of its own (corpus/GUIDE 3).  Sentences
 * between marks at the end of v[0..n) become v[n..n + 1); how many there are. */
uint32_t drg__claim_part_quote(const struct cx *c, struct span v[5], uint32_t *n)
{
	const struct layers *l = c->l;
	struct span *s = &v[*n - 1];
	for (uint32_t i = drg__span_first(l->quotes.outer, l->quotes.n, s->s > 3 ? s->s - 3 : 0); i < l->quotes.n && l->quotes.outer[i].s < s->e; i++) {
		struct span in = l->quotes.inner[i], out = l->quotes.outer[i];
		char last = in.e > in.s ? l->text.p[in.e - 1] : 0;
		uint32_t t = tok_at(c, out.s);
		bool sentence = in.e + 3 >= s->e && out.e >= s->e && (last == '.' || last == '!' || last == '?') && l->tokens.shape[t + 1 < l->tokens.n ? t + 1 : t] != SHAPE_LOWER;
		if (!sentence || l->quotes.parent[i] != NONE)
			continue;
		if (in.s <= s->s && *n > 1) { /* a span of its own, after one that is not */
			if (drg__claim_has_mark(c, v, *n - 1))
				return 0;
			--*n;
			return 1;
		}
		if (t == 0 || l->text.p[l->tokens.span[t - 1].s] != ':' || l->tokens.span[t - 1].s <= s->s)
			continue;
		v[*n] = (struct span){ in.s, s->e < in.e ? s->e : in.e };
		s->e = l->tokens.span[t - 2].e;
		return 1;
	}
	return 0;
}

