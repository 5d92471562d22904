/* What a stretch of words is about: its issue, by the word nearest to its head. */
#include "stage/talk_in.h"
#include "stage/token.h"

enum { ISSUE_TALKS = ISSUES, DEEP = 12 }; /* the lexicon's last word: the talks themselves */

/* Steps from token t up to `head`; DEEP when it is not below it. */
static uint32_t depth_below(const struct talk_cx *x, uint32_t t, uint32_t head)
{
	for (uint32_t k = 0; k < DEEP && t < x->c.n; k++, t = x->c.head[t])
		if (t == head)
			return k;
	return DEEP;
}

static uint8_t issue_of_row(const struct talk_cx *x, const struct hit *h)
{
	return (uint8_t)drg__lex_enum(x->pack, x->lex.issues, h->row, x->col.issue);
}

/* A word of the issues by which alone nobody would know what talks are about:
 * "visit", "price", "list". */
static bool common(const struct talk_cx *x, const struct hit *h)
{
	return drg__lex_enum(x->pack, x->lex.issues, h->row, x->col.common) == 0;
}

/* "withdraw its complaint", "release nine million crowns": papers and money, no
 * soldiers and no people. */
static bool of_papers(const struct talk_cx *x, uint32_t t)
{
	static const char papers[] = "complaint|decree|bill|law|motion|demand|offer|remark|charge|accusation|candidate|candidacy|support|objection|report|request|proposal|appeal|licence|license|ambassador|statement|document|text|money|fund|loan|report|crown|dollar|euro|florin|mark|payment|resignation|confidence|order|amendment|suit|case";
	uint32_t o = drg__clause_object(&x->c, t), of = o == NONE ? drg__clause_with(&x->c, t, "of") : o;
	return of != NONE && drg__clause_is(&x->c, of, papers);
}

bool drg__talk_people(const struct talk_cx *x, uint32_t t)
{
	enum { PEOPLE = 0 }; /* the lexicon's word */
	const struct hit *h = drg__talk_hit(x, t, x->lex.counted);
	if (h)
		return drg__lex_enum(x->pack, x->lex.counted, h->row, x->col.counted) == PEOPLE;
	if (drg__clause_is(&x->c, t, "they|them|him|her|he|she|us|me|all|those|everybody|everyone|rest|other|body"))
		return true;
	uint32_t e = x->ent[t];
	uint8_t k = e == NONE ? ENT_OTHER : x->l->entities.kind[e];
	return k == ENT_PERSON || k == ENT_GROUP || k == ENT_UNNAMED;
}

/* "release more water", "hand over the trawler", "the return of the decree": a word that
 * is about people held only where people are its object.  Nothing said: people. */
static bool of_things(const struct talk_cx *x, const struct hit *h)
{
	enum { OF_PEOPLE = 0 };
	uint32_t t = h->first;
	if (drg__lex_enum(x->pack, x->lex.issues, h->row, x->col.issue_of) != OF_PEOPLE)
		return false;
	uint32_t o = x->l->morph.upos[t] == UPOS_NOUN ? drg__clause_with(&x->c, t, "of") : drg__clause_object(&x->c, t);
	bool noun = x->l->morph.upos[t] == UPOS_NOUN;
	return o == NONE ? noun && drg__clause_child(&x->c, t, DEP_NMOD_POSS, NONE) == NONE && drg__clause_is(&x->c, t, "return") : !drg__talk_people(x, o);
}

const struct hit *drg__talk_issue_word(const struct talk_cx *x, uint32_t t, struct hit *apart)
{
	const struct hit *h = drg__hit_at(x->hits, t, x->lex.issues);
	h = h || x->c.child[t] == NONE ? h : drg__talk_apart(x, t, x->lex.issues, apart);
	if (!h || x->l->morph.upos[t] == UPOS_PROPN) /* a name names nobody's matter: "the Free Assembly" */
		return NULL;
	bool papers = drg__clause_is(&x->c, t, "withdraw|release|withdrawal") && of_papers(x, t);
	return papers || of_things(x, h) ? NULL : h;
}

/* "ten days", "a week": a length of time among tokens [first, end). */
static bool has_length(const struct talk_cx *x, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end && i < x->v->n; i++)
		if (drg__hit_at(x->hits, i, x->lex.units) && drg__clause_is(&x->c, i, "hour|day|week|month|year"))
			return true;
	return false;
}

uint8_t drg__talk_issue_of(const struct talk_cx *x, uint32_t head, uint32_t first, uint32_t end, bool *named)
{
	uint8_t found = ISSUE_OTHER;
	uint32_t best = UINT32_MAX;
	bool talks = false;
	*named = false;
	for (uint32_t i = first; i < end && i < x->v->n; i++) {
		struct hit apart;
		const struct hit *h = drg__talk_issue_word(x, i, &apart);
		if (!h)
			continue;
		uint8_t k = issue_of_row(x, h);
		*named |= k != ISSUE_TALKS;
		talks |= k == ISSUE_TALKS;
		if (k >= ISSUE_OTHER)
			continue;
		uint32_t depth = DEEP;
		for (uint32_t j = h->first; j < h->end && head != NONE; j++) {
			uint32_t d = depth_below(x, j, head);
			depth = d < depth ? d : depth;
		}
		depth += common(x, h) ? DEEP : 0;
		if (depth < best) {
			best = depth;
			found = k;
		}
	}
	if (found == ISSUE_END_OF_FIGHTING && has_length(x, first, end))
		return ISSUE_PAUSE; /* "a cease-fire of ninety days" */
	if (found != ISSUE_OTHER || !talks)
		return found;
	*named = true;
	return x->armed ? ISSUE_END_OF_FIGHTING : x->main_issue;
}

uint8_t drg__talk_issue(const struct talk_cx *x, uint32_t first, uint32_t end, bool *named)
{
	return drg__talk_issue_of(x, NONE, first, end, named);
}

uint8_t drg__talk_issue_before(const struct talk_cx *x, uint32_t t)
{
	enum { REACH = 40 }; /* tokens: about a sentence and a half */
	for (uint32_t i = t; i-- > 0 && i + REACH > t;) {
		const struct hit *h = drg__hit_at(x->hits, i, x->lex.issues);
		uint8_t k = h && x->l->morph.upos[i] != UPOS_PROPN && !common(x, h) ? issue_of_row(x, h) : ISSUE_OTHER;
		if (k < ISSUE_OTHER)
			return k;
	}
	return x->main_issue;
}

void drg__talk_main_issue(struct talk_cx *x)
{
	uint32_t n[ISSUES] = { [ISSUE_OTHER] = 1 }; /* once is in passing */
	x->main_issue = ISSUE_OTHER;
	for (uint32_t i = 0; i < x->hits->n; i++) {
		const struct hit *h = &x->hits->v[i];
		uint8_t k = h->lex == x->lex.issues && !common(x, h) ? issue_of_row(x, h) : ISSUE_OTHER;
		n[k < ISSUE_OTHER ? k : ISSUE_OTHER] += k < ISSUE_OTHER;
		x->armed |= k == ISSUE_END_OF_FIGHTING || k == ISSUE_PAUSE || k == ISSUE_DISARMAMENT;
	}
	enum { OFTEN = 2, MUCH = 4 };
	static const char arms[] = "rebel|insurgent|guerrilla|militia|gunman|fighter|army|soldier|troops|shelling|war|offensive|ambush|front-line";
	uint32_t all = 1, force = 0;
	for (uint32_t i = 0; i < x->l->events.n; i++)
		force += drg__str_eq(x->l->events.type[i], STR("ASSAULT")) || drg__str_eq(x->l->events.type[i], STR("MOBILIZE"));
	for (uint32_t t = 0, named = 0; t < x->v->n && !x->armed; t++) {
		named += x->l->morph.upos[t] == UPOS_NOUN && drg__clause_is(&x->c, t, arms);
		x->armed = named >= MUCH;
	}
	x->armed |= force >= OFTEN;
	for (uint8_t k = 0; k < ISSUE_OTHER; k++) {
		x->main_issue = n[k] > n[x->main_issue] ? k : x->main_issue;
		all += n[k];
	}
	for (uint8_t k = 0; k < ISSUE_OTHER; k++)
		x->share[k] = (uint8_t)(100 * (uint64_t)n[k] / all);
}

bool drg__talk_for_people(const struct talk_cx *x, const struct condition_row *k)
{
	bool waits = k->kind == COND_EXCHANGE || k->blocks_issue == ISSUE_RELEASE; /* not "demands their release before any truce" */
	if (waits && (k->requires_issue == ISSUE_RELEASE || k->requires_issue == ISSUE_EXCHANGE))
		return true;
	bool found = false;
	for (uint32_t t = drg__span_first(x->v->span, x->v->n, k->requires.s); k->kind == COND_EXCHANGE && t < x->v->n && x->v->span[t].s < k->requires.e && !found; t++)
		found = x->l->morph.upos[t] == UPOS_NOUN && drg__talk_hit(x, t, x->lex.counted) && drg__talk_people(x, t);
	return found;
}
