/* Unit tests of src/base: strings, arena, UTF-8, hashes, errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/utf8.h"

static void cut_visits_every_field(void **state)
{
	(void)state;
	struct str rest = STR("a\t\tb\t");
	const char *want[] = { "a", "", "b", "" };
	size_t k = 0;
	while (rest.p) {
		struct str f = drg__str_cut(&rest, '\t');
		assert_true(k < 4);
		assert_true(drg__str_eq(f, drg__str_c(want[k++])));
	}
	assert_int_equal(k, 4);
}

static void find_and_numbers(void **state)
{
	(void)state;
	assert_int_equal(drg__str_find(STR("ababac"), STR("abac"), 0), 2);
	assert_true(drg__str_find(STR("abab"), STR("abac"), 0) == SIZE_MAX);
	uint64_t v;
	assert_true(drg__str_u64(STR("18446744073709551615"), UINT64_MAX, &v));
	assert_true(v == UINT64_MAX);
	assert_false(drg__str_u64(STR("18446744073709551616"), UINT64_MAX, &v));
	assert_false(drg__str_u64(STR(""), 9, &v));
	assert_false(drg__str_u64(STR("12a"), 99, &v));
}

static void scratch_by_value_is_forgotten(void **state)
{
	(void)state;
	struct pool p;
	drg__pool_init(&p, 1 << 20);
	struct arena a = drg__arena(&p);
	char *keep = drg__alloc(&a, 10, 1);
	struct arena b = a;
	char *lost = drg__alloc(&b, 10, 1);
	memset(lost, 'x', 10);
	char *next = drg__alloc(&a, 10, 1);
	assert_ptr_equal(lost, next);
	assert_int_equal(next[0], 0); /* zeroed again */
	assert_true(keep < next);
	drg__pool_free(&p);
	assert_int_equal(p.held, 0);
}

static void overfill(void *arg)
{
	struct arena a = drg__arena(arg);
	for (;;)
		drg__alloc(&a, 1000, 8);
}

static void ask_for_too_many(void *arg)
{
	struct arena a = drg__arena(arg);
	drg__alloc_n(&a, SIZE_MAX / 4, 16, 8);
}

static void full_pool_unwinds(void **state)
{
	(void)state;
	struct pool p;
	drg__pool_init(&p, 300000);
	assert_int_equal(drg__guard(&p, overfill, &p), DRG__GUARD_LIMIT);
	assert_true(p.held <= 300000);
	assert_true(p.full == NULL);
	assert_int_equal(drg__guard(&p, ask_for_too_many, &p), DRG__GUARD_LIMIT);
	drg__pool_free(&p);
}

static void push_keeps_what_was_there(void **state)
{
	(void)state;
	struct pool p;
	drg__pool_init(&p, 0);
	struct arena a = drg__arena(&p);
	VEC(uint32_t) v = { 0 };
	for (uint32_t i = 0; i < 1000; i++)
		*PUSH(&a, &v) = i * i;
	assert_int_equal(v.n, 1000);
	for (uint32_t i = 0; i < 1000; i++)
		assert_int_equal(v.v[i], i * i);
	drg__pool_free(&p);
}

/* Malformed sequences and how many U+FFFD the WHATWG decoder makes of them. */
static void utf8_maximal_subparts(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		int n, replacements;
	} t[] = {
		{ "\xC0\x80", 2, 2 },         { "\xED\xA0\x80", 3, 3 }, { "\xF0\x9F\x98", 3, 1 },
		{ "\xF4\x90\x80\x80", 4, 4 }, { "\xE2\x82", 2, 1 },     { "\xE2\x82 ", 3, 1 },
		{ "\xFF", 1, 1 },             { "\x80\x80", 2, 2 },     { "\xEF\xBF\xBD", 3, 1 },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		const char *p = t[i].bytes, *end = p + t[i].n;
		int bad = 0, len;
		while (p < end) {
			bad += drg__utf8_get(p, end, &len) == 0xFFFD;
			p += len;
		}
		assert_int_equal(bad, t[i].replacements);
	}
	assert_int_equal(drg__utf8_valid_to(STR("abc\xEF\xBF\xBDxyz\xC3\xA9 and more text"), 0), 25);
	assert_int_equal(drg__utf8_valid_to(STR("0123456789\xC3"), 0), 10);
}

static void utf8_round_trip(void **state)
{
	(void)state;
	char b[4];
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		int n = drg__utf8_put(cp, b), len;
		assert_true(drg__utf8_get(b, b + n, &len) == cp && len == n);
	}
}

static void utf8_positions(void **state)
{
	(void)state;
	char text[1500];
	size_t n = 0;
	while (n + 4 < sizeof text)
		n += (size_t)drg__utf8_put(n % 7 == 0 ? 0x1F600 : n % 3 ? 'a' : 0xE9, text + n);
	uint32_t marks[drg__utf8_marks(sizeof text)];
	struct utf8_pos pos;
	drg__utf8_pos_init(&pos, drg__str(text, n), marks);
	size_t cp = 0;
	for (size_t i = 0; i < n;) {
		int len;
		assert_int_equal(drg__utf8_pos_cp(&pos, i), cp);
		assert_int_equal(drg__utf8_pos_byte(&pos, cp), i);
		drg__utf8_get(text + i, text + n, &len);
		i += (size_t)len;
		cp++;
	}
	assert_int_equal(drg__utf8_pos_cp(&pos, n), cp);
	assert_int_equal(drg__utf8_pos_byte(&pos, cp), n);
	assert_int_equal(drg__utf8_count(drg__str(text, n)), cp);
}

static void hostile_characters(void **state)
{
	(void)state;
	static const uint32_t bad[] = { 0, 7, 0x1B, 0x7F, 0x9B, 0xAD, 0x200B, 0x200E, 0x202E, 0x2066, 0x2028, 0xFEFF, 0xE0041, 0xE000, 0xFFFE };
	static const uint32_t fine[] = { ' ', 'a', 0xE9, 0x201C, 0x2014, 0x5D0, 0x4E2D, 0x1F600, 0xA0 };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_true(drg__is_hostile(bad[i]));
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
		assert_false(drg__is_hostile(fine[i]));
}

static void folded_forms(void **state)
{
	(void)state;
	static const char *const t[][2] = { { "Reuters", "reuters" }, { "\u2019s", "'s" },      { "Erdo\u011Fan", "erdogan" }, { "CAF\u00C9", "cafe" },
		                            { "\u201C", "\"" },       { "al\u2013Nur", "al-nur" }, { "\u00D8re", "\u00F8re" }, { "\u0130", "i" } };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		char b[64];
		size_t n = drg__fold(drg__str_c(t[i][0]), b, sizeof b);
		b[n] = 0;
		assert_string_equal(b, t[i][1]);
		assert_true(drg__fold_hash(drg__str_c(t[i][0])) == drg__hash(drg__str_c(t[i][1])));
	}
	char b[3];
	assert_int_equal(drg__fold(STR("abcdef"), b, 3), 3);
	assert_int_equal(drg__fold(STR("ab\xE4\xB8\xAD"), b, 3), 2); /* whole characters only */
}

/* FIPS 180-4 example: "abc". */
static void sha256_of_abc(void **state)
{
	(void)state;
	uint8_t d[32];
	char hex[65];
	drg__sha256(STR("abc"), d);
	drg__hex(d, 32, hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void errors_are_one_clean_line(void **state)
{
	(void)state;
	drg_error e;
	assert_int_equal(drg__fail(&e, DRG_EIO, "a\nb", "bad %s", "x\ny\xC3"), DRG_EIO);
	assert_string_equal(e.name, "a b");
	assert_string_equal(e.message, "bad x y?");
	assert_int_equal(drg__fail(NULL, DRG_EARG, NULL, "x"), DRG_EARG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cut_visits_every_field),   cmocka_unit_test(find_and_numbers),
		cmocka_unit_test(scratch_by_value_is_forgotten), cmocka_unit_test(full_pool_unwinds),
		cmocka_unit_test(push_keeps_what_was_there), cmocka_unit_test(utf8_maximal_subparts),
		cmocka_unit_test(utf8_round_trip),          cmocka_unit_test(utf8_positions),
		cmocka_unit_test(hostile_characters),         cmocka_unit_test(folded_forms),
		      cmocka_unit_test(sha256_of_abc),
		cmocka_unit_test(errors_are_one_clean_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
