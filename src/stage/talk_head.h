/* talk_head.h - what the encoder's head for talk acts says of words.
 *
 * Each part of layers.evidence.talk is a softmax over "no act" and the kinds of
 * one layer, spoken at the word that carries the act.  Costs are -16 ln p. */
#ifndef DRG_STAGE_TALK_HEAD_H
#define DRG_STAGE_TALK_HEAD_H

#include "stage/talk_in.h"

/* How surely the head hears an act of `part` (TALK_COND, ..), by the probability of "no act". */
enum heard {
	HEARD_NO_HEAD, /* a model without the head */
	HEARD_NOTHING, /* above .97 */
	HEARD_FAINT,
	HEARD_SOME,    /* below .5 */
	HEARD_SURE     /* below .2 */
};

/* At the one of tokens [first, last] where it hears most. */
enum heard drg__talk_heard(const struct talk_cx *x, uint32_t part, uint32_t first, uint32_t last);
/* The same over the tokens of a span of bytes. */
enum heard drg__talk_heard_in(const struct talk_cx *x, uint32_t part, struct span bytes);
/* The likeliest of the `n` kinds of `part` at token t, whatever the probability of "no act". */
uint8_t drg__talk_heard_kind(const struct talk_cx *x, uint32_t part, uint32_t n, uint32_t t);

#endif
