/* How talks are said to go: "the talks have stalled", "called the meeting
 * constructive", "no breakthrough was reached".  Only the words are kept, with
 * whose they are; whether talks that stall are near their end is the reader's to judge. */
#include "stage/talk_in.h"
#include "stage/token.h"

enum { PHRASE_MOST = 8 }; /* words of a characterisation */

/* Verbs that say of talks how they go, by themselves or with such an object. */
static const char goes[] = "stall|collapse|fail|founder|falter|drag|advance|deadlock|sour|fizzle|unravel|stagnate|break|ground|limp";
static const char course[] = "progress|headway|breakthrough|deadlock|stalemate|impasse|standstill|logjam|gridlock";
static const char calls[] = "call|describe|characterise|characterize|term|label|brand|see|regard|deem|judge|consider";

static bool goes_badly_or_well(const struct clauses *c, uint32_t p)
{
	bool locked = drg__str_istarts(drg__tok(&c->l->text, &c->l->tokens, p), STR("deadlocked")); /* a word whose lemma is often missed */
	if (!drg__clause_is(c, p, goes) && !locked)
		return false;
	if (!drg__clause_is(c, p, "break|drag|ground"))
		return true;
	return p + 1 < c->n && drg__clause_is(c, p + 1, "off|down|up|on|to"); /* broke off, broke down, broke up, dragged on */
}

/* The words of a phrase at head t, from the first of its modifiers to its end. */
static struct span phrase(const struct talk_cx *x, uint32_t t, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t first = t, last = t;
	bool verb = x->l->morph.upos[t] == UPOS_VERB; /* when and where it stalled is not how it goes */
	for (uint32_t k = c->child[t]; k != NONE; k = c->sibling[k]) {
		uint8_t d = c->dep[k];
		bool left = k < t && (d == DEP_AMOD || d == DEP_ADVMOD || d == DEP_DET || d == DEP_COMPOUND || d == DEP_NUMMOD || (d == DEP_CASE && drg__clause_is(c, k, "at|in|near|close|on")));
		if (left && c->lo[k] < first)
			first = c->lo[k];
		if (k > t && (d == DEP_CONJ || d == DEP_PRT || ((d == DEP_NMOD || d == DEP_OBL) && !verb)) && c->hi[k] > last && c->hi[k] < end && c->hi[k] - first < PHRASE_MOST)
			last = c->hi[k];
	}
	return drg__clause_bytes(c, first, last);
}

/* "called the talks constructive", "described the meeting as frank": what is said of the object. */
static struct span said_of_object(const struct talk_cx *x, uint32_t p, uint32_t end)
{
	const struct clauses *c = &x->c;
	for (uint32_t k = c->child[p]; k != NONE; k = c->sibling[k]) {
		if (k < p || k >= end)
			continue;
		uint32_t as = drg__clause_child(c, k, DEP_CASE, NONE);
		uint32_t mark = as != NONE ? as : drg__clause_child(c, k, DEP_MARK, NONE);
		if (c->dep[k] == DEP_XCOMP || ((c->dep[k] == DEP_OBL || c->dep[k] == DEP_ADVCL) && mark != NONE && drg__clause_is(c, mark, "as")))
			return phrase(x, k, end);
	}
	return (struct span){ 0, 0 };
}

/* "Should the talks fail", "if they stall", "the talks may collapse": not so, or not yet. */
static bool supposed(const struct talk_cx *x, uint32_t p, uint32_t subject)
{
	const struct clauses *c = &x->c;
	uint32_t mark = drg__clause_child(c, p, DEP_MARK, NONE);
	if (mark != NONE && drg__clause_is(c, mark, "if|unless|whether|until|before"))
		return true;
	for (uint32_t k = c->child[p]; k != NONE; k = c->sibling[k])
		if (c->dep[k] == DEP_AUX && (drg__clause_is(c, k, "may|might|could|would") || (k < c->lo[subject] && drg__clause_is(c, k, "should|have|be"))))
			return true;
	return false;
}

struct span drg__talk_progress(const struct talk_cx *x, uint32_t t, uint32_t first, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t p = drg__clause_predicate(c, t);
	bool passive;
	if (p != NONE && p >= first && p < end && p != t) {
		bool subject = drg__clause_subject(c, p, &passive) == t && !supposed(x, p, t);
		if (subject && drg__clause_child(c, p, DEP_COP, NONE) != NONE && !drg__clause_is(c, p, "possible|likely|due|set|over|next|necessary") && x->l->morph.upos[p] != UPOS_PROPN && !drg__talk_time(x, p, p))
			return phrase(x, p, end);
		if (subject && goes_badly_or_well(c, p))
			return phrase(x, p, end);
		if (drg__clause_is(c, p, calls) && drg__clause_object(c, p) == t) {
			struct span s = said_of_object(x, p, end);
			if (s.e)
				return s;
		}
	}
	for (uint32_t i = first; i < end; i++)
		if (x->l->morph.upos[i] == UPOS_NOUN && drg__clause_is(c, i, course))
			return phrase(x, i, end);
	return (struct span){ 0, 0 };
}
