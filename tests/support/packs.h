/* packs.h - packs for tests, made from sources written in the test. */
#ifndef TEST_SUPPORT_PACKS_H
#define TEST_SUPPORT_PACKS_H

#include <stdio.h>
#include <stdlib.h>

#include "pack/build.h"
#include "pack/format.h"
#include "stage/view.h"

#define HEAD "# origin: a test\n# date: 2026-11-22\n# licence: Apache-2.0\n"

/* What the builder found, as one text. */
struct findings {
	char text[16384];
	size_t n;
};

static inline bool test_collect(void *ctx, const char *p, size_t n)
{
	struct findings *f = ctx;
	if (n > sizeof f->text - 1 - f->n)
		n = sizeof f->text - 1 - f->n;
	memcpy(f->text + f->n, p, n);
	f->n += n;
	f->text[f->n] = 0;
	return true;
}

/* Build from `n` sources and a SOURCES.tsv that lists them; n < 16.  The bytes
 * are the caller's to free. */
static inline drg_status test_build(const struct pack_source *v, size_t n, struct findings *f, struct str *image, drg_error *err)
{
	struct pack_source all[16];
	char list[4096];
	int at = snprintf(list, sizeof list, "# lang: en\nfile\torigin\tlicence\n");
	f->n = 0;
	f->text[0] = 0;
	for (size_t i = 0; i < n; i++) {
		all[i] = v[i];
		at += snprintf(list + at, sizeof list - (size_t)at, "%.*s\ta test\tApache-2.0\n", (int)v[i].rel.n, v[i].rel.p);
	}
	all[n] = (struct pack_source){ STR("SOURCES.tsv"), drg__str(list, (size_t)at) };
	return drg__pack_build_memory(all, n + 1, drg__view_of_words, test_collect, f, image, err);
}

#define SOURCE(rel, bytes) { { (rel), sizeof(rel) - 1 }, { (bytes), sizeof(bytes) - 1 } }

#endif
