/* event_look.c - what is weighed of those who may take part in an act. */
#include "base/utf8.h"
#include "stage/event_whom.h"
#include "stage/evidence.h"

_Static_assert(WH_ARG_MOST - WH_ARG == 8, "a feature for each step of the head's probability");

enum { ABOVE = 2 }; /* predicates above the act that are looked at */

/* One act and role while its candidates are looked at. */
struct look {
	const struct whom_report *r;
	const struct found *e;
	uint8_t role;
	uint32_t attribution, voice;  /* the innermost attribution around it; origin of its claim, entity or NONE */
	const struct arg_row *row;    /* what the head for arguments says, NULL */
	struct slots at[1 + ABOVE];   /* of the act, of the predicates above it */
	uint32_t word[1 + ABOVE], n_at;
	const struct found *last, *over; /* the act before it; the nearest that it hangs on */
	struct answered answered;
	uint32_t pronoun;             /* word that the grammar gives and that means nobody yet, NONE */
};

/* ------------------------------------------------------------------ sides -- */

/* The body or state that an entity speaks for, else itself. */
static uint32_t side_of(const struct whom_report *r, uint32_t e)
{
	uint32_t s = e == NONE ? NONE : r->c->l->entities.speaks_for[e];
	return s == NONE ? e : s;
}

bool drg__whom_same_side(const struct whom_report *r, uint32_t x, uint32_t y)
{
	return x != NONE && y != NONE && side_of(r, x) == side_of(r, y);
}

bool drg__whom_on_side(const struct whom_report *r, const struct found *e, uint8_t role, uint32_t ent)
{
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].role == role && e->arg[i].ent != NONE && side_of(r, e->arg[i].ent) == side_of(r, ent))
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

void drg__whom_report(struct event_cx *c, const struct finds *f, struct whom_report *out)
{
	const struct mentions *m = &c->l->mentions;
	uint32_t n = c->l->entities.n;
	*out = (struct whom_report){ .c = c, .often = NEW_N(c->a, uint32_t, n), .standing = NEW_N(c->a, uint8_t, n),
		                     .acts = NEW_N(c->a, uint32_t, n), .suffers = NEW_N(c->a, uint32_t, n) };
	for (uint32_t i = 0; i < m->n; i++) {
		if (m->ent[i] == NONE)
			continue;
		enum standing s = m->form[i] == FORM_PRONOUN ? STAND_NOT : drg__event_standing(c, m->head[i]);
		out->often[m->ent[i]]++;
		if (s > out->standing[m->ent[i]])
			out->standing[m->ent[i]] = (uint8_t)s;
	}
	for (size_t i = 0; i < f->n; i++)
		for (uint32_t k = 0; k < f->v[i].n_args; k++)
			if (f->v[i].arg[k].ent != NONE)
				(f->v[i].arg[k].role == EV_ACTOR ? out->acts : out->suffers)[side_of(out, f->v[i].arg[k].ent)]++;
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

uint32_t drg__whom_speaker(const struct layers *l, const struct found *e)
{
	uint32_t at = attribution_at(&l->attribs, l->tokens.span[e->word].s);
	return at == NONE ? NONE : l->attribs.speaker[at];
}

uint32_t drg__whom_voice(const struct layers *l, const struct found *e)
{
	struct run chain = e->claim == NONE ? (struct run){ 0, 0 } : l->claims.chain[e->claim];
	return chain.n ? l->hops.ent[chain.from + chain.n - 1] : NONE;
}

static uint32_t log2_of(uint32_t n)
{
	uint32_t k = 0;
	for (; n > 1 && k < 3; n /= 2)
		k++;
	return k;
}

/* ------------------------------------------------------------------ place -- */

/* The word that stands for a name, an apposition or a coordinated one in the tree. */
static uint32_t top_of(const struct look *a, uint32_t tok)
{
	enum { STEPS = 8, UP = 1u << R_CONJ | 1u << R_APPOS | 1u << R_FLAT };
	for (int k = 0; k < STEPS && a->r->c->t.rel[tok] < 32 && (1u << a->r->c->t.rel[tok] & UP) && a->r->c->l->deps.head[tok] != NONE; k++)
		tok = a->r->c->l->deps.head[tok];
	return tok;
}

/* The filler that is the word or holds it, the closest; NULL. */
static const struct filler *filler_of(const struct look *a, const struct slots *s, uint32_t tok, bool *inside)
{
	const struct filler *found = NULL;
	uint32_t top = top_of(a, tok);
	*inside = true;
	for (uint32_t i = 0; i < s->n; i++) {
		if (s->v[i].tok == top || s->v[i].tok == tok) {
			*inside = false;
			return &s->v[i];
		}
		if (drg__tree_under(&a->r->c->t, tok, s->v[i].tok) && (!found || drg__tree_under(&a->r->c->t, s->v[i].tok, found->tok)))
			found = &s->v[i];
	}
	return found;
}

static bool one_of(uint64_t fold, const char *const *words)
{
	for (; *words; words++)
		if (fold == drg__fold_hash(drg__str_c(*words)))
			return true;
	return false;
}

static enum whom_feature oblique(uint64_t prep)
{
	static const char *const at[] = { "to", "with", "against", "on", "at", "from", "toward", "towards", "between", "among", "into", "upon", NULL };
	static const char *const by[] = { "by", NULL }, *const of[] = { "of", NULL };
	static const char *const about[] = { "for", "over", "about", "regarding", "concerning", NULL };
	static const char *const in[] = { "in", "inside", "near", "across", "along", "around", "outside", "within", NULL };
	return one_of(prep, at) ? WH_AT : one_of(prep, by) ? WH_BY : one_of(prep, of) ? WH_OF : one_of(prep, about) ? WH_FOR : one_of(prep, in) ? WH_IN : WH_OBL;
}

static enum whom_feature slot_feature(const struct filler *f)
{
	switch ((enum slot)f->slot) {
	case SLOT_SUBJ: return f->shared ? WH_SHARED : WH_SUBJ;
	case SLOT_OBJ: return WH_OBJ;
	case SLOT_IOBJ: return WH_IOBJ;
	case SLOT_OBL: return oblique(f->prep);
	case SLOT_POSS: return WH_POSS;
	case SLOT_MOD: return WH_MOD;
	case SLOT_COMP: case SLOT_LIGHT: case SLOTS: break;
	}
	return WH_COMP;
}

static enum whom_feature inside_feature(const struct filler *f)
{
	return f->slot == SLOT_SUBJ ? WH_IN_SUBJ : f->slot == SLOT_OBJ ? WH_IN_OBJ : f->slot == SLOT_OBL ? WH_IN_OBL : WH_IN_REST;
}

/* Its place in the act's clause and in those above it. */
static enum whom_feature clause_feature(const struct look *a, uint32_t tok)
{
	bool inside;
	const struct filler *f = filler_of(a, &a->at[0], tok, &inside);
	if (f)
		return inside ? inside_feature(f) : slot_feature(f);
	if (drg__tree_under(&a->r->c->t, tok, a->e->word))
		return WH_IN_REST;
	for (uint32_t k = 1; k < a->n_at; k++) {
		f = filler_of(a, &a->at[k], tok, &inside);
		if (!f)
			continue;
		bool subject = f->slot == SLOT_SUBJ && !inside;
		if (k > 1)
			return subject ? WH_UP2_SUBJ : WH_UP2;
		return inside ? WH_UP_IN : subject ? WH_UP_SUBJ : f->slot == SLOT_OBJ || f->slot == SLOT_IOBJ ? WH_UP_OBJ : WH_UP_OBL;
	}
	return WH_FEATURES;
}

static void look_at_place(const struct look *a, uint32_t tok, struct whom_candidate *x)
{
	const struct layers *l = a->r->c->l;
	uint32_t apart = drg__event_sentence(a->r->c, a->e->word) - drg__event_sentence(a->r->c, tok);
	uint8_t rel = a->r->c->t.rel[tok];
	x->f[apart == 0 ? tok < a->e->word ? WH_BEFORE : WH_AFTER : apart == 1 ? WH_ONE : apart == 2 ? WH_TWO : WH_FAR] = 1;
	x->f[WH_PARAGRAPH] = l->tokens.para[tok] == l->tokens.para[a->e->word];
	x->f[WH_OWNER] = rel == R_POSS;
	x->f[WH_SUBJECT] = rel == R_NSUBJ || rel == R_NSUBJ_PASS;
	enum whom_feature at = apart ? WH_FEATURES : clause_feature(a, tok);
	if (at != WH_FEATURES)
		x->f[at] = 1;
}

/* ------------------------------------------------------------------- kind -- */

/* Whether it is of the side, country or kind of the party in the other role. */
static void look_at_other(const struct look *a, uint32_t ent, struct whom_candidate *x)
{
	const struct entities *ents = &a->r->c->l->entities;
	for (uint32_t i = 0; i < a->e->n_args; i++) {
		uint32_t other = a->e->arg[i].ent;
		if (other == NONE || a->e->arg[i].role == a->role)
			continue;
		x->f[WH_ALIKE] = ents->kind[other] == ents->kind[ent];
		x->f[WH_SIDE] = side_of(a->r, other) == side_of(a->r, ent);
		x->f[WH_COUNTRY] = ents->country && ents->country[other].n && drg__str_eq(ents->country[other], ents->country[ent]);
	}
}

/* What it is. */
static void look_at_kind(const struct look *a, uint32_t tok, uint32_t ent, struct whom_candidate *x)
{
	static const uint8_t of[ENT_KINDS] = { [ENT_PERSON] = WH_PERSON, [ENT_GROUP] = WH_GROUP, [ENT_STATE] = WH_STATE, [ENT_ORG] = WH_ORG,
		                               [ENT_UNNAMED] = WH_UNNAMED, [ENT_PLACE] = WH_PLACE };
	const struct event_cx *c = a->r->c;
	uint32_t m = c->mention_at[tok];
	enum standing s = ent == NONE ? drg__event_standing(c, tok) : (enum standing)a->r->standing[ent];
	x->f[WH_NAMED] = m != NONE && c->l->mentions.form[m] == FORM_NAME;
	x->f[WH_PLURAL] = (c->t.form[tok] & FORM_PLURAL) != 0;
	x->f[WH_ACTOR] = s == STAND_ACTOR;
	x->f[WH_PEOPLE] = s == STAND_PEOPLE;
	if (ent == NONE)
		return;
	if (of[c->l->entities.kind[ent]])
		x->f[of[c->l->entities.kind[ent]]] = 1;
	x->f[WH_OFTEN] = (float)log2_of(a->r->often[ent]);
	look_at_other(a, ent, x);
}

/* ------------------------------------------------------------------- acts -- */

/* How often the two face each other in the report's other acts. */
static uint32_t dyads(const struct look *a, uint32_t ent, uint32_t other)
{
	const struct whom_report *r = a->r;
	uint32_t n = 0;
	for (size_t i = 0; i < r->near.n && other != NONE; i++) {
		const struct found *v = &r->near.v[i];
		n += v->word != a->e->word && ((drg__whom_on_side(r, v, EV_ACTOR, ent) && drg__whom_on_side(r, v, EV_RECIPIENT, other)) ||
		                               (drg__whom_on_side(r, v, EV_RECIPIENT, ent) && drg__whom_on_side(r, v, EV_ACTOR, other)));
	}
	return n;
}

/* What it does in the report's acts: as the grammar has them, this one left out. */
static void look_at_acts(const struct look *a, uint32_t ent, struct whom_candidate *x)
{
	const struct whom_report *r = a->r;
	uint8_t opposite = a->role == EV_ACTOR ? EV_RECIPIENT : EV_ACTOR;
	uint32_t other = first_of(a->e, opposite), side = side_of(r, ent), here[2] = { 0, 0 };
	for (size_t i = 0; i < r->near.n; i++)
		for (uint32_t k = 0; r->near.v[i].word == a->e->word && k < r->near.v[i].n_args; k++)
			if (r->near.v[i].arg[k].ent != NONE && side_of(r, r->near.v[i].arg[k].ent) == side)
				here[r->near.v[i].arg[k].role]++;
	x->f[WH_DYAD] = (float)log2_of(2 * dyads(a, ent, other));
	x->f[WH_ACTS] = (float)log2_of(2 * (r->acts[side] - here[EV_ACTOR]));
	x->f[WH_SUFFERS] = (float)log2_of(2 * (r->suffers[side] - here[EV_RECIPIENT]));
	if (a->last) {
		x->f[WH_LAST_ACTOR] = drg__whom_on_side(r, a->last, EV_ACTOR, ent);
		x->f[WH_LAST_RECIPIENT] = drg__whom_on_side(r, a->last, EV_RECIPIENT, ent);
		x->f[WH_SAME_AGAIN] = drg__whom_on_side(r, a->last, a->role, ent) && other != NONE && drg__whom_on_side(r, a->last, opposite, other);
	}
	if (a->role == EV_RECIPIENT) {
		x->f[WH_ANSWERED] = a->answered.act && drg__whom_on_side(r, a->answered.act, EV_ACTOR, ent);
		x->f[WH_CLAIMED] = a->answered.claimant != NONE && side_of(r, a->answered.claimant) == side;
	}
	if (a->over) {
		x->f[WH_OVER_ACTOR] = drg__whom_on_side(r, a->over, EV_ACTOR, ent);
		x->f[WH_OVER_RECIPIENT] = drg__whom_on_side(r, a->over, EV_RECIPIENT, ent);
	}
	for (size_t i = 0; i < r->near.n; i++) {
		const struct found *v = &r->near.v[i];
		if (v->word == a->e->word || !drg__tree_under(&r->c->t, v->word, a->e->word))
			continue;
		x->f[WH_UNDER_ACTOR] = x->f[WH_UNDER_ACTOR] > 0 || drg__whom_on_side(r, v, EV_ACTOR, ent);
		x->f[WH_UNDER_RECIPIENT] = x->f[WH_UNDER_RECIPIENT] > 0 || drg__whom_on_side(r, v, EV_RECIPIENT, ent);
	}
}

/* ------------------------------------------------------------------ words -- */

static void look_at_words(const struct look *a, uint32_t ent, struct whom_candidate *x)
{
	const struct attribs *at = &a->r->c->l->attribs;
	uint32_t speaker = a->attribution == NONE ? NONE : at->speaker[a->attribution];
	x->f[WH_SPEAKER] = speaker == ent;
	x->f[WH_SPEAKERS_SIDE] = speaker != NONE && speaker != ent && side_of(a->r, speaker) == side_of(a->r, ent);
	x->f[WH_VOICE] = a->voice == ent;
	if (a->attribution != NONE && at->recipient[a->attribution].n && x->mention != NONE)
		x->f[WH_TOLD] = drg__span_overlaps(at->pool.v[at->recipient[a->attribution].from], a->r->c->l->mentions.span[x->mention]);
}

/* May the entity be what the pronoun means, by number and kind? */
static bool may_mean(const struct look *a, uint32_t ent, bool plural)
{
	static const char *const we[] = { "we", "us", "our", "ourselves", "they", "them", "their", "themselves", NULL };
	static const char *const it[] = { "it", "its", "itself", "which", NULL };
	uint64_t fold = a->r->c->l->tokens.fold[a->pronoun];
	uint8_t kind = a->r->c->l->entities.kind[ent];
	bool body = kind == ENT_ORG || kind == ENT_OUTLET || kind == ENT_STATE || kind == ENT_GROUP;
	if (one_of(fold, it))
		return body && !plural;
	return one_of(fold, we) ? body || plural : kind == ENT_PERSON || kind == ENT_UNNAMED;
}

static void look_at_pronoun(const struct look *a, uint32_t tok, uint32_t ent, struct whom_candidate *x)
{
	enum { MOST = 32 }; /* eighths of a nat */
	if (a->pronoun == NONE || x->own)
		return;
	x->f[WH_FITS] = may_mean(a, ent, x->f[WH_PLURAL] > 0);
	int back = drg__evidence_coref(&a->r->c->l->evidence, tok, a->pronoun);
	if (back != EVIDENCE_NEVER)
		x->f[WH_GOES_BACK] = (float)(back > MOST ? MOST : back < -MOST ? -MOST : back) / 16;
}

/* --------------------------------------------------------------- the head -- */

/* e^(-cost / 16) of a byte, without the C library. */
static float probability(uint8_t cost)
{
	float p = 1;
	for (float q = 0.93941306f; cost; cost >>= 1, q *= q) /* exp(-1/16), squared */
		p *= cost & 1 ? q : 1;
	return p;
}

/* The probability of a role that the head gives to some word that means the entity, or to
 * the word itself: it has learned that one of an entity's mentions bears it. */
static float said_of(const struct look *a, uint8_t role, uint32_t tok, uint32_t ent)
{
	float none = 1;
	for (uint32_t i = 0; i < a->row->n; i++) {
		const struct arg_word *w = &a->row->word[i];
		uint32_t m = a->r->c->mention_at[w->tok];
		if (w->tok == tok || (ent != NONE && m != NONE && a->r->c->l->mentions.ent[m] == ent))
			none *= 1 - probability(w->cost[role]);
	}
	return 1 - none;
}

/* What the head for arguments says: of several the least likely counts. */
static void look_at_head(const struct look *a, struct whom_candidate *v, uint32_t n)
{
	static const float step[] = { .03f, .06f, .12f, .2f, .3f, .45f, .6f, .8f };
	uint32_t best = n;
	float most = 0;
	for (uint32_t i = 0; i < n; i++) {
		v[i].f[WH_NO_ROW] = !a->row;
		float p = 1, other = 0;
		for (uint32_t k = 0; a->row && k < v[i].who.n; k++) {
			float x = said_of(a, a->role, v[i].who.tok[k], v[i].ent[k]), y = said_of(a, 1 - a->role, v[i].who.tok[k], v[i].ent[k]);
			p = x < p ? x : p;
			other = y > other ? y : other;
		}
		if (!a->row)
			continue;
		for (uint32_t k = 0; k < sizeof step / sizeof *step; k++)
			v[i].f[WH_ARG + k] = p >= step[k];
		v[i].f[WH_ARG_OTHER] = other >= step[2];
		v[i].f[WH_ARG_OTHERS] = other >= step[5];
		if (p > most) {
			most = p;
			best = i;
		}
	}
	if (best < n)
		v[best].f[WH_ARG_MOST] = 1;
}

/* -------------------------------------------------------------------- act -- */

/* The row of the first word of the trigger that has one; NULL. */
static const struct arg_row *row_of(const struct evidence *ev, const struct found *e)
{
	for (uint32_t t = e->first; t < e->end; t++) {
		const struct arg_row *row = drg__evidence_args(ev, t);
		if (row)
			return row;
	}
	return NULL;
}

static void find_acts(struct look *a)
{
	const struct tree *t = &a->r->c->t;
	for (size_t i = 0; i < a->r->near.n; i++) {
		const struct found *v = &a->r->near.v[i];
		if (v->word == a->e->word)
			continue;
		if (v->word < a->e->word)
			a->last = v;
		if (drg__tree_under(t, a->e->word, v->word) && (!a->over || drg__tree_under(t, v->word, a->over->word)))
			a->over = v;
	}
}

static void find_predicates(struct look *a)
{
	const struct layers *l = a->r->c->l;
	uint32_t carrier;
	a->word[0] = a->e->word;
	drg__slots(&a->r->c->t, a->e->word, &a->at[0]);
	carrier = a->at[0].carrier;
	a->n_at = 1;
	for (uint32_t h = l->deps.head[a->e->word]; h != NONE && a->n_at <= ABOVE; h = l->deps.head[h])
		if (l->morph.upos[h] == UPOS_VERB && h != carrier) {
			a->word[a->n_at] = h;
			drg__slots(&a->r->c->t, h, &a->at[a->n_at++]);
		}
}

/* What the act says, the same of all candidates: who weighs more than nobody. */
static void look_at_act(const struct look *a, uint32_t type, struct whom_candidate *x)
{
	const struct found *e = a->e;
	x->f[WH_BIAS] = 1;
	if (type < WHOM_TYPES)
		x->f[WH_TYPE + type] = 1;
	x->f[WH_HEAD] = e->proposed;
	x->f[WH_NOUN] = a->r->c->l->morph.upos[e->word] != UPOS_VERB;
	x->f[WH_PASSIVE] = a->at[0].passive;
	x->f[WH_INF] = (a->r->c->t.form[e->word] & FORM_INF) != 0;
	x->f[WH_TOLD_BY] = a->attribution != NONE;
	x->f[WH_NO_OTHER] = 1;
	for (uint32_t i = 0; i < e->n_args; i++)
		if (e->arg[i].role != a->role)
			x->f[WH_NO_OTHER] = 0;
}

/* What the grammar gives, if it is this. */
static void look_at_own(const struct look *a, struct whom_candidate *x)
{
	const struct event_cx *c = a->r->c;
	bool entity = false;
	for (uint32_t k = 0; k < x->who.n; k++)
		entity |= x->ent[k] != NONE;
	x->f[WH_MANY] = x->who.n > 1;
	if (!x->own)
		return;
	x->f[WH_OWN] = 1;
	x->f[WH_OWN_PRONOUN] = !entity && c->l->morph.upos[x->who.tok[0]] == UPOS_PRON;
	x->f[WH_OWN_NOUN] = !entity && c->l->morph.upos[x->who.tok[0]] != UPOS_PRON;
	x->f[WH_OWN_HEAD] = a->e->proposed;
	x->f[WH_OWN_GUESS] = x->guess;
	x->f[WH_OWN_KIND] = c->agent_at[x->who.tok[0]] != NONE;
}

/* Is it one of several coordinated, taken alone? */
static bool part(const struct look *a, const struct whom_candidate *x)
{
	const struct tree *t = &a->r->c->t;
	return x->who.n == 1 && !x->own && (t->rel[x->who.tok[0]] == R_CONJ || drg__tree_child(t, x->who.tok[0], R_CONJ) != NONE);
}

/* The most often named actor of politics among them; n for none. */
static uint32_t foremost(const struct look *a, const struct whom_candidate *v, uint32_t n)
{
	uint32_t best = n, most = 0;
	for (uint32_t i = 0; i < n; i++)
		if (v[i].who.n == 1 && v[i].ent[0] != NONE && a->r->standing[v[i].ent[0]] == STAND_ACTOR && a->r->often[v[i].ent[0]] > most) {
			most = a->r->often[v[i].ent[0]];
			best = i;
		}
	return best;
}

void drg__whom_look(const struct whom_report *r, const struct found *e, uint8_t role, uint32_t type, struct whom_candidate *v, uint32_t n)
{
	struct look a = { .r = r, .e = e, .role = role, .pronoun = NONE };
	a.attribution = attribution_at(&r->c->l->attribs, r->c->l->tokens.span[e->word].s);
	a.voice = drg__whom_voice(r->c->l, e);
	a.row = row_of(&r->c->l->evidence, e);
	find_acts(&a);
	find_predicates(&a);
	a.answered = drg__whom_answered(r, e);
	if (n && v[0].own && v[0].who.n == 1 && v[0].ent[0] == NONE && r->c->l->morph.upos[v[0].who.tok[0]] == UPOS_PRON)
		a.pronoun = v[0].who.tok[0];
	uint32_t best = foremost(&a, v, n), fresh = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t tok = v[i].who.tok[0], ent = v[i].ent[0];
		look_at_act(&a, type, &v[i]);
		look_at_own(&a, &v[i]);
		look_at_place(&a, tok, &v[i]);
		look_at_kind(&a, tok, ent, &v[i]);
		v[i].f[WH_PART] = part(&a, &v[i]);
		v[i].f[WH_FOREMOST] = i == best;
		if (!v[i].own && v[i].who.n == 1 && fresh < 2)
			v[i].f[fresh++ ? WH_SECOND : WH_LATEST] = 1;
		if (ent == NONE)
			continue;
		look_at_acts(&a, ent, &v[i]);
		look_at_words(&a, ent, &v[i]);
		look_at_pronoun(&a, tok, ent, &v[i]);
	}
	look_at_head(&a, v, n);
}
