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
	{ "bias", { -219, -292, -239, -254, -160 } },
	{ "type-AGREE", { 0, 17, 0, -66, 0 } },
	{ "type-CONSULT", { 0, -137, 0, -141, 0 } },
	{ "type-SUPPORT", { 0, -33, 0, -24, 0 } },
	{ "type-COOPERATE", { 0, -74, 0, -68, 0 } },
	{ "type-AID", { 0, -40, 0, -4, 0 } },
	{ "type-RETREAT", { 0, -65, 0, -15, 0 } },
	{ "type-CONCEDE", { 0, 41, 0, 4, 0 } },
	{ "type-REQUEST", { -38, 0, 0, 54, 0 } },
	{ "type-ACCUSE", { -48, 0, 0, -74, 0 } },
	{ "type-REJECT", { -59, 0, 0, 46, 0 } },
	{ "type-THREATEN", { -34, 0, 0, 92, 0 } },
	{ "type-PROTEST", { -40, 0, 0, -58, 0 } },
	{ "type-SANCTION", { 0, 0, 56, 0, -41 } },
	{ "type-MOBILIZE", { 0, 0, -86, 0, 31 } },
	{ "type-COERCE", { 0, 0, -79, 0, -14 } },
	{ "type-ASSAULT", { 0, 0, -129, 0, -136 } },
	{ "head", { -2, 35, -1, 6, -20 } },
	{ "noun", { -96, -39, -23, 8, 1 } },
	{ "passive", { 82, -22, -30, -39, -57 } },
	{ "inf", { -63, -32, 44, 15, 7 } },
	{ "told-by", { 0, 55, 2, 21, 43 } },
	{ "no-other", { -11, -6, 22, -17, 2 } },
	{ "own", { 65, 153, 144, 82, 88 } },
	{ "own-noun", { -49, -117, -206, -231, -135 } },
	{ "own-pronoun", { -93, -53, -93, -284, -179 } },
	{ "own-head", { -68, -78, -5, -82, -10 } },
	{ "own-kind", { 32, -3, 51, 29, 7 } },
	{ "many", { -36, 38, -5, -9, 100 } },
	{ "part", { 32, -25, -18, -74, -65 } },
	{ "subj", { -23, -36, 9, 110, 50 } },
	{ "shared", { -6, -2, -20, 121, 106 } },
	{ "obj", { 123, 54, 94, 58, -44 } },
	{ "iobj", { 144, 78, 0, -1, 0 } },
	{ "at", { 79, 84, 34, -50, 9 } },
	{ "by", { 11, 0, -14, -8, 45 } },
	{ "of", { 0, 26, 0, 0, 0 } },
	{ "for", { -47, 17, 21, -3, -27 } },
	{ "in", { -25, -63, -29, 15, 19 } },
	{ "obl", { -43, -12, 10, 39, -11 } },
	{ "poss", { -21, 0, 0, 20, 5 } },
	{ "mod", { 0, -1, -1, -1, 11 } },
	{ "comp", { -4, 0, -1, -3, 0 } },
	{ "in-subj", { -82, -70, -68, 84, 91 } },
	{ "in-obj", { 42, 98, 80, -28, -74 } },
	{ "in-obl", { -34, -26, -29, -85, 14 } },
	{ "in-rest", { -101, 12, -8, -54, -48 } },
	{ "up-subj", { 29, 41, -33, -35, -41 } },
	{ "up-obj", { 45, -44, 1, 35, -23 } },
	{ "up-obl", { -48, -81, -8, 54, -26 } },
	{ "up-in", { -71, -10, -66, 13, -25 } },
	{ "up2-subj", { 26, -22, -31, 28, -7 } },
	{ "up2", { -27, 21, 36, -41, -58 } },
	{ "before", { 37, -12, -12, 1, 23 } },
	{ "after", { -27, -75, -18, -41, -40 } },
	{ "one", { -44, -66, -74, -53, 31 } },
	{ "two", { -102, -74, -68, -64, -54 } },
	{ "far", { -82, -65, -68, -96, -120 } },
	{ "paragraph", { 49, 45, 46, 58, 50 } },
	{ "owner", { 20, 42, 44, -16, 1 } },
	{ "subject", { 48, 23, 18, 7, 14 } },
	{ "latest", { -31, -2, 4, -10, -16 } },
	{ "second", { -19, -17, -1, -34, -65 } },
	{ "often", { 50, 22, 62, 22, 27 } },
	{ "foremost", { -41, 31, 32, -4, -20 } },
	{ "person", { -30, -57, -30, 19, -31 } },
	{ "group", { 14, -15, 22, 37, 65 } },
	{ "state", { 71, 30, 79, 28, 35 } },
	{ "org", { 65, 26, 20, 61, 27 } },
	{ "unnamed", { -16, 39, 70, 56, 30 } },
	{ "place", { 37, 81, 39, -24, 13 } },
	{ "named", { 40, 35, 44, 44, 24 } },
	{ "plural", { -22, 15, 8, -69, -45 } },
	{ "actor", { 29, -40, -59, 59, 4 } },
	{ "people", { 29, -9, -19, 44, -11 } },
	{ "side", { -31, 17, 17, 27, 5 } },
	{ "country", { 0, 4, 0, 0, 0 } },
	{ "alike", { 10, 56, 49, -18, 19 } },
	{ "dyad", { 70, 44, 3, -19, -12 } },
	{ "acts", { 29, 26, 9, -1, 33 } },
	{ "suffers", { -31, 24, 14, -14, -23 } },
	{ "last-actor", { 5, 45, 40, 16, -32 } },
	{ "last-recipient", { 4, 67, 53, 5, 19 } },
	{ "same-again", { -20, -44, -72, -44, -23 } },
	{ "over-actor", { -44, 0, 34, -4, 43 } },
	{ "over-recipient", { 21, -21, -24, 14, 21 } },
	{ "under-actor", { 54, 82, 64, 21, 10 } },
	{ "under-recipient", { -4, -47, -54, -13, 55 } },
	{ "answered", { 106, 70, 0, 0, 0 } },
	{ "claimed", { 115, 0, 0, 0, 0 } },
	{ "speaker", { -94, -9, -14, -53, -39 } },
	{ "speakers-side", { 15, 13, 72, 14, -77 } },
	{ "told", { -34, -59, -50, 41, -36 } },
	{ "voice", { -77, -48, -14, -19, -28 } },
	{ "fits", { 89, 43, 99, 131, 67 } },
	{ "goes-back", { 72, -30, 63, 67, 44 } },
	{ "no-row", { 43, -44, -6, 1, 58 } },
	{ "arg-03", { 68, 91, 69, 93, 89 } },
	{ "arg-06", { 35, 19, 6, 22, 23 } },
	{ "arg-12", { 26, 24, -5, 17, 4 } },
	{ "arg-20", { 45, 39, 20, 17, 27 } },
	{ "arg-30", { 14, 21, 2, 40, 22 } },
	{ "arg-45", { 15, 59, 38, 37, 29 } },
	{ "arg-60", { 50, 93, -6, 35, 25 } },
	{ "arg-80", { 66, 21, 57, 44, 22 } },
	{ "arg-most", { -20, 7, 25, -5, 33 } },
	{ "arg-other", { -6, 0, 6, 3, -9 } },
	{ "arg-others", { 35, -40, 18, -72, 22 } },
};
_Static_assert(sizeof feature / sizeof *feature == WH_FEATURES, "each feature has a name");

/* Least probability, by class, of one whom the grammar does not give: the likeliest, and at least one in three; more to
 * lay a deed of force to.  Between a third and a half every second is right (train), and to name nobody there would be
 * wrong more often. */
static const float least[WHOM_CLASSES] = { 0.33f, 0.33f, 0.33f, 0.33f, 0.7f };

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
	bool open;                /* the grammar names no doer, not by a pronoun either */
};

static bool has_arg(const struct found *e, uint8_t role, uint32_t ent)
{
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].role == role && e->arg[i].ent == ent)
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

/* Somebody who can act in politics, and takes no part yet; tok: where named. */
static bool may_be_party(const struct choice *c, uint32_t ent, uint32_t tok)
{
	uint8_t kind = c->r->c->l->entities.kind[ent];
	bool acts = kind == ENT_PERSON || kind == ENT_GROUP || kind == ENT_ORG || kind == ENT_STATE || kind == ENT_OUTLET;
	return (acts || (c->r->standing[ent] == STAND_ACTOR && kind != ENT_DOCUMENT && kind != ENT_REPORTER)) && !drg__whom_on_side(c->r, c->e, EV_ACTOR, ent) && !drg__whom_on_side(c->r, c->e, EV_RECIPIENT, ent) &&
	       !victim(c->r->c, &c->r->near, c->e, ent) && !(c->open && drg__whom_barred(c->r, c->e, ent, tok));
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
	if (men->ent[m] == NONE || !may_be_party(c, men->ent[m], men->head[m]))
		return;
	if (together)
		drg__event_people(c->r->c, men->head[m], &x.who);
	bool all = x.who.n > 1;
	for (uint32_t i = 0; i < x.who.n; i++) {
		x.ent[i] = drg__event_entity(c->r->c, x.who.tok[i]);
		all &= x.ent[i] != NONE && may_be_party(c, x.ent[i], x.who.tok[i]);
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
	c->open = c->role == EV_ACTOR && (!c->n || l->morph.upos[c->v[0].who.tok[0]] != UPOS_PRON);
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

/* Deeds and meetings are done in a town, not to it: of those that name one, one in eight means it as a party. */
static bool only_place(const struct event_cx *c, const struct found *e, struct arg a)
{
	static const char *const types[] = { "ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST", "CONSULT", "AGREE", NULL };
	bool deed = false;
	for (const char *const *t = types; *t; t++)
		deed |= drg__str_eq(e->type, drg__str_c(*t));
	return deed && a.role == EV_RECIPIENT && a.ent != NONE && c->l->entities.kind[a.ent] == ENT_PLACE;
}

/* Words that stand where somebody might and name nobody: "hit by what its driver called a shell", "nobody was told". */
static bool says_nobody(const struct event_cx *c, uint32_t tok)
{
	static const char *const words[] = { "what", "which", "who", "whom", "whatever", "whoever", "this", "that", "these", "nobody", "none", "nothing",
		                             "something", "anything", "everything", "there", NULL };
	return drg__event_word_is(c, tok, words);
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
		if (only_place(c, e, a))
			a.ent = NONE;
		char first = c->l->text.p[c->l->tokens.span[a.tok].s];
		uint8_t other = a.role == EV_ACTOR ? EV_RECIPIENT : EV_ACTOR;
		bool nobody = a.ent == NONE && says_nobody(c, a.tok);
		bool number = a.role == EV_ACTOR && first >= '0' && first <= '9' && c->l->morph.upos[a.tok] == UPOS_NUM;
		bool both = a.ent != NONE && has_arg(e, other, a.ent) && (a.role == EV_ACTOR) == is_force(e);
		if (!nobody && !number && !both && !(a.role == EV_ACTOR && a.ent != NONE && victim(c, near, e, a.ent)))
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

/* Who resigns does it to nobody, those who meet act all, and what was agreed by nobody knows whom was agreed
 * with nobody (of five such whom a report seemed to name one was right). */
static bool without_recipient(const struct found *e)
{
	uint32_t actors = 0;
	for (uint32_t i = 0; i < e->n_args; i++)
		actors += e->arg[i].role == EV_ACTOR;
	return drg__str_eq(e->mode, STR("resign")) || (actors > 1 && drg__str_eq(e->type, STR("CONSULT"))) ||
	       (actors == 0 && drg__str_eq(e->type, STR("AGREE")));
}

static void fill(const struct whom_report *r, struct found *e, uint8_t role, struct whom_candidate *v, const struct event_trace *trace)
{
	struct choice c = { .r = r, .e = e, .role = role, .v = v };
	uint32_t type = type_of(e), klass = class_of(type, role);
	float share;
	if (role == EV_RECIPIENT && without_recipient(e))
		return;
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

/* What is read beside find i: all of a report, of a book the pages around it. */
static struct finds near(const struct finds *f, size_t i)
{
	enum { REACH = 256 };
	size_t from, end = finds_near(f, i, REACH, &from);
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
