/* Across sentences: what goes on, order, nesting, kind; and the layer itself. */
#include "stage/attrib.h"

static const char *const rule_name[R_RULES] = {
	"attribution.quote-before", "attribution.quote-after", "attribution.mixed", "attribution.that", "attribution.clause",
	"attribution.after", "attribution.infinitive", "attribution.object", "attribution.passive-by", "attribution.passive",
	"attribution.quoted-as", "attribution.according", "attribution.adverb", "attribution.noun", "attribution.label",
	"attribution.announced", "attribution.as-said", "attribution.signed", "attribution.heads", "attribution.unsaid", "attribution.ungiven",
	"attribution.interview"
};
/* Quotations that nobody is given: the next paragraph of one that is, or one
 * that follows it in its paragraph, goes with it. */
void drg__attrib_carry_on(struct cx *c)
{
	uint32_t n = (uint32_t)c->out.n;
	uint32_t *of = drg__alloc_n(c->a, c->quotes->n, sizeof *of, _Alignof(uint32_t));
	for (uint32_t q = 0; q < c->quotes->n; q++)
		of[q] = NONE;
	for (uint32_t i = 0; i < n; i++)
		if (c->out.v[i].last_quote != NONE)
			of[c->out.v[i].last_quote] = i;
	for (uint32_t q = 0; q < c->quotes->n; q++) {
		uint32_t p = c->quotes->prev[q];
		if (p == NONE || of[p] == NONE || of[q] != NONE)
			continue;
		of[q] = of[p];
		struct found *f = &c->out.v[of[p]];
		c->used[q] = 1;
		if (f->n_content < 4)
			f->content[f->n_content++] = drg__attrib_quoted_words(c, q);
		else
			f->content[3].e = c->quotes->inner[q].e;
	}
}

static int by_place(const struct found *a, const struct found *b)
{
	uint32_t as = a->at, bs = b->at;
	if (as != bs)
		return as < bs ? -1 : 1;
	uint32_t ae = a->content[a->n_content - 1].e, be = b->content[b->n_content - 1].e;
	if (ae != be)
		return ae > be ? -1 : 1;
	return a->cue.s < b->cue.s ? -1 : a->cue.s > b->cue.s;
}

/* Bottom-up merge sort: stable, n log n on any input. */
void drg__attrib_sort(struct cx *c)
{
	size_t n = c->out.n;
	struct found *from = c->out.v, *to = drg__alloc_n(c->a, n, sizeof *to, _Alignof(struct found));
	for (size_t w = 1; w < n; w *= 2) {
		for (size_t lo = 0; lo < n; lo += 2 * w) {
			size_t mid = lo + w < n ? lo + w : n, hi = lo + 2 * w < n ? lo + 2 * w : n, i = lo, j = mid, k = lo;
			while (i < mid || j < hi)
				to[k++] = j >= hi || (i < mid && by_place(&from[i], &from[j]) <= 0) ? from[i++] : from[j++];
		}
		struct found *swap = from;
		from = to;
		to = swap;
	}
	c->out.v = from;
}

static bool inside(const struct found *f, struct span s)
{
	for (uint8_t k = 0; k < f->n_content; k++)
		if (drg__span_within(s, f->content[k]))
			return true;
	return false;
}

/* The innermost attribution whose content holds another's cue is its parent.
 * A stack of those still open, at most a few deep; each row is pushed and
 * popped once. */
static void parents(const struct cx *c, uint32_t *parent)
{
	enum { OPEN = 32 };
	uint32_t stack[OPEN], n = 0;
	for (uint32_t i = 0; i < c->out.n; i++) {
		const struct found *f = &c->out.v[i];
		while (n > 0 && c->out.v[stack[n - 1]].content[c->out.v[stack[n - 1]].n_content - 1].e <= f->at)
			n--;
		parent[i] = NONE;
		for (uint32_t k = n; k-- > 0;) {
			if (inside(&c->out.v[stack[k]], f->cue)) {
				parent[i] = stack[k];
				break;
			}
		}
		if (n < OPEN)
			stack[n++] = i;
	}
}

/* All, some or none of the words of the content inside quotation marks? */
static uint8_t kind_of(const struct cx *c, const struct found *f)
{
	bool in = false, out = false;
	for (uint8_t k = 0; k < f->n_content; k++) {
		struct span s = f->content[k];
		uint32_t at = s.s;
		/* top-level regions in order: those that meet s */
		uint32_t lo = 0, hi = c->quotes->n;
		while (lo < hi) {
			uint32_t mid = (lo + hi) / 2;
			if (c->quotes->outer[mid].s <= s.s)
				lo = mid + 1;
			else
				hi = mid;
		}
		uint32_t q = lo ? lo - 1 : 0;
		while (q > 0 && c->quotes->parent[q] != NONE)
			q = c->quotes->parent[q];
		for (; q < c->quotes->n && c->quotes->outer[q].s < s.e; q++) {
			struct span r = c->quotes->outer[q];
			if (c->quotes->parent[q] != NONE || r.e <= at)
				continue;
			for (uint32_t b = at; b < r.s && !out; b++)
				out = drg__is_word_byte(c->text->p[b]);
			in = true;
			at = r.e;
		}
		for (uint32_t b = at; b < s.e && !out; b++)
			out = drg__is_word_byte(c->text->p[b]);
	}
	return in ? out ? ATTRIB_MIXED : ATTRIB_DIRECT : ATTRIB_INDIRECT;
}

static struct run run_of(struct attribs *out, struct arena *keep, const struct span *v, uint32_t n)
{
	struct run r = { (uint32_t)out->pool.n, n };
	for (uint32_t i = 0; i < n; i++)
		*PUSH(keep, &out->pool) = v[i];
	return r;
}

void drg__attrib_write_out(const struct cx *c, struct arena *keep, struct attribs *out)
{
	uint32_t n = out->n = (uint32_t)c->out.n, ids[R_RULES];
	for (int r = 0; r < R_RULES; r++)
		ids[r] = drg__pack_rule_find(c->pack, rule_name[r]);
	out->source = drg__alloc_n(keep, n, sizeof *out->source, _Alignof(struct run));
	out->cue = drg__alloc_n(keep, n, sizeof *out->cue, _Alignof(struct run));
	out->content = drg__alloc_n(keep, n, sizeof *out->content, _Alignof(struct run));
	out->recipient = drg__alloc_n(keep, n, sizeof *out->recipient, _Alignof(struct run));
	out->parent = drg__alloc_n(keep, n, sizeof *out->parent, _Alignof(uint32_t));
	out->kind = drg__alloc_n(keep, n, 1, 1);
	out->stance = drg__alloc_n(keep, n, 1, 1);
	out->score = drg__alloc_n(keep, n, sizeof *out->score, _Alignof(float));
	out->head_cue = NEW_N(keep, double, n);
	out->head_source = NEW_N(keep, double, n);
	out->head_content = NEW_N(keep, double, n);
	out->rule = drg__alloc_n(keep, n, sizeof *out->rule, _Alignof(uint32_t));
	out->speaker = drg__alloc_n(keep, n, sizeof *out->speaker, _Alignof(uint32_t));
	parents(c, out->parent);
	for (uint32_t i = 0; i < n; i++) {
		const struct found *f = &c->out.v[i];
		out->source[i] = run_of(out, keep, f->source, f->n_source);
		out->cue[i] = run_of(out, keep, &f->cue, f->cue.e > f->cue.s);
		out->content[i] = run_of(out, keep, f->content, f->n_content);
		out->recipient[i] = run_of(out, keep, &f->recipient, f->n_recipient);
		out->kind[i] = kind_of(c, f);
		out->stance[i] = f->stance;
		out->score[i] = drg__attrib_score(c, f);
		struct heads_say said = drg__attrib_heads_say(c, f);
		out->head_cue[i] = said.cue;
		out->head_source[i] = said.source;
		out->head_content[i] = said.content;
		out->rule[i] = ids[f->rule];
		out->speaker[i] = NONE;
	}
}
