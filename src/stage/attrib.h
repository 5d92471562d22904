/* attrib.h - what the files attrib_*.c share: one level of text as items, the
 * cue being read, what was found. Only stage/attribute.c and they include it.
 *
 * attrib_cue      is this word a cue here?
 * attrib_source   noun phrases, the subject of a cue
 * attrib_end      how far a clause, an infinitive, an object reaches
 * attrib_content  quotations and clauses before and after a cue
 * attrib_form     cues with a grammar of their own
 * attrib_read     one sentence of one level, cue by cue
 * attrib_turn     turns of interviews and transcripts; quotations that nobody is given
 * attrib_interview interviews whose turns have no labels
 * attrib_head     what the encoder's heads find
 * attrib_join     rules and heads, by their cues
 * attrib_part     which clause of a sentence is whose
 * attrib_unsaid   passives and seeming: sources that the words leave out
 * attrib_score    how likely it is right
 * attrib_tree     across sentences: order, nesting, kind; the layer
 * attribute       levels of quotation; the stage */
#ifndef DRG_STAGE_ATTRIB_H
#define DRG_STAGE_ATTRIB_H

#include "base/utf8.h"
#include "stage/attribute.h"
#include "stage/token.h"

/* Closed word classes, the order of the column `class` of lexicon words. */
enum wclass { W_NONE, W_TO, W_COMP, W_NEG, W_MODAL, W_AUX, W_POSS, W_OBJPRON, W_PRON, W_DET, W_CONJ, W_REL, W_SUB, W_PREP, W_TIME, W_NUM, W_ADV };

/* Cue frames, bits. */
enum { F_BARE = 1, F_THAT = 2, F_QUOTE = 4, F_OBJECT = 8, F_INF = 16, F_RECIPIENT = 32, F_WH = 64, F_AFTER = 128, F_ADVERB = 256 };

enum cue_class { C_SAY, C_TELL, C_ASK, C_DENY, C_REJECT, C_CONFIRM, C_DECLINE, C_DOUBT, C_PROMISE, C_DEMAND, C_WANT, C_BELIEVE, C_SHOW, C_EVALUATE, C_ACCORDING, C_ADVERB, C_QUOTE, C_CALL, C_ACCUSE };

enum form { FORM_BASE, FORM_S, FORM_PAST, FORM_ING };

/* Relations that matter here; the others are one. */
enum relation { REL_OTHER, REL_NSUBJ, REL_CHAIN /* conj, advcl, xcomp, parataxis */, REL_ACL, REL_RELCL, REL_AMOD, REL_AUX, REL_PASSIVE /* subject or auxiliary of a passive */ };

enum rule {
	R_QUOTE_BEFORE, R_QUOTE_AFTER, R_MIXED, R_THAT, R_CLAUSE, R_AFTER, R_INF, R_OBJECT, R_PASSIVE_BY, R_PASSIVE, R_QUOTED_AS,
	R_ACCORDING, R_ADVERB, R_NOUN, R_LABEL, R_ANNOUNCED, R_AS_SAID, R_SIGNED, R_HEADS, R_UNSAID, R_UNGIVEN, R_INTERVIEW, R_RULES
};

struct item {
	uint32_t a, b; /* tokens [a, b) */
	uint32_t q;    /* quotation row, NONE for one token */
};

struct found {
	struct span source[1], cue, recipient;
	struct span content[4];
	uint8_t n_source, n_content, n_recipient;
	uint8_t stance, rule;
	bool drop;           /* another row or nobody has it */
	bool half;           /* the part before the cue is no clause by itself */
	bool only_before;    /* what stands behind the cue says who told the source, and is not said */
	uint32_t roles;      /* row of the encoder's roles for this cue, if has_roles */
	bool has_roles;
	uint8_t cue_cost;    /* the encoder's, that a cue begins here; 255 unknown */
	uint32_t last_quote; /* quotation that ends the content, or NONE */
	uint32_t para;       /* of the cue */
	uint32_t at;         /* first byte, for sorting */
};

struct cx {
	const struct text *text;
	struct str outlet; /* the publisher's name, or empty */
	const struct tokens *tok;
	const struct sents *sents;
	const struct quotes *quotes;
	const struct names *names;
	const drg_pack *pack;
	const struct hits *hits;
	struct arena *a;
	uint32_t lex_cues, lex_nouns, lex_roles, lex_grounds, col_frames, col_class, col_stance;
	/* syntax as evidence; NULL without an encoder */
	const uint8_t *upos;
	const uint32_t *head;
	uint8_t *rel;            /* [n] enum relation */
	uint32_t *subj;          /* [n] subject of a predicate, or NONE */
	uint8_t *passive;        /* [n] 1: a passive's verb */
	uint8_t *finite;         /* [n] 1: a finite form, by its features */
	uint32_t *lo, *hi;       /* [n] first and last token of the subtree */
	uint32_t *order;         /* [n] tokens, heads before their dependents, sentence by sentence */
	const struct evidence *ev; /* the encoder's heads; NULL without */
	uint8_t *cls;     /* [n] enum wclass */
	uint8_t *verb;    /* [n] 1: a verb's form */
	uint32_t *qfirst, *qend; /* [quotes.n] tokens of the outer span */
	uint8_t *speech;  /* [quotes.n] 1: speech, 0: a term in quotation marks */
	uint8_t *used;    /* [quotes.n] 1: in some content */
	uint8_t *label;   /* [n] 1: of the label of a turn */
	/* the sentence being read */
	struct item *it;
	uint32_t n;
	uint32_t sent_first; /* its first token */
	struct span last_source;
	bool has_last;
	uint32_t cue_tok;    /* the cue being read, or NONE */
	uint32_t level_end;  /* tokens of the level end here */
	VEC(struct found) out;
};

struct cue {
	uint32_t row, first, end; /* items [first, end) of the cue's own words */
	uint32_t group;           /* first item with auxiliaries and adverbs */
	uint16_t frames;
	uint8_t klass, stance, form;
	bool be, modal, to, neg, do_, have;
};

/* Where the subject of the cue whose group begins at `g` stands.  NONE start:
 * there is none; inherit: it is an earlier one's. */
struct subject {
	uint32_t from, to; /* items */
	bool found, inherit, relative;
	bool comma_right;  /* a comma stands between it and the cue (apposition) */
};

/* ------------------------------------------------------------------ items -- */

static inline struct str word(const struct cx *c, uint32_t t)
{
	return drg__tok(c->text, c->tok, t);
}

static inline bool tok_is(const struct cx *c, uint32_t i, const char *z)
{
	return i < c->n && c->it[i].q == NONE && drg__str_ieq(word(c, c->it[i].a), drg__str_c(z));
}

static inline char first_char(const struct cx *c, uint32_t i)
{
	return i < c->n && c->it[i].q == NONE ? c->text->p[c->tok->span[c->it[i].a].s] : 0;
}

static inline uint8_t cls(const struct cx *c, uint32_t i)
{
	return i < c->n && c->it[i].q == NONE ? c->cls[c->it[i].a] : W_NONE;
}

static inline bool is_q(const struct cx *c, uint32_t i)
{
	return i < c->n && c->it[i].q != NONE;
}

static inline bool is_punct(const struct cx *c, uint32_t i)
{
	return i < c->n && c->it[i].q == NONE && (c->tok->flags[c->it[i].a] & TOK_PUNCT);
}

static inline bool is_dash(const struct cx *c, uint32_t i)
{
	if (!is_punct(c, i))
		return false;
	struct str w = word(c, c->it[i].a);
	if (w.p[0] == '-')
		return w.n > 1 || ((c->tok->flags[c->it[i].a] & TOK_SPACE) && i + 1 < c->n && (c->tok->flags[c->it[i + 1].a] & TOK_SPACE));
	return w.n == 3 && (unsigned char)w.p[0] == 0xE2 && (unsigned char)w.p[1] == 0x80 && ((unsigned char)w.p[2] == 0x93 || (unsigned char)w.p[2] == 0x94);
}

static inline bool is_comma(const struct cx *c, uint32_t i)
{
	return is_punct(c, i) && first_char(c, i) == ',';
}

/* Ends a clause for good. */
static inline bool is_stop(const struct cx *c, uint32_t i)
{
	if (!is_punct(c, i))
		return false;
	char z = first_char(c, i);
	return z == '.' || z == '!' || z == '?' || z == ';' ||
	       ((unsigned char)z == 0xE2 && !(c->tok->flags[c->it[i].a] & TOK_QUOTE)); /* ellipsis, long dash */
}

static inline bool capital(const struct cx *c, uint32_t i)
{
	if (i >= c->n || c->it[i].q != NONE)
		return false;
	uint8_t s = c->tok->shape[c->it[i].a];
	return s == SHAPE_TITLE || s == SHAPE_UPPER || s == SHAPE_SINGLE_UPPER || s == SHAPE_MIXED || s == SHAPE_HYPHEN_UPPER;
}

static inline bool is_verb(const struct cx *c, uint32_t i)
{
	return i < c->n && c->it[i].q == NONE && c->verb[c->it[i].a];
}

/* The item that holds token t; c->n when none does. */
static inline uint32_t item_of(const struct cx *c, uint32_t t)
{
	uint32_t lo = 0, hi = c->n;
	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;
		if (c->it[mid].b <= t)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < c->n && c->it[lo].a <= t ? lo : c->n;
}

/* The sentence that holds token t. */
static inline uint32_t drg__attrib_sent(const struct cx *c, uint32_t t)
{
	uint32_t lo = 0, hi = c->sents->n;
	while (lo + 1 < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (c->sents->tok[mid] <= t)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* Bytes of items [from, to). */
static inline struct span bytes(const struct cx *c, uint32_t from, uint32_t to)
{
	return (struct span){ c->tok->span[c->it[from].a].s, c->tok->span[c->it[to - 1].b - 1].e };
}

static inline void set_source(struct found *f, struct span s)
{
	f->source[0] = s;
	f->n_source = 1;
}

/* attrib_cue.c */

/* The longest cue that begins at item i. */
bool drg__attrib_cue_at(const struct cx *c, uint32_t i, struct cue *out);

/* Take in the auxiliaries, negations and adverbs before the cue. */
void drg__attrib_widen(const struct cx *c, struct cue *q);

/* Is this word, which may be a noun too, a verb here?  Verbs of the closed
 * forms "said", "told" always are. */
bool drg__attrib_verbal(const struct cx *c, const struct cue *q);

/* attrib_source.c */

bool drg__attrib_noun_like(const struct cx *c, uint32_t i);

bool drg__attrib_possessive(const struct cx *c, uint32_t i);

/* A noun phrase from item i on: its end, or i.  No relative clauses; "of" and
 * "and" between nouns are taken along. */
uint32_t drg__attrib_np_right(const struct cx *c, uint32_t i);

/* The subject as the parser sees it: the cue's own, or that of the predicate it
 * hangs on ("He left, saying ..."), or the noun it describes ("a letter
 * saying ..."). False when there is none in this stretch of text. */
bool drg__attrib_parsed_subject(const struct cx *c, const struct cue *q, struct subject *s);

struct subject drg__attrib_subject_of(const struct cx *c, const struct cue *q);

/* attrib_end.c */

/* Past what may stand between a cue and its content: "on Monday", "in a
 * statement", "during a visit to Lima". */
uint32_t drg__attrib_past_adjuncts(const struct cx *c, uint32_t i);

/* Past an aside that says through whom something came (", citing a clerk,"), up to a "that". */
uint32_t drg__attrib_past_asides(const struct cx *c, uint32_t i);

/* Is there a "that" before any verb, comma or stop in the next words? */
uint32_t drg__attrib_that_ahead(const struct cx *c, uint32_t i);

/* Does another attribution of the same level begin after the comma or
 * conjunction at item i? */
bool drg__attrib_sibling(const struct cx *c, uint32_t i, bool comma);

/* Where a clausal content that begins at item i ends. */
uint32_t drg__attrib_clause_end(const struct cx *c, uint32_t i);

/* Where an object or an infinitive ends. */
uint32_t drg__attrib_phrase_end(const struct cx *c, uint32_t i, bool infinitive);

/* attrib_content.c */

uint32_t drg__attrib_clause_begin(const struct cx *c, uint32_t before);

/* A quotation without its marks and without the comma before the closing one. */
struct span drg__attrib_quoted_words(const struct cx *c, uint32_t q);

/* Items [from, to) as content: without commas at the edges, a lone quotation
 * without its marks. */
void drg__attrib_add_content(struct cx *c, struct found *f, uint32_t from, uint32_t to);

struct found *drg__attrib_put(struct cx *c, const struct found *f);

void drg__attrib_take_next_quote(struct cx *c, struct found *f);

/* Is a whole clause before the comma at left - 1 the content, and at item r only when and how it was said? */
bool drg__attrib_clause_left(const struct cx *c, uint32_t left, uint32_t r);

/* Content to the left of item `left` (exclusive): a quotation or a clause that
 * ends with a comma there.  Then what goes on after item `right`. */
bool drg__attrib_content_before(struct cx *c, struct found *f, const struct cue *q, uint32_t left, uint32_t right);

bool drg__attrib_content_after(struct cx *c, struct found *f, const struct cue *q, uint32_t i);

/* After the cue (and what is said of when and where), is the sentence over, or
 * does a comma close a parenthesis? */
bool drg__attrib_over(const struct cx *c, uint32_t i);

/* attrib_form.c */

void drg__attrib_passive(struct cx *c, const struct cue *q, struct found *f, uint32_t *next);

/* "P, the clerk is said to have answered", "The clerk is said to have told her that P": his words, by
 * somebody who is not named; true when it is that. */
bool drg__attrib_said_to_have(struct cx *c, const struct cue *q, struct found *f);

void drg__attrib_according(struct cx *c, const struct cue *q, struct found *f);

void drg__attrib_adverb(struct cx *c, const struct cue *q, struct found *f);

/* "Y quoted X as saying P"; "P, X said, as quoted by Y".  The one who quotes is
 * a hop of its own around the one who is quoted. */
bool drg__attrib_quoting(struct cx *c, const struct cue *q, struct found *f, uint32_t *next);

/* "by the mission's count", "in the clerk's view", at item i; true when it is one. */
bool drg__attrib_reckoned(struct cx *c, uint32_t i, uint32_t *next);

/* "The clerk put the loss at six hundred", at item i; true when it is one. */
bool drg__attrib_put_at(struct cx *c, uint32_t i);

/* attrib_read.c */

void drg__attrib_sentence(struct cx *c);

/* attrib_turn.c */

/* Turns of interviews and transcripts; sets c->label. */
void drg__attrib_turns(struct cx *c);

/* Quotations with a dash and a name after them; those that nothing else took. */
void drg__attrib_signed(struct cx *c);

/* Quotations that fill a paragraph and that nobody is given. */
void drg__attrib_whole(struct cx *c);

/* attrib_interview.c */

/* Answers of an interview without labels. After the turns. */
void drg__attrib_interview(struct cx *c);

/* attrib_head.c */

/* What the encoder's heads find, after what is in c->out. */
void drg__attrib_heads(struct cx *c);

/* Where the row stands in the text, for sorting. */
void drg__attrib_place(struct found *f);

/* attrib_score.c */

/* The probability that the attribution is right: by its rule alone, or with what
 * the heads say of its cue and spans. */
float drg__attrib_score(const struct cx *c, const struct found *f);

/* What the heads say of its cue, source and content: probabilities, NaN where they
 * were not asked. */
struct heads_say {
	double cue, source, content;
};
struct heads_say drg__attrib_heads_say(const struct cx *c, const struct found *f);

/* attrib_join.c */

/* What the heads find and what the rules found, as one. */
void drg__attrib_join(struct cx *c);

/* Makes contents whole phrases: holes filled, a last noun phrase finished, the
 * subject of a clause before its cue taken in. Does nothing without syntax. */
void drg__attrib_mend(struct cx *c);

/* attrib_part.c */

/* Takes from each content what stands in a sentence, or on the far side of a
 * semicolon, that another attribution has. Rows marked `drop` count for nothing. */
void drg__attrib_parts(struct cx *c);

/* attrib_unsaid.c */

/* Adds and corrects attributions whose source is left out; after the join. */
void drg__attrib_unsaid(struct cx *c, const struct layers *l);

/* attrib_tree.c */

void drg__attrib_write_out(const struct cx *c, struct arena *keep, struct attribs *out);

/* Quotations that nobody is given: the next paragraph of one that is, or one
 * that follows it in its paragraph, goes with it. */
void drg__attrib_carry_on(struct cx *c);

/* Bottom-up merge sort: stable, n log n on any input. */
void drg__attrib_sort(struct cx *c);

#endif
