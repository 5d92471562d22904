/* when_join.c - expressions that stand next to one another made one. */
#include "stage/when_parts.h"

/* How fine a calendar expression is: its finest part. */
static enum time_unit finest(const struct expr *e)
{
	return e->second != NOT_SAID ? TU_SECOND : e->minute != NOT_SAID ? TU_MINUTE : e->hour != NOT_SAID ? TU_HOUR :
	       e->part != NOT_SAID ? TU_PART : e->day != NOT_SAID || e->wday != NOT_SAID || e->holiday != NONE ? TU_DAY :
	       e->step_unit != TU_NONE && e->step_unit < TU_MONTH ? e->step_unit : e->month != NOT_SAID ? TU_MONTH :
	       e->season != NOT_SAID ? TU_SEASON : e->quarter != NOT_SAID ? TU_QUARTER : e->half != NOT_SAID ? TU_HALF :
	       e->step_unit != TU_NONE ? e->step_unit : e->year_unit;
}

/* The coarsest part that is said. */
static enum time_unit coarsest(const struct expr *e)
{
	return e->year != NOT_SAID ? e->year_unit : e->step_unit != TU_NONE ? e->step_unit : e->half != NOT_SAID ? TU_HALF :
	       e->quarter != NOT_SAID ? TU_QUARTER : e->season != NOT_SAID ? TU_SEASON : e->month != NOT_SAID ? TU_MONTH :
	       e->day != NOT_SAID || e->wday != NOT_SAID || e->holiday != NONE ? TU_DAY : e->part != NOT_SAID ? TU_PART : TU_HOUR;
}

/* A part said by one of the two; false when both say it differently. */
static bool take(int32_t *a, int32_t b)
{
	if (*a == NOT_SAID)
		*a = b;
	return b == NOT_SAID || *a == b;
}

static bool joins_steps(struct expr *a, const struct expr *b)
{
	if (b->step_unit == TU_NONE && !b->named)
		return true;
	if (a->step_unit != TU_NONE || a->named || a->year != NOT_SAID)
		return false;
	a->step_unit = b->step_unit;
	a->named = b->named;
	a->by = b->by;
	a->base = b->base;
	return true;
}

/* *a and b as one calendar expression. */
static bool unify(struct expr *a, const struct expr *b)
{
	struct expr c = *a;
	if (a->form != EX_CALENDAR || b->form != EX_CALENDAR || a->move != MOVE_NONE || b->move != MOVE_NONE)
		return false;
	if (c.part != NOT_SAID && b->hour != NOT_SAID) { /* "10 on Friday morning" */
		c.part = NOT_SAID;
	}
	if ((c.holiday != NONE && b->holiday != NONE) || (c.year != NOT_SAID && b->year != NOT_SAID) || (b->year != NOT_SAID && (c.step_unit != TU_NONE || c.named)))
		return false;
	if (b->year != NOT_SAID) {
		c.year_unit = b->year_unit;
		c.year_short = b->year_short;
	}
	if (b->holiday != NONE)
		c.holiday = b->holiday;
	if (!take(&c.year, b->year) || !take(&c.month, b->month) || !take(&c.day, b->day) || !take(&c.wday, b->wday) || !take(&c.season, b->season) ||
	    !take(&c.quarter, b->quarter) || !take(&c.half, b->half) || !take(&c.hour, b->hour) || !take(&c.minute, b->minute) || !take(&c.second, b->second) || !take(&c.zone, b->zone))
		return false;
	if (c.hour == NOT_SAID || b->part == NOT_SAID)
		c.part = c.part == NOT_SAID ? b->part : c.part;
	c.twelve |= b->twelve;
	c.spoken |= b->spoken;
	if (!joins_steps(&c, b))
		return false;
	*a = c;
	return true;
}

/* An hour of the clock and a part of the day: "three this morning". */
static void clock_by_part(struct expr *e, int32_t part)
{
	if (!e->twelve || e->hour == NOT_SAID || part == NOT_SAID)
		return;
	bool later = part == PART_AF || part == PART_EV || (part == PART_NI && e->hour >= 5);
	if (later && e->hour < 12)
		e->hour += 12;
	e->twelve = false;
}

/* The finer of the two lies in the coarser: weekday and date beside one another
 * (but for a comma) are one day; two times of one fineness are two times. */
static bool one_in_other(struct expr *a, const struct expr *b, bool beside)
{
	enum time_unit fa = finest(a), fb = finest(b), ca = coarsest(a), cb = coarsest(b);
	bool weekday_date = beside && (a->wday != NOT_SAID) != (b->wday != NOT_SAID) && (a->month != NOT_SAID || b->month != NOT_SAID) &&
	                    fa == TU_DAY && fb == TU_DAY;
	int32_t part = a->part != NOT_SAID ? a->part : b->part;
	if (!(weekday_date || ca < fb || cb < fa))
		return false;
	if (!unify(a, b))
		return false;
	clock_by_part(a, part);
	if (a->hour != NOT_SAID)
		a->part = NOT_SAID;
	return true;
}

/* The expression that begins at a token, or NULL. */
static const struct expr *at(const struct expr *e, uint32_t n, uint32_t first)
{
	uint32_t lo = 0, hi = n;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (e[mid].first < first)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && e[lo].first == first ? &e[lo] : NULL;
}

static bool is_comma(const struct view *v, uint32_t t)
{
	return drg__str_eq(drg__view_tok(v, t), STR(","));
}

/* Does a paragraph begin between two expressions, or with the second? */
static bool paragraph_between(const struct view *v, uint32_t from, uint32_t to)
{
	for (uint32_t t = from; t <= to; t++)
		if (v->flags[t] & TOK_PARA)
			return true;
	return false;
}

/* What a match of the joining rules makes of its expressions; false when that
 * would make no sense. */
static bool apply(const struct when_words *w, const struct view *v, const struct rule_hit *hit, const struct expr *e, uint32_t n, struct expr *out)
{
	uint32_t a0 = NONE, b0 = NONE, end;
	if (!drg__rule_cap(hit, "a", &a0, &end))
		return false;
	const struct expr *a = at(e, n, a0), *b = drg__rule_cap(hit, "b", &b0, &end) ? at(e, n, b0) : NULL;
	struct expr more;
	if (!a || a->form == EX_NONE || (b0 != NONE && (!b || b->form == EX_NONE)))
		return false;
	*out = *a;
	if (b && paragraph_between(v, a->end, b->first))
		return false;
	if (b && is_comma(v, a->end) && (finest(a) > TU_DAY || finest(b) > TU_DAY))
		return false; /* a list, but for "Saturday, April 25" */
	if (b && !one_in_other(out, b, b->first == a->end || is_comma(v, a->end)))
		return false;
	/* What the rule itself names: a part of the day, a mod. */
	if (!drg__when_read(w, v, hit, &more))
		return false;
	if (more.part != NOT_SAID) {
		if (out->form != EX_CALENDAR || out->part != NOT_SAID || (finest(out) != TU_DAY && out->hour == NOT_SAID))
			return false;
		if (out->hour == NOT_SAID)
			out->part = more.part;
		else
			clock_by_part(out, more.part);
	}
	if (more.mod != TM_NONE) {
		out->mod = more.mod;
		out->edge = more.edge;
	}
	out->first = hit->first;
	out->end = hit->end;
	out->rule = a->rule; /* what the time is was decided there */
	return true;
}

/* Matches of the joining rules around expression i: its neighbours to the left
 * are done, one to the right takes part. */
static void match_around(const struct when_words *w, const struct view *v, const struct hits *hits, const struct hits *marks, uint32_t set,
                         const struct expr *e, uint32_t n, uint32_t i, struct span sent, struct arena *keep, struct arena scratch,
                         struct rule_hits *out)
{
	enum { BEFORE = 6, AFTER = 4 }; /* words that the rules may have around a time */
	uint32_t from = e[i].first > sent.s + BEFORE ? e[i].first - BEFORE : sent.s;
	uint32_t last = i + 1 < n && e[i + 1].end <= sent.e ? e[i + 1].end : e[i].end;
	uint32_t end = last + AFTER < sent.e ? last + AFTER : sent.e;
	if (i && e[i - 1].end > from)
		from = e[i - 1].end;
	if (end - from > DRG__RULE_WINDOW)
		end = e[i].end; /* the next one is too far to join */
	drg__rules_match(w->pack, set, v, hits, marks, from, end, keep, scratch, out);
}

/* The expressions with `made` [n_made] in the place of those they were made of. */
static uint32_t replace(struct expr *e, uint32_t n, const struct expr *made, size_t n_made, struct arena scratch)
{
	struct expr *old = NEW_N(&scratch, struct expr, n);
	uint32_t out = 0, m = 0;
	memcpy(old, e, n * sizeof *e);
	for (uint32_t i = 0; i < n; i++) {
		while (m < n_made && made[m].end <= old[i].first)
			e[out++] = made[m++];
		if (m == n_made || old[i].end <= made[m].first)
			e[out++] = old[i];
	}
	while (m < n_made)
		e[out++] = made[m++];
	return out;
}

/* One round of the rules; true when something was joined. */
static bool join_once(const struct when_words *w, const struct view *v, const struct hits *hits, const struct sents *sents, uint32_t set,
                      struct expr *e, uint32_t *n, struct arena *keep, struct arena scratch)
{
	struct hit *mark = NEW_N(&scratch, struct hit, *n);
	struct hits marks;
	struct rule_hits found = { 0 };
	struct expr trial;
	size_t kept = 0;
	for (uint32_t i = 0; i < *n; i++)
		mark[i] = (struct hit){ MARK_TIME, i, e[i].first, e[i].end };
	drg__marks(mark, *n, v->n, &scratch, &marks);
	for (uint32_t i = 0, s = 0; i < *n; i++) {
		while (s + 1 < sents->n && sents->tok[s + 1] <= e[i].first)
			s++;
		match_around(w, v, hits, &marks, set, e, *n, i, (struct span){ sents->tok[s], sents->tok[s + 1] }, keep, scratch, &found);
	}
	for (size_t i = 0; i < found.n; i++)
		if (apply(w, v, &found.v[i], e, *n, &trial))
			found.v[kept++] = found.v[i];
	found.n = kept;
	if (kept == 0)
		return false;
	drg__rules_best(&found, v->n, scratch);
	struct expr *made = NEW_N(&scratch, struct expr, found.n);
	for (size_t i = 0; i < found.n; i++)
		apply(w, v, &found.v[i], e, *n, &made[i]);
	*n = replace(e, *n, made, found.n, scratch);
	return true;
}

void drg__when_join(const struct when_words *w, const struct view *v, const struct hits *hits, const struct sents *sents,
                    struct expr *e, uint32_t *n, struct arena *keep, struct arena scratch)
{
	enum { ROUNDS = 3 }; /* "early / on Friday morning / of last week" */
	uint32_t set = drg__ruleset(w->pack, "times-join");
	if (set == UINT32_MAX)
		return;
	for (int k = 0; k < ROUNDS && *n; k++)
		if (!join_once(w, v, hits, sents, set, e, n, keep, scratch))
			break;
}
