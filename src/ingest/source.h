/* source.h - the raw material of one report, and the readers that cut files. */
#ifndef DRG_INGEST_SOURCE_H
#define DRG_INGEST_SOURCE_H

#include "base/str.h"
#include "dragoman.h"

/* How the bytes of a source are to be read. */
enum source_form {
	SOURCE_TEXT,
	SOURCE_HTML,
	SOURCE_JSON, /* one object of a JSON Lines file */
	SOURCE_ITEM, /* one item of a feed */
	SOURCE_MAIL  /* one message */
};

/* Immutable once made; one allocation for the strings, one for the bytes. */
struct drg_source {
	enum source_form form;
	const char *name; /* NUL-terminated */
	const char *id;   /* NUL-terminated, or NULL */
	uint64_t index, offset;
	uint8_t sha256[32];
	struct str bytes;
	char *owned; /* the allocation behind bytes */
	/* Known from outside the bytes; empty when not. */
	struct str date, outlet, title; /* the caller's, for what the source lacks */
	struct str url, charset, site;  /* from the archive's or the feed's wrapping; site: the feed's own name */
	struct str strings;             /* private: the allocation */
};

/* What a new source is made of; strings are copied, `owned` (malloc'ed) is
 * taken over, also on failure. */
struct source_parts {
	enum source_form form;
	struct str name, id, url, charset, site, bytes;
	bool has_id;
	char *owned; /* NULL: bytes are copied */
	uint64_t index, offset;
	const drg_input_options *opt; /* may be NULL */
};
drg_status drg__source_new(const struct source_parts *parts, drg_source **out, drg_error *err);

/* The kind of material a file holds, from its first bytes and its name.
 * DRG_KIND_AUTO: it is something that cannot be read; *what says what. */
drg_kind drg__sniff(struct str head, const char *name, const char **what);

#endif
