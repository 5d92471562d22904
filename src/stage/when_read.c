/* when_read.c - what the match of a rule of times.rules says.
 *
 * Each capture of a rule is a part of an expression; this file knows by the
 * capture's name how to read its words (the table `parts`).  What the rule itself
 * yields is when_yield.c's. */
#include "stage/when_parts.h"

#include "base/utf8.h"

struct expr drg__expr_new(void)
{
	return (struct expr){ .year = NOT_SAID, .year_unit = TU_YEAR, .month = NOT_SAID, .day = NOT_SAID, .wday = NOT_SAID,
		              .season = NOT_SAID, .quarter = NOT_SAID, .half = NOT_SAID, .part = NOT_SAID, .hour = NOT_SAID,
		              .minute = NOT_SAID, .second = NOT_SAID, .zone = NOT_SAID, .holiday = NONE };
}

bool drg__when_words(const drg_pack *p, struct when_words *w)
{
	*w = (struct when_words){ .pack = p };
	const struct {
		uint32_t *lex, *col;
		const char *name, *column;
	} look[] = {
		{ &w->calendar, &w->cal_kind, "calendar", "kind" },      { &w->calendar, &w->cal_number, "calendar", "number" },
		{ &w->calendar, &w->cal_mod, "calendar", "mod" },        { &w->units, &w->unit_unit, "time_units", "unit" },
		{ &w->parts, &w->part_part, "day_parts", "part" },       { &w->parts, &w->part_clock, "day_parts", "clock" },
		{ &w->steps, &w->step_by, "time_steps", "by" },          { &w->steps, &w->step_base, "time_steps", "base" },
		{ &w->days, &w->days_by, "time_days", "by" },            { &w->days, &w->days_sign, "time_days", "sign" },
		{ &w->days, &w->days_part, "time_days", "part" },        { &w->refs, &w->ref_ref, "time_refs", "ref" },
		{ &w->mods, &w->mod_mod, "time_mods", "mod" },           { &w->stretches, &w->stretch_mod, "time_parts", "mod" },
		{ &w->stretches, &w->stretch_edge, "time_parts", "edge" },
		{ &w->ordinals, &w->ordinal_value, "ordinals", "value" }, { &w->decades, &w->decade_value, "decades", "value" },
		{ &w->zones, &w->zone_minutes, "time_zones", "minutes" }, { &w->zones, &w->zone_west, "time_zones", "west" },
		{ &w->sets, &w->set_value, "time_sets", "value" },       { &w->numbers, &w->number_kind, "numbers", "kind" },
		{ &w->numbers, &w->number_value, "numbers", "value" },   { &w->holidays, &w->hol_how, "holidays", "how" },
		{ &w->holidays, &w->hol_month, "holidays", "month" },    { &w->holidays, &w->hol_day, "holidays", "day" },
		{ &w->holidays, &w->hol_sign, "holidays", "sign" },      { &w->holidays, &w->hol_days, "holidays", "days" },
	};
	for (size_t i = 0; i < sizeof look / sizeof *look; i++) {
		*look[i].lex = drg__lex(p, look[i].name);
		if (*look[i].lex == NONE)
			return false;
		*look[i].col = drg__lex_col(p, *look[i].lex, look[i].column);
		if (*look[i].col == NONE)
			return false;
	}
	return true;
}

/* What is being read. */
struct reader {
	const struct when_words *w;
	const struct view *v;
	uint32_t first, end; /* the capture's tokens */
	struct expr *e;
};

static struct str tok(const struct reader *r, uint32_t i)
{
	return drg__view_tok(r->v, i);
}

static bool is(const struct reader *r, uint32_t i, const char *word)
{
	return drg__str_ieq(tok(r, i), drg__str_c(word));
}

/* The first word of the capture is one of these? */
static bool begins(const struct reader *r, const char *word)
{
	return r->first < r->end && is(r, r->first, word);
}

static uint32_t row_of(const struct reader *r, uint32_t lex)
{
	return drg__lex_find(r->w->pack, lex, r->v, r->first, r->end);
}

/* Decimal digits at the beginning of s: how many, and their value. */
static size_t digits(struct str s, int32_t *out)
{
	size_t n = 0;
	*out = 0;
	while (n < s.n && n < 9 && s.p[n] >= '0' && s.p[n] <= '9')
		*out = *out * 10 + (s.p[n++] - '0');
	return n;
}

/* ----------------------------------------------------------- dates in parts -- */

/* An ordinal in words or figures; 0 when it is none. */
static int32_t ordinal(const struct reader *r)
{
	uint32_t row = row_of(r, r->w->ordinals);
	int32_t v = 0;
	if (row != NONE)
		return (int32_t)drg__lex_u64(r->w->pack, r->w->ordinals, row, r->w->ordinal_value, 0);
	return r->end - r->first == 1 && digits(tok(r, r->first), &v) ? v : 0;
}

static bool read_month(struct reader *r)
{
	uint32_t row = row_of(r, r->w->calendar);
	if (row == NONE)
		return false;
	r->e->month = (int32_t)drg__lex_u64(r->w->pack, r->w->calendar, row, r->w->cal_number, 1);
	if (drg__lex_str(r->w->pack, r->w->calendar, row, r->w->cal_mod).n)
		r->e->mod = TM_MID;
	return true;
}

static bool read_weekday(struct reader *r)
{
	uint32_t row = row_of(r, r->w->calendar);
	if (row == NONE)
		return false;
	r->e->wday = (int32_t)drg__lex_u64(r->w->pack, r->w->calendar, row, r->w->cal_number, 1);
	return true;
}

static bool read_season(struct reader *r)
{
	uint32_t row = row_of(r, r->w->calendar);
	if (row == NONE)
		return false;
	r->e->season = (int32_t)drg__lex_u64(r->w->pack, r->w->calendar, row, r->w->cal_number, 21);
	if (drg__lex_str(r->w->pack, r->w->calendar, row, r->w->cal_mod).n)
		r->e->mod = TM_MID;
	return true;
}

static bool read_day(struct reader *r)
{
	r->e->day = ordinal(r);
	return r->e->day >= 1 && r->e->day <= 31;
}

static bool read_quarter(struct reader *r)
{
	struct str t = tok(r, r->first);
	r->e->quarter = t.n == 2 && (t.p[0] | 32) == 'q' ? t.p[1] - '0' : ordinal(r);
	return r->e->quarter >= 1 && r->e->quarter <= 4;
}

static bool read_half(struct reader *r)
{
	r->e->half = begins(r, "first") ? 1 : 2;
	return true;
}

/* "24/3/2031": day and month only where one number cannot be a month. */
static bool figures_date(struct reader *r, struct str s)
{
	int32_t n[3];
	for (int i = 0; i < 3; i++) {
		size_t k = digits(s, &n[i]);
		if (k == 0 || (i < 2 && k == s.n))
			return false;
		s = drg__str_sub(s, k + (i < 2), s.n);
	}
	if (s.n)
		return false;
	if (n[0] > 31) { /* ISO */
		r->e->year = n[0], r->e->month = n[1], r->e->day = n[2];
		return r->e->month >= 1 && r->e->month <= 12 && r->e->day >= 1;
	}
	r->e->year = n[2];
	r->e->year_short = n[2] < 100;
	if (n[0] == n[1] && n[0] <= 12) {
		r->e->month = r->e->day = n[0];
	} else if (n[0] > 12 && n[1] >= 1 && n[1] <= 12) {
		r->e->day = n[0], r->e->month = n[1];
	} else if (n[1] > 12 && n[1] <= 31 && n[0] >= 1) {
		r->e->month = n[0], r->e->day = n[1];
	} else {
		return n[0] >= 1 && n[0] <= 12 && n[1] >= 1 && n[1] <= 12; /* a year is all that is certain */
	}
	return true;
}

/* "1980s" "'80s" "80s" "mid-1990" "1990's" "'89" "2031", or a date in figures. */
static bool year_figures(struct reader *r, struct str s)
{
	int32_t v;
	if (drg__str_istarts(s, STR("mid-")))
		s = drg__str_sub(s, 4, s.n);
	while (s.n && (s.p[0] < '0' || s.p[0] > '9'))
		s = drg__str_sub(s, 1, s.n); /* an apostrophe, one byte or three */
	size_t k = digits(s, &v);
	if (k == 0 || k > 4)
		return false;
	if (k < s.n && (s.p[k] == '-' || s.p[k] == '/' || s.p[k] == '.'))
		return figures_date(r, s);
	r->e->year = v;
	r->e->year_short = k == 2;
	if (s.n > k && (s.p[s.n - 1] | 32) == 's') {
		if (v % 10)
			return false;
		r->e->year_unit = TU_DECADE;
	}
	return true;
}

static bool read_year(struct reader *r)
{
	if (is(r, r->end - 1, "year")) { /* "of that year" */
		r->e->step_unit = TU_YEAR;
		r->e->base = FROM_CONTEXT;
		return true;
	}
	/* A row of captures may have a range after it: the last figures count. */
	for (uint32_t i = r->first; i < r->end; i++)
		if (r->v->flags[i] & TOK_NUM)
			return year_figures(r, tok(r, i));
	struct amount a = { 0 };
	int64_t sum = 0;
	if (begins(r, "two") && drg__when_number(r->w, r->v, r->first, r->end, &a)) {
		r->e->year = (int32_t)(a.milli / 1000);
		return true;
	}
	/* "nineteen ninety-four", "nineteen hundred" */
	if (!drg__when_number(r->w, r->v, r->first, r->first + 1, &a))
		return false;
	sum = a.milli / 1000 * 100;
	if (r->end - r->first > 1 && !is(r, r->first + 1, "hundred")) {
		if (!drg__when_number(r->w, r->v, r->first + 1, r->end, &a) || a.milli < 10000)
			return false;
		sum += a.milli / 1000;
	}
	r->e->year = (int32_t)sum;
	return true;
}

static bool read_era(struct reader *r)
{
	bool bc = (tok(r, r->first).p[0] | 32) == 'b';
	if (r->e->year == NOT_SAID || r->e->year < (r->e->year_unit == TU_YEAR))
		return false;
	r->e->year_short = false;
	struct str era = tok(r, r->first);
	if ((era.p[era.n > 1 && era.p[1] == '.' ? 2 : 1] | 32) == 'h') { /* of the Hijra: the year in which it began */
		r->e->mod = TM_APPROX;
		r->e->year = drg__civil(drg__hijri_day(r->e->year, 1, 1)).year;
		return r->e->year_unit == TU_YEAR;
	}
	if (bc) { /* a stretch begins with its farthest year */
		int32_t size = r->e->year_unit == TU_CENTURY ? 100 : r->e->year_unit == TU_DECADE ? 10 : 1;
		r->e->year = 1 - r->e->year - (size - 1);
	}
	return true;
}

/* "1915-17": the century of a year of two figures. */
static bool read_range_begin(struct reader *r)
{
	int32_t v;
	if (digits(tok(r, r->first), &v) != 4 || r->e->year == NOT_SAID)
		return false;
	r->e->year_short = false;
	r->e->year += v / 100 * 100;
	return r->e->year > v;
}

static bool read_decade(struct reader *r)
{
	uint32_t row = row_of(r, r->w->decades);
	if (row == NONE)
		return false;
	r->e->year = (int32_t)drg__lex_u64(r->w->pack, r->w->decades, row, r->w->decade_value, 0);
	r->e->year_short = true;
	r->e->year_unit = TU_DECADE;
	return true;
}

static bool read_century(struct reader *r)
{
	int32_t v = ordinal(r);
	r->e->year = (v - 1) * 100;
	r->e->year_unit = TU_CENTURY;
	return v >= 2 && v <= 30;
}

/* ---------------------------------------------------------- parts of a day -- */

static bool read_part(struct reader *r)
{
	uint32_t row = row_of(r, r->w->parts);
	if (row == NONE)
		return false;
	uint64_t clock = drg__lex_u64(r->w->pack, r->w->parts, row, r->w->part_clock, UINT64_MAX);
	if (clock != UINT64_MAX) {
		r->e->hour = (int32_t)(clock / 60);
		r->e->minute = (int32_t)(clock % 60);
	} else {
		r->e->part = (int32_t)drg__lex_enum(r->w->pack, r->w->parts, row, r->w->part_part);
	}
	return true;
}

static bool read_clock(struct reader *r)
{
	struct str s = tok(r, r->first);
	struct amount a = { 0 };
	int32_t v[3] = { 0, NOT_SAID, NOT_SAID };
	if (is(r, r->first, "noon") || is(r, r->first, "midnight"))
		return read_part(r);
	if (!(r->v->flags[r->first] & TOK_NUM)) {
		if (!drg__when_number(r->w, r->v, r->first, r->end, &a))
			return false;
		v[0] = (int32_t)(a.milli / 1000);
	}
	for (int i = 0; i < 3 && s.n && (r->v->flags[r->first] & TOK_NUM); i++) {
		size_t k = digits(s, &v[i]);
		if (k == 4 && i == 0) { /* military */
			v[1] = v[0] % 100;
			v[0] /= 100;
			break;
		}
		s = drg__str_sub(s, k, s.n);
		if (s.n < 2 || (s.p[0] != ':' && s.p[0] != '.'))
			break;
		s = drg__str_sub(s, 1, s.n);
	}
	r->e->hour = v[0];
	r->e->minute = v[1];
	r->e->second = v[2];
	r->e->twelve = v[0] >= 1 && v[0] < 12;
	r->e->spoken = !(r->v->flags[r->first] & TOK_NUM);
	return v[0] >= 0 && v[0] <= 24 && (v[1] == NOT_SAID || v[1] < 60) && (v[2] == NOT_SAID || v[2] < 60);
}

static bool read_ampm(struct reader *r)
{
	bool pm = (tok(r, r->first).p[0] | 32) == 'p';
	if (r->e->hour < 1 || r->e->hour > 12)
		return r->e->hour > 12 && pm; /* "17:40 p.m." */
	r->e->hour = r->e->hour % 12 + (pm ? 12 : 0);
	r->e->twelve = false;
	return true;
}

/* "half past six", "twenty to five": the hour is read already. */
static bool read_side(struct reader *r)
{
	if (r->e->minute == NOT_SAID || r->e->hour == NOT_SAID)
		return false;
	if (begins(r, "to")) {
		r->e->minute = 60 - r->e->minute;
		r->e->hour = r->e->hour ? r->e->hour - 1 : 23;
	}
	return r->e->minute < 60;
}

static bool read_minutes(struct reader *r)
{
	struct amount a = { 0 };
	bool quarter = is(r, r->end - 1, "quarter");
	if (!quarter && !is(r, r->first, "half") && (!drg__when_number(r->w, r->v, r->first, r->end, &a) || a.vague))
		return false;
	r->e->minute = quarter ? 15 : is(r, r->first, "half") ? 30 : (int32_t)(a.milli / 1000);
	return r->e->minute > 0 && r->e->minute < 60;
}

static bool read_day_word(struct reader *r)
{
	const struct when_words *w = r->w;
	uint32_t row = row_of(r, w->days);
	if (row == NONE)
		return false;
	int32_t by = (int32_t)drg__lex_u64(w->pack, w->days, row, w->days_by, 0);
	r->e->by = drg__lex_enum(w->pack, w->days, row, w->days_sign) == 0 ? -by : by;
	r->e->step_unit = TU_DAY;
	uint32_t part = drg__lex_enum(w->pack, w->days, row, w->days_part);
	static const uint8_t of[] = { PART_NI, PART_MO, PART_AF, PART_EV };
	if (part < 4)
		r->e->part = of[part];
	return true;
}

/* ------------------------------------------------------------ steps, amounts -- */

static bool read_step(struct reader *r)
{
	uint32_t row = row_of(r, r->w->steps);
	if (row == NONE) { /* "the day before", "the day after" */
		r->e->by = begins(r, "before") ? -1 : 1;
		return true;
	}
	r->e->by = (int32_t)drg__lex_enum(r->w->pack, r->w->steps, row, r->w->step_by) - 1;
	r->e->base = (uint8_t)drg__lex_enum(r->w->pack, r->w->steps, row, r->w->step_base);
	r->e->the_next = begins(r, "the");
	r->e->named = true; /* until a unit says otherwise */
	return true;
}

static bool read_unit(struct reader *r)
{
	static const uint8_t unit[] = { TU_SECOND, TU_MINUTE, TU_HOUR, TU_DAY, TU_WEEKEND, TU_WEEK, TU_FORTNIGHT, TU_MONTH, TU_QUARTER,
		                        TU_HALF, TU_SEASON, TU_YEAR, TU_DECADE, TU_CENTURY, TU_MILLENNIUM };
	uint32_t row = row_of(r, r->w->units), k = NONE;
	if (row != NONE)
		k = drg__lex_enum(r->w->pack, r->w->units, row, r->w->unit_unit);
	if (k >= sizeof unit)
		return false;
	r->e->amount.unit = unit[k];
	r->e->named = false;
	/* "the next day" follows what was told, "the next year" today. */
	if (r->e->base == FROM_CONTEXT && r->e->by > 0 && r->e->the_next && unit[k] > TU_DAY)
		r->e->base = FROM_ANCHOR;
	return true;
}

static bool read_amount(struct reader *r)
{
	return drg__when_number(r->w, r->v, r->first, r->end, &r->e->amount);
}

static bool read_amount2(struct reader *r)
{
	return drg__when_number(r->w, r->v, r->first, r->end, &r->e->amount2);
}

static bool read_mod(struct reader *r)
{
	/* The lexicons' values, in their order, as enum time_mod. */
	static const uint8_t mods[] = { TM_START, TM_MID, TM_END, TM_APPROX, TM_LESS_THAN, TM_MORE_THAN, TM_EQUAL_OR_LESS,
		                        TM_EQUAL_OR_MORE, TM_BEFORE, TM_AFTER };
	uint32_t row = row_of(r, r->w->mods);
	uint32_t k = NONE;
	if (row != NONE)
		k = drg__lex_enum(r->w->pack, r->w->mods, row, r->w->mod_mod);
	else if ((row = row_of(r, r->w->stretches)) != NONE) {
		uint32_t edge = drg__lex_enum(r->w->pack, r->w->stretches, row, r->w->stretch_edge);
		r->e->edge = edge == 0 ? -1 : edge == 1 ? 1 : 0;
		k = drg__lex_enum(r->w->pack, r->w->stretches, row, r->w->stretch_mod);
	}
	if (k < sizeof mods)
		r->e->mod = mods[k];
	return true;
}

static bool read_ref(struct reader *r)
{
	uint32_t row = row_of(r, r->w->refs);
	if (row == NONE)
		return false;
	r->e->form = EX_REF;
	r->e->ref = (uint8_t)(drg__lex_enum(r->w->pack, r->w->refs, row, r->w->ref_ref) + 1);
	return true;
}

static bool read_set(struct reader *r)
{
	uint32_t row = row_of(r, r->w->sets);
	if (row == NONE)
		return false;
	r->e->form = EX_SET;
	r->e->set_value = drg__lex_str(r->w->pack, r->w->sets, row, r->w->set_value);
	return true;
}

static bool read_holiday(struct reader *r)
{
	r->e->holiday = row_of(r, r->w->holidays);
	return r->e->holiday != NONE;
}

/* "local time" names no zone. */
static bool read_zone(struct reader *r)
{
	const struct when_words *w = r->w;
	uint32_t row = row_of(r, w->zones);
	if (row == NONE || drg__lex_str(w->pack, w->zones, row, w->zone_minutes).n == 0)
		return true;
	int32_t minutes = (int32_t)drg__lex_u64(w->pack, w->zones, row, w->zone_minutes, 0);
	r->e->zone = drg__lex_enum(w->pack, w->zones, row, w->zone_west) == 0 ? -minutes : minutes;
	return true;
}

/* In the order in which they are read: what a later one builds on comes first. */
static const struct {
	const char *name;
	bool (*read)(struct reader *);
} parts[] = {
	{ "m", read_month },       { "d", read_day },         { "wd", read_weekday },  { "y", read_year },     { "y0", read_range_begin },
	{ "century", read_century }, { "era", read_era },
	{ "q", read_quarter },     { "h", read_half },        { "season", read_season }, { "part", read_part }, { "clock", read_clock },
	{ "ampm", read_ampm },     { "min", read_minutes },   { "side", read_side },   { "decade", read_decade },
	{ "day", read_day_word },  { "by", read_step },       { "n", read_amount },    { "n2", read_amount2 }, { "unit", read_unit },
	{ "mod", read_mod },       { "ref", read_ref },       { "set", read_set },     { "hol", read_holiday }, { "zone", read_zone },
};

bool drg__when_read(const struct when_words *w, const struct view *v, const struct rule_hit *hit, struct expr *e)
{
	struct reader r = { w, v, 0, 0, e };
	*e = drg__expr_new();
	e->rule = hit->rule;
	e->priority = hit->priority;
	e->first = hit->first;
	e->end = hit->end;
	drg__rule_cap(hit, "t", &e->first, &e->end);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (drg__rule_cap(hit, parts[i].name, &r.first, &r.end) && r.first < r.end && !parts[i].read(&r))
			return false;
	if (!drg__when_yield(w, v, hit, e))
		return false;
	if (e->month == NOT_SAID)
		return true;
	if (e->month < 1 || e->month > 12)
		return false;
	return e->day == NOT_SAID || e->day <= drg__month_days(e->year == NOT_SAID ? 2000 : e->year, e->month);
}
