/* civil.h - days of the Gregorian calendar, and what is counted on them.
 *
 * A day is a number: days since 1970-01-01, negative before.  The calendar is
 * proleptic and years are astronomical: 0 is 1 BC, -479 is 480 BC. */
#ifndef DRG_BASE_CIVIL_H
#define DRG_BASE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

struct civil {
	int32_t year;
	int8_t month, day; /* 1..12, 1..31 */
};

/* The day of a date; month and day must exist (drg__month_days). */
int64_t drg__day(int32_t year, int month, int day);
struct civil drg__civil(int64_t day);
int drg__month_days(int32_t year, int month);

/* 1 Monday .. 7 Sunday. */
int drg__weekday(int64_t day);

/* ISO 8601 weeks: the week that holds `day`, and the Monday of a week. */
void drg__iso_week(int64_t day, int32_t *year, int *week);
int64_t drg__iso_monday(int32_t year, int week);

/* Easter Sunday (Meeus, Jones, Butcher; the Julian form for `orthodox`). */
int64_t drg__easter(int32_t year, bool orthodox);

/* The first day of Passover, by the arithmetic of the Hebrew calendar
 * (Dershowitz and Reingold, Calendrical Calculations). */
int64_t drg__passover(int32_t year);

/* A day of the Islamic calendar in its arithmetic form; sighted months may
 * begin a day earlier or later.  month 1..12. */
int64_t drg__hijri_day(int32_t year, int month, int day);
/* The Islamic year in which `day` lies. */
int32_t drg__hijri_year(int64_t day);

#endif
