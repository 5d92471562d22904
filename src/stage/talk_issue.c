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

/* A word of the issues that begins at token t, or a verb there with its particle
 * apart; NULL. */
static const struct hit *word_at(const struct talk_cx *x, uint32_t t, struct hit *apart)
{
	const struct hit *h = drg__hit_at(x->hits, t, x->lex.issues);
	return h || x->c.child[t] == NONE ? h : drg__talk_apart(x, t, x->lex.issues, apart);
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
		const struct hit *h = word_at(x, i, &apart);
		if (!h || x->l->morph.upos[i] == UPOS_PROPN)
			continue; /* a name names nobody's matter: "the Free Assembly" */
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
	return x->armed ? ISSUE_END_OF_FIGHTING : drg__talk_issue_before(x, first);
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
