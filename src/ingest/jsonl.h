/* jsonl.h - JSON Lines as crawlers write them: one object a line, with `text`
 * or `html` and, where present, id url title published outlet authors lang.
 * Common other names of these fields are understood (see the table in jsonl.c). */
#ifndef DRG_INGEST_JSONL_H
#define DRG_INGEST_JSONL_H

#include "base/str.h"

enum json_field {
	FIELD_NONE, FIELD_TEXT, FIELD_HTML, FIELD_ID, FIELD_URL, FIELD_TITLE, FIELD_PUBLISHED, FIELD_OUTLET, FIELD_AUTHORS, FIELD_LANG,
	FIELDS
};

/* Undecoded strings of a line, between the quotes; p == NULL where absent. */
struct json_line {
	struct str field[FIELDS]; /* FIELD_AUTHORS: the whole value, string or array */
	bool id_is_number;
};

/* Check and take apart one line.  NULL: fine; else why it is refused, and *at
 * is the byte of the line. */
const char *drg__json_line(struct str line, struct json_line *out, size_t *at);

#endif
