/* event_head.c - where no frame fits: the encoder's event head.
 *
 * The head gives each word a type, or none, with a probability.  What it
 * proposes has the type's general code and the arguments of the plainest frame
 * (subject acts, object or the party beside it is acted on); the row says that
 * the head spoke. */
#include "base/utf8.h"
#include "stage/event_in.h"

enum { TYPES_MOST = 64 };

/* -16 ln p as in stage/evidence.h: at most this for a proposal (p about .6). */
enum { HEAD_MOST = 8 };

static bool head_types(const struct event_cx *c, struct str *type, uint32_t *n)
{
	struct str list = drg__pack_model_meta(c->pack, "event_types");
	*n = 0;
	for (size_t at = 0; *n < TYPES_MOST;) { /* ["O", "AGREE", ...] */
		size_t from = drg__str_find(list, STR("\""), at);
		size_t to = from == SIZE_MAX ? SIZE_MAX : drg__str_find(list, STR("\""), from + 1);
		if (to == SIZE_MAX)
			break;
		type[(*n)++] = drg__str_sub(list, from + 1, to);
		at = to + 1;
	}
	return *n > 0 && *n == c->l->evidence.n_event;
}

static bool may_trigger(const struct event_cx *c, uint32_t p)
{
	uint8_t u = c->l->morph.upos[p];
	return (u == UPOS_VERB || u == UPOS_NOUN || u == UPOS_ADJ) && !(c->l->tokens.flags[p] & TOK_ZONE);
}

/* exp(-x / 16) for x in 0..255, without the C library. */
static float share(uint8_t cost)
{
	float p = 1;
	for (uint8_t k = 0; k < cost; k++)
		p *= 0.93941306f; /* exp(-1/16) */
	return p;
}

void drg__event_head_propose(struct event_cx *c, const bool *taken, event_proposal keep, void *ctx)
{
	struct str type[TYPES_MOST];
	uint32_t n;
	const uint8_t *cost = c->l->evidence.event;
	if (!cost || !head_types(c, type, &n))
		return;
	for (uint32_t p = 0; p < c->t.n; p++) {
		if (taken[p] || !may_trigger(c, p))
			continue;
		uint32_t best = 0;
		for (uint32_t k = 1; k < n; k++)
			if (!best || cost[(size_t)p * n + k] < cost[(size_t)p * n + best])
				best = k;
		uint8_t x = cost[(size_t)p * n + best];
		if (best && x <= HEAD_MOST)
			keep(ctx, p, type[best], share(x));
	}
}

/* -------------------------------------------------------------- arguments -- */

static void take(struct event_cx *c, const struct slots *s, uint8_t slot, enum standing least, struct who *out)
{
	for (uint32_t i = 0; i < s->n && out->n == 0; i++)
		if (s->v[i].slot == slot && drg__event_standing(c, s->v[i].tok) >= least)
			drg__event_people(c, s->v[i].tok, out);
}

void drg__event_head_who(struct event_cx *c, uint32_t p, struct who *actors, struct who *recipients)
{
	struct slots s;
	*actors = *recipients = (struct who){ .n = 0 };
	drg__slots(&c->t, p, &s);
	take(c, &s, SLOT_SUBJ, STAND_UNKNOWN, actors);
	if (c->l->morph.upos[p] != UPOS_VERB) {
		take(c, &s, SLOT_POSS, STAND_PEOPLE, actors);
		take(c, &s, SLOT_MOD, STAND_ACTOR, actors);
	}
	take(c, &s, SLOT_OBJ, STAND_PEOPLE, recipients);
	take(c, &s, SLOT_IOBJ, STAND_PEOPLE, recipients);
	take(c, &s, SLOT_OBL, STAND_ACTOR, recipients);
}
