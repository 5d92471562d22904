/* view.h - a document's tokens as lexicons and rules see them.
 *
 * The pack room knows no document: whoever matches fills a view with borrowed
 * arrays of the token layer.  Token flags are defined here because the rule
 * language names them; layers.h includes this file. */
#ifndef DRG_PACK_VIEW_H
#define DRG_PACK_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum token_flag {
	TOK_SPACE = 1,  /* white space stands before it */
	TOK_PARA = 2,   /* first of its paragraph */
	TOK_ZONE = 4,   /* inside a zone (zones are tokenised but not read) */
	TOK_WORD = 8,   /* has a letter */
	TOK_NUM = 16,   /* has a digit */
	TOK_PUNCT = 32, /* punctuation or symbols only */
	TOK_QUOTE = 64  /* a quotation mark (not an apostrophe), as far as the character says */
};

/* UPOS in the order of the UD list; the encoder's inventory is mapped to it. */
enum upos {
	UPOS_ADJ, UPOS_ADP, UPOS_ADV, UPOS_AUX, UPOS_CCONJ, UPOS_DET, UPOS_INTJ, UPOS_NOUN, UPOS_NUM,
	UPOS_PART, UPOS_PRON, UPOS_PROPN, UPOS_PUNCT, UPOS_SCONJ, UPOS_SYM, UPOS_VERB, UPOS_X, UPOS_ALL
};

struct view {
	struct str text;         /* valid UTF-8 */
	const struct span *span; /* [n] bytes of text */
	const uint8_t *flags;    /* [n] enum token_flag */
	const uint64_t *fold;    /* [n] drg__fold_hash of the token */
	const uint8_t *upos;     /* [n] enum upos, or NULL: then every UPOS test holds */
	uint32_t n;
};

static inline struct str drg__view_tok(const struct view *v, uint32_t i)
{
	return drg__str(v->text.p + v->span[i].s, v->span[i].e - v->span[i].s);
}

#endif
