/* near.c - "within so many kilometres of a place", for lists.
 *
 * A place is named as in the record: its most frequent point is meant, so that
 * no pack is needed to ask; or it is given as LAT,LON. */
#include <math.h>
#include <stdlib.h>

#include "record/record.h"

/* km(lat, lon, lat, lon): great circle on a sphere of 6371.009 km. */
static void km(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	const double degree = 3.14159265358979323846 / 180;
	double x[4];
	for (int i = 0; i < n; i++)
		x[i] = sqlite3_value_double(v[i]) * degree;
	double a = sin((x[2] - x[0]) / 2), b = sin((x[3] - x[1]) / 2);
	double s = a * a + cos(x[0]) * cos(x[2]) * b * b;
	sqlite3_result_double(ctx, 2 * 6371.009 * asin(s < 1 ? sqrt(s) : 1));
}

/* The whole of s as a number from low to high. */
static bool number(const char *s, size_t n, double low, double high, double *out)
{
	char buf[32], *end;
	if (n == 0 || n >= sizeof buf)
		return false;
	memcpy(buf, s, n);
	buf[n] = 0;
	*out = strtod(buf, &end);
	return end == buf + n && *out >= low && *out <= high; /* false for NaN */
}

static drg_status point_of(drg_record *rec, const char *name, size_t n, struct drg__near *out, drg_error *err)
{
	sqlite3_stmt *st = NULL;
	static const char sql[] = "SELECT lat, lon FROM place WHERE name=? COLLATE NOCASE AND lat IS NOT NULL"
	                          " GROUP BY lat, lon ORDER BY count(*) DESC, lat, lon LIMIT 1";
	drg_status s = DRG_OK;
	if (sqlite3_prepare_v2(rec->db, sql, -1, &st, NULL) != SQLITE_OK || sqlite3_bind_text(st, 1, name, (int)n, SQLITE_STATIC) != SQLITE_OK) {
		s = drg__record_fail(rec, err, "look for a place");
	} else {
		int rc = sqlite3_step(st);
		if (rc == SQLITE_ROW) {
			out->lat = sqlite3_column_double(st, 0);
			out->lon = sqlite3_column_double(st, 1);
		} else if (rc == SQLITE_DONE) {
			s = drg__fail(err, DRG_ENOTFOUND, rec->path, "no report of the record names a place \"%.*s\" whose point is known", (int)n, name);
		} else {
			s = drg__record_fail(rec, err, "look for a place");
		}
	}
	sqlite3_finalize(st);
	return s;
}

drg_status drg__record_near(drg_record *rec, const char *near, struct drg__near *out, drg_error *err)
{
	const char *comma = strrchr(near, ',');
	size_t n = comma ? (size_t)(comma - near) : 0;
	if (!n || n > 200 || !number(comma + 1, strlen(comma + 1), 0, 20040, &out->km))
		return drg__fail(err, DRG_EARG, NULL, "near: \"%s\" is not PLACE,KM or LAT,LON,KM", near);
	if (sqlite3_create_function(rec->db, "km", 4, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, km, NULL, NULL) != SQLITE_OK)
		return drg__record_fail(rec, err, "look for a place");
	const char *inner = memchr(near, ',', n);
	if (inner && number(near, (size_t)(inner - near), -90, 90, &out->lat) && number(inner + 1, n - 1 - (size_t)(inner - near), -180, 180, &out->lon))
		return DRG_OK;
	return point_of(rec, near, n, out, err);
}
