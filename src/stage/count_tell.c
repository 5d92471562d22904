/* Numbers that go on with what was counted before: "the army says four", "the
 * hospital has 41 names", "relatives of the eleven". */
#include "stage/count_row.h"

#define BACK 2 /* sentences that a number may look back */

/* Does somebody tell a number just before the row? */
bool drg__count_told(const struct count_cx *x, const struct count_row *r)
{
	uint32_t first = x->l->sents.tok[r->sent];
	for (uint32_t k = r->first; k-- > first && r->first - k <= 6 && !drg__clause_is(&x->c, k, ";|:|.");)
		if (drg__clause_is(&x->c, k, "count|say|put|speak|report|claim|estimate|list|record|admit|confirm|have|reckon|tally|register|toll|figure|number|there"))
			return true;
	return false;
}

/* Words that count people without saying who they are. */
static bool general(const struct count_cx *x, const struct count_row *r)
{
	return r->noun == NONE || drg__clause_is(&x->c, r->noun, "people|person|name|other|body|man|woman|case");
}

static bool inferable(const struct count_row *r)
{
	return !r->share && !r->lives && r->kind != NUM_ORDINAL && (r->class == COUNT_CLASSES || (r->class <= COUNT_THINGS && r->measure == MEASURE_OTHER)) && !(r->word && r->weak);
}

static bool of_people(uint8_t m)
{
	return m >= MEASURE_HELD && m < MEASURE_AFFECTED;
}

static void take(struct count_row *r, uint8_t measure)
{
	r->class = COUNT_PEOPLE;
	r->measure = measure;
	r->unsaid = false;
	if (!r->unit.n)
		r->unit = STR("person");
}

/* Does the word at t say what happened to people? */
static bool says(const struct count_cx *x, uint32_t t, uint8_t *measure)
{
	struct found f;
	bool verb = x->l->morph.upos[t] == UPOS_VERB && (drg__count_verb(x, t, true, &f) || drg__count_verb(x, t, false, &f));
	if (!verb && !drg__count_state(x, t, &f))
		return false;
	*measure = f.people;
	return true;
}

/* What the last word before the row says of people: a verb, a state, the noun of
 * an earlier row; MEASURE_NONE when none stands near. */
static uint8_t topic(const struct count_cx *x, size_t i)
{
	const struct count_row *r = &x->row.v[i];
	uint32_t stop = x->l->sents.tok[r->sent > BACK ? r->sent - BACK : 0];
	size_t row = i;
	uint8_t m;
	for (uint32_t k = r->first; k-- > stop;) {
		while (row > 0 && x->row.v[row - 1].first > k)
			row--;
		const struct count_row *p = row > 0 ? &x->row.v[row - 1] : NULL;
		if (p && k < p->end && p->class == COUNT_PEOPLE && (of_people(p->measure) || p->measure == MEASURE_PARTICIPANTS || p->measure == MEASURE_TROOPS))
			return p->measure;
		if (p && k < p->end && p->class == COUNT_THINGS && p->noun != NONE)
			return MEASURE_NONE;
		if (says(x, k, &m) && of_people(m))
			return m;
	}
	return MEASURE_NONE;
}

/* The last row before i that counts people by the same noun, or the same number
 * of three and more. */
static const struct count_row *same(const struct count_cx *x, size_t i, bool number)
{
	const struct count_row *r = &x->row.v[i];
	for (size_t k = i; k-- > 0 && i - k <= 64;) {
		const struct count_row *p = &x->row.v[k];
		if (p->drop || p->class != COUNT_PEOPLE || p->measure == MEASURE_OTHER || p->measure == MEASURE_NONE)
			continue;
		if (number ? drg__is_stated(p->best) && p->best == r->best : p->noun != NONE && r->noun != NONE && drg__str_ieq(drg__clause_lemma(&x->c, p->noun), drg__clause_lemma(&x->c, r->noun)))
			return p;
	}
	return NULL;
}

/* How often the report says that people are harmed, held or let go; and whether
 * it speaks of the held more than of all else. */
void drg__count_theme(struct count_cx *x)
{
	uint32_t captive = 0, uprooted = 0;
	x->harm = 0;
	for (uint32_t t = 0; t < x->c.n && t < x->v->n; t++) {
		uint8_t m;
		if ((x->v->flags[t] & TOK_ZONE) || !says(x, t, &m) || !of_people(m))
			continue;
		x->harm++;
		captive += m == MEASURE_HELD || m == MEASURE_RELEASED || m == MEASURE_ARRESTED;
		uprooted += m == MEASURE_DISPLACED;
	}
	for (uint32_t i = 0; i < x->hits->n; i++) {
		uint32_t m = x->hits->v[i].lex == x->counted ? drg__lex_enum(x->pack, x->counted, x->hits->v[i].row, x->col.measure) : UINT32_MAX;
		captive += m + MEASURE_HELD == MEASURE_HELD;
		uprooted += m + MEASURE_HELD == MEASURE_DISPLACED;
	}
	x->captives = captive >= 2 && 2 * captive >= x->harm;
	x->uprooted = uprooted >= 3 && uprooted > captive;
}

/* Does a word of leaving or handing over stand near the row, in its clause? */
static bool goes_free(const struct count_cx *x, const struct count_row *r)
{
	static const char out[] = "cross|carry|walk|leave|go|come|follow|step|hand|free|release|return|fly|arrive|swap|exchange|trade|deliver|transfer|liberate|pardon|discharge";
	uint32_t first = x->l->sents.tok[r->sent], end = x->l->sents.tok[r->sent + 1];
	for (uint32_t k = r->end; k < end && k < r->end + 7 && !drg__clause_is(&x->c, k, ";|:"); k++)
		if (drg__clause_is(&x->c, k, out))
			return true;
	for (uint32_t k = r->first; k-- > first && r->first - k < 7 && !drg__clause_is(&x->c, k, ";|:|,|once|if|that|when|while|until");)
		if (drg__clause_is(&x->c, k, out))
			return true;
	return false;
}

/* In a report on captives: who is counted and how is held, or on the way out. */
static uint8_t captive(const struct count_cx *x, const struct count_row *r)
{
	bool person = r->class == COUNT_PEOPLE && (general(x, r) || drg__clause_is(&x->c, r->noun, "child|brother|sister|boy|girl|neighbour|relative|son|civilian|passenger"));
	bool last = r->noun == NONE && r->first > x->l->sents.tok[r->sent] && (drg__clause_is(&x->c, r->first - 1, "last|other|first|remaining|the") || drg__clause_is(&x->c, r->first, "another|the"));
	return !person && !last ? MEASURE_NONE : goes_free(x, r) ? MEASURE_RELEASED : MEASURE_HELD;
}

/* In a report on people who fled: "6,000 have crossed", "a few hundred have gone home". */
static bool on_the_move(const struct count_cx *x, const struct count_row *r)
{
	uint32_t p = x->c.n ? drg__clause_predicate(&x->c, r->noun != NONE ? r->noun : r->last) : NONE;
	return x->uprooted && r->class == COUNT_PEOPLE && (general(x, r) || drg__clause_is(&x->c, r->noun, "those|family|refugee")) &&
	       (r->measure == MEASURE_OTHER || r->measure == MEASURE_RELEASED) && p != NONE && drg__clause_is(&x->c, p, "cross|return|arrive|go|come|flee|leave|reach|walk");
}

/* Officers and guards that a state sends or posts are forces. */
static bool posted(const struct count_cx *x, const struct count_row *r)
{
	static const char by[] = "send|lend|contribute|provide|supply|promise|post|station|deploy|put|withdraw|recall|pull|mission|force|armed|arm";
	uint32_t first = x->l->sents.tok[r->sent], end = x->l->sents.tok[r->sent + 1];
	if (r->class != COUNT_PEOPLE || r->noun == NONE || !drg__clause_is(&x->c, r->noun, "officer|guard|policeman|warden|ranger|gendarme"))
		return false;
	for (uint32_t k = r->noun + 1; k < end && k < r->noun + 7; k++)
		if (drg__clause_is(&x->c, k, by))
			return true;
	for (uint32_t k = r->noun; k-- > first && r->noun - k < 9;)
		if (drg__clause_is(&x->c, k, by))
			return true;
	return false;
}

void drg__count_tell(struct count_cx *x, size_t i)
{
	struct count_row *r = &x->row.v[i];
	bool whole = i > 0 && r[-1].end < r->first && r->first - r[-1].end <= 2 && drg__clause_is(&x->c, r[-1].end, "of"); /* "half of the 90 captives" */
	if (r->by_noun && r->measure == MEASURE_HELD && !whole && goes_free(x, r))
		r->measure = MEASURE_RELEASED; /* "31 prisoners crossed the bridge" */
	if (!r->drop && on_the_move(x, r))
		take(r, MEASURE_DISPLACED);
	if (r->drop || !inferable(r) || (r->class == COUNT_THINGS && r->noun != NONE))
		return;
	const struct count_row *p = drg__is_stated(r->best) && r->best >= 3 ? same(x, i, true) : NULL;
	if (!p && !general(x, r))
		p = same(x, i, false);
	if (p || posted(x, r)) {
		take(r, p ? p->measure : MEASURE_TROOPS);
		return;
	}
	uint8_t m = general(x, r) && drg__count_told(x, r) ? topic(x, i) : MEASURE_NONE;
	if (m == MEASURE_NONE && x->captives && x->source[r->last] == 0)
		m = captive(x, r);
	if (m != MEASURE_NONE)
		take(r, m);
}
