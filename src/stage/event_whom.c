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
	{ "bias", { -223, -295, -238, -257, -156 } },
	{ "type-AGREE", { 0, 17, 0, -65, 0 } },
	{ "type-CONSULT", { 0, -125, 0, -128, 0 } },
	{ "type-SUPPORT", { 0, -50, 0, -30, 0 } },
	{ "type-COOPERATE", { 0, -66, 0, -116, 0 } },
	{ "type-AID", { 0, -38, 0, -9, 0 } },
	{ "type-RETREAT", { 0, -72, 0, -8, 0 } },
	{ "type-CONCEDE", { 0, 39, 0, 8, 0 } },
	{ "type-REQUEST", { -38, 0, 0, 60, 0 } },
	{ "type-ACCUSE", { -45, 0, 0, -61, 0 } },
	{ "type-REJECT", { -73, 0, 0, 50, 0 } },
	{ "type-THREATEN", { -24, 0, 0, 94, 0 } },
	{ "type-PROTEST", { -43, 0, 0, -51, 0 } },
	{ "type-SANCTION", { 0, 0, 47, 0, -44 } },
	{ "type-MOBILIZE", { 0, 0, -83, 0, 20 } },
	{ "type-COERCE", { 0, 0, -80, 0, -14 } },
	{ "type-ASSAULT", { 0, 0, -122, 0, -118 } },
	{ "head", { 8, 16, 6, 5, -10 } },
	{ "noun", { -71, -53, -10, 8, 1 } },
	{ "passive", { 67, -33, -36, -32, -76 } },
	{ "inf", { -52, -21, 53, 7, 14 } },
	{ "told-by", { 6, 44, -3, 29, 48 } },
	{ "no-other", { 4, 13, 21, -11, -16 } },
	{ "own", { 78, 146, 128, 83, 90 } },
	{ "own-noun", { -38, -46, -197, -258, -139 } },
	{ "own-pronoun", { -88, -55, -89, -283, -170 } },
	{ "own-head", { -84, -81, 10, -73, -14 } },
	{ "own-kind", { 47, 15, 65, 30, 25 } },
	{ "many", { -27, 13, -51, -12, 78 } },
	{ "part", { 41, -28, -15, -70, -48 } },
	{ "subj", { -23, -57, 0, 121, 63 } },
	{ "shared", { -7, -1, -18, 151, 96 } },
	{ "obj", { 104, 41, 92, 57, -32 } },
	{ "iobj", { 126, 80, 0, -1, 0 } },
	{ "at", { 56, 81, 50, -80, -4 } },
	{ "by", { 6, -8, -13, -6, 44 } },
	{ "of", { 0, 23, 0, 0, 0 } },
	{ "for", { -9, 32, 21, -2, -23 } },
	{ "in", { -21, -73, -59, 14, 13 } },
	{ "obl", { -42, -15, -7, 35, -11 } },
	{ "poss", { -19, 27, 0, 3, 0 } },
	{ "mod", { 0, -1, -1, 1, 8 } },
	{ "comp", { -4, 0, -1, -4, 0 } },
	{ "in-subj", { -77, -67, -60, 91, 94 } },
	{ "in-obj", { 56, 117, 82, -34, -54 } },
	{ "in-obl", { -20, -35, -28, -90, -14 } },
	{ "in-rest", { -89, -18, 16, -63, -57 } },
	{ "up-subj", { 28, 19, -57, -18, -34 } },
	{ "up-obj", { 35, -6, -5, 25, -19 } },
	{ "up-obl", { -39, -51, 20, 61, -24 } },
	{ "up-in", { -81, -5, -43, 11, -12 } },
	{ "up2-subj", { 11, -61, -40, 58, -5 } },
	{ "up2", { -38, 5, 41, -36, -48 } },
	{ "before", { 36, -8, -7, -2, 22 } },
	{ "after", { -29, -83, -26, -27, -29 } },
	{ "one", { -47, -70, -78, -52, 24 } },
	{ "two", { -99, -75, -53, -66, -67 } },
	{ "far", { -84, -59, -75, -110, -107 } },
	{ "paragraph", { 40, 56, 44, 41, 36 } },
	{ "owner", { 24, 41, 37, -14, 1 } },
	{ "subject", { 46, 22, 24, 7, 15 } },
	{ "latest", { -19, -14, 16, -10, -7 } },
	{ "second", { -7, -22, 4, -44, -49 } },
	{ "often", { 48, 16, 56, 26, 24 } },
	{ "foremost", { -41, 35, 28, 8, -5 } },
	{ "person", { -24, -54, -22, 19, -30 } },
	{ "group", { 6, -35, 13, 32, 65 } },
	{ "state", { 69, 8, 67, 23, 35 } },
	{ "org", { 75, 27, 24, 63, 38 } },
	{ "unnamed", { -18, 31, 56, 41, 39 } },
	{ "place", { 18, 5, -31, -27, 10 } },
	{ "named", { 40, 41, 51, 42, 30 } },
	{ "plural", { -23, 17, 11, -56, -60 } },
	{ "actor", { 19, -19, -54, 58, 7 } },
	{ "people", { 19, 6, -26, 47, -18 } },
	{ "side", { -40, -31, 22, 5, 6 } },
	{ "country", { 0, 5, 0, 0, 0 } },
	{ "alike", { 14, 45, 29, -13, 7 } },
	{ "dyad", { 67, 34, 6, -1, -20 } },
	{ "acts", { 31, 30, 8, -4, 25 } },
	{ "suffers", { -38, 31, 19, -20, -32 } },
	{ "last-actor", { 3, 58, 31, 17, 4 } },
	{ "last-recipient", { 41, 35, 21, 7, 23 } },
	{ "same-again", { -42, -23, -84, -71, -14 } },
	{ "over-actor", { -32, 14, 35, -18, 36 } },
	{ "over-recipient", { 40, -37, -27, 10, 30 } },
	{ "under-actor", { 44, 85, 37, 24, 27 } },
	{ "under-recipient", { 12, -35, -70, 3, 1 } },
	{ "answered", { 127, 89, 0, 0, 0 } },
	{ "claimed", { 118, 0, 0, 0, 0 } },
	{ "speaker", { -95, -10, -26, -41, -66 } },
	{ "speakers-side", { 17, 21, 54, -53, -86 } },
	{ "told", { -28, -53, -54, 27, -13 } },
	{ "voice", { -58, -50, -10, -35, -30 } },
	{ "fits", { 85, 48, 100, 146, 69 } },
	{ "goes-back", { 71, -34, 60, 68, 54 } },
	{ "no-row", { 42, -22, -26, -28, 65 } },
	{ "arg-03", { 88, 79, 66, 99, 81 } },
	{ "arg-06", { 18, 26, 5, 12, 17 } },
	{ "arg-12", { 19, 15, 2, 31, 4 } },
	{ "arg-20", { 62, 44, 15, 5, 5 } },
	{ "arg-30", { 5, 36, 22, 47, 40 } },
	{ "arg-45", { 21, 22, 40, 34, 20 } },
	{ "arg-60", { 50, 117, -28, 26, 14 } },
	{ "arg-80", { 77, 21, 31, 44, 16 } },
	{ "arg-most", { -17, 24, 25, -8, 43 } },
	{ "arg-other", { -14, -9, 12, -11, -10 } },
	{ "arg-others", { 24, -36, 14, -66, 24 } },
};
_Static_assert(sizeof feature / sizeof *feature == WH_FEATURES, "each feature has a name");

/* Least probability, by class, of one whom the grammar does not give: likelier than not, and more to lay a deed of force to. */
static const float least[WHOM_CLASSES] = { 0.5f, 0.5f, 0.5f, 0.5f, 0.7f };

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
