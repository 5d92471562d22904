#include "stage/tree_mend.h"

#include "stage/clause.h"
#include "stage/ud.h"

#define SPEECH 14 /* longest speech put in: "the envoy of the five lakes said on Monday" */

#define CLAUSE 40 /* longest relative clause looked through */

static bool comma(const struct clauses *c, uint32_t t)
{
	return t < c->n && drg__clause_is(c, t, ",");
}

static bool quote_mark(const struct clauses *c, uint32_t t)
{
	return drg__clause_is(c, t, "\"|\u201d|\u201c|'|\u2019|\u2018|``|''");
}

/* The comma at t, or behind the quotation marks that stand there; *quoted tells of those. */
static bool closes(const struct clauses *c, uint32_t t, bool *quoted)
{
	*quoted = false;
	for (; t > 0 && quote_mark(c, t); t--)
		*quoted = true;
	return comma(c, t);
}

/* The clause that the speech of `say` interrupts: its complement, all of it before the
 * speech, with a comma between. */
static uint32_t interrupted(const struct clauses *c, uint32_t say, bool *quoted)
{
	uint32_t first = say, clause = drg__clause_child(c, say, DEP_CCOMP, NONE), subject = drg__clause_child(c, say, DEP_NSUBJ, NONE);
	if (clause == NONE || clause > say || subject == NONE)
		return NONE;
	if (subject < say)
		first = c->lo[subject];
	if (first == 0 || c->hi[clause] >= first || say - first > SPEECH)
		return NONE;
	return closes(c, first - 1, quoted) ? clause : NONE;
}

/* Does verb p go on with the clause that the speech of `say` interrupted?  Behind "and" a
 * bare past may as well be the speaker's next deed ("she said, and laughed"); what was
 * said in quotation marks goes on in them. */
static bool goes_on(const struct clauses *c, uint32_t say, uint32_t p, bool in_quotes)
{
	bool quoted;
	uint32_t cc = drg__clause_child(c, p, DEP_CC, NONE);
	if (cc == NONE || cc <= say || cc > p || p - cc > 4 || cc - say > SPEECH || !closes(c, cc - 1, &quoted) || quoted != in_quotes)
		return false;
	return drg__clause_is(c, cc, "but|yet|or") || (drg__clause_is(c, cc, "and") && (in_quotes || drg__clause_child(c, p, DEP_AUX, NONE) != NONE));
}

/* The row of a relation in the model's inventory; n_rels when it has none. */
static uint8_t relation(const struct tagset *t, struct str name)
{
	uint32_t r = 0;
	while (r < t->n_rels && !drg__str_eq(t->rels[r], name))
		r++;
	return (uint8_t)r;
}

static void two_subjects(const struct clauses *c, uint32_t verb, uint8_t obj, struct deps *d)
{
	uint32_t first = drg__clause_child(c, verb, DEP_NSUBJ, NONE), second = first == NONE ? NONE : drg__clause_child(c, verb, DEP_NSUBJ, first);
	if (second != NONE && second < verb && drg__clause_is(c, first, "which|that|who|whom"))
		d->rel[first] = obj;
}

static bool finite_past(const struct layers *l, uint32_t t)
{
	return drg__ud_has(l, t, STR("VerbForm=Fin")) && drg__ud_has(l, t, STR("Tense=Past"));
}

/* "She said no offer had been made and apologised": a finite past of speech is no conjunct
 * of a verb that an auxiliary carries; it is what the speaker said next.  The verb of saying
 * that it goes with, NONE. */
static uint32_t next_said(const struct clauses *c, uint32_t p)
{
	static const char speech[] = "accuse|add|apologise|apologize|appeal|ask|blame|call|condemn|criticise|criticize|decline|demand|deny|dismiss|insist|invite|offer|pledge|"
	                             "praise|promise|propose|refuse|reject|repeat|rule|thank|threaten|urge|vow|want|warn";
	uint32_t verb = c->head[p], say = verb == NONE ? NONE : c->head[verb];
	uint32_t cc = drg__clause_child(c, p, DEP_CC, NONE);
	bool carried = verb != NONE && drg__clause_child(c, verb, DEP_AUX, NONE) != NONE && !drg__ud_has(c->l, verb, STR("VerbForm=Fin"));
	if (!carried || say == NONE || c->dep[verb] != DEP_CCOMP || say > verb || cc == NONE || !drg__clause_is(c, cc, "and|but"))
		return NONE;
	bool own = drg__clause_child(c, p, DEP_AUX, NONE) != NONE || drg__clause_child(c, p, DEP_AUX_PASS, NONE) != NONE;
	return !own && drg__clause_is(c, p, speech) && finite_past(c->l, p) && finite_past(c->l, say) && drg__clause_child(c, say, DEP_NSUBJ, NONE) != NONE ? say : NONE;
}

/* "must leave or face sanctions": a noun right behind the last of coordinated verbs is its
 * object, no further conjunct.  That verb, NONE. */
static uint32_t object_of_last(const struct clauses *c, uint32_t p)
{
	const uint8_t *upos = c->l->morph.upos;
	uint32_t first = c->head[p], last = c->lo[p] > 0 ? c->lo[p] - 1 : NONE;
	if (upos[p] != UPOS_NOUN || first == NONE || drg__clause_child(c, p, DEP_CC, NONE) != NONE || last == NONE || last <= first)
		return NONE;
	bool open = upos[last] == UPOS_VERB && c->dep[last] == DEP_CONJ && (c->head[last] == first || c->head[last] == c->head[first]) &&
	            drg__clause_child(c, last, DEP_OBJ, NONE) == NONE && !drg__ud_has(c->l, last, STR("VerbForm=Part"));
	return open ? last : NONE;
}

/* "restore him or face sanctions": no verb is coordinated with a pronoun, but with the
 * pronoun's verb.  That, NONE. */
static uint32_t verb_of_pronoun(const struct clauses *c, uint32_t p)
{
	const uint8_t *upos = c->l->morph.upos;
	uint32_t up = c->head[p], verb = up == NONE ? NONE : c->head[up];
	return verb != NONE && verb < up && upos[p] == UPOS_VERB && upos[up] == UPOS_PRON && upos[verb] == UPOS_VERB && c->dep[up] == DEP_OBJ ? verb : NONE;
}

/* "met the union, which turned it down and said it would strike": behind "and" without a comma
 * the relative clause goes on.  Its verb, NONE. */
static uint32_t relative_verb(const struct clauses *c, uint32_t p)
{
	uint32_t verb = c->head[p], cc = drg__clause_child(c, p, DEP_CC, NONE);
	if (cc == NONE || cc > p || cc == 0 || comma(c, cc - 1) || !drg__ud_has(c->l, p, STR("VerbForm=Fin")))
		return NONE;
	for (uint32_t t = cc; t-- > verb + 2 && cc - t < CLAUSE;) {
		uint32_t r = c->head[t];
		if (comma(c, t))
			return NONE; /* what is set off between goes its own way */
		if (!drg__clause_is(c, t, "which|who") || !comma(c, t - 1) || (c->dep[t] != DEP_NSUBJ && c->dep[t] != DEP_NSUBJ_PASS) || r == NONE || r <= t || r >= cc)
			continue;
		bool past = drg__ud_has(c->l, p, STR("Tense=Past"));
		uint32_t aux = drg__clause_child(c, r, DEP_AUX, NONE), tensed = aux == NONE ? r : aux;
		return drg__ud_has(c->l, tensed, STR("VerbForm=Fin")) && drg__ud_has(c->l, tensed, STR("Tense=Past")) == past ? r : NONE;
	}
	return NONE;
}

/* "The envoy, speaking on the phone, said both sides agreed", with the envoy agreeing and both
 * sides saying: subjects cross no verb of saying; each goes to the other's verb. */
static void crossed_subjects(const struct clauses *c, uint32_t say, struct deps *d)
{
	uint32_t verb = drg__clause_child(c, say, DEP_CCOMP, NONE);
	if (verb == NONE || verb < say || !drg__ud_has(c->l, say, STR("VerbForm=Fin")))
		return;
	uint32_t told = drg__clause_child(c, say, DEP_NSUBJ, NONE), teller = drg__clause_child(c, verb, DEP_NSUBJ, NONE);
	if (told == NONE || teller == NONE || told <= say || told >= verb || teller >= say || c->hi[teller] >= say || drg__clause_child(c, say, DEP_NSUBJ, told) != NONE)
		return;
	d->head[told] = verb;
	d->head[teller] = say;
}

/* "left on Friday, hours after the rebels came, and moved on": what stands between commas is closed before the verb behind
 * "and", which goes on with the clause that it stands in; NONE where it is none such. */
static uint32_t behind_aside(const struct clauses *c, uint32_t p)
{
	uint32_t aside = c->head[p], cc = drg__clause_child(c, p, DEP_CC, NONE), main = aside < c->n ? c->head[aside] : NONE;
	if (main == NONE || main >= aside || c->dep[aside] != DEP_ADVCL || cc == NONE || cc > p || cc == 0 || !comma(c, cc - 1))
		return NONE;
	uint32_t first = c->lo[aside];
	return comma(c, first) || (first > 0 && comma(c, first - 1)) ? main : NONE;
}

static bool future(const struct clauses *c, uint32_t p)
{
	for (uint32_t k = c->child[p]; k != NONE; k = c->sibling[k])
		if (c->dep[k] == DEP_AUX && drg__clause_is(c, k, "will|would|shall|'ll|'d|wo"))
			return true;
	return false;
}

/* "will fight until the army leaves and the prisoners are freed": of two clauses behind "until", in the present, the second
 * is no more to come than the first; the first's predicate, or NONE. */
static uint32_t waits_too(const struct clauses *c, uint32_t p)
{
	uint32_t main = c->head[p], cc = drg__clause_child(c, p, DEP_CC, NONE), until = NONE;
	if (main >= p || cc == NONE || cc > p || cc == 0 || comma(c, cc - 1) || !future(c, main) || future(c, p) || !drg__clause_is(c, cc, "and|or"))
		return NONE;
	for (uint32_t k = c->child[main]; k != NONE && k < cc; k = c->sibling[k])
		if (k > main && c->dep[k] == DEP_ADVCL)
			until = k;
	uint32_t mark = until == NONE ? NONE : drg__clause_child(c, until, DEP_MARK, NONE);
	return mark != NONE && drg__clause_is(c, mark, "until|till|unless|if|once") && c->hi[until] < cc && !future(c, until) ? until : NONE;
}

/* "were killed, according to the ministry": an agent stands behind "by". */
static bool no_agent(const struct clauses *c, uint32_t p)
{
	uint32_t by = drg__clause_child(c, p, DEP_CASE, NONE);
	return c->dep[p] == DEP_OBL_AGENT && by != NONE && !drg__clause_is(c, by, "by");
}

void drg__tree_mend(struct layers *l, struct arena scratch)
{
	struct clauses c = drg__clauses(l, &scratch);
	uint8_t obj = relation(&l->tagset, STR("obj")), obl = relation(&l->tagset, STR("obl"));
	for (uint32_t p = 0; p < c.n; p++) {
		uint32_t say = c.head[p];
		bool quoted;
		crossed_subjects(&c, p, &l->deps);
		if (no_agent(&c, p) && obl < l->tagset.n_rels)
			l->deps.rel[p] = obl;
		if (c.dep[p] == DEP_RELCL && obj < l->tagset.n_rels)
			two_subjects(&c, p, obj, &l->deps);
		uint32_t first = c.dep[p] == DEP_CONJ && say < p ? waits_too(&c, p) : NONE;
		if (first != NONE) {
			l->deps.head[p] = first;
			continue;
		}
		if (c.dep[p] != DEP_CONJ || say >= p || drg__clause_child(&c, p, DEP_NSUBJ, NONE) != NONE || drg__clause_child(&c, p, DEP_NSUBJ_PASS, NONE) != NONE)
			continue;
		uint32_t verb = object_of_last(&c, p);
		if (verb != NONE && obj < l->tagset.n_rels) {
			l->deps.head[p] = verb;
			l->deps.rel[p] = obj;
			continue;
		}
		uint32_t with = verb_of_pronoun(&c, p) != NONE ? verb_of_pronoun(&c, p) : relative_verb(&c, p);
		if (with == NONE)
			with = next_said(&c, p);
		if (with == NONE)
			with = behind_aside(&c, p);
		if (with != NONE) {
			l->deps.head[p] = with;
			continue;
		}
		uint32_t clause = interrupted(&c, say, &quoted);
		if (clause != NONE && goes_on(&c, say, p, quoted))
			l->deps.head[p] = clause;
	}
}
