/* Which issue a stance or an offer is about: levels of evidence as features. */
#include "stage/talk_matter.h"

#include <string.h>

#include "stage/token.h"

enum { BEFORE = 40, DEEP = 12, SHARE = 25 }; /* tokens read back; steps down a tree; percent of a report's words of matters */

/* The weight of each feature in hundredths; train/talk_matter.py wrote them. */
static const struct {
	const char *name;
	int weight;
} feature[MATTER_FEATURES] = {
	{ "head", 368 },
	{ "head-common", 306 },
	{ "inside", 152 },
	{ "inside-common", 177 },
	{ "length", 178 },
	{ "fight", 106 },
	{ "swap", 141 },
	{ "talks", 263 },
	{ "talks-main", 64 },
	{ "named-sentence", 155 },
	{ "named-before", 64 },
	{ "named-share", 60 },
	{ "named-main", 59 },
	{ "named-last", 43 },
	{ "back-sentence", 219 },
	{ "back-before", 85 },
	{ "back-share", 141 },
	{ "back-main", 80 },
	{ "back-last", 104 },
	{ "else-sentence", 154 },
	{ "else-before", 98 },
	{ "else-share", 116 },
	{ "else-main", 71 },
	{ "else-last", 109 },
	{ "other-named", 126 },
	{ "other-back", 154 },
	{ "other-else", 165 },
	{ "other-civil", 113 },
	{ "other-last", 58 },
	{ "span", 129 },
};

const char *drg__matter_name(uint32_t f)
{
	return f < MATTER_FEATURES ? feature[f].name : NULL;
}

enum { ISSUE_TALKS = ISSUES }; /* the lexicon's last word */

static uint32_t issue_at(const struct talk_cx *x, uint32_t t, bool *common)
{
	struct hit apart;
	const struct hit *h = drg__talk_issue_word(x, t, &apart);
	*common = h && drg__lex_enum(x->pack, x->lex.issues, h->row, x->col.common) == 0;
	return h ? drg__lex_enum(x->pack, x->lex.issues, h->row, x->col.issue) : NONE;
}

/* Does the word at t stand at the head of the stretch: it or right below it. */
static bool at_head(const struct talk_cx *x, uint32_t t, uint32_t head)
{
	const struct hit *h = drg__hit_at(x->hits, t, x->lex.issues);
	for (uint32_t i = t; i < (h ? h->end : t + 1); i++)
		if (i == head || x->c.head[i] == head)
			return true;
	return false;
}

/* An end of firing, attacks, a war, or of a day of them. */
static bool ends_fighting(const struct talk_cx *x, uint32_t first, uint32_t last)
{
	bool end = false, fight = false;
	for (uint32_t i = first; i <= last && i < x->v->n; i++) {
		end |= drg__clause_is(&x->c, i, "end|stop|halt|cease|finish|cessation");
		fight |= drg__clause_is(&x->c, i, "war|fighting|attack|offensive|shelling|bombing|bombardment|hostility|violence|killing|raid|operation|campaign|fire|strike|conflict|siege|assault");
	}
	return end && fight;
}

static bool has_length(const struct talk_cx *x, uint32_t first, uint32_t last)
{
	for (uint32_t i = first; i <= last && i < x->v->n; i++)
		if (drg__hit_at(x->hits, i, x->lex.units) && drg__clause_is(&x->c, i, "hour|day|week|month|year|daily|weekly"))
			return true;
	return false;
}

/* Does token t stand in terms below `head`, "before any vote is held", "in return for
 * six prisoners": what the stance waits for or is traded for, not what it is about. */
static bool in_terms(const struct talk_cx *x, uint32_t t, uint32_t head)
{
	for (uint32_t k = 0; k < DEEP && t < x->c.n && t != head; k++, t = x->c.head[t]) {
		uint32_t first = x->c.lo[t];
		if (x->c.dep[t] == DEP_ADVCL && drg__clause_is(&x->c, first, "before|after|until|till|once|if|unless|provided|providing|when"))
			return true;
		if ((x->c.dep[t] == DEP_OBL || x->c.dep[t] == DEP_NMOD) && drg__clause_is(&x->c, first, "in") && drg__clause_is(&x->c, first + 1, "return|exchange") && drg__clause_is(&x->c, first + 2, "for"))
			return true;
	}
	return false;
}

/* What the stretch itself names: fills f, tells whether any matter stands there. */
static bool inside(const struct talk_cx *x, uint32_t head, uint32_t first, uint32_t last, uint32_t f[ISSUES])
{
	bool named = false, talks = false, common;
	for (uint32_t t = first; t <= last && t < x->v->n; t++) {
		uint32_t k = issue_at(x, t, &common);
		if (k == NONE || in_terms(x, t, head))
			continue;
		talks |= k == ISSUE_TALKS;
		if (k >= ISSUES)
			continue;
		named = true;
		uint32_t level = at_head(x, t, head) ? MATTER_HEAD : MATTER_INSIDE;
		f[k] |= 1u << (level + common);
	}
	if (f[ISSUE_END_OF_FIGHTING] | f[ISSUE_PAUSE] && has_length(x, first, last))
		f[ISSUE_PAUSE] |= 1u << MATTER_LENGTH;
	if (ends_fighting(x, first, last)) {
		f[ISSUE_END_OF_FIGHTING] |= 1u << MATTER_FIGHT;
		named = true;
	}
	if (f[ISSUE_EXCHANGE] && f[ISSUE_RELEASE])
		f[ISSUE_EXCHANGE] |= 1u << MATTER_SWAP;
	if (!named && x->armed && drg__talk_hit(x, head, x->lex.units) && drg__clause_is(&x->c, head, "hour|day|week"))
		f[ISSUE_PAUSE] |= 1u << MATTER_SPAN;
	if (talks && x->armed)
		f[ISSUE_END_OF_FIGHTING] |= 1u << MATTER_TALKS;
	if (talks)
		f[x->main_issue] |= 1u << MATTER_TALKS_MAIN;
	return named || talks;
}

/* Words of matters in tokens [from, to), the stretch left out. */
static void around(const struct talk_cx *x, uint32_t from, uint32_t to, uint32_t first, uint32_t last, uint32_t bit, uint32_t f[ISSUES])
{
	bool common;
	for (uint32_t t = from; t < to && t < x->v->n; t++) {
		uint32_t k = t >= first && t <= last ? NONE : issue_at(x, t, &common);
		if (k < ISSUES && !common)
			f[k] |= 1u << bit;
	}
}

/* The issue of the stance or offer told last, in this sentence or the one before; NONE. */
static uint32_t last_issue(const struct talk_cx *x, uint32_t since)
{
	const struct position_row *p = x->pos.n ? &x->pos.v[x->pos.n - 1] : NULL;
	const struct proposal_row *q = x->prop.n ? &x->prop.v[x->prop.n - 1] : NULL;
	if (q && (!p || q->act.cue.s > p->act.cue.s))
		return q->act.cue.s >= since ? q->issue : NONE;
	return p && p->act.cue.s >= since ? p->issue : NONE;
}

static void features(const struct talk_cx *x, uint32_t head, uint32_t first, uint32_t last, uint32_t at, uint32_t f[ISSUES])
{
	bool said = first <= last;
	memset(f, 0, ISSUES * sizeof *f);
	bool named = said && inside(x, head, first, last, f);
	bool back = !named && (!said || drg__talk_thing(x, head) != NONE || x->l->morph.upos[head] == UPOS_PRON || x->l->morph.upos[head] == UPOS_VERB);
	uint32_t level = named ? MATTER_NAMED_SENTENCE : back ? MATTER_BACK_SENTENCE : MATTER_ELSE_SENTENCE;
	uint32_t s = drg__talk_sentence(x, at), start = x->l->sents.tok[s];
	around(x, start, x->l->sents.tok[s + 1], first, last, level, f);
	around(x, start > BEFORE ? start - BEFORE : 0, start, first, last, level + 1, f);
	for (uint32_t k = 0; k < ISSUE_OTHER; k++)
		if (x->share[k] >= SHARE)
			f[k] |= 1u << (level + 2);
	f[x->main_issue] |= 1u << (level + 3);
	uint32_t last_one = last_issue(x, x->v->span[x->l->sents.tok[s > 0 ? s - 1 : s]].s);
	if (last_one < ISSUE_OTHER)
		f[last_one] |= 1u << (level + 4);
	else if (last_one == ISSUE_OTHER)
		f[ISSUE_OTHER] |= 1u << MATTER_OTHER_LAST;
	if (!x->armed)
		f[ISSUE_OTHER] |= 1u << MATTER_OTHER_CIVIL;
	f[ISSUE_OTHER] |= 1u << (named ? MATTER_OTHER_NAMED : back ? MATTER_OTHER_BACK : MATTER_OTHER_ELSE);
}

uint8_t drg__talk_matter(const struct talk_cx *x, uint32_t head, uint32_t first, uint32_t last, uint32_t at)
{
	uint32_t f[ISSUES], best = ISSUE_OTHER;
	int most = INT32_MIN;
	/* Where a thing of no known matter is named, the report's own has to lead by more than the weights ask: on
	 * train and dev as many are right, and fewer are given a matter that their words do not speak of. */
	enum { HONEST = 30 };
	features(x, head, first, last, at, f);
	if (x->trace)
		x->trace->matter(x->trace->ctx, x->v->span[at], f);
	for (uint32_t k = 0; k < ISSUES; k++) {
		int sum = 0;
		for (uint32_t b = 0; b < MATTER_FEATURES; b++)
			sum += f[k] >> b & 1 ? feature[b].weight : 0;
		sum += f[k] >> MATTER_OTHER_ELSE & 1 ? HONEST : 0;
		if (sum > most || (sum == most && k == ISSUE_OTHER)) {
			most = sum;
			best = k;
		}
	}
	return (uint8_t)best;
}
