#include "stage/event_whom.h"

#include "base/odds.h"

static const char *const type_name[WHOM_TYPES] = { "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "REQUEST",
	                                           "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT" };

static const uint8_t recipient_class[WHOM_TYPES] = { WHOM_TOWARDS, WHOM_TOWARDS, WHOM_TOWARDS, WHOM_TOWARDS, WHOM_TOWARDS, WHOM_TOWARDS,
	                                             WHOM_TOWARDS, WHOM_AGAINST, WHOM_AGAINST, WHOM_AGAINST, WHOM_AGAINST, WHOM_AGAINST,
	                                             WHOM_FORCE, WHOM_FORCE, WHOM_FORCE, WHOM_FORCE };

/* Names in the order of enum whom_feature, with the weights of enum whom_class in
 * hundredths; train/parties.py wrote the weights. */
static const struct {
	const char *name;
	int weight[WHOM_CLASSES];
} feature[] = {
	{ "bias", { -220, -285, -239, -258, -187 } },
	{ "type-AGREE", { 0, 40, 0, -36, 0 } },
	{ "type-CONSULT", { 0, -122, 0, -134, 0 } },
	{ "type-SUPPORT", { 0, -55, 0, -18, 0 } },
	{ "type-COOPERATE", { 0, -76, 0, -118, 0 } },
	{ "type-AID", { 0, -36, 0, -14, 0 } },
	{ "type-RETREAT", { 0, -69, 0, -11, 0 } },
	{ "type-CONCEDE", { 0, 34, 0, 16, 0 } },
	{ "type-REQUEST", { -58, 0, 0, 50, 0 } },
	{ "type-ACCUSE", { -34, 0, 0, -54, 0 } },
	{ "type-REJECT", { -48, 0, 0, 60, 0 } },
	{ "type-THREATEN", { -30, 0, 0, 63, 0 } },
	{ "type-PROTEST", { -51, 0, 0, -63, 0 } },
	{ "type-SANCTION", { 0, 0, 36, 0, -51 } },
	{ "type-MOBILIZE", { 0, 0, -62, 0, 5 } },
	{ "type-COERCE", { 0, 0, -86, 0, -15 } },
	{ "type-ASSAULT", { 0, 0, -126, 0, -126 } },
	{ "head", { -4, 29, 3, 13, -8 } },
	{ "noun", { -102, -36, -38, 14, -7 } },
	{ "passive", { 71, -15, -26, -23, -75 } },
	{ "inf", { -56, -15, 53, -1, 40 } },
	{ "told-by", { 13, 35, 3, 28, 55 } },
	{ "no-other", { 10, 12, 6, -17, 0 } },
	{ "own", { 83, 139, 110, 65, 92 } },
	{ "own-noun", { 5, -51, -208, -286, -196 } },
	{ "own-pronoun", { -87, -44, -86, -280, -159 } },
	{ "own-head", { -45, -97, 3, -71, -7 } },
	{ "own-kind", { 42, 28, 70, 24, 31 } },
	{ "many", { -28, 28, -85, -16, 89 } },
	{ "part", { 23, -34, -48, -86, -57 } },
	{ "subj", { -45, -48, -38, 132, 68 } },
	{ "shared", { -5, -13, -11, 161, 111 } },
	{ "obj", { 94, 50, 99, 49, -15 } },
	{ "iobj", { 99, 64, 0, -1, 0 } },
	{ "at", { 37, 81, 64, -65, 17 } },
	{ "by", { 9, 0, -13, -6, 45 } },
	{ "of", { 0, 20, 0, 0, 0 } },
	{ "for", { 4, 5, 23, -2, -26 } },
	{ "in", { -39, -63, -43, 19, -4 } },
	{ "obl", { -35, -13, -8, 21, -14 } },
	{ "poss", { -15, 23, 0, -7, 0 } },
	{ "mod", { 0, -1, 0, 3, -21 } },
	{ "comp", { -4, 0, -1, -4, 0 } },
	{ "in-subj", { -74, -50, -61, 91, 97 } },
	{ "in-obj", { 34, 98, 96, -23, -77 } },
	{ "in-obl", { -20, -46, -17, -88, -5 } },
	{ "in-rest", { -107, -41, 17, -80, -45 } },
	{ "up-subj", { 40, 9, -48, -25, -6 } },
	{ "up-obj", { 37, 0, -15, 14, 0 } },
	{ "up-obl", { -36, -48, 21, 57, -14 } },
	{ "up-in", { -67, 1, -31, 3, 1 } },
	{ "up2-subj", { 35, -61, -23, 59, -25 } },
	{ "up2", { -18, 6, 24, -25, -34 } },
	{ "before", { 8, -2, -14, -1, 7 } },
	{ "after", { -28, -84, -44, -35, -35 } },
	{ "one", { -32, -61, -82, -45, 5 } },
	{ "two", { -91, -75, -32, -69, -52 } },
	{ "far", { -76, -62, -67, -108, -113 } },
	{ "paragraph", { 68, 40, 71, 44, 34 } },
	{ "owner", { 12, 47, 46, -11, 1 } },
	{ "subject", { 42, 14, 13, 3, -10 } },
	{ "latest", { -29, -11, 7, -27, 6 } },
	{ "second", { -8, -34, 3, -44, -48 } },
	{ "often", { 51, 12, 71, 23, 43 } },
	{ "foremost", { -21, 37, 8, 16, -13 } },
	{ "person", { -16, -38, -33, 24, -22 } },
	{ "group", { 11, -32, 14, 46, 75 } },
	{ "state", { 71, 13, 60, 28, 43 } },
	{ "org", { 62, 28, 20, 61, 48 } },
	{ "unnamed", { -28, 24, 26, 48, 26 } },
	{ "place", { 13, 10, -44, -16, 8 } },
	{ "named", { 25, 30, 42, 40, 42 } },
	{ "plural", { -19, 24, 24, -65, -53 } },
	{ "actor", { 26, -25, -44, 52, 29 } },
	{ "people", { 11, -5, -30, 46, -6 } },
	{ "side", { -13, -31, 5, 4, 5 } },
	{ "country", { 0, 3, 0, 0, 0 } },
	{ "alike", { 17, 52, 36, -9, 14 } },
	{ "dyad", { 68, 49, 10, 14, -32 } },
	{ "acts", { 26, 30, 3, -5, 22 } },
	{ "suffers", { -36, 33, 5, -18, -37 } },
	{ "last-actor", { 17, 51, 33, 18, 9 } },
	{ "last-recipient", { 19, 24, 10, 2, 13 } },
	{ "same-again", { -5, -36, -81, -63, -16 } },
	{ "over-actor", { -3, 13, 63, -21, 19 } },
	{ "over-recipient", { 38, -26, -16, 19, 21 } },
	{ "under-actor", { 60, 87, 43, 6, 35 } },
	{ "under-recipient", { 2, -7, -52, 5, -9 } },
	{ "speaker", { -92, -9, -30, -48, -46 } },
	{ "speakers-side", { 10, 27, 10, -53, -81 } },
	{ "told", { -24, -48, -49, 11, -30 } },
	{ "voice", { -74, -39, -25, -27, -44 } },
	{ "fits", { 121, 55, 100, 157, 22 } },
	{ "goes-back", { 110, -49, 98, 70, 25 } },
	{ "no-row", { 20, -22, -15, -36, 17 } },
	{ "arg-03", { 91, 76, 86, 94, 76 } },
	{ "arg-06", { 12, 48, -6, 8, 16 } },
	{ "arg-12", { 19, -3, 0, 32, -3 } },
	{ "arg-20", { 49, 41, -7, 5, 19 } },
	{ "arg-30", { 27, 45, 61, 42, 36 } },
	{ "arg-45", { -4, 24, 32, 44, 22 } },
	{ "arg-60", { 48, 95, -26, 20, 14 } },
	{ "arg-80", { 65, 19, 34, 53, 39 } },
	{ "arg-most", { -21, 19, 16, -1, 45 } },
	{ "arg-other", { -5, 8, 10, -7, -3 } },
	{ "arg-others", { 6, -55, 31, -57, 10 } },
};
_Static_assert(sizeof feature / sizeof *feature == WH_FEATURES, "each feature has a name");

/* Least probability, by class, of one whom the grammar does not give: held out, well over half of those named are right then. */
static const float least[WHOM_CLASSES] = { 0.65f, 0.6f, 0.9f, 0.6f, 0.7f };

const char *drg__whom_name(uint32_t f)
{
	return f < WH_FEATURES ? feature[f].name : NULL;
}

/* ------------------------------------------------------------- candidates -- */

/* Those whose words the act's roles are chosen from. */
struct choice {
	const struct whom_report *r;
	const struct found *e;
	uint8_t role;
	struct whom_candidate *v; /* [WHOM_CANDIDATES] */
	uint32_t n;
};

static bool has_arg(const struct found *e, uint8_t role, uint32_t ent)
{
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].role == role && e->arg[i].ent == ent)
			return true;
	return false;
}

/* The body or state that an entity speaks for, else itself. */
static uint32_t side_of(const struct event_cx *c, uint32_t ent)
{
	uint32_t side = c->l->entities.speaks_for[ent];
	return side == NONE ? ent : side;
}

/* Is one of its own side in the act already? */
static bool takes_part(const struct event_cx *c, const struct found *e, uint32_t ent)
{
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].ent != NONE && side_of(c, e->arg[i].ent) == side_of(c, ent))
			return true;
	return false;
}

/* People without a name to whom another act of force in the sentence is done: the killed. */
static bool victim(const struct event_cx *c, const struct finds *near, const struct found *e, uint32_t ent)
{
	if (c->l->entities.kind[ent] != ENT_UNNAMED)
		return false;
	for (size_t i = 0; i < near->n; i++)
		if (near->v[i].word != e->word && drg__str_eq(near->v[i].type, STR("ASSAULT")) && has_arg(&near->v[i], EV_RECIPIENT, ent) &&
		    drg__event_sentence(c, near->v[i].word) == drg__event_sentence(c, e->word))
			return true;
	return false;
}

/* Somebody who can act in politics, and takes no part yet. */
static bool may_be_party(const struct choice *c, uint32_t ent)
{
	uint8_t kind = c->r->c->l->entities.kind[ent];
	bool acts = kind == ENT_PERSON || kind == ENT_GROUP || kind == ENT_ORG || kind == ENT_STATE || kind == ENT_OUTLET;
	return (acts || (c->r->standing[ent] == STAND_ACTOR && kind != ENT_DOCUMENT && kind != ENT_REPORTER)) && !takes_part(c->r->c, c->e, ent) &&
	       !victim(c->r->c, &c->r->near, c->e, ent);
}

static bool same_entities(const struct whom_candidate *x, const struct whom_candidate *y)
{
	for (uint32_t i = 0; i < x->who.n; i++)
		if (x->who.n != y->who.n || x->ent[i] != y->ent[i])
			return false;
	return true;
}

static void add(struct choice *c, const struct whom_candidate *x)
{
	for (uint32_t i = 0; i < c->n; i++)
		if (same_entities(x, &c->v[i]))
			return;
	if (c->n < WHOM_CANDIDATES)
		c->v[c->n++] = *x;
}

/* What the grammar gives. */
static void add_own(struct choice *c)
{
	struct whom_candidate x = { .own = true, .mention = NONE };
	for (uint32_t i = 0; i < c->e->n_args && x.who.n < WHO_MOST; i++) {
		if (c->e->arg[i].role != c->role)
			continue;
		x.ent[x.who.n] = c->e->arg[i].ent;
		x.who.tok[x.who.n++] = c->e->arg[i].tok;
	}
	if (!x.who.n)
		return;
	x.mention = c->r->c->mention_at[x.who.tok[0]];
	add(c, &x);
}

/* The entity of a mention; before it all that are coordinated with it, if they are entities too. */
static void add_mention(struct choice *c, uint32_t m, bool together)
{
	const struct mentions *men = &c->r->c->l->mentions;
	struct whom_candidate x = { .mention = m };
	if (men->ent[m] == NONE || !may_be_party(c, men->ent[m]))
		return;
	if (together)
		drg__event_people(c->r->c, men->head[m], &x.who);
	bool all = x.who.n > 1;
	for (uint32_t i = 0; i < x.who.n; i++) {
		x.ent[i] = drg__event_entity(c->r->c, x.who.tok[i]);
		all &= x.ent[i] != NONE && may_be_party(c, x.ent[i]);
	}
	if (all)
		add(c, &x);
	struct whom_candidate one = { .mention = m, .who = { { men->head[m] }, 1 }, .ent = { men->ent[m] } };
	add(c, &one);
}

/* Who speaks there, wherever named: "we", "you" may be theirs to say. */
static void add_speaker(struct choice *c, uint32_t ent)
{
	const struct mentions *m = &c->r->c->l->mentions;
	for (uint32_t i = 0; ent != NONE && i < m->n; i++)
		if (m->ent[i] == ent) {
			add_mention(c, i, false);
			return;
		}
}

/* The grammar's first; entities named before the act, latest first; who speaks; those
 * named after it in its sentence.  A deed of force is laid to nobody's door whom its
 * sentence does not name, unless the grammar names somebody: a pronoun, "the gunmen". */
static void find_candidates(struct choice *c, bool force)
{
	enum { BACK = 512 }; /* mentions: in a long text the same few are named again and again */
	const struct layers *l = c->r->c->l;
	const struct mentions *m = &l->mentions;
	uint32_t sentence = drg__event_sentence(c->r->c, c->e->word), from = l->sents.tok[sentence], end = l->sents.tok[sentence + 1];
	uint32_t at = drg__span_first(m->span, m->n, l->tokens.span[c->e->word].s);
	add_own(c);
	bool far = !force || c->n;
	uint32_t first = at > BACK ? at - BACK : 0;
	for (uint32_t i = at; i-- > first && c->n < WHOM_CANDIDATES * 5 / 8;)
		if (m->span[i].e <= l->tokens.span[c->e->word].s && (far || m->head[i] >= from))
			add_mention(c, i, m->head[i] >= from);
	if (far) {
		add_speaker(c, drg__whom_speaker(l, c->e));
		add_speaker(c, drg__whom_voice(l, c->e));
	}
	for (uint32_t i = at; i < m->n && m->head[i] < end; i++)
		add_mention(c, i, true);
}

/* -------------------------------------------------------------- the choice -- */

static uint32_t type_of(const struct found *e)
{
	for (uint32_t k = 0; k < WHOM_TYPES; k++)
		if (drg__str_eq(e->type, drg__str_c(type_name[k])))
			return k;
	return WHOM_TYPES;
}

static uint32_t class_of(uint32_t type, uint8_t role)
{
	uint32_t towards = type < WHOM_TYPES ? recipient_class[type] : WHOM_AGAINST;
	return role == EV_RECIPIENT ? towards : towards == WHOM_FORCE ? WHOM_FORCE_ACTOR : WHOM_ACTOR;
}

/* e^(x / 100), at most e^6: nothing is that much likelier than what is chosen. */
static float share_of(float x)
{
	float s = drg__odds_share(x < 600 ? (int)x : 600);
	return s / (1 - s);
}

static float score_of(const struct whom_candidate *x, uint32_t klass)
{
	float z = 0;
	for (uint32_t k = 0; k < WH_FEATURES; k++)
		z += x->f[k] * (float)feature[k].weight[klass];
	return z;
}

static void tell(const struct choice *c, uint32_t klass, const struct event_trace *trace)
{
	const struct span *span = c->r->c->l->tokens.span;
	struct span trigger = { span[c->e->first].s, span[c->e->end - 1].e };
	trace->party(trace->ctx, trigger, c->role, klass, NULL, 0, NULL, 0);
	for (uint32_t i = 0; i < c->n; i++)
		trace->party(trace->ctx, trigger, c->role, klass, c->v[i].ent, c->v[i].who.n, c->v[i].f, WH_FEATURES);
}

/* Who it is, NULL for nobody, with the probability of that.  An entity that the grammar
 * gives stands: held out, it is right as often where another or nobody is likelier.
 * Whom it does not give must be likely, also in the place of words of no entity; a
 * pronoun that acts means somebody, so less will do. */
static const struct whom_candidate *choose(const struct choice *c, uint32_t klass, float *share)
{
	uint32_t given = c->n && c->v[0].own ? 0 : c->n, best = given;
	float z[WHOM_CANDIDATES + 1], sum = 0;
	bool words = given < c->n && (c->v[0].f[WH_OWN_NOUN] > 0 || c->v[0].f[WH_OWN_PRONOUN] > 0);
	float must = least[klass] * (words && c->role == EV_ACTOR && c->v[0].f[WH_OWN_PRONOUN] > 0 ? 0.75f : 1);
	for (uint32_t i = 0; i < c->n; i++)
		z[i] = score_of(&c->v[i], klass);
	z[c->n] = 0; /* nobody */
	for (uint32_t i = 0; i < c->n && (words || given == c->n); i++)
		best = z[i] > z[best] ? i : best;
	for (int pass = 0; pass < 2; pass++) {
		sum = 0;
		for (uint32_t i = 0; i <= c->n; i++)
			sum += share_of(z[i] - z[best]);
		if (best == given || 1 / sum >= must)
			break;
		best = given;
	}
	*share = (1 + (words && best == given ? share_of(-z[best]) : 0)) / sum; /* such words and nobody are one outcome */
	return best < c->n ? &c->v[best] : NULL;
}

/* The role's parties become the chosen one. */
static void put(struct found *e, uint8_t role, const struct whom_candidate *x, float share, uint32_t pronoun)
{
	uint32_t n = 0;
	bool here = x->f[WH_BEFORE] > 0 || x->f[WH_AFTER] > 0; /* in its sentence */
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].role != role)
			e->arg[n++] = e->arg[i];
	e->n_args = n;
	for (uint32_t k = 0; k < x->who.n && e->n_args < ARGS_MOST; k++)
		e->arg[e->n_args++] = (struct arg){ .role = role, .tok = pronoun != NONE ? pronoun : x->who.tok[k], .ent = x->ent[k],
			                            .basis = pronoun == NONE && here ? BASIS_IMPLICIT : BASIS_INFERRED, .share = share };
}

static bool is_force(const struct found *e)
{
	uint32_t type = type_of(e);
	return type < WHOM_TYPES && recipient_class[type] == WHOM_FORCE;
}

/* Nobody does it to himself, a bare number acts in nothing, and the killed of the sentence
 * do not go on to act in it, whatever the grammar seems to say.  Whom force is used
 * against suffers it; who else stands in both roles acts. */
static void drop_impossible(const struct event_cx *c, const struct finds *near, struct found *e)
{
	struct found kept = *e;
	kept.n_args = 0;
	for (uint32_t i = 0; i < e->n_args; i++) {
		struct arg a = e->arg[i];
		char first = c->l->text.p[c->l->tokens.span[a.tok].s];
		uint8_t other = a.role == EV_ACTOR ? EV_RECIPIENT : EV_ACTOR;
		bool number = a.role == EV_ACTOR && first >= '0' && first <= '9' && c->l->morph.upos[a.tok] == UPOS_NUM;
		bool both = a.ent != NONE && has_arg(e, other, a.ent) && (a.role == EV_ACTOR) == is_force(e);
		if (!number && !both && !(a.role == EV_ACTOR && a.ent != NONE && victim(c, near, e, a.ent)))
			kept.arg[kept.n_args++] = a;
	}
	*e = kept;
}

/* The pronoun that the grammar gives and that means nobody yet; NONE. */
static uint32_t open_pronoun(const struct choice *c)
{
	const struct whom_candidate *own = &c->v[0];
	bool one = c->n && own->own && own->who.n == 1 && own->ent[0] == NONE;
	return one && c->r->c->l->morph.upos[own->who.tok[0]] == UPOS_PRON ? own->who.tok[0] : NONE;
}

static void fill(const struct whom_report *r, struct found *e, uint8_t role, struct whom_candidate *v, const struct event_trace *trace)
{
	struct choice c = { .r = r, .e = e, .role = role, .v = v };
	uint32_t type = type_of(e), klass = class_of(type, role);
	float share;
	if (role == EV_RECIPIENT && drg__str_eq(e->mode, STR("resign")))
		return; /* who resigns does it to nobody */
	find_candidates(&c, klass == WHOM_FORCE_ACTOR);
	drg__whom_look(r, e, role, type, v, c.n);
	if (trace && trace->party)
		tell(&c, klass, trace);
	const struct whom_candidate *best = choose(&c, klass, &share);
	if (best && !best->own) {
		put(e, role, best, share, best->who.n == 1 && best->f[WH_FITS] > 0 ? open_pronoun(&c) : NONE);
		return;
	}
	for (uint32_t i = 0; best && i < e->n_args; i++)
		if (e->arg[i].role == role && (v[0].f[WH_OWN_NOUN] > 0 || v[0].f[WH_OWN_PRONOUN] > 0))
			e->arg[i].share = share; /* an entity that the grammar gives was no choice */
}

/* The finds around find i: all of a report, of a book its neighbours, so that what it
 * costs to read grows with the text and not with its square. */
static struct finds near(const struct finds *f, size_t i)
{
	enum { NEAR = 256 };
	size_t from = i > NEAR ? i - NEAR : 0, end = f->n - i > NEAR ? i + NEAR : f->n;
	return (struct finds){ f->v + from, end - from, end - from };
}

void drg__event_whom(struct event_cx *c, struct finds *f, const struct event_trace *trace)
{
	struct finds before = { NEW_N(c->a, struct found, f->n), f->n, f->n };
	struct whom_candidate *v = NEW_N(c->a, struct whom_candidate, WHOM_CANDIDATES);
	struct whom_report r;
	for (size_t i = 0; i < f->n; i++) {
		struct finds around = near(f, i);
		drop_impossible(c, &around, &f->v[i]);
	}
	if (!c->l->evidence.args.n)
		return; /* no such head, or no word that it took for a trigger: what the grammar gives */
	if (f->n)
		memcpy(before.v, f->v, f->n * sizeof *f->v); /* what the grammar says of all acts, whichever is completed first */
	drg__whom_report(c, &before, &r);
	for (size_t i = 0; i < f->n; i++) {
		r.near = near(&before, i);
		fill(&r, &f->v[i], EV_ACTOR, v, trace);
		fill(&r, &f->v[i], EV_RECIPIENT, v, trace);
	}
}
