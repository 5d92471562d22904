/* srcmap.h - from characters of the text back to bytes of the source.
 *
 *   text    T h e   "   e n d |  \n  | N e x t
 *           ^copied     ^whole        ^whole ^copied
 *   source  T h e &quot; e n d</p>\n<p>N e x t
 *
 * A copied stretch maps byte for byte.  A whole stretch (a character
 * reference, a repaired byte, a paragraph break) stands for everything in the
 * source up to the next stretch.  The last row stands at the text's end. */
#ifndef DRG_DOC_SRCMAP_H
#define DRG_DOC_SRCMAP_H

#include "base/arena.h"
#include "doc/layers.h"

struct map_row {
	uint64_t src;
	uint32_t text;
	uint8_t copied;
};

/* Rows being gathered, text positions ascending. */
struct map_builder {
	struct arena *a;
	struct map_row *v;
	size_t n, cap;
};

/* From text byte `text` on, the source is at `src`.  A row that continues the
 * one before it is merged; a row at the same text position replaces it. */
void drg__map_copied(struct map_builder *b, size_t text, uint64_t src);
void drg__map_whole(struct map_builder *b, size_t text, uint64_t src);

/* Close at the text's and the source's end; the arrays are allocated in `keep`. */
void drg__map_finish(struct map_builder *b, size_t text_n, uint64_t src_n, struct arena *keep, struct srcmap *out);

/* A text that is its source unchanged. */
void drg__map_identity(size_t n, struct arena *keep, struct srcmap *out);

/* `rows` lead from a text into an intermediate text, `inner` from there to the
 * source: make rows lead to the source. */
void drg__map_through(struct map_builder *rows, size_t text_n, const struct srcmap *inner, struct map_builder *out);

/* Where text byte `at` comes from. */
uint64_t drg__map_source(const struct srcmap *m, size_t at);

/* The source bytes [s, e) behind a span of the text; s <= e. */
void drg__map_span(const struct srcmap *m, struct span span, uint64_t *s, uint64_t *e);

/* A map in few bytes, for keeping: row by row, LEB128 numbers,
 *   (text step << 1 | copied), zigzag(source - where the row before leads)
 * so that a copied stretch after a copied stretch costs two or three bytes. */
enum { MAP_ROW = 16 }; /* most bytes of one row */
size_t drg__map_pack_row(const struct srcmap *m, uint32_t i, uint8_t out[MAP_ROW]);
/* Back from those bytes, whatever they are; false when they are no map of a
 * text of text_n bytes. */
bool drg__map_unpack(struct str packed, size_t text_n, struct arena *keep, struct srcmap *out);

#endif
