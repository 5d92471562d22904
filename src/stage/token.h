/* token.h - words in the sense of UD English EWT, with offsets.
 *
 * Tokens are cut from the text inside paragraphs; white space is never part of
 * one, nothing else is ever left out, none is empty.  Time is linear: every
 * look ahead is bounded or remembered per stretch of non-space characters.
 *
 * The conventions are those of the treebank the encoder is trained on (UD
 * English EWT 2.x, measured by bench/tokens.py):
 *   clitics            do|n't  can|not  Reuters|'s  parents|'  gon|na  I|'m
 *   hyphen compounds   long|-|term  al|-|Qaeda, but e-mail, non-state, re-read,
 *                      anti-ship (a listed prefix keeps its hyphen)
 *   numbers            1,000  3.5  7:30|PM  $|5  50|%  3|-|4  9/11  713-853-3989
 *   abbreviations      Mr.  U.S.  Inc.  J.; at the end of a paragraph, or before
 *                      a word that opens sentences, the stop stands alone
 *   addresses          URLs, e-mail addresses, handles, file names stay whole
 *   runs               ...  --  !!!  ?!  ``  ''  stay whole */
#ifndef DRG_STAGE_TOKEN_H
#define DRG_STAGE_TOKEN_H

#include "base/arena.h"
#include "doc/layers.h"

/* Word shape: an input of the encoder (embedding row), so numbers and tests are
 * fixed by the trained model: train/words.py has the same function, and
 * tests/numeric holds both to one table.  Letters are L*, digits Nd, symbols S*
 * and %, punctuation the rest of P*; the first line that applies decides:
 *   14 CLITIC   letters, no digit; begins with an apostrophe (' ’), or is n't / n’t
 *   11 SYMBOL   no letter, no digit, a symbol                     $ + % €
 *   10 PUNCT    punctuation only
 *    7 DIGITS   digits only
 *    8 NUMBER   digits, no letter                                 1,000  3.5  9/11
 *    9 ALNUM    letters and digits                                1990s  4th  COVID-19
 *   13 HYPHEN_UPPER / 12 HYPHEN_LOWER  letters and a hyphen (- ‐ ‑ –); with or
 *               without an upper-case letter                      Non-Bondad  e-mail
 *    1 LOWER    cased letters, none upper case                    said  p.m.
 *    4 SINGLE_UPPER  exactly one letter, upper case               A  J.
 *    3 UPPER    no letter in lower case                           NATO  U.S.
 *    2 TITLE    the first letter in upper case, no other          Paris  Mr.
 *    5 MIXED    any other arrangement of cases                    McCain  iPhone
 *   15 OTHER    anything else: letters without case, controls */
enum shape {
	SHAPE_SPECIAL = 0, /* the model's own marks; never a word */
	SHAPE_LOWER = 1,
	SHAPE_TITLE = 2,
	SHAPE_UPPER = 3,
	SHAPE_SINGLE_UPPER = 4,
	SHAPE_MIXED = 5,
	SHAPE_UNUSED = 6,
	SHAPE_DIGITS = 7,
	SHAPE_NUMBER = 8,
	SHAPE_ALNUM = 9,
	SHAPE_PUNCT = 10,
	SHAPE_SYMBOL = 11,
	SHAPE_HYPHEN_LOWER = 12,
	SHAPE_HYPHEN_UPPER = 13,
	SHAPE_CLITIC = 14,
	SHAPE_OTHER = 15
};

/* The shape of one word (valid UTF-8). */
enum shape drg__shape(struct str word);

/* Is this word, written with its full stop, an abbreviation ("Mr." "Sept."
 * "Inc.")?  `word` comes without the stop.  Upper-case initials are not asked
 * here.  *title: it stands before a name, so no sentence ends at it. */
bool drg__is_abbreviation(struct str word, bool *title);

/* Does this word usually open a sentence when it has a capital after a stop
 * ("The" "He" "However")? */
bool drg__opens_sentence(struct str word);

/* For the tests: NULL when the word lists are in order, else the first word that is not. */
const char *drg__token_lists_sorted(void);

/* Fill *out.  zones may be NULL or empty; tokens inside one get TOK_ZONE. */
void drg__tokenize(const struct text *text, const struct paras *paras, const struct zones *zones,
                   struct arena *keep, struct arena scratch, struct tokens *out);

/* The words of token i. */
static inline struct str drg__tok(const struct text *text, const struct tokens *tok, uint32_t i)
{
	return drg__str(text->p + tok->span[i].s, tok->span[i].e - tok->span[i].s);
}

#endif
