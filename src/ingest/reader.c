#include "ingest/reader.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/err.h"
#include "base/io.h"

enum { FIRST = 64 << 10 };

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
	free(r->buf);
	*r = (struct reader){ .fd = -1 };
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
			return drg__fail(err, DRG_ENOMEM, name, "out of memory");
		r->buf = more;
		r->cap = cap;
	}
	size_t room = r->cap - r->end;
	if (r->fd < 0) {
		size_t n = r->memory.n < room ? r->memory.n : room;
		if (n)
			memcpy(r->buf + r->end, r->memory.p, n);
		r->memory.p += n;
		r->memory.n -= n;
		r->end += n;
		r->done += n;
		r->eof = n == 0;
	} else {
		ptrdiff_t n = drg__read_fd(r->fd, r->buf + r->end, room);
		if (n < 0) {
			r->eof = true;
			drg__fail(err, DRG_EIO, name, "cannot read: %s", strerror(errno));
			drg__fail_at(err, r->base + (r->end - r->begin), 0);
			return DRG_EIO;
		}
		r->end += (size_t)n;
		r->done += (uint64_t)n;
		r->eof = n == 0;
	}
	return r->eof ? DRG_END : DRG_OK;
}
