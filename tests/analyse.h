/* analyse.h - for tests: a text through the whole library, its layers in hand. */
#ifndef DRG_TESTS_ANALYSE_H
#define DRG_TESTS_ANALYSE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doc/doc.h"

#ifndef TEST_BUILD_DIR /* given by CMake; here for tools that read one file alone */
#define TEST_BUILD_DIR "build"
#endif

static drg_pack *test_pack;
static drg_work *test_work;

/* Opens the pack of the build; 0 on success (a cmocka group set-up). */
static inline int test_open(void **state)
{
	(void)state;
	drg_error err;
	if (drg_pack_open(TEST_BUILD_DIR "/en.pack", &test_pack, &err) || drg_work_new(test_pack, NULL, &test_work, &err)) {
		fprintf(stderr, "%s: %s\n", err.name, err.message);
		return -1;
	}
	return 0;
}

static inline int test_close(void **state)
{
	(void)state;
	drg_work_free(test_work);
	drg_pack_close(test_pack);
	return 0;
}

/* The analysed plain text of an outlet (NULL: not known); NULL when it failed. The caller frees it. */
static inline drg_doc *test_read_of(const char *outlet, const char *z, size_t n)
{
	drg_input_options opt = { .size = sizeof opt, .as = DRG_KIND_TEXT, .outlet = outlet };
	drg_error err;
	drg_input *in;
	drg_source *src;
	drg_doc *doc = NULL;
	if (drg_input_open_memory(z, n, "test", &opt, &in, &err))
		return NULL;
	if (drg_input_next(in, &src, &err) == DRG_OK) {
		drg_analyse(test_work, src, &doc, &err);
		drg_source_free(src);
	}
	drg_input_close(in);
	return doc;
}

static inline drg_doc *test_read(const char *z, size_t n)
{
	return test_read_of(NULL, z, n);
}

static inline struct str test_bytes(const drg_doc *d, struct span s)
{
	return drg__str(d->l.text.p + s.s, s.e - s.s);
}

#endif
