/* Right edges: how far a clause, an infinitive or an object reaches. */
#include "stage/attrib.h"

/* "two days later", "a week ago": past it, or i. */
static uint32_t past_interval(const struct cx *c, uint32_t i)
{
	enum { WORDS_MOST = 4 };
	uint8_t w = cls(c, i);
	if (i >= c->n || !(w == W_NUM || w == W_DET || (c->tok->flags[c->it[i].a] & TOK_NUM) || w == W_NONE))
		return i;
	for (uint32_t k = i + 1; k < c->n && k < i + WORDS_MOST && !is_stop(c, k) && !is_comma(c, k) && !is_q(c, k); k++)
		if (tok_is(c, k, "later") || tok_is(c, k, "ago") || tok_is(c, k, "earlier") || tok_is(c, k, "afterwards"))
			return k + 1;
	return i;
}

/* Past what may stand between a cue and its content: "on Monday", "in a
 * statement", "during a visit to Lima". */
uint32_t drg__attrib_past_adjuncts(const struct cx *c, uint32_t i)
{
	uint32_t limit = i + 30 < c->n ? i + 30 : c->n;
	for (int round = 0; round < 4 && i < limit; round++) {
		uint32_t k = i;
		while (k < limit && (cls(c, k) == W_TIME || (cls(c, k) == W_ADV && !tok_is(c, k, "there") && !tok_is(c, k, "here"))))
			k++;
		k = past_interval(c, k);
		struct cue next; /* "said before adding: ".."" */
		bool says = k < limit && drg__attrib_cue_at(c, k + 1, &next) && next.form == FORM_ING && (next.frames & F_QUOTE);
		if (k < limit && cls(c, k) == W_PREP && !says && !tok_is(c, k, "of") && !tok_is(c, k, "like")) {
			uint32_t e = k + 1;
			while (e < limit && (cls(c, e) == W_TIME || cls(c, e) == W_NUM))
				e++;
			uint32_t n = drg__attrib_np_right(c, e);
			if (n > e || e > k + 1)
				k = n;
		}
		if (k == i)
			break;
		i = k;
	}
	return i;
}

/* Past an aside that says through whom something came, up to the "that" after it:
 * ", citing a clerk, that ..", ", on the word of a clerk, who had it from the envoy, that ..",
 * ", to whom the envoy had said it, that ..".  i where there is none. */
uint32_t drg__attrib_past_asides(const struct cx *c, uint32_t i)
{
	enum { ASIDE_MOST = 40 };
	uint32_t k = i + 1;
	if (!is_comma(c, i))
		return i;
	bool cites = tok_is(c, k, "citing") || tok_is(c, k, "quoting") || tok_is(c, k, "crediting") || tok_is(c, k, "referring") || tok_is(c, k, "on");
	if (!cites && !tok_is(c, k, "who") && !tok_is(c, k, "which") && !(tok_is(c, k, "to") && tok_is(c, k + 1, "whom")))
		return i;
	for (uint32_t e = k; e + 1 < c->n && e < k + ASIDE_MOST && !is_stop(c, e) && !is_q(c, e); e++)
		if (is_comma(c, e) && cls(c, e + 1) == W_COMP)
			return e + 1;
	return i;
}

/* "a letter that the Post printed": the word "that" at token t begins a clause that describes a noun. */
static bool relative_that(const struct cx *c, uint32_t t)
{
	uint32_t verb = c->head ? c->head[t] : NONE;
	/* "said in a notice to guests that boats ran": a clause with a subject of its own, though the parser hangs it on "guests" */
	return verb != NONE && (c->upos[t] == UPOS_PRON || (c->rel[verb] == REL_RELCL && c->subj[verb] == NONE));
}

/* Is there a "that" before any verb, comma or stop in the next words? */
uint32_t drg__attrib_that_ahead(const struct cx *c, uint32_t i)
{
	uint32_t limit = i + 16 < c->n ? i + 16 : c->n;
	bool described = false; /* "in a letter that the Post printed that ..": past the noun's own clause */
	for (uint32_t k = i; k < limit; k++) {
		if (cls(c, k) == W_COMP && k > i && relative_that(c, c->it[k].a)) {
			described = true;
			continue;
		}
		if (cls(c, k) == W_COMP) /* "that group said": a determiner */
			return k == i || cls(c, k - 1) != W_PREP ? k : NONE;
		if (is_stop(c, k) || (is_q(c, k) && c->speech[c->it[k].q]) || cls(c, k) == W_AUX || cls(c, k) == W_MODAL || cls(c, k) == W_PRON || cls(c, k) == W_SUB || cls(c, k) == W_REL)
			return NONE;
		if (is_verb(c, k) && !capital(c, k) && k > i + 1 && cls(c, k - 1) != W_DET && cls(c, k - 1) != W_PREP && cls(c, k - 1) != W_POSS) {
			if (!described)
				return NONE;
			described = false;
		}
	}
	return NONE;
}

/* "said the leaflets are fake and blames the ministry", "but would not discuss them": at item k a
 * conjunction, behind it a finite deed of speech without a subject of its own.  Charging,
 * refusing, demanding are the speaker's deeds, whatever subject stands in what is said. */
static bool speaks_on(const struct cx *c, uint32_t k)
{
	struct cue q;
	uint32_t v = k + 1;
	bool neg = false;
	while (v < c->n && v < k + 4 && (cls(c, v) == W_ADV || cls(c, v) == W_MODAL || cls(c, v) == W_AUX || cls(c, v) == W_NEG)) {
		neg |= cls(c, v) == W_NEG;
		v++;
	}
	if (!c->head || !drg__attrib_cue_at(c, v, &q) || q.form == FORM_ING || (q.form == FORM_BASE && !neg) || c->subj[c->it[v].a] != NONE)
		return false;
	drg__attrib_widen(c, &q);
	if (q.be || q.to || !drg__attrib_verbal(c, &q))
		return false;
	if (neg)
		return tok_is(c, v, "discuss") || tok_is(c, v, "comment") || tok_is(c, v, "elaborate") || tok_is(c, v, "say") || tok_is(c, v, "confirm");
	return c->finite[c->it[v].a] && (q.klass == C_ACCUSE || q.klass == C_DECLINE || (q.klass == C_DEMAND && q.form == FORM_S));
}

/* Does another attribution of the same level begin after the comma or
 * conjunction at item i? */
bool drg__attrib_sibling(const struct cx *c, uint32_t i, bool comma)
{
	struct cue q;
	uint32_t k = i + 1;
	if (k >= c->n)
		return false;
	if (drg__attrib_cue_at(c, k, &q)) {
		if (q.klass == C_ACCORDING)
			return true;
		if (q.form == FORM_ING && comma && (q.frames & (F_BARE | F_THAT | F_QUOTE | F_OBJECT)) && q.klass != C_WANT)
			return true;
		if (q.form != FORM_ING && comma && (q.frames & F_AFTER) && drg__attrib_verbal(c, &q))
			return true; /* ", said Y" */
		/* "and pledged that", "and added: ..." */
		if (q.form != FORM_ING && q.form != FORM_BASE && !comma && (q.frames & (F_THAT | F_QUOTE)) &&
		    (cls(c, q.end) == W_COMP || (is_q(c, q.end) && c->speech[c->it[q.end].q]) || (is_punct(c, q.end) && first_char(c, q.end) == ':')))
			return true;
	}
	if (!comma && speaks_on(c, i))
		return true;
	if (cls(c, k) == W_SUB && tok_is(c, k, "as")) {
		k++;
	} else if (cls(c, k) == W_CONJ || cls(c, k) == W_SUB) {
		k++;
	}
	if (cls(c, k) == W_REL || tok_is(c, k, "who"))
		return false;
	uint32_t limit = k + 12 < c->n ? k + 12 : c->n;
	bool nouns = false;
	for (; k < limit; k++) {
		if (nouns && drg__attrib_cue_at(c, k, &q) && q.form != FORM_ING && q.klass != C_EVALUATE && q.klass != C_CALL && q.klass != C_ACCUSE && q.klass != C_WANT &&
		    ((q.frames & (F_BARE | F_THAT)) || ((q.frames & F_QUOTE) && (is_q(c, q.end) || is_comma(c, q.end) || is_punct(c, q.end))))) {
			drg__attrib_widen(c, &q);
			return drg__attrib_verbal(c, &q) && !q.be && !q.to;
		}
		uint8_t w = cls(c, k);
		if (drg__attrib_noun_like(c, k) || w == W_PRON || w == W_DET || w == W_POSS || w == W_PREP || drg__attrib_possessive(c, k)) {
			if (is_verb(c, k) && !capital(c, k) && nouns)
				return false;
			nouns |= w != W_PREP && w != W_DET;
			continue;
		}
		if ((w == W_AUX || w == W_ADV || w == W_TIME || w == W_MODAL) && nouns)
			continue;
		return false;
	}
	return false;
}

/* Where the cue's own next deed begins ("said they would wait and left"): the
 * first item after i that hangs on the cue by conj, or by advcl after a comma;
 * c->n without a parser. */
static uint32_t next_deed(const struct cx *c, uint32_t i)
{
	if (!c->head || c->cue_tok == NONE)
		return c->n;
	for (uint32_t k = i; k < c->n; k++) {
		uint32_t t = c->it[k].a;
		if (c->it[k].q != NONE || c->head[t] != c->cue_tok || c->rel[t] != REL_CHAIN || c->upos[t] != UPOS_VERB)
			continue;
		uint32_t from = item_of(c, c->lo[t]);
		if (from == c->n || from <= i + 1)
			continue;
		uint8_t w = cls(c, from);
		if (w == W_CONJ || is_comma(c, from) || is_comma(c, from - 1) || cls(c, from - 1) == W_CONJ)
			return cls(c, from - 1) == W_CONJ ? from - 1 : from;
	}
	return c->n;
}

/* "parties that had threatened to leave now say", "When he said it was lost, she left": what the cue
 * of a describing clause, or of one before its main clause, governs ends with the clause.  The
 * item there, not beyond `most`. */
static uint32_t describing_end(const struct cx *c, uint32_t i, uint32_t most)
{
	uint32_t t = c->cue_tok;
	if (!c->head || t == NONE || c->hi[t] < c->it[i].a)
		return most;
	bool leads = c->rel[t] == REL_CHAIN && c->head[t] != NONE && c->head[t] > c->hi[t] && c->tok->flags[c->hi[t]] & TOK_PUNCT;
	if (c->rel[t] != REL_RELCL && !leads)
		return most;
	uint32_t last = item_of(c, c->hi[t]);
	return last < most ? last + 1 : most;
}

/* Is the verb at token t a bare form: after a modal, or after "to"? */
static bool bare_form(const struct cx *c, uint32_t t)
{
	if (c->finite[t])
		return false;
	for (uint32_t m = t; m > 0 && t - m < 4; m--) {
		uint8_t w = c->cls[m - 1];
		if (w == W_MODAL || w == W_TO)
			return true;
		if (w != W_ADV && w != W_NEG)
			return false;
	}
	return false;
}

/* "said it would stay open and rejected the list": a finite verb does not go on with one after
 * "would" or "to", but with the cue, whatever the parser hangs it on.  Its conjunction,
 * between items i and `most`, or `most`. */
static uint32_t finite_again(const struct cx *c, uint32_t i, uint32_t most)
{
	if (!c->head || c->cue_tok == NONE || !c->finite[c->cue_tok])
		return most;
	for (uint32_t k = i + 1; k + 1 < most; k++) {
		uint32_t v = k + 1;
		if (cls(c, k) != W_CONJ)
			continue;
		while (v < most && cls(c, v) == W_ADV)
			v++;
		uint32_t t = v < most && c->it[v].q == NONE ? c->it[v].a : NONE, up = t == NONE ? NONE : c->head[t];
		if (up != NONE && c->upos[t] == UPOS_VERB && c->finite[t] && c->subj[t] == NONE && c->rel[t] == REL_CHAIN && up >= c->it[i].a && up < t && bare_form(c, up))
			return k;
	}
	return most;
}

/* ", without giving details": the writer's word on how it was said. */
static bool without_saying(const struct cx *c, uint32_t k)
{
	static const char *const ing[] = { "giving", "offering", "elaborating", "providing", "naming", "citing", "specifying", "saying", "explaining", "mentioning" };
	for (size_t i = 0; is_comma(c, k) && tok_is(c, k + 1, "without") && i < sizeof ing / sizeof *ing; i++)
		if (tok_is(c, k + 2, ing[i]))
			return true;
	return false;
}

/* Where a clausal content that begins at item i ends. */
uint32_t drg__attrib_clause_end(const struct cx *c, uint32_t i)
{
	uint32_t k = i, most = finite_again(c, i, describing_end(c, i, next_deed(c, i)));
	for (; k < most; k++) {
		if (is_stop(c, k) && (first_char(c, k) != '.' || k + 1 >= c->n || !is_q(c, k + 1)) && !is_dash(c, k))
			break;
		if (is_comma(c, k) && drg__attrib_sibling(c, k, true))
			break;
		if (cls(c, k) == W_CONJ && k > i + 2 && !is_comma(c, k - 1) && drg__attrib_sibling(c, k, false) && !tok_is(c, k + 1, "that"))
			break;
		if (k > i && is_verb(c, k) && tok_is(c, k, "according"))
			break;
		if (k > i + 2 && ((cls(c, k) == W_CONJ && speaks_on(c, k)) || without_saying(c, k)))
			break;
	}
	struct cue q;
	for (uint32_t m = i; m < k; m++)
		if (cls(c, m) == W_PREP || first_char(c, m) == 'a')
			if (drg__attrib_cue_at(c, m, &q) && q.klass == C_ACCORDING)
				return m;
	return k;
}

/* "to wait and offered": a verb with "-ed" goes on with the cue's clause, not with the infinitive. */
static bool past_form(const struct cx *c, uint32_t i)
{
	if (!is_verb(c, i) || c->it[i].q != NONE)
		return false;
	struct str w = word(c, c->it[i].a);
	return w.n > 4 && drg__str_ends(w, STR("ed")) && !drg__str_ends(w, STR("eed"));
}

/* "to return [if the deal is broken]", "their release [before any meeting]": what the words from item k
 * on say of the time or the condition hangs on a word of the phrase that begins at item i. */
static bool hangs_inside(const struct cx *c, uint32_t i, uint32_t k)
{
	static const char *const when[] = { "if", "unless", "until", "once", "before", "after", "during", "provided" };
	bool mark = false;
	uint32_t t = c->it[k].a;
	if (!c->head || c->it[k].q != NONE)
		return false;
	for (size_t n = 0; n < sizeof when / sizeof *when; n++)
		mark |= tok_is(c, k, when[n]);
	uint32_t up = c->head[t];
	if (mark && up != NONE)
		up = c->head[up];
	return (mark || cls(c, k) == W_TIME) && up != NONE && up >= c->it[i].a && up < t;
}

/* Where an object or an infinitive ends. */
uint32_t drg__attrib_phrase_end(const struct cx *c, uint32_t i, bool infinitive)
{
	uint32_t k = i, most = finite_again(c, i, describing_end(c, i, next_deed(c, i)));
	for (; k < most; k++) {
		uint8_t w = cls(c, k);
		if (is_stop(c, k) || is_dash(c, k))
			break;
		if (is_punct(c, k) && first_char(c, k) == ')' )
			break;
		if (is_comma(c, k)) {
			uint32_t m = k + 1;
			if (infinitive && !(cls(c, m) == W_CONJ || cls(c, m) == W_SUB || cls(c, m) == W_REL || tok_is(c, m, "who")) && !drg__attrib_sibling(c, k, true) && !(is_verb(c, m)))
				continue;
			/* an enumeration: "a pause, a list and a date" */
			if (!infinitive && (cls(c, m) == W_DET || cls(c, m) == W_POSS || drg__attrib_noun_like(c, m)) && k > i + 1 && !drg__attrib_sibling(c, k, true)) {
				uint32_t e = drg__attrib_np_right(c, m);
				if (e > m && cls(c, e) == W_CONJ)
					continue;
			}
			break;
		}
		bool inside = k > i && hangs_inside(c, i, k);
		if (k > i && (w == W_SUB) && !tok_is(c, k, "as") && !inside)
			break;
		if (k > i && w == W_CONJ && !infinitive && (cls(c, k + 1) == W_PRON || cls(c, k + 1) == W_AUX || cls(c, k + 1) == W_MODAL || (is_verb(c, k + 1) && !capital(c, k + 1))))
			break;
		if (k > i && w == W_CONJ && (drg__attrib_sibling(c, k, false) || (infinitive && past_form(c, k + 1))))
			break;
		if (k > i + 1 && !infinitive && !inside && tok_is(c, k, "after"))
			break;
		if (k > i && !infinitive && !inside && (tok_is(c, k, "before") || tok_is(c, k, "during")))
			break;
		if (w == W_TIME && !infinitive && !inside && k > i && capital(c, k) && cls(c, k - 1) != W_PREP && cls(c, k - 1) != W_DET)
			break;
	}
	return k;
}
