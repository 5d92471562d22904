/* Contents: quotations and clauses before and after a cue. */
#include "stage/attrib.h"

static bool speech_at(const struct cx *c, uint32_t i)
{
	return is_q(c, i) && c->speech[c->it[i].q];
}

/* A quotation without its marks and without the comma before the closing one. */
struct span drg__attrib_quoted_words(const struct cx *c, uint32_t q)
{
	struct span s = c->quotes->inner[q];
	if (s.e > s.s + 1 && c->text->p[s.e - 1] == ',')
		s.e--;
	return s;
}

/* s up to the closing mark of a term that begins in it, where only a stop stands between: a
 * "delay." */
static struct span with_mark(const struct cx *c, struct span s)
{
	enum { STOP_AND_MARK = 4 };
	for (uint32_t q = drg__span_first(c->quotes->outer, c->quotes->n, s.s); q < c->quotes->n && c->quotes->outer[q].s < s.e; q++)
		if (c->quotes->inner[q].s < s.e && c->quotes->outer[q].e > s.e && c->quotes->outer[q].e - s.e <= STOP_AND_MARK)
			s.e = c->quotes->outer[q].e;
	return s;
}

/* Items [from, to) as content: without commas at the edges, a lone quotation
 * without its marks. */
void drg__attrib_add_content(struct cx *c, struct found *f, uint32_t from, uint32_t to)
{
	while (from < to && (is_comma(c, from) || is_dash(c, from) || (is_punct(c, from) && first_char(c, from) == ':')))
		from++;
	while (to > from && (is_comma(c, to - 1) || is_stop(c, to - 1) || is_dash(c, to - 1) || (to - from > 1 && is_comma(c, to - 2) && speech_at(c, to - 1) && c->used[c->it[to - 1].q])))
		to--; /* ", referring to the fine, "it will stay"": given to the one who said so before */
	if (from >= to || f->n_content == 4)
		return;
	for (uint32_t i = from; i < to; i++)
		if (is_q(c, i) && c->speech[c->it[i].q])
			c->used[c->it[i].q] = 1;
	if (to - from == 1 && is_q(c, from)) {
		f->content[f->n_content++] = drg__attrib_quoted_words(c, c->it[from].q);
		f->last_quote = c->it[from].q;
		return;
	}
	struct span s = with_mark(c, bytes(c, from, to));
	/* marks at both edges belong to no content only when they are one pair's;
	 * one at the end belongs to the quotation inside */
	f->content[f->n_content++] = s;
	f->last_quote = is_q(c, to - 1) && c->speech[c->it[to - 1].q] ? c->it[to - 1].q : NONE;
}

/* Is a word or a number in the content, or nothing but marks? */
static bool has_words(const struct cx *c, const struct found *f)
{
	for (uint8_t k = 0; k < f->n_content; k++)
		for (uint32_t t = drg__span_first(c->tok->span, c->tok->n, f->content[k].s); t < c->tok->n && c->tok->span[t].s < f->content[k].e; t++)
			if (!(c->tok->flags[t] & TOK_PUNCT))
				return true;
	return false;
}

struct found *drg__attrib_put(struct cx *c, const struct found *f)
{
	if (!f->n_content || !has_words(c, f))
		return NULL;
	struct found *to = PUSH(c->a, &c->out);
	*to = *f;
	drg__attrib_place(to);
	return to;
}

void drg__attrib_place(struct found *f)
{
	f->at = f->cue.s;
	for (uint8_t k = 0; k < f->n_content; k++)
		if (f->content[k].s < f->at)
			f->at = f->content[k].s;
}

/* The next sentence of the paragraph, if it begins with a quotation that
 * nobody else is given: its quotation row, else NONE. */
static uint32_t quote_next(const struct cx *c)
{
	if (c->n == 0)
		return NONE;
	uint32_t t = c->it[c->n - 1].b;
	if (t >= c->level_end || (c->tok->flags[t] & TOK_PARA) || !(c->tok->flags[t] & TOK_QUOTE))
		return NONE;
	uint32_t lo = 0, hi = c->quotes->n;
	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;
		if (c->quotes->outer[mid].s < c->tok->span[t].s)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo >= c->quotes->n || c->quotes->outer[lo].s != c->tok->span[t].s || !c->speech[lo])
		return NONE;
	/* somebody else's cue after it?  Not when the quotation ends with a stop. */
	struct span in = c->quotes->inner[lo];
	if (in.e > in.s && c->text->p[in.e - 1] == '.')
		return lo;
	uint32_t e = c->qend[lo];
	for (uint32_t k = e; k < e + 12 && k < c->level_end && !(c->tok->flags[k] & TOK_PARA); k++) {
		if (c->text->p[c->tok->span[k].s] == '.' && k > e)
			break;
		if (drg__hit_at(c->hits, k, c->lex_cues))
			return NONE;
	}
	return lo;
}

void drg__attrib_take_next_quote(struct cx *c, struct found *f)
{
	uint32_t q = quote_next(c);
	if (q == NONE || f->n_content == 4)
		return;
	f->content[f->n_content++] = drg__attrib_quoted_words(c, q);
	f->last_quote = q;
	c->used[q] = 1;
}

/* "16:45 The premier speaks at seven", "5.30pm They agreed": a line of a live report that begins with the hour. */
static bool is_stamp(const struct cx *c)
{
	if (is_q(c, 0) || !(c->tok->flags[c->it[0].a] & TOK_PARA) || !capital(c, 1))
		return false;
	struct str w = word(c, c->it[0].a);
	bool mark = false;
	for (size_t i = 0; i < w.n; i++)
		mark |= i > 0 && (w.p[i] == ':' || w.p[i] == '.') && i + 2 < w.n + (w.n <= 5);
	return mark && w.n >= 4 && w.p[0] >= '0' && w.p[0] <= '9';
}

uint32_t drg__attrib_clause_begin(const struct cx *c, uint32_t before)
{
	uint32_t k = before;
	int steps = 0;
	while (k > 0 && steps < 200 && !(is_stop(c, k - 1) && (first_char(c, k - 1) == ';' || (first_char(c, k - 1) == '.' && capital(c, k)))))
		k--, steps++;
	while (k < before && (cls(c, k) == W_CONJ || (is_comma(c, k))))
		k++;
	if (k == 0 && before > 1 && is_stamp(c))
		k++;
	return k;
}

/* After the cue (and what is said of when and where), is the sentence over, or
 * does a comma close a parenthesis? */
bool drg__attrib_over(const struct cx *c, uint32_t i)
{
	return i >= c->n || is_stop(c, i) || is_comma(c, i) || is_dash(c, i) || (is_punct(c, i) && first_char(c, i) == ')');
}

/* Has the stretch a verb of its own? */
static bool has_verb(const struct cx *c, uint32_t from, uint32_t to)
{
	for (uint32_t k = from; k < to; k++)
		if (is_verb(c, k) || (cls(c, k) == W_AUX && !drg__attrib_possessive(c, k)) || cls(c, k) == W_MODAL || (speech_at(c, k)))
			return true;
	return false;
}

static bool no_quote_in(const struct cx *c, uint32_t from)
{
	for (uint32_t k = from; k < c->n; k++)
		if (speech_at(c, k))
			return false;
	return true;
}

/* "The ferry was late, the clerk told us by telephone before he left.": a whole clause
 * before the comma at left - 1, and after the cue, at item r, no content but when and how. */
bool drg__attrib_clause_left(const struct cx *c, uint32_t left, uint32_t r)
{
	if (left < 3 || !is_comma(c, left - 1) || r >= c->n)
		return false;
	uint32_t b = drg__attrib_clause_begin(c, left - 1);
	uint8_t first = cls(c, b), w = cls(c, r);
	if (first == W_SUB || first == W_PREP || first == W_TIME || first == W_ADV || first == W_REL || first == W_COMP || first == W_NEG || is_q(c, b) || tok_is(c, b, "when") || tok_is(c, b, "after"))
		return false;
	if (is_verb(c, b) && drg__str_ends(word(c, c->it[b].a), STR("ing")))
		return false;
	if (w != W_PREP && w != W_SUB && w != W_TIME && w != W_ADV)
		return false;
	bool finite = false;
	for (uint32_t k = b; k + 1 < left && !finite; k++)
		finite = (cls(c, k) == W_AUX && !drg__attrib_possessive(c, k)) || cls(c, k) == W_MODAL || (c->upos && c->it[k].q == NONE && c->subj[c->it[k].a] != NONE);
	return finite && no_quote_in(c, r);
}

/* The content to the left of item `left`: a quotation, with the words before it
 * in its clause, or a clause that ends with a comma there. */
static bool left_part(struct cx *c, struct found *f, const struct cue *q, uint32_t left)
{
	uint32_t l = left;
	while (l > 0 && (is_comma(c, l - 1) || is_dash(c, l - 1)))
		l--;
	if (l == 0)
		return false;
	bool quote = speech_at(c, l - 1);
	if (!quote && l == left)
		return false;
	if (!(q->frames & (quote ? F_QUOTE : F_AFTER)))
		return false;
	uint32_t b = drg__attrib_clause_begin(c, quote ? l - 1 : l);
	/* With the comma inside the marks, too, the words before them belong to it; but not where the
	 * quotation is an afterthought: The road stays shut, "for a week", the envoy said. */
	bool comma = left > l || (quote && c->quotes->inner[c->it[l - 1].q].e > 0 && c->text->p[c->quotes->inner[c->it[l - 1].q].e - 1] == ',');
	bool after = quote && l > 1 && (is_comma(c, l - 2) || (is_punct(c, l - 2) && first_char(c, l - 2) == ':') || tok_is(c, left, "as"));
	if (quote && (after || !(b < l - 1 && comma))) {
		f->rule = R_QUOTE_BEFORE;
		drg__attrib_add_content(c, f, l - 1, l);
		return true;
	}
	if (!quote && l - b < 2)
		return false;
	f->rule = R_AFTER;
	f->half = !has_verb(c, b, l);
	drg__attrib_add_content(c, f, b, l);
	return true;
}

/* Do the heads take items [from, to) for content of the cue being read, on the whole? */
static bool heads_favour(const struct cx *c, uint32_t from, uint32_t to)
{
	if (!c->ev || from >= to || c->cue_tok == NONE)
		return false;
	size_t lo = 0, hi = c->ev->roles.n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (c->ev->roles.v[mid].tok < c->cue_tok)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == c->ev->roles.n || c->ev->roles.v[lo].tok != c->cue_tok)
		return false;
	const struct cue_roles *row = &c->ev->roles.v[lo];
	int32_t w = 0;
	for (uint32_t t = c->it[from].a; t < c->it[to - 1].b; t++)
		if (t >= row->from && t < row->to && !(c->tok->flags[t] & TOK_PUNCT)) {
			const uint8_t *x = row->cost + (size_t)(t - row->from) * EVIDENCE_ROLES;
			w += x[ROLE_NONE] - x[ROLE_CONTENT];
		}
	return w > 0;
}

/* Does what stands after ", X said," go on with the content?  It must where the
 * left part is no clause yet; else not where it may describe X. */
static bool clause_goes_on(const struct cx *c, const struct found *f, uint32_t e)
{
	if (e >= c->n || (is_verb(c, e) && drg__str_ends(word(c, c->it[e].a), STR("ing"))))
		return false;
	uint8_t w = cls(c, e);
	if (w == W_REL || tok_is(c, e, "who"))
		return false;
	/* ", and the bridge stays shut": unless the heads think that X does it */
	if (w == W_CONJ && !f->half)
		return heads_favour(c, e, drg__attrib_clause_end(c, e));
	return f->half || (w != W_DET && w != W_SUB);
}

/* "We wait," the envoy said, pointing to the map, "until the ferry comes.": the item of the
 * quotation that goes on in small letters, after a comma, with what a comma broke off, or NONE.
 * r: after the cue and what says when; what stands between must not say anything itself. */
static uint32_t resumed(const struct cx *c, const struct found *f, uint32_t r)
{
	struct span in = f->last_quote == NONE ? (struct span){ 0, 0 } : c->quotes->inner[f->last_quote];
	if (in.e == in.s || c->text->p[in.e - 1] != ',')
		return NONE;
	for (uint32_t i = r; i < c->n && !is_stop(c, i); i++)
		if (speech_at(c, i)) {
			uint32_t t = c->it[i].a + 1; /* after the mark */
			bool small = t < c->it[i].b && c->tok->shape[t] == SHAPE_LOWER;
			bool said = i > 1 && !is_q(c, i - 2) && drg__hit_at(c->hits, c->it[i - 2].a, c->lex_cues);
			return small && i > 0 && is_comma(c, i - 1) && !said ? i : NONE;
		}
	return NONE;
}

/* Content to the left of item `left` (exclusive).  Then what goes on after item
 * `right`: ", X said, ..." or ", X said. "..." */
bool drg__attrib_content_before(struct cx *c, struct found *f, const struct cue *q, uint32_t left, uint32_t right)
{
	if (!left_part(c, f, q, left))
		return false;
	uint32_t r = right;
	/* "The cook, the Post reports, says ...": the verb after the comma is the left part's */
	bool bare_subject = f->rule == R_AFTER && f->half && is_comma(c, r) && (is_verb(c, r + 1) || cls(c, r + 1) == W_AUX || cls(c, r + 1) == W_MODAL);
	if (r < c->n && is_comma(c, r) && (bare_subject || !drg__attrib_sibling(c, r, true))) {
		uint32_t e = r + 1, k = cls(c, e) == W_CONJ ? e + 1 : e;
		if (speech_at(c, k)) {
			drg__attrib_add_content(c, f, e, drg__attrib_clause_end(c, k));
			r = k + 1;
		} else if (f->rule == R_AFTER && clause_goes_on(c, f, e)) {
			drg__attrib_add_content(c, f, e, drg__attrib_clause_end(c, e));
		}
	}
	uint32_t more = f->n_content == 1 ? resumed(c, f, r) : NONE;
	if (more != NONE)
		drg__attrib_add_content(c, f, more, more + 1);
	else if (is_stop(c, r) && speech_at(c, r + 1))
		drg__attrib_add_content(c, f, r + 1, r + 2);
	else if (f->last_quote != NONE && no_quote_in(c, r))
		drg__attrib_take_next_quote(c, f);
	return true;
}

/* Does the quotation at item b end the content?  It does when it ends like a
 * sentence, or when what follows only says when, or goes on to another deed. */
static bool quote_is_all(const struct cx *c, uint32_t b)
{
	struct span in = c->quotes->inner[c->it[b].q];
	char last = in.e > in.s ? c->text->p[in.e - 1] : 0;
	if (last == '.' || last == '!' || last == '?' || last == ',')
		return true;
	if (cls(c, b + 1) == W_SUB || tok_is(c, b + 1, "after") || tok_is(c, b + 1, "before") || tok_is(c, b + 1, "during") || tok_is(c, b + 1, "in") || tok_is(c, b + 1, "at") || tok_is(c, b + 1, "on"))
		return true;
	return cls(c, b + 1) == W_CONJ && is_verb(c, b + 2);
}

/* "urged the envoy to wait": whom, and what.  k: after the cue, or after the recipient. */
static bool asked_to(struct cx *c, struct found *f, uint32_t k)
{
	uint32_t e = f->n_recipient ? k : drg__attrib_np_right(c, k), m = drg__attrib_past_adjuncts(c, e);
	if (k >= c->n || !(e > k || f->n_recipient) || cls(c, m) != W_TO || m + 1 >= c->n)
		return false;
	if (c->upos && c->upos[c->it[m + 1].a] != UPOS_VERB && c->upos[c->it[m + 1].a] != UPOS_AUX)
		return false;
	if (!f->n_recipient)
		f->recipient = bytes(c, k, e);
	f->n_recipient = 1;
	f->rule = R_INF;
	drg__attrib_add_content(c, f, m, drg__attrib_phrase_end(c, m, true));
	return true;
}

/* "asked the envoy whether", "asked him: ...": past whom, or k. */
static uint32_t past_asked(struct cx *c, struct found *f, uint32_t k)
{
	uint32_t e = drg__attrib_np_right(c, k), m = e;
	if (k >= c->n || e == k)
		return k;
	if (is_comma(c, m))
		m++;
	bool whether = cls(c, m) == W_SUB && (tok_is(c, m, "if") || tok_is(c, m, "whether"));
	if (!whether && !(cls(c, m) == W_REL && m == e) && !speech_at(c, m))
		return k;
	f->recipient = bytes(c, k, e);
	f->n_recipient = 1;
	return e;
}

/* May a clause begin at item k?  With its subject, or what may stand before that. */
static bool clause_starts(const struct cx *c, uint32_t k)
{
	static const char *const first[] = { "in", "at", "on", "under", "after", "despite", "with", "without" };
	uint8_t w = cls(c, k);
	if (w == W_PREP) {
		for (size_t i = 0; i < sizeof first / sizeof *first; i++)
			if (tok_is(c, k, first[i]))
				return true;
		return false;
	}
	return w == W_DET || w == W_POSS || w == W_PRON || w == W_NUM || w == W_NONE || w == W_REL || w == W_SUB || w == W_ADV || w == W_NEG || w == W_TIME;
}

/* Has the clause at item k a verb, within the next words? */
static bool clause_verb(const struct cx *c, uint32_t k)
{
	for (uint32_t m = k; m < c->n && m < k + 40; m++) {
		uint8_t x = cls(c, m);
		if ((x == W_AUX && !drg__attrib_possessive(c, m)) || x == W_MODAL || (m > k && is_verb(c, m) && !capital(c, m)) || is_q(c, m))
			return true;
		if (m > k && x == W_NONE && !is_punct(c, m)) {
			struct str z = word(c, c->it[m].a);
			if (z.n > 4 && drg__str_ends(z, STR("ed")) && cls(c, m - 1) != W_DET)
				return true;
		}
		if (is_stop(c, m))
			return false;
	}
	return false;
}

static bool object_starts(const struct cx *c, uint32_t i)
{
	uint8_t w = cls(c, i);
	return !is_punct(c, i) && (w == W_DET || w == W_POSS || w == W_OBJPRON || w == W_PRON || w == W_NUM || w == W_NONE || w == W_REL || tok_is(c, i, "having") || tok_is(c, i, "being"));
}

/* A quotation, or what stands after a colon, at item k; *comma: something else stands
 * after a comma there. */
static bool quote_after(struct cx *c, struct found *f, const struct cue *q, uint32_t k, bool *comma)
{
	/* "said to me, ".."" */
	uint32_t to = cls(c, k) == W_TO && !is_verb(c, k + 1) ? drg__attrib_np_right(c, k + 1) : k;
	if (to > k + 1 && (q->frames & F_QUOTE) && !f->n_recipient && (is_comma(c, to) || (is_punct(c, to) && first_char(c, to) == ':')) && speech_at(c, to + 1)) {
		f->recipient = bytes(c, k + 1, to);
		f->n_recipient = 1;
		k = to;
	}
	uint32_t b = is_comma(c, k) || (is_punct(c, k) && first_char(c, k) == ':') ? k + 1 : k;
	*comma = b > k;
	if (!(q->frames & F_QUOTE))
		return false;
	if (speech_at(c, b)) {
		f->rule = R_QUOTE_AFTER;
		drg__attrib_add_content(c, f, b, quote_is_all(c, b) ? b + 1 : drg__attrib_clause_end(c, b));
		if (b + 1 >= c->n || (b + 2 >= c->n && is_stop(c, b + 1)))
			drg__attrib_take_next_quote(c, f);
		return true;
	}
	if (b == k || first_char(c, k) != ':' || b >= c->n)
		return false;
	f->rule = R_CLAUSE;
	drg__attrib_add_content(c, f, b, c->n);
	return true;
}

/* What follows the cue without a mark: an infinitive, a question, a clause, an object.
 * i: after the cue and who was asked; k: after what says when and where, too. */
static bool words_after(struct cx *c, struct found *f, const struct cue *q, uint32_t i, uint32_t k)
{
	if (cls(c, k) == W_TO && (q->frames & F_INF)) {
		f->rule = R_INF;
		drg__attrib_add_content(c, f, k, drg__attrib_phrase_end(c, k, true));
		return true;
	}
	if ((q->frames & F_WH) && (cls(c, k) == W_REL || cls(c, k) == W_SUB || tok_is(c, k, "who"))) {
		f->rule = R_THAT;
		drg__attrib_add_content(c, f, k, drg__attrib_clause_end(c, k));
		return true;
	}
	bool verbless = q->klass != C_BELIEVE && q->klass != C_SHOW && !(q->frames & F_OBJECT); /* "said no" */
	if ((q->frames & F_BARE) && clause_starts(c, k) && (clause_verb(c, k) || verbless)) {
		f->rule = R_CLAUSE;
		drg__attrib_add_content(c, f, k, drg__attrib_clause_end(c, k));
		return true;
	}
	if (!(q->frames & F_OBJECT) || !object_starts(c, i))
		return false;
	f->rule = R_OBJECT;
	drg__attrib_add_content(c, f, i, drg__attrib_phrase_end(c, i, false));
	return true;
}

/* "would not comment on the talks": of what. */
static bool not_spoken_of(struct cx *c, struct found *f, const struct cue *q, uint32_t i)
{
	if (!q->neg || !(tok_is(c, q->first, "comment") || tok_is(c, q->first, "elaborate")) || !(tok_is(c, i, "on") || tok_is(c, i, "about") || tok_is(c, i, "upon")))
		return false;
	uint32_t e = drg__attrib_phrase_end(c, i + 1, false);
	if (e == i + 1)
		return false;
	f->rule = R_OBJECT;
	drg__attrib_add_content(c, f, i + 1, e);
	return true;
}

static bool find_after(struct cx *c, struct found *f, const struct cue *q, uint32_t i)
{
	uint32_t k = i;
	bool comma;
	if (not_spoken_of(c, f, q, i))
		return true;
	if ((q->frames & F_RECIPIENT) && k < c->n) {
		uint32_t e = drg__attrib_np_right(c, k);
		if (e > k && cls(c, k) != W_COMP) {
			f->recipient = bytes(c, k, e);
			f->n_recipient = 1;
			k = e;
		}
	}
	if ((q->klass == C_ASK || q->klass == C_DEMAND || q->klass == C_TELL) && asked_to(c, f, k))
		return true;
	if (q->klass == C_ASK) {
		uint32_t e = past_asked(c, f, k);
		if (e > k)
			k = i = e;
	}
	uint32_t adjuncts = drg__attrib_past_adjuncts(c, k), aside = drg__attrib_past_asides(c, adjuncts);
	if (aside > adjuncts)
		k = aside;
	uint32_t that = drg__attrib_that_ahead(c, k);
	if (that != NONE && (q->frames & (F_BARE | F_THAT))) {
		uint32_t b = is_comma(c, that + 1) ? that + 2 : that + 1;
		f->rule = R_THAT;
		drg__attrib_add_content(c, f, b, drg__attrib_clause_end(c, b));
		return true;
	}
	k = drg__attrib_past_adjuncts(c, k);
	if (quote_after(c, f, q, k, &comma))
		return true;
	if (comma || k >= c->n) /* what follows a comma is not its object */
		return false;
	return words_after(c, f, q, i, k);
}

bool drg__attrib_content_after(struct cx *c, struct found *f, const struct cue *q, uint32_t i)
{
	if (!find_after(c, f, q, i))
		return false;
	if (f->n_content && f->rule != R_QUOTE_AFTER && f->last_quote != NONE)
		f->rule = R_MIXED;
	return f->n_content > 0;
}
