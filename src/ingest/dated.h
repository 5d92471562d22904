/* dated.h - the day of publication where only the text itself states it.
 *
 * A line at the head that is nothing but a date, with or without a label or a
 * name beside a bar ("Published: 3 March 2031", "Ann Lind | 3 March 2031"), and
 * the date of a dateline ("OSLO, March 3, 2031 -").  Only with its year: a day
 * without one is not made whole by guessing. */
#ifndef DRG_INGEST_DATED_H
#define DRG_INGEST_DATED_H

#include "ingest/date.h"

/* Is s a date and nothing else (weekday, clock time and zone may stand with it)? */
bool drg__date_alone(struct str s, struct date *out);

/* Does a line state the day of publication?  "Updated" and its like do not. */
bool drg__date_line(struct str line, struct date *out);

#endif
