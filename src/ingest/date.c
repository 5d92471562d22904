#include "ingest/date.h"

#include <string.h>

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool alpha(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static int days_in(int y, int m)
{
	static const uint8_t d[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return d[m - 1] + (m == 2 && ((y % 4 == 0 && y % 100) || y % 400 == 0));
}

static bool set_day(struct date *d, long y, long m, long day)
{
	if (y < 1900 || y > 2199 || m < 1 || m > 12 || day < 1 || day > days_in((int)y, (int)m))
		return false;
	d->year = (int16_t)y;
	d->month = (uint8_t)m;
	d->day = (uint8_t)day;
	return true;
}

/* A run of at most 14 digits at i; its length in *n. */
static long long number(struct str s, size_t i, size_t *n)
{
	long long v = 0;
	size_t k = i;
	for (; k < s.n && digit(s.p[k]) && k - i < 15; k++)
		v = v * 10 + (s.p[k] - '0');
	*n = k - i;
	return v;
}

static int month_name(struct str s, size_t i, size_t *n)
{
	static const char *const name[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december" };
	size_t k = i;
	while (k < s.n && alpha(s.p[k]))
		k++;
	*n = k - i;
	if (*n < 3)
		return 0;
	for (int m = 0; m < 12; m++) {
		size_t len = strlen(name[m]);
		if ((*n == 3 || *n == len || (*n == 4 && m == 8)) && *n <= len &&
		    drg__str_ieq(drg__str_sub(s, i, k), drg__str(name[m], *n)))
			return m + 1;
	}
	return 0;
}

static size_t skip(struct str s, size_t i, const char *set)
{
	while (i < s.n && s.p[i] && strchr(set, s.p[i]))
		i++;
	return i;
}

static const struct {
	const char *name;
	int16_t minutes;
} zones[] = {
	{ "Z", 0 },     { "UTC", 0 },   { "GMT", 0 },   { "BST", 60 },  { "CET", 60 },   { "CEST", 120 }, { "EET", 120 },  { "EEST", 180 },
	{ "MSK", 180 }, { "IST", 330 }, { "EST", -300 }, { "EDT", -240 }, { "CST", -360 }, { "CDT", -300 }, { "MST", -420 }, { "MDT", -360 },
	{ "PST", -480 }, { "PDT", -420 }, { "AEST", 600 }, { "AEDT", 660 }, { "JST", 540 }, { "UT", 0 },
};

static void zone(struct str s, size_t i, struct date *d)
{
	i = skip(s, i, " (");
	if (i < s.n && (s.p[i] == '+' || s.p[i] == '-')) {
		size_t n;
		long long v = number(s, i + 1, &n);
		int sign = s.p[i] == '-' ? -1 : 1;
		long long h = -1, m = 0;
		if (n == 4) {
			h = v / 100;
			m = v % 100;
		} else if (n == 2 || n == 1) {
			h = v;
			i += 1 + n;
			if (i + 2 < s.n && s.p[i] == ':')
				m = number(s, i + 1, &n);
		}
		if (h >= 0 && h <= 14 && m >= 0 && m < 60) {
			d->has_zone = true;
			d->zone = (int16_t)(sign * (h * 60 + m));
		}
		return;
	}
	size_t e = i;
	while (e < s.n && alpha(s.p[e]))
		e++;
	for (size_t k = 0; e > i && k < sizeof zones / sizeof *zones; k++) {
		if (drg__str_eq(drg__str_sub(s, i, e), drg__str_c(zones[k].name))) {
			d->has_zone = true;
			d->zone = zones[k].minutes;
		}
	}
}

/* hh:mm[:ss[.fff]] [am|pm] [zone], near after i. */
static void clock_time(struct str s, size_t i, struct date *d)
{
	size_t stop = i + 24 < s.n ? i + 24 : s.n;
	for (; i < stop && !digit(s.p[i]); i++)
		;
	size_t n, at = i;
	if (i >= stop)
		return;
	long long h = number(s, at, &n), m = 0, sec = 0;
	if (n < 1 || n > 2)
		return;
	at += n;
	bool colon = at < s.n && (s.p[at] == ':' || s.p[at] == '.') && at + 2 < s.n && digit(s.p[at + 1]) && digit(s.p[at + 2]);
	if (colon) {
		m = number(s, at + 1, &n);
		at += 1 + n;
		if (n != 2)
			return;
		if (at + 2 < s.n && s.p[at] == ':' && digit(s.p[at + 1])) {
			sec = number(s, at + 1, &n);
			at += 1 + n;
		}
		if (at + 1 < s.n && s.p[at] == '.' && digit(s.p[at + 1])) {
			number(s, at + 1, &n);
			at += 1 + n;
		}
	}
	size_t k = skip(s, at, " \t");
	if (k + 1 < s.n && ((s.p[k] | 32) == 'a' || (s.p[k] | 32) == 'p')) {
		size_t k2 = k + 1 + (s.p[k + 1] == '.');
		if (k2 < s.n && (s.p[k2] | 32) == 'm' && h <= 12) {
			h = h % 12 + ((s.p[k] | 32) == 'p' ? 12 : 0);
			at = k2 + 1;
			at += at < s.n && s.p[at] == '.';
			colon = true;
		}
	}
	if (!colon || h > 23 || m > 59 || sec > 60)
		return;
	d->hour = (uint8_t)h;
	d->minute = (uint8_t)m;
	d->second = (uint8_t)(sec > 59 ? 59 : sec);
	d->has_time = true;
	zone(s, at, d);
}

/* A date that begins with the number at i. */
static bool from_number(struct str s, size_t i, struct date *d, size_t *end)
{
	size_t n, n2, n3;
	long long a = number(s, i, &n);
	size_t at = i + n;
	if (n == 8 || n == 14) { /* 20231221[101112] */
		long long day = n == 14 ? a / 1000000 : a;
		if (set_day(d, (long)(day / 10000), (long)(day / 100 % 100), (long)(day % 100))) {
			*end = i + 8;
			if (n == 14) {
				d->hour = (uint8_t)(a / 10000 % 100);
				d->minute = (uint8_t)(a / 100 % 100);
				d->second = (uint8_t)(a % 100);
				d->has_time = d->hour < 24 && d->minute < 60 && d->second < 60;
				*end = s.n;
			}
			return true;
		}
		return false;
	}
	if (at < s.n && (s.p[at] == '-' || s.p[at] == '/' || s.p[at] == '.')) {
		char sep = s.p[at];
		long long b = number(s, at + 1, &n2);
		size_t at2 = at + 1 + n2;
		if (n2 >= 1 && n2 <= 2 && at2 < s.n && s.p[at2] == sep) {
			long long c = number(s, at2 + 1, &n3);
			*end = at2 + 1 + n3;
			if (n == 4 && n3 >= 1 && n3 <= 2)
				return set_day(d, (long)a, (long)b, (long)c);
			if (n <= 2 && n3 == 4) {
				if (a > 12)
					return set_day(d, (long)c, (long)b, (long)a);
				if (b > 12 || a == b)
					return set_day(d, (long)c, (long)a, (long)b);
				if (sep == '.') /* only ever day first */
					return set_day(d, (long)c, (long)b, (long)a);
			}
			return false;
		}
	}
	if (n == 4 && at < s.n && (s.p[at] == '-' || s.p[at] == '/')) { /* 2023/dec/21 */
		int m = month_name(s, at + 1, &n2);
		size_t at2 = at + 1 + n2;
		if (m && at2 < s.n && s.p[at2] == s.p[at]) {
			long long c = number(s, at2 + 1, &n3);
			*end = at2 + 1 + n3;
			return n3 >= 1 && n3 <= 2 && set_day(d, (long)a, m, (long)c);
		}
	}
	if (n <= 2) { /* 21st December 2023, 21-Dec-2023 */
		if (at + 1 < s.n && alpha(s.p[at]) && alpha(s.p[at + 1]) && (at + 2 >= s.n || !alpha(s.p[at + 2])) && s.p[at] != 'a' && s.p[at] != 'p')
			at += 2;
		at = skip(s, at, " \t\r\n-/,");
		if (at + 2 < s.n && drg__str_istarts(drg__str_sub(s, at, s.n), STR("of ")))
			at += 3;
		int m = month_name(s, at, &n2);
		if (m) {
			at = skip(s, at + n2, " \t\r\n-/,.");
			long long y = number(s, at, &n3);
			if (n3 == 2 && at + n3 < s.n)
				y += 2000, n3 = 4;
			if (n3 == 4 && set_day(d, (long)y, m, (long)a)) {
				*end = at + n3;
				return true;
			}
		}
	}
	return false;
}

static bool from_month(struct str s, size_t i, int m, size_t n, struct date *d, size_t *end)
{
	size_t n2, n3, at = skip(s, i + n, " \t\r\n.-");
	long long day = number(s, at, &n2);
	if (n2 < 1 || n2 > 2)
		return false;
	at += n2;
	if (at + 1 < s.n && alpha(s.p[at]) && alpha(s.p[at + 1]))
		at += 2;
	at = skip(s, at, " \t\r\n,.-");
	long long y = number(s, at, &n3);
	if (n3 != 4 || !set_day(d, (long)y, m, (long)day))
		return false;
	*end = at + n3;
	return true;
}

static bool from_epoch(struct str s, struct date *d)
{
	size_t n;
	s = drg__str_trim(s);
	long long v = number(s, 0, &n);
	if (n != s.n || (n != 10 && n != 13))
		return false;
	if (n == 13)
		v /= 1000;
	/* Civil date from days (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
	long long z = v / 86400 + 719468, era = z / 146097, doe = z - era * 146097;
	long long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	long long mp = (5 * doy + 2) / 153, m = mp < 10 ? mp + 3 : mp - 9;
	if (!set_day(d, (long)(yoe + era * 400 + (m <= 2)), (long)m, (long)(doy - (153 * mp + 2) / 5 + 1)))
		return false;
	d->hour = (uint8_t)(v % 86400 / 3600);
	d->minute = (uint8_t)(v % 3600 / 60);
	d->second = (uint8_t)(v % 60);
	d->has_time = d->has_zone = true;
	return true;
}

bool drg__date_find(struct str s, struct date *out)
{
	if (s.n > 400)
		s.n = 400;
	*out = (struct date){ 0 };
	if (from_epoch(s, out))
		return true;
	for (size_t i = 0; i < s.n; i++) {
		size_t n = 0, end = 0;
		if (digit(s.p[i])) {
			*out = (struct date){ 0 };
			if (from_number(s, i, out, &end)) {
				/* a time may also stand before the date: "16:05, 21 December 2023" */
				if (!out->has_time)
					clock_time(s, end, out);
				if (!out->has_time && i > 3)
					clock_time(drg__str_sub(s, 0, i), i > 24 ? i - 24 : 0, out);
				return true;
			}
			while (i + 1 < s.n && digit(s.p[i + 1]))
				i++;
		} else if (alpha(s.p[i])) {
			int m = month_name(s, i, &n);
			*out = (struct date){ 0 };
			if (m && from_month(s, i, m, n, out, &end)) {
				clock_time(s, end, out);
				return true;
			}
			if (n)
				i += n - 1;
		}
	}
	*out = (struct date){ 0 };
	return false;
}

int64_t drg__date_minutes(const struct date *d)
{
	/* Days from civil date (Howard Hinnant, as in from_epoch); years 1900..2199. */
	int64_t y = d->year - (d->month <= 2), era = y / 400, yoe = y - era * 400;
	int64_t doy = (153 * (d->month + (d->month > 2 ? -3 : 9)) + 2) / 5 + d->day - 1;
	int64_t days = era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
	return days * 1440 + d->hour * 60 + d->minute - (d->has_zone ? d->zone : 0);
}

struct str drg__date_format(const struct date *d, struct arena *keep)
{
	if (!d->has_time || !d->has_zone)
		return drg__arena_fmt(keep, "%04d-%02d-%02d", d->year, d->month, d->day);
	if (d->zone == 0)
		return drg__arena_fmt(keep, "%04d-%02d-%02dT%02d:%02d:%02dZ", d->year, d->month, d->day, d->hour, d->minute, d->second);
	int z = d->zone < 0 ? -d->zone : d->zone;
	return drg__arena_fmt(keep, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", d->year, d->month, d->day, d->hour, d->minute, d->second,
	                      d->zone < 0 ? '-' : '+', z / 60, z % 60);
}

struct str drg__date_edtf(struct str s, struct arena *keep)
{
	struct date d;
	if (!drg__date_find(s, &d))
		return drg__str("", 0);
	return drg__date_format(&d, keep);
}
