/* evidence.h - the encoder's heads for attributions, events and who takes part in
 * them, and talk acts, window by window, into the layer of that name.
 *
 * A head gives logits; what is kept is the cost  -16 ln p  of each class as a
 * byte, 255 for all above: a sixteenth of a nat is finer than any decision, and
 * a document of any length keeps small.  Of the roles, only those around words
 * that may well begin a cue are kept; around words that may be an event's trigger
 * only the words that may well name its actor or recipient.
 *
 * The coreference head compares nouns and pronouns with those before them, over
 * the edges of windows too: the last EVIDENCE_BACK of them are carried along. */
#ifndef DRG_STAGE_EVIDENCE_H
#define DRG_STAGE_EVIDENCE_H

#include "doc/layers.h"
#include "nn/net.h"

/* Words whose probability to begin a cue is below e^-4 have no roles. */
enum { EVIDENCE_CUE = 64 };

/* Words to which the event head gives an act less than 1/32 or so are no trigger:
 * their cost of "none" rounds to 0.  Nor is a party to an act a word that is an actor
 * and a recipient with less than e^-4 each. */
enum { EVIDENCE_TRIGGER = 1, EVIDENCE_ARG = 64 };

/* A window's words: tokens [lo, hi), of which [from, to) are decided by it. */
struct evidence_window {
	const struct net *net;
	const struct net_work *work;
	int32_t *const *bucket; /* [NET_PAIRS][net->pair[..].n_bucket - 1] greatest distance in each bucket but the last, ascending */
	uint32_t lo, hi, from, to;
	const int32_t *coref_bucket; /* [net->coref.n_bucket - 1] likewise */
	const uint8_t *upos;   /* [tokens.n] enum upos */
	float *carried;        /* [coref.dim + 1][EVIDENCE_BACK] the latest nouns and pronouns as columns, that of row r in
	                        * column r % EVIDENCE_BACK; 64-byte aligned; NULL when the model lacks the head */
};

/* Room for n words; rows stay NULL for heads that the model lacks. */
void drg__evidence_init(const struct net *net, uint32_t n, struct arena *keep, struct evidence *out);

/* Fill the rows of the decided words; candidates come in text order. */
void drg__evidence_window(const struct evidence_window *w, struct arena *keep, struct arena scratch, struct evidence *out);

/* How much token j looks like going back to token i before it, eighths of a nat, 0 for
 * nobody; EVIDENCE_NEVER when one is no noun or pronoun, or they are too far apart. */
enum { EVIDENCE_NEVER = -128 };
int drg__evidence_coref(const struct evidence *e, uint32_t i, uint32_t j);

/* Who may take part in the act that token `trigger` names; NULL when it was no trigger. */
const struct arg_row *drg__evidence_args(const struct evidence *e, uint32_t trigger);

/* -16 ln of the share that x[at] has in the softmax of x[0..n), 0..255; n <= 64. */
uint8_t drg__cost(const struct kernels *k, const float *x, uint32_t n, uint32_t at);

#endif
