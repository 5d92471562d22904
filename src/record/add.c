/* add.c - documents into the record.
 *
 * One savepoint a document, one transaction a batch: a failure in the middle
 * of a document takes back that document alone, a killed program at most the
 * batch.  Doing it again gives the same rows, because every row is made from
 * content and the handles follow the order of the input. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/hash.h"
#include "doc/names.h"
#include "doc/srcmap.h"
#include "record/record.h"

enum { BATCH = 256, ZSTD_LEVEL = 3, SMALL = 64 };

enum st { ST_HAS, ST_SOURCE, ST_SOURCE_H, ST_TEXT_H, ST_TEXT, ST_REPORT_H, ST_REPORT, ST_ANALYSIS_H, ST_ANALYSIS, ST_READING, ST_RULE,
	  ST_RULE_H, ST_NOTE, ST_ZONE, ST_ENTITY, ST_SAVE, ST_RELEASE, ST_BEGIN, ST_COMMIT, ST_ADD_LAST };
_Static_assert((int)ST_ADD_LAST <= DRG__ST_LOAD, "room for the statements");

static const char *const sql[ST_ADD_LAST] = {
	[ST_HAS] = "SELECT 1 FROM source s JOIN reading r ON r.source=s.h WHERE s.sha256=?1 AND s.source_id=?2 AND r.run=?3",
	[ST_SOURCE_H] = "SELECT h FROM source WHERE sha256=?1 AND source_id=?2",
	[ST_SOURCE] = "INSERT INTO source(sha256,source_id,name,place,offset) VALUES(?,?,?,?,?)",
	[ST_TEXT_H] = "SELECT 1 FROM text WHERE sha256=?1",
	[ST_TEXT] = "INSERT INTO text VALUES(?,?,?,?)",
	[ST_REPORT_H] = "SELECT h FROM report WHERE id=?1",
	[ST_REPORT] = "INSERT INTO report(id,text,source_id) VALUES(?,?,?)",
	[ST_ANALYSIS_H] = "SELECT h FROM analysis WHERE report=?1 AND run=?2",
	[ST_ANALYSIS] = ("INSERT INTO analysis(report,run,recorded,source_name,source_sha256,url,charset,lang,title,byline,outlet,outlet_basis,"
	                "outlet_span,published,published_basis,updated,sentences,map) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
	[ST_READING] = "INSERT INTO reading(source,run,analysis,seq) SELECT ?1,?2,?3,coalesce((SELECT max(seq)+1 FROM reading WHERE source=?1),0)",
	[ST_RULE_H] = "SELECT h FROM rule WHERE name=?1 AND file=?2 AND line=?3",
	[ST_RULE] = "INSERT INTO rule(name,file,line,doc) VALUES(?,?,?,?)",
	[ST_NOTE] = "INSERT INTO note VALUES(?,?,?,?,?)",
	[ST_ZONE] = "INSERT INTO zone VALUES(?,?,?,?,?)",
	[ST_ENTITY] = "INSERT INTO entity VALUES(?,?,?,?,?,?,?,?,?,?)",
	[ST_SAVE] = "SAVEPOINT document",
	[ST_RELEASE] = "RELEASE document",
	[ST_BEGIN] = "BEGIN IMMEDIATE",
	[ST_COMMIT] = "COMMIT",
};

/* One statement being bound, column by column. `ok` goes false at the first failure. */
struct ins {
	drg_record *rec;
	sqlite3_stmt *st;
	int i;
	bool ok;
};

static struct ins begin(drg_record *rec, enum st which)
{
	sqlite3_stmt *st = drg__record_statement(rec, which, sql[which]);
	return (struct ins){ rec, st, 0, st != NULL };
}

static void put_int(struct ins *q, int64_t v)
{
	if (q->ok)
		q->ok = sqlite3_bind_int64(q->st, ++q->i, v) == SQLITE_OK;
}

static void put_real(struct ins *q, double v)
{
	if (q->ok)
		q->ok = sqlite3_bind_double(q->st, ++q->i, v) == SQLITE_OK;
}

static void put_row(struct ins *q, uint32_t row)
{
	if (row != NONE)
		put_int(q, row);
	else if (q->ok)
		q->ok = sqlite3_bind_null(q->st, ++q->i) == SQLITE_OK;
}

static void put_str(struct ins *q, struct str s)
{
	if (q->ok)
		q->ok = sqlite3_bind_text64(q->st, ++q->i, s.n ? s.p : "", s.n, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
}

static void put_z(struct ins *q, const char *z)
{
	put_str(q, drg__str_c(z));
}

static void put_blob(struct ins *q, const void *p, size_t n)
{
	if (q->ok)
		q->ok = sqlite3_bind_blob64(q->st, ++q->i, n ? p : "", n, SQLITE_STATIC) == SQLITE_OK;
}

static void put_span(struct ins *q, struct span s)
{
	put_int(q, s.s);
	put_int(q, s.e);
}

/* The buffer's bytes, bound by copy, because the next column reuses it. */
static void put_buffer(struct ins *q, struct bytes *b)
{
	if (q->ok && b->bad) {
		q->ok = false;
		return;
	}
	if (q->ok)
		q->ok = sqlite3_bind_text64(q->st, ++q->i, b->p, b->n, SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK;
}

static char *digits(char *end, uint32_t v)
{
	do
		*--end = (char)('0' + v % 10);
	while (v /= 10);
	return end;
}

static void add_span(struct bytes *b, struct span s)
{
	char line[32], *end = line + sizeof line, *p = end;
	*--p = ']';
	p = digits(p, s.e);
	*--p = ',';
	p = digits(p, s.s);
	*--p = '[';
	if (b->n > 1)
		*--p = ',';
	drg__bytes_add(b, p, (size_t)(end - p));
}

static void put_spans(struct ins *q, const struct span *v, size_t n)
{
	struct bytes *b = &q->rec->spans;
	b->n = 0;
	drg__bytes_add(b, "[", 1);
	for (size_t i = 0; i < n; i++)
		add_span(b, v[i]);
	drg__bytes_add(b, "]", 1);
	put_buffer(q, b);
}

static void put_run(struct ins *q, const struct spans *pool, struct run r)
{
	put_spans(q, r.n ? pool->v + r.from : NULL, r.n);
}

/* Run an insertion. */
static bool done(struct ins *q)
{
	if (q->st && q->ok)
		q->ok = sqlite3_step(q->st) == SQLITE_DONE;
	if (q->st && sqlite3_reset(q->st) != SQLITE_OK)
		q->ok = false;
	return q->ok;
}

/* Run a look-up: 1 found (*h set from column 0), 0 not, -1 failed. */
static int found(struct ins *q, int64_t *h)
{
	int r = q->st && q->ok ? sqlite3_step(q->st) : SQLITE_ERROR;
	if (r == SQLITE_ROW)
		*h = sqlite3_column_int64(q->st, 0);
	if (q->st)
		sqlite3_reset(q->st);
	return r == SQLITE_ROW ? 1 : r == SQLITE_DONE ? 0 : -1;
}

static bool simple(drg_record *rec, enum st which)
{
	struct ins q = begin(rec, which);
	return done(&q);
}

/* --------------------------------------------------------------- the run -- */

drg_status drg_record_commit(drg_record *rec, drg_error *err)
{
	if (!rec->in_batch)
		return DRG_OK;
	if (!simple(rec, ST_COMMIT))
		return drg__record_fail(rec, err, "commit");
	rec->in_batch = false;
	rec->batch = 0;
	return DRG_OK;
}

static drg_status batch(drg_record *rec, drg_error *err)
{
	if (rec->in_batch)
		return DRG_OK;
	if (!rec->writable)
		return drg__fail(err, DRG_EARG, rec->path, "the record was opened for reading");
	if (!simple(rec, ST_BEGIN))
		return drg__record_fail(rec, err, "write");
	rec->in_batch = true;
	return DRG_OK;
}

drg_status drg_record_run(drg_record *rec, const drg_pack *pack, const char *options, drg_error *err)
{
	drg_pack_info info = { 0 };
	char id[24];
	if (pack)
		drg_pack_get_info(pack, &info);
	const char *print = info.fingerprint ? info.fingerprint : "";
	const char *opt = options ? options : "";
	uint64_t h = drg__hash(STR("dragoman " DRG_VERSION));
	h = drg__hash_add(drg__hash_add(h, drg__str_c(print)), drg__str_c(opt));
	snprintf(id, sizeof id, "n-%016llx", (unsigned long long)h);
	drg_status s = batch(rec, err);
	if (s)
		return s;
	sqlite3_stmt *q = NULL;
	int r = sqlite3_prepare_v2(rec->db, "INSERT INTO run(id,software,pack,options) VALUES(?,?,?,?) ON CONFLICT(id) DO NOTHING", -1, &q, NULL);
	if (r == SQLITE_OK) {
		sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
		sqlite3_bind_text(q, 2, "dragoman " DRG_VERSION, -1, SQLITE_STATIC);
		sqlite3_bind_text(q, 3, print, -1, SQLITE_STATIC);
		sqlite3_bind_text(q, 4, opt, -1, SQLITE_STATIC);
		r = sqlite3_step(q);
	}
	sqlite3_finalize(q);
	if (r != SQLITE_DONE)
		return drg__record_fail(rec, err, "write");
	q = NULL;
	r = sqlite3_prepare_v2(rec->db, "SELECT h FROM run WHERE id=?", -1, &q, NULL);
	if (r == SQLITE_OK) {
		sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
		r = sqlite3_step(q);
		rec->run = r == SQLITE_ROW ? sqlite3_column_int64(q, 0) : 0;
	}
	sqlite3_finalize(q);
	return r == SQLITE_ROW ? DRG_OK : drg__record_fail(rec, err, "read");
}

drg_status drg_record_has(drg_record *rec, const drg_source *src, bool *has, drg_error *err)
{
	drg_source_info info;
	int64_t h;
	drg_source_get_info(src, &info);
	struct ins q = begin(rec, ST_HAS);
	put_blob(&q, info.sha256, 32);
	put_z(&q, info.id);
	put_int(&q, rec->run);
	int f = found(&q, &h);
	*has = f == 1;
	return f < 0 ? drg__record_fail(rec, err, "read") : DRG_OK;
}

/* -------------------------------------------------------------- documents -- */

/* What one addition carries along. */
struct adding {
	drg_record *rec;
	const drg_doc *doc;
	const struct layers *l;
	int64_t analysis;
	uint32_t last_rule;   /* the rule looked up last, */
	int64_t last_handle;  /* and its handle: rows of one rule follow each other */
};

static void put_rule(struct adding *a, struct ins *q, uint32_t rule)
{
	struct rule_ref r = drg__doc_rule(a->doc, rule);
	int64_t h = 0;
	if (r.name.n && rule == a->last_rule) {
		h = a->last_handle;
	} else if (r.name.n) {
		struct ins f = begin(a->rec, ST_RULE_H);
		put_str(&f, r.name);
		put_str(&f, r.file);
		put_int(&f, r.line);
		int got = found(&f, &h);
		if (got == 0) {
			struct ins n = begin(a->rec, ST_RULE);
			put_str(&n, r.name);
			put_str(&n, r.file);
			put_int(&n, r.line);
			put_str(&n, r.doc);
			got = done(&n) ? 1 : -1;
			h = sqlite3_last_insert_rowid(a->rec->db);
		}
		if (got < 0)
			q->ok = false;
		a->last_rule = rule;
		a->last_handle = h;
	}
	if (h)
		put_int(q, h);
	else
		put_row(q, NONE);
}

static struct ins row(struct adding *a, enum st which, uint32_t n)
{
	struct ins q = begin(a->rec, which);
	put_int(&q, a->analysis);
	put_int(&q, n);
	return q;
}

static bool add_notes_and_zones(struct adding *a)
{
	const struct notes *no = &a->l->notes;
	const struct zones *z = &a->l->zones;
	for (uint32_t i = 0; i < no->n; i++) {
		struct ins q = row(a, ST_NOTE, i);
		put_z(&q, no->v[i].code);
		put_str(&q, no->v[i].text);
		put_row(&q, no->v[i].at);
		if (!done(&q))
			return false;
	}
	for (uint32_t i = 0; i < z->n; i++) {
		struct ins q = row(a, ST_ZONE, i);
		put_span(&q, z->span[i]);
		put_z(&q, drg__name(NAMES_ZONE, z->kind[i]));
		if (!done(&q))
			return false;
	}
	return true;
}

/* [s,e,form,score] of each mention of entity i; `next` chains them. */
static void put_mentions(struct adding *a, struct ins *q, uint32_t first, const uint32_t *next)
{
	const struct mentions *m = &a->l->mentions;
	struct bytes *b = &a->rec->spans;
	b->n = 0;
	drg__bytes_add(b, "[", 1);
	for (uint32_t k = first; k != NONE; k = next[k]) {
		char line[64];
		int n = snprintf(line, sizeof line, "%s[%u,%u,%u,%.9g]", b->n > 1 ? "," : "", m->span[k].s, m->span[k].e, m->form[k],
		                 (double)m->score[k]);
		drg__bytes_add(b, line, (size_t)n);
	}
	drg__bytes_add(b, "]", 1);
	put_buffer(q, b);
}

static bool add_entities(struct adding *a)
{
	const struct entities *e = &a->l->entities;
	const struct mentions *m = &a->l->mentions;
	struct bytes *b = &a->rec->out; /* first[e->n], next[m->n] */
	size_t need = ((size_t)e->n + m->n) * sizeof(uint32_t);
	b->n = 0;
	if (need > b->cap) {
		struct bytes fresh = { 0 };
		while (fresh.cap < need)
			fresh.cap = fresh.cap ? fresh.cap * 2 : 1024;
		char *p = realloc(b->p, fresh.cap);
		if (!p)
			return false;
		b->p = p;
		b->cap = fresh.cap;
	}
	uint32_t *first = (uint32_t *)(void *)b->p, *next = first + e->n;
	for (uint32_t i = 0; i < e->n; i++)
		first[i] = NONE;
	for (uint32_t i = m->n; i-- > 0;) {
		uint32_t of = m->ent ? m->ent[i] : NONE;
		if (of < e->n) {
			next[i] = first[of];
			first[of] = i;
		}
	}
	for (uint32_t i = 0; i < e->n; i++) {
		struct ins q = row(a, ST_ENTITY, i);
		put_z(&q, a->doc->ids.row[LAYER_ENTITIES][i]);
		put_str(&q, e->name[i]);
		put_z(&q, drg__name(NAMES_ENTITY, e->kind[i]));
		put_str(&q, e->code ? e->code[i] : (struct str){ 0 });
		put_str(&q, e->country ? e->country[i] : (struct str){ 0 });
		put_str(&q, e->sectors ? e->sectors[i] : (struct str){ 0 });
		put_row(&q, e->speaks_for ? e->speaks_for[i] : NONE);
		put_mentions(a, &q, first[i], next);
		if (!done(&q))
			return false;
	}
	return true;
}

/* The numbers of a list of rows. */
static void put_rows(struct ins *q, const struct rows *pool, struct run r)
{
	struct bytes *b = &q->rec->spans;
	b->n = 0;
	drg__bytes_add(b, "[", 1);
	for (uint32_t i = 0; i < r.n; i++)
		drg__bytes_fmt(b, "%s%u", i ? "," : "", pool->v[r.from + i]);
	drg__bytes_add(b, "]", 1);
	put_buffer(q, b);
}

/* "INSERT INTO position(analysis,n,id,"party",...) VALUES(?,?,?,?,...)" of a layer, prepared once. */
static struct ins insert_into(drg_record *rec, enum layer_id id)
{
	const struct layer *t = drg__layer(id);
	int which = DRG__ST_ADD_LAYER + (int)id;
	if (!rec->st[which]) {
		struct bytes *b = &rec->spans;
		b->n = 0;
		drg__bytes_fmt(b, "INSERT INTO %s(analysis", t->table);
		if (t->prefix)
			drg__bytes_fmt(b, ",n,id");
		else
			drg__bytes_fmt(b, ",%s,n,last", drg__layer((enum layer_id)t->parent)->table);
		drg__record_columns(b, t);
		drg__bytes_fmt(b, ") VALUES(?,?,?%s", t->prefix ? "" : ",?");
		for (uint32_t k = 0; k < t->columns; k++)
			if (t->column[k].type != COL_CHILDREN)
				drg__bytes_add(b, ",?,?", t->column[k].type == COL_SPAN ? 4 : 2);
		drg__bytes_add(b, ")", 1);
		if (b->bad)
			return (struct ins){ .rec = rec };
		drg__record_statement(rec, which, b->p);
	}
	return (struct ins){ rec, rec->st[which], 0, rec->st[which] != NULL };
}

static void put_cell(struct adding *a, struct ins *q, enum layer_id id, const struct column *c, uint32_t i)
{
	const void *v = drg__cell(a->l, c, i);
	static const union { struct span span; struct run run; struct str str; uint8_t name; uint32_t row; float score; double real; } empty = { 0 };
	static const uint32_t none = NONE;
	if (!v)
		v = c->type == COL_ROW || c->type == COL_RULE ? (const void *)&none : &empty;
	switch ((enum column_type)c->type) {
	case COL_SPAN:
		put_span(q, *(const struct span *)v);
		break;
	case COL_SPANS:
		put_run(q, drg__layer_spans(a->l, id), *(const struct run *)v);
		break;
	case COL_STR:
	case COL_WORDS:
		put_str(q, *(const struct str *)v);
		break;
	case COL_NAME:
		put_z(q, drg__name((enum name_set)c->arg, *(const uint8_t *)v));
		break;
	case COL_BOOL:
		put_int(q, *(const uint8_t *)v);
		break;
	case COL_REAL:
		put_real(q, *(const double *)v); /* NaN is NULL */
		break;
	case COL_SCORE:
		put_real(q, (double)*(const float *)v);
		break;
	case COL_RULE:
		put_rule(a, q, *(const uint32_t *)v);
		break;
	case COL_ROW:
		put_row(q, *(const uint32_t *)v);
		break;
	case COL_ROWS:
		put_rows(q, drg__layer_row_pool(a->l, id), *(const struct run *)v);
		break;
	case COL_CHILDREN:
		break;
	}
}

static bool add_row(struct adding *a, enum layer_id id, uint32_t i, uint32_t parent, uint32_t nth, bool last);

/* The children of row i: rows of another table. */
static bool add_children(struct adding *a, enum layer_id id, uint32_t i)
{
	const struct layer *t = drg__layer(id);
	for (uint32_t k = 0; k < t->columns; k++) {
		const struct run *r = t->column[k].type == COL_CHILDREN ? drg__cell(a->l, &t->column[k], i) : NULL;
		for (uint32_t j = 0; r && j < r->n; j++)
			if (!add_row(a, (enum layer_id)t->column[k].arg, r->from + j, i, j, j + 1 == r->n))
				return false;
	}
	return true;
}

/* Row i; of a layer without ids, it is the nth of its parent's. */
static bool add_row(struct adding *a, enum layer_id id, uint32_t i, uint32_t parent, uint32_t nth, bool last)
{
	const struct layer *t = drg__layer(id);
	struct ins q = insert_into(a->rec, id);
	put_int(&q, a->analysis);
	if (t->prefix) {
		put_int(&q, i);
		put_z(&q, a->doc->ids.row[id][i]);
	} else {
		put_int(&q, parent);
		put_int(&q, nth);
		put_int(&q, last);
	}
	for (uint32_t k = 0; k < t->columns; k++)
		put_cell(a, &q, id, &t->column[k], i);
	return done(&q) && add_children(a, id, i);
}

static bool add_layers(struct adding *a)
{
	for (int id = 0; id < LAYER_TABLES; id++) {
		if (!drg__layer((enum layer_id)id)->prefix)
			continue; /* comes with its parents */
		uint32_t n = drg__layer_rows(a->l, (enum layer_id)id);
		for (uint32_t i = 0; i < n; i++)
			if (!add_row(a, (enum layer_id)id, i, 0, 0, false))
				return false;
	}
	return true;
}

static bool add_text(drg_record *rec, const struct text *t)
{
	int64_t h;
	struct ins f = begin(rec, ST_TEXT_H);
	put_blob(&f, t->sha256, 32);
	int got = found(&f, &h);
	if (got)
		return got > 0;
	struct bytes *b = &rec->out;
	size_t most = ZSTD_compressBound(t->n), packed = 0;
	if (t->n >= SMALL) {
		if (most > b->cap) {
			char *p = realloc(b->p, most);
			if (!p)
				return false;
			b->p = p;
			b->cap = most;
		}
		if (!rec->pack && !(rec->pack = ZSTD_createCCtx()))
			return false;
		packed = ZSTD_compressCCtx(rec->pack, b->p, most, t->p, t->n, ZSTD_LEVEL);
		if (ZSTD_isError(packed))
			return false; /* only memory can be short here */
	}
	bool zstd = packed && packed < t->n;
	struct ins q = begin(rec, ST_TEXT);
	put_blob(&q, t->sha256, 32);
	put_int(&q, t->n);
	put_z(&q, zstd ? "zstd" : "raw");
	put_blob(&q, zstd ? b->p : t->p, zstd ? packed : t->n);
	return done(&q);
}

/* Look up by one key, else insert: the handle, 0 on failure. */
static int64_t report_handle(drg_record *rec, const drg_doc *doc)
{
	int64_t h = 0;
	struct ins f = begin(rec, ST_REPORT_H);
	put_z(&f, doc->ids.report);
	int got = found(&f, &h);
	if (got)
		return got > 0 ? h : 0;
	if (!add_text(rec, &doc->l.text))
		return 0;
	struct ins q = begin(rec, ST_REPORT);
	put_z(&q, doc->ids.report);
	put_blob(&q, doc->l.text.sha256, 32);
	put_str(&q, doc->l.meta.source_id);
	return done(&q) ? sqlite3_last_insert_rowid(rec->db) : 0;
}

static int64_t source_handle(drg_record *rec, const drg_source_info *info)
{
	int64_t h = 0;
	struct ins f = begin(rec, ST_SOURCE_H);
	put_blob(&f, info->sha256, 32);
	put_z(&f, info->id);
	int got = found(&f, &h);
	if (got)
		return got > 0 ? h : 0;
	struct ins q = begin(rec, ST_SOURCE);
	put_blob(&q, info->sha256, 32);
	put_z(&q, info->id);
	put_z(&q, info->name);
	put_int(&q, (int64_t)info->index);
	put_int(&q, (int64_t)info->offset);
	return done(&q) ? sqlite3_last_insert_rowid(rec->db) : 0;
}

static void put_byline(struct ins *q, const struct meta *m)
{
	struct bytes *b = &q->rec->spans;
	b->n = 0;
	drg__bytes_add(b, "[", 1);
	for (uint32_t i = 0; i < m->n_byline; i++) {
		drg__bytes_add(b, i ? ",\"" : "\"", i ? 2 : 1);
		for (size_t k = 0; k < m->byline[i].n; k++) {
			unsigned char c = (unsigned char)m->byline[i].p[k];
			if (c == '"' || c == '\\')
				drg__bytes_add(b, "\\", 1);
			drg__bytes_add(b, c < 0x20 ? " " : (const char *)&c, 1);
		}
		drg__bytes_add(b, "\"", 1);
	}
	drg__bytes_add(b, "]", 1);
	put_buffer(q, b);
}

static void put_sentences(struct ins *q, const struct layers *l)
{
	struct bytes *b = &q->rec->spans;
	b->n = 0;
	drg__bytes_add(b, "[", 1);
	for (uint32_t i = 0; i < l->sents.n; i++) {
		uint32_t from = l->sents.tok[i], to = l->sents.tok[i + 1];
		if (from < to)
			add_span(b, (struct span){ l->tokens.span[from].s, l->tokens.span[to - 1].e });
	}
	drg__bytes_add(b, "]", 1);
	put_buffer(q, b);
}

/* In rec->out, which stays as it is until the row is written. */
static void put_map(struct ins *q, const struct srcmap *m)
{
	struct bytes *b = &q->rec->out;
	b->n = 0;
	for (uint32_t i = 0; i < m->n; i++) {
		uint8_t row[MAP_ROW];
		drg__bytes_add(b, (const char *)row, drg__map_pack_row(m, i, row));
	}
	q->ok = q->ok && !b->bad;
	put_blob(q, b->p, b->n);
}

static int64_t new_analysis(drg_record *rec, const drg_doc *doc, int64_t report)
{
	const struct meta *m = &doc->l.meta;
	char now[24];
	time_t t = time(NULL);
	struct tm utc;
	gmtime_r(&t, &utc);
	strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", &utc);
	struct ins q = begin(rec, ST_ANALYSIS);
	put_int(&q, report);
	put_int(&q, rec->run);
	put_z(&q, now);
	put_str(&q, m->source_name);
	put_blob(&q, m->source_sha256, 32);
	put_str(&q, m->url);
	put_str(&q, m->charset);
	put_str(&q, m->lang);
	put_str(&q, m->title);
	put_byline(&q, m);
	put_str(&q, m->outlet);
	put_z(&q, drg__name(NAMES_BASIS, m->outlet_basis));
	put_spans(&q, &m->outlet_span, m->outlet_span.e > m->outlet_span.s);
	put_str(&q, m->published);
	put_z(&q, drg__name(NAMES_BASIS, m->published_basis));
	put_str(&q, m->updated);
	put_sentences(&q, &doc->l);
	put_map(&q, &doc->l.text.map);
	return done(&q) ? sqlite3_last_insert_rowid(rec->db) : 0;
}

/* 1 added, 0 known, -1 failed. */
static int add_document(drg_record *rec, const drg_source_info *info, const drg_doc *doc)
{
	int64_t source = source_handle(rec, info);
	int64_t report = source ? report_handle(rec, doc) : 0;
	if (!report)
		return -1;
	int64_t h = 0;
	struct ins f = begin(rec, ST_ANALYSIS_H);
	put_int(&f, report);
	put_int(&f, rec->run);
	int got = found(&f, &h);
	if (got == 0) {
		struct adding a = { .rec = rec, .doc = doc, .l = &doc->l, .last_rule = NONE };
		a.analysis = h = new_analysis(rec, doc, report);
		if (!h || !add_notes_and_zones(&a) || !add_entities(&a) || !add_layers(&a))
			return -1;
	}
	if (got < 0)
		return -1;
	struct ins q = begin(rec, ST_READING);
	put_int(&q, source);
	put_int(&q, rec->run);
	put_int(&q, h);
	return done(&q) ? 1 : -1;
}

drg_status drg_record_add(drg_record *rec, const drg_source *src, const drg_doc *doc, bool *added, drg_error *err)
{
	drg_source_info info;
	*added = false;
	if (!rec->run)
		return drg__fail(err, DRG_EARG, rec->path, "no run was stated before adding");
	bool has;
	drg_status s = drg_record_has(rec, src, &has, err);
	if (s || has)
		return s;
	s = batch(rec, err);
	if (s)
		return s;
	drg_source_get_info(src, &info);
	rec->spans.bad = rec->out.bad = false;
	int got = simple(rec, ST_SAVE) ? add_document(rec, &info, doc) : -1;
	if (got > 0 && !simple(rec, ST_RELEASE))
		got = -1;
	if (got < 0) {
		s = sqlite3_errcode(rec->db) == SQLITE_OK || sqlite3_errcode(rec->db) == SQLITE_DONE || sqlite3_errcode(rec->db) == SQLITE_ROW
			? drg__fail(err, DRG_ENOMEM, rec->path, "out of memory")
			: drg__record_fail(rec, err, "write");
		/* Some failures have rolled the whole batch back already. */
		if (sqlite3_get_autocommit(rec->db)) {
			rec->in_batch = false;
			rec->batch = 0;
		} else if (sqlite3_exec(rec->db, "ROLLBACK TO document; RELEASE document", NULL, NULL, NULL) != SQLITE_OK) {
			sqlite3_exec(rec->db, "ROLLBACK", NULL, NULL, NULL);
			rec->in_batch = false;
			rec->batch = 0;
		}
		return s;
	}
	*added = true;
	return ++rec->batch >= BATCH ? drg_record_commit(rec, err) : DRG_OK;
}
