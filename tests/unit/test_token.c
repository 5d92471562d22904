/* Unit tests of stage/token and stage/segment: words, shapes, sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "full.h"
#include "stage/segment.h"
#include "stage/token.h"

static struct pool keep, scratch;
static struct arena k;
static struct text text;
static struct tokens tok;
static struct sents sents;

/* Tokens and sentences of z; lines are paragraphs. */
static void read_text(const char *z, size_t n)
{
	drg__pool_free(&keep);
	drg__pool_free(&scratch);
	k = drg__arena(&keep);
	text = (struct text){ .p = z, .n = (uint32_t)n };
	VEC(struct span) v = { 0 };
	for (size_t i = 0; i < n;) {
		size_t from = i;
		while (i < n && z[i] != '\n')
			i++;
		struct str t = drg__str_trim(drg__str(z + from, i - from));
		if (t.n)
			*PUSH(&k, &v) = (struct span){ (uint32_t)(t.p - z), (uint32_t)(t.p - z + t.n) };
		i++;
	}
	struct paras paras = { v.v, (uint32_t)v.n };
	drg__tokenize(&text, &paras, NULL, &k, drg__arena(&scratch), &tok);
	drg__segment(&text, &tok, &k, &sents);
}

static const char *joined(void)
{
	static char out[4096];
	size_t n = 0;
	for (uint32_t i = 0; i < tok.n; i++) {
		struct str w = drg__tok(&text, &tok, i);
		n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s", i ? "|" : "", (int)w.n, w.p);
	}
	return out;
}

static void words(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "They don't know it.", "They|do|n't|know|it|." },
		{ "She can't, won\u2019t and cannot go.", "She|ca|n't|,|wo|n\u2019t|and|can|not|go|." },
		{ "Reuters's and the parents' view", "Reuters|'s|and|the|parents|'|view" },
		{ "I'm gonna say what's O'Brien\u2019s.", "I|'m|gon|na|say|what|'s|O'Brien|\u2019s|." },
		{ "a long-term, non-state e-mail from al-Nur", "a|long|-|term|,|non-state|e-mail|from|al|-|Nur" },
		{ "Mr. J. Smith of the U.S. Army", "Mr.|J.|Smith|of|the|U.S.|Army" },
		{ "in the U.S. The army left", "in|the|U.S|.|The|army|left" },
		{ "It was Acme Inc. and others, etc.", "It|was|Acme|Inc.|and|others|,|etc|." },
		{ "$1,250.50, 50% at 7:30pm on 9/11", "$|1,250.50|,|50|%|at|7:30|pm|on|9/11" },
		{ "3-4 men, the 1990s, 5th, No. 5. No.", "3|-|4|men|,|the|1990s|,|5th|,|No.|5|.|No|." },
		{ "call 713-853-3989...", "call|713-853-3989|..." },
		{ "see https://example.org/a-b?c=d, or x.y@example.org.", "see|https://example.org/a-b?c=d|,|or|x.y@example.org|." },
		{ "@desk and example.org/page but end.Next", "@desk|and|example.org/page|but|end|.|Next" },
		{ "\"Why?!\" \u201Cno\u201D \u2018so\u2019 \u00ABya\u00BB \u201Ejo\u201C ``ab''", "\"|Why|?!|\"|\u201C|no|\u201D|\u2018|so|\u2019|\u00AB|ya|\u00BB|\u201E|jo|\u201C|``|ab|''" },
		{ "wait \u2014 what--now...", "wait|\u2014|what|--|now|..." },
		{ "35mm, 4th, 83N, AT&T", "35|mm|,|4th|,|83N|,|AT&T" },
		{ "the day's 'em", "the|day|'s|'em" },
		{ "", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		read_text(t[i][0], strlen(t[i][0]));
		if (tok.n == 0)
			assert_string_equal(t[i][1], "");
		else
			assert_string_equal(joined(), t[i][1]);
	}
}

/* The same table stands in train/: shape is an input of the model. */
static void shapes(void **state)
{
	(void)state;
	static const struct {
		const char *w;
		enum shape s;
	} t[] = {
		{ "said", SHAPE_LOWER },        { "p.m.", SHAPE_LOWER },         { "\u00E9t\u00E9", SHAPE_LOWER },   { "Paris", SHAPE_TITLE },
		{ "Mr.", SHAPE_TITLE },         { "NATO", SHAPE_UPPER },         { "U.S.", SHAPE_UPPER },           { "A", SHAPE_SINGLE_UPPER },
		{ "J.", SHAPE_SINGLE_UPPER },   { "I", SHAPE_SINGLE_UPPER },     { "McCain", SHAPE_MIXED },         { "iPhone", SHAPE_MIXED },
		{ "2023", SHAPE_DIGITS },       { "7", SHAPE_DIGITS },           { "1,000", SHAPE_NUMBER },         { "3.5", SHAPE_NUMBER },
		{ "9/11", SHAPE_NUMBER },       { "713-853-3989", SHAPE_NUMBER },{ "+1", SHAPE_NUMBER },            { "1990s", SHAPE_ALNUM },
		{ "4th", SHAPE_ALNUM },         { "B12", SHAPE_ALNUM },          { ",", SHAPE_PUNCT },              { "...", SHAPE_PUNCT },
		{ "-", SHAPE_PUNCT },           { "\u201C", SHAPE_PUNCT },       { "%", SHAPE_SYMBOL },             { "$", SHAPE_SYMBOL },
		{ "+", SHAPE_SYMBOL },          { "\u20AC", SHAPE_SYMBOL },      { "e-mail", SHAPE_HYPHEN_LOWER },  { "Non-Bondad", SHAPE_HYPHEN_UPPER },
		{ "'s", SHAPE_CLITIC },         { "\u2019re", SHAPE_CLITIC },    { "n't", SHAPE_CLITIC },           { "n\u2019t", SHAPE_CLITIC },
		{ "'", SHAPE_PUNCT },           { "O'Brien", SHAPE_MIXED },      { "\u4E2D\u6587", SHAPE_OTHER },   { "can", SHAPE_LOWER },
		{ "$5k", SHAPE_ALNUM },         { "https://example.org/a-b", SHAPE_HYPHEN_LOWER },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_int_equal(drg__shape(drg__str_c(t[i].w)), t[i].s);
}

static void lists_are_sorted(void **state)
{
	(void)state;
	/* the binary search finds the first and the last of each list */
	bool title;
	assert_true(drg__is_abbreviation(STR("Adm"), &title) && title);
	assert_true(drg__is_abbreviation(STR("Supt"), &title) && title);
	assert_true(drg__is_abbreviation(STR("Wyo"), &title) && !title);
	assert_true(drg__is_abbreviation(STR("approx"), &title));
	assert_true(drg__is_abbreviation(STR("vs"), &title));
	assert_false(drg__is_abbreviation(STR("mr"), &title));
	assert_false(drg__is_abbreviation(STR("word"), &title));
	assert_true(drg__opens_sentence(STR("A")));
	assert_true(drg__opens_sentence(STR("You")));
	assert_false(drg__opens_sentence(STR("the")));
	const char *bad = drg__token_lists_sorted();
	if (bad)
		fail_msg("list out of order at \"%s\"", bad);
}

static void sentences(void **state)
{
	(void)state;
	static const char *const t[] = { /* | marks the boundaries wanted */
		"The envoy left.|He said \"It is over.\"|Nobody replied.",
		"Mr. Smith met Gen. J. Ort in the U.S. capital.|\"Why?\" Lena Ort asked.|\"No!\" he said.",
		"He stayed (she did not).|\u201CWe wait.\u201D|They waited . . .",
		"\"Go!\" she said.|\"Now.\"|It cost 3.5 million.|35 people came.",
		"No stop here",
		"It ended... Then it began.",
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		char in[512], got[512];
		size_t n = 0, g = 0;
		for (const char *c = t[i]; *c; c++)
			in[n++] = *c == '|' ? ' ' : *c;
		in[n] = 0;
		read_text(in, n);
		for (uint32_t s = 0; s < sents.n; s++) {
			uint32_t a = tok.span[sents.tok[s]].s, b = tok.span[sents.tok[s + 1] - 1].e;
			g += (size_t)snprintf(got + g, sizeof got - g, "%s%.*s", s ? "|" : "", (int)(b - a), in + a);
		}
		if (i == 5)
			assert_string_equal(got, "It ended...|Then it began.");
		else
			assert_string_equal(got, t[i]);
	}
}

/* Spans ordered, disjoint, never empty, never outside, nothing but white space
 * left out; sentences partition the tokens. */
static void check_properties(void)
{
	uint32_t at = 0;
	for (uint32_t i = 0; i < tok.n; i++) {
		struct span s = tok.span[i];
		assert_true(s.s >= at && s.e > s.s && s.e <= text.n);
		for (uint32_t j = at; j < s.s; j++) {
			unsigned char c = (unsigned char)text.p[j];
			assert_true(c <= ' ' || c >= 0x80);
		}
		at = s.e;
	}
	if (tok.n)
		assert_int_equal(sents.tok[0], 0);
	assert_int_equal(sents.tok[sents.n], tok.n);
	for (uint32_t i = 0; i < sents.n; i++)
		assert_true(sents.tok[i] < sents.tok[i + 1]);
}

static void any_text_is_cut_soundly(void **state)
{
	(void)state;
	static const char *const piece[] = { "a", "Z", "'", "\"", "\u2019", "\u201C", ".", "...", "-", "--", " ", "\n", "n't", "'s", "1", "2,3", "/", "@", "x.com",
		                             "http://", "U.S.", "Mr.", "&", "\u00E9", "\u4E2D", "``", "''", "(", ")", "\u00AD", "#", "+", "_", "e-", "\u0301" };
	uint64_t r = 88172645463325252u;
	for (int round = 0; round < 3000; round++) {
		char z[400];
		size_t n = 0;
		r ^= r << 13, r ^= r >> 7, r ^= r << 17;
		int len = (int)(r % 40);
		for (int i = 0; i < len; i++) {
			r ^= r << 13, r ^= r >> 7, r ^= r << 17;
			const char *p = piece[r % (sizeof piece / sizeof *piece)];
			memcpy(z + n, p, strlen(p));
			n += strlen(p);
		}
		read_text(z, n);
		check_properties();
	}
}

static void large_monotonous_texts(void **state)
{
	(void)state;
	static const char *const unit[] = { "\"", "x", "said ", "'", "1-", "A.", ".", "U.S.", "n't", "a-", "@", "( ", "\u201C", "1,", "http://", "Mr. ", "\xC2\xAD" };
	size_t n = test_size(1 << 20, 1 << 18);
	char *z = malloc(n);
	assert_non_null(z);
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		size_t u = strlen(unit[i]);
		for (size_t j = 0; j + u <= n; j += u)
			memcpy(z + j, unit[i], u);
		read_text(z, n / u * u);
		check_properties();
	}
	read_text("", 0);
	free(z);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),         cmocka_unit_test(shapes),
		cmocka_unit_test(lists_are_sorted), cmocka_unit_test(sentences),
		cmocka_unit_test(any_text_is_cut_soundly), cmocka_unit_test(large_monotonous_texts),
	};
	drg__pool_init(&keep, 0);
	drg__pool_init(&scratch, 0);
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	drg__pool_free(&keep);
	drg__pool_free(&scratch);
	return bad;
}
