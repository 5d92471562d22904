#include "stage/token.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "stage/token_words.h"

static bool ascii_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2019 || cp == '`' || cp == 0x2018 || cp == 0x02BC;
}

static bool hyphen(uint32_t cp)
{
	return cp == '-' || cp == 0x2010 || cp == 0x2011;
}

/* --------------------------------------------------------------- scanning -- */

struct row {
	struct span span;
	uint32_t para;
	uint8_t flags;
};

struct scan {
	const char *p;      /* text */
	uint32_t para, end; /* paragraph, its end */
	bool first, space;  /* of the paragraph; white space before */
	struct arena *a;
	VEC(struct row) rows;
};

static uint32_t at(const struct scan *z, uint32_t i, uint32_t e, int *len)
{
	*len = 0;
	return i < e ? drg__utf8_get(z->p + i, z->p + e, len) : 0;
}

/* Part of a word; the soft hyphen and the joiners are invisible inside one. */
static bool alnum(uint32_t cp)
{
	return drg__is_letter(cp) || drg__is_digit(cp) || cp == '_' || cp == 0xAD || cp == 0x200C || cp == 0x200D || cp == 0x2060;
}

static void emit(struct scan *z, uint32_t s, uint32_t e)
{
	if (s >= e)
		return;
	struct row *r = PUSH(z->a, &z->rows);
	*r = (struct row){ { s, e }, z->para, 0 };
	if (z->space)
		r->flags |= TOK_SPACE;
	if (z->first)
		r->flags |= TOK_PARA;
	z->first = z->space = false;
}

static struct str cut(const struct scan *z, uint32_t s, uint32_t e)
{
	return drg__str(z->p + s, e - s);
}

/* The word after i, past white space and opening marks, within the paragraph. */
static struct str next_word(const struct scan *z, uint32_t i)
{
	int len;
	uint32_t cp;
	for (int k = 0; k < 8 && i < z->end; k++, i += (uint32_t)len) {
		cp = at(z, i, z->end, &len);
		if (alnum(cp))
			break;
	}
	uint32_t s = i;
	for (int k = 0; k < 16 && i < z->end; k++, i += (uint32_t)len) {
		cp = at(z, i, z->end, &len);
		if (!alnum(cp))
			break;
	}
	return cut(z, s, i);
}

/* Does the stop at `dot` belong to the word [s, dot)? */
static bool keeps_stop(const struct scan *z, uint32_t s, uint32_t dot, bool dotted)
{
	struct str w = cut(z, s, dot);
	bool title = false, single = w.n == 1 && ascii_upper(w.p[0]);
	struct str next = next_word(z, dot + 1);
	if (dot + 1 < z->end && z->p[dot + 1] == '.' && (dot + 2 >= z->end || z->p[dot + 2] == '.'))
		return false; /* an ellipsis follows */
	if (drg__word_in(WORDS_NUMBER, w) && !(dotted || single)) {
		/* "No. 5", but "No." */
		if (next.n && next.p[0] >= '0' && next.p[0] <= '9')
			return true;
		if (w.n <= 3)
			return false;
	}
	if (!dotted && !single && !drg__is_abbreviation(w, &title))
		return false;
	if (next.n == 0)
		return false; /* the paragraph ends: the stop is the sentence's */
	if (title)
		return true;
	return !drg__opens_sentence(next) || (single && drg__str_eq(next, STR("I")));
}

/* Digits and separators from s on: a telephone number, a date?  Looks at most
 * 32 bytes ahead.  *to is where it ends. */
static bool digit_groups(const struct scan *z, uint32_t s, uint32_t e, uint32_t *to)
{
	uint32_t len[8] = { 0 }, val[8] = { 0 }, groups = 0, i = s;
	char sep = 0;
	for (; i < e && i - s < 32; i++) {
		char c = z->p[i];
		if (c >= '0' && c <= '9') {
			if (len[groups] < 9)
				val[groups] = val[groups] * 10 + (uint32_t)(c - '0');
			len[groups]++;
		} else if ((c == '-' || c == '/') && (!sep || sep == c) && len[groups] && groups < 7 && i + 1 < e && z->p[i + 1] >= '0' && z->p[i + 1] <= '9') {
			sep = c;
			groups++;
		} else {
			break;
		}
	}
	*to = i;
	if (!sep || i - s >= 32)
		return false;
	groups++;
	if (i < e && alnum((unsigned char)z->p[i]))
		return false;
	if (groups >= 3)
		return true;
	if (sep == '-')
		return len[1] == 4 && (len[0] == 3 || len[0] == 5);
	/* 9/11 and 5/18 are days; 1/2 and 19/20 are not */
	return val[0] >= 1 && val[0] <= 12 && val[1] <= 31 && !(val[0] < val[1] && (val[1] <= 5 || val[1] == 8));
}

/* Letters after an apostrophe at i: which clitic, if any?  Its end. */
static uint32_t clitic_end(const struct scan *z, uint32_t i, uint32_t e)
{
	int len;
	if (!apostrophe(at(z, i, e, &len)))
		return 0;
	uint32_t s = i + (uint32_t)len, k = s;
	while (k < e && k - s < 4 && drg__is_letter((unsigned char)z->p[k]) && (unsigned char)z->p[k] < 0x80)
		k++;
	at(z, k, e, &len);
	if (k < e && alnum(at(z, k, e, &len)))
		return 0;
	return drg__word_in(WORDS_CLITIC, cut(z, s, k)) ? k : 0;
}

static void split_joined(struct scan *z, uint32_t s, uint32_t e)
{
	uint32_t at = drg__word_joined(cut(z, s, e));
	emit(z, s, s + at);
	emit(z, s + at, e);
}

/* One word beginning at s with a letter or digit; emits it (and its clitics)
 * and returns where to go on. */
static uint32_t word(struct scan *z, uint32_t s, uint32_t e)
{
	uint32_t i = s, part = s, to; /* part: since the last hyphen */
	bool digits = true, letters = true, dotted = false, lone = true; /* lone: one letter since the last stop */
	uint32_t since = 0;           /* characters since the last stop */
	int len, len2;
	if (z->p[s] >= '0' && z->p[s] <= '9' && digit_groups(z, s, e, &to)) {
		emit(z, s, to);
		return to;
	}
	while (i < e) {
		uint32_t cp = at(z, i, e, &len), next = at(z, i + (uint32_t)len, e, &len2);
		if (drg__is_digit(cp)) {
			letters = lone = false;
			since++;
		} else if (alnum(cp)) {
			if (digits && i > s) {
				/* 35|mm 7:30|PM 2|p.m., but 4th 1990s 83N */
				uint32_t k = i;
				while (k < e && k - i < 9 && (unsigned char)z->p[k] < 0x80 && drg__is_letter((unsigned char)z->p[k]))
					k++;
				bool stop = k < e && k - i == 1 && z->p[k] == '.' && k + 1 < e && (z->p[k + 1] | 32) == 'm';
				int l3;
				if (stop || (drg__word_in(WORDS_UNIT, cut(z, i, k)) && !(k < e && alnum(at(z, k, e, &l3))) && !(k < e && (z->p[k] == '-' || apostrophe(at(z, k, e, &l3))))))
					break;
			}
			digits = false;
			since++;
			lone = lone && since == 1;
		} else if (cp == '.' && since) {
			uint32_t after = i + 1 + (uint32_t)len2;
			int l3;
			uint32_t third = at(z, after, e, &l3);
			if (digits && drg__is_digit(next)) {
				since = 0;
			} else if (letters && lone && drg__is_letter(next) && !drg__is_letter(third)) {
				dotted = true;
				since = 0;
			} else {
				break;
			}
		} else if ((cp == ',' || cp == ':') && digits && since && drg__is_digit(next)) {
			since = 0;
		} else if (apostrophe(cp) && cp != '`' && drg__is_letter(next)) {
			uint32_t k = clitic_end(z, i, e);
			if (k && !(digits && (next | 32) == 's' && z->p[i - 1] == '0'))
				break;
			bool t_last = (next | 32) == 't' && !alnum(at(z, i + (uint32_t)len + 1, e, &len2));
			if (t_last && i - s >= 2 && (z->p[i - 1] | 32) == 'n') {
				emit(z, s, i - 1);
				emit(z, i - 1, i + (uint32_t)len + 1);
				return i + (uint32_t)len + 1;
			}
			lone = false;
		} else if (hyphen(cp) && alnum(next) && i - part < 12 && drg__word_in(WORDS_PREFIX, cut(z, part, i))) {
			lone = false;
			part = i + (uint32_t)len;
		} else if (cp == '/' && i == s + 1 && letters && drg__is_letter(next) && i + 2 < e + 1 && !(i + 2 < e && alnum((unsigned char)z->p[i + 2]))) {
			lone = false; /* b/c w/o l/c */
		} else if (cp == '&' && letters && i - s <= 3 && drg__is_upper(next) && ascii_upper(z->p[i - 1])) {
			lone = false;
		} else {
			break;
		}
		i += (uint32_t)len;
	}
	if (i < e && z->p[i] == '.' && letters && keeps_stop(z, s, i, dotted)) {
		emit(z, s, i + 1);
		return i + 1;
	}
	split_joined(z, s, i);
	uint32_t k = clitic_end(z, i, e);
	if (k) {
		emit(z, i, k);
		return k;
	}
	return i;
}

/* A run of marks that stays whole: its end. */
static uint32_t run_end(const struct scan *z, uint32_t i, uint32_t e)
{
	int len, len2;
	uint32_t cp = at(z, i, e, &len), k = i + (uint32_t)len, c;
	switch (cp) {
	case '.': case 0x2026:
		while (k < e && ((c = at(z, k, e, &len2)) == '.' || c == 0x2026))
			k += (uint32_t)len2;
		return k;
	case '!': case '?':
		while (k < e && (z->p[k] == '!' || z->p[k] == '?'))
			k++;
		return k;
	case '\'': case '`': case ',':
		return k < e && z->p[k] == (char)cp ? k + 1 : k;
	case 0x2018: case 0x2019:
		return k < e && ((c = at(z, k, e, &len2)) == 0x2018 || c == 0x2019) ? k + (uint32_t)len2 : k;
	case '-': case '*': case '=': case '+': case '~': case '#': case '_': case '$': case '<': case '>': case 0x2013: case 0x2014:
		while (k < e && at(z, k, e, &len2) == cp)
			k += (uint32_t)len2;
		return k;
	default:
		return k;
	}
}

static void plain(struct scan *z, uint32_t s, uint32_t e)
{
	int len, len2;
	while (s < e) {
		uint32_t cp = at(z, s, e, &len), next = at(z, s + (uint32_t)len, e, &len2);
		if (alnum(cp) && cp != '_' && cp != 0xAD) {
			s = word(z, s, e);
			continue;
		}
		if (apostrophe(cp) && drg__is_letter(next) && cp != '`') {
			uint32_t k = s + (uint32_t)len, from = k;
			while (k < e && k - from < 8 && (unsigned char)z->p[k] < 0x80 && drg__is_letter((unsigned char)z->p[k]))
				k++;
			if (drg__word_in(WORDS_ELIDED, cut(z, from, k)) && !(k < e && alnum(at(z, k, e, &len2)))) {
				emit(z, s, k);
				s = k;
				continue;
			}
		}
		uint32_t k = run_end(z, s, e);
		if (cp == '+' && k == s + 1 && drg__is_digit(next) && (s == 0 || !alnum((unsigned char)z->p[s - 1]))) {
			while (k < e && drg__is_digit(at(z, k, e, &len2)))
				k += (uint32_t)len2;
		}
		emit(z, s, k);
		s = k;
	}
}

/* -------------------------------------------------------------- addresses -- */

static bool opening(uint32_t cp)
{
	return cp == '(' || cp == '[' || cp == '{' || cp == '<' || cp == '"' || cp == '\'' || cp == 0x201C || cp == 0x2018 || cp == 0xAB || cp == 0x201E;
}

static bool closing(uint32_t cp)
{
	return cp == '.' || cp == ',' || cp == ';' || cp == ':' || cp == '!' || cp == '?' || cp == ')' || cp == ']' || cp == '}' || cp == '>' || cp == '"' ||
	       cp == '\'' || cp == 0x201D || cp == 0x2019 || cp == 0xBB || cp == 0x2026;
}

/* user@host.tld, @handle, #tag, host.tld[/path], name.type: the whole of w? */
static bool address(struct str w)
{
	size_t ats = 0, at_pos = 0, last_dot = 0, dots = 0, slash = SIZE_MAX;
	bool letters = false, ellipsis = false, labels = w.n > 1 && w.p[0] >= 'a' && w.p[0] <= 'z'; /* labels: each long and lower case */
	for (size_t i = 0; i < w.n; i++) {
		unsigned char c = (unsigned char)w.p[i];
		if (c == '@') {
			ats++;
			at_pos = i;
		} else if (c == '.') {
			if (i + 1 < w.n && w.p[i + 1] == '.')
				ellipsis = true; /* dots between words, unless a masked address: ab...@x.com */
			else if (ats == 0 && slash == SIZE_MAX && (i < last_dot + 2 || i + 2 >= w.n || w.p[i + 1] < 'a' || w.p[i + 1] > 'z'))
				labels = false;
			if (slash == SIZE_MAX) {
				last_dot = i;
				dots++;
			}
		} else if (c == '/') {
			if (slash == SIZE_MAX)
				slash = i;
		} else if ((c | 32) >= 'a' && (c | 32) <= 'z') {
			letters = true;
		} else if (slash == SIZE_MAX && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '+' && !(c == '#' && i == 0)) {
			return false;
		}
	}
	if (!letters || w.n < 3 || (ellipsis && ats != 1))
		return false;
	if (labels && dots >= 2 && !ats)
		return true; /* example.group.name */
	if (ats == 1 && at_pos > 0)
		return slash == SIZE_MAX && at_pos + 1 < w.n && (!dots || last_dot + 2 < w.n);
	if (ats == 1 || w.p[0] == '#')
		return dots == 0 && slash == SIZE_MAX && (w.p[1] | 32) >= 'a' && (w.p[1] | 32) <= 'z' && (ats == 1) == (w.p[0] == '@');
	if (ats || !dots || last_dot == 0)
		return false;
	struct str host = drg__str_sub(w, 0, slash == SIZE_MAX ? w.n : slash);
	struct str ext = drg__str_sub(host, last_dot + 1, host.n);
	if (last_dot < 2)
		return false;
	/* "end.In" is a missing space: such short names only in lower case */
	bool small = ext.n && ext.p[0] >= 'a';
	return (drg__word_in(WORDS_TLD, ext) && (small || ext.n == 3) && (ext.n > 2 || slash != SIZE_MAX || dots > 1)) || (small && drg__word_in(WORDS_FILE_TYPE, ext));
}

static size_t url_at(struct str w)
{
	static const char *const scheme[] = { "http://", "https://", "www.", "ftp://" };
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < 4; i++) {
		size_t k = drg__str_find(w, drg__str_c(scheme[i]), 0);
		if (k < best && (k == 0 || !alnum((unsigned char)w.p[k - 1])))
			best = k;
	}
	return best;
}

/* One stretch without white space. */
static void chunk(struct scan *z, uint32_t s, uint32_t e)
{
	uint32_t a = s, b = e;
	int len;
	while (a < b && opening(at(z, a, b, &len)))
		a += (uint32_t)len;
	if (drg__word_emoticon(cut(z, s, e))) {
		emit(z, s, e);
		return;
	}
	while (b > a && closing(drg__utf8_before(z->p + a, z->p + b, &len)))
		b -= (uint32_t)len;
	if (b - a >= 4) {
		size_t k = url_at(cut(z, a, b));
		if (k != SIZE_MAX) {
			plain(z, s, a + (uint32_t)k);
			emit(z, a + (uint32_t)k, b);
			plain(z, b, e);
			return;
		}
	}
	if (b > a && address(cut(z, a, b))) {
		plain(z, s, a);
		emit(z, a, b);
		plain(z, b, e);
		return;
	}
	plain(z, s, e);
}

/* ------------------------------------------------------------------ rows -- */

static uint8_t char_flags(struct str w)
{
	uint8_t f = 0;
	for (size_t i = 0; i < w.n;) {
		int len;
		uint32_t cp = drg__utf8_get(w.p + i, w.p + w.n, &len);
		i += (size_t)len;
		if (drg__is_digit(cp))
			f |= TOK_NUM;
		else if (drg__is_letter(cp))
			f |= TOK_WORD;
		if ((f & (TOK_NUM | TOK_WORD)) == (TOK_NUM | TOK_WORD))
			break;
	}
	if (f)
		return f;
	int len;
	uint32_t cp = drg__utf8_get(w.p, w.p + w.n, &len);
	switch (cp) {
	case '"': case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0xAB: case 0xBB: case 0x2039: case 0x203A:
	case 0x2018: case 0x2019: case 0x201A: case 0x201B: case '\'': case '`': case 0xB4:
	case 0x300C: case 0x300D: case 0xFF02:
		return TOK_PUNCT | TOK_QUOTE;
	default:
		return TOK_PUNCT;
	}
}

void drg__tokenize(const struct text *text, const struct paras *paras, const struct zones *zones,
                   struct arena *keep, struct arena scratch, struct tokens *out)
{
	struct scan z = { .p = text->p, .a = &scratch };
	for (uint32_t p = 0; p < paras->n; p++) {
		uint32_t i = paras->span[p].s, e = paras->span[p].e;
		z.para = p;
		z.end = e;
		z.first = true;
		z.space = i > 0;
		while (i < e) {
			int len;
			uint32_t s = i;
			while (i < e && !drg__is_space(drg__utf8_get(z.p + i, z.p + e, &len)))
				i += (uint32_t)len;
			if (i > s)
				chunk(&z, s, i);
			while (i < e && drg__is_space(drg__utf8_get(z.p + i, z.p + e, &len))) {
				i += (uint32_t)len;
				z.space = true;
			}
		}
	}
	uint32_t n = out->n = (uint32_t)z.rows.n;
	out->span = drg__alloc_n(keep, n, sizeof *out->span, _Alignof(struct span));
	out->flags = drg__alloc_n(keep, n, 1, 1);
	out->shape = drg__alloc_n(keep, n, 1, 1);
	out->fold = drg__alloc_n(keep, n, sizeof *out->fold, _Alignof(uint64_t));
	out->para = drg__alloc_n(keep, n, sizeof *out->para, _Alignof(uint32_t));
	uint32_t zone = 0;
	for (uint32_t i = 0; i < n; i++) {
		struct row r = z.rows.v[i];
		struct str w = drg__str(text->p + r.span.s, r.span.e - r.span.s);
		out->span[i] = r.span;
		out->para[i] = r.para;
		out->flags[i] = r.flags | char_flags(w);
		out->shape[i] = (uint8_t)drg__shape(w);
		out->fold[i] = drg__fold_hash(w);
		while (zones && zone < zones->n && zones->span[zone].e <= r.span.s)
			zone++;
		if (zones && zone < zones->n && zones->span[zone].s <= r.span.s)
			out->flags[i] |= TOK_ZONE;
	}
}
