#include "stage/attribute.h"

#include "base/utf8.h"
#include "stage/token.h"

/* ---------------------------------------------------------- what is known -- */

/* Closed word classes, the order of the column `class` of lexicon words. */
enum wclass { W_NONE, W_TO, W_COMP, W_NEG, W_MODAL, W_AUX, W_POSS, W_OBJPRON, W_PRON, W_DET, W_CONJ, W_REL, W_SUB, W_PREP, W_TIME, W_NUM, W_ADV };

/* Cue frames, bits. */
enum { F_BARE = 1, F_THAT = 2, F_QUOTE = 4, F_OBJECT = 8, F_INF = 16, F_RECIPIENT = 32, F_WH = 64, F_AFTER = 128, F_ADVERB = 256 };

enum cue_class { C_SAY, C_TELL, C_ASK, C_DENY, C_REJECT, C_CONFIRM, C_DECLINE, C_DOUBT, C_PROMISE, C_DEMAND, C_WANT, C_BELIEVE, C_SHOW, C_EVALUATE, C_ACCORDING, C_ADVERB, C_QUOTE };

enum form { FORM_BASE, FORM_S, FORM_PAST, FORM_ING };

/* Relations that matter here; the others are one. */
enum relation { REL_OTHER, REL_NSUBJ, REL_CHAIN /* conj, advcl, xcomp, parataxis */, REL_ACL, REL_RELCL, REL_AMOD, REL_AUX };

enum rule {
	R_QUOTE_BEFORE, R_QUOTE_AFTER, R_MIXED, R_THAT, R_CLAUSE, R_AFTER, R_INF, R_OBJECT, R_PASSIVE_BY, R_PASSIVE, R_QUOTED_AS,
	R_ACCORDING, R_ADVERB, R_NOUN, R_LABEL, R_ANNOUNCED, R_AS_SAID, R_RULES
};
static const char *const rule_name[R_RULES] = {
	"attribution.quote-before", "attribution.quote-after", "attribution.mixed", "attribution.that", "attribution.clause",
	"attribution.after", "attribution.infinitive", "attribution.object", "attribution.passive-by", "attribution.passive",
	"attribution.quoted-as", "attribution.according", "attribution.adverb", "attribution.noun", "attribution.label",
	"attribution.announced", "attribution.as-said"
};
/* Share of each rule's attributions that fit the gold on the first 200 reports of
 * PolNeAR train, 2026-11-22 (quoted-as, adverb, as-said are too rare there, or not
 * marked: guesses): the score of what the rule finds. */
static const float rule_score[R_RULES] = { .88f, .81f, .87f, .72f, .69f, .76f, .47f, .57f, .40f, .55f, .70f, .84f, .50f, .50f, .44f, .62f, .60f };

struct item {
	uint32_t a, b; /* tokens [a, b) */
	uint32_t q;    /* quotation row, NONE for one token */
};

struct found {
	struct span source[1], cue, recipient;
	struct span content[4];
	uint8_t n_source, n_content, n_recipient;
	uint8_t stance, rule;
	uint32_t last_quote; /* quotation that ends the content, or NONE */
	uint32_t para;       /* of the cue */
	uint32_t at;         /* first byte, for sorting */
};

struct cx {
	const struct text *text;
	const struct tokens *tok;
	const struct sents *sents;
	const struct quotes *quotes;
	const drg_pack *pack;
	const struct hits *hits;
	struct arena *a;
	uint32_t lex_cues, lex_nouns, lex_roles, col_frames, col_class, col_stance;
	/* syntax as evidence; NULL without an encoder */
	const uint8_t *upos;
	const uint32_t *head;
	uint8_t *rel;            /* [n] enum relation */
	uint32_t *subj;          /* [n] subject of a predicate, or NONE */
	uint32_t *lo, *hi;       /* [n] first and last token of the subtree */
	uint8_t *cls;     /* [n] enum wclass */
	uint8_t *verb;    /* [n] 1: a verb's form */
	uint32_t *qfirst, *qend; /* [quotes.n] tokens of the outer span */
	uint8_t *speech;  /* [quotes.n] 1: speech, 0: a term in quotation marks */
	uint8_t *used;    /* [quotes.n] 1: in some content */
	/* the sentence being read */
	struct item *it;
	uint32_t n;
	uint32_t sent_first; /* its first token */
	struct span last_source;
	bool has_last;
	uint32_t cue_tok;    /* the cue being read, or NONE */
	uint32_t level_end;  /* tokens of the level end here */
	VEC(struct found) out;
};

static struct str word(const struct cx *c, uint32_t t)
{
	return drg__tok(c->text, c->tok, t);
}

static bool tok_is(const struct cx *c, uint32_t i, const char *z)
{
	return i < c->n && c->it[i].q == NONE && drg__str_ieq(word(c, c->it[i].a), drg__str_c(z));
}

static char first_char(const struct cx *c, uint32_t i)
{
	return i < c->n && c->it[i].q == NONE ? c->text->p[c->tok->span[c->it[i].a].s] : 0;
}

static uint8_t cls(const struct cx *c, uint32_t i)
{
	return i < c->n && c->it[i].q == NONE ? c->cls[c->it[i].a] : W_NONE;
}

static bool is_q(const struct cx *c, uint32_t i)
{
	return i < c->n && c->it[i].q != NONE;
}

static bool is_punct(const struct cx *c, uint32_t i)
{
	return i < c->n && c->it[i].q == NONE && (c->tok->flags[c->it[i].a] & TOK_PUNCT);
}

static bool is_dash(const struct cx *c, uint32_t i)
{
	if (!is_punct(c, i))
		return false;
	struct str w = word(c, c->it[i].a);
	if (w.p[0] == '-')
		return w.n > 1 || ((c->tok->flags[c->it[i].a] & TOK_SPACE) && i + 1 < c->n && (c->tok->flags[c->it[i + 1].a] & TOK_SPACE));
	return w.n == 3 && (unsigned char)w.p[0] == 0xE2 && (unsigned char)w.p[1] == 0x80 && ((unsigned char)w.p[2] == 0x93 || (unsigned char)w.p[2] == 0x94);
}

static bool is_comma(const struct cx *c, uint32_t i)
{
	return is_punct(c, i) && first_char(c, i) == ',';
}

/* Ends a clause for good. */
static bool is_stop(const struct cx *c, uint32_t i)
{
	if (!is_punct(c, i))
		return false;
	char z = first_char(c, i);
	return z == '.' || z == '!' || z == '?' || z == ';' ||
	       ((unsigned char)z == 0xE2 && !(c->tok->flags[c->it[i].a] & TOK_QUOTE)); /* ellipsis, long dash */
}

static bool capital(const struct cx *c, uint32_t i)
{
	if (i >= c->n || c->it[i].q != NONE)
		return false;
	uint8_t s = c->tok->shape[c->it[i].a];
	return s == SHAPE_TITLE || s == SHAPE_UPPER || s == SHAPE_SINGLE_UPPER || s == SHAPE_MIXED || s == SHAPE_HYPHEN_UPPER;
}

static bool is_verb(const struct cx *c, uint32_t i)
{
	return i < c->n && c->it[i].q == NONE && c->verb[c->it[i].a];
}

/* ------------------------------------------------------------------- cues -- */

struct cue {
	uint32_t row, first, end; /* items [first, end) of the cue's own words */
	uint32_t group;           /* first item with auxiliaries and adverbs */
	uint16_t frames;
	uint8_t klass, stance, form;
	bool be, modal, to, neg, do_, have;
};

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
static bool cue_at(const struct cx *c, uint32_t i, struct cue *out)
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
static void widen(const struct cx *c, struct cue *q)
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
static bool verbal(const struct cx *c, const struct cue *q)
{
	uint32_t i = q->first;
	struct str w = word(c, c->it[i].a);
	if (q->klass == C_ACCORDING || q->klass == C_ADVERB)
		return true;
	uint32_t p = q->group;
	uint8_t before = p ? cls(c, p - 1) : W_NONE;
	bool aux = p < i; /* some auxiliary or adverb stands before */
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

/* The item that holds token t; c->n when none does. */
static uint32_t item_of(const struct cx *c, uint32_t t)
{
	uint32_t lo = 0, hi = c->n;
	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;
		if (c->it[mid].b <= t)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < c->n && c->it[lo].a <= t ? lo : c->n;
}

/* ---------------------------------------------------------- noun phrases -- */

static bool noun_like(const struct cx *c, uint32_t i)
{
	if (i >= c->n || c->it[i].q != NONE)
		return false;
	uint8_t w = cls(c, i);
	if (w == W_NUM)
		return true;
	if (w == W_TIME)
		return capital(c, i) ? false : false;
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

static bool possessive(const struct cx *c, uint32_t i)
{
	if (i >= c->n || c->it[i].q != NONE)
		return false;
	struct str w = word(c, c->it[i].a);
	return (w.p[0] == '\'' || ((unsigned char)w.p[0] == 0xE2 && (unsigned char)w.p[1] == 0x80 && (unsigned char)w.p[2] == 0x99)) &&
	       (w.n <= 4) && ((w.p[w.n - 1] | 32) == 's' || c->tok->flags[c->it[i].a] & TOK_PUNCT) && !(c->tok->flags[c->it[i].a] & TOK_SPACE);
}

/* A noun phrase from item i on: its end, or i.  No relative clauses; "of" and
 * "and" between nouns are taken along. */
static uint32_t np_right(const struct cx *c, uint32_t i)
{
	uint32_t k = i, limit = i + 24 < c->n ? i + 24 : c->n;
	bool nouns = false, det = false, lower = false;
	if (k < limit && (cls(c, k) == W_PRON || cls(c, k) == W_OBJPRON))
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
		if (possessive(c, k) && nouns)
			continue;
		if (w == W_PREP && nouns && tok_is(c, k, "of") && k + 1 < limit && (cls(c, k + 1) == W_DET || cls(c, k + 1) == W_POSS || noun_like(c, k + 1))) {
			if (cls(c, k + 1) != W_NONE)
				k++;
			continue;
		}
		if (w == W_CONJ && nouns && tok_is(c, k, "and") && ((capital(c, k - 1) && capital(c, k + 1)) || (lower && noun_like(c, k + 1) && k + 2 < c->n && !is_verb(c, k + 1)))) {
			continue;
		}
		if (!noun_like(c, k))
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

/* Where the subject of the cue whose group begins at `g` stands.  NONE start:
 * there is none; inherit: it is an earlier one's. */
struct subject {
	uint32_t from, to; /* items */
	bool found, inherit, relative;
	bool comma_right;  /* a comma stands between it and the cue (apposition) */
};

static bool boundary(const struct cx *c, uint32_t i)
{
	uint8_t w = cls(c, i);
	if (is_q(c, i))
		return c->speech[c->it[i].q];
	if (w == W_COMP && (i == 0 || is_q(c, i - 1) || is_punct(c, i - 1) || cls(c, i - 1) == W_PREP) && (noun_like(c, i + 1) && drg__hit_at(c->hits, c->it[i + 1].a, c->lex_roles)))
		return false; /* "that official said": a determiner */
	if (w == W_SUB || w == W_COMP || w == W_REL || w == W_MODAL || w == W_NEG || w == W_AUX)
		return !possessive(c, i);
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
static bool parsed_subject(const struct cx *c, const struct cue *q, struct subject *s)
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

static struct subject subject_of(const struct cx *c, const struct cue *q)
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
	if (cls(c, p) == W_REL || tok_is(c, p, "who") || (cls(c, p) == W_COMP && p > 0 && noun_like(c, p - 1))) {
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
		bool noun = cls(c, k) == W_DET || cls(c, k) == W_POSS || noun_like(c, k) || rel || cls(c, k) == W_PREP || cls(c, k) == W_NUM;
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
	if (lo > 1 && cls(c, lo - 1) == W_CONJ && tok_is(c, lo - 1, "and") && lo < e && (noun_like(c, lo - 2)) && (noun_like(c, lo) || cls(c, lo) == W_DET || cls(c, lo) == W_POSS)) {
		uint32_t k = lo - 1;
		steps = 0;
		bool verb = false;
		while (k > 0 && steps < 16 && !boundary(c, k - 1)) {
			verb |= is_verb(c, k - 1) && !capital(c, k - 1);
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
		any |= noun_like(c, k) || cls(c, k) == W_PRON || cls(c, k) == W_DET || (cls(c, k) == W_TIME && capital(c, k));
	if (!any)
		s.found = false;
	return s;
}

/* ------------------------------------------------------------ right sides -- */

/* Past what may stand between a cue and its content: "on Monday", "in a
 * statement", "during a visit to Lima". */
static uint32_t past_adjuncts(const struct cx *c, uint32_t i)
{
	uint32_t limit = i + 30 < c->n ? i + 30 : c->n;
	for (int round = 0; round < 4 && i < limit; round++) {
		uint32_t k = i;
		while (k < limit && (cls(c, k) == W_TIME || (cls(c, k) == W_ADV && !tok_is(c, k, "there") && !tok_is(c, k, "here"))))
			k++;
		if (k < limit && cls(c, k) == W_PREP && !tok_is(c, k, "of") && !tok_is(c, k, "like")) {
			uint32_t e = k + 1;
			while (e < limit && (cls(c, e) == W_TIME || cls(c, e) == W_NUM))
				e++;
			uint32_t n = np_right(c, e);
			if (n > e || e > k + 1)
				k = n;
		}
		if (k == i)
			break;
		i = k;
	}
	return i;
}

/* Is there a "that" before any verb, comma or stop in the next words? */
static uint32_t that_ahead(const struct cx *c, uint32_t i)
{
	uint32_t limit = i + 16 < c->n ? i + 16 : c->n;
	for (uint32_t k = i; k < limit; k++) {
		if (cls(c, k) == W_COMP) /* "that group said": a determiner */
			return k == i || cls(c, k - 1) != W_PREP ? k : NONE;
		if (is_stop(c, k) || (is_q(c, k) && c->speech[c->it[k].q]) || cls(c, k) == W_AUX || cls(c, k) == W_MODAL || cls(c, k) == W_PRON || cls(c, k) == W_SUB || cls(c, k) == W_REL)
			return NONE;
		if (is_verb(c, k) && !capital(c, k) && k > i + 1 && cls(c, k - 1) != W_DET && cls(c, k - 1) != W_PREP && cls(c, k - 1) != W_POSS)
			return NONE;
	}
	return NONE;
}

/* Does another attribution of the same level begin after the comma or
 * conjunction at item i? */
static bool sibling(const struct cx *c, uint32_t i, bool comma)
{
	struct cue q;
	uint32_t k = i + 1;
	if (k >= c->n)
		return false;
	if (cue_at(c, k, &q)) {
		if (q.klass == C_ACCORDING)
			return true;
		if (q.form == FORM_ING && comma && (q.frames & (F_BARE | F_THAT | F_QUOTE | F_OBJECT)) && q.klass != C_WANT)
			return true;
		if (q.form != FORM_ING && comma && (q.frames & F_AFTER) && verbal(c, &q))
			return true; /* ", said Y" */
		/* "and pledged that", "and added: ..." */
		if (q.form != FORM_ING && q.form != FORM_BASE && !comma && (q.frames & (F_THAT | F_QUOTE)) &&
		    (cls(c, q.end) == W_COMP || (is_q(c, q.end) && c->speech[c->it[q.end].q]) || (is_punct(c, q.end) && first_char(c, q.end) == ':')))
			return true;
	}
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
		if (nouns && cue_at(c, k, &q) && q.form != FORM_ING && q.klass != C_EVALUATE && q.klass != C_WANT &&
		    ((q.frames & (F_BARE | F_THAT)) || ((q.frames & F_QUOTE) && (is_q(c, q.end) || is_comma(c, q.end) || is_punct(c, q.end))))) {
			widen(c, &q);
			return verbal(c, &q) && !q.be && !q.to;
		}
		uint8_t w = cls(c, k);
		if (noun_like(c, k) || w == W_PRON || w == W_DET || w == W_POSS || w == W_PREP || possessive(c, k)) {
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

/* Where a clausal content that begins at item i ends. */
static uint32_t clause_end(const struct cx *c, uint32_t i)
{
	uint32_t k = i, most = next_deed(c, i);
	for (; k < most; k++) {
		if (is_stop(c, k) && (first_char(c, k) != '.' || k + 1 >= c->n || !is_q(c, k + 1)) && !is_dash(c, k))
			break;
		if (is_comma(c, k) && sibling(c, k, true))
			break;
		if (cls(c, k) == W_CONJ && k > i + 2 && !is_comma(c, k - 1) && sibling(c, k, false) && !tok_is(c, k + 1, "that"))
			break;
		if (k > i && is_verb(c, k) && tok_is(c, k, "according"))
			break;
	}
	struct cue q;
	for (uint32_t m = i; m < k; m++)
		if (cls(c, m) == W_PREP || first_char(c, m) == 'a')
			if (cue_at(c, m, &q) && q.klass == C_ACCORDING)
				return m;
	return k;
}

/* Where an object or an infinitive ends. */
static uint32_t phrase_end(const struct cx *c, uint32_t i, bool infinitive)
{
	uint32_t k = i, most = next_deed(c, i);
	for (; k < most; k++) {
		uint8_t w = cls(c, k);
		if (is_stop(c, k) || is_dash(c, k))
			break;
		if (is_punct(c, k) && first_char(c, k) == ')' )
			break;
		if (is_comma(c, k)) {
			uint32_t m = k + 1;
			if (infinitive && !(cls(c, m) == W_CONJ || cls(c, m) == W_SUB || cls(c, m) == W_REL || tok_is(c, m, "who")) && !sibling(c, k, true) && !(is_verb(c, m)))
				continue;
			/* an enumeration: "a pause, a list and a date" */
			if (!infinitive && (cls(c, m) == W_DET || cls(c, m) == W_POSS || noun_like(c, m)) && k > i + 1 && !sibling(c, k, true)) {
				uint32_t e = np_right(c, m);
				if (e > m && cls(c, e) == W_CONJ)
					continue;
			}
			break;
		}
		if (k > i && (w == W_SUB) && !tok_is(c, k, "as"))
			break;
		if (k > i && w == W_CONJ && !infinitive && (cls(c, k + 1) == W_PRON || cls(c, k + 1) == W_AUX || cls(c, k + 1) == W_MODAL || (is_verb(c, k + 1) && !capital(c, k + 1))))
			break;
		if (k > i && w == W_CONJ && sibling(c, k, false))
			break;
		if (k > i + 1 && !infinitive && tok_is(c, k, "after"))
			break;
		if (k > i && !infinitive && (tok_is(c, k, "before") || tok_is(c, k, "during")))
			break;
		if (w == W_TIME && !infinitive && k > i && capital(c, k) && cls(c, k - 1) != W_PREP && cls(c, k - 1) != W_DET)
			break;
	}
	return k;
}

/* ------------------------------------------------------------------ output -- */

static struct span bytes(const struct cx *c, uint32_t from, uint32_t to)
{
	return (struct span){ c->tok->span[c->it[from].a].s, c->tok->span[c->it[to - 1].b - 1].e };
}

/* A quotation without its marks and without the comma before the closing one. */
static struct span quoted_words(const struct cx *c, uint32_t q)
{
	struct span s = c->quotes->inner[q];
	if (s.e > s.s + 1 && c->text->p[s.e - 1] == ',')
		s.e--;
	return s;
}

/* Items [from, to) as content: without commas at the edges, a lone quotation
 * without its marks. */
static void add_content(struct cx *c, struct found *f, uint32_t from, uint32_t to)
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
		f->content[f->n_content++] = quoted_words(c, c->it[from].q);
		f->last_quote = c->it[from].q;
		return;
	}
	struct span s = bytes(c, from, to);
	/* marks at both edges belong to no content only when they are one pair's;
	 * one at the end belongs to the quotation inside */
	f->content[f->n_content++] = s;
	f->last_quote = is_q(c, to - 1) && c->speech[c->it[to - 1].q] ? c->it[to - 1].q : NONE;
}

static struct found *put(struct cx *c, const struct found *f)
{
	if (!f->n_content)
		return NULL;
	struct found *to = PUSH(c->a, &c->out);
	*to = *f;
	to->at = f->cue.s;
	for (uint8_t k = 0; k < f->n_content; k++)
		if (f->content[k].s < to->at)
			to->at = f->content[k].s;
	return to;
}

static void set_source(struct found *f, struct span s)
{
	f->source[0] = s;
	f->n_source = 1;
}

/* --------------------------------------------------------- one cue, read -- */

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

static void take_next_quote(struct cx *c, struct found *f)
{
	uint32_t q = quote_next(c);
	if (q == NONE || f->n_content == 4)
		return;
	f->content[f->n_content++] = quoted_words(c, q);
	f->last_quote = q;
	c->used[q] = 1;
}

static uint32_t clause_begin(const struct cx *c, uint32_t before)
{
	uint32_t k = before;
	int steps = 0;
	while (k > 0 && steps < 200 && !(is_stop(c, k - 1) && first_char(c, k - 1) == ';'))
		k--, steps++;
	while (k < before && (cls(c, k) == W_CONJ || (is_comma(c, k))))
		k++;
	return k;
}

/* After the cue (and what is said of when and where), is the sentence over, or
 * does a comma close a parenthesis? */
static bool over(const struct cx *c, uint32_t i)
{
	return i >= c->n || is_stop(c, i) || is_comma(c, i) || is_dash(c, i) || (is_punct(c, i) && first_char(c, i) == ')');
}

/* Content to the left of item `left` (exclusive): a quotation or a clause that
 * ends with a comma there.  Then what goes on after item `right`. */
static bool content_before(struct cx *c, struct found *f, const struct cue *q, uint32_t left, uint32_t right)
{
	uint32_t l = left;
	while (l > 0 && (is_comma(c, l - 1) || is_dash(c, l - 1)))
		l--;
	if (l == 0)
		return false;
	if (is_q(c, l - 1) && c->speech[c->it[l - 1].q]) {
		if (!(q->frames & F_QUOTE))
			return false;
		/* words before the quotation in the same clause: a mixed content */
		uint32_t b = clause_begin(c, l - 1);
		f->rule = R_QUOTE_BEFORE;
		if (b < l - 1 && left > l) {
			f->rule = R_AFTER;
			add_content(c, f, b, l);
		} else {
			add_content(c, f, l - 1, l);
		}
	} else {
		if (l == left || !(q->frames & F_AFTER))
			return false;
		uint32_t b = clause_begin(c, l);
		if (l - b < 2)
			return false;
		f->rule = R_AFTER;
		add_content(c, f, b, l);
	}
	/* and on: ", X said, ..." or ", X said. "..." */
	uint32_t r = right;
	if (r < c->n && is_comma(c, r) && !sibling(c, r, true)) {
		uint32_t e = r + 1;
		if (is_q(c, e) && c->speech[c->it[e].q]) {
			add_content(c, f, e, clause_end(c, e));
			r = e + 1;
		} else if (f->rule == R_AFTER && e < c->n && !(is_verb(c, e) && drg__str_ends(word(c, c->it[e].a), STR("ing"))) && cls(c, e) != W_REL && !tok_is(c, e, "who") && cls(c, e) != W_DET && cls(c, e) != W_SUB && cls(c, e) != W_CONJ) {
			add_content(c, f, e, clause_end(c, e));
		}
	}
	if (r >= c->n || is_stop(c, r)) {
		if (r + 1 < c->n && is_q(c, r + 1) && c->speech[c->it[r + 1].q])
			add_content(c, f, r + 1, r + 2);
		else if (f->last_quote != NONE && (r + 1 >= c->n))
			take_next_quote(c, f);
	}
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

static bool content_after(struct cx *c, struct found *f, const struct cue *q, uint32_t i)
{
	uint32_t k = i;
	if ((q->frames & F_RECIPIENT) && k < c->n) {
		uint32_t e = np_right(c, k);
		if (e > k && !(cls(c, k) == W_COMP)) {
			f->recipient = bytes(c, k, e);
			f->n_recipient = 1;
			k = e;
		}
	}
	if (q->klass == C_ASK && k < c->n) {
		/* "asked the envoy whether", "asked him: ..." */
		uint32_t e = np_right(c, k), m = e;
		if (e > k && is_comma(c, m))
			m++;
		if (e > k && ((cls(c, m) == W_SUB && (tok_is(c, m, "if") || tok_is(c, m, "whether"))) || (cls(c, m) == W_REL && m == e) || (is_q(c, m) && c->speech[c->it[m].q]))) {
			f->recipient = bytes(c, k, e);
			f->n_recipient = 1;
			k = e;
			i = e;
		}
	}
	uint32_t that = that_ahead(c, k);
	if (that != NONE && (q->frames & (F_BARE | F_THAT))) {
		uint32_t b = that + 1;
		if (is_comma(c, b))
			b++;
		f->rule = R_THAT;
		add_content(c, f, b, clause_end(c, b));
		goto done;
	}
	k = past_adjuncts(c, k);
	uint32_t b = k;
	if (is_comma(c, b) || (is_punct(c, b) && first_char(c, b) == ':'))
		b++;
	if (is_q(c, b) && c->speech[c->it[b].q] && (q->frames & F_QUOTE)) {
		f->rule = R_QUOTE_AFTER;
		add_content(c, f, b, quote_is_all(c, b) ? b + 1 : clause_end(c, b));
		if (b + 1 >= c->n || (b + 2 >= c->n && is_stop(c, b + 1)))
			take_next_quote(c, f);
		goto done;
	}
	if (b > k && first_char(c, k) == ':' && (q->frames & F_QUOTE) && b < c->n) {
		f->rule = R_CLAUSE;
		add_content(c, f, b, c->n);
		goto done;
	}
	if (b > k)
		return false; /* a comma: what follows is not its object */
	if (k >= c->n)
		return false;
	if (cls(c, k) == W_TO && (q->frames & F_INF)) {
		f->rule = R_INF;
		add_content(c, f, k, phrase_end(c, k, true));
		goto done;
	}
	if ((q->frames & F_WH) && (cls(c, k) == W_REL || cls(c, k) == W_SUB || tok_is(c, k, "who"))) {
		f->rule = R_THAT;
		add_content(c, f, k, clause_end(c, k));
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
			verb = (x == W_AUX && !possessive(c, m)) || x == W_MODAL || (m > k && is_verb(c, m) && !capital(c, m)) || (is_q(c, m));
			if (!verb && m > k && x == W_NONE && !is_punct(c, m)) {
				struct str z = word(c, c->it[m].a);
				verb = z.n > 4 && drg__str_ends(z, STR("ed")) && cls(c, m - 1) != W_DET;
			}
			if (!verb && is_stop(c, m))
				break;
		}
		if (starts && (verb || (q->klass != C_BELIEVE && q->klass != C_SHOW && !(q->frames & F_OBJECT)))) {
			f->rule = R_CLAUSE;
			add_content(c, f, k, clause_end(c, k));
			goto done;
		}
	}
	if ((q->frames & F_OBJECT) && (cls(c, i) == W_DET || cls(c, i) == W_POSS || cls(c, i) == W_OBJPRON || cls(c, i) == W_PRON || cls(c, i) == W_NUM || cls(c, i) == W_NONE || cls(c, i) == W_REL) && !is_punct(c, i)) {
		f->rule = R_OBJECT;
		add_content(c, f, i, phrase_end(c, i, false));
		goto done;
	}
	return false;
done:
	for (uint8_t m = 0; m < f->n_content; m++)
		if (f->rule != R_QUOTE_AFTER && f->last_quote != NONE)
			f->rule = R_MIXED;
	return f->n_content > 0;
}

static void passive(struct cx *c, const struct cue *q, struct found *f)
{
	struct subject s = subject_of(c, q);
	/* quoted as saying */
	uint32_t k = q->end;
	uint32_t by_from = k, by_to = k;
	if (q->klass == C_QUOTE && tok_is(c, k, "by")) {
		by_from = k + 1;
		by_to = np_right(c, by_from);
		k = by_to;
	}
	if (tok_is(c, k, "as")) {
		struct cue inner;
		if (cue_at(c, k + 1, &inner) && inner.form == FORM_ING) {
			f->cue = bytes(c, q->group, inner.end);
			f->rule = R_QUOTED_AS;
			if (s.found)
				set_source(f, bytes(c, s.from, s.to));
			uint32_t left = s.found ? s.from : q->group;
			if (q->klass == C_QUOTE && tok_is(c, inner.end, "by")) {
				by_from = inner.end + 1;
				by_to = np_right(c, by_from);
			}
			uint32_t right = by_to > inner.end ? by_to : inner.end;
			if (content_before(c, f, &inner, left, past_adjuncts(c, right)) || content_after(c, f, &inner, right)) {
				f->rule = R_QUOTED_AS;
				put(c, f);
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
					put(c, &outer);
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
			uint32_t e = np_right(c, k + 1);
			if (e > k + 1) {
				set_source(f, bytes(c, k + 1, e));
				k = e;
			}
		}
		if (content_after(c, f, &plain, k)) {
			f->rule = f->n_source ? R_PASSIVE_BY : R_PASSIVE;
			put(c, f);
		}
		return;
	}
	uint32_t by = past_adjuncts(c, k);
	for (uint32_t m = k; m <= by && m < c->n; m++) {
		if (!tok_is(c, m, "by"))
			continue;
		uint32_t e = np_right(c, m + 1);
		if (e > m + 1 && s.found && cls(c, m + 1) != W_TIME && !(c->tok->flags[c->it[m + 1].a] & TOK_NUM)) {
			f->rule = R_PASSIVE_BY;
			set_source(f, bytes(c, m + 1, e));
			add_content(c, f, s.from, s.to);
			put(c, f);
		}
		return;
	}
	/* is believed to be; it is said that */
	if (!(q->frames & (F_BARE | F_THAT)) && q->klass != C_BELIEVE)
		return;
	if (cls(c, k) == W_TO && s.found) {
		f->rule = R_PASSIVE;
		add_content(c, f, s.from, s.to);
		add_content(c, f, k, phrase_end(c, k, true));
		put(c, f);
	} else if (s.found && s.to - s.from == 1 && tok_is(c, s.from, "it") && cls(c, k) == W_COMP) {
		f->rule = R_PASSIVE;
		add_content(c, f, k + 1, clause_end(c, k + 1));
		put(c, f);
	}
}

static void according(struct cx *c, const struct cue *q, struct found *f)
{
	uint32_t e = np_right(c, q->end);
	if (e == q->end)
		return;
	/* further words of the phrase: "a person familiar with the talks", up to a comma or stop */
	uint32_t to = e;
	bool initial = q->first == 0 || (q->first == 1 && (cls(c, 0) == W_CONJ || cls(c, 0) == W_ADV));
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
		add_content(c, f, b, clause_end(c, b));
	} else {
		uint32_t b = clause_begin(c, q->first);
		add_content(c, f, b, q->first);
		if (is_comma(c, to) && to + 1 < c->n && q->first > 0 && is_comma(c, q->first - 1) && cls(c, to + 1) != W_REL && !tok_is(c, to + 1, "who") && !sibling(c, to, true) && !is_verb(c, to + 1))
			add_content(c, f, to + 1, clause_end(c, to + 1));
		else if ((to >= c->n || is_stop(c, to)) && f->last_quote != NONE)
			take_next_quote(c, f);
	}
	put(c, f);
	c->last_source = f->source[0];
	c->has_last = true;
}

static void adverb(struct cx *c, const struct cue *q, struct found *f)
{
	uint32_t b = q->first, steps = 0;
	while (b > 0 && steps < 60 && !is_stop(c, b - 1) && cls(c, b - 1) != W_COMP && cls(c, b - 1) != W_SUB && !(is_q(c, b - 1) && c->speech[c->it[b - 1].q]))
		b--, steps++;
	f->rule = R_ADVERB;
	f->cue = bytes(c, q->first, q->end);
	if (q->first > b)
		add_content(c, f, b, q->first);
	add_content(c, f, q->end, clause_end(c, q->end));
	put(c, f);
}

/* "Y quoted X as saying P"; "P, X said, as quoted by Y".  The one who quotes is
 * a hop of its own around the one who is quoted. */
static bool quoting(struct cx *c, const struct cue *q, struct found *f, uint32_t *next)
{
	struct cue inner;
	if (q->first > 0 && tok_is(c, q->first - 1, "as") && tok_is(c, q->end, "by")) {
		uint32_t e = np_right(c, q->end + 1), b = clause_begin(c, q->first - 1);
		if (e == q->end + 1)
			return true;
		set_source(f, bytes(c, q->end + 1, e));
		f->cue = bytes(c, q->first, q->end);
		f->rule = R_QUOTED_AS;
		/* all that stands before, so that what was said lies inside it */
		f->content[f->n_content++] = bytes(c, b, q->first - 1);
		put(c, f);
		return true;
	}
	uint32_t e = np_right(c, q->end);
	if (q->be || e == q->end || !tok_is(c, e, "as") || !cue_at(c, e + 1, &inner) || inner.form != FORM_ING)
		return false;
	struct found in = *f;
	struct subject s = subject_of(c, q);
	if (s.found)
		set_source(f, bytes(c, s.from, s.to));
	f->rule = R_QUOTED_AS;
	set_source(&in, bytes(c, q->end, e));
	in.cue = bytes(c, inner.first, inner.end);
	if (content_after(c, &in, &inner, inner.end)) {
		uint32_t last = clause_end(c, inner.end);
		f->content[f->n_content++] = bytes(c, q->end, last > q->end ? last : inner.end);
		put(c, f);
		in.rule = R_QUOTED_AS;
		put(c, &in);
	}
	*next = inner.end;
	return true;
}

static void one_cue(struct cx *c, uint32_t i, uint32_t *next)
{
	struct cue q;
	if (!cue_at(c, i, &q))
		return;
	*next = q.end;
	c->cue_tok = c->it[i].a;
	widen(c, &q);
	if (!verbal(c, &q))
		return;
	struct found f = { .stance = q.stance, .rule = R_CLAUSE, .last_quote = NONE, .para = c->tok->para[c->it[i].a] };
	if (q.klass == C_ACCORDING) {
		according(c, &q, &f);
		return;
	}
	if (q.klass == C_ADVERB) {
		adverb(c, &q, &f);
		return;
	}
	f.cue = bytes(c, q.group < q.first && cls(c, q.group) != W_ADV ? q.group : q.first, q.end);
	if (q.klass == C_QUOTE && !q.be && quoting(c, &q, &f, next))
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
		passive(c, &q, &f);
		return;
	}
	if (q.to && !q.modal)
		return; /* "to say": whose saying is another word's business */
	struct subject s = subject_of(c, &q), parsed;
	uint32_t left = q.group;
	bool elsewhere = false; /* the parser has the subject, but not right before the cue */
	/* "and added that": the earlier speaker goes on, whatever the parser hangs it on */
	bool goes_on = c->has_last && q.group > 0 && cls(c, q.group - 1) == W_CONJ && sibling(c, q.group - 1, false);
	if (!goes_on && parsed_subject(c, &q, &parsed)) {
		if (!parsed.inherit && parsed.to <= q.group && !(s.found && (s.comma_right || (s.from <= parsed.from && s.to >= parsed.to)))) {
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
	/* inverted: "..., said the envoy" */
	uint32_t l = left;
	bool comma = l > 0 && is_comma(c, l - 1);
	bool quote = (l > 0 && is_q(c, l - 1)) || (comma && l > 1 && is_q(c, l - 2));
	if (!s.found && (comma || quote) && (q.frames & F_AFTER) && q.form != FORM_ING && q.group == q.first) {
		uint32_t e = np_right(c, q.end);
		if (e > q.end) {
			/* with its apposition */
			uint32_t to = e;
			if (is_comma(c, e) && (cls(c, e + 1) == W_DET || cls(c, e + 1) == W_POSS || noun_like(c, e + 1))) {
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
			uint32_t r = past_adjuncts(c, to);
			if (content_before(c, &f, &q, left, r < c->n && !over(c, r) ? to : r)) {
				c->last_source = f.source[0];
				c->has_last = true;
				put(c, &f);
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
		uint32_t e = np_right(c, r);
		if (e > r) {
			g.recipient = bytes(c, r, e);
			g.n_recipient = 1;
			r = e;
		}
	}
	uint32_t after = past_adjuncts(c, r);
	bool done = over(c, after) && !(is_punct(c, after) && first_char(c, after) == ':');
	bool colon = is_punct(c, after) && first_char(c, after) == ':';
	bool right_quote = !done && after < c->n && is_q(c, after) && c->speech[c->it[after].q];
	if (q.form != FORM_ING && !colon && !right_quote && (done || quote) && !s.relative) {
		if (content_before(c, &g, &q, left, after)) {
			put(c, &g);
			if (g.n_source) {
				c->last_source = g.source[0];
				c->has_last = true;
			}
			return;
		}
	}
	if (content_after(c, &f, &q, q.end)) {
		/* "as the envoy put it" */
		put(c, &f);
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
					f.content[0] = quoted_words(c, k);
					c->used[k] = 1;
				}
			put(c, &f);
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
	} else if (possessive(c, i - 1)) {
		uint32_t k = i - 1;
		while (k > 0 && i - k < 10 && (noun_like(c, k - 1) || cls(c, k - 1) == W_DET))
			k--;
		if (k < i - 1)
			set_source(&f, bytes(c, k, i - 1));
	} else if (cls(c, i - 1) != W_DET && cls(c, i - 1) != W_NONE) {
		return;
	}
	if ((tok_is(c, b, "by") || tok_is(c, b, "from")) && !f.n_source) {
		uint32_t e = np_right(c, b + 1);
		if (e > b + 1) {
			set_source(&f, bytes(c, b + 1, e));
			b = e;
		}
	}
	if (cls(c, b) != W_COMP || !f.n_source || (c->upos && c->upos[c->it[i].a] != UPOS_NOUN))
		return;
	f.cue = bytes(c, i, i + 1);
	add_content(c, &f, b + 1, clause_end(c, b + 1));
	put(c, &f);
}

/* "ENVOY: We wait." at the head of a paragraph. */
static bool label(struct cx *c)
{
	if (c->n < 3 || !(c->tok->flags[c->it[0].a] & TOK_PARA))
		return false;
	uint32_t k = 0;
	while (k < 5 && k < c->n && (capital(c, k)))
		k++;
	if (k == 0 || k >= c->n || !is_punct(c, k) || first_char(c, k) != ':' || k + 2 >= c->n)
		return false;
	if (c->tok->shape[c->it[0].a] != SHAPE_UPPER && k < 2)
		return false;
	struct found f = { .rule = R_LABEL, .last_quote = NONE, .para = c->tok->para[c->it[0].a] };
	set_source(&f, bytes(c, 0, k));
	f.cue = bytes(c, k, k + 1);
	uint32_t e = c->it[k + 1].a, t = e;
	while (t < c->level_end && !(t > e && (c->tok->flags[t] & TOK_PARA)))
		t++;
	f.content[0] = (struct span){ c->tok->span[e].s, c->tok->span[t - 1].e };
	f.n_content = 1;
	put(c, &f);
	return true;
}

static void sentence(struct cx *c)
{
	c->has_last = false;
	if (label(c))
		return;
	for (uint32_t i = 0, next; i < c->n; i = next) {
		next = i + 1;
		if (c->it[i].q != NONE)
			continue;
		if (drg__hit_at(c->hits, c->it[i].a, c->lex_cues))
			one_cue(c, i, &next);
		if (next == i + 1 && drg__hit_at(c->hits, c->it[i].a, c->lex_nouns))
			noun_of_saying(c, i);
	}
}

/* ------------------------------------------------------------------ levels -- */

/* Tokens [first, end) as items, quotations whose parent is `level` as one item
 * each, in pieces of at most the window. */
static void read_range(struct cx *c, uint32_t first, uint32_t end, uint32_t level)
{
	struct arena mark = *c->a;
	(void)mark;
	uint32_t s = 0, lo = 0, hi = c->sents->n;
	while (lo < hi) { /* the sentence that holds `first` */
		uint32_t mid = (lo + hi) / 2;
		if (c->sents->tok[mid + 1] <= first)
			lo = mid + 1;
		else
			hi = mid;
	}
	s = lo;
	c->level_end = end;
	uint32_t q = 0, qn = c->quotes->n;
	/* first quotation at or after `first` */
	lo = 0, hi = qn;
	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;
		if (c->qfirst[mid] < first)
			lo = mid + 1;
		else
			hi = mid;
	}
	q = lo;
	uint32_t t = first;
	while (t < end && s < c->sents->n) {
		uint32_t stop = c->sents->tok[s + 1] < end ? c->sents->tok[s + 1] : end;
		c->n = 0;
		c->sent_first = t;
		bool zone = c->tok->flags[t < c->tok->n ? t : c->tok->n - 1] & TOK_ZONE;
		while (t < stop && c->n < DRG__ATTRIB_WINDOW) {
			while (q < qn && (c->qfirst[q] < t || c->quotes->parent[q] != level || !c->speech[q]))
				q++;
			if (q < qn && c->qfirst[q] == t) {
				c->it[c->n++] = (struct item){ t, c->qend[q], q };
				t = c->qend[q];
			} else {
				c->it[c->n++] = (struct item){ t, t + 1, NONE };
				t++;
			}
		}
		if (!zone && c->n)
			sentence(c);
		while (s < c->sents->n && c->sents->tok[s + 1] <= t)
			s++;
		/* the rest of a sentence in whose middle a long quotation ended is read
		 * with the quotation as its first item */
		if (t < end && s < c->sents->n && c->sents->tok[s] < t && c->n && c->it[c->n - 1].q != NONE && c->n < DRG__ATTRIB_WINDOW) {
			uint32_t k = c->it[c->n - 1].q, from = c->n - 1;
			if (from == 0 || is_stop(c, from - 1) || c->n > 1) {
				uint32_t stop2 = c->sents->tok[s + 1] < end ? c->sents->tok[s + 1] : end;
				struct item head = c->it[from];
				(void)k;
				c->it[0] = head;
				c->n = 1;
				while (t < stop2 && c->n < DRG__ATTRIB_WINDOW) {
					while (q < qn && (c->qfirst[q] < t || c->quotes->parent[q] != level || !c->speech[q]))
						q++;
					if (q < qn && c->qfirst[q] == t) {
						c->it[c->n++] = (struct item){ t, c->qend[q], q };
						t = c->qend[q];
					} else {
						c->it[c->n++] = (struct item){ t, t + 1, NONE };
						t++;
					}
				}
				if (!zone)
					sentence(c);
				while (s < c->sents->n && c->sents->tok[s + 1] <= t)
					s++;
			}
		}
	}
}

/* Is the quotation speech, or a term in quotation marks? */
static bool is_speech(const struct cx *c, uint32_t q)
{
	if (!(c->quotes->flags[q] & QUOTE_SCARE))
		return true;
	uint32_t a = c->qfirst[q], b = c->qend[q];
	/* punctuation inside at its end, or a comma or colon before it, or a comma right after it at the head of a sentence */
	if (b - a >= 3) {
		char last = c->text->p[c->tok->span[b - 2].s];
		if (last == ',' || last == '!' || last == '?' || (last == '.' && (c->tok->flags[b - 2] & TOK_PUNCT)))
			return !(last == '.' && a > 0 && !(c->tok->flags[a] & TOK_PARA) && (c->tok->flags[a - 1] & TOK_WORD)) &&
			       !(last == ',' && a > 0 && !(c->tok->flags[a] & TOK_PARA) && (c->tok->flags[a - 1] & TOK_WORD));
	}
	return a > 0 && !(c->tok->flags[a] & TOK_PARA) && (c->text->p[c->tok->span[a - 1].s] == ':');
}

/* ------------------------------------------------------- across sentences -- */

/* Quotations that nobody is given: the next paragraph of one that is, or one
 * that follows it in its paragraph, goes with it. */
static void carry_on(struct cx *c)
{
	uint32_t n = (uint32_t)c->out.n;
	uint32_t *of = drg__alloc_n(c->a, c->quotes->n, sizeof *of, _Alignof(uint32_t));
	for (uint32_t q = 0; q < c->quotes->n; q++)
		of[q] = NONE;
	for (uint32_t i = 0; i < n; i++)
		if (c->out.v[i].last_quote != NONE)
			of[c->out.v[i].last_quote] = i;
	for (uint32_t q = 0; q < c->quotes->n; q++) {
		uint32_t p = c->quotes->prev[q];
		if (p == NONE || of[p] == NONE || of[q] != NONE)
			continue;
		of[q] = of[p];
		struct found *f = &c->out.v[of[p]];
		c->used[q] = 1;
		if (f->n_content < 4)
			f->content[f->n_content++] = quoted_words(c, q);
		else
			f->content[3].e = c->quotes->inner[q].e;
	}
}

static int by_place(const struct found *a, const struct found *b)
{
	uint32_t as = a->at, bs = b->at;
	if (as != bs)
		return as < bs ? -1 : 1;
	uint32_t ae = a->content[a->n_content - 1].e, be = b->content[b->n_content - 1].e;
	if (ae != be)
		return ae > be ? -1 : 1;
	return a->cue.s < b->cue.s ? -1 : a->cue.s > b->cue.s;
}

/* Bottom-up merge sort: stable, n log n on any input. */
static void sort(struct cx *c)
{
	size_t n = c->out.n;
	struct found *from = c->out.v, *to = drg__alloc_n(c->a, n, sizeof *to, _Alignof(struct found));
	for (size_t w = 1; w < n; w *= 2) {
		for (size_t lo = 0; lo < n; lo += 2 * w) {
			size_t mid = lo + w < n ? lo + w : n, hi = lo + 2 * w < n ? lo + 2 * w : n, i = lo, j = mid, k = lo;
			while (i < mid || j < hi)
				to[k++] = j >= hi || (i < mid && by_place(&from[i], &from[j]) <= 0) ? from[i++] : from[j++];
		}
		struct found *swap = from;
		from = to;
		to = swap;
	}
	c->out.v = from;
}

static bool inside(const struct found *f, struct span s)
{
	for (uint8_t k = 0; k < f->n_content; k++)
		if (drg__span_within(s, f->content[k]))
			return true;
	return false;
}

/* The innermost attribution whose content holds another's cue is its parent.
 * A stack of those still open, at most a few deep; each row is pushed and
 * popped once. */
static void parents(const struct cx *c, uint32_t *parent)
{
	enum { OPEN = 32 };
	uint32_t stack[OPEN], n = 0;
	for (uint32_t i = 0; i < c->out.n; i++) {
		const struct found *f = &c->out.v[i];
		while (n > 0 && c->out.v[stack[n - 1]].content[c->out.v[stack[n - 1]].n_content - 1].e <= f->at)
			n--;
		parent[i] = NONE;
		for (uint32_t k = n; k-- > 0;) {
			if (inside(&c->out.v[stack[k]], f->cue)) {
				parent[i] = stack[k];
				break;
			}
		}
		if (n < OPEN)
			stack[n++] = i;
	}
}

/* All, some or none of the words of the content inside quotation marks? */
static uint8_t kind_of(const struct cx *c, const struct found *f)
{
	bool in = false, out = false;
	for (uint8_t k = 0; k < f->n_content; k++) {
		struct span s = f->content[k];
		uint32_t at = s.s;
		/* top-level regions in order: those that meet s */
		uint32_t lo = 0, hi = c->quotes->n;
		while (lo < hi) {
			uint32_t mid = (lo + hi) / 2;
			if (c->quotes->outer[mid].s <= s.s)
				lo = mid + 1;
			else
				hi = mid;
		}
		uint32_t q = lo ? lo - 1 : 0;
		while (q > 0 && c->quotes->parent[q] != NONE)
			q = c->quotes->parent[q];
		for (; q < c->quotes->n && c->quotes->outer[q].s < s.e; q++) {
			struct span r = c->quotes->outer[q];
			if (c->quotes->parent[q] != NONE || r.e <= at)
				continue;
			for (uint32_t b = at; b < r.s && !out; b++)
				out = drg__is_word_byte(c->text->p[b]);
			in = true;
			at = r.e;
		}
		for (uint32_t b = at; b < s.e && !out; b++)
			out = drg__is_word_byte(c->text->p[b]);
	}
	return in ? out ? ATTRIB_MIXED : ATTRIB_DIRECT : ATTRIB_INDIRECT;
}

static struct run run_of(struct attribs *out, struct arena *keep, const struct span *v, uint32_t n)
{
	struct run r = { (uint32_t)out->pool.n, n };
	for (uint32_t i = 0; i < n; i++)
		*PUSH(keep, &out->pool) = v[i];
	return r;
}

static void write_out(const struct cx *c, struct arena *keep, struct attribs *out)
{
	uint32_t n = out->n = (uint32_t)c->out.n, ids[R_RULES];
	for (int r = 0; r < R_RULES; r++)
		ids[r] = drg__pack_rule_find(c->pack, rule_name[r]);
	out->source = drg__alloc_n(keep, n, sizeof *out->source, _Alignof(struct run));
	out->cue = drg__alloc_n(keep, n, sizeof *out->cue, _Alignof(struct run));
	out->content = drg__alloc_n(keep, n, sizeof *out->content, _Alignof(struct run));
	out->recipient = drg__alloc_n(keep, n, sizeof *out->recipient, _Alignof(struct run));
	out->parent = drg__alloc_n(keep, n, sizeof *out->parent, _Alignof(uint32_t));
	out->kind = drg__alloc_n(keep, n, 1, 1);
	out->stance = drg__alloc_n(keep, n, 1, 1);
	out->score = drg__alloc_n(keep, n, sizeof *out->score, _Alignof(float));
	out->rule = drg__alloc_n(keep, n, sizeof *out->rule, _Alignof(uint32_t));
	out->speaker = drg__alloc_n(keep, n, sizeof *out->speaker, _Alignof(uint32_t));
	parents(c, out->parent);
	for (uint32_t i = 0; i < n; i++) {
		const struct found *f = &c->out.v[i];
		out->source[i] = run_of(out, keep, f->source, f->n_source);
		out->cue[i] = run_of(out, keep, &f->cue, 1);
		out->content[i] = run_of(out, keep, f->content, f->n_content);
		out->recipient[i] = run_of(out, keep, &f->recipient, f->n_recipient);
		out->kind[i] = kind_of(c, f);
		out->stance[i] = f->stance;
		out->score[i] = rule_score[f->rule];
		out->rule[i] = ids[f->rule];
		out->speaker[i] = NONE;
	}
}

/* What the parser found, in the form the rules ask for. */
static void read_syntax(struct cx *c, const struct layers *l)
{
	uint32_t n = l->tokens.n;
	c->upos = l->morph.upos;
	c->head = l->deps.head;
	if (!c->upos || !c->head) {
		c->upos = NULL;
		c->head = NULL;
		return;
	}
	static const struct {
		const char *name;
		uint8_t rel;
	} known[] = { { "nsubj", REL_NSUBJ }, { "nsubj:pass", REL_NSUBJ }, { "nsubj:outer", REL_NSUBJ }, { "conj", REL_CHAIN }, { "advcl", REL_CHAIN }, { "xcomp", REL_CHAIN },
		      { "parataxis", REL_CHAIN }, { "acl", REL_ACL }, { "acl:relcl", REL_RELCL }, { "amod", REL_AMOD }, { "aux", REL_AUX }, { "aux:pass", REL_AUX } };
	uint8_t *of = NEW_N(c->a, uint8_t, (size_t)l->tagset.n_rels + 1);
	for (uint32_t r = 0; r < l->tagset.n_rels; r++)
		for (size_t k = 0; k < sizeof known / sizeof *known; k++)
			if (drg__str_eq(l->tagset.rels[r], drg__str_c(known[k].name)))
				of[r] = known[k].rel;
	c->rel = NEW_N(c->a, uint8_t, n);
	c->subj = NEW_N(c->a, uint32_t, n);
	c->lo = NEW_N(c->a, uint32_t, n);
	c->hi = NEW_N(c->a, uint32_t, n);
	for (uint32_t t = 0; t < n; t++) {
		c->rel[t] = l->deps.rel[t] < l->tagset.n_rels ? of[l->deps.rel[t]] : REL_OTHER;
		c->subj[t] = NONE;
		c->lo[t] = c->hi[t] = t;
	}
	for (uint32_t t = 0; t < n; t++) {
		uint32_t up = c->head[t];
		if (up < n && c->rel[t] == REL_NSUBJ && c->subj[up] == NONE)
			c->subj[up] = t;
		/* a chain of heads longer than this is no subject's inside */
		for (int k = 0; k < 40 && up < n; k++, up = c->head[up]) {
			if (c->lo[up] > t)
				c->lo[up] = t;
			if (c->hi[up] < t)
				c->hi[up] = t;
		}
	}
}

void drg__attribute(const drg_pack *pack, const struct layers *l, const struct hits *hits,
                    struct arena *keep, struct arena scratch, struct attribs *out)
{
	const struct text *text = &l->text;
	const struct tokens *tok = &l->tokens;
	const struct sents *sents = &l->sents;
	const struct quotes *quotes = &l->quotes;
	struct cx c = { .text = text, .tok = tok, .sents = sents, .quotes = quotes, .pack = pack, .hits = hits, .a = &scratch };
	uint32_t lex_words = drg__lex(pack, "words"), lex_verbs = drg__lex(pack, "verbs");
	c.lex_cues = drg__lex(pack, "cues");
	c.lex_nouns = drg__lex(pack, "cue_nouns");
	c.lex_roles = drg__lex(pack, "roles");
	if (lex_words == UINT32_MAX || c.lex_cues == UINT32_MAX || c.lex_nouns == UINT32_MAX || c.lex_roles == UINT32_MAX || tok->n == 0)
		return;
	c.col_frames = drg__lex_col(pack, c.lex_cues, "frames");
	c.col_class = drg__lex_col(pack, c.lex_cues, "class");
	c.col_stance = drg__lex_col(pack, c.lex_cues, "stance");
	uint32_t col = drg__lex_col(pack, lex_words, "class");
	c.cls = drg__alloc_n(&scratch, tok->n, 1, 1);
	c.verb = drg__alloc_n(&scratch, tok->n, 1, 1);
	read_syntax(&c, l);
	c.it = drg__alloc_n(&scratch, DRG__ATTRIB_WINDOW + 1, sizeof *c.it, _Alignof(struct item));
	for (uint32_t i = 0; i < tok->n; i++) {
		const struct hit *h = drg__hit_at(hits, i, lex_words);
		if (h && h->end == i + 1)
			c.cls[i] = (uint8_t)(drg__lex_enum(pack, lex_words, h->row, col) + 1);
		if (c.upos)
			c.verb[i] = c.cls[i] == W_NONE && c.upos[i] == UPOS_VERB;
		else if (c.cls[i] == W_NONE && ((lex_verbs != UINT32_MAX && drg__hit_at(hits, i, lex_verbs)) || drg__hit_at(hits, i, c.lex_cues)))
			c.verb[i] = 1;
	}
	c.qfirst = drg__alloc_n(&scratch, quotes->n, sizeof *c.qfirst, _Alignof(uint32_t));
	c.qend = drg__alloc_n(&scratch, quotes->n, sizeof *c.qend, _Alignof(uint32_t));
	c.speech = drg__alloc_n(&scratch, quotes->n, 1, 1);
	c.used = drg__alloc_n(&scratch, quotes->n, 1, 1);
	uint32_t t = 0;
	for (uint32_t q = 0; q < quotes->n; q++) {
		while (t < tok->n && tok->span[t].s < quotes->outer[q].s)
			t++;
		c.qfirst[q] = t;
		uint32_t lo = t, hi = tok->n;
		while (lo < hi) {
			uint32_t mid = (lo + hi) / 2;
			if (tok->span[mid].s < quotes->outer[q].e)
				lo = mid + 1;
			else
				hi = mid;
		}
		c.qend[q] = lo;
		c.speech[q] = is_speech(&c, q);
	}
	read_range(&c, 0, tok->n, NONE);
	for (uint32_t q = 0; q < quotes->n; q++)
		if (c.speech[q] && c.qend[q] > c.qfirst[q] + 5) {
			uint32_t from = c.qfirst[q], to = c.qend[q];
			if (tok->flags[from] & TOK_QUOTE)
				from++;
			if (to > from && (tok->flags[to - 1] & TOK_QUOTE))
				to--;
			read_range(&c, from, to, q);
		}
	carry_on(&c);
	sort(&c);
	write_out(&c, keep, out);
}
