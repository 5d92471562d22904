/* event_status.c - is the act done, denied, wanted, possible, planned, past?
 *
 * From the word up to the root: what stands at each clause (auxiliaries,
 * negation, adverbs, conditions) and the word that governs it (lexicon
 * status_words) change the factors, the innermost first.  After the account of
 * factuality by Saurí and Pustejovsky (2012), with the words as data. */
#include "base/utf8.h"
#include "stage/event_clause.h"
#include "stage/ud.h"

/* As in the lexicon, in the order of enum status_op. */
static const char *const op_name[STATUS_OPS] = {
	"", "neg", "deny", "want", "future", "possible", "contest", "probable", "unlikely", "rule-out", "say",
	"past", "whether", "if", "condition", "forbid", "maybe", "reject", "through", "holds"
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
	c->op = NEW_N(c->a, uint8_t, c->t.n);
	c->op_phrase = NEW_N(c->a, struct span, c->t.n);
	for (uint32_t i = 0; col != UINT32_MAX && i < c->hits->n; i++) {
		const struct hit *h = &c->hits->v[i];
		if (h->lex != lex)
			continue;
		uint32_t tok = head_of_phrase(c, h);
		if (h->end - h->first <= c->op_phrase[tok].e - c->op_phrase[tok].s)
			continue;
		c->op_phrase[tok] = (struct span){ h->first, h->end };
		for (uint8_t k = 1; k < STATUS_OPS; k++)
			if (drg__str_eq(drg__lex_str(c->pack, lex, h->row, col), drg__str_c(op_name[k])))
				c->op[tok] = k;
	}
}

bool drg__event_tells(const struct event_cx *c, uint32_t tok)
{
	return c->op[tok] == SAYS_SAY;
}

bool drg__event_governs(const struct event_cx *c, uint32_t tok)
{
	return c->op[tok] != SAYS_NONE && c->op[tok] != SAYS_SAY && c->op[tok] != SAYS_HOLDS;
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

static bool past_form(const struct event_cx *c, uint32_t v)
{
	return (c->t.form[v] & (FORM_PAST_TENSE | FORM_PAST_PART)) != 0;
}

/* A factor and the word that made it so, plus 1; 0: no word did. */
static void modality(struct event_factors *f, uint8_t m, uint32_t by)
{
	f->modality = m;
	f->modality_by = by;
}

static void temporality(struct event_factors *f, uint8_t t, uint32_t by)
{
	f->temporality = t;
	f->temporality_by = by;
}

static void negate(struct event_factors *f, uint32_t by)
{
	f->negated = !f->negated;
	f->polarity_by = by;
}

static void contest(struct event_factors *f, uint32_t by)
{
	f->contested = true;
	f->contested_by = by;
}

/* Wanted of somebody, so not yet done. */
static void want(struct event_factors *f, uint32_t by)
{
	modality(f, EV_WANTED, by);
	temporality(f, EV_FUTURE, by);
}

/* told: the clause is under past saying, so that its "would" is a future. */
static void apply_clause(const struct clause *k, bool told, struct event_factors *f)
{
	if (k->must)
		want(f, k->must);
	else if (k->possible)
		modality(f, EV_POSSIBLE, k->possible);
	else if (k->would && k->have) /* "would have resigned": he did not */
		modality(f, EV_CONDITIONAL, k->would);
	else if (k->future || (k->would && told))
		temporality(f, EV_FUTURE, k->future ? k->future : k->would);
	else if (k->would && f->modality == EV_CERTAIN)
		modality(f, EV_CONDITIONAL, k->would);
	if (k->condition && f->modality != EV_WANTED)
		modality(f, EV_CONDITIONAL, k->condition);
	if (k->neg)
		negate(f, k->neg);
	if (k->contest)
		contest(f, k->contest);
	if (k->probable && f->modality == EV_CERTAIN)
		modality(f, EV_PROBABLE, k->probable);
	if (k->background && f->temporality != EV_FUTURE)
		temporality(f, EV_BACKGROUND, k->background);
}

/* ------------------------------------------------------------- governors -- */

/* What the governing word `h` with that op makes of the act, before its own clause is
 * looked at.  off: that word is itself negated. */
static void govern(uint8_t op, uint32_t h, bool off, struct event_factors *f)
{
	uint32_t by = h + 1;
	bool certain = f->modality == EV_CERTAIN;
	switch ((enum status_op)op) {
	case SAYS_NEG:
		if (!off || f->negated)
			negate(f, by);
		break;
	case SAYS_DENY:
		if (!off)
			negate(f, by);
		contest(f, by);
		break;
	case SAYS_WANT: want(f, by); break;
	case SAYS_FORBID:
		negate(f, by);
		want(f, by);
		break;
	case SAYS_FUTURE:
		temporality(f, EV_FUTURE, by);
		if (certain)
			modality(f, EV_PROBABLE, by);
		if (off)
			negate(f, by);
		break;
	case SAYS_POSSIBLE:
		modality(f, EV_POSSIBLE, by);
		temporality(f, EV_FUTURE, by);
		if (off)
			negate(f, by);
		break;
	case SAYS_CONTEST: contest(f, by); break;
	case SAYS_PROBABLE:
		if (certain)
			modality(f, EV_PROBABLE, by);
		if (off)
			negate(f, by);
		break;
	case SAYS_UNLIKELY:
		negate(f, by);
		modality(f, EV_PROBABLE, by);
		temporality(f, EV_FUTURE, by);
		break;
	case SAYS_RULE_OUT:
		temporality(f, EV_FUTURE, by);
		if (off)
			modality(f, EV_POSSIBLE, by);
		else
			negate(f, by);
		break;
	case SAYS_REJECT: /* a request refused leaves the act wanted */
		if (f->modality != EV_WANTED)
			negate(f, by);
		temporality(f, EV_FUTURE, by);
		break;
	case SAYS_WHETHER: case SAYS_MAYBE: modality(f, EV_POSSIBLE, by); break;
	case SAYS_CONDITION: case SAYS_IF: /* "is tied to", "as long as" */
		if (f->modality != EV_WANTED)
			modality(f, EV_CONDITIONAL, by);
		break;
	case SAYS_PAST:
		if (f->temporality != EV_FUTURE)
			temporality(f, EV_BACKGROUND, by);
		break;
	default: break;
	}
}

/* The word that subordinates v ("if", "whether", "without"); NONE. */
static uint32_t mark_word(const struct event_cx *c, uint32_t v)
{
	uint32_t h = c->l->deps.head[v];
	for (uint32_t d = c->t.first[v]; d != NONE; d = c->t.next[d]) {
		uint8_t r = c->t.rel[d];
		/* "in lieu of": parsers hang "of" here, "lieu" on the verb; "stopped short of" is the verb's own */
		bool ends = d > 0 && c->op_phrase[d - 1].e == d + 1 && (h == NONE || c->op_phrase[h].e != d + 1);
		uint32_t word = ends ? d - 1 : d;
		uint8_t op = c->op[word];
		if ((r == R_MARK || r == R_ADVMOD || r == R_CASE) &&
		    (op == SAYS_IF || op == SAYS_WHETHER || op == SAYS_CONDITION || (op == SAYS_NEG && r != R_ADVMOD))) /* an adverb is the clause's own negation */
			return word;
	}
	return NONE;
}

static uint8_t mark_op(const struct event_cx *c, uint32_t v)
{
	uint32_t word = mark_word(c, v);
	return word == NONE ? SAYS_NONE : c->op[word];
}

/* "hoped that they had left", "told us they were killed": no wish, a report. */
static bool told_fact(const struct event_cx *c, uint32_t v)
{
	static const char *const base[] = { "be", "should", "must", NULL };
	bool present = drg__ud_has(c->l, v, STR("Tense=Pres")) && drg__ud_has(c->l, v, STR("Person=3")) && drg__ud_has(c->l, v, STR("Number=Sing"));
	static const char *const tell[] = { "tell", "tells", "told", "telling", NULL }, *const modal[] = { "will", "would", "'ll", "'d", "could", "can", "may", "might", "wo", "ca", NULL };
	uint32_t h = c->l->deps.head[v];
	bool ahead = false;
	for (uint32_t d = c->t.first[v]; d != NONE && h != NONE && drg__event_word_is(c, h, tell); d = c->t.next[d])
		ahead |= c->t.rel[d] == R_AUX && drg__event_word_is(c, d, modal); /* "told us they would leave" */
	if (c->t.rel[v] != R_CCOMP || !(past_form(c, v) || present || ahead)) /* "told us that he plans it" */
		return false;
	for (uint32_t d = c->t.first[v]; d != NONE; d = c->t.next[d])
		if ((c->t.rel[d] == R_AUX || c->t.rel[d] == R_AUX_PASS) && drg__event_word_is(c, d, ahead ? base + 1 : base)) /* "would be freed" is told */
			return false;
	return true;
}

/* What the governor h makes of v: its own meaning, or where it only says what stands in a
 * paper ("the draft foresees the release", "the roadmap has two stages: a truce ..") that of
 * the paper.  *by: the word that says so. */
static uint8_t op_of(const struct event_cx *c, uint32_t h, uint32_t v, uint32_t *by)
{
	static const char *const have[] = { "has", "had", "have", "having", NULL }, *const part[] = { "stages", "steps", "phases", "parts", "points", "elements", "pillars", "stage", "step", "phase", "part", "point", NULL };
	*by = h;
	if (drg__event_asked_by_subject(c, h, v)) {
		*by = drg__tree_child(&c->t, h, R_NSUBJ);
		return SAYS_WANT;
	}
	if (c->op[h] != SAYS_HOLDS)
		return c->op[h];
	uint32_t paper = drg__tree_child(&c->t, h, R_NSUBJ), object = c->t.rel[v] == R_PARATAXIS ? drg__tree_child(&c->t, h, R_OBJ) : v;
	if (paper == NONE || object == NONE || c->l->morph.upos[paper] != UPOS_NOUN || (drg__event_word_is(c, h, have) && !drg__event_word_is(c, object, part)))
		return SAYS_NONE;
	*by = paper;
	return c->op[paper] == SAYS_WANT || c->op[paper] == SAYS_FUTURE || c->op[paper] == SAYS_POSSIBLE ? c->op[paper] : SAYS_NONE;
}

/* "accused the province of expelling herders", "reports that it had armed them
 * were denied": the verb says it of the clause that the parser hung on its noun. */
static bool noun_of_governor(const struct event_cx *c, uint32_t noun)
{
	uint8_t r = c->t.rel[noun];
	uint32_t verb = c->l->deps.head[noun];
	return verb != NONE && (r == R_OBJ || r == R_NSUBJ || r == R_NSUBJ_PASS || r == R_IOBJ) && c->op[verb] != SAYS_NONE;
}

/* Is v a noun that stands behind a colon: "has two stages: a truce .."? */
static bool behind_colon(const struct event_cx *c, uint32_t v)
{
	for (uint32_t d = c->t.first[v]; d != NONE && d < v; d = c->t.next[d])
		if (c->t.rel[d] == R_PUNCT && c->l->text.p[c->l->tokens.span[d].s] == ':')
			return c->l->morph.upos[v] == UPOS_NOUN;
	return false;
}

/* "rejected any part in the raid": h is a word of the phrase that its verb begins. */
static bool in_phrase(const struct event_cx *c, uint32_t h)
{
	uint32_t verb = c->l->deps.head[h];
	return verb != NONE && c->op[verb] != SAYS_NONE && c->op_phrase[verb].s <= h && h < c->op_phrase[verb].e;
}

/* Does what holds of the governor reach down this arc?  To the noun that an
 * ordinary verb has as object it does not ("would condemn the attack"). */
static bool passes(const struct event_cx *c, uint32_t v, uint32_t h, uint32_t carrier)
{
	bool telling = c->op[h] != SAYS_NONE || h == carrier || in_phrase(c, h) || drg__tree_child(&c->t, h, R_EXPL) != NONE;
	switch ((enum tree_rel)c->t.rel[v]) {
	case R_XCOMP: case R_CCOMP: return true;
	case R_ACL: return telling || noun_of_governor(c, h) || drg__event_verdict(c, h) != NONE;
	case R_PARATAXIS: return telling && behind_colon(c, v);
	case R_APPOS: return c->l->morph.upos[h] == UPOS_NOUN; /* "three stages: a truce, .." */
	case R_RELCL: return telling && drg__tree_child(&c->t, v, R_MARK) != NONE; /* "the dream that Paris will recognise them" */
	case R_OBJ: case R_OBL: case R_CSUBJ: case R_NSUBJ_PASS: case R_COMPOUND: case R_AMOD: return telling && !drg__event_beside(c, v, h);
	case R_NMOD: /* "accuse the guard of murder" */
		return telling || (c->t.prep[v] == drg__fold_hash(STR("of")) && noun_of_governor(c, h) && c->op[c->l->deps.head[h]] == SAYS_CONTEST);
	case R_NSUBJ: /* "the talks ended", "the raid failed": there were talks and a raid; "failed to come" */
		return telling && !(c->op[h] == SAYS_NEG && c->l->morph.upos[h] == UPOS_VERB && drg__tree_child(&c->t, h, R_XCOMP) == NONE) && c->op[h] != SAYS_WANT && (c->op[h] != SAYS_FUTURE || c->l->morph.upos[h] == UPOS_ADJ); /* "arrests are likely" */
	case R_ADVCL: /* "of having shelled" */
		return telling && (c->op[h] == SAYS_IF || (c->t.form[v] & (FORM_INF | FORM_PRES_PART)) != 0 || c->t.prep[v] == drg__fold_hash(STR("of")) || drg__event_having(c, v));
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
		bool noun = c->t.rel[v] == R_ACL && drg__tree_child(&c->t, v, R_MARK) != NONE; /* "gave her word that she would" */
		if (noun || (c->t.rel[v] == R_CCOMP && (past_form(c, h) || c->op[h] == SAYS_SAY)))
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
	return c->l->morph.upos[p] == UPOS_VERB ? NONE : drg__carrier(&c->t, p);
}

/* "will not return before they leave", "once they have left, roads will open":
 * what a clause of time says is done only if its main clause is. */
static bool awaited(const struct event_cx *c, uint32_t v)
{
	static const char *const time[] = { "until", "till", "before", "once", "after", "when", NULL };
	uint32_t h = c->l->deps.head[v];
	if (c->t.rel[v] != R_ADVCL || h == NONE)
		return false;
	struct clause main = drg__event_clause(c, h);
	bool open = main.future || main.must || main.possible || main.would || c->op[h] == SAYS_WANT || c->op[h] == SAYS_FUTURE;
	for (uint32_t d = c->t.first[v]; d != NONE; d = c->t.next[d]) {
		bool negated = main.neg && !drg__event_word_is(c, d, time + 3); /* "did not speak after they left" */
		if ((c->t.rel[d] == R_MARK || c->t.rel[d] == R_ADVMOD) && drg__event_word_is(c, d, time) && (open || negated))
			return true;
	}
	return false;
}

/* "Had they withdrawn, ..", "should they attack, ..": the auxiliary before the subject
 * stands for "if".  That auxiliary; NONE. */
static uint32_t inverted(const struct event_cx *c, uint32_t v)
{
	static const char *const aux[] = { "had", "should", "were", NULL };
	uint32_t subject = drg__tree_child(&c->t, v, R_NSUBJ);
	if (subject == NONE)
		subject = drg__tree_child(&c->t, v, R_NSUBJ_PASS);
	if (c->t.rel[v] != R_ADVCL || subject == NONE)
		return NONE;
	for (uint32_t d = c->t.first[v]; d != NONE && d < subject; d = c->t.next[d])
		if ((c->t.rel[d] == R_AUX || c->t.rel[d] == R_AUX_PASS || c->t.rel[d] == R_COP) && drg__event_word_is(c, d, aux))
			return d;
	return NONE;
}

/* "Should they attack, we will leave": what hangs on a clause that stands for "if".  The
 * auxiliary that stands for it; NONE. */
static uint32_t hangs_on(const struct event_cx *c, uint32_t v)
{
	for (uint32_t d = c->t.first[v]; d != NONE; d = c->t.next[d])
		if (c->t.rel[d] == R_ADVCL && inverted(c, d) != NONE)
			return inverted(c, d);
	return NONE;
}

/* "Any attack would end the truce": nobody has made one. */
static bool any_would(const struct event_cx *c, uint32_t v)
{
	static const char *const any[] = { "any", NULL };
	uint32_t h = c->l->deps.head[v], det = drg__tree_child(&c->t, v, R_DET);
	if (h == NONE || det == NONE || !drg__event_word_is(c, det, any) || (c->t.rel[v] != R_NSUBJ && c->t.rel[v] != R_NSUBJ_PASS))
		return false;
	struct clause main = drg__event_clause(c, h);
	return main.would || main.future || main.possible;
}

/* "They meet on Monday", "The king opens parliament next week": the present told with
 * a day that has not come is a plan.  The word of that day; NONE.  Where the day of
 * the report is not known, a day of the week or month is taken to lie ahead.
 * clock: an hour of the day will do. */
static uint32_t day_ahead(const struct event_cx *c, uint32_t v, bool clock)
{
	const struct times *t = &c->l->times;
	uint32_t first = v > 12 ? v - 12 : 0, i = 0, end = t->n;
	while (i < end) { /* rows stand in text order */
		uint32_t mid = i + (end - i) / 2;
		if (t->tok[mid].e <= first)
			i = mid + 1;
		else
			end = mid;
	}
	for (; i < t->n && t->tok[i].s < v + 16; i++) {
		uint32_t day = t->tok[i].e - 1;
		for (int k = 0; k < 3 && c->l->deps.head[day] != NONE && c->l->deps.head[day] != v; k++)
			day = c->l->deps.head[day];
		bool hour = clock && t->type[i] == TIME_TIME;
		if ((t->type[i] != TIME_DATE && !hour) || c->l->deps.head[day] != v)
			continue;
		bool known = c->l->meta.published.n && t->earliest[i].n;
		if (known ? drg__str_cmp(t->earliest[i], drg__str_sub(c->l->meta.published, 0, 10)) > 0 : hour || t->precision[i] == TU_DAY || c->op[day] == SAYS_FUTURE)
			return day;
	}
	return NONE;
}

/* What the word's own subordinator, or the order of its words, makes of it ("if", "whether", "without"). */
static void subordinate(const struct event_cx *c, uint32_t v, const struct clause *here, struct event_factors *f)
{
	uint32_t word = mark_word(c, v), by = word == NONE ? v + 1 : word + 1;
	uint8_t mark = mark_op(c, v), r = c->t.rel[v];
	if (c->t.prep[v] == drg__fold_hash(STR("against")) && c->l->morph.upos[v] == UPOS_VERB) {
		negate(f, v + 1); /* "cautioned them against sending troops" */
		want(f, v + 1);
	} else if (drg__event_time_given(c, v) != NONE) {
		want(f, drg__event_time_given(c, v) + 1);
	} else if (mark == SAYS_NEG || drg__event_kept_from(c, v)) {
		negate(f, by);
	} else if (drg__event_forestalled(c, v, here) != NONE) {
		negate(f, drg__event_forestalled(c, v, here) + 1);
	} else if (mark == SAYS_WHETHER) {
		modality(f, EV_POSSIBLE, by);
	} else if (f->modality != EV_WANTED && ((mark && (r == R_ADVCL || r == R_OBL || r == R_CCOMP)) || awaited(c, v))) {
		modality(f, EV_CONDITIONAL, by);
	} else if (f->modality != EV_WANTED && inverted(c, v) != NONE) {
		modality(f, EV_CONDITIONAL, inverted(c, v) + 1);
	} else if (f->modality != EV_WANTED && hangs_on(c, v) != NONE) {
		modality(f, EV_CONDITIONAL, hangs_on(c, v) + 1);
	}
}

/* "Did the ministry promise land?"; who did it, and why, only asks about an act that was done. */
static bool asked(const struct event_cx *c, uint32_t v)
{
	static const char *const wh[] = { "who", "whom", "whose", "what", "which", "why", "how", "when", "where", NULL };
	uint32_t subject = drg__tree_child(&c->t, v, R_NSUBJ), aux = drg__tree_child(&c->t, v, R_AUX), mark = NONE;
	if (subject == NONE)
		subject = drg__tree_child(&c->t, v, R_NSUBJ_PASS);
	for (uint32_t d = c->t.first[v]; d != NONE; d = c->t.next[d]) {
		if (drg__event_word_is(c, d, wh))
			return false;
		mark = c->l->text.p[c->l->tokens.span[d].s] == '?' ? d : mark;
	}
	return mark != NONE && subject != NONE && aux != NONE && aux < subject;
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

/* "Send us a doctor": a verb form for orders that nothing but an adverb or "do not" comes before. */
static bool imperative(const struct event_cx *c, uint32_t v)
{
	if (!(c->t.form[v] & FORM_IMPERATIVE) || drg__tree_child(&c->t, v, R_NSUBJ) != NONE || c->t.rel[v] == R_CONJ)
		return false;
	for (uint32_t d = c->t.first[v]; d != NONE && d < v; d = c->t.next[d])
		if (c->t.rel[d] != R_PUNCT && c->t.rel[d] != R_ADVMOD && c->t.rel[d] != R_AUX && c->t.rel[d] != R_OTHER)
			return false;
	return true;
}

/* "threatened to leave if it rains": the condition is one of leaving, not of threatening. */
static bool says_of_other(const struct event_cx *c, uint32_t v)
{
	return c->op[v] != SAYS_NONE && (drg__tree_child(&c->t, v, R_XCOMP) != NONE || drg__tree_child(&c->t, v, R_CCOMP) != NONE);
}

/* "vowed never to attack": the adverb before "to" is not the vow's. */
static bool not_to(const struct event_cx *c, uint32_t v)
{
	for (uint32_t d = c->t.first[v]; d != NONE; d = c->t.next[d])
		if (d > v && d + 1 < c->t.n && c->t.rel[d] == R_ADVMOD && drg__event_not(c, d) && c->l->tokens.fold[d + 1] == drg__fold_hash(STR("to")))
			return true;
	return false;
}

/* "The indictment says": what a charge tells is the charge. */
static bool charged(const struct event_cx *c, uint32_t verb)
{
	uint32_t subject = drg__tree_child(&c->t, verb, R_NSUBJ);
	return subject != NONE && c->l->morph.upos[subject] == UPOS_NOUN && c->op[subject] == SAYS_CONTEST;
}

/* A finite present: it goes on, unless it is set for a day that comes. */
static void present(const struct event_cx *c, uint32_t v, struct event_factors *f)
{
	uint32_t day = (c->t.form[v] & FORM_PRES_PART) ? NONE : day_ahead(c, v, false);
	f->temporality = EV_PRESENT;
	if (day != NONE)
		temporality(f, EV_FUTURE, day + 1);
}

/* "Talks resume on Thursday", "the truce begins at noon on Friday": a noun whose verb, in
 * the present, only says when it happens is set for that day. */
static void set_for(const struct event_cx *c, uint32_t p, struct event_factors *f)
{
	uint32_t h = c->l->deps.head[p];
	if (c->l->morph.upos[p] != UPOS_NOUN || c->t.rel[p] != R_NSUBJ || h == NONE || past_form(c, h) || c->op[h] != SAYS_THROUGH)
		return;
	uint32_t day = drg__tree_child(&c->t, h, R_AUX) == NONE ? day_ahead(c, h, true) : NONE;
	if (day != NONE)
		temporality(f, EV_FUTURE, day + 1);
}

struct event_factors drg__event_factors(const struct event_cx *c, uint32_t p)
{
	struct event_factors f = { .temporality = EV_PAST };
	uint32_t v = p, carrier = carried_by(c, p), skip = NONE;
	bool spent = false; /* the clause's negation is already in the factors */
	for (int k = 0; k < 12; k++) {
		struct clause here = drg__event_clause(c, v);
		if (spent || (v == p && not_to(c, v)))
			here.neg = 0;
		spent = false;
		if (v == p && c->l->morph.upos[p] == UPOS_VERB && !past_form(c, p) && !here.perfect && !(c->t.form[p] & FORM_INF))
			present(c, v, &f);
		if (v == p)
			set_for(c, p, &f);
		says(&here.must, imperative(c, v), v);
		if (v == p && says_of_other(c, v))
			here.condition = 0;
		if (inverted(c, v) != NONE)
			here.must = 0; /* "should they leave" is no "should" */
		apply_clause(&here, reported(c, v), &f);
		if (f.modality == EV_CERTAIN && asked(c, v))
			modality(&f, EV_POSSIBLE, v + 1);
		subordinate(c, v, &here, &f);
		if (drg__event_forestalled(c, v, &here) != NONE)
			break; /* "stopped before they could": the stopping is said of that already */
		if (any_would(c, v)) {
			modality(&f, EV_CONDITIONAL, drg__tree_child(&c->t, v, R_DET) + 1);
			break;
		}
		v = first_conjunct(c, v);
		uint32_t h = c->l->deps.head[v], verdict = drg__event_verdict(c, v);
		if (verdict != NONE)
			govern(c->op[verdict], verdict, drg__event_clause(c, h).neg, &f);
		if (h == NONE || verdict != NONE || !passes(c, v, h, carrier))
			break;
		uint32_t by = h;
		uint8_t op = h == skip ? SAYS_NONE : op_of(c, h, v, &by);
		if (op == SAYS_SAY && c->l->morph.upos[h] == UPOS_VERB && charged(c, h))
			contest(&f, drg__tree_child(&c->t, h, R_NSUBJ) + 1);
		if ((op == SAYS_SAY && c->l->morph.upos[h] == UPOS_VERB) || (op == SAYS_WANT && told_fact(c, v)))
			break;
		if (c->t.rel[v] == R_CCOMP && (mark_op(c, v) == SAYS_WHETHER || (op == SAYS_WANT && mark_op(c, v) == SAYS_IF))) {
			modality(&f, EV_POSSIBLE, mark_word(c, v) + 1); /* "asked if he would leave", "want to know whether they left": nobody is asked to leave */
			break;
		}
		uint8_t r = c->t.rel[v];
		bool counted = (r == R_NSUBJ || r == R_NSUBJ_PASS || r == R_OBJ) && drg__event_nobody(c, v); /* the "no" of "no talks are planned" */
		bool off = !counted && drg__event_clause(c, h).neg;
		uint32_t over = c->l->deps.head[h];
		if (op == SAYS_RULE_OUT && over != NONE && c->op[over] == SAYS_NEG) { /* "refused to rule out" */
			off = true;
			skip = over;
		}
		govern(op, by, off, &f);
		if (drg__event_not_after_all(c, h) != NONE && (op == SAYS_FUTURE || op == SAYS_WANT || op == SAYS_POSSIBLE))
			negate(&f, drg__event_not_after_all(c, h) + 1);
		spent = counted || (off && uses_negation(op));
		v = h;
	}
	uint32_t other = drg__event_disputed(c, p);
	if (other != NONE)
		contest(&f, other + 1);
	return f;
}
