#include "stage/event_whom.h"

#include "base/utf8.h"

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
} feature[WH_FEATURES] = {
	{ "bias", { -167, -189, -155, -148 } },
	{ "type-AGREE", { 0, 39, 0, -9 } },
	{ "type-CONSULT", { 0, -103, 0, -9 } },
	{ "type-SUPPORT", { 0, -59, 0, 1 } },
	{ "type-COOPERATE", { 0, -40, 0, -17 } },
	{ "type-AID", { 0, 14, 0, 16 } },
	{ "type-RETREAT", { 0, -75, 0, -5 } },
	{ "type-CONCEDE", { 0, 34, 0, 66 } },
	{ "type-REQUEST", { -55, 0, 0, -58 } },
	{ "type-ACCUSE", { -25, 0, 0, -94 } },
	{ "type-REJECT", { -4, 0, 0, 21 } },
	{ "type-THREATEN", { -7, 0, 0, 15 } },
	{ "type-PROTEST", { -76, 0, 0, 1 } },
	{ "type-SANCTION", { 0, 0, 48, -32 } },
	{ "type-MOBILIZE", { 0, 0, -14, 15 } },
	{ "type-COERCE", { 0, 0, -91, 1 } },
	{ "type-ASSAULT", { 0, 0, -97, -60 } },
	{ "head", { -2, 15, -19, 24 } },
	{ "noun", { -10, -44, -19, 18 } },
	{ "passive", { 33, 7, -15, -87 } },
	{ "inf", { -18, -24, 22, 25 } },
	{ "told-by", { -13, 7, 31, 42 } },
	{ "no-other", { -3, -12, 5, 26 } },
	{ "before", { -18, -11, -13, 68 } },
	{ "after", { 27, -3, 32, -51 } },
	{ "one", { -20, -35, -60, -19 } },
	{ "two", { -74, -80, -35, -53 } },
	{ "far", { -81, -61, -78, -93 } },
	{ "paragraph", { 77, 34, 55, 22 } },
	{ "above-subject", { 56, 20, 18, 26 } },
	{ "above", { -25, 12, 15, -6 } },
	{ "below", { -16, -16, 31, 25 } },
	{ "owner", { 3, 22, -8, -53 } },
	{ "subject", { 80, 22, 8, 22 } },
	{ "latest", { -20, -12, -10, 27 } },
	{ "second", { -14, 8, 5, -32 } },
	{ "often", { 36, -4, 54, 38 } },
	{ "foremost", { -14, 52, 13, -7 } },
	{ "person", { -32, -85, -76, -30 } },
	{ "group", { -5, -6, -9, 57 } },
	{ "state", { 74, 36, 98, 27 } },
	{ "org", { 58, 39, -10, 65 } },
	{ "unnamed", { -75, -13, 33, -13 } },
	{ "place", { -76, -30, -45, -55 } },
	{ "named", { 43, 8, 44, 50 } },
	{ "plural", { 11, 20, 52, -5 } },
	{ "actor", { 0, -24, -91, -8 } },
	{ "people", { -26, -22, -43, -60 } },
	{ "own", { -119, -85, -19, -32 } },
	{ "country", { -1, 36, -10, 0 } },
	{ "alike", { 9, 26, 32, 3 } },
	{ "dyad", { 83, 40, 25, 11 } },
	{ "acts", { 44, 59, 21, 25 } },
	{ "suffers", { -22, 16, 43, 0 } },
	{ "last-actor", { -3, 56, 12, -19 } },
	{ "last-recipient", { 20, 51, -22, -4 } },
	{ "same-again", { -34, 31, -32, -17 } },
	{ "over-actor", { 1, -34, 29, -21 } },
	{ "over-recipient", { 41, 1, -22, 50 } },
	{ "under-actor", { 23, 109, 22, 18 } },
	{ "under-recipient", { 0, -7, -1, -34 } },
	{ "speaker", { -104, -38, -91, -28 } },
	{ "speakers-side", { -14, 12, -1, 53 } },
	{ "told", { -16, -21, -26, 14 } },
};

const char *drg__whom_name(uint32_t f)
{
	return f < WH_FEATURES ? feature[f].name : NULL;
}

/* -------------------------------------------------------------- the report -- */

struct reading {
	struct event_cx *c;
	const struct finds *f;
	uint32_t *often;   /* [entities] mentions */
	uint8_t *standing; /* [entities] the best enum standing of their names and nouns */
};

static void read_entities(struct reading *r)
{
	const struct mentions *m = &r->c->l->mentions;
	uint32_t n = r->c->l->entities.n;
	r->often = NEW_N(r->c->a, uint32_t, n);
	r->standing = NEW_N(r->c->a, uint8_t, n);
	for (uint32_t i = 0; i < m->n; i++) {
		if (m->ent[i] == NONE)
			continue;
		enum standing s = m->form[i] == FORM_PRONOUN ? STAND_NOT : drg__event_standing(r->c, m->head[i]);
		r->often[m->ent[i]]++;
		if (s > r->standing[m->ent[i]])
			r->standing[m->ent[i]] = (uint8_t)s;
	}
}

/* The body or state that an entity speaks for, else itself. */
static uint32_t side_of(const struct reading *r, uint32_t e)
{
	uint32_t s = e == NONE ? NONE : r->c->l->entities.speaks_for[e];
	return s == NONE ? e : s;
}

static bool has_arg(const struct found *e, uint8_t role, uint32_t ent)
{
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].role == role && e->arg[i].ent == ent)
			return true;
	return false;
}

static bool has_side(const struct reading *r, const struct found *e, uint8_t role, uint32_t ent)
{
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].role == role && e->arg[i].ent != NONE && side_of(r, e->arg[i].ent) == side_of(r, ent))
			return true;
	return false;
}

static bool has_role(const struct found *e, uint8_t role)
{
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].role == role)
			return true;
	return false;
}

/* The first entity in a role; NONE. */
static uint32_t first_of(const struct found *e, uint8_t role)
{
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].role == role && e->arg[i].ent != NONE)
			return e->arg[i].ent;
	return NONE;
}

/* ------------------------------------------------------------- a candidate -- */

struct candidate {
	uint32_t ent, mention; /* the latest before the act, else the first after it */
	float f[WH_FEATURES];
};

static uint32_t log2_of(uint32_t n)
{
	uint32_t k = 0;
	for (; n > 1 && k < 3; n /= 2)
		k++;
	return k;
}

/* What its place says. */
static void look_at_place(const struct reading *r, const struct found *e, struct candidate *x)
{
	const struct layers *l = r->c->l;
	uint32_t tok = l->mentions.head[x->mention], apart = drg__event_sentence(r->c, e->word) - drg__event_sentence(r->c, tok);
	uint8_t rel = r->c->t.rel[tok];
	bool subject = rel == R_NSUBJ || rel == R_NSUBJ_PASS;
	x->f[apart == 0 ? tok < e->word ? WH_BEFORE : WH_AFTER : apart == 1 ? WH_ONE : apart == 2 ? WH_TWO : WH_FAR] = 1;
	x->f[WH_PARAGRAPH] = l->tokens.para[tok] == l->tokens.para[e->word];
	x->f[WH_OWNER] = rel == R_POSS;
	x->f[WH_SUBJECT] = subject;
	if (apart)
		return;
	if (drg__tree_under(&r->c->t, tok, e->word))
		x->f[WH_BELOW] = 1;
	else if (l->deps.head[tok] != NONE && drg__tree_under(&r->c->t, e->word, l->deps.head[tok]))
		x->f[subject ? WH_ABOVE_SUBJECT : WH_ABOVE] = 1;
}

/* What it is. */
static void look_at_kind(const struct reading *r, const struct found *e, struct candidate *x)
{
	static const uint8_t of[ENT_KINDS] = { [ENT_PERSON] = WH_PERSON, [ENT_GROUP] = WH_GROUP, [ENT_STATE] = WH_STATE, [ENT_ORG] = WH_ORG,
		                               [ENT_UNNAMED] = WH_UNNAMED, [ENT_PLACE] = WH_PLACE };
	const struct entities *ents = &r->c->l->entities;
	uint32_t tok = r->c->l->mentions.head[x->mention];
	if (of[ents->kind[x->ent]])
		x->f[of[ents->kind[x->ent]]] = 1;
	x->f[WH_NAMED] = r->c->l->mentions.form[x->mention] == FORM_NAME;
	x->f[WH_PLURAL] = (r->c->t.form[tok] & FORM_PLURAL) != 0;
	x->f[WH_ACTOR] = r->standing[x->ent] == STAND_ACTOR;
	x->f[WH_PEOPLE] = r->standing[x->ent] == STAND_PEOPLE;
	x->f[WH_OFTEN] = (float)log2_of(r->often[x->ent]);
	for (uint32_t i = 0; i < e->n_args; i++) {
		uint32_t other = e->arg[i].ent;
		if (other == NONE)
			continue;
		x->f[WH_ALIKE] = ents->kind[other] == ents->kind[x->ent];
		x->f[WH_OWN] = side_of(r, other) == side_of(r, x->ent);
		x->f[WH_COUNTRY] = ents->country && ents->country[other].n && drg__str_eq(ents->country[other], ents->country[x->ent]);
	}
}

/* What it does in the report's acts. */
static void look_at_acts(const struct reading *r, const struct found *e, uint8_t role, struct candidate *x)
{
	uint8_t opposite = role == EV_ACTOR ? EV_RECIPIENT : EV_ACTOR;
	uint32_t other = first_of(e, opposite), dyad = 0, acts = 0, suffers = 0;
	const struct found *last = NULL;
	for (size_t i = 0; i < r->f->n; i++) {
		const struct found *v = &r->f->v[i];
		if (v->word == e->word)
			continue;
		if (v->word < e->word)
			last = v;
		acts += has_side(r, v, EV_ACTOR, x->ent);
		suffers += has_side(r, v, EV_RECIPIENT, x->ent);
		dyad += other != NONE && ((has_side(r, v, EV_ACTOR, x->ent) && has_side(r, v, EV_RECIPIENT, other)) ||
		                          (has_side(r, v, EV_RECIPIENT, x->ent) && has_side(r, v, EV_ACTOR, other)));
	}
	x->f[WH_DYAD] = (float)log2_of(2 * dyad);
	x->f[WH_ACTS] = (float)log2_of(2 * acts);
	x->f[WH_SUFFERS] = (float)log2_of(2 * suffers);
	if (!last)
		return;
	x->f[WH_LAST_ACTOR] = has_side(r, last, EV_ACTOR, x->ent);
	x->f[WH_LAST_RECIPIENT] = has_side(r, last, EV_RECIPIENT, x->ent);
	x->f[WH_SAME_AGAIN] = has_side(r, last, role, x->ent) && other != NONE && has_side(r, last, opposite, other);
}

/* What it does in the acts that this one hangs on and that hang on this one. */
static void look_at_neighbours(const struct reading *r, const struct found *e, struct candidate *x)
{
	const struct found *over = NULL;
	for (size_t i = 0; i < r->f->n; i++) {
		const struct found *v = &r->f->v[i];
		if (v->word == e->word)
			continue;
		if (drg__tree_under(&r->c->t, e->word, v->word) && (!over || drg__tree_under(&r->c->t, v->word, over->word)))
			over = v;
		if (drg__tree_under(&r->c->t, v->word, e->word)) {
			x->f[WH_UNDER_ACTOR] = x->f[WH_UNDER_ACTOR] > 0 || has_side(r, v, EV_ACTOR, x->ent);
			x->f[WH_UNDER_RECIPIENT] = x->f[WH_UNDER_RECIPIENT] > 0 || has_side(r, v, EV_RECIPIENT, x->ent);
		}
	}
	if (!over)
		return;
	x->f[WH_OVER_ACTOR] = has_side(r, over, EV_ACTOR, x->ent);
	x->f[WH_OVER_RECIPIENT] = has_side(r, over, EV_RECIPIENT, x->ent);
}

/* The innermost attribution whose content holds the byte; NONE. */
static uint32_t attribution_at(const struct attribs *at, uint32_t byte)
{
	uint32_t best = UINT32_MAX, found = NONE;
	for (uint32_t k = 0; k < at->n; k++)
		for (uint32_t j = 0; j < at->content[k].n; j++) {
			struct span s = at->pool.v[at->content[k].from + j];
			if (s.s <= byte && byte < s.e && s.e - s.s < best) {
				best = s.e - s.s;
				found = k;
			}
		}
	return found;
}

static void look_at_words(const struct reading *r, uint32_t attribution, struct candidate *x)
{
	const struct attribs *at = &r->c->l->attribs;
	uint32_t speaker = attribution == NONE ? NONE : at->speaker[attribution];
	x->f[WH_SPEAKER] = speaker == x->ent;
	x->f[WH_SPEAKERS_SIDE] = speaker != NONE && speaker != x->ent && side_of(r, speaker) == side_of(r, x->ent);
	if (attribution != NONE && at->recipient[attribution].n)
		x->f[WH_TOLD] = drg__span_overlaps(at->pool.v[at->recipient[attribution].from], r->c->l->mentions.span[x->mention]);
}

static uint32_t type_of(const struct found *e)
{
	for (uint32_t k = 0; k < WHOM_TYPES; k++)
		if (drg__str_eq(e->type, drg__str_c(type_name[k])))
			return k;
	return WHOM_TYPES;
}

/* What the act says, the same of all candidates: who weighs more than nobody. */
static void look_at_act(const struct reading *r, const struct found *e, uint8_t role, uint32_t attribution, struct candidate *x)
{
	struct slots s;
	uint32_t type = type_of(e);
	drg__slots(&r->c->t, e->word, &s);
	x->f[WH_BIAS] = 1;
	if (type < WHOM_TYPES)
		x->f[WH_TYPE + type] = 1;
	x->f[WH_HEAD] = e->proposed;
	x->f[WH_NOUN] = r->c->l->morph.upos[e->word] != UPOS_VERB;
	x->f[WH_PASSIVE] = s.passive;
	x->f[WH_INF] = (r->c->t.form[e->word] & FORM_INF) != 0;
	x->f[WH_TOLD_BY] = attribution != NONE;
	x->f[WH_NO_OTHER] = !has_role(e, role == EV_ACTOR ? EV_RECIPIENT : EV_ACTOR);
}

/* -------------------------------------------------------------- the choice -- */

static bool may_be_party(const struct reading *r, const struct found *e, uint32_t ent)
{
	uint8_t kind = r->c->l->entities.kind[ent];
	return kind != ENT_DOCUMENT && kind != ENT_REPORTER && !has_arg(e, EV_ACTOR, ent) && !has_arg(e, EV_RECIPIENT, ent) &&
	       (r->standing[ent] >= STAND_PEOPLE || kind != ENT_OTHER);
}

static void add_candidate(const struct reading *r, const struct found *e, uint32_t mention, struct candidate *v, uint32_t *n)
{
	uint32_t ent = r->c->l->mentions.ent[mention];
	if (ent == NONE || *n == WHOM_CANDIDATES || !may_be_party(r, e, ent))
		return;
	for (uint32_t i = 0; i < *n; i++)
		if (v[i].ent == ent)
			return;
	v[*n] = (struct candidate){ .ent = ent, .mention = mention };
	(*n)++;
}

/* Entities named before the act, latest first, then those named after it in its sentence. */
static uint32_t candidates(const struct reading *r, const struct found *e, struct candidate *v)
{
	const struct mentions *m = &r->c->l->mentions;
	const struct tokens *tok = &r->c->l->tokens;
	uint32_t end = r->c->l->sents.tok[drg__event_sentence(r->c, e->word) + 1], n = 0;
	uint32_t at = drg__span_first(m->span, m->n, tok->span[e->word].s);
	for (uint32_t i = at; i-- > 0 && n < WHOM_CANDIDATES / 2;)
		if (m->span[i].e <= tok->span[e->word].s)
			add_candidate(r, e, i, v, &n);
	for (uint32_t i = at; i < m->n && m->head[i] < end; i++)
		add_candidate(r, e, i, v, &n);
	return n;
}

static uint32_t class_of(const struct found *e, uint8_t role)
{
	uint32_t type = type_of(e);
	return role == EV_ACTOR ? WHOM_ACTOR : type < WHOM_TYPES ? recipient_class[type] : WHOM_AGAINST;
}

static void weigh(const struct reading *r, const struct found *e, uint8_t role, struct candidate *v, uint32_t n)
{
	uint32_t attribution = attribution_at(&r->c->l->attribs, r->c->l->tokens.span[e->word].s);
	uint32_t foremost = NONE, most = 0;
	for (uint32_t i = 0; i < n; i++)
		if (r->standing[v[i].ent] == STAND_ACTOR && r->often[v[i].ent] > most) {
			most = r->often[v[i].ent];
			foremost = i;
		}
	if (n)
		look_at_act(r, e, role, attribution, &v[0]);
	for (uint32_t i = 1; i < n; i++)
		memcpy(v[i].f, v[0].f, sizeof v[i].f);
	for (uint32_t i = 0; i < n; i++) {
		look_at_place(r, e, &v[i]);
		look_at_kind(r, e, &v[i]);
		look_at_acts(r, e, role, &v[i]);
		look_at_neighbours(r, e, &v[i]);
		look_at_words(r, attribution, &v[i]);
		v[i].f[WH_FOREMOST] = i == foremost;
		v[i].f[WH_LATEST] = i == 0;
		v[i].f[WH_SECOND] = i == 1;
	}
}

/* The likeliest candidate's mention; NONE when nobody is about as likely.  Force is laid to nobody's door on such ground. */
static uint32_t choose(const struct reading *r, const struct found *e, uint8_t role, const struct event_trace *trace)
{
	struct candidate v[WHOM_CANDIDATES];
	uint32_t n = candidates(r, e, v), best = NONE, klass = class_of(e, role);
	struct span trigger = { r->c->l->tokens.span[e->first].s, r->c->l->tokens.span[e->end - 1].e };
	float most = WHOM_LEAST;
	weigh(r, e, role, v, n);
	if (trace && trace->party)
		trace->party(trace->ctx, trigger, role, klass, NONE, NULL, 0);
	for (uint32_t i = 0; i < n; i++) {
		float z = 0;
		for (uint32_t k = 0; k < WH_FEATURES; k++)
			z += v[i].f[k] * (float)feature[k].weight[klass] / 100;
		if (trace && trace->party)
			trace->party(trace->ctx, trigger, role, klass, v[i].mention, v[i].f, WH_FEATURES);
		if (z > most) {
			most = z;
			best = v[i].mention;
		}
	}
	uint32_t type = type_of(e);
	return role == EV_ACTOR && type < WHOM_TYPES && recipient_class[type] == WHOM_FORCE ? NONE : best;
}

static void fill(const struct reading *r, struct found *e, uint8_t role, const struct event_trace *trace)
{
	if (has_role(e, role) || e->n_args == ARGS_MOST || drg__str_eq(e->mode, STR("resign")))
		return; /* who resigns does it to nobody */
	uint32_t m = choose(r, e, role, trace);
	if (m != NONE)
		e->arg[e->n_args++] = (struct arg){ role, r->c->l->mentions.head[m], r->c->l->mentions.ent[m] };
}

void drg__event_whom(struct event_cx *c, struct finds *f, const struct event_trace *trace)
{
	struct finds before = { NEW_N(c->a, struct found, f->n), f->n, f->n };
	struct reading r = { .c = c, .f = &before };
	if (f->n)
		memcpy(before.v, f->v, f->n * sizeof *f->v); /* what the grammar says of all acts, whichever is completed first */
	read_entities(&r);
	for (size_t i = 0; i < f->n; i++) {
		fill(&r, &f->v[i], EV_ACTOR, trace);
		fill(&r, &f->v[i], EV_RECIPIENT, trace);
	}
}
