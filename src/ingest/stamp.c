#include "ingest/stamp.h"

#include "base/utf8.h"

struct at {
	const char *p;
	uint32_t i, e;
};

static bool digit(const struct at *a, uint32_t i)
{
	return i < a->e && a->p[i] >= '0' && a->p[i] <= '9';
}

static bool upper(const struct at *a, uint32_t i)
{
	return i < a->e && a->p[i] >= 'A' && a->p[i] <= 'Z';
}

static uint32_t code_point(const struct at *a, int *len)
{
	*len = 1;
	return a->i < a->e ? drg__utf8_get(a->p + a->i, a->p + a->e, len) : 0;
}

static bool skip_blanks(struct at *a)
{
	uint32_t from = a->i;
	for (int len; a->i < a->e; a->i += (uint32_t)len) {
		uint32_t cp = code_point(a, &len);
		if (cp != ' ' && cp != '\t' && cp != '\n' && cp != 0xA0)
			break;
	}
	return a->i > from;
}

/* "18:52", "9.05", "17h40". */
static bool clock(struct at *a)
{
	uint32_t from = a->i, hours = 0;
	for (; a->i < from + 2 && digit(a, a->i); a->i++)
		hours = 10 * hours + (uint32_t)(a->p[a->i] - '0');
	if (a->i == from || hours > 23 || a->i >= a->e || !(a->p[a->i] == ':' || a->p[a->i] == '.' || a->p[a->i] == 'h'))
		return false;
	if (!digit(a, a->i + 1) || a->p[a->i + 1] > '5' || !digit(a, a->i + 2) || digit(a, a->i + 3))
		return false;
	a->i += 3;
	return true;
}

/* "am", "p.m." */
static void half_of_day(struct at *a)
{
	struct at b = *a;
	skip_blanks(&b);
	if (b.i + 2 > b.e || !(b.p[b.i] == 'a' || b.p[b.i] == 'p'))
		return;
	if (b.p[b.i + 1] == 'm' && !(b.i + 2 < b.e && drg__is_word_byte(b.p[b.i + 2])))
		a->i = b.i + 2;
	else if (b.i + 4 <= b.e && b.p[b.i + 1] == '.' && b.p[b.i + 2] == 'm' && b.p[b.i + 3] == '.')
		a->i = b.i + 4;
}

/* "GMT", "CEST" */
static void time_zone(struct at *a)
{
	struct at b = *a;
	uint32_t n = 0;
	skip_blanks(&b);
	while (n < 5 && upper(&b, b.i + n))
		n++;
	if ((n == 3 || n == 4) && !(b.i + n < b.e && drg__is_word_byte(b.p[b.i + n])))
		a->i = b.i + n;
}

uint32_t drg__stamp_end(const struct text *text, uint32_t s, uint32_t e)
{
	struct at a = { text->p, s, e };
	int len;
	if (!clock(&a))
		return s;
	half_of_day(&a);
	time_zone(&a);
	uint32_t end = a.i;
	bool apart = skip_blanks(&a);
	uint32_t cp = code_point(&a, &len);
	if (cp == '-' || cp == '|' || cp == ':' || cp == 0x2013 || cp == 0x2014) {
		end = a.i += (uint32_t)len;
		apart = skip_blanks(&a);
		cp = code_point(&a, &len);
	}
	if (a.i >= a.e)
		return end;
	bool opens = drg__is_upper(cp) || cp == '"' || cp == '\'' || cp == 0x2018 || cp == 0x201C;
	return apart && opens ? end : s;
}
