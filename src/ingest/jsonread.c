#include "ingest/jsonread.h"

#include "base/utf8.h"

/* What may come next. */
enum { VALUE, FIRST_VALUE_OR_CLOSE, KEY, FIRST_KEY_OR_CLOSE, COLON, COMMA_OR_CLOSE, NOTHING, BROKEN };

void drg__json_begin(struct json *j, struct str s, bool lenient)
{
	memset(j, 0, sizeof *j);
	j->s = s;
	j->lenient = lenient;
	j->expect = VALUE;
}

static enum json_token broken(struct json *j, const char *why)
{
	j->why = why;
	j->expect = BROKEN;
	return JSON_BAD;
}

static bool in_object(const struct json *j)
{
	uint32_t d = j->depth - 1;
	return j->is_object[d / 8] >> (d % 8) & 1;
}

static void skip_space(struct json *j)
{
	for (; j->at < j->s.n; j->at++) {
		char c = j->s.p[j->at];
		if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
			continue;
		if (!j->lenient)
			return;
		struct str rest = drg__str_sub(j->s, j->at, j->s.n);
		if (drg__str_starts(rest, STR("/*"))) {
			size_t e = drg__str_find(rest, STR("*/"), 2);
			j->at += e == SIZE_MAX ? rest.n - 1 : e + 1;
		} else if (drg__str_starts(rest, STR("\xEF\xBB\xBF")) || drg__str_starts(rest, STR("\xC2\xA0"))) {
			j->at += rest.p[0] == '\xEF' ? 2 : 1;
		} else {
			return;
		}
	}
}

static void value_done(struct json *j)
{
	j->expect = j->depth ? COMMA_OR_CLOSE : NOTHING;
}

static bool hex4(const char *p)
{
	for (int i = 0; i < 4; i++)
		if (!((p[i] >= '0' && p[i] <= '9') || ((p[i] | 32) >= 'a' && (p[i] | 32) <= 'f')))
			return false;
	return true;
}

/* j->at stands on the opening quote. */
static bool string(struct json *j)
{
	size_t from = ++j->at;
	const char *p = j->s.p;
	for (; j->at < j->s.n; j->at++) {
		unsigned char c = (unsigned char)p[j->at];
		if (c == '"') {
			j->raw = drg__str_sub(j->s, from, j->at++);
			return true;
		}
		if (c == '\\') {
			size_t left = j->s.n - j->at;
			char e = left > 1 ? p[j->at + 1] : 0;
			if (e == 'u' && left >= 6 && hex4(p + j->at + 2))
				j->at += 5;
			else if (left > 1 && ((e && strchr("\"\\/bfnrt", e)) || j->lenient))
				j->at += 1;
			else
				return broken(j, "bad escape in a string"), false;
		} else if (c < 0x20 && !j->lenient) {
			return broken(j, "control character in a string"), false;
		}
	}
	return broken(j, "string without an end"), false;
}

static size_t digits(struct json *j)
{
	size_t from = j->at;
	while (j->at < j->s.n && j->s.p[j->at] >= '0' && j->s.p[j->at] <= '9')
		j->at++;
	return j->at - from;
}

static char peek(const struct json *j)
{
	return j->at < j->s.n ? j->s.p[j->at] : 0;
}

static bool number(struct json *j)
{
	size_t from = j->at;
	if (peek(j) == '-')
		j->at++;
	bool zero = peek(j) == '0';
	size_t n = digits(j);
	if (n == 0 || (zero && n > 1 && !j->lenient))
		return broken(j, "bad number"), false;
	if (peek(j) == '.') {
		j->at++;
		if (!digits(j))
			return broken(j, "bad number"), false;
	}
	if ((peek(j) | 32) == 'e') {
		j->at++;
		if (peek(j) == '+' || peek(j) == '-')
			j->at++;
		if (!digits(j))
			return broken(j, "bad number"), false;
	}
	j->raw = drg__str_sub(j->s, from, j->at);
	return true;
}

static enum json_token word(struct json *j, struct str w, enum json_token t)
{
	if (!drg__str_starts(drg__str_sub(j->s, j->at, j->s.n), w))
		return broken(j, "unknown word");
	j->at += w.n;
	value_done(j);
	return t;
}

static enum json_token open(struct json *j, bool object)
{
	if (j->depth == JSON_DEPTH)
		return broken(j, "nested too deeply");
	uint32_t d = j->depth++;
	j->is_object[d / 8] = (uint8_t)((j->is_object[d / 8] & ~(1u << d % 8)) | (unsigned)object << d % 8);
	j->at++;
	j->expect = object ? FIRST_KEY_OR_CLOSE : FIRST_VALUE_OR_CLOSE;
	return object ? JSON_OBJECT : JSON_ARRAY;
}

static enum json_token close(struct json *j)
{
	bool object = in_object(j);
	j->at++;
	j->depth--;
	value_done(j);
	return object ? JSON_OBJECT_END : JSON_ARRAY_END;
}

static enum json_token value(struct json *j)
{
	switch (peek(j)) {
	case '{':
		return open(j, true);
	case '[':
		return open(j, false);
	case '"':
		if (!string(j))
			return JSON_BAD;
		value_done(j);
		return JSON_STRING;
	case 't':
		return word(j, STR("true"), JSON_TRUE);
	case 'f':
		return word(j, STR("false"), JSON_FALSE);
	case 'n':
		return word(j, STR("null"), JSON_NULL);
	default:
		if (!number(j))
			return broken(j, "a value was expected");
		value_done(j);
		return JSON_NUMBER;
	}
}

enum json_token drg__json_next(struct json *j)
{
	for (;;) {
		if (j->expect == BROKEN)
			return JSON_BAD;
		skip_space(j);
		char c = peek(j);
		if (j->expect == NOTHING) {
			if (j->at < j->s.n && !j->lenient)
				return broken(j, "something follows the value");
			return JSON_END;
		}
		if (j->at >= j->s.n)
			return broken(j, "ends too early");
		switch (j->expect) {
		case FIRST_VALUE_OR_CLOSE:
			if (c == ']')
				return close(j);
			return value(j);
		case VALUE:
			if (j->lenient && c == ']' && j->depth && !in_object(j))
				return close(j); /* a stray comma before it */
			return value(j);
		case FIRST_KEY_OR_CLOSE:
		case KEY:
			if (c == '}' && (j->expect == FIRST_KEY_OR_CLOSE || j->lenient))
				return close(j);
			if (c != '"')
				return broken(j, "a key was expected");
			if (!string(j))
				return JSON_BAD;
			j->expect = COLON;
			return JSON_KEY;
		case COLON:
			if (c != ':')
				return broken(j, "a colon was expected");
			j->at++;
			j->expect = VALUE;
			break;
		case COMMA_OR_CLOSE:
			if (c == (in_object(j) ? '}' : ']'))
				return close(j);
			if (c != ',')
				return broken(j, "a comma was expected");
			j->at++;
			j->expect = in_object(j) ? KEY : VALUE;
			break;
		default:
			return broken(j, "internal");
		}
	}
}

enum json_token drg__json_skip(struct json *j, enum json_token t)
{
	if (t != JSON_OBJECT && t != JSON_ARRAY)
		return t;
	uint32_t until = j->depth - 1;
	while (j->depth > until)
		if ((t = drg__json_next(j)) == JSON_BAD)
			return t;
	return t;
}

static uint32_t hex_value(const char *p)
{
	uint32_t v = 0;
	for (int i = 0; i < 4; i++)
		v = v << 4 | (uint32_t)(p[i] <= '9' ? p[i] - '0' : (p[i] | 32) - 'a' + 10);
	return v;
}

/* The character of the escape at p (p[0] == '\\'); its length in *used. */
static uint32_t escape(const char *p, const char *end, size_t *used)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	*used = 2;
	if (end - p < 2) {
		*used = 1;
		return '\\';
	}
	if (p[1] != 'u') {
		const char *k = p[1] ? strchr(from, p[1]) : NULL;
		return k ? (uint32_t)to[k - from] : (uint32_t)(unsigned char)p[1] < 0x80 ? (uint32_t)p[1] : (*used = 1, (uint32_t)'\\');
	}
	if (end - p < 6 || !hex4(p + 2)) /* lenient only */
		return 'u';
	*used = 6;
	uint32_t u = hex_value(p + 2);
	if (u >= 0xD800 && u < 0xDC00 && end - p >= 12 && p[6] == '\\' && p[7] == 'u' && hex4(p + 8)) {
		uint32_t v = hex_value(p + 8);
		if (v >= 0xDC00 && v <= 0xDFFF) {
			*used = 12;
			return 0x10000 + ((u - 0xD800) << 10) + (v - 0xDC00);
		}
	}
	return u >= 0xD800 && u <= 0xDFFF ? 0xFFFFFFFFu : u;
}

struct str drg__json_string(struct str raw, struct arena *keep, struct map_builder *rows, uint64_t base, size_t *bad)
{
	size_t wrong = 0;
	bool plain = !raw.n || !memchr(raw.p, '\\', raw.n);
	if (plain && drg__utf8_valid_to(raw, 0) == raw.n) {
		if (rows)
			drg__map_copied(rows, 0, base);
		return raw;
	}
	/* A malformed byte grows to three; nothing else grows. */
	size_t grow = 0;
	for (size_t i = 0; i < raw.n; i++)
		grow += (unsigned char)raw.p[i] >= 0x80 ? 2 : 0;
	char *out = drg__alloc(keep, raw.n + grow + 1, 1);
	size_t n = 0;
	const char *end = raw.p + raw.n;
	for (size_t i = 0; i < raw.n;) {
		if (raw.p[i] == '\\') {
			size_t used;
			uint32_t cp = escape(raw.p + i, end, &used);
			if (cp == 0xFFFFFFFFu) {
				cp = 0xFFFD;
				wrong++;
			}
			if (rows)
				drg__map_whole(rows, n, base + i);
			n += (size_t)drg__utf8_put(cp, out + n);
			i += used;
			continue;
		}
		const char *stop = memchr(raw.p + i, '\\', raw.n - i);
		struct str part = { raw.p + i, stop ? (size_t)(stop - raw.p) - i : raw.n - i };
		size_t ok = drg__utf8_valid_to(part, 0);
		if (ok) {
			if (rows)
				drg__map_copied(rows, n, base + i);
			memcpy(out + n, part.p, ok);
			n += ok;
			i += ok;
		}
		if (ok < part.n) {
			int len;
			drg__utf8_get(part.p + ok, part.p + part.n, &len);
			if (rows)
				drg__map_whole(rows, n, base + i);
			n += (size_t)drg__utf8_put(0xFFFD, out + n);
			i += (size_t)len;
			wrong++;
		}
	}
	if (bad)
		*bad += wrong;
	return drg__str(out, n);
}
