/* Which attributions are claims. */
#include "stage/claim_in.h"

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
	/* "heard it from a clerk" */
	static const char *const from[] = { "from" };
	uint32_t t = tok_at(c, att->pool.v[att->content[a].from].s);
	if (t + 1 < c->l->tokens.n && drg__claim_is_one_of(c, t, pro, 3) && drg__claim_is_one_of(c, t + 1, from, 1))
		return true;
	/* "remembers it differently" */
	return c->l->morph.upos && t + 1 < c->l->tokens.n && c->l->tokens.span[t + 1].e == att->pool.v[att->content[a].from].e && c->l->morph.upos[t + 1] == UPOS_ADV &&
	       drg__claim_is_one_of(c, t, pro, 4);
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

/* "dismissed the report as rumour", "denounced it as a betrayal": it says what something is. */
static bool judges_as(const struct cx *c, uint32_t a)
{
	const struct layers *l = c->l;
	const struct attribs *att = &l->attribs;
	struct span s = att->pool.v[att->content[a].from], cue = att->pool.v[att->cue[a].from];
	if (!l->deps.head || !att->content[a].n)
		return false;
	for (uint32_t t = tok_at(c, s.s); t < l->tokens.n && l->tokens.span[t].s < s.e; t++) {
		uint32_t up = l->deps.head[t], verb = up == NONE ? NONE : l->deps.head[up];
		if (drg__str_ieq(drg__tok(&l->text, &l->tokens, t), STR("as")) && up > t && verb != NONE && drg__span_within(l->tokens.span[verb], cue))
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
	return s.s == said.s && drg__claim_is_one_of(c, tok_at(c, s.s), pro, 2) && c->l->tokens.span[tok_at(c, s.s)].e == s.e;
}

/* "said investigators suspected a clerk", "said a panel had found a leak": what others make of a
 * thing, told by the one who speaks; not what they heard, learned, think. */
static bool judges(const struct cx *c, uint32_t a)
{
	static const char *const lemma[] = { "consider", "suspect", "find", "expect", "assume", "foresee", "anticipate", "realise", "realize", "imagine", "prefer" };
	const struct layers *l = c->l;
	struct span cue = l->attribs.pool.v[l->attribs.cue[a].from];
	for (uint32_t t = tok_at(c, cue.s); l->morph.lemma && t < l->tokens.n && l->tokens.span[t].s < cue.e; t++)
		for (size_t i = 0; i < sizeof lemma / sizeof *lemma; i++)
			if (drg__str_ieq(l->morph.lemma[t], drg__str_c(lemma[i])))
				return true;
	return false;
}

/* Inside what somebody says: only what a third party says in turn is a claim, and only
 * where the encoder does not doubt it; in a quotation it may doubt less. */
static bool third_party_says(const struct cx *c, uint32_t a)
{
	static const char *const self[] = { "I", "we", "you", "anyone", "nobody", "one", "everybody" };
	static const float least = .42f, least_quoted = .5f; /* chosen on corpus train, dev and the wire reports */
	const struct attribs *att = &c->l->attribs;
	uint32_t up = att->parent[a];
	struct str k = drg__claim_cue_class(c, a);
	if (!att->source[a].n)
		return false; /* "said that nothing was promised": no word but the speaker's */
	if ((att->speaker[a] != NONE && att->speaker[a] == att->speaker[up]) || speaks_of_itself(c, a))
		return false;
	if (att->rule[a] == c->rule_object || (c->l->evidence.cue && att->score[a] < (att->kind[up] == ATTRIB_DIRECT ? least_quoted : least)))
		return false;
	if (drg__str_eq(k, STR("show")) || drg__str_eq(k, STR("want")))
		return false;
	if (drg__str_eq(k, STR("believe")) && ((att->rule[a] != c->rule_that && att->rule[a] != c->rule_clause) || judges(c, a)))
		return false;
	struct str who = bytes(c, att->pool.v[att->source[a].from]);
	for (size_t i = 0; i < sizeof self / sizeof *self; i++)
		if (drg__str_ieq(who, drg__str_c(self[i])))
			return false;
	return true;
}

/* "Neither of the two clerks remembered a shot"; "the mayors, whose feud threatens to split the town": the
 * words s of the source of row a are nobody's name. */
static bool no_speaker(const struct cx *c, uint32_t a, struct str s)
{
	static const char *const none[] = { "neither", "none" };
	const struct attribs *att = &c->l->attribs;
	if (!s.n)
		return false;
	struct span source = att->pool.v[att->source[a].from];
	uint32_t first = tok_at(c, source.s);
	if (att->stance[a] != STANCE_DECLINES && (drg__str_istarts(s, STR("neither of ")) || (first > 0 && drg__str_istarts(s, STR("of ")) && drg__claim_is_one_of(c, first - 1, none, 2))))
		return true;
	if (!drg__str_istarts(s, STR("whose ")))
		return false;
	for (uint32_t t = first + 1; t < c->l->tokens.n && c->l->tokens.span[t].s < source.e; t++)
		if (drg__hit_at(c->hits, t, c->chains.roles))
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
	if (no_speaker(c, a, s))
		return true;
	/* "Neither side has named a day": nobody will not say it, it is not known */
	static const char *const make_known[] = { "named", "given", "disclosed", "announced", "set", "published" };
	if (drg__str_istarts(s, STR("neither ")) && att->cue[a].n && drg__claim_has_word(c, att->pool.v + att->cue[a].from, 1, make_known, sizeof make_known / sizeof *make_known))
		return true;
	/* "None of the officials", "No side"; "each side accused the other" names nobody */
	return drg__str_istarts(s, STR("none ")) || drg__str_istarts(s, STR("no ")) || drg__str_istarts(s, STR("each "));
}

/* "It is not clear whether the army knew of it", "If the minister says so, ..": asked
 * or supposed, not said. */
static bool supposed(const struct cx *c, uint32_t a)
{
	static const char *const mark[] = { "if", "whether" }, *const even[] = { "even", "as" };
	const struct layers *l = c->l;
	if (!l->deps.head || !c->l->attribs.cue[a].n)
		return false;
	uint32_t cue = tok_at(c, l->attribs.pool.v[l->attribs.cue[a].from].s);
	for (uint32_t t = cue > 12 ? cue - 12 : 0; t < cue && cue < l->tokens.n; t++)
		if (l->deps.head[t] == cue && drg__str_eq(l->tagset.rels[l->deps.rel[t]], STR("mark")) && drg__claim_is_one_of(c, t, mark, 2))
			return !t || !drg__claim_is_one_of(c, t - 1, even, 2);
	return false;
}

/* "The pause was extended, as agreed in May, by a week": how it was done, not what somebody says. */
static bool as_agreed(const struct cx *c, uint32_t a)
{
	static const char *const deed[] = { "agreed", "promised", "planned", "demanded", "requested", "required", "threatened" }, *const as[] = { "as" };
	const struct attribs *att = &c->l->attribs;
	uint32_t cue = att->cue[a].n ? tok_at(c, att->pool.v[att->cue[a].from].s) : 0;
	return cue > 0 && drg__claim_is_one_of(c, cue, deed, sizeof deed / sizeof *deed) && drg__claim_is_one_of(c, cue - 1, as, 1);
}

/* "stopped short of threatening to leave", "refrained from accusing the board": held back, not said. */
static bool held_back(const struct cx *c, uint32_t a)
{
	static const char *const from[] = { "from" }, *const held[] = { "refrained", "refrain", "refrains", "abstained", "shied" }, *const of[] = { "of" }, *const lack[] = { "short" },
	                  *const instead[] = { "without", "avoided", "avoids" };
	const struct attribs *att = &c->l->attribs;
	if (!att->cue[a].n)
		return false;
	uint32_t cue = tok_at(c, att->pool.v[att->cue[a].from].s);
	if (cue < 2 || !drg__str_ends(drg__tok(&c->l->text, &c->l->tokens, cue), STR("ing")))
		return false;
	return (drg__claim_is_one_of(c, cue - 1, from, 1) && (drg__claim_is_one_of(c, cue - 2, held, 5) || (cue > 2 && drg__claim_is_one_of(c, cue - 3, held, 5)))) ||
	       (drg__claim_is_one_of(c, cue - 1, of, 1) && drg__claim_is_one_of(c, cue - 2, lack, 1)) || drg__claim_is_one_of(c, cue - 1, instead, 3);
}

/* "a report quoted by the Post said ..": the row of "quoted" says no more than that of "said",
 * whose source the words of both are in. */
static bool within_a_source(struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	if (!att->source[a].n || !att->cue[a].n || att->content[a].n != 1)
		return false;
	struct span mine = att->pool.v[att->content[a].from];
	for (uint32_t b = a > 2 ? a - 2 : 0; b < att->n && b < a + 3; b++) {
		if (b == a || !att->source[b].n || att->content[b].n != 1)
			continue;
		struct span other = att->pool.v[att->content[b].from], source = att->pool.v[att->source[b].from];
		bool inside = drg__span_within(att->pool.v[att->cue[a].from], source) && drg__span_within(att->pool.v[att->source[a].from], source);
		if (mine.s == other.s && mine.e == other.e && inside && drg__claim_is(c, b)) /* whose own cue is outside its source: no round */
			return true;
	}
	return false;
}

/* "declared war", "declared a state of emergency": so it begins; nothing is said to be so. */
static bool proclaims(const struct cx *c, uint32_t a)
{
	static const char *const state[] = { "war", "independence", "state", "emergency", "martial", "curfew", "ceasefire", "cease-fire", "truce", "bankruptcy", "holiday", "mourning", "days" };
	const struct attribs *att = &c->l->attribs;
	if (att->kind[a] != ATTRIB_INDIRECT || !att->cue[a].n || !att->content[a].n || att->rule[a] == c->rule_that)
		return false;
	struct span cue = att->pool.v[att->cue[a].from + att->cue[a].n - 1], s = att->pool.v[att->content[a].from];
	uint32_t t = tok_at(c, s.s);
	struct str last = drg__str(c->l->text.p + cue.s, cue.e - cue.s);
	while (drg__str_find(last, STR(" "), 0) != SIZE_MAX)
		drg__str_cut(&last, ' ');
	if (!drg__str_istarts(last, STR("declare")) && !drg__str_istarts(last, STR("proclaim")))
		return false;
	for (uint32_t k = t; k < t + 3 && k < c->l->tokens.n; k++) {
		struct str w = drg__tok(&c->l->text, &c->l->tokens, k);
		for (size_t i = 0; i < sizeof state / sizeof *state; i++)
			if (drg__str_ieq(w, drg__str_c(state[i])))
				return true;
		if (c->l->morph.upos && c->l->morph.upos[k] != UPOS_DET && c->l->morph.upos[k] != UPOS_ADJ && c->l->morph.upos[k] != UPOS_NUM)
			return false;
	}
	return false;
}

/* Praise, blame and turning things down are acts that the attribution layer
 * keeps; as claims they would hold no statement of their own. */
static bool claimable(struct cx *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	struct str k = drg__claim_cue_class(c, a);
	if (att->kind[a] == ATTRIB_INDIRECT && att->stance[a] != STANCE_DECLINES && (drg__str_eq(k, STR("evaluate")) || drg__str_eq(k, STR("reject"))) &&
	    drg__claim_denied_at(c, a) == NONE && !judges_as(c, a))
		return false;
	if (passes_on(c, a) || said_by_nobody(c, a) || supposed(c, a) || as_agreed(c, a) || held_back(c, a) || within_a_source(c, a))
		return false;
	if (cites(c, a) || proclaims(c, a))
		return false;
	if (drg__str_eq(k, STR("call")) && !calls_it_something(c, a))
		return false;
	if (drg__str_eq(k, STR("accuse")) && !drg__claim_passive_charge(c, a) && drg__claim_charge_at(c, a) == NONE && !drg__claim_blames(c, a))
		return false;
	if (drg__str_eq(k, STR("decline")) && !drg__claim_declines_to_speak(c, a))
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
bool drg__claim_is(struct cx *c, uint32_t a)
{
	struct span v[4];
	uint32_t n;
	if (!claimable(c, a))
		return false;
	drg__claim_spans(c, a, v, &n);
	if (n == 0)
		return false;
	/* too rare in the corpus to be weighed: words in marks that nobody is given, "reportedly", "is said to", who is quoted by an outlet */
	static const char *const put[] = { "put", "puts" };
	const struct attribs *att = &c->l->attribs;
	uint32_t up = att->parent[a], by = up == NONE ? NONE : att->speaker[up];
	bool relayed = by != NONE && (c->l->entities.kind[by] == ENT_OUTLET || c->l->entities.kind[by] == ENT_REPORTER);
	if (c->trace || drg__claim_worth(&c->worth, a, v, n) >= CLAIM_LEAST)
		return true;
	/* "put the crew at forty"; "does not comment on the talks" */
	bool puts = att->rule[a] == c->rule_object && up == NONE && att->source[a].n && drg__claim_has_word(c, att->pool.v + att->cue[a].from, 1, put, sizeof put / sizeof *put);
	bool silent = att->stance[a] == STANCE_DECLINES && up == NONE && att->speaker[a] != NONE && drg__claim_declines_to_speak(c, a);
	return relayed || silent || puts || att->rule[a] == c->rule_ungiven || att->rule[a] == c->rule_unsaid || att->rule[a] == c->rule_adverb || cites_somebody(c, a);
}

/* Does the content of `outer` hold (nearly) nothing but attribution `inner`? */
bool drg__claim_only_holds(const struct cx *c, uint32_t outer, const uint32_t *child, uint32_t n)
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
	/* "carried a denial by the ministry, according to which ..": whose document it is stands before the cue */
	for (uint32_t i = 0; i < n; i++) {
		uint32_t a = child[i];
		if (att->rule[a] == c->rule_according && att->source[a].n && att->cue[a].n && att->pool.v[att->source[a].from].e <= att->pool.v[att->cue[a].from].s)
			return true;
	}
	/* words between marks are the speaker's own, whatever they report */
	bool own_words = att->kind[outer] == ATTRIB_DIRECT;
	return n > 0 && !own_words && covered + 3 >= all;
}

