/* talk_pos.h - what the files that find positions share. */
#ifndef DRG_STAGE_TALK_POS_H
#define DRG_STAGE_TALK_POS_H

#include "stage/talk_in.h"

enum found_by { FOUND_VERB, FOUND_NOUN, FOUND_SIDE, FOUND_VERDICT, FOUND_NONE, FOUND_REFUSAL, FOUND_DUTY, FOUND_PROMISE, FOUND_ANSWER, FOUND_CONDITION, FOUND_HEAD, FOUND_WAYS };

/* A stance as it is found: its words, what it is about, whose it is. */
struct found {
	uint32_t p;                  /* the predicate or noun that expresses it */
	uint32_t cue_first, cue_last;
	uint32_t head, first, last;  /* what it is about; first > last when the words do not say */
	uint32_t party;
	uint8_t stance, by;          /* enum position_stance, enum found_by */
	bool ended;                  /* "has dropped its demand" */
	bool unmet;                  /* the word asks for a matter, and none is named */
};

/* Make a row of it, unless its words have one, its party takes no part or it is
 * not worth one. */
void drg__pos_add(struct talk_cx *x, const struct found *f);
/* "What does Qarra want?": a question, or what somebody asks about or denies. */
bool drg__pos_asked(const struct talk_cx *x, uint32_t p, uint32_t end);
/* "rejects" for "accepts"; POS_STANCES where a negation takes no stance. */
uint8_t drg__pos_opposite(uint8_t stance);
/* Has p an auxiliary that is one of `words`? */
bool drg__pos_modal(const struct talk_cx *x, uint32_t p, const char *words);
/* Does a matter stand among what f is about, or a thing on the table head it? */
bool drg__pos_of_matter(const struct talk_cx *x, const struct found *f);

/* Stances that token i expresses otherwise than as a verb or adjective with an
 * object: a noun ("its demand for .."), a side taken ("is against .."), a verdict
 * ("is out of the question"), what shall not be ("there will be no ..").  h: the
 * row of talk_verbs that begins there, or NULL. */
void drg__pos_frames(struct talk_cx *x, uint32_t i, const struct hit *h, uint32_t end);

#endif
