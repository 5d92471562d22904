#include "ingest/warc.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/err.h"

enum { HEAD_MAX = 64 << 10, RATIO = 200, RATIO_FREE = 1 << 20 };

/* -------------------------------------------------------------- headers -- */

/* The value of a header line in a block of lines; p == NULL if absent. */
static struct str header(struct str block, struct str name)
{
	while (block.p && block.n) {
		struct str line = drg__str_cut(&block, '\n');
		if (line.n > name.n && line.p[name.n] == ':' && drg__str_istarts(line, name))
			return drg__str_trim(drg__str_sub(line, name.n + 1, line.n));
	}
	return (struct str){ NULL, 0 };
}

/* Length of a block of header lines with the empty line after it; 0 if it does not end. */
static size_t head_length(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		const char *nl = memchr(s.p + i, '\n', s.n - i);
		if (!nl)
			return 0;
		i = (size_t)(nl - s.p);
		if (i + 1 < s.n && s.p[i + 1] == '\n')
			return i + 2;
		if (i + 2 < s.n && s.p[i + 1] == '\r' && s.p[i + 2] == '\n')
			return i + 3;
	}
	return 0;
}

static struct str until(struct str s, char c)
{
	const char *p = s.n ? memchr(s.p, c, s.n) : NULL;
	return p ? drg__str_trim(drg__str(s.p, (size_t)(p - s.p))) : s;
}

bool drg__http_parse(struct str bytes, struct http *out)
{
	*out = (struct http){ 0 };
	if (!drg__str_istarts(bytes, STR("HTTP/")))
		return false;
	size_t n = head_length(bytes);
	if (n == 0 || n > HEAD_MAX)
		return false;
	struct str head = drg__str_sub(bytes, 0, n), line = head;
	struct str first = drg__str_cut(&line, '\n');
	size_t sp = 0;
	while (sp < first.n && first.p[sp] != ' ')
		sp++;
	uint64_t status = 0;
	struct str code = drg__str_sub(first, sp < first.n ? sp + 1 : first.n, first.n);
	if (code.n >= 3)
		drg__str_u64(drg__str_sub(code, 0, 3), 999, &status);
	out->status = (int)status;
	out->body = drg__str_sub(bytes, n, bytes.n);
	out->type = header(head, STR("Content-Type"));
	out->encoding = header(head, STR("Content-Encoding"));
	out->transfer = header(head, STR("Transfer-Encoding"));
	for (size_t i = 0; i + 8 < out->type.n; i++) {
		if (!drg__str_istarts(drg__str_sub(out->type, i, out->type.n), STR("charset=")))
			continue;
		struct str c = until(drg__str_sub(out->type, i + 8, out->type.n), ';');
		while (c.n && (c.p[0] == '"' || c.p[0] == '\''))
			c = drg__str_sub(c, 1, c.n);
		while (c.n && (c.p[c.n - 1] == '"' || c.p[c.n - 1] == '\''))
			c.n--;
		out->charset = c;
		break;
	}
	out->type = until(out->type, ';');
	return true;
}

/* --------------------------------------------------------- body codings -- */

/* Undo chunked transfer coding in place; a body that is not chunked after all
 * (archives often store it undone) is left alone: false. */
static bool dechunk(struct str *body, char *to)
{
	size_t at = 0, n = 0;
	for (;;) {
		size_t size = 0, digits = 0;
		while (at < body->n && digits < 8) {
			char c = body->p[at];
			int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
			if (d < 0)
				break;
			size = size * 16 + (size_t)d;
			at++;
			digits++;
		}
		if (!digits)
			return false;
		while (at < body->n && body->p[at] != '\n')
			at++;
		if (at >= body->n)
			return false;
		at++;
		if (size == 0)
			break;
		if (size > body->n - at) /* cut short: what is there */
			size = body->n - at;
		memmove(to + n, body->p + at, size);
		n += size;
		at += size;
		if (at >= body->n)
			break;
		if (body->p[at] == '\r')
			at++;
		if (at < body->n && body->p[at] == '\n')
			at++;
	}
	*body = drg__str(to, n);
	return true;
}

/* Undo gzip or deflate content coding into malloc'ed memory. */
static drg_status inflate_body(struct str in, uint64_t max, char **out, size_t *n, const char **why)
{
	z_stream z = { 0 };
	if (inflateInit2(&z, 15 + 32) != Z_OK)
		return DRG_ENOMEM;
	size_t cap = in.n * 4 + 4096;
	char *buf = malloc(cap);
	drg_status s = buf ? DRG_OK : DRG_ENOMEM;
	z.next_in = (unsigned char *)(uintptr_t)in.p;
	z.avail_in = (unsigned)in.n;
	bool raw_tried = false;
	while (!s) {
		if (z.total_out == cap) {
			char *more = cap > max ? NULL : realloc(buf, cap * 2);
			if (!more) {
				s = cap > max ? DRG_ELIMIT : DRG_ENOMEM;
				*why = "is longer than allowed once unpacked";
				break;
			}
			buf = more;
			cap *= 2;
		}
		z.next_out = (unsigned char *)buf + z.total_out;
		z.avail_out = (unsigned)(cap - z.total_out);
		int k = inflate(&z, Z_NO_FLUSH);
		if (k == Z_DATA_ERROR && z.total_out == 0 && !raw_tried) { /* deflate without its wrapping */
			raw_tried = true;
			inflateReset2(&z, -15);
			z.next_in = (unsigned char *)(uintptr_t)in.p;
			z.avail_in = (unsigned)in.n;
			continue;
		}
		if (z.total_out > RATIO_FREE && z.total_out / RATIO > in.n) {
			s = DRG_ELIMIT;
			*why = "expands more than 200 times";
		} else if (k == Z_STREAM_END || (k == Z_BUF_ERROR && z.avail_out)) {
			break; /* the end, or cut short: what is there */
		} else if (k != Z_OK && k != Z_BUF_ERROR) {
			if (z.total_out)
				break;
			s = DRG_EFORMAT;
			*why = "has a damaged content coding";
		}
	}
	*n = z.total_out;
	inflateEnd(&z);
	if (!s && *n == 0) {
		s = DRG_EFORMAT;
		*why = "has a damaged content coding";
	}
	if (s)
		free(buf);
	else
		*out = buf;
	return s;
}

/* ---------------------------------------------------------------- records -- */

static drg_status bad_record(drg_status code, const char *name, uint64_t at, const char *why, drg_error *err)
{
	drg__fail(err, code, name, "record at byte %llu %s", (unsigned long long)at, why);
	drg__fail_at(err, at, 0);
	return code;
}

/* Drop the window up to the next place where a record may begin: the next
 * member of a packed file, or the next "WARC/" on a line of its own. */
static drg_status resync(struct reader *r, const char *name, drg_error *err)
{
	for (;;) {
		struct str w = drg__reader_window(r);
		uint64_t next;
		if (drg__reader_next_member(r, r->base + 1, &next) && next < r->base + w.n) {
			drg__reader_take(r, (size_t)(next - r->base));
			return DRG_OK;
		}
		if (r->packing == READER_PLAIN) {
			for (size_t i = 1; i + 5 < w.n; i++) {
				const char *hit = memchr(w.p + i, 'W', w.n - i);
				if (!hit)
					break;
				i = (size_t)(hit - w.p);
				if (w.n - i >= 7 && memcmp(hit, "WARC/1.", 7) == 0 && hit[-1] == '\n') {
					drg__reader_take(r, i);
					return DRG_OK;
				}
			}
		}
		size_t keep = w.n < 8 ? w.n : 8;
		drg__reader_take(r, w.n - keep);
		drg_status s = drg__reader_fill(r, name, err);
		if (s == DRG_END) {
			drg__reader_take(r, drg__reader_window(r).n);
			return s;
		}
		if (s)
			return s;
	}
}

/* Have n bytes in the window, or as many as there are. */
static drg_status want(struct reader *r, size_t n, const char *name, drg_error *err)
{
	while (r->end - r->begin < n) {
		drg_status s = drg__reader_fill(r, name, err);
		if (s)
			return s;
	}
	return DRG_OK;
}

static drg_status skip(struct reader *r, uint64_t n, const char *name, drg_error *err)
{
	while (n) {
		uint64_t have = r->end - r->begin;
		uint64_t k = have < n ? have : n;
		drg__reader_take(r, (size_t)k);
		n -= k;
		if (n) {
			drg_status s = drg__reader_fill(r, name, err);
			if (s)
				return s;
		}
	}
	return DRG_OK;
}

/* After damage in the packing: nothing of the window can be trusted up to the
 * member that comes next, which the next fill brings. */
static drg_status drop(struct reader *r, drg_status s)
{
	drg__reader_take(r, r->end - r->begin);
	return s;
}

static struct str bare_url(struct str u)
{
	if (u.n > 1 && u.p[0] == '<' && u.p[u.n - 1] == '>') /* wget's way */
		u = drg__str_sub(u, 1, u.n - 1);
	return u;
}

/* Is this block a page? Fills out; DRG_OK with *is_page. */
static drg_status page_of(struct str type, struct str block, struct str content_type, uint64_t max, const char *name, struct warc_page *out, bool *is_page, drg_error *err)
{
	struct http h = { .status = 200, .body = block, .type = until(content_type, ';') };
	*is_page = false;
	if (drg__str_ieq(type, STR("response")) && !drg__http_parse(block, &h))
		return DRG_OK; /* DNS answers and the like */
	bool html = drg__str_ieq(h.type, STR("text/html")) || drg__str_ieq(h.type, STR("application/xhtml+xml"));
	bool plain = drg__str_ieq(h.type, STR("text/plain"));
	if (h.type.n == 0) { /* unlabelled: look */
		struct str start = drg__str_trim(h.body.n > 512 ? drg__str_sub(h.body, 0, 512) : h.body);
		html = start.n && start.p[0] == '<';
	}
	if (h.status < 200 || h.status > 299 || !(html || plain) || h.body.n == 0)
		return DRG_OK;
	out->html = html;
	out->charset = h.charset;
	out->body = h.body;
	if (drg__str_ieq(h.transfer, STR("chunked")))
		dechunk(&out->body, (char *)(uintptr_t)out->body.p);
	bool packed = drg__str_ieq(h.encoding, STR("gzip")) || drg__str_ieq(h.encoding, STR("x-gzip")) || drg__str_ieq(h.encoding, STR("deflate"));
	if (h.encoding.n && !packed && !drg__str_ieq(h.encoding, STR("identity")) && !drg__str_ieq(h.encoding, STR("utf-8"))) {
		/* "br" and others: archives may label what they have already undone */
		bool text = out->body.n && (out->body.p[0] == '<' || out->body.p[0] == '\n' || out->body.p[0] == '\r' || out->body.p[0] == ' ');
		if (!text)
			return bad_record(DRG_EFORMAT, name, out->offset, "has a content coding that is not read (only gzip and deflate are)", err);
	}
	bool is_gzip = out->body.n > 2 && (unsigned char)out->body.p[0] == 0x1F && (unsigned char)out->body.p[1] == 0x8B;
	if (packed && (is_gzip || drg__str_ieq(h.encoding, STR("deflate"))) && out->body.p[0] != '<') {
		char *buf = NULL;
		size_t n = 0;
		const char *why = "cannot be unpacked";
		drg_status s = inflate_body(out->body, max, &buf, &n, &why);
		if (s == DRG_ENOMEM)
			return drg__fail(err, DRG_ENOMEM, name, "out of memory");
		if (s)
			return bad_record(s, name, out->offset, why, err);
		out->owned = buf;
		out->body = drg__str(buf, n);
	}
	*is_page = true;
	return DRG_OK;
}

drg_status drg__warc_next(struct reader *r, const char *name, uint64_t max, struct warc_page *out, drg_error *err)
{
	for (;;) {
		*out = (struct warc_page){ 0 };
		/* Records are parted by empty lines. */
		drg_status s = want(r, 8, name, err);
		if (s && s != DRG_END)
			return drop(r, s);
		struct str w = drg__reader_window(r);
		size_t blank = 0;
		while (blank < w.n && (w.p[blank] == '\r' || w.p[blank] == '\n'))
			blank++;
		drg__reader_take(r, blank);
		if (w.n == blank) {
			if (s == DRG_END)
				return DRG_END;
			continue;
		}
		if (blank && s == DRG_OK)
			continue;
		uint64_t at = drg__reader_file_offset(r, r->base);
		out->offset = at;
		w = drg__reader_window(r);
		if (!drg__str_starts(w, STR("WARC/"))) {
			s = resync(r, name, err);
			if (s && s != DRG_END)
				return drop(r, s);
			return bad_record(DRG_EFORMAT, name, at, "does not begin as a WARC record", err);
		}
		size_t head;
		while ((head = head_length(drg__reader_window(r))) == 0) {
			if (drg__reader_window(r).n > HEAD_MAX)
				break;
			s = drg__reader_fill(r, name, err);
			if (s == DRG_END)
				break;
			if (s)
				return drop(r, s);
		}
		if (head == 0 || head > HEAD_MAX) {
			bool ended = s == DRG_END;
			s = resync(r, name, err);
			if (s && s != DRG_END)
				return drop(r, s);
			return bad_record(DRG_EFORMAT, name, at, ended ? "is cut short" : "has headers without an end", err);
		}
		struct str block = drg__str_sub(drg__reader_window(r), 0, head);
		uint64_t length;
		if (!drg__str_u64(header(block, STR("Content-Length")), UINT64_MAX / 4, &length)) {
			s = resync(r, name, err);
			if (s && s != DRG_END)
				return drop(r, s);
			return bad_record(DRG_EFORMAT, name, at, "has no readable Content-Length", err);
		}
		struct str type = header(block, STR("WARC-Type"));
		bool wanted = drg__str_ieq(type, STR("response")) || drg__str_ieq(type, STR("resource"));
		if (!wanted || length > max) {
			drg__reader_take(r, head);
			s = skip(r, length, name, err);
			if (s == DRG_END)
				return bad_record(DRG_EFORMAT, name, at, "is cut short", err);
			if (s)
				return drop(r, s);
			if (wanted) {
				drg__fail(err, DRG_ELIMIT, name, "record at byte %llu is longer than %llu bytes", (unsigned long long)at, (unsigned long long)max);
				drg__fail_at(err, at, 0);
				return DRG_ELIMIT;
			}
			continue;
		}
		s = want(r, head + (size_t)length, name, err);
		if (s == DRG_END) {
			drop(r, s);
			return bad_record(DRG_EFORMAT, name, at, "is cut short", err);
		}
		if (s)
			return drop(r, s);
		w = drg__reader_window(r);
		block = drg__str_sub(w, 0, head);
		bool is_page;
		out->url = bare_url(header(block, STR("WARC-Target-URI")));
		out->id = header(block, STR("WARC-Record-ID"));
		s = page_of(header(block, STR("WARC-Type")), drg__str_sub(w, head, head + (size_t)length), header(block, STR("Content-Type")), max, name, out, &is_page, err);
		drg__reader_take(r, head + (size_t)length);
		if (s)
			return s;
		if (is_page)
			return DRG_OK;
	}
}
