/* Every allocation of building and opening a pack, failed once: a status, a
 * message, nothing kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "fault/failmalloc.h"
#include "support/packs.h"

static char dir[] = "/tmp/drg-fault-XXXXXX", src[64], pack[64];

static void put_file(const char *name, const char *text)
{
	char path[128];
	snprintf(path, sizeof path, "%s/%s", src, name);
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	fclose(f);
}

static int make_sources(void **state)
{
	(void)state;
	char path[128];
	if (!mkdtemp(dir))
		return -1;
	snprintf(src, sizeof src, "%s/en", dir);
	snprintf(pack, sizeof pack, "%s/en.pack", dir);
	mkdir(src, 0700);
	snprintf(path, sizeof path, "%s/lexicon", src);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/rules", src);
	mkdir(path, 0700);
	put_file("SOURCES.tsv", "# lang: en\nfile\torigin\tlicence\nlexicon/a.tsv\tx\tApache-2.0\nrules/r.rules\tx\tApache-2.0\n");
	put_file("lexicon/a.tsv", HEAD "phrase\tkind:one|two\n~walk away\tone\npeace talks\ttwo\n");
	put_file("rules/r.rules", HEAD "rule: a\npattern: no <a kind=two> x=(.+)\nmatch: no peace talks [x now]\nnot: no talks\n");
	return 0;
}

static int remove_sources(void **state)
{
	(void)state;
	char cmd[64];
	snprintf(cmd, sizeof cmd, "rm -rf %s", dir);
	return system(cmd);
}

/* Fail allocation 1, 2, ... of `run` until it needs no more. */
static void each(drg_status (*run)(drg_error *err))
{
	for (unsigned n = 1;; n++) {
		drg_error err;
		long before = fail_live();
		fail_at(n);
		drg_status s = run(&err);
		unsigned count = fail_count();
		fail_at(0);
		if (fail_live() != before)
			fail_msg("allocation %u: %ld blocks kept", n, fail_live() - before);
		if (count < n) {
			assert_int_equal(s, DRG_OK);
			assert_true(n > 3);
			return;
		}
		if (s == DRG_OK || err.message[0] == 0)
			fail_msg("allocation %u of %u failed and the call said %s \"%s\"", n, count, drg_status_name(s), err.message);
	}
}

static drg_status build_one(drg_error *err)
{
	return drg_pack_build(src, pack, NULL, NULL, err);
}

static drg_status open_one(drg_error *err)
{
	drg_pack *p;
	drg_status s = drg_pack_open(pack, &p, err);
	if (s == DRG_OK)
		drg_pack_close(p);
	else
		assert_null(p);
	return s;
}

static void build_fails_cleanly(void **state)
{
	(void)state;
	each(build_one);
}

static void open_fails_cleanly(void **state)
{
	(void)state;
	drg_error err;
	assert_int_equal(build_one(&err), DRG_OK);
	each(open_one);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(build_fails_cleanly), cmocka_unit_test(open_fails_cleanly) };
	return cmocka_run_group_tests(tests, make_sources, remove_sources);
}
