/* warc.h - records of web archives (ISO 28500, WARC/1.0 and 1.1). */
#ifndef DRG_INGEST_WARC_H
#define DRG_INGEST_WARC_H

#include "ingest/reader.h"

/* A page found in an archive.  Strings lie in `head` or in `body`. */
struct warc_page {
	struct str url, charset, id;
	bool html;        /* else plain text */
	struct str body;  /* the page's bytes */
	char *owned;      /* malloc'ed memory behind body, NULL: in the window */
	uint64_t offset;  /* of the record in the file */
};

/* The next record that is a page (HTTP 2xx of text/html, application/xhtml+xml
 * or text/plain; resource records likewise).  Other records are passed over.
 * DRG_EFORMAT, DRG_ELIMIT: a damaged or too large record, named in err; call
 * again for the next.  The page lies in the window until the next call;
 * `owned` is the caller's to free. */
drg_status drg__warc_next(struct reader *r, const char *name, uint64_t max, struct warc_page *out, drg_error *err);

/* Split an HTTP response; false if it is none. Shared with tests. */
struct http {
	int status;
	struct str type, charset, encoding, transfer, body;
};
bool drg__http_parse(struct str bytes, struct http *out);

#endif
