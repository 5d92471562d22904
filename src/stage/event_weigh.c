/* event_weigh.c - what dates and the encoder's head add to an event's factors.
 *
 * Words of the sentence come first (event_status.c).  Then the calendar: an act
 * of the past whose clause, or the time it stands behind, dates it to four weeks
 * before the report, or more, is background.  Then, in running text, the head `estat`, which has seen what
 * stands around the sentence: its four softmaxes give each status a probability,
 * and at LIKELY or more it is believed where the words said nothing, and where
 * they made the act one that is not done it may say that it is, or hangs on
 * something.  Of a sentence alone it knows less than the words do (of the dev
 * part of the control clauses it has .58 right, they .87; of the corpus' dev
 * reports .86 and .77). */
#include "base/civil.h"
#include "base/utf8.h"
#include "stage/event_clause.h"
#include "stage/when.h"

/* Tuned on the corpus' dev split and the dev part of the control clauses. */
#define LIKELY 0.9f
enum { RUNNING = 3 }; /* a text of more sentences is running text */

/* ------------------------------------------------------------------- dates -- */

/* "2031-05-19..." as a day; false for anything else. */
static bool day_of(struct str s, int64_t *day)
{
	int part[3] = { 0, 0, 0 };
	static const uint8_t digits[] = { 4, 2, 2 };
	size_t at = 0;
	for (int k = 0; k < 3; k++) {
		if (k && (at >= s.n || s.p[at++] != '-'))
			return false;
		for (int i = 0; i < digits[k]; i++, at++) {
			if (at >= s.n || s.p[at] < '0' || s.p[at] > '9')
				return false;
			part[k] = part[k] * 10 + (s.p[at] - '0');
		}
	}
	if (part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > drg__month_days(part[0], part[1]))
		return false;
	*day = drg__day(part[0], part[1], part[2]);
	return true;
}

/* Does time expression `t` lie well before the report?  A report without a date of its own:
 * a season or longer of a year that is named, as one speaks of former times. */
static bool long_past(const struct event_cx *c, uint32_t t)
{
	enum { FRESH = 28 };
	int64_t end, now;
	if (!day_of(c->l->times.latest[t], &end))
		return false;
	if (day_of(c->l->meta.published, &now))
		return end < now - FRESH;
	return c->l->times.basis[t] == BASIS_EXPLICIT && c->l->times.precision[t] >= TU_SEASON;
}

/* The time expression that token `tok` is part of; NONE. */
static uint32_t time_over(const struct event_cx *c, uint32_t tok)
{
	const struct times *t = &c->l->times;
	uint32_t i = 0, end = t->n;
	while (i < end) { /* rows stand in text order */
		uint32_t mid = i + (end - i) / 2;
		if (t->tok[mid].e <= tok)
			i = mid + 1;
		else
			end = mid;
	}
	return i < t->n && t->tok[i].s <= tok ? i : NONE;
}

/* Does the act stand right behind an old time and hang on it: "the autumn of 2009, after they
 * sent troops", "1931, in which they met", "it was in 2002 that", "five years since the attack"?  Parsers hang such
 * clauses on any word before them, so it is what stands there that counts. */
static bool behind_old_time(const struct event_cx *c, uint32_t p)
{
	static const char *const opens[] = { "when", "after", "that", "which", "since", NULL },
	                  *const which[] = { "which", NULL }, *const since[] = { "since", NULL };
	static const char *const units[] = { "months", "year", "years", "decade", "decades", "century", "centuries", "generation", "generations", NULL };
	uint32_t open = NONE;
	for (uint32_t d = c->t.first[p]; d != NONE && d < p; d = c->t.next[d])
		open = open == NONE && drg__event_word_is(c, d, opens) ? d : open;
	if (open == NONE || open < 3)
		return false;
	uint32_t last = open - 1 - drg__event_word_is(c, open, which); /* "in which" */
	if (c->l->text.p[c->l->tokens.span[last].s] == ',')
		last--;
	if (drg__event_word_is(c, open, since))
		return drg__event_word_is(c, last, units);
	uint32_t t = c->l->morph.upos[p] == UPOS_VERB ? time_over(c, last) : NONE;
	return t != NONE && long_past(c, t);
}

/* Does the clause, or the time right before it, date the act to well before the report? */
static bool long_ago(const struct event_cx *c, uint32_t p)
{
	struct when_of w = drg__when_of(c->l, p);
	return (w.time != NONE && w.link == WHEN_CLAUSE && long_past(c, w.time)) || behind_old_time(c, p);
}

/* -------------------------------------------------------------------- head -- */

static float chance(uint32_t cost)
{
	float p = 1;
	for (uint32_t k = 0; k < cost && k < 255; k++)
		p *= 0.93941306f; /* exp(-1/16) */
	return p;
}

/* The status that the head gives the most, with its likeliest factors. */
static float head_status(const uint8_t *cost, struct event_factors *out)
{
	float sum[EV_HISTORICAL + 1] = { 0 };
	struct event_factors best[EV_HISTORICAL + 1];
	uint32_t least[EV_HISTORICAL + 1], top = 0;
	for (int k = 0; k <= EV_HISTORICAL; k++)
		least[k] = UINT32_MAX;
	for (uint32_t n = 0; n < 2 * 5 * 4 * 2; n++) {
		struct event_factors f = { .negated = n & 1, .contested = n >> 1 & 1, .temporality = n >> 2 & 3, .modality = (uint8_t)(n >> 4) };
		uint32_t x = (uint32_t)cost[f.negated] + cost[2 + f.modality] + cost[7 + f.temporality] + cost[11 + f.contested];
		enum event_status s = drg__event_status(f);
		sum[s] += chance(x);
		if (x < least[s]) {
			least[s] = x;
			best[s] = f;
		}
	}
	for (uint32_t k = 1; k <= EV_HISTORICAL; k++)
		top = sum[k] > sum[top] ? k : top;
	*out = best[top];
	return sum[top];
}

/* The words of the event that the event head finds the likeliest trigger. */
static uint32_t trigger_of(const struct event_cx *c, uint32_t first, uint32_t end)
{
	const struct evidence *e = &c->l->evidence;
	uint32_t best = first;
	for (uint32_t i = first + 1; i < end && e->event; i++)
		if (e->event[(size_t)i * e->n_event] > e->event[(size_t)best * e->n_event])
			best = i;
	return best;
}

void drg__event_weigh(const struct event_cx *c, uint32_t p, uint32_t first, uint32_t end, bool head, struct event_factors *f)
{
	if (f->temporality == EV_PAST && f->modality == EV_CERTAIN && long_ago(c, p)) {
		f->temporality = EV_BACKGROUND;
		f->because = BECAUSE_DATE;
	}
	if (!head || !c->l->evidence.estat || c->l->sents.n <= RUNNING)
		return;
	struct event_factors h;
	enum event_status words = drg__event_status(*f);
	float likely = head_status(c->l->evidence.estat + (size_t)trigger_of(c, first, end) * EVIDENCE_STAT, &h);
	enum event_status says = drg__event_status(h);
	if (likely >= LIKELY && says != words && (words == EV_ASSERTED || says == EV_ASSERTED || says == EV_HYPOTHETICAL))
	{
		*f = h;
		f->because = BECAUSE_HEAD;
	}
}
