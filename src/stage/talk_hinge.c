/* Conditions that a noun or a verb names: "a list is a precondition of any release",
 * "the Front's condition for a truce is ..", "the truce hinges on ..", and the two
 * bare sides of "Without wages, no trucks". */
#include "stage/talk_head.h"
#include "stage/token.h"

/* Tokens, both ends included; last < first: none. */
struct side {
	uint32_t first, last;
};

static struct side under(const struct talk_cx *x, uint32_t t, uint32_t end)
{
	if (t == NONE || t >= end)
		return (struct side){ 1, 0 };
	struct side s = { x->c.lo[t], x->c.hi[t] < end ? x->c.hi[t] : end - 1 };
	while (s.first < t && x->c.dep[s.first] == DEP_CASE)
		s.first++; /* "of", "for" */
	return s;
}

static bool names_matter(const struct talk_cx *x, struct side s)
{
	bool named = false;
	if (s.first <= s.last)
		drg__talk_issue(x, s.first, s.last + 1, &named);
	return named;
}

/* Whose word it is: the speaker's, else whoever `e` is. */
static uint32_t whose(const struct talk_cx *x, uint32_t at, uint32_t e)
{
	uint32_t o = e != NONE ? e : drg__talk_principal(x, drg__talk_origin(x, drg__talk_claim(x, x->v->span[at].s)));
	return drg__talk_can(x, o) ? o : NONE;
}

/* Whom the required side names, who is not `party`. */
static uint32_t on_whom(const struct talk_cx *x, struct side s, uint32_t party)
{
	for (uint32_t t = s.first; t <= s.last; t++) {
		uint32_t e = x->ent[t] == NONE ? NONE : drg__talk_party(x, t);
		if (e != NONE && e != party && x->l->entities.kind[e] != ENT_PLACE)
			return e;
	}
	return NONE;
}

/* The row, at the word t that says it, unless an operator told it already. */
static void put(struct talk_cx *x, uint32_t t, uint32_t gov, struct side blocks, struct side requires, uint32_t party)
{
	bool named;
	for (size_t i = x->cond.n; i-- > 0 && i + 4 > x->cond.n;)
		if (x->cond.v[i].act.cue.s < x->v->span[t].e && x->v->span[t].s < x->cond.v[i].act.cue.e)
			return;
	uint32_t lo = blocks.first < requires.first ? blocks.first : requires.first, hi = blocks.last > requires.last ? blocks.last : requires.last;
	struct condition_row *k = PUSH(x->a, &x->cond);
	*k = (struct condition_row){ .kind = COND_PRECONDITION, .party = party, .on = on_whom(x, requires, party), .governor = gov };
	k->act = drg__talk_act(x, lo < t ? lo : t, hi > t ? hi : t, t, t, "talks.precondition", .6f);
	k->blocks = drg__talk_words(x, blocks.first, blocks.last);
	k->blocks_issue = drg__talk_issue(x, blocks.first, blocks.last + 1, &named);
	k->requires = drg__talk_words(x, requires.first, requires.last);
	k->requires_issue = drg__talk_issue(x, requires.first, requires.last + 1, &named);
}

/* .. where both sides are said, one names a matter, and it is known whose it is. */
static void add(struct talk_cx *x, uint32_t t, uint32_t gov, struct side blocks, struct side requires, uint32_t party)
{
	if (party != NONE && blocks.first <= blocks.last && requires.first <= requires.last && (names_matter(x, blocks) || names_matter(x, requires)))
		put(x, t, gov, blocks, requires, party);
}

/* "X is a precondition of Y", "the Front's condition for Y is X", "made X a condition for Y". */
static void by_noun(struct talk_cx *x, uint32_t t, uint32_t end)
{
	const struct clauses *c = &x->c;
	bool passive;
	uint32_t what = drg__clause_with(c, t, "for|of|to"), up = c->head[t], poss = drg__clause_child(c, t, DEP_NMOD_POSS, NONE);
	uint32_t owner = poss == NONE ? NONE : drg__talk_party(x, poss), met = NONE;
	if (x->l->morph.upos[t] != UPOS_NOUN || what == NONE || what < t)
		return;
	if (drg__clause_child(c, t, DEP_COP, NONE) != NONE) {
		met = drg__clause_negated(c, t) ? NONE : drg__clause_subject(c, t, &passive);
	} else if (c->dep[t] == DEP_NSUBJ && up != NONE && up > t && drg__clause_child(c, up, DEP_COP, NONE) != NONE) {
		struct side s = under(x, up, end); /* "its condition for Y is X": X's subtree holds the subject too */
		s.first = drg__clause_child(c, up, DEP_COP, NONE) + 1;
		add(x, t, up, under(x, what, end), s, whose(x, t, owner));
		return;
	} else if (up != NONE && drg__clause_is(c, up, "make") && (c->dep[t] == DEP_XCOMP || c->dep[t] == DEP_OBJ) && !drg__clause_negated(c, up)) {
		met = drg__clause_child(c, up, DEP_OBJ, NONE);
		met = met == t ? NONE : met;
		owner = owner == NONE ? drg__talk_doer(x, up) : owner;
	}
	if (met != NONE)
		add(x, t, t, under(x, what, end), under(x, met, end), whose(x, t, owner));
}

/* "The truce hinges on the return of the bodies." */
static void by_verb(struct talk_cx *x, uint32_t t, uint32_t end)
{
	const struct clauses *c = &x->c;
	bool passive;
	uint32_t on = drg__clause_with(c, t, "on|upon"), s = drg__clause_subject(c, t, &passive);
	if (x->l->morph.upos[t] == UPOS_NOUN || on == NONE || on < t || s == NONE || s > t || drg__clause_negated(c, t))
		return;
	struct side what = under(x, s, end), need = under(x, on, end);
	if (names_matter(x, what) && (names_matter(x, need) || on_whom(x, need, NONE) != NONE)) /* not "on the weather" */
		add(x, t, t, what, need, whose(x, t, NONE));
}

/* "made its signature conditional on an amnesty": what is made so, and who makes it. */
static void by_making(struct talk_cx *x, uint32_t t, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t up = c->head[t], on = drg__clause_with(c, t, "on|upon");
	if (up == NONE || up > t || c->dep[t] != DEP_XCOMP || !drg__clause_is(c, up, "make") || on == NONE || drg__clause_negated(c, up))
		return;
	uint32_t what = drg__clause_child(c, up, DEP_OBJ, NONE);
	if (what != NONE && what < t)
		add(x, t, up, under(x, what, end), under(x, on, end), whose(x, t, drg__talk_doer(x, up)));
}

/* "tied the release of the crew to the return of the boats": of two matters only, as "linked
 * the man to the raid" explains. */
static void by_tying(struct talk_cx *x, uint32_t t, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t what = drg__clause_child(c, t, DEP_OBJ, NONE), to = drg__clause_with(c, t, "to");
	if (x->l->morph.upos[t] != UPOS_VERB || what == NONE || drg__clause_negated(c, t))
		return;
	if (to == NONE)
		to = drg__clause_with(c, what, "to"); /* "the release .. to the return", read as one noun's */
	if (to == NONE || to < what)
		return;
	struct side first = under(x, what, end), then = under(x, to, end);
	if (first.last >= then.first)
		first.last = c->lo[to] - 1;
	if (names_matter(x, first) && names_matter(x, then))
		add(x, t, t, first, then, whose(x, t, drg__talk_doer(x, t)));
}

/* "Without wages, no trucks": two things side by side. */
static void by_lack(struct talk_cx *x, uint32_t t, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t h = c->head[t], k = h == NONE ? NONE : drg__clause_child(c, h, DEP_CONJ, NONE);
	if (c->dep[t] != DEP_CASE || k == NONE || k >= end || !drg__clause_is(c, c->lo[k], "no|,") || drg__clause_child(c, h, DEP_CC, NONE) != NONE)
		return;
	uint32_t det = drg__clause_child(c, k, DEP_DET, NONE), party = whose(x, t, NONE);
	if (det == NONE || !drg__clause_is(c, det, "no") || party == NONE || h >= det)
		return;
	put(x, t, k, (struct side){ det, k }, (struct side){ t + 1, h }, party);
}

void drg__talk_hinges(struct talk_cx *x, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (drg__clause_is(&x->c, i, "condition|precondition|prerequisite|pre-condition")) {
			by_noun(x, i, end);
			by_making(x, i, end); /* "conditional", lemma "condition" */
		} else if (drg__clause_is(&x->c, i, "hinge|depend|conditional|contingent|dependent")) {
			by_verb(x, i, end);
			by_making(x, i, end);
		} else if (drg__clause_is(&x->c, i, "tie|link")) {
			by_tying(x, i, end);
		} else if (drg__clause_is(&x->c, i, "without")) {
			by_lack(x, i, end);
		}
}
