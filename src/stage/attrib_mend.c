/* Contents and sources as phrases: what a content that the heads or a rule picked word by
 * word lacks to be whole.  A hole in a clause, the rest of a noun phrase at the
 * end and the subject right before a clause whose cue follows it belong to it
 * (constituents, as PolNeAR's guideline asks of content spans); what a source
 * took in of the clauses around it does not belong to it. */
#include "stage/attrib.h"

enum { HOLE_MOST = 3 }; /* tokens */

static uint32_t first_tok(const struct cx *c, struct span s)
{
	return drg__span_first(c->tok->span, c->tok->n, s.s);
}

/* The token after the last of span s. */
static uint32_t end_tok(const struct cx *c, struct span s)
{
	return drg__span_first(c->tok->span, c->tok->n, s.e);
}

static bool within(const struct cx *c, uint32_t t, struct span s)
{
	return c->tok->span[t].s >= s.s && c->tok->span[t].e <= s.e && s.e > s.s;
}

/* Is token t the row's own cue, source or recipient, or no word of a phrase? */
static bool apart(const struct cx *c, const struct found *f, uint32_t t)
{
	return (c->tok->flags[t] & (TOK_PUNCT | TOK_QUOTE)) || within(c, t, f->cue) || (f->n_source && within(c, t, f->source[0])) || (f->n_recipient && within(c, t, f->recipient));
}

static void fill_holes(const struct cx *c, struct found *f)
{
	uint8_t n = 0;
	for (uint8_t k = 1; k < f->n_content; k++) {
		uint32_t t = end_tok(c, f->content[n]), to = first_tok(c, f->content[k]);
		bool hole = to > t && to - t <= HOLE_MOST && f->content[k].s >= f->content[n].e;
		for (; hole && t < to; t++)
			hole = !apart(c, f, t);
		if (hole)
			f->content[n].e = f->content[k].e;
		else
			f->content[++n] = f->content[k];
	}
	f->n_content = (uint8_t)(n + (f->n_content > 0));
}

/* "on 15 [November]": what hangs on a word of the content right behind it,
 * without a preposition of its own. */
static void finish_phrase(const struct cx *c, const struct found *f, struct span *s)
{
	uint32_t first = first_tok(c, *s), end = end_tok(c, *s);
	while (end > first && end < c->tok->n && !apart(c, f, end) && drg__attrib_sent(c, end) == drg__attrib_sent(c, end - 1)) {
		uint32_t up = c->head[end];
		bool noun = c->upos[end] == UPOS_NOUN || c->upos[end] == UPOS_PROPN || c->upos[end] == UPOS_NUM;
		if (up != end - 1 || !noun || c->lo[end] != end || c->hi[end] != end)
			return;
		s->e = c->tok->span[end].e;
		end++;
	}
}

/* By the word itself: cls() and tok_is() count items, which quotation marks in the report
 * set apart from tokens. */
static bool relative_word(const struct cx *c, uint32_t t)
{
	static const char *const word[] = { "who", "whom", "which" };
	for (size_t k = 0; k < sizeof word / sizeof *word; k++)
		if (drg__str_ieq(drg__tok(c->text, c->tok, t), drg__str_c(word[k])))
			return true;
	return false;
}

/* "[Dockers at three terminals] voted to strike, a union said": the subject right
 * before a clause that is reported before its cue. */
static void take_subject(const struct cx *c, const struct found *f, struct span *s)
{
	uint32_t t = first_tok(c, *s);
	if (f->cue.s < s->e || t >= c->tok->n)
		return;
	uint32_t v = t;
	while (v < c->tok->n && c->upos[v] == UPOS_AUX && c->head[v] > v && c->head[v] < c->tok->n)
		v = c->head[v];
	uint32_t subject = v < c->tok->n && (c->upos[v] == UPOS_VERB || v > t) ? c->subj[v] : NONE;
	if (subject == NONE || c->hi[subject] + 1 != t || drg__attrib_sent(c, subject) != drg__attrib_sent(c, t))
		return;
	for (uint32_t k = c->lo[subject]; k < t; k++)
		if ((apart(c, f, k) && c->text->p[c->tok->span[k].s] != ',') || relative_word(c, k))
			return;
	s->s = c->tok->span[c->lo[subject]].s;
}

/* 'said it had "played a part": the bloc had cut its grants': what follows a quotation
 * that is closed, behind a colon, is the writer's ground for quoting it. */
static void end_at_colon(const struct cx *c, struct span *s)
{
	uint32_t end = end_tok(c, *s);
	for (uint32_t t = first_tok(c, *s) + 2; t < end; t++)
		if (c->text->p[c->tok->span[t].s] == ':' && c->tok->span[t].e == c->tok->span[t].s + 1 && (c->tok->flags[t - 1] & TOK_QUOTE)) {
			s->e = c->tok->span[t - 1].e;
			return;
		}
}

/* "the man who they say ordered it": they say so, not the man; nor what went before
 * the clause that the cue stands in. */
static void leave_antecedent(const struct cx *c, const struct found *f, struct span *s)
{
	uint32_t first = first_tok(c, *s), end = end_tok(c, *s);
	if (end != first_tok(c, f->cue))
		return;
	/* "prices fell after forecasters promised rain": the subject of the clause that the cue ends */
	uint32_t subject = c->subj[end];
	if (subject != NONE && subject < end && c->lo[subject] > first + 1 && c->upos[c->lo[subject] - 1] == UPOS_SCONJ) {
		s->s = c->tok->span[c->lo[subject]].s;
		return;
	}
	for (uint32_t k = end - 1; k > first && c->upos[k] != UPOS_VERB && c->upos[k] != UPOS_AUX; k--)
		if (relative_word(c, k - 1)) {
			s->s = c->tok->span[k].s;
			return;
		}
}

/* "A captain there, the log goes on, replied that ..": who says it ends before the words
 * that say who told of him.  cue: [tokens] 1 in a cue. */
static void leave_aside(const struct cx *c, const uint8_t *cue, struct span *s)
{
	uint32_t first = first_tok(c, *s), end = end_tok(c, *s), comma = NONE;
	for (uint32_t t = first + 1; t < end; t++) {
		if (c->text->p[c->tok->span[t].s] == ',')
			comma = comma == NONE ? t : comma;
		else if (cue[t] && comma != NONE) {
			s->e = c->tok->span[comma - 1].e;
			return;
		}
	}
}

/* The words by which the source behind a comma has it from another, "citing two clerks", "which quoted him", in tokens
 * [t, end): where they begin, or end. */
static uint32_t ground_at(const struct cx *c, uint32_t t, uint32_t end)
{
	enum { ADJUNCT_MOST = 8 };
	for (uint32_t k = t; k < end && k < t + ADJUNCT_MOST && c->upos[k] != UPOS_AUX; k++) {
		bool place = k == t || drg__str_eq(drg__tok(c->text, c->tok, k - 1), STR(","));
		if (place && drg__hit_at(c->hits, k, c->lex_grounds))
			return k;
		if (place && k == t && (drg__str_ieq(drg__tok(c->text, c->tok, k), STR("which")) || drg__str_ieq(drg__tok(c->text, c->tok, k), STR("who"))))
			return k;
		if (c->upos[k] == UPOS_VERB || (c->tok->flags[k] & TOK_QUOTE))
			break;
	}
	return end;
}

/* Past a ground that begins at token t: after ", that", or after the next comma where no more may be said of whom it names;
 * end where nothing follows. */
static uint32_t past_ground(const struct cx *c, uint32_t t, uint32_t end, bool first)
{
	for (uint32_t k = t; k + 1 < end; k++)
		if (drg__str_eq(drg__tok(c->text, c->tok, k), STR(",")) && c->cls[k + 1] == W_COMP)
			return k + 2;
	for (uint32_t k = t; first && k + 1 < end; k++)
		if (drg__str_eq(drg__tok(c->text, c->tok, k), STR(",")))
			return k + 1;
	return end;
}

static bool verb_in(const struct cx *c, struct span s)
{
	for (uint32_t t = first_tok(c, s), end = end_tok(c, s); t < end; t++)
		if (c->upos[t] == UPOS_VERB || c->upos[t] == UPOS_AUX)
			return true;
	return false;
}

/* "The ferry left, the Post said on Monday, quoting a clerk who saw it", "According to the Courier, which cited two
 * clerks, the ferry left": whom the source had it from, and when it said so, is no part of what it says. */
static void leave_grounds(const struct cx *c, struct found *f)
{
	uint8_t n = 0;
	uint32_t ground = NONE;
	for (uint8_t k = 0; k < f->n_content; k++) {
		struct span s = f->content[k];
		uint32_t t = first_tok(c, s), end = end_tok(c, s);
		bool first = f->rule == R_ACCORDING && k == 0 && t > 0 && drg__str_eq(drg__tok(c->text, c->tok, t - 1), STR(","));
		bool aside = f->n_source && s.s >= f->source[0].e && s.e <= f->cue.s; /* "The Post, quoting a clerk, wrote that" */
		bool behind = aside || (s.s >= f->cue.e && f->n_source && s.s >= f->source[0].e && (first || f->n_content > 1 || f->rule != R_ACCORDING));
		uint32_t g = behind && (first || k > 0 || t == end_tok(c, f->cue) || drg__hit_at(c->hits, t, c->lex_grounds)) ? ground_at(c, t, end) : end;
		if (g < end && !drg__hit_at(c->hits, g, c->lex_grounds) && !first)
			g = end; /* "who" behind a name may be anybody's */
		if (g == end) {
			f->content[n++] = s;
			continue;
		}
		ground = g;
		while (n > 0 && f->content[n - 1].s >= f->cue.e && !verb_in(c, f->content[n - 1])) /* "at two, citing a clerk, that" */
			n--;
		uint32_t more = past_ground(c, g, end, first);
		if (more < end)
			f->content[n++] = (struct span){ c->tok->span[more].s, s.e };
	}
	if (ground != NONE && n)
		f->n_content = n;
}

/* "; 5,000, claimed the organisers": a number claims nothing, what follows the cue without a verb does. */
static void swap_number(const struct cx *c, struct found *f)
{
	if (f->n_source != 1 || f->n_content != 1 || f->source[0].e > f->cue.s || f->content[0].s < f->cue.e)
		return;
	struct span said = f->source[0], by = f->content[0];
	for (uint32_t t = first_tok(c, said); t < end_tok(c, said); t++)
		if (c->upos[t] != UPOS_NUM && !(c->tok->flags[t] & TOK_PUNCT))
			return;
	for (uint32_t t = first_tok(c, by); t < end_tok(c, by); t++)
		if (c->upos[t] == UPOS_VERB || c->upos[t] == UPOS_AUX)
			return;
	while (first_tok(c, said) + 1 < end_tok(c, said) && (c->tok->flags[first_tok(c, said)] & TOK_PUNCT))
		said.s = c->tok->span[first_tok(c, said) + 1].s;
	f->source[0] = by;
	f->content[0] = said;
}

/* "defended his plans by saying, "We wait."": the quotation, and the word that brings it, are a row of their own of the
 * same source.  by_quote: [quotes] that row, or NONE. */
static void leave_quotation(const struct cx *c, const uint32_t *by_quote, struct found *f)
{
	enum { COMMA = 2 }; /* bytes between the word that brings it and the quotation */
	struct span *s = f->n_content ? &f->content[f->n_content - 1] : NULL;
	/* "We wait," she said, adding later, "The ferry is late." */
	if (f->n_content > 1 && f->last_quote != NONE && by_quote[f->last_quote] != NONE && s->s >= c->quotes->outer[f->last_quote].s) {
		const struct found *g = &c->out.v[by_quote[f->last_quote]];
		if (g != f && g->cue.s >= f->cue.e) {
			f->n_content--;
			f->last_quote = NONE;
			return;
		}
	}
	for (uint32_t q = s ? drg__span_first(c->quotes->outer, c->quotes->n, s->s) : 0; s && q < c->quotes->n && c->quotes->outer[q].s <= s->e + COMMA; q++) {
		const struct found *g = by_quote[q] == NONE ? NULL : &c->out.v[by_quote[q]];
		if (!g || g == f || !f->n_source || !g->n_source || g->cue.s <= s->s || g->cue.s >= s->e || g->cue.e > c->quotes->outer[q].s || !(drg__span_within(f->source[0], g->source[0]) || drg__span_within(g->source[0], f->source[0])))
			continue;
		uint32_t first = first_tok(c, *s), t = first_tok(c, g->cue);
		while (t > first + 1 && (c->upos[t - 1] == UPOS_ADP || c->upos[t - 1] == UPOS_SCONJ || c->upos[t - 1] == UPOS_PART || (c->tok->flags[t - 1] & TOK_PUNCT)))
			t--;
		if (t > first)
			s->e = c->tok->span[t - 1].e;
		return;
	}
}

/* [quotes] The row that has the quotation, and nothing else, behind its cue, or NONE. */
static uint32_t *rows_by_quote(const struct cx *c)
{
	uint32_t *row = NEW_N(c->a, uint32_t, c->quotes->n);
	for (uint32_t q = 0; q < c->quotes->n; q++)
		row[q] = NONE;
	for (uint32_t i = 0; i < c->out.n; i++)
		if (c->out.v[i].rule == R_QUOTE_AFTER && c->out.v[i].n_content == 1 && c->out.v[i].last_quote != NONE)
			row[c->out.v[i].last_quote] = i;
	return row;
}

/* "The Post said on the authority of a clerk that ..", "said, citing a clerk, that ..": the row of "said" has the words, and
 * the chain goes back to the clerk by itself (stage/chain); a row of his own says no more.  by_content: [tokens] a row
 * of another cue whose content begins there, or NONE. */
static bool is_ground(const struct cx *c, const uint32_t *by_content, const struct found *f)
{
	uint32_t t = first_tok(c, f->cue), row = by_content[first_tok(c, f->content[0])];
	const struct found *o = row == NONE ? NULL : &c->out.v[row];
	return o && o != f && t < c->tok->n && drg__hit_at(c->hits, t, c->lex_grounds) && o->n_content == f->n_content && o->content[0].e == f->content[0].e;
}

static void drop_grounds(struct cx *c)
{
	uint32_t *by_content = NEW_N(c->a, uint32_t, c->tok->n + 1), kept = 0;
	for (uint32_t t = 0; t <= c->tok->n; t++)
		by_content[t] = NONE;
	for (uint32_t i = (uint32_t)c->out.n; i-- > 0;) {
		uint32_t t = first_tok(c, c->out.v[i].cue);
		if (t < c->tok->n && !drg__hit_at(c->hits, t, c->lex_grounds))
			by_content[first_tok(c, c->out.v[i].content[0])] = i;
	}
	for (uint32_t i = 0; i < c->out.n; i++)
		c->out.v[i].drop = is_ground(c, by_content, &c->out.v[i]);
	for (uint32_t i = 0; i < c->out.n; i++)
		if (!c->out.v[i].drop)
			c->out.v[kept++] = c->out.v[i];
	c->out.n = kept;
}

/* [tokens] 1 where a cue of any row stands. */
static uint8_t *cue_tokens(const struct cx *c)
{
	uint8_t *is = NEW_N(c->a, uint8_t, c->tok->n);
	for (size_t i = 0; i < c->out.n; i++)
		for (uint32_t t = first_tok(c, c->out.v[i].cue); t < c->tok->n && c->tok->span[t].s < c->out.v[i].cue.e; t++)
			is[t] = 1;
	return is;
}

void drg__attrib_mend(struct cx *c)
{
	if (!c->head)
		return;
	const uint8_t *cue = cue_tokens(c);
	const uint32_t *by_quote = rows_by_quote(c);
	for (size_t i = 0; i < c->out.n; i++) {
		struct found *f = &c->out.v[i];
		swap_number(c, f);
		if (f->n_source == 1) {
			leave_antecedent(c, f, &f->source[0]);
			leave_aside(c, cue, &f->source[0]);
		}
		leave_quotation(c, by_quote, f);
		if (f->last_quote != NONE && f->n_content == 1)
			continue; /* a quotation is whole */
		fill_holes(c, f);
		for (uint8_t k = 0; k < f->n_content; k++)
			end_at_colon(c, &f->content[k]);
		leave_grounds(c, f);
		if (f->n_content) {
			finish_phrase(c, f, &f->content[f->n_content - 1]);
			take_subject(c, f, &f->content[0]);
		}
	}
	drop_grounds(c);
}
