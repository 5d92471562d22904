/* Unit tests of places in reports: which words are one, which place it is, what
 * it does, and where an event is said to happen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"
#include "doc/names.h"
#include "stage/where.h"

static const char *const use_name[] = { "location", "actor", "modifier", "dateline" }; /* of enum place_use */

/* "Cairo=360630/actor Lebanon=272103/location"; 0 for a place without an id. */
static void expect(const char *text, const char *want)
{
	char got[1024] = "";
	size_t n = 0;
	drg_doc *d = test_read(text, strlen(text));
	assert_non_null(d);
	const struct places *p = &d->l.places;
	for (uint32_t i = 0; i < p->n && n < sizeof got - 200; i++) {
		struct str w = test_bytes(d, p->span[i]);
		n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s=%u/%s", i ? " " : "", (int)w.n, w.p, p->geonames[i] > 0 ? (unsigned)p->geonames[i] : 0, use_name[p->use[i]]);
	}
	if (strcmp(got, want) != 0)
		fail_msg("%s\n  wanted %s\n  got    %s", text, want, got);
	drg_doc_free(d);
}

static void test_words_that_are_names(void **state)
{
	(void)state;
	expect("He was reading a book about old maps in Reading, England. He liked the town.",
	       "Reading=2639577/location England=6269131/location");
	expect("Nice people met in Nice, France, on Monday.", "Nice=2990440/location France=3017382/location");
	expect("The talks went on in March and August, and a University was founded.", "");
}

static void test_persons(void **state)
{
	(void)state;
	expect("Michael Jordan arrived on Monday. Jordan said he was glad to be back.", "");
	expect("Jordan said it would close its border with Syria.", "Jordan=248816/actor Syria=163843/actor");
}

static void test_holders(void **state)
{
	(void)state;
	expect("Two people were hurt in Tripoli, Lebanon, on Monday.", "Tripoli=266826/location Lebanon=272103/location");
	expect("Two people were hurt in Tripoli, Libya, on Monday.", "Tripoli=2210247/location Libya=2215636/location");
	expect("The school burned down in Gary, Ind., on Monday.", "Gary=4920607/location Ind.=4921868/location");
}

/* A name keeps the sense it was given; two senses told apart stay apart. */
static void test_one_sense(void **state)
{
	(void)state;
	expect("The sheriff of Paris, Texas, spoke on Monday. Schools in Paris were closed.",
	       "Paris=4717560/location Texas=4736286/location Paris=4717560/location");
	expect("They drove from Springfield, Illinois, to Springfield, Missouri, in a day.",
	       "Springfield=4250542/location Illinois=4896861/location Springfield=4409896/location Missouri=4398678/location");
}

/* A name that holds another has the sense in which it does. */
static void test_two_senses(void **state)
{
	(void)state;
	expect("Protesters in Tbilisi, Georgia, and in Atlanta, Georgia, marched.",
	       "Tbilisi=611717/location Georgia=614540/location Atlanta=4180439/location Georgia=4197000/location");
	expect("A ship was hit in the Red Sea.", "Red Sea=0/location");
	expect("He flew to Washington on Monday for talks with U.S. officials.", "Washington=4140963/location U.S.=6252001/modifier");
}

static void test_use(void **state)
{
	(void)state;
	expect("Cairo welcomed the plan.", "Cairo=360630/actor");
	expect("Beijing and Moscow vetoed the text.", "Beijing=1816670/actor Moscow=524901/actor");
	expect("Egyptian officials met in Cairo.", "Egyptian=357994/modifier Cairo=360630/location");
	expect("A Cairo-based group spoke.", "Cairo=360630/modifier");
	expect("CAIRO (Gray Wire) - The envoys left on Monday.", "CAIRO=360630/dateline");
	expect("Fighting went on in Kherson province.", "Kherson=706442/location");
}

/* A name with a determiner that describes nothing is no town, nor is a group's. */
static void test_determined(void **state)
{
	(void)state;
	expect("The Sela said that it had left. Fighters of the Sela shelled a village.", "");
	expect("The Cairo talks went on.", "Cairo=360630/modifier");
	expect("They met in the Netherlands.", "Netherlands=2750405/location");
	expect("OSLO - The government left.", "OSLO=3143244/dateline");
}

static void test_abbreviations(void **state)
{
	(void)state;
	expect("He is in the park. The mass was long. It is in order.", "");
	expect("Me and my friend were ill in bed.", "");
}

/* The place of the event whose trigger is the first token with these letters; "" none. */
static void happens(const char *text, const char *trigger, const char *want)
{
	drg_doc *d = test_read(text, strlen(text));
	assert_non_null(d);
	uint32_t t = 0;
	while (t < d->l.tokens.n && !drg__str_eq(test_bytes(d, d->l.tokens.span[t]), drg__str_c(trigger)))
		t++;
	assert_true(t < d->l.tokens.n);
	uint32_t row = drg__where_of(&d->l, t);
	struct str got = row == NONE ? STR("") : test_bytes(d, d->l.places.span[row]);
	if (!drg__str_eq(got, drg__str_c(want)))
		fail_msg("%s: %s in \"%.*s\", not \"%s\"", text, trigger, (int)got.n, got.p, want);
	drg_doc_free(d);
}

static void test_where_of(void **state)
{
	(void)state;
	happens("Soldiers shelled a market in Homs.", "shelled", "Homs");
	happens("CAIRO (Gray Wire) - Two men were arrested on Monday.", "arrested", "");
	happens("Egyptian police arrested two men.", "arrested", "");
	happens("The army said in Damascus that rebels attacked a post near Idlib.", "attacked", "Idlib");
	happens("The army said in Damascus that rebels attacked a post near Idlib.", "said", "Damascus");
	happens("Cairo condemned the attack in Homs.", "attack", "Homs");
}

static void test_nothing_there(void **state)
{
	(void)state;
	expect("State", "");
	expect("it rained, and they went home.", "");
	struct layers l = { 0 };
	assert_int_equal(drg__where_of(&l, 0), NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_that_are_names), cmocka_unit_test(test_persons),  cmocka_unit_test(test_holders),
		cmocka_unit_test(test_one_sense),            cmocka_unit_test(test_two_senses), cmocka_unit_test(test_use),      cmocka_unit_test(test_abbreviations), cmocka_unit_test(test_determined),
		cmocka_unit_test(test_where_of),             cmocka_unit_test(test_nothing_there),
	};
	return cmocka_run_group_tests(tests, test_open, test_close);
}
