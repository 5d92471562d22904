/* when_anchor.c - where an expression lies on the calendar.
 *
 * What the words fix is taken from them.  What they leave open is completed
 * from the anchor: a step ("last week") counts from it, a bare part (a month, a
 * weekday) is the nearest one that the tense allows.  Without an anchor the open
 * fields stay unknown. */
#include "stage/when_parts.h"

struct moment drg__moment_new(void)
{
	return (struct moment){ .year = NOT_SAID, .month = NOT_SAID, .day = NOT_SAID, .week = NOT_SAID, .wday = NOT_SAID, .season = NOT_SAID,
		                .quarter = NOT_SAID, .half = NOT_SAID, .part = NOT_SAID, .hour = NOT_SAID, .minute = NOT_SAID, .second = NOT_SAID,
		                .zone = NOT_SAID, .unit = TU_YEAR };
}

static void set_day(struct moment *m, int64_t day)
{
	struct civil c = drg__civil(day);
	m->year = c.year;
	m->month = c.month;
	m->day = c.day;
	m->from = m->to = day;
}

static void set_week(struct moment *m, int64_t day)
{
	int32_t year;
	int week;
	drg__iso_week(day, &year, &week);
	m->year = year;
	m->week = week;
}

static void months(struct moment *m, int32_t first, int32_t n)
{
	int32_t last = first + n - 1, year = m->year + (last > 12);
	last -= last > 12 ? 12 : 0;
	m->from = drg__day(m->year, first, 1);
	m->to = drg__day(year, last, drg__month_days(year, last));
}

void drg__moment_place(struct moment *m)
{
	m->placed = false;
	if (m->year == NOT_SAID || m->year < -9999 || m->year > 9999)
		return;
	switch ((enum time_unit)m->unit) {
	case TU_SECOND: case TU_MINUTE: case TU_HOUR: case TU_PART: case TU_DAY:
		if (m->month == NOT_SAID || m->day == NOT_SAID)
			return;
		if (m->from == 0 && m->to == 0) /* not a stretch of days set by its finder */
			m->from = m->to = drg__day(m->year, m->month, m->day);
		break;
	case TU_WEEK: case TU_FORTNIGHT: case TU_WEEKEND:
		if (m->week == NOT_SAID)
			return;
		m->from = drg__iso_monday(m->year, m->week) + (m->unit == TU_WEEKEND ? 5 : 0);
		m->to = m->from + (m->unit == TU_WEEKEND ? 1 : m->unit == TU_WEEK ? 6 : 13);
		break;
	case TU_MONTH:
		if (m->month == NOT_SAID)
			return;
		months(m, m->month, 1);
		break;
	case TU_SEASON: /* of the north: winter runs into the next year */
		if (m->season == NOT_SAID)
			return;
		months(m, (m->season - 20) * 3, 3);
		break;
	case TU_QUARTER:
		if (m->quarter == NOT_SAID)
			return;
		months(m, m->quarter * 3 - 2, 3);
		break;
	case TU_HALF:
		if (m->half == NOT_SAID)
			return;
		months(m, m->half * 6 - 5, 6);
		break;
	default: {
		int32_t years = m->unit == TU_MILLENNIUM ? 1000 : m->unit == TU_CENTURY ? 100 : m->unit == TU_DECADE ? 10 : 1;
		m->from = drg__day(m->year, 1, 1);
		m->to = drg__day(m->year + years - 1, 12, 31);
	}
	}
	m->placed = true;
	if (m->edge && m->unit >= TU_WEEK && m->unit <= TU_YEAR)
		m->from = m->to = m->edge < 0 ? m->from : m->to;
}

/* ------------------------------------------------------------------- steps -- */

static int32_t floor_to(int32_t v, int32_t unit)
{
	int32_t rest = v % unit;
	return v - (rest < 0 ? rest + unit : rest);
}

/* The day of an anchor, where it is known to one; else what it begins with. */
static bool anchor_day(const struct moment *a, int64_t *day)
{
	if (!a->placed)
		return false;
	*day = a->from;
	return a->unit <= TU_DAY;
}

/* Months of an anchor since year 0; false when it is coarser. */
static bool anchor_month(const struct moment *a, int64_t *month)
{
	if (!a->placed || (a->unit > TU_MONTH && a->unit != TU_FORTNIGHT && a->unit != TU_WEEK))
		return false;
	struct civil c = drg__civil(a->from);
	*month = (int64_t)c.year * 12 + c.month - 1;
	return true;
}

/* `by` units of months, counted from an anchor's month. */
static bool step_months(struct moment *m, const struct moment *a, uint8_t unit, int32_t by)
{
	int64_t month;
	int32_t size = unit == TU_MONTH ? 1 : unit == TU_HALF ? 6 : 3;
	if (!anchor_month(a, &month))
		return false;
	if (unit == TU_SEASON)
		month -= 2; /* seasons begin in March */
	int64_t k = (month < 0 ? (month - size + 1) / size : month / size) + by;
	int64_t first = k * size + (unit == TU_SEASON ? 2 : 0);
	m->year = (int32_t)(first < 0 ? (first - 11) / 12 : first / 12);
	int32_t of_year = (int32_t)(first - (int64_t)m->year * 12);
	if (unit == TU_MONTH)
		m->month = of_year + 1;
	else if (unit == TU_QUARTER)
		m->quarter = of_year / 3 + 1;
	else if (unit == TU_HALF)
		m->half = of_year / 6 + 1;
	else
		m->season = (of_year - 2) / 3 + 21;
	return true;
}

/* The unit that lies `by` of its kind from an anchor; false where the anchor is
 * too coarse or there is none. */
static bool step(struct moment *m, const struct moment *a, uint8_t unit, int64_t by)
{
	int64_t day;
	m->unit = unit;
	if (by > 20000 || by < -20000)
		return false;
	switch ((enum time_unit)unit) {
	case TU_SECOND: case TU_MINUTE: case TU_HOUR: /* the day is near enough: clocks are seldom given */
		m->unit = TU_DAY;
		if (!anchor_day(a, &day))
			return false;
		set_day(m, day);
		return true;
	case TU_PART: case TU_DAY:
		m->unit = TU_DAY;
		if (!anchor_day(a, &day))
			return false;
		set_day(m, day + by);
		return true;
	case TU_WEEK: case TU_WEEKEND:
		if (!anchor_day(a, &day) && !(a->placed && a->unit <= TU_WEEK))
			return false;
		set_week(m, day + 7 * by);
		return true;
	case TU_FORTNIGHT:
		if (!anchor_day(a, &day))
			return false;
		m->unit = TU_WEEK;
		set_week(m, day + 14 * by);
		return true;
	case TU_MONTH: case TU_SEASON: case TU_QUARTER: case TU_HALF:
		return step_months(m, a, unit, (int32_t)by);
	default: {
		int32_t size = unit == TU_MILLENNIUM ? 1000 : unit == TU_CENTURY ? 100 : unit == TU_DECADE ? 10 : 1;
		if (a->year == NOT_SAID)
			return false;
		m->year = floor_to(a->year, size) + (int32_t)by * size;
		return true;
	}
	}
}

/* So long before or after: as exact as the unit, not finer. */
static bool move(struct moment *m, const struct moment *a, const struct amount *by, int sign)
{
	uint8_t unit = by->unit;
	int64_t n = by->milli / 1000 * sign;
	if (by->vague || unit == TU_NONE)
		return false;
	if (by->milli % 1000) { /* two and a half years are thirty months */
		int64_t smaller = unit == TU_YEAR ? 12 : unit == TU_DECADE ? 10 : 0;
		if (!smaller)
			return false;
		n = by->milli * smaller / 1000 * sign;
		unit = unit == TU_YEAR ? TU_MONTH : TU_YEAR;
	}
	if (unit == TU_CENTURY || unit == TU_DECADE || unit == TU_MILLENNIUM) {
		n *= unit == TU_DECADE ? 10 : unit == TU_CENTURY ? 100 : 1000;
		unit = TU_YEAR;
	}
	if (unit == TU_WEEKEND || unit == TU_SEASON)
		return false;
	return step(m, a, unit, n);
}

/* ---------------------------------------------------------------- nearest -- */

/* Of the days that a year brings, day_of(e, year), the one the tense allows:
 * back, the last not after the anchor (`slack` days are forgiven: zones, an
 * early edition); ahead, the first not before it; untold, the nearest. */
static int32_t year_by_tense(int64_t anchor, int32_t year, int tense, int64_t (*day_of)(const struct when_words *, const struct expr *, int32_t),
                             const struct when_words *w, const struct expr *e, int64_t length)
{
	enum { SLACK = 2, WRONG = 4000, WRONG_DAY = 320 };
	/* A tense is a weaker witness than a date with its day: notices of what is
	 * due next month come in every tense. */
	int64_t wrong = length == 1 ? WRONG_DAY : WRONG;
	int32_t best = year;
	int64_t best_cost = INT64_MAX;
	for (int32_t y = year - 1; y <= year + 1; y++) {
		int64_t from = day_of(w, e, y), to = from + length - 1;
		int64_t cost = from > anchor ? from - anchor : to < anchor ? anchor - to : 0;
		if ((tense < 0 && from > anchor + SLACK) || (tense > 0 && to < anchor - SLACK))
			cost += wrong;
		if (cost < best_cost) {
			best_cost = cost;
			best = y;
		}
	}
	return best;
}

/* "Last summer" is over, "next summer" has not begun: the nearest such one. */
static int32_t year_by_name(int64_t anchor, int32_t year, int by, int64_t (*day_of)(const struct when_words *, const struct expr *, int32_t),
                            const struct when_words *w, const struct expr *e, int64_t length)
{
	year += by < 0 ? 1 : -1;
	for (int k = 0; k < 4 && (by < 0 ? day_of(w, e, year) + length - 1 >= anchor : day_of(w, e, year) <= anchor); k++)
		year += by < 0 ? -1 : 1;
	return year;
}

static int64_t month_day(const struct when_words *w, const struct expr *e, int32_t year)
{
	(void)w;
	int day = e->day == NOT_SAID ? 1 : e->day;
	int most = drg__month_days(year, e->month);
	return drg__day(year, e->month, day > most ? most : day);
}

static int64_t season_day(const struct when_words *w, const struct expr *e, int32_t year)
{
	(void)w;
	return drg__day(year, (e->season - 20) * 3, 1);
}

static int64_t quarter_day(const struct when_words *w, const struct expr *e, int32_t year)
{
	(void)w;
	return drg__day(year, e->quarter != NOT_SAID ? e->quarter * 3 - 2 : e->half * 6 - 5, 1);
}

static int64_t nth_weekday(int32_t year, int32_t month, int32_t code)
{
	int32_t nth = code / 10, wday = code % 10;
	if (nth == 9) {
		int64_t last = drg__day(year, month, drg__month_days(year, month));
		return last - (drg__weekday(last) - wday + 7) % 7;
	}
	int64_t first = drg__day(year, month, 1);
	return first + (wday - drg__weekday(first) + 7) % 7 + (int64_t)(nth - 1) * 7;
}

/* The first day of a holiday in a year. */
static int64_t holiday_day(const struct when_words *w, const struct expr *e, int32_t year)
{
	const drg_pack *p = w->pack;
	int32_t month = (int32_t)drg__lex_u64(p, w->holidays, e->holiday, w->hol_month, 1);
	int32_t day = (int32_t)drg__lex_u64(p, w->holidays, e->holiday, w->hol_day, 1);
	int32_t by = drg__lex_enum(p, w->holidays, e->holiday, w->hol_sign) == 0 ? -day : day;
	switch (drg__lex_enum(p, w->holidays, e->holiday, w->hol_how)) {
	case 1:
		return nth_weekday(year, month, day);
	case 2:
		return drg__easter(year, false) + by;
	case 3:
		return drg__easter(year, true) + by;
	case 4: { /* the Islamic year that begins in, or just before, this one */
		day = day ? day : e->day != NOT_SAID ? e->day : 1;
		int32_t hijri = drg__hijri_year(drg__day(year, 1, 1));
		int64_t at = drg__hijri_day(hijri, month, day);
		return at >= drg__day(year, 1, 1) ? at : drg__hijri_day(hijri + 1, month, day);
	}
	case 5:
		return drg__passover(year) + by;
	default:
		return drg__day(year, month, day);
	}
}

static int64_t holiday_length(const struct when_words *w, const struct expr *e)
{
	bool hijri = drg__lex_enum(w->pack, w->holidays, e->holiday, w->hol_how) == 4;
	bool whole = hijri && e->day == NOT_SAID && drg__lex_u64(w->pack, w->holidays, e->holiday, w->hol_day, 1) == 0;
	return whole ? 30 : (int64_t)drg__lex_u64(w->pack, w->holidays, e->holiday, w->hol_days, 1);
}

/* --------------------------------------------------------------- completing -- */

static int64_t anchor_middle(const struct moment *a)
{
	return a->from + (a->unit <= TU_DAY ? 0 : (a->to - a->from) / 2);
}

static int tense_of(const struct expr *e, int tense)
{
	return e->named && e->by ? e->by : tense;
}

static void place_holiday(const struct when_words *w, const struct expr *e, const struct moment *a, int tense, struct moment *m)
{
	int64_t length = holiday_length(w, e);
	int32_t year = m->year;
	if (year == NOT_SAID && a->placed)
		year = year_by_tense(anchor_middle(a), a->year, tense_of(e, tense), holiday_day, w, e, length);
	if (year == NOT_SAID) {
		uint32_t how = drg__lex_enum(w->pack, w->holidays, e->holiday, w->hol_how);
		m->unit = TU_DAY;
		if (how == 0) { /* a fixed day needs no year to be a day */
			m->month = (int32_t)drg__lex_u64(w->pack, w->holidays, e->holiday, w->hol_month, 1);
			m->day = (int32_t)drg__lex_u64(w->pack, w->holidays, e->holiday, w->hol_day, 1);
		}
		return;
	}
	set_day(m, holiday_day(w, e, year));
	m->to = m->from + length - 1;
	m->unit = TU_DAY;
	m->rough = drg__lex_enum(w->pack, w->holidays, e->holiday, w->hol_how) == 4;
}

/* A weekday: in the week that was said, or the nearest that the tense allows. */
static bool place_weekday(const struct expr *e, const struct moment *a, int tense, struct moment *m)
{
	int64_t day;
	m->unit = TU_DAY;
	m->wday = e->wday;
	if (m->week != NOT_SAID && m->year != NOT_SAID) {
		set_day(m, drg__iso_monday(m->year, m->week) + e->wday - 1);
		m->week = NOT_SAID;
		return true;
	}
	if (!anchor_day(a, &day))
		return true;
	int back = (drg__weekday(day) - e->wday + 7) % 7; /* days since the last one */
	int ahead = (7 - back) % 7;
	if (e->named && e->by < 0) /* yesterday would be called so */
		set_day(m, day - back - (back <= 1 ? 7 : 0));
	else if (e->named && e->by > 0)
		set_day(m, day + ahead + (ahead <= 1 ? 7 : 0));
	else if (e->named)
		set_day(m, tense > 0 ? day + ahead : tense < 0 ? day - back : day - drg__weekday(day) + e->wday);
	else if (tense > 0)
		set_day(m, day + ahead);
	else
		set_day(m, day - back);
	if (e->farther)
		set_day(m, m->from + (m->from < day || (e->named && e->by < 0) ? -7 : 7));
	return true;
}

/* A year of two figures: the one nearest to the anchor. */
static int32_t full_year(const struct expr *e, const struct moment *a)
{
	if (!e->year_short || e->year < 0)
		return e->year;
	if (a->year == NOT_SAID)
		return NOT_SAID;
	int32_t y = a->year - a->year % 100 + e->year;
	return y > a->year + 20 ? y - 100 : y;
}

/* A history goes forward: a month well before the one named last is the next
 * year's; one shortly before it is looked back at. */
static int32_t year_told(const struct expr *e, const struct moment *a)
{
	enum { BACK = 8 };
	bool wraps = e->month != NOT_SAID && a->month != NOT_SAID && a->unit <= TU_MONTH && a->month - e->month >= BACK;
	return a->year + (wraps && !e->named);
}

/* Parts without a year: which year the anchor and the tense give them. */
static void find_year(const struct when_words *w, const struct expr *e, const struct moment *a, int tense, struct moment *m)
{
	bool month = e->month != NOT_SAID, season = e->season != NOT_SAID;
	if (m->year != NOT_SAID || !a->placed)
		return;
	tense = e->named && e->by == 0 ? TENSE_YEAR : tense_of(e, tense); /* "this September" is this year's */
	if (tense == TENSE_YEAR) {
		m->year = year_told(e, a);
		return;
	}
	if (!month && !season && e->quarter == NOT_SAID && e->half == NOT_SAID)
		return;
	if (!month && !season && !e->named) /* business reports look back, or expect the nearest */
		tense = tense > 0 ? 0 : -1;
	int64_t (*day_of)(const struct when_words *, const struct expr *, int32_t) = month ? month_day : season ? season_day : quarter_day;
	int64_t length = !month ? season ? 92 : 90 : e->day == NOT_SAID ? drg__month_days(a->year, e->month) : 1;
	bool named = e->named && (month || season) && e->day == NOT_SAID;
	m->year = named ? year_by_name(anchor_middle(a), a->year, e->by, day_of, w, e, length) :
	                  year_by_tense(anchor_middle(a), a->year, tense, day_of, w, e, length);
}

static void copy_clock(const struct expr *e, struct moment *m)
{
	m->part = e->part;
	m->hour = e->hour;
	m->minute = e->minute;
	m->second = e->second;
	m->zone = e->zone;
	if (e->part != NOT_SAID)
		m->unit = TU_PART;
	if (e->hour != NOT_SAID)
		m->unit = e->second != NOT_SAID ? TU_SECOND : e->minute != NOT_SAID ? TU_MINUTE : TU_HOUR;
}

/* "the 10th": the month of the anchor, or the one beside it. */
static void place_day_alone(const struct expr *e, const struct moment *a, int tense, struct moment *m)
{
	int64_t month;
	m->unit = TU_DAY;
	m->day = e->day;
	if (!anchor_month(a, &month))
		return;
	struct civil c = drg__civil(a->from);
	bool known = a->unit <= TU_DAY;
	if (known && tense < 0 && e->day > c.day + 2)
		month--;
	if (known && tense > 0 && e->day < c.day - 2)
		month++;
	m->year = (int32_t)(month / 12);
	m->month = (int32_t)(month % 12) + 1;
	if (m->day > drg__month_days(m->year, m->month))
		m->month = NOT_SAID;
}

/* The day that the anchor gives a part of the day or a clock time. */
static void place_in_day(const struct expr *e, const struct moment *a, struct moment *m)
{
	int64_t day;
	if (anchor_day(a, &day))
		set_day(m, day + (e->named ? e->by : 0));
	else
		m->month = m->day = NOT_SAID;
}

static bool place_calendar(const struct when_words *w, const struct expr *e, const struct moment *a, int tense, struct moment *m)
{
	if (e->step_unit != TU_NONE && !step(m, a, e->step_unit, e->by))
		return e->step_unit >= TU_WEEKEND || e->part != NOT_SAID;
	if (e->year != NOT_SAID) {
		m->year = full_year(e, a);
		m->unit = e->year_unit;
		if (m->year == NOT_SAID)
			return false;
	}
	if (e->holiday != NONE) {
		place_holiday(w, e, a, tense, m);
	} else if (e->month != NOT_SAID || e->season != NOT_SAID || e->quarter != NOT_SAID || e->half != NOT_SAID) {
		find_year(w, e, a, tense, m);
		m->month = e->month;
		m->day = e->day;
		m->season = e->season;
		m->quarter = e->quarter;
		m->half = e->half;
		m->unit = e->day != NOT_SAID ? TU_DAY : e->month != NOT_SAID ? TU_MONTH : e->season != NOT_SAID ? TU_SEASON :
		          e->quarter != NOT_SAID ? TU_QUARTER : TU_HALF;
	} else if (e->wday != NOT_SAID) {
		place_weekday(e, a, tense, m);
	} else if (e->day != NOT_SAID) {
		place_day_alone(e, a, tense, m);
	} else if ((e->part != NOT_SAID || e->hour != NOT_SAID) && e->step_unit == TU_NONE && e->year == NOT_SAID) {
		place_in_day(e, a, m);
	}
	copy_clock(e, m);
	return true;
}

/* "A year earlier" beside a quarter means its namesake. */
static bool quarter_of_year(const struct expr *e, const struct anchors *from, struct moment *m)
{
	bool year = e->step_unit == TU_YEAR || (e->move != MOVE_NONE && e->amount.unit == TU_YEAR && e->amount.milli == 1000);
	bool plain = e->month == NOT_SAID && e->season == NOT_SAID && e->half == NOT_SAID && e->wday == NOT_SAID;
	if (!year || !plain || !e->beside_quarter || from->quarter.how == TA_NONE)
		return false;
	int32_t by = e->move == MOVE_AFTER ? 1 : e->move == MOVE_BEFORE ? -1 : e->by;
	m->year = from->quarter.at.year + by;
	m->quarter = e->quarter != NOT_SAID ? e->quarter : from->quarter.at.quarter;
	m->unit = TU_QUARTER;
	return true;
}

/* "the quarter", "the weekend": the one that was spoken of, else the last that
 * is over, or the coming one. */
static bool known_unit(const struct expr *e, const struct anchors *from, int tense, struct moment *m)
{
	if (e->base != FROM_CONTEXT || e->by != 0 || (e->step_unit != TU_QUARTER && e->step_unit != TU_WEEKEND))
		return false;
	if (e->step_unit == TU_QUARTER && from->quarter.how != TA_NONE) {
		*m = from->quarter.at;
		return true;
	}
	int64_t day;
	bool over = !anchor_day(&from->day.at, &day) || (e->step_unit == TU_WEEKEND && drg__weekday(day) >= 6);
	return step(m, &from->day.at, e->step_unit, tense > 0 || over ? 0 : -1);
}

bool drg__when_place(const struct when_words *w, const struct expr *e, const struct anchors *from, int tense, struct moment *m)
{
	const struct moment *a = e->base == FROM_CONTEXT && from->context.how != TA_NONE ? &from->context.at : &from->day.at;
	bool ok;
	*m = drg__moment_new();
	m->year = from->year;
	if (quarter_of_year(e, from, m) || known_unit(e, from, tense, m)) {
		ok = true;
	} else if (e->move == MOVE_BEFORE || e->move == MOVE_AFTER) {
		int sign = e->move == MOVE_BEFORE ? -1 : 1;
		ok = move(m, a, &e->amount, sign) || (a != &from->day.at && move(m, &from->day.at, &e->amount, sign));
	} else {
		ok = place_calendar(w, e, a, tense, m);
	}
	if (!ok)
		return false;
	/* A part or a clock time of a stretch longer than a day has no day. */
	if (m->unit < TU_DAY && m->month == NOT_SAID)
		m->day = NOT_SAID;
	if (m->unit == TU_DAY && m->month != NOT_SAID && m->year != NOT_SAID && m->day != NOT_SAID && m->day > drg__month_days(m->year, m->month))
		return false;
	m->edge = e->edge;
	drg__moment_place(m);
	return true;
}

/* Days of a unit that is whole days, or what its months are; hours count as the
 * days they reach into. */
static bool stretch_end(int64_t day, const struct amount *amount, int sign, int64_t *end)
{
	int64_t n = (amount->milli + 999) / 1000 * sign, months = 0;
	switch ((enum time_unit)amount->unit) {
	case TU_HOUR:
		*end = day + (n + 23 * sign) / 24;
		return true;
	case TU_DAY: case TU_WEEK: case TU_FORTNIGHT:
		*end = day + n * (amount->unit == TU_DAY ? 1 : amount->unit == TU_WEEK ? 7 : 14);
		return true;
	case TU_MONTH:
		months = n;
		break;
	case TU_YEAR:
		months = 12 * n;
		break;
	case TU_DECADE:
		months = 120 * n;
		break;
	default:
		return false;
	}
	struct civil c = drg__civil(day);
	months += (int64_t)c.year * 12 + c.month - 1;
	int32_t year = (int32_t)(months / 12), month = (int32_t)(months % 12) + 1;
	int most = year > 0 ? drg__month_days(year, month) : 0;
	*end = most ? drg__day(year, month, c.day < most ? c.day : most) : 0;
	return most > 0;
}

bool drg__when_stretch(const struct moment *a, const struct amount *by_amount, int by, struct moment *out)
{
	enum { LONGEST = 2000 }; /* units: no report looks farther back by the number */
	int64_t day, other;
	if (!anchor_day(a, &day) || by_amount->vague || by_amount->milli <= 0 || by_amount->milli > (int64_t)LONGEST * 1000 ||
	    !stretch_end(day, by_amount, by < 0 ? -1 : 1, &other))
		return false;
	*out = drg__moment_new();
	out->from = by < 0 ? other : day;
	out->to = by < 0 ? day : other;
	out->year = drg__civil(out->from).year;
	out->unit = TU_WEEK;
	out->placed = true;
	return true;
}
