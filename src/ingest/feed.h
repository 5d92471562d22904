/* feed.h - RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom.
 *
 * A feed is cut into its items by the reading thread; a worker reads an item.
 * Both pull tokens from the HTML tokenizer in its XML-like state (CDATA counts,
 * nothing is raw text): ill-formed feeds are common and cost only themselves.
 * There is no DTD: an internal subset is refused, so no entity is ever
 * declared, let alone expanded; an external one is never fetched. */
#ifndef DRG_INGEST_FEED_H
#define DRG_INGEST_FEED_H

#include "ingest/html.h"

/* The items of a feed in UTF-8. */
struct feed {
	struct html_lexer *lx;
	struct str text;   /* the whole feed */
	struct str title;  /* of the channel: raw, may hold references or CDATA */
	bool seen_root;
};

/* NULL: begun; else why it is refused. lx is the caller's memory. */
const char *drg__feed_begin(struct feed *f, struct html_lexer *lx, struct str text);

/* The next item: its bytes from "<item" to after "</item>". False: no more. */
bool drg__feed_next(struct feed *f, struct str *item);

/* What an item holds. Slices of the item, undecoded, except where said. */
struct feed_item {
	struct str title, link, id, date, updated, lang;
	struct str author[8];
	uint32_t n_author;
	struct str content;     /* HTML, or text with references */
	bool content_markup;    /* content is markup as it stands (Atom xhtml, CDATA) */
	bool content_plain;     /* Atom type="text" */
};
void drg__feed_item(struct str item, struct html_lexer *lx, struct feed_item *out);

/* The character data of a slice: references undone, CDATA unwrapped, tags
 * dropped. rows as in drg__html_decode (positions from 0, sources from src). */
struct str drg__feed_chars(struct str raw, struct arena *keep, struct map_builder *rows, uint64_t src);

#endif
