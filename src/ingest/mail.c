/* mail.c - one message: its fields, its text, its bytes. */
#include "ingest/mail.h"

#include "ingest/charset.h"

/* The line from `at` on without its end; *next is where the following begins. */
static struct str line_at(struct str s, size_t at, size_t *next)
{
	const char *nl = at < s.n ? memchr(s.p + at, '\n', s.n - at) : NULL;
	size_t end = nl ? (size_t)(nl - s.p) : s.n;
	*next = nl ? end + 1 : s.n;
	return drg__str_sub(s, at, end > at && s.p[end - 1] == '\r' ? end - 1 : end);
}

/* Where the header that begins at `at` ends; *body: behind the empty line. */
static size_t header_end(struct str s, size_t at, size_t *body)
{
	size_t from = at;
	while (at < s.n && at - from < MAIL_HEADER) {
		size_t next;
		if (line_at(s, at, &next).n == 0) {
			*body = next;
			return at;
		}
		at = next;
	}
	*body = at;
	return at;
}

/* The value of a field, folded lines and all; empty when absent. */
static struct str field(struct str header, struct str name)
{
	size_t next;
	for (size_t at = 0; at < header.n; at = next) {
		struct str line = line_at(header, at, &next);
		if (line.n <= name.n || line.p[name.n] != ':' || !drg__str_istarts(line, name))
			continue;
		size_t end = next;
		while (end < header.n && (header.p[end] == ' ' || header.p[end] == '\t'))
			line_at(header, end, &end);
		return drg__str_trim(drg__str_sub(header, at + name.n + 1, end));
	}
	return drg__str("", 0);
}

/* A parameter of a field: charset="utf-8". */
static struct str parameter(struct str value, struct str name)
{
	for (size_t at = 0; (at = drg__str_find(value, STR(";"), at)) != SIZE_MAX;) {
		struct str rest = drg__str_trim(drg__str_sub(value, ++at, value.n));
		if (rest.n <= name.n || rest.p[name.n] != '=' || !drg__str_istarts(rest, name))
			continue;
		rest = drg__str_sub(rest, name.n + 1, rest.n);
		bool quoted = rest.n && rest.p[0] == '"';
		size_t from = quoted, end = from;
		while (end < rest.n && (quoted ? rest.p[end] != '"' : !strchr("; \t\r\n", rest.p[end]) && rest.p[end]))
			end++;
		return drg__str_sub(rest, from, end);
	}
	return drg__str("", 0);
}

/* ----------------------------------------------------------------- parts -- */

struct walk {
	struct str boundary[MAIL_DEPTH]; /* of the multiparts around, outermost first */
	uint32_t depth;
	struct mail_part *open; /* the part being read, NULL: to be passed over */
};

/* What a part's header opens: a multipart, a text, or nothing of use. */
static void open_part(struct walk *w, struct str header, struct mail *m)
{
	struct str type = field(header, STR("Content-Type"));
	w->open = NULL;
	if (drg__str_istarts(type, STR("multipart/"))) {
		struct str b = parameter(type, STR("boundary"));
		if (b.n && b.n <= 70 && w->depth < MAIL_DEPTH)
			w->boundary[w->depth++] = b;
		return;
	}
	struct mail_part *part = drg__str_istarts(type, STR("text/html")) ? &m->html : !type.n || drg__str_istarts(type, STR("text/plain")) ? &m->plain : NULL;
	if (!part || part->raw.p || drg__str_istarts(field(header, STR("Content-Disposition")), STR("attachment")))
		return;
	part->encoding = field(header, STR("Content-Transfer-Encoding"));
	part->charset = parameter(type, STR("charset"));
	w->open = part;
}

/* Does the line part two parts?  The depth it returns to; -1 if it does not. */
static int delimiter(const struct walk *w, struct str line, bool *last)
{
	if (!drg__str_starts(line, STR("--")))
		return -1;
	line = drg__str_sub(line, 2, line.n);
	for (uint32_t k = w->depth; k-- > 0;) {
		if (!drg__str_starts(line, w->boundary[k]))
			continue;
		struct str rest = drg__str_sub(line, w->boundary[k].n, line.n);
		*last = drg__str_starts(rest, STR("--"));
		if (*last || drg__str_trim(rest).n == 0)
			return (int)k;
	}
	return -1;
}

void drg__mail_parse(struct str message, struct mail *out)
{
	struct walk w = { .depth = 0 };
	size_t at, body;
	*out = (struct mail){ .subject = { "", 0 } };
	struct str header = drg__str_sub(message, 0, header_end(message, 0, &body));
	out->subject = field(header, STR("Subject"));
	out->from = field(header, STR("From"));
	out->date = field(header, STR("Date"));
	out->id = field(header, STR("Message-ID"));
	out->lang = field(header, STR("Content-Language"));
	open_part(&w, header, out);
	at = body;
	while (at < message.n) {
		size_t next;
		bool last;
		int k = delimiter(&w, line_at(message, at, &next), &last);
		if (k < 0) {
			at = next;
			continue;
		}
		if (w.open)
			w.open->raw = drg__str_sub(message, body, at);
		w.open = NULL;
		w.depth = (uint32_t)k + !last;
		if (!last) {
			size_t end = header_end(message, next, &body);
			open_part(&w, drg__str_sub(message, next, end), out);
			next = body;
		}
		at = next;
	}
	if (w.open)
		w.open->raw = drg__str_sub(message, body, message.n);
}

/* -------------------------------------------------------------- encodings -- */

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static int base64_digit(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52 : c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Quoted-printable; `word`: as in encoded words, where _ is a space.  A broken
 * escape stands as it is.  `src`: of raw[0]; rows may be NULL. */
static size_t unquote(struct str raw, bool word, char *out, struct map_builder *rows, uint64_t src)
{
	size_t n = 0;
	for (size_t i = 0; i < raw.n;) {
		size_t step = 1;
		char c = raw.p[i];
		bool whole = false, drop = false;
		if (c == '=' && i + 2 < raw.n && hex_digit(raw.p[i + 1]) >= 0 && hex_digit(raw.p[i + 2]) >= 0) {
			c = (char)(hex_digit(raw.p[i + 1]) << 4 | hex_digit(raw.p[i + 2]));
			step = 3;
			whole = true;
		} else if (c == '=' && !word) { /* a line goes on: "=", spaces, line end */
			size_t k = i + 1;
			while (k < raw.n && (raw.p[k] == ' ' || raw.p[k] == '\t' || raw.p[k] == '\r'))
				k++;
			drop = k >= raw.n || raw.p[k] == '\n';
			step = drop ? k + (k < raw.n) - i : 1;
		} else if (c == '_' && word) {
			c = ' ';
		}
		if (!drop) {
			if (rows)
				(whole ? drg__map_whole : drg__map_copied)(rows, n, src + i);
			out[n++] = c;
		}
		i += step;
	}
	return n;
}

/* Base64; what is no digit is passed over.  Mapped four digits at a time. */
static size_t unbase64(struct str raw, char *out, struct map_builder *rows, uint64_t src)
{
	uint32_t bits = 0, have = 0;
	size_t n = 0;
	for (size_t i = 0; i < raw.n; i++) {
		int d = base64_digit(raw.p[i]);
		if (d < 0)
			continue;
		if (have == 0 && rows)
			drg__map_whole(rows, n, src + i);
		bits = bits << 6 | (uint32_t)d;
		if (++have < 4)
			continue;
		out[n++] = (char)(bits >> 16);
		out[n++] = (char)(bits >> 8);
		out[n++] = (char)bits;
		bits = have = 0;
	}
	if (have >= 2)
		out[n++] = (char)(bits >> (have == 2 ? 4 : 10));
	if (have == 3)
		out[n++] = (char)(bits >> 2);
	return n;
}

struct str drg__mail_body(const struct mail_part *part, const char *message, struct arena *a, struct map_builder *rows)
{
	uint64_t src = (uint64_t)(part->raw.p - message);
	bool quoted = drg__str_ieq(part->encoding, STR("quoted-printable")), base64 = drg__str_ieq(part->encoding, STR("base64"));
	if (!quoted && !base64) {
		drg__map_copied(rows, 0, src);
		return part->raw;
	}
	char *out = drg__alloc(a, part->raw.n + 1, 1);
	return drg__str(out, quoted ? unquote(part->raw, false, out, rows, src) : unbase64(part->raw, out, rows, src));
}

/* An encoded word at s[0..): its bytes in UTF-8, its length in *len; false if it is none. */
static bool encoded_word(struct str s, struct arena *keep, struct arena scratch, struct str *out, size_t *len)
{
	size_t c = drg__str_find(s, STR("?"), 2), e = c == SIZE_MAX ? c : drg__str_find(s, STR("?"), c + 1);
	size_t end = e == SIZE_MAX ? e : drg__str_find(s, STR("?="), e + 1);
	if (end == SIZE_MAX || e != c + 2 || end > 400 || !strchr("bBqQ", s.p[c + 1]) || !s.p[c + 1])
		return false;
	struct str raw = drg__str_sub(s, e + 1, end);
	char *bytes = drg__alloc(&scratch, raw.n + 1, 1);
	size_t n = (s.p[c + 1] | 32) == 'b' ? unbase64(raw, bytes, NULL, 0) : unquote(raw, true, bytes, NULL, 0);
	struct charset_hint hint = { .transport = drg__str_sub(s, 2, c) };
	struct decoded d;
	drg__decode(drg__str(bytes, n), &hint, keep, scratch, &d);
	*out = drg__arena_str(keep, d.text);
	*len = end + 2;
	return true;
}

struct str drg__mail_words(struct str value, struct arena *keep, struct arena scratch)
{
	struct decoded d;
	struct charset_hint hint = { .markup = false };
	if (value.n > 4000)
		value.n = 4000;
	drg__decode(value, &hint, keep, scratch, &d);
	struct str s = d.text;
	char *out = drg__alloc(keep, s.n * 4 + 1, 1); /* a byte of windows-1252 is at most three of UTF-8 */
	size_t n = 0;
	bool gap = false, word = false; /* between two encoded words the space is none */
	for (size_t i = 0; i < s.n;) {
		struct str text;
		size_t len = 1;
		bool is_word = drg__str_starts(drg__str_sub(s, i, s.n), STR("=?")) && encoded_word(drg__str_sub(s, i, s.n), keep, scratch, &text, &len);
		if (!is_word && (unsigned char)s.p[i] <= ' ') {
			gap = n > 0;
			i++;
			continue;
		}
		if (gap && !(is_word && word))
			out[n++] = ' ';
		if (!is_word)
			out[n++] = s.p[i];
		for (size_t k = 0; is_word && k < text.n; k++)
			out[n++] = (unsigned char)text.p[k] < ' ' ? ' ' : text.p[k];
		gap = false;
		word = is_word;
		i += len;
	}
	return drg__str(out, n);
}

struct str drg__mail_sender(struct str from, struct arena *keep, struct arena scratch)
{
	struct str s = drg__mail_words(from, keep, scratch);
	size_t angle = drg__str_find(s, STR("<"), 0);
	struct str name = angle == SIZE_MAX ? s : drg__str_trim(drg__str_sub(s, 0, angle));
	while (name.n >= 2 && name.p[0] == '"' && name.p[name.n - 1] == '"')
		name = drg__str_trim(drg__str_sub(name, 1, name.n - 1));
	if (name.n || angle == SIZE_MAX)
		return name;
	size_t close = drg__str_find(s, STR(">"), angle);
	return drg__str_sub(s, angle + 1, close == SIZE_MAX ? s.n : close);
}
