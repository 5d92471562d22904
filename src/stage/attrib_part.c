/* Which part of a sentence is whose.
 *
 *   They had only rowed, the envoy said; they will be charged, the clerk said.
 *   part 0 ........................... ; part 1 ..............................
 *
 * The heads see one cue at a time and may give it both clauses.  A part ends
 * at a semicolon, at a colon before a clause with a cue of its own, and at the end
 * of a sentence of the running text (inside quotation marks none of them counts).  A content keeps a part in which its cue is
 * not only if no other attribution has its cue there. */
#include "stage/attrib.h"

struct parts {
	uint32_t *of;    /* [tok.n] number of the part that holds the token */
	uint32_t *first; /* [n + 1] first token of each part */
	uint8_t *deep;   /* [tok.n] 1: inside a quotation */
	uint32_t *row;   /* [n] a row of c->out whose cue stands in the part, or NONE */
	uint32_t *next;  /* [out.n] another one, or NONE */
	uint32_t n;
};

static uint32_t token_at(const struct cx *c, uint32_t byte)
{
	uint32_t t = drg__span_first(c->tok->span, c->tok->n, byte);
	return t < c->tok->n ? t : c->tok->n - 1;
}

static bool semicolon(const struct cx *c, uint32_t t)
{
	return (c->tok->flags[t] & TOK_PUNCT) && c->text->p[c->tok->span[t].s] == ';';
}

/* Has another row than i its cue in tokens [from, to)? */
static bool cue_in(const struct cx *c, uint32_t i, uint32_t from, uint32_t to)
{
	for (uint32_t k = i > 4 ? i - 4 : 0; k < c->out.n && k < i + 5; k++) {
		uint32_t t = token_at(c, c->out.v[k].cue.s);
		if (k != i && t >= from && t < to)
			return true;
	}
	return false;
}

/* "He denied that it was lost: it was never there, he said.": tokens after a colon between two
 * cues of a sentence, the second of which stands after its clause. */
static uint8_t *clauses_after_colons(const struct cx *c)
{
	enum { CLAUSE_MOST = 60 };
	uint8_t *at = NEW_N(c->a, uint8_t, c->tok->n);
	for (uint32_t i = 0; i < c->out.n; i++) {
		const struct found *f = &c->out.v[i];
		uint32_t cue = token_at(c, f->cue.s), first = c->sents->tok[drg__attrib_sent(c, cue)];
		if (f->rule != R_AFTER || f->drop)
			continue;
		for (uint32_t t = cue; t > first + 1 && cue - t < CLAUSE_MOST; t--)
			if (c->text->p[c->tok->span[t - 1].s] == ':' && cue_in(c, i, first, t - 1))
				at[t] = 1;
	}
	return at;
}

static void find_parts(const struct cx *c, struct parts *p)
{
	uint32_t n = c->tok->n, s = 0;
	const uint8_t *clause = clauses_after_colons(c);
	p->of = NEW_N(c->a, uint32_t, n);
	p->first = NEW_N(c->a, uint32_t, (size_t)n + 1);
	p->deep = NEW_N(c->a, uint8_t, n);
	for (uint32_t q = 0; q < c->quotes->n; q++)
		if (c->quotes->parent[q] == NONE && c->speech[q])
			memset(p->deep + c->qfirst[q], 1, c->qend[q] - c->qfirst[q]);
	for (uint32_t t = 0; t < n; t++) {
		while (s < c->sents->n && c->sents->tok[s] < t)
			s++;
		bool sentence = s < c->sents->n && c->sents->tok[s] == t && !(t && p->deep[t] && p->deep[t - 1]);
		if (t == 0 || sentence || (!p->deep[t - 1] && (semicolon(c, t - 1) || clause[t])))
			p->first[p->n++] = t;
		p->of[t] = p->n - 1;
	}
	p->first[p->n] = n;
}

static void find_cues(const struct cx *c, struct parts *p)
{
	p->row = NEW_N(c->a, uint32_t, p->n);
	p->next = NEW_N(c->a, uint32_t, c->out.n);
	for (uint32_t k = 0; k < p->n; k++)
		p->row[k] = NONE;
	for (uint32_t i = 0; i < c->out.n; i++) {
		uint32_t t = token_at(c, c->out.v[i].cue.s);
		if (p->deep[t])
			continue;
		p->next[i] = p->row[p->of[t]];
		p->row[p->of[t]] = i;
	}
}

static bool overlaps(const struct found *f, struct span s)
{
	for (uint8_t k = 0; k < f->n_content; k++)
		if (drg__span_overlaps(s, f->content[k]))
			return true;
	return false;
}

/* Has another attribution its cue in the part, and these words of `f` there?  The part
 * is not the one with the cue of `f`.  What follows that cue may be nested in its
 * content ("said they had left; a guard had told him ..."), what stands before it is not. */
static bool taken(const struct cx *c, const struct parts *p, const struct found *f, uint32_t part, struct span words)
{
	for (uint32_t i = p->row[part]; i != NONE; i = p->next[i]) {
		const struct found *o = &c->out.v[i];
		if ((words.s < f->cue.s || !overlaps(f, o->cue)) && overlaps(o, words))
			return true;
	}
	return false;
}

/* Words of the tokens [a, b), without punctuation at the end. */
static struct span words_of(const struct cx *c, uint32_t a, uint32_t b)
{
	while (b > a + 1 && (c->tok->flags[b - 1] & TOK_PUNCT) && !(c->tok->flags[b - 1] & TOK_QUOTE))
		b--;
	return (struct span){ c->tok->span[a].s, c->tok->span[b - 1].e };
}

/* One content span, less the parts before and after it that are another's;
 * false when nothing is left. */
static bool cut(const struct cx *c, const struct parts *p, const struct found *f, uint32_t own, struct span *s)
{
	uint32_t a = token_at(c, s->s), b = a;
	while (b < c->tok->n && c->tok->span[b].s < s->e)
		b++;
	for (uint32_t k = p->of[a]; a < b && k < own; k = p->of[a]) {
		uint32_t e = p->first[k + 1] < b ? p->first[k + 1] : b;
		if (!taken(c, p, f, k, words_of(c, a, e)))
			break;
		s->s = e < b ? c->tok->span[e].s : s->e;
		if (e == b)
			return false;
		a = e;
	}
	while (b > a && p->of[b - 1] > own) {
		uint32_t from = p->first[p->of[b - 1]] > a ? p->first[p->of[b - 1]] : a;
		if (!taken(c, p, f, p->of[b - 1], words_of(c, from, b)))
			break;
		if (from == a)
			return false;
		b = from;
		*s = (struct span){ s->s, words_of(c, a, b).e };
	}
	return true;
}

void drg__attrib_parts(struct cx *c)
{
	struct parts p = { 0 };
	find_parts(c, &p);
	find_cues(c, &p);
	for (size_t i = 0; i < c->out.n; i++) {
		struct found *f = &c->out.v[i], whole = *f;
		uint32_t t = token_at(c, f->cue.s);
		if (p.deep[t])
			continue;
		f->n_content = 0;
		for (uint8_t k = 0; k < whole.n_content; k++) {
			struct span s = whole.content[k];
			if (cut(c, &p, &whole, p.of[t], &s))
				f->content[f->n_content++] = s;
		}
		if (f->n_content == 0)
			*f = whole;
		if (f->last_quote != NONE && !overlaps(f, c->quotes->inner[f->last_quote]))
			f->last_quote = NONE;
		drg__attrib_place(f);
	}
}
