/* Sources: noun phrases and the subject of a cue. */
#include "stage/attrib.h"

bool drg__attrib_noun_like(const struct cx *c, uint32_t i)
{
	if (i >= c->n || c->it[i].q != NONE)
		return false;
	uint8_t w = cls(c, i);
	if (w == W_NUM)
		return true;
	if (w != W_NONE)
		return false;
	if (is_punct(c, i)) {
		char z = first_char(c, i);
		struct str x = word(c, c->it[i].a);
		if (z == '-' && x.n == 1)
			return !is_dash(c, i);
		return z == '$' || z == '%' || z == '&' || z == '/';
	}
	return true;
}

bool drg__attrib_possessive(const struct cx *c, uint32_t i)
{
	if (i >= c->n || c->it[i].q != NONE)
		return false;
	struct str w = word(c, c->it[i].a);
	return (w.p[0] == '\'' || ((unsigned char)w.p[0] == 0xE2 && (unsigned char)w.p[1] == 0x80 && (unsigned char)w.p[2] == 0x99)) &&
	       (w.n <= 4) && ((w.p[w.n - 1] | 32) == 's' || c->tok->flags[c->it[i].a] & TOK_PUNCT) && !(c->tok->flags[c->it[i].a] & TOK_SPACE);
}

/* A noun phrase from item i on: its end, or i.  No relative clauses; "of" and
 * "and" between nouns are taken along. */
uint32_t drg__attrib_np_right(const struct cx *c, uint32_t i)
{
	uint32_t k = i, limit = i + 24 < c->n ? i + 24 : c->n;
	bool nouns = false, det = false, lower = false;
	bool her = tok_is(c, k, "her") && (k + 1 >= c->n || is_punct(c, k + 1) || is_q(c, k + 1) || cls(c, k + 1) == W_COMP); /* "told her that" */
	if (k < limit && (her || cls(c, k) == W_PRON || cls(c, k) == W_OBJPRON))
		return k + 1;
	for (; k < limit; k++) {
		uint8_t w = cls(c, k);
		if (is_q(c, k)) {
			if (!c->speech[c->it[k].q])
				continue;
			break;
		}
		if (w == W_DET || w == W_POSS) {
			if (nouns)
				break;
			det = true;
			continue;
		}
		if (drg__attrib_possessive(c, k) && nouns)
			continue;
		if (w == W_PREP && nouns && tok_is(c, k, "of") && k + 1 < limit && (cls(c, k + 1) == W_DET || cls(c, k + 1) == W_POSS || drg__attrib_noun_like(c, k + 1))) {
			if (cls(c, k + 1) != W_NONE)
				k++;
			continue;
		}
		if (w == W_CONJ && nouns && tok_is(c, k, "and") && ((capital(c, k - 1) && capital(c, k + 1)) || (lower && drg__attrib_noun_like(c, k + 1) && k + 2 < c->n && !is_verb(c, k + 1)))) {
			continue;
		}
		if (!drg__attrib_noun_like(c, k))
			break;
		bool cap = capital(c, k);
		if (nouns && !det && !cap && !lower && !is_punct(c, k) && !drg__hit_at(c->hits, c->it[k].a, c->lex_roles))
			break; /* a name is over where small letters begin */
		if (nouns && is_verb(c, k) && !cap)
			break;
		if (!cap && !is_punct(c, k))
			lower = true;
		nouns = true;
	}
	return nouns ? k : i;
}

static bool time_word(const struct cx *c, uint32_t i)
{
	return cls(c, i) == W_TIME || (cls(c, i) == W_ADV);
}

static bool boundary(const struct cx *c, uint32_t i)
{
	uint8_t w = cls(c, i);
	if (is_q(c, i))
		return c->speech[c->it[i].q];
	if (w == W_COMP && (i == 0 || is_q(c, i - 1) || is_punct(c, i - 1) || cls(c, i - 1) == W_PREP) && (drg__attrib_noun_like(c, i + 1) && drg__hit_at(c->hits, c->it[i + 1].a, c->lex_roles)))
		return false; /* "that official said": a determiner */
	if (w == W_SUB || w == W_COMP || w == W_REL || w == W_MODAL || w == W_NEG || w == W_AUX)
		return !drg__attrib_possessive(c, i);
	if (w == W_CONJ)
		return true;
	if (is_punct(c, i)) {
		char z = first_char(c, i);
		if (z == '-' && !is_dash(c, i))
			return false;
		return !(z == '\'' || z == '$' || z == '%' || z == '&' || z == '/' || z == '"' || ((unsigned char)z == 0xE2 && (c->tok->flags[c->it[i].a] & TOK_QUOTE)));
	}
	return false;
}

/* The stretch [lo, end) before a cue, as a noun phrase: past an adverbial at
 * its head ("On Tuesday the envoy", "In a statement the ministry"). */
static uint32_t past_adverbial(const struct cx *c, uint32_t lo, uint32_t end)
{
	uint32_t i = lo;
	while (i < end && (time_word(c, i) || cls(c, i) == W_CONJ))
		i++;
	if (i >= end)
		return lo;
	if (cls(c, i) == W_PREP) {
		/* to the next determiner, pronoun or name that begins anew */
		bool nouns = false;
		for (uint32_t k = i + 1; k < end; k++) {
			uint8_t w = cls(c, k);
			if ((w == W_DET || w == W_POSS || w == W_PRON) && nouns && cls(c, k - 1) != W_PREP)
				return k;
			if (w == W_TIME && k + 1 < end && cls(c, k + 1) != W_PREP && cls(c, k + 1) != W_NUM && cls(c, k + 1) != W_TIME)
				return k + 1;
			if (w == W_PRON)
				return k;
			if (w == W_NONE || w == W_NUM || w == W_TIME)
				nouns = true;
		}
		return end; /* all of it is the adverbial */
	}
	return i;
}

/* The subject as the parser sees it: the cue's own, or that of the predicate it
 * hangs on ("He left, saying ..."), or the noun it describes ("a letter
 * saying ..."). False when there is none in this stretch of text. */
bool drg__attrib_parsed_subject(const struct cx *c, const struct cue *q, struct subject *s)
{
	uint32_t t = c->it[q->first].a, noun = NONE;
	bool own = true, adds = tok_is(c, q->first, "adding");
	if (!c->head)
		return false;
	for (int step = 0; step < 6; step++) {
		/* "adding" goes on with what somebody was saying: where the parser hangs it
		 * inside the content ("said the crew had left, adding ..."), the reporting
		 * verb above has the speaker. */
		uint32_t above = c->head[t];
		if (adds && step && above != NONE && !drg__hit_at(c->hits, t, c->lex_cues) && drg__hit_at(c->hits, above, c->lex_cues)) {
			t = above;
			own = false;
		}
		if (c->subj[t] != NONE) {
			noun = c->subj[t];
			break;
		}
		uint32_t up = c->head[t];
		if (up == NONE)
			return false;
		if (c->rel[t] == REL_ACL) {
			noun = up;
			break;
		}
		if (c->rel[t] != REL_CHAIN)
			return false;
		t = up;
		own = false;
	}
	if (noun == NONE)
		return false;
	uint32_t cue = c->it[q->first].a, first = c->lo[noun], last = c->hi[noun];
	if (first <= cue && cue <= last) { /* the noun's own describing clause is not its name */
		if (noun > cue)
			return false;
		last = cue - 1;
	}
	uint32_t a = item_of(c, first), b = item_of(c, last), k = item_of(c, noun);
	if (k == c->n || c->it[k].q != NONE)
		return false;
	if (a == c->n || a > k)
		a = k;
	if (b == c->n || b < k)
		b = k;
	while (b > k && (is_punct(c, b) || cls(c, b) == W_AUX || cls(c, b) == W_ADV))
		b--;
	for (uint32_t m = k; m <= b; m++) /* never over a quotation */
		if (is_q(c, m) && c->speech[c->it[m].q]) {
			b = m > k ? m - 1 : k;
			break;
		}
	for (uint32_t m = k; m > a; m--)
		if (is_q(c, m - 1) && c->speech[c->it[m - 1].q]) {
			a = m;
			break;
		}
	*s = (struct subject){ .from = a, .to = b + 1, .found = true };
	s->inherit = !own || (k > q->first);
	s->relative = cls(c, k) == W_REL || tok_is(c, k, "who") || cls(c, k) == W_COMP;
	return true;
}

struct subject drg__attrib_subject_of(const struct cx *c, const struct cue *q)
{
	struct subject s = { 0 };
	uint32_t g = q->group, e = g;
	/* past time words between subject and cue: "Ort on Tuesday said" */
	while (e > 0 && time_word(c, e - 1))
		e--;
	if (e > 0 && e < g && cls(c, e - 1) == W_PREP)
		e--;
	if (e < g && e == 0)
		e = g;
	if (e == 0)
		return s;
	uint32_t p = e - 1;
	if (cls(c, p) == W_REL || tok_is(c, p, "who") || (cls(c, p) == W_COMP && p > 0 && drg__attrib_noun_like(c, p - 1))) {
		s = (struct subject){ p, p + 1, true, false, true, false };
		return s;
	}
	if (cls(c, p) == W_CONJ) {
		s.inherit = true;
		return s;
	}
	bool apposed = false;
	if (is_comma(c, p)) {
		/* an apposition between commas? */
		uint32_t k = p;
		int steps = 0;
		while (k > 0 && steps < 24 && !is_comma(c, k - 1) && !is_stop(c, k - 1) && !(is_q(c, k - 1) && c->speech[c->it[k - 1].q]))
			k--, steps++;
		if (k == 0 || !is_comma(c, k - 1) || q->form == FORM_ING || k == p) {
			s.inherit = q->form == FORM_ING || q->form == FORM_PAST;
			return s;
		}
		bool rel = cls(c, k) == W_REL || tok_is(c, k, "who");
		bool noun = cls(c, k) == W_DET || cls(c, k) == W_POSS || drg__attrib_noun_like(c, k) || rel || cls(c, k) == W_PREP || cls(c, k) == W_NUM;
		if (!noun && !is_verb(c, k)) {
			s.inherit = true;
			return s;
		}
		apposed = true;
		e = k - 1; /* the comma before the apposition */
		if (e == 0)
			return s;
		p = e - 1;
		s.to = g;
		s.comma_right = true;
	}
	uint32_t lo = e;
	int steps = 0;
	while (lo > 0 && steps < 40 && !boundary(c, lo - 1)) {
		if (is_verb(c, lo - 1) && !capital(c, lo - 1)) {
			/* a participle inside the phrase ("the men arrested by police") or
			 * another clause's verb? */
			if (cls(c, lo) != W_PREP && cls(c, lo) != W_TO)
				break;
			uint8_t before = lo >= 2 ? cls(c, lo - 2) : W_NONE;
			if (before == W_PRON || before == W_AUX)
				break;
		}
		lo--, steps++;
	}
	/* "X and Y said": both, when the first begins the clause */
	if (lo > 1 && cls(c, lo - 1) == W_CONJ && tok_is(c, lo - 1, "and") && lo < e && (drg__attrib_noun_like(c, lo - 2)) && (drg__attrib_noun_like(c, lo) || cls(c, lo) == W_DET || cls(c, lo) == W_POSS)) {
		uint32_t k = lo - 1;
		steps = 0;
		bool verb = false;
		while (k > 0 && steps < 16 && !boundary(c, k - 1)) {
			verb |= is_verb(c, k - 1) && !capital(c, k - 1) && cls(c, k) != W_PREP; /* "officials briefed on it and .." */
			k--, steps++;
		}
		if (!verb && (k == 0 || is_q(c, k - 1) || is_comma(c, k - 1) || cls(c, k - 1) == W_COMP || cls(c, k - 1) == W_SUB))
			lo = k;
	}
	uint32_t from = past_adverbial(c, lo, e);
	if (from >= e) {
		if (apposed) {
			/* "On Tuesday, the envoy, ..." was read too far */
			from = e + 1;
			e = g;
		}
		if (from >= e) {
			s.inherit = lo > 0;
			return s;
		}
	}
	if (from > 0 && is_verb(c, from) && !capital(c, from) && cls(c, from) == W_NONE && from + 1 < e)
		from++;
	s.from = from;
	s.found = true;
	if (!apposed)
		s.to = e;
	else if (s.to > 0 && is_comma(c, s.to - 1))
		s.to--;
	bool any = false;
	for (uint32_t k = s.from; k < s.to; k++)
		any |= drg__attrib_noun_like(c, k) || cls(c, k) == W_PRON || cls(c, k) == W_DET || (cls(c, k) == W_TIME && capital(c, k));
	if (!any)
		s.found = false;
	return s;
}
