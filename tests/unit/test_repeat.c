/* Reports that say again what an earlier one said: sketches and their index. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "link/repeat.h"

/* n words "w<from>", "w<from+1>"... into out; their length. */
static size_t words(char *out, size_t size, unsigned from, unsigned n)
{
	size_t at = 0;
	for (unsigned i = 0; i < n; i++)
		at += (size_t)snprintf(out + at, size - at, "w%u ", from + i);
	return at;
}

static struct seen seen_of(const char *id, const char *text, size_t n)
{
	struct seen s;
	uint8_t sha[32];
	drg__sha256(drg__str(text, n), sha);
	drg__seen(id, STR("a.txt"), drg__str(text, n), sha, &s);
	return s;
}

static void sketches_estimate_the_shared_part(void **state)
{
	(void)state;
	static char a[20000], b[20000];
	/* 1000 runs each, s of them shared: s / (2000 - s) */
	for (unsigned s = 0; s <= 1000; s += 250) {
		struct sketch x, y;
		drg__sketch(drg__str(a, words(a, sizeof a, 0, 1003)), &x);
		drg__sketch(drg__str(b, words(b, sizeof b, 1000 - s, 1003)), &y);
		double want = (double)s / (2000 - s), got = (double)drg__sketch_likeness(&x, &y) / SKETCH;
		if (got < want - .19 || got > want + .19) /* three standard errors */
			fail_msg("%u shared: %.2f, want %.2f", s, got, want);
	}
	struct sketch x, y;
	drg__sketch(STR("The envoys, again, met."), &x);
	drg__sketch(STR("  the ENVOYS again\nmet "), &y);
	assert_int_equal(drg__sketch_likeness(&x, &y), SKETCH);
	assert_int_equal(x.words, 4);
	drg__sketch(STR(""), &x);
	assert_int_equal(x.words, 0);
}

static void the_earliest_is_named(void **state)
{
	(void)state;
	static char text[20000];
	struct repeats *r = drg__repeats_new(16);
	uint32_t like;
	size_t n = words(text, sizeof text, 0, 200);
	struct seen a = seen_of("r-a", text, n), b = seen_of("r-b", text, n - 20), c = seen_of("r-c", text, n - 40), again = seen_of("r-d", text, n - 20);
	assert_null(drg__repeats_find(r, &a, &like));
	drg__repeats_add(r, &a);
	assert_string_equal(drg__repeats_find(r, &b, &like)->id, "r-a");
	assert_in_range(like, REPEAT_LEAST, SKETCH);
	drg__repeats_add(r, &b);
	assert_string_equal(drg__repeats_find(r, &c, &like)->id, "r-a");
	drg__repeats_add(r, &c);
	/* the same text beats a nearer first */
	assert_string_equal(drg__repeats_find(r, &again, &like)->id, "r-b");
	assert_int_equal(like, SKETCH + 1);
	/* half of it is another report */
	struct seen half = seen_of("r-h", text, n / 2);
	assert_null(drg__repeats_find(r, &half, &like));
	drg__repeats_free(r);
}

static void short_texts_repeat_only_exactly(void **state)
{
	(void)state;
	struct repeats *r = drg__repeats_new(16);
	uint32_t like;
	struct seen a = seen_of("r-a", "Yes, she said.", 14), b = seen_of("r-b", "Yes she said", 12), c = seen_of("r-c", "Yes, she said.", 14), none = seen_of("r-d", "", 0);
	drg__repeats_add(r, &a);
	drg__repeats_add(r, &none);
	assert_null(drg__repeats_find(r, &b, &like));
	assert_string_equal(drg__repeats_find(r, &c, &like)->id, "r-a");
	none = seen_of("r-e", "", 0);
	assert_null(drg__repeats_find(r, &none, &like));
	drg__repeats_free(r);
}

/* A report that a record keeps already is only read anew; one met twice in a run repeats itself. */
static void its_own_first_time(void **state)
{
	(void)state;
	static char text[20000];
	struct repeats *r = drg__repeats_new(16);
	uint32_t like;
	size_t n = words(text, sizeof text, 0, 200);
	struct seen a = seen_of("r-a", text, n), b = seen_of("r-b", text, n), c = seen_of("r-c", "Tom Hask said no.", 17);
	a.kept = b.kept = true;
	drg__repeats_add(r, &a);
	drg__repeats_add(r, &b);
	drg__repeats_add(r, &c);
	assert_null(drg__repeats_find(r, &a, &like));
	assert_string_equal(drg__repeats_find(r, &b, &like)->id, "r-a");
	assert_string_equal(drg__repeats_find(r, &c, &like)->id, "r-c");
	drg__repeats_free(r);
}

/* Only the last `most` are remembered, and nothing else is said of what was forgotten. */
static void memory_is_bounded(void **state)
{
	(void)state;
	static char text[20000];
	char id[20];
	struct repeats *r = drg__repeats_new(16);
	uint32_t like;
	for (unsigned i = 0; i < 1000; i++) {
		snprintf(id, sizeof id, "r-%u", i);
		struct seen s = seen_of(id, text, words(text, sizeof text, i * 1000, 100));
		assert_null(drg__repeats_find(r, &s, &like));
		drg__repeats_add(r, &s);
	}
	for (unsigned i = 980; i < 1000; i++) {
		struct seen s = seen_of("r-x", text, words(text, sizeof text, i * 1000, 100));
		const struct seen *e = drg__repeats_find(r, &s, &like);
		snprintf(id, sizeof id, "r-%u", i);
		if (i < 984)
			assert_null(e);
		else
			assert_string_equal(e->id, id);
	}
	drg__repeats_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sketches_estimate_the_shared_part), cmocka_unit_test(the_earliest_is_named), cmocka_unit_test(short_texts_repeat_only_exactly),
		cmocka_unit_test(its_own_first_time),                cmocka_unit_test(memory_is_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
