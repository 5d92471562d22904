/* event_answer.c - what an act answers: the offer that is turned down, the charge that is denied,
 * the raid that is condemned.  Whose it was is whom the act concerns, and is mostly told a
 * sentence before: "Togo offered a truce. The rebels rejected the offer." */
#include "stage/event_whom.h"

enum { BIT_OFFER = 1, BIT_REQUEST = 2, BIT_CHARGE = 4, BIT_DEED = 8, BIT_REFUSAL = 16 };

static uint32_t kind_of_type(struct str type)
{
	static const struct { const char *type; uint32_t bit; } kind[] = {
		{ "AGREE", BIT_OFFER }, { "CONSULT", BIT_OFFER }, { "CONCEDE", BIT_OFFER }, { "REQUEST", BIT_REQUEST }, { "THREATEN", BIT_REQUEST },
		{ "ACCUSE", BIT_CHARGE }, { "REJECT", BIT_REFUSAL }, { "ASSAULT", BIT_DEED }, { "COERCE", BIT_DEED }, { "SANCTION", BIT_DEED },
		{ "MOBILIZE", BIT_DEED }, { "PROTEST", BIT_DEED }, { "RETREAT", BIT_DEED }, { "AID", BIT_DEED }, { "COOPERATE", BIT_DEED },
	};
	for (size_t k = 0; k < sizeof kind / sizeof *kind; k++)
		if (drg__str_eq(type, drg__str_c(kind[k].type)))
			return kind[k].bit;
	return 0;
}

/* The kinds of acts that a noun may stand for, 0 none. */
static uint32_t kinds_of_noun(struct event_cx *c, uint32_t tok)
{
	static const char *const offer[] = { "offer", "offers", "proposal", "proposals", "plan", "invitation", "bid", "idea", "terms", "compromise", NULL };
	static const char *const request[] = { "demand", "demands", "call", "calls", "appeal", "request", "requests", "ultimatum", "condition", "conditions", "order", NULL };
	static const char *const charge[] = { "charge", "charges", "accusation", "accusations", "allegation", "allegations", "claim", "claims", "report", "reports", NULL };
	static const char *const deed[] = { "decision", "move", "step", "measure", "measures", "act", "action", "operation", NULL };
	if (drg__event_word_is(c, tok, offer))
		return BIT_OFFER | BIT_REQUEST;
	if (drg__event_word_is(c, tok, request))
		return BIT_REQUEST;
	if (drg__event_word_is(c, tok, charge))
		return BIT_CHARGE;
	if (drg__event_word_is(c, tok, deed))
		return BIT_DEED | BIT_REFUSAL;
	const struct match *m = drg__event_match(c, tok);
	struct frame fr;
	if (m->frame == NONE)
		return 0;
	drg__frame(c->pack, m->frame, &fr);
	return kind_of_type(drg__event_type_of(c, &fr));
}

/* "The offer", "this step": something told before. */
static bool definite(const struct event_cx *c, uint32_t tok)
{
	static const char *const words[] = { "the", "this", "that", "these", "those", NULL };
	for (uint32_t k = c->t.first[tok]; k != NONE; k = c->t.next[k])
		if (c->t.rel[k] == R_DET && drg__event_word_is(c, k, words))
			return true;
	return false;
}

/* The kinds that the noun in an object's place stands for. */
static uint32_t kinds_named(struct event_cx *c, uint32_t word)
{
	struct slots s;
	drg__slots(&c->t, word, &s);
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t i = 0; i < s.n; i++) {
			uint32_t kinds = s.v[i].slot == (pass ? SLOT_OBL : SLOT_OBJ) && s.v[i].tok != word && definite(c, s.v[i].tok) ? kinds_of_noun(c, s.v[i].tok) : 0;
			if (kinds)
				return kinds;
		}
	return 0;
}

/* The latest act of those kinds before e by another than who answers; NULL. */
static const struct found *latest(const struct whom_report *r, const struct found *e, uint32_t kinds)
{
	enum { BACK = 8 }; /* sentences */
	uint32_t sentence = drg__event_sentence(r->c, e->word);
	const struct found *found = NULL;
	for (size_t i = 0; i < r->near.n; i++) {
		const struct found *v = &r->near.v[i];
		if (v->word >= e->word || !(kind_of_type(v->type) & kinds) || sentence - drg__event_sentence(r->c, v->word) > BACK)
			continue;
		bool other = false, same = false;
		for (uint32_t k = 0; k < v->n_args; k++) {
			uint32_t ent = v->arg[k].role == EV_ACTOR ? v->arg[k].ent : NONE;
			same |= ent != NONE && drg__whom_on_side(r, e, EV_ACTOR, ent);
			other |= ent != NONE;
		}
		if (other && !same)
			found = v;
	}
	return found;
}

/* The last to speak before a refusal or denial, of another side than who refuses; NONE. */
static uint32_t claimant(const struct whom_report *r, const struct found *e)
{
	enum { BACK = 2 }; /* sentences */
	const struct layers *l = r->c->l;
	uint32_t byte = l->tokens.span[e->word].s, latest_end = 0, who = NONE;
	uint32_t sentence = drg__event_sentence(r->c, e->word), from = l->tokens.span[l->sents.tok[sentence > BACK ? sentence - BACK : 0]].s;
	for (uint32_t k = 0; k < l->attribs.n; k++) {
		struct run content = l->attribs.content[k];
		uint32_t end = content.n ? l->attribs.pool.v[content.from + content.n - 1].e : 0, speaker = l->attribs.speaker[k];
		if (speaker == NONE || end > byte || end < from || end < latest_end || drg__whom_on_side(r, e, EV_ACTOR, speaker))
			continue;
		latest_end = end;
		who = speaker;
	}
	return who;
}

struct answered drg__whom_answered(const struct whom_report *r, const struct found *e)
{
	static const char *const answers[] = { "REJECT", "AGREE", "CONCEDE", "ACCUSE", "SUPPORT", NULL };
	struct answered out = { .claimant = NONE };
	bool answer = false;
	for (const char *const *a = answers; *a; a++)
		answer |= drg__str_eq(e->type, drg__str_c(*a));
	uint32_t kinds = answer ? kinds_named(r->c, e->word) : 0;
	out.act = kinds ? latest(r, e, kinds) : NULL;
	if (drg__str_eq(e->type, STR("REJECT")))
		out.claimant = claimant(r, e);
	return out;
}
