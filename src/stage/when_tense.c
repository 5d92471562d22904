/* when_tense.c - which way a clause looks, from the verb that a word hangs on.
 *
 * "They met on Monday" looks back, "they will meet on Monday" ahead; a bare
 * "they meet on Monday" is not told by its form, and news uses it for what is
 * planned.  The way up the tree leads from the time to the first verb, or word
 * that a copula makes one; an infinitive is what its governor wants or does. */
#include "stage/when_parts.h"

enum { CLIMB = 12 }; /* steps up at most; deeper clauses tell nothing any more */

static struct str feats_of(const struct layers *l, uint32_t t)
{
	uint16_t f = l->morph.feats[t];
	return f < l->tagset.n_feats ? l->tagset.feats[f] : STR("");
}

static bool has(struct str feats, struct str what)
{
	return drg__str_find(feats, what, 0) != SIZE_MAX;
}

static bool lemma_in(const struct layers *l, uint32_t t, const char *const *list)
{
	for (; *list; list++)
		if (drg__str_ieq(l->morph.lemma[t], drg__str_c(*list)))
			return true;
	return false;
}

static struct str rel_of(const struct layers *l, uint32_t t)
{
	uint8_t r = l->deps.rel[t];
	return r < l->tagset.n_rels ? l->tagset.rels[r] : STR("");
}

/* Auxiliaries, copulas and the infinitive's "to" before or around a verb: the
 * dependents within a few words of it. */
struct around {
	bool will, would, modal, have, past_aux, pres_aux, to;
};

static struct around around(const struct layers *l, uint32_t verb)
{
	static const char *const future[] = { "will", "shall", NULL };
	static const char *const would[] = { "would", NULL };
	static const char *const modal[] = { "can", "may", "must", "should", "could", "might", NULL };
	static const char *const have[] = { "have", NULL };
	struct around a = { 0 };
	uint32_t from = verb > 10 ? verb - 10 : 0, to = verb + 3 < l->tokens.n ? verb + 3 : l->tokens.n;
	for (uint32_t i = from; i < to; i++) {
		if (l->deps.head[i] != verb)
			continue;
		struct str rel = rel_of(l, i), f;
		if (drg__str_starts(rel, STR("mark")) && drg__str_ieq(l->morph.lemma[i], STR("to")))
			a.to = true;
		if (!drg__str_starts(rel, STR("aux")) && !drg__str_eq(rel, STR("cop")))
			continue;
		f = feats_of(l, i);
		a.will |= lemma_in(l, i, future);
		a.would |= lemma_in(l, i, would);
		a.modal |= lemma_in(l, i, modal);
		a.have |= lemma_in(l, i, have);
		a.past_aux |= has(f, STR("Tense=Past"));
		a.pres_aux |= has(f, STR("Tense=Pres"));
	}
	return a;
}

/* What the form says where its class was read as the present: "went" is none,
 * "put" may be either. */
static int form_says(const struct layers *l, uint32_t verb)
{
	static const char *const either[] = { "put", "cut", "set", "hit", "let", "shut", "split", "cast", "quit", "shed", "spread", "hurt", "burst", "cost", NULL };
	struct str form = drg__str(l->text.p + l->tokens.span[verb].s, l->tokens.span[verb].e - l->tokens.span[verb].s);
	if (l->morph.upos[verb] != UPOS_VERB || form.n == 0)
		return 1;
	if (drg__str_ieq(form, l->morph.lemma[verb]))
		return lemma_in(l, verb, either) ? 0 : 1;
	bool s = (form.p[form.n - 1] | 32) == 's', ing = form.n > 3 && drg__str_ieq(drg__str_sub(form, form.n - 3, form.n), STR("ing"));
	return s || ing ? 1 : -1;
}

/* What a finite or infinite verb says: -1, 0, 1; 2: ask its governor. */
static int verb_says(const struct layers *l, uint32_t verb)
{
	static const char *const done[] = { "fail", "manage", "begin", "start", "continue", "seem", "appear", "happen", "help", "use", "allow", "decline", "refuse", NULL };
	static const char *const ahead[] = { "expect", "schedule", "plan", "due", "set", "intend", NULL };
	static const char *const have[] = { "have", NULL };
	static const char *const answer[] = { "comment", "respond", "reply", "react", "explain", "elaborate", "clarify", NULL };
	struct around a = around(l, verb);
	struct str f = feats_of(l, verb);
	uint32_t head = l->deps.head[verb];
	if (a.will || a.would)
		return a.have ? -1 : 1;
	if (a.to && !a.have) { /* "has sworn to leave" looks ahead, "had been told to leave" back */
		struct around of = head == NONE ? a : around(l, head);
		if (lemma_in(l, verb, answer)) /* "Asked to comment on it in May, he said": as the answer does */
			return 2;
		return head != NONE && (lemma_in(l, head, done) || lemma_in(l, head, have) || (of.have && of.past_aux)) ? 2 : 1;
	}
	if (a.modal && !a.have)
		return 1;
	if (a.pres_aux && !a.have && has(f, STR("VerbForm=Part")))
		return 1; /* "is booked until Sunday" */
	if (a.have || a.past_aux || has(f, STR("Tense=Past")))
		return lemma_in(l, verb, ahead) && !a.have ? 1 : -1;
	if (drg__str_starts(rel_of(l, verb), STR("acl")) && has(f, STR("Tense=Past")) && !a.pres_aux)
		return lemma_in(l, verb, ahead) ? 1 : -1; /* "the men freed on Monday", "a vote planned for Monday" */
	if (has(f, STR("VerbForm=Ger")) || has(f, STR("VerbForm=Part")) || has(f, STR("VerbForm=Inf")))
		return a.pres_aux ? 1 : 2;
	if ((has(f, STR("Tense=Pres")) && !a.pres_aux) || has(f, STR("Mood=Imp")))
		return form_says(l, verb); /* "they meet on Monday"; a bare plural is often read as a command */
	return 0;
}

/* What stands before an expression may say it more surely than the verb: "since"
 * looks back, "due on" ahead, as does what is called "for Thursday" or asked "by
 * Friday"; what goes on "until" then may do either: 2. */
static int word_before_says(const struct layers *l, uint32_t first, bool weekday)
{
	static const char *const back[] = { "since", NULL };
	static const char *const ahead[] = { "due", "effective", "payable", "scheduled", "beginning", "starting", NULL };
	static const char *const until[] = { "until", "till", "through", "by", NULL };
	static const char *const date[] = { "by", "for", "until", "till", NULL };
	static const char *const moved[] = { "postpone", "adjourn", "reschedule", "move", "put", "fix", "set", "plan", "slate", "call", "delay", NULL };
	static const char *const to[] = { "to", "until", "till", "for", NULL };
	if (first && lemma_in(l, first - 1, to))
		for (uint32_t i = first > 4 ? first - 4 : 0; i + 1 < first; i++)
			if (l->morph.upos[i] == UPOS_VERB && lemma_in(l, i, moved))
				return 1;
	for (uint32_t i = first > 2 ? first - 2 : 0; i < first; i++) {
		if (lemma_in(l, i, back))
			return -1;
		if (lemma_in(l, i, ahead))
			return 1;
		bool opens = i == 0 || l->morph.upos[i - 1] == UPOS_PUNCT || (l->tokens.flags[i] & TOK_PARA); /* "By Sunday they were gone" */
		if (i + 1 == first && weekday && !opens && lemma_in(l, i, date))
			return 1;
		if (i + 1 == first && lemma_in(l, i, until))
			return 2;
	}
	return 0;
}

/* "said late on Tuesday": a finite verb right before an expression is its own,
 * whatever the tree says; NONE when there is none. */
static uint32_t verb_before(const struct layers *l, uint32_t first)
{
	for (uint32_t k = 0; k < 3 && first > 0; k++) {
		first--;
		if (l->morph.upos[first] == UPOS_VERB)
			return has(feats_of(l, first), STR("VerbForm=Fin")) ? first : NONE;
		if (l->morph.upos[first] != UPOS_ADP && l->morph.upos[first] != UPOS_ADV && l->morph.upos[first] != UPOS_ADJ)
			return NONE;
	}
	return NONE;
}

/* "On Sunday he would fly": a time before the subject of the verb on which it
 * hangs, with a finite verb before it and no comma between, is more likely of
 * that verb ("She told them on Sunday he would fly"); NONE: as the tree says. */
static uint32_t verb_left(const struct layers *l, uint32_t first, uint32_t head)
{
	enum { FAR = 8 };
	uint32_t verb = l->deps.head[head], subject = NONE;
	if (verb == NONE || verb < first)
		return NONE;
	for (uint32_t i = head + 1; i < verb && subject == NONE; i++)
		if (l->deps.head[i] == verb && drg__str_starts(rel_of(l, i), STR("nsubj")))
			subject = i;
	for (uint32_t k = 0, i = first; subject != NONE && k < FAR && i-- > 0; k++) {
		if (l->morph.upos[i] == UPOS_PUNCT || (l->tokens.flags[i + 1] & TOK_PARA))
			return NONE;
		if (l->morph.upos[i] == UPOS_VERB && has(feats_of(l, i), STR("VerbForm=Fin")))
			return i;
	}
	return NONE;
}

uint32_t drg__when_governor(const struct layers *l, uint32_t first, uint32_t head)
{
	uint32_t left = l->deps.head && l->morph.upos ? verb_left(l, first, head) : NONE;
	return left == NONE ? head : left;
}

/* "The shelling of 9 January": a date of a thing, not of the verb around it. */
static bool of_a_thing(const struct layers *l, uint32_t first)
{
	return first > 1 && drg__str_ieq(l->morph.lemma[first - 1], STR("of")) && l->morph.upos[first - 2] == UPOS_NOUN;
}

/* What the verb says on which a token hangs. */
static int tree_says(const struct layers *l, uint32_t t)
{
	for (int step = 0; step < CLIMB && t != NONE; step++, t = l->deps.head[t]) {
		uint8_t pos = l->morph.upos[t];
		bool verbal = pos == UPOS_VERB || pos == UPOS_AUX;
		if (!verbal && pos != UPOS_ADJ && pos != UPOS_NOUN && pos != UPOS_PROPN && pos != UPOS_NUM && pos != UPOS_PRON && pos != UPOS_ADV)
			continue;
		if (!verbal) { /* a copula's predicate */
			struct around a = around(l, t);
			if (!(a.will || a.would || a.modal || a.have || a.past_aux || a.pres_aux))
				continue;
		}
		int says = verb_says(l, t);
		if (says != 2)
			return says;
	}
	return 0;
}

int drg__when_tense(const struct layers *l, uint32_t first, uint32_t head, bool weekday)
{
	if (!l->deps.head || !l->morph.upos)
		return 0;
	int word = word_before_says(l, first, weekday);
	if (word == 1 || word == -1)
		return word;
	if (of_a_thing(l, first))
		return 0;
	uint32_t verb = verb_before(l, first);
	int says = tree_says(l, verb != NONE ? verb : head);
	return word == 2 && says < 0 ? 0 : says;
}
