/* verify.c - does the record still say what was put in? */
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "record/record.h"

struct verify {
	drg_record *rec;
	drg_sink report;
	void *ctx;
	uint64_t n;
	drg_error *err;
};

static void finding(struct verify *v, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void finding(struct verify *v, const char *fmt, ...)
{
	char line[600];
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	v->n++;
	if (v->report && n > 0)
		v->report(v->ctx, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
}

static const char *text_of(sqlite3_stmt *q, int i)
{
	const char *z = (const char *)sqlite3_column_text(q, i);
	return z ? z : "";
}

/* SQLite's own look at pages, indexes and constraints. */
static drg_status structure(struct verify *v)
{
	sqlite3_stmt *q = NULL;
	if (sqlite3_prepare_v2(v->rec->db, "PRAGMA integrity_check(100)", -1, &q, NULL) != SQLITE_OK)
		return drg__record_fail(v->rec, v->err, "check it");
	int r;
	while ((r = sqlite3_step(q)) == SQLITE_ROW)
		if (strcmp(text_of(q, 0), "ok") != 0)
			finding(v, "structure: %s", text_of(q, 0));
	sqlite3_finalize(q);
	if (r != SQLITE_DONE) {
		finding(v, "structure: %s", sqlite3_errmsg(v->rec->db));
		return DRG_OK;
	}
	if (sqlite3_prepare_v2(v->rec->db, "PRAGMA foreign_key_check", -1, &q, NULL) != SQLITE_OK)
		return drg__record_fail(v->rec, v->err, "check it");
	while ((r = sqlite3_step(q)) == SQLITE_ROW && v->n < 100)
		finding(v, "reference: a row of %s has no %s", text_of(q, 0), text_of(q, 2));
	if (r != SQLITE_DONE && r != SQLITE_ROW)
		finding(v, "reference: %s", sqlite3_errmsg(v->rec->db));
	sqlite3_finalize(q);
	return DRG_OK;
}

static drg_status texts(struct verify *v)
{
	sqlite3_stmt *q = NULL;
	char *to = NULL;
	size_t cap = 0;
	drg_status s = DRG_OK;
	if (sqlite3_prepare_v2(v->rec->db, "SELECT sha256,bytes,codec,body FROM text", -1, &q, NULL) != SQLITE_OK)
		return drg__record_fail(v->rec, v->err, "read the texts");
	int r;
	while (!s && (r = sqlite3_step(q)) == SQLITE_ROW) {
		char hex[65] = "";
		uint8_t sum[32];
		drg_error e;
		const uint8_t *sha = sqlite3_column_blob(q, 0);
		int64_t n = sqlite3_column_int64(q, 1);
		if (!sha || sqlite3_column_bytes(q, 0) != 32) {
			finding(v, "text: one has no SHA-256");
			continue;
		}
		drg__hex(sha, 32, hex);
		const char *p = sqlite3_column_blob(q, 3);
		struct str body = { p, p ? (size_t)sqlite3_column_bytes(q, 3) : 0 };
		drg_status t = drg__record_unpack(v->rec, text_of(q, 2), body, n, NULL, &e);
		if (!t && (uint64_t)n + 1 > cap) {
			char *more = realloc(to, (size_t)n + 1);
			if (!more) {
				s = drg__fail(v->err, DRG_ENOMEM, v->rec->path, "out of memory");
				break;
			}
			to = more;
			cap = (size_t)n + 1;
		}
		if (!t)
			t = drg__record_unpack(v->rec, text_of(q, 2), body, n, to, &e);
		if (t) {
			finding(v, "text %.16s: %s", hex, e.message);
			continue;
		}
		drg__sha256(drg__str(to, (size_t)n), sum);
		if (memcmp(sum, sha, 32) != 0)
			finding(v, "text %.16s: its bytes do not have this SHA-256: it was changed", hex);
		else if (drg__utf8_valid_to(drg__str(to, (size_t)n), 0) != (size_t)n)
			finding(v, "text %.16s: is not UTF-8", hex);
	}
	if (!s && r != SQLITE_DONE)
		finding(v, "text: %s", sqlite3_errmsg(v->rec->db));
	sqlite3_finalize(q);
	free(to);
	return s;
}

struct again {
	drg_doc *doc;
	struct pool keep, scratch;
};

static void seal_again(void *arg)
{
	struct again *a = arg;
	struct arena keep = drg__arena(&a->keep);
	drg__doc_seal(a->doc, &keep, drg__arena(&a->scratch));
}

static bool same(const row_id *a, const row_id *b, uint32_t n)
{
	return n == 0 || !a || memcmp(a, b, n * sizeof *a) == 0;
}

/* Ids are hashes of report, spans and kind: made anew they must be the same. */
static void ids(struct verify *v, drg_doc *doc)
{
	struct ids was = doc->ids;
	const struct layers *l = &doc->l;
	struct again a = { .doc = doc };
	drg__pool_init(&a.keep, 0);
	drg__pool_init(&a.scratch, 0);
	if (drg__guard2(&a.keep, &a.scratch, seal_again, &a) == 0) {
		const char *bad = strcmp(was.report, doc->ids.report) != 0 ? "its own" : NULL;
		for (int id = 0; !bad && id < LAYERS; id++)
			if (!same(was.row[id], doc->ids.row[id], drg__layer_rows(l, (enum layer_id)id)))
				bad = id == LAYER_ENTITIES ? "an entity's" : drg__layer((enum layer_id)id)->article_name;
		if (bad)
			finding(v, "report %s: %s id does not fit its words: a row was changed", was.report, bad);
	}
	doc->ids = was;
	drg__pool_free(&a.keep);
	drg__pool_free(&a.scratch);
}

static drg_status readings(struct verify *v)
{
	sqlite3_stmt *q = NULL;
	drg_status s = DRG_OK;
	if (sqlite3_prepare_v2(v->rec->db, "SELECT a.h,r.id FROM analysis a LEFT JOIN report r ON r.h=a.report ORDER BY a.h", -1, &q, NULL) != SQLITE_OK)
		return drg__record_fail(v->rec, v->err, "read the reports");
	int r;
	while (!s && (r = sqlite3_step(q)) == SQLITE_ROW) {
		drg_doc *doc = NULL;
		drg_error e = { 0 };
		drg_status t = drg__record_load(v->rec, sqlite3_column_int64(q, 0), &doc, &e);
		if (t == DRG_ENOMEM)
			s = drg__fail(v->err, DRG_ENOMEM, v->rec->path, "out of memory");
		else if (t)
			finding(v, "report %s: %s", text_of(q, 1), e.message);
		else
			ids(v, doc);
		drg_doc_free(doc);
	}
	if (!s && r != SQLITE_DONE)
		finding(v, "reports: %s", sqlite3_errmsg(v->rec->db));
	sqlite3_finalize(q);
	return s;
}

drg_status drg_record_verify(drg_record *rec, drg_sink report, void *ctx, uint64_t *findings, drg_error *err)
{
	struct verify v = { rec, report, ctx, 0, err };
	drg_status s = structure(&v);
	if (!s)
		s = texts(&v);
	if (!s)
		s = readings(&v);
	*findings = v.n;
	return s;
}
