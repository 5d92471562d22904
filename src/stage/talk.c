#include "stage/talk.h"

#include "stage/token.h"

struct pos {
	struct act act;
	uint32_t party, condition;
	uint8_t voice, issue, stance;
};

struct cond {
	struct act act;
	uint32_t party;
	struct span blocks, requires;
	uint8_t kind, blocks_issue, requires_issue;
};

struct prop {
	struct act act;
	uint32_t by, to, conveyed_by, same_as;
	struct span terms;
	uint8_t issue, state;
};

struct cx {
	const struct layers *l;
	const drg_pack *pack;
	const struct hits *hits;
	struct arena *a;
	uint32_t issues, col_issue, verbs, col_stance, nouns;
	VEC(struct pos) pos;
	VEC(struct cond) cond;
	VEC(struct prop) prop;
};

static struct span bytes(const struct cx *c, uint32_t first, uint32_t end)
{
	return (struct span){ c->l->tokens.span[first].s, c->l->tokens.span[end - 1].e };
}

static bool cap(const struct rule_hit *h, const char *name, uint32_t *first, uint32_t *end)
{
	return drg__rule_cap(h, name, first, end) && *end > *first;
}

/* The first issue named in tokens [first, end), a thing other than the talks
 * themselves before those. */
static uint8_t issue_in(const struct cx *c, uint32_t first, uint32_t end)
{
	uint8_t found = ISSUE_OTHER;
	for (uint32_t i = first; i < end; i++) {
		const struct hit *h = drg__hit_at(c->hits, i, c->issues);
		if (!h)
			continue;
		uint8_t k = (uint8_t)drg__lex_enum(c->pack, c->issues, h->row, c->col_issue);
		if (k != ISSUE_OTHER)
			return k;
		found = k;
	}
	return found;
}

static bool about_talks(const struct cx *c, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (drg__hit_at(c->hits, i, c->issues) || drg__hit_at(c->hits, i, c->nouns))
			return true;
	return false;
}

/* --------------------------------------------------- claims and parties -- */

/* The smallest claim one of whose spans holds the middle of s. */
static uint32_t claim_of(const struct cx *c, struct span s)
{
	const struct claims *cl = &c->l->claims;
	uint32_t best = NONE, best_size = UINT32_MAX, mid = s.s + (s.e - s.s) / 2;
	uint32_t lo = 0, hi = cl->n;
	while (lo < hi) { /* claims are sorted by their first byte */
		uint32_t m = (lo + hi) / 2;
		if (cl->pool.v[cl->spans[m].from].s <= mid)
			lo = m + 1;
		else
			hi = m;
	}
	for (uint32_t k = lo, steps = 0; k-- > 0 && steps < 64; steps++) {
		for (uint32_t j = 0; j < cl->spans[k].n; j++) {
			struct span v = cl->pool.v[cl->spans[k].from + j];
			if (v.s <= mid && mid < v.e && v.e - v.s < best_size) {
				best = k;
				best_size = v.e - v.s;
			}
		}
	}
	if (best != NONE)
		return best;
	/* the predicate may stand around the content: "rejected an offer", said as attribution */
	for (uint32_t k = lo, steps = 0; k < cl->n && steps < 4; k++, steps++) {
		struct span v = cl->pool.v[cl->spans[k].from];
		if (v.s < s.e && v.s >= s.s)
			return k;
	}
	return NONE;
}

static uint32_t origin(const struct cx *c, uint32_t claim)
{
	if (claim == NONE || c->l->claims.chain[claim].n == 0)
		return NONE;
	struct run r = c->l->claims.chain[claim];
	return c->l->hops.role[r.from + r.n - 1] == HOP_PUBLISHER ? NONE : c->l->hops.ent[r.from + r.n - 1];
}

/* Whom an entity acts for: a spokesperson or official for the body named with it. */
static uint32_t principal(const struct cx *c, uint32_t e)
{
	for (int k = 0; k < 3 && e != NONE && c->l->entities.speaks_for[e] != NONE; k++)
		e = c->l->entities.speaks_for[e];
	return e;
}

static uint32_t mention_in(const struct cx *c, struct span s)
{
	const struct mentions *m = &c->l->mentions;
	uint32_t lo = drg__span_first(m->span, m->n, s.s);
	for (uint32_t k = lo; k < m->n && m->span[k].s < s.e; k++)
		if (m->span[k].e <= s.e && m->ent[k] != NONE)
			return m->ent[k];
	return NONE;
}

static uint32_t party_of(const struct cx *c, const struct rule_hit *h, uint32_t claim)
{
	uint32_t a, b;
	uint32_t e = cap(h, "party", &a, &b) ? mention_in(c, bytes(c, a, b)) : NONE;
	if (e == NONE && !cap(h, "party", &a, &b))
		e = origin(c, claim);
	return principal(c, e);
}

static struct act act_of(const struct cx *c, const struct rule_hit *h)
{
	uint32_t a, b;
	struct act act = { .span = bytes(c, h->first, h->end), .rule = h->rule, .score = .6f };
	act.cue = cap(h, "cue", &a, &b) ? bytes(c, a, b) : act.span;
	act.claim = claim_of(c, act.span);
	return act;
}

static uint8_t voice_of(const struct cx *c, uint32_t claim, uint32_t party)
{
	uint32_t o = origin(c, claim);
	return o != NONE && party != NONE && (o == party || principal(c, o) == party) ? VOICE_OWN : VOICE_REPORTED;
}

/* -------------------------------------------------------------- the kinds -- */

static uint8_t stance_named(struct str s)
{
	static const char *const name[POS_STANCES] = { "demands", "offers", "accepts", "rejects", "refuses_until", "wants", "does_not_want", "open_to", "appreciates" };
	for (uint8_t i = 0; i < POS_STANCES; i++)
		if (drg__str_eq(s, drg__str_c(name[i])))
			return i;
	return POS_WANTS;
}

/* A negation in tokens [from, to)? */
static bool negated(const struct cx *c, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		struct str w = drg__tok(&c->l->text, &c->l->tokens, i);
		if (drg__str_ieq(w, STR("not")) || drg__str_ieq(w, STR("never")) || drg__str_ieq(w, STR("n't")) || drg__str_ieq(w, STR("n\u2019t")))
			return true;
	}
	return false;
}

static void position(struct cx *c, const struct rule_hit *h)
{
	uint32_t a, b;
	if (!cap(h, "object", &a, &b) || !about_talks(c, a, b))
		return;
	struct pos p = { .act = act_of(c, h), .condition = NONE, .issue = issue_in(c, a, b) };
	struct str yield = drg__rule_yield(c->pack, h->rule, "stance");
	p.party = party_of(c, h, p.act.claim);
	if (p.party == NONE)
		return;
	if (yield.n) {
		p.stance = stance_named(yield);
	} else {
		uint32_t ca, cb;
		const struct hit *v = cap(h, "cue", &ca, &cb) ? drg__hit_at(c->hits, ca, c->verbs) : NULL;
		if (!v)
			return;
		p.stance = (uint8_t)drg__lex_enum(c->pack, c->verbs, v->row, c->col_stance);
		/* a negation between the party and the verb turns it */
		uint32_t pa, pb;
		if (cap(h, "party", &pa, &pb) && negated(c, pb, ca)) {
			if (p.stance == POS_WANTS || p.stance == POS_DEMANDS)
				p.stance = POS_DOES_NOT_WANT;
			else if (p.stance == POS_ACCEPTS || p.stance == POS_OPEN_TO)
				p.stance = POS_REJECTS;
			else
				return;
		}
	}
	p.voice = voice_of(c, p.act.claim, p.party);
	*PUSH(c->a, &c->pos) = p;
}

/* The words of one claim only: "He told Gray Wire that the army was ready ..."
 * blocks what the army is ready for, not the telling. */
static struct span within_claim(const struct cx *c, struct span s, uint32_t claim)
{
	if (claim == NONE)
		return s;
	const struct claims *cl = &c->l->claims;
	for (uint32_t j = 0; j < cl->spans[claim].n; j++) {
		struct span v = cl->pool.v[cl->spans[claim].from + j];
		if (s.s < v.s && v.s < s.e)
			s.s = v.s;
	}
	return s;
}

/* A party that the blocked words begin with ("the army was ready for a pause
 * only if"), else whoever says so. */
static uint32_t condition_party(const struct cx *c, const struct rule_hit *h, struct span blocks, uint32_t claim)
{
	uint32_t e = mention_in(c, (struct span){ blocks.s, blocks.e });
	const struct mentions *m = &c->l->mentions;
	if (e != NONE && (c->l->entities.kind[e] == ENT_GROUP || c->l->entities.kind[e] == ENT_ORG || c->l->entities.kind[e] == ENT_STATE ||
	                  c->l->entities.kind[e] == ENT_PERSON)) {
		/* only as the subject: the first words of the blocked part */
		bool first = false;
		uint32_t lo = drg__span_first(m->span, m->n, blocks.s);
		for (uint32_t i = lo; i < m->n && m->span[i].s <= blocks.s + 8; i++)
			first |= m->ent[i] == e;
		if (first)
			return principal(c, e);
	}
	return party_of(c, h, claim);
}

static void condition(struct cx *c, const struct rule_hit *h, uint8_t kind)
{
	uint32_t ba, bb, ra, rb;
	if (!cap(h, "blocks", &ba, &bb) || !cap(h, "requires", &ra, &rb) || !(about_talks(c, ba, bb) || about_talks(c, ra, rb)))
		return;
	struct cond k = { .act = act_of(c, h), .kind = kind, .blocks = bytes(c, ba, bb), .requires = bytes(c, ra, rb),
		          .blocks_issue = issue_in(c, ba, bb), .requires_issue = issue_in(c, ra, rb) };
	k.act.claim = claim_of(c, k.act.cue);
	k.act.span = within_claim(c, k.act.span, k.act.claim);
	k.blocks = within_claim(c, k.blocks, k.act.claim);
	k.party = condition_party(c, h, k.blocks, k.act.claim);
	*PUSH(c->a, &c->cond) = k;
	if (kind == COND_PRECONDITION && k.party != NONE)
		*PUSH(c->a, &c->pos) = (struct pos){ .act = k.act, .party = k.party, .condition = (uint32_t)c->cond.n - 1,
			                             .voice = voice_of(c, k.act.claim, k.party), .issue = k.blocks_issue, .stance = POS_REFUSES_UNTIL };
}

static uint8_t state_named(struct str s)
{
	static const char *const name[PROP_STATES] = { "mooted", "offered", "conveyed", "under_study", "accepted", "accepted_with_changes", "countered",
		                                       "rejected", "withdrawn", "lapsed", "existence_denied", "existence_unknown" };
	for (uint8_t i = 0; i < PROP_STATES; i++)
		if (drg__str_eq(s, drg__str_c(name[i])))
			return i;
	return PROP_MOOTED;
}

/* "a second offer", "another proposal": not one spoken of before. */
static bool new_one(const struct cx *c, struct span terms)
{
	static const char *const z[] = { "second", "another", "new", "third", "separate", "different", "other", "revised" };
	uint32_t n = c->l->tokens.n, lo = drg__span_first(c->l->tokens.span, n, terms.s);
	for (uint32_t i = lo; i < n && i < lo + 4 && c->l->tokens.span[i].s < terms.e; i++)
		for (size_t k = 0; k < sizeof z / sizeof *z; k++)
			if (drg__str_ieq(drg__tok(&c->l->text, &c->l->tokens, i), drg__str_c(z[k])))
				return true;
	return false;
}

static void proposal(struct cx *c, const struct rule_hit *h)
{
	uint32_t a, b;
	if (!cap(h, "terms", &a, &b) || !about_talks(c, a, b))
		return;
	struct prop p = { .act = act_of(c, h), .by = NONE, .to = NONE, .conveyed_by = NONE, .same_as = NONE, .terms = bytes(c, a, b), .issue = issue_in(c, a, b) };
	p.state = state_named(drg__rule_yield(c->pack, h->rule, "state"));
	struct str side = drg__rule_yield(c->pack, h->rule, "party");
	uint32_t pa, pb, ca, cb;
	if (cap(h, "party", &pa, &pb) && cap(h, "cue", &ca, &cb) && negated(c, pb, ca))
		return; /* "has not offered": no step of the proposal's history */
	uint32_t party = side.n ? party_of(c, h, p.act.claim) : NONE;
	if (side.n && party == NONE)
		return;
	if (drg__str_eq(side, STR("by")))
		p.by = party;
	else if (drg__str_eq(side, STR("to")))
		p.to = party;
	else if (drg__str_eq(side, STR("conveyed"))) {
		/* the person who carried it, not those he acts for */
		p.conveyed_by = cap(h, "party", &pa, &pb) ? mention_in(c, bytes(c, pa, pb)) : party;
	}
	/* Safe only: the offer of the same issue, or a bare "the offer" after exactly
	 * one proposal; never what is called new, second or another. */
	if (!new_one(c, p.terms)) {
		uint32_t same = NONE, roots = 0, root = NONE;
		for (uint32_t i = 0; i < c->prop.n; i++) {
			const struct prop *q = &c->prop.v[i];
			if (q->same_as == NONE) {
				roots++;
				root = i;
			}
			if (p.issue != ISSUE_OTHER && q->issue == p.issue)
				same = q->same_as == NONE ? i : q->same_as;
			if (i >= 64)
				break;
		}
		if (same == NONE && roots == 1 && p.issue == ISSUE_OTHER)
			same = root;
		p.same_as = same;
	}
	*PUSH(c->a, &c->prop) = p;
}

/* ------------------------------------------------------------------- marks -- */

/* Mentions as spans that rules may name. */
static void marks(struct cx *c, struct hits *out)
{
	const struct layers *l = c->l;
	const struct mentions *m = &l->mentions;
	struct hit *v = NEW_N(c->a, struct hit, 2 * (size_t)m->n);
	uint32_t n = 0;
	for (uint32_t i = 0; i < m->n; i++) {
		uint32_t lo = drg__span_first(l->tokens.span, l->tokens.n, m->span[i].s);
		uint32_t end = lo;
		while (end < l->tokens.n && l->tokens.span[end].e <= m->span[i].e)
			end++;
		if (end == lo)
			continue;
		v[n++] = (struct hit){ MARK_MENTION, i, lo, end };
		uint8_t k = m->ent[i] == NONE ? m->kind[i] : l->entities.kind[m->ent[i]];
		bool party = k == ENT_PERSON || k == ENT_GROUP || k == ENT_ORG || k == ENT_STATE || k == ENT_UNNAMED || k == ENT_OTHER;
		if (party && m->ent[i] != NONE)
			v[n++] = (struct hit){ MARK_PARTY, i, lo, end };
	}
	drg__marks(v, n, l->tokens.n, c->a, out);
}

/* One kind at a time, so that a rejected offer is a position and a proposal. */
static void read_kind(struct cx *c, const struct rule_hits *all, const char *kind)
{
	struct rule_hits some = { 0 };
	for (size_t i = 0; i < all->n; i++)
		if (drg__str_eq(drg__rule_yield(c->pack, all->v[i].rule, "kind"), drg__str_c(kind)))
			*PUSH(c->a, &some) = all->v[i];
	drg__rules_best(&some, c->l->tokens.n, *c->a);
	for (size_t i = 0; i < some.n; i++) {
		const struct rule_hit *h = &some.v[i];
		if (strcmp(kind, "position") == 0)
			position(c, h);
		else if (strcmp(kind, "proposal") == 0)
			proposal(c, h);
		else
			condition(c, h, strcmp(kind, "exchange") == 0 ? COND_EXCHANGE : COND_PRECONDITION);
	}
}

static void write_out(struct cx *c, struct arena *keep, struct positions *pos, struct conditions *cond, struct proposals *prop)
{
	uint32_t n = pos->n = (uint32_t)c->pos.n;
	pos->act = NEW_N(keep, struct act, n);
	pos->party = NEW_N(keep, uint32_t, n);
	pos->voice = NEW_N(keep, uint8_t, n);
	pos->issue = NEW_N(keep, uint8_t, n);
	pos->stance = NEW_N(keep, uint8_t, n);
	pos->aspect = NEW_N(keep, uint8_t, n);
	pos->condition = NEW_N(keep, uint32_t, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct pos *p = &c->pos.v[i];
		pos->act[i] = p->act;
		pos->party[i] = p->party;
		pos->voice[i] = p->voice;
		pos->issue[i] = p->issue;
		pos->stance[i] = p->stance;
		pos->condition[i] = p->condition;
	}
	n = cond->n = (uint32_t)c->cond.n;
	cond->act = NEW_N(keep, struct act, n);
	cond->kind = NEW_N(keep, uint8_t, n);
	cond->party = NEW_N(keep, uint32_t, n);
	cond->blocks = NEW_N(keep, struct span, n);
	cond->blocks_issue = NEW_N(keep, uint8_t, n);
	cond->requires = NEW_N(keep, struct span, n);
	cond->requires_issue = NEW_N(keep, uint8_t, n);
	cond->necessary_only = NEW_N(keep, uint8_t, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct cond *k = &c->cond.v[i];
		cond->act[i] = k->act;
		cond->kind[i] = k->kind;
		cond->party[i] = k->party;
		cond->blocks[i] = k->blocks;
		cond->blocks_issue[i] = k->blocks_issue;
		cond->requires[i] = k->requires;
		cond->requires_issue[i] = k->requires_issue;
		cond->necessary_only[i] = k->kind == COND_PRECONDITION;
	}
	n = prop->n = (uint32_t)c->prop.n;
	prop->act = NEW_N(keep, struct act, n);
	prop->by = NEW_N(keep, uint32_t, n);
	prop->to = NEW_N(keep, uint32_t, n);
	prop->conveyed_by = NEW_N(keep, uint32_t, n);
	prop->terms = NEW_N(keep, struct span, n);
	prop->issue = NEW_N(keep, uint8_t, n);
	prop->state = NEW_N(keep, uint8_t, n);
	prop->same_as = NEW_N(keep, uint32_t, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct prop *p = &c->prop.v[i];
		prop->act[i] = p->act;
		prop->by[i] = p->by;
		prop->to[i] = p->to;
		prop->conveyed_by[i] = p->conveyed_by;
		prop->terms[i] = p->terms;
		prop->issue[i] = p->issue;
		prop->state[i] = p->state;
		prop->same_as[i] = p->same_as;
	}
}

void drg__talks(const drg_pack *pack, const struct layers *l, const struct view *view, const struct hits *hits,
                struct arena *keep, struct arena scratch,
                struct positions *pos, struct conditions *cond, struct proposals *prop)
{
	struct cx c = { .l = l, .pack = pack, .hits = hits, .a = &scratch };
	uint32_t set = drg__ruleset(pack, "talks");
	c.issues = drg__lex(pack, "issues");
	c.verbs = drg__lex(pack, "talk_verbs");
	c.nouns = drg__lex(pack, "proposal_nouns");
	if (set == UINT32_MAX || c.issues == UINT32_MAX || c.verbs == UINT32_MAX || c.nouns == UINT32_MAX)
		return;
	c.col_issue = drg__lex_col(pack, c.issues, "issue");
	c.col_stance = drg__lex_col(pack, c.verbs, "stance");
	struct hits mark;
	marks(&c, &mark);
	/* The matches go to `keep`: rules_match wants two arenas that are not one. */
	struct rule_hits found = { 0 };
	for (uint32_t s = 0; s < l->sents.n; s++) {
		uint32_t first = l->sents.tok[s], end = l->sents.tok[s + 1];
		if (!(l->tokens.flags[first] & TOK_ZONE) && about_talks(&c, first, end))
			drg__rules_match(pack, set, view, hits, &mark, first, end, keep, scratch, &found);
	}
	read_kind(&c, &found, "precondition");
	read_kind(&c, &found, "exchange");
	read_kind(&c, &found, "position");
	read_kind(&c, &found, "proposal");
	write_out(&c, keep, pos, cond, prop);
}
