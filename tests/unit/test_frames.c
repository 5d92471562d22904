/* Unit tests of pack/frames: frame files to records, what is refused and why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pack/frames.h"
#include "support/packs.h"

#define WORDS \
	SOURCE("lexicon/act_verbs.tsv", HEAD "phrase\tclass\tclass2:text?\n~lift/v\tease\traise\n~ban/v\tban\n"), \
	SOURCE("lexicon/act_nouns.tsv", HEAD "phrase\tclass\n~curfew/n\tcurfew\n"), \
	SOURCE("ontology/cameo.tsv", HEAD "code\tname\n0813\tEase curfew\n172\tRestrict\n"), \
	SOURCE("ontology/plover_types.tsv", HEAD "type\tquad:int\nCONCEDE\t1\n")

/* Build with one frame file; NULL and findings in *f when it is refused. */
static drg_pack *build(const char *frames, struct findings *f, struct str *image)
{
	struct pack_source v[] = { WORDS, { STR("frames/test.frames"), drg__str_c(frames) } };
	drg_error err;
	drg_pack *p = NULL;
	if (test_build(v, sizeof v / sizeof *v, f, image, &err))
		return NULL;
	assert_int_equal(drg__pack_open_memory(*image, "test", &p, &err), DRG_OK);
	return p;
}

#define GOOD "match: They lifted the curfew.\nnot: They lifted a box.\n"

static void reads_back(void **state)
{
	(void)state;
	static struct findings f;
	struct str image;
	drg_pack *p = build(HEAD "frame: ease\npredicate: ease/v\nneed: obj | obl:on curfew | ~ban | \"order\"\nnever: subj @person\n"
	                         "actor: subj + obl:with | poss\nrecipient: obl:in\ntopic: obj\nyield: cameo=0813 mode=none series=appeal\n"
	                         "as: bare\npriority: 3\nwhy: a reason\n" GOOD, &f, &image);
	assert_non_null(p);
	struct frame fr;
	struct frame_cond q;
	struct frame_way way[FRAME_WAYS];
	struct rule_info r;
	assert_int_equal(drg__frame_count(p), 1);
	drg__frame(p, 0, &fr);
	assert_true(drg__pack_rule(p, fr.rule, &r));
	assert_string_equal(r.name.p, "frames.ease");
	assert_int_equal(r.line, 4);
	assert_int_equal(fr.priority, 3);
	assert_int_equal(fr.flags, FRAME_BARE | FRAME_VERB);
	assert_string_equal(fr.cameo.p, "0813");
	assert_string_equal(fr.series.p, "appeal");
	assert_int_equal(fr.n_conds, 2);
	drg__frame_cond(p, 0, 0, &q);
	assert_int_equal(q.n_slots, 2);
	assert_int_equal(q.at[1].slot, FSLOT_OBL);
	assert_true(q.at[1].prep != 0 && !q.at[0].prep && !q.never);
	assert_int_equal(q.n, 3);
	assert_int_equal(q.v[1].test, FTEST_DEEP);
	assert_int_equal(q.v[2].test, FTEST_WORD);
	drg__frame_cond(p, 0, 1, &q);
	assert_true(q.never);
	assert_int_equal(q.v[0].test, FTEST_KIND);
	assert_int_equal(drg__frame_ways(p, 0, FROLE_ACTOR, way), 3);
	assert_true(way[1].also && !way[2].also && way[1].prep);
	assert_int_equal(drg__frame_ways(p, 0, FROLE_TOPIC, way), 1);
	/* by class, from the cell of the lexicon */
	uint32_t verbs = drg__lex(p, "act_verbs"), first;
	assert_int_equal(drg__frames_of(p, drg__cell_ref(p, verbs, 0, 1), &first), 1);
	assert_int_equal(drg__frame_at(p, first), 0);
	assert_int_equal(drg__frames_of(p, drg__cell_ref(p, verbs, 1, 1), &first), 0);
	/* tables */
	assert_string_equal(drg__table_cell(p, "cameo", drg__table_row(p, "cameo", STR("172")), "name").p, "Restrict");
	assert_int_equal(drg__table_row(p, "cameo", STR("999")), UINT32_MAX);
	drg_pack_close(p);
	free((void *)(uintptr_t)image.p);
}

/* Codes without a frame must be listed with a reason, and no others. */
static void codes(void **state)
{
	(void)state;
	static const char frame[] = HEAD "frame: ease\npredicate: ease/v\nneed: obj curfew\nactor: subj\nyield: cameo=0813\n" GOOD;
	static const char *const t[][2] = {
		{ "172\tno words\n", NULL },
		{ "", "ontology/cameo.tsv:6: no frame yields code 172" },
		{ "172\tno words\n0813\tno words\n", "ontology/not_coded.tsv:6: code 0813 is covered by frames.ease" },
		{ "172\tno words\n999\tno words\n", "ontology/not_coded.tsv:6: cameo.tsv has no code 999" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		char table[512];
		static struct findings f;
		struct str image = { 0 };
		drg_error err;
		snprintf(table, sizeof table, HEAD "code\treason\n%s", t[i][0]);
		struct pack_source v[] = { WORDS, { STR("frames/test.frames"), drg__str_c(frame) }, { STR("ontology/not_coded.tsv"), drg__str_c(table) } };
		bool built = test_build(v, sizeof v / sizeof *v, &f, &image, &err) == DRG_OK;
		assert_int_equal(built, t[i][1] == NULL);
		if (built)
			free((void *)(uintptr_t)image.p);
		else if (!strstr(f.text, t[i][1]))
			fail_msg("expected \"%s\" in: %s", t[i][1], f.text);
	}
}

static void refused(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "frame: x\npredicate: ease\n" GOOD, "frame frames.x has no yield: cameo=" },
		{ "frame: x\nyield: cameo=0813\n" GOOD, "has no predicate:" },
		{ "frame: x\npredicate: ease\nyield: cameo=0813\nmatch: A.\n", "has no not: example" },
		{ "frame: x\npredicate: ease\nyield: cameo=0999\n" GOOD, "frames/test.frames:6: yield: is cameo=" },
		{ "frame: x\npredicate: eese\nyield: cameo=0813\n" GOOD, "no word of act_verbs, act_nouns or act_things is of the class \"eese\"" },
		{ "frame: x\npredicate: ease\nneed: objekt any\nyield: cameo=0813\n" GOOD, "frames/test.frames:6: a slot is subj, obj" },
		{ "frame: x\npredicate: ease\nneed: obj\nyield: cameo=0813\n" GOOD, "need: wants slots" },
		{ "frame: x\npredicate: ease\nneed: obj @ghost\nyield: cameo=0813\n" GOOD, "there is no such kind of mention" },
		{ "frame: x\npredicate: ease\nyield: cameo=0813\nas: loud\n" GOOD, "as: is topic, bare or act" },
		{ "frame: x\npredicate: ease\nyield: cameo=0813\nfoo: bar\n" GOOD, "a frame has predicate, need" },
		{ "frame: x\npredicate: ease\nyield: cameo=0813\npriority: high\n" GOOD, "priority (0 to 1000)" },
		{ "predicate: ease\n", "stands before any frame:" },
		{ "frame: x\npredicate: ease\nyield: cameo=0813\n" GOOD "frame: x\npredicate: ease\nyield: cameo=0813\n" GOOD, "there is another of that name" },
		{ "no colon here\n", "a line is \"key: value\"" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		static struct findings f;
		struct str image;
		char src[2048];
		snprintf(src, sizeof src, HEAD "%s", t[i][0]);
		assert_null(build(src, &f, &image));
		if (!strstr(f.text, t[i][1]))
			fail_msg("expected \"%s\" in: %s", t[i][1], f.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(reads_back), cmocka_unit_test(codes), cmocka_unit_test(refused) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
