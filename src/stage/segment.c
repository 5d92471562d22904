#include "stage/segment.h"

#include "base/utf8.h"
#include "stage/token.h"

enum mark { NOT_MARK, STOP, QUERY, DOTS, CLOSER, OPENER, EITHER, BULLET };

/* What a token of punctuation can be; EITHER marks (straight quotes) are told
 * apart by the white space around them. */
static enum mark mark_of(struct str w)
{
	int len;
	uint32_t cp = drg__utf8_get(w.p, w.p + w.n, &len);
	bool single = (size_t)len == w.n;
	switch (cp) {
	case '.':
		return single ? STOP : DOTS;
	case 0x2026:
		return DOTS;
	case '!': case '?': case 0x3002: case 0x061F: case 0x06D4: case 0x0964:
		return QUERY;
	case ')': case ']': case '}': case 0x201D: case 0xBB: case 0x203A:
		return CLOSER;
	case '(': case '[': case '{': case 0x201C: case 0x201E: case 0xAB: case 0x2018: case 0x201A: case 0x2039:
		return OPENER;
	case '`':
		return OPENER;
	case '"': case '\'': case 0x2019:
		return EITHER;
	case 0x2022: case 0x25CF: case 0x25AA: case '*': case 0xB7:
		return BULLET;
	default:
		return NOT_MARK;
	}
}

static enum mark mark_at(const struct text *text, const struct tokens *tok, uint32_t i)
{
	return tok->flags[i] & TOK_PUNCT ? mark_of(drg__tok(text, tok, i)) : NOT_MARK;
}

/* Hangs on what stands before it. */
static bool closes(const struct tokens *tok, uint32_t i, enum mark m)
{
	return m == CLOSER || (m == EITHER && !(tok->flags[i] & TOK_SPACE));
}

static bool says(struct str w)
{
	static const char *const verb[] = { "said", "says", "asked", "asks", "added", "told", "wrote", "replied", "tweeted", "demanded", "wondered", "cried", "shouted", "exclaimed" };
	for (size_t i = 0; i < sizeof verb / sizeof *verb; i++)
		if (drg__str_eq(w, drg__str_c(verb[i])))
			return true;
	return false;
}

/* "Why?" Lena Ort asked: a name of at most four words, then a verb of saying,
 * or such a verb at once. */
static bool speaker_follows(const struct text *text, const struct tokens *tok, uint32_t i)
{
	for (uint32_t k = 0; k < 6 && i + k < tok->n && tok->para[i + k] == tok->para[i]; k++) {
		struct str w = drg__tok(text, tok, i + k);
		if (says(w))
			return true;
		if (!(tok->flags[i + k] & TOK_WORD) || (tok->shape[i + k] == SHAPE_LOWER && k > 0 && !drg__str_eq(w, STR("of")) && !drg__str_eq(w, STR("the"))))
			return false;
	}
	return false;
}

static bool begins(const struct text *text, const struct tokens *tok, uint32_t i)
{
	if (i == 0 || (tok->flags[i] & TOK_PARA))
		return true;
	if ((tok->flags[i] ^ tok->flags[i - 1]) & TOK_ZONE)
		return true;
	enum mark here = mark_at(text, tok, i);
	if (here == STOP || here == QUERY || here == DOTS || closes(tok, i, here))
		return false;
	/* back over closing marks to what may be a stop */
	uint32_t k = i;
	enum mark m = NOT_MARK;
	bool closed = false;
	for (int step = 0; step < 4 && k > 0; step++) {
		m = mark_at(text, tok, --k);
		if (!closes(tok, k, m))
			break;
		closed = true;
	}
	if (m != STOP && m != QUERY && m != DOTS)
		return false;
	/* a stop with a word glued on: "end.Next" */
	/* forward over opening marks to the first word */
	uint32_t w = i;
	for (int step = 0; step < 3 && w + 1 < tok->n && mark_at(text, tok, w) != NOT_MARK && mark_at(text, tok, w) != BULLET; step++)
		w++;
	if (here == BULLET)
		return true;
	enum shape sh = tok->shape[w];
	if (sh == SHAPE_LOWER || sh == SHAPE_HYPHEN_LOWER || sh == SHAPE_CLITIC)
		return m == STOP && !closed && w == i && (tok->flags[i] & TOK_SPACE);
	if (sh == SHAPE_PUNCT || sh == SHAPE_SYMBOL)
		return (tok->flags[i] & TOK_SPACE) && m != DOTS;
	if (closed && m == QUERY && speaker_follows(text, tok, w))
		return false;
	return true;
}

void drg__segment(const struct text *text, const struct tokens *tok, struct arena *keep, struct sents *out)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < tok->n; i++)
		n += begins(text, tok, i);
	out->tok = drg__alloc_n(keep, n + 1, sizeof *out->tok, _Alignof(uint32_t));
	out->n = n;
	n = 0;
	for (uint32_t i = 0; i < tok->n; i++)
		if (begins(text, tok, i))
			out->tok[n++] = i;
	out->tok[n] = tok->n;
}
