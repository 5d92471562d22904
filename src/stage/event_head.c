/* event_head.c - what the encoder's event head says of words.
 *
 * The head gives each word a type, or none, with a probability.  Where no frame
 * fits it proposes an event: the type's general code and the arguments of the
 * plainest frame (subject acts, object or the party beside it is acted on); the
 * row says that the head spoke.  What it thinks of a word that a frame fits is
 * weighed with the rest (event_worth.h). */
#include "base/utf8.h"
#include "stage/event_in.h"

/* Least probability of an act for a word that no frame fits to be weighed as one. */
#define LEAST 0.08f

void drg__event_head_types(struct event_cx *c)
{
	struct str list = drg__pack_model_meta(c->pack, "event_types");
	c->n_head_types = 0;
	for (size_t at = 0; c->n_head_types < HEAD_TYPES_MOST;) { /* ["O", "AGREE", ...] */
		size_t from = drg__str_find(list, STR("\""), at);
		size_t to = from == SIZE_MAX ? SIZE_MAX : drg__str_find(list, STR("\""), from + 1);
		if (to == SIZE_MAX)
			break;
		c->head_type[c->n_head_types++] = drg__str_sub(list, from + 1, to);
		at = to + 1;
	}
	if (!c->l->evidence.event || c->n_head_types != c->l->evidence.n_event)
		c->n_head_types = 0;
}

/* Acts are verbs and nouns, not those who act, nor words that carry or tell them. */
static bool may_trigger(const struct event_cx *c, uint32_t p)
{
	uint8_t u = c->l->morph.upos[p];
	bool predicate = u == UPOS_VERB || u == UPOS_NOUN || (u == UPOS_ADJ && drg__tree_child(&c->t, p, R_NSUBJ) != NONE);
	bool party = c->agent_at[p] != NONE || c->state_at[p] != NONE || c->org_at[p] != NONE || c->seat_at[p] != NONE;
	return predicate && !party && !drg__event_tells(c, p) && !(c->l->tokens.flags[p] & TOK_ZONE);
}

/* exp(-x / 16) for x in 0..255, without the C library. */
static float share(uint8_t cost)
{
	float p = 1;
	for (float q = 0.93941306f; cost; cost >>= 1, q *= q) /* exp(-1/16), squared */
		p *= cost & 1 ? q : 1;
	return p;
}

float drg__event_head_act(const struct event_cx *c, uint32_t p)
{
	return c->n_head_types ? 1 - share(c->l->evidence.event[(size_t)p * c->n_head_types]) : 0;
}

struct event_opinion drg__event_head_says(const struct event_cx *c, uint32_t first, uint32_t end, struct str type)
{
	struct event_opinion out = { 0 };
	for (uint32_t i = first; i < end && c->n_head_types; i++) {
		const uint8_t *cost = c->l->evidence.event + (size_t)i * c->n_head_types;
		uint32_t best = 1;
		float act = drg__event_head_act(c, i);
		if (act <= out.act)
			continue;
		out.act = act;
		for (uint32_t k = 1; k < c->n_head_types; k++) {
			best = cost[k] < cost[best] ? k : best;
			if (drg__str_eq(c->head_type[k], type))
				out.type = share(cost[k]);
		}
		out.agrees = drg__str_eq(c->head_type[best], type);
	}
	return out;
}

/* Which types the frames of the word's classes yield: bit k for the model's type k. */
static uint64_t types_of_word(const struct event_cx *c, uint32_t p)
{
	uint64_t set = 0;
	for (uint32_t k = c->class_at[p]; k != NONE; k = c->word_class.v[k].next) {
		uint32_t first, n = c->word_class.v[k].lex == ACT_THINGS ? 0 : drg__frames_of(c->pack, c->word_class.v[k].ref, &first);
		for (uint32_t i = 0; i < n; i++) {
			struct frame fr;
			drg__frame(c->pack, drg__frame_at(c->pack, first + i), &fr);
			struct str type = drg__event_type_of(c, &fr);
			for (uint32_t t = 1; t < c->n_head_types; t++)
				set |= (uint64_t)drg__str_eq(type, c->head_type[t]) << t;
		}
	}
	return set;
}

/* The likeliest type; one that no frame of the word yields must be e^2 times as likely. */
static uint32_t best_type(const uint8_t *cost, uint32_t n, uint64_t known)
{
	enum { UNHEARD = 32 };
	uint32_t best = 0, least = UINT32_MAX;
	for (uint32_t k = 1; k < n; k++) {
		uint32_t x = cost[k] + (known && !(known >> k & 1) ? UNHEARD : 0u);
		if (x < least) {
			least = x;
			best = k;
		}
	}
	return best;
}

/* "A round was held", "they held elections": what is held takes place, nobody is kept. */
static bool takes_place(const struct event_cx *c, uint32_t p)
{
	static const char *const hold[] = { "hold", "holds", "held", "holding", NULL };
	uint32_t what = drg__tree_child(&c->t, p, R_OBJ);
	if (what == NONE)
		what = drg__tree_child(&c->t, p, R_NSUBJ_PASS);
	if (what == NONE && c->t.rel[p] == R_ACL)
		what = c->l->deps.head[p];
	return what != NONE && drg__event_word_is(c, p, hold) && drg__event_is(c, what, drg__event_class(c, "occasions"));
}

/* "gave them 48 hours": time is no aid. */
static bool gives_time(const struct event_cx *c, uint32_t p)
{
	static const char *const give[] = { "give", "gives", "gave", "given", "giving", NULL }, *const time[] = { "minutes", "hours", "days", "weeks", "months", "years", "time", NULL };
	bool span = false;
	for (uint32_t d = c->t.first[p]; d != NONE; d = c->t.next[d])
		span |= d > p && (c->t.rel[d] == R_OBJ || c->t.rel[d] == R_OBL || c->t.rel[d] == R_TIME) && c->t.prep[d] == 0 && drg__event_word_is(c, d, time);
	return span && drg__event_word_is(c, p, give);
}

/* "He fired one and kept the other", "fire him": a person is no shot; who fires people dismisses them. */
static bool fires_people(const struct event_cx *c, uint32_t p)
{
	static const char *const fire[] = { "fire", "fires", "fired", "firing", NULL }, *const one[] = { "one", "another", "other", "him", "her", "them", NULL };
	uint32_t what = drg__tree_child(&c->t, p, R_OBJ), m = what == NONE ? NONE : c->mention_at[what];
	bool person = m != NONE && c->l->mentions.kind[m] == ENT_PERSON;
	return what != NONE && drg__event_word_is(c, p, fire) && (person || drg__event_word_is(c, what, one));
}

/* "put the number of dead at two", "puts the loss at more than 40 boats": who counts does nothing. */
static bool puts_at(const struct event_cx *c, uint32_t p)
{
	static const char *const put[] = { "put", "puts", "putting", NULL }, *const at[] = { "at", NULL };
	if (!drg__event_word_is(c, p, put))
		return false;
	for (uint32_t d = c->t.first[p]; d != NONE; d = c->t.next[d]) {
		uint32_t mark = drg__tree_child(&c->t, d, R_CASE);
		bool number = c->l->morph.upos[d] == UPOS_NUM || drg__tree_child(&c->t, d, R_NUMMOD) != NONE;
		if (d > p && number && mark != NONE && drg__event_word_is(c, mark, at))
			return true;
	}
	return false;
}

struct str drg__event_head_type(const struct event_cx *c, uint32_t p)
{
	if (!c->n_head_types || !may_trigger(c, p))
		return STR("");
	if (drg__event_head_act(c, p) < LEAST || gives_time(c, p) || puts_at(c, p))
		return STR("");
	const uint8_t *cost = c->l->evidence.event + (size_t)p * c->n_head_types;
	struct str type = c->head_type[best_type(cost, c->n_head_types, types_of_word(c, p))];
	bool force = drg__str_eq(type, STR("COERCE")) || drg__str_eq(type, STR("ASSAULT"));
	return force && (takes_place(c, p) || fires_people(c, p)) ? STR("") : type;
}

/* -------------------------------------------------------------- arguments -- */

static void take(struct event_cx *c, const struct slots *s, uint8_t slot, enum standing least, struct who *out)
{
	for (uint32_t i = 0; i < s->n && out->n == 0; i++)
		if (s->v[i].slot == slot && drg__event_standing(c, s->v[i].tok) >= least)
			drg__event_people(c, s->v[i].tok, out);
}

/* "from both sides" */
static void take_from(struct event_cx *c, const struct slots *s, struct who *out)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (s->v[i].slot == SLOT_OBL && s->v[i].prep == drg__fold_hash(STR("from")) && drg__event_standing(c, s->v[i].tok) >= STAND_PEOPLE)
			drg__event_people(c, s->v[i].tok, out);
}

/* Verbs whose subject suffers: "23 soldiers died in an ambush". */
static bool befalls(const struct event_cx *c, uint32_t p)
{
	static const char *const verbs[] = { "die", "perish", "drown", "collapse", "starve", "suffocate", "suffer", "bleed" };
	for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
		if (drg__str_eq(c->l->morph.lemma[p], drg__str_c(verbs[k])))
			return c->l->morph.upos[p] == UPOS_VERB;
	return false;
}

/* "The town has received no aid", "until it gets guarantees": the subject is given something, by whom is said elsewhere. */
static bool receives(const struct event_cx *c, uint32_t p, struct str type)
{
	static const char *const verbs[] = { "receive", "get", "obtain" };
	bool given = drg__str_eq(type, STR("AID")) || drg__str_eq(type, STR("AGREE")) || drg__str_eq(type, STR("CONCEDE"));
	for (size_t k = 0; given && k < sizeof verbs / sizeof *verbs; k++)
		if (drg__str_eq(c->l->morph.lemma[p], drg__str_c(verbs[k])))
			return c->l->morph.upos[p] == UPOS_VERB;
	return false;
}

void drg__event_head_who(struct event_cx *c, uint32_t p, struct str type, struct who *actors, struct who *recipients)
{
	/* "sent engineers to Togo": what is sent is none, where somebody gets it */
	bool sends = drg__str_eq(type, STR("AID")) || drg__str_eq(type, STR("MOBILIZE"));
	struct slots s;
	*actors = *recipients = (struct who){ .n = 0 };
	drg__slots(&c->t, p, &s);
	if (receives(c, p, type)) {
		take(c, &s, SLOT_SUBJ, STAND_UNKNOWN, recipients);
		take_from(c, &s, actors);
		return;
	}
	take(c, &s, SLOT_SUBJ, STAND_UNKNOWN, befalls(c, p) ? recipients : actors);
	if (befalls(c, p))
		return;
	if (c->l->morph.upos[p] != UPOS_VERB) {
		take(c, &s, SLOT_POSS, STAND_PEOPLE, actors);
		take(c, &s, SLOT_MOD, STAND_ACTOR, actors);
	}
	if (sends) {
		take(c, &s, SLOT_IOBJ, STAND_PEOPLE, recipients);
		take(c, &s, SLOT_OBL, STAND_ACTOR, recipients);
	}
	take(c, &s, SLOT_OBJ, STAND_PEOPLE, recipients);
	take(c, &s, SLOT_IOBJ, STAND_PEOPLE, recipients);
	take(c, &s, SLOT_OBL, STAND_ACTOR, recipients);
}
