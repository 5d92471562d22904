/* Unit tests of lexicons: the phrase trie against a naive matcher on random
 * material, inflection, exact case, paragraphs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "pack/lexicon.h"
#include "support/packs.h"

/* xorshift: the same on every machine. */
static uint32_t rnd(uint64_t *s, uint32_t below)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return (uint32_t)(*s >> 33) % below;
}

static const char *const word[] = { "ba", "Ba", "BA", "di", "Di", "ko", "lu", "mo", "ne", "Ne", "pi", "ra" };
enum { WORDS = sizeof word / sizeof *word, LEXICONS = 3, ROWS = 40, LONGEST = 4 };

struct naive_row {
	uint32_t n, word[LONGEST];
	bool exact[LONGEST];
};

/* Random phrases; a phrase is not written twice in one lexicon. */
static size_t make_lexicon(uint64_t *s, struct naive_row *row, uint32_t *n_rows, char *out, size_t room)
{
	size_t at = (size_t)snprintf(out, room, "%sphrase\n", HEAD);
	*n_rows = 0;
	for (int i = 0; i < ROWS; i++) {
		char line[64];
		size_t n = 0;
		struct naive_row r = { .n = 1 + rnd(s, LONGEST) };
		for (uint32_t k = 0; k < r.n; k++) {
			r.word[k] = rnd(s, WORDS);
			r.exact[k] = rnd(s, 4) == 0;
			n += (size_t)snprintf(line + n, sizeof line - n, "%s%s%s", k ? " " : "", r.exact[k] ? "=" : "", word[r.word[k]]);
		}
		line[n++] = '\n';
		line[n] = 0;
		char again[70];
		snprintf(again, sizeof again, "\n%s", line);
		if (strstr(out, again))
			continue;
		row[(*n_rows)++] = r;
		memcpy(out + at, line, n + 1);
		at += n;
	}
	return at;
}

static bool naive_here(const struct naive_row *r, const uint32_t *doc, uint32_t n, uint32_t at)
{
	for (uint32_t k = 0; k < r->n; k++) {
		if (at + k >= n)
			return false;
		const char *want = word[r->word[k]], *got = word[doc[at + k]];
		if (r->exact[k] ? strcmp(want, got) != 0 : !drg__str_ieq(drg__str_c(want), drg__str_c(got)))
			return false;
	}
	return true;
}

static void compare(uint64_t *s, const drg_pack *p, struct naive_row row[LEXICONS][ROWS], const uint32_t *n_rows)
{
	struct pool pool, other;
	drg__pool_init(&pool, 0);
	drg__pool_init(&other, 0);
	struct arena keep = drg__arena(&pool), scratch = drg__arena(&other);
	char text[400];
	uint32_t doc[80], n = 1 + rnd(s, 79), seen = 0;
	size_t at = 0;
	for (uint32_t i = 0; i < n; i++) {
		doc[i] = rnd(s, WORDS);
		at += (size_t)snprintf(text + at, sizeof text - at, "%s%s", i ? " " : "", word[doc[i]]);
	}
	struct view v;
	struct hits h;
	drg__view_of_words(drg__str(text, at), &keep, scratch, &v);
	assert_int_equal(v.n, n);
	drg__lex_match(p, &v, &keep, scratch, &h);
	for (uint32_t i = 0; i < n; i++) {
		for (uint32_t k = h.at[i]; k < h.at[i + 1]; k++) {
			assert_int_equal(h.v[k].first, i);
			if (k > h.at[i])
				assert_true(h.v[k - 1].end > h.v[k].end || (h.v[k - 1].end == h.v[k].end &&
				            (h.v[k - 1].lex < h.v[k].lex || (h.v[k - 1].lex == h.v[k].lex && h.v[k - 1].row < h.v[k].row))));
		}
		for (uint32_t l = 0; l < LEXICONS; l++) {
			uint32_t longest = 0;
			for (uint32_t r = 0; r < n_rows[l]; r++) {
				bool want = naive_here(&row[l][r], doc, n, i), got = false;
				for (uint32_t k = h.at[i]; k < h.at[i + 1]; k++)
					got |= h.v[k].lex == l && h.v[k].row == r && h.v[k].end == i + row[l][r].n;
				if (want != got)
					fail_msg("lexicon %u row %u at token %u of \"%s\": %d", l, r, i, text, got);
				seen += got;
				if (want && row[l][r].n > longest)
					longest = row[l][r].n;
				if (want)
					assert_int_not_equal(drg__lex_find(p, l, &v, i, i + row[l][r].n), UINT32_MAX);
			}
			const struct hit *best = drg__hit_at(&h, i, l);
			assert_int_equal(best ? best->end - best->first : 0, longest);
		}
	}
	assert_int_equal(seen, h.n);
	assert_int_equal(h.at[n], h.n);
	drg__pool_free(&pool);
	drg__pool_free(&other);
}

static void trie_finds_what_a_naive_matcher_finds(void **state)
{
	(void)state;
	uint64_t s = 88172645463325252u;
	for (int round = 0; round < 20; round++) {
		static char text[LEXICONS][4096];
		struct naive_row row[LEXICONS][ROWS];
		uint32_t n_rows[LEXICONS];
		char name[LEXICONS][32];
		struct pack_source v[LEXICONS];
		struct findings f;
		struct str image;
		drg_error err;
		drg_pack *p;
		for (int l = 0; l < LEXICONS; l++) {
			snprintf(name[l], sizeof name[l], "lexicon/l%d.tsv", l);
			size_t n = make_lexicon(&s, row[l], &n_rows[l], text[l], sizeof text[l]);
			v[l] = (struct pack_source){ drg__str_c(name[l]), drg__str(text[l], n) };
		}
		if (test_build(v, LEXICONS, &f, &image, &err) != DRG_OK)
			fail_msg("%s", f.text);
		assert_int_equal(drg__pack_open_memory(image, "random", &p, &err), DRG_OK);
		for (int k = 0; k < 30; k++)
			compare(&s, p, row, n_rows);
		drg_pack_close(p);
		free((void *)(uintptr_t)image.p);
	}
}

static const char inflect[] = HEAD "base\tpos\tforms\n"
	"say\tv\tsays said saying\nrefer\tv\trefers referred referring\ncrisis\tn\tcrises\n";

/* Which of the words (spaces between) does a one-phrase lexicon find? */
static void finds(const char *phrase, const char *yes, const char *no)
{
	char text[300];
	struct findings f;
	struct str image;
	drg_error err;
	drg_pack *p;
	snprintf(text, sizeof text, HEAD "phrase\n%s\n", phrase);
	struct pack_source v[] = { SOURCE("inflect.tsv", inflect), { STR("lexicon/a.tsv"), drg__str_c(text) } };
	if (test_build(v, 2, &f, &image, &err) != DRG_OK)
		fail_msg("%s", f.text);
	assert_int_equal(drg__pack_open_memory(image, phrase, &p, &err), DRG_OK);
	for (int want = 0; want < 2; want++) {
		for (struct str rest = drg__str_c(want ? yes : no); rest.n;) {
			struct pool pool, other;
			drg__pool_init(&pool, 0);
			drg__pool_init(&other, 0);
			struct arena keep = drg__arena(&pool);
			struct view view;
			struct hits h;
			struct str w = drg__str_cut(&rest, '|');
			drg__view_of_words(w, &keep, drg__arena(&other), &view);
			drg__lex_match(p, &view, &keep, drg__arena(&other), &h);
			if ((h.n > 0) != want)
				fail_msg("%s %s \"%.*s\"", phrase, want ? "does not find" : "finds", (int)w.n, w.p);
			drg__pool_free(&pool);
			drg__pool_free(&other);
		}
	}
	drg_pack_close(p);
	free((void *)(uintptr_t)image.p);
}

static void phrases_find_their_forms(void **state)
{
	(void)state;
	finds("~say", "say|says|said|saying|SAID|We said so", "sayed|sai");
	finds("~stop/v", "stops|stopped|stopping", "stoped");
	finds("~visit", "visited|visiting|visits", "visitted");
	finds("~refer", "referred|refers", "refered");
	finds("~deny", "denies|denied|denying|deny", "denyed|denys");
	finds("~agree", "agreed|agreeing|agrees", "agreeed");
	finds("~release", "released|releasing|releases", "releaseing");
	finds("~lie", "lied|lying|lies", "liing");
	finds("~attack/n", "attack|attacks", "attacked|attacking");
	finds("~crisis/n", "crisis|crises", "crisises");
	finds("~push", "pushes|pushed", "pushs");
	finds("~travel", "travelled|traveled|travelling", "travells");
	finds("~fix/v", "fixes|fixed|fixing", "fixxed");
	finds("=US", "the US said", "tell us now|The Us");
	finds("=May", "in May 2023", "it may rain");
	finds("call for", "They call for it|CALL FOR", "call them for");
	finds("U.S.", "the U.S. said|in the U.S.", "us");
	finds("cease-fire", "a cease-fire holds|Cease-Fire", "a cease fire");
	finds("caf\xC3\xA9", "the caf\xC3\xA9|the cafe", "caf");
	finds("don't", "we don't|we don\xE2\x80\x99t", "we do not");
}

static void a_phrase_stays_in_its_paragraph(void **state)
{
	(void)state;
	struct pack_source src = SOURCE("lexicon/a.tsv", HEAD "phrase\nalpha beta\n");
	struct findings f;
	struct str image;
	drg_error err;
	drg_pack *p;
	assert_int_equal(test_build(&src, 1, &f, &image, &err), DRG_OK);
	assert_int_equal(drg__pack_open_memory(image, "x", &p, &err), DRG_OK);
	struct pool pool, other;
	drg__pool_init(&pool, 0);
	drg__pool_init(&other, 0);
	struct arena keep = drg__arena(&pool);
	struct span span[] = { { 0, 5 }, { 6, 10 } };
	uint64_t fold[] = { drg__fold_hash(STR("alpha")), drg__fold_hash(STR("beta")) };
	uint8_t flags[] = { TOK_PARA | TOK_WORD, TOK_WORD };
	struct view v = { STR("alpha\nbeta"), span, flags, fold, NULL, 2 };
	struct hits h;
	drg__lex_match(p, &v, &keep, drg__arena(&other), &h);
	assert_int_equal(h.n, 1);
	flags[1] |= TOK_PARA;
	drg__lex_match(p, &v, &keep, drg__arena(&other), &h);
	assert_int_equal(h.n, 0);
	v.n = 0;
	drg__lex_match(p, &v, &keep, drg__arena(&other), &h);
	assert_int_equal(h.n, 0);
	drg__pool_free(&pool);
	drg__pool_free(&other);
	drg_pack_close(p);
	free((void *)(uintptr_t)image.p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trie_finds_what_a_naive_matcher_finds),
		cmocka_unit_test(phrases_find_their_forms),
		cmocka_unit_test(a_phrase_stays_in_its_paragraph),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
