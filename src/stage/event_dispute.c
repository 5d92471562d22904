/* event_dispute.c - an act that one side tells and another disputes. */
#include "stage/event_clause.h"

uint32_t drg__event_verdict(const struct event_cx *c, uint32_t noun)
{
	static const char *const stays[] = { "remain", "remains", "remained", "look", "looks", "looked", "become", "becomes", "became", NULL };
	uint32_t verb = c->l->deps.head[noun];
	uint8_t r = c->t.rel[noun];
	bool subject = r == R_NSUBJ && verb != NONE && drg__event_word_is(c, verb, stays);
	if (verb == NONE || c->op[verb] != SAYS_NONE || (!subject && r != R_OBJ && r != R_NSUBJ_PASS))
		return NONE;
	for (uint32_t d = c->t.first[verb]; d != NONE; d = c->t.next[d]) {
		uint8_t op = c->op[d];
		bool open = op == SAYS_POSSIBLE || op == SAYS_UNLIKELY || op == SAYS_RULE_OUT;
		bool predicate = c->t.rel[d] == R_XCOMP || (c->t.rel[d] == R_OBJ && r == R_OBJ);
		if (d != noun && predicate && c->l->morph.upos[d] != UPOS_VERB && (op == SAYS_DENY || (subject && open)))
			return d;
	}
	return NONE;
}

/* Has the disputing verb `t` a subject, and for its object what was told before: "which", "it",
 * or the charge that its clause describes ("a charge the army denies")? */
static bool disputes_what_was_told(const struct event_cx *c, uint32_t t)
{
	static const char *const told[] = { "which", "it", "this", "that", "so", NULL };
	static const char *const charge[] = { "charge", "claim", "accusation", "allegation", "account", "story", "version", "report", "thing", NULL };
	uint32_t object = drg__tree_child(&c->t, t, R_OBJ), h = c->l->deps.head[t];
	if (drg__tree_child(&c->t, t, R_NSUBJ) == NONE || drg__event_clause(c, t).neg)
		return false;
	if (object != NONE)
		return drg__event_word_is(c, object, told);
	return c->t.rel[t] == R_RELCL && h != NONE && drg__event_word_is(c, h, charge);
}

/* Is verb h the act's own, the one whose clause it stands in, or one that tells it? */
static bool tells_act(const struct event_cx *c, uint32_t h, uint32_t act)
{
	for (int k = 0; k < 6 && act != NONE; k++) {
		if (act == h)
			return true;
		uint32_t up = c->l->deps.head[act];
		uint8_t r = c->t.rel[act];
		bool clause = c->l->morph.upos[act] != UPOS_VERB || r == R_CCOMP || r == R_XCOMP;
		if (!clause || up == NONE)
			return false;
		act = up;
	}
	return false;
}

/* Does somebody say the act of word `act`: "the army attacked it, the union says"? */
static bool somebody_tells(const struct event_cx *c, uint32_t act)
{
	uint32_t h = c->l->deps.head[act];
	if (c->t.rel[act] == R_CCOMP && h != NONE && drg__event_tells(c, h))
		return true;
	for (uint32_t d = c->t.first[act]; d != NONE; d = c->t.next[d])
		if (c->t.rel[d] == R_PARATAXIS && drg__event_tells(c, d))
			return true;
	return false;
}

uint32_t drg__event_disputed(const struct event_cx *c, uint32_t act)
{
	static const char *const contest[] = { "contest", "contests", "contested", "contradict", "contradicts", "contradicted", NULL };
	enum { AHEAD = 40 }; /* words: a sentence of usual length */
	for (uint32_t t = act + 1; t < c->t.n && t < act + AHEAD; t++) {
		if (c->l->morph.upos[t] != UPOS_VERB || (c->op[t] != SAYS_DENY && !drg__event_word_is(c, t, contest)) || !disputes_what_was_told(c, t))
			continue;
		uint32_t h = c->l->deps.head[t];
		if (h == NONE && drg__event_sentence(c, t) == drg__event_sentence(c, act) + 1 && somebody_tells(c, act))
			return t; /* ".. the union says. The owners dispute that." */
		for (int k = 0; k < 4 && h != NONE && c->l->morph.upos[h] != UPOS_VERB && h != act; k++)
			h = c->l->deps.head[h];
		if (h != NONE && tells_act(c, h, act))
			return t;
	}
	return NONE;
}
