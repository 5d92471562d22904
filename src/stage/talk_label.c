/* Who calls whom what. */
#include "stage/talk_in.h"
#include "stage/token.h"

/* The user of a word: whoever speaks; inside a paraphrase it is still theirs. */
static uint32_t user_at(const struct talk_cx *x, uint32_t t, uint8_t *voice)
{
	uint32_t claim = drg__talk_claim(x, x->v->span[t].s);
	uint32_t who = drg__talk_origin(x, claim); /* who says it, not for whom */
	*voice = claim != NONE && x->l->claims.kind[claim] == CLAIM_INDIRECT ? VOICE_REPORTED : VOICE_OWN;
	return who;
}

/* Do the words stand in a short stretch between quotation marks?  A mark on one
 * side is an apostrophe, or of other words. */
static bool quoted(const struct talk_cx *x, uint32_t first, uint32_t end)
{
	enum { NEAR = 6 };
	bool opens = false, closes = false;
	for (uint32_t k = first; k-- > 0 && first - k <= NEAR && !opens;)
		opens = (x->v->flags[k] & TOK_QUOTE) != 0;
	for (uint32_t k = end; k < x->v->n && k - end < NEAR && !closes; k++)
		closes = (x->v->flags[k] & TOK_QUOTE) != 0;
	return opens && closes;
}

/* "a criminal investigation", "foreign terrorist organisations": a kind of thing;
 * "the occupation barracks" are somebody's. */
static bool of_a_kind(const struct talk_cx *x, uint32_t t)
{
	const struct clauses *c = &x->c;
	uint32_t up = c->head[t];
	if ((c->dep[t] != DEP_AMOD && c->dep[t] != DEP_COMPOUND) || up == NONE)
		return false;
	uint32_t det = drg__clause_child(c, up, DEP_DET, NONE);
	return (det == NONE || !drg__clause_is(c, det, "the|this|that|these|those")) && drg__clause_child(c, up, DEP_NMOD_POSS, NONE) == NONE;
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
	enum { QUOTED, PLAIN, NAMED };
	uint32_t how = drg__lex_enum(x->pack, x->lex.labels, h->row, x->col.quoted), t = h->end - 1;
	bool marks = quoted(x, h->first, h->end);
	uint8_t voice;
	if (!marks && (how == QUOTED || of_a_kind(x, t)))
		return;
	if (x->l->morph.upos[t] == UPOS_PROPN || x->l->morph.upos[t] == UPOS_VERB)
		return; /* part of a name */
	uint32_t user = user_at(x, t, &voice), target = target_of(x, t);
	if (how == NAMED && !marks && (target == NONE || target == x->ent[t]))
		return;
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

/* The name that p gives: what it is completed by; where whom it names stands before it
 * ("which the army calls bandits", "designated a gang by ..") its object. */
static uint32_t name_given(const struct clauses *c, uint32_t p)
{
	static const char naming[] = "call|brand|label|denounce|dub|consider|deem|designate";
	static const char as[] = "describe|regard|view|see|treat|consider|denounce|condemn|portray|brand|label|dismiss|designate|list";
	uint32_t term = NONE;
	if (drg__clause_is(c, p, naming)) {
		term = drg__clause_child(c, p, DEP_XCOMP, NONE);
		if ((term == NONE || term < p) && (c->dep[p] == DEP_RELCL || c->dep[p] == DEP_ACL))
			term = drg__clause_child(c, p, DEP_OBJ, p);
	}
	if ((term == NONE || term < p) && drg__clause_is(c, p, as))
		term = drg__clause_with(c, p, "as");
	return term == NONE || term < p ? NONE : term;
}

/* Who stands behind a participle and the name it gives: "designated a gang by the army". */
static uint32_t namer_behind(const struct clauses *c, uint32_t p, uint32_t term)
{
	if (c->dep[p] != DEP_ACL || term == NONE)
		return NONE;
	uint32_t by = drg__clause_child(c, p, DEP_OBL_AGENT, NONE);
	by = by != NONE ? by : drg__clause_with(c, p, "by");
	return by != NONE ? by : drg__clause_with(c, term, "by");
}

/* Whom p calls something: its object, the word that a clause is about ("the minister,
 * whom it regards as ..") or, of a participle, whoever the sentence is about. */
static uint32_t called(const struct talk_cx *x, uint32_t p)
{
	const struct clauses *c = &x->c;
	uint32_t o = drg__clause_object(c, p), up = c->head[p];
	bool relative = c->dep[p] == DEP_RELCL && up != NONE && (o == NONE || drg__clause_is(c, o, "whom|who|which|that"));
	if (relative || (c->dep[p] == DEP_ACL && up != NONE && o == name_given(c, p)))
		return up;
	if (o == NONE && c->dep[p] == DEP_ADVCL && up != NONE && drg__clause_child(c, p, DEP_OBL_AGENT, NONE) != NONE)
		return drg__clause_child(c, up, DEP_NSUBJ, NONE);
	return o;
}

/* "called the list "blackmail"", "described them as bandits", "denounced as ..":
 * a word that takes sides; a price called "punchy" does not. */
static void by_calling(struct talk_cx *x, uint32_t p, uint32_t end)
{
	const struct clauses *c = &x->c;
	if (x->l->morph.upos[p] != UPOS_VERB || !x->conflict)
		return;
	uint32_t term = name_given(c, p), by = namer_behind(c, p, term), who = by != NONE ? by : drg__clause_doer(c, p), o = called(x, p);
	if (who == NONE || o == NONE || term == NONE || term >= end)
		return;
	uint32_t user = x->ent[who] != NONE ? x->ent[who] : drg__talk_doer(x, p);
	uint32_t first = c->lo[term], last = c->hi[term] < end ? c->hi[term] : end - 1;
	if (by != NONE && c->lo[by] > term && c->lo[by] <= last)
		last = c->lo[by] - 1;
	while (first < term && !(x->v->flags[first] & TOK_QUOTE) && !drg__clause_is(c, first, "a|an|the"))
		first++;
	bool inside = false;
	for (uint32_t i = first; i <= last; i++)
		inside |= drg__hit_at(x->hits, i, x->lex.labels) != NULL;
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
