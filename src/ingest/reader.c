#include "ingest/reader.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/err.h"
#include "base/io.h"

enum { FIRST = 64 << 10, RAW = 256 << 10, RATIO = 200, RATIO_FREE = 1 << 20 };

drg_status drg__reader_open(struct reader *r, const char *path, drg_error *err)
{
	*r = (struct reader){ .fd = -1 };
	return drg__open_file(path, &r->fd, &r->size, err);
}

void drg__reader_open_memory(struct reader *r, struct str bytes)
{
	*r = (struct reader){ .fd = -1, .memory = bytes, .size = bytes.n };
}

void drg__reader_close(struct reader *r)
{
	if (r->fd > STDIN_FILENO)
		close(r->fd);
	if (r->codec && r->packing == READER_GZIP)
		inflateEnd(r->codec);
	if (r->codec && r->packing == READER_ZSTD)
		ZSTD_freeDStream(r->codec);
	else
		free(r->codec);
	free(r->raw);
	free(r->mark);
	free(r->buf);
	*r = (struct reader){ .fd = -1 };
}

static drg_status no_memory(const char *name, drg_error *err)
{
	return drg__fail(err, DRG_ENOMEM, name, "out of memory");
}

/* Bytes of the file itself. DRG_END at its end. */
static drg_status read_file(struct reader *r, char *to, size_t room, size_t *got, const char *name, drg_error *err)
{
	*got = 0;
	if (r->fd < 0) {
		size_t n = r->memory.n < room ? r->memory.n : room;
		if (n)
			memcpy(to, r->memory.p, n);
		r->memory.p += n;
		r->memory.n -= n;
		*got = n;
	} else {
		ptrdiff_t n = drg__read_fd(r->fd, to, room);
		if (n < 0) {
			r->eof = r->raw_eof = true;
			drg__fail(err, DRG_EIO, name, "cannot read: %s", strerror(errno));
			drg__fail_at(err, r->done, 0);
			return DRG_EIO;
		}
		*got = (size_t)n;
	}
	r->done += *got;
	return *got ? DRG_OK : DRG_END;
}

/* ---------------------------------------------------------------- packed -- */

static drg_status more_raw(struct reader *r, const char *name, drg_error *err)
{
	if (r->raw_at) {
		memmove(r->raw, r->raw + r->raw_at, r->raw_n - r->raw_at);
		r->raw_base += r->raw_at;
		r->raw_n -= r->raw_at;
		r->raw_at = 0;
	}
	if (r->raw_eof || r->raw_n == RAW)
		return r->raw_n ? DRG_OK : DRG_END;
	size_t got;
	drg_status s = read_file(r, r->raw + r->raw_n, RAW - r->raw_n, &got, name, err);
	r->raw_n += got;
	if (s == DRG_END)
		r->raw_eof = true;
	return s == DRG_END && r->raw_n ? DRG_OK : s;
}

static bool magic_at(const struct reader *r, size_t i)
{
	const unsigned char *p = (const unsigned char *)r->raw + i;
	if (r->packing == READER_GZIP)
		return p[0] == 0x1F && p[1] == 0x8B && p[2] == 8;
	return p[0] == 0x28 && p[1] == 0xB5 && p[2] == 0x2F;
}

/* Past damage: to where another member seems to begin. */
static drg_status resync(struct reader *r, const char *name, drg_error *err)
{
	r->in_member = false;
	if (r->raw_at < r->raw_n)
		r->raw_at++;
	for (;;) {
		while (r->raw_n - r->raw_at >= 4) {
			if (magic_at(r, r->raw_at))
				return DRG_OK;
			r->raw_at++;
		}
		size_t before = r->raw_n - r->raw_at;
		drg_status s = more_raw(r, name, err);
		if (s && s != DRG_END)
			return s;
		if (r->raw_n - r->raw_at <= before) {
			r->raw_at = r->raw_n; /* a few last bytes hold no member */
			return DRG_END;
		}
	}
}

static drg_status damaged(struct reader *r, drg_status code, const char *name, const char *why, drg_error *err)
{
	uint64_t at = r->member_at;
	drg_status s = resync(r, name, NULL);
	if (s == DRG_END)
		r->eof = true;
	drg__fail(err, code, name, "packed part at byte %llu %s", (unsigned long long)at, why);
	drg__fail_at(err, at, 0);
	return code;
}

static drg_status begin_member(struct reader *r, const char *name, drg_error *err)
{
	if (r->packing == READER_GZIP) {
		if (!r->codec) {
			r->codec = calloc(1, sizeof(z_stream));
			if (!r->codec || inflateInit2((z_stream *)r->codec, 15 + 16) != Z_OK) {
				free(r->codec);
				r->codec = NULL;
				return no_memory(name, err);
			}
		} else {
			inflateReset((z_stream *)r->codec);
		}
	} else {
		if (!r->codec && !(r->codec = ZSTD_createDStream()))
			return no_memory(name, err);
		/* 128 MB windows and more are refused, as zstd's own tool does. */
		ZSTD_initDStream(r->codec);
		ZSTD_DCtx_setParameter(r->codec, ZSTD_d_windowLogMax, 26);
	}
	if (r->n_mark == r->cap_mark) {
		/* Marks before the window are of no use any more. */
		size_t k = 0;
		for (size_t i = 0; i < r->n_mark; i++)
			if (i + 1 == r->n_mark || r->mark[i + 1].stream > r->base)
				r->mark[k++] = r->mark[i];
		r->n_mark = k;
	}
	if (r->n_mark == r->cap_mark) {
		size_t cap = r->cap_mark ? r->cap_mark * 2 : 16;
		void *more = realloc(r->mark, cap * sizeof *r->mark);
		if (!more)
			return no_memory(name, err);
		r->mark = more;
		r->cap_mark = cap;
	}
	r->member_at = r->raw_base + r->raw_at;
	r->member_in = r->member_out = 0;
	r->mark[r->n_mark++] = (struct reader_mark){ r->base + (r->end - r->begin), r->member_at };
	r->in_member = true;
	return DRG_OK;
}

/* One step of unpacking into buf[end..cap). */
static drg_status unpack(struct reader *r, const char *name, drg_error *err)
{
	size_t room = r->cap - r->end, made = 0, used = 0;
	for (;;) {
		if (r->raw_n - r->raw_at < 4 && !r->raw_eof) {
			drg_status s = more_raw(r, name, err);
			if (s && s != DRG_END)
				return s;
		}
		if (r->raw_at == r->raw_n) {
			r->eof = true;
			if (!r->in_member)
				return DRG_END;
			r->in_member = false;
			drg__fail(err, DRG_EFORMAT, name, "packed part at byte %llu is cut short", (unsigned long long)r->member_at);
			drg__fail_at(err, r->member_at, 0);
			return DRG_EFORMAT;
		}
		if (!r->in_member) {
			if (r->raw_n - r->raw_at < 4 || !magic_at(r, r->raw_at)) {
				/* Zero padding after the last member is common; anything else is damage. */
				bool zeros = true;
				for (size_t i = r->raw_at; i < r->raw_n; i++)
					zeros = zeros && r->raw[i] == 0;
				bool skippable = r->packing == READER_ZSTD && r->raw_n - r->raw_at >= 4 && ((unsigned char)r->raw[r->raw_at] & 0xF0) == 0x50 && r->raw[r->raw_at + 1] == 0x2A;
				if (zeros) {
					r->raw_at = r->raw_n;
					continue;
				}
				if (!skippable) {
					r->member_at = r->raw_base + r->raw_at;
					return damaged(r, DRG_EFORMAT, name, "is not of the file's packing", err);
				}
			}
			drg_status s = begin_member(r, name, err);
			if (s)
				return s;
		}
		bool over = false, bad = false;
		if (r->packing == READER_GZIP) {
			z_stream *z = r->codec;
			z->next_in = (unsigned char *)r->raw + r->raw_at;
			z->avail_in = (unsigned)(r->raw_n - r->raw_at);
			z->next_out = (unsigned char *)r->buf + r->end;
			z->avail_out = (unsigned)(room > 1u << 30 ? 1u << 30 : room);
			size_t given = z->avail_out;
			int k = inflate(z, Z_NO_FLUSH);
			used = (size_t)(r->raw_n - r->raw_at) - z->avail_in;
			made = given - z->avail_out;
			over = k == Z_STREAM_END;
			bad = k != Z_OK && k != Z_STREAM_END && k != Z_BUF_ERROR;
			if (k == Z_BUF_ERROR && used == 0 && made == 0 && r->raw_eof)
				bad = true;
		} else {
			ZSTD_inBuffer in = { r->raw + r->raw_at, r->raw_n - r->raw_at, 0 };
			ZSTD_outBuffer out = { r->buf + r->end, room, 0 };
			size_t k = ZSTD_decompressStream(r->codec, &out, &in);
			used = in.pos;
			made = out.pos;
			bad = ZSTD_isError(k);
			over = !bad && k == 0;
			if (!bad && !over && used == 0 && made == 0 && r->raw_eof)
				bad = true;
		}
		r->raw_at += used;
		r->member_in += used;
		r->member_out += made;
		r->end += made;
		if (bad)
			return damaged(r, DRG_EFORMAT, name, "is damaged", err);
		if (r->member_out > RATIO_FREE && r->member_out > RATIO * r->member_in) {
			r->end -= made;
			return damaged(r, DRG_ELIMIT, name, "expands more than 200 times", err);
		}
		if (over)
			r->in_member = false;
		if (made)
			return DRG_OK;
		if (!over && used == 0 && r->raw_at < r->raw_n && r->raw_n == RAW && r->raw_at == 0)
			return damaged(r, DRG_EFORMAT, name, "is damaged", err);
		if (!over && used == 0 && !r->raw_eof) {
			drg_status s = more_raw(r, name, err);
			if (s && s != DRG_END)
				return s;
		}
	}
}

/* The first bytes tell the packing; what has been read becomes raw. */
static drg_status look(struct reader *r, const char *name, drg_error *err)
{
	r->looked = true;
	char head[4];
	size_t n = 0, got;
	while (n < 4) {
		drg_status s = read_file(r, head + n, 4 - n, &got, name, err);
		n += got;
		if (s == DRG_END)
			break;
		if (s)
			return s;
	}
	const unsigned char *p = (const unsigned char *)head;
	if (n == 4 && p[0] == 0x1F && p[1] == 0x8B && p[2] == 8)
		r->packing = READER_GZIP;
	else if (n == 4 && ((p[0] == 0x28 && p[1] == 0xB5 && p[2] == 0x2F && p[3] == 0xFD) || ((p[0] & 0xF0) == 0x50 && p[1] == 0x2A && p[2] == 0x4D && p[3] == 0x18)))
		r->packing = READER_ZSTD;
	if (r->packing == READER_PLAIN) {
		memcpy(r->buf + r->end, head, n); /* the caller has made room */
		r->end += n;
		if (n < 4)
			r->eof = true;
		return n ? DRG_OK : DRG_END;
	}
	r->raw = malloc(RAW);
	if (!r->raw)
		return no_memory(name, err);
	memcpy(r->raw, head, n);
	r->raw_n = n;
	return DRG_OK;
}

drg_status drg__reader_fill(struct reader *r, const char *name, drg_error *err)
{
	if (r->eof)
		return DRG_END;
	if (r->begin && r->begin >= r->cap / 2) {
		memmove(r->buf, r->buf + r->begin, r->end - r->begin);
		r->end -= r->begin;
		r->begin = 0;
	}
	if (r->end == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : FIRST;
		char *more = realloc(r->buf, cap);
		if (!more)
			return no_memory(name, err);
		r->buf = more;
		r->cap = cap;
	}
	if (!r->looked) {
		drg_status s = look(r, name, err);
		if (s || r->packing == READER_PLAIN)
			return s;
	}
	if (r->packing != READER_PLAIN)
		return unpack(r, name, err);
	size_t got;
	drg_status s = read_file(r, r->buf + r->end, r->cap - r->end, &got, name, err);
	r->end += got;
	if (s == DRG_END)
		r->eof = true;
	return s;
}

uint64_t drg__reader_file_offset(const struct reader *r, uint64_t at)
{
	if (r->packing == READER_PLAIN)
		return at;
	uint64_t file = 0;
	for (size_t i = 0; i < r->n_mark && r->mark[i].stream <= at; i++)
		file = r->mark[i].file;
	return file;
}

bool drg__reader_next_member(const struct reader *r, uint64_t at, uint64_t *next)
{
	for (size_t i = 0; i < r->n_mark; i++) {
		if (r->mark[i].stream >= at) {
			*next = r->mark[i].stream;
			return true;
		}
	}
	return false;
}
