/* Unit tests of stage/spelling: what is one name, and what only looks like it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "stage/spelling.h"

static bool same(const char *a, const char *b)
{
	struct str x = drg__str_c(a), y = drg__str_c(b);
	bool is = drg__spelling_same(x, y);
	assert_int_equal(is, drg__spelling_same(y, x));
	if (is) /* or they would never be compared */
		assert_true(drg__spelling_key(x) == drg__spelling_key(y) && drg__spelling_key(x) != 0);
	return is;
}

static void spellings_of_one_name(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "Khaled", "Khalid" }, { "Sergei", "Sergey" }, { "Zelenskyy", "Zelensky" }, { "Hussein", "Husayn" }, { "Al-Amini", "Amini" },
		{ "al Amini", "el-Amini" }, { "Qaboos", "Kabus" }, { "Mohammed Orri", "Muhammad Orri" }, { "Yusuf Orri", "Youssef Orri" },
		{ "Philip Orri", "Filip Orri" }, { "Dvořák", "Dvorak" }, { "Haniyah", "Haniya" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_true(same(t[i][0], t[i][1]));
}

static void other_names(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "Marr", "Mirr" }, { "Hansen", "Hanson" }, { "Brandt", "Brand" }, { "Mohammed Orri", "Muhammad Urro" }, { "Lena Marr", "Lena Mirr" },
		{ "Orri", "Lena Orri" }, { "Marten Orri", "Martin Orra" }, { "Karim", "Karima" }, { "", "Orri" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_false(same(t[i][0], t[i][1]));
	/* a word longer than any name */
	char z[300];
	memset(z, 'x', sizeof z - 1);
	z[sizeof z - 1] = 0;
	assert_true(same(z, z));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(spellings_of_one_name), cmocka_unit_test(other_names) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
