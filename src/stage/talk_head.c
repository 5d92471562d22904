/* What the encoder's head for talk acts says of words. */
#include "stage/talk_head.h"

enum heard drg__talk_heard(const struct talk_cx *x, uint32_t part, uint32_t first, uint32_t last)
{
	enum { P97 = 1, P50 = 11, P20 = 26 }; /* the cost of "no act" at these probabilities */
	const uint8_t *talk = x->l->evidence.talk;
	uint8_t most = 0;
	if (!talk)
		return HEARD_NO_HEAD;
	for (uint32_t t = first; t <= last && t < x->v->n; t++)
		most = talk[t * EVIDENCE_TALK + part] > most ? talk[t * EVIDENCE_TALK + part] : most;
	return most >= P20 ? HEARD_SURE : most >= P50 ? HEARD_SOME : most >= P97 ? HEARD_FAINT : HEARD_NOTHING;
}

enum heard drg__talk_heard_in(const struct talk_cx *x, uint32_t part, struct span bytes)
{
	uint32_t first = drg__span_first(x->v->span, x->v->n, bytes.s), last = first;
	while (last + 1 < x->v->n && x->v->span[last + 1].s < bytes.e)
		last++;
	return drg__talk_heard(x, part, first, last);
}

uint8_t drg__talk_heard_kind(const struct talk_cx *x, uint32_t part, uint32_t n, uint32_t t)
{
	const uint8_t *cost = x->l->evidence.talk + (size_t)t * EVIDENCE_TALK + part + 1;
	uint8_t best = 0;
	for (uint8_t k = 1; k < n; k++)
		best = cost[k] < cost[best] ? k : best;
	return best;
}
