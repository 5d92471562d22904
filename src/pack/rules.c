/* rules.c - running compiled rules over a sentence.
 *
 * Each rule is a small program (format.h).  The runner takes the first choice
 * of every SPLIT and keeps the second for later, as Perl's engines do, so a
 * match means what its author reads.  What makes it safe is the table
 *
 *   failed[token][instruction]   one bit each
 *
 * A thread that comes to a (token, instruction) seen before gives up: what
 * happens from there does not depend on how it got there (captures never
 * decide anything), and the first visit failed or we would not be here.  So a
 * rule costs at most instructions times tokens, whatever the pattern
 * (the idea is RE2's BitState).  The table outlives a start: a place that
 * failed from an earlier start fails again.  It outlives a match too: the next
 * start is the match's end, and the places of the way there lie before it, but
 * for those at the end itself, from which MATCH is reached without a token; a
 * start that came to one of them would match nothing at all, which the builder
 * refuses.
 *
 * A LOOK runs its body, at most LOOK_MOST tokens long and without captures, on
 * a table of its own. */
#include "pack/rules.h"

#include "base/utf8.h"
#include "pack/format.h"
#include "pack/run.h"

static const char *const mark_name[MARK_CLASSES] = { "mention",  "person",  "group", "org",      "state", "outlet",  "place",  "document",
	                                             "pronoun",  "party",   "time",  "quantity", "quote", "content", "source", "cue" };

const char *drg__mark_name(uint32_t mark)
{
	return mark < MARK_CLASSES ? mark_name[mark] : NULL;
}

uint32_t drg__ruleset(const drg_pack *p, const char *name)
{
	for (uint32_t i = 0; i < p->n_sets; i++)
		if (drg__str_eq(pack_str(p, p->set[i].name), drg__str_c(name)))
			return i;
	return NO;
}

/* --------------------------------------------------------- one sentence -- */

struct window {
	const drg_pack *p;
	const struct view *v;
	const struct hits *hits, *marks;
	uint32_t first, end;
	uint16_t *props; /* [end - first] enum PROP_* */
};

/* A token of one character (or a doubled or tripled one) that parts clauses. */
static bool bounds_clause(const struct view *v, uint32_t i)
{
	struct str t = drg__view_tok(v, i);
	int len;
	uint32_t cp = drg__utf8_get(t.p, t.p + t.n, &len);
	switch (cp) {
	case '.': case ',': case ';': case ':': case '!': case '?': case '(': case ')': case '[': case ']':
	case 0x2026:
		return true;
	case '-': /* a dash, not a hyphen: doubled, or white space on both sides */
		return t.n > 1 || ((v->flags[i] & TOK_SPACE) && i + 1 < v->n && (v->flags[i + 1] & TOK_SPACE));
	case 0x2013:
		return (v->flags[i] & TOK_SPACE) && i + 1 < v->n && (v->flags[i + 1] & TOK_SPACE);
	case 0x2014:
		return true;
	default:
		return false;
	}
}

static uint16_t props_of(const struct view *v, uint32_t i)
{
	uint32_t prop = v->flags[i];
	if (prop & TOK_WORD) {
		struct str t = drg__view_tok(v, i);
		const char *end = t.p + t.n;
		int len, upper = 0, lower = 0;
		for (const char *c = t.p; c < end; c += len) {
			uint32_t cp = drg__utf8_get(c, end, &len);
			bool up = drg__is_upper(cp), low = !up && drg__is_lower(cp);
			if (c == t.p)
				prop |= up ? PROP_CAP : low ? PROP_LOWER : 0;
			upper += up;
			lower += low;
		}
		if (upper > 1 && lower == 0)
			prop |= PROP_UPPER;
	} else if ((prop & TOK_PUNCT) && bounds_clause(v, i)) {
		prop |= PROP_BOUND;
	}
	return (uint16_t)prop;
}

static bool asserts(const struct window *w, uint32_t what, uint32_t pos)
{
	switch ((enum assertion)what) {
	case AT_SENT_START:
		return pos == w->first;
	case AT_SENT_END:
		return pos == w->end;
	case AT_CLAUSE_START:
		return pos == w->first || (w->props[pos - 1 - w->first] & PROP_BOUND);
	case AT_CLAUSE_END:
		return pos == w->end || (w->props[pos - w->first] & PROP_BOUND);
	case ASSERTIONS:
		break;
	}
	return false;
}

/* Does a row of a lexicon pass a filter (col, negate, n, cells[n])*? */
static bool passes(const drg_pack *p, const struct ins *i, uint32_t row)
{
	const uint32_t *f = p->refs + i->b, *end = f + i->c;
	const struct lex *l = &p->lex[i->a];
	while (f < end) {
		uint32_t cell = l->cell[(size_t)row * l->head->n_cols + f[0]];
		bool in = false;
		for (uint32_t k = 0; k < f[2]; k++)
			in |= f[3 + k] == cell;
		if (in == (f[1] != 0))
			return false;
		f += 3 + f[2];
	}
	return true;
}

static bool has_fold(const uint64_t *sorted, uint32_t n, uint64_t fold)
{
	while (n) {
		uint32_t half = n / 2;
		if (sorted[half] == fold)
			return true;
		if (sorted[half] < fold) {
			sorted += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return false;
}

/* Has the folded word this shape (format.h)?  A shape is short, so the tries
 * that a ? or + costs are few. */
static bool has_shape(const char *s, const char *s_end, const char *w, const char *w_end)
{
	if (s == s_end)
		return w == w_end;
	const char *next = s + 1;
	char times = next < s_end ? *next : 0;
	bool fits = w < w_end && (*s == '9' ? *w >= '0' && *w <= '9' : *w == *s);
	if (times == '?')
		return (fits && has_shape(next + 1, s_end, w + 1, w_end)) || has_shape(next + 1, s_end, w, w_end);
	if (times == '+')
		return fits && (has_shape(s, s_end, w + 1, w_end) || has_shape(next + 1, s_end, w + 1, w_end));
	return fits && has_shape(next, s_end, w + 1, w_end);
}

static bool shaped(struct str shape, struct str word)
{
	char fold[SHAPE_MOST * 2];
	if (word.n > SHAPE_MOST)
		return false;
	size_t n = drg__fold(word, fold, sizeof fold);
	return has_shape(shape.p, shape.p + shape.n, fold, fold + n);
}

/* Does the one-token instruction accept the token at pos (pos < w->end)? */
static bool accepts(const struct window *w, const struct ins *i, uint32_t pos)
{
	const struct view *v = w->v;
	uint32_t prop;
	switch ((enum op)i->op) {
	case OP_FOLDS:
		return has_fold(w->p->folds + i->a, i->b, v->fold[pos]);
	case OP_EXACT:
		return drg__str_eq(pack_str(w->p, i->a), drg__view_tok(v, pos));
	case OP_SHAPE:
		return shaped(pack_str(w->p, i->a), drg__view_tok(v, pos));
	case OP_TEST:
		prop = w->props[pos - w->first];
		return (prop & i->a) == i->a && (prop & i->b) == 0 &&
		       (i->c == 0 || !v->upos || (v->upos[pos] < UPOS_ALL && (i->c >> v->upos[pos] & 1)));
	default:
		return false;
	}
}

/* -------------------------------------------------------------- runner -- */

/* Work put off: go on at (pc, pos); or, when pc >= RESTORE, give slot
 * pc - RESTORE the value pos back. */
struct job {
	uint32_t pc, pos;
};
enum { RESTORE = 1 << 30 };

struct run {
	const struct window *w;
	const struct ins *code;
	uint32_t n_code, words;  /* words of 64 bits in a row of the table */
	uint64_t *failed;        /* [last - base + 1][words] */
	uint32_t base, last;     /* positions the run may stand at */
	uint32_t slot[2 * CAPS_MOST];
	VEC(struct job) todo;
	struct arena *scratch;
};

static void later(struct run *r, uint32_t pc, uint32_t pos)
{
	*PUSH(r->scratch, &r->todo) = (struct job){ pc, pos };
}

static bool looks(struct run *r, uint32_t pc, uint32_t pos);

/* Put off every end of a phrase or mark at pos but the first choice (the
 * longest), which is returned; NO when there is none. */
static uint32_t step_hits(struct run *r, const struct ins *i, uint32_t pc, uint32_t pos)
{
	const struct hits *h = i->op == OP_LEX ? r->w->hits : r->w->marks;
	uint32_t best = NO;
	if (!h || pos >= r->last)
		return NO;
	for (uint32_t k = h->at[pos + 1]; k-- > h->at[pos];) {
		const struct hit *hit = &h->v[k];
		if (hit->lex != i->a || hit->end > r->last || (i->op == OP_LEX && !passes(r->w->p, i, hit->row)))
			continue;
		if (best != NO && best != hit->end)
			later(r, pc + 1, best);
		best = hit->end;
	}
	return best;
}

/* Run from (pc, pos) until MATCH or YES; returns where it ended, NO if nowhere. */
static uint32_t run(struct run *r, uint32_t pc, uint32_t pos, enum op goal, uint32_t must_end)
{
	r->todo.n = 0;
	later(r, pc, pos);
	while (r->todo.n) {
		struct job job = r->todo.v[--r->todo.n];
		if (job.pc >= RESTORE) {
			r->slot[job.pc - RESTORE] = job.pos;
			continue;
		}
		pc = job.pc;
		pos = job.pos;
		for (bool alive = true; alive;) {
			uint64_t *seen = &r->failed[(size_t)(pos - r->base) * r->words + pc / 64], bit = UINT64_C(1) << (pc & 63);
			if (*seen & bit)
				break;
			*seen |= bit;
			const struct ins *i = &r->code[pc];
			switch ((enum op)i->op) {
			case OP_FOLDS:
			case OP_EXACT:
			case OP_SHAPE:
			case OP_TEST:
				alive = pos < r->last && accepts(r->w, i, pos);
				pc++;
				pos++;
				break;
			case OP_LEX:
			case OP_MARK:
				pos = step_hits(r, i, pc, pos);
				alive = pos != NO;
				pc++;
				break;
			case OP_SPLIT:
				later(r, i->b, pos);
				pc = i->a;
				break;
			case OP_JUMP:
				pc = i->a;
				break;
			case OP_SAVE:
				later(r, RESTORE + i->a, r->slot[i->a]);
				r->slot[i->a] = pos;
				pc++;
				break;
			case OP_ASSERT:
				alive = asserts(r->w, i->a, pos);
				pc++;
				break;
			case OP_LOOK:
				alive = looks(r, pc, pos);
				pc = i->a;
				break;
			case OP_YES:
			case OP_MATCH:
				if (i->op == (uint32_t)goal && (must_end == NO || must_end == pos))
					return pos;
				alive = false;
				break;
			case OPS:
				alive = false;
				break;
			}
		}
	}
	return NO;
}

/* The body of the LOOK at pc, ahead of or behind pos, on a table of its own. */
static bool looks(struct run *r, uint32_t pc, uint32_t pos)
{
	const struct ins *i = &r->code[pc];
	const struct window *w = r->w;
	bool behind = i->c & LOOK_BEHIND, found = false;
	uint32_t base = behind ? (pos - w->first > i->b ? pos - i->b : w->first) : pos;
	uint32_t last = behind ? pos : (w->end - pos > i->b ? pos + i->b : w->end);
	struct arena temp = *r->scratch;
	struct run inner = { .w = w, .code = r->code, .n_code = r->n_code, .words = r->words,
		             .base = base, .last = last, .scratch = &temp };
	inner.failed = NEW_N(&temp, uint64_t, (size_t)(last - base + 1) * inner.words);
	for (uint32_t s = behind ? base : pos; s <= pos && !found; s++)
		found = run(&inner, pc + 1, s, OP_YES, behind ? pos : NO) != NO;
	return found != ((i->c & LOOK_NOT) != 0);
}

/* --------------------------------------------------------------- matching -- */

static void keep_match(const struct window *w, uint32_t rule, const struct run *r, uint32_t s, uint32_t e,
                       struct arena *keep, struct rule_hits *out)
{
	const struct rule_rec *rec = &w->p->rule[rule];
	struct cap *caps = NEW_N(keep, struct cap, rec->n_caps);
	uint32_t n = 0;
	for (uint32_t k = 0; k < rec->n_caps; k++)
		if (r->slot[2 * k] != NO && r->slot[2 * k + 1] != NO && r->slot[2 * k] <= r->slot[2 * k + 1])
			caps[n++] = (struct cap){ pack_str(w->p, w->p->refs[rec->caps + k]), r->slot[2 * k], r->slot[2 * k + 1] };
	*PUSH(keep, out) = (struct rule_hit){ rule, s, e, rec->priority, caps, n };
}

static void match_rule(const struct window *w, uint32_t rule, struct arena *keep, struct arena scratch, struct rule_hits *out)
{
	const struct rule_rec *rec = &w->p->rule[rule];
	struct run r = { .w = w, .code = w->p->code + rec->code, .n_code = rec->n_code, .words = (rec->n_code + 63) / 64,
		         .base = w->first, .last = w->end, .scratch = &scratch };
	r.failed = NEW_N(&scratch, uint64_t, (size_t)(w->end - w->first + 1) * r.words);
	for (uint32_t s = w->first; s < w->end;) {
		for (uint32_t k = 0; k < 2 * rec->n_caps; k++)
			r.slot[k] = NO;
		uint32_t e = run(&r, 0, s, OP_MATCH, NO);
		if (e == NO || e == s) {
			s++;
			continue;
		}
		keep_match(w, rule, &r, s, e, keep, out);
		s = e;
	}
}

static bool may_match(const struct rule_rec *rec, const uint64_t *bloom)
{
	uint64_t any = 0, known = 0;
	for (int k = 0; k < BLOOM; k++) {
		any |= rec->needed[k] & bloom[k];
		known |= rec->needed[k];
	}
	return rec->n_code && (any || !known);
}

static void fill_props(const struct window *w)
{
	for (uint32_t i = w->first; i < w->end; i++)
		w->props[i - w->first] = props_of(w->v, i);
	w->props[0] |= PROP_FIRST;
	w->props[w->end - 1 - w->first] |= PROP_LAST;
}

static void match_window(const struct window *w, uint32_t set, struct arena *keep, struct arena scratch, struct rule_hits *out)
{
	uint64_t bloom[BLOOM] = { 0 };
	fill_props(w);
	for (uint32_t i = w->first; i < w->end; i++)
		bloom_add(bloom, w->v->fold[i]);
	for (uint32_t k = w->hits->at[w->first]; k < w->hits->at[w->end]; k++)
		bloom_add(bloom, bloom_lex(w->hits->v[k].lex));
	const struct ruleset_rec *s = &w->p->set[set];
	for (uint32_t r = s->first_rule; r < s->first_rule + s->n_rules; r++)
		if (may_match(&w->p->rule[r], bloom))
			match_rule(w, r, keep, scratch, out);
}

static struct window window_of(const struct rule_run *r, struct arena *scratch)
{
	uint32_t end = r->end - r->first > DRG__RULE_WINDOW ? r->first + DRG__RULE_WINDOW : r->end;
	struct window w = { r->p, r->v, r->hits, r->marks, r->first, end, NEW_N(scratch, uint16_t, DRG__RULE_WINDOW) };
	fill_props(&w);
	return w;
}

void drg__rule_run(const struct rule_run *r, uint32_t rule, struct arena *keep, struct arena scratch, struct rule_hits *out)
{
	if (r->first >= r->end || r->p->rule[rule].n_code == 0)
		return;
	struct window w = window_of(r, &scratch);
	match_rule(&w, rule, keep, scratch, out);
}

void drg__rule_reach(const struct rule_run *rr, uint32_t rule, struct arena scratch, uint32_t *first, uint32_t *end)
{
	const struct rule_rec *rec = &rr->p->rule[rule];
	*first = *end = rr->first;
	if (rr->first >= rr->end || rec->n_code == 0)
		return;
	struct window w = window_of(rr, &scratch);
	for (uint32_t s = w.first; s < w.end; s++) {
		struct arena temp = scratch;
		struct run r = { .w = &w, .code = rr->p->code + rec->code, .n_code = rec->n_code, .words = (rec->n_code + 63) / 64,
			         .base = w.first, .last = w.end, .scratch = &temp };
		r.failed = NEW_N(&temp, uint64_t, (size_t)(w.end - w.first + 1) * r.words);
		run(&r, 0, s, OP_MATCH, NO);
		uint32_t reach = w.end;
		for (bool seen = false; reach > s; reach--) {
			for (uint32_t k = 0; k < r.words; k++)
				seen |= r.failed[(size_t)(reach - w.first) * r.words + k] != 0;
			if (seen)
				break;
		}
		if (reach - s > *end - *first) {
			*first = s;
			*end = reach;
		}
	}
}

static int by_place(const struct rule_hit *a, const struct rule_hit *b)
{
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	if (a->priority != b->priority)
		return a->priority > b->priority ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	return (a->rule > b->rule) - (a->rule < b->rule);
}

static int by_rank(const struct rule_hit *a, const struct rule_hit *b)
{
	if (a->priority != b->priority)
		return a->priority > b->priority ? -1 : 1;
	uint32_t na = a->end - a->first, nb = b->end - b->first;
	if (na != nb)
		return na > nb ? -1 : 1;
	return by_place(a, b);
}

/* Bottom-up merge sort: no recursion, no malloc (libc's qsort may), stable. */
static void sort_hits(struct rule_hit *v, size_t n, int (*cmp)(const struct rule_hit *, const struct rule_hit *), struct arena scratch)
{
	struct rule_hit *from = v, *to = NEW_N(&scratch, struct rule_hit, n);
	for (size_t width = 1; width < n; width *= 2) {
		for (size_t lo = 0; lo < n; lo += 2 * width) {
			size_t mid = lo + width < n ? lo + width : n, hi = mid + width < n ? mid + width : n, a = lo, b = mid;
			for (size_t k = lo; k < hi; k++)
				to[k] = a < mid && (b >= hi || cmp(&from[a], &from[b]) <= 0) ? from[a++] : from[b++];
		}
		struct rule_hit *t = from;
		from = to;
		to = t;
	}
	if (from != v && n)
		memcpy(v, from, n * sizeof *v);
}

void drg__rules_match(const drg_pack *p, uint32_t set, const struct view *v, const struct hits *hits,
                      const struct hits *marks, uint32_t first, uint32_t end,
                      struct arena *keep, struct arena scratch, struct rule_hits *out)
{
	size_t before = out->n;
	if (set >= p->n_sets || end > v->n)
		return;
	struct window w = { .p = p, .v = v, .hits = hits, .marks = marks };
	w.props = NEW_N(&scratch, uint16_t, DRG__RULE_WINDOW);
	for (; first < end; first = w.end) {
		w.first = first;
		w.end = end - first > DRG__RULE_WINDOW ? first + DRG__RULE_WINDOW : end;
		match_window(&w, set, keep, scratch, out);
	}
	if (out->n > before)
		sort_hits(out->v + before, out->n - before, by_place, scratch);
}

void drg__rules_best(struct rule_hits *h, uint32_t n_tokens, struct arena scratch)
{
	uint8_t *taken = NEW_N(&scratch, uint8_t, n_tokens);
	size_t kept = 0;
	sort_hits(h->v, h->n, by_rank, scratch);
	for (size_t i = 0; i < h->n; i++) {
		struct rule_hit hit = h->v[i];
		bool free_place = true;
		for (uint32_t t = hit.first; t < hit.end && free_place; t++)
			free_place = !taken[t];
		if (!free_place)
			continue;
		memset(taken + hit.first, 1, hit.end - hit.first);
		h->v[kept++] = hit;
	}
	h->n = kept;
	sort_hits(h->v, h->n, by_place, scratch);
}

bool drg__rule_cap(const struct rule_hit *h, const char *name, uint32_t *first, uint32_t *end)
{
	for (uint32_t k = 0; k < h->n_caps; k++) {
		if (drg__str_eq(h->caps[k].name, drg__str_c(name))) {
			*first = h->caps[k].first;
			*end = h->caps[k].end;
			return true;
		}
	}
	return false;
}

struct str drg__rule_yield(const drg_pack *p, uint32_t rule, const char *key)
{
	if (rule >= p->n_rules)
		return STR("");
	const struct rule_rec *r = &p->rule[rule];
	for (uint32_t k = 0; k < r->n_yields; k++)
		if (drg__str_eq(pack_str(p, p->refs[r->yields + 2 * k]), drg__str_c(key)))
			return pack_str(p, p->refs[r->yields + 2 * k + 1]);
	return STR("");
}

/* By first token, longest first, then class and row: a counting sort by first
 * token, then insertion inside a token (few spans begin at one). */
void drg__marks(const struct hit *v, uint32_t n, uint32_t n_tokens, struct arena *keep, struct hits *out)
{
	out->n = n;
	out->v = NEW_N(keep, struct hit, n);
	out->at = NEW_N(keep, uint32_t, (size_t)n_tokens + 2);
	for (uint32_t i = 0; i < n; i++)
		out->at[v[i].first + 2]++;
	for (uint32_t t = 0; t < n_tokens; t++)
		out->at[t + 2] += out->at[t + 1];
	for (uint32_t i = 0; i < n; i++) {
		uint32_t k = out->at[v[i].first + 1]++, from = k;
		while (from > 0 && out->v[from - 1].first == v[i].first &&
		       (out->v[from - 1].end < v[i].end || (out->v[from - 1].end == v[i].end && (out->v[from - 1].lex > v[i].lex ||
		        (out->v[from - 1].lex == v[i].lex && out->v[from - 1].row > v[i].row)))))
			from--;
		memmove(&out->v[from + 1], &out->v[from], (k - from) * sizeof *out->v);
		out->v[from] = v[i];
	}
}
