/* date.h - dates as pages, feeds and crawlers write them. */
#ifndef DRG_INGEST_DATE_H
#define DRG_INGEST_DATE_H

#include "base/arena.h"

struct date {
	int16_t year;
	uint8_t month, day;             /* 1..12, 1..31 */
	uint8_t hour, minute, second;
	bool has_time, has_zone;
	int16_t zone;                   /* minutes east of UTC */
};

/* The first date in s: ISO 8601 (also basic), RFC 822, "21 December 2023",
 * "Dec. 21, 2023 at 4:05 p.m. ET", "2023/12/21", "2023/dec/21", seconds or milliseconds since
 * 1970.  21/12/2023 is understood only where one number is above 12: which of
 * 3/4/2023 is the month is not guessed.  Years 1900..2199.  English months. */
bool drg__date_find(struct str s, struct date *out);

/* EDTF level 0: "2023-12-21", or with a time and a known zone
 * "2023-12-21T16:05:00-05:00".  Empty when s holds no date. */
struct str drg__date_edtf(struct str s, struct arena *keep);
struct str drg__date_format(const struct date *d, struct arena *keep);

/* Minutes since 1970-01-01T00:00Z; a date without a zone counts as UTC, one
 * without a time as its midnight. */
int64_t drg__date_minutes(const struct date *d);

#endif
