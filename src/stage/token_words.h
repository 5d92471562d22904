/* token_words.h - the words that cutting text into words knows.  Private to token*.c; what
 * other stages ask is in token.h. */
#ifndef DRG_STAGE_TOKEN_WORDS_H
#define DRG_STAGE_TOKEN_WORDS_H

#include "base/str.h"

enum word_list {
	WORDS_TITLE,     /* abbreviations with a capital, before a name: Mr */
	WORDS_CAPITAL,   /* others with a capital: Inc */
	WORDS_ANY,       /* in either case: etc */
	WORDS_NUMBER,    /* only before a number: no */
	WORDS_PREFIX,    /* keep their hyphen: anti */
	WORDS_UNIT,      /* a word of their own after digits: km */
	WORDS_CLITIC,    /* after an apostrophe: ll */
	WORDS_ELIDED,    /* with an apostrophe in front: tis */
	WORDS_TLD,       /* ends of host names */
	WORDS_FILE_TYPE, /* ends of file names */
	WORDS_OPENER,    /* open a sentence when capitalised after a stop: However */
	WORD_LISTS
};

/* Is the word in the list, whatever its case?  Words with other letters than ASCII are in none. */
bool drg__word_in(enum word_list which, struct str w);

/* "cannot", "didnt": the byte where the second word begins, 0 if it is no joined spelling. */
uint32_t drg__word_joined(struct str w);

/* ":-)": kept whole although made of punctuation. */
bool drg__word_emoticon(struct str w);

#endif
