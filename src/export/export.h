/* export.h - events of a record in the files that other tools load.
 *
 * One file per format, over the public rows only:
 *   csv.c      a table with everything, RFC 4180
 *   plover.c   JSON Lines, the field names of the PLOVER manual, chapter "Data Fields"
 *   gdelt.c    the 58 columns of the GDELT 1.0 daily files, tabs, no header
 *   polecat.c  the columns of the POLECAT files, tabs, with a header
 *   geojson.c  placed events as points, one feature an event
 *
 * One row is one actor doing something to one recipient (a dyad), as one report
 * has it: an event with two actors and three recipients gives six. */
#ifndef DRG_EXPORT_EXPORT_H
#define DRG_EXPORT_EXPORT_H

#include "doc/json.h"
#include "dragoman.h"

/* Somebody as a row has him. */
struct party {
	drg_str name;             /* "" nobody is named */
	drg_str country, sectors; /* "" not coded */
};

/* One row. */
struct dyad {
	const drg_doc *doc;
	drg_report report;
	drg_event event;
	uint32_t row;             /* of the event in its document */
	uint32_t number;          /* of the dyad in its event, from 0 */
	char id[32];              /* the event's, with "-NUMBER" from the second on */
	struct party actor, recipient;
	char day[11];             /* YYYY-MM-DD: when it happened; else, when nothing is said of it, when it was published; "" neither */
	const char *day_basis;    /* "event", "published" or "" */
};

/* Bytes on their way out; a failed sink makes every later call do nothing. */
struct out {
	drg_sink sink;
	void *ctx;
	bool failed;
	uint64_t rows; /* for a format that puts something between rows: its own count */
};
void drg__out(struct out *o, const char *p, size_t n);
void drg__out_str(struct out *o, drg_str s);
void drg__out_z(struct out *o, const char *z);

/* A cell of a file with tabs: tabs, line ends and control characters become spaces. */
void drg__out_tsv(struct out *o, drg_str s);

/* JSON into a struct out: the writer's sink (its context is the struct out), and
 * a key with a string, null when it is empty. */
bool drg__out_jw(void *out, const char *p, size_t n);
void drg__out_key_str(struct jw *w, const char *key, drg_str s);
void drg__out_key_z(struct jw *w, const char *key, const char *z);

/* Word k of a list with spaces between, from 0; "" past the last. */
drg_str drg__word(drg_str list, uint32_t k);

/* cow.c: Correlates of War number of an ISO 3166 alpha-3 code, "" without one; static text. */
drg_str drg__cow(drg_str country);

/* Write the header, then a row a dyad. */
struct export_format {
	const char *name;
	bool all_statuses;        /* else only events that are asserted to have happened, as the format cannot say otherwise */
	void (*begin)(struct out *o); /* or NULL */
	void (*row)(struct out *o, const struct dyad *d);
	void (*end)(struct out *o);   /* or NULL */
};
extern const struct export_format drg__export_csv, drg__export_plover, drg__export_gdelt, drg__export_polecat, drg__export_geojson;

#endif
