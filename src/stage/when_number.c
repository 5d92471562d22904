/* when_number.c - amounts in words and figures. */
#include "stage/when_parts.h"

struct words {
	const struct when_words *w;
	const struct view *v;
};

static struct str tok(const struct words *r, uint32_t i)
{
	return drg__view_tok(r->v, i);
}

static bool is(const struct words *r, uint32_t i, const char *word)
{
	return drg__str_ieq(tok(r, i), drg__str_c(word));
}

enum { NUMBER_MOST = 1000000000 };
#define MILLI_MOST (INT64_C(1000) * NUMBER_MOST)

/* "1,200" "2.5" "12": thousandths; false when it is none. */
static bool figures(struct str s, int64_t *milli)
{
	int64_t v = 0, scale = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ',' && i && !scale)
			continue;
		if (s.p[i] == '.' && i && !scale) {
			scale = 1000;
			continue;
		}
		if (s.p[i] < '0' || s.p[i] > '9' || v > MILLI_MOST)
			return false;
		if (scale == 1)
			continue; /* thousandths are fine enough */
		v = v * 10 + (s.p[i] - '0');
		scale /= scale ? 10 : 1;
	}
	*milli = v * (scale ? scale : 1000);
	return s.n > 0;
}

static bool vague_word(const struct words *r, uint32_t i)
{
	return is(r, i, "several") || is(r, i, "few") || is(r, i, "some") || is(r, i, "many") || is(r, i, "number");
}

/* Adds the word at i to *sum, which holds what `scale` words multiply. */
static bool number_word(const struct words *r, uint32_t i, int64_t *sum, int64_t *done)
{
	uint32_t row = drg__lex_find(r->w->pack, r->w->numbers, r->v, i, i + 1);
	if (row == NONE)
		return false;
	uint32_t kind = drg__lex_enum(r->w->pack, r->w->numbers, row, r->w->number_kind);
	int64_t value = (int64_t)drg__lex_u64(r->w->pack, r->w->numbers, row, r->w->number_value, 0);
	if (kind >= 3 || value > NUMBER_MOST)
		return false; /* a fraction */
	if (kind < 2) {
		*sum += value * 1000;
		return true;
	}
	if (*sum > MILLI_MOST / value)
		return false;
	*sum = (*sum ? *sum : 1000) * value;
	if (value >= 1000) {
		*done += *sum;
		*sum = 0;
	}
	return *done <= MILLI_MOST;
}

bool drg__when_number(const struct when_words *w, const struct view *v, uint32_t first, uint32_t end, struct amount *out)
{
	struct words r = { w, v };
	int64_t sum = 0, done = 0, half = 0, one;
	bool said = false;
	for (uint32_t i = first; i < end; i++) {
		struct str t = tok(&r, i);
		if (vague_word(&r, i)) {
			out->vague = true;
			return true;
		}
		if (i + 2 < end && is(&r, i + 1, "/") && is(&r, i, "1") && is(&r, i + 2, "2")) {
			half = 500;
			i += 2;
		} else if (is(&r, i, "half") || drg__str_eq(t, STR("\xC2\xBD"))) {
			half = 500;
		} else if (is(&r, i, "couple")) {
			sum = 2000;
			said = true;
		} else if (is(&r, i, "a") || is(&r, i, "an") || is(&r, i, "another")) {
			said |= i == first;
		} else if (figures(t, &one)) {
			sum += one;
			said = true;
		} else if (number_word(&r, i, &sum, &done)) {
			said = true;
		} else if (!(is(&r, i, "and") || is(&r, i, "-") || is(&r, i, "of") || is(&r, i, "the"))) {
			return false;
		}
	}
	if (said && sum + done == 0 && half == 0)
		sum = is(&r, first, "zero") || is(&r, first, "0") ? 0 : 1000; /* "a week" */
	if (said && half && sum + done == 0)
		sum = is(&r, first, "half") ? 0 : 1000; /* "a .. and a half", "half a .." */
	if (is(&r, first, "half"))
		sum = done = 0;
	out->milli = sum + done + half;
	return (said || half) && out->milli <= MILLI_MOST;
}
