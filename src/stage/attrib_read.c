/* One sentence of one level, cue by cue. */
#include "stage/attrib.h"

static void one_cue(struct cx *c, uint32_t i, uint32_t *next)
{
	struct cue q;
	if (!drg__attrib_cue_at(c, i, &q))
		return;
	*next = q.end;
	c->cue_tok = c->it[i].a;
	drg__attrib_widen(c, &q);
	if (!drg__attrib_verbal(c, &q))
		return;
	struct found f = { .stance = q.stance, .rule = R_CLAUSE, .last_quote = NONE, .para = c->tok->para[c->it[i].a] };
	if (q.klass == C_ACCORDING) {
		drg__attrib_according(c, &q, &f);
		return;
	}
	if (q.klass == C_ADVERB) {
		drg__attrib_adverb(c, &q, &f);
		return;
	}
	f.cue = bytes(c, q.group < q.first && cls(c, q.group) != W_ADV ? q.group : q.first, q.end);
	if (q.klass == C_QUOTE && !q.be && drg__attrib_quoting(c, &q, &f, next))
		return;
	if (q.neg && (q.klass == C_SAY || q.klass == C_CONFIRM || q.klass == C_TELL))
		f.stance = STANCE_DECLINES;
	if (q.neg == false && c->n && q.group > 0) {
		/* "Neither side has said", "nobody said" */
		for (uint32_t k = q.group; k-- > 0 && q.group - k < 4;)
			if (tok_is(c, k, "neither") || tok_is(c, k, "nobody") || (tok_is(c, k, "no") && k + 1 < q.group))
				f.stance = STANCE_DECLINES;
	}
	if (q.form == FORM_PAST && (q.be || (tok_is(c, q.end, "by") && (q.frames & F_OBJECT)))) {
		drg__attrib_passive(c, &q, &f, next);
		return;
	}
	if (q.to && !q.modal)
		return; /* "to say": whose saying is another word's business */
	struct subject s = drg__attrib_subject_of(c, &q), parsed;
	uint32_t left = q.group;
	bool elsewhere = false; /* the parser has the subject, but not right before the cue */
	/* "and added that": the earlier speaker goes on, whatever the parser hangs it on */
	bool goes_on = c->has_last && q.group > 0 && cls(c, q.group - 1) == W_CONJ && drg__attrib_sibling(c, q.group - 1, false);
	if (!goes_on && drg__attrib_parsed_subject(c, &q, &parsed)) {
		/* "The Post, citing a clerk who ..., wrote" */
		bool before_aside = s.found && is_comma(c, parsed.to) && parsed.to < s.from;
		if (!parsed.inherit && parsed.to <= q.group && (before_aside || !(s.found && (s.comma_right || (s.from <= parsed.from && s.to >= parsed.to))))) {
			s = parsed;
		} else if (parsed.inherit && parsed.to <= q.first) {
			s = (struct subject){ .inherit = true };
			set_source(&f, bytes(c, parsed.from, parsed.to));
			elsewhere = true;
		} else if (parsed.from >= q.end) {
			s.found = s.inherit = false;
		}
	}
	if (s.found) {
		set_source(&f, bytes(c, s.from, s.to));
		left = s.from;
	}
	/* "..., as the envoy put it" */
	if (left > 1 && tok_is(c, left - 1, "as") && (is_comma(c, left - 2) || is_q(c, left - 2)))
		left--;
	/* inverted: "..., said the envoy" */
	uint32_t l = left;
	bool comma = l > 0 && is_comma(c, l - 1);
	bool quote = (l > 0 && is_q(c, l - 1)) || (comma && l > 1 && is_q(c, l - 2));
	if (!s.found && (comma || quote) && (q.frames & F_AFTER) && q.form != FORM_ING && q.group == q.first) {
		uint32_t e = drg__attrib_np_right(c, q.end);
		if (e > q.end) {
			/* with its apposition */
			uint32_t to = e;
			if (is_comma(c, e) && (cls(c, e + 1) == W_DET || cls(c, e + 1) == W_POSS || drg__attrib_noun_like(c, e + 1))) {
				uint32_t m = e + 1;
				while (m < c->n && m < e + 24 && !is_comma(c, m) && !is_stop(c, m) && !is_q(c, m))
					m++;
				bool verb = false;
				for (uint32_t x = e + 1; x < m; x++)
					verb |= cls(c, x) == W_AUX || cls(c, x) == W_MODAL;
				if (!verb)
					to = m;
			}
			set_source(&f, bytes(c, q.end, to));
			uint32_t r = drg__attrib_past_adjuncts(c, to);
			if (drg__attrib_content_before(c, &f, &q, left, r < c->n && !drg__attrib_over(c, r) ? to : r)) {
				c->last_source = f.source[0];
				c->has_last = true;
				drg__attrib_put(c, &f);
				*next = to;
				return;
			}
			f.n_source = 0;
		}
	}
	if (!s.found && !elsewhere && c->has_last && (s.inherit || q.form == FORM_ING)) {
		set_source(&f, c->last_source);
	}
	if (!s.found && !f.n_source && q.form != FORM_ING && !quote)
		return;
	if (q.form == FORM_ING && !q.have && !(left > 0 && is_comma(c, left - 1)) && !(i == 0) && !s.inherit && !is_comma(c, q.first ? q.first - 1 : 0))
		if (q.klass != C_SAY && q.klass != C_TELL)
			return;
	/* the writer's own "I think", "we hope" */
	if (s.found && (q.klass == C_BELIEVE || q.klass == C_WANT) && s.to - s.from == 1 && (tok_is(c, s.from, "i") || tok_is(c, s.from, "we") || tok_is(c, s.from, "you")))
		return;
	/* before: a quotation, or a clause with a comma when the cue ends the sentence */
	uint32_t r = q.end;
	struct found g = f;
	if ((q.frames & F_RECIPIENT)) {
		uint32_t e = drg__attrib_np_right(c, r);
		if (e > r) {
			g.recipient = bytes(c, r, e);
			g.n_recipient = 1;
			r = e;
		}
	}
	uint32_t after = drg__attrib_past_adjuncts(c, r);
	bool done = drg__attrib_over(c, after) && !(is_punct(c, after) && first_char(c, after) == ':');
	if (!done && (q.frames & F_AFTER) && q.form != FORM_ING)
		done = drg__attrib_clause_left(c, left, r);
	bool colon = is_punct(c, after) && first_char(c, after) == ':';
	uint32_t say = is_comma(c, after) ? after + 1 : after; /* she said, "No." */
	bool right_quote = is_q(c, say) && c->speech[c->it[say].q] && (say == after || !quote);
	if (q.form != FORM_ING && !colon && !right_quote && (done || quote) && !s.relative) {
		if (drg__attrib_content_before(c, &g, &q, left, after)) {
			drg__attrib_put(c, &g);
			if (g.n_source) {
				c->last_source = g.source[0];
				c->has_last = true;
			}
			return;
		}
	}
	if (drg__attrib_content_after(c, &f, &q, q.end)) {
		/* "as the envoy put it" */
		drg__attrib_put(c, &f);
	} else if (colon && after + 1 >= c->n && c->it[c->n - 1].b < c->level_end && (q.frames & F_QUOTE)) {
		/* the colon ends the paragraph: the next one is what was said */
		uint32_t t = c->it[c->n - 1].b, e = t;
		if (c->tok->flags[t] & TOK_PARA) {
			while (e < c->level_end && (e == t || !(c->tok->flags[e] & TOK_PARA)))
				e++;
			f.rule = R_ANNOUNCED;
			f.content[f.n_content++] = (struct span){ c->tok->span[t].s, c->tok->span[e - 1].e };
			for (uint32_t k = 0; k < c->quotes->n; k++) /* rare: one look at each */
				if (c->qfirst[k] == t) {
					f.last_quote = k;
					f.content[0] = drg__attrib_quoted_words(c, k);
					c->used[k] = 1;
				}
			drg__attrib_put(c, &f);
		}
	}
	if (s.found && f.n_source && !s.relative && f.n_content) {
		c->last_source = f.source[0];
		c->has_last = true;
	} else if (s.found && !c->has_last && !s.relative) {
		c->last_source = bytes(c, s.from, s.to);
		c->has_last = true;
	}
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
		if (c->it[i].q != NONE || drg__attrib_put_at(c, i))
			continue;
		if (drg__hit_at(c->hits, c->it[i].a, c->lex_cues))
			one_cue(c, i, &next);
		if (next == i + 1 && drg__hit_at(c->hits, c->it[i].a, c->lex_nouns))
			noun_of_saying(c, i);
	}
}
