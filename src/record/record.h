/* record.h - inside of an open record.
 *
 *   record.c  open, create, migrate, close, errors
 *   add.c     documents in
 *   load.c    documents out
 *   list.c    rows out
 *   repeats.c reports to compare new ones with
 *   verify.c  dump.c */
#ifndef DRG_RECORD_RECORD_H
#define DRG_RECORD_RECORD_H

#include <sqlite3.h>
#include <zstd.h>

#include "base/err.h"
#include "base/str.h"
#include "doc/doc.h"
#include "link/repeat.h"

#define DRG__RECORD_VERSION 1
#define DRG__RECORD_APPLICATION 0x44524731 /* "DRG1" */

/* Bytes being put together; one failed allocation makes it `bad` for good. */
struct bytes {
	char *p;
	size_t n, cap;
	bool bad;
};
void drg__bytes_add(struct bytes *b, const char *p, size_t n);
void drg__bytes_fmt(struct bytes *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Statements kept prepared; the texts stand in the file that uses them. */
enum { DRG__ST_LOAD = 20, DRG__ST_ADD_LAYER = 28, DRG__ST_LOAD_LAYER = DRG__ST_ADD_LAYER + LAYER_TABLES,
       DRG__ST_COUNT_LAYER = DRG__ST_LOAD_LAYER + LAYER_TABLES, DRG__STATEMENTS = DRG__ST_COUNT_LAYER + LAYER_TABLES };

struct drg_record {
	sqlite3 *db;
	char *path;
	bool writable, in_batch;
	uint32_t batch;       /* documents since the last commit */
	int64_t run;          /* handle of the current run, 0 none */
	sqlite3_stmt *st[DRG__STATEMENTS];
	ZSTD_CCtx *pack;
	ZSTD_DCtx *unpack;
	struct bytes out, spans; /* reused buffers */
};

/* Turn the database's last error into ours; `doing` completes "cannot ...". */
drg_status drg__record_fail(drg_record *rec, drg_error *err, const char *doing);
/* Something in the file does not hold together. */
drg_status drg__record_damaged(drg_record *rec, drg_error *err, const char *what);

/* Statement number `i`, prepared on first use; NULL on failure (db has the reason). */
sqlite3_stmt *drg__record_statement(drg_record *rec, int i, const char *sql);

/* The columns of a layer's table after its keys, each with a comma before: ",party,s,e". */
void drg__record_columns(struct bytes *b, const struct layer *t);

/* Run a statement without rows. */
drg_status drg__record_exec(drg_record *rec, const char *sql, drg_error *err);

/* Unpack a stored text to `to`, which has room for `bytes` and a NUL; with `to`
 * NULL, only check that it says to be that long (do so before making room). */
drg_status drg__record_unpack(drg_record *rec, const char *codec, struct str body, int64_t bytes, char *to, drg_error *err);

/* The reading of analysis handle h as a document. */
drg_status drg__record_load(drg_record *rec, int64_t h, drg_doc **out, drg_error *err);

/* Remember the record's last REPEAT_MOST reports, in the order of their addition. */
drg_status drg__record_repeats(drg_record *rec, struct repeats *to, drg_error *err);

/* Next of "[[1,2],[3,4]]" at *p: up to `most` numbers of an inner list into v;
 * their count, 0 at the end, -1 when malformed. */
int drg__record_tuple(const char **p, double *v, int most);
/* Next of "[1,2,3]" at *p (after which no bracket is left): 1 and *v, 0 at the end, -1 when malformed. */
int drg__record_number(const char **p, double *v);

/* A point and a distance (near.c). */
struct drg__near {
	double lat, lon, km; /* degrees */
};
/* "PLACE,KM" or "LAT,LON,KM" into *out; makes the SQL function km(lat, lon, lat,
 * lon).  DRG_EARG when it is neither, DRG_ENOTFOUND when the record names no such place. */
drg_status drg__record_near(drg_record *rec, const char *near, struct drg__near *out, drg_error *err);

#endif
