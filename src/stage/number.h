/* number.h - numerals: digits, words and mixtures of both.
 *
 *   12,000   12 000   1.2 million   2.35m   two hundred and twelve   forty-two
 *   fourteen hundred   half a dozen   three-quarters of a million
 *   a million and a half   four and a half thousand   a couple of thousand
 *   dozens   tens of thousands   several hundred        how many is not stated
 *   third   40th   twenty-first                         place in an order
 *   half   a fifth   two thirds                         a share of something
 *
 * Words and their values are the pack's lexicon `numbers`. */
#ifndef DRG_STAGE_NUMBER_H
#define DRG_STAGE_NUMBER_H

#include "doc/layers.h"
#include "pack/lexicon.h"

enum number_kind { NUM_EXACT, NUM_ABOUT, NUM_VAGUE, NUM_ORDINAL, NUM_SHARE };

struct number {
	uint32_t first, end; /* tokens [first, end) */
	double value;        /* NOT_STATED for NUM_VAGUE; of a share 0 < value < 1 */
	uint8_t kind;        /* enum number_kind */
	bool digits;         /* written in digits */
	bool rounded;        /* more digits than a double holds */
	double scale;        /* what a last scale word multiplied by ("million"), 1 without */
};

/* The longest numeral that begins at token i and ends before `end`. */
bool drg__number_at(const struct view *v, const struct hits *hits, const drg_pack *pack, uint32_t i, uint32_t end, struct number *out);

#endif
