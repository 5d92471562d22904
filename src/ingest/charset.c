#include "ingest/charset.h"

#include <iconv.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "doc/srcmap.h"

/* ---------------------------------------------------------------- labels -- */

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

int drg__charset_find(struct str label)
{
	while (label.n && blank(label.p[0]))
		label.p++, label.n--;
	while (label.n && blank(label.p[label.n - 1]))
		label.n--;
	if (label.n == 0 || label.n > 40)
		return -1;
	char z[41];
	for (size_t i = 0; i < label.n; i++)
		z[i] = fold(label.p[i]);
	z[label.n] = 0;
	size_t low = 0, high = drg__charset_labels;
	while (low < high) {
		size_t mid = (low + high) / 2;
		int c = strcmp(z, drg__charset_label[mid].label);
		if (c == 0)
			return memchr(z, 0, label.n) ? -1 : drg__charset_label[mid].row;
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return -1;
}

/* ---- the standard's prescan ("prescan a byte stream to determine its encoding") */

struct scan {
	const char *p, *end;
};

/* One attribute; false at the tag's end. Name and value are folded into the buffers. */
static bool attribute(struct scan *s, char name[24], char value[128])
{
	size_t n = 0, v = 0;
	while (s->p < s->end && (blank(*s->p) || *s->p == '/'))
		s->p++;
	if (s->p >= s->end || *s->p == '>')
		return false;
	for (; s->p < s->end && !(*s->p == '=' && n) && !blank(*s->p) && *s->p != '/' && *s->p != '>'; s->p++)
		if (n < 23)
			name[n++] = fold(*s->p);
	name[n] = 0;
	while (s->p < s->end && blank(*s->p))
		s->p++;
	value[0] = 0;
	if (s->p >= s->end || *s->p != '=')
		return true;
	s->p++;
	while (s->p < s->end && blank(*s->p))
		s->p++;
	if (s->p < s->end && (*s->p == '"' || *s->p == '\'')) {
		char quote = *s->p++;
		for (; s->p < s->end && *s->p != quote; s->p++)
			if (v < 127)
				value[v++] = fold(*s->p);
		if (s->p < s->end)
			s->p++;
		else
			v = 0; /* cut off: not a declaration */
	} else {
		for (; s->p < s->end && !blank(*s->p) && *s->p != '>'; s->p++)
			if (v < 127)
				value[v++] = fold(*s->p);
	}
	value[v] = 0;
	return true;
}

/* "extracting a character encoding from a meta element" */
static int from_content(const char *z)
{
	for (const char *p = z; (p = strstr(p, "charset")) != NULL;) {
		p += 7;
		while (blank(*p))
			p++;
		if (*p != '=')
			continue;
		p++;
		while (blank(*p))
			p++;
		size_t n;
		if (*p == '"' || *p == '\'') {
			const char *close = strchr(p + 1, *p);
			if (!close)
				return -1;
			p++;
			n = (size_t)(close - p);
		} else {
			n = strcspn(p, " \t\n\r\f;");
		}
		return drg__charset_find(drg__str(p, n));
	}
	return -1;
}

static int as_declared(int row)
{
	if (row == DRG__CHARSET_UTF16BE || row == DRG__CHARSET_UTF16LE)
		return DRG__CHARSET_UTF8;
	return row == DRG__CHARSET_X_USER_DEFINED ? DRG__CHARSET_WINDOWS_1252 : row;
}

static int from_meta(struct scan *s)
{
	char name[24], value[128];
	bool pragma = false, need_pragma = false, seen[3] = { 0 };
	int row = -2;
	while (attribute(s, name, value)) {
		if (!strcmp(name, "http-equiv") && !seen[0]) {
			seen[0] = true;
			pragma = !strcmp(value, "content-type");
		} else if (!strcmp(name, "content") && !seen[1]) {
			seen[1] = true;
			int c = from_content(value);
			if (c >= 0 && row == -2) {
				row = c;
				need_pragma = true;
			}
		} else if (!strcmp(name, "charset") && !seen[2]) {
			seen[2] = true;
			row = drg__charset_find(drg__str_c(value));
			need_pragma = false;
		}
	}
	if (row < 0 || (need_pragma && !pragma))
		return -1;
	return as_declared(row);
}

static int from_xml(struct str page)
{
	if (!drg__str_starts(page, STR("<?xml")))
		return -1;
	size_t end = drg__str_find(page, STR("?>"), 0);
	if (end == SIZE_MAX || end > 300)
		return -1;
	struct str decl = drg__str_sub(page, 0, end);
	size_t at = drg__str_find(decl, STR("encoding"), 0);
	if (at == SIZE_MAX)
		return -1;
	at += 8;
	while (at < end && (blank(decl.p[at]) || decl.p[at] == '='))
		at++;
	if (at >= end || (decl.p[at] != '"' && decl.p[at] != '\''))
		return -1;
	const char *from = decl.p + at + 1, *to = memchr(from, decl.p[at], end - at - 1);
	return to ? as_declared(drg__charset_find(drg__str(from, (size_t)(to - from)))) : -1;
}

int drg__charset_declared(struct str page)
{
	enum { LOOK = 8192 };
	if (page.n > LOOK)
		page.n = LOOK;
	struct scan s = { page.p, page.p + page.n };
	while (s.p < s.end && (s.p = memchr(s.p, '<', (size_t)(s.end - s.p))) != NULL) {
		struct str rest = { s.p, (size_t)(s.end - s.p) };
		if (drg__str_starts(rest, STR("<!--"))) {
			size_t e = drg__str_find(rest, STR("-->"), 2);
			if (e == SIZE_MAX)
				break;
			s.p += e + 3;
		} else if (rest.n > 5 && drg__str_istarts(rest, STR("<meta")) && (blank(rest.p[5]) || rest.p[5] == '/')) {
			s.p += 5;
			int row = from_meta(&s);
			if (row >= 0)
				return row;
		} else if (rest.n > 1 && (((rest.p[1] | 32) >= 'a' && (rest.p[1] | 32) <= 'z') ||
		                          (rest.p[1] == '/' && rest.n > 2 && (rest.p[2] | 32) >= 'a' && (rest.p[2] | 32) <= 'z'))) {
			char name[24], value[128];
			while (s.p < s.end && !blank(*s.p) && *s.p != '>')
				s.p++;
			while (attribute(&s, name, value))
				;
		} else if (rest.n > 1 && (rest.p[1] == '!' || rest.p[1] == '/' || rest.p[1] == '?')) {
			while (s.p < s.end && *s.p != '>')
				s.p++;
		} else {
			s.p++;
		}
	}
	return from_xml(page);
}

/* --------------------------------------------------------------- decoders -- */

/* Where a decoder writes: counts only while out is NULL, so that every decoder
 * runs twice and allocates exactly. */
struct sink {
	char *out;
	size_t n;
	struct map_builder *map;
	size_t bad;
	uint64_t first_bad;
};

static void copy(struct sink *k, const char *from, size_t n, uint64_t src)
{
	if (k->out && n) {
		drg__map_copied(k->map, k->n, src);
		memcpy(k->out + k->n, from, n);
	}
	k->n += n;
}

static void put(struct sink *k, uint32_t cp, uint64_t src)
{
	char b[4];
	int n = drg__utf8_put(cp, b);
	if (k->out) {
		drg__map_whole(k->map, k->n, src);
		memcpy(k->out + k->n, b, (size_t)n);
	}
	k->n += (size_t)n;
}

static void bad(struct sink *k, uint64_t src)
{
	if (k->bad++ == 0)
		k->first_bad = src;
	put(k, 0xFFFD, src);
}

static size_t ascii_run(struct str s, size_t i)
{
	size_t from = i;
	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	return i - from;
}

static void from_utf8(struct str raw, struct sink *k)
{
	for (size_t i = 0; i < raw.n;) {
		size_t ok = drg__utf8_valid_to(raw, i);
		copy(k, raw.p + i, ok - i, i);
		i = ok;
		if (i < raw.n) {
			int len;
			drg__utf8_get(raw.p + i, raw.p + raw.n, &len);
			bad(k, i);
			i += (size_t)len;
		}
	}
}

static void from_single(struct str raw, const uint16_t *high, struct sink *k)
{
	for (size_t i = 0; i < raw.n;) {
		size_t run = ascii_run(raw, i);
		copy(k, raw.p + i, run, i);
		i += run;
		for (; i < raw.n && (unsigned char)raw.p[i] >= 0x80; i++) {
			unsigned c = (unsigned char)raw.p[i] - 0x80u;
			uint32_t cp = high ? high[c] : 0xF780 + c; /* x-user-defined */
			if (cp == 0xFFFD)
				bad(k, i);
			else
				put(k, cp, i);
		}
	}
}

/* One row of the map per word: a row per character would cost more than the text. */
static void put_in_word(struct sink *k, uint32_t cp, uint64_t src, bool *in_word)
{
	char b[4];
	bool space = cp <= ' ';
	if (k->out && (space || !*in_word))
		drg__map_whole(k->map, k->n, src);
	*in_word = !space;
	int n = drg__utf8_put(cp, b);
	if (k->out)
		memcpy(k->out + k->n, b, (size_t)n);
	k->n += (size_t)n;
}

static void from_utf16(struct str raw, bool big, struct sink *k)
{
	const unsigned char *p = (const unsigned char *)raw.p;
	size_t i = 0;
	bool in_word = false;
	while (i + 1 < raw.n) {
		uint32_t u = big ? (uint32_t)p[i] << 8 | p[i + 1] : (uint32_t)p[i + 1] << 8 | p[i];
		size_t len = 2;
		if (u >= 0xD800 && u <= 0xDFFF) {
			uint32_t v = 0;
			if (u < 0xDC00 && i + 3 < raw.n)
				v = big ? (uint32_t)p[i + 2] << 8 | p[i + 3] : (uint32_t)p[i + 3] << 8 | p[i + 2];
			if (v >= 0xDC00 && v <= 0xDFFF) {
				u = 0x10000 + ((u - 0xD800) << 10) + (v - 0xDC00);
				len = 4;
			} else {
				if (k->bad++ == 0)
					k->first_bad = i;
				u = 0xFFFD;
			}
		}
		put_in_word(k, u, i, &in_word);
		i += len;
	}
	if (i < raw.n)
		bad(k, i);
}

/* The East Asian encodings through iconv, one character at a time: that keeps
 * the map exact, and these are rare in the material. */
static void from_iconv(struct str raw, int charset, struct sink *k)
{
	static const char *const name[] = { "GB18030", "BIG5-HKSCS", "EUC-JP-MS", "ISO-2022-JP", "CP932", "CP949" };
	iconv_t cd = iconv_open("UTF-32LE", name[charset - DRG__CHARSET_GB18030]);
	if (cd == (iconv_t)-1) { /* a C library without its tables: keep the ASCII */
		for (size_t i = 0; i < raw.n;) {
			size_t run = ascii_run(raw, i);
			copy(k, raw.p + i, run, i);
			i += run;
			if (i < raw.n)
				bad(k, i++);
		}
		return;
	}
	bool stateful = charset == DRG__CHARSET_ISO_2022_JP;
	for (size_t i = 0; i < raw.n;) {
		size_t run = stateful ? 0 : ascii_run(raw, i);
		if (run) {
			copy(k, raw.p + i, run, i);
			i += run;
			continue;
		}
		unsigned char u[16];
		char *in = (char *)(uintptr_t)(raw.p + i), *to = (char *)u;
		size_t in_left = raw.n - i, room = 4;
		if (in_left > 32)
			in_left = 32; /* one character and any escape sequences before it */
		char *before = in;
		iconv(cd, &in, &in_left, &to, &room);
		if (to == (char *)u && in == before) { /* two characters at once (Big5 88 62), or malformed */
			room = 8;
			iconv(cd, &in, &in_left, &to, &room);
		}
		for (unsigned char *q = u; q + 4 <= (unsigned char *)to; q += 4)
			put(k, (uint32_t)q[0] | (uint32_t)q[1] << 8 | (uint32_t)q[2] << 16, i);
		size_t used = (size_t)(in - before);
		if (used == 0) {
			bad(k, i);
			used = 1;
			/* The standard keeps an ASCII second byte for itself; a non-ASCII one goes with its lead. */
			if (!stateful && i + 1 < raw.n && (unsigned char)raw.p[i + 1] >= 0x80 && (unsigned char)raw.p[i] > 0x80)
				used = 2;
		}
		i += used;
	}
	iconv_close(cd);
}

static void run_decoder(int charset, struct str raw, struct sink *k)
{
	if (charset == DRG__CHARSET_UTF8)
		from_utf8(raw, k);
	else if (drg__charset_single[charset] >= 0)
		from_single(raw, drg__charset_high[drg__charset_single[charset]], k);
	else if (charset == DRG__CHARSET_UTF16BE || charset == DRG__CHARSET_UTF16LE)
		from_utf16(raw, charset == DRG__CHARSET_UTF16BE, k);
	else if (charset == DRG__CHARSET_X_USER_DEFINED)
		from_single(raw, NULL, k);
	else if (charset == DRG__CHARSET_REPLACEMENT) {
		if (raw.n)
			bad(k, 0);
	} else
		from_iconv(raw, charset, k);
}

void drg__decode_as(int charset, struct str raw, struct arena *keep, struct arena scratch, struct decoded *out)
{
	*out = (struct decoded){ .text = raw, .charset = charset };
	if (charset == DRG__CHARSET_UTF8 && drg__utf8_valid_to(raw, 0) == raw.n)
		return;
	/* Both may be asked from one pool; then the rows must not lie under the text. */
	struct map_builder map = { .a = scratch.pool == keep->pool ? keep : &scratch };
	struct sink k = { .map = &map };
	run_decoder(charset, raw, &k);
	char *text = drg__alloc(keep, k.n + 1, 1);
	size_t need = k.n;
	k = (struct sink){ .map = &map, .out = text };
	run_decoder(charset, raw, &k);
	out->text = drg__str(text, need);
	out->bad = k.bad;
	out->first_bad = k.first_bad;
	drg__map_finish(&map, need, raw.n, keep, &out->map);
}

/* ---------------------------------------------------------------- choice -- */

/* Valid multi-byte sequences and malformed stretches, in the first megabyte. */
static void census(struct str raw, size_t *good, size_t *wrong)
{
	*good = *wrong = 0;
	size_t end = raw.n < 1 << 20 ? raw.n : 1 << 20;
	for (size_t i = 0; i < end;) {
		i += ascii_run(raw, i);
		if (i >= end)
			break;
		int len;
		uint32_t cp = drg__utf8_get(raw.p + i, raw.p + raw.n, &len);
		if (cp == 0xFFFD && !(len == 3 && memcmp(raw.p + i, "\xEF\xBF\xBD", 3) == 0))
			++*wrong;
		else
			++*good;
		i += (size_t)len;
	}
}

/* UTF-16 without a mark: nearly every second byte of English is NUL. */
static int bare_utf16(struct str raw)
{
	size_t n = raw.n < 1024 ? raw.n & ~(size_t)1 : 1024, zero[2] = { 0, 0 };
	if (n < 16)
		return -1;
	for (size_t i = 0; i < n; i++)
		zero[i & 1] += raw.p[i] == 0;
	if (zero[1] > n / 2 * 7 / 10 && zero[0] < n / 20)
		return DRG__CHARSET_UTF16LE;
	if (zero[0] > n / 2 * 7 / 10 && zero[1] < n / 20)
		return DRG__CHARSET_UTF16BE;
	return -1;
}

void drg__decode(struct str raw, const struct charset_hint *hint, struct arena *keep, struct arena scratch, struct decoded *out)
{
	bool overruled = false;
	struct str label = { NULL, 0 };
	int charset = -1;
	size_t mark = 0;
	if (raw.n >= 3 && memcmp(raw.p, "\xEF\xBB\xBF", 3) == 0) {
		charset = DRG__CHARSET_UTF8;
		mark = hint->markup ? 3 : 0;
	} else if (raw.n >= 2 && memcmp(raw.p, "\xFE\xFF", 2) == 0) {
		charset = DRG__CHARSET_UTF16BE;
		mark = 2;
	} else if (raw.n >= 2 && memcmp(raw.p, "\xFF\xFE", 2) == 0) {
		charset = DRG__CHARSET_UTF16LE;
		mark = 2;
	} else if (hint->utf8_only) {
		charset = DRG__CHARSET_UTF8;
	} else {
		int said = drg__charset_find(hint->transport);
		if (said < 0 && hint->markup)
			said = drg__charset_declared(raw);
		size_t good, wrong;
		census(raw, &good, &wrong);
		bool valid = wrong == 0 && drg__utf8_valid_to(raw, 0) == raw.n;
		int wide = said < 0 ? bare_utf16(raw) : -1;
		if (wide >= 0)
			charset = wide;
		else if (valid && good && said != DRG__CHARSET_UTF16BE && said != DRG__CHARSET_UTF16LE)
			charset = DRG__CHARSET_UTF8;
		else if (said == DRG__CHARSET_UTF8 || (said < 0 && good >= wrong))
			charset = said == DRG__CHARSET_UTF8 && good == 0 && wrong ? DRG__CHARSET_WINDOWS_1252 : DRG__CHARSET_UTF8;
		else
			charset = said < 0 ? DRG__CHARSET_WINDOWS_1252 : said;
		overruled = said >= 0 && said != charset;
		if (overruled)
			label = drg__str_c(drg__charset_name[said]);
	}
	struct str body = drg__str_sub(raw, mark, raw.n);
	drg__decode_as(charset, body, keep, scratch, out);
	out->overruled = overruled;
	out->declared = label;
	if (mark) {
		if (out->map.n == 0)
			drg__map_identity(body.n, keep, &out->map);
		for (uint32_t i = 0; i < out->map.n; i++)
			out->map.src_at[i] += mark;
		out->first_bad += mark;
	}
}
