#include "stage/number.h"

/* What the lexicon says of a word; the order of its column `kind`. */
enum word { W_UNIT, W_TEN, W_HUNDRED, W_SCALE, W_PLURAL, W_SOME, W_COUPLE, W_ORDINAL, W_PART, W_NONE };

struct reader {
	const struct view *v;
	const struct hits *hits;
	const drg_pack *pack;
	uint32_t lex, col_kind, col_value, end;
};

static enum word word_at(const struct reader *r, uint32_t i, double *value)
{
	const struct hit *h = i < r->end ? drg__hit_at(r->hits, i, r->lex) : NULL;
	if (!h || h->end != i + 1)
		return W_NONE;
	*value = (double)drg__lex_u64(r->pack, r->lex, h->row, r->col_value, 0);
	return (enum word)drg__lex_enum(r->pack, r->lex, h->row, r->col_kind);
}

static bool is(const struct reader *r, uint32_t i, const char *z)
{
	return i < r->end && drg__str_ieq(drg__view_tok(r->v, i), drg__str_c(z));
}

static bool glued(const struct reader *r, uint32_t i)
{
	return i < r->end && !(r->v->flags[i] & TOK_SPACE);
}

static bool hyphen(const struct reader *r, uint32_t i)
{
	return is(r, i, "-") && glued(r, i) && glued(r, i + 1);
}

/* Digits with thousands commas and one decimal stop; `st nd rd th` at the end
 * makes an ordinal.  128 bits hold 38 digits; what a double cannot is rounded. */
static bool digits(struct str s, double *value, bool *ordinal, bool *rounded)
{
	unsigned __int128 whole = 0;
	double fraction = 0, place = 1;
	size_t i = 0, n_digits = 0, since_comma = 0;
	bool comma = false, point = false;
	*ordinal = *rounded = false;
	for (; i < s.n; i++) {
		char ch = s.p[i];
		if (ch >= '0' && ch <= '9') {
			if (point) {
				place *= 10;
				fraction = fraction * 10 + (ch - '0');
			} else if (++n_digits > 38) {
				return false; /* no count of anything */
			} else {
				whole = whole * 10 + (unsigned)(ch - '0');
			}
			since_comma++;
		} else if (ch == ',' && n_digits && !point && (!comma || since_comma == 3)) {
			comma = true;
			since_comma = 0;
		} else if (ch == '.' && n_digits && !point && (!comma || since_comma == 3)) {
			point = true;
		} else {
			break;
		}
	}
	if (!n_digits || (comma && !point && since_comma != 3))
		return false;
	struct str tail = drg__str_sub(s, i, s.n);
	*ordinal = !point && (drg__str_ieq(tail, STR("th")) || drg__str_ieq(tail, STR("st")) || drg__str_ieq(tail, STR("nd")) || drg__str_ieq(tail, STR("rd")));
	if (tail.n && !*ordinal)
		return false;
	*value = (double)whole;
	*rounded = (unsigned __int128)*value != whole;
	*value += fraction / place;
	return true;
}

/* "million", "m", "bn": what follows a number and multiplies it. */
static double scale_at(const struct reader *r, uint32_t i, bool after_digits)
{
	double v = 0;
	enum word w = word_at(r, i, &v);
	if (w == W_SCALE || w == W_HUNDRED)
		return v;
	if (after_digits && glued(r, i)) {
		if (is(r, i, "m"))
			return 1e6;
		if (is(r, i, "k"))
			return 1e3;
	}
	return 0;
}

/* The number being put together: `done` holds finished thousands, `open` what
 * still may be multiplied. */
struct sum {
	double done, open, scale;
	bool any, ordinal;
};

static double total(const struct sum *s)
{
	return s->done + s->open;
}

static bool fits(const struct sum *s, enum word w)
{
	long under = (long)(s->open < 1e6 ? s->open : 0) % 100;
	return !s->any || s->open == 0 || (w == W_TEN ? under == 0 : under == 0 || (under >= 20 && under % 10 == 0));
}

static bool add_word(struct sum *s, enum word w, double v)
{
	switch (w) {
	case W_UNIT: case W_TEN:
		if (!fits(s, w) || (w == W_UNIT && v >= 10 && (long)s->open % 100 != 0))
			return false;
		s->open += v;
		break;
	case W_ORDINAL:
		if (s->any && v >= 100)
			s->open *= v;
		else if (fits(s, v >= 20 ? W_TEN : W_UNIT))
			s->open += v;
		else
			return false;
		s->ordinal = true;
		break;
	case W_HUNDRED: case W_SCALE:
		if (!s->any)
			return false;
		if (v > 100 || w == W_SCALE) {
			s->done += s->open * v;
			s->open = 0;
		} else {
			s->open *= v;
		}
		s->scale = v;
		break;
	default:
		return false;
	}
	s->any = true;
	return true;
}

/* "two hundred and twelve", "forty-two", "a million and a half". */
static uint32_t cardinal(const struct reader *r, uint32_t i, struct sum *s)
{
	double v = 0;
	for (;;) {
		uint32_t at = i;
		if (s->any && (is(r, at, "and") || hyphen(r, at)))
			at++;
		enum word w = word_at(r, at, &v);
		if (at > i && is(r, i, "and")) {
			if (is(r, at, "a") && is(r, at + 1, "half")) {
				double unit = s->scale > 1 ? s->scale : 1;
				s->done += unit / 2;
				i = at + 2;
				/* "four and a half thousand" */
				double more = scale_at(r, i, false);
				if (more > 1 && s->scale <= 1) {
					*s = (struct sum){ .done = total(s) * more, .scale = more, .any = true };
					i++;
				}
				return i;
			}
			if ((w != W_UNIT && w != W_TEN) || s->scale < 100)
				return i;
		}
		if (w == W_NONE || !add_word(s, w, v))
			return i;
		i = at + 1;
		if (s->ordinal)
			return i;
	}
}

static bool from_digits(const struct reader *r, uint32_t i, struct number *out)
{
	bool ordinal, rounded;
	double v, w;
	bool o2, r2;
	if (!digits(drg__view_tok(r->v, i), &v, &ordinal, &rounded))
		return false;
	*out = (struct number){ .first = i, .value = v, .kind = ordinal ? NUM_ORDINAL : NUM_EXACT, .digits = true, .rounded = rounded, .scale = 1 };
	uint32_t at = i + 1;
	struct str s = drg__view_tok(r->v, i);
	/* "12 000" */
	while (!ordinal && s.n <= 3 && at < r->end && drg__view_tok(r->v, at).n == 3 && r->v->span[at].s == r->v->span[at - 1].e + 1 &&
	       digits(drg__view_tok(r->v, at), &w, &o2, &r2) && !o2) {
		out->value = out->value * 1000 + w;
		at++;
	}
	for (double k; !ordinal && (k = scale_at(r, at, true)) > 0; at++) {
		out->value *= k;
		out->scale = k;
	}
	out->end = at;
	return true;
}

/* "half a million", "three-quarters of a million", "a fifth", "two thirds". */
static bool share(const struct reader *r, uint32_t i, struct number *out)
{
	double n = 1, d;
	uint32_t at = i;
	if (word_at(r, at, &d) == W_UNIT && d >= 1 && d <= 9) {
		n = d;
		at++;
		if (hyphen(r, at))
			at++;
	} else if (is(r, at, "a") || is(r, at, "one")) {
		at++;
	}
	enum word w = word_at(r, at, &d);
	/* "a third" is a share before "of" alone: "a third hostage" is a place */
	if (!(w == W_PART || (w == W_ORDINAL && at > i && d >= 3 && d <= 20 && is(r, at + 1, "of"))))
		return false;
	if (n >= d && d > 0)
		return false;
	*out = (struct number){ .first = i, .end = at + 1, .value = n / d, .kind = NUM_SHARE, .scale = 1 };
	uint32_t k = at + 1;
	k += is(r, k, "of");
	k += is(r, k, "a");
	double scale = scale_at(r, k, false);
	if (scale > 0 && k > at + 1) {
		out->value *= scale;
		out->kind = NUM_EXACT;
		out->scale = scale;
		out->end = k + 1;
	}
	return true;
}

/* "dozens", "tens of thousands", "several hundred", "a couple of thousand". */
static bool vague(const struct reader *r, uint32_t i, struct number *out)
{
	double v, k;
	uint32_t at = i + is(r, i, "a");
	enum word w = word_at(r, at, &v);
	*out = (struct number){ .first = i, .end = at + 1, .value = NOT_STATED, .kind = NUM_VAGUE, .scale = 1 };
	if (w == W_PLURAL) {
		if ((is(r, at + 1, "of") || is(r, at + 1, "upon")) && word_at(r, at + 2, &k) == W_PLURAL)
			out->end = at + 3;
		return at == i;
	}
	if (w == W_COUPLE) {
		uint32_t next = at + 1 + is(r, at + 1, "of");
		out->value = 2;
		out->kind = NUM_ABOUT;
		if ((k = scale_at(r, next, false)) > 0) {
			out->value *= k;
			out->end = next + 1;
		}
		return at > i;
	}
	if (w == W_SOME && scale_at(r, at + 1, false) > 0) {
		out->end = at + 2;
		while (scale_at(r, out->end, false) > 0)
			out->end++;
		return true;
	}
	return false;
}

bool drg__number_at(const struct view *v, const struct hits *hits, const drg_pack *pack, uint32_t i, uint32_t end, struct number *out)
{
	struct reader r = { .v = v, .hits = hits, .pack = pack, .lex = drg__lex(pack, "numbers"), .end = end };
	if (r.lex == UINT32_MAX || i >= end)
		return false;
	r.col_kind = drg__lex_col(pack, r.lex, "kind");
	r.col_value = drg__lex_col(pack, r.lex, "value");
	if (v->flags[i] & TOK_NUM)
		return from_digits(&r, i, out);
	if (share(&r, i, out) || vague(&r, i, out))
		return true;
	struct sum s = { .scale = 1 };
	double value;
	uint32_t at = i;
	if (is(&r, i, "a") || is(&r, i, "an")) {
		enum word w = word_at(&r, i + 1, &value);
		if (w != W_HUNDRED && w != W_SCALE)
			return false;
		s = (struct sum){ .open = 1, .any = true, .scale = 1 };
		at++;
	}
	uint32_t stop = cardinal(&r, at, &s);
	if (stop == at)
		return false;
	*out = (struct number){ .first = i, .end = stop, .value = total(&s), .kind = s.ordinal ? NUM_ORDINAL : NUM_EXACT, .scale = s.scale };
	return true;
}
