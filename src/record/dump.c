/* dump.c - the whole record as JSON Lines, in an order of its content.
 *
 * No handle and no clock appears, so two records that hold the same are the
 * same dump, whatever was interrupted or ran in parallel on the way. */
#include "base/hash.h"
#include "doc/json.h"
#include "record/record.h"

static bool pass(void *ctx, const char *p, size_t n)
{
	struct { drg_sink sink; void *ctx; } *to = ctx;
	return to->sink(to->ctx, p, n);
}

struct dump {
	drg_record *rec;
	struct { drg_sink sink; void *ctx; } to;
	drg_error *err;
};

static struct str column(sqlite3_stmt *q, int i)
{
	const char *p = sqlite3_column_blob(q, i);
	return drg__str(p, p ? (size_t)sqlite3_column_bytes(q, i) : 0);
}

/* Each row of a query as {"KIND":{column:value,...}}; blobs as hex. */
static drg_status rows(struct dump *d, const char *kind, const char *sql)
{
	sqlite3_stmt *q = NULL;
	if (sqlite3_prepare_v2(d->rec->db, sql, -1, &q, NULL) != SQLITE_OK)
		return drg__record_fail(d->rec, d->err, "dump it");
	int r;
	bool ok = true;
	while (ok && (r = sqlite3_step(q)) == SQLITE_ROW) {
		struct jw w;
		drg__jw_begin(&w, pass, &d->to);
		drg__jw_open(&w, '{');
		drg__jw_key(&w, kind);
		drg__jw_open(&w, '{');
		for (int i = 0; i < sqlite3_column_count(q); i++) {
			const char *name = sqlite3_column_name(q, i);
			char hex[65] = "";
			if (!name)
				return sqlite3_finalize(q), drg__fail(d->err, DRG_ENOMEM, d->rec->path, "out of memory");
			bool json = name[0] == '@';
			drg__jw_key(&w, name + json);
			struct str s = column(q, i);
			if (sqlite3_column_type(q, i) == SQLITE_NULL)
				drg__jw_null(&w);
			else if (json)
				drg__jw_raw(&w, s);
			else if (sqlite3_column_type(q, i) == SQLITE_INTEGER)
				drg__jw_u64(&w, (uint64_t)sqlite3_column_int64(q, i));
			else if (sqlite3_column_type(q, i) == SQLITE_BLOB)
				drg__hex((const uint8_t *)s.p, s.n < 32 ? s.n : 32, hex), drg__jw_z(&w, hex);
			else
				drg__jw_str(&w, s);
		}
		drg__jw_close(&w, '}');
		drg__jw_close(&w, '}');
		ok = drg__jw_end(&w) && d->to.sink(d->to.ctx, "\n", 1);
	}
	drg_status s = !ok ? drg__fail(d->err, DRG_EIO, NULL, "the output could not take more")
	               : r == SQLITE_DONE ? DRG_OK : drg__record_fail(d->rec, d->err, "dump it");
	sqlite3_finalize(q);
	return s;
}

static drg_status documents(struct dump *d)
{
	sqlite3_stmt *q = NULL;
	if (sqlite3_prepare_v2(d->rec->db, "SELECT a.h FROM analysis a JOIN report r ON r.h=a.report JOIN run u ON u.h=a.run ORDER BY r.id,u.id",
	                       -1, &q, NULL) != SQLITE_OK)
		return drg__record_fail(d->rec, d->err, "dump it");
	drg_status s = DRG_OK;
	int r = SQLITE_DONE;
	while (!s && (r = sqlite3_step(q)) == SQLITE_ROW) {
		drg_doc *doc = NULL;
		s = drg__record_load(d->rec, sqlite3_column_int64(q, 0), &doc, d->err);
		if (!s)
			s = drg_doc_json(doc, d->to.sink, d->to.ctx, d->err);
		if (!s && !d->to.sink(d->to.ctx, "\n", 1))
			s = drg__fail(d->err, DRG_EIO, NULL, "the output could not take more");
		drg_doc_free(doc);
	}
	if (!s && r != SQLITE_DONE)
		s = drg__record_fail(d->rec, d->err, "dump it");
	sqlite3_finalize(q);
	return s;
}

drg_status drg_record_dump(drg_record *rec, drg_sink sink, void *ctx, drg_error *err)
{
	struct dump d = { rec, { sink, ctx }, err };
	drg_status s = rows(&d, "record", "SELECT 'dragoman-record/1' AS schema, user_version AS version FROM pragma_user_version");
	if (!s)
		s = rows(&d, "run", "SELECT id,software,pack,options FROM run ORDER BY id");
	if (!s)
		s = rows(&d, "source",
		         "SELECT s.sha256 AS sha256, nullif(s.source_id,'') AS id, s.name AS name, s.place AS place, s.offset AS offset,"
		         " (SELECT json_group_array(json_object('run',run,'report',report)) FROM (SELECT u.id AS run, r.id AS report FROM reading d"
		         "  JOIN run u ON u.h=d.run JOIN analysis a ON a.h=d.analysis JOIN report r ON r.h=a.report WHERE d.source=s.h ORDER BY d.seq))"
		         " AS \"@readings\" FROM source s ORDER BY s.sha256, s.source_id");
	if (!s)
		s = documents(&d);
	if (!s)
		s = rows(&d, "judgement", "SELECT row,verb,field,value,by,at FROM judgement ORDER BY row,at,by,verb,field,value");
	return s;
}
