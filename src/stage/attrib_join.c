/* What the rules found and what the encoder's heads find, joined by their cues.
 *
 * Where both have a cue, the spans are the rule's, unless the roles speak so
 * much more for the heads' content or source that the rule was misled.  What
 * only the heads have is kept when they are sure of the cue; what only a rule
 * has, unless it is a weak rule and the heads see no cue. */
#include "stage/attrib.h"

/* Sixteenths of a nat; 11 is one half. Chosen on PolNeAR dev and corpus dev. */
enum { CUE_MOST = 11, RULE_CUE_MOST = 60, CONTENT_LEAD = 200, SOURCE_LEAD = 100 };

/* What only the heads have needs this probability. */
static const float heads_least = .42f;

/* What the heads say for these spans having the role, against none. */
static int32_t weight(const struct cx *c, const struct cue_roles *row, const struct span *v, uint32_t n, uint8_t role)
{
	int32_t w = 0;
	for (uint32_t k = 0; k < n; k++)
		for (uint32_t t = drg__span_first(c->tok->span, c->tok->n, v[k].s); t < row->to && c->tok->span[t].s < v[k].e; t++)
			if (t >= row->from && !(c->tok->flags[t] & TOK_PUNCT)) {
				const uint8_t *x = row->cost + (size_t)(t - row->from) * EVIDENCE_ROLES;
				w += x[ROLE_NONE] - x[role];
			}
	return w;
}

/* Rules that rest on quotation marks or a fixed form. */
static bool firm(uint8_t rule)
{
	return rule == R_QUOTE_BEFORE || rule == R_QUOTE_AFTER || rule == R_LABEL || rule == R_INTERVIEW || rule == R_SIGNED || rule == R_ANNOUNCED || rule == R_QUOTED_AS;
}

/* The cost of the likeliest cue word under the rule's cue. */
static uint8_t cue_cost(const struct cx *c, struct span cue)
{
	uint8_t least = 255;
	for (uint32_t t = drg__span_first(c->tok->span, c->tok->n, cue.s); t < c->tok->n && c->tok->span[t].s < cue.e; t++)
		for (uint32_t tag = 1; tag < EVIDENCE_BIO; tag++)
			if (c->ev->cue[(size_t)t * EVIDENCE_BIO + tag] < least)
				least = c->ev->cue[(size_t)t * EVIDENCE_BIO + tag];
	return least;
}

/* "The Post, citing a clerk, said": the clerk is not who said it. */
static bool cited(const struct cx *c, struct span s)
{
	static const char *const cites[] = { "citing", "quoting", "crediting", "referring" };
	uint32_t t = drg__span_first(c->tok->span, c->tok->n, s.s);
	for (size_t i = 0; t > 0 && i < sizeof cites / sizeof *cites; i++)
		if (drg__str_ieq(word(c, t - 1), drg__str_c(cites[i])))
			return true;
	return false;
}

/* Does span v hold the predicate of the clause that is the rule's first content: the word that hangs on one outside it? */
static bool holds_predicate(const struct cx *c, const struct found *r, const struct span *v, uint8_t n)
{
	struct span all = r->content[0];
	for (uint32_t t = drg__span_first(c->tok->span, c->tok->n, all.s); t < c->tok->n && c->tok->span[t].s < all.e; t++) {
		if ((c->tok->flags[t] & TOK_PUNCT) || (c->head[t] != NONE && drg__span_within(c->tok->span[c->head[t]], all)))
			continue;
		for (uint8_t k = 0; k < n; k++)
			if (drg__span_within(c->tok->span[t], v[k]))
				return true;
		return false;
	}
	return true;
}

/* "The road is shut, the clerk ruled. He had ..": a whole clause before its cue, and the heads
 * see only what the next sentence says. */
static bool next_sentence(const struct cx *c, const struct found *r, const struct found *h)
{
	uint32_t t = drg__span_first(c->tok->span, c->tok->n, r->cue.s), end = c->sents->tok[drg__attrib_sent(c, t) + 1];
	for (uint8_t k = 0; k < h->n_content; k++)
		if (end >= c->tok->n || h->content[k].s < c->tok->span[end].s)
			return false;
	return r->rule == R_AFTER && !r->half;
}

/* "reported on the strength of a memo, that the road is shut": what stands before "that" is no content. */
static bool before_that(const struct cx *c, const struct found *r, const struct found *h)
{
	if (r->rule != R_THAT || h->content[0].s >= r->content[0].s || h->content[0].s < r->cue.e)
		return false;
	uint32_t t = drg__span_first(c->tok->span, c->tok->n, r->content[0].s);
	return t > 1 && c->cls[t - 1] == W_COMP && c->text->p[c->tok->span[t - 2].s] == ',';
}

/* "Twelve were hurt; there were nineteen, it said": do the heads take in what stands before a semicolon, too? */
static bool past_semicolon(const struct cx *c, const struct found *r, const struct found *h)
{
	if (r->rule != R_AFTER || r->half || h->content[0].s >= r->content[0].s)
		return false;
	uint32_t t = drg__span_first(c->tok->span, c->tok->n, r->content[0].s);
	return t > 0 && c->text->p[c->tok->span[t - 1].s] == ';';
}

/* Do the heads only pick pieces out of the rule's content? A clause with holes, or before
 * ", X said." one without its predicate, is no better. */
static bool only_pieces(const struct cx *c, const struct found *r, const struct found *h)
{
	for (uint8_t k = 0; k < h->n_content; k++) {
		bool inside = false;
		for (uint8_t j = 0; j < r->n_content && !inside; j++)
			inside = drg__span_within(h->content[k], r->content[j]);
		if (!inside)
			return false;
	}
	return h->n_content > r->n_content || (r->rule == R_AFTER && !holds_predicate(c, r, h->content, h->n_content));
}

/* Is the first thing that the span names a letter, a report or the like? */
static bool is_paper(const struct cx *c, struct span s)
{
	uint32_t col = drg__lex_col(c->pack, c->lex_roles, "kind");
	for (uint32_t t = drg__span_first(c->tok->span, c->tok->n, s.s); t < c->tok->n && c->tok->span[t].s < s.e; t++) {
		const struct hit *h = drg__hit_at(c->hits, t, c->lex_roles);
		if (h)
			return drg__str_eq(drg__lex_str(c->pack, c->lex_roles, h->row, col), STR("document"));
	}
	return false;
}

/* Does span s stand in a clause that only describes the noun of span all: "the institute, which the
 * Post paid,"? */
static bool in_relative_clause(const struct cx *c, struct span all, struct span s)
{
	uint32_t t = drg__span_first(c->tok->span, c->tok->n, s.s);
	for (int k = 0; k < 24 && t != NONE && t < c->tok->n && drg__span_within(c->tok->span[t], all); k++) {
		if (c->rel[t] == REL_RELCL && c->head[t] != NONE && !drg__span_within(c->tok->span[c->head[t]], s))
			return drg__span_within(c->tok->span[c->head[t]], all);
		t = c->head[t];
	}
	return false;
}

/* May the heads' source take the place of the rule's?  Not one who is cited, nor one inside what
 * is said ("The envoy, writes the Post, remembers .."), nor one whose clause only describes the
 * rule's ("Voss, whose party won, said .."). */
static bool may_speak(const struct cx *c, const struct found *r, struct span s)
{
	static const char *const describe[] = { "who", "whom", "whose", "which" };
	for (uint8_t k = 0; k < r->n_content; k++)
		if (drg__span_within(s, r->content[k]))
			return false;
	/* "blamed the Front, which says": only the Front itself may stand for "which" */
	struct str own = r->n_source ? drg__str(c->text->p + r->source[0].s, r->source[0].e - r->source[0].s) : STR("");
	if ((drg__str_ieq(own, STR("which")) || drg__str_ieq(own, STR("who"))) && !(s.e < r->source[0].s && r->source[0].s - s.e <= 2))
		return false;
	uint32_t t = drg__span_first(c->tok->span, c->tok->n, s.s);
	/* "Lena Ort, the envoy of the town, said": her apposition is a part of it */
	if (r->n_source && s.s == r->source[0].s && s.e < r->source[0].e && c->text->p[s.e] == ',')
		return false;
	bool inside = t > 0 && r->n_source && drg__span_within(s, r->source[0]) && s.s > r->source[0].s;
	/* "A hospital in the east of the city says"; but "a day after the city said" */
	if (inside && in_relative_clause(c, r->source[0], s))
		return false;
	if (inside && is_paper(c, r->source[0]))
		return false; /* "A letter to the envoy, Hana Voss, says" */
	bool later = inside && (drg__str_ieq(word(c, t - 1), STR("after")) || drg__str_ieq(word(c, t - 1), STR("before")) || drg__str_ieq(word(c, t - 1), STR("since")));
	if (inside && !later && c->cls[t - 1] == W_PREP)
		return false;
	for (size_t i = 0; inside && i < sizeof describe / sizeof *describe; i++)
		if (drg__str_ieq(word(c, t - 1), drg__str_c(describe[i])))
			return false;
	return !cited(c, s);
}

/* "Three officials familiar" of "Three officials familiar with the talks, speaking on ..": a phrase
 * that the heads leave in the middle goes on to the next comma of the rule's source. */
static struct span whole_phrase(const struct cx *c, const struct found *r, struct span s)
{
	struct span all = r->source[0];
	if (r->n_source != 1 || s.s != all.s || s.e >= all.e)
		return s;
	struct span more = s;
	for (uint32_t t = drg__span_first(c->tok->span, c->tok->n, s.s); t < c->tok->n && c->tok->span[t].e <= all.e; t++) {
		if (c->tok->span[t].s >= s.e && (c->tok->flags[t] & TOK_PUNCT))
			break;
		if (drg__str_ieq(word(c, t), STR("who")) || drg__str_ieq(word(c, t), STR("which")))
			return s; /* what he did is no part of his name */
		more.e = c->tok->span[t].e > s.e ? c->tok->span[t].e : s.e;
	}
	return more;
}

/* The heads' reading h of the cue that rule row r has, too. */
static void correct(const struct cx *c, struct found *r, const struct found *h)
{
	const struct cue_roles *row = &c->ev->roles.v[h->roles];
	r->roles = h->roles;
	r->has_roles = true;
	if (!firm(r->rule) && !r->only_before && h->n_content && !only_pieces(c, r, h) && !next_sentence(c, r, h) && !before_that(c, r, h) && !past_semicolon(c, r, h) &&
	    weight(c, row, h->content, h->n_content, ROLE_CONTENT) > weight(c, row, r->content, r->n_content, ROLE_CONTENT) + CONTENT_LEAD) {
		memcpy(r->content, h->content, sizeof h->content);
		r->n_content = h->n_content;
		r->last_quote = h->last_quote;
	}
	if (h->n_source && r->rule != R_LABEL && r->rule != R_SIGNED && r->rule != R_QUOTED_AS && may_speak(c, r, h->source[0]) &&
	    weight(c, row, h->source, 1, ROLE_SOURCE) > weight(c, row, r->source, r->n_source, ROLE_SOURCE) + SOURCE_LEAD) {
		r->source[0] = whole_phrase(c, r, h->source[0]);
		r->n_source = 1;
	}
	if (!r->n_recipient && h->n_recipient) {
		r->recipient = h->recipient;
		r->n_recipient = 1;
	}
	if (r->rule != R_LABEL && r->rule != R_SIGNED && r->rule != R_QUOTED_AS)
		r->cue = h->cue; /* with its auxiliaries and particles */
	drg__attrib_place(r);
}

/* "That raised questions", "This suggests a leak": nobody speaks. */
static bool said_by_what_went_before(const struct cx *c, const struct found *f)
{
	if (f->n_source != 1)
		return false;
	struct str s = drg__str(c->text->p + f->source[0].s, f->source[0].e - f->source[0].s);
	return drg__str_ieq(s, STR("that")) || drg__str_ieq(s, STR("this"));
}

/* "The crew had left, a report says, parts of which the Post has printed": what describes the
 * source behind its cue is not said by it. */
static void leave_descriptions(const struct cx *c, struct found *f)
{
	enum { NAME_MOST = 4 };
	uint8_t n = 0;
	for (uint8_t k = 0; k < f->n_content; k++) {
		uint32_t t = drg__span_first(c->tok->span, c->tok->n, f->content[k].s);
		bool tells = false;
		for (uint32_t i = t; i < t + 3 && i < c->tok->n && f->n_content > 1 && f->content[k].s > f->cue.e && c->text->p[c->tok->span[t > 0 ? t - 1 : 0].s] == ','; i++)
			tells |= drg__str_ieq(word(c, i), STR("which")) || drg__str_ieq(word(c, i), STR("whom")) || (i == t && drg__str_ieq(word(c, i), STR("who")));
		/* "told the press with her colleague, Lena Ort": a name behind a comma, and the sentence ends */
		uint32_t e = t;
		bool behind = f->n_content > 1 && f->content[k].s > f->cue.e && t > 0 && c->text->p[c->tok->span[t - 1].s] == ',' && c->upos;
		while (behind && e < c->tok->n && e < t + NAME_MOST && c->tok->span[e].e <= f->content[k].e && c->upos[e] == UPOS_PROPN)
			e++;
		bool name = behind && e > t && c->tok->span[e - 1].e == f->content[k].e;
		if (!tells && !name)
			f->content[n++] = f->content[k];
	}
	f->n_content = n;
}

/* Rows by the token that their source begins with. */
struct by_source {
	uint32_t *first, *next; /* [tokens], [rows]; NONE */
};

static struct by_source by_source(const struct cx *c)
{
	struct by_source b = { NEW_N(c->a, uint32_t, c->tok->n), NEW_N(c->a, uint32_t, c->out.n + 1) };
	for (uint32_t t = 0; t < c->tok->n; t++)
		b.first[t] = NONE;
	for (uint32_t i = 0; i < c->out.n; i++) {
		const struct found *f = &c->out.v[i];
		uint32_t t = f->n_source ? drg__span_first(c->tok->span, c->tok->n, f->source[0].s) : c->tok->n;
		b.next[i] = t < c->tok->n ? b.first[t] : NONE;
		if (t < c->tok->n)
			b.first[t] = i;
	}
	return b;
}

static bool same_words(const struct found *o, const struct found *f)
{
	return o != f && !o->drop && o->n_content && f->n_content && o->cue.s != f->cue.s &&
	       (drg__span_within(o->content[0], f->content[0]) || drg__span_within(f->content[0], o->content[0]));
}

/* "The Post, citing a clerk, said the crew had left": the row of "said" has what is said; the one of
 * "citing", of the same source, only names whom it has it from; so does "which cited" behind it. */
static bool only_cites(const struct cx *c, const struct by_source *b, const struct found *f)
{
	enum { NOUN_MOST = 12 };
	struct str cue = drg__str(c->text->p + f->cue.s, f->cue.e - f->cue.s);
	struct str who = f->n_source ? drg__str(c->text->p + f->source[0].s, f->source[0].e - f->source[0].s) : STR("");
	bool which = drg__str_ieq(who, STR("which")) || drg__str_ieq(who, STR("who"));
	bool cites = drg__str_ieq(cue, STR("citing")) || drg__str_ieq(cue, STR("quoting")) || (which && (drg__str_ieq(cue, STR("cited")) || drg__str_ieq(cue, STR("quoted"))));
	uint32_t at = f->n_source && cites ? drg__span_first(c->tok->span, c->tok->n, f->source[0].s) : c->tok->n, back = which ? NOUN_MOST : 0;
	for (uint32_t t = at; t < c->tok->n && t + back >= at; t--) {
		for (uint32_t i = b->first[t]; i != NONE; i = b->next[i])
			if (same_words(&c->out.v[i], f))
				return true;
		if (t == 0)
			break;
	}
	return false;
}

/* "a report read out by the clerk said P": "read out" describes the source of "said". */
static bool describes_source(const struct cx *c, const struct by_source *b, const struct found *f)
{
	enum { NOUN_MOST = 12 };
	uint32_t at = f->rule == R_HEADS && f->n_content ? drg__span_first(c->tok->span, c->tok->n, f->cue.s) : c->tok->n;
	for (uint32_t t = at; t < c->tok->n && t + NOUN_MOST >= at; t--) {
		for (uint32_t i = b->first[t]; i != NONE; i = b->next[i]) {
			const struct found *o = &c->out.v[i];
			if (o != f && !o->drop && o->n_content && drg__span_within(f->cue, o->source[0]) && o->content[0].s == f->content[0].s && o->content[0].e == f->content[0].e)
				return true;
		}
		if (t == 0)
			break;
	}
	return false;
}

/* Is a word of the list of cues among the tokens of the span? */
static bool listed_cue(const struct cx *c, struct span s)
{
	for (uint32_t t = drg__span_first(c->tok->span, c->tok->n, s.s); t < c->tok->n && c->tok->span[t].s < s.e; t++)
		if (drg__hit_at(c->hits, t, c->lex_cues))
			return true;
	return false;
}

/* "took the stage to announce: "We wait."", "used her speech to say, ..": the heads' row of "took" has what a rule's row of
 * the same source has by a word of saying. */
static bool said_by_rule(const struct cx *c, const struct by_source *b, const struct found *f)
{
	uint32_t t = f->rule == R_HEADS && f->n_source && !listed_cue(c, f->cue) ? drg__span_first(c->tok->span, c->tok->n, f->source[0].s) : c->tok->n;
	struct span all = f->n_content ? (struct span){ f->cue.e, f->content[f->n_content - 1].e } : (struct span){ 0, 0 };
	for (uint32_t i = t < c->tok->n ? b->first[t] : NONE; i != NONE; i = b->next[i]) {
		const struct found *o = &c->out.v[i];
		if (o->rule == R_QUOTE_AFTER && o->cue.s >= all.s && o->cue.s <= all.e && f->content[0].s >= all.s)
			return true;
	}
	return false;
}

void drg__attrib_join(struct cx *c)
{
	uint32_t n_rules = (uint32_t)c->out.n, kept = 0;
	if (!c->ev || !c->ev->cue || !c->head)
		return;
	uint32_t *rule_at = NEW_N(c->a, uint32_t, c->tok->n);
	for (uint32_t t = 0; t < c->tok->n; t++)
		rule_at[t] = NONE;
	for (uint32_t i = 0; i < n_rules; i++) {
		struct found *r = &c->out.v[i];
		r->cue_cost = cue_cost(c, r->cue);
		uint32_t t = drg__span_first(c->tok->span, c->tok->n, r->cue.s);
		for (; t < c->tok->n && c->tok->span[t].s < r->cue.e; t++)
			rule_at[t] = i;
		for (; r->only_before && t < c->tok->n && !(c->tok->flags[t] & TOK_PUNCT); t++)
			rule_at[t] = i; /* who told the source is no row of his own */
	}
	drg__attrib_heads(c);
	for (uint32_t i = 0; i < c->out.n; i++) {
		struct found *h = &c->out.v[i];
		if (i < n_rules) {
			h->drop = !firm(h->rule) && h->rule != R_ACCORDING && h->cue_cost > RULE_CUE_MOST;
			continue;
		}
		h->drop = h->cue_cost > CUE_MOST;
		for (uint32_t t = drg__span_first(c->tok->span, c->tok->n, h->cue.s); t < c->tok->n && c->tok->span[t].s < h->cue.e; t++)
			if (rule_at[t] != NONE) {
				if (!h->drop && h->cue.s < c->out.v[rule_at[t]].cue.e)
					correct(c, &c->out.v[rule_at[t]], h);
				h->drop = true;
			}
	}
	struct by_source b = by_source(c);
	for (uint32_t i = 0; i < c->out.n; i++) {
		leave_descriptions(c, &c->out.v[i]);
		c->out.v[i].drop |= only_cites(c, &b, &c->out.v[i]) || describes_source(c, &b, &c->out.v[i]) || said_by_rule(c, &b, &c->out.v[i]);
	}
	for (uint32_t i = 0; i < c->out.n; i++) {
		struct found *f = &c->out.v[i];
		if (!f->drop && !said_by_what_went_before(c, f) && (f->rule != R_HEADS || drg__attrib_score(c, f) >= heads_least))
			c->out.v[kept++] = *f;
	}
	c->out.n = kept;
	drg__attrib_parts(c);
}
