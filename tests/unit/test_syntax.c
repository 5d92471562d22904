/* Unit tests of the decoders: trees, guidelines, lemma scripts, tag sequences, word pieces. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "stage/parse.h"
#include "stage/piece.h"
#include "stage/tag.h"
#include "stage/ud.h"

static struct pool pool;
static uint32_t seed = 1;

static uint32_t rnd(void)
{
	seed = seed * 1664525u + 1013904223u;
	return seed >> 8;
}

/* Every tree of n words with one root, by trying all heads. */
static double best_by_force(const float *score, uint32_t n, size_t ld)
{
	uint32_t h[6] = { 0 };
	double best = -1e30;
	for (;;) {
		uint32_t roots = 0;
		bool ok = true;
		double sum = 0;
		for (uint32_t i = 0; i < n; i++) {
			roots += h[i] == 0;
			ok &= h[i] != i + 1;
			sum += (double)score[i * ld + h[i]];
			uint32_t k = i + 1, steps = 0;
			while (k && steps++ <= n)
				k = h[k - 1];
			ok &= k == 0;
		}
		if (ok && roots == 1 && sum > best)
			best = sum;
		uint32_t i = 0;
		while (i < n && ++h[i] > n)
			h[i++] = 0;
		if (i == n)
			return best;
	}
}

static void check_tree(const float *score, uint32_t n, size_t ld, double want)
{
	uint32_t head[300], roots = 0;
	double sum = 0;
	struct arena a = drg__arena(&pool);
	drg__tree(score, n, ld, head, a);
	for (uint32_t i = 0; i < n; i++) {
		assert_true(head[i] <= n && head[i] != i + 1);
		roots += head[i] == 0;
		sum += (double)score[i * ld + head[i]];
		uint32_t k = i + 1, steps = 0;
		while (k && steps++ <= n)
			k = head[k - 1];
		assert_int_equal(k, 0);
	}
	assert_int_equal(roots, 1);
	if (want > -1e29 && (sum - want > 1e-3 || want - sum > 1e-3))
		fail_msg("a tree of %u words sums to %f, the best to %f", n, sum, want);
}

static void trees(void *unused)
{
	(void)unused;
	static float score[256 * 272];
	for (int round = 0; round < 4000; round++) {
		uint32_t n = 1 + rnd() % 5;
		for (uint32_t i = 0; i < n * 16; i++)
			score[i] = (float)(rnd() % 200) / 10 - 10;
		if (round % 3 == 0) /* many roots tempt */
			for (uint32_t i = 0; i < n; i++)
				score[i * 16] += 15;
		if (round % 5 == 0) /* ties everywhere */
			for (uint32_t i = 0; i < n * 16; i++)
				score[i] = (float)(rnd() % 2);
		check_tree(score, n, 16, best_by_force(score, n, 16));
	}
	for (int round = 0; round < 20; round++) { /* large and all circles */
		for (uint32_t i = 0; i < 254 * 272; i++)
			score[i] = (float)(rnd() % 1000) / 100;
		for (uint32_t i = 0; i < 254; i++) {
			score[i * 272] = -20;
			score[i * 272 + (i ^ 1) + 1] = 50;
		}
		check_tree(score, 254, 272, -1e30);
	}
	for (uint32_t i = 0; i < 254 * 272; i++)
		score[i] = 0;
	check_tree(score, 254, 272, 0);
}

static void best_trees(void **state)
{
	(void)state;
	assert_int_equal(drg__guard(&pool, trees, NULL), DRG__GUARD_DONE);
	drg__pool_free(&pool);
}

static void lemmas(void *unused)
{
	(void)unused;
	static const struct { const char *script, *form, *lemma; } t[] = {
		{ "k0:", "Haln", "Haln" }, { "l0:", "The", "the" }, { "l3:y", "Parties", "party" }, { "l2:be", "is", "be" },
		{ "l5:be", "is", "be" }, { "t0:", "ESTPORT", "Estport" }, { "u0:", "un", "UN" }, { "k1:", "\xC3\xA9t\xC3\xA9s", "\xC3\xA9t\xC3\xA9" },
		{ "l0:", "\xC3\x89T\xC3\x89", "\xC3\xA9t\xC3\xA9" }, { "l1:", "s", "" }, { "k0:a:b", "x", "xa:b" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct lemma_script s;
		char out[64];
		assert_true(drg__lemma_script(drg__str_c(t[i].script), &s));
		size_t n = drg__lemma_apply(&s, drg__str_c(t[i].form), out, sizeof out);
		if (n != strlen(t[i].lemma) || memcmp(out, t[i].lemma, n) != 0)
			fail_msg("%s of %s: %.*s, wanted %s", t[i].script, t[i].form, (int)n, out, t[i].lemma);
	}
	struct lemma_script s;
	static const char *const none[] = { "", "l", "l:", "x0:", "l2", "lx:", "l99999:a" };
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_false(drg__lemma_script(drg__str_c(none[i]), &s));

	/* The best script wins; one that leaves nothing, or a word too long, keeps the form. */
	struct arena a = drg__arena(&pool);
	struct lemma_table no_table = { 0 };
	struct lemma_script scripts[3];
	float logit[3] = { 1, 2, 3 };
	drg__lemma_script(STR("l0:"), &scripts[0]);
	drg__lemma_script(STR("l1:"), &scripts[1]);
	drg__lemma_script(STR("l9:"), &scripts[2]);
	struct str got = drg__lemma(&no_table, logit, scripts, 3, STR("Talks"), STR("NOUN"), &a);
	assert_true(drg__str_eq(got, STR("talk")));
	char longest[1000];
	memset(longest, 'x', sizeof longest);
	got = drg__lemma(&no_table, logit, scripts, 3, drg__str(longest, sizeof longest), STR("NOUN"), &a);
	assert_ptr_equal(got.p, longest);
}

static void lemma_scripts(void **state)
{
	(void)state;
	assert_int_equal(drg__guard(&pool, lemmas, NULL), DRG__GUARD_DONE);
	drg__pool_free(&pool);
}

static void sequences(void *unused)
{
	(void)unused;
	enum { N = 5, T = 3 };
	for (int round = 0; round < 500; round++) {
		float score[N * 4], trans[(T + 1) * T];
		for (int i = 0; i < N * 4; i++)
			score[i] = (float)(rnd() % 64) / 8;
		for (int i = 0; i < (T + 1) * T; i++)
			trans[i] = rnd() % 4 == 0 ? -10000 : 0;
		uint8_t got[N];
		drg__viterbi(score, N, 4, T, trans, got, drg__arena(&pool));
		float best = -1e30f, sum = 0;
		for (int code = 0; code < 243; code++) {
			float s = 0;
			for (int i = 0, c = code, p = T; i < N; i++, c /= 3) {
				s += score[i * 4 + c % 3] + trans[p * T + c % 3];
				p = c % 3;
			}
			best = s > best ? s : best;
		}
		for (int i = 0, p = T; i < N; i++) {
			sum += score[i * 4 + got[i]] + trans[p * T + got[i]];
			p = got[i];
		}
		assert_true(sum >= best - 0.01f);
	}
}

static void tag_sequences(void **state)
{
	(void)state;
	assert_int_equal(drg__guard(&pool, sequences, NULL), DRG__GUARD_DONE);
	drg__pool_free(&pool);
}

static void pieces(void *unused)
{
	(void)unused;
	struct arena a = drg__arena(&pool);
	struct pieces p;
	assert_false(drg__pieces_init(&p, STR("[PAD]\n[UNK]\n[CLS]\n"), &a));
	assert_true(drg__pieces_init(&p, STR("[PAD]\n[UNK]\n[CLS]\n[SEP]\ncease\n##fire\n##s\na\n-\ne\n##te\n\xE4\xB8\xAD\n"), &a));
	static const struct { const char *word; int n; uint16_t id[4]; } t[] = {
		{ "Ceasefires", 3, { 4, 5, 6 } }, { "CEASE", 1, { 4 } }, { "a-a", 3, { 7, 8, 7 } }, { "\xC3\x89t\xC3\xA9", 2, { 9, 10 } },
		{ "a\xE4\xB8\xAD", 2, { 7, 11 } }, { "zebra", 1, { 1 } }, { "ceasex", 1, { 1 } }, { "\xE2\x80\x8B", 1, { 1 } }, { "", 1, { 1 } },
		{ "a\xE2\x80\x8B", 1, { 7 } },
	};
	uint16_t got[WORD_PIECES];
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		uint32_t n = drg__pieces_of(&p, drg__str_c(t[i].word), got);
		if ((int)n != t[i].n || memcmp(got, t[i].id, n * sizeof *got) != 0)
			fail_msg("%s: %u pieces, first %u", t[i].word, n, got[0]);
	}
	static char big[100001];
	memset(big, 'a', 100000);
	assert_int_equal(drg__pieces_of(&p, drg__str(big, 100000), got), 1);
	assert_int_equal(got[0], 1);
	memset(big, '-', 100000);
	assert_int_equal(drg__pieces_of(&p, drg__str(big, 100000), got), WORD_PIECES);
}

static void word_pieces(void **state)
{
	(void)state;
	assert_int_equal(drg__guard(&pool, pieces, NULL), DRG__GUARD_DONE);
	drg__pool_free(&pool);
}

static void guidelines(void *unused)
{
	(void)unused;
	struct ud_rel r = drg__ud_rel(STR("nsubj:pass"));
	assert_true(r.subject && !r.rightward && !(r.upos >> UPOS_PUNCT & 1) && r.upos >> UPOS_NOUN & 1);
	assert_false(drg__ud_rel(STR("nsubj:outer")).subject);
	assert_true(drg__ud_rel(STR("punct")).upos == 1u << UPOS_PUNCT);
	assert_true(drg__ud_rel(STR("conj")).rightward);
	assert_true(drg__ud_feats(STR("_")) >> UPOS_PUNCT & 1);
	assert_true(drg__ud_feats(STR("Number=Sing|Person=3")) >> UPOS_VERB & 1);
	assert_false(drg__ud_feats(STR("Number=Sing|Person=3")) >> UPOS_NOUN & 1);

	/* 1 <- 3, 2 <- 4 is given; the comma between 2 and 3 may hang on what spans it only. */
	uint32_t head[5] = { 4, 4, 1, 0, 4 };
	bool punct[5] = { false, false, true, false, false };
	float score[5 * 16] = { 0 };
	score[2 * 16 + 1] = 9; /* it likes word 1 best, but then crosses 2 -> 4 */
	score[2 * 16 + 2] = 5;
	drg__ud_punct(score, 5, 16, punct, head, drg__arena(&pool));
	assert_int_equal(head[2], 2);
	uint32_t fine[5] = { 4, 4, 4, 0, 4 };
	drg__ud_punct(score, 5, 16, punct, fine, drg__arena(&pool));
	assert_int_equal(fine[2], 4); /* what crosses nothing stays */
}

static void ud_guidelines(void **state)
{
	(void)state;
	assert_int_equal(drg__guard(&pool, guidelines, NULL), DRG__GUARD_DONE);
	drg__pool_free(&pool);
}

int main(void)
{
	drg__pool_init(&pool, 64 << 20);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(best_trees),    cmocka_unit_test(lemma_scripts), cmocka_unit_test(tag_sequences),
		cmocka_unit_test(word_pieces),   cmocka_unit_test(ud_guidelines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
