/* Proposals with the states that words put them in. */
#include "stage/talk_head.h"
#include "stage/talk_matter.h"
#include "stage/token.h"

enum doer { DOER_BY, DOER_TO, DOER_VIA, DOER_THING };

/* Is what stands at t only asked about, or kept open by whoever is asked? */
enum reality { REAL, ASKED, DENIED, NOT_SO };

static enum reality reality(const struct talk_cx *x, uint32_t t, uint32_t end)
{
	const struct clauses *c = &x->c;
	while (end > t + 1 && (x->v->flags[end - 1] & TOK_QUOTE))
		end--;
	if (end > t && drg__clause_is(c, end - 1, "?"))
		return ASKED;
	uint32_t claim = drg__talk_claim(x, x->v->span[t].s);
	uint8_t st = claim == NONE ? STANCE_ASSERTS : x->l->claims.stance[claim];
	if (st == STANCE_ASKS || st == STANCE_DECLINES || st == STANCE_DOUBTS)
		return ASKED;
	bool denied = st == STANCE_DENIES, beside = false; /* "asked for a list, and proposed a pause" asks nothing of the pause */
	for (uint32_t p = t, k = 0; p != NONE && p < c->n && k < 6; beside = c->dep[p] == DEP_CONJ, p = c->head[p], k++) {
		uint32_t mark = drg__clause_child(c, p, DEP_MARK, NONE);
		if (mark != NONE && drg__clause_is(c, mark, "whether"))
			return ASKED;
		if (drg__clause_is(c, p, "ask|question|rumour|rumor|whisper|speculate") && p != t && !beside)
			return ASKED;
		if (drg__clause_is(c, p, "confirm|say|comment|discuss|disclose|know") && (drg__clause_negated(c, p) || (c->head[p] != NONE && drg__clause_is(c, c->head[p], "decline|refuse"))) && p != t)
			return ASKED;
		if (drg__clause_is(c, p, "deny") && p != t && !beside)
			denied = true;
	}
	return denied ? DENIED : REAL;
}

/* An earlier row about the same proposal: never of what is called new or second. */
static uint32_t same_proposal(const struct talk_cx *x, const struct proposal_row *p)
{
	enum { NEAR = 1500 }; /* bytes: a few paragraphs */
	const struct tokens *tok = &x->l->tokens;
	uint32_t n = tok->n, lo = drg__span_first(tok->span, n, p->terms.s);
	bool earlier = false; /* "the first proposal": not the one told last */
	for (uint32_t i = lo; i < n && i < lo + 4 && tok->span[i].s < p->terms.e; i++) {
		if (drg__clause_is(&x->c, i, "second|another|new|third|separate|different|other|revised"))
			return NONE;
		earlier |= drg__clause_is(&x->c, i, "first|earlier|original|initial|previous|old|former");
	}
	if (earlier && x->prop.n && lo < n && drg__clause_is(&x->c, lo, "the|its|their|her|his"))
		return 0; /* "the first offer": the one that the report began with */
	/* "the plan", "it": what was told last, unless it is its own author who answers */
	const struct proposal_row *q = x->prop.n ? &x->prop.v[x->prop.n - 1] : NULL;
	if (q && !earlier && lo < n && p->state != PROP_OFFERED && p->state != PROP_MOOTED && drg__clause_is(&x->c, lo, "the|it|this|that|both|its|their") &&
	    p->act.cue.s < q->act.cue.e + NEAR && (p->to == NONE || p->to != q->by) && (p->by == NONE || q->by == NONE || p->by == q->by))
		return q->same_as == NONE ? (uint32_t)x->prop.n - 1 : q->same_as;
	uint32_t same = NONE, roots = 0, root = NONE;
	for (uint32_t i = 0; i < x->prop.n && i < 64; i++) {
		const struct proposal_row *r = &x->prop.v[i];
		if (r->same_as == NONE) {
			roots++;
			root = i;
		}
		bool sides = p->by == NONE || r->by == NONE || p->by == r->by;
		if (p->issue != ISSUE_OTHER && r->issue == p->issue && sides)
			same = r->same_as == NONE ? i : r->same_as;
	}
	/* "offered instead to set up a commission": an offer with words of its own is another */
	bool anew = (p->state == PROP_OFFERED || p->state == PROP_MOOTED) && !(lo < n && drg__clause_is(&x->c, lo, "the|it|this|that|such|its|their"));
	if (same == NONE && roots == 1 && p->issue == ISSUE_OTHER && !anew)
		same = root;
	return same;
}

static struct proposal_row *add(struct talk_cx *x, uint32_t cue_first, uint32_t cue_last, uint32_t first, uint32_t last, uint8_t state, const char *rule, float score)
{
	bool named;
	uint32_t lo = first < cue_first ? first : cue_first, hi = last > cue_last ? last : cue_last;
	struct span cue = { x->v->span[cue_first].s, x->v->span[cue_last].e };
	for (size_t i = x->prop.n; i-- > 0 && i + 4 > x->prop.n;)
		if (x->prop.v[i].act.cue.s == cue.s)
			return NULL;
	struct proposal_row r = { .by = NONE, .to = NONE, .conveyed_by = NONE, .same_as = NONE, .state = state };
	r.act = drg__talk_act(x, lo, hi, cue_first, cue_last, rule, score);
	r.terms = drg__talk_words(x, first, last);
	r.issue = drg__talk_issue(x, first, last + 1, &named);
	struct proposal_row *p = PUSH(x->a, &x->prop);
	*p = r;
	return p;
}

/* "that", "it": words that are no terms. */
static bool says_nothing(const struct talk_cx *x, struct span terms)
{
	uint32_t t = drg__span_first(x->v->span, x->v->n, terms.s);
	return t < x->v->n && x->v->span[t].e >= terms.e && x->l->morph.upos[t] == UPOS_PRON;
}

static void link_up(struct talk_cx *x)
{
	struct proposal_row *p = &x->prop.v[x->prop.n - 1];
	x->prop.n--; /* not itself */
	p->same_as = same_proposal(x, p);
	x->prop.n++;
	if (p->same_as == NONE)
		return;
	/* what earlier rows said of the sides holds on */
	const struct proposal_row *q = &x->prop.v[p->same_as];
	p->by = p->by == NONE ? q->by : p->by;
	p->to = p->to == NONE ? q->to : p->to;
	p->issue = p->issue == ISSUE_OTHER ? q->issue : p->issue;
	if (says_nothing(x, p->terms))
		p->terms = q->terms;
}

/* The thing and what it holds: object or complement of the verb, what stands behind
 * the preposition that is part of it ("looking at it"), subject of a passive. */
static bool terms_of(const struct talk_cx *x, const struct hit *h, uint32_t end, uint32_t *head, uint32_t *first, uint32_t *last)
{
	uint32_t p = h->first, prep = h->end - 1, of = x->c.head[prep];
	if (prep > p && x->c.dep[prep] == DEP_CASE && of != NONE && of > prep && of < end) {
		*head = of;
		*first = prep + 1;
		*last = x->c.hi[of] < end ? x->c.hi[of] : end - 1;
		return true;
	}
	static const enum dep way[] = { DEP_OBJ, DEP_XCOMP, DEP_CCOMP };
	for (size_t i = 0; i < 3; i++) {
		uint32_t o = drg__clause_child(&x->c, p, way[i], NONE);
		if (o == NONE || o < p)
			continue;
		*head = o;
		*first = x->c.lo[o] > p ? x->c.lo[o] : o;
		*last = x->c.hi[o] < end ? x->c.hi[o] : end - 1;
		return true;
	}
	uint32_t o = drg__clause_object(&x->c, p);
	if (o == NONE || o >= end)
		return false;
	*head = o;
	*first = x->c.lo[o];
	*last = x->c.hi[o] < p && x->c.hi[o] < end ? x->c.hi[o] : o;
	return true;
}

/* "its offer", "the government's proposal": whose it is. */
static uint32_t owner(const struct talk_cx *x, uint32_t noun)
{
	uint32_t k = drg__clause_child(&x->c, noun, DEP_NMOD_POSS, NONE);
	if (k == NONE)
		k = drg__clause_with(&x->c, noun, "from|by");
	uint32_t to = k == NONE ? drg__clause_child(&x->c, noun, DEP_ACL, NONE) : NONE, s = to == NONE ? NONE : drg__clause_child(&x->c, to, DEP_NSUBJ, NONE);
	uint32_t by = s == NONE ? NONE : drg__clause_child(&x->c, s, DEP_CASE, NONE);
	if (by != NONE && drg__clause_is(&x->c, by, "by|from")) /* "an offer by the ministry to pay": parsed as who pays */
		k = s;
	if (k == NONE)
		k = drg__clause_with(&x->c, noun, "of"); /* "of the League", not "of a pause": that is no party */
	return k == NONE ? NONE : drg__talk_party(x, k);
}

static bool refers_back(const struct talk_cx *x, uint32_t head)
{
	return x->prop.n > 0 && drg__clause_is(&x->c, head, "it|this|that|one|both");
}

/* A word that puts something into a state, as it is read. */
struct saying {
	const struct hit *h;
	uint32_t p, who, party;      /* the predicate, its doer, the party that it is; NONE */
	uint32_t head, first, last;  /* the thing: its head or NONE, its words */
	uint32_t doer;               /* enum doer */
	uint8_t state;
	bool bare;                   /* no thing is said: what lies on the table */
	bool thing;                  /* the thing is an offer, a plan, or stands for one */
};

/* "The draft foresees a truce": papers offer what whoever wrote them offers. */
static uint32_t paper(const struct talk_cx *x, uint32_t who)
{
	return who != NONE && x->ent[who] == NONE && drg__clause_is(&x->c, who, "paper|draft|plan|proposal|text|blueprint|document|roadmap|letter|it") ? who : NONE;
}

static bool find_thing(const struct talk_cx *x, struct saying *y, uint32_t end)
{
	const struct clauses *c = &x->c;
	if (y->doer == DOER_THING) {
		bool passive;
		y->head = drg__clause_subject(c, y->p, &passive);
		if (y->head == NONE || y->head >= end || !(drg__talk_thing(x, y->head) != NONE || refers_back(x, y->head)))
			return false;
		y->first = c->lo[y->head];
		y->last = c->hi[y->head] < y->p ? c->hi[y->head] : y->head;
		y->party = NONE;
	} else if (!terms_of(x, y->h, end, &y->head, &y->first, &y->last)) {
		/* "the Column accepted with one change" */
		y->bare = x->prop.n > 0 && y->party != NONE && (y->state == PROP_ACCEPTED || y->state == PROP_REJECTED) && y->h->end == y->p + 1 &&
		          drg__clause_child(c, y->p, DEP_AUX_PASS, NONE) == NONE && (!drg__clause_is(c, y->p, "agree") || drg__clause_with(c, y->p, "with|about|over") == NONE);
		y->first = y->last = y->p;
		return y->bare;
	}
	return true;
}

/* Behind "to": of the verb, the thing, or what the thing is about ("passed a plan for
 * a pause to the Front"). */
static uint32_t addressed(const struct clauses *c, const struct saying *y)
{
	uint32_t to = drg__clause_with(c, y->p, "to"), of = y->head;
	for (int k = 0; k < 2 && to == NONE && of != NONE; k++, of = drg__clause_child(c, of, DEP_NMOD, of))
		to = drg__clause_with(c, of, "to");
	return to;
}

/* "suggested that he was ill", "rejected suggestions that it had paid", "offered to
 * mediate", "sends papers": words and services, no proposal. */
static bool of_other_things(const struct talk_cx *x, const struct saying *y)
{
	static const char services[] = "mediate|host|help|assist|facilitate|arrange|accompany|chair|monitor|store|serve|act";
	static const char other[] = "send|provide|try|talk|meet|sit";
	const struct clauses *c = &x->c;
	bool named;
	drg__talk_issue(x, y->first, y->last + 1, &named);
	bool idea = y->head != NONE && drg__clause_is(c, y->p, "float|moot") && c->dep[y->head] == DEP_OBJ && !drg__clause_is(c, y->head, "share|bond|boat|ship|company|currency|loan");
	if (drg__clause_is(c, y->p, "suggest|float|moot|counter") && !named && !idea)
		return true;
	uint32_t t = y->head == NONE ? NONE : y->head;
	if (t == NONE)
		return false;
	if (drg__clause_is(c, y->p, "pass") && drg__clause_with(c, y->p, "through") == NONE && addressed(c, y) == NONE)
		return true; /* "parliament passed the plan" */
	bool clause = drg__clause_child(c, t, DEP_ACL, t) != NONE || drg__clause_child(c, t, DEP_CCOMP, t) != NONE;
	if (drg__clause_is(c, t, "suggestion|idea") && y->state == PROP_REJECTED && clause && t + 1 < c->n && drg__clause_is(c, t + 1, "that"))
		return true;
	if (drg__clause_is(c, y->p, "counter") && c->dep[t] == DEP_CCOMP)
		return true; /* "countered that": said */
	if (drg__clause_is(c, y->p, "put") && x->l->morph.upos[t] == UPOS_PRON)
		return true; /* "as one of them put it" */
	bool source = y->party == NONE || x->l->entities.kind[y->party] == ENT_UNNAMED;
	if (drg__clause_is(c, y->p, "read|see") && (source || drg__clause_is(c, t, "text")))
		return true; /* "two diplomats who have read it"; aloud */
	uint32_t deed = drg__clause_is(c, y->p, "offer|propose") ? drg__clause_child(c, y->p, DEP_XCOMP, NONE) : NONE;
	if (deed != NONE && (drg__clause_is(c, deed, services) || (!named && drg__clause_is(c, deed, other))))
		return true;
	if (y->doer == DOER_VIA && drg__clause_is(c, t, "one|some|any"))
		return true; /* "is ready to send one" */
	bool loose = c->lo[t] == t && !drg__str_ieq(drg__clause_lemma(c, t), drg__tok(&x->l->text, &x->l->tokens, t)); /* "papers", "drafts": a plural with nothing before it */
	return y->doer == DOER_VIA && loose && drg__clause_child(c, t, DEP_DET, NONE) == NONE;
}

/* "may accept it", "urged them to accept it", "has not offered": not so, or not yet. */
static bool only_wished(const struct talk_cx *x, const struct saying *y)
{
	const struct clauses *c = &x->c;
	uint32_t up = c->head[y->p];
	bool answer = y->state == PROP_ACCEPTED || y->state == PROP_REJECTED || y->state == PROP_UNDER_STUDY;
	for (uint32_t k = c->child[y->p]; k != NONE && answer; k = c->sibling[k])
		if (c->dep[k] == DEP_AUX && drg__clause_is(c, k, "may|might|could"))
			return true;
	if (up != NONE && c->dep[y->p] == DEP_XCOMP && drg__clause_is(c, up, "expect|plan|intend|hope|consider|threaten|want|refuse|decline|fail"))
		return true; /* "is expected to propose a pause", "refused to renew it" */
	if (!answer || up == NONE)
		return false;
	uint32_t mark = drg__clause_child(c, y->p, DEP_MARK, NONE);
	if (mark != NONE && drg__clause_is(c, mark, "to")) /* "gave them a week to accept"; "voted to reject" is done */
		return !drg__clause_is(c, up, "agree|decide|vote|choose|opt|move|have");
	return c->dep[y->p] == DEP_CCOMP && drg__clause_is(c, up, "urge|ask|want|expect|hope");
}

/* "will not accept", "cannot live with": a plan that is turned down. */
static bool refused(const struct talk_cx *x, const struct saying *y)
{
	const struct clauses *c = &x->c;
	uint32_t up = c->head[y->p];
	if (y->state != PROP_ACCEPTED && y->state != PROP_UNDER_STUDY)
		return false;
	if (c->dep[y->p] == DEP_XCOMP && up != NONE && drg__clause_is(c, up, "refuse|decline"))
		return true;
	if (!drg__clause_negated(c, y->p))
		return false;
	for (uint32_t k = c->child[y->p]; k != NONE; k = c->sibling[k])
		if (c->dep[k] == DEP_AUX && drg__clause_is(c, k, "will|would|wo|can|ca|cannot|shall|could"))
			return true;
	return false;
}

/* The state that the word puts it in, PROP_STATES for none; the rule that says so. */
static uint8_t state_of(const struct talk_cx *x, const struct saying *y, uint32_t end, const char **rule)
{
	enum reality r = reality(x, y->p, end);
	*rule = r == ASKED ? "talks.proposal-asked" : r == DENIED ? "talks.proposal-denied" : "talks.proposal";
	if (r != REAL)
		return r == ASKED ? PROP_EXISTENCE_UNKNOWN : PROP_EXISTENCE_DENIED;
	if (refused(x, y))
		return PROP_REJECTED;
	if (y->doer == DOER_BY && drg__clause_negated(&x->c, y->p) && drg__talk_origin(x, drg__talk_claim(x, x->v->span[y->p].s)) != NONE) {
		*rule = "talks.proposal-denied"; /* "we have made no such offer" */
		return PROP_EXISTENCE_DENIED;
	}
	if (only_wished(x, y) || drg__clause_negated(&x->c, y->p))
		return PROP_STATES;
	uint32_t with = drg__clause_with(&x->c, y->p, "with");
	bool changed = y->state == PROP_ACCEPTED && with != NONE && drg__clause_is(&x->c, with, "change|reservation|amendment|condition|word|pencil|caveat");
	if (y->state == PROP_OFFERED && y->head != NONE && drg__clause_is(&x->c, y->head, "idea|thought|suggestion|notion"))
		return PROP_MOOTED;
	return changed ? PROP_ACCEPTED_WITH_CHANGES : y->state;
}

/* "gave them until Thursday to accept the plan": whoever gives the time offers it. */
static bool set_to_answer(const struct talk_cx *x, const struct saying *y)
{
	uint32_t up = x->c.head[y->p], mark = drg__clause_child(&x->c, y->p, DEP_MARK, NONE);
	return y->state == PROP_ACCEPTED && y->thing && !y->bare && mark != NONE && drg__clause_is(&x->c, mark, "to") && up != NONE && up < y->p && drg__clause_is(&x->c, up, "give");
}

/* Who made it, to whom, through whom, as far as the clause says. */
static void sides_of(const struct talk_cx *x, const struct saying *y, struct proposal_row *row)
{
	const struct clauses *c = &x->c;
	uint32_t thing = y->head == NONE ? NONE : drg__talk_thing(x, y->head) != NONE ? drg__talk_thing(x, y->head) : y->head;
	if (y->doer == DOER_BY)
		row->by = y->party;
	else if (y->doer == DOER_TO)
		row->to = y->party;
	else if (y->doer == DOER_VIA)
		row->conveyed_by = y->who == NONE ? NONE : x->ent[y->who];
	if (row->by == NONE && thing != NONE)
		row->by = owner(x, thing);
	uint32_t to = drg__clause_with(c, y->p, "to"), iobj = drg__clause_child(c, y->p, DEP_IOBJ, NONE);
	if (row->to == NONE)
		row->to = iobj != NONE ? drg__talk_party(x, iobj) : to != NONE ? drg__talk_party(x, to) : NONE;
	if (row->to == NONE && to == NONE && iobj == NONE && y->state == PROP_CONVEYED && (to = addressed(c, y)) != NONE)
		row->to = drg__talk_party(x, to);
	if (row->to != NONE && x->l->entities.kind[row->to] == ENT_PLACE)
		row->to = NONE; /* "carried it to Sill" */
	uint32_t via = drg__clause_with(c, y->p, "through|via");
	if (row->conveyed_by == NONE && via != NONE)
		row->conveyed_by = x->ent[via];
}

/* any: what is offered need not be called an offer. */
static void put_into_state(struct talk_cx *x, struct saying *y, bool any, uint32_t end)
{
	const char *rule = "talks.proposal";
	y->who = drg__clause_doer(&x->c, y->p);
	y->party = drg__talk_doer(x, y->p);
	uint32_t page = y->doer == DOER_BY ? paper(x, y->who) : NONE;
	if (page != NONE)
		y->party = owner(x, page);
	else if (drg__clause_is(&x->c, y->p, "foresee|envisage"))
		return; /* "foresees a long war": who is no paper */
	if (!find_thing(x, y, end))
		return;
	uint32_t to = y->state == PROP_CONVEYED && !y->bare ? addressed(&x->c, y) : NONE;
	if (to != NONE && x->c.lo[to] > y->head && x->c.lo[to] <= y->last)
		y->last = x->c.lo[to] - 1; /* whom it is brought to is no term of it */
	y->thing = y->bare || (y->head != NONE && (drg__talk_thing(x, y->head) != NONE || refers_back(x, y->head)));
	bool stated = y->party != NONE || page != NONE;
	if ((!y->thing && !(any && stated)) || (y->doer != DOER_THING && !stated && !y->thing) || of_other_things(x, y))
		return;
	uint8_t state = set_to_answer(x, y) ? PROP_OFFERED : state_of(x, y, end, &rule);
	if (y->bare && (state == PROP_EXISTENCE_UNKNOWN || state == PROP_EXISTENCE_DENIED))
		return; /* "whether he will accept": asked, of nothing named */
	struct proposal_row *row = state == PROP_STATES ? NULL : add(x, y->p, y->h->end - 1, y->first, y->last, state, rule, y->thing ? .7f : .6f);
	if (!row)
		return;
	sides_of(x, y, row);
	if (set_to_answer(x, y)) {
		uint32_t up = x->c.head[y->p], whom = drg__clause_child(&x->c, up, DEP_IOBJ, NONE);
		row->by = drg__talk_doer(x, up);
		row->to = whom == NONE ? row->to : drg__talk_party(x, whom);
	}
	link_up(x);
	if (row->issue == ISSUE_OTHER && y->head != NONE && !y->bare && state != PROP_EXISTENCE_DENIED && state != PROP_EXISTENCE_UNKNOWN)
		row->issue = drg__talk_matter(x, y->head, y->first, y->last, y->p); /* no word of its own tells */
	if (y->bare && row->same_as == NONE)
		row->same_as = row[-1].same_as == NONE ? (uint32_t)x->prop.n - 2 : row[-1].same_as; /* what was told last */
	if (y->bare)
		row->terms = x->prop.v[row->same_as].terms;
}

static void by_verb(struct talk_cx *x, const struct hit *h, uint32_t end)
{
	struct saying y = { .h = h, .p = h->first, .head = NONE };
	y.state = (uint8_t)drg__lex_enum(x->pack, x->lex.props, h->row, x->col.state);
	y.doer = drg__lex_enum(x->pack, x->lex.props, h->row, x->col.doer);
	if (x->l->morph.upos[y.p] == UPOS_VERB)
		put_into_state(x, &y, drg__lex_enum(x->pack, x->lex.props, h->row, x->col.needs) == 1, end);
}

/* "put three years on the table". */
static bool on_the_table(const struct talk_cx *x, uint32_t p)
{
	uint32_t on = drg__clause_is(&x->c, p, "put|lay|place") ? drg__clause_with(&x->c, p, "on|upon") : NONE;
	return x->l->morph.upos[p] == UPOS_VERB && on != NONE && drg__clause_is(&x->c, on, "table");
}

static void by_table(struct talk_cx *x, uint32_t p, uint32_t end)
{
	struct hit h = { .first = p, .end = p + 1 };
	struct saying y = { .h = &h, .p = p, .head = NONE, .state = PROP_OFFERED, .doer = DOER_BY };
	put_into_state(x, &y, true, end);
}

/* The thing's own words: without its preposition, relative clause and apposition. */
static void thing_words(const struct talk_cx *x, uint32_t t, uint32_t *first, uint32_t *last)
{
	*first = *last = t;
	for (uint32_t k = x->c.child[t]; k != NONE; k = x->c.sibling[k]) {
		uint8_t d = x->c.dep[k];
		if (k < t && (d == DEP_DET || d == DEP_AMOD || d == DEP_NMOD_POSS || d == DEP_COMPOUND || d == DEP_NUMMOD))
			*first = x->c.lo[k] < *first ? x->c.lo[k] : *first;
		if (k > t && (d == DEP_NMOD || d == DEP_ACL))
			*last = x->c.hi[k] > *last ? x->c.hi[k] : *last;
	}
}

/* A bare "offer" or "proposal" that no verb of the lexicon governs. */
static void by_noun(struct talk_cx *x, uint32_t t, uint32_t end)
{
	const struct clauses *c = &x->c;
	uint8_t u = x->l->morph.upos[t];
	if (u != UPOS_NOUN || !drg__clause_is(c, t, "offer|proposal|initiative|compromise|roadmap|plan|paper|draft"))
		return;
	for (uint32_t p = c->head[t], k = 0; p != NONE && p < c->n && k < 2; p = c->head[p], k++) {
		const struct hit *h = drg__talk_hit(x, p, x->lex.props);
		if (h && x->l->morph.upos[p] == UPOS_VERB)
			return; /* said there */
	}
	enum reality r = reality(x, t, end);
	uint32_t by = owner(x, t), det = drg__clause_child(c, t, DEP_DET, NONE);
	bool none = det != NONE && drg__clause_is(c, det, "no|any"), holds = drg__clause_with(c, t, "of|for|about|on") != NONE || drg__clause_child(c, t, DEP_ACL, NONE) != NONE;
	uint32_t up = c->head[t];
	if (drg__clause_is(c, t, "plan") && drg__clause_child(c, t, DEP_ACL, t) != NONE && t + 1 < end && drg__clause_is(c, t + 1, "to"))
		return; /* "no plans to resign": intentions */
	bool exists = (up != NONE && drg__clause_is(c, up, "be|exist")) || drg__clause_child(c, t, DEP_EXPL, NONE) != NONE;
	uint8_t state = PROP_OFFERED;
	if (r == ASKED)
		state = PROP_EXISTENCE_UNKNOWN;
	else if (r == DENIED || (none && (exists || drg__clause_is(c, det, "no"))))
		state = PROP_EXISTENCE_DENIED;
	else if (none || !holds || !drg__clause_is(c, t, "offer|proposal"))
		return;
	uint32_t first, last;
	thing_words(x, t, &first, &last);
	struct proposal_row *row = add(x, t, t, first, last < end ? last : t, state,
	                               state == PROP_EXISTENCE_UNKNOWN ? "talks.proposal-asked" : state == PROP_EXISTENCE_DENIED ? "talks.proposal-denied" : "talks.proposal-noun", .5f);
	if (!row)
		return;
	row->by = by;
	link_up(x);
}

/* "Under the draft the army would leave and the Front would disarm": what the thing
 * told last, called nothing but a draft, holds. */
static void by_content(struct talk_cx *x, uint32_t t, uint32_t end)
{
	enum { FEW = 4, NEAR = 1500 }; /* words of a bare name; bytes */
	const struct clauses *c = &x->c;
	uint32_t under = drg__clause_child(c, t, DEP_CASE, NONE), p = c->head[t];
	struct proposal_row *q = x->prop.n ? &x->prop.v[x->prop.n - 1] : NULL;
	if (!q || c->dep[t] != DEP_OBL || under == NONE || !drg__clause_is(c, under, "under") || p == NONE || p < t || p >= end || !drg__talk_open(x, p))
		return;
	uint32_t name = drg__span_first(x->v->span, x->v->n, q->terms.s), last = name;
	while (last + 1 < x->v->n && x->v->span[last + 1].s < q->terms.e)
		last++;
	if (last - name >= FEW || !drg__talk_hit(x, last, x->lex.nouns) || x->v->span[t].s > q->act.cue.e + NEAR)
		return;
	bool named;
	uint32_t from = c->hi[t] + 1, to = c->hi[p] < end ? c->hi[p] : end - 1;
	q->terms = drg__talk_words(x, from, to);
	if (q->issue == ISSUE_OTHER)
		q->issue = drg__talk_issue(x, from, to + 1, &named);
}

/* "said no", "said yes" to what lies on the table. */
static void by_answer(struct talk_cx *x, uint32_t t)
{
	if (!x->prop.n || !drg__clause_is(&x->c, t, "say") || t + 1 >= x->c.n)
		return;
	bool alone = x->c.dep[t + 1] != DEP_DET && (t + 2 >= x->c.n || x->l->morph.upos[t + 2] != UPOS_NOUN); /* not "said no date was set" */
	bool no = alone && drg__clause_is(&x->c, t + 1, "no"), yes = drg__clause_is(&x->c, t + 1, "yes");
	uint32_t s = drg__clause_doer(&x->c, t), party = s == NONE ? NONE : drg__talk_party(x, s);
	if ((!no && !yes) || party == NONE)
		return;
	struct proposal_row *row = add(x, t, t + 1, t, t + 1, no ? PROP_REJECTED : PROP_ACCEPTED, "talks.proposal", .5f);
	if (!row)
		return;
	row->to = party;
	row->same_as = (uint32_t)x->prop.n - 2;
	if (x->prop.v[row->same_as].same_as != NONE)
		row->same_as = x->prop.v[row->same_as].same_as;
	row->terms = x->prop.v[row->same_as].terms;
	row->issue = x->prop.v[row->same_as].issue;
	row->by = x->prop.v[row->same_as].by;
}

/* "answered with a counter-draft", "answered with a page of its own". */
static void by_counter(struct talk_cx *x, uint32_t p, uint32_t end)
{
	uint32_t with = drg__clause_with(&x->c, p, "with"), party = drg__talk_doer(x, p);
	if (x->l->morph.upos[p] != UPOS_VERB || with == NONE || party == NONE || with >= end)
		return;
	struct proposal_row *row = add(x, p, p, x->c.lo[with], x->c.hi[with] < end ? x->c.hi[with] : with, PROP_COUNTERED, "talks.proposal", .5f);
	if (!row)
		return;
	row->to = party;
	link_up(x);
}

void drg__talk_proposals(struct talk_cx *x, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++) {
		struct hit part;
		const struct hit *h = drg__hit_at(x->hits, i, x->lex.props), *split = drg__talk_apart(x, i, x->lex.props, &part);
		if (on_the_table(x, i))
			by_table(x, i, end);
		else if (split)
			by_verb(x, split, end);
		else if (h)
			by_verb(x, h, end);
		else if (x->prop.n && drg__clause_is(&x->c, i, "answer|respond|reply"))
			by_counter(x, i, end);
		else
			by_answer(x, i);
		if (drg__hit_at(x->hits, i, x->lex.nouns)) {
			by_noun(x, i, end);
			by_content(x, i, end);
		}
	}
}
