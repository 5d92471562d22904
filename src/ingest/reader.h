/* reader.h - buffered reading for the file cutters. */
#ifndef DRG_INGEST_READER_H
#define DRG_INGEST_READER_H

#include "base/str.h"
#include "dragoman.h"

/* A window over a stream:   ...consumed | begin ... end | not read yet
 * Offsets count bytes of the stream as delivered; `done` counts bytes of the
 * file, which differ where the file is compressed. */
struct reader {
	int fd;              /* -1: memory */
	struct str memory;   /* what is left to deliver */
	char *buf;           /* owned */
	size_t begin, end, cap;
	uint64_t base;       /* stream offset of buf[begin] */
	uint64_t done, size; /* of the file; size 0 = unknown */
	bool eof;
};

drg_status drg__reader_open(struct reader *r, const char *path, drg_error *err);
void drg__reader_open_memory(struct reader *r, struct str bytes);
void drg__reader_close(struct reader *r);

/* Read more into the window, growing it if it is full.  DRG_END: nothing more. */
drg_status drg__reader_fill(struct reader *r, const char *name, drg_error *err);

/* What is in the window. */
static inline struct str drg__reader_window(const struct reader *r)
{
	return (struct str){ r->buf + r->begin, r->end - r->begin };
}

/* Consume n bytes of the window. */
static inline void drg__reader_take(struct reader *r, size_t n)
{
	r->begin += n;
	r->base += n;
}

#endif
