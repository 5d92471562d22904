/* json.h - writing JSON.
 *
 * An emitter, not a tree: a document's JSON is several times its text, and
 * passes through one small buffer.  Commas are the emitter's business. */
#ifndef DRG_DOC_JSON_H
#define DRG_DOC_JSON_H

#include "base/str.h"
#include "dragoman.h"

struct jw {
	drg_sink sink;
	void *ctx;
	bool bad;    /* the sink said stop; all that follows is dropped */
	bool comma;  /* one is due before the next value */
	size_t n;
	char buf[4096];
};

void drg__jw_begin(struct jw *w, drg_sink sink, void *ctx);
bool drg__jw_end(struct jw *w); /* flush; false when the sink stopped */

void drg__jw_open(struct jw *w, char bracket); /* '{' or '[' */
void drg__jw_close(struct jw *w, char bracket);
void drg__jw_key(struct jw *w, const char *key); /* a constant that needs no escapes */
/* A string; control, bidi, zero-width and other hostile characters are written
 * \uXXXX, so that a line of JSON is safe on a terminal.  Malformed bytes (of a file
 * name, say) become U+FFFD. */
void drg__jw_str(struct jw *w, struct str s);
void drg__jw_z(struct jw *w, const char *z);         /* NULL: null */
void drg__jw_str_or_null(struct jw *w, struct str s); /* "": null */
void drg__jw_u64(struct jw *w, uint64_t v);
void drg__jw_bool(struct jw *w, bool v);
void drg__jw_null(struct jw *w);
/* 0..1 with at most four decimals; the same bytes on every machine and locale. */
void drg__jw_score(struct jw *w, float v);
/* The shortest of 15 or 17 digits that reads back as the same number, in any
 * locale; null for what is not a finite number. */
void drg__jw_real(struct jw *w, double v);
/* A value already written as JSON. */
void drg__jw_raw(struct jw *w, struct str json);

#endif
