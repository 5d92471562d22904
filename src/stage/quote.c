#include "stage/quote.h"

#include "base/utf8.h"
#include "stage/token.h"

/* A paragraph that begins with a mark that nothing closes is quoted to its end when
 * it has at most OPEN_SENTENCES; of a longer one only the first sentence. */
enum { DEPTH = 6, SCARE_WORDS = 3, OPEN_SENTENCES = 4 };

enum kind { DOUBLE, SINGLE };
enum face { FACE_NONE, FACE_OPEN, FACE_CLOSE, FACE_EITHER };

struct region {
	uint32_t open, close; /* tokens of the marks; NONE where there is none */
	uint32_t first, end;  /* tokens inside: [first, end) */
	uint32_t parent, prev;
	uint8_t kind, flags;
	bool dead;
	struct span outer, inner;
};

struct scan {
	const struct text *text;
	const struct tokens *tok;
	const struct sents *sents;
	struct arena *a;
	VEC(struct region) r;
	uint32_t stack[DEPTH];
	int n;
	uint32_t sent;     /* sentence of the token being looked at */
	uint32_t carry;    /* region left open by the paragraph before, or NONE */
};

static bool glued_left(const struct tokens *tok, uint32_t i)
{
	return i > 0 && !(tok->flags[i] & (TOK_SPACE | TOK_PARA));
}

static bool glued_right(const struct tokens *tok, uint32_t i)
{
	return i + 1 < tok->n && !(tok->flags[i + 1] & (TOK_SPACE | TOK_PARA));
}

static bool opens_bracket(const struct text *text, const struct tokens *tok, uint32_t i)
{
	char c = text->p[tok->span[i].s];
	return c == '(' || c == '[' || c == '{' || c == '-' || c == '/' || (unsigned char)c == 0xE2;
}

/* Which way, by white space: after a space or an opening bracket and before a
 * word it opens, after a word and before a space it closes. */
static enum face by_space(const struct text *text, const struct tokens *tok, uint32_t i)
{
	bool left = glued_left(tok, i) && !opens_bracket(text, tok, i - 1);
	bool right = glued_right(tok, i) && ((tok->flags[i + 1] & (TOK_WORD | TOK_NUM | TOK_QUOTE)) || opens_bracket(text, tok, i + 1) || text->p[tok->span[i + 1].s] == '.');
	if (left && !right)
		return FACE_CLOSE;
	if (right && !left)
		return FACE_OPEN;
	return FACE_EITHER;
}

static enum face face_of(const struct scan *z, uint32_t i, enum kind *kind)
{
	struct str w = drg__tok(z->text, z->tok, i);
	int len;
	uint32_t cp = drg__utf8_get(w.p, w.p + w.n, &len);
	bool twice = w.n > (size_t)len;
	*kind = DOUBLE;
	switch (cp) {
	case 0x201C: /* also closes a low mark: tried in step() */
		return by_space(z->text, z->tok, i) == FACE_CLOSE ? FACE_EITHER : FACE_OPEN;
	case 0x201E: case 0x201F:
		return FACE_OPEN;
	case 0x201D: /* now and then an opening one, misprinted */
		return by_space(z->text, z->tok, i) == FACE_OPEN ? FACE_EITHER : FACE_CLOSE;
	case 0xAB: case 0x300C:
		return by_space(z->text, z->tok, i) == FACE_CLOSE ? FACE_CLOSE : FACE_OPEN;
	case 0xBB: case 0x300D:
		return by_space(z->text, z->tok, i) == FACE_OPEN ? FACE_OPEN : FACE_CLOSE;
	case '"': case 0xFF02:
		return by_space(z->text, z->tok, i);
	case '`':
		if (twice)
			return FACE_OPEN;
		*kind = SINGLE;
		return FACE_OPEN;
	case '\'':
		if (twice)
			return by_space(z->text, z->tok, i) == FACE_OPEN ? FACE_EITHER : FACE_CLOSE;
		*kind = SINGLE;
		return by_space(z->text, z->tok, i);
	case 0x2018: case 0x2019:
		if (twice)
			return by_space(z->text, z->tok, i);
		*kind = SINGLE;
		if (cp == 0x2018)
			return FACE_OPEN;
		return by_space(z->text, z->tok, i) == FACE_OPEN ? FACE_OPEN : FACE_CLOSE;
	case 0x201A: case 0x2039:
		*kind = SINGLE;
		return FACE_OPEN;
	case 0x203A:
		*kind = SINGLE;
		return FACE_CLOSE;
	default:
		return FACE_NONE;
	}
}

static uint32_t sentence_end(const struct scan *z, uint32_t i)
{
	uint32_t s = z->sent;
	while (s + 1 < z->sents->n && z->sents->tok[s + 1] <= i)
		s++;
	return z->sents->tok[s + 1];
}

static void open_at(struct scan *z, uint32_t i, enum kind kind, uint32_t from)
{
	if (z->n == DEPTH)
		return;
	uint32_t id = (uint32_t)z->r.n;
	*PUSH(z->a, &z->r) = (struct region){ .open = i, .close = NONE, .first = from, .end = NONE,
		                              .parent = z->n ? z->stack[z->n - 1] : NONE, .prev = NONE, .kind = (uint8_t)kind };
	z->stack[z->n++] = id;
}

/* Leave regions above `level` on the stack; those not closed end at token
 * `end`, which is not theirs. */
static void give_up(struct scan *z, int level, uint32_t end)
{
	while (z->n > level) {
		struct region *r = &z->r.v[z->stack[--z->n]];
		if (r->kind == SINGLE || end <= r->first) {
			r->dead = true;
			continue;
		}
		r->end = end;
		r->flags |= QUOTE_OPEN_ONLY;
	}
}

static int innermost(const struct scan *z, enum kind kind)
{
	for (int k = z->n; k-- > 0;)
		if (z->r.v[z->stack[k]].kind == kind)
			return k;
	return -1;
}

static bool close_at(struct scan *z, uint32_t i, enum kind kind)
{
	int k = innermost(z, kind);
	if (k < 0)
		return false;
	give_up(z, k + 1, i);
	struct region *r = &z->r.v[z->stack[--z->n]];
	r->close = i;
	r->end = i;
	if (r->end <= r->first)
		r->dead = true; /* nothing inside */
	return true;
}

/* One mark.  `later`: closing candidates of single marks still to come in the
 * paragraph. */
static void mark(struct scan *z, uint32_t i, uint32_t first, uint32_t later)
{
	enum kind kind;
	enum face f = face_of(z, i, &kind);
	int open = innermost(z, kind);
	if (f == FACE_NONE)
		return;
	if (kind == SINGLE) {
		if (f == FACE_EITHER)
			f = open >= 0 ? FACE_CLOSE : FACE_NONE;
		if (f == FACE_OPEN)
			open_at(z, i, SINGLE, i + 1);
		else if (f == FACE_CLOSE && open >= 0) {
			/* the parents' house: a plural, while another mark can close */
			struct str before = i ? drg__tok(z->text, z->tok, i - 1) : (struct str){ NULL, 0 };
			bool plural = later && before.n && (before.p[before.n - 1] | 32) == 's' && i + 1 < z->tok->n &&
			              (z->tok->flags[i + 1] & (TOK_SPACE | TOK_WORD)) == (TOK_SPACE | TOK_WORD) && !(z->tok->flags[i + 1] & TOK_PARA);
			if (!plural)
				close_at(z, i, SINGLE);
		}
		return;
	}
	if (f == FACE_EITHER)
		f = open >= 0 ? FACE_CLOSE : FACE_OPEN;
	/* a single one stands open in between, and can still close: one deeper */
	bool deeper = open >= 0 && open < z->n - 1 && later > 0;
	if (f == FACE_OPEN && open >= 0 && !deeper) {
		/* a double mark opens inside a double one: the closing mark was lost,
		 * or this one faces the wrong way at the end of a sentence */
		struct str w = drg__tok(z->text, z->tok, i);
		if (w.p[0] == '"' && z->r.v[z->stack[open]].end == NONE && i + 1 < z->tok->n && (z->tok->flags[i + 1] & TOK_PARA)) {
			close_at(z, i, DOUBLE);
			return;
		}
		give_up(z, open, i);
	}
	if (f == FACE_OPEN) {
		open_at(z, i, DOUBLE, i + 1);
		if (i == first && z->carry != NONE && z->n == 1) {
			z->r.v[z->stack[0]].prev = z->carry;
			z->r.v[z->stack[0]].flags |= QUOTE_CONTINUES;
		}
		return;
	}
	if (!close_at(z, i, DOUBLE) && z->carry != NONE && z->n == 0 && i > first && (z->r.n == 0 || z->r.v[z->r.n - 1].first <= first)) {
		/* goes on from the paragraph before without a mark of its own */
		open_at(z, NONE, DOUBLE, first);
		z->r.v[z->r.n - 1].prev = z->carry;
		z->r.v[z->r.n - 1].flags |= QUOTE_CONTINUES;
		close_at(z, i, DOUBLE);
	}
}

/* Is the first token of the paragraph an opening double mark? */
static bool reopens(struct scan *z, uint32_t first, uint32_t end)
{
	enum kind kind;
	if (first >= end || !(z->tok->flags[first] & TOK_QUOTE))
		return false;
	enum face f = face_of(z, first, &kind);
	return kind == DOUBLE && f == FACE_OPEN;
}

/* A closing double mark before any opening one? */
static bool closes_first(struct scan *z, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++) {
		enum kind kind;
		if (!(z->tok->flags[i] & TOK_QUOTE))
			continue;
		enum face f = face_of(z, i, &kind);
		if (kind == DOUBLE)
			return f == FACE_CLOSE && i > first;
	}
	return false;
}

/* Sentences of tokens [first, end), as far as they matter. */
static uint32_t sentences_in(const struct scan *z, uint32_t first, uint32_t end)
{
	uint32_t s = z->sent, n = 0;
	while (s > 0 && z->sents->tok[s] > first)
		s--;
	for (; s < z->sents->n && z->sents->tok[s] < end && n <= OPEN_SENTENCES; s++)
		n++;
	return n;
}

static void paragraph(struct scan *z, uint32_t first, uint32_t end, uint32_t next_end)
{
	const struct tokens *tok = z->tok;
	uint32_t later = 0;
	for (uint32_t i = first; i < end; i++) {
		enum kind kind;
		if ((tok->flags[i] & TOK_QUOTE) && face_of(z, i, &kind) != FACE_OPEN && kind == SINGLE)
			later++;
	}
	for (uint32_t i = first; i < end; i++) {
		if (!(tok->flags[i] & TOK_QUOTE) || (tok->flags[i] & TOK_ZONE))
			continue;
		enum kind kind;
		if (face_of(z, i, &kind) != FACE_OPEN && kind == SINGLE && later)
			later--;
		while (z->sent + 1 < z->sents->n && z->sents->tok[z->sent + 1] <= i)
			z->sent++;
		mark(z, i, first, later);
	}
	z->carry = NONE;
	if (z->n == 0)
		return;
	int outer = innermost(z, DOUBLE);
	while (outer > 0 && z->r.v[z->stack[outer - 1]].kind == DOUBLE)
		outer--;
	uint32_t stop = end;
	if (outer >= 0) {
		uint32_t id = z->stack[outer], open = z->r.v[id].open;
		bool goes_on = reopens(z, end, next_end) || closes_first(z, end, next_end);
		if (goes_on)
			z->carry = id;
		else if (open != NONE && (open != first || sentences_in(z, first, end) > OPEN_SENTENCES))
			stop = sentence_end(z, open + 1 < end ? open + 1 : open);
		if (stop > end)
			stop = end;
	}
	give_up(z, 0, stop);
	if (z->carry != NONE && z->r.v[z->carry].dead)
		z->carry = NONE;
}

/* At least one word or number: marks around nothing are no quotation. */
static bool has_words(const struct scan *z, const struct region *r)
{
	for (uint32_t i = r->first; i < r->end; i++)
		if (z->tok->flags[i] & (TOK_WORD | TOK_NUM))
			return true;
	return false;
}

static bool scare(const struct scan *z, const struct region *r)
{
	uint32_t words = 0;
	for (uint32_t i = r->first; i < r->end; i++) {
		if (z->tok->flags[i] & TOK_WORD)
			words++;
		else if (z->tok->flags[i] & TOK_PUNCT) {
			char c = z->text->p[z->tok->span[i].s];
			/* a comma or stop put inside at the very end says nothing */
			if (c == '!' || c == '?' || ((c == '.' || c == ',') && i + 1 < r->end))
				return false;
		}
		if (words > SCARE_WORDS)
			return false;
	}
	return true;
}

void drg__quotes(const struct text *text, const struct tokens *tok, const struct sents *sents,
                 struct arena *keep, struct arena scratch, struct quotes *out)
{
	struct scan z = { .text = text, .tok = tok, .sents = sents, .a = &scratch, .carry = NONE };
	for (uint32_t first = 0, end, next_end; first < tok->n; first = end) {
		end = first + 1;
		while (end < tok->n && !(tok->flags[end] & TOK_PARA))
			end++;
		next_end = end;
		while (next_end < tok->n && (next_end == end || !(tok->flags[next_end] & TOK_PARA)))
			next_end++;
		paragraph(&z, first, end, next_end);
	}
	for (size_t i = 0; i < z.r.n; i++)
		if (!z.r.v[i].dead && !has_words(&z, &z.r.v[i]))
			z.r.v[i].dead = true; /* a dead region need not have an end */
	uint32_t n = 0;
	uint32_t *to = drg__alloc_n(&scratch, z.r.n, sizeof *to, _Alignof(uint32_t));
	for (size_t i = 0; i < z.r.n; i++)
		to[i] = z.r.v[i].dead ? NONE : n++;
	out->n = n;
	out->outer = drg__alloc_n(keep, n, sizeof *out->outer, _Alignof(struct span));
	out->inner = drg__alloc_n(keep, n, sizeof *out->inner, _Alignof(struct span));
	out->parent = drg__alloc_n(keep, n, sizeof *out->parent, _Alignof(uint32_t));
	out->prev = drg__alloc_n(keep, n, sizeof *out->prev, _Alignof(uint32_t));
	out->flags = drg__alloc_n(keep, n, 1, 1);
	for (size_t i = 0; i < z.r.n; i++) {
		struct region *r = &z.r.v[i];
		uint32_t k = to[i], up = r->parent;
		if (k == NONE)
			continue;
		out->inner[k] = (struct span){ tok->span[r->first].s, tok->span[r->end - 1].e };
		out->outer[k] = (struct span){ tok->span[r->open == NONE ? r->first : r->open].s, r->close == NONE ? out->inner[k].e : tok->span[r->close].e };
		while (up != NONE && z.r.v[up].dead)
			up = z.r.v[up].parent;
		out->parent[k] = up == NONE ? NONE : to[up];
		out->prev[k] = r->prev == NONE ? NONE : to[r->prev];
		out->flags[k] = r->flags | (!(r->flags & QUOTE_OPEN_ONLY) && scare(&z, r) ? QUOTE_SCARE : 0);
	}
}
