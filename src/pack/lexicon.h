/* lexicon.h - phrases with columns, and finding them in a document.
 *
 * A lexicon is data/en/lexicon/NAME.tsv (the format: dragoman-pack(5)).  All
 * lexicons share one trie over token folds, so one pass over a document finds
 * the phrases of every lexicon:
 *
 *   token folds:   according   to   the   ...
 *   trie:     root --according--> 1 --to--> 2 : (cues row 17) (frames row 3)
 *
 * A node is found by hashing (node, fold); most tokens start no phrase and cost
 * one probe.  A phrase has at most DRG__PHRASE_MOST tokens, so the pass is
 * linear.  Phrases do not cross paragraphs. */
#ifndef DRG_PACK_LEXICON_H
#define DRG_PACK_LEXICON_H

#include "base/arena.h"
#include "pack/pack.h"
#include "pack/view.h"

#define DRG__PHRASE_MOST 16

/* A stretch of tokens that is something: a phrase of a lexicon, or a span that
 * a stage passes to the rules (rules.h). */
struct hit {
	uint32_t lex;        /* lexicon id, or enum mark_class */
	uint32_t row;        /* row of the lexicon, or the stage's own row */
	uint32_t first, end; /* tokens [first, end), never empty */
};

/* Hits by first token, longest first, then lexicon and row. */
struct hits {
	struct hit *v;
	uint32_t n;
	uint32_t *at; /* [tokens + 1] v[at[i] .. at[i + 1]) begin at token i */
};

/* Lexicon id by name ("cues"), NONE (UINT32_MAX) when the pack has none. */
uint32_t drg__lex(const drg_pack *pack, const char *name);
uint32_t drg__lex_count(const drg_pack *pack);
struct str drg__lex_name(const drg_pack *pack, uint32_t lex);
uint32_t drg__lex_rows(const drg_pack *pack, uint32_t lex);

/* Provenance as written: key "origin", "date", "licence", ...; "" if not given. */
struct str drg__lex_about(const drg_pack *pack, uint32_t lex, const char *key);

/* Column by name, UINT32_MAX when there is none.  The phrase is column 0. */
uint32_t drg__lex_col(const drg_pack *pack, uint32_t lex, const char *name);

/* A cell as written, whatever the column's type; NUL-terminated; "" when empty.
 * lex and row must exist (hits give such).  Here and below a column that the lexicon lacks
 * (UINT32_MAX: a pack of somebody's own, or an older one) is empty in every row. */
struct str drg__lex_str(const drg_pack *pack, uint32_t lex, uint32_t row, uint32_t col);

/* A cell of an enum column as index into its declared values, UINT32_MAX when
 * empty (or when the column is no enum). */
uint32_t drg__lex_enum(const drg_pack *pack, uint32_t lex, uint32_t row, uint32_t col);
/* Index of a declared value, UINT32_MAX when not declared. */
uint32_t drg__lex_value(const drg_pack *pack, uint32_t lex, uint32_t col, const char *value);

/* A cell of an int column; `otherwise` when empty. */
uint64_t drg__lex_u64(const drg_pack *pack, uint32_t lex, uint32_t row, uint32_t col, uint64_t otherwise);

/* The line of the row in its file (1-based), for `why`. */
uint32_t drg__lex_line(const drg_pack *pack, uint32_t lex, uint32_t row);

/* Every phrase of every lexicon in tokens [0, v->n). */
void drg__lex_match(const drg_pack *pack, const struct view *v, struct arena *keep, struct arena scratch,
                    struct hits *out);

/* The row whose phrase is exactly tokens [first, end); UINT32_MAX when none. */
uint32_t drg__lex_find(const drg_pack *pack, uint32_t lex, const struct view *v, uint32_t first, uint32_t end);

/* The longest hit of `lex` that begins at token i; NULL when none. */
const struct hit *drg__hit_at(const struct hits *h, uint32_t i, uint32_t lex);

#endif
