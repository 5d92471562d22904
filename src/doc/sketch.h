/* sketch.h - a text in 256 bytes, such that like texts have like sketches.
 *
 * MinHash (Broder 1997): for each of 64 hash functions the least value over the
 * text's runs of four words; the share of equal places estimates the share of
 * runs that two texts have in common (Jaccard), with a standard error of at
 * most .0625.  Words are folded to ASCII lower case; white space and
 * punctuation do not count. */
#ifndef DRG_DOC_SKETCH_H
#define DRG_DOC_SKETCH_H

#include "base/str.h"

enum { SKETCH = 64, SKETCH_RUN = 4 };

struct sketch {
	uint32_t v[SKETCH];
	uint32_t words; /* of the text */
};

void drg__sketch(struct str text, struct sketch *out);

/* Equal places, 0..SKETCH. */
uint32_t drg__sketch_likeness(const struct sketch *a, const struct sketch *b);

#endif
