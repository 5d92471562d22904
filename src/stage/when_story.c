/* when_story.c - the year that a history has come to.
 *
 * A history names a year now and then and months in between: "In March .. by
 * July .. in 2005 papers were released .. in August".  Which year a month is of
 * depends on which of the years named are steps of the tale and which are asides
 * (a comparison, a later disclosure).  The tale mostly goes forward, seldom back
 * and seldom far; of all the ways to read it we take the one that costs least:
 *
 *   costs of a step      leap() months back or forward
 *   costs of an aside    what is named exactly, or in a heading, seldom is one
 *
 * A beam search over (year, month) of the tale, left to right; so what comes
 * later ("in August 1965") tells how what came before was meant.  The costs were
 * fitted on the half of WikiWars meant for development. */
#include "stage/when_parts.h"

enum { BEAM = 24 };

/* Where the tale may be after one expression. */
struct point {
	int32_t year, month;  /* month: 1..12, 0 when only the year is known */
	int32_t given;        /* the year that the expression itself has here */
	uint32_t cost;        /* of the way here, by the measure of leap() */
	uint8_t from;         /* point of the expression before */
	bool begun;           /* some year was named */
};

struct column {
	struct point at[BEAM];
	uint32_t n;
};

/* What one expression means to the tale. */
enum told { TOLD_NOT, TOLD_YEAR, TOLD_OPEN };

static int32_t month_of(const struct expr *e)
{
	static const int32_t of_season[] = { 4, 7, 10, 12 };
	return e->month != NOT_SAID ? e->month : e->season != NOT_SAID ? of_season[e->season - 21] : 0;
}

static enum told told(const struct expr *e)
{
	if (e->form != EX_CALENDAR)
		return TOLD_NOT;
	if (e->year != NOT_SAID)
		return e->year_short || e->year_unit != TU_YEAR ? TOLD_NOT : TOLD_YEAR;
	bool bare = e->step_unit == TU_NONE && e->move == MOVE_NONE && !(e->named && e->by);
	return bare && month_of(e) ? TOLD_OPEN : TOLD_NOT;
}

/* The cost of going so many months on or back: a year and a bit on, or most of
 * one back, by the month; what is farther away differs little. */
static uint32_t leap(int32_t months)
{
	enum { ON = 5, ON_FULL = 14, BACK = 15, BACK_FULL = 11, FAR = 1, MOST = 240 };
	int32_t far = months < 0 ? -months : months, full = months < 0 ? BACK_FULL : ON_FULL;
	far = far > MOST ? MOST : far;
	int32_t near = far < full ? far : full;
	return (uint32_t)(near * (months < 0 ? BACK : ON) + (far - near) * FAR);
}

/* Months from a point to a month of a year; a month that nobody named is none away. */
static int32_t between(const struct point *p, int32_t year, int32_t month)
{
	int32_t far = (year - p->year) * 12;
	return p->month && month ? far + month - p->month : far;
}

/* One more way to be somewhere; the cheapest way to each place is kept, and of
 * the places the BEAM cheapest. */
static void offer(struct column *c, struct point p)
{
	uint32_t worst = 0;
	for (uint32_t k = 0; k < c->n; k++) {
		struct point *q = &c->at[k];
		if (q->year == p.year && q->month == p.month && q->given == p.given && q->begun == p.begun) {
			if (p.cost < q->cost)
				*q = p;
			return;
		}
		if (q->cost > c->at[worst].cost)
			worst = k;
	}
	if (c->n < BEAM)
		c->at[c->n++] = p;
	else if (p.cost < c->at[worst].cost)
		c->at[worst] = p;
}

static struct point onward(const struct point *p, uint8_t k, int32_t year, int32_t month, uint32_t cost)
{
	return (struct point){ year, month, year, p->cost + cost, k, true };
}

/* A year that is named: the tale goes there, or stays where it was. */
static void named_year(struct column *to, const struct point *p, uint8_t k, const struct expr *e, bool heading)
{
	enum { DAY = 250, MONTH = 200, YEAR = 80, HEADING = 200 };
	uint32_t aside = (e->day != NOT_SAID ? DAY : month_of(e) ? MONTH : YEAR) + (heading ? HEADING : 0);
	struct point stays = onward(p, k, p->year, p->month, aside);
	stays.given = e->year;
	stays.begun = p->begun;
	offer(to, stays);
	offer(to, onward(p, k, e->year, month_of(e), p->begun ? leap(between(p, e->year, month_of(e))) : 0));
}

/* A month without a year: of the tale's year, or of one beside it. */
static void open_month(struct column *to, const struct point *p, uint8_t k, const struct expr *e)
{
	enum { OTHER_YEAR = 30 };
	int32_t month = month_of(e);
	if (!p->begun) {
		struct point waits = *p;
		waits.from = k;
		waits.given = NOT_SAID;
		offer(to, waits);
		return;
	}
	for (int32_t year = p->year - 1; year <= p->year + 1; year++)
		offer(to, onward(p, k, year, month, leap(between(p, year, month)) + (p->month || year == p->year ? 0 : OTHER_YEAR)));
}

static void step(struct column *to, const struct column *from, const struct expr *e, bool heading)
{
	enum told t = told(e);
	to->n = 0;
	for (uint32_t k = 0; k < from->n; k++) {
		const struct point *p = &from->at[k];
		struct point same = *p;
		same.from = (uint8_t)k;
		same.given = NOT_SAID;
		if (t == TOLD_YEAR)
			named_year(to, p, (uint8_t)k, e, heading);
		else if (t == TOLD_OPEN)
			open_month(to, p, (uint8_t)k, e);
		else
			offer(to, same);
	}
}

/* Does an expression stand in a heading: a short paragraph that ends in no full stop? */
static bool in_heading(const struct layers *l, uint32_t t)
{
	enum { SHORT = 12 };
	const uint32_t *para = l->tokens.para;
	uint32_t first = t, end = t;
	while (first > 0 && para[first - 1] == para[t] && t - first <= SHORT)
		first--;
	while (end < l->tokens.n && para[end] == para[t] && end - t <= SHORT)
		end++;
	if (end - first > SHORT)
		return false;
	char last = l->text.p[l->tokens.span[end - 1].e - 1];
	return last != '.' && last != '!' && last != '?';
}

void drg__when_story(const struct layers *l, const struct expr *e, uint32_t n, int32_t *year, struct arena scratch)
{
	struct column *col = NEW_N(&scratch, struct column, n + 1);
	uint32_t best = 0;
	col[0].n = 1;
	col[0].at[0] = (struct point){ .given = NOT_SAID };
	for (uint32_t i = 0; i < n; i++)
		step(&col[i + 1], &col[i], &e[i], in_heading(l, e[i].first));
	for (uint32_t k = 1; k < col[n].n; k++)
		if (col[n].at[k].cost < col[n].at[best].cost)
			best = k;
	for (uint32_t i = n; i-- > 0;) {
		const struct point *p = &col[i + 1].at[best];
		year[i] = told(&e[i]) == TOLD_OPEN && p->begun ? p->given : NOT_SAID;
		best = p->from;
	}
}
