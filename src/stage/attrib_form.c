/* Cues with a grammar of their own: passives, "according to", adverbs, quoting. */
#include "stage/attrib.h"

void drg__attrib_passive(struct cx *c, const struct cue *q, struct found *f, uint32_t *next)
{
	struct subject s = drg__attrib_subject_of(c, q);
	/* quoted as saying */
	uint32_t k = q->end;
	uint32_t by_from = k, by_to = k;
	if (q->klass == C_QUOTE && tok_is(c, k, "by")) {
		by_from = k + 1;
		by_to = drg__attrib_np_right(c, by_from);
		k = by_to;
		if (!tok_is(c, k, "as") && tok_is(c, drg__attrib_past_adjuncts(c, k), "as"))
			k = drg__attrib_past_adjuncts(c, k);
	}
	if (tok_is(c, k, "as")) {
		struct cue inner;
		if (drg__attrib_cue_at(c, k + 1, &inner) && inner.form == FORM_ING) {
			f->cue = bytes(c, q->group, inner.end);
			*next = inner.end; /* no cue by itself */
			f->rule = R_QUOTED_AS;
			if (s.found)
				set_source(f, bytes(c, s.from, s.to));
			uint32_t left = s.found ? s.from : q->group;
			if (q->klass == C_QUOTE && tok_is(c, inner.end, "by")) {
				by_from = inner.end + 1;
				by_to = drg__attrib_np_right(c, by_from);
			}
			uint32_t right = by_to > inner.end ? by_to : inner.end;
			if (drg__attrib_content_before(c, f, &inner, left, drg__attrib_past_adjuncts(c, right)) || drg__attrib_content_after(c, f, &inner, right)) {
				f->rule = R_QUOTED_AS;
				drg__attrib_put(c, f);
				if (by_to > by_from) {
					/* the one who quotes: around all of it */
					struct found outer = *f;
					outer.n_recipient = 0;
					set_source(&outer, bytes(c, by_from, by_to));
					outer.cue = bytes(c, q->first, q->end);
					for (uint8_t m = 0; m < f->n_content; m++)
						if (outer.content[0].s > f->content[m].s)
							outer.content[0].s = f->content[m].s;
					if (f->n_source && f->source[0].s < outer.content[0].s)
						outer.content[0].s = f->source[0].s;
					for (uint8_t m = 0; m < f->n_content; m++)
						if (outer.content[0].e < f->content[m].e)
							outer.content[0].e = f->content[m].e;
					if (outer.content[0].e < f->cue.e)
						outer.content[0].e = f->cue.e;
					outer.n_content = 1;
					outer.last_quote = NONE;
					drg__attrib_put(c, &outer);
				}
			}
			return;
		}
	}
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
		if (drg__attrib_content_after(c, f, &plain, k)) {
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
	/* is believed to be; it is said that */
	if (!(q->frames & (F_BARE | F_THAT)) && q->klass != C_BELIEVE)
		return;
	if (cls(c, k) == W_TO && s.found) {
		f->rule = R_PASSIVE;
		drg__attrib_add_content(c, f, s.from, s.to);
		drg__attrib_add_content(c, f, k, drg__attrib_phrase_end(c, k, true));
		drg__attrib_put(c, f);
	} else if (s.found && s.to - s.from == 1 && tok_is(c, s.from, "it") && cls(c, k) == W_COMP) {
		f->rule = R_PASSIVE;
		drg__attrib_add_content(c, f, k + 1, drg__attrib_clause_end(c, k + 1));
		drg__attrib_put(c, f);
	}
}

void drg__attrib_according(struct cx *c, const struct cue *q, struct found *f)
{
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
			/* past an apposition of the source that a verb of the clause does not follow */
			b++;
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
	if (q->be || e == q->end || !tok_is(c, as, "as") || !drg__attrib_cue_at(c, as + 1, &inner) || inner.form != FORM_ING)
		return false;
	struct found in = *f;
	struct subject s = drg__attrib_subject_of(c, q);
	if (s.found)
		set_source(f, bytes(c, s.from, s.to));
	f->rule = R_QUOTED_AS;
	set_source(&in, bytes(c, q->end, e));
	in.cue = bytes(c, inner.first, inner.end);
	if (drg__attrib_content_after(c, &in, &inner, inner.end)) {
		uint32_t last = drg__attrib_clause_end(c, inner.end);
		f->content[f->n_content++] = bytes(c, q->end, last > q->end ? last : inner.end);
		drg__attrib_put(c, f);
		in.rule = R_QUOTED_AS;
		drg__attrib_put(c, &in);
	}
	*next = inner.end;
	return true;
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
	while (k < e + 4 && (cls(c, k) == W_ADV || cls(c, k) == W_PREP || tok_is(c, k, "least") || tok_is(c, k, "more") || tok_is(c, k, "than") || tok_is(c, k, "some")))
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
