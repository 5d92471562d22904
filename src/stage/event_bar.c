/* event_bar.c - whom the words around an act rule out as its doer, where its clause names none.
 *
 * Who asks for an act, or waits for it, leaves it to somebody else: "demanded the release of the
 * crew", "will not talk until they are freed".  A deed of force, or a protest, that is told in
 * the passive, by a noun or of a weapon ("after a bomb killed ten people") is laid to nobody
 * unless the words around it lay it to him: who is accused of it, who denies it, owns up to it,
 * orders or ends it. */
#include "stage/event_clause.h"
#include "stage/event_whom.h"

#include "base/utf8.h"

/* Does the entity, or one of its side, fill that slot of the word? */
static bool fills(const struct whom_report *r, uint32_t word, enum slot slot, uint32_t ent)
{
	struct slots s;
	drg__event_slots(r->c, word, &s);
	for (uint32_t i = 0; i < s.n; i++) {
		struct who w = { .n = 0 };
		if (s.v[i].slot == slot)
			drg__event_people(r->c, s.v[i].tok, &w);
		for (uint32_t k = 0; k < w.n; k++)
			if (drg__whom_same_side(r, drg__event_entity(r->c, w.tok[k]), ent))
				return true;
	}
	return false;
}

/* The word whose clause waits for the act: of "talks" in "no talks until they leave", of "offers"
 * in "offers a truce in exchange for the release"; NONE. */
static uint32_t waits(const struct event_cx *c, uint32_t p)
{
	static const char *const until[] = { "until", "till", "unless", "once", "before", "if", "provided", "after", NULL };
	static const char *const exchange[] = { "return", "exchange", NULL };
	uint32_t h = c->l->deps.head[p];
	if (h == NONE)
		return NONE;
	for (uint32_t d = c->t.first[p]; d != NONE && d < p; d = c->t.next[d])
		if ((c->t.rel[d] == R_MARK || c->t.rel[d] == R_ADVMOD) && drg__event_word_is(c, d, until))
			return h;
	return drg__event_word_is(c, h, exchange) ? c->l->deps.head[h] : NONE;
}

static bool asks(const struct whom_report *r, const struct found *e, uint32_t ent)
{
	if (fills(r, e->word, SLOT_SUBJ, ent)) /* "they will have to yield", "wants to leave" */
		return false;
	uint32_t by = e->factors.modality == EV_WANTED && e->factors.modality_by ? e->factors.modality_by - 1 : NONE;
	uint32_t wait = waits(r->c, e->word);
	return (by != NONE && by != e->word && (fills(r, by, SLOT_SUBJ, ent) || fills(r, by, SLOT_POSS, ent))) ||
	       (wait != NONE && fills(r, wait, SLOT_SUBJ, ent));
}

bool drg__whom_weapon(const struct event_cx *c, uint32_t tok)
{
	static const char *const words[] = { "drone", "drones", "rocket", "rockets", "missile", "missiles", "shell", "shells", "bomb", "bombs", "mine", "mines",
		                             "mortar", "mortars", "grenade", "grenades", "bullet", "bullets", "warhead", "warheads", "torpedo", "blast", "explosion", NULL };
	return drg__event_word_is(c, tok, words);
}

/* The clause names no doer, and is not of the kind that leaves out one said before ("vowed to strike"). */
static bool leaves_doer_out(const struct event_cx *c, const struct found *e)
{
	struct slots s;
	drg__event_slots(c, e->word, &s);
	for (uint32_t i = 0; i < s.n; i++) {
		uint32_t by = s.v[i].tok;
		bool thing = c->l->morph.upos[by] == UPOS_NOUN && c->mention_at[by] == NONE && drg__event_standing(c, by) < STAND_PEOPLE;
		if (s.v[i].slot == SLOT_SUBJ && ((!s.v[i].shared && thing) || drg__whom_weapon(c, by)))
			return true; /* "a bomb killed them" */
	}
	return s.passive || c->l->morph.upos[e->word] != UPOS_VERB;
}

/* "The miners, whose strike emptied the ports", "a drivers' strike": said before the noun whose it is. */
static bool owned_by(const struct event_cx *c, uint32_t noun, uint32_t tok)
{
	static const char *const whose[] = { "whose", NULL };
	uint32_t owner = drg__tree_child(&c->t, noun, R_POSS), verb = c->l->deps.head[noun];
	if (owner != NONE && drg__event_word_is(c, owner, whose))
		return verb != NONE && c->t.rel[verb] == R_RELCL && c->l->deps.head[verb] == tok;
	return tok < noun && drg__tree_under(&c->t, tok, noun);
}

/* Is the deed laid to him by the words that it hangs on? */
static bool laid_to(const struct whom_report *r, const struct found *e, uint32_t ent, uint32_t tok)
{
	static const char *const owns[] = { "acknowledge", "admit", "confirm", "claim", "order", "plan", "prepare", "threaten", "launch", "begin", "start",
		                            "continue", "resume", "end", "halt", "stop", "lift", "suspend", "defend", "justify", "describe", "call", "rule", "stage" };
	const struct event_cx *c = r->c;
	uint32_t h = c->l->deps.head[e->word];
	if (c->l->morph.upos[e->word] != UPOS_VERB && owned_by(c, e->word, tok))
		return true;
	for (int k = 0; k < 2 && h != NONE && c->l->morph.upos[h] != UPOS_VERB; k++)
		h = c->l->deps.head[h];
	if (h == NONE)
		return false;
	bool own = c->op[h] == SAYS_DENY;
	for (size_t k = 0; k < sizeof owns / sizeof *owns; k++)
		own |= drg__str_eq(c->l->morph.lemma[h], drg__str_c(owns[k]));
	if (own)
		return fills(r, h, SLOT_SUBJ, ent);
	return c->op[h] == SAYS_CONTEST && fills(r, h, SLOT_OBJ, ent); /* "blamed the garrison for the shelling" */
}

bool drg__whom_barred(const struct whom_report *r, const struct found *e, uint32_t ent, uint32_t tok)
{
	static const char *const deeds[] = { "ASSAULT", "COERCE", "PROTEST", NULL };
	bool deed = false;
	for (const char *const *t = deeds; *t; t++)
		deed |= drg__str_eq(e->type, drg__str_c(*t));
	return asks(r, e, ent) || (deed && leaves_doer_out(r->c, e) && !laid_to(r, e, ent, tok));
}
