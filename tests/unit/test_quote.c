/* Unit tests of stage/quote: regions of every kind of mark. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"

/* Regions as "[inner]" one after the other: flags after it (o open-only, c
 * continues, s scare), > before it for each enclosing region. */
static const char *regions(const char *z)
{
	static char out[4096];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	const struct quotes *q = &d->l.quotes;
	out[0] = 0;
	for (uint32_t i = 0; i < q->n; i++) {
		for (uint32_t p = q->parent[i]; p != NONE; p = q->parent[p])
			n += (size_t)snprintf(out + n, sizeof out - n, ">");
		struct str s = test_bytes(d, q->inner[i]);
		n += (size_t)snprintf(out + n, sizeof out - n, "[%.*s]%s%s%s", (int)s.n, s.p, q->flags[i] & QUOTE_OPEN_ONLY ? "o" : "",
		                      q->flags[i] & QUOTE_CONTINUES ? "c" : "", q->flags[i] & QUOTE_SCARE ? "s" : "");
	}
	drg_doc_free(d);
	return out;
}

static void every_kind_of_mark(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "He said \"we will wait for them\" and left.", "[we will wait for them]" },
		{ "He said \u201Cwe will wait for them\u201D and left.", "[we will wait for them]" },
		{ "He said \u2018we will wait for them\u2019 and left.", "[we will wait for them]" },
		{ "He said 'we will wait for them' and left.", "[we will wait for them]" },
		{ "He said \u00ABwe will wait for them\u00BB and left.", "[we will wait for them]" },
		{ "He said \u201Ewe will wait for them\u201C and left.", "[we will wait for them]" },
		{ "He said ``we will wait for them'' and left.", "[we will wait for them]" },
		{ "He said ''we will wait for them'' and left.", "[we will wait for them]" },
		{ "a so-called \"safe zone\" in the north of it", "[safe zone]s" },
		{ "\"We heard 'leave now or stay' and ran,\" she said.", "[We heard 'leave now or stay' and ran,]>[leave now or stay]" },
		{ "\u2018We heard \u201Cleave now or stay\u201D and ran,\u2019 she said.", "[We heard \u201Cleave now or stay\u201D and ran,]>[leave now or stay]" },
		{ "said \" the government of the day will wait,\" he said", "[the government of the day will wait,]" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(regions(t[i][0]), t[i][1]);
}

static void apostrophes_are_not_marks(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The parents' house and the rebels' camp weren't hit in '95.", "" },
		{ "It's the ministers\u2019 and the envoy\u2019s view, they don\u2019t say.", "" },
		{ "'The parents' house was not hit that day,' she said.", "[The parents' house was not hit that day,]" },
		{ "Rock 'n' roll", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(regions(t[i][0]), t[i][1]);
}

static void paragraphs(void **state)
{
	(void)state;
	/* reopened in the next paragraph */
	assert_string_equal(regions("\"We will wait for them.\n\n\"They will come home,\" she said."), "[We will wait for them.]o[They will come home,]c");
	/* carried on without a mark of its own */
	assert_string_equal(regions("\u201CWe will wait for them.\n\nThey will come home,\u201D she said."), "[We will wait for them.]o[They will come home,]c");
	/* a lost mark ends with its sentence */
	assert_string_equal(regions("She said \"we will wait. They left. He stayed at home.\n\nThe rest is silence."), "[we will wait.]o");
	/* and with its paragraph when it began it */
	assert_string_equal(regions("\"We will wait. They left.\n\nThe rest is silence."), "[We will wait. They left.]o");
	/* a stray closing mark is nothing */
	assert_string_equal(regions("They left\u201D and came back."), "");
	/* a new opening mark ends an open one */
	assert_string_equal(regions("\u201CWe will wait here. \u201CThey will come home,\u201D she said."), "[We will wait here.]o[They will come home,]");
}

static void nothing_inside(void **state)
{
	(void)state;
	assert_string_equal(regions("He said \"\" and ''."), "");
	assert_string_equal(regions("\""), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_mark), cmocka_unit_test(apostrophes_are_not_marks),
		cmocka_unit_test(paragraphs), cmocka_unit_test(nothing_inside),
	};
	return cmocka_run_group_tests(tests, test_open, test_close);
}
