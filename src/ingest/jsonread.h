/* jsonread.h - a pull reader for JSON (RFC 8259): one pass, no recursion, no
 * allocation, any bytes.
 *
 * Own code rather than json-c for input, because three things are needed that
 * it does not give: where in the source each character of a string came from,
 * strictness (json-c 0.16 in its strict mode takes 16 texts that JSONTestSuite
 * says must be refused), and a lenient mode for the JSON-LD that pages carry
 * (raw control characters, stray commas, comments). */
#ifndef DRG_INGEST_JSONREAD_H
#define DRG_INGEST_JSONREAD_H

#include "base/arena.h"
#include "doc/srcmap.h"

enum json_token {
	JSON_END,  /* the one value is over, only white space follows */
	JSON_BAD,  /* json.why and json.at say what and where; stays so */
	JSON_OBJECT,
	JSON_OBJECT_END,
	JSON_ARRAY,
	JSON_ARRAY_END,
	JSON_KEY,    /* json.raw: between the quotes */
	JSON_STRING, /* likewise */
	JSON_NUMBER,
	JSON_TRUE,
	JSON_FALSE,
	JSON_NULL
};

enum { JSON_DEPTH = 1024 };

struct json {
	struct str s;
	size_t at;
	struct str raw;   /* the last key, string or number, undecoded */
	const char *why;  /* set by JSON_BAD */
	uint32_t depth;
	bool lenient;
	uint8_t expect;   /* private */
	uint8_t is_object[JSON_DEPTH / 8];
};

void drg__json_begin(struct json *j, struct str s, bool lenient);
enum json_token drg__json_next(struct json *j);

/* Skip the value that `t` began (nothing to do for a scalar). JSON_BAD if it is broken. */
enum json_token drg__json_skip(struct json *j, enum json_token t);

/* The characters of a raw string.  Escapes are undone; lone surrogates and
 * malformed UTF-8 become U+FFFD, counted in *bad (may be NULL).  With rows,
 * the map from the result to the raw string's bytes is built, `base` added to
 * each source position.  Without escapes and rows the result is raw itself. */
struct str drg__json_string(struct str raw, struct arena *keep, struct map_builder *rows, uint64_t base, size_t *bad);

/* Is the raw string equal to an ASCII key without escapes? */
#define drg__json_is(raw_, lit) drg__str_eq((raw_), STR(lit))

#endif
