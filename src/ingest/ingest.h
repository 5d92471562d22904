/* ingest.h - from raw material to text, metadata and paragraphs.
 *
 * Two halves, two threads: drg_input_next (source.c) cuts a file into
 * drg_source, cheaply and in order; drg__ingest turns one source into text in
 * a worker.  What follows never sees markup. */
#ifndef DRG_INGEST_INGEST_H
#define DRG_INGEST_INGEST_H

#include "base/arena.h"
#include "doc/layers.h"
#include "dragoman.h"

/* What a paragraph is, as far as its page says.  Plain text says nothing: all
 * BLOCK_TEXT.  For ingest/zone. */
enum block_role {
	BLOCK_TEXT,
	BLOCK_HEADING, /* h1..h6 inside the article */
	BLOCK_LIST,    /* a list item */
	BLOCK_QUOTE,   /* inside blockquote or q */
	BLOCK_CAPTION, /* figcaption or the like, where it was kept */
	BLOCK_PROMO,   /* kept, but looks like a prompt or a teaser */
	BLOCK_ROLES
};

struct blocks { /* parallel to paras; writer: ingest */
	uint8_t *role; /* [paras.n] enum block_role */
	uint32_t n;
};

/* Read one source.  Total: any bytes give a text, perhaps empty, with notes.
 * Everything lasting is allocated in `keep`; `text->sha256` and
 * `meta->source_sha256` are filled.  Unwinds when an arena is full. */
void drg__ingest(const drg_source *src, struct arena *keep, struct arena scratch, struct text *text, struct meta *meta,
                 struct paras *paras, struct blocks *blocks, struct notes *notes);

#endif
