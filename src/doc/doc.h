/* doc.h - a sealed document: its layers, its pool, what made it. */
#ifndef DRG_DOC_DOC_H
#define DRG_DOC_DOC_H

#include "base/arena.h"
#include "doc/columns.h"
#include "doc/layers.h"
#include "dragoman.h"

/* Ids of all rows, NUL-terminated, same numbering as the layers. writer: doc/seal */
typedef char row_id[20];
struct ids {
	row_id report;
	row_id *row[LAYERS]; /* [rows of the layer], by enum layer_id; NULL for layers without ids */
};

/* A rule by name, for documents read back from a record: their rule ids number
 * these instead of the pack's. */
struct rule_ref {
	struct str name, file;
	uint32_t line;
	struct str doc; /* what it says, for people; "" if nothing */
};

struct drg_doc {
	struct pool pool;      /* owns everything the layers point to */
	struct arena end;      /* behind it, for remarks of the run after sealing; unset in one read back */
	struct layers l;
	char fingerprint[65];  /* of the pack, hex */
	const drg_pack *pack;  /* names of rules and inventories; the pack outlives the document */
	uint32_t layers;       /* DRG_LAYER_* asked for by name, 0 = all but what must be named (tokens) */
	struct ids ids;
	const struct rule_ref *rules; /* [n_rules] when pack is NULL */
	uint32_t n_rules;
};

/* The last step of an analysis: give every row its id.  `keep` of doc->pool,
 * under a guard. */
void drg__doc_seal(struct drg_doc *doc, struct arena *keep, struct arena scratch);

/* The rule behind an id; all empty when there is none. */
struct rule_ref drg__doc_rule(const struct drg_doc *doc, uint32_t rule);

/* Row ids: kind, "-" and 16 hex digits, a hash of report, kind, spans and type,
 * independent of the pack (DESIGN.md section 6). */

/* The report's id, "r-" and 16 hex digits, from its text and source id. NUL-terminated. */
void drg__doc_id(const struct layers *l, char out[20]);

/* The id of a row: kind is its layer's prefix (two letters at most; e for an entity),
 * type a discriminator ("" if none); repeat tells equal ones apart. */
void drg__row_id(const struct layers *l, const char *kind, const struct span *spans, size_t n,
                 struct str type, uint32_t repeat, char out[20]);

#endif
