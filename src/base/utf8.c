#include "base/utf8.h"

#include <utf8proc.h>

#include "base/hash.h"

uint32_t drg__utf8_get(const char *ptr, const char *end, int *len)
{
	const unsigned char *p = (const unsigned char *)ptr;
	size_t n = (size_t)(end - ptr);
	unsigned c = p[0];
	unsigned low = 0x80, high = 0xBF;
	int need;
	uint32_t cp;
	*len = 1;
	if (c < 0x80)
		return c;
	if (c >= 0xC2 && c <= 0xDF) {
		need = 1;
		cp = c & 0x1F;
	} else if (c >= 0xE0 && c <= 0xEF) {
		need = 2;
		cp = c & 0x0F;
		if (c == 0xE0)
			low = 0xA0;
		if (c == 0xED)
			high = 0x9F; /* no surrogates */
	} else if (c >= 0xF0 && c <= 0xF4) {
		need = 3;
		cp = c & 0x07;
		if (c == 0xF0)
			low = 0x90;
		if (c == 0xF4)
			high = 0x8F;
	} else {
		return 0xFFFD;
	}
	for (int i = 1; i <= need; i++) {
		if ((size_t)i >= n || p[i] < low || p[i] > high)
			return 0xFFFD;
		cp = cp << 6 | (p[i] & 0x3F);
		low = 0x80;
		high = 0xBF;
		*len = i + 1;
	}
	return cp;
}

int drg__utf8_put(uint32_t cp, char *out)
{
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = 0xFFFD;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

size_t drg__utf8_valid_to(struct str s, size_t from)
{
	size_t i = from;
	while (i < s.n) {
		/* Eight ASCII bytes at a time: most text is ASCII. */
		uint64_t w;
		if (s.n - i >= 8 && (memcpy(&w, s.p + i, 8), (w & UINT64_C(0x8080808080808080)) == 0)) {
			i += 8;
			continue;
		}
		int len;
		uint32_t cp = drg__utf8_get(s.p + i, s.p + s.n, &len);
		/* A real U+FFFD is three bytes EF BF BD; a malformed one is not. */
		if (cp == 0xFFFD && !(len == 3 && memcmp(s.p + i, "\xEF\xBF\xBD", 3) == 0))
			return i;
		i += (size_t)len;
	}
	return s.n;
}

size_t drg__utf8_count(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

uint32_t drg__utf8_before(const char *begin, const char *p, int *len)
{
	const char *q = p - 1;
	while (q > begin && ((unsigned char)*q & 0xC0) == 0x80 && p - q < 4)
		q--;
	return drg__utf8_get(q, p, len);
}

bool drg__is_letter(uint32_t cp)
{
	if (cp < 0x80)
		return (cp | 32) >= 'a' && (cp | 32) <= 'z';
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;
}

bool drg__is_upper(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z';
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
	return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool drg__is_lower(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'a' && cp <= 'z';
	return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_LL;
}

bool drg__is_digit(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= '0' && cp <= '9';
	return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_ND;
}

bool drg__is_space(uint32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= 9 && cp <= 13);
	if (cp == 0x200B || cp == 0xFEFF || cp == 0x85)
		return true;
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
	return c >= UTF8PROC_CATEGORY_ZS && c <= UTF8PROC_CATEGORY_ZP;
}

bool drg__is_punct(uint32_t cp)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
	return c >= UTF8PROC_CATEGORY_PC && c <= UTF8PROC_CATEGORY_PO;
}

bool drg__is_hostile(uint32_t cp)
{
	if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		return true;
	if (cp < 0x300)
		return cp == 0xAD;
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_CF: /* format: bidi, zero-width, tags */
	case UTF8PROC_CATEGORY_CN: /* unassigned, non-characters */
	case UTF8PROC_CATEGORY_CO: /* private use */
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return cp == 0x115F || cp == 0x1160 || cp == 0x3164 || cp == 0xFFA0; /* blank letters */
	}
}

uint32_t drg__lower(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

static uint32_t fold_mark(uint32_t cp)
{
	switch (cp) {
	case 0x2018: case 0x2019: case 0x201A: case 0x201B: case 0x2039: case 0x203A: case 0x02BC: case '`': case 0xB4:
		return '\'';
	case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0xAB: case 0xBB:
		return '"';
	case 0x2010: case 0x2011: case 0x2012: case 0x2013:
		return '-';
	default:
		return cp;
	}
}

size_t drg__fold(struct str word, char *out, size_t room)
{
	size_t n = 0;
	for (size_t i = 0; i < word.n;) {
		int len;
		uint32_t cp = drg__utf8_get(word.p + i, word.p + word.n, &len);
		i += (size_t)len;
		utf8proc_int32_t part[8] = { (utf8proc_int32_t)cp };
		int parts = 1, klass = 0;
		if (cp >= 0xC0) {
			parts = (int)utf8proc_decompose_char((utf8proc_int32_t)cp, part, 8, UTF8PROC_DECOMPOSE, &klass);
			if (parts < 1 || parts > 8) {
				part[0] = (utf8proc_int32_t)cp;
				parts = 1;
			}
		}
		for (int k = 0; k < parts; k++) {
			if (part[k] >= 0x300 && utf8proc_category(part[k]) == UTF8PROC_CATEGORY_MN)
				continue;
			char b[4];
			int m = drg__utf8_put(drg__lower(fold_mark((uint32_t)part[k])), b);
			if (room - n < (size_t)m)
				return n;
			memcpy(out + n, b, (size_t)m);
			n += (size_t)m;
		}
	}
	return n;
}

uint64_t drg__fold_hash(struct str word)
{
	char b[512];
	size_t n = drg__fold(word, b, sizeof b);
	uint64_t h = drg__hash(drg__str(b, n));
	return n + 4 > sizeof b ? h ^ word.n : h;
}

static bool starts(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

void drg__utf8_pos_init(struct utf8_pos *p, struct str s, uint32_t *marks)
{
	uint32_t cp = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (i % 256 == 0)
			marks[i / 256] = cp;
		cp += starts(s.p[i]);
	}
	if (s.n % 256 == 0)
		marks[s.n / 256] = cp;
	*p = (struct utf8_pos){ s, marks };
}

size_t drg__utf8_pos_cp(const struct utf8_pos *p, size_t byte)
{
	if (byte > p->s.n)
		byte = p->s.n;
	size_t i = byte / 256, cp = p->marks[i];
	for (i *= 256; i < byte; i++)
		cp += starts(p->s.p[i]);
	return cp;
}

size_t drg__utf8_pos_byte(const struct utf8_pos *p, size_t cp)
{
	size_t low = 0, high = p->s.n / 256; /* last mark with marks[low] <= cp */
	while (low < high) {
		size_t mid = (low + high + 1) / 2;
		if (p->marks[mid] <= cp)
			low = mid;
		else
			high = mid - 1;
	}
	size_t seen = p->marks[low], i = low * 256;
	/* marks count characters begun before the mark: the character at `cp` begins at or after it */
	for (; i < p->s.n; i++) {
		if (starts(p->s.p[i])) {
			if (seen == cp)
				return i;
			seen++;
		}
	}
	return p->s.n;
}
