/* Contents: quotations and clauses before and after a cue. */
#include "stage/attrib.h"

/* A quotation without its marks and without the comma before the closing one. */
struct span drg__attrib_quoted_words(const struct cx *c, uint32_t q)
{
	struct span s = c->quotes->inner[q];
	if (s.e > s.s + 1 && c->text->p[s.e - 1] == ',')
		s.e--;
	return s;
}

/* Items [from, to) as content: without commas at the edges, a lone quotation
 * without its marks. */
void drg__attrib_add_content(struct cx *c, struct found *f, uint32_t from, uint32_t to)
{
	while (from < to && (is_comma(c, from) || is_dash(c, from) || (is_punct(c, from) && first_char(c, from) == ':')))
		from++;
	while (to > from && (is_comma(c, to - 1) || is_stop(c, to - 1) || is_dash(c, to - 1)))
		to--;
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
	struct span s = bytes(c, from, to);
	/* marks at both edges belong to no content only when they are one pair's;
	 * one at the end belongs to the quotation inside */
	f->content[f->n_content++] = s;
	f->last_quote = is_q(c, to - 1) && c->speech[c->it[to - 1].q] ? c->it[to - 1].q : NONE;
}

struct found *drg__attrib_put(struct cx *c, const struct found *f)
{
	if (!f->n_content)
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

uint32_t drg__attrib_clause_begin(const struct cx *c, uint32_t before)
{
	uint32_t k = before;
	int steps = 0;
	while (k > 0 && steps < 200 && !(is_stop(c, k - 1) && (first_char(c, k - 1) == ';' || (first_char(c, k - 1) == '.' && capital(c, k)))))
		k--, steps++;
	while (k < before && (cls(c, k) == W_CONJ || (is_comma(c, k))))
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
		if (is_verb(c, k) || (cls(c, k) == W_AUX && !drg__attrib_possessive(c, k)) || cls(c, k) == W_MODAL || (is_q(c, k) && c->speech[c->it[k].q]))
			return true;
	return false;
}

static bool no_quote_in(const struct cx *c, uint32_t from)
{
	for (uint32_t k = from; k < c->n; k++)
		if (is_q(c, k) && c->speech[c->it[k].q])
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
	bool quote = is_q(c, l - 1) && c->speech[c->it[l - 1].q];
	if (!quote && l == left)
		return false;
	if (!(q->frames & (quote ? F_QUOTE : F_AFTER)))
		return false;
	uint32_t b = drg__attrib_clause_begin(c, quote ? l - 1 : l);
	/* With the comma inside the marks, too, the words before them belong to it; but not where the
	 * quotation is an afterthought: The road stays shut, "for a week", the envoy said. */
	bool comma = left > l || (quote && c->quotes->inner[c->it[l - 1].q].e > 0 && c->text->p[c->quotes->inner[c->it[l - 1].q].e - 1] == ',');
	bool after = quote && l > 1 && (is_comma(c, l - 2) || (is_punct(c, l - 2) && first_char(c, l - 2) == ':'));
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

/* Does what stands after ", X said," go on with the content?  It must where the
 * left part is no clause yet; else not where it may describe X. */
static bool clause_goes_on(const struct cx *c, const struct found *f, uint32_t e)
{
	if (e >= c->n || (is_verb(c, e) && drg__str_ends(word(c, c->it[e].a), STR("ing"))))
		return false;
	uint8_t w = cls(c, e);
	if (w == W_REL || tok_is(c, e, "who"))
		return false;
	return f->half || (w != W_DET && w != W_SUB && w != W_CONJ);
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
		if (is_q(c, k) && c->speech[c->it[k].q]) {
			drg__attrib_add_content(c, f, e, drg__attrib_clause_end(c, k));
			r = k + 1;
		} else if (f->rule == R_AFTER && clause_goes_on(c, f, e)) {
			drg__attrib_add_content(c, f, e, drg__attrib_clause_end(c, e));
		}
	}
	if (is_stop(c, r) && is_q(c, r + 1) && c->speech[c->it[r + 1].q])
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

bool drg__attrib_content_after(struct cx *c, struct found *f, const struct cue *q, uint32_t i)
{
	uint32_t k = i;
	if ((q->frames & F_RECIPIENT) && k < c->n) {
		uint32_t e = drg__attrib_np_right(c, k);
		if (e > k && !(cls(c, k) == W_COMP)) {
			f->recipient = bytes(c, k, e);
			f->n_recipient = 1;
			k = e;
		}
	}
	/* "urged the envoy to wait": whom, and what */
	if ((q->klass == C_ASK || q->klass == C_DEMAND || q->klass == C_TELL) && k < c->n) {
		uint32_t e = f->n_recipient ? k : drg__attrib_np_right(c, k), m = drg__attrib_past_adjuncts(c, e);
		if ((e > k || f->n_recipient) && cls(c, m) == W_TO && m + 1 < c->n && (!c->upos || c->upos[c->it[m + 1].a] == UPOS_VERB || c->upos[c->it[m + 1].a] == UPOS_AUX)) {
			if (!f->n_recipient)
				f->recipient = bytes(c, k, e);
			f->n_recipient = 1;
			f->rule = R_INF;
			drg__attrib_add_content(c, f, m, drg__attrib_phrase_end(c, m, true));
			goto done;
		}
	}
	if (q->klass == C_ASK && k < c->n) {
		/* "asked the envoy whether", "asked him: ..." */
		uint32_t e = drg__attrib_np_right(c, k), m = e;
		if (e > k && is_comma(c, m))
			m++;
		if (e > k && ((cls(c, m) == W_SUB && (tok_is(c, m, "if") || tok_is(c, m, "whether"))) || (cls(c, m) == W_REL && m == e) || (is_q(c, m) && c->speech[c->it[m].q]))) {
			f->recipient = bytes(c, k, e);
			f->n_recipient = 1;
			k = e;
			i = e;
		}
	}
	uint32_t adjuncts = drg__attrib_past_adjuncts(c, k), aside = drg__attrib_past_asides(c, adjuncts);
	if (aside > adjuncts)
		k = aside;
	uint32_t that = drg__attrib_that_ahead(c, k);
	if (that != NONE && (q->frames & (F_BARE | F_THAT))) {
		uint32_t b = that + 1;
		if (is_comma(c, b))
			b++;
		f->rule = R_THAT;
		drg__attrib_add_content(c, f, b, drg__attrib_clause_end(c, b));
		goto done;
	}
	k = drg__attrib_past_adjuncts(c, k);
	uint32_t b = k;
	if (is_comma(c, b) || (is_punct(c, b) && first_char(c, b) == ':'))
		b++;
	if (is_q(c, b) && c->speech[c->it[b].q] && (q->frames & F_QUOTE)) {
		f->rule = R_QUOTE_AFTER;
		drg__attrib_add_content(c, f, b, quote_is_all(c, b) ? b + 1 : drg__attrib_clause_end(c, b));
		if (b + 1 >= c->n || (b + 2 >= c->n && is_stop(c, b + 1)))
			drg__attrib_take_next_quote(c, f);
		goto done;
	}
	if (b > k && first_char(c, k) == ':' && (q->frames & F_QUOTE) && b < c->n) {
		f->rule = R_CLAUSE;
		drg__attrib_add_content(c, f, b, c->n);
		goto done;
	}
	if (b > k)
		return false; /* a comma: what follows is not its object */
	if (k >= c->n)
		return false;
	if (cls(c, k) == W_TO && (q->frames & F_INF)) {
		f->rule = R_INF;
		drg__attrib_add_content(c, f, k, drg__attrib_phrase_end(c, k, true));
		goto done;
	}
	if ((q->frames & F_WH) && (cls(c, k) == W_REL || cls(c, k) == W_SUB || tok_is(c, k, "who"))) {
		f->rule = R_THAT;
		drg__attrib_add_content(c, f, k, drg__attrib_clause_end(c, k));
		goto done;
	}
	if (q->frames & F_BARE) {
		/* a clause begins with a subject */
		uint8_t w = cls(c, k);
		bool starts = w == W_DET || w == W_POSS || w == W_PRON || w == W_NUM || w == W_NONE || w == W_REL || w == W_SUB || w == W_PREP || w == W_ADV || w == W_NEG || w == W_TIME;
		if (w == W_PREP && !tok_is(c, k, "in") && !tok_is(c, k, "at") && !tok_is(c, k, "on") && !tok_is(c, k, "under") && !tok_is(c, k, "after") && !tok_is(c, k, "despite") && !tok_is(c, k, "with") && !tok_is(c, k, "without"))
			starts = false;
		bool verb = false;
		for (uint32_t m = k; m < c->n && m < k + 40 && starts && !verb; m++) {
			uint8_t x = cls(c, m);
			verb = (x == W_AUX && !drg__attrib_possessive(c, m)) || x == W_MODAL || (m > k && is_verb(c, m) && !capital(c, m)) || (is_q(c, m));
			if (!verb && m > k && x == W_NONE && !is_punct(c, m)) {
				struct str z = word(c, c->it[m].a);
				verb = z.n > 4 && drg__str_ends(z, STR("ed")) && cls(c, m - 1) != W_DET;
			}
			if (!verb && is_stop(c, m))
				break;
		}
		if (starts && (verb || (q->klass != C_BELIEVE && q->klass != C_SHOW && !(q->frames & F_OBJECT)))) {
			f->rule = R_CLAUSE;
			drg__attrib_add_content(c, f, k, drg__attrib_clause_end(c, k));
			goto done;
		}
	}
	if ((q->frames & F_OBJECT) && (cls(c, i) == W_DET || cls(c, i) == W_POSS || cls(c, i) == W_OBJPRON || cls(c, i) == W_PRON || cls(c, i) == W_NUM || cls(c, i) == W_NONE || cls(c, i) == W_REL || tok_is(c, i, "having") || tok_is(c, i, "being")) && !is_punct(c, i)) {
		f->rule = R_OBJECT;
		drg__attrib_add_content(c, f, i, drg__attrib_phrase_end(c, i, false));
		goto done;
	}
	return false;
done:
	for (uint8_t m = 0; m < f->n_content; m++)
		if (f->rule != R_QUOTE_AFTER && f->last_quote != NONE)
			f->rule = R_MIXED;
	return f->n_content > 0;
}
