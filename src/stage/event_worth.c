/* Which words name an act that a report tells; features and their weights. */
#include "stage/event_worth.h"

#include "base/odds.h"
#include "base/utf8.h"
#include "stage/event_clause.h"

/* What is weighed, in the order of enum event_feature, and its weight in
 * hundredths; train/events.py wrote the weights. */
static const struct {
	const char *name;
	int weight;
} feature[EVENT_FEATURES] = {
	{ "bias", -31 },
	{ "frame", 47 },
	{ "topic", 43 },
	{ "classed", -9 },
	{ "unheard", -81 },
	{ "bare", 10 },
	{ "fits", 2 },
	{ "head-0", -189 },
	{ "head-1", -79 },
	{ "head-2", -44 },
	{ "head-3", 2 },
	{ "head-4", 2 },
	{ "head-5", 16 },
	{ "head-6", 60 },
	{ "head-7", 233 },
	{ "agrees", 19 },
	{ "share-0", -48 },
	{ "share-1", -15 },
	{ "share-2", 63 },
	{ "noun", 46 },
	{ "adjective", -4 },
	{ "modifies", 31 },
	{ "participle", 17 },
	{ "infinitive", 16 },
	{ "definite", 23 },
	{ "indefinite", -14 },
	{ "plural", -44 },
	{ "actor-none", 1 },
	{ "actor-barred", -31 },
	{ "actor-unknown", -10 },
	{ "actor-people", 31 },
	{ "actor-actor", 10 },
	{ "recipient-none", 1 },
	{ "recipient-barred", 16 },
	{ "recipient-unknown", -32 },
	{ "recipient-people", 20 },
	{ "recipient-actor", -5 },
	{ "subj-daily", 3 },
	{ "subj-grave", 17 },
	{ "subj-pronoun", -7 },
	{ "subj-name", 40 },
	{ "rest-daily", 11 },
	{ "rest-grave", 13 },
	{ "rest-name", 32 },
	{ "nobody", -1 },
	{ "somebody", -18 },
	{ "others", 18 },
	{ "calm", -98 },
	{ "calm-long", -90 },
	{ "political", -13 },
	{ "no-actor", -13 },
	{ "elsewhere", 12 },
	{ "scene-state", -3 },
	{ "scene-force", 11 },
	{ "scene-sport", -77 },
	{ "scene-trade", 2 },
	{ "scene-culture", 9 },
	{ "scene-science", 21 },
	{ "scene-health", -16 },
	{ "scene-home", -29 },
	{ "scene-nature", -66 },
	{ "scene-weather", 3 },
	{ "scene-machines", 13 },
	{ "scene-travel", 85 },
	{ "scene-people", -41 },
	{ "daily", -58 },
	{ "grave", -14 },
	{ "daily-report", -106 },
	{ "grave-report", -5 },
	{ "acts-0", -11 },
	{ "acts-1", 29 },
	{ "acts-2", -19 },
	{ "frame-alone", -38 },
	{ "alone", -38 },
	{ "torn", 73 },
	{ "negated", 47 },
	{ "contested", 14 },
	{ "wanted", -26 },
	{ "possible", 49 },
	{ "conditional", 28 },
	{ "probable", 45 },
	{ "present", 1 },
	{ "ahead", 59 },
	{ "long-ago", 92 },
	{ "governed", 45 },
	{ "of-request", -13 },
	{ "of-reject", -22 },
	{ "of-agree", -2 },
	{ "of-accuse", 50 },
	{ "of-threaten", 10 },
	{ "of-other", -5 },
	{ "of-noun", 6 },
	{ "carried", -122 },
	{ "root", -12 },
	{ "object", 14 },
	{ "subject", -29 },
	{ "oblique", -48 },
	{ "nmod", -35 },
	{ "xcomp", -5 },
	{ "ccomp", 53 },
	{ "advcl", 36 },
	{ "relative", 45 },
	{ "conjunct", 6 },
	{ "quoted", 30 },
	{ "type-agree", -6 },
	{ "type-consult", -20 },
	{ "type-support", -36 },
	{ "type-concede", 9 },
	{ "type-cooperate", -11 },
	{ "type-aid", 23 },
	{ "type-retreat", -6 },
	{ "type-request", -13 },
	{ "type-accuse", 9 },
	{ "type-reject", -26 },
	{ "type-threaten", 19 },
	{ "type-protest", -8 },
	{ "type-sanction", 28 },
	{ "type-mobilize", 56 },
	{ "type-coerce", -5 },
	{ "type-assault", -12 },
};

const char *drg__event_feature_name(uint32_t f)
{
	return f < EVENT_FEATURES ? feature[f].name : NULL;
}

static void mark(struct event_features *f, uint32_t k)
{
	f->bit[k / 64] |= UINT64_C(1) << (k % 64);
}

static bool has(const struct event_features *f, uint32_t k)
{
	return f->bit[k / 64] >> (k % 64) & 1;
}

static bool of_type(struct str type, const char *const *types)
{
	for (; *types; types++)
		if (drg__str_eq(type, drg__str_c(*types)))
			return true;
	return false;
}

/* ------------------------------------------------------------------- scene -- */

uint32_t drg__event_sentence(const struct event_cx *c, uint32_t word)
{
	uint32_t lo = 0, hi = c->l->sents.n;
	while (hi - lo > 1) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (c->l->sents.tok[mid] <= word)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* What word t adds to its sentence's scene. */
static void add_word(const struct event_cx *c, uint32_t t, struct event_scene *out)
{
	out->others += drg__event_standing(c, t) == STAND_ACTOR;
	out->known += c->agent_at[t] != NONE || c->state_at[t] != NONE;
	out->no_actor += drg__event_is(c, t, c->guard_ref[0]);
	out->games += drg__event_is(c, t, c->guard_ref[1]) || drg__event_is(c, t, c->guard_ref[2]);
	out->acts += drg__event_head_act(c, t) >= .5f;
	out->domain[c->domain[t]]++;
}

struct event_scene drg__event_scene(const struct event_cx *c, uint32_t word)
{
	struct event_scene out = c->scene[drg__event_sentence(c, word)], own = { 0 };
	add_word(c, word, &own);
	out.others -= own.others;
	out.acts -= own.acts;
	out.domain[c->domain[word]]--;
	return out;
}

static bool elsewhere(const struct event_scene *s)
{
	return s->games > 0 && s->games >= s->known;
}

bool drg__event_elsewhere(const struct event_cx *c, uint32_t word)
{
	struct event_scene s = drg__event_scene(c, word);
	return elsewhere(&s);
}

/* Is the clause of v laid in a tale, or (above an act) said of one? */
static bool of_tale(const struct event_cx *c, uint32_t v, bool above)
{
	static const char *const in[] = { "in", NULL },
	                  *const tells[] = { "follow", "follows", "tell", "tells", "depict", "depicts", "portray", "portrays", "imagine",
		                             "imagines", "begin", "begins", "open", "opens", "end", "ends", "show", "shows", NULL };
	for (uint32_t k = c->t.first[v]; k != NONE; k = c->t.next[k]) {
		if (!drg__event_is(c, k, c->tale_ref))
			continue;
		uint32_t prep = drg__tree_child(&c->t, k, R_CASE);
		if ((c->t.rel[k] == R_OBL && prep != NONE && drg__event_word_is(c, prep, in)) ||
		    (above && c->t.rel[k] == R_NSUBJ && drg__event_word_is(c, v, tells)))
			return true;
	}
	return false;
}

bool drg__event_in_tale(const struct event_cx *c, uint32_t word)
{
	enum { ARCS = 6 };
	uint32_t v = word;
	for (int k = 0; k < ARCS && v != NONE; k++, v = c->l->deps.head[v])
		if (of_tale(c, v, k > 0) || (k > 0 && drg__event_is(c, v, c->tale_ref))) /* "a tapestry showing the battle" */
			return true;
		else if (c->t.rel[v] == R_NSUBJ || c->t.rel[v] == R_NSUBJ_PASS)
			break; /* what is done to the work, or by who made it, is no part of it */
	return false;
}

void drg__event_domains(struct event_cx *c)
{
	uint32_t lex = drg__lex(c->pack, "scenes"), col = lex == NONE ? NONE : drg__lex_col(c->pack, lex, "domain");
	c->domain = NEW_N(c->a, uint8_t, c->t.n);
	for (uint32_t i = 0; col != NONE && i < c->hits->n; i++) {
		const struct hit *h = &c->hits->v[i];
		if (h->lex == lex)
			c->domain[h->end - 1] = (uint8_t)(1 + drg__lex_enum(c->pack, lex, h->row, col));
	}
	c->scene = NEW_N(c->a, struct event_scene, c->l->sents.n + 1);
	for (uint32_t k = 0; k < c->l->sents.n; k++) {
		for (uint32_t t = c->l->sents.tok[k]; t < c->l->sents.tok[k + 1]; t++)
			add_word(c, t, &c->scene[k]);
		c->n_political += c->scene[k].others;
		c->n_grave += c->scene[k].domain[DOMAIN_STATE] + c->scene[k].domain[DOMAIN_FORCE];
		for (uint32_t d = DOMAIN_SPORT; d < DOMAINS; d++)
			c->n_daily += c->scene[k].domain[d];
	}
}

enum { LONG = 3 }; /* a text of more sentences is a report, not a clause by itself */

static void scene_features(const struct event_cx *c, const struct event_candidate *e, struct event_features *f)
{
	struct event_scene s = drg__event_scene(c, e->word);
	uint32_t grave = s.domain[DOMAIN_STATE] + s.domain[DOMAIN_FORCE], daily = 0;
	bool alone = s.others == 0 && e->actor < STAND_PEOPLE && e->recipient < STAND_PEOPLE;
	for (uint32_t d = DOMAIN_STATE; d < DOMAINS; d++) {
		daily += d > DOMAIN_FORCE ? s.domain[d] : 0;
		if (s.domain[d])
			mark(f, EF_SCENE + d - DOMAIN_STATE);
	}
	mark(f, s.others == 0 ? EF_NOBODY : s.others == 1 ? EF_SOMEBODY : EF_OTHERS);
	mark(f, EF_ACTS + (s.acts < 2 ? s.acts : 2));
	const struct { bool is; uint32_t f; } flag[] = {
		{ s.no_actor > 0, EF_NO_ACTOR }, { elsewhere(&s), EF_ELSEWHERE }, { daily > 1, EF_DAILY }, { grave > 1, EF_GRAVE },
		{ c->n_daily > 3 * c->n_grave, EF_DAILY_REPORT }, { c->n_grave > 3 * c->n_daily, EF_GRAVE_REPORT },
		{ 2 * c->n_political < c->l->sents.n, c->l->sents.n > LONG ? EF_CALM_LONG : EF_CALM }, { c->n_political > 2 * c->l->sents.n, EF_POLITICAL },
		{ alone && e->frame, EF_FRAME_ALONE }, { alone && !e->frame, EF_ALONE }
	};
	for (size_t k = 0; k < sizeof flag / sizeof *flag; k++)
		if (flag[k].is)
			mark(f, flag[k].f);
}

/* ---------------------------------------------------------------- evidence -- */

/* Index of the step that p is in. */
static uint32_t step(float p, const float *bound, uint32_t n)
{
	uint32_t k = 0;
	while (k < n && p >= bound[k])
		k++;
	return k;
}

static void head_features(const struct event_cx *c, const struct event_candidate *e, struct event_features *f)
{
	static const float act[] = { .02f, .07f, .2f, .4f, .6f, .8f, .95f }, type[] = { .3f, .6f };
	struct event_opinion o = drg__event_head_says(c, e->first, e->end, e->type);
	mark(f, EF_HEAD + step(o.act, act, sizeof act / sizeof *act));
	mark(f, EF_SHARE + step(o.type, type, sizeof type / sizeof *type));
	if (o.agrees)
		mark(f, EF_AGREES);
	if (o.act >= .4f && o.type < .5f * o.act)
		mark(f, EF_TORN);
}

static void frame_features(struct event_cx *c, const struct event_candidate *e, struct event_features *f)
{
	if (!e->frame) {
		mark(f, c->class_at[e->word] == NONE ? EF_UNHEARD : EF_CLASSED);
		return;
	}
	mark(f, (e->frame->flags & (FRAME_TOPIC | FRAME_BARE)) == FRAME_TOPIC ? EF_TOPIC : EF_FRAME);
	if (e->frame->flags & FRAME_BARE)
		mark(f, EF_BARE);
	if (drg__event_match(c, e->word)->closely)
		mark(f, EF_FITS);
}

/* -------------------------------------------------------------------- form -- */

static bool child_is(const struct event_cx *c, uint32_t p, uint8_t rel, const char *const *words)
{
	for (uint32_t k = c->t.first[p]; k != NONE; k = c->t.next[k])
		for (const char *const *w = words; c->t.rel[k] == rel && *w; w++)
			if (c->l->tokens.fold[k] == drg__fold_hash(drg__str_c(*w)))
				return true;
	return false;
}

static void form_features(const struct event_cx *c, uint32_t p, struct event_features *f)
{
	static const char *const the[] = { "the", "this", "that", "these", "those", NULL }, *const a[] = { "a", "an", NULL };
	uint8_t r = c->t.rel[p], u = c->l->morph.upos[p];
	bool noun = u != UPOS_VERB && u != UPOS_ADJ;
	const struct { bool is; uint32_t f; } flag[] = {
		{ noun, EF_NOUN }, { u == UPOS_ADJ, EF_ADJECTIVE },
		{ noun && (r == R_COMPOUND || r == R_AMOD || r == R_POSS || r == R_FLAT), EF_MODIFIES },
		{ (r == R_ACL || r == R_AMOD) && (c->t.form[p] & FORM_PAST_PART), EF_PARTICIPLE }, { c->t.form[p] & FORM_INF, EF_INFINITIVE },
		{ noun && child_is(c, p, R_DET, the), EF_DEFINITE }, { noun && child_is(c, p, R_DET, a), EF_INDEFINITE },
		{ noun && (c->t.form[p] & FORM_PLURAL), EF_PLURAL }
	};
	for (size_t k = 0; k < sizeof flag / sizeof *flag; k++)
		if (flag[k].is)
			mark(f, flag[k].f);
}

static void place_features(const struct event_cx *c, uint32_t p, struct event_features *f)
{
	static const uint8_t of_rel[] = { [R_OBJ] = EF_OBJECT, [R_NSUBJ] = EF_SUBJECT, [R_NSUBJ_PASS] = EF_SUBJECT, [R_OBL] = EF_OBLIQUE, [R_NMOD] = EF_NMOD,
		[R_XCOMP] = EF_XCOMP, [R_CCOMP] = EF_CCOMP, [R_ADVCL] = EF_ADVCL, [R_ACL] = EF_RELATIVE, [R_RELCL] = EF_RELATIVE, [R_CONJ] = EF_CONJUNCT };
	uint8_t r = c->t.rel[p];
	struct slots s;
	if (c->l->deps.head[p] == NONE)
		mark(f, EF_ROOT);
	else if (r < sizeof of_rel && of_rel[r])
		mark(f, of_rel[r]);
	drg__slots(&c->t, p, &s);
	if (s.carrier != NONE)
		mark(f, EF_CARRIED);
	for (uint32_t q = 0; q < c->l->quotes.n; q++)
		if (!(c->l->quotes.flags[q] & QUOTE_SCARE) && c->l->quotes.inner[q].s <= c->l->tokens.span[p].s && c->l->tokens.span[p].s < c->l->quotes.inner[q].e)
			mark(f, EF_QUOTED);
}

/* What kind of words stand around the predicate. */
static void slot_features(const struct event_cx *c, uint32_t p, struct event_features *f)
{
	struct slots s;
	drg__slots(&c->t, p, &s);
	for (uint32_t i = 0; i < s.n; i++) {
		uint32_t tok = s.v[i].tok, m = c->mention_at[tok];
		bool acts = s.v[i].slot == SLOT_SUBJ || s.v[i].slot == SLOT_POSS;
		if (s.v[i].slot == SLOT_LIGHT)
			continue;
		if (c->domain[tok])
			mark(f, c->domain[tok] > DOMAIN_FORCE ? (acts ? EF_SUBJ_DAILY : EF_REST_DAILY) : acts ? EF_SUBJ_GRAVE : EF_REST_GRAVE);
		if (acts && c->l->morph.upos[tok] == UPOS_PRON)
			mark(f, EF_SUBJ_PRONOUN);
		if (m != NONE && c->l->mentions.form[m] == FORM_NAME)
			mark(f, acts ? EF_SUBJ_NAME : EF_REST_NAME);
	}
}

/* --------------------------------------------------------------- governors -- */

enum { ABOVE = 3 }; /* arcs up to what governs a word */

/* Arcs down which a word is what its head is about. */
static bool about(uint8_t r)
{
	return r == R_OBJ || r == R_OBL || r == R_NMOD || r == R_XCOMP || r == R_CCOMP || r == R_ACL || r == R_CONJ || r == R_NSUBJ_PASS || r == R_COMPOUND;
}

static uint32_t of_act(struct event_cx *c, uint32_t above)
{
	static const char *const said[] = { "REQUEST", "REJECT", "AGREE", "ACCUSE", "THREATEN" };
	const struct match *m = drg__event_match(c, above);
	struct frame fr;
	if (m->frame == NONE)
		return NONE;
	drg__frame(c->pack, m->frame, &fr);
	struct str type = drg__event_type_of(c, &fr);
	for (uint32_t k = 0; k < sizeof said / sizeof *said; k++)
		if (drg__str_eq(type, drg__str_c(said[k])))
			return EF_OF + k;
	return EF_OF_LAST;
}

static void governor_features(struct event_cx *c, const struct event_candidate *e, struct event_features *f)
{
	static const char *const deeds[] = { "CONSULT", "RETREAT", "CONCEDE", "AID", "MOBILIZE", "ASSAULT", NULL };
	uint32_t at = e->word, of = NONE;
	bool governed = false;
	for (int k = 0; k < ABOVE && of == NONE && about(c->t.rel[at]) && c->l->deps.head[at] != NONE; k++) {
		at = c->l->deps.head[at];
		governed |= drg__event_governs(c, at);
		of = of_act(c, at);
	}
	if (governed)
		mark(f, EF_GOVERNED);
	if (of == NONE)
		return;
	mark(f, of);
	if (c->l->morph.upos[e->word] != UPOS_VERB && !of_type(e->type, deeds))
		mark(f, EF_OF_NOUN);
}

static void status_features(const struct event_factors *s, struct event_features *f)
{
	const struct { bool is; uint32_t f; } flag[] = {
		{ s->negated, EF_NEGATED }, { s->contested, EF_CONTESTED }, { s->modality == EV_WANTED, EF_MODAL }, { s->modality == EV_POSSIBLE, EF_MODAL + 1 },
		{ s->modality == EV_CONDITIONAL, EF_MODAL + 2 }, { s->modality == EV_PROBABLE, EF_MODAL_LAST }, { s->temporality == EV_PRESENT, EF_PRESENT },
		{ s->temporality == EV_FUTURE, EF_AHEAD }, { s->temporality == EV_BACKGROUND, EF_LONG_AGO }
	};
	for (size_t k = 0; k < sizeof flag / sizeof *flag; k++)
		if (flag[k].is)
			mark(f, flag[k].f);
}

/* --------------------------------------------------------------------- all -- */

struct event_features drg__event_features(struct event_cx *c, const struct event_candidate *e)
{
	static const char *const types[] = { "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
		"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT" };
	struct event_features f = { { 1u << EF_BIAS } };
	frame_features(c, e, &f);
	head_features(c, e, &f);
	form_features(c, e->word, &f);
	place_features(c, e->word, &f);
	slot_features(c, e->word, &f);
	mark(&f, EF_ACTOR + (uint32_t)(e->actor + 1));
	mark(&f, EF_RECIPIENT + (uint32_t)(e->recipient + 1));
	scene_features(c, e, &f);
	governor_features(c, e, &f);
	status_features(&e->factors, &f);
	for (uint32_t k = 0; k < sizeof types / sizeof *types; k++)
		if (drg__str_eq(e->type, drg__str_c(types[k])))
			mark(&f, EF_TYPE + k);
	return f;
}

float drg__event_worth(const struct event_features *f, int against)
{
	int sum = -against;
	for (uint32_t k = 0; k < EVENT_FEATURES; k++)
		sum += has(f, k) ? feature[k].weight : 0;
	return drg__odds_share(sum);
}
