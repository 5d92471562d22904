/* when_value.c - times as TIMEX3 and EDTF write them. */
#include "stage/when_parts.h"

static const char *const part_name[] = { "MO", "MI", "AF", "EV", "NI", "DT" };
static const char *const season_name[] = { "SP", "SU", "FA", "WI" };

static struct str join(struct arena *keep, struct str a, struct str b)
{
	return drg__arena_fmt(keep, "%.*s%.*s", (int)a.n, a.p, (int)b.n, b.p);
}

/* "1998", "198", "19", "BC0480", "XXXX". */
static struct str year_value(const struct moment *m, struct arena *keep)
{
	if (m->year == NOT_SAID)
		return STR("XXXX");
	int32_t y = m->year;
	if (y <= 0 && m->unit == TU_DECADE)
		return drg__arena_fmt(keep, "BC%03d", (int)(1 - y) / 10);
	if (y <= 0 && m->unit == TU_CENTURY)
		return drg__arena_fmt(keep, "BC%02d", (int)(1 - y) / 100);
	if (y <= 0)
		return drg__arena_fmt(keep, "BC%04d", (int)(1 - y));
	if (m->unit == TU_DECADE)
		return drg__arena_fmt(keep, "%03d", (int)(y / 10));
	if (m->unit == TU_CENTURY)
		return drg__arena_fmt(keep, "%02d", (int)(y / 100));
	return drg__arena_fmt(keep, "%04d", (int)y);
}

static struct str two(int32_t v, struct arena *keep)
{
	return v == NOT_SAID ? STR("XX") : drg__arena_fmt(keep, "%02d", (int)v);
}

static struct str day_value(const struct moment *m, struct arena *keep)
{
	struct str y = year_value(m, keep), month = two(m->month, keep), day = two(m->day, keep);
	if (m->day == NOT_SAID && m->month == NOT_SAID && m->wday != NOT_SAID)
		return drg__arena_fmt(keep, "%.*s-WXX-%d", (int)y.n, y.p, (int)m->wday);
	return drg__arena_fmt(keep, "%.*s-%.*s-%.*s", (int)y.n, y.p, (int)month.n, month.p, (int)day.n, day.p);
}

static struct str clock_value(const struct moment *m, struct arena *keep)
{
	struct str day = day_value(m, keep), t;
	if (m->unit == TU_HOUR)
		t = drg__arena_fmt(keep, "T%02d:00", (int)m->hour);
	else if (m->unit == TU_MINUTE)
		t = drg__arena_fmt(keep, "T%02d:%02d", (int)m->hour, (int)m->minute);
	else
		t = drg__arena_fmt(keep, "T%02d:%02d:%02d", (int)m->hour, (int)m->minute, (int)m->second);
	return join(keep, day, t);
}

struct str drg__moment_value(const struct moment *m, struct arena *keep)
{
	struct str y = year_value(m, keep);
	switch ((enum time_unit)m->unit) {
	case TU_SECOND: case TU_MINUTE: case TU_HOUR:
		return clock_value(m, keep);
	case TU_PART:
		return join(keep, day_value(m, keep), drg__arena_fmt(keep, "T%s", part_name[m->part]));
	case TU_DAY:
		return day_value(m, keep);
	case TU_WEEK: case TU_FORTNIGHT: case TU_WEEKEND:
		if (m->week == NOT_SAID)
			return drg__arena_fmt(keep, "%.*s-WXX%s", (int)y.n, y.p, m->unit == TU_WEEKEND ? "-WE" : "");
		return drg__arena_fmt(keep, "%.*s-W%02d%s", (int)y.n, y.p, (int)m->week, m->unit == TU_WEEKEND ? "-WE" : "");
	case TU_MONTH:
		return drg__arena_fmt(keep, "%.*s-%.*s", (int)y.n, y.p, 2, two(m->month, keep).p);
	case TU_SEASON:
		return m->season == NOT_SAID ? y : drg__arena_fmt(keep, "%.*s-%s", (int)y.n, y.p, season_name[m->season - 21]);
	case TU_QUARTER:
		return m->quarter == NOT_SAID ? drg__arena_fmt(keep, "%.*s-QX", (int)y.n, y.p) : drg__arena_fmt(keep, "%.*s-Q%d", (int)y.n, y.p, (int)m->quarter);
	case TU_HALF:
		return m->half == NOT_SAID ? drg__arena_fmt(keep, "%.*s-HX", (int)y.n, y.p) : drg__arena_fmt(keep, "%.*s-H%d", (int)y.n, y.p, (int)m->half);
	default:
		return y;
	}
}

/* ------------------------------------------------------------------- EDTF -- */

static struct str edtf_year(int32_t y, struct arena *keep)
{
	return y < 0 ? drg__arena_fmt(keep, "-%04d", (int)-y) : drg__arena_fmt(keep, "%04d", (int)y);
}

struct str drg__day_text(int64_t day, struct arena *keep)
{
	struct civil c = drg__civil(day);
	struct str y = edtf_year(c.year, keep);
	return drg__arena_fmt(keep, "%.*s-%02d-%02d", (int)y.n, y.p, c.month, c.day);
}

/* "Z", "+05:30"; "" where no zone was said. */
static struct str edtf_zone(int32_t zone, struct arena *keep)
{
	if (zone == NOT_SAID)
		return STR("");
	int minutes = zone < 0 ? -zone : zone;
	return zone ? drg__arena_fmt(keep, "%c%02d:%02d", zone < 0 ? '-' : '+', minutes / 60, minutes % 60) : STR("Z");
}

/* A clock time of day m->from.  24:00 is the next day's 00:00 in EDTF. */
static struct str edtf_clock(const struct moment *m, struct arena *keep)
{
	struct str day = drg__day_text(m->from + (m->hour == 24), keep), zone = edtf_zone(m->zone, keep);
	return drg__arena_fmt(keep, "%.*sT%02d:%02d:%02d%.*s", (int)day.n, day.p, (int)(m->hour % 24), m->minute == NOT_SAID ? 0 : (int)m->minute,
	                      m->second == NOT_SAID ? 0 : (int)m->second, (int)zone.n, zone.p);
}

/* Level 2 has seasons 21..24, quarters 33..36, halves 40..41. */
static struct str edtf_whole(const struct moment *m, struct arena *keep)
{
	struct str y = edtf_year(m->year, keep);
	switch ((enum time_unit)m->unit) {
	case TU_SECOND: case TU_MINUTE: case TU_HOUR:
		return edtf_clock(m, keep);
	case TU_PART: case TU_DAY:
		if (m->from == m->to)
			return drg__day_text(m->from, keep);
		break;
	case TU_MONTH:
		return drg__arena_fmt(keep, "%.*s-%02d", (int)y.n, y.p, (int)m->month);
	case TU_SEASON:
		return drg__arena_fmt(keep, "%.*s-%d", (int)y.n, y.p, (int)m->season);
	case TU_QUARTER:
		return drg__arena_fmt(keep, "%.*s-%d", (int)y.n, y.p, (int)m->quarter + 32);
	case TU_HALF:
		return drg__arena_fmt(keep, "%.*s-%d", (int)y.n, y.p, (int)m->half + 39);
	case TU_YEAR:
		return y;
	case TU_DECADE:
		if (m->year < 0)
			break;
		return drg__arena_fmt(keep, "%03dX", (int)(m->year / 10));
	case TU_CENTURY:
		if (m->year < 0)
			break;
		return drg__arena_fmt(keep, "%02dXX", (int)(m->year / 100));
	default:
		break;
	}
	struct str a = drg__day_text(m->from, keep), b = drg__day_text(m->to, keep);
	return drg__arena_fmt(keep, "%.*s/%.*s", (int)a.n, a.p, (int)b.n, b.p);
}

/* A day whose year or month nobody said: unspecified digits. */
static struct str edtf_partial(const struct moment *m, struct arena *keep)
{
	if (m->month == NOT_SAID || m->year != NOT_SAID)
		return STR("");
	if (m->unit == TU_MONTH)
		return drg__arena_fmt(keep, "XXXX-%02d", (int)m->month);
	if (m->unit == TU_DAY && m->day != NOT_SAID)
		return drg__arena_fmt(keep, "XXXX-%02d-%02d", (int)m->month, (int)m->day);
	return STR("");
}

struct str drg__moment_edtf(const struct moment *m, uint8_t mod, struct arena *keep)
{
	if (!m->placed)
		return edtf_partial(m, keep);
	bool edge = m->edge && m->unit >= TU_WEEK && m->unit <= TU_YEAR;
	struct str s = edge ? drg__day_text(m->from, keep) : edtf_whole(m, keep);
	bool approx = edge || ((mod == TM_APPROX || m->rough) && m->unit >= TU_PART);
	if (!approx)
		return s;
	size_t slash = drg__str_find(s, STR("/"), 0);
	if (slash == SIZE_MAX)
		return join(keep, s, STR("~"));
	return drg__arena_fmt(keep, "%.*s~/%.*s~", (int)slash, s.p, (int)(s.n - slash - 1), s.p + slash + 1);
}

/* ---------------------------------------------------------------- amounts -- */

struct str drg__amount_value(const struct amount *a, struct arena *keep)
{
	static const struct {
		const char *before, *after;
		int32_t times;
	} form[] = {
		[TU_SECOND] = { "PT", "S", 1 },    [TU_MINUTE] = { "PT", "M", 1 },  [TU_HOUR] = { "PT", "H", 1 },     [TU_PART] = { "P", "D", 1 },
		[TU_DAY] = { "P", "D", 1 },        [TU_WEEKEND] = { "P", "WE", 1 }, [TU_WEEK] = { "P", "W", 1 },      [TU_FORTNIGHT] = { "P", "W", 2 },
		[TU_MONTH] = { "P", "M", 1 },      [TU_SEASON] = { "P", "M", 3 },   [TU_QUARTER] = { "P", "M", 3 },   [TU_HALF] = { "P", "M", 6 },
		[TU_YEAR] = { "P", "Y", 1 },       [TU_DECADE] = { "P", "Y", 10 },  [TU_CENTURY] = { "P", "Y", 100 }, [TU_MILLENNIUM] = { "P", "Y", 1000 },
	};
	/* Halves that a smaller unit names: "an hour and a half" is 90 minutes. */
	static const struct {
		uint8_t unit, smaller;
		int32_t times;
	} part_of[] = { { TU_MINUTE, TU_SECOND, 60 }, { TU_HOUR, TU_MINUTE, 60 }, { TU_DAY, TU_HOUR, 24 }, { TU_YEAR, TU_MONTH, 12 } };
	if (a->vague)
		return a->unit == TU_DECADE ? STR("PXE") : a->unit >= TU_CENTURY ? STR("PXC") : drg__arena_fmt(keep, "%sX%s", form[a->unit].before, form[a->unit].after);
	struct amount b = *a;
	for (size_t i = 0; i < sizeof part_of / sizeof *part_of && b.milli % 1000; i++) {
		if (part_of[i].unit == b.unit && b.milli * part_of[i].times % 1000 == 0) {
			b.milli *= part_of[i].times;
			b.unit = part_of[i].smaller;
			break;
		}
	}
	int64_t v = b.milli * form[b.unit].times;
	if (b.unit != a->unit && a->milli > 1000) { /* "P2Y6M", "PT1M30S" */
		int64_t whole = a->milli / 1000, rest = v / 1000 - whole * (v / (a->milli));
		return drg__arena_fmt(keep, "%s%lld%s%s%lld%s", form[a->unit].before, (long long)whole, form[a->unit].after, a->unit == TU_DAY ? "T" : "",
		                      (long long)rest, form[b.unit].after);
	}
	if (v % 1000 == 0)
		return drg__arena_fmt(keep, "%s%lld%s", form[b.unit].before, (long long)(v / 1000), form[b.unit].after);
	int digits = v % 100 == 0 ? 1 : v % 10 == 0 ? 2 : 3;
	long long fraction = (long long)(v % 1000) / (digits == 1 ? 100 : digits == 2 ? 10 : 1);
	return drg__arena_fmt(keep, "%s%lld.%0*lld%s", form[b.unit].before, (long long)(v / 1000), digits, fraction, form[b.unit].after);
}
