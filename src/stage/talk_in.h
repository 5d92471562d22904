/* talk_in.h - what the files of stage/talk share. */
#ifndef DRG_STAGE_TALK_IN_H
#define DRG_STAGE_TALK_IN_H

#include "pack/rules.h"
#include "stage/clause.h"
#include "stage/talk.h"

struct position_row {
	struct act act;
	uint32_t party, condition;
	uint8_t voice, issue, stance, aspect;
};

struct condition_row {
	struct act act;
	uint32_t party, on;
	struct span blocks, requires, deadline;
	uint8_t kind, blocks_issue, requires_issue;
	uint32_t governor; /* token of the predicate that it hangs on, NONE */
};

struct proposal_row {
	struct act act;
	uint32_t by, to, conveyed_by, same_as;
	struct span terms;
	uint8_t issue, state;
};

struct agreement_row {
	struct act act;
	uint32_t a, b, mediator, same_as;
	struct span terms;
	struct str in_effect, end, duration;
	uint8_t issue, status;
};

struct label_row {
	struct act act;
	uint32_t user, target;
	uint8_t voice;
};

struct round_row {
	struct act act;
	uint32_t a, b, mediator, host, guarantor, conveyor, venue;
	uint8_t format;
	struct span last, next, progress;
	struct str last_day, next_day;
};

struct talk_cx {
	const struct layers *l;
	const drg_pack *pack;
	const struct view *v;
	const struct hits *hits;
	const struct talk_trace *trace; /* or NULL */
	struct arena *a;
	struct clauses c;
	uint32_t *ent;      /* [tokens] entity of the mention whose head the token is, or NONE */
	uint32_t *speaker;  /* [tokens] speaker of the attribution whose cue the token is in, or NONE */
	uint32_t *land;     /* [entities] the state of whose name the entity's is the adjective, or NONE */
	uint32_t issuer;    /* the party whose statement the report is, or NONE */
	bool conflict;      /* the report tells of parties and what lies between them */
	bool war;           /* .. and more than once of fighting, its end, or of talks about it */
	bool armed;         /* .. who fight: to talk or not is then about the end of that */
	int dispute;        /* the score of talk_scope.h */
	uint8_t main_issue; /* what the report speaks of most, ISSUE_OTHER */
	uint8_t share[ISSUES]; /* percent of its words of matters that are of each issue */
	struct { uint32_t ops, verbs, props, nouns, issues, agreed, labels, verdicts, harm, calendar, units, counted; } lex;
	struct { uint32_t op_kind, op_after, op_weak, stance, verb_needs, state, doer, needs, issue, common, issue_of, counted, is, status, quoted, verdict; } col;
	VEC(struct position_row) pos;
	VEC(struct condition_row) cond;
	VEC(struct proposal_row) prop;
	VEC(struct agreement_row) agr;
	VEC(struct label_row) label;
	VEC(struct round_row) round;
};

void drg__talk_conditions(struct talk_cx *x, uint32_t first, uint32_t end);
/* Those that a noun or a verb names ("a precondition of", "hinges on"). */
void drg__talk_hinges(struct talk_cx *x, uint32_t first, uint32_t end);
void drg__talk_positions(struct talk_cx *x, uint32_t first, uint32_t end);
/* The stances that rows of proposals from `from` on express: whoever offers,
 * accepts or rejects a thing on the table takes one. */
void drg__talk_answers(struct talk_cx *x, size_t from);
void drg__talk_proposals(struct talk_cx *x, uint32_t first, uint32_t end);
void drg__talk_agreements(struct talk_cx *x, uint32_t first, uint32_t end);
void drg__talk_labels(struct talk_cx *x, uint32_t first, uint32_t end);
void drg__talk_rounds(struct talk_cx *x, uint32_t first, uint32_t end);
/* The words of [first, end) by which somebody says how the talks named at token t go; {0,0} none. */
struct span drg__talk_progress(const struct talk_cx *x, uint32_t t, uint32_t first, uint32_t end);

/* Give rows that name one side only the other one: to whom an offer is made, between
 * whom an agreement stands, whom a label is for. */
void drg__talk_sides(struct talk_cx *x);

/* The smallest claim that holds the byte, or NONE. */
uint32_t drg__talk_claim(const struct talk_cx *x, uint32_t byte);
/* Who answers for a claim; NONE for the publisher and the unnamed. */
uint32_t drg__talk_origin(const struct talk_cx *x, uint32_t claim);
/* Whom an entity acts for: a spokesperson for the body. */
uint32_t drg__talk_principal(const struct talk_cx *x, uint32_t ent);
/* The party that token t names or stands for: a mention, or "we" in somebody's
 * words; a spokesperson is the body.  NONE. */
uint32_t drg__talk_party(const struct talk_cx *x, uint32_t t);
/* Is token t a pronoun of the third person in somebody's own words ("They wanted silence," the
 * director said)?  It is not whoever speaks. */
bool drg__talk_others(const struct talk_cx *x, uint32_t t);

/* The party that does p: its subject, else the speaker whom the attribution with
 * this cue names. */
uint32_t drg__talk_doer(const struct talk_cx *x, uint32_t p);
/* Does a date, a clock time or a unit of time stand in tokens [first, last]? */
bool drg__talk_time(const struct talk_cx *x, uint32_t first, uint32_t last);
/* Is it somebody who can take part in talks? */
bool drg__talk_can(const struct talk_cx *x, uint32_t ent);
/* The issue named in tokens [first, end), the word nearest below token `head` (or
 * NONE: the first word) before others; ISSUE_OTHER when none is.  Talks as such
 * are about the end of the fighting where there is fighting.  *named tells
 * whether any word of the lexicon stands there. */
uint8_t drg__talk_issue_of(const struct talk_cx *x, uint32_t head, uint32_t first, uint32_t end, bool *named);
uint8_t drg__talk_issue(const struct talk_cx *x, uint32_t first, uint32_t end, bool *named);
/* A word of the issues that begins at token t and is about its issue there, or a verb there
 * with its particle apart (filled into *apart); NULL: none, a name's, of papers, of things. */
const struct hit *drg__talk_issue_word(const struct talk_cx *x, uint32_t t, struct hit *apart);
/* Is the noun or pronoun at t people: "eleven engineers", "them", a party? */
bool drg__talk_people(const struct talk_cx *x, uint32_t t);
/* "in exchange for nine of its men": are people what the condition asks for? */
bool drg__talk_for_people(const struct talk_cx *x, const struct condition_row *k);
/* What "it" and "the same" are about: the issue named last before token t, in its
 * sentence or the one before, else the report's. */
uint8_t drg__talk_issue_before(const struct talk_cx *x, uint32_t t);
/* Fill x->main_issue, x->share and x->armed. */
void drg__talk_main_issue(struct talk_cx *x);
/* The sentence that token t stands in. */
uint32_t drg__talk_sentence(const struct talk_cx *x, uint32_t t);
/* A hit of `lex` that covers token t, or NULL. */
const struct hit *drg__talk_hit(const struct talk_cx *x, uint32_t t, uint32_t lex);
/* Does token t stand in a word of talk_verbs that takes a stance by itself? */
bool drg__talk_stance(const struct talk_cx *x, uint32_t t);
/* A verb and its particle with the thing between ("took it back", "pulls its
 * fighters back"): a row of `lex` that is such a pair, filled into *out; NULL. */
const struct hit *drg__talk_apart(const struct talk_cx *x, uint32_t p, uint32_t lex, struct hit *out);
struct act drg__talk_act(const struct talk_cx *x, uint32_t first, uint32_t last, uint32_t cue_first, uint32_t cue_last, const char *rule, float score);
uint8_t drg__talk_voice(const struct talk_cx *x, uint32_t claim, uint32_t party);
/* Bytes of tokens [first, last] without commas and quotation marks at the ends. */
struct span drg__talk_words(const struct talk_cx *x, uint32_t first, uint32_t last);
/* Is the predicate said to lie ahead, or to be wanted, allowed, refused: a modal
 * verb, or a word of talk_verbs above it. */
bool drg__talk_open(const struct talk_cx *x, uint32_t t);
/* The thing on the table among the words below t, or t itself; NONE. */
uint32_t drg__talk_thing(const struct talk_cx *x, uint32_t t);

#endif
