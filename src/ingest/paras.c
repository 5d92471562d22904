#include "ingest/paras.h"

#include "base/utf8.h"

/* The next line from *at: its span without the line end. CR, LF, CRLF, FF, VT,
 * NEL, LS and PS all end a line, as Unicode (UAX 14, BK) says. */
static bool next_line(struct str s, size_t *at, struct span *line)
{
	if (*at >= s.n)
		return false;
	size_t i = *at;
	line->s = (uint32_t)i;
	for (; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		size_t len = 0;
		if (c == '\n' || c == '\f' || c == '\v')
			len = 1;
		else if (c == '\r')
			len = i + 1 < s.n && s.p[i + 1] == '\n' ? 2 : 1;
		else if (c == 0xC2 && i + 1 < s.n && (unsigned char)s.p[i + 1] == 0x85)
			len = 2;
		else if (c == 0xE2 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0x80 && ((unsigned char)s.p[i + 2] | 1) == 0xA9)
			len = 3;
		if (len) {
			line->e = (uint32_t)i;
			*at = i + len;
			return true;
		}
	}
	line->e = (uint32_t)i;
	*at = i;
	return true;
}

static struct span trim(struct str s, struct span a)
{
	int len;
	while (a.s < a.e && drg__is_space(drg__utf8_get(s.p + a.s, s.p + a.e, &len)))
		a.s += (uint32_t)len;
	while (a.s < a.e && drg__is_space(drg__utf8_before(s.p + a.s, s.p + a.e, &len)))
		a.e -= (uint32_t)len;
	return a;
}

/* Lines broken by a machine: of the lines directly followed by another, most
 * are long, none very long, and not all end a sentence. */
static bool wrapped(struct str s)
{
	size_t at = 0, followed = 0, full = 0, open_end = 0;
	struct span line, before = { 0, 0 };
	while (next_line(s, &at, &line)) {
		struct span t = trim(s, line);
		if (t.e > t.s && before.e > before.s) {
			size_t n = before.e - before.s;
			if (n > 120)
				return false;
			followed++;
			full += n >= 45;
			open_end += !strchr(".!?\"':;)", s.p[before.e - 1]);
		}
		before = t;
	}
	return followed >= 3 && full * 10 >= followed * 6 && open_end * 2 >= followed;
}

void drg__paras_of_text(struct str text, struct arena *keep, struct paras *out)
{
	VEC(struct span) v = { 0 };
	bool join = wrapped(text), open = false;
	size_t at = 0;
	struct span line;
	while (next_line(text, &at, &line)) {
		struct span t = trim(text, line);
		if (t.s == t.e) {
			open = false;
			continue;
		}
		/* In wrapped text an indented line begins a paragraph of its own. */
		if (join && open && t.s - line.s < 2)
			v.v[v.n - 1].e = t.e;
		else
			*PUSH(keep, &v) = t;
		open = true;
	}
	out->span = v.v;
	out->n = (uint32_t)v.n;
}
