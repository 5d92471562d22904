#include "base/civil.h"

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Years begin in March here, so that the leap day is a year's last (after
 * H. Hinnant, chrono-compatible date algorithms). */
int64_t drg__day(int32_t year, int month, int day)
{
	int64_t y = (int64_t)year - (month <= 2), era = floor_div(y, 400), of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct civil drg__civil(int64_t day)
{
	int64_t z = day + 719468, era = floor_div(z, 146097), of_era = z - era * 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100), m = (5 * of_year + 2) / 153;
	int month = (int)(m < 10 ? m + 3 : m - 9);
	return (struct civil){ (int32_t)(year + era * 400 + (month <= 2)), (int8_t)month, (int8_t)(of_year - (153 * m + 2) / 5 + 1) };
}

int drg__month_days(int32_t year, int month)
{
	static const int8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return days[month - 1] + (month == 2 && leap);
}

int drg__weekday(int64_t day)
{
	return (int)(day + 3 - floor_div(day + 3, 7) * 7) + 1;
}

void drg__iso_week(int64_t day, int32_t *year, int *week)
{
	int64_t thursday = day - drg__weekday(day) + 4;
	*year = drg__civil(thursday).year;
	*week = (int)((thursday - drg__day(*year, 1, 1)) / 7) + 1;
}

int64_t drg__iso_monday(int32_t year, int week)
{
	int64_t fourth = drg__day(year, 1, 4); /* always in week 1 */
	return fourth - drg__weekday(fourth) + 1 + (int64_t)(week - 1) * 7;
}

int64_t drg__easter(int32_t year, bool orthodox)
{
	int64_t y = year;
	if (orthodox) {
		int64_t a = y % 4, b = y % 7, c = y % 19, d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
		int64_t month = (d + e + 114) / 31, day = (d + e + 114) % 31 + 1;
		/* The Julian date, moved by what the calendars have drifted apart. */
		return drg__day(year, (int)month, (int)day) + y / 100 - y / 400 - 2;
	}
	int64_t a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int64_t h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
	int64_t m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
	return drg__day(year, (int)(n / 31), (int)(n % 31) + 1);
}

enum { RATA_DIE = 719163 }; /* of 1970-01-01 */

static int64_t hebrew_elapsed(int64_t year)
{
	int64_t months = floor_div(235 * year - 234, 19), parts = 12084 + 13753 * months;
	int64_t day = 29 * months + floor_div(parts, 25920);
	return day + (3 * (day + 1) % 7 < 3);
}

static int64_t hebrew_new_year(int64_t year)
{
	int64_t before = hebrew_elapsed(year - 1), here = hebrew_elapsed(year), after = hebrew_elapsed(year + 1);
	int64_t late = after - here == 356 ? 2 : here - before == 382 ? 1 : 0;
	return -1373427 + here + late - RATA_DIE;
}

int64_t drg__passover(int32_t year)
{
	return hebrew_new_year((int64_t)year + 3761) - 163;
}

int64_t drg__hijri_day(int32_t year, int month, int day)
{
	return ((int64_t)year - 1) * 354 + floor_div(3 + 11 * (int64_t)year, 30) + 29 * (month - 1) + month / 2 + day + 227014 - RATA_DIE;
}

int32_t drg__hijri_year(int64_t day)
{
	return (int32_t)floor_div(30 * (day + RATA_DIE - 227015) + 10646, 10631);
}
