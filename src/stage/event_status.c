/* event_status.c - is the act done, denied, wanted, possible, planned, past?
 *
 * From the word up to the root: what stands at each clause (auxiliaries,
 * negation, adverbs, conditions) and the word that governs it (lexicon
 * status_words) change the factors, the innermost first.  After the account of
 * factuality by Saurí and Pustejovsky (2012), with the words as data. */
#include "base/utf8.h"
#include "stage/event_in.h"

/* Column `op` of lexicon status_words, in this order. */
enum status_op {
	SAYS_NONE, SAYS_NEG, SAYS_DENY, SAYS_WANT, SAYS_FUTURE, SAYS_POSSIBLE, SAYS_CONTEST, SAYS_PROBABLE, SAYS_UNLIKELY, SAYS_RULE_OUT, SAYS_SAY,
	SAYS_PAST, SAYS_WHETHER, SAYS_IF, SAYS_CONDITION, SAYS_FORBID, SAYS_MAYBE, SAYS_REJECT, STATUS_OPS
};

static const char *const op_name[STATUS_OPS] = {
	"", "neg", "deny", "want", "future", "possible", "contest", "probable", "unlikely", "rule-out", "say",
	"past", "whether", "if", "condition", "forbid", "maybe", "reject"
};

static uint32_t head_of_phrase(const struct event_cx *c, const struct hit *h)
{
	for (uint32_t i = h->first; i < h->end; i++) {
		uint32_t up = c->l->deps.head[i];
		if ((up == NONE || up < h->first || up >= h->end) && c->t.rel[i] != R_CASE && c->t.rel[i] != R_PUNCT)
			return i;
	}
	return h->first;
}

void drg__event_ops(struct event_cx *c)
{
	uint32_t lex = drg__lex(c->pack, "status_words"), col = lex == NONE ? UINT32_MAX : drg__lex_col(c->pack, lex, "op");
	uint32_t *len = NEW_N(c->a, uint32_t, c->t.n);
	c->op = NEW_N(c->a, uint8_t, c->t.n);
	for (uint32_t i = 0; col != UINT32_MAX && i < c->hits->n; i++) {
		const struct hit *h = &c->hits->v[i];
		if (h->lex != lex)
			continue;
		uint32_t tok = head_of_phrase(c, h);
		if (h->end - h->first <= len[tok])
			continue;
		len[tok] = h->end - h->first;
		for (uint8_t k = 1; k < STATUS_OPS; k++)
			if (drg__str_eq(drg__lex_str(c->pack, lex, h->row, col), drg__str_c(op_name[k])))
				c->op[tok] = k;
	}
}

bool drg__event_tells(const struct event_cx *c, uint32_t tok)
{
	return c->op[tok] == SAYS_SAY;
}

enum event_status drg__event_status(struct event_factors f)
{
	if (f.negated)
		return EV_NEGATED;
	if (f.modality == EV_WANTED)
		return EV_REQUESTED;
	if (f.modality == EV_POSSIBLE || f.modality == EV_CONDITIONAL)
		return EV_HYPOTHETICAL;
	if (f.contested)
		return EV_ALLEGED;
	if (f.temporality == EV_FUTURE)
		return EV_FUTURE_STATUS;
	if (f.modality == EV_PROBABLE)
		return EV_HYPOTHETICAL;
	return f.temporality == EV_BACKGROUND ? EV_HISTORICAL : EV_ASSERTED;
}

/* ----------------------------------------------------------------- clause -- */

/* What stands at one predicate. */
struct clause {
	bool neg, future, would, possible, must, condition, background, contest, probable, perfect, whether;
};

static bool word_is(const struct event_cx *c, uint32_t t, const char *const *list)
{
	for (; *list; list++)
		if (c->l->tokens.fold[t] == drg__fold_hash(drg__str_c(*list)))
			return true;
	return false;
}

static void auxiliary(const struct event_cx *c, uint32_t t, struct clause *k)
{
	static const char *const future[] = { "will", "'ll", "shall", "wo", "sha", NULL }, *const would[] = { "would", "'d", NULL },
	                  *const may[] = { "may", "might", "could", "can", "ca", NULL }, *const must[] = { "should", "must", "ought", NULL },
	                  *const had[] = { "had", NULL };
	k->future |= word_is(c, t, future);
	k->would |= word_is(c, t, would);
	k->possible |= word_is(c, t, may);
	k->must |= word_is(c, t, must);
	k->perfect |= word_is(c, t, had);
}

static void dependents(const struct event_cx *c, uint32_t v, struct clause *k)
{
	static const char *const nots[] = { "not", "n't", "never", "neither", "no", "nobody", "none", "without", "hardly", NULL };
	for (uint32_t d = c->t.first[v]; d != NONE; d = c->t.next[d]) {
		uint8_t r = c->t.rel[d], op = c->op[d];
		bool clausal = r == R_ADVCL || r == R_OBL || r == R_NMOD || r == R_PARATAXIS;
		if (r == R_AUX || r == R_COP)
			auxiliary(c, d, k);
		if ((r == R_ADVMOD || r == R_DET || r == R_CASE || r == R_AUX || r == R_MARK) && word_is(c, d, nots))
			k->neg = true;
		/* "no shots were fired", "nobody was hurt", "neither side attacked" */
		if (r == R_NSUBJ || r == R_NSUBJ_PASS || r == R_OBJ) {
			if (word_is(c, d, nots))
				k->neg = true;
			for (uint32_t e = c->t.first[d]; e != NONE; e = c->t.next[e])
				if (c->t.rel[e] == R_DET && word_is(c, e, nots))
					k->neg = true;
		}
		uint8_t prep_op = SAYS_NONE;
		for (uint32_t e = clausal ? c->t.first[d] : NONE; e != NONE; e = c->t.next[e])
			if ((c->op[e] == SAYS_IF && c->t.rel[e] == R_MARK) || /* "until they leave", not "until Friday" */
			    (c->op[e] == SAYS_CONDITION && (c->t.rel[e] == R_CASE || c->t.rel[e] == R_MARK || c->t.rel[e] == R_ADVMOD)))
				prep_op = c->op[e];
		k->condition |= prep_op == SAYS_IF || prep_op == SAYS_CONDITION || (clausal && op == SAYS_CONDITION);
		if (r == R_ADVMOD || r == R_OBL || r == R_TIME || r == R_NMOD || r == R_AMOD) {
			k->neg |= op == SAYS_NEG && r == R_ADVMOD;
			k->contest |= op == SAYS_CONTEST;
			k->probable |= op == SAYS_PROBABLE;
			k->possible |= op == SAYS_MAYBE;
			k->background |= op == SAYS_PAST;
		}
	}
}

/* The auxiliaries of the first of coordinated verbs hold for the others. */
static struct clause clause_at(const struct event_cx *c, uint32_t v)
{
	struct clause k = { 0 };
	dependents(c, v, &k);
	for (int i = 0; i < 4 && c->t.rel[v] == R_CONJ; i++) {
		bool own = drg__tree_child(&c->t, v, R_NSUBJ) != NONE || drg__tree_child(&c->t, v, R_NSUBJ_PASS) != NONE ||
		           drg__tree_child(&c->t, v, R_AUX) != NONE;
		uint32_t h = c->l->deps.head[v];
		if (own || h == NONE || c->l->morph.upos[h] != c->l->morph.upos[v])
			break;
		struct clause up = { 0 };
		dependents(c, h, &up);
		k.future |= up.future;
		k.would |= up.would;
		k.possible |= up.possible;
		k.must |= up.must;
		k.background |= up.background && up.perfect;
		v = h;
	}
	return k;
}

static bool past_form(const struct event_cx *c, uint32_t v)
{
	return (c->t.form[v] & (FORM_PAST_TENSE | FORM_PAST_PART)) != 0;
}

/* told: the clause is under past saying, so that its "would" is a future. */
static void apply_clause(const struct clause *k, bool told, struct event_factors *f)
{
	if (k->must) {
		f->modality = EV_WANTED;
		f->temporality = EV_FUTURE;
	} else if (k->possible) {
		f->modality = EV_POSSIBLE;
	} else if (k->future || (k->would && told)) {
		f->temporality = EV_FUTURE;
	} else if (k->would && f->modality == EV_CERTAIN) {
		f->modality = EV_CONDITIONAL;
	}
	if (k->condition && f->modality != EV_WANTED)
		f->modality = EV_CONDITIONAL;
	if (k->neg)
		f->negated = !f->negated;
	if (k->contest)
		f->contested = true;
	if (k->probable && f->modality == EV_CERTAIN)
		f->modality = EV_PROBABLE;
	if (k->background && f->temporality != EV_FUTURE)
		f->temporality = EV_BACKGROUND;
}

/* ------------------------------------------------------------- governors -- */

/* What the governing word makes of the act, before its own clause is looked at.
 * off: that word is itself negated. */
static void govern(uint8_t op, bool off, struct event_factors *f)
{
	switch ((enum status_op)op) {
	case SAYS_NEG: f->negated = off ? false : !f->negated; break;
	case SAYS_DENY:
		f->negated = off ? f->negated : !f->negated;
		f->contested = true;
		break;
	case SAYS_WANT:
		f->modality = EV_WANTED;
		f->temporality = EV_FUTURE;
		break;
	case SAYS_FORBID:
		f->negated = !f->negated;
		f->modality = EV_WANTED;
		f->temporality = EV_FUTURE;
		break;
	case SAYS_FUTURE:
		f->temporality = EV_FUTURE;
		if (f->modality == EV_CERTAIN)
			f->modality = EV_PROBABLE;
		f->negated ^= off;
		break;
	case SAYS_POSSIBLE:
		f->modality = EV_POSSIBLE;
		f->temporality = EV_FUTURE;
		f->negated ^= off;
		break;
	case SAYS_CONTEST: f->contested = true; break;
	case SAYS_PROBABLE:
		if (f->modality == EV_CERTAIN)
			f->modality = EV_PROBABLE;
		f->negated ^= off;
		break;
	case SAYS_UNLIKELY:
		f->negated = !f->negated;
		f->modality = EV_PROBABLE;
		f->temporality = EV_FUTURE;
		break;
	case SAYS_RULE_OUT:
		f->temporality = EV_FUTURE;
		if (off)
			f->modality = EV_POSSIBLE;
		else
			f->negated = !f->negated;
		break;
	case SAYS_REJECT: /* a request refused leaves the act wanted */
		if (f->modality != EV_WANTED)
			f->negated = !f->negated;
		f->temporality = EV_FUTURE;
		break;
	case SAYS_WHETHER: case SAYS_MAYBE: f->modality = EV_POSSIBLE; break;
	default: break;
	}
}

static uint8_t mark_op(const struct event_cx *c, uint32_t v)
{
	for (uint32_t d = c->t.first[v]; d != NONE; d = c->t.next[d])
		if ((c->t.rel[d] == R_MARK || c->t.rel[d] == R_ADVMOD || c->t.rel[d] == R_CASE) &&
		    (c->op[d] == SAYS_IF || c->op[d] == SAYS_WHETHER || c->op[d] == SAYS_NEG || c->op[d] == SAYS_CONDITION))
			return c->op[d];
	return SAYS_NONE;
}

/* "hoped that they had left", "told us they were killed": no wish, a report. */
static bool told_fact(const struct event_cx *c, uint32_t v)
{
	static const char *const base[] = { "be", "should", "must", NULL };
	if (c->t.rel[v] != R_CCOMP || !past_form(c, v))
		return false;
	for (uint32_t d = c->t.first[v]; d != NONE; d = c->t.next[d])
		if ((c->t.rel[d] == R_AUX || c->t.rel[d] == R_AUX_PASS) && word_is(c, d, base))
			return false;
	return true;
}

/* Does what holds of the governor reach down this arc?  To the noun that an
 * ordinary verb has as object it does not ("would condemn the attack"). */
static bool passes(const struct event_cx *c, uint32_t v, uint32_t h, uint32_t carrier)
{
	bool telling = c->op[h] != SAYS_NONE || h == carrier;
	switch ((enum tree_rel)c->t.rel[v]) {
	case R_XCOMP: case R_CCOMP: return true;
	case R_OBJ: case R_OBL: case R_NMOD: case R_ACL: case R_CSUBJ: case R_NSUBJ_PASS: case R_COMPOUND: case R_AMOD: return telling;
	case R_NSUBJ: return telling && c->op[h] != SAYS_WANT && c->op[h] != SAYS_FUTURE;
	case R_ADVCL: return telling && (c->t.form[v] & (FORM_INF | FORM_PRES_PART)) != 0;
	default: return false;
	}
}

/* Is a clause under past saying, so that its "would" is a future? */
static bool reported(const struct event_cx *c, uint32_t v)
{
	for (int k = 0; k < 5; k++) {
		uint32_t h = c->l->deps.head[v];
		if (h == NONE)
			break;
		if (c->t.rel[v] == R_CCOMP && (past_form(c, h) || c->op[h] == SAYS_SAY))
			return true;
		v = h;
	}
	/* "They would leave on Monday, he said": the saying hangs on it */
	for (uint32_t d = c->t.first[v]; d != NONE; d = c->t.next[d])
		if (c->t.rel[d] == R_PARATAXIS && past_form(c, d))
			return true;
	return false;
}

/* The verb whose clause a noun stands in, if it says nothing but that. */
static uint32_t carried_by(const struct event_cx *c, uint32_t p)
{
	struct slots s;
	drg__slots(&c->t, p, &s);
	return c->l->morph.upos[p] == UPOS_VERB ? NONE : s.carrier;
}

/* What the word's own subordinator makes of it ("if", "whether", "without"). */
static void subordinate(const struct event_cx *c, uint32_t v, struct event_factors *f)
{
	uint8_t mark = mark_op(c, v), r = c->t.rel[v];
	if (mark == SAYS_NEG)
		f->negated = !f->negated;
	else if (mark == SAYS_WHETHER)
		f->modality = EV_POSSIBLE;
	else if (mark && (r == R_ADVCL || r == R_OBL || r == R_CCOMP) && f->modality != EV_WANTED)
		f->modality = EV_CONDITIONAL;
}

/* A conjunct shares what governs the first of its row. */
static uint32_t first_conjunct(const struct event_cx *c, uint32_t v)
{
	for (int k = 0; k < 6 && c->t.rel[v] == R_CONJ && c->l->deps.head[v] != NONE; k++)
		v = c->l->deps.head[v];
	return v;
}

static bool uses_negation(uint8_t op)
{
	return op == SAYS_NEG || op == SAYS_DENY || op == SAYS_FUTURE || op == SAYS_POSSIBLE || op == SAYS_PROBABLE || op == SAYS_RULE_OUT;
}

struct event_factors drg__event_factors(const struct event_cx *c, uint32_t p)
{
	struct event_factors f = { .temporality = EV_PAST };
	uint32_t v = p, carrier = carried_by(c, p), skip = NONE;
	bool spent = false; /* the clause's negation is already in the factors */
	for (int k = 0; k < 12; k++) {
		struct clause here = clause_at(c, v);
		here.neg &= !spent;
		spent = false;
		if (v == p && c->l->morph.upos[p] == UPOS_VERB && !past_form(c, p) && !here.perfect && !(c->t.form[p] & FORM_INF))
			f.temporality = EV_PRESENT;
		apply_clause(&here, reported(c, v), &f);
		subordinate(c, v, &f);
		v = first_conjunct(c, v);
		uint32_t h = c->l->deps.head[v];
		if (h == NONE || !passes(c, v, h, carrier))
			break;
		uint8_t op = h == skip ? SAYS_NONE : c->op[h];
		if (op == SAYS_SAY || (op == SAYS_WANT && told_fact(c, v)))
			break;
		bool off = clause_at(c, h).neg;
		uint32_t over = c->l->deps.head[h];
		if (op == SAYS_RULE_OUT && over != NONE && c->op[over] == SAYS_NEG) { /* "refused to rule out" */
			off = true;
			skip = over;
		}
		govern(op, off, &f);
		spent = off && uses_negation(op);
		v = h;
	}
	return f;
}
