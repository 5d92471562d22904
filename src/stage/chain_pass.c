/* Through whom words came: "citing a clerk", "who had it from the envoy",
 * "on the word of a guard, to whom the envoy had said it". */
#include "stage/chain_in.h"

enum { LINKS_MOST = 6, NAME_WORDS = 8 };

/* Past auxiliaries and adverbs of the group. */
static uint32_t past_auxiliaries(const struct chains *c, uint32_t t)
{
	while (IS(c, t, "had", "has", "have", "was", "were", "been", "is", "are", "also", "himself", "herself", "in", "turn", "then", "later", "first", "once") &&
	       (verb_at(c, t + 1) || IS(c, t + 1, "in", "turn", "then", "later", "first", "once", "also")))
		t++;
	return t;
}

/* "someone who carries papers", "four who had seen it": people of whom no more is said. */
static bool some_of_them(const struct chains *c, uint32_t t)
{
	if (IS(c, t, "someone", "somebody", "another", "others"))
		return true;
	return c->l->morph.upos && c->l->morph.upos[t] == UPOS_NUM && IS(c, t + 1, "who", "of");
}

bool drg__chain_somebody(const struct chains *c, uint32_t t, struct hop *h, uint32_t *end)
{
	const struct layers *l = c->l;
	const struct mentions *men = &l->mentions;
	if (!para_or_end(c, t) && (l->tokens.flags[t] & TOK_QUOTE) && !para_or_end(c, t + 1))
		t++; /* quoting "a person close to the envoy" */
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
		uint32_t k = t + (verb_at(c, t) && t + 1 < l->tokens.n && l->morph.upos[t + 1] == UPOS_NOUN); /* "informed sources" */
		for (; k < t + NAME_WORDS && !(k > t && para_or_end(c, k)) && k < l->tokens.n && !(l->tokens.flags[k] & TOK_PUNCT) && !verb_at(c, k) && !relative(c, k) &&
		       !(k > t && IS(c, k, "from", "on", "by", "in", "at", "to", "aboard", "with"));
		     k++)
			noun |= !l->morph.upos || l->morph.upos[k] == UPOS_NOUN || l->morph.upos[k] == UPOS_PROPN;
		if (!noun && !some_of_them(c, t))
			return false;
		h->span = (struct span){ l->tokens.span[t].s, l->tokens.span[k - 1].e };
		*end = k;
	}
	h->name = drg__str(l->text.p + h->span.s, h->span.e - h->span.s);
	h->role = drg__chain_role(c, h->ent);
	h->basis = BASIS_EXPLICIT;
	return true;
}

bool drg__chain_is_somebody(const struct chains *c, const struct hop *h)
{
	if (h->ent != NONE)
		return c->l->entities.kind[h->ent] != ENT_PLACE;
	for (uint32_t t = drg__chain_tok(c, h->span.s); t < c->l->tokens.n && c->l->tokens.span[t].s < h->span.e; t++)
		if (drg__hit_at(c->hits, t, c->roles))
			return true;
	return some_of_them(c, drg__chain_tok(c, h->span.s));
}

/* "citing X", "on the word of X": past the words, or t. */
static uint32_t past_citing(const struct chains *c, uint32_t t)
{
	const struct hit *h = c->grounds == UINT32_MAX || t >= c->l->tokens.n ? NULL : drg__hit_at(c->hits, t, c->grounds);
	if (h)
		return h->end;
	return t;
}

/* "who had it from X", "which quoted X", "who was told by X", "to whom X had said it":
 * the hop, and the token after it. */
static bool relative_link(struct chains *c, uint32_t t, struct hop *h, uint32_t *end)
{
	if (IS(c, t, "to") && IS(c, t + 1, "whom")) {
		if (!drg__chain_somebody(c, t + 2, h, end))
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
		return drg__chain_somebody(c, k, h, end);
	if (IS(c, v, "relied", "relies") && IS(c, k, "on"))
		return drg__chain_somebody(c, k + 1, h, end);
	if (IS(c, v, "told", "informed", "assured", "warned") && IS(c, k, "of", "about") && IS(c, k + 1, "it", "this", "that", "them"))
		k += 2; /* "who had been told of it by a gardener" */
	k += IS(c, v, "told") && IS(c, k, "so");
	if (IS(c, v, "told", "informed", "assured", "warned") && IS(c, k, "by"))
		return drg__chain_somebody(c, k + 1, h, end);
	if (!IS(c, v, "heard", "had", "has", "got", "learned", "learnt", "knew", "knows", "took", "picked", "received", "understood", "claimed", "said", "says"))
		return false;
	/* "who said a guard had told him" */
	if (IS(c, v, "said", "says", "claimed")) {
		uint32_t e;
		if (!drg__chain_somebody(c, IS(c, k, "that") ? k + 1 : k, h, &e))
			return false;
		uint32_t told = past_auxiliaries(c, e);
		h->cue = c->l->tokens.span[told < c->l->tokens.n ? told : told - 1];
		*end = told + 2;
		return IS(c, told, "told") && IS(c, told + 1, "him", "her", "them", "it");
	}
	if (IS(c, k, "it", "that", "this", "them", "so", "up", "word", "as", "much", "all"))
		k += IS(c, k, "as") ? 2 : 1;
	if (IS(c, k, "from", "through", "of"))
		return drg__chain_somebody(c, k + 1, h, end);
	/* "who had heard the envoy say it" */
	return IS(c, v, "heard") && drg__chain_somebody(c, k, h, end) && verb_at(c, *end);
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
		/* "citing the group's use of crowded houses": a ground, not one who said so */
		return drg__chain_somebody(c, k, h, end) && drg__chain_is_somebody(c, h) && !(IS(c, *end, "'s", "\u2019s", "'", "\u2019") && !para_or_end(c, *end));
	}
	if (IS(c, t, "from", "by")) {
		h->cue = c->l->tokens.span[t];
		/* "the Post reported, from a porter": after a comma, and a person or an outlet */
		return drg__chain_somebody(c, t + 1, h, end) && (from || (IS(c, t, "from") && IS(c, t - 1, ",") && reports(c) && drg__chain_is_somebody(c, h)));
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

/* The verb whose subject ends before token `end`, and begins at t; NONE. */
static uint32_t verb_of(const struct chains *c, uint32_t t, uint32_t end)
{
	for (uint32_t k = t; c->l->deps.head && k < end; k++) {
		uint32_t v = c->l->deps.head[k];
		if (v != NONE && v >= end && verb_at(c, v))
			return v;
	}
	return NONE;
}

uint32_t drg__chain_in_turn(struct chains *c, uint32_t from)
{
	uint32_t t = drg__chain_tok(c, from), end, v, k;
	struct hop h, behind;
	t += IS(c, t, "that");
	if (!drg__chain_somebody(c, t, &h, &end) || !drg__chain_is_somebody(c, &h) || (v = verb_of(c, t, end)) == NONE || v > end + ASIDE_WORDS)
		return 0;
	k = v + 1;
	h.cue = c->l->tokens.span[v];
	bool told = IS(c, v, "told", "informed", "assured", "promised", "warned"), pronoun = IS(c, k, "him", "her", "them", "me", "us");
	if (told && pronoun && (c->l->tokens.flags[k + 1 < c->l->tokens.n ? k + 1 : k] & TOK_PUNCT)) {
		*PUSH(c->a, &c->hop) = h;
		return 1;
	}
	bool by = told && (IS(c, v - 1, "was", "were", "been")) && IS(c, k, "by"), heard = false;
	if (IS(c, v, "heard", "learned", "learnt", "had", "got")) {
		k += IS(c, k, "it", "this", "that");
		heard = IS(c, k, "from");
	}
	if ((!by && !heard) || !drg__chain_somebody(c, k + 1, &behind, &end) || !drg__chain_is_somebody(c, &behind))
		return 0;
	behind.cue = h.cue;
	*PUSH(c->a, &c->hop) = h;
	*PUSH(c->a, &c->hop) = behind;
	return 2;
}

uint32_t drg__chain_next(struct chains *c, uint32_t from, uint32_t outlet)
{
	const struct layers *l = c->l;
	uint32_t t = drg__chain_tok(c, from), end, m;
	struct hop h;
	while (t < l->tokens.n && (IS(c, t, ".") || (l->tokens.flags[t] & TOK_QUOTE)))
		t++;
	if (para_or_end(c, t) || t == 0 || !(IS(c, t - 1, ".") || (l->tokens.flags[t - 1] & TOK_QUOTE)))
		return 0;
	if (IS(c, t, "it")) {
		end = t + 1;
	} else if (IS(c, t, "the") && IS(c, t + 1, "paper", "newspaper", "agency", "station", "broadcaster", "channel", "daily", "weekly", "magazine", "outlet")) {
		end = t + 2;
	} else {
		m = drg__span_first(l->mentions.span, l->mentions.n, l->tokens.span[t + (IS(c, t, "the") && t + 1 < l->tokens.n)].s);
		if (m >= l->mentions.n || l->mentions.ent[m] != outlet)
			return 0;
		end = drg__chain_tok(c, l->mentions.span[m].e);
		if (end > t + NAME_WORDS)
			return 0;
	}
	end += IS(c, end, "had", "has") && IS(c, end + 1, "had", "got", "heard");
	if (!IS(c, end, "had", "has", "got", "heard") || !IS(c, end + 1, "it", "this", "that") || !IS(c, end + 2, "from") || !drg__chain_somebody(c, end + 3, &h, &m) ||
	    !drg__chain_is_somebody(c, &h))
		return 0;
	h.cue = l->tokens.span[end];
	*PUSH(c->a, &c->hop) = h;
	return 1 + drg__chain_passed(c, h.span.e, true);
}

/* Past "it on to", "the message to", between a verb of passing on and the next hearer. */
static uint32_t past_passed(const struct chains *c, uint32_t k)
{
	for (;;) {
		if (IS(c, k, "the", "this", "his", "her", "their") && IS(c, k + 1, "message", "word", "words", "sentence", "news", "story") && IS(c, k + 2, "to", "on"))
			k += 2;
		else if (!IS(c, k, "it", "that", "on", "to", "them") && !(IS(c, k, "this") && IS(c, k + 1, "on", "to")))
			return k;
		k++;
	}
}

uint32_t drg__chain_hearers(struct chains *c, struct span recipient)
{
	uint32_t t = drg__chain_tok(c, recipient.e), n = 0;
	struct hop h;
	uint32_t end = t;
	for (uint32_t stop = t + ASIDE_WORDS; t < stop && !para_or_end(c, t) && !IS(c, t, "who", "which") && !verb_at(c, t) && !IS(c, t, ".", ";", ":"); t++)
		;
	if (!IS(c, t, "who", "which") || !drg__chain_somebody(c, drg__chain_tok(c, recipient.s), &h, &end))
		return 0;
	while (IS(c, t, "who", "which") && n < LINKS_MOST) {
		uint32_t v = past_auxiliaries(c, t + 1), k = v + 1;
		if (!IS(c, v, "told", "tells", "informed", "passed", "repeated", "confided", "gave", "wrote"))
			break;
		h.cue = c->l->tokens.span[v];
		*PUSH(c->a, &c->hop) = h;
		n++;
		k = past_passed(c, k);
		if (!drg__chain_somebody(c, k, &h, &end) || drg__chain_own_ear(c, (struct span){ c->l->tokens.span[k].s, h.span.e }) || (h.ent == NONE && !drg__chain_is_somebody(c, &h)))
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
