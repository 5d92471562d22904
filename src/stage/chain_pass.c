/* Through whom words came: "citing a clerk", "who had it from the envoy",
 * "on the word of a guard, to whom the envoy had said it". */
#include "stage/chain.h"

#include "stage/token.h"

enum { LINKS_MOST = 6, NAME_WORDS = 8, ASIDE_WORDS = 8 };

static bool one_of(struct str w, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (drg__str_ieq(w, drg__str_c(list[i])))
			return true;
	return false;
}

#define IS(c, t, ...) one_of(drg__chain_word(c, t), (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static bool para_or_end(const struct chains *c, uint32_t t)
{
	return t >= c->l->tokens.n || (c->l->tokens.flags[t] & TOK_PARA);
}

static bool relative(const struct chains *c, uint32_t t)
{
	return IS(c, t, "who", "which", "whom", "that");
}

static bool verb_at(const struct chains *c, uint32_t t)
{
	return c->l->morph.upos && t < c->l->tokens.n && (c->l->morph.upos[t] == UPOS_VERB || c->l->morph.upos[t] == UPOS_AUX);
}

/* Past auxiliaries and adverbs of the group. */
static uint32_t past_auxiliaries(const struct chains *c, uint32_t t)
{
	while (IS(c, t, "had", "has", "have", "was", "were", "been", "is", "are", "also", "himself", "herself", "in", "turn", "then", "later", "first", "once") &&
	       (verb_at(c, t + 1) || IS(c, t + 1, "in", "turn", "then", "later", "first", "once", "also")))
		t++;
	return t;
}

/* Somebody's name or description at token t: the mention there, or the words up to
 * a mark, a verb or a relative. False when no noun is there. */
static bool somebody_at(const struct chains *c, uint32_t t, struct hop *h, uint32_t *end)
{
	const struct layers *l = c->l;
	const struct mentions *men = &l->mentions;
	if (para_or_end(c, t) || (l->tokens.flags[t] & TOK_PUNCT) || relative(c, t))
		return false;
	uint32_t m = drg__span_first(men->span, men->n, l->tokens.span[t].s), best = NONE;
	uint32_t to = l->tokens.span[t + (IS(c, t, "the", "an", "a") && t + 1 < l->tokens.n)].s; /* a name's article stands outside it */
	for (; m < men->n && men->span[m].s <= to; m++)
		if (men->ent[m] != NONE && (best == NONE || men->span[m].e > men->span[best].e))
			best = m;
	h->ent = NONE;
	if (best != NONE) {
		h->ent = men->ent[best];
		h->span = men->span[best];
		*end = drg__chain_tok(c, h->span.e);
	} else {
		bool noun = false;
		uint32_t k = t;
		for (; k < t + NAME_WORDS && !(k > t && para_or_end(c, k)) && k < l->tokens.n && !(l->tokens.flags[k] & TOK_PUNCT) && !verb_at(c, k) && !relative(c, k) &&
		       !(k > t && IS(c, k, "from", "on", "by", "in", "at", "to", "aboard", "with"));
		     k++)
			noun |= !l->morph.upos || l->morph.upos[k] == UPOS_NOUN || l->morph.upos[k] == UPOS_PROPN;
		if (!noun)
			return false;
		h->span = (struct span){ l->tokens.span[t].s, l->tokens.span[k - 1].e };
		*end = k;
	}
	h->name = drg__str(l->text.p + h->span.s, h->span.e - h->span.s);
	h->role = drg__chain_role(c, h->ent);
	h->basis = BASIS_EXPLICIT;
	return true;
}

/* Is it somebody, and not a ground ("citing her work")?  Known as such, or a word for people in it. */
static bool is_somebody(const struct chains *c, const struct hop *h)
{
	if (h->ent != NONE)
		return c->l->entities.kind[h->ent] != ENT_PLACE;
	for (uint32_t t = drg__chain_tok(c, h->span.s); t < c->l->tokens.n && c->l->tokens.span[t].s < h->span.e; t++)
		if (drg__hit_at(c->hits, t, c->roles))
			return true;
	return false;
}

/* "citing X", "on the word of X": past the words, or t. */
static uint32_t past_citing(const struct chains *c, uint32_t t)
{
	if (IS(c, t, "citing", "quoting", "crediting"))
		return t + 1;
	if (IS(c, t, "referring") && IS(c, t + 1, "to"))
		return t + 2;
	if (IS(c, t, "with") && IS(c, t + 1, "reference") && IS(c, t + 2, "to"))
		return t + 3;
	if (IS(c, t, "relying") && IS(c, t + 1, "on"))
		return t + 2;
	if (IS(c, t, "on", "upon") && IS(c, t + 1, "the") && IS(c, t + 2, "word", "authority", "strength", "testimony") && IS(c, t + 3, "of"))
		return t + 4;
	return t;
}

/* "who had it from X", "which quoted X", "who was told by X", "to whom X had said it":
 * the hop, and the token after it. */
static bool relative_link(struct chains *c, uint32_t t, struct hop *h, uint32_t *end)
{
	if (IS(c, t, "to") && IS(c, t + 1, "whom")) {
		if (!somebody_at(c, t + 2, h, end))
			return false;
		uint32_t k = *end;
		while (k < *end + ASIDE_WORDS && !verb_at(c, k) && !para_or_end(c, k))
			k++;
		k = past_auxiliaries(c, k);
		h->cue = c->l->tokens.span[k < c->l->tokens.n ? k : k - 1];
		return IS(c, k, "said", "told", "repeated", "confided", "given", "gave", "sworn", "swore", "dictated", "reported", "mentioned");
	}
	if (!IS(c, t, "who", "which", "that"))
		return false;
	uint32_t v = past_auxiliaries(c, t + 1), k = v + 1;
	h->cue = c->l->tokens.span[v < c->l->tokens.n ? v : v - 1];
	if (IS(c, v, "quoted", "quotes", "cited", "cites", "credited", "overheard"))
		return somebody_at(c, k, h, end);
	if (IS(c, v, "relied", "relies") && IS(c, k, "on"))
		return somebody_at(c, k + 1, h, end);
	if (IS(c, v, "told", "informed", "assured", "warned") && IS(c, k, "by"))
		return somebody_at(c, k + 1, h, end);
	if (!IS(c, v, "heard", "had", "has", "got", "learned", "learnt", "knew", "knows", "took", "picked", "received", "understood", "claimed", "said", "says"))
		return false;
	/* "who said a guard had told him" */
	if (IS(c, v, "said", "says", "claimed")) {
		uint32_t e;
		if (!somebody_at(c, IS(c, k, "that") ? k + 1 : k, h, &e))
			return false;
		uint32_t told = past_auxiliaries(c, e);
		h->cue = c->l->tokens.span[told < c->l->tokens.n ? told : told - 1];
		*end = told + 2;
		return IS(c, told, "told") && IS(c, told + 1, "him", "her", "them", "it");
	}
	if (IS(c, k, "it", "that", "this", "them", "so", "up", "word", "as", "much", "all"))
		k += IS(c, k, "as") ? 2 : 1;
	if (IS(c, k, "from", "through", "of"))
		return somebody_at(c, k + 1, h, end);
	/* "who had heard the envoy say it" */
	return IS(c, v, "heard") && somebody_at(c, k, h, end) && verb_at(c, *end);
}

/* Is the last hop so far an outlet's? */
static bool reports(const struct chains *c)
{
	return c->hop.n && c->hop.v[c->hop.n - 1].role == HOP_RELAY;
}

/* One step back from token t, if the words there say so. */
static bool link_at(struct chains *c, uint32_t t, bool from, struct hop *h, uint32_t *end)
{
	uint32_t k = past_citing(c, t);
	if (k > t) {
		h->cue = (struct span){ c->l->tokens.span[t].s, c->l->tokens.span[k - 1].e };
		return somebody_at(c, k, h, end) && is_somebody(c, h);
	}
	if (IS(c, t, "from", "by")) {
		h->cue = c->l->tokens.span[t];
		/* "the Post reported, from a porter": after a comma, and a person or an outlet */
		return somebody_at(c, t + 1, h, end) && (from || (IS(c, t, "from") && IS(c, t - 1, ",") && reports(c) && is_somebody(c, h)));
	}
	return relative_link(c, t, h, end);
}

/* Past what may stand between: an aside of a few words without a verb, a mark. */
static uint32_t next_place(const struct chains *c, uint32_t t, uint32_t stop)
{
	while (t < stop && !para_or_end(c, t) && !IS(c, t, ",", "who", "which", "citing", "quoting") && !verb_at(c, t) && !(c->l->tokens.flags[t] & TOK_PUNCT))
		t++;
	return t;
}

/* To the comma after a relative clause of a few words, which says no more of the way. */
static uint32_t past_relative(const struct chains *c, uint32_t t, uint32_t stop)
{
	t++;
	while (t < stop && !para_or_end(c, t) && !(c->l->tokens.flags[t] & TOK_PUNCT))
		t++;
	return t;
}

uint32_t drg__chain_passed(struct chains *c, uint32_t from, bool heard)
{
	uint32_t t = drg__chain_tok(c, from), n = 0;
	struct hop h;
	if (t < c->l->tokens.n && (c->l->tokens.flags[t] & TOK_QUOTE) && c->l->tokens.span[t].s <= from + 1)
		t++; /* the mark after quoted words */
	while (n < LINKS_MOST) {
		uint32_t end, k = t;
		bool found = false;
		for (uint32_t stop = t + ASIDE_WORDS; k < stop && !para_or_end(c, k);) {
			bool comma = IS(c, k, ",");
			found = link_at(c, comma ? k + 1 : k, heard || n > 0, &h, &end);
			if (found || (!comma && ((c->l->tokens.flags[k] & TOK_PUNCT) || verb_at(c, k))))
				break;
			k = relative(c, k) ? past_relative(c, k, stop) : next_place(c, k + 1, stop);
		}
		if (!found)
			break;
		*PUSH(c->a, &c->hop) = h;
		n++;
		t = end;
	}
	return n;
}

uint32_t drg__chain_hearers(struct chains *c, struct span recipient)
{
	uint32_t t = drg__chain_tok(c, recipient.e), n = 0;
	struct hop h;
	uint32_t end = t;
	for (uint32_t stop = t + ASIDE_WORDS; t < stop && !para_or_end(c, t) && !IS(c, t, "who", "which") && !verb_at(c, t) && !IS(c, t, ".", ";", ":"); t++)
		;
	if (!IS(c, t, "who", "which") || !somebody_at(c, drg__chain_tok(c, recipient.s), &h, &end))
		return 0;
	while (IS(c, t, "who", "which") && n < LINKS_MOST) {
		uint32_t v = past_auxiliaries(c, t + 1), k = v + 1;
		if (!IS(c, v, "told", "tells", "informed", "passed", "repeated", "confided", "gave", "wrote"))
			break;
		h.cue = c->l->tokens.span[v];
		*PUSH(c->a, &c->hop) = h;
		n++;
		while (IS(c, k, "it", "that", "this", "on", "to"))
			k++;
		if (!somebody_at(c, k, &h, &end) || drg__chain_own_ear(c, (struct span){ c->l->tokens.span[k].s, h.span.e }) || (h.ent == NONE && !is_somebody(c, &h)))
			break;
		for (t = end; t < end + ASIDE_WORDS && IS(c, t, ","); t++)
			;
		if (!IS(c, t, "who", "which")) { /* the last hearer: heard, and passed it to the publisher or nobody knows */
			h.cue = (struct span){ 0, 0 };
			if (h.role == HOP_RELAY)
				h.role = HOP_ADDRESSEE;
			*PUSH(c->a, &c->hop) = h;
			n++;
		}
	}
	return n;
}

/* "the weekly Signal", "local broadcaster Lake FM": the first word of the name itself. */
static uint32_t past_kind(const struct chains *c, uint32_t t)
{
	uint32_t k = t;
	while (k + 1 < c->l->tokens.n && c->l->tokens.shape[k] == SHAPE_LOWER &&
	       IS(c, k, "the", "a", "local", "state", "public", "weekly", "daily", "magazine", "newspaper", "paper", "broadcaster", "agency", "news", "radio", "television", "station", "channel"))
		k++;
	return k > t && c->l->tokens.shape[k] != SHAPE_LOWER ? k : t;
}

/* An outlet named at token t, other than the publisher, as a hop of this role.  `paper`: it is said
 * to have seen or printed something, as a body of unknown trade may that nobody calls a person. */
static bool outlet_at(struct chains *c, uint32_t t, uint8_t role, struct span cue, bool paper)
{
	struct hop h;
	uint32_t end;
	if (!somebody_at(c, past_kind(c, t), &h, &end) || h.ent == NONE || h.ent == c->publisher || drg__chain_own_ear(c, h.span))
		return false;
	uint8_t kind = c->l->entities.kind[h.ent];
	bool body = paper && (kind == ENT_ORG || kind == ENT_OTHER) && c->l->tokens.shape[drg__chain_tok(c, h.span.s)] != SHAPE_LOWER;
	if (kind != ENT_OUTLET && !body)
		return false;
	h.role = role;
	h.cue = cue;
	*PUSH(c->a, &c->hop) = h;
	return true;
}

/* "confirmed through the agency Nordlink", "said through his lawyer": a go-between that token t
 * begins to name.  Who only translates is none. */
static bool through(struct chains *c, uint32_t t)
{
	struct hop h;
	uint32_t end;
	if (!IS(c, t, "through", "via"))
		return false;
	if (outlet_at(c, t + 1, HOP_RELAY, c->l->tokens.span[t], false))
		return true;
	if (!somebody_at(c, t + 1, &h, &end) || h.ent == NONE || IS(c, end - 1, "interpreter", "translator"))
		return false;
	uint8_t kind = c->l->entities.kind[h.ent];
	if (kind != ENT_PERSON && kind != ENT_UNNAMED)
		return false;
	h.role = HOP_SPEAKER;
	h.cue = c->l->tokens.span[t];
	*PUSH(c->a, &c->hop) = h;
	return true;
}

uint32_t drg__chain_carried(struct chains *c, struct span cue, const struct span *content, uint32_t n)
{
	const struct tokens *tok = &c->l->tokens;
	uint32_t at = drg__chain_tok(c, cue.s), from = at, to = at;
	enum { AROUND = 24 };
	while (from > 0 && at - from < AROUND && !(tok->flags[from] & TOK_PARA) && !IS(c, from - 1, ".", ";", "?", "!"))
		from--;
	while (to < tok->n && to - at < AROUND && !(to > at && (tok->flags[to] & TOK_PARA)) && !IS(c, to, ".", ";"))
		to++;
	if (through(c, drg__chain_tok(c, cue.e)))
		return 1;
	for (uint32_t t = from; t + 1 < to; t++) {
		bool said = false;
		for (uint32_t k = 0; k < n && !said; k++)
			said = drg__span_within(tok->span[t], content[k]);
		/* "a butcher interviewed by Radio Kyzan" */
		if (!said && IS(c, t, "interviewed", "contacted") && IS(c, t + 1, "by") && outlet_at(c, t + 2, HOP_ADDRESSEE, (struct span){ 0, 0 }, false))
			return 1;
		if (said || !IS(c, t, "statement", "interview", "remarks", "message", "letter", "dispatch", "speech", "broadcast", "video", "recording", "comments", "note", "report", "document", "documents", "copy", "minutes", "channel", "account", "post", "posts"))
			continue;
		uint32_t v = t + 1;
		if (IS(c, t, "interview") && IS(c, v, "with", "to"))
			return outlet_at(c, v + 1, HOP_ADDRESSEE, (struct span){ 0, 0 }, false);
		if (IS(c, v, "carried", "published", "obtained", "seen", "reviewed", "broadcast", "aired", "printed", "distributed", "relayed", "released", "run", "shown", "monitored", "verified", "read", "heard") && IS(c, v + 1, "by", "on", "in"))
			return outlet_at(c, v + 2, HOP_RELAY, tok->span[v], IS(c, v + 1, "by"));
		if (IS(c, v, "that", "which"))
			for (uint32_t k = v + 2; k < v + 6 && k < to; k++)
				if (IS(c, k, "carried", "published", "broadcast", "aired", "printed", "distributed", "relayed"))
					return outlet_at(c, v + 1, HOP_RELAY, tok->span[k], false);
	}
	return 0;
}
