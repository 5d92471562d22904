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
	{ "bias", { -236, -320, -244, -280, -180 } },
	{ "type-AGREE", { 0, 28, 0, -50, 0 } },
	{ "type-CONSULT", { 0, -171, 0, -156, 0 } },
	{ "type-SUPPORT", { 0, -55, 0, -55, 0 } },
	{ "type-COOPERATE", { 0, -60, 0, -96, 0 } },
	{ "type-AID", { 0, -55, 0, -16, 0 } },
	{ "type-RETREAT", { 0, -56, 0, 4, 0 } },
	{ "type-CONCEDE", { 0, 49, 0, 22, 0 } },
	{ "type-REQUEST", { -38, 0, 0, 39, 0 } },
	{ "type-ACCUSE", { -54, 0, 0, -76, 0 } },
	{ "type-REJECT", { -53, 0, 0, 48, 0 } },
	{ "type-THREATEN", { -24, 0, 0, 93, 0 } },
	{ "type-PROTEST", { -67, 0, 0, -39, 0 } },
	{ "type-SANCTION", { 0, 0, 43, 0, -33 } },
	{ "type-MOBILIZE", { 0, 0, -84, 0, -8 } },
	{ "type-COERCE", { 0, 0, -76, 0, -31 } },
	{ "type-ASSAULT", { 0, 0, -126, 0, -107 } },
	{ "head", { 4, 24, -6, 10, -39 } },
	{ "noun", { -77, -50, -26, 16, -45 } },
	{ "passive", { 43, -15, -41, -19, -40 } },
	{ "inf", { -62, -30, 51, 2, 21 } },
	{ "told-by", { -2, 44, 15, 30, 62 } },
	{ "no-other", { 25, 1, 5, -12, -35 } },
	{ "own", { 149, 199, 148, 92, 109 } },
	{ "own-noun", { -78, -126, -196, -266, -181 } },
	{ "own-pronoun", { -114, -43, -103, -252, -145 } },
	{ "own-head", { -24, -96, -3, -85, 2 } },
	{ "own-kind", { 24, 5, 55, 28, 26 } },
	{ "own-guess", { -83, -72, -83, 0, 0 } },
	{ "many", { -52, 12, -48, -3, 97 } },
	{ "part", { 37, -31, -34, -64, -63 } },
	{ "subj", { -50, -22, 4, 157, 60 } },
	{ "shared", { -5, -7, -18, 153, 95 } },
	{ "obj", { 76, 56, 88, 55, -21 } },
	{ "iobj", { 115, 48, 0, -1, 0 } },
	{ "at", { 55, 44, 22, 23, -23 } },
	{ "by", { 7, 0, 0, -3, -1 } },
	{ "of", { 0, 25, 0, 0, 0 } },
	{ "for", { -43, 11, -6, -2, 0 } },
	{ "in", { -69, -67, -52, 24, 12 } },
	{ "obl", { -47, -15, 10, 55, -8 } },
	{ "poss", { -14, 0, 0, 25, 1 } },
	{ "mod", { 0, -1, -1, 7, 1 } },
	{ "comp", { -4, 0, -1, -2, 0 } },
	{ "in-subj", { -62, -52, -63, 117, 48 } },
	{ "in-obj", { 90, 83, 121, -26, -20 } },
	{ "in-obl", { -22, -16, -31, -81, -9 } },
	{ "in-rest", { -76, 24, 6, -63, -21 } },
	{ "up-subj", { 35, 44, -14, -24, -4 } },
	{ "up-obj", { -4, -29, -7, 53, -21 } },
	{ "up-obl", { -5, -44, 19, 8, -1 } },
	{ "up-in", { -82, -13, -40, 6, -68 } },
	{ "up2-subj", { 23, -38, -34, -42, -35 } },
	{ "up2", { -34, -11, 20, -61, 9 } },
	{ "before", { 32, -18, -2, 3, 21 } },
	{ "after", { -47, -93, -24, -54, -29 } },
	{ "one", { -39, -69, -64, -67, 10 } },
	{ "two", { -100, -69, -77, -69, -42 } },
	{ "far", { -81, -72, -77, -94, -140 } },
	{ "paragraph", { 69, 61, 26, 57, 35 } },
	{ "owner", { 15, 34, 18, 4, 17 } },
	{ "subject", { 56, 35, 24, 23, -19 } },
	{ "latest", { -35, -20, -5, -4, 35 } },
	{ "second", { -33, 3, 20, -10, -70 } },
	{ "often", { 46, 38, 65, 25, 24 } },
	{ "foremost", { -40, 22, 20, -10, -11 } },
	{ "person", { -31, -46, -30, 12, -94 } },
	{ "group", { 26, 1, 36, 64, 86 } },
	{ "state", { 90, 47, 95, 58, 71 } },
	{ "org", { 65, 50, 41, 76, 70 } },
	{ "unnamed", { -10, 55, 82, 50, 20 } },
	{ "place", { 8, 19, 0, 15, 4 } },
	{ "named", { 36, 38, 35, 47, 15 } },
	{ "plural", { -20, 9, -15, -45, -54 } },
	{ "actor", { 33, -20, -44, 71, 16 } },
	{ "people", { 29, 6, -15, 53, -11 } },
	{ "side", { -35, 5, 0, 5, 0 } },
	{ "country", { 0, 0, 0, 0, 0 } },
	{ "alike", { 21, 54, 42, -16, -5 } },
	{ "dyad", { 58, 43, 48, 17, 21 } },
	{ "acts", { 36, 28, 9, 27, 38 } },
	{ "suffers", { -33, 19, 11, -27, 21 } },
	{ "last-actor", { -5, 38, 13, 14, 2 } },
	{ "last-recipient", { 11, 84, 31, 5, 37 } },
	{ "same-again", { -16, -34, -85, -16, 22 } },
	{ "over-actor", { -57, -25, 9, 16, 56 } },
	{ "over-recipient", { 53, -45, -66, 31, 38 } },
	{ "under-actor", { 25, 81, 35, 10, -2 } },
	{ "under-recipient", { 14, -12, -12, 16, 42 } },
	{ "answered", { 77, 102, 0, 0, 0 } },
	{ "claimed", { 134, 0, 0, 0, 0 } },
	{ "speaker", { -89, -16, -11, -38, -10 } },
	{ "speakers-side", { 42, 33, 43, 53, -65 } },
	{ "told", { -26, -24, -43, 32, 24 } },
	{ "voice", { -79, -43, -1, -7, -56 } },
	{ "fits", { 81, 46, 72, 202, 96 } },
	{ "goes-back", { 44, -36, 54, 75, 44 } },
	{ "no-row", { 13, -27, -18, -34, 28 } },
	{ "arg-03", { 46, 99, 76, 89, 86 } },
	{ "arg-06", { 35, 14, 16, 22, 7 } },
	{ "arg-12", { 42, 21, 21, 31, 50 } },
	{ "arg-20", { 32, 23, 12, 6, 57 } },
	{ "arg-30", { 34, 11, 15, 43, 46 } },
	{ "arg-45", { 8, 42, 13, 46, 29 } },
	{ "arg-60", { 27, 106, 6, 17, 8 } },
	{ "arg-80", { 71, 20, 35, 44, 34 } },
	{ "arg-most", { -18, 4, 25, 18, 36 } },
	{ "arg-other", { 9, -1, -3, -6, -52 } },
	{ "arg-others", { 14, -4, 6, -63, 28 } },
};
_Static_assert(sizeof feature / sizeof *feature == WH_FEATURES, "each feature has a name");

/* Least probability, by class, of one whom the grammar does not give: the likeliest, and at least one in three; more to
 * lay a deed of force to.  Between a third and a half every second is right (train), and to name nobody there would be
 * wrong more often.  A recipient whom only other sentences name may be less likely: of those between a fourth and a third
 * two in five are right, and to name nobody one in eight (reports that the encoder had not seen). */
static const struct {
	float here, elsewhere; /* named in the act's sentence, or not */
} least[WHOM_CLASSES] = { { 0.33f, 0.25f }, { 0.33f, 0.25f }, { 0.33f, 0.25f }, { 0.33f, 0.33f }, { 0.7f, 0.7f } };

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
	       !victim(c->r->c, &c->r->near, c->e, ent) && !(c->open && drg__whom_barred(c->r, c->e, ent, tok)) && !drg__whom_weapon(c->r->c, tok);
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
		x.guess |= c->e->arg[i].guess;
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

/* Is it named in the act's sentence? */
static bool in_sentence(const struct whom_candidate *x)
{
	return x->f[WH_BEFORE] > 0 || x->f[WH_AFTER] > 0;
}

/* Who it is, NULL for nobody, with the probability of that.  An entity that the grammar
 * gives stands: held out, it is right as often where another or nobody is likelier.
 * Whom it does not give must be likely, also in the place of words of no entity; a
 * pronoun that acts means somebody, so less will do. */
static const struct whom_candidate *choose(const struct choice *c, uint32_t klass, float *share)
{
	uint32_t given = c->n && c->v[0].own ? 0 : c->n, best = given;
	float z[WHOM_CANDIDATES + 1], sum = 0;
	bool words = given < c->n && (c->v[0].f[WH_OWN_NOUN] > 0 || c->v[0].f[WH_OWN_PRONOUN] > 0 || c->v[0].guess);
	float pronoun = words && c->role == EV_ACTOR && c->v[0].f[WH_OWN_PRONOUN] > 0 ? 0.75f : 1;
	for (uint32_t i = 0; i < c->n; i++)
		z[i] = score_of(&c->v[i], klass);
	z[c->n] = 0; /* nobody */
	for (uint32_t i = 0; i < c->n && (words || given == c->n); i++)
		best = z[i] > z[best] ? i : best;
	for (int pass = 0; pass < 2; pass++) {
		sum = 0;
		for (uint32_t i = 0; i <= c->n; i++)
			sum += share_of(z[i] - z[best]);
		if (best == given || 1 / sum >= pronoun * (in_sentence(&c->v[best]) ? least[klass].here : least[klass].elsewhere))
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
	bool here = in_sentence(x);
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

/* "an airstrike killed six": a deed does no deed of force, who does it does. */
static bool is_attack(const struct event_cx *c, uint32_t tok)
{
	static const char *const classes[] = { "attack", "airstrike", "strike", "shelling", "bombing", "shots", "fighting" };
	bool is = false;
	for (size_t k = 0; k < sizeof classes / sizeof *classes && c->l->morph.upos[tok] == UPOS_NOUN; k++)
		is |= drg__event_is(c, tok, drg__event_class(c, classes[k]));
	return is;
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
		bool nobody = (a.ent == NONE && says_nobody(c, a.tok)) || (a.role == EV_ACTOR && drg__whom_weapon(c, a.tok));
		bool deed = a.role == EV_ACTOR && is_force(e) && is_attack(c, a.tok);
		bool number = a.role == EV_ACTOR && first >= '0' && first <= '9' && c->l->morph.upos[a.tok] == UPOS_NUM;
		bool both = a.ent != NONE && has_arg(e, other, a.ent) && (a.role == EV_ACTOR) == is_force(e);
		if (!nobody && !number && !both && !deed && !(a.role == EV_ACTOR && a.ent != NONE && victim(c, near, e, a.ent)))
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
	for (uint32_t i = 0; best && i < e->n_args; i++) {
		if (e->arg[i].role != role || !(v[0].guess || v[0].f[WH_OWN_NOUN] > 0 || v[0].f[WH_OWN_PRONOUN] > 0))
			continue; /* an entity that a slot gives was no choice */
		e->arg[i].share = share;
		e->arg[i].basis = e->arg[i].guess ? BASIS_IMPLICIT : e->arg[i].basis;
	}
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
