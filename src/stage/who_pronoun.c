/* Whom he, she, it and they mean: candidates, what speaks for each, the choice. */
#include "stage/who_pronoun.h"

#include "stage/evidence.h"

enum { MENTIONS_BACK = 60, HEADS_ASKED = 3 };

/* What is weighed, in the order of enum pronoun_feature, with the weights for he
 * and she, it, they in hundredths; train/pronouns.py wrote the weights. */
static const struct {
	const char *name;
	int weight[PRONOUN_CLASSES];
} feature[PRO_FEATURES] = {
	{ "bias", { -115, -569, -189 } },
	{ "head", { 85, 68, 54 } },
	{ "unseen", { -46, -34, -66 } },
	{ "first", { 42, 47, 33 } },
	{ "second", { 26, 23, 61 } },
	{ "same", { 52, 90, 36 } },
	{ "before", { 105, 94, 67 } },
	{ "far", { -75, -112, -30 } },
	{ "paragraph", { 214, 91, 96 } },
	{ "speaker", { 27, -13, -10 } },
	{ "spoke", { -31, -15, -21 } },
	{ "source-speaker", { 7, 167, -2 } },
	{ "subject", { 15, 51, 34 } },
	{ "gender", { 40, 0, 0 } },
	{ "person", { -22, -225, -16 } },
	{ "group", { 0, -120, -22 } },
	{ "body", { 0, -135, -29 } },
	{ "other", { -93, -130, 0 } },
	{ "plural", { 0, 0, -23 } },
	{ "named", { 71, 44, 39 } },
	{ "often", { 3, -39, 36 } },
	{ "own-words", { 0, -2, -1 } },
	{ "told", { 85, 127, 49 } },
	{ "rival", { -79, 38, 25 } },
};

const char *drg__pronoun_name(uint32_t f)
{
	return f < PRO_FEATURES ? feature[f].name : NULL;
}

struct candidate {
	uint32_t ent, mention; /* its latest */
	float f[PRO_FEATURES];
};

static void grow(struct pronouns *p, struct cx *c)
{
	uint32_t n = (uint32_t)c->who.n;
	if (n <= p->n_last)
		return;
	uint32_t size = 2 * n + 32, *last = NEW_N(c->a, uint32_t, size), *often = NEW_N(c->a, uint32_t, size);
	uint8_t *spoke = NEW_N(c->a, uint8_t, size);
	for (uint32_t i = 0; i < size; i++) {
		last[i] = i < p->n_last ? p->last[i] : NONE;
		often[i] = i < p->n_last ? p->often[i] : 0;
		spoke[i] = i < p->n_last ? p->spoke[i] : 0;
	}
	p->last = last;
	p->often = often;
	p->spoke = spoke;
	p->n_last = size;
}

void drg__pronouns_begin(struct pronouns *p, struct cx *c)
{
	const struct attribs *att = c->att;
	const struct tokens *tok = c->tok;
	*p = (struct pronouns){ .back = NEW_N(c->a, uint32_t, c->men->n), .inside = NEW_N(c->a, uint32_t, tok->n) };
	p->turn[0] = drg__pack_rule_find(c->pack, "attribution.label");
	p->turn[1] = drg__pack_rule_find(c->pack, "attribution.interview");
	for (uint32_t t = 0; t < tok->n; t++)
		p->inside[t] = NONE;
	for (uint32_t i = 0; i < att->n; i++) /* outer ones come first: the inner ones write over them */
		for (uint32_t k = 0; k < att->content[i].n; k++) {
			struct span s = att->pool.v[att->content[i].from + k];
			for (uint32_t t = tok_at(c, s.s); t < tok->n && tok->span[t].s < s.e; t++)
				p->inside[t] = i;
		}
}

void drg__pronouns_note(struct pronouns *p, struct cx *c, uint32_t m, uint32_t e, bool source)
{
	grow(p, c);
	p->back[m] = p->last[e];
	p->last[e] = m;
	p->often[e]++;
	p->spoke[e] |= source;
}

static enum pronoun_class class_of(struct str w, uint8_t *gender)
{
	*gender = drg__str_ieq(w, STR("him")) ? HE : drg__who_gender(w);
	return *gender != EITHER ? PRONOUN_PERSON : drg__str_ieq(w, STR("it")) ? PRONOUN_IT : PRONOUN_THEY;
}

static bool body(uint8_t kind)
{
	return kind == ENT_ORG || kind == ENT_STATE || kind == ENT_OUTLET || kind == ENT_DOCUMENT || kind == ENT_GROUP;
}

/* Could the pronoun mean it at all? */
static bool fits(const struct who *w, enum pronoun_class k, uint8_t gender)
{
	if (k == PRONOUN_PERSON)
		return !w->plural && !w->article && person_like(w->kind) && (w->gender == EITHER || w->gender == gender);
	if (k == PRONOUN_IT)
		return !w->plural && w->kind != ENT_PERSON && w->kind != ENT_REPORTER && w->gender == EITHER;
	return w->plural || body(w->kind) || (w->kind == ENT_OTHER && !w->named) || w->kind == ENT_PLACE;
}

static uint32_t sentence_of(const struct cx *c, uint32_t t)
{
	uint32_t lo = 0, hi = c->sents->n;
	while (lo + 1 < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (c->sents->tok[mid] <= t)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* The head's best score of mention m with the entity whose latest mention is `last`. */
static int head_says(const struct pronouns *p, const struct cx *c, uint32_t last, uint32_t m)
{
	int best = EVIDENCE_NEVER;
	for (uint32_t k = 0, i = last; k < HEADS_ASKED && i != NONE; k++, i = p->back[i]) {
		int s = drg__evidence_coref(c->ev, c->men->head[i], c->men->head[m]);
		best = s > best ? s : best;
	}
	return best;
}

static bool is_source_of(const struct cx *c, uint32_t a, struct span s)
{
	return c->att->source[a].n && drg__span_overlaps(c->att->pool.v[c->att->source[a].from], s);
}

/* "He told me so," Voss said: he, she, they or it in somebody's own words is somebody else, however deep
 * inside them the pronoun of token t stands. */
static bool says_it_itself(const struct pronouns *p, const struct cx *c, uint32_t t, uint32_t ent)
{
	enum { DEPTH_MOST = 6 };
	const struct attribs *att = c->att;
	uint32_t a = p->inside[t];
	for (int k = 0; k < DEPTH_MOST && a != NONE; k++, a = att->parent[a]) {
		if (!att->source[a].n || (att->kind[a] != ATTRIB_DIRECT && att->rule[a] != p->turn[0] && att->rule[a] != p->turn[1]))
			continue;
		struct span s = att->pool.v[att->source[a].from];
		for (uint32_t m = first_mention_from(c, s.s); m < c->men->n && c->men->span[m].s < s.e; m++)
			if (c->men->ent[m] == ent)
				return true;
	}
	return false;
}

/* The features of a candidate but for those that ask who else there is. */
static void look_at(const struct pronouns *p, const struct cx *c, uint32_t m, struct candidate *x, uint8_t gender, bool source)
{
	const struct who *w = &c->who.v[x->ent];
	uint32_t t = c->men->head[m], u = c->men->head[x->mention];
	uint32_t apart = sentence_of(c, t) - sentence_of(c, u), in = p->inside[t];
	int head = head_says(p, c, x->mention, m), often = 0;
	for (uint32_t n = p->often[x->ent]; n > 1 && often < 3; n /= 2)
		often++;
	x->f[PRO_BIAS] = 1;
	x->f[PRO_UNSEEN] = head == EVIDENCE_NEVER;
	x->f[PRO_HEAD] = head == EVIDENCE_NEVER ? 0 : (float)(head > 48 ? 48 : head < -48 ? -48 : head) / 8;
	x->f[PRO_SAME] = apart == 0;
	x->f[PRO_BEFORE] = apart == 1;
	x->f[PRO_FAR] = apart > 3;
	x->f[PRO_PARAGRAPH] = c->tok->para[t] == c->tok->para[u];
	x->f[PRO_SPOKE] = p->spoke[x->ent];
	x->f[PRO_SUBJECT] = c->is_subject && c->is_subject[u];
	x->f[PRO_GENDER] = gender != EITHER && w->gender == gender;
	x->f[PRO_PERSON] = w->kind == ENT_PERSON || w->kind == ENT_UNNAMED || w->kind == ENT_REPORTER;
	x->f[PRO_GROUP] = w->kind == ENT_GROUP;
	x->f[PRO_BODY] = body(w->kind) && w->kind != ENT_GROUP;
	x->f[PRO_OTHER] = w->kind == ENT_OTHER;
	x->f[PRO_PLURAL] = w->plural;
	x->f[PRO_NAMED] = w->named;
	x->f[PRO_OFTEN] = (float)often;
	if (in != NONE && is_source_of(c, in, c->men->span[x->mention]))
		x->f[c->att->kind[in] == ATTRIB_DIRECT ? PRO_OWN_WORDS : PRO_TOLD] = 1;
	x->f[PRO_RIVAL] = source && apart == 0 && p->inside[u] != NONE && p->inside[t] != p->inside[u];
}

/* Entities mentioned before m that fit, latest first; how many. */
static uint32_t candidates(struct pronouns *p, const struct cx *c, uint32_t m, bool source, struct candidate *v)
{
	uint8_t gender;
	enum pronoun_class k = class_of(bytes(c, c->men->span[m]), &gender);
	uint32_t n = 0;
	bool spoken = false;
	for (uint32_t i = m, looked = 0; i-- > 0 && looked < MENTIONS_BACK && n < PRONOUN_CANDIDATES; looked++) {
		uint32_t e = c->men->ent[i];
		if (e == NONE || p->last[e] != i || c->men->span[i].e > c->men->span[m].s || !fits(&c->who.v[e], k, gender))
			continue;
		if (says_it_itself(p, c, c->men->head[m], e))
			continue;
		v[n] = (struct candidate){ .ent = e, .mention = i };
		look_at(p, c, m, &v[n], gender, source);
		v[n].f[PRO_FIRST] = n == 0;
		v[n].f[PRO_SECOND] = n == 1;
		if (p->spoke[e] && !spoken) {
			spoken = true;
			v[n].f[PRO_SPEAKER] = 1;
			v[n].f[PRO_SOURCE_SPEAKER] = source;
		}
		n++;
	}
	return n;
}

uint32_t drg__pronoun(struct pronouns *p, struct cx *c, uint32_t m, bool source)
{
	struct candidate v[PRONOUN_CANDIDATES];
	uint8_t gender;
	enum pronoun_class k = class_of(bytes(c, c->men->span[m]), &gender);
	grow(p, c);
	uint32_t n = candidates(p, c, m, source, v), best = NONE;
	float most = source ? -1e9f : 0; /* a source is somebody */
	for (uint32_t i = 0; i < n; i++) {
		float z = 0;
		for (uint32_t f = 0; f < PRO_FEATURES; f++)
			z += v[i].f[f] * (float)feature[f].weight[k] / 100;
		if (c->trace)
			c->trace->candidate(c->trace->ctx, m, v[i].mention, (uint32_t)k, v[i].f, PRO_FEATURES);
		if (z > most) {
			most = z;
			best = v[i].ent;
		}
	}
	if (best != NONE && gender != EITHER && c->who.v[best].gender == EITHER)
		c->who.v[best].gender = gender;
	return best;
}
