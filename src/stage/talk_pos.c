/* Positions: a party's stance on an issue. */
#include "stage/talk_in.h"
#include "stage/token.h"

enum { ASPECT_UNSTATED, ASPECT_NEW, ASPECT_CONTINUING, ASPECT_RESUMED, ASPECT_ENDED };

/* What the words around the predicate say of how the stance stands to earlier ones. */
static uint8_t aspect(const struct talk_cx *x, uint32_t p)
{
	const struct clauses *c = &x->c;
	for (int up = 0; up < 2 && p < c->n; up++, p = c->head[p]) {
		if (drg__clause_is(c, p, "continue|keep|remain"))
			return ASPECT_CONTINUING;
		for (uint32_t k = c->child[p]; k != NONE; k = c->sibling[k]) {
			if (drg__clause_is(c, k, "longer") && k > 0 && drg__clause_is(c, k - 1, "no"))
				return ASPECT_ENDED;
			if (c->dep[k] != DEP_ADVMOD)
				continue;
			if (drg__clause_is(c, k, "still"))
				return ASPECT_CONTINUING;
			if (drg__clause_is(c, k, "again"))
				return ASPECT_RESUMED;
			if (drg__clause_is(c, k, "now"))
				return ASPECT_NEW;
		}
		if (c->dep[p] != DEP_XCOMP)
			break;
	}
	return ASPECT_UNSTATED;
}

/* "no longer wants" is a stance that has ended, not its opposite. */
static bool turned(const struct talk_cx *x, uint32_t p, uint8_t asp)
{
	return asp != ASPECT_ENDED && drg__clause_negated(&x->c, p);
}

static uint8_t opposite(uint8_t stance)
{
	switch (stance) {
	case POS_WANTS: return POS_DOES_NOT_WANT;
	case POS_ACCEPTS: case POS_OPEN_TO: return POS_REJECTS;
	case POS_REJECTS: case POS_DOES_NOT_WANT: return POS_OPEN_TO;
	default: return POS_STANCES; /* "does not demand" takes no stance */
	}
}

/* The stretch that the stance is about: complement or object of the predicate. */
static bool object(const struct talk_cx *x, uint32_t p, uint32_t end, uint32_t *first, uint32_t *last)
{
	static const enum dep way[] = { DEP_XCOMP, DEP_CCOMP, DEP_OBJ, DEP_OBL };
	for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
		uint32_t o = drg__clause_child(&x->c, p, way[i], NONE);
		if (o == NONE || o < p)
			continue;
		*first = x->c.lo[o] > p ? x->c.lo[o] : o;
		*last = x->c.hi[o] < end ? x->c.hi[o] : end - 1;
		return *last >= *first;
	}
	uint32_t o = drg__clause_object(&x->c, p); /* of a passive */
	if (o == NONE || x->c.hi[o] >= end)
		return false;
	*first = x->c.lo[o];
	*last = x->c.hi[o];
	return true;
}

/* A refusal that waits for something: which condition hangs on it. */
static uint32_t condition_at(const struct talk_cx *x, uint32_t p)
{
	for (size_t i = x->cond.n; i-- > 0 && i + 8 > x->cond.n;) {
		const struct condition_row *k = &x->cond.v[i];
		uint32_t g = k->governor;
		for (int up = 0; up < 3 && g != NONE && g < x->c.n; up++, g = x->c.head[g])
			if (g == p)
				return (uint32_t)i;
	}
	return NONE;
}

static void add(struct talk_cx *x, uint32_t p, uint32_t cue_first, uint32_t cue_last, uint32_t first, uint32_t last, uint32_t party, uint8_t stance, uint8_t asp, float score)
{
	bool named;
	struct position_row r = { .party = party, .stance = stance, .aspect = asp, .condition = condition_at(x, p) };
	uint32_t lo = first < cue_first ? first : cue_first, hi = last > cue_last ? last : cue_last;
	if (r.condition != NONE && x->cond.v[r.condition].kind == COND_PRECONDITION && stance == POS_REJECTS)
		r.stance = POS_REFUSES_UNTIL;
	r.act = drg__talk_act(x, lo, hi, cue_first, cue_last, r.stance == POS_REFUSES_UNTIL ? "talks.position-refusal" : "talks.position", score);
	r.issue = drg__talk_issue(x, first, last + 1, &named);
	if (r.issue == ISSUE_OTHER)
		r.issue = drg__talk_issue_before(x, lo);
	r.voice = drg__talk_voice(x, r.act.claim, party);
	for (size_t i = x->pos.n; i-- > 0 && i + 4 > x->pos.n;) /* one stance, one row */
		if (x->pos.v[i].act.cue.s == r.act.cue.s)
			return;
	*PUSH(x->a, &x->pos) = r;
}

/* "What does Qarra want?": a question takes no stance. */
static bool asked(const struct talk_cx *x, uint32_t p, uint32_t end)
{
	while (end > p && (x->v->flags[end - 1] & TOK_QUOTE))
		end--;
	return end > p && drg__clause_is(&x->c, end - 1, "?");
}

/* A word of talk_verbs, its doer and its object. */
static void by_verb(struct talk_cx *x, const struct hit *h, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t p = h->first, first, last;
	uint8_t u = x->l->morph.upos[p];
	uint8_t stance = (uint8_t)drg__lex_enum(x->pack, x->lex.verbs, h->row, x->col.stance);
	bool weak = drg__lex_enum(x->pack, x->lex.verbs, h->row, x->col.verb_weak) == 0;
	if (u != UPOS_VERB && u != UPOS_ADJ)
		return;
	uint32_t party = drg__talk_doer(x, p);
	if (party == NONE || !object(x, p, end, &first, &last))
		return;
	if (drg__clause_object(c, p) == NONE && drg__clause_child(c, p, DEP_XCOMP, NONE) == NONE && drg__clause_child(c, p, DEP_CCOMP, NONE) == NONE &&
	    u == UPOS_VERB && h->end == h->first + 1)
		return; /* "accepted on the spot": what, the words do not say */
	/* "declined to say whether it had offered a pause" */
	for (uint32_t up = p, k = 0; up != NONE && up < c->n && k < 4; up = c->head[up], k++) {
		uint32_t mark = drg__clause_child(c, up, DEP_MARK, NONE);
		if (mark != NONE && drg__clause_is(c, mark, "whether"))
			return;
	}
	/* what somebody else asks or denies is no stance */
	uint32_t claim = drg__talk_claim(x, x->v->span[p].s);
	if (claim != NONE && x->l->claims.stance[claim] != STANCE_ASSERTS && x->l->claims.stance[claim] != STANCE_CONFIRMS)
		return;
	/* the content of speech: "insisted that he was well", "urged calm" */
	bool named;
	uint8_t issue = drg__talk_issue(x, first, last + 1, &named);
	uint32_t thing = drg__clause_child(c, p, DEP_OBJ, NONE), who = drg__clause_doer(c, p);
	if ((who != NONE && drg__clause_is(c, who, "nobody|everybody|somebody|anyone|everyone|who|whoever|this|that")) || asked(x, p, end))
		return;
	if (thing != NONE && drg__clause_is(c, thing, "claim|charge|allegation|finding|accusation|suggestion|report|food|request"))
		return;
	if ((weak && issue == ISSUE_OTHER) || (!named && drg__clause_is(c, p, "insist|refuse|offer|ask|agree|demand|urge|accept|want") == false && weak))
		return;
	if (drg__clause_is(c, p, "refuse|decline") && first < x->v->n && drg__clause_is(c, first, "to") && first + 1 < x->v->n &&
	    drg__clause_is(c, first + 1, "say|comment|be|answer|give|confirm|name|discuss|elaborate|speculate|disclose"))
		return;
	uint8_t asp = aspect(x, p);
	if (turned(x, p, asp)) {
		stance = opposite(stance);
		if (stance == POS_STANCES)
			return;
	}
	add(x, p, p, h->end - 1, first, last, party, stance, asp, named ? .65f : .5f);
}

/* "will not disarm", "would not meet", "cannot accept": a refusal by its verb. */
static void by_refusal(struct talk_cx *x, uint32_t p, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint32_t aux = NONE;
	if (x->l->morph.upos[p] != UPOS_VERB || !drg__clause_negated(c, p) || drg__talk_hit(x, p, x->lex.verbs))
		return;
	for (uint32_t k = c->child[p]; k != NONE; k = c->sibling[k])
		if (c->dep[k] == DEP_AUX && drg__clause_is(c, k, "will|would|wo|shall|'ll|cannot|ca|can"))
			aux = k;
	bool named;
	uint32_t party = drg__talk_doer(x, p);
	if (aux == NONE || party == NONE || drg__clause_is(c, p, "say|comment|be|know|survive|happen|confirm|answer|see"))
		return;
	uint32_t last = c->hi[p] < end ? c->hi[p] : end - 1;
	drg__talk_issue(x, p, last + 1, &named);
	uint32_t k = condition_at(x, p);
	if (!named && k == NONE)
		return;
	uint32_t to = k != NONE && x->cond.v[k].act.cue.s > x->v->span[p].s ? p : last;
	add(x, p, aux, p, p, to < p ? p : to, party, POS_REJECTS, aspect(x, p), .6f);
}

/* A fragment or a passive that blocks ("There will be no talks until .."): the
 * refusal of whoever sets the condition. */
static void by_condition(struct talk_cx *x, size_t from)
{
	for (size_t i = from; i < x->cond.n; i++) {
		const struct condition_row *k = &x->cond.v[i];
		bool said = false;
		for (size_t j = x->pos.n; j-- > 0 && j + 16 > x->pos.n && !said;)
			said = x->pos.v[j].condition == i;
		bool named;
		if (said || k->kind != COND_PRECONDITION || k->party == NONE || k->governor == NONE)
			continue;
		uint32_t lo = x->c.lo[k->governor], hi = x->c.hi[k->governor];
		drg__talk_issue(x, lo, hi + 1, &named);
		if (!named)
			continue;
		uint32_t p = k->governor;
		bool passive;
		uint32_t s = drg__clause_subject(&x->c, p, &passive);
		bool no = drg__clause_negated(&x->c, p) || (s != NONE && drg__clause_is(&x->c, x->c.lo[s], "no"));
		if (!no)
			continue;
		struct position_row r = { .act = k->act, .party = k->party, .stance = POS_REFUSES_UNTIL, .issue = k->blocks_issue, .condition = (uint32_t)i };
		r.act.cue = (struct span){ x->v->span[p].s, x->v->span[p].e };
		r.act.rule = drg__pack_rule_find(x->pack, "talks.position-refusal");
		r.voice = drg__talk_voice(x, r.act.claim, r.party);
		*PUSH(x->a, &x->pos) = r;
	}
}

void drg__talk_positions(struct talk_cx *x, uint32_t first, uint32_t end)
{
	size_t conds = x->cond.n;
	while (conds > 0 && x->cond.v[conds - 1].act.cue.s >= x->v->span[first].s)
		conds--;
	for (uint32_t i = first; i < end; i++) {
		const struct hit *h = drg__hit_at(x->hits, i, x->lex.verbs);
		if (h)
			by_verb(x, h, end);
		else
			by_refusal(x, i, end);
	}
	by_condition(x, conds);
}
