#include "stage/chain.h"

#include "base/utf8.h"
#include "stage/token.h"
#include "stage/ud.h"

enum { CHAIN_MOST = 8, DEPTH_MOST = 6, CARRIED_WORDS = 12, BACK_MOST = 24 /* attributions */ };

static struct str bytes(const struct chains *c, struct span s)
{
	return drg__str(c->l->text.p + s.s, s.e - s.s);
}

uint32_t drg__words_in(const struct text *text, struct span s)
{
	uint32_t n = 0;
	bool in = false;
	for (uint32_t b = s.s; b < s.e; b++) {
		bool w = drg__is_word_byte(text->p[b]);
		n += w && !in;
		in = w;
	}
	return n;
}

static void push_hop(struct chains *c, struct hop h)
{
	*PUSH(c->a, &c->hop) = h;
}

void drg__chain_publisher(struct chains *c)
{
	const struct meta *m = &c->l->meta;
	bool inferred = m->outlet_basis == BASIS_INFERRED;
	push_hop(c, (struct hop){ HOP_PUBLISHER, inferred ? BASIS_INFERRED : m->outlet.n ? BASIS_EXPLICIT : BASIS_IMPLICIT, c->publisher, m->outlet,
	                          inferred ? m->outlet_span : (struct span){ 0, 0 }, { 0, 0 } });
}

/* "this paper's rival, The Standard": what the publisher has is not the publisher. */
static bool rival_of(const struct chains *c, uint32_t t, struct span s)
{
	const struct layers *l = c->l;
	for (uint32_t k = t + 1; k < l->tokens.n && k < t + 4 && l->tokens.span[k].s < s.e; k++)
		if (drg__str_ieq(drg__chain_word(c, k), STR("'s")) || drg__str_eq(drg__chain_word(c, k), STR("\u2019s")))
			return true;
	return false;
}

bool drg__chain_own_ear(const struct chains *c, struct span s)
{
	static const char *const self[] = { "this", "our", "us", "me", "conference", "briefing", "reporters", "journalists", "cameras" };
	const struct layers *l = c->l;
	uint32_t words = 0, shared = 0;
	for (uint32_t t = drg__chain_tok(c, s.s); t < l->tokens.n && l->tokens.span[t].s < s.e; t++) {
		struct str w = drg__chain_word(c, t);
		for (size_t i = 0; i < sizeof self / sizeof *self; i++)
			if (drg__str_ieq(w, drg__str_c(self[i])))
				return !rival_of(c, t, s);
		if (l->tokens.shape[t] == SHAPE_LOWER || !(l->tokens.flags[t] & TOK_WORD))
			continue;
		words++;
		shared += drg__str_find(l->meta.outlet, w, 0) != SIZE_MAX || drg__str_initials(l->meta.outlet, w);
	}
	return words && words == shared; /* "the Record" in the Harbour Record */
}

/* The entity of a recipient span when it is an outlet: "told Gray Wire". */
static uint32_t outlet_told(const struct chains *c, struct span s)
{
	if (drg__chain_own_ear(c, s))
		return NONE;
	const struct mentions *men = &c->l->mentions;
	uint32_t lo = drg__span_first(men->span, men->n, s.s);
	for (uint32_t m = lo; m < men->n && men->span[m].s < s.e; m++)
		if (men->ent[m] != NONE && c->l->entities.kind[men->ent[m]] == ENT_OUTLET)
			return men->ent[m];
	return NONE;
}

uint8_t drg__chain_role(const struct chains *c, uint32_t ent)
{
	if (ent == NONE)
		return HOP_SPEAKER;
	switch (c->l->entities.kind[ent]) {
	case ENT_OUTLET:
		return HOP_RELAY;
	case ENT_REPORTER:
		return HOP_REPORTER;
	case ENT_DOCUMENT:
		return HOP_ISSUER;
	default:
		return HOP_SPEAKER;
	}
}

/* An outlet that was told, before the one who told it. */
static void addressee(struct chains *c, struct span told)
{
	uint32_t e = outlet_told(c, told);
	/* "the radio", "a newspaper": no outlet that could be asked; "state radio", "the agency" that has a name are */
	static const char *const known[] = { "state", "public", "national" };
	struct str first = drg__chain_word(c, drg__chain_tok(c, told.s));
	struct str name = e == NONE ? STR("") : c->l->entities.name[e];
	bool named = name.n && name.p[0] >= 'A' && name.p[0] <= 'Z' && !drg__str_istarts(name, STR("the ")) && !drg__str_istarts(name, STR("a "));
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		named |= drg__str_ieq(first, drg__str_c(known[i]));
	for (uint32_t t = drg__chain_tok(c, told.s); t < c->l->tokens.n && c->l->tokens.span[t].s < told.e; t++)
		named |= c->l->tokens.shape[t] != SHAPE_LOWER && (c->l->tokens.flags[t] & TOK_WORD);
	if (named && e != NONE && e != c->publisher && !drg__str_ieq(c->l->entities.name[e], c->l->meta.outlet))
		push_hop(c, (struct hop){ HOP_ADDRESSEE, BASIS_EXPLICIT, e, bytes(c, told), told, { 0, 0 } });
}

/* Hearers as hops before the speaker: the last one outermost. */
static void hearers(struct chains *c, struct span told)
{
	size_t from = c->hop.n, n = drg__chain_hearers(c, told);
	if (n == 0) {
		addressee(c, told);
		return;
	}
	for (size_t i = 0; i < n / 2; i++) {
		struct hop h = c->hop.v[from + i];
		c->hop.v[from + i] = c->hop.v[from + n - 1 - i];
		c->hop.v[from + n - 1 - i] = h;
	}
}

static struct span first_of(const struct attribs *att, struct run r)
{
	return r.n ? att->pool.v[r.from] : (struct span){ 0, 0 };
}

/* "The envoy had been told by a clerk that P": who was told passes it on. */
static void told_before(struct chains *c, struct span told, struct span source, struct span cue)
{
	uint32_t m = drg__span_first(c->l->mentions.span, c->l->mentions.n, told.s);
	if (told.e > cue.s || source.s < cue.e || m >= c->l->mentions.n || c->l->mentions.span[m].s >= told.e || drg__chain_own_ear(c, told))
		return;
	uint32_t e = c->l->mentions.ent[m];
	push_hop(c, (struct hop){ drg__chain_role(c, e), BASIS_EXPLICIT, e, bytes(c, told), told, cue });
}

/* "confirmed to Gray Wire", "confided to a clerk": whom the words after the cue name; "said on
 * Gray Television", an outlet. */
static struct span told_after(const struct chains *c, struct span cue)
{
	const struct mentions *men = &c->l->mentions;
	uint32_t t = drg__chain_tok(c, cue.e);
	bool on = drg__str_ieq(drg__chain_word(c, t), STR("on"));
	if (!cue.e || (!on && !drg__str_ieq(drg__chain_word(c, t), STR("to"))) || t + 1 >= c->l->tokens.n)
		return (struct span){ 0, 0 };
	uint32_t at = c->l->tokens.span[t + 1].s, m = drg__span_first(men->span, men->n, at);
	if (m >= men->n || men->span[m].s != at || (on && (men->ent[m] == NONE || c->l->entities.kind[men->ent[m]] != ENT_OUTLET)))
		return (struct span){ 0, 0 };
	return men->span[m];
}

/* "The envoy was quoted as saying", "is said to have said": by somebody who is not named. */
static bool quoted_by_nobody(const struct chains *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	uint32_t up = att->parent[a], first = att->cue[a].n ? drg__chain_tok(c, att->pool.v[att->cue[a].from].s) : c->l->tokens.n;
	bool quoted = false, as = false, to = false;
	for (uint32_t t = first; t < c->l->tokens.n && c->l->tokens.span[t].s < att->pool.v[att->cue[a].from].e; t++) {
		quoted |= drg__str_ieq(drg__chain_word(c, t), STR("quoted")) || drg__str_ieq(drg__chain_word(c, t), STR("cited"));
		as |= drg__str_ieq(drg__chain_word(c, t), STR("as"));
		if (to && drg__str_ieq(drg__chain_word(c, t), STR("have")))
			return true;
		to = t > first && drg__str_ieq(drg__chain_word(c, t), STR("to"));
	}
	if (!quoted || !as)
		return false;
	/* the row of the one who quotes has its cue inside this one's */
	return up == NONE || !att->cue[up].n || !drg__span_within(att->pool.v[att->cue[up].from], att->pool.v[att->cue[a].from]);
}

/* Where the name itself ends in "the Post, citing a clerk". */
static uint32_t before_comma(const struct chains *c, struct span s)
{
	for (uint32_t t = drg__chain_tok(c, s.s); t < c->l->tokens.n && c->l->tokens.span[t].s < s.e; t++) {
		struct str w = drg__chain_word(c, t);
		bool dash = drg__str_eq(w, STR("-")) || drg__str_eq(w, STR("--")) || drg__str_eq(w, STR("\u2013")) || drg__str_eq(w, STR("\u2014"));
		if (drg__str_eq(w, STR(",")) || (dash && c->l->tokens.flags[t] & TOK_SPACE))
			return c->l->tokens.span[t].s;
	}
	return s.e;
}

/* Does what begins at token t only describe: ", citing a clerk", ", whose party won", ", still waving
 * a flag", ", all of whom had left"? */
static bool describes(const struct chains *c, uint32_t t)
{
	static const char *const word[] = { "who", "whom", "whose", "which", "where", "when" };
	const struct morph *m = &c->l->morph;
	uint32_t n = c->l->tokens.n;
	uint32_t of = t + 1 < n && drg__str_ieq(drg__chain_word(c, t + 1), STR("of")) ? t + 2 : t; /* "all of whom" */
	for (size_t i = 0; of < n && i < sizeof word / sizeof *word; i++)
		if (drg__str_ieq(drg__chain_word(c, of), drg__str_c(word[i])))
			return true;
	/* ", a figure that dwarfs all others": of what is told, not of who tells it */
	if (m->upos && t + 2 < n && m->upos[t] == UPOS_DET && m->upos[t + 1] == UPOS_NOUN && drg__str_ieq(drg__chain_word(c, t + 2), STR("that")))
		return true;
	while (m->upos && t < n && m->upos[t] == UPOS_ADV)
		t++;
	return m->upos && t < n && m->upos[t] == UPOS_VERB && (drg__ud_has(c->l, t, STR("VerbForm=Part")) || drg__ud_has(c->l, t, STR("VerbForm=Ger")));
}

/* The words that name somebody, without what only describes him: "the Post, citing a clerk", "Voss, whose
 * party won", "Ort, 55, who was there". An apposition stays: "its commander, Mira Tosk". */
static struct span name_of(const struct chains *c, struct span s)
{
	for (struct span rest = s; rest.s < rest.e;) {
		uint32_t mark = before_comma(c, rest), t = drg__chain_tok(c, mark);
		if (mark > s.s && mark < s.e && describes(c, t + 1)) {
			for (s.e = mark; s.e > s.s && c->l->text.p[s.e - 1] == ' '; s.e--)
				;
			return s;
		}
		rest.s = mark < s.e ? c->l->tokens.span[t].e : s.e;
	}
	return s;
}

/* "The minister told Gray Radio it was late. 'It often is,' she added.": who goes on speaks to
 * the outlet that was told, in the same paragraph. */
static void still_told(struct chains *c, uint32_t a, struct span cue)
{
	const struct attribs *att = &c->l->attribs;
	static const char *const on[] = { "added", "adds", "adding", "continued", "continues" };
	uint32_t t = drg__chain_tok(c, cue.s);
	bool more = false;
	for (size_t i = 0; i < sizeof on / sizeof *on; i++)
		more |= drg__str_ieq(drg__chain_word(c, t), drg__str_c(on[i]));
	for (uint32_t p = a; more && att->parent[a] == NONE && p-- > 0 && a - p < BACK_MOST;) {
		struct span before = first_of(att, att->cue[p]), told = att->recipient[p].n ? first_of(att, att->recipient[p]) : told_after(c, before);
		if (!before.e || c->l->tokens.para[drg__chain_tok(c, before.s)] != c->l->tokens.para[t])
			return;
		if (att->parent[p] != NONE || att->speaker[p] != att->speaker[a] || !told.e)
			continue;
		size_t n = c->hop.n;
		addressee(c, told);
		if (c->hop.n > n)
			c->hop.v[n].basis = BASIS_INHERITED;
		return;
	}
}

static void hops_of(struct chains *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	struct span cue = first_of(att, att->cue[a]), told = first_of(att, att->recipient[a]), s = first_of(att, att->source[a]);
	if (!att->source[a].n) {
		push_hop(c, (struct hop){ HOP_UNSPECIFIED, BASIS_EXPLICIT, NONE, { NULL, 0 }, { 0, 0 }, cue });
		return;
	}
	if (!att->recipient[a].n)
		told = told_after(c, cue);
	if (told.e) {
		if (told.e <= cue.s)
			told_before(c, told, s, cue);
		else
			hearers(c, told);
	} else {
		still_told(c, a, cue);
	}
	if (quoted_by_nobody(c, a))
		push_hop(c, (struct hop){ HOP_UNSPECIFIED, BASIS_EXPLICIT, NONE, { NULL, 0 }, { 0, 0 }, cue });
	if (att->parent[a] == NONE && cue.e)
		drg__chain_carried(c, cue, att->pool.v + att->content[a].from, att->content[a].n);
	/* the source of an earlier cue of the sentence, carried on */
	bool carried = cue.e && s.e <= cue.s && drg__words_in(&c->l->text, (struct span){ s.e, cue.s }) > CARRIED_WORDS;
	uint32_t e = att->speaker[a];
	uint8_t role = drg__chain_role(c, e);
	if (role == HOP_ISSUER && c->l->entities.speaks_for[e] != NONE)
		e = c->l->entities.speaks_for[e]; /* the party that speaks through the document */
	s = name_of(c, s);
	push_hop(c, (struct hop){ role, carried ? BASIS_INHERITED : BASIS_EXPLICIT, e, bytes(c, s), s, cue });
}

/* Cues of hearing: the source is who passes on, "from" names the next one. */
static bool hears(const struct chains *c, struct span cue)
{
	static const char *const word[] = { "heard", "hears", "learned", "learnt", "learns", "understood", "understands", "knows", "knew", "informed" };
	struct str last = { NULL, 0 };
	for (uint32_t t = drg__chain_tok(c, cue.s); t < c->l->tokens.n && c->l->tokens.span[t].s < cue.e; t++) {
		for (size_t i = 0; i < sizeof word / sizeof *word; i++)
			if (drg__str_ieq(drg__chain_word(c, t), drg__str_c(word[i])))
				return true;
		last = drg__chain_word(c, t);
	}
	return drg__str_ieq(last, STR("it")); /* "has it from the envoy that .." */
}

/* Those behind the source, named after it, after the cue, or, in its own claim,
 * after the content. */
static void passed(struct chains *c, uint32_t a, bool own)
{
	const struct attribs *att = &c->l->attribs;
	const struct run r[4] = { att->source[a], att->cue[a], att->recipient[a], att->content[a] };
	if (own && r[1].n && r[3].n && att->pool.v[r[3].from].e <= att->pool.v[r[1].from].s && drg__chain_in_turn(c, att->pool.v[r[1].from + r[1].n - 1].e))
		return;
	for (int k = 0; k < 3 + own; k++) {
		if (!r[k].n)
			continue;
		struct span s = att->pool.v[r[k].from + r[k].n - 1];
		if (drg__chain_passed(c, k == 0 ? before_comma(c, s) : s.e, k == 1 && hears(c, s)))
			return;
	}
	uint32_t end = 0; /* of all that the row has */
	for (int k = 0; k < 4; k++)
		for (uint32_t m = 0; m < r[k].n; m++)
			end = att->pool.v[r[k].from + m].e > end ? att->pool.v[r[k].from + m].e : end;
	if (own && c->hop.n && c->hop.v[c->hop.n - 1].role == HOP_RELAY)
		drg__chain_next(c, end, c->hop.v[c->hop.n - 1].ent);
}

/* Are two hops, but for the publisher's, found under the same words? */
static bool same_words(const struct hop *x, const struct hop *y)
{
	return x->span.e && y->span.e && x->role != HOP_PUBLISHER && (x->span.s == y->span.s || (x->span.e == y->span.e && x->role == HOP_RELAY && y->role == HOP_RELAY)); /* "the weekly Reed", "Reed" */
}

/* "The freed men repeated claims that ...": two cues of one speaker are one hop,
 * the inner one. */
static void join_same(struct chains *c, uint32_t from)
{
	size_t n = from;
	for (size_t i = from; i < c->hop.n; i++) {
		const struct hop *h = &c->hop.v[i];
		bool seen = false; /* farther out, under the same words */
		for (size_t k = from; k + 1 < n && !seen; k++)
			seen = same_words(&c->hop.v[k], h);
		size_t last = n - 1;
		if (seen && last > from && c->hop.v[last].role == HOP_ADDRESSEE && same_words(&c->hop.v[last - 1], h)) {
			/* "told a clerk, who repeated it to the Post": the Post heard it from the clerk */
			c->hop.v[last - 1] = c->hop.v[last];
			c->hop.v[last] = *h;
		}
		if (seen)
			continue;
		bool same = n > from && ((c->hop.v[n - 1].ent != NONE && c->hop.v[n - 1].ent == h->ent && c->hop.v[n - 1].role == h->role) ||
		                         same_words(&c->hop.v[n - 1], h));
		if (same)
			c->hop.v[n - 1] = *h;
		else
			c->hop.v[n++] = *h;
	}
	c->hop.n = n;
}

/* "We reported, citing the Post": the publisher is no hop of its own report. */
static void drop_publisher(struct chains *c, uint32_t from)
{
	struct hop *h = c->hop.v + from;
	if (c->hop.n < from + 3 || !(drg__str_ieq(h[1].name, STR("we")) || drg__str_istarts(h[1].name, STR("this "))))
		return;
	memmove(h + 1, h + 2, (c->hop.n - from - 2) * sizeof *h);
	c->hop.n--;
}

bool drg__chain_cites(const struct chains *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	struct str w = att->cue[a].n ? bytes(c, att->pool.v[att->cue[a].from]) : (struct str){ NULL, 0 };
	return drg__str_ieq(w, STR("citing")) || drg__str_ieq(w, STR("quoting"));
}

struct run drg__chain_of(struct chains *c, uint32_t a)
{
	const struct attribs *att = &c->l->attribs;
	uint32_t up[DEPTH_MOST], depth = 0, from = (uint32_t)c->hop.n;
	for (uint32_t p = att->parent[a]; p != NONE && depth < DEPTH_MOST; p = att->parent[p])
		if (!drg__chain_cites(c, p))
			up[depth++] = p;
	drg__chain_publisher(c);
	while (depth > 0 && c->hop.n - from < CHAIN_MOST)
		hops_of(c, up[--depth]), passed(c, up[depth], false);
	hops_of(c, a);
	passed(c, a, true);
	join_same(c, from);
	if (att->parent[a] == NONE)
		drop_publisher(c, from);
	return (struct run){ from, (uint32_t)c->hop.n - from };
}
