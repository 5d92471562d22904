/* doc.h - a sealed document: its layers, its pool, what made it. */
#ifndef DRG_DOC_DOC_H
#define DRG_DOC_DOC_H

#include "base/arena.h"
#include "doc/layers.h"
#include "dragoman.h"

struct drg_doc {
	struct pool pool;      /* owns everything the layers point to */
	struct layers l;
	char fingerprint[65];  /* of the pack, hex */
	const drg_pack *pack;  /* names of rules and inventories; the pack outlives the document */
};

/* Row ids: "kind:" and 16 hex digits, a hash of report, kind, spans and type,
 * independent of the pack (DESIGN.md section 6). */

/* The report's id, "r-" and 16 hex digits, from its text and source id. NUL-terminated. */
void drg__doc_id(const struct layers *l, char out[20]);

/* The id of a row: kind is a short constant ("c" claim, "p" position, ...),
 * type a discriminator ("" if none); repeat tells equal ones apart. */
void drg__row_id(const struct layers *l, const char *kind, const struct span *spans, size_t n,
                 struct str type, uint32_t repeat, char out[20]);

#endif
