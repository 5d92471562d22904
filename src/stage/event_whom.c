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
	{ "bias", { -242, -294, -241, -267, -205 } },
	{ "type-AGREE", { 0, -3, 0, -37, 0 } },
	{ "type-CONSULT", { 0, -129, 0, -138, 0 } },
	{ "type-SUPPORT", { 0, -37, 0, 36, 0 } },
	{ "type-COOPERATE", { 0, -68, 0, -109, 0 } },
	{ "type-AID", { 0, -28, 0, -12, 0 } },
	{ "type-RETREAT", { 0, -64, 0, -22, 0 } },
	{ "type-CONCEDE", { 0, 35, 0, -17, 0 } },
	{ "type-REQUEST", { -76, 0, 0, 42, 0 } },
	{ "type-ACCUSE", { -47, 0, 0, -54, 0 } },
	{ "type-REJECT", { -28, 0, 0, 61, 0 } },
	{ "type-THREATEN", { -28, 0, 0, 54, 0 } },
	{ "type-PROTEST", { -64, 0, 0, -71, 0 } },
	{ "type-SANCTION", { 0, 0, 32, 0, -50 } },
	{ "type-MOBILIZE", { 0, 0, -81, 0, 18 } },
	{ "type-COERCE", { 0, 0, -87, 0, -20 } },
	{ "type-ASSAULT", { 0, 0, -105, 0, -152 } },
	{ "head", { 10, 32, 7, 10, -13 } },
	{ "noun", { -60, -17, -18, 34, -22 } },
	{ "passive", { 28, -26, -18, -26, -80 } },
	{ "inf", { -34, -30, 43, 3, 70 } },
	{ "told-by", { 1, 41, -1, 38, 51 } },
	{ "no-other", { 10, 26, 36, -11, -13 } },
	{ "own", { 78, 152, 79, 78, 105 } },
	{ "own-noun", { -6, -38, -192, -258, -179 } },
	{ "own-pronoun", { -97, -51, -86, -253, -145 } },
	{ "own-head", { -39, -73, 4, -59, 7 } },
	{ "own-kind", { 39, -15, 65, 29, 26 } },
	{ "many", { -42, 5, -62, -22, 98 } },
	{ "part", { 38, -39, -58, -97, -59 } },
	{ "subj", { -60, -16, -4, 122, 47 } },
	{ "shared", { -12, 13, 5, 139, 101 } },
	{ "obj", { 124, 58, 77, 54, -25 } },
	{ "iobj", { 114, 47, 0, -1, 0 } },
	{ "at", { 67, 105, 45, -43, 20 } },
	{ "by", { 6, 0, -5, -5, -1 } },
	{ "of", { 0, 16, 0, 0, 0 } },
	{ "for", { 4, 47, 22, -4, -27 } },
	{ "in", { -35, -67, -55, 3, -13 } },
	{ "obl", { 10, 18, 67, 20, -17 } },
	{ "poss", { -23, 0, 0, -30, 25 } },
	{ "mod", { 0, -1, -1, -4, -29 } },
	{ "comp", { -3, 0, -1, -1, 0 } },
	{ "in-subj", { -109, -84, -84, 82, 81 } },
	{ "in-obj", { 52, 62, 80, -25, -58 } },
	{ "in-obl", { -16, -60, 3, -88, 1 } },
	{ "in-rest", { -110, -38, -12, -46, -58 } },
	{ "up-subj", { 36, 29, -27, -9, -17 } },
	{ "up-obj", { 8, -16, -20, 22, 72 } },
	{ "up-obl", { -49, -54, 25, 41, -26 } },
	{ "up-in", { -66, 14, -27, -23, 15 } },
	{ "up2-subj", { 29, -4, -29, 27, 3 } },
	{ "up2", { -56, 28, -8, -29, -17 } },
	{ "before", { 16, -10, -22, 12, 21 } },
	{ "after", { -15, -65, -20, -15, -18 } },
	{ "one", { -50, -64, -74, -46, -12 } },
	{ "two", { -102, -84, -45, -88, -78 } },
	{ "far", { -92, -70, -79, -131, -118 } },
	{ "paragraph", { 72, 40, 62, 27, 34 } },
	{ "owner", { 12, 55, 19, -11, 25 } },
	{ "subject", { 59, -3, 6, 0, -5 } },
	{ "latest", { -12, -13, -3, 0, 37 } },
	{ "second", { -15, -25, -11, -32, -57 } },
	{ "often", { 52, 27, 57, 25, 41 } },
	{ "foremost", { -30, 33, 28, 2, -16 } },
	{ "person", { 12, -52, -37, 36, -29 } },
	{ "group", { 4, -33, 2, 31, 100 } },
	{ "state", { 72, 8, 71, 29, 31 } },
	{ "org", { 72, 41, 6, 64, 44 } },
	{ "unnamed", { -37, 13, 38, 22, 25 } },
	{ "place", { -37, -104, -60, -77, -44 } },
	{ "named", { 38, 26, 56, 44, 35 } },
	{ "plural", { 11, 18, 37, -43, -34 } },
	{ "actor", { 37, 14, -50, 62, 36 } },
	{ "people", { 1, -3, -21, 26, -1 } },
	{ "side", { -127, -55, -70, 8, -74 } },
	{ "country", { -10, 3, 0, 0, 0 } },
	{ "alike", { 28, 44, 30, 14, 31 } },
	{ "dyad", { 76, 40, 6, 24, -42 } },
	{ "acts", { 25, 25, 6, 9, 40 } },
	{ "suffers", { -30, 24, 35, -8, -38 } },
	{ "last-actor", { -5, 67, 39, 4, -23 } },
	{ "last-recipient", { 19, 31, -14, 11, 39 } },
	{ "same-again", { -10, -60, -84, -39, -8 } },
	{ "over-actor", { -30, -46, 44, -16, 28 } },
	{ "over-recipient", { 16, -31, -33, 19, 34 } },
	{ "under-actor", { 15, 104, 50, 8, 25 } },
	{ "under-recipient", { -6, 30, -14, -3, 28 } },
	{ "speaker", { -93, -26, -30, -55, -41 } },
	{ "speakers-side", { -15, -2, 10, 44, -67 } },
	{ "told", { -29, -72, -37, -12, -27 } },
	{ "voice", { -74, -32, -11, -18, -39 } },
	{ "fits", { 129, 58, 87, 150, 39 } },
	{ "goes-back", { 82, -47, 97, 55, 26 } },
	{ "no-row", { 36, -3, -41, -13, 56 } },
	{ "arg-03", { 98, 96, 73, 77, 51 } },
	{ "arg-06", { 10, 33, -4, 26, 38 } },
	{ "arg-12", { 7, -18, 28, 26, 4 } },
	{ "arg-20", { 42, 50, -1, 1, 13 } },
	{ "arg-30", { 62, 52, 39, 36, 38 } },
	{ "arg-45", { -3, 28, 42, 77, 9 } },
	{ "arg-60", { 40, 81, -23, 4, 41 } },
	{ "arg-80", { 67, 43, 29, 48, 46 } },
	{ "arg-most", { -32, 23, 47, 2, 33 } },
	{ "arg-other", { 3, 13, 14, -1, 4 } },
	{ "arg-others", { 25, -7, 34, -55, 2 } },
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
 * whom it does not give must be likely; less so where the grammar gives words of no
 * entity of the report, for somebody is meant. */
static const struct whom_candidate *choose(const struct choice *c, uint32_t klass, float *share)
{
	uint32_t given = c->n && c->v[0].own ? 0 : c->n, best = given;
	float z[WHOM_CANDIDATES + 1], sum = 0;
	bool words = given < c->n && (c->v[0].f[WH_OWN_NOUN] > 0 || c->v[0].f[WH_OWN_PRONOUN] > 0);
	float must = least[klass] * (words ? 2.0f / 3 : 1);
	for (uint32_t i = 0; i < c->n; i++)
		z[i] = score_of(&c->v[i], klass);
	z[c->n] = 0; /* nobody */
	for (uint32_t i = 0; i < c->n; i++)
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
