/* The shape of a word: its letters, digits and marks, whatever they are. */
#include "stage/token.h"

#include <utf8proc.h>

#include "base/utf8.h"

/* The order of the tests is the definition; train/words.py has the same. */
enum shape drg__shape(struct str w)
{
	uint32_t letters = 0, upper = 0, lower = 0, digits = 0, symbols = 0, punct = 0, n = 0;
	bool first_upper = false, rest_upper = false, hyphens = false, apostrophe_first = false;
	char last3[3] = { 0 }; /* the letters of n't and n’t, the mark as ' */
	for (size_t i = 0; i < w.n; n++) {
		int len;
		uint32_t cp = drg__utf8_get(w.p + i, w.p + w.n, &len);
		bool mark = cp == '\'' || cp == 0x2019;
		i += (size_t)len;
		if (n < 3)
			last3[n] = (char)(mark ? '\'' : cp < 128 ? drg__lower(cp) : 0);
		if (n == 0)
			apostrophe_first = mark;
		hyphens |= cp == '-' || cp == 0x2010 || cp == 0x2011 || cp == 0x2013;
		switch (utf8proc_category((utf8proc_int32_t)cp)) {
		case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LT:
			upper++;
			if (letters++)
				rest_upper = true;
			else
				first_upper = true;
			break;
		case UTF8PROC_CATEGORY_LL:
			lower++;
			letters++;
			break;
		case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO:
			letters++;
			break;
		case UTF8PROC_CATEGORY_ND:
			digits++;
			break;
		case UTF8PROC_CATEGORY_SM: case UTF8PROC_CATEGORY_SC: case UTF8PROC_CATEGORY_SK: case UTF8PROC_CATEGORY_SO:
			symbols++;
			break;
		case UTF8PROC_CATEGORY_PC: case UTF8PROC_CATEGORY_PD: case UTF8PROC_CATEGORY_PS: case UTF8PROC_CATEGORY_PE:
		case UTF8PROC_CATEGORY_PI: case UTF8PROC_CATEGORY_PF: case UTF8PROC_CATEGORY_PO:
			if (cp == '%')
				symbols++;
			else
				punct++;
			break;
		default:
			break;
		}
	}
	if (letters && !digits && (apostrophe_first || (n == 3 && memcmp(last3, "n't", 3) == 0)))
		return SHAPE_CLITIC;
	if (!letters && !digits)
		return symbols ? SHAPE_SYMBOL : punct && punct == n ? SHAPE_PUNCT : SHAPE_OTHER;
	if (!letters)
		return digits == n ? SHAPE_DIGITS : SHAPE_NUMBER;
	if (digits)
		return SHAPE_ALNUM;
	if (hyphens)
		return upper ? SHAPE_HYPHEN_UPPER : SHAPE_HYPHEN_LOWER;
	if (upper + lower == 0)
		return SHAPE_OTHER;
	if (upper == 0)
		return SHAPE_LOWER;
	if (letters == 1)
		return SHAPE_SINGLE_UPPER;
	if (lower == 0)
		return SHAPE_UPPER;
	return first_upper && !rest_upper ? SHAPE_TITLE : SHAPE_MIXED;
}
