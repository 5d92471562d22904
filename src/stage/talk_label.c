/* Who calls whom what, and rounds of talks with third parties by role. */
#include "stage/talk_in.h"
#include "stage/token.h"

/* The user of a word: whoever speaks; inside a paraphrase it is still theirs. */
static uint32_t user_at(const struct talk_cx *x, uint32_t t, uint8_t *voice)
{
	uint32_t claim = drg__talk_claim(x, x->v->span[t].s);
	uint32_t who = drg__talk_principal(x, drg__talk_origin(x, claim));
	*voice = claim != NONE && x->l->claims.kind[claim] == CLAIM_INDIRECT ? VOICE_REPORTED : VOICE_OWN;
	return who;
}

static bool quoted(const struct talk_cx *x, uint32_t first, uint32_t end)
{
	return (first > 0 && (x->v->flags[first - 1] & TOK_QUOTE)) || (end < x->v->n && (x->v->flags[end] & TOK_QUOTE));
}

/* Whom a word names: its subject ("they are bandits"), what it stands beside, what
 * it modifies ("the occupation army"), else nobody. */
static uint32_t target_of(const struct talk_cx *x, uint32_t t)
{
	const struct clauses *c = &x->c;
	bool passive;
	if (drg__clause_child(c, t, DEP_COP, NONE) != NONE) {
		uint32_t s = drg__clause_subject(c, t, &passive);
		if (s != NONE && x->ent[s] != NONE)
			return x->ent[s];
	}
	uint32_t up = c->head[t];
	if (up != NONE && (c->dep[t] == DEP_APPOS || c->dep[t] == DEP_COMPOUND || c->dep[t] == DEP_AMOD || c->dep[t] == DEP_FLAT) && x->ent[up] != NONE)
		return x->ent[up];
	uint32_t k = drg__clause_child(c, t, DEP_APPOS, NONE);
	if (k != NONE && x->ent[k] != NONE)
		return x->ent[k];
	uint32_t of = drg__clause_with(c, t, "of|from");
	if (of != NONE && x->ent[of] != NONE)
		return x->ent[of];
	return x->ent[t];
}

static void add(struct talk_cx *x, uint32_t first, uint32_t last, uint32_t user, uint32_t target, uint8_t voice, const char *rule, float score)
{
	struct label_row r = { .user = user, .target = target, .voice = voice };
	r.act = drg__talk_act(x, first, last, first, last, rule, score);
	for (size_t i = x->label.n; i-- > 0 && i + 4 > x->label.n;)
		if (x->label.v[i].act.cue.s <= r.act.cue.s && r.act.cue.e <= x->label.v[i].act.cue.e)
			return;
	*PUSH(x->a, &x->label) = r;
}

static void by_word(struct talk_cx *x, const struct hit *h)
{
	bool only_quoted = drg__lex_enum(x->pack, x->lex.labels, h->row, x->col.quoted) == 0;
	uint32_t t = h->end - 1;
	uint8_t voice;
	if (only_quoted && !quoted(x, h->first, h->end))
		return;
	if (x->l->morph.upos[t] == UPOS_PROPN || x->l->morph.upos[t] == UPOS_VERB)
		return; /* part of a name */
	uint32_t user = user_at(x, t, &voice), target = target_of(x, t);
	if (user == NONE && !x->conflict)
		return;
	add(x, h->first, t, user, target, voice, "talks.label", target == NONE ? .5f : .7f);
}

/* "called the army's offer a trap": whose the thing is. */
static uint32_t named_with(const struct talk_cx *x, uint32_t o)
{
	uint32_t k = drg__clause_child(&x->c, o, DEP_NMOD_POSS, NONE);
	return k == NONE ? NONE : x->ent[k];
}

/* "called the list "blackmail"", "described them as bandits", "denounced as ..". */
static void by_calling(struct talk_cx *x, uint32_t p, uint32_t end)
{
	const struct clauses *c = &x->c;
	if (x->l->morph.upos[p] != UPOS_VERB || !drg__clause_is(c, p, "call|brand|label|denounce|dub") || !x->conflict)
		return;
	uint32_t who = drg__clause_doer(c, p), o = drg__clause_object(c, p), term = drg__clause_child(c, p, DEP_XCOMP, NONE);
	if (term == NONE || term < p)
		term = drg__clause_with(c, p, "as");
	if (who == NONE || o == NONE || term == NONE || term < p || term >= end)
		return;
	uint32_t user = x->ent[who] != NONE ? x->ent[who] : drg__talk_doer(x, p);
	uint32_t first = c->lo[term], last = c->hi[term] < end ? c->hi[term] : end - 1;
	while (first < term && !(x->v->flags[first] & TOK_QUOTE) && !drg__clause_is(c, first, "a|an|the"))
		first++;
	bool inside = false;
	for (uint32_t i = first; i <= last; i++)
		inside |= (x->v->flags[i] & TOK_QUOTE) || drg__hit_at(x->hits, i, x->lex.labels);
	if (!inside || user == NONE || last - first > 9)
		return;
	uint32_t target = x->ent[o] != NONE ? x->ent[o] : named_with(x, o);
	while (first < last && (x->v->flags[first] & TOK_QUOTE))
		first++;
	while (last > first && (x->v->flags[last] & (TOK_QUOTE | TOK_PUNCT)))
		last--;
	add(x, first, last, user, target, VOICE_OWN, "talks.label-called", .7f);
}

void drg__talk_labels(struct talk_cx *x, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		by_calling(x, i, end);
	for (uint32_t i = first; i < end; i++) {
		const struct hit *h = drg__hit_at(x->hits, i, x->lex.labels);
		if (h)
			by_word(x, h);
	}
}

/* ----------------------------------------------------------------- rounds -- */

static bool is_talks(const struct talk_cx *x, uint32_t t)
{
	uint8_t u = x->l->morph.upos[t];
	return u == UPOS_NOUN && drg__clause_is(&x->c, t, "talk|talks|negotiation|negotiations|round|meeting|dialogue");
}

static bool time_at(const struct talk_cx *x, uint32_t lo, uint32_t hi)
{
	for (uint32_t i = lo; i <= hi && i < x->v->n; i++)
		if (drg__hit_at(x->hits, i, x->lex.calendar) || drg__clause_is(&x->c, i, "tomorrow|yesterday|today|week|month"))
			return true;
	return false;
}

/* Mediators, hosts and carriers of one sentence, by the verb they do. */
static void third_parties(struct talk_cx *x, struct round_row *r, uint32_t first, uint32_t end)
{
	static const struct { const char *verb; uint8_t role; } known[] = { { "mediate|broker|facilitate", 0 }, { "host", 1 }, { "guarantee", 2 }, { "shuttle|carry|convey", 3 } };
	for (uint32_t i = first; i < end; i++)
		for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
			if (!drg__clause_is(&x->c, i, known[k].verb) || x->l->morph.upos[i] != UPOS_VERB)
				continue;
			uint32_t s = drg__clause_doer(&x->c, i), e = s == NONE ? NONE : x->ent[s];
			uint32_t *to[] = { &r->mediator, &r->host, &r->guarantor, &r->conveyor };
			if (e != NONE && drg__talk_can(x, e) && *to[known[k].role] == NONE)
				*to[known[k].role] = e;
			if (known[k].role == 3)
				r->format = TALKS_SHUTTLE;
		}
}

static void round_at(struct talk_cx *x, uint32_t t, uint32_t first, uint32_t end)
{
	const struct clauses *c = &x->c;
	struct round_row r = { .a = NONE, .b = NONE, .mediator = NONE, .host = NONE, .guarantor = NONE, .conveyor = NONE, .venue = NONE };
	uint32_t p = drg__clause_predicate(c, t);
	uint32_t between = drg__clause_with(c, t, "between|with|of");
	if (between != NONE) {
		r.a = drg__talk_party(x, between);
		uint32_t other = drg__clause_child(c, between, DEP_CONJ, NONE);
		r.b = other == NONE ? NONE : drg__talk_party(x, other);
	}
	uint32_t in = drg__clause_with(c, t, "in|at");
	if (in == NONE && p != NONE)
		in = drg__clause_with(c, p, "in|at");
	r.venue = in == NONE ? NONE : x->ent[in];
	for (uint32_t k = c->child[t]; k != NONE; k = c->sibling[k]) {
		if (drg__clause_is(c, k, "indirect"))
			r.format = TALKS_INDIRECT;
		if (drg__clause_is(c, k, "direct|face-to-face"))
			r.format = TALKS_DIRECT;
	}
	for (uint32_t k = p == NONE ? NONE : c->child[p]; k != NONE; k = c->sibling[k]) {
		if (k >= end || (c->dep[k] != DEP_OBL && c->dep[k] != DEP_OBL_UNMARKED && c->dep[k] != DEP_ADVMOD) || !time_at(x, c->lo[k], c->hi[k]))
			continue;
		struct span s = drg__clause_bytes(c, c->lo[k], c->hi[k]);
		if (drg__talk_open(x, p) || drg__clause_is(c, p, "due|set|schedule|resume|plan"))
			r.next = s;
		else
			r.last = s;
	}
	third_parties(x, &r, first, end);
	if (r.a == NONE && r.mediator == NONE && r.host == NONE && r.conveyor == NONE && !r.next.e && !r.last.e)
		return; /* talks named in passing */
	r.act = drg__talk_act(x, c->lo[t] < first ? first : c->lo[t], c->hi[t] < end ? c->hi[t] : end - 1, t, t, "talks.talks", .5f);
	*PUSH(x->a, &x->round) = r;
}

void drg__talk_rounds(struct talk_cx *x, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (is_talks(x, i)) {
			round_at(x, i, first, end);
			return; /* one a sentence: further words name the same */
		}
}
