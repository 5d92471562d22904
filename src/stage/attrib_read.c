/* One sentence of one level, cue by cue. */
#include "stage/attrib.h"

/* A cue while it is read. */
struct reading {
	struct cue q;
	struct found f;
	struct subject s;
	uint32_t left;  /* item where cue and subject begin */
	bool elsewhere; /* the parser has the subject, but not right before the cue */
};

/* "did not say", "Neither side has said", "nobody said" */
static uint8_t stance_of(const struct cx *c, const struct cue *q)
{
	if (q->neg && (tok_is(c, q->first, "discuss") || tok_is(c, q->first, "comment") || tok_is(c, q->first, "elaborate")))
		return STANCE_DECLINES;
	if (q->neg)
		return q->klass == C_SAY || q->klass == C_CONFIRM || q->klass == C_TELL ? STANCE_DECLINES : q->stance;
	for (uint32_t k = q->group; k-- > 0 && q->group - k < 4;)
		if (tok_is(c, k, "neither") || tok_is(c, k, "nobody") || (tok_is(c, k, "no") && k + 1 < q->group))
			return STANCE_DECLINES;
	return q->stance;
}

/* ", saying it would not": after a comma and an earlier speaker of the sentence, his, whatever
 * noun the parser hangs it on. */
static bool trails(const struct cx *c, const struct cue *q)
{
	return q->form == FORM_ING && c->has_last && q->group > 0 && is_comma(c, q->group - 1);
}

/* "blamed the Front, which rejects it and says ..": the verb that the cue goes with has a speaker of
 * its own, a relative word. */
static bool of_relative(const struct cx *c, const struct cue *q)
{
	uint32_t t = c->it[q->first].a, up = c->head ? c->head[t] : NONE, s = up == NONE || c->rel[t] != REL_CHAIN || up > t ? NONE : c->subj[up];
	if (s == NONE || s >= up)
		return false;
	/* "officials said Friday, as Solmere expands its war and orders people to leave": Solmere orders it */
	bool aside = c->has_last && c->tok->span[s].s > c->last_source.e && c->rel[up] == REL_CHAIN && (c->upos[s] == UPOS_PROPN || c->upos[s] == UPOS_NOUN) && !drg__hit_at(c->hits, up, c->lex_cues);
	return aside || drg__str_ieq(word(c, s), STR("which")) || drg__str_ieq(word(c, s), STR("who"));
}

/* The subject: by the words before the cue, unless the parser knows better. */
static void find_subject(const struct cx *c, struct reading *r)
{
	const struct cue *q = &r->q;
	struct subject parsed;
	r->s = drg__attrib_subject_of(c, q);
	r->left = q->group;
	/* "and added that": the earlier speaker goes on, whatever the parser hangs it on */
	bool goes_on = c->has_last && q->group > 0 && cls(c, q->group - 1) == W_CONJ && drg__attrib_sibling(c, q->group - 1, false) && !of_relative(c, q);
	if (!goes_on && drg__attrib_parsed_subject(c, q, &parsed)) {
		/* "The Post, citing a clerk who ..., wrote" */
		bool before_aside = r->s.found && is_comma(c, parsed.to) && parsed.to < r->s.from;
		/* "A letter addressed to the envoy, Hana Voss, says": she is a part of the subject */
		bool part = r->s.found && !parsed.inherit && parsed.from < r->s.from && r->s.from > 0 && cls(c, r->s.from - 1) == W_PREP && parsed.to >= r->s.to && parsed.to <= q->group;
		bool same_place = !part && r->s.found && (r->s.comma_right || (r->s.from <= parsed.from && r->s.to >= parsed.to));
		if (!parsed.inherit && parsed.to <= q->group && (before_aside || !same_place)) {
			r->s = parsed;
		} else if (parsed.inherit && parsed.to <= q->first) {
			r->s = (struct subject){ .inherit = true };
			set_source(&r->f, trails(c, q) || (c->has_last && drg__span_within(bytes(c, parsed.from, parsed.to), c->last_source)) ? c->last_source : bytes(c, parsed.from, parsed.to));
			r->elsewhere = true;
		} else if (parsed.from >= q->end) {
			r->s.found = r->s.inherit = false;
		}
	}
	if (r->s.found) {
		set_source(&r->f, bytes(c, r->s.from, r->s.to));
		r->left = r->s.from;
	}
	/* "..., as the envoy put it" */
	if (r->left > 1 && tok_is(c, r->left - 1, "as") && (is_comma(c, r->left - 2) || is_q(c, r->left - 2)))
		r->left--;
}

static bool quote_left(const struct cx *c, uint32_t left)
{
	bool comma = left > 0 && is_comma(c, left - 1);
	return (left > 0 && is_q(c, left - 1)) || (comma && left > 1 && is_q(c, left - 2));
}

static void remember(struct cx *c, struct span source)
{
	c->last_source = source;
	c->has_last = true;
}

/* Past the apposition of the noun phrase that ends at item e: "the envoy, a judge,". */
static uint32_t past_apposition(const struct cx *c, uint32_t e)
{
	enum { APPOSED_MOST = 24 };
	if (!is_comma(c, e) || !(cls(c, e + 1) == W_DET || cls(c, e + 1) == W_POSS || drg__attrib_noun_like(c, e + 1)))
		return e;
	uint32_t m = e + 1;
	while (m < c->n && m < e + APPOSED_MOST && !is_comma(c, m) && !is_stop(c, m) && !is_q(c, m))
		m++;
	for (uint32_t x = e + 1; x < m; x++)
		if (cls(c, x) == W_AUX || cls(c, x) == W_MODAL)
			return e;
	return m;
}

/* "..., said the envoy": true when it is read. */
static bool inverted(struct cx *c, struct reading *r, uint32_t *next)
{
	const struct cue *q = &r->q;
	bool comma = r->left > 0 && is_comma(c, r->left - 1);
	uint32_t e = drg__attrib_np_right(c, q->end);
	/* "Smoke, in cans, says a clerk who saw it.": no verb before the comma */
	/* "The envoy, writes the Post, remembers ..": the verb after the second comma is the envoy's */
	bool aside = r->s.found && q->klass == C_SAY && q->group == q->first && q->group > 0 && is_comma(c, q->group - 1) && e > q->end && is_comma(c, e) &&
	             (is_verb(c, e + 1) || cls(c, e + 1) == W_AUX || cls(c, e + 1) == W_MODAL) && c->upos && c->upos[c->it[e - 1].a] != UPOS_PRON;
	bool fragment = aside || (r->s.found && r->s.from == 0 && q->klass == C_SAY && q->group > 0 && is_comma(c, q->group - 1) && cls(c, q->end) == W_DET && e > q->end &&
	                drg__hit_at(c->hits, c->it[e - 1].a, c->lex_roles) && (drg__attrib_over(c, e) || tok_is(c, e, "who")));
	if (fragment) {
		r->left = q->group;
		comma = true;
	}
	if ((r->s.found && !fragment) || !(comma || quote_left(c, r->left)) || !(q->frames & F_AFTER) || q->form == FORM_ING || q->group != q->first)
		return false;
	if (e == q->end)
		return false;
	uint32_t to = past_apposition(c, e), after = drg__attrib_past_adjuncts(c, to);
	set_source(&r->f, bytes(c, q->end, to));
	if (drg__attrib_content_before(c, &r->f, q, r->left, after < c->n && !drg__attrib_over(c, after) ? to : after)) {
		remember(c, r->f.source[0]);
		drg__attrib_put(c, &r->f);
		*next = to;
		return true;
	}
	r->f.n_source = 0;
	return false;
}

/* Nobody's words, or the writer's own: no attribution. */
static bool nobodys(const struct cx *c, const struct reading *r, uint32_t i)
{
	const struct cue *q = &r->q;
	if (!r->s.found && !r->f.n_source && q->form != FORM_ING && !quote_left(c, r->left))
		return true;
	if (q->form == FORM_ING && !q->have && !(r->left > 0 && is_comma(c, r->left - 1)) && i != 0 && !r->s.inherit && !is_comma(c, q->first ? q->first - 1 : 0) &&
	    q->klass != C_SAY && q->klass != C_TELL)
		return true;
	/* the writer's own "I think", "we hope" */
	return r->s.found && (q->klass == C_BELIEVE || q->klass == C_WANT) && r->s.to - r->s.from == 1 &&
	       (tok_is(c, r->s.from, "i") || tok_is(c, r->s.from, "we") || tok_is(c, r->s.from, "you"));
}

/* "The gate was open, a clerk said the guards had told him", "said she had heard from the mayor": behind the cue, at item k, only
 * stands who told whoever says so (stage/chain has the way back). */
static bool only_told(const struct cx *c, uint32_t k)
{
	enum { SUBJECT_MOST = 10 };
	static const char *const told[] = { "told", "informed", "assured", "promised", "warned" }, *const heard[] = { "heard", "learned", "learnt", "it" };
	for (uint32_t m = k + 1; m < c->n && m < k + SUBJECT_MOST && !is_punct(c, m) && !is_q(c, m); m++) {
		bool tells = false, hears = false;
		for (size_t i = 0; i < sizeof told / sizeof *told; i++)
			tells |= tok_is(c, m, told[i]);
		for (size_t i = 0; i < sizeof heard / sizeof *heard; i++)
			hears |= tok_is(c, m, heard[i]);
		if (tells && (cls(c, m + 1) == W_OBJPRON || tok_is(c, m + 1, "her")))
			return drg__attrib_over(c, m + 2);
		if ((tells && tok_is(c, m + 1, "by")) || (hears && tok_is(c, m + 1, "from"))) {
			uint32_t e = drg__attrib_np_right(c, m + 2);
			return e > m + 2 && drg__attrib_over(c, e);
		}
	}
	return false;
}

/* What stands before the cue: a quotation, or a clause with a comma when the cue ends the
 * sentence.  True when that is the content.  *after: past what says when and how. */
static bool read_before(struct cx *c, struct reading *r, uint32_t *after)
{
	const struct cue *q = &r->q;
	struct found g = r->f;
	uint32_t k = q->end;
	if (q->frames & F_RECIPIENT) {
		uint32_t e = drg__attrib_np_right(c, k);
		if (e > k) {
			g.recipient = bytes(c, k, e);
			g.n_recipient = 1;
			k = e;
		}
	}
	*after = drg__attrib_past_adjuncts(c, k);
	bool quote = quote_left(c, r->left), colon = is_punct(c, *after) && first_char(c, *after) == ':';
	bool done = drg__attrib_over(c, *after) && !colon;
	if (!done && (q->frames & F_AFTER) && q->form != FORM_ING)
		done = drg__attrib_clause_left(c, r->left, k);
	if (!done && (q->frames & F_AFTER) && r->left > 2 && is_comma(c, r->left - 1))
		done = g.only_before = only_told(c, k);
	uint32_t say = is_comma(c, *after) ? *after + 1 : *after; /* she said, "No." */
	bool right_quote = is_q(c, say) && c->speech[c->it[say].q] && (say == *after || !quote);
	if (q->form == FORM_ING || colon || right_quote || !(done || quote) || r->s.relative || !drg__attrib_content_before(c, &g, q, r->left, *after))
		return false;
	if (g.only_before && g.half) /* "On Friday, a clerk said he had been told by the mayor." */
		return false;
	drg__attrib_put(c, &g);
	if (g.n_source)
		remember(c, g.source[0]);
	return true;
}

/* A colon ends the paragraph: the next one is what was said. */
static void announced(struct cx *c, struct found *f)
{
	uint32_t t = c->it[c->n - 1].b, e = t;
	if (!(c->tok->flags[t] & TOK_PARA))
		return;
	while (e < c->level_end && (e == t || !(c->tok->flags[e] & TOK_PARA)))
		e++;
	f->rule = R_ANNOUNCED;
	f->content[f->n_content++] = (struct span){ c->tok->span[t].s, c->tok->span[e - 1].e };
	for (uint32_t k = 0; k < c->quotes->n; k++) /* rare: one look at each */
		if (c->qfirst[k] == t) {
			f->last_quote = k;
			f->content[0] = drg__attrib_quoted_words(c, k);
			c->used[k] = 1;
		}
	drg__attrib_put(c, f);
}

static void read_after(struct cx *c, struct reading *r, uint32_t after)
{
	const struct cue *q = &r->q;
	bool colon = is_punct(c, after) && first_char(c, after) == ':';
	if (drg__attrib_content_after(c, &r->f, q, q->end)) /* "as the envoy put it" */
		drg__attrib_put(c, &r->f);
	else if (colon && after + 1 >= c->n && c->it[c->n - 1].b < c->level_end && (q->frames & F_QUOTE))
		announced(c, &r->f);
	/* "it had refused": he who says so may be meant, who is known by more already */
	bool pronoun = c->has_last && r->s.found && r->s.to - r->s.from == 1 && cls(c, r->s.from) == W_PRON;
	if (r->s.found && r->f.n_source && !r->s.relative && r->f.n_content && !pronoun)
		remember(c, r->f.source[0]);
	else if (r->s.found && !c->has_last && !r->s.relative)
		remember(c, bytes(c, r->s.from, r->s.to));
}

/* "rose to say: "We wait."": what somebody did in order to say it, and his words right after. */
static bool quotes_at_once(const struct cx *c, const struct cue *q)
{
	uint32_t k = q->end;
	bool mark = is_comma(c, k) || (is_punct(c, k) && first_char(c, k) == ':');
	k += mark;
	return (q->frames & F_QUOTE) && !q->neg && is_q(c, k) && c->speech[c->it[k].q] && (mark || c->tok->shape[c->it[k].a + 1] != SHAPE_LOWER);
}

static void one_cue(struct cx *c, uint32_t i, uint32_t *next)
{
	struct reading r = { .f = { .rule = R_CLAUSE, .last_quote = NONE, .para = c->tok->para[c->it[i].a] } };
	struct cue *q = &r.q;
	if (!drg__attrib_cue_at(c, i, q))
		return;
	*next = q->end;
	c->cue_tok = c->it[i].a;
	drg__attrib_widen(c, q);
	if (!drg__attrib_verbal(c, q))
		return;
	r.f.stance = q->stance;
	if (q->klass == C_ACCORDING) {
		drg__attrib_according(c, q, &r.f);
		return;
	}
	if (q->klass == C_ADVERB) {
		drg__attrib_adverb(c, q, &r.f);
		return;
	}
	r.f.cue = bytes(c, q->group < q->first && cls(c, q->group) != W_ADV ? q->group : q->first, q->end);
	if (q->klass == C_QUOTE && !q->be && drg__attrib_quoting(c, q, &r.f, next))
		return;
	r.f.stance = stance_of(c, q);
	if (q->form == FORM_PAST && (q->be || (tok_is(c, q->end, "by") && (q->frames & F_OBJECT)))) {
		drg__attrib_passive(c, q, &r.f, next);
		return;
	}
	if (q->to && !q->modal && drg__attrib_said_to_have(c, q, &r.f))
		return;
	if (q->to && !q->modal && !quotes_at_once(c, q))
		return; /* "to say": whose saying is another word's business */
	find_subject(c, &r);
	if (inverted(c, &r, next))
		return;
	if (!r.s.found && !r.elsewhere && c->has_last && (r.s.inherit || q->form == FORM_ING))
		set_source(&r.f, c->last_source);
	uint32_t after;
	if (nobodys(c, &r, i) || read_before(c, &r, &after))
		return;
	read_after(c, &r, after);
}

/* "the envoy's claim that P", "a claim by the envoy that P" */
static void noun_of_saying(struct cx *c, uint32_t i)
{
	c->cue_tok = NONE;
	const struct hit *h = drg__hit_at(c->hits, c->it[i].a, c->lex_nouns);
	if (!h || i == 0)
		return;
	uint32_t b = i + 1;
	struct found f = { .rule = R_NOUN, .last_quote = NONE, .para = c->tok->para[c->it[i].a] };
	f.stance = (uint8_t)drg__lex_enum(c->pack, c->lex_nouns, h->row, drg__lex_col(c->pack, c->lex_nouns, "stance"));
	if (cls(c, i - 1) == W_POSS) {
		set_source(&f, bytes(c, i - 1, i));
	} else if (drg__attrib_possessive(c, i - 1)) {
		uint32_t k = i - 1;
		while (k > 0 && i - k < 10 && (drg__attrib_noun_like(c, k - 1) || cls(c, k - 1) == W_DET))
			k--;
		if (k < i - 1)
			set_source(&f, bytes(c, k, i - 1));
	} else if (cls(c, i - 1) != W_DET && cls(c, i - 1) != W_NONE) {
		return;
	}
	if ((tok_is(c, b, "by") || tok_is(c, b, "from")) && !f.n_source) {
		uint32_t e = drg__attrib_np_right(c, b + 1);
		if (e > b + 1) {
			set_source(&f, bytes(c, b + 1, e));
			b = e;
		}
	}
	/* "the envoy's answer is that P" */
	if (cls(c, b) == W_AUX && (tok_is(c, b, "is") || tok_is(c, b, "was")) && cls(c, b + 1) == W_COMP && !tok_is(c, b + 2, "of"))
		b++;
	if (cls(c, b) != W_COMP || !f.n_source || (c->upos && c->upos[c->it[i].a] != UPOS_NOUN))
		return;
	f.cue = bytes(c, i, i + 1);
	drg__attrib_add_content(c, &f, b + 1, drg__attrib_clause_end(c, b + 1));
	drg__attrib_put(c, &f);
}

void drg__attrib_sentence(struct cx *c)
{
	c->has_last = false;
	for (uint32_t i = 0, next; i < c->n; i = next) {
		next = i + 1;
		if (c->it[i].q != NONE || drg__attrib_put_at(c, i) || drg__attrib_reckoned(c, i, &next))
			continue;
		if (drg__hit_at(c->hits, c->it[i].a, c->lex_cues))
			one_cue(c, i, &next);
		if (next == i + 1 && drg__hit_at(c->hits, c->it[i].a, c->lex_nouns))
			noun_of_saying(c, i);
	}
}
