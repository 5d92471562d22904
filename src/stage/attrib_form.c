/* Cues with a grammar of their own: passives, "according to", adverbs, quoting. */
#include "stage/attrib.h"

enum { APPOSED_MOST = 12 };

/* The subject, by the words before the cue or, where those do not show it ("a driver
 * who survived was quoted"), by the parser. */
static struct subject any_subject(const struct cx *c, const struct cue *q)
{
	struct subject s = drg__attrib_subject_of(c, q), parsed;
	if (s.found || !drg__attrib_parsed_subject(c, q, &parsed) || parsed.inherit || parsed.to > q->group)
		return s;
	parsed.found = true;
	return parsed;
}

/* The one who quotes, in items [from, to): a row around all of f. */
static void put_around(struct cx *c, const struct found *f, const struct cue *q, uint32_t from, uint32_t to)
{
	struct found outer = *f;
	struct span all = f->cue;
	outer.n_recipient = 0;
	set_source(&outer, bytes(c, from, to));
	outer.cue = bytes(c, q->first, q->end);
	for (uint8_t m = 0; m < f->n_content + f->n_source; m++) {
		struct span s = m < f->n_content ? f->content[m] : f->source[0];
		all.s = s.s < all.s ? s.s : all.s;
		all.e = s.e > all.e ? s.e : all.e;
	}
	if (all.s == f->cue.s)
		all.s = f->content[0].s;
	outer.content[0] = all;
	outer.n_content = 1;
	outer.last_quote = NONE;
	drg__attrib_put(c, &outer);
}

/* "X was quoted (by Y) as saying P"; true when it is that. */
static bool quoted_as(struct cx *c, const struct cue *q, struct found *f, const struct subject *s, uint32_t *next)
{
	uint32_t k = q->end, by_from = k, by_to = k;
	struct cue inner;
	if (q->klass == C_QUOTE && tok_is(c, k, "by")) {
		by_from = k + 1;
		by_to = drg__attrib_np_right(c, by_from);
		k = by_to;
		if (!tok_is(c, k, "as") && tok_is(c, drg__attrib_past_adjuncts(c, k), "as"))
			k = drg__attrib_past_adjuncts(c, k);
	}
	if (!tok_is(c, k, "as") || !drg__attrib_cue_at(c, k + 1, &inner) || inner.form != FORM_ING)
		return false;
	f->cue = bytes(c, q->group, inner.end);
	*next = inner.end; /* no cue by itself */
	if (s->found)
		set_source(f, bytes(c, s->from, s->to));
	if (q->klass == C_QUOTE && tok_is(c, inner.end, "by")) {
		by_from = inner.end + 1;
		by_to = drg__attrib_np_right(c, by_from);
	}
	uint32_t left = s->found ? s->from : q->group, right = by_to > inner.end ? by_to : inner.end;
	if (!drg__attrib_content_before(c, f, &inner, left, drg__attrib_past_adjuncts(c, right)) && !drg__attrib_content_after(c, f, &inner, right))
		return true;
	f->rule = R_QUOTED_AS;
	drg__attrib_put(c, f);
	if (by_to > by_from)
		put_around(c, f, q, by_from, by_to);
	return true;
}

bool drg__attrib_said_to_have(struct cx *c, const struct cue *q, struct found *f)
{
	static const char *const said[] = { "said", "supposed", "reported", "believed", "understood", "thought", "rumoured", "rumored", "alleged" };
	uint32_t p = q->group, be, k = q->end;
	bool known = false;
	for (size_t i = 0; p > 1 && i < sizeof said / sizeof *said && !known; i++)
		known = tok_is(c, p - 1, said[i]);
	if (!known || !q->have)
		return false;
	struct cue passive = { .first = p - 1, .end = p, .group = p - 1, .form = FORM_PAST, .klass = C_SAY };
	drg__attrib_widen(c, &passive);
	struct subject s = any_subject(c, &passive);
	be = passive.group;
	if (!passive.be || !s.found)
		return false;
	set_source(f, bytes(c, s.from, s.to));
	f->cue = bytes(c, be, q->end);
	f->rule = R_QUOTED_AS;
	struct found g = *f;
	if (cls(c, k) == W_TO && !is_verb(c, k + 1)) /* "to the bishop" */
		k = drg__attrib_np_right(c, k + 1);
	bool fronted = s.from > 1 && (is_comma(c, s.from - 1) || is_q(c, s.from - 1));
	if (fronted && drg__attrib_over(c, drg__attrib_past_adjuncts(c, drg__attrib_np_right(c, k))) && drg__attrib_content_before(c, &g, q, s.from, k))
		*f = g;
	else if (!drg__attrib_content_after(c, f, q, q->end))
		return false;
	f->rule = R_QUOTED_AS;
	/* "is said", read before, is a part of this cue */
	if (c->out.n && c->out.v[c->out.n - 1].rule == R_PASSIVE && drg__span_within(c->out.v[c->out.n - 1].cue, f->cue))
		c->out.n--;
	return drg__attrib_put(c, f) != NULL;
}

void drg__attrib_passive(struct cx *c, const struct cue *q, struct found *f, uint32_t *next)
{
	struct subject s = drg__attrib_subject_of(c, q);
	uint32_t k = q->end;
	if (q->klass == C_QUOTE || tok_is(c, k, "as")) {
		struct subject any = any_subject(c, q);
		if (quoted_as(c, q, f, &any, next))
			return;
	}
	if (q->klass == C_QUOTE && tok_is(c, k, "by"))
		k = drg__attrib_np_right(c, k + 1);
	/* X was told that P */
	if (q->klass == C_TELL || q->klass == C_ASK) {
		if (s.found) {
			f->recipient = bytes(c, s.from, s.to);
			f->n_recipient = 1;
		}
		struct cue plain = *q;
		plain.frames &= (uint16_t)~F_RECIPIENT;
		if (tok_is(c, k, "by")) {
			uint32_t e = drg__attrib_np_right(c, k + 1);
			if (e > k + 1) {
				set_source(f, bytes(c, k + 1, e));
				k = e;
			}
		}
		uint32_t past = drg__attrib_past_adjuncts(c, k);
		plain.frames |= F_AFTER;
		/* "The gate is open, I am told." */
		bool before = s.found && s.from > 2 && is_comma(c, s.from - 1) && drg__attrib_over(c, past) && drg__attrib_content_before(c, f, &plain, s.from, past) && !f->half;
		if (before || drg__attrib_content_after(c, f, &plain, k)) {
			f->rule = f->n_source ? R_PASSIVE_BY : R_PASSIVE;
			drg__attrib_put(c, f);
		}
		return;
	}
	uint32_t by = drg__attrib_past_adjuncts(c, k);
	for (uint32_t m = k; m <= by && m < c->n; m++) {
		if (!tok_is(c, m, "by"))
			continue;
		uint32_t e = drg__attrib_np_right(c, m + 1);
		if (e > m + 1 && s.found && cls(c, m + 1) != W_TIME && !(c->tok->flags[c->it[m + 1].a] & TOK_NUM)) {
			f->rule = R_PASSIVE_BY;
			set_source(f, bytes(c, m + 1, e));
			drg__attrib_add_content(c, f, s.from, s.to);
			drg__attrib_put(c, f);
		}
		return;
	}
	/* "The ferry has sunk, it is reported." */
	bool it = s.found && s.to - s.from == 1 && tok_is(c, s.from, "it");
	if (it && s.from > 2 && is_comma(c, s.from - 1) && (q->frames & (F_BARE | F_THAT)) && drg__attrib_over(c, drg__attrib_past_adjuncts(c, k))) {
		struct cue plain = *q;
		plain.frames |= F_AFTER;
		if (drg__attrib_content_before(c, f, &plain, s.from, drg__attrib_past_adjuncts(c, k))) {
			f->rule = R_UNSAID;
			drg__attrib_put(c, f);
		}
		return;
	}
	/* is believed to be; it is said that */
	if (!(q->frames & (F_BARE | F_THAT)) && q->klass != C_BELIEVE)
		return;
	if (cls(c, k) == W_TO && s.found) {
		f->rule = R_PASSIVE;
		drg__attrib_add_content(c, f, s.from, s.to);
		drg__attrib_add_content(c, f, k, drg__attrib_phrase_end(c, k, true));
		drg__attrib_put(c, f);
	} else if (it && cls(c, k) == W_COMP) {
		f->rule = R_PASSIVE;
		drg__attrib_add_content(c, f, k + 1, drg__attrib_clause_end(c, k + 1));
		drg__attrib_put(c, f);
	}
}

/* "a statement by the staff, according to which the road is shut": the noun phrase before the cue, or whoever it is by, says
 * what follows. */
static void according_to_which(struct cx *c, const struct cue *q, struct found *f)
{
	uint32_t to = q->first, by = NONE, from;
	while (to > 0 && is_comma(c, to - 1))
		to--;
	for (from = to; from > 0 && to - from < APPOSED_MOST && !is_comma(c, from - 1) && !is_stop(c, from - 1) && !is_verb(c, from - 1) && !is_q(c, from - 1); from--)
		if (tok_is(c, from - 1, "by") || tok_is(c, from - 1, "from"))
			by = from;
	from = by == NONE ? from : by;
	if (from == to)
		return;
	set_source(f, bytes(c, from, to));
	f->cue = bytes(c, q->first, q->end);
	f->rule = R_ACCORDING;
	drg__attrib_add_content(c, f, q->end + 1, drg__attrib_clause_end(c, q->end + 1));
	drg__attrib_put(c, f);
}

void drg__attrib_according(struct cx *c, const struct cue *q, struct found *f)
{
	if (tok_is(c, q->end, "which")) {
		according_to_which(c, q, f);
		return;
	}
	uint32_t e = drg__attrib_np_right(c, q->end);
	if (e == q->end)
		return;
	/* further words of the phrase: "a person familiar with the talks", up to a comma or stop */
	uint32_t to = e;
	bool initial = drg__attrib_clause_begin(c, q->first) == q->first || q->first == 0 || (q->first == 1 && (cls(c, 0) == W_CONJ || cls(c, 0) == W_ADV));
	uint32_t m = e;
	while (m < c->n && m < e + 40 && !is_comma(c, m) && !is_stop(c, m) && !is_dash(c, m) && !(is_q(c, m) && c->speech[c->it[m].q]))
		m++;
	if ((m < c->n && is_comma(c, m)) || (!initial && m - e < 40))
		to = m;
	set_source(f, bytes(c, q->end, to));
	f->cue = bytes(c, q->first, q->end);
	f->rule = R_ACCORDING;
	if (initial) {
		uint32_t b = to;
		if (is_comma(c, b)) {
			/* past what only describes the source: ", which cited a clerk, the ferry left" */
			uint32_t end = b + 1;
			if (cls(c, end) == W_REL || tok_is(c, end, "who"))
				while (end < c->n && !is_comma(c, end) && !is_stop(c, end))
					end++;
			b = is_comma(c, end) ? end + 1 : b + 1;
		}
		drg__attrib_add_content(c, f, b, drg__attrib_clause_end(c, b));
	} else {
		uint32_t b = drg__attrib_clause_begin(c, q->first);
		drg__attrib_add_content(c, f, b, q->first);
		if (is_comma(c, to) && to + 1 < c->n && q->first > 0 && is_comma(c, q->first - 1) && cls(c, to + 1) != W_REL && !tok_is(c, to + 1, "who") && !drg__attrib_sibling(c, to, true) && !is_verb(c, to + 1))
			drg__attrib_add_content(c, f, to + 1, drg__attrib_clause_end(c, to + 1));
		else if ((to >= c->n || is_stop(c, to)) && f->last_quote != NONE)
			drg__attrib_take_next_quote(c, f);
	}
	drg__attrib_put(c, f);
	c->last_source = f->source[0];
	c->has_last = true;
}

void drg__attrib_adverb(struct cx *c, const struct cue *q, struct found *f)
{
	uint32_t b = q->first, steps = 0;
	while (b > 0 && steps < 60 && !is_stop(c, b - 1) && cls(c, b - 1) != W_COMP && cls(c, b - 1) != W_SUB && !(is_q(c, b - 1) && c->speech[c->it[b - 1].q]))
		b--, steps++;
	f->rule = R_ADVERB;
	f->cue = bytes(c, q->first, q->end);
	if (q->first > b)
		drg__attrib_add_content(c, f, b, q->first);
	drg__attrib_add_content(c, f, q->end, drg__attrib_clause_end(c, q->end));
	drg__attrib_put(c, f);
}

/* "Y quoted X as saying P"; "P, X said, as quoted by Y".  The one who quotes is
 * a hop of its own around the one who is quoted. */
bool drg__attrib_quoting(struct cx *c, const struct cue *q, struct found *f, uint32_t *next)
{
	struct cue inner;
	if (q->first > 0 && tok_is(c, q->first - 1, "as") && tok_is(c, q->end, "by")) {
		uint32_t e = drg__attrib_np_right(c, q->end + 1), b = drg__attrib_clause_begin(c, q->first - 1);
		if (e == q->end + 1)
			return true;
		set_source(f, bytes(c, q->end + 1, e));
		f->cue = bytes(c, q->first, q->end);
		f->rule = R_QUOTED_AS;
		/* all that stands before, so that what was said lies inside it */
		f->content[f->n_content++] = bytes(c, b, q->first - 1);
		drg__attrib_put(c, f);
		return true;
	}
	uint32_t e = drg__attrib_np_right(c, q->end), as = tok_is(c, e, "as") ? e : drg__attrib_past_adjuncts(c, e);
	if (is_comma(c, as)) /* "its minister, Edda Kross, as saying" */
		for (uint32_t m = as + 1; m < c->n && m < as + APPOSED_MOST && !tok_is(c, as, "as"); m++)
			if (is_comma(c, m) && tok_is(c, m + 1, "as"))
				e = m, as = m + 1;
	if (q->be || e == q->end || !tok_is(c, as, "as") || !drg__attrib_cue_at(c, as + 1, &inner) || inner.form != FORM_ING)
		return false;
	struct found in = *f;
	struct subject s = any_subject(c, q);
	if (s.found)
		set_source(f, bytes(c, s.from, s.to));
	f->rule = R_QUOTED_AS;
	set_source(&in, bytes(c, q->end, e));
	in.cue = bytes(c, inner.first, inner.end);
	*next = inner.end;
	if (drg__attrib_content_after(c, &in, &inner, inner.end)) {
		uint32_t last = drg__attrib_clause_end(c, inner.end);
		f->content[f->n_content++] = bytes(c, q->end, last > q->end ? last : inner.end);
	} else if (drg__attrib_content_before(c, &in, &inner, s.found ? s.from : q->group, inner.end)) {
		f->content[f->n_content++] = (struct span){ in.content[0].s, in.cue.e };
	} else {
		return true;
	}
	drg__attrib_put(c, f);
	in.rule = R_QUOTED_AS;
	drg__attrib_put(c, &in);
	return true;
}

/* "Two are missing, by the mission's count.", "In the clerk's view, the road is shut.": apart, between
 * commas or at the edge of the sentence. */
bool drg__attrib_reckoned(struct cx *c, uint32_t i, uint32_t *next)
{
	static const char *const reckon[] = { "account", "count", "estimate", "reckoning", "tally", "telling", "version", "view", "opinion", "words", "judgment", "judgement", "eyes" };
	struct found f = { .rule = R_ACCORDING, .last_quote = NONE, .para = c->tok->para[c->it[i].a] };
	bool by = tok_is(c, i, "by");
	if (!by && !tok_is(c, i, "in"))
		return false;
	uint32_t e = drg__attrib_np_right(c, i + 1), of = i + 1;
	if (e < i + 3 || !(e >= c->n || is_comma(c, e) || is_stop(c, e)) || !(i == 0 || is_comma(c, i - 1)) || (i == 0 && !is_comma(c, e)))
		return false;
	bool known = false;
	for (size_t k = 0; k < sizeof reckon / sizeof *reckon && !known; k++)
		known = tok_is(c, e - 1, reckon[k]);
	while (of < e && !drg__attrib_possessive(c, of))
		of++;
	/* "its own", "his": whose account it is */
	if (!known || (of == e && cls(c, i + 1) != W_POSS))
		return false;
	set_source(&f, of < e ? bytes(c, i + 1, of) : bytes(c, i + 1, i + 2));
	f.cue = bytes(c, e - 1, e);
	bool begins = i == 0 || (i > 1 && cls(c, i - 2) == W_CONJ); /* "it lasted and, by one account, sank" */
	if (begins)
		drg__attrib_add_content(c, &f, e + 1, drg__attrib_clause_end(c, e + 1));
	else
		drg__attrib_add_content(c, &f, drg__attrib_clause_begin(c, i - 1), i - 1);
	if (!begins && e + 1 < c->n && is_comma(c, e) && !drg__attrib_sibling(c, e, true))
		drg__attrib_add_content(c, &f, e + 1, drg__attrib_clause_end(c, e + 1));
	*next = e;
	return drg__attrib_put(c, &f) != NULL;
}

/* "The clerk put the loss at six hundred": a count or a price is somebody's word. */
bool drg__attrib_put_at(struct cx *c, uint32_t i)
{
	struct cue q = { .first = i, .end = i + 1, .group = i, .form = FORM_PAST, .klass = C_SAY };
	struct found f = { .rule = R_OBJECT, .last_quote = NONE, .para = c->tok->para[c->it[i].a] };
	struct subject s;
	if (!(tok_is(c, i, "put") || tok_is(c, i, "puts")) || !c->upos || c->upos[c->it[i].a] != UPOS_VERB)
		return false;
	uint32_t e = drg__attrib_np_right(c, i + 1), k = e + 1, end;
	if (e == i + 1 || !tok_is(c, e, "at"))
		return false;
	while (k < e + 4 && (cls(c, k) == W_ADV || cls(c, k) == W_PREP || tok_is(c, k, "least") || tok_is(c, k, "more") || tok_is(c, k, "than") || tok_is(c, k, "fewer") || tok_is(c, k, "less") || tok_is(c, k, "some")))
		k++;
	if (k >= c->n || is_q(c, k) || c->upos[c->it[k].a] != UPOS_NUM || !drg__attrib_parsed_subject(c, &q, &s) || s.to > i)
		return false;
	c->cue_tok = c->it[i].a;
	end = drg__attrib_phrase_end(c, e + 1, false);
	set_source(&f, bytes(c, s.from, s.to));
	f.cue = bytes(c, i, i + 1);
	drg__attrib_add_content(c, &f, i + 1, end);
	return drg__attrib_put(c, &f) != NULL;
}
