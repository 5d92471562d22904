/* repeats.c - the reports of a record, for finding those that repeat one. */
#include <stdlib.h>

#include "record/record.h"

static struct str column(sqlite3_stmt *q, int i)
{
	const char *p = sqlite3_column_blob(q, i);
	return drg__str(p ? p : "", (size_t)sqlite3_column_bytes(q, i));
}

/* One row of the query below into the index. */
static drg_status take(drg_record *rec, sqlite3_stmt *q, struct repeats *to, drg_error *err)
{
	char codec[8] = "", id[20] = "";
	int64_t bytes = sqlite3_column_int64(q, 3);
	struct str c = column(q, 4), body = column(q, 5), sha = column(q, 2), i = column(q, 0);
	if (c.n >= sizeof codec || i.n >= sizeof id || sha.n != 32)
		return drg__record_damaged(rec, err, "a report has no text");
	memcpy(codec, c.p, c.n);
	memcpy(id, i.p, i.n);
	drg_status s = drg__record_unpack(rec, codec, body, bytes, NULL, err);
	char *text = s ? NULL : malloc((size_t)bytes + 1);
	if (!s && !text)
		s = drg__fail(err, DRG_ENOMEM, rec->path, "out of memory");
	if (!s)
		s = drg__record_unpack(rec, codec, body, bytes, text, err);
	if (!s) {
		struct seen one;
		drg__seen(id, column(q, 1), drg__str(text, (size_t)bytes), (const uint8_t *)sha.p, &one);
		one.kept = true;
		drg__repeats_add(to, &one);
	}
	free(text);
	return s;
}

drg_status drg__record_repeats(drg_record *rec, struct repeats *to, drg_error *err)
{
	/* the latest, in the order in which they came */
	static const char sql[] = "SELECT r.id,(SELECT source_name FROM analysis WHERE report=r.h ORDER BY h LIMIT 1),t.sha256,t.bytes,t.codec,t.body"
				  " FROM report r JOIN text t ON t.sha256=r.text WHERE r.h>(SELECT coalesce(max(h),0) FROM report)-?1 ORDER BY r.h";
	sqlite3_stmt *q = NULL;
	drg_status s = DRG_OK;
	if (sqlite3_prepare_v2(rec->db, sql, -1, &q, NULL) != SQLITE_OK || sqlite3_bind_int(q, 1, REPEAT_MOST) != SQLITE_OK) {
		sqlite3_finalize(q);
		return drg__record_fail(rec, err, "read the reports");
	}
	int step;
	while (!s && (step = sqlite3_step(q)) == SQLITE_ROW)
		s = take(rec, q, to, err);
	if (!s && step != SQLITE_DONE)
		s = drg__record_fail(rec, err, "read the reports");
	sqlite3_finalize(q);
	return s;
}
