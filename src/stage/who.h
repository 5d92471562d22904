/* who.h - what the files who_*.c share: an entity while it is being found. Only
 * stage/speaker.c and they include it.
 *
 * who_name    names: one entity for all forms and spellings of a name; titles
 * who_role    descriptions and pronouns, in the order of the text
 * who_pronoun whom a pronoun means, weighed
 * who_recent  the latest person, body and group that a pronoun may mean
 * who_source  the mention that the source of an attribution is about
 * speaker     the stage; the layer */
#ifndef DRG_STAGE_WHO_H
#define DRG_STAGE_WHO_H

#include "base/utf8.h"
#include "stage/speaker.h"
#include "stage/token.h"

enum { ROLES = 6, MODS = 8, BACK_MOST = 400 };

enum gender { EITHER, HE, SHE };

struct who {
	struct str name;
	uint8_t kind;
	uint8_t gender;
	bool plural, named;
	bool publisher; /* the outlet that printed the report */
	bool told;    /* words before one of its names tell its kind */
	bool article; /* a name with "the": nobody who is he or she */
	uint64_t whole;       /* fold of the whole name */
	uint64_t last;        /* fold of its last word, 0 if none */
	uint64_t first;       /* fold of its first word when it has several */
	uint64_t initials;    /* hash of its initials, lower case; 0 */
	uint64_t role[ROLES]; /* folds of the words it was described with */
	uint32_t n_roles;
	uint64_t mod[MODS];      /* folds of words before those, see modifiers() */
	uint32_t n_mods;
	uint32_t speaks_for;
	uint32_t seen;        /* last mention, by byte */
	int32_t persons;      /* mentions of its name tagged as a person, less those as a place or state */
	struct str code;
};

struct cx {
	const struct text *text;
	const struct tokens *tok;
	const struct sents *sents;
	const struct hits *hits;
	const drg_pack *pack;
	struct mentions *men;
	struct attribs *att;
	const struct evidence *ev;  /* the encoder's heads; NULL without the one for coreference */
	const uint8_t *is_subject;  /* [tokens] 1: subject of a clause; NULL without an encoder */
	const struct speaker_trace *trace;
	struct arena *a;
	uint32_t words, states, titles, given, col_class, col_code; /* given: UINT32_MAX in a pack without */
	VEC(struct who) who;
};

static inline struct str bytes(const struct cx *c, struct span s)
{
	return drg__str(c->text->p + s.s, s.e - s.s);
}

static inline struct str word(const struct cx *c, uint32_t i)
{
	return drg__tok(c->text, c->tok, i);
}

static inline bool is(const struct cx *c, uint32_t i, const char *z)
{
	return i < c->tok->n && drg__str_ieq(word(c, i), drg__str_c(z));
}

/* First token at or after byte b. */
static inline uint32_t tok_at(const struct cx *c, uint32_t b)
{
	return drg__span_first(c->tok->span, c->tok->n, b);
}

static inline uint32_t first_mention_from(const struct cx *c, uint32_t b)
{
	return drg__span_first(c->men->span, c->men->n, b);
}

static inline bool plural(struct str w)
{
	return (w.n > 3 && (w.p[w.n - 1] | 32) == 's' && (w.p[w.n - 2] | 32) != 's') || drg__str_ieq(w, STR("people")) || drg__str_ieq(w, STR("men")) ||
	       drg__str_ieq(w, STR("women")) || drg__str_ieq(w, STR("media")) || drg__str_ieq(w, STR("police")) || drg__str_ieq(w, STR("troops"));
}

static inline bool person_like(uint8_t kind)
{
	return kind == ENT_PERSON || kind == ENT_REPORTER || kind == ENT_OTHER || kind == ENT_UNNAMED;
}

/* What a word of address, kinship or office, or a pronoun, tells of gender. */
uint8_t drg__who_gender(struct str w);

/* The entity is described with this word, a fold, from now on. */
void drg__who_add_role(struct who *w, uint64_t role);

/* A new entity for mention m; its row. */
uint32_t drg__who_new(struct cx *c, uint32_t m);

/* Entities of all names; then the titles before them. */
void drg__who_names(struct cx *c);
void drg__who_titles(struct cx *c);

/* Names that pass on what others say are outlets. */
void drg__who_outlets(struct cx *c);

/* Entities of descriptions and pronouns; who speaks for whom. */
void drg__who_roles(struct cx *c);

/* Speakers of the attributions. */
void drg__who_sources(struct cx *c);

/* who_recent.c */

struct recent {
	uint32_t plural, body; /* latest by what a pronoun asks for */
	uint32_t speaker_plural, speaker_body;
	uint32_t named_group, named_outlet; /* latest by name; no outlet that is the publisher */
	/* latest person by gender, as mentioned and as speaker; a name of unknown kind
	 * ("Hill Watch") only where there is no person */
	uint32_t person[3], speaker_person[3], other[3];
};

/* Nobody yet. */
struct recent drg__recent_none(void);

/* Entity e, which is w, was mentioned, as (part of) a source or not. */
void drg__recent_note(struct recent *r, const struct who *w, uint32_t e, bool source);

/* Whom he or she is: the latest speaker whose gender is known or does not speak
 * against it, else the latest person, else a name of unknown kind; NONE. */
uint32_t drg__recent_person(const struct cx *c, const struct recent *r, uint8_t g);

/* Whose, by a possessive pronoun at token t: "its bulletin", "her letter"; NONE. */
uint32_t drg__recent_owner(const struct cx *c, const struct recent *r, uint32_t t);

#endif
