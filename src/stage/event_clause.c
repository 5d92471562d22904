/* event_clause.c - what stands at a predicate: auxiliaries, negation, conditions, adverbs. */
#include "stage/event_clause.h"

#include "base/utf8.h"

bool drg__event_word_is(const struct event_cx *c, uint32_t t, const char *const *list)
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
	                  *const had[] = { "had", NULL }, *const have[] = { "have", "'ve", NULL };
	says(&k->future, drg__event_word_is(c, t, future), t);
	says(&k->would, drg__event_word_is(c, t, would), t);
	says(&k->possible, drg__event_word_is(c, t, may), t);
	says(&k->must, drg__event_word_is(c, t, must), t);
	says(&k->perfect, drg__event_word_is(c, t, had), t);
	says(&k->have, drg__event_word_is(c, t, have), t);
}

bool drg__event_not(const struct event_cx *c, uint32_t t)
{
	static const char *const nots[] = { "not", "n't", "never", "neither", "no", "nobody", "none", "hardly", "nowhere", "nor", NULL };
	return drg__event_word_is(c, t, nots);
}

/* "no shots were fired", "nobody was hurt", "neither side attacked", "not one state agreed" */
bool drg__event_nobody(const struct event_cx *c, uint32_t d)
{
	static const char *const no[] = { "no", "not", "neither", NULL };
	uint32_t first, end;
	if (drg__event_not(c, d))
		return true;
	drg__tree_phrase(&c->t, d, &first, &end);
	if (first < d && (drg__event_word_is(c, first, no) || (first > 0 && drg__event_word_is(c, first - 1, no + 1)))) /* "not a single rifle": parsers hang "not" anywhere */
		return true;
	for (uint32_t e = c->t.first[d]; e != NONE; e = c->t.next[e]) {
		uint32_t one = c->t.rel[e] == R_NUMMOD ? c->t.first[e] : NONE;
		if ((c->t.rel[e] == R_DET && drg__event_not(c, e)) || (one != NONE && drg__event_not(c, one)))
			return true;
	}
	return false;
}

/* "a foiled attack", "impending strikes", "the requested aid": the adjective before an act tells
 * what became of it, unless its verb says that it takes place ("the planned visit began"). */
static void attributive(const struct event_cx *c, uint32_t v, uint32_t d, struct clause *k)
{
	/* "failed talks" and "dropped charges" there were */
	static const char *const undone[] = { "cancelled", "canceled", "averted", "aborted", "foiled", "thwarted", "scrapped", "shelved", "prevented", NULL };
	uint32_t h = c->l->deps.head[v];
	bool begins = h != NONE && c->t.rel[v] == R_NSUBJ && c->op[h] == SAYS_THROUGH;
	uint8_t op = c->op[d];
	says(&k->neg, op == SAYS_NEG && drg__event_word_is(c, d, undone), d);
	says(&k->future, op == SAYS_FUTURE && !begins, d);
	says(&k->probable, op == SAYS_FUTURE && !begins, d);
	says(&k->must, op == SAYS_WANT && (c->t.form[d] & FORM_PAST_PART) && !begins, d);
}

/* "has mediated before", "had been fined twice before": an adverb, with no clause or noun of its own. */
static bool before_now(const struct event_cx *c, uint32_t v, uint32_t d)
{
	static const char *const before[] = { "before", NULL }, *const have[] = { "has", "have", "had", "'ve", NULL };
	if (c->t.rel[d] != R_ADVMOD || d < v || !drg__event_word_is(c, d, before))
		return false;
	for (uint32_t a = c->t.first[v]; a != NONE && a < v; a = c->t.next[a])
		if (c->t.rel[a] == R_AUX && drg__event_word_is(c, a, have))
			return true;
	return false;
}

static void dependents(const struct event_cx *c, uint32_t v, struct clause *k)
{
	static const char *const please[] = { "please", NULL }, *const inf[] = { "to", NULL },
	                  *const be[] = { "is", "are", "was", "were", "'s", "'re", NULL }, *const was[] = { "was", "were", NULL }, *const have[] = { "have", NULL },
	                  *const nobody[] = { "nobody", "one", "none", NULL }, *const possible[] = { "possible", "potential", NULL };
	bool to = false, is = false, meant = false, had = false;
	for (uint32_t d = c->t.first[v]; d != NONE; d = c->t.next[d]) {
		if (c->op_phrase[v].s <= d && d < c->op_phrase[v].e)
			continue; /* "not" of "not true": the phrase as a whole has its meaning */
		uint8_t r = c->t.rel[d], op = c->op[d];
		bool clausal = r == R_ADVCL || r == R_OBL || r == R_NMOD || r == R_PARATAXIS;
		if (r == R_AUX || r == R_COP)
			auxiliary(c, d, k);
		if (r == R_AMOD && c->l->morph.upos[v] == UPOS_NOUN)
			attributive(c, v, d, k);
		says(&k->neg, r == R_COP && op == SAYS_NEG, d); /* "are yet to sign" */
		says(&k->background, before_now(c, v, d), d);
		says(&k->future, r == R_MARK && op == SAYS_FUTURE, d); /* "is due to", read as one word with "to" */
		if (r == R_AUX || r == R_CC) { /* "has yet to", "is due to", "rather than" */
			says(&k->neg, op == SAYS_NEG, d);
			says(&k->future, op == SAYS_FUTURE, d);
			says(&k->must, op == SAYS_WANT, d);
		}
		to |= r == R_MARK && drg__event_word_is(c, d, inf);
		is |= (r == R_AUX || r == R_COP) && drg__event_word_is(c, d, be);
		meant |= r == R_AUX && drg__event_word_is(c, d, was);
		had |= r == R_AUX && drg__event_word_is(c, d, have);
		says(&k->neg, (r == R_ADVMOD || r == R_DET || r == R_CASE || r == R_AUX || r == R_MARK || r == R_CC) && drg__event_not(c, d), d);
		says(&k->neg, (r == R_NSUBJ || r == R_NSUBJ_PASS || r == R_OBJ) && drg__event_nobody(c, d), d);
		says(&k->neg, r == R_OBL && drg__event_word_is(c, d, nobody) && drg__event_nobody(c, d), d); /* "apologised to no one" */
		says(&k->possible, r == R_AMOD && drg__event_word_is(c, d, possible), d); /* "a possible attack" */
		says(&k->must, drg__event_word_is(c, d, please), d);
		uint32_t prep = d;
		uint8_t prep_op = SAYS_NONE;
		for (uint32_t e = clausal ? c->t.first[d] : NONE; e != NONE; e = c->t.next[e])
			if ((c->op[e] == SAYS_IF && c->t.rel[e] == R_MARK) || /* "until they leave", not "until Friday" */
			    (c->op[e] == SAYS_CONDITION && (c->t.rel[e] == R_CASE || c->t.rel[e] == R_MARK || c->t.rel[e] == R_ADVMOD)))
				prep_op = c->op[prep = e];
		says(&k->condition, prep_op == SAYS_IF || prep_op == SAYS_CONDITION || (clausal && op == SAYS_CONDITION), prep);
		says(&k->contest, r == R_PARATAXIS && op == SAYS_CONTEST, d); /* "They were, opponents allege, paid" */
		if (r == R_ADVMOD || r == R_OBL || r == R_TIME || r == R_NMOD || r == R_AMOD) {
			says(&k->neg, op == SAYS_NEG && r == R_ADVMOD, d);
			says(&k->contest, op == SAYS_CONTEST, d);
			says(&k->probable, op == SAYS_PROBABLE, d);
			says(&k->possible, op == SAYS_MAYBE, d);
			says(&k->background, op == SAYS_PAST, d);
		}
		says(&k->background, r == R_POSS && op == SAYS_PAST && c->op_phrase[d].e - c->op_phrase[d].s > 1, d); /* "last year's protests" */
	}
	says(&k->neg, to && meant && had, v); /* "was to have left": and did not */
	says(&k->future, to && is && !had && c->l->morph.upos[v] == UPOS_VERB, v); /* "is to leave" */
}

/* The auxiliaries of the first of coordinated verbs hold for the others. */
struct clause drg__event_clause(const struct event_cx *c, uint32_t v)
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
		says(&k.future, up.future, up.future - 1);
		says(&k.would, up.would, up.would - 1);
		says(&k.possible, up.possible, up.possible - 1);
		says(&k.must, up.must, up.must - 1);
		says(&k.background, up.background && up.perfect, up.background - 1);
		v = h;
	}
	return k;
}

uint32_t drg__event_time_given(const struct event_cx *c, uint32_t v)
{
	static const char *const time[] = { "hours", "days", "weeks", "months", "minutes", "hour", "day", "week", "month", "deadline", NULL };
	static const char *const give[] = { "give", "gives", "gave", "given", "giving", "has", "have", "had", NULL };
	uint32_t h = c->l->deps.head[v];
	if (!(c->t.form[v] & FORM_INF) || h == NONE || h > v)
		return NONE;
	uint32_t noun = c->t.rel[v] == R_ACL ? h : NONE, verb = noun == NONE ? h : c->l->deps.head[noun];
	for (uint32_t d = noun == NONE ? c->t.first[h] : NONE; d != NONE && d < v; d = c->t.next[d])
		noun = (c->t.rel[d] == R_OBJ || c->t.rel[d] == R_OBL || c->t.rel[d] == R_TIME) && drg__event_word_is(c, d, time) ? d : noun;
	return noun != NONE && verb != NONE && drg__event_word_is(c, noun, time) && drg__event_word_is(c, verb, give) ? noun : NONE;
}

uint32_t drg__event_not_after_all(const struct event_cx *c, uint32_t h)
{
	static const char *const aux[] = { "did", "do", "does", "will", "would", "has", "had", "have", "was", "were", NULL };
	for (uint32_t d = c->t.first[h]; d != NONE; d = c->t.next[d])
		if (d > h && c->t.rel[d] == R_CONJ && drg__event_word_is(c, d, aux) && drg__tree_child(&c->t, d, R_OBJ) == NONE && drg__event_clause(c, d).neg)
			return d;
	return NONE;
}

bool drg__event_asked_by_subject(const struct event_cx *c, uint32_t h, uint32_t v)
{
	uint32_t subject = drg__tree_child(&c->t, h, R_NSUBJ);
	uint8_t r = c->t.rel[v];
	bool reach = (r == R_OBL && c->t.prep[v] == drg__fold_hash(STR("for"))) || ((r == R_XCOMP || r == R_ADVCL) && (c->t.form[v] & FORM_INF));
	return reach && c->op[h] == SAYS_THROUGH && subject != NONE && c->l->morph.upos[subject] == UPOS_NOUN && c->op[subject] == SAYS_WANT;
}

bool drg__event_beside(const struct event_cx *c, uint32_t v, uint32_t h)
{
	static const char *const preps[] = { "with", "after", "before", "during", "amid", "without", "over", "by", "despite", "since" };
	bool own = c->op_phrase[h].e > h + 1; /* "did away with": the preposition is the verb's */
	for (size_t k = 0; k < sizeof preps / sizeof *preps; k++)
		if (c->t.prep[v] == drg__fold_hash(drg__str_c(preps[k])))
			return c->t.rel[v] == R_OBL && c->op[h] == SAYS_NEG && c->l->morph.upos[h] == UPOS_VERB && !own;
	return false;
}

bool drg__event_kept_from(const struct event_cx *c, uint32_t v)
{
	static const char *const keep[] = { "keep", "kept", "keeps", "keeping", "deter", "deters", "deterred", "restrain", "restrained", "hinder", "hindered", "hold", "held", "far", NULL };
	uint32_t h = c->l->deps.head[v];
	return h != NONE && c->t.prep[v] == drg__fold_hash(STR("from")) && (c->t.form[v] & FORM_PRES_PART) && drg__event_word_is(c, h, keep);
}

uint32_t drg__event_forestalled(const struct event_cx *c, uint32_t v, const struct clause *here)
{
	static const char *const before[] = { "before", NULL }, *const could[] = { "could", NULL };
	if (c->t.rel[v] != R_ADVCL || !here->possible || !drg__event_word_is(c, here->possible - 1, could))
		return NONE;
	for (uint32_t d = c->t.first[v]; d != NONE && d < v; d = c->t.next[d])
		if (drg__event_word_is(c, d, before))
			return d;
	return NONE;
}

bool drg__event_having(const struct event_cx *c, uint32_t v)
{
	static const char *const have[] = { "having", NULL };
	uint32_t aux = drg__tree_child(&c->t, v, R_AUX);
	return aux != NONE && drg__event_word_is(c, aux, have);
}

bool drg__event_defined(const struct event_cx *c, uint32_t noun)
{
	static const char *const a[] = { "a", "an", NULL }, *const is[] = { "is", NULL };
	uint32_t h = c->l->deps.head[noun], det = drg__tree_child(&c->t, noun, R_DET), what = NONE, cop = NONE;
	if (c->l->morph.upos[noun] != UPOS_NOUN || c->t.rel[noun] != R_NSUBJ || h == NONE || h < noun || det == NONE || !drg__event_word_is(c, det, a))
		return false;
	for (uint32_t d = c->t.first[noun]; d != NONE; d = c->t.next[d])
		if (c->mention_at[d] != NONE)
			return false; /* "a strike by dockers is a blow" */
	what = drg__tree_child(&c->t, h, R_DET);
	cop = drg__tree_child(&c->t, h, R_COP);
	bool open = c->op[h] == SAYS_POSSIBLE || c->op[h] == SAYS_PROBABLE || c->op[h] == SAYS_MAYBE; /* "an attack is a possibility" */
	return c->l->morph.upos[h] == UPOS_NOUN && !open && what != NONE && drg__event_word_is(c, what, a) && cop != NONE && drg__event_word_is(c, cop, is);
}
