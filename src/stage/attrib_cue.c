/* Cues: where a word of saying stands, and whether it is one here. */
#include "stage/attrib.h"

static uint16_t frame_bits(struct str f)
{
	static const char letter[] = "shqoirwpu";
	uint16_t bits = 0;
	for (size_t i = 0; i < f.n; i++)
		for (int k = 0; letter[k]; k++)
			if (f.p[i] == letter[k])
				bits |= (uint16_t)(1 << k);
	return bits;
}

static enum form form_of(const struct cx *c, uint32_t row, uint32_t t)
{
	struct str lemma = drg__lex_str(c->pack, c->lex_cues, row, 0), w = word(c, t);
	if (lemma.n && lemma.p[0] == '~')
		lemma = drg__str_sub(lemma, 1, lemma.n);
	lemma = drg__str_cut(&lemma, '/');
	if (drg__str_ieq(w, lemma))
		return FORM_BASE;
	if (w.n > 4 && drg__str_ieq(drg__str_sub(w, w.n - 3, w.n), STR("ing")))
		return FORM_ING;
	if ((w.p[w.n - 1] | 32) == 's')
		return FORM_S;
	return FORM_PAST;
}

/* The longest cue that begins at item i. */
bool drg__attrib_cue_at(const struct cx *c, uint32_t i, struct cue *out)
{
	if (i >= c->n || c->it[i].q != NONE)
		return false;
	uint32_t t = c->it[i].a;
	const struct hit *h = drg__hit_at(c->hits, t, c->lex_cues);
	if (!h)
		return false;
	uint32_t k = i;
	for (uint32_t w = t; w < h->end; w++, k++)
		if (k >= c->n || c->it[k].q != NONE || c->it[k].a != w)
			return false;
	*out = (struct cue){ .row = h->row, .first = i, .end = k, .group = i };
	out->frames = frame_bits(drg__lex_str(c->pack, c->lex_cues, h->row, c->col_frames));
	out->klass = (uint8_t)drg__lex_enum(c->pack, c->lex_cues, h->row, c->col_class);
	out->stance = (uint8_t)drg__lex_enum(c->pack, c->lex_cues, h->row, c->col_stance);
	out->form = (uint8_t)form_of(c, h->row, t);
	return true;
}

static bool be_form(struct str w)
{
	static const char *const be[] = { "is", "are", "was", "were", "be", "been", "being", "'s", "\u2019s", "'re", "\u2019re", "'m", "\u2019m", "am" };
	for (size_t i = 0; i < sizeof be / sizeof *be; i++)
		if (drg__str_ieq(w, drg__str_c(be[i])))
			return true;
	return false;
}

/* Take in the auxiliaries, negations and adverbs before the cue. */
void drg__attrib_widen(const struct cx *c, struct cue *q)
{
	uint32_t i = q->first;
	for (int k = 0; k < 8 && i > 0; k++) {
		uint8_t w = cls(c, i - 1);
		if (w != W_AUX && w != W_MODAL && w != W_NEG && w != W_ADV && w != W_TO)
			break;
		struct str z = word(c, c->it[i - 1].a);
		/* "Ort's said"? no: a possessive or "is" before a cue is "has" or "is" */
		if (w == W_ADV && i >= 2 && cls(c, i - 2) != W_AUX && cls(c, i - 2) != W_MODAL && cls(c, i - 2) != W_NEG && cls(c, i - 2) != W_TO && cls(c, i - 2) != W_ADV && k > 2)
			break;
		if (be_form(z) && w == W_AUX && q->form == FORM_PAST)
			q->be = true;
		if (be_form(z) && q->form == FORM_ING)
			q->have = true; /* is saying: finite */
		if (w == W_MODAL)
			q->modal = true;
		if (w == W_TO)
			q->to = true;
		if (w == W_NEG)
			q->neg = true;
		if (w == W_AUX && ((z.p[0] | 32) == 'd'))
			q->do_ = true;
		if (w == W_AUX && !be_form(z))
			q->have = true;
		i--;
		if (w == W_TO)
			break;
	}
	q->group = i;
}

/* Is this word, which may be a noun too, a verb here?  Verbs of the closed
 * forms "said", "told" always are. */
bool drg__attrib_verbal(const struct cx *c, const struct cue *q)
{
	uint32_t i = q->first;
	struct str w = word(c, c->it[i].a);
	if (q->klass == C_ACCORDING || q->klass == C_ADVERB)
		return true;
	uint32_t p = q->group;
	uint8_t before = p ? cls(c, p - 1) : W_NONE;
	bool aux = p < i; /* some auxiliary or adverb stands before */
	/* "two officials briefed on the plan": they were told */
	if (q->klass == C_TELL && q->form == FORM_PAST && !q->be && !q->have && (tok_is(c, q->end, "on") || tok_is(c, q->end, "about") || tok_is(c, q->end, "of") || tok_is(c, q->end, "by")))
		return false;
	bool sure = drg__str_ieq(w, STR("said")) || drg__str_ieq(w, STR("told")) || drg__str_ieq(w, STR("wrote")) || drg__str_ieq(w, STR("says"));
	if (sure)
		return !(before == W_DET && !aux);
	if (c->upos) {
		uint32_t t = c->it[i].a;
		if (c->upos[t] != UPOS_VERB && c->upos[t] != UPOS_AUX)
			return false;
		/* a participle that describes a noun: "the alleged plot", "the men accused of it" */
		if (q->form == FORM_PAST && !q->be && !q->have && (c->rel[t] == REL_AMOD || (c->rel[t] == REL_ACL && !tok_is(c, q->end, "by"))))
			return false;
		return !(q->form == FORM_ING && c->rel[t] == REL_AMOD);
	}
	if (q->form == FORM_ING)
		return !(before == W_DET || before == W_POSS) || aux;
	if (q->form == FORM_PAST) {
		if (before == W_DET || before == W_POSS || before == W_PREP || before == W_NUM)
			return aux && (q->be || q->have || q->modal);
		return true;
	}
	if (q->form == FORM_BASE) {
		if (q->modal || q->do_ || (q->to && cls(c, q->group) == W_TO))
			return true;
		if (aux && cls(c, i - 1) != W_ADV)
			return false;
		if (before == W_PRON) {
			struct str z = word(c, c->it[p - 1].a);
			return drg__str_ieq(z, STR("they")) || drg__str_ieq(z, STR("we")) || drg__str_ieq(z, STR("i")) || drg__str_ieq(z, STR("you")) || drg__str_ieq(z, STR("who"));
		}
		if (p == 0 || before != W_NONE || is_punct(c, p - 1) || is_q(c, p - 1))
			return p > 0 && is_comma(c, p - 1) && c->n > i + 1 && (q->frames & F_BARE) && drg__str_ieq(w, STR("say"));
		/* a plural before it: "officials say" */
		struct str z = word(c, c->it[p - 1].a);
		return z.n > 2 && ((z.p[z.n - 1] | 32) == 's' || drg__str_ieq(z, STR("people")) || drg__str_ieq(z, STR("men")) || drg__str_ieq(z, STR("women")) || drg__str_ieq(z, STR("police")) || drg__str_ieq(z, STR("media"))) &&
		       !(z.n > 1 && (z.p[0] == '\'' || (unsigned char)z.p[0] == 0xE2));
	}
	/* -s: "claims", "reports" */
	if (before == W_PRON || before == W_REL)
		return true;
	if (before == W_DET || before == W_POSS || before == W_PREP || before == W_NUM || before == W_CONJ || p == 0)
		return false;
	if (is_q(c, p - 1) || is_comma(c, p - 1))
		return drg__str_ieq(w, STR("says")) || drg__str_ieq(w, STR("writes")) || drg__str_ieq(w, STR("adds")) || drg__str_ieq(w, STR("explains"));
	if (is_punct(c, p - 1))
		return false;
	struct str z = word(c, c->it[p - 1].a);
	if (z.p[0] == '\'' || ((unsigned char)z.p[0] == 0xE2 && z.n > 1))
		return false; /* 's claims */
	return capital(c, p - 1) || drg__hit_at(c->hits, c->it[p - 1].a, c->lex_roles) != NULL;
}
