/* mail.h - newsletters kept as mail: one message (RFC 5322), or an mbox of them
 * ("From " at the beginning of a line after an empty one parts them).
 *
 * MIME: multipart of any kind, eight deep; the first text/html and the first
 * text/plain that are no attachment; quoted-printable, base64, 7bit, 8bit,
 * binary; encoded words in headers.  Everything else is passed over.  One pass,
 * linear in the message, nothing recurses. */
#ifndef DRG_INGEST_MAIL_H
#define DRG_INGEST_MAIL_H

#include "base/arena.h"
#include "doc/srcmap.h"
#include "ingest/reader.h"

enum { MAIL_DEPTH = 8, MAIL_HEADER = 64 << 10 };

struct mail_part { /* raw.p == NULL: there is none */
	struct str raw;  /* of the message, encoded */
	struct str encoding, charset; /* as written */
};

struct mail { /* borrowed from the message; header fields undecoded */
	struct str subject, from, date, id, lang;
	struct mail_part html, plain;
};

void drg__mail_parse(struct str message, struct mail *out);

/* A header field's words: folding and encoded words undone, white space tidied.
 * keep and scratch belong to different pools. */
struct str drg__mail_words(struct str field, struct arena *keep, struct arena scratch);

/* Whom a From field names; his address where it gives no name. */
struct str drg__mail_sender(struct str from, struct arena *keep, struct arena scratch);

/* A part's bytes, still in its charset.  rows: from them to bytes of the message,
 * which begin at `message`. */
struct str drg__mail_body(const struct mail_part *part, const char *message, struct arena *a, struct map_builder *rows);

/* Does a file begin like an mbox, or like one message? */
bool drg__mail_begins(struct str head);

/* The next message of an mbox without its "From " line; it lies in the window and
 * has been taken.  *offset: where it begins in the file.  DRG_END: none is left.
 * DRG_ELIMIT: it is longer than `max`, and has been passed over. */
drg_status drg__mbox_next(struct reader *r, const char *name, uint64_t max, struct str *message, uint64_t *offset, drg_error *err);

#endif
