/* piece.h - words to word pieces, as BERT's uncased tokenizer makes them
 * (Devlin et al. 2019; Wu et al. 2016): lower case, no accents, split at
 * punctuation and CJK ideographs, then the longest pieces of the vocabulary
 * from left to right.  The twin of train/words.py, held to it by
 * tests/numeric/test_passages.c. */
#ifndef DRG_STAGE_PIECE_H
#define DRG_STAGE_PIECE_H

#include "base/arena.h"

/* Pieces that a word keeps at most. */
enum { WORD_PIECES = 16 };

struct pieces {
	struct str *piece;   /* [n] as in the vocabulary, "##" before what continues a word */
	uint32_t n;
	uint16_t *slot;      /* open addressing: piece + 1, 0 free */
	uint32_t mask;
	uint16_t unk, cls, sep;
};

/* Index a vocabulary: one piece a line, the number of the line is its id.
 * False when it lacks [UNK], [CLS] or [SEP] or has more than 65,534 lines. */
bool drg__pieces_init(struct pieces *p, struct str vocab, struct arena *keep);

/* Pieces of one word (valid UTF-8): 1 to WORD_PIECES of them. */
uint32_t drg__pieces_of(const struct pieces *p, struct str word, uint16_t out[WORD_PIECES]);

#endif
