/* The record: what goes in comes out, once; what is not a record is refused
 * and left as it was; verify finds a changed byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "fake_doc.h"
#include "full.h"
#include "record/record.h"

static char dir[] = "/tmp/drg-record-XXXXXX";
static char db[64];

static int setup(void **state)
{
	(void)state;
	strcpy(dir, "/tmp/drg-record-XXXXXX");
	assert_non_null(mkdtemp(dir));
	snprintf(db, sizeof db, "%s/r.db", dir);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	char cmd[96];
	snprintf(cmd, sizeof cmd, "rm -rf '%s'", dir);
	return system(cmd);
}

struct blob {
	char *p;
	size_t n;
};

static bool to_text(void *ctx, const char *p, size_t n)
{
	struct blob *t = ctx;
	t->p = realloc(t->p, t->n + n + 1);
	memcpy(t->p + t->n, p, n);
	t->n += n;
	t->p[t->n] = 0;
	return true;
}

static drg_record *open_or_die(drg_record_mode mode)
{
	drg_record *r = NULL;
	drg_error e;
	if (drg_record_open(db, mode, &r, &e) != DRG_OK)
		fail_msg("%s: %s", e.name, e.message);
	return r;
}

static void add(drg_record *r, unsigned seed, bool expect)
{
	drg_error e;
	bool added = !expect;
	drg_doc *d = fake_doc(seed, 12);
	drg_source *s = fake_source(seed);
	assert_non_null(s);
	if (drg_record_add(r, s, d, &added, &e) != DRG_OK)
		fail_msg("%s", e.message);
	assert_int_equal(added, expect);
	drg_doc_free(d);
	drg_source_free(s);
}

static void fill(unsigned from, unsigned to)
{
	drg_record *r = open_or_die(DRG_RECORD_CREATE);
	assert_int_equal(drg_record_run(r, NULL, "", NULL), DRG_OK);
	for (unsigned i = from; i < to; i++)
		add(r, i, true);
	assert_int_equal(drg_record_commit(r, NULL), DRG_OK);
	drg_record_close(r);
}

static struct blob dump(void)
{
	struct blob t = { 0 };
	drg_record *r = open_or_die(DRG_RECORD_READ);
	drg_error e;
	if (drg_record_dump(r, to_text, &t, &e) != DRG_OK)
		fail_msg("%s", e.message);
	drg_record_close(r);
	return t;
}

static uint64_t verify(struct blob *out)
{
	uint64_t n = 0;
	struct blob t = { 0 };
	drg_record *r = open_or_die(DRG_RECORD_READ);
	assert_int_equal(drg_record_verify(r, to_text, &t, &n, NULL), DRG_OK);
	drg_record_close(r);
	if (out)
		*out = t;
	else
		free(t.p);
	return n;
}

static void the_same_document_comes_back(void **state)
{
	(void)state;
	drg_doc *d = fake_doc(7, 12), *again = NULL;
	struct blob a = { 0 }, b = { 0 };
	fill(7, 8);
	drg_record *r = open_or_die(DRG_RECORD_READ);
	assert_int_equal(drg_record_doc(r, d->ids.report, &again, NULL), DRG_OK);
	drg_record_close(r);
	assert_int_equal(drg_doc_json(d, to_text, &a, NULL), DRG_OK);
	assert_int_equal(drg_doc_json(again, to_text, &b, NULL), DRG_OK);
	assert_string_equal(a.p, b.p);
	assert_int_equal(verify(NULL), 0);
	free(a.p);
	free(b.p);
	drg_doc_free(d);
	drg_doc_free(again);
}

static void permissions_are_the_owners(void **state)
{
	(void)state;
	struct stat st;
	fill(0, 1);
	assert_int_equal(stat(db, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void adding_again_changes_nothing(void **state)
{
	(void)state;
	fill(0, 5);
	struct blob a = dump();
	drg_record *r = open_or_die(DRG_RECORD_WRITE);
	assert_int_equal(drg_record_run(r, NULL, "", NULL), DRG_OK);
	for (unsigned i = 0; i < 5; i++) {
		bool has = false;
		drg_source *s = fake_source(i);
		assert_int_equal(drg_record_has(r, s, &has, NULL), DRG_OK);
		assert_true(has);
		drg_source_free(s);
		add(r, i, false);
	}
	assert_int_equal(drg_record_commit(r, NULL), DRG_OK);
	drg_record_close(r);
	struct blob b = dump();
	assert_string_equal(a.p, b.p);
	free(a.p);
	free(b.p);
}

static void what_was_not_committed_is_added_later(void **state)
{
	(void)state;
	fill(0, 3);
	drg_record *r = open_or_die(DRG_RECORD_WRITE);
	assert_int_equal(drg_record_run(r, NULL, "", NULL), DRG_OK);
	add(r, 3, true);
	drg_record_close(r); /* as if killed */
	drg_record_info info;
	r = open_or_die(DRG_RECORD_READ);
	assert_int_equal(drg_record_get_info(r, &info, NULL), DRG_OK);
	assert_int_equal(info.reports, 3);
	drg_record_close(r);
	fill(3, 6);
	struct blob a = dump();
	assert_int_equal(unlink(db), 0);
	fill(0, 6);
	struct blob b = dump();
	assert_string_equal(a.p, b.p);
	free(a.p);
	free(b.p);
}

static void a_newer_run_supersedes_and_both_stay(void **state)
{
	(void)state;
	drg_record_info info;
	fill(0, 2);
	drg_record *r = open_or_die(DRG_RECORD_WRITE);
	assert_int_equal(drg_record_run(r, NULL, "date=2024-01-01", NULL), DRG_OK);
	add(r, 1, true);
	assert_int_equal(drg_record_commit(r, NULL), DRG_OK);
	assert_int_equal(drg_record_get_info(r, &info, NULL), DRG_OK);
	assert_int_equal(info.reports, 2);
	assert_int_equal(info.analyses, 3);
	assert_int_equal(info.current, 2);
	drg_list *l = NULL;
	const drg_field *f;
	uint32_t n, rows = 0;
	drg_filter all = { .size = sizeof all, .superseded = true };
	assert_int_equal(drg_record_list(r, "positions", NULL, &l, NULL), DRG_OK);
	while (drg_list_next(l, &f, &n, NULL) == DRG_OK)
		rows++;
	drg_list_close(l);
	assert_int_equal(rows, 4);
	rows = 0;
	assert_int_equal(drg_record_list(r, "positions", &all, &l, NULL), DRG_OK);
	while (drg_list_next(l, &f, &n, NULL) == DRG_OK)
		rows++;
	drg_list_close(l);
	assert_int_equal(rows, 6);
	drg_record_close(r);
	assert_int_equal(verify(NULL), 0);
}

static const drg_field *field(const drg_field *f, uint32_t n, const char *name)
{
	for (uint32_t i = 0; i < n; i++)
		if (strcmp(f[i].name, name) == 0)
			return &f[i];
	fail_msg("no field %s", name);
	return NULL;
}

static uint32_t count(drg_record *r, const char *kind, drg_filter f)
{
	drg_list *l = NULL;
	const drg_field *v;
	uint32_t n, rows = 0;
	drg_error e;
	f.size = sizeof f;
	if (drg_record_list(r, kind, &f, &l, &e) != DRG_OK)
		fail_msg("%s: %s", kind, e.message);
	drg_status s;
	while ((s = drg_list_next(l, &v, &n, &e)) == DRG_OK)
		rows++;
	assert_int_equal(s, DRG_END);
	drg_list_close(l);
	return rows;
}

static void lists_filter(void **state)
{
	(void)state;
	fill(0, 3); /* 36 claims, 6 speakers in turn, each seventh own voice */
	drg_record *r = open_or_die(DRG_RECORD_READ);
	uint32_t all = count(r, "claims", (drg_filter){ 0 });
	assert_int_equal(all, 36);
	assert_int_equal(count(r, "claims", (drg_filter){ .type = "own" }), 3);
	uint32_t ort = count(r, "claims", (drg_filter){ .by = "lena ort" });
	assert_true(ort > 0 && ort < all);
	assert_int_equal(count(r, "claims", (drg_filter){ .by = "nobody" }), 0);
	assert_int_equal(count(r, "claims", (drg_filter){ .via = "KESTREL" }), 33);
	assert_int_equal(count(r, "claims", (drg_filter){ .text = "ITEM 2-" }), 12);
	assert_int_equal(count(r, "claims", (drg_filter){ .since = "2023-12-21" }), 18);
	assert_int_equal(count(r, "claims", (drg_filter){ .until = "2023-12-20" }), 18);
	assert_int_equal(count(r, "reports", (drg_filter){ 0 }), 3);
	assert_int_equal(count(r, "conditions", (drg_filter){ .type = "withdrawal" }), 3);
	assert_int_equal(count(r, "proposals", (drg_filter){ .type = "rejected" }), 3);
	assert_int_equal(count(r, "actors", (drg_filter){ .type = "outlet" }), 1);
	assert_true(count(r, "unnamed", (drg_filter){ 0 }) > 0);
	drg_list *l = NULL;
	const drg_field *f;
	uint32_t n;
	assert_int_equal(drg_record_list(r, "cells", NULL, &l, NULL), DRG_OK);
	assert_int_equal(drg_list_next(l, &f, &n, NULL), DRG_OK);
	assert_true(field(f, n, "reports")->number >= 1);
	assert_int_equal(field(f, n, "relays")->number, 1);
	assert_true(field(f, n, "id")->text.n == 18);
	assert_true(drg__str_find(drg__str(field(f, n, "text")->text.p, field(f, n, "text")->text.n), STR("caf\xC3\xA9"), 0) != SIZE_MAX);
	drg_list_close(l);
	assert_int_equal(drg_record_list(r, "nonsense", NULL, &l, NULL), DRG_EARG);
	drg_record_close(r);
}

static void rows_are_found_by_id(void **state)
{
	(void)state;
	char report[20];
	fill(0, 3);
	drg_doc *d = fake_doc(2, 12), *got = NULL;
	drg_record *r = open_or_die(DRG_RECORD_READ);
	const char *const id[] = { d->ids.row[LAYER_CLAIMS][11], d->ids.row[LAYER_POSITIONS][1], d->ids.row[LAYER_CONDITIONS][0], d->ids.row[LAYER_PROPOSALS][1], d->ids.row[LAYER_ATTRIBS][3], d->ids.row[LAYER_ENTITIES][12] };
	for (size_t i = 0; i < sizeof id / sizeof *id; i++) {
		assert_int_equal(drg_record_find(r, id[i], report, NULL), DRG_OK);
		assert_string_equal(report, d->ids.report);
	}
	assert_int_equal(drg_record_find(r, "c-0000000000000000", report, NULL), DRG_ENOTFOUND);
	assert_int_equal(drg_record_find(r, "", report, NULL), DRG_ENOTFOUND);
	assert_int_equal(drg_record_doc(r, "id-2", &got, NULL), DRG_OK);
	drg_doc_free(got);
	memcpy(report, d->ids.report, 8);
	report[8] = 0;
	assert_int_equal(drg_record_doc(r, report, &got, NULL), DRG_OK);
	drg_doc_free(got);
	assert_int_equal(drg_record_doc(r, "fake.jsonl", &got, NULL), DRG_ENOTFOUND); /* three reports of one file */
	assert_int_equal(drg_record_doc(r, "r-ffffffffffffffff", &got, NULL), DRG_ENOTFOUND);
	drg_record_close(r);
	drg_doc_free(d);
}

static struct blob slurp(const char *path)
{
	struct blob t = { 0 };
	struct str s;
	assert_int_equal(drg__read_file(path, 1 << 30, &s, NULL), DRG_OK);
	t.p = (char *)(uintptr_t)s.p;
	t.n = s.n;
	return t;
}

static void refused(drg_status expect, const char *word)
{
	drg_record *r = NULL;
	drg_error e;
	for (int mode = DRG_RECORD_READ; mode <= DRG_RECORD_CREATE; mode++) {
		struct blob before = slurp(db);
		assert_int_equal(drg_record_open(db, (drg_record_mode)mode, &r, &e), expect);
		assert_null(r);
		if (!strstr(e.message, word))
			fail_msg("\"%s\" does not say \"%s\"", e.message, word);
		assert_string_equal(e.name, db);
		struct blob after = slurp(db);
		assert_int_equal(before.n, after.n);
		assert_memory_equal(before.p, after.p, before.n);
		free(before.p);
		free(after.p);
	}
}

static void put(size_t at, const void *p, size_t n)
{
	int fd = open(db, O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, p, n, (off_t)at), n);
	close(fd);
}

static void what_is_no_record_is_refused_unchanged(void **state)
{
	(void)state;
	put(0, "not a database, only words, but more than a hundred bytes of them, so that "
	       "the header could be read in full and still be nothing", 128);
	refused(DRG_ERECORD, "not a record");
	assert_int_equal(truncate(db, 0), 0);
	refused(DRG_ERECORD, "empty");
	assert_int_equal(unlink(db), 0);
	sqlite3 *other;
	assert_int_equal(sqlite3_open(db, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "CREATE TABLE t(x)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(other);
	refused(DRG_ERECORD, "another program");
	assert_int_equal(unlink(db), 0);
	fill(0, 1);
	put(60, "\0\0\0\x63", 4);
	refused(DRG_EVERSION, "version 99");
	put(60, "\0\0\0\x01", 4);
	struct stat st;
	assert_int_equal(stat(db, &st), 0);
	assert_int_equal(truncate(db, st.st_size / 2), 0);
	refused(DRG_ERECORD, "cut short");
	drg_record *r = NULL;
	assert_int_equal(unlink(db), 0);
	assert_int_equal(drg_record_open(db, DRG_RECORD_READ, &r, NULL), DRG_ENOTFOUND);
	assert_int_equal(drg_record_open(dir, DRG_RECORD_CREATE, &r, NULL), DRG_ERECORD);
}

/* Every byte of the file damaged in turn, in steps: opening, listing and
 * verifying must come to an end without harm, and reading changes nothing. */
static void any_damaged_byte_does_no_harm(void **state)
{
	(void)state;
	fill(0, 2);
	struct blob whole = slurp(db);
	for (size_t at = 0, step = test_size(251, 1511); at < whole.n; at += step) {
		unsigned char c = (unsigned char)(whole.p[at] ^ 0x5A);
		drg_record *r = NULL;
		drg_doc *d = NULL;
		uint64_t n;
		put(at, &c, 1);
		if (drg_record_open(db, DRG_RECORD_READ, &r, NULL) == DRG_OK) {
			drg_list *l = NULL;
			const drg_field *f;
			uint32_t k;
			drg_record_verify(r, NULL, NULL, &n, NULL);
			if (drg_record_doc(r, "id-1", &d, NULL) == DRG_OK)
				drg_doc_free(d);
			if (drg_record_list(r, "claims", NULL, &l, NULL) == DRG_OK)
				while (drg_list_next(l, &f, &k, NULL) == DRG_OK)
					;
			drg_list_close(l);
			drg_record_close(r);
		}
		struct blob after = slurp(db);
		assert_int_equal(after.n, whole.n);
		assert_int_equal((unsigned char)after.p[at], c);
		free(after.p);
		put(at, whole.p + at, 1);
	}
	assert_int_equal(verify(NULL), 0);
	free(whole.p);
}

static void sql(const char *z)
{
	sqlite3 *h;
	char *why = NULL;
	assert_int_equal(sqlite3_open(db, &h), SQLITE_OK);
	if (sqlite3_exec(h, z, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", z, why);
	sqlite3_close(h);
}

static void verify_finds_what_was_changed(void **state)
{
	(void)state;
	static const struct { const char *sql, *word; } harm[] = {
		{ "UPDATE text SET codec='raw', body=cast(replace(printf('%*d', bytes, 0), '0', 'x') AS BLOB)", "SHA-256" },
		{ "UPDATE text SET body=substr(body,1,length(body)-3)", "text" },
		{ "UPDATE claim SET spans='[[0,5]]' WHERE n=3", "claim's id" },
		{ "UPDATE claim SET spans='[[0,99999999]]' WHERE n=3", "outside" },
		{ "UPDATE claim SET spans='[[0,' WHERE n=3", "malformed" },
		{ "UPDATE claim SET kind='gossip' WHERE n=3", "unknown word" },
		{ "UPDATE report SET source_id='other'", "its own id" },
		{ "UPDATE hop SET entity=77 WHERE claim=2 AND n=2", "reference" },
		{ "UPDATE condition SET s=5, e=2", "outside" },
	};
	for (size_t i = 0; i < sizeof harm / sizeof *harm; i++) {
		struct blob out;
		unlink(db);
		fill(0, 1);
		sql(harm[i].sql);
		assert_true(verify(&out) > 0);
		if (!strstr(out.p, harm[i].word))
			fail_msg("%s: \"%s\" does not say \"%s\"", harm[i].sql, out.p, harm[i].word);
		free(out.p);
	}
}

static void only_a_writer_may_add(void **state)
{
	(void)state;
	fill(0, 1);
	drg_record *r = open_or_die(DRG_RECORD_READ);
	drg_error e;
	assert_int_equal(drg_record_run(r, NULL, "", &e), DRG_EARG);
	drg_record_close(r);
	r = open_or_die(DRG_RECORD_WRITE);
	bool added;
	drg_doc *d = fake_doc(5, 4);
	drg_source *s = fake_source(5);
	assert_int_equal(drg_record_add(r, s, d, &added, &e), DRG_EARG); /* no run stated */
	drg_doc_free(d);
	drg_source_free(s);
	drg_record_close(r);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(the_same_document_comes_back),
		TEST(permissions_are_the_owners),
		TEST(adding_again_changes_nothing),
		TEST(what_was_not_committed_is_added_later),
		TEST(a_newer_run_supersedes_and_both_stay),
		TEST(lists_filter),
		TEST(rows_are_found_by_id),
		TEST(what_is_no_record_is_refused_unchanged),
		TEST(any_damaged_byte_does_no_harm),
		TEST(verify_finds_what_was_changed),
		TEST(only_a_writer_may_add),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
