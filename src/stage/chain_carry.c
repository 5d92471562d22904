/* Who carried words on: "in a statement printed by the Post", "a report, parts of which the
 * Post has printed", "a letter read out by his lawyer", "said through a friend". */
#include "stage/chain_in.h"

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
	if (!drg__chain_somebody(c, past_kind(c, t), &h, &end) || h.ent == NONE || h.ent == c->publisher || drg__chain_own_ear(c, h.span))
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

/* Who translates, or speaks for somebody by office, is no go-between (corpus/GUIDE, "Chain"). */
static bool only_lends_a_voice(const struct chains *c, uint32_t t, uint32_t end)
{
	for (; t < end; t++)
		if (IS(c, t, "interpreter", "translator", "spokesman", "spokeswoman", "spokesperson", "spokespeople"))
			return true;
	return false;
}

/* "confirmed through the agency Nordlink", "said through his lawyer": a go-between that token t
 * begins to name. */
static bool through(struct chains *c, uint32_t t)
{
	struct hop h;
	uint32_t end;
	if (!IS(c, t, "through", "via"))
		return false;
	if (outlet_at(c, t + 1, HOP_RELAY, c->l->tokens.span[t], false))
		return true;
	if (!drg__chain_somebody(c, t + 1, &h, &end) || h.ent == NONE || only_lends_a_voice(c, t + 1, end))
		return false;
	uint8_t kind = c->l->entities.kind[h.ent];
	if (kind != ENT_PERSON && kind != ENT_UNNAMED)
		return false;
	h.role = HOP_SPEAKER;
	h.cue = c->l->tokens.span[t];
	*PUSH(c->a, &c->hop) = h;
	return true;
}

static bool document_at(const struct chains *c, uint32_t t)
{
	return IS(c, t, "statement", "interview", "remarks", "message", "letter", "dispatch", "speech", "broadcast", "video", "recording", "comments", "note", "report", "document",
	          "documents", "copy", "minutes", "channel", "account", "post", "posts", "audit", "memorandum", "memo", "dossier", "transcript", "diary", "email", "e-mail");
}

/* Participles of what an outlet does with a document. */
static bool printed_at(const struct chains *c, uint32_t t)
{
	return IS(c, t, "carried", "published", "obtained", "seen", "reviewed", "broadcast", "aired", "printed", "distributed", "relayed", "released", "run", "shown", "monitored", "verified",
	          "read", "heard", "quoted", "cited", "leaked");
}

/* "read out by his lawyer", "passed on by two members": who carried a document on, an outlet or
 * somebody else; v: the participle behind it. */
static bool handed_by(struct chains *c, uint32_t v)
{
	struct hop h;
	uint32_t end, by = v + 1 + IS(c, v + 1, "out", "on");
	if (printed_at(c, v) && IS(c, v + 1, "by", "on", "in") && outlet_at(c, v + 2, HOP_RELAY, c->l->tokens.span[v], IS(c, v + 1, "by")))
		return true;
	bool carried = (IS(c, v, "read") && IS(c, v + 1, "out")) || (IS(c, v, "passed") && IS(c, v + 1, "on")) || IS(c, v, "conveyed", "forwarded", "relayed");
	if (!carried || !IS(c, by, "by") || !drg__chain_somebody(c, by + 1, &h, &end) || !drg__chain_is_somebody(c, &h) || h.ent == c->publisher || only_lends_a_voice(c, by + 1, end))
		return false;
	h.cue = c->l->tokens.span[v];
	*PUSH(c->a, &c->hop) = h;
	return true;
}

/* "a report of the mission quoted by the Post", "a statement of the ministry, carried by state radio":
 * past what the document is of, and one comma, before token `to`. */
static bool handed_on(struct chains *c, uint32_t t, uint32_t to)
{
	for (uint32_t v = t + 1; v < to && v < t + ASIDE_WORDS; v++) {
		if (IS(c, v, ",") && !printed_at(c, v + 1))
			return false;
		if (handed_by(c, v))
			return true;
		if (verb_at(c, v) || relative(c, v))
			return false;
	}
	return false;
}

/* "that the Post printed", "parts of which the Post has printed": t: the relative. */
static bool which_printed(struct chains *c, uint32_t t, uint32_t to)
{
	for (uint32_t k = t + 2; k < t + ASIDE_WORDS && k < to; k++)
		if (IS(c, k, "carried", "published", "publishes", "broadcast", "aired", "printed", "prints", "distributed", "relayed", "released", "quoted", "quotes", "read"))
			return outlet_at(c, t + 1, HOP_RELAY, c->l->tokens.span[k], false);
	return false;
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
		if (said)
			continue;
		/* "a butcher interviewed by Radio Kyzan" */
		if (IS(c, t, "interviewed", "contacted") && IS(c, t + 1, "by") && outlet_at(c, t + 2, HOP_ADDRESSEE, (struct span){ 0, 0 }, false))
			return 1;
		if (IS(c, t, "of") && IS(c, t + 1, "which") && which_printed(c, t + 1, to))
			return 1;
		if (!document_at(c, t))
			continue;
		if (IS(c, t, "interview") && IS(c, t + 1, "with", "to"))
			return outlet_at(c, t + 2, HOP_ADDRESSEE, (struct span){ 0, 0 }, false);
		if (handed_on(c, t, to) || (IS(c, t + 1, "that", "which") && which_printed(c, t + 1, to)))
			return 1;
	}
	return 0;
}
