/* repeat.h - which reports say again what an earlier one said.
 *
 * An index of sketches, in the order in which the reports came.  Sixteen bands
 * of four places each: two texts that share seven tenths of their word runs
 * have a band in common in 99 cases of 100 (1 - (1 - .7^4)^16).  Each band
 * remembers the earliest report, so that a group points to its first; a key of
 * its own finds equal texts.
 *
 * Memory is fixed: 19 MB for the keys and 384 bytes a report, of which it
 * remembers the last `most`. */
#ifndef DRG_LINK_REPEAT_H
#define DRG_LINK_REPEAT_H

#include "doc/sketch.h"

enum {
	REPEAT_LEAST = 45,      /* equal places of 64 that make a near repeat: seven tenths */
	REPEAT_WORDS = 40,      /* shorter texts repeat only exactly: short notes share their form */
	REPEAT_MOST = 65536,
	REPEAT_NAME = 64
};

struct seen { /* one report */
	char id[20];
	char name[REPEAT_NAME]; /* of its source, valid UTF-8, cut */
	uint8_t sha256[32];     /* of its text */
	struct sketch sketch;
	bool kept;              /* from a record, not of this run */
};

/* Fill in all but `kept`. */
void drg__seen(const char *id, struct str name, struct str text, const uint8_t sha256[32], struct seen *out);

struct repeats;

/* NULL: no memory. most: a power of two. */
struct repeats *drg__repeats_new(uint32_t most);
void drg__repeats_free(struct repeats *r);

/* The earlier report that `one` repeats most closely (the earliest of equals), and how
 * closely: SKETCH + 1 the same text, else equal places.  NULL: none.  A report
 * met twice in one run repeats itself; one kept before is only read anew, and is
 * compared with those that were kept before it. */
const struct seen *drg__repeats_find(const struct repeats *r, const struct seen *one, uint32_t *likeness);

/* Remember a report; one whose id is known already is not taken again. */
void drg__repeats_add(struct repeats *r, const struct seen *one);

#endif
