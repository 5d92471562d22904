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
	{ "bias", { -241, -295, -245, -267, -205 } },
	{ "type-AGREE", { 0, -3, 0, -36, 0 } },
	{ "type-CONSULT", { 0, -129, 0, -138, 0 } },
	{ "type-SUPPORT", { 0, -38, 0, 36, 0 } },
	{ "type-COOPERATE", { 0, -68, 0, -109, 0 } },
	{ "type-AID", { 0, -28, 0, -12, 0 } },
	{ "type-RETREAT", { 0, -64, 0, -22, 0 } },
	{ "type-CONCEDE", { 0, 34, 0, -17, 0 } },
	{ "type-REQUEST", { -74, 0, 0, 42, 0 } },
	{ "type-ACCUSE", { -48, 0, 0, -54, 0 } },
	{ "type-REJECT", { -27, 0, 0, 61, 0 } },
	{ "type-THREATEN", { -27, 0, 0, 54, 0 } },
	{ "type-PROTEST", { -64, 0, 0, -71, 0 } },
	{ "type-SANCTION", { 0, 0, 32, 0, -50 } },
	{ "type-MOBILIZE", { 0, 0, -82, 0, 18 } },
	{ "type-COERCE", { 0, 0, -89, 0, -21 } },
	{ "type-ASSAULT", { 0, 0, -106, 0, -152 } },
	{ "head", { 9, 32, 6, 10, -13 } },
	{ "noun", { -62, -13, -18, 34, -22 } },
	{ "passive", { 22, -26, -17, -26, -79 } },
	{ "inf", { -35, -30, 44, 2, 71 } },
	{ "told-by", { 5, 41, 0, 38, 51 } },
	{ "no-other", { 20, 22, 35, -10, -13 } },
	{ "own", { 81, 153, 79, 78, 105 } },
	{ "own-noun", { -6, -38, -189, -258, -179 } },
	{ "own-pronoun", { -97, -51, -85, -253, -145 } },
	{ "own-head", { -49, -74, 3, -59, 7 } },
	{ "own-kind", { 37, -15, 65, 29, 26 } },
	{ "many", { -41, 5, -62, -22, 98 } },
	{ "part", { 38, -39, -56, -97, -59 } },
	{ "subj", { -47, -16, -5, 122, 48 } },
	{ "shared", { -12, 13, 4, 138, 100 } },
	{ "obj", { 126, 56, 76, 54, -25 } },
	{ "iobj", { 114, 46, 0, -1, 0 } },
	{ "at", { 57, 104, 44, -43, 21 } },
	{ "by", { 7, 0, -5, -5, -1 } },
	{ "of", { 0, 16, 0, 0, 0 } },
	{ "for", { 3, 46, 22, -4, -27 } },
	{ "in", { -35, -68, -55, 3, -12 } },
	{ "obl", { 10, 18, 66, 20, -17 } },
	{ "poss", { -21, -4, 0, -30, 25 } },
	{ "mod", { 0, -1, -1, -4, -29 } },
	{ "comp", { -3, 0, -1, -1, 0 } },
	{ "in-subj", { -107, -83, -83, 82, 82 } },
	{ "in-obj", { 54, 63, 80, -25, -57 } },
	{ "in-obl", { -14, -60, 3, -88, 2 } },
	{ "in-rest", { -109, -38, -9, -46, -58 } },
	{ "up-subj", { 37, 34, -26, -9, -16 } },
	{ "up-obj", { 8, -16, -22, 22, 72 } },
	{ "up-obl", { -49, -54, 23, 42, -26 } },
	{ "up-in", { -69, 15, -25, -23, 16 } },
	{ "up2-subj", { 24, -3, -29, 26, 3 } },
	{ "up2", { -57, 26, -9, -29, -17 } },
	{ "before", { 20, -10, -22, 12, 20 } },
	{ "after", { -16, -65, -20, -15, -17 } },
	{ "one", { -49, -64, -75, -46, -12 } },
	{ "two", { -104, -85, -46, -88, -78 } },
	{ "far", { -93, -71, -82, -131, -118 } },
	{ "paragraph", { 72, 40, 61, 27, 34 } },
	{ "owner", { 13, 54, 13, -11, 25 } },
	{ "subject", { 57, -3, 7, 0, -4 } },
	{ "latest", { -17, -16, -4, 0, 37 } },
	{ "second", { -16, -27, -10, -32, -57 } },
	{ "often", { 52, 28, 55, 25, 40 } },
	{ "foremost", { -33, 33, 29, 2, -16 } },
	{ "person", { 13, -51, -31, 36, -29 } },
	{ "group", { 4, -33, 5, 31, 100 } },
	{ "state", { 71, 8, 77, 28, 31 } },
	{ "org", { 72, 42, 8, 64, 43 } },
	{ "unnamed", { -39, 13, 39, 23, 25 } },
	{ "place", { -38, -103, -56, -77, -44 } },
	{ "named", { 38, 26, 53, 44, 36 } },
	{ "plural", { 12, 18, 38, -43, -34 } },
	{ "actor", { 38, 16, -47, 62, 36 } },
	{ "people", { 1, -2, -17, 26, -2 } },
	{ "side", { -132, -56, -69, 8, -75 } },
	{ "country", { -10, 3, 0, 0, 0 } },
	{ "alike", { 23, 44, 28, 14, 31 } },
	{ "dyad", { 77, 42, 6, 24, -40 } },
	{ "acts", { 26, 24, 6, 9, 41 } },
	{ "suffers", { -31, 24, 36, -8, -38 } },
	{ "last-actor", { -2, 69, 37, 3, -23 } },
	{ "last-recipient", { 22, 32, -11, 11, 39 } },
	{ "same-again", { -10, -62, -91, -39, -6 } },
	{ "over-actor", { -36, -48, 40, -16, 29 } },
	{ "over-recipient", { 16, -31, -24, 19, 34 } },
	{ "under-actor", { 13, 104, 48, 8, 25 } },
	{ "under-recipient", { -10, 30, -16, -3, 28 } },
	{ "speaker", { -93, -28, -30, -54, -41 } },
	{ "speakers-side", { -16, -3, 12, 42, -67 } },
	{ "told", { -28, -71, -37, -12, -27 } },
	{ "voice", { -75, -33, -10, -17, -40 } },
	{ "fits", { 127, 58, 86, 150, 39 } },
	{ "goes-back", { 84, -48, 97, 55, 26 } },
	{ "no-row", { 36, -3, -40, -13, 56 } },
	{ "arg-03", { 99, 95, 74, 77, 51 } },
	{ "arg-06", { 11, 33, -3, 26, 38 } },
	{ "arg-12", { 10, -20, 27, 26, 5 } },
	{ "arg-20", { 42, 50, -2, 1, 13 } },
	{ "arg-30", { 51, 52, 40, 36, 37 } },
	{ "arg-45", { 6, 28, 42, 77, 9 } },
	{ "arg-60", { 41, 81, -23, 5, 40 } },
	{ "arg-80", { 67, 43, 30, 48, 47 } },
	{ "arg-most", { -37, 26, 47, 2, 33 } },
	{ "arg-other", { 5, 14, 14, -1, 3 } },
	{ "arg-others", { 6, -12, 35, -55, 2 } },
};
_Static_assert(sizeof feature / sizeof *feature == WH_FEATURES, "each feature has a name");

/* Least probability, by class, of one whom the grammar does not give: held out, well over half of those named are right then. */
static const float least[WHOM_CLASSES] = { 0.45f, 0.45f, 0.9f, 0.45f, 0.6f };

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

static bool may_be_party(const struct choice *c, uint32_t ent)
{
	uint8_t kind = c->r->c->l->entities.kind[ent];
	return kind != ENT_DOCUMENT && kind != ENT_REPORTER && !has_arg(c->e, EV_ACTOR, ent) && !has_arg(c->e, EV_RECIPIENT, ent) &&
	       (c->r->standing[ent] >= STAND_PEOPLE || kind != ENT_OTHER);
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
	const struct layers *l = c->r->c->l;
	const struct mentions *m = &l->mentions;
	uint32_t sentence = drg__event_sentence(c->r->c, c->e->word), from = l->sents.tok[sentence], end = l->sents.tok[sentence + 1];
	uint32_t at = drg__span_first(m->span, m->n, l->tokens.span[c->e->word].s);
	add_own(c);
	bool far = !force || c->n;
	for (uint32_t i = at; i-- > 0 && c->n < WHOM_CANDIDATES * 5 / 8;)
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

/* The likeliest candidate, NULL for nobody, with its probability.  What the grammar gives
 * stands against nobody: held out, it is right as often where nobody is likelier.  One
 * whom it does not give must be likely. */
static const struct whom_candidate *choose(const struct choice *c, uint32_t klass, float *share)
{
	uint32_t given = c->n && c->v[0].own ? 0 : c->n, best = given;
	float z[WHOM_CANDIDATES + 1], sum = 0;
	for (uint32_t i = 0; i < c->n; i++)
		z[i] = score_of(&c->v[i], klass);
	z[c->n] = 0; /* nobody */
	for (uint32_t i = 0; i < c->n; i++)
		best = z[i] > z[best] ? i : best;
	for (int pass = 0; pass < 2; pass++) {
		sum = 0;
		for (uint32_t i = 0; i <= c->n; i++)
			sum += share_of(z[i] - z[best]);
		if (best == given || 1 / sum >= least[klass])
			break;
		best = given;
	}
	/* words of no entity of the report and nobody are one outcome */
	bool nobody = best < c->n && c->v[best].own && (c->v[best].f[WH_OWN_NOUN] > 0 || c->v[best].f[WH_OWN_PRONOUN] > 0);
	*share = (1 + (nobody ? share_of(-z[best]) : 0)) / sum;
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
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].role == role)
			e->arg[i].share = share;
}

void drg__event_whom(struct event_cx *c, struct finds *f, const struct event_trace *trace)
{
	struct finds before = { NEW_N(c->a, struct found, f->n), f->n, f->n };
	struct whom_candidate *v = NEW_N(c->a, struct whom_candidate, WHOM_CANDIDATES);
	struct whom_report r;
	if (!c->l->evidence.args.n)
		return; /* no such head, or no word that it took for a trigger: what the grammar gives */
	if (f->n)
		memcpy(before.v, f->v, f->n * sizeof *f->v); /* what the grammar says of all acts, whichever is completed first */
	drg__whom_report(c, &before, &r);
	for (size_t i = 0; i < f->n; i++) {
		fill(&r, &f->v[i], EV_ACTOR, v, trace);
		fill(&r, &f->v[i], EV_RECIPIENT, v, trace);
	}
}
