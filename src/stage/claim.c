#include "stage/claim.h"

#include "base/utf8.h"
#include "stage/chain.h"
#include "stage/claim_worth.h"
#include "stage/speaker.h"
#include "stage/token.h"

struct row {
	struct run spans, chain;
	uint8_t kind, stance;
	uint32_t attrib, rule;
	float score;
};

struct cx {
	const struct layers *l;
	const struct hits *hits;
	const drg_pack *pack;
	struct arena *a, *keep;
	uint32_t words, cues, col_class, col_cue, rule_object, rule_quoted, rule_by, rule_unsaid, rule_ungiven, rule_adverb, rule_that, rule_clause;
	struct claims *out;
	struct chains chains;
	struct claim_worth worth;
	const struct claim_trace *trace;
	VEC(struct row) row;
};

static struct str bytes(const struct cx *c, struct span s)
{
	return drg__str(c->l->text.p + s.s, s.e - s.s);
}

static uint32_t tok_at(const struct cx *c, uint32_t b)
{
	return drg__span_first(c->l->tokens.span, c->l->tokens.n, b);
}

/* ------------------------------------------------------------------ words -- */

static bool has_word(const struct cx *c, const struct span *v, uint32_t n, const char *const *list, size_t count)
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

/* ------------------------------------------------------------------ claims -- */

static struct run keep_spans(struct cx *c, const struct span *v, uint32_t n)
{
	struct run r = { (uint32_t)c->out->pool.n, n };
	for (uint32_t i = 0; i < n; i++)
		*PUSH(c->keep, &c->out->pool) = v[i];
	return r;
}

/* Class of the cue ("say", "evaluate", ...), "" when unknown. */
static struct str cue_class(const struct cx *c, uint32_t a)
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

static const char *const speak[] = { "comment", "say", "discuss", "answer", "confirm", "deny", "talk", "speak", "give", "name", "elaborate", "disclose", "respond", "reveal", "explain", "drawn" };
enum { SPEAK = sizeof speak / sizeof *speak };

/* Does the cue decline to say something, rather than to do it? */
static bool declines_to_speak(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	struct span all[2] = { att->pool.v[att->cue[a].from], att->content[a].n ? att->pool.v[att->content[a].from] : (struct span){ 0, 0 } };
	return has_word(c, all, 2, speak, SPEAK);
}

static bool is_one_of(const struct cx *c, uint32_t t, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (drg__str_ieq(drg__tok(&c->l->text, &c->l->tokens, t), drg__str_c(list[i])))
			return true;
	return false;
}

/* "declined to comment on the talks": of what is not said, past "to comment on"; NONE where
 * nothing follows. first: the content's first token. */
static uint32_t past_speaking(const struct cx *c, uint32_t first, uint32_t end)
{
	static const char *const be[] = { "to", "be" }, *const about[] = { "on", "about", "to", "upon" };
	uint32_t t = first;
	while (t < c->l->tokens.n && is_one_of(c, t, be, 2))
		t++;
	if (t == first || !is_one_of(c, t, speak, SPEAK))
		return first;
	t++;
	while (t < c->l->tokens.n && is_one_of(c, t, about, 4))
		t++;
	return t < c->l->tokens.n && c->l->tokens.span[t].s < end ? t : NONE;
}

/* A content that only points back: "denied it", "cannot confirm these". */
static bool pro_form(const struct cx *c, uint32_t a)
{
	static const char *const pro[] = { "it", "this", "that", "these", "those", "so", "them", "him", "her", "anything", "nothing", "as much", "of it",
		                           "the same", "the opposite", "to do so", "it twice", "it again", "it first", "why", "whose", "this much", "nothing of the kind", "nothing of the sort" };
	const struct attribs *att = &c->l->attribs;
	if (att->content[a].n != 1)
		return false;
	struct str s = bytes(c, att->pool.v[att->content[a].from]);
	for (size_t i = 0; i < sizeof pro / sizeof *pro; i++)
		if (drg__str_ieq(s, drg__str_c(pro[i])))
			return true;
	return false;
}

/* "called it a trap" says something of it, "called a strike" does not: there is a
 * complement, or a quotation. Without syntax the quotation decides. */
static bool calls_it_something(const struct cx *c, uint32_t a)
{
	const struct layers *l = c->l;
	const struct attribs *att = &l->attribs;
	if (att->kind[a] != ATTRIB_INDIRECT || !l->deps.head)
		return att->kind[a] != ATTRIB_INDIRECT;
	struct span s = att->pool.v[att->content[a].from], cue = att->pool.v[att->cue[a].from];
	for (uint32_t t = tok_at(c, s.s); t < l->tokens.n && l->tokens.span[t].s < s.e; t++) {
		uint32_t up = l->deps.head[t];
		if (up != NONE && drg__span_within(l->tokens.span[up], cue) && drg__str_eq(l->tagset.rels[l->deps.rel[t]], STR("xcomp")))
			return true;
	}
	return false;
}

/* "told a clerk, who told the Post that ..": one claim, by way of the clerk, of the one
 * who told him; a neighbouring row has it. */
static bool passes_on(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	if (!att->source[a].n || !drg__str_ieq(bytes(c, att->pool.v[att->source[a].from]), STR("who")))
		return false;
	uint32_t who = att->pool.v[att->source[a].from].s;
	for (uint32_t b = a > 2 ? a - 2 : 0; b < att->n && b < a + 3; b++) {
		if (b == a || !att->recipient[b].n || !att->content[b].n || !att->content[a].n)
			continue;
		struct span told = att->pool.v[att->recipient[b].from];
		if (told.e <= who && who - told.e <= 2 && drg__span_overlaps(att->pool.v[att->content[a].from], att->pool.v[att->content[b].from]))
			return true;
	}
	return false;
}

/* "reported, citing a clerk": who is cited is a hop of what was reported; what he says
 * there of others ("a clerk who quoted the envoy") is no claim either. */
static bool cites(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	uint32_t up = att->parent[a];
	return drg__chain_cites(&c->chains, a) ||
	       (up != NONE && drg__chain_cites(&c->chains, up) && att->pool.v[att->cue[a].from].s > att->pool.v[att->cue[up].from].s && !att->recipient[a].n &&
	        drg__str_ieq(bytes(c, att->source[a].n ? att->pool.v[att->source[a].from] : (struct span){ 0, 0 }), STR("who")));
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
static bool blames(const struct cx *c, uint32_t a)
{
	static const char *const blame[] = { "blame", "blames", "blamed", "blaming" };
	return has_word(c, c->l->attribs.pool.v + c->l->attribs.cue[a].from, 1, blame, 4);
}

/* "accused the board of hiding the letter": the token of "of", or of "for" after
 * blaming, inside the content; NONE when nobody is charged with anything. */
static uint32_t charge_at(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	if (!att->content[a].n)
		return NONE;
	return word_inside(c, att->pool.v[att->content[a].from], blames(c, a) ? STR("for") : STR("of"));
}

/* "The clerk was accused (by the envoy) of hiding a letter": two pieces, who and of what. */
static bool passive_charge(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	return att->content[a].n > 1 && (att->rule[a] == c->rule_unsaid || att->rule[a] == c->rule_by) && drg__str_eq(cue_class(c, a), STR("accuse"));
}

/* What the claim says, of what the attribution has as its content: without the one
 * who is accused or asked ("accused the board" of .., "appealed to both sides" for ..),
 * with the "for" of what is asked for. */
static void spans_of(const struct cx *c, uint32_t a, struct span out[4], uint32_t *n)
{
	const struct layers *l = c->l;
	const struct attribs *att = &l->attribs;
	struct str k = cue_class(c, a);
	*n = att->content[a].n < 4 ? att->content[a].n : 4;
	memcpy(out, att->pool.v + att->content[a].from, *n * sizeof *out);
	if (*n == 0 || !att->cue[a].n)
		return;
	struct span cue = att->pool.v[att->cue[a].from];
	if (passive_charge(c, a)) { /* not who is accused, but of what */
		out[0] = out[*n - 1];
		*n = 1;
	}
	uint32_t t = NONE, first = tok_at(c, out[0].s);
	if (passive_charge(c, a) && first > 0)
		t = drg__str_ieq(drg__tok(&l->text, &l->tokens, first - 1), STR("of")) ? first - 1 : first;
	else if (drg__str_eq(k, STR("accuse")) && !blames(c, a))
		t = charge_at(c, a);
	else if (drg__str_eq(k, STR("demand")) && first > 0 && drg__str_ieq(drg__tok(&l->text, &l->tokens, first - 1), STR("for")))
		t = first - 1;
	else if (drg__str_eq(k, STR("demand")) && drg__str_ends(bytes(c, cue), STR(" to")))
		t = word_inside(c, out[0], STR("for"));
	else if (drg__str_eq(k, STR("decline")) && (t = past_speaking(c, first, out[0].e)) == NONE)
		*n = 0;
	if (t != NONE && *n)
		out[0].s = l->tokens.span[t].s;
}

/* "is believed to", "was accused of" claim something; "seems to", "is known as" do not. */
static bool unsaid_claims(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	struct span s = att->pool.v[att->cue[a].from];
	uint32_t lex = drg__lex(c->pack, "unsaid"), col = lex == UINT32_MAX ? UINT32_MAX : drg__lex_col(c->pack, lex, "claim");
	for (uint32_t t = tok_at(c, s.s); t < c->l->tokens.n && c->l->tokens.span[t].s < s.e; t++) {
		const struct hit *h = drg__hit_at(c->hits, t, lex);
		if (h)
			return drg__lex_enum(c->pack, lex, h->row, col) == 0;
	}
	return true;
}

/* "The mission said it called on both sides": the pronoun that begins what is said means the one who says it. */
static bool speaks_of_itself(const struct cx *c, uint32_t a)
{
	static const char *const pro[] = { "it", "they" };
	const struct attribs *att = &c->l->attribs;
	uint32_t up = att->parent[a];
	if (!att->content[up].n || att->kind[up] == ATTRIB_DIRECT)
		return false;
	struct span s = att->pool.v[att->source[a].from], said = att->pool.v[att->content[up].from];
	return s.s == said.s && is_one_of(c, tok_at(c, s.s), pro, 2) && c->l->tokens.span[tok_at(c, s.s)].e == s.e;
}

/* Inside what somebody says: only what a third party says in turn is a claim, and only
 * where the encoder does not doubt it; in a quotation it may doubt less. */
static bool third_party_says(const struct cx *c, uint32_t a)
{
	static const char *const self[] = { "I", "we", "you", "anyone", "nobody", "one", "everybody" };
	static const float least = .42f, least_quoted = .5f; /* chosen on corpus train, dev and the wire reports */
	const struct attribs *att = &c->l->attribs;
	uint32_t up = att->parent[a];
	struct str k = cue_class(c, a);
	if (!att->source[a].n)
		return false; /* "said that nothing was promised": no word but the speaker's */
	if ((att->speaker[a] != NONE && att->speaker[a] == att->speaker[up]) || speaks_of_itself(c, a))
		return false;
	if (att->rule[a] == c->rule_object || (c->l->evidence.cue && att->score[a] < (att->kind[up] == ATTRIB_DIRECT ? least_quoted : least)))
		return false;
	if (drg__str_eq(k, STR("show")) || drg__str_eq(k, STR("want")))
		return false;
	if (drg__str_eq(k, STR("believe")) && att->rule[a] != c->rule_that && att->rule[a] != c->rule_clause)
		return false;
	struct str who = bytes(c, att->pool.v[att->source[a].from]);
	for (size_t i = 0; i < sizeof self / sizeof *self; i++)
		if (drg__str_ieq(who, drg__str_c(self[i])))
			return false;
	return true;
}

/* "if somebody said so", "nobody says so": nobody is made responsible. */
static bool said_by_nobody(const struct cx *c, uint32_t a)
{
	static const char *const who[] = { "somebody", "someone", "anybody", "anyone", "nobody", "no one", "everybody", "everyone", "each" };
	const struct attribs *att = &c->l->attribs;
	struct str s = att->source[a].n ? bytes(c, att->pool.v[att->source[a].from]) : (struct str){ NULL, 0 };
	for (size_t i = 0; i < sizeof who / sizeof *who; i++)
		if (drg__str_ieq(s, drg__str_c(who[i])))
			return true;
	/* "None of the officials", "No side"; "each side accused the other" names nobody */
	return drg__str_istarts(s, STR("none ")) || drg__str_istarts(s, STR("no ")) || drg__str_istarts(s, STR("each "));
}

/* Praise, blame and turning things down are acts that the attribution layer
 * keeps; as claims they would hold no statement of their own. */
static bool claimable(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	struct str k = cue_class(c, a);
	if (att->kind[a] == ATTRIB_INDIRECT && (drg__str_eq(k, STR("evaluate")) || drg__str_eq(k, STR("reject"))))
		return false;
	if (passes_on(c, a) || said_by_nobody(c, a))
		return false;
	if (cites(c, a))
		return false;
	if (drg__str_eq(k, STR("call")) && !calls_it_something(c, a))
		return false;
	if (drg__str_eq(k, STR("accuse")) && !passive_charge(c, a) && charge_at(c, a) == NONE && !blames(c, a))
		return false;
	if (drg__str_eq(k, STR("decline")) && !declines_to_speak(c, a))
		return false;
	if (att->rule[a] == c->rule_unsaid && !unsaid_claims(c, a))
		return false;
	if (att->stance[a] != STANCE_DECLINES && pro_form(c, a))
		return false;
	if (att->parent[a] == NONE)
		return true;
	if (att->rule[a] == c->rule_by && !unsaid_claims(c, a))
		return false; /* "said that she was asked by the clerk to wait": the one who says it claims it */
	return third_party_says(c, a);
}

/* Does its last hop come from words of their own: ", citing a clerk", "who had it from the envoy"? */
static bool cites_somebody(struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	size_t hops = c->chains.hop.n;
	struct run r = drg__chain_of(&c->chains, a);
	struct span cue = c->chains.hop.v[r.from + r.n - 1].cue;
	c->chains.hop.n = hops;
	return r.n > 1 && att->cue[a].n && cue.e && cue.s != att->pool.v[att->cue[a].from].s;
}

/* May it be a claim, and would a reader call it one? */
static bool is_claim(struct cx *c, uint32_t a)
{
	struct span v[4];
	uint32_t n;
	if (!claimable(c, a))
		return false;
	spans_of(c, a, v, &n);
	if (n == 0)
		return false;
	/* too rare in the corpus to be weighed: words in marks that nobody is given, "reportedly", "is said to", who is quoted by an outlet */
	const struct attribs *att = &c->l->attribs;
	uint32_t up = att->parent[a], by = up == NONE ? NONE : att->speaker[up];
	bool relayed = by != NONE && (c->l->entities.kind[by] == ENT_OUTLET || c->l->entities.kind[by] == ENT_REPORTER);
	if (c->trace || drg__claim_worth(&c->worth, a, v, n) >= CLAIM_LEAST)
		return true;
	return relayed || att->rule[a] == c->rule_ungiven || att->rule[a] == c->rule_unsaid || att->rule[a] == c->rule_adverb || cites_somebody(c, a);
}

/* Does the content of `outer` hold (nearly) nothing but attribution `inner`? */
static bool only_holds(const struct cx *c, uint32_t outer, const uint32_t *child, uint32_t n)
{
	const struct attribs *att = &c->l->attribs;
	uint32_t all = 0, covered = 0;
	for (uint32_t k = 0; k < att->content[outer].n; k++)
		all += drg__words_in(&c->l->text, att->pool.v[att->content[outer].from + k]);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t a = child[i];
		const struct run r[4] = { att->source[a], att->cue[a], att->content[a], att->recipient[a] };
		for (int k = 0; k < 4; k++)
			for (uint32_t m = 0; m < r[k].n; m++)
				covered += drg__words_in(&c->l->text, att->pool.v[r[k].from + m]);
	}
	if (att->rule[outer] == c->rule_quoted && n > 0)
		return true; /* whoever quotes adds nothing */
	/* words between marks are the speaker's own, whatever they report */
	bool own_words = att->kind[outer] == ATTRIB_DIRECT;
	return n > 0 && !own_words && covered + 3 >= all;
}

/* Is any word of the spans between quotation marks? */
static bool has_mark(const struct cx *c, const struct span *v, uint32_t n)
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
static uint32_t part_quote(const struct cx *c, struct span v[5], uint32_t *n)
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
			if (has_mark(c, v, *n - 1))
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

/* "would neither confirm nor deny that ..": one claim, though two cues share source and content. */
static bool told_twice(const struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	for (uint32_t b = a > 2 ? a - 2 : 0; b < a; b++) {
		if (!att->source[a].n || !att->source[b].n || !att->content[a].n || !att->content[b].n)
			continue;
		struct span s = att->pool.v[att->source[a].from], t = att->pool.v[att->source[b].from];
		struct span v = att->pool.v[att->content[a].from + att->content[a].n - 1], w = att->pool.v[att->content[b].from + att->content[b].n - 1];
		if (s.s == t.s && s.e == t.e && v.e == w.e && att->parent[a] == att->parent[b] && drg__span_overlaps(v, w))
			return true;
	}
	return false;
}

/* Each row has hops of its own. */
static void put_claim(struct cx *c, uint32_t a, const struct span *v, uint32_t n, uint8_t kind)
{
	const struct attribs *att = &c->l->attribs;
	*PUSH(c->a, &c->row) = (struct row){ .spans = keep_spans(c, v, n), .chain = drg__chain_of(&c->chains, a), .kind = kind, .stance = att->stance[a], .attrib = a,
		                             .rule = att->rule[a], .score = att->score[a] };
}

static void from_attributions(struct cx *c)
{
	static const uint8_t kind_of_claim[] = { [ATTRIB_DIRECT] = CLAIM_DIRECT, [ATTRIB_INDIRECT] = CLAIM_INDIRECT, [ATTRIB_MIXED] = CLAIM_MIXED };
	const struct attribs *att = &c->l->attribs;
	/* children by parent: heads and links */
	uint32_t *head = NEW_N(c->a, uint32_t, att->n), *next = NEW_N(c->a, uint32_t, att->n);
	for (uint32_t a = 0; a < att->n; a++)
		head[a] = NONE;
	for (uint32_t a = att->n; a-- > 0;)
		if (att->parent[a] != NONE) {
			next[a] = head[att->parent[a]];
			head[att->parent[a]] = a;
		}
	for (uint32_t a = 0; a < att->n; a++) {
		uint32_t child[4], n = 0;
		for (uint32_t k = head[a]; k != NONE && n < 4; k = next[k])
			if (is_claim(c, k))
				child[n++] = k;
		if (!is_claim(c, a) || only_holds(c, a, child, n) || told_twice(c, a))
			continue;
		struct span v[5];
		uint32_t n_spans, quoted = 0;
		spans_of(c, a, v, &n_spans);
		if (att->kind[a] == ATTRIB_MIXED && n_spans)
			quoted = part_quote(c, v, &n_spans);
		if (c->trace)
			c->trace->claim(c->trace->ctx, &c->worth, a, v, n_spans + quoted);
		put_claim(c, a, v, n_spans, quoted && !has_mark(c, v, n_spans) ? CLAIM_INDIRECT : kind_of_claim[att->kind[a]]);
		if (quoted)
			put_claim(c, a, v + n_spans, quoted, CLAIM_DIRECT);
	}
}

/* Sentences outside zones in which no attribution has a part, and which name or
 * describe somebody. */
static void own_voice(struct cx *c)
{
	const struct layers *l = c->l;
	uint32_t rule = drg__pack_rule_find(c->pack, "claims.own-voice");
	uint8_t *taken = NEW_N(c->a, uint8_t, (size_t)l->sents.n + 1); /* by an attribution */
	for (uint32_t a = 0; a < l->attribs.n; a++) {
		const struct run r[2] = { l->attribs.content[a], l->attribs.cue[a] };
		for (int k = 0; k < 2; k++)
			for (uint32_t m = 0; m < r[k].n; m++) {
				struct span s = l->attribs.pool.v[r[k].from + m];
				uint32_t lo = 0, hi = l->sents.n, t = tok_at(c, s.s);
				while (lo < hi) {
					uint32_t mid = (lo + hi) / 2;
					if (l->sents.tok[mid + 1] <= t)
						lo = mid + 1;
					else
						hi = mid;
				}
				for (uint32_t q = lo; q < l->sents.n && !taken[q] && l->tokens.span[l->sents.tok[q]].s < s.e; q++)
					taken[q] = 1;
			}
	}
	uint32_t m = 0;
	for (uint32_t s = 0; s < l->sents.n; s++) {
		uint32_t t = l->sents.tok[s], e = l->sents.tok[s + 1];
		struct span all = { l->tokens.span[t].s, l->tokens.span[e - 1].e };
		bool somebody = false;
		while (m < l->mentions.n && l->mentions.span[m].s < all.s)
			m++;
		for (uint32_t k = m; k < l->mentions.n && l->mentions.span[k].s < all.e && !somebody; k++)
			somebody = l->mentions.ent[k] != NONE;
		if (taken[s] || !somebody || (l->tokens.flags[t] & TOK_ZONE) || e - t < 4)
			continue;
		uint32_t from = (uint32_t)c->chains.hop.n;
		drg__chain_publisher(&c->chains);
		*PUSH(c->a, &c->row) = (struct row){ .spans = keep_spans(c, &all, 1), .chain = { from, 1 }, .kind = CLAIM_OWN, .stance = STANCE_ASSERTS,
			                             .attrib = NONE, .rule = rule, .score = .8f };
	}
}

static struct row *sorted(struct cx *c)
{
	size_t n = c->row.n;
	struct row *from = c->row.v, *to = NEW_N(c->a, struct row, n);
	const struct span *v = c->out->pool.v;
	for (size_t w = 1; w < n; w *= 2) {
		for (size_t lo = 0; lo < n; lo += 2 * w) {
			size_t mid = lo + w < n ? lo + w : n, hi = lo + 2 * w < n ? lo + 2 * w : n, i = lo, j = mid, k = lo;
			while (i < mid || j < hi)
				to[k++] = j >= hi || (i < mid && v[from[i].spans.from].s <= v[from[j].spans.from].s) ? from[i++] : from[j++];
		}
		struct row *swap = from;
		from = to;
		to = swap;
	}
	return from;
}

void drg__claims(const drg_pack *pack, const struct layers *l, const struct hits *hits, const struct claim_trace *trace,
                 struct arena *keep, struct arena scratch, struct hops *hops, struct claims *out)
{
	*out = (struct claims){ 0 };
	*hops = (struct hops){ 0 };
	struct cx c = { .l = l, .hits = hits, .pack = pack, .a = &scratch, .keep = keep, .out = out, .trace = trace };
	c.words = drg__lex(pack, "words");
	c.cues = drg__lex(pack, "cues");
	if (c.words == UINT32_MAX || c.cues == UINT32_MAX || l->tokens.n == 0)
		return;
	c.col_class = drg__lex_col(pack, c.words, "class");
	c.col_cue = drg__lex_col(pack, c.cues, "class");
	c.rule_object = drg__pack_rule_find(pack, "attribution.object");
	c.rule_by = drg__pack_rule_find(pack, "attribution.passive-by");
	c.rule_unsaid = drg__pack_rule_find(pack, "attribution.unsaid");
	c.rule_adverb = drg__pack_rule_find(pack, "attribution.adverb");
	c.rule_ungiven = drg__pack_rule_find(pack, "attribution.ungiven");
	c.rule_that = drg__pack_rule_find(pack, "attribution.that");
	c.rule_clause = drg__pack_rule_find(pack, "attribution.clause");
	c.rule_quoted = drg__pack_rule_find(pack, "attribution.quoted-as");
	c.chains = (struct chains){ .l = l, .hits = hits, .a = &scratch, .publisher = drg__publisher(&l->meta, &l->entities), .roles = drg__lex(pack, "roles") };
	drg__claim_worth_begin(&c.worth, pack, l, hits, &scratch);
	from_attributions(&c);
	own_voice(&c);
	struct row *v = sorted(&c);
	uint32_t n = out->n = (uint32_t)c.row.n, h = 0;
	hops->n = (uint32_t)c.chains.hop.n;
	hops->role = NEW_N(keep, uint8_t, hops->n);
	hops->ent = NEW_N(keep, uint32_t, hops->n);
	hops->name = NEW_N(keep, struct str, hops->n);
	hops->span = NEW_N(keep, struct span, hops->n);
	hops->cue = NEW_N(keep, struct span, hops->n);
	hops->basis = NEW_N(keep, uint8_t, hops->n);
	out->spans = NEW_N(keep, struct run, n);
	out->chain = NEW_N(keep, struct run, n);
	out->kind = NEW_N(keep, uint8_t, n);
	out->stance = NEW_N(keep, uint8_t, n);
	out->fact_origin = NEW_N(keep, uint8_t, n); /* these two and the hedges: stage/claim_fact */
	out->fact_publisher = NEW_N(keep, uint8_t, n);
	out->attrib = NEW_N(keep, uint32_t, n);
	out->said = NEW_N(keep, struct str, n); /* the times: stage/when_of */
	out->said_basis = NEW_N(keep, uint8_t, n);
	out->said_time = NEW_N(keep, uint32_t, n);
	out->about = NEW_N(keep, struct str, n);
	out->about_basis = NEW_N(keep, uint8_t, n);
	out->about_time = NEW_N(keep, uint32_t, n);
	out->score = NEW_N(keep, float, n);
	out->rule = NEW_N(keep, uint32_t, n);
	for (uint32_t i = 0; i < n; i++) {
		out->spans[i] = v[i].spans;
		out->chain[i] = (struct run){ h, v[i].chain.n };
		for (uint32_t k = 0; k < v[i].chain.n; k++, h++) {
			const struct hop *from = &c.chains.hop.v[v[i].chain.from + k];
			hops->role[h] = from->role;
			hops->ent[h] = from->ent;
			hops->name[h] = drg__arena_str(keep, from->name);
			hops->span[h] = from->span;
			hops->cue[h] = from->cue;
			hops->basis[h] = from->basis;
		}
		out->said_time[i] = out->about_time[i] = NONE;
		out->kind[i] = v[i].kind;
		out->stance[i] = v[i].stance;
		out->attrib[i] = v[i].attrib;
		out->score[i] = v[i].score;
		out->rule[i] = v[i].rule;
	}
}
