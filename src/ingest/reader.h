/* reader.h - buffered reading for the file cutters, packed files unpacked. */
#ifndef DRG_INGEST_READER_H
#define DRG_INGEST_READER_H

#include "base/str.h"
#include "dragoman.h"

enum reader_packing { READER_PLAIN, READER_GZIP, READER_ZSTD };

/* A window over a stream:   ...consumed | begin ... end | not read yet
 * Offsets count bytes of the stream as delivered; `done` counts bytes of the
 * file, which differ where the file is packed.
 *
 * A packed file is a row of members (a WARC has one for each record).  A
 * damaged member ends the fill with DRG_EFORMAT, one that expands more than
 * 200 times with DRG_ELIMIT; the next fill goes on at the next member, so the
 * cutter must drop what it holds of the damaged one. */
struct reader {
	int fd;              /* -1: memory */
	struct str memory;   /* what is left to deliver */
	char *buf;           /* owned */
	size_t begin, end, cap;
	uint64_t base;       /* stream offset of buf[begin] */
	uint64_t done, size; /* of the file; size 0 = unknown */
	bool eof;

	uint8_t packing;
	bool looked;         /* the packing is known */
	void *codec;         /* z_stream or ZSTD_DStream, owned */
	char *raw;           /* packed bytes, owned */
	size_t raw_at, raw_n;
	bool raw_eof, in_member;
	uint64_t raw_base;   /* file offset of raw[0] */
	uint64_t member_at, member_in, member_out; /* current member: file offset, bytes read, bytes made */
	struct reader_mark { /* where members begin that are still in the window */
		uint64_t stream, file;
	} *mark;
	size_t n_mark, cap_mark;
};

drg_status drg__reader_open(struct reader *r, const char *path, drg_error *err);
void drg__reader_open_memory(struct reader *r, struct str bytes);
void drg__reader_close(struct reader *r);

/* Read more into the window, growing it if it is full.  DRG_END: nothing more. */
drg_status drg__reader_fill(struct reader *r, const char *name, drg_error *err);

/* The offset in the file of stream offset `at`: exact in a plain file, else
 * where the member holding it begins. */
uint64_t drg__reader_file_offset(const struct reader *r, uint64_t at);

/* Does a member of a packed file begin exactly at stream offset `at`, and if
 * none does before the window's end, false; *next: the next one in the window. */
bool drg__reader_next_member(const struct reader *r, uint64_t at, uint64_t *next);

/* What is in the window. */
static inline struct str drg__reader_window(const struct reader *r)
{
	return (struct str){ r->buf ? r->buf + r->begin : "", r->end - r->begin };
}

/* Consume n bytes of the window. */
static inline void drg__reader_take(struct reader *r, size_t n)
{
	r->begin += n;
	r->base += n;
}

#endif
