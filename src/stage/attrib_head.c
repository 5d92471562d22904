/* Attributions by the encoder's heads: what begins a cue, and which role each
 * word around has for it, decoded over the dependency tree.
 *
 *   roles over the words near a cue minimise  sum of costs(word, role)
 *                                           + sum over arcs whose ends differ in role of BREAK
 *   arcs at a word of the cue are free.
 *
 * A tree has this minimum in one pass up and one down, so that contents and
 * sources come out as whole subtrees unless the words say otherwise.  A
 * quotation inside the level is one piece: its words share their costs. */
#include "stage/attrib.h"

/* Costs are sixteenths of a nat, as in the layer. */
enum { BREAK = 24, DOUBT = 48, NEVER = 1 << 20, CUE_TAGS_OUT = 5, CUE_WORDS = 8 };

struct decode {
	const struct cx *c;
	const struct cue_roles *row;
	uint32_t lo, hi;            /* tokens looked at */
	uint8_t *is_cue;            /* [hi - lo] */
	int32_t (*emit)[EVIDENCE_ROLES], (*sum)[EVIDENCE_ROLES];
	uint8_t (*choice)[EVIDENCE_ROLES]; /* [hi - lo] best role for each role of the head */
	uint8_t *role;
};

static uint8_t tag_of(const struct cx *c, uint32_t t)
{
	const uint8_t *v = c->ev->cue + (size_t)t * EVIDENCE_BIO;
	return v[0] <= v[1] && v[0] <= v[2] ? 0 : v[1] <= v[2] ? 1 : 2;
}

/* The words of the cue that begins at the candidate: it and the I words up to
 * the next B or five O in a row. */
static void mark_cue(struct decode *d)
{
	uint32_t out = 0;
	d->is_cue[d->row->tok - d->lo] = 1;
	for (uint32_t t = d->row->tok + 1; t < d->hi && out < CUE_TAGS_OUT && t < d->row->tok + 3 * CUE_WORDS; t++) {
		uint8_t tag = tag_of(d->c, t);
		if (tag == 1)
			break;
		out = tag == 2 ? 0 : out + 1;
		d->is_cue[t - d->lo] = tag == 2;
	}
}

/* The quotation, a speech, that holds token t most closely; NONE. */
static uint32_t level_of(const struct cx *c, uint32_t t)
{
	uint32_t lo = 0, hi = c->quotes->n, best = NONE;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (c->qfirst[mid] <= t)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (uint32_t q = lo, steps = 0; q-- > 0 && steps < 8; steps++) {
		uint32_t k = q;
		while (k != NONE && !(c->qfirst[k] <= t && t < c->qend[k] && c->speech[k]))
			k = c->quotes->parent[k];
		if (k != NONE) {
			best = k;
			break;
		}
		if (c->quotes->parent[q] == NONE)
			break;
	}
	return best;
}

/* Costs of the words; those of a quotation of the next level down are shared. */
static void emissions(struct decode *d, uint32_t level)
{
	const struct cx *c = d->c;
	for (uint32_t t = d->lo; t < d->hi; t++)
		for (int r = 0; r < EVIDENCE_ROLES; r++) {
			bool punct = c->tok->flags[t] & TOK_PUNCT;
			int32_t e = punct ? 0 : d->row->cost[(size_t)(t - d->row->from) * EVIDENCE_ROLES + (size_t)r];
			d->emit[t - d->lo][r] = d->is_cue[t - d->lo] ? (r == ROLE_NONE ? 0 : NEVER) : e;
		}
	for (uint32_t q = drg__span_first(c->quotes->outer, c->quotes->n, c->tok->span[d->lo].s); q < c->quotes->n && c->qfirst[q] < d->hi; q++) {
		if (c->quotes->parent[q] != level || !c->speech[q])
			continue;
		uint32_t from = c->qfirst[q] > d->lo ? c->qfirst[q] : d->lo, to = c->qend[q] < d->hi ? c->qend[q] : d->hi;
		int32_t all[EVIDENCE_ROLES] = { 0 };
		for (uint32_t t = from; t < to; t++)
			for (int r = 0; r < EVIDENCE_ROLES; r++)
				all[r] += d->is_cue[t - d->lo] ? 0 : d->emit[t - d->lo][r];
		int best = ROLE_NONE;
		for (int r = 0; r < EVIDENCE_ROLES; r++)
			if (all[r] < all[best])
				best = r;
		for (uint32_t t = from; t < to; t++)
			for (int r = 0; r < EVIDENCE_ROLES; r++)
				if (!d->is_cue[t - d->lo])
					d->emit[t - d->lo][r] = r == best ? 0 : NEVER / 64;
	}
}

static uint32_t head_in(const struct decode *d, uint32_t t)
{
	uint32_t h = d->c->head[t];
	return h == NONE || h < d->lo || h >= d->hi ? NONE : h;
}

/* Up and down the trees; c->order has heads before their dependents, sentence
 * by sentence, of which the first and the last may be looked at only in part. */
static void best_roles(struct decode *d)
{
	const struct cx *c = d->c;
	uint32_t n = d->hi - d->lo, first = drg__attrib_sent(c, d->lo), last = drg__attrib_sent(c, d->hi - 1);
	uint32_t from = c->sents->tok[first], to = c->sents->tok[last + 1];
	memcpy(d->sum, d->emit, n * sizeof *d->sum);
	for (uint32_t k = to; k-- > from;) {
		uint32_t t = c->order[k], h;
		if (t < d->lo || t >= d->hi)
			continue;
		int32_t *s = d->sum[t - d->lo];
		int least = 0;
		for (int r = 1; r < EVIDENCE_ROLES; r++)
			if (s[r] < s[least])
				least = r;
		h = head_in(d, t);
		int32_t price = h == NONE || d->is_cue[t - d->lo] || d->is_cue[h - d->lo] ? 0 : BREAK;
		for (int r = 0; r < EVIDENCE_ROLES; r++) {
			int pick = s[r] <= s[least] + price ? r : least;
			if (price == 0)
				pick = least;
			d->choice[t - d->lo][r] = (uint8_t)pick;
			if (h != NONE)
				d->sum[h - d->lo][r] += s[pick] + (pick == r ? 0 : price);
		}
	}
	for (uint32_t k = from; k < to; k++) {
		uint32_t t = c->order[k], h;
		if (t < d->lo || t >= d->hi)
			continue;
		h = head_in(d, t);
		d->role[t - d->lo] = d->choice[t - d->lo][h == NONE ? ROLE_NONE : d->role[h - d->lo]];
	}
}

/* The next run of a role from token t on, over punctuation between its words:
 * false when there is none. Ends are words, not punctuation. */
static bool next_run(const struct decode *d, uint32_t t, uint8_t role, uint32_t *from, uint32_t *to)
{
	const struct cx *c = d->c;
	while (t < d->hi && (d->role[t - d->lo] != role || (c->tok->flags[t] & TOK_PUNCT)))
		t++;
	if (t >= d->hi)
		return false;
	*from = t;
	*to = t + 1;
	for (; t < d->hi; t++) {
		bool punct = c->tok->flags[t] & TOK_PUNCT;
		if (!punct && d->role[t - d->lo] != role)
			break;
		if (!punct)
			*to = t + 1;
	}
	return true;
}

/* What the words of a run speak for its role against none. */
static int32_t weight(const struct decode *d, uint32_t from, uint32_t to, uint8_t role)
{
	int32_t w = 0;
	for (uint32_t t = from; t < to; t++)
		if (!(d->c->tok->flags[t] & TOK_PUNCT)) {
			const uint8_t *v = d->row->cost + (size_t)(t - d->row->from) * EVIDENCE_ROLES;
			w += v[ROLE_NONE] - v[role];
		}
	return w;
}

/* The heaviest run of a role that one span holds; false when none weighs. */
static bool one_run(const struct decode *d, uint8_t role, struct span *out)
{
	uint32_t from, to;
	int32_t most = 0;
	for (uint32_t t = d->lo; next_run(d, t, role, &from, &to); t = to) {
		int32_t w = weight(d, from, to, role);
		if (w > most) {
			most = w;
			*out = (struct span){ d->c->tok->span[from].s, d->c->tok->span[to - 1].e };
		}
	}
	return most > 0;
}

/* Content runs, at most four, the lightest left out; quotation marks around a
 * whole run go, a lone "that" before it too. */
static void contents(struct decode *d, struct found *f)
{
	struct { uint32_t from, to; int32_t w; } run[16];
	const struct cx *c = d->c;
	uint32_t n = 0, from, to;
	for (uint32_t t = d->lo; n < 16 && next_run(d, t, ROLE_CONTENT, &from, &to); t = to) {
		while (to - from > 1 && c->cls[from] == W_COMP)
			from++;
		run[n].from = from;
		run[n].to = to;
		run[n++].w = weight(d, from, to, ROLE_CONTENT);
	}
	while (n > 4) {
		uint32_t least = 0;
		for (uint32_t k = 1; k < n; k++)
			if (run[k].w < run[least].w)
				least = k;
		memmove(run + least, run + least + 1, (n - least - 1) * sizeof *run);
		n--;
	}
	for (uint32_t k = 0; k < n; k++) {
		if (run[k].w <= 0 && n > 1)
			continue;
		f->content[f->n_content++] = (struct span){ c->tok->span[run[k].from].s, c->tok->span[run[k].to - 1].e };
	}
}

/* A content that ends or begins inside a quotation's marks by one mark gets the
 * other, or neither; and which quotation it ends with. */
static void snap_quotes(const struct cx *c, struct found *f, uint32_t level)
{
	for (uint8_t k = 0; k < f->n_content; k++) {
		struct span *s = &f->content[k];
		for (uint32_t q = drg__span_first(c->quotes->inner, c->quotes->n, s->s > 2 ? s->s - 2 : 0); q < c->quotes->n && c->quotes->outer[q].s < s->e; q++) {
			if (c->quotes->parent[q] != level || !c->speech[q])
				continue;
			struct span in = c->quotes->inner[q], outer = c->quotes->outer[q];
			if (s->s >= outer.s && s->s <= in.s && s->e >= in.e - 1 && s->e <= outer.e) {
				*s = drg__attrib_quoted_words(c, q);
			} else if (s->s < outer.s && s->e > in.s && s->e <= outer.e) {
				s->e = outer.e;
			} else if (s->s >= outer.s && s->s <= in.s && s->e > outer.e) {
				s->s = outer.s;
			}
			c->used[q] = 1;
			f->last_quote = s->e >= in.e - 1 ? q : NONE;
		}
	}
}

/* Where the roles name no source: the subject of the cue, or of the predicate it
 * hangs on, unless the roles are sure that it is none. */
static bool subject_run(const struct decode *d, struct span *out)
{
	const struct cx *c = d->c;
	uint32_t t = d->row->tok, noun = NONE;
	for (uint32_t k = t; k < d->hi && d->is_cue[k - d->lo] && k < t + CUE_WORDS; k++)
		if (c->upos[k] == UPOS_VERB)
			t = k; /* the main verb of a group */
	if (c->upos[t] != UPOS_VERB || c->passive[t])
		return false;
	for (int step = 0; step < 6 && noun == NONE; step++) {
		noun = c->subj[t];
		uint32_t up = c->head[t];
		if (noun != NONE || up == NONE)
			break;
		if (c->rel[t] == REL_ACL || c->rel[t] == REL_RELCL)
			noun = up;
		else if (c->rel[t] != REL_CHAIN)
			break;
		t = up;
	}
	if (noun == NONE || noun < d->lo || noun >= d->hi || d->is_cue[noun - d->lo] || d->role[noun - d->lo] == ROLE_CONTENT)
		return false;
	const uint8_t *v = d->row->cost + (size_t)(noun - d->row->from) * EVIDENCE_ROLES;
	if (v[ROLE_SOURCE] > v[ROLE_NONE] + DOUBT)
		return false;
	uint32_t a = c->lo[noun] > d->lo ? c->lo[noun] : d->lo, b = c->hi[noun] < d->hi ? c->hi[noun] : d->hi - 1;
	if (a <= d->row->tok && d->row->tok <= b) /* the cue describes the noun */
		b = noun < d->row->tok ? noun : b;
	*out = (struct span){ c->tok->span[a].s, c->tok->span[b].e };
	return true;
}

static void one(struct cx *c, const struct cue_roles *row, struct arena scratch)
{
	uint32_t level = level_of(c, row->tok), lo = row->from, hi = row->to;
	if (level != NONE) {
		lo = c->qfirst[level] > lo ? c->qfirst[level] : lo;
		hi = c->qend[level] < hi ? c->qend[level] : hi;
	}
	/* the paragraph, and what follows a colon at its end */
	uint32_t t = row->tok;
	while (t > lo && !(c->tok->flags[t] & TOK_PARA))
		t--;
	lo = t;
	for (t = row->tok + 1; t < hi && !(c->tok->flags[t] & TOK_PARA); t++)
		;
	hi = t;
	uint32_t n = hi - lo;
	struct decode d = { c, row, lo, hi, NEW_N(&scratch, uint8_t, n), NULL, NULL, NULL, NEW_N(&scratch, uint8_t, n) };
	d.emit = drg__alloc_n(&scratch, n, sizeof *d.emit, 4);
	d.sum = drg__alloc_n(&scratch, n, sizeof *d.sum, 4);
	d.choice = drg__alloc_n(&scratch, n, sizeof *d.choice, 1);
	mark_cue(&d);
	emissions(&d, level);
	best_roles(&d);
	struct found f = { .rule = R_HEADS, .last_quote = NONE, .para = c->tok->para[row->tok], .roles = (uint32_t)(row - c->ev->roles.v), .has_roles = true, .cue_cost = c->ev->cue[(size_t)row->tok * EVIDENCE_BIO + 1] };
	uint32_t e = row->tok + 1;
	while (e < hi && d.is_cue[e - lo])
		e++;
	f.cue = (struct span){ c->tok->span[row->tok].s, c->tok->span[e - 1].e };
	f.n_source = one_run(&d, ROLE_SOURCE, &f.source[0]) || subject_run(&d, &f.source[0]);
	f.n_recipient = one_run(&d, ROLE_RECIPIENT, &f.recipient);
	contents(&d, &f);
	snap_quotes(c, &f, level);
	for (t = row->tok; t < e; t++) {
		const struct hit *h = drg__hit_at(c->hits, t, c->lex_cues);
		if (h)
			f.stance = (uint8_t)drg__lex_enum(c->pack, c->lex_cues, h->row, c->col_stance);
	}
	drg__attrib_put(c, &f);
}

void drg__attrib_heads(struct cx *c)
{
	if (!c->ev || !c->ev->cue || !c->head)
		return;
	for (size_t i = 0; i < c->ev->roles.n; i++)
		if (!(c->tok->flags[c->ev->roles.v[i].tok] & TOK_ZONE) && !c->label[c->ev->roles.v[i].tok])
			one(c, &c->ev->roles.v[i], *c->a);
}
