/* Unit tests of actor coding: phrases, office holders by date, a user's own
 * file, and what an entity's mentions give together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>
#include <cmocka.h>

#include "analyse.h"
#include "pack/lexicon.h"
#include "pack/pack.h"
#include "stage/actor_file.h"

static const char *code(const char *phrase, const char *date, const drg_actors *own)
{
	static char out[32];
	drg_actor a;
	drg_error err;
	assert_int_equal(drg_actor_code(test_pack, own, phrase, date, &a, &err), DRG_OK);
	snprintf(out, sizeof out, "%s %s", *a.country ? a.country : "-", *a.sectors ? a.sectors : "-");
	return out;
}

static void phrases(void **state)
{
	static const struct { const char *phrase, *code; } cases[] = {
		{ "the Norwegian defence minister", "NOR GOV MIL" },
		{ "Chile's finance ministry", "CHL GOV" },
		{ "two Finnish soldiers", "FIN MIL" },
		{ "Swiss police", "CHE COP" },
		{ "the supreme court of Ghana", "GHA JUD" },
		{ "farmers in northern Ghana", "GHA AGR" },
		{ "members of the Kenyan army", "KEN MIL" },
		{ "a group of tourists", "- CVL" },
		{ "the spokesman for the Kenyan rebels", "KEN REB" },
		{ "a defence ministry spokesman", "- GOV MIL" },
		{ "a UN official", "UNO IGO" },
		{ "the former Chilean president", "CHL ELI" },
		{ "opposition lawmakers", "- LEG OPP" },
		{ "the Republic of Korea", "KOR -" },
		{ "Oslo", "NOR GOV" },
		{ "Shanghai police", "CHN COP" },
		{ "the mayor of Osaka", "JPN GOV" },
		{ "Osaka", "JPN -" },
		{ "Valencia police", "- COP" }, /* several, none clearly the largest */
		{ "Osaka Berg", "- -" },           /* part of a name */
		/* whose name stands there is not whose actor it is */
		{ "Finland-backed rebels", "- REB" },
		{ "anti-Finland protesters", "- CVL" },
		{ "ethnic Finns", "- -" },
		{ "ethnic Finns in northern Norway", "NOR -" },
		{ "the Finns of Norway", "NOR -" },
		{ "the ambassador to Finland", "- GOV" },
		/* not known stays not known */
		{ "the Harbour Front", "- -" },
		{ "leaders of the Harbour Front", "- -" },
		{ "Ada Lind", "- -" },
		{ "two men", "- UNK" },
		{ "", "- -" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (strcmp(code(cases[i].phrase, NULL, NULL), cases[i].code) != 0)
			fail_msg("\"%s\": %s, not %s", cases[i].phrase, code(cases[i].phrase, NULL, NULL), cases[i].code);
}

/* The same words about any two states give codes that differ in the state only. */
static void states_alike(void **state)
{
	static const char *const of[][2] = { { "Israeli", "ISR" }, { "Palestinian", "PSE" }, { "Russian", "RUS" }, { "Ukrainian", "UKR" }, { "Iranian", "IRN" }, { "American", "USA" } };
	static const char *const what[][2] = { { "troops", "MIL" }, { "settlers", "CVL" }, { "fighters", "REB" }, { "police", "COP" }, { "officials", "GOV" }, { "prisoners", "CVL" } };
	(void)state;
	for (size_t i = 0; i < 6; i++) {
		for (size_t k = 0; k < 6; k++) {
			char phrase[64], want[32];
			snprintf(phrase, sizeof phrase, "%s %s", of[i][0], what[k][0]);
			snprintf(want, sizeof want, "%s %s", of[i][1], what[k][1]);
			assert_string_equal(code(phrase, NULL, NULL), want);
		}
	}
}

static void offices_have_terms(void **state)
{
	(void)state;
	assert_string_equal(code("Kofi Annan", "1996-12-31", NULL), "- -");
	assert_string_equal(code("Kofi Annan", "1999-05-05", NULL), "UNO IGO");
	assert_string_equal(code("Kofi Annan", "2010-05-05", NULL), "UNO ELI");
	assert_string_equal(code("Kofi Annan", NULL, NULL), "UNO IGO");
	assert_string_equal(code("Prime Minister Brown", "2008-05-05", NULL), "GBR GOV"); /* a surname with its title */
	assert_string_equal(code("Prime Minister Brown", "2012-05-05", NULL), "GBR ELI GOV");
	assert_string_equal(code("Brown", "2008-05-05", NULL), "- -");
}

/* Every row of the pack's persons has terms in order and sectors of the codebook. */
static void persons_are_well_formed(void **state)
{
	(void)state;
	static const char *const lexicon[] = { "persons", "organisations", "seats", "agents" };
	for (int i = 0; i < 4; i++) {
		uint32_t lex = drg__lex(test_pack, lexicon[i]), sectors = drg__lex_col(test_pack, lex, "sectors"), terms = drg__lex_col(test_pack, lex, "terms");
		assert_true(lex != UINT32_MAX && sectors != UINT32_MAX);
		for (uint32_t row = 0; row < drg__lex_rows(test_pack, lex); row++) {
			struct str s = drg__lex_str(test_pack, lex, row, sectors);
			for (size_t at = 0; at < s.n; at += 4)
				if (!drg__is_sector(drg__str(s.p + at, s.n - at < 3 ? s.n - at : 3)) || (at + 3 < s.n && s.p[at + 3] != ' '))
					fail_msg("%s line %u: \"%.*s\" are no sectors", lexicon[i], drg__lex_line(test_pack, lex, row), (int)s.n, s.p);
			if (terms == UINT32_MAX)
				continue;
			struct str t = drg__lex_str(test_pack, lex, row, terms), before = STR("0000-00");
			assert_true(t.n >= 8);
			for (size_t at = 0; at < t.n;) {
				size_t n = 0;
				while (at + n < t.n && t.p[at + n] != ' ')
					n++;
				struct str from = drg__str(t.p + at, 7), until = drg__str(t.p + at + 8, n - 8);
				if ((n != 8 && n != 15) || t.p[at + 7] != '/' || memcmp(before.p, from.p, 7) > 0 || (n == 15 && memcmp(from.p, until.p, 7) > 0))
					fail_msg("persons line %u: \"%.*s\" are no terms", drg__lex_line(test_pack, lex, row), (int)t.n, t.p);
				before = n == 15 ? until : from;
				at += n + 1;
			}
		}
	}
}

static char path[] = "/tmp/dragoman-actors-XXXXXX";

static drg_status own(const char *rows, drg_actors **out, drg_error *err)
{
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(rows, f);
	fclose(f);
	return drg_actors_open(path, out, err);
}

static void a_users_rows_come_first(void **state)
{
	(void)state;
	drg_actors *a;
	drg_error err;
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(own("# ours\n\nHarbour Front\tVEL\tREB\t2019\t2024-06\nHarbour Front\tVEL\tPTY GOV\t2024-07\nOslo\tXXA\nQuill’s men\t\tPRM\r\n", &a, &err), DRG_OK);
	assert_string_equal(code("the Harbour Front", "2020-01-01", a), "VEL REB");
	assert_string_equal(code("harbour front", "2024-06-30", a), "VEL REB");
	assert_string_equal(code("Harbour Front", "2024-07-01", a), "VEL PTY GOV");
	assert_string_equal(code("Harbour Front", "2018-12-31", a), "- -");
	assert_string_equal(code("Harbour Front", NULL, a), "- -"); /* rows with dates need one */
	assert_string_equal(code("Oslo", NULL, a), "XXA -");
	assert_string_equal(code("Quill's men", NULL, a), "- PRM");
	assert_int_equal(strlen(drg_actors_sha256(a)), 64);
	drg_actors_close(a);
	static const struct { const char *rows, *word; uint64_t line; } bad[] = {
		{ "Harbour Front", "tabs between", 1 },
		{ "A\tVEL\n\tVEL", "name is missing", 2 },
		{ "A\tVelland", "three capital letters", 1 },
		{ "#\nA\tVEL\tGOVT", "sector codes", 2 },
		{ "A\tVEL\tGOV MIL COP JUD LEG", "at most four", 1 },
		{ "A\tVEL\tGOV\t2023-13", "fourth column", 1 },
		{ "A\tVEL\tGOV\t2023-02-29", "fourth column", 1 },
		{ "A\tVEL\tGOV\t\tyesterday", "fifth column", 1 },
		{ "A\tVEL\tGOV\t2024\t2023", "ends before it begins", 1 },
		{ "A\tVEL\nB\xff\tVEL", "UTF-8", 2 },
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(own(bad[i].rows, &a, &err), DRG_EFORMAT);
		assert_null(a);
		if (!strstr(err.message, bad[i].word) || err.line != bad[i].line)
			fail_msg("\"%s\" (line %d) does not say \"%s\"", err.message, (int)err.line, bad[i].word);
	}
	unlink(path);
	assert_int_equal(drg_actors_open(path, &a, &err), DRG_EIO);
}

/* Country and sectors of the entity of that name; "?" when there is none. */
static void entity(const char *text, const char *name, const char *want)
{
	drg_doc *d = test_read(text, strlen(text));
	assert_non_null(d);
	char got[48] = "?";
	for (uint32_t i = 0; i < d->l.entities.n; i++)
		if (drg__str_eq(d->l.entities.name[i], drg__str_c(name)))
			snprintf(got, sizeof got, "%.*s|%.*s", (int)d->l.entities.country[i].n, d->l.entities.country[i].p, (int)d->l.entities.sectors[i].n,
			         d->l.entities.sectors[i].p);
	if (strcmp(got, want) != 0)
		fail_msg("%s in \"%s\": %s, not %s", name, text, got, want);
	drg_doc_free(d);
}

static void entities_are_coded_by_all_their_mentions(void **state)
{
	(void)state;
	entity("Norwegian Foreign Minister Karl Ost arrived on Monday. Ost said he was glad.", "Karl Ost", "NOR|GOV");
	entity("\"We will go,\" said Ada Lind, the Finnish defence minister.", "Ada Lind", "FIN|GOV MIL");
	/* a surname is no town, a town before an office is one */
	entity("Governor Lena Santiago said that she would wait. Santiago left.", "Lena Santiago", "|GOV");
	entity("Michael Jordan said that he would wait.", "Michael Jordan", "|");
	entity("Lima mayor Lena Ort said that she would wait.", "Lena Ort", "PER|GOV");
	entity("Mara Quill, who lives in Norway, said she would wait.", "Mara Quill", "|");
	entity("Mara Quill said on Monday that the Norwegian army had left.", "Mara Quill", "|");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phrases),
		cmocka_unit_test(states_alike),
		cmocka_unit_test(offices_have_terms),
		cmocka_unit_test(persons_are_well_formed),
		cmocka_unit_test(a_users_rows_come_first),
		cmocka_unit_test(entities_are_coded_by_all_their_mentions),
	};
	return cmocka_run_group_tests(tests, test_open, test_close);
}
