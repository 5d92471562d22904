/* Positions that no verb with an object expresses: by nouns, sides taken, verdicts. */
#include "stage/talk_pos.h"
#include "stage/token.h"

/* The words of token `head`'s subtree that stand on the far side of token p. */
static void about(const struct talk_cx *x, struct found *f, uint32_t head, uint32_t end)
{
	f->head = head;
	f->first = head > f->p && x->c.lo[head] <= f->p ? f->p + 1 : x->c.lo[head];
	f->last = head < f->p && x->c.hi[head] >= f->p ? head : x->c.hi[head];
	if (f->last >= end)
		f->last = end - 1;
}

/* Whose a noun is: "the Front's demand", "a demand by the Front", "made an appeal";
 * "its" is whoever the clause is about. */
static uint32_t holder(const struct talk_cx *x, uint32_t noun)
{
	static const char light[] = "make|issue|renew|repeat|reiterate|drop|state|voice|express|signal|raise|launch|have|feel|show|see|announce|declare|confirm|restate|underline|"
	                            "stress|indicate|give|set|maintain|defend|justify|abandon|soften|harden|add|present|list|outline|withdraw|reaffirm|waive|renounce|relinquish|keep";
	const struct clauses *c = &x->c;
	uint32_t k = drg__clause_child(c, noun, DEP_NMOD_POSS, NONE), up = c->head[noun], e = NONE;
	bool pronoun = k != NONE && x->l->morph.upos[k] == UPOS_PRON;
	if (pronoun && c->dep[noun] == DEP_OBJ)
		e = drg__talk_doer(x, up);
	if (e == NONE && k != NONE)
		e = drg__talk_party(x, k);
	if (k == NONE) {
		k = drg__clause_with(c, noun, "by|from");
		e = k == NONE ? NONE : drg__talk_party(x, k);
	}
	if (e == NONE && k == NONE && c->dep[noun] == DEP_OBJ && drg__clause_is(c, up, light))
		e = drg__talk_doer(x, up);
	return e;
}

/* What a noun of stance is about: "the demand for X", "the demand that X"; "its
 * demand is X"; "its demands include X". */
static uint32_t content(const struct talk_cx *x, uint32_t noun)
{
	const struct clauses *c = &x->c;
	static const enum dep way[] = { DEP_ACL, DEP_CCOMP, DEP_XCOMP };
	uint32_t of = drg__clause_with(c, noun, "for|on|of|to|against|in"), up = c->head[noun];
	if (of != NONE && of > noun)
		return of;
	for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
		uint32_t k = drg__clause_child(c, noun, way[i], noun);
		if (k != NONE)
			return k;
	}
	if (c->dep[noun] != DEP_NSUBJ || up == NONE || up < noun)
		return NONE;
	if (drg__clause_child(c, up, DEP_COP, NONE) != NONE)
		return up;
	if (drg__clause_is(c, up, "include|remain|comprise|contain|be"))
		return drg__clause_child(c, up, drg__clause_is(c, up, "be") ? DEP_CCOMP : DEP_OBJ, NONE);
	return NONE;
}

static void by_noun(struct talk_cx *x, const struct hit *h, uint32_t end)
{
	uint32_t p = h->first, head = content(x, p);
	struct found f = { .p = p, .cue_first = p, .cue_last = p, .party = holder(x, p), .by = FOUND_NOUN };
	if (f.party == NONE || head == NONE || drg__pos_asked(x, p, end))
		return;
	about(x, &f, head, end);
	f.stance = (uint8_t)drg__lex_enum(x->pack, x->lex.verbs, h->row, x->col.stance);
	uint32_t up = x->c.head[p];
	if (x->c.dep[p] == DEP_OBJ && up != NONE && drg__clause_negated(&x->c, up))
		f.stance = drg__clause_is(&x->c, p, "intention") ? POS_REJECTS : drg__pos_opposite(f.stance); /* "have no desire for" */
	if (x->c.dep[p] == DEP_OBJ && up != NONE && up < p && p - up < 6) {
		f.cue_first = up; /* "dropped its demand", "voiced its opposition" */
		f.ended = drg__clause_is(&x->c, up, "drop|abandon|withdraw|waive|renounce|relinquish");
	}
	f.unmet = !drg__pos_of_matter(x, &f);
	if (f.stance != POS_STANCES)
		drg__pos_add(x, &f);
}

/* "is against an amnesty", "is in favour of observers": a predicate noun behind a
 * preposition that takes a side. */
static void by_side(struct talk_cx *x, uint32_t i, uint32_t end)
{
	const struct clauses *c = &x->c;
	bool against = drg__clause_is(c, i, "against"), passive;
	uint32_t n = c->head[i];
	if (c->dep[i] != DEP_CASE || n == NONE || n <= i || drg__clause_child(c, n, DEP_COP, NONE) == NONE)
		return;
	bool favour = drg__clause_is(c, i, "in") && drg__clause_is(c, n, "favour|favor");
	if (!against && !favour && !drg__clause_is(c, i, "for|behind"))
		return;
	uint32_t s = drg__clause_subject(c, n, &passive);
	struct found f = { .p = i, .cue_first = i, .cue_last = i, .party = s == NONE ? NONE : drg__talk_party(x, s), .by = FOUND_SIDE };
	bool no = drg__clause_negated(c, n);
	f.stance = against ? POS_REJECTS : POS_ACCEPTS;
	if (f.party == NONE || drg__pos_asked(x, i, end))
		return;
	about(x, &f, n, end);
	if (no)
		f.stance = drg__pos_opposite(f.stance);
	f.unmet = !drg__pos_of_matter(x, &f);
	if (f.stance != POS_STANCES && (!f.unmet || x->l->morph.upos[n] == UPOS_PRON))
		drg__pos_add(x, &f);
}

/* Who passes a verdict: "unacceptable to the Front", whoever calls it so, else who
 * speaks. */
static uint32_t judge(const struct talk_cx *x, uint32_t p)
{
	const struct clauses *c = &x->c;
	uint32_t to = drg__clause_with(c, p, "to|for"), up = c->head[p];
	uint32_t e = to == NONE ? NONE : drg__talk_party(x, to);
	if (e == NONE && up != NONE && drg__clause_is(c, up, "call|describe|brand|declare|deem|consider|regard|dismiss|find|label"))
		e = drg__talk_doer(x, up);
	if (e == NONE)
		e = drg__talk_principal(x, drg__talk_origin(x, drg__talk_claim(x, x->v->span[p].s)));
	return drg__talk_can(x, e) ? e : NONE;
}

/* "An amnesty is out of the question", "called the plan unacceptable". */
static void by_verdict(struct talk_cx *x, const struct hit *h, uint32_t end)
{
	const struct clauses *c = &x->c;
	bool passive;
	uint32_t p = h->end - 1; /* the word that heads the verdict's */
	for (uint32_t i = h->first; i < h->end; i++)
		if (c->head[i] == NONE || c->head[i] < h->first || c->head[i] >= h->end) {
			p = i;
			break;
		}
	uint32_t up = c->head[p], s = NONE;
	if (c->dep[p] == DEP_XCOMP || c->dep[p] == DEP_OBL)
		s = up == NONE ? NONE : drg__clause_object(c, up);
	else if (drg__clause_child(c, p, DEP_COP, NONE) != NONE || c->dep[p] == DEP_ADVMOD)
		s = drg__clause_subject(c, p, &passive);
	struct found f = { .p = p, .cue_first = h->first, .cue_last = h->end - 1, .party = judge(x, p), .by = FOUND_VERDICT };
	if (s == NONE || f.party == NONE || drg__pos_asked(x, p, end))
		return;
	f.stance = (uint8_t)drg__lex_enum(x->pack, x->lex.verdicts, h->row, x->col.verdict);
	if (drg__clause_negated(c, p) && !drg__clause_is(c, h->first, "not"))
		f.stance = drg__pos_opposite(f.stance);
	about(x, &f, s, end);
	if (f.stance != POS_STANCES && (drg__pos_of_matter(x, &f) || drg__clause_is(c, s, "this|that|it")))
		drg__pos_add(x, &f);
}

/* "There will be no talks", "no truce is possible", in a party's words: it refuses. */
static void by_none(struct talk_cx *x, uint32_t i, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t n = c->head[i], p = n == NONE ? NONE : c->head[n];
	if (c->dep[i] != DEP_DET || p == NONE || p >= c->n || (c->dep[n] != DEP_NSUBJ && c->dep[n] != DEP_NSUBJ_PASS))
		return;
	bool open = drg__pos_modal(x, p, "will|would|can|could|shall|'ll|\u2019ll") || drg__clause_is(c, p, "possible|conceivable");
	uint32_t who = drg__talk_principal(x, drg__talk_origin(x, drg__talk_claim(x, x->v->span[i].s)));
	if (!open || !drg__talk_can(x, who) || drg__pos_asked(x, i, end))
		return;
	for (size_t k = x->cond.n; k-- > 0 && k + 8 > x->cond.n;)
		if (x->cond.v[k].governor == p && x->cond.v[k].party != NONE)
			return; /* "no talks until ..": told with its condition */
	struct found f = { .p = p, .cue_first = i < p ? i : p, .cue_last = i < p ? p : i, .party = who, .stance = POS_REJECTS, .by = FOUND_NONE };
	about(x, &f, n, end);
	if (f.cue_last > f.cue_first + 4)
		f.cue_last = n > i ? n : i; /* "no prisoner will be sent home": the words of it that refuse */
	if (drg__pos_of_matter(x, &f))
		drg__pos_add(x, &f);
}

void drg__pos_frames(struct talk_cx *x, uint32_t i, const struct hit *h, uint32_t end)
{
	const struct hit *v = drg__hit_at(x->hits, i, x->lex.verdicts);
	if (h && x->l->morph.upos[i] == UPOS_NOUN)
		by_noun(x, h, end);
	if (v)
		by_verdict(x, v, end);
	if (drg__clause_is(&x->c, i, "against|for|behind|in"))
		by_side(x, i, end);
	if (drg__clause_is(&x->c, i, "no"))
		by_none(x, i, end);
}
