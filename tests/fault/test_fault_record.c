/* Every allocation of our own on the way into a record and out of it failed
 * once: a status and a reason, nothing kept, nothing leaked, the record whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

#include "fake_doc.h"
#include "fault/failmalloc.h"
#include "record/record.h"

static char dir[] = "/tmp/drg-fault-XXXXXX";
static char db[64];

static bool to_count(void *ctx, const char *p, size_t n)
{
	(void)p;
	*(size_t *)ctx += n;
	return true;
}

/* The whole life of a record, as far as memory lasts. */
static drg_status live(drg_doc *const *doc, drg_source *const *src, drg_error *err)
{
	drg_record *r = NULL;
	drg_doc *d = NULL;
	drg_list *l = NULL;
	const drg_field *f;
	uint32_t k;
	size_t n = 0;
	uint64_t findings = 0;
	bool added;
	drg_filter filter = { .size = sizeof filter, .text = "café" };
	drg_status s = drg_record_open(db, DRG_RECORD_CREATE, &r, err);
	if (!s)
		s = drg_record_run(r, NULL, "", err);
	for (int i = 0; !s && i < 2; i++)
		s = drg_record_add(r, src[i], doc[i], &added, err);
	if (!s)
		s = drg_record_commit(r, err);
	if (!s)
		s = drg_record_doc(r, doc[1]->ids.report, &d, err);
	if (!s)
		s = drg_doc_json(d, to_count, &n, err);
	drg_doc_free(d);
	if (!s)
		s = drg_record_list(r, "claims", &filter, &l, err);
	while (!s && (s = drg_list_next(l, &f, &k, err)) == DRG_OK)
		;
	drg_list_close(l);
	if (s == DRG_END)
		s = drg_record_verify(r, NULL, NULL, &findings, err);
	if (!s)
		s = drg_record_dump(r, to_count, &n, err);
	drg_record_close(r);
	assert_int_equal(findings, 0);
	return s;
}

static void each_allocation_fails_once(void **state)
{
	(void)state;
	drg_error err;
	drg_doc *doc[2] = { fake_doc(1, 6), fake_doc(2, 6) };
	drg_source *src[2] = { fake_source(1), fake_source(2) };
	fail_at(0);
	assert_int_equal(live(doc, src, &err), DRG_OK);
	unsigned count = fail_count();
	assert_true(count > 20);
	unlink(db);
	long before = fail_live();
	for (unsigned k = 1; k <= count; k++) {
		err = (drg_error){ 0 };
		fail_at(k);
		drg_status s = live(doc, src, &err);
		fail_at(0);
		if (s != DRG_OK && s != DRG_ENOMEM)
			fail_msg("allocation %u of %u: %s: %s", k, count, drg_status_name(s), err.message);
		if (s && !err.message[0])
			fail_msg("allocation %u of %u: no reason", k, count);
		if (fail_live() != before)
			fail_msg("allocation %u of %u: %ld blocks leaked", k, count, fail_live() - before);
		if (live(doc, src, &err) != DRG_OK) /* taken up again */
			fail_msg("allocation %u of %u: afterwards: %s", k, count, err.message);
		unlink(db);
	}
	for (int i = 0; i < 2; i++) {
		drg_doc_free(doc[i]);
		drg_source_free(src[i]);
	}
}

static int setup(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(db, sizeof db, "%s/r.db", dir);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	return rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(each_allocation_fails_once, setup, teardown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
