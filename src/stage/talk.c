#include "stage/talk.h"

#include "stage/talk_in.h"
#include "stage/talk_scope.h"
#include "stage/token.h"

/* ------------------------------------------------- claims and who speaks -- */

uint32_t drg__talk_claim(const struct talk_cx *x, uint32_t byte)
{
	return drg__clause_claim(&x->c, byte);
}

uint32_t drg__talk_origin(const struct talk_cx *x, uint32_t claim)
{
	if (claim == NONE || x->l->claims.chain[claim].n == 0)
		return NONE;
	struct run r = x->l->claims.chain[claim];
	return x->l->hops.role[r.from + r.n - 1] == HOP_PUBLISHER ? NONE : x->l->hops.ent[r.from + r.n - 1];
}

uint32_t drg__talk_principal(const struct talk_cx *x, uint32_t e)
{
	for (int k = 0; k < 3 && e != NONE && x->l->entities.speaks_for[e] != NONE; k++)
		e = x->l->entities.speaks_for[e];
	return e != NONE && x->land[e] != NONE ? x->land[e] : e;
}

bool drg__talk_can(const struct talk_cx *x, uint32_t e)
{
	if (e == NONE)
		return false;
	uint8_t k = x->l->entities.kind[e];
	return k != ENT_OUTLET && k != ENT_REPORTER && k != ENT_DOCUMENT;
}

/* Speaker e where the pronoun at t can stand for it, else NONE: a body is no "he",
 * and who is no body, holds no office and speaks for none is no "it". */
static uint32_t meant(const struct talk_cx *x, uint32_t t, uint32_t e)
{
	uint8_t k = e == NONE ? ENT_OTHER : x->l->entities.kind[e];
	bool body = k == ENT_ORG || k == ENT_GROUP || k == ENT_STATE;
	if (e != NONE && drg__clause_is(&x->c, t, "it")) {
		struct str sectors = x->l->entities.sectors ? x->l->entities.sectors[e] : STR("");
		bool office = x->l->entities.speaks_for[e] != NONE || (sectors.n > 0 && !drg__str_eq(sectors, STR("CVL")));
		return (k == ENT_PERSON || k == ENT_UNNAMED) && !office ? NONE : e;
	}
	return body && drg__clause_is(&x->c, t, "he|she") ? NONE : e;
}

/* Is the claim the publisher's own, or there none? */
static bool published(const struct talk_cx *x, uint32_t claim)
{
	struct run r = claim == NONE ? (struct run){ 0, 0 } : x->l->claims.chain[claim];
	return r.n == 0 || x->l->hops.role[r.from + r.n - 1] == HOP_PUBLISHER;
}

/* .. and the byte in no quotation? */
static bool of_publisher(const struct talk_cx *x, uint32_t byte)
{
	for (uint32_t i = 0; i < x->l->quotes.n; i++)
		if (x->l->quotes.outer[i].s <= byte && byte < x->l->quotes.outer[i].e)
			return false;
	return published(x, drg__talk_claim(x, byte));
}

/* "Ostra's deputy minister said the government would accept a truce": the state for
 * which the one who says so speaks, where e at token t is "the government" or "her cabinet"; NONE. */
static uint32_t own_government(const struct talk_cx *x, uint32_t t, uint32_t e)
{
	if (e == NONE || t == 0 || x->l->entities.kind[e] == ENT_STATE || x->l->entities.speaks_for[e] != NONE || !drg__clause_is(&x->c, t, "government|cabinet") ||
	    !drg__clause_is(&x->c, t - 1, "the|his|her|its|their|our"))
		return NONE;
	uint32_t land = drg__talk_principal(x, drg__talk_origin(x, drg__talk_claim(x, x->v->span[t].s)));
	return land != NONE && x->l->entities.kind[land] == ENT_STATE ? land : NONE;
}

bool drg__talk_others(const struct talk_cx *x, uint32_t t)
{
	uint32_t claim = t < x->v->n ? drg__talk_claim(x, x->v->span[t].s) : NONE;
	return claim != NONE && x->l->claims.kind[claim] == CLAIM_DIRECT && drg__clause_is(&x->c, t, "it|he|she|they|them|those|these");
}

uint32_t drg__talk_party(const struct talk_cx *x, uint32_t t)
{
	if (t >= x->v->n)
		return NONE;
	uint32_t e = x->ent[t];
	if (x->issuer != NONE && drg__clause_is(&x->c, t, "we|us|our") && of_publisher(x, x->v->span[t].s))
		return x->issuer; /* "We thank Ombra": a statement of its publisher */
	/* "we"; "it said that it would ..": a pronoun of nobody else is whoever speaks */
	uint32_t claim = drg__talk_claim(x, x->v->span[t].s);
	if (e == NONE && !drg__talk_others(x, t) && drg__clause_is(&x->c, t, "we|i|us|our|me|my|it|he|she|they"))
		e = meant(x, t, drg__talk_origin(x, claim));
	uint32_t land = own_government(x, t, e);
	e = drg__talk_principal(x, land != NONE ? land : e);
	return drg__talk_can(x, e) ? e : NONE;
}

uint8_t drg__talk_voice(const struct talk_cx *x, uint32_t claim, uint32_t party)
{
	uint32_t o = drg__talk_origin(x, claim);
	if (party != NONE && party == x->issuer && published(x, claim))
		return VOICE_OWN;
	return o != NONE && party != NONE && (o == party || drg__talk_principal(x, o) == party) ? VOICE_OWN : VOICE_REPORTED;
}

/* ------------------------------------------------------------ words -- */

uint32_t drg__talk_sentence(const struct talk_cx *x, uint32_t t)
{
	uint32_t lo = 0, hi = x->l->sents.n;
	while (lo + 1 < hi) {
		uint32_t m = (lo + hi) / 2;
		if (x->l->sents.tok[m] <= t)
			lo = m;
		else
			hi = m;
	}
	return lo;
}

/* "demand the release of the captain;": does the predicate at p begin an item of a
 * resolution, a paragraph in small letters? */
static bool begins_item(const struct talk_cx *x, uint32_t p)
{
	const struct tokens *tok = &x->l->tokens;
	uint32_t first = p;
	while (first > 0 && tok->para[first - 1] == tok->para[p])
		first--;
	struct str w = drg__tok(&x->l->text, tok, first);
	return w.n > 0 && w.p[0] >= 'a' && w.p[0] <= 'z' && (p == first || x->c.dep[p] == DEP_ROOT || x->c.head[p] == first);
}

uint32_t drg__talk_doer(const struct talk_cx *x, uint32_t p)
{
	uint32_t s = drg__clause_doer(&x->c, p), e = s == NONE ? NONE : drg__talk_party(x, s);
	if (e == NONE && (s == NONE || !drg__talk_others(x, s)) && p < x->v->n && drg__talk_can(x, x->speaker[p]))
		e = drg__talk_principal(x, x->speaker[p]);
	if (s == NONE && e == NONE && x->issuer != NONE && p < x->v->n && begins_item(x, p) && of_publisher(x, x->v->span[p].s))
		e = x->issuer;
	return e;
}

bool drg__talk_time(const struct talk_cx *x, uint32_t first, uint32_t last)
{
	for (uint32_t i = first; i <= last && i < x->v->n; i++)
		if (drg__hit_at(x->hits, i, x->lex.calendar) || drg__hit_at(x->hits, i, x->lex.units) ||
		    drg__clause_is(&x->c, i, "noon|midnight|tomorrow|yesterday|today|dawn|nightfall|weekend|spring|summer|autumn|winter") ||
		    ((x->v->flags[i] & TOK_NUM) && x->v->span[i].e - x->v->span[i].s == 4))
			return true;
	return false;
}

const struct hit *drg__talk_apart(const struct talk_cx *x, uint32_t p, uint32_t lex, struct hit *out)
{
	uint32_t row = drg__clause_apart(&x->c, x->pack, lex, p, 0);
	*out = (struct hit){ .lex = lex, .row = row, .first = p, .end = p + 1 };
	return row == UINT32_MAX ? NULL : out;
}

const struct hit *drg__talk_hit(const struct talk_cx *x, uint32_t t, uint32_t lex)
{
	for (uint32_t i = t > 3 ? t - 3 : 0; i <= t && i < x->v->n; i++) {
		const struct hit *h = drg__hit_at(x->hits, i, lex);
		if (h && h->end > t)
			return h;
	}
	return NULL;
}

bool drg__talk_stance(const struct talk_cx *x, uint32_t t)
{
	enum { NEEDS_ISSUE = 0 };
	const struct hit *h = drg__talk_hit(x, t, x->lex.verbs);
	uint32_t needs = h ? drg__lex_enum(x->pack, x->lex.verbs, h->row, x->col.verb_needs) : UINT32_MAX;
	return h && (needs == NEEDS_ISSUE || needs == UINT32_MAX);
}

struct span drg__talk_words(const struct talk_cx *x, uint32_t first, uint32_t last)
{
	if (last < first)
		return (struct span){ 0, 0 }; /* the clause ends before its own words begin: a relative clause whose words stand elsewhere */
	while (first < last && (x->v->flags[first] & TOK_PUNCT) && !(x->v->flags[first] & TOK_QUOTE))
		first++;
	while (last > first && (x->v->flags[last] & TOK_PUNCT))
		last--;
	while (first < last && (x->v->flags[first] & TOK_QUOTE))
		first++;
	if (first < last && x->l->morph.upos[first] == UPOS_CCONJ && drg__clause_is(&x->c, first, "and|but|so|yet"))
		first++; /* "but would not sign anything" */
	return (struct span){ x->v->span[first].s, x->v->span[last].e };
}

struct act drg__talk_act(const struct talk_cx *x, uint32_t first, uint32_t last, uint32_t cue_first, uint32_t cue_last, const char *rule, float score)
{
	uint32_t prt = drg__clause_child(&x->c, cue_last, DEP_PRT, cue_last);
	last = prt == last + 1 ? prt : last; /* "turned the offer down" */
	struct act a = { .span = drg__talk_words(x, first, last), .cue = { x->v->span[cue_first].s, x->v->span[cue_last].e }, .score = score };
	a.rule = drg__pack_rule_find(x->pack, rule);
	a.claim = drg__talk_claim(x, a.cue.s);
	return a;
}

bool drg__talk_open(const struct talk_cx *x, uint32_t t)
{
	static const char modal[] = "will|would|shall|should|can|could|may|might|must|'ll|\u2019ll|'d|\u2019d|wo|ca|cannot";
	for (int k = 0; k < 4 && t < x->c.n; k++) {
		for (uint32_t c = x->c.child[t]; c != NONE; c = x->c.sibling[c])
			if (x->c.dep[c] == DEP_AUX && drg__clause_is(&x->c, c, modal))
				return true;
		if (drg__talk_stance(x, t) || drg__clause_is(&x->c, t, "refuse|promise|threaten|warn|pledge|vow|ready|prepare|able|suspend|ban|halt|foresee|ask|order|allow|let|bar"))
			return true;
		if (x->c.dep[t] != DEP_XCOMP && x->c.dep[t] != DEP_CCOMP && x->c.dep[t] != DEP_CONJ && x->c.dep[t] != DEP_OBJ && x->c.dep[t] != DEP_ACL)
			return false;
		t = x->c.head[t];
	}
	return false;
}

uint32_t drg__talk_thing(const struct talk_cx *x, uint32_t t)
{
	if (t >= x->c.n)
		return NONE;
	if (drg__talk_hit(x, t, x->lex.nouns))
		return t;
	for (uint32_t k = x->c.child[t]; k != NONE; k = x->c.sibling[k])
		if ((x->c.dep[k] == DEP_NMOD || x->c.dep[k] == DEP_APPOS || x->c.dep[k] == DEP_CONJ) && drg__talk_hit(x, k, x->lex.nouns))
			return k;
	return NONE;
}

/* -------------------------------------------------------------- set up -- */

static bool open_lexicons(struct talk_cx *x)
{
	const drg_pack *p = x->pack;
	x->lex.ops = drg__lex(p, "cond_ops");
	x->lex.verbs = drg__lex(p, "talk_verbs");
	x->lex.props = drg__lex(p, "proposal_verbs");
	x->lex.nouns = drg__lex(p, "proposal_nouns");
	x->lex.issues = drg__lex(p, "issues");
	x->lex.agreed = drg__lex(p, "agreement_words");
	x->lex.labels = drg__lex(p, "labels");
	x->lex.verdicts = drg__lex(p, "talk_verdicts");
	x->lex.harm = drg__lex(p, "harm");
	x->lex.calendar = drg__lex(p, "calendar");
	x->lex.units = drg__lex(p, "units");
	x->lex.counted = drg__lex(p, "counted");
	if (x->lex.ops == NONE || x->lex.verbs == NONE || x->lex.props == NONE || x->lex.nouns == NONE || x->lex.issues == NONE ||
	    x->lex.agreed == NONE || x->lex.labels == NONE || x->lex.verdicts == NONE || x->lex.harm == NONE || x->lex.calendar == NONE || x->lex.units == NONE || x->lex.counted == NONE)
		return false;
	x->col.op_kind = drg__lex_col(p, x->lex.ops, "kind");
	x->col.op_after = drg__lex_col(p, x->lex.ops, "after");
	x->col.op_weak = drg__lex_col(p, x->lex.ops, "weak");
	x->col.stance = drg__lex_col(p, x->lex.verbs, "stance");
	x->col.verb_needs = drg__lex_col(p, x->lex.verbs, "needs");
	x->col.state = drg__lex_col(p, x->lex.props, "state");
	x->col.doer = drg__lex_col(p, x->lex.props, "doer");
	x->col.needs = drg__lex_col(p, x->lex.props, "needs");
	x->col.issue = drg__lex_col(p, x->lex.issues, "issue");
	x->col.common = drg__lex_col(p, x->lex.issues, "common");
	x->col.issue_of = drg__lex_col(p, x->lex.issues, "of");
	x->col.counted = drg__lex_col(p, x->lex.counted, "class");
	x->col.is = drg__lex_col(p, x->lex.agreed, "is");
	x->col.status = drg__lex_col(p, x->lex.agreed, "status");
	x->col.quoted = drg__lex_col(p, x->lex.labels, "quoted");
	x->col.verdict = drg__lex_col(p, x->lex.verdicts, "stance");
	return true;
}

/* The entity that a token names, and the speaker of the attribution whose cue it is. */
static void entities(struct talk_cx *x)
{
	const struct attribs *at = &x->l->attribs;
	x->ent = drg__clause_entities(&x->c, x->a);
	x->speaker = NEW_N(x->a, uint32_t, x->v->n);
	for (uint32_t t = 0; t < x->v->n; t++)
		x->speaker[t] = NONE;
	for (uint32_t i = 0; i < at->n; i++)
		for (uint32_t j = 0; j < at->cue[i].n && at->speaker[i] != NONE; j++) {
			struct span cue = at->pool.v[at->cue[i].from + j];
			for (uint32_t t = drg__span_first(x->v->span, x->v->n, cue.s); t < x->v->n && x->v->span[t].e <= cue.e; t++)
				x->speaker[t] = at->speaker[i];
		}
}

static struct str bare(struct str w)
{
	while (w.n && (w.p[w.n - 1] == ',' || w.p[w.n - 1] == ';'))
		w.n--;
	return w;
}

/* Does every word of a name, small ones and capitals aside, stand in the outlet's? */
static bool within(struct str name, struct str outlet)
{
	uint32_t n = 0;
	while (name.p) {
		struct str w = drg__str_cut(&name, ' ');
		if (w.n < 3 || drg__str_ieq(w, STR("the")))
			continue;
		struct str rest = outlet;
		bool found = false;
		while (rest.p && !found)
			found = drg__str_ieq(bare(drg__str_cut(&rest, ' ')), w);
		if (!found)
			return false;
		n++;
	}
	return n > 0;
}

/* The body that publishes the report itself, a statement or a resolution: of those
 * whose names are part of the outlet's the one named most. */
static uint32_t issuer(const struct talk_cx *x)
{
	const struct entities *e = &x->l->entities;
	uint32_t best = NONE, most = 0;
	for (uint32_t i = 0; i < e->n; i++) {
		bool body = e->kind[i] == ENT_ORG || e->kind[i] == ENT_GROUP;
		uint32_t n = 0;
		if (!body || !x->l->meta.outlet.n || !within(e->name[i], x->l->meta.outlet))
			continue;
		for (uint32_t k = 0; k < x->l->mentions.n; k++)
			n += x->l->mentions.ent[k] == i;
		best = n > most ? i : best;
		most = n > most ? n : most;
	}
	return best;
}

/* "Vandrian" of "Vandria", "Halvarian" of "Halvar", "Torlander" of "Torland". */
static bool adjective_of(struct str adjective, struct str name)
{
	static const char *const ending[] = { "n", "an", "ian", "er", "ese", "ish", "i" };
	enum { SHORT = 4 };
	bool a = drg__str_ends(name, STR("a"));
	for (size_t i = 0; i < sizeof ending / sizeof *ending && name.n >= SHORT; i++) {
		struct str end = drg__str_c(ending[i]), stem = a && i > 0 ? drg__str_sub(name, 0, name.n - 1) : name;
		if (adjective.n == stem.n + end.n && drg__str_istarts(adjective, stem) && drg__str_ends(adjective, end))
			return true;
	}
	return false;
}

static void lands(struct talk_cx *x)
{
	const struct entities *n = &x->l->entities;
	x->land = NEW_N(x->a, uint32_t, n->n);
	for (uint32_t e = 0; e < n->n; e++) {
		x->land[e] = NONE;
		bool body = n->kind[e] == ENT_STATE || n->kind[e] == ENT_GROUP || n->kind[e] == ENT_ORG || n->kind[e] == ENT_OTHER;
		for (uint32_t f = 0; f < n->n && body && x->land[e] == NONE; f++)
			if (f != e && n->kind[f] == ENT_STATE && adjective_of(n->name[e], n->name[f]))
				x->land[e] = f;
	}
}

/* Parties and what lies between them: a word of the issues, of agreements or of
 * things on the table, somebody who can talk, and enough of both. */
static bool of_conflict(const struct talk_cx *x)
{
	enum { FEW = 80 }; /* tokens: a pasted sentence or two are given the benefit of the doubt */
	uint32_t words = 0, parties = 0;
	bool few = x->v->n < FEW;
	for (uint32_t i = 0; i < x->hits->n && words < 3; i++) {
		const struct hit *h = &x->hits->v[i];
		bool sole = few || (h->lex == x->lex.issues && drg__lex_enum(x->pack, h->lex, h->row, x->col.common) != 0);
		words += (h->lex == x->lex.issues && sole) || h->lex == x->lex.nouns || h->lex == x->lex.agreed;
	}
	for (uint32_t e = 0; e < x->l->entities.n && parties < 1; e++) {
		uint8_t k = x->l->entities.kind[e];
		parties += k == ENT_ORG || k == ENT_GROUP || k == ENT_STATE || k == ENT_OTHER;
	}
	return words >= 1 && parties >= 1 && x->dispute > 0;
}

/* Fighting, truces, withdrawals, disarmament, amnesties: named at
 * least twice. */
static bool of_war(const struct talk_cx *x)
{
	enum { TWICE = 2 };
	uint32_t n = 0;
	for (uint32_t i = 0; i < x->hits->n && n < TWICE; i++) {
		const struct hit *h = &x->hits->v[i];
		if (h->lex != x->lex.issues || drg__lex_enum(x->pack, h->lex, h->row, x->col.common) == 0)
			continue;
		uint32_t k = drg__lex_enum(x->pack, h->lex, h->row, x->col.issue);
		n += k == ISSUE_END_OF_FIGHTING || k == ISSUE_PAUSE || k == ISSUE_WITHDRAWAL || k == ISSUE_DISARMAMENT || k == ISSUE_AMNESTY;
	}
	return n >= TWICE;
}

/* ------------------------------------------------------------ write out -- */

#define COPY(to, from, field) \
	do { \
		(to)->field = drg__alloc_n(keep, (from).n, sizeof *(to)->field, 8); \
		for (size_t i_ = 0; i_ < (from).n; i_++) \
			(to)->field[i_] = (from).v[i_].field; \
	} while (0)

static void write_positions(const struct talk_cx *x, struct arena *keep, struct positions *o)
{
	o->n = (uint32_t)x->pos.n;
	COPY(o, x->pos, act);
	COPY(o, x->pos, party);
	COPY(o, x->pos, voice);
	COPY(o, x->pos, issue);
	COPY(o, x->pos, stance);
	COPY(o, x->pos, aspect);
	COPY(o, x->pos, condition);
}

static void write_conditions(const struct talk_cx *x, struct arena *keep, struct conditions *o)
{
	o->n = (uint32_t)x->cond.n;
	COPY(o, x->cond, act);
	COPY(o, x->cond, kind);
	COPY(o, x->cond, party);
	COPY(o, x->cond, on);
	COPY(o, x->cond, blocks);
	COPY(o, x->cond, blocks_issue);
	COPY(o, x->cond, requires);
	COPY(o, x->cond, requires_issue);
	COPY(o, x->cond, deadline);
	o->necessary_only = NEW_N(keep, uint8_t, o->n);
	for (uint32_t i = 0; i < o->n; i++)
		o->necessary_only[i] = o->kind[i] == COND_PRECONDITION || o->kind[i] == COND_EXCEPTION;
}

static void write_proposals(const struct talk_cx *x, struct arena *keep, struct proposals *o)
{
	o->n = (uint32_t)x->prop.n;
	COPY(o, x->prop, act);
	COPY(o, x->prop, by);
	COPY(o, x->prop, to);
	COPY(o, x->prop, conveyed_by);
	COPY(o, x->prop, terms);
	COPY(o, x->prop, issue);
	COPY(o, x->prop, state);
	COPY(o, x->prop, same_as);
}

static struct run pair(struct rows *pool, struct arena *keep, uint32_t a, uint32_t b)
{
	struct run r = { (uint32_t)pool->n, 0 };
	if (a != NONE)
		*PUSH(keep, pool) = a, r.n++;
	if (b != NONE && b != a)
		*PUSH(keep, pool) = b, r.n++;
	return r;
}

static void write_agreements(const struct talk_cx *x, struct arena *keep, struct agreements *o)
{
	o->n = (uint32_t)x->agr.n;
	COPY(o, x->agr, act);
	o->parties = NEW_N(keep, struct run, o->n);
	for (uint32_t i = 0; i < o->n; i++)
		o->parties[i] = pair(&o->pool, keep, x->agr.v[i].a, x->agr.v[i].b);
	COPY(o, x->agr, mediator);
	COPY(o, x->agr, terms);
	COPY(o, x->agr, in_effect);
	COPY(o, x->agr, end);
	COPY(o, x->agr, duration);
	COPY(o, x->agr, issue);
	COPY(o, x->agr, status);
	COPY(o, x->agr, same_as);
}

static void write_labels(const struct talk_cx *x, struct arena *keep, struct labels *o)
{
	o->n = (uint32_t)x->label.n;
	COPY(o, x->label, act);
	COPY(o, x->label, user);
	COPY(o, x->label, target);
	COPY(o, x->label, voice);
}

static void write_rounds(const struct talk_cx *x, struct arena *keep, struct rounds *o)
{
	o->n = (uint32_t)x->round.n;
	COPY(o, x->round, act);
	o->parties = NEW_N(keep, struct run, o->n);
	for (uint32_t i = 0; i < o->n; i++)
		o->parties[i] = pair(&o->pool, keep, x->round.v[i].a, x->round.v[i].b);
	COPY(o, x->round, mediator);
	COPY(o, x->round, host);
	COPY(o, x->round, guarantor);
	COPY(o, x->round, conveyor);
	COPY(o, x->round, venue);
	COPY(o, x->round, format);
	COPY(o, x->round, last);
	COPY(o, x->round, next);
	COPY(o, x->round, last_day);
	COPY(o, x->round, next_day);
	COPY(o, x->round, progress);
}

void drg__talks(const drg_pack *pack, struct layers *l, const struct view *view, const struct hits *hits, const struct talk_trace *trace,
                struct arena *keep, struct arena scratch)
{
	struct talk_cx x = { .l = l, .pack = pack, .v = view, .hits = hits, .trace = trace, .a = &scratch };
	if (!open_lexicons(&x))
		return;
	x.c = drg__clauses(l, &scratch);
	if (x.c.n == 0)
		return; /* nothing is guessed without syntax */
	entities(&x);
	lands(&x);
	x.issuer = issuer(&x);
	x.dispute = drg__scope_sure(pack, l, view, hits);
	x.conflict = of_conflict(&x);
	x.war = of_war(&x);
	drg__talk_main_issue(&x);
	for (uint32_t s = 0; s < l->sents.n; s++) {
		uint32_t first = l->sents.tok[s], end = l->sents.tok[s + 1];
		if (l->tokens.flags[first] & TOK_ZONE)
			continue;
		drg__talk_labels(&x, first, end);
		if (!x.conflict)
			continue;
		drg__talk_conditions(&x, first, end);
		drg__talk_positions(&x, first, end);
		size_t before = x.prop.n;
		drg__talk_proposals(&x, first, end);
		drg__talk_answers(&x, before);
		drg__talk_agreements(&x, first, end);
		drg__talk_rounds(&x, first, end);
	}
	drg__talk_sides(&x);
	write_positions(&x, keep, &l->positions);
	write_conditions(&x, keep, &l->conditions);
	write_proposals(&x, keep, &l->proposals);
	write_agreements(&x, keep, &l->agreements);
	write_labels(&x, keep, &l->labels);
	write_rounds(&x, keep, &l->rounds);
}
