/* record.c - opening, making, migrating, closing.
 *
 * Journal: SQLite's rollback journal, synchronous FULL.  A record is one file
 * that people copy, mail and put on read-only media; a write-ahead log would
 * add two more and could not be read there.  Additions are batched, so its
 * higher price per commit does not show (bench/record).
 *
 * A file is looked at before SQLite touches it: what is not a record, of a
 * newer version, or cut short is refused with its bytes unchanged.  A new
 * record appears whole: it is made in memory, written to an unnamed file and
 * linked into place. */
#define _GNU_SOURCE /* O_TMPFILE */
#include "record/record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char schema_1[] =
#include "schema.inc"
	;

/* Step i takes a record from version i to i + 1. */
static const char *const step[DRG__RECORD_VERSION] = { schema_1 };

/* --------------------------------------------------------------- buffers -- */

static bool room(struct bytes *b, size_t n)
{
	if (b->bad)
		return false;
	if (n <= b->cap - b->n)
		return true;
	size_t cap = b->cap ? b->cap : 256;
	while (cap - b->n < n)
		cap *= 2;
	char *p = realloc(b->p, cap);
	if (!p) {
		b->bad = true;
		return false;
	}
	b->p = p;
	b->cap = cap;
	return true;
}

void drg__bytes_add(struct bytes *b, const char *p, size_t n)
{
	if (!room(b, n + 1))
		return;
	if (n)
		memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = 0;
}

void drg__bytes_fmt(struct bytes *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char line[128];
	int n = vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	drg__bytes_add(b, line, n < 0 ? 0 : (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
}

/* ---------------------------------------------------------------- errors -- */

drg_status drg__record_fail(drg_record *rec, drg_error *err, const char *doing)
{
	int code = rec->db ? sqlite3_errcode(rec->db) : SQLITE_NOMEM;
	int more = rec->db ? sqlite3_extended_errcode(rec->db) : SQLITE_NOMEM;
	const char *text = rec->db ? sqlite3_errmsg(rec->db) : "out of memory";
	switch (code & 0xFF) {
	case SQLITE_NOMEM:
		return drg__fail(err, DRG_ENOMEM, rec->path, "out of memory");
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_SCHEMA:
	case SQLITE_ERROR:
		return drg__fail(err, DRG_ERECORD, rec->path, "the record is damaged: cannot %s: %s", doing, text);
	case SQLITE_CONSTRAINT:
		return drg__fail(err, DRG_ERECORD, rec->path, "cannot %s: %s", doing, text);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return drg__fail(err, DRG_ERECORD, rec->path, "is being written by another program");
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return drg__fail(err, DRG_ERECORD, rec->path, "cannot %s: the record is read-only", doing);
	case SQLITE_FULL:
		return drg__fail(err, DRG_EIO, rec->path, "cannot %s: the disk is full", doing);
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN: {
		int e = sqlite3_system_errno(rec->db);
		return drg__fail(err, (more == SQLITE_IOERR_NOMEM) ? DRG_ENOMEM : DRG_EIO, rec->path, "cannot %s: %s%s%s", doing, text,
		                 e ? ": " : "", e ? strerror(e) : "");
	}
	default:
		return drg__fail(err, DRG_ERECORD, rec->path, "cannot %s: %s", doing, text);
	}
}

drg_status drg__record_damaged(drg_record *rec, drg_error *err, const char *what)
{
	return drg__fail(err, DRG_ERECORD, rec->path, "the record is damaged: %s", what);
}

void drg__record_columns(struct bytes *b, const struct layer *t)
{
	char name[32];
	for (uint32_t k = 0; k < t->columns; k++) {
		drg__column_sql(&t->column[k], name);
		if (t->column[k].type == COL_SPAN && strcmp(name, "span") == 0)
			drg__bytes_fmt(b, ",s,e");
		else if (t->column[k].type == COL_SPAN)
			drg__bytes_fmt(b, ",%s_s,%s_e", name, name);
		else if (t->column[k].type != COL_CHILDREN)
			drg__bytes_fmt(b, ",\"%s\"", name);
	}
}

sqlite3_stmt *drg__record_statement(drg_record *rec, int i, const char *sql)
{
	if (!rec->st[i] && sqlite3_prepare_v3(rec->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &rec->st[i], NULL) != SQLITE_OK)
		return NULL;
	return rec->st[i];
}

drg_status drg__record_exec(drg_record *rec, const char *sql, drg_error *err)
{
	return sqlite3_exec(rec->db, sql, NULL, NULL, NULL) == SQLITE_OK ? DRG_OK : drg__record_fail(rec, err, "write");
}

/* ------------------------------------------------------ before SQLite's look -- */

static uint32_t be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool has_journal(const char *path)
{
	struct stat st;
	size_t n = strlen(path);
	char *j = malloc(n + 9);
	if (!j)
		return false;
	memcpy(j, path, n);
	memcpy(j + n, "-journal", 9);
	bool yes = stat(j, &st) == 0 && st.st_size > 0;
	free(j);
	return yes;
}

/* DRG_OK: ours, of a version we know; *version is set. */
static drg_status look(const char *path, uint32_t *version, drg_error *err)
{
	uint8_t head[100];
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return drg__fail(err, errno == ENOENT ? DRG_ENOTFOUND : DRG_EIO, path, "cannot open the record: %s", strerror(errno));
	ssize_t n = -1;
	int e = fstat(fd, &st) ? errno : 0;
	if (!e && S_ISREG(st.st_mode) && (n = pread(fd, head, sizeof head, 0)) < 0)
		e = errno;
	close(fd);
	if (e)
		return drg__fail(err, DRG_EIO, path, "cannot read the record: %s", strerror(e));
	if (!S_ISREG(st.st_mode))
		return drg__fail(err, DRG_ERECORD, path, "is not a record: %s", S_ISDIR(st.st_mode) ? "it is a directory" : "it is not a file");
	if (n < (ssize_t)sizeof head || memcmp(head, "SQLite format 3", 16) != 0)
		return drg__fail(err, DRG_ERECORD, path, "is not a record%s", n == 0 ? ": it is empty" : "");
	if (be32(head + 68) != DRG__RECORD_APPLICATION)
		return drg__fail(err, DRG_ERECORD, path, "is not a record: it is a database of another program");
	*version = be32(head + 60);
	if (*version > DRG__RECORD_VERSION)
		return drg__fail(err, DRG_EVERSION, path, "is a record of version %u; this program knows versions up to %u", *version,
		                 DRG__RECORD_VERSION);
	uint64_t page = (uint64_t)head[16] << 8 | head[17];
	uint64_t whole = (page == 1 ? 65536 : page) * be32(head + 28);
	if (be32(head + 24) == be32(head + 92) && (uint64_t)st.st_size < whole && !has_journal(path))
		return drg__fail(err, DRG_ERECORD, path, "the record is cut short: %llu of %llu bytes", (unsigned long long)st.st_size,
		                 (unsigned long long)whole);
	return DRG_OK;
}

/* ---------------------------------------------------------------- making -- */

static drg_status migrate(drg_record *rec, uint32_t from, drg_error *err)
{
	char pragma[96];
	drg_status s = drg__record_exec(rec, "BEGIN IMMEDIATE", err);
	for (uint32_t v = from; !s && v < DRG__RECORD_VERSION; v++)
		s = drg__record_exec(rec, step[v], err);
	snprintf(pragma, sizeof pragma, "PRAGMA application_id=%d; PRAGMA user_version=%d", DRG__RECORD_APPLICATION, DRG__RECORD_VERSION);
	if (!s)
		s = drg__record_exec(rec, pragma, err);
	if (!s)
		s = drg__record_exec(rec, "COMMIT", err);
	if (s)
		sqlite3_exec(rec->db, "ROLLBACK", NULL, NULL, NULL);
	return s;
}

static int write_all(int fd, const unsigned char *p, int64_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, p, (size_t)n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return -1;
		p += w;
		n -= w;
	}
	return fsync(fd);
}

/* The directory of path, in malloc'ed memory. */
static char *folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t n = !slash || slash == path ? 1 : (size_t)(slash - path);
	char *dir = malloc(n + 1);
	if (!dir)
		return NULL;
	memcpy(dir, slash ? path : ".", n);
	dir[n] = 0;
	return dir;
}

/* Put bytes at `path`, which must not exist: whole or not at all, 0600. */
static int place(const char *path, const unsigned char *p, int64_t n)
{
	char *dir = folder(path), *temp = NULL, from[64];
	int bad = -1, e = ENOMEM, fd = -1;
	if (!dir)
		goto end;
	fd = open(dir, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	if (fd < 0) { /* a file system without unnamed files */
		size_t len = strlen(path);
		temp = malloc(len + 8);
		if (!temp)
			goto end;
		memcpy(temp, path, len);
		memcpy(temp + len, ".XXXXXX", 8);
		fd = mkstemp(temp);
	}
	if (fd < 0 || write_all(fd, p, n) != 0) {
		e = errno;
		goto end;
	}
	snprintf(from, sizeof from, "/proc/self/fd/%d", fd);
	bad = temp ? link(temp, path) : linkat(AT_FDCWD, from, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
	e = errno;
end:
	if (fd >= 0)
		close(fd);
	if (temp && fd >= 0)
		unlink(temp);
	free(temp);
	if (!bad && dir && (fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) >= 0) {
		fsync(fd); /* the name itself; not every file system can, and nothing hangs on it */
		close(fd);
	}
	free(dir);
	errno = e;
	return bad;
}

static drg_status create(const char *path, drg_error *err)
{
	drg_record rec = { .path = (char *)(uintptr_t)path };
	drg_status s = DRG_OK;
	unsigned char *image = NULL;
	sqlite3_int64 n = 0;
	if (sqlite3_open_v2(":memory:", &rec.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		s = drg__record_fail(&rec, err, "make a record");
	if (!s)
		s = migrate(&rec, 0, err);
	if (!s && !(image = sqlite3_serialize(rec.db, "main", &n, 0)))
		s = drg__fail(err, DRG_ENOMEM, path, "out of memory");
	if (!s && place(path, image, n) != 0 && errno != EEXIST)
		s = drg__fail(err, errno == ENOMEM ? DRG_ENOMEM : DRG_EIO, path, "cannot make the record: %s", strerror(errno));
	sqlite3_free(image);
	sqlite3_close(rec.db);
	return s;
}

/* --------------------------------------------------------------- opening -- */

static drg_status open_db(drg_record *rec, int flags, drg_error *err)
{
	sqlite3_close(rec->db);
	rec->db = NULL;
	if (sqlite3_open_v2(rec->path, &rec->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
		return drg__record_fail(rec, err, "open it");
	sqlite3_busy_timeout(rec->db, 5000);
	sqlite3_db_config(rec->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(rec->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return sqlite3_exec(rec->db, "PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY",
	                    NULL, NULL, NULL) == SQLITE_OK ? DRG_OK : drg__record_fail(rec, err, "open it");
}

/* First real reading: the schema must be the one this version writes. */
static drg_status check_schema(drg_record *rec, drg_error *err)
{
	static const char *const table[] = { "text", "report", "source", "run", "analysis", "reading", "rule", "note", "zone", "entity",
		                             "judgement" };
	enum { FIXED = sizeof table / sizeof *table };
	sqlite3_stmt *q = NULL;
	if (sqlite3_prepare_v2(rec->db, "SELECT count(*) FROM sqlite_schema WHERE type='table' AND name=?1 AND instr(sql,'STRICT')", -1, &q,
	                       NULL) != SQLITE_OK)
		return drg__record_fail(rec, err, "read it");
	drg_status s = DRG_OK;
	for (int i = 0; !s && i < FIXED + LAYER_TABLES; i++) {
		const char *name = i < FIXED ? table[i] : drg__layer((enum layer_id)(i - FIXED))->table;
		sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
		if (sqlite3_step(q) != SQLITE_ROW)
			s = drg__record_fail(rec, err, "read it");
		else if (sqlite3_column_int(q, 0) != 1)
			s = drg__fail(err, DRG_ERECORD, rec->path, "the record is damaged, or from before 0.1.0: it has no table \"%s\"", name);
		sqlite3_reset(q);
	}
	sqlite3_finalize(q);
	return s;
}

drg_status drg_record_open(const char *path, drg_record_mode mode, drg_record **out, drg_error *err)
{
	uint32_t version = 0;
	*out = NULL;
	if (!path || !*path || strlen(path) > 4000)
		return drg__fail(err, DRG_EARG, path, "no name of a record");
	drg_status s = look(path, &version, err);
	if (s == DRG_ENOTFOUND && mode == DRG_RECORD_CREATE) {
		s = create(path, err);
		if (!s)
			s = look(path, &version, err);
	}
	if (s)
		return s;
	drg_record *rec = calloc(1, sizeof *rec);
	if (!rec || !(rec->path = strdup(path))) {
		free(rec);
		return drg__fail(err, DRG_ENOMEM, path, "out of memory");
	}
	rec->writable = mode != DRG_RECORD_READ;
	s = open_db(rec, rec->writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, err);
	if (!s && rec->writable && sqlite3_db_readonly(rec->db, "main") == 1)
		s = drg__fail(err, DRG_ERECORD, path, "the record is read-only");
	if (!s)
		s = check_schema(rec, err);
	/* An addition was killed: its journal is rolled back now, which needs writing. */
	if (s && !rec->writable && has_journal(path) && access(path, W_OK) == 0) {
		drg__err_clear(err);
		s = open_db(rec, SQLITE_OPEN_READWRITE, err);
		if (!s)
			s = check_schema(rec, err);
	}
	if (!s && version < DRG__RECORD_VERSION && rec->writable)
		s = migrate(rec, version, err);
	if (s) {
		drg_record_close(rec);
		return s;
	}
	*out = rec;
	return DRG_OK;
}

void drg_record_close(drg_record *rec)
{
	if (!rec)
		return;
	for (int i = 0; i < DRG__STATEMENTS; i++)
		sqlite3_finalize(rec->st[i]);
	if (rec->in_batch)
		sqlite3_exec(rec->db, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_close(rec->db);
	ZSTD_freeCCtx(rec->pack);
	ZSTD_freeDCtx(rec->unpack);
	free(rec->out.p);
	free(rec->spans.p);
	free(rec->path);
	free(rec);
}

/* ----------------------------------------------------------------- texts -- */

drg_status drg__record_unpack(drg_record *rec, const char *codec, struct str body, int64_t bytes, char *to, drg_error *err)
{
	bool raw = strcmp(codec, "raw") == 0;
	if (bytes < 0 || bytes > UINT32_MAX - 1)
		return drg__record_damaged(rec, err, "a text has an impossible length");
	/* The packed text states its own length: a false one must not cost memory. */
	if (raw ? body.n != (uint64_t)bytes : ZSTD_getFrameContentSize(body.p, body.n) != (uint64_t)bytes)
		return drg__record_damaged(rec, err, "a text has another length than stated");
	if (!to)
		return DRG_OK;
	if (raw) {
		if (bytes)
			memcpy(to, body.p, (size_t)bytes);
	} else {
		if (!rec->unpack && !(rec->unpack = ZSTD_createDCtx()))
			return drg__fail(err, DRG_ENOMEM, rec->path, "out of memory");
		if (ZSTD_decompressDCtx(rec->unpack, to, (size_t)bytes, body.p, body.n) != (size_t)bytes)
			return drg__record_damaged(rec, err, "a text cannot be unpacked");
	}
	to[bytes] = 0;
	return DRG_OK;
}

int drg__record_tuple(const char **at, double *v, int most)
{
	const char *p = *at;
	int n = 0;
	while (*p == '[' && p[1] == '[')
		p++;
	if (*p == ',')
		p++;
	if (*p == ']' || (*p == '[' && p[1] == ']') || !*p)
		return 0;
	if (*p++ != '[')
		return -1;
	for (;;) {
		char *end;
		if (n == most || !((*p >= '0' && *p <= '9') || *p == '.'))
			return -1;
		v[n++] = strtod(p, &end);
		p = end;
		if (*p == ']')
			break;
		if (*p++ != ',')
			return -1;
	}
	*at = p + 1;
	return n;
}

int drg__record_number(const char **at, double *v)
{
	const char *p = *at;
	if (*p == '[' || *p == ',')
		p++;
	if (*p == ']' || !*p)
		return 0;
	if (*p < '0' || *p > '9')
		return -1;
	char *end;
	*v = strtod(p, &end);
	*at = end;
	return 1;
}

/* ------------------------------------------------------------------ info -- */

drg_status drg_record_get_info(drg_record *rec, drg_record_info *out, drg_error *err)
{
	static const char sql[] =
		"SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM source), (SELECT count(*) FROM analysis),"
		" (SELECT count(*) FROM latest), (SELECT count(*) FROM claim WHERE analysis IN latest),"
		" (SELECT count(*) FROM position WHERE analysis IN latest), (SELECT count(*) FROM condition WHERE analysis IN latest),"
		" (SELECT count(*) FROM proposal WHERE analysis IN latest), (SELECT count(*) FROM run),"
		" (SELECT coalesce(sum(bytes),0) FROM text),"
		" (SELECT min(substr(published,1,10)) FROM analysis WHERE published<>''),"
		" (SELECT max(substr(published,1,10)) FROM analysis WHERE published<>'')";
	sqlite3_stmt *q = NULL;
	struct stat st;
	*out = (drg_record_info){ .version = DRG__RECORD_VERSION };
	if (sqlite3_prepare_v2(rec->db, sql, -1, &q, NULL) != SQLITE_OK || sqlite3_step(q) != SQLITE_ROW) {
		drg_status s = drg__record_fail(rec, err, "count its rows");
		sqlite3_finalize(q);
		return s;
	}
	uint64_t *n[] = { &out->reports, &out->sources, &out->analyses, &out->current, &out->claims, &out->positions, &out->conditions,
		          &out->proposals, &out->runs, &out->text_bytes };
	for (int i = 0; i < 10; i++)
		*n[i] = (uint64_t)sqlite3_column_int64(q, i);
	const unsigned char *a = sqlite3_column_text(q, 10), *b = sqlite3_column_text(q, 11);
	snprintf(out->first_day, sizeof out->first_day, "%s", a ? (const char *)a : "");
	snprintf(out->last_day, sizeof out->last_day, "%s", b ? (const char *)b : "");
	sqlite3_finalize(q);
	if (stat(rec->path, &st) == 0)
		out->bytes = (uint64_t)st.st_size;
	return DRG_OK;
}
