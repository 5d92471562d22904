/* who_pronoun.h - whom he, she, it and they mean.
 *
 * Each entity mentioned not long before is weighed: log-linear over plain
 * features and what the coreference head says, one set of weights for he and
 * she, one for it, one for they.  Where none outweighs "nobody", nobody is meant
 * ("it rained").  Without an encoder who_recent.c decides alone. */
#ifndef DRG_STAGE_WHO_PRONOUN_H
#define DRG_STAGE_WHO_PRONOUN_H

#include "stage/who.h"

enum { PRONOUN_CANDIDATES = 16 };
enum pronoun_class { PRONOUN_PERSON, PRONOUN_IT, PRONOUN_THEY, PRONOUN_CLASSES };

/* What is weighed; the names in who_pronoun.c, in this order. */
enum pronoun_feature {
	PRO_BIAS,      /* 1: against nobody, who has no features */
	PRO_HEAD,      /* the coreference head's score, nats, the best of its latest mentions, -6 to 6 */
	PRO_UNSEEN,    /* the head has none */
	PRO_FIRST, PRO_SECOND, /* how many who fit were mentioned later: none, one */
	PRO_SAME, PRO_BEFORE, PRO_FAR, /* its latest mention: in this sentence, the one before, farther than three */
	PRO_PARAGRAPH, /* in this paragraph */
	PRO_SPEAKER,   /* the latest source who fits */
	PRO_SPOKE,     /* has been a source */
	PRO_SOURCE_SPEAKER, /* the pronoun is a source, and it the latest one */
	PRO_SUBJECT,   /* its latest mention is a subject */
	PRO_GENDER,    /* of known gender, the right one */
	PRO_PERSON, PRO_GROUP, PRO_BODY, PRO_OTHER, /* its kind */
	PRO_PLURAL, PRO_NAMED,
	PRO_OFTEN,     /* log2 of its mentions, at most 3 */
	PRO_OWN_WORDS, /* the pronoun stands in words quoted from it */
	PRO_TOLD,      /* the pronoun stands in what it is said to have said */
	PRO_RIVAL,     /* the pronoun is a source, and it is (in) what is said right before */
	PRO_FEATURES
};

/* "head", "second"; NULL past the last. */
const char *drg__pronoun_name(uint32_t f);

/* What is known of the mentions so far; memory of the caller's scratch arena. */
struct pronouns {
	uint32_t *last;   /* [entities, grown] its latest mention, or NONE */
	uint32_t n_last;
	uint32_t *back;   /* [mentions] the same entity's mention before, or NONE */
	uint32_t *often;  /* [entities, grown] how many mentions */
	uint8_t *spoke;   /* [entities, grown] */
	uint32_t turn[2]; /* rules of turns of interviews: words of the source's own */
	uint32_t *inside; /* [tokens] the innermost attribution in whose content the token stands, or NONE */
};

void drg__pronouns_begin(struct pronouns *p, struct cx *c);

/* Mention m is one of entity e. */
void drg__pronouns_note(struct pronouns *p, struct cx *c, uint32_t m, uint32_t e, bool source);

/* Whom the pronoun at mention m means, or NONE. */
uint32_t drg__pronoun(struct pronouns *p, struct cx *c, uint32_t m, bool source);

#endif
