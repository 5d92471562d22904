/* Unit tests of stage/mention: which words a description takes in, and whom it may mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"

/* The kind of the mention whose text is `words`, or -1. */
static int kind_of(const char *z, const char *words)
{
	int kind = -1;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	for (uint32_t i = 0; i < d->l.mentions.n; i++)
		if (drg__str_eq(test_bytes(d, d->l.mentions.span[i]), drg__str_c(words)))
			kind = d->l.mentions.kind[i];
	drg_doc_free(d);
	return kind;
}

static void words_before_a_number_belong_to_it(void **state)
{
	(void)state;
	static const char *const yes[][2] = {
		{ "At least eleven people were wounded.", "At least eleven people" },
		{ "Between 300 and 350 people fled.", "Between 300 and 350 people" },
		{ "The storm hit 20 to 30 villagers.", "20 to 30 villagers" },
		{ "They freed up to 900 prisoners.", "up to 900 prisoners" },
	};
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (kind_of(yes[i][0], yes[i][1]) < 0)
			fail_msg("no mention \"%s\"", yes[i][1]);
	assert_int_equal(kind_of("In 2030 and 40 days later people fled.", "2030 and 40 days later people"), -1);
}

static void nouns_that_verbs_look_like_belong_to_it(void **state)
{
	(void)state;
	assert_true(kind_of("Help came late, aid workers said.", "aid workers") >= 0);
	assert_int_equal(kind_of("The unions aid workers in the port.", "aid workers"), -1);
	assert_true(kind_of("The rebels freed nine drivers.", "nine drivers") >= 0);
	assert_true(kind_of("The freed drivers came home.", "The freed drivers") >= 0);
	assert_true(kind_of("The mayor considered inviting both sides.", "both sides") >= 0);
	assert_true(kind_of("The army denied reports that soldiers had left.", "soldiers") >= 0);
	assert_true(kind_of("The unions rejected a government pay offer.", "government") >= 0);
	assert_true(kind_of("The unions rejected a government.", "a government") >= 0);
}

/* Two words with capitals are a person only where nothing tells otherwise. */
static void the_words_before_a_name_tell_its_kind(void **state)
{
	(void)state;
	assert_int_equal(kind_of("The relief agency Open Hand halted its convoys.", "Open Hand"), ENT_ORG);
	assert_int_equal(kind_of("Envoys of the Valley Shield came at noon.", "Valley Shield"), ENT_ORG);
	assert_int_equal(kind_of("Mortars fell on the besieged town of Bel Hara.", "Bel Hara"), ENT_PLACE);
	assert_int_equal(kind_of("Landlocked Veldmark signed the treaty with Talmor.", "Veldmark"), ENT_STATE); /* without what describes it */
	assert_int_equal(kind_of("The mayor of the town, Bela Hart, came at noon.", "Bela Hart"), ENT_PERSON);
	assert_int_equal(kind_of("Aid for Bela Hart came at noon.", "Bela Hart"), ENT_PERSON);
}

/* All of them together are a side; one of them is somebody without a name. */
static void a_side_is_a_group(void **state)
{
	(void)state;
	assert_int_equal(kind_of("The rebels denied it.", "The rebels"), ENT_GROUP);
	assert_int_equal(kind_of("A rebel denied it.", "A rebel"), ENT_UNNAMED);
	assert_int_equal(kind_of("Three rebels denied it.", "Three rebels"), ENT_UNNAMED);
	assert_int_equal(kind_of("Both sides rejected it.", "Both sides"), ENT_GROUP);
	assert_int_equal(kind_of("The two sides met.", "The two sides"), ENT_GROUP);
	assert_int_equal(kind_of("It lay on two sides of the road.", "two sides"), -1);
}

/* A number alone is somebody where something was done to them. */
static void numbers_are_people_who_suffer(void **state)
{
	(void)state;
	assert_int_equal(kind_of("The shells hit a school, killing four people and wounding at least six.", "at least six"), ENT_UNNAMED);
	assert_int_equal(kind_of("Two farmers were killed and nine wounded on Monday.", "nine"), ENT_UNNAMED);
	assert_int_equal(kind_of("They freed nine wounded soldiers.", "nine"), -1);
	assert_int_equal(kind_of("The shells fell at noon; eleven were hurt.", "eleven"), ENT_UNNAMED);
	assert_int_equal(kind_of("Five are still held; nine others were freed.", "nine others"), ENT_UNNAMED);
	assert_int_equal(kind_of("They freed the nine on Monday.", "the nine"), ENT_UNNAMED);
	assert_int_equal(kind_of("The six-nation talks began on the 9th.", "The six"), -1);
	assert_int_equal(kind_of("The talks began on the 9th.", "the 9th"), -1);
	assert_int_equal(kind_of("The price rose from four to nine.", "nine"), -1);
	assert_int_equal(kind_of("They were killed in 2031.", "2031"), -1);
	assert_int_equal(kind_of("The raid killed nine soldiers.", "nine"), -1);
	assert_int_equal(kind_of("On Monday gunmen attacked the post.", "gunmen"), ENT_UNNAMED);
}

/* The kind of the entity of that name, or -1. */
static int entity_of(const char *z, const char *name)
{
	int kind = -1;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	for (uint32_t i = 0; i < d->l.entities.n; i++)
		if (drg__str_eq(d->l.entities.name[i], drg__str_c(name)))
			kind = d->l.entities.kind[i];
	drg_doc_free(d);
	return kind;
}

/* A town that the model takes for a person once is none; one that it mostly takes for a person is. */
static void most_mentions_say_the_kind(void **state)
{
	(void)state;
	assert_int_not_equal(entity_of("The attack on Adrano began at dawn. Shops in Adrano closed. \"It was a terrible night,\" said Adrano resident Ana Orel. "
	                           "\"I am sorry that I have to say goodbye to Adrano now,\" she added.", "Adrano"), ENT_PERSON);
	assert_int_equal(entity_of("The Sunday Observer reported a clash.", "Sunday Observer"), ENT_OUTLET);
	assert_int_equal(entity_of("On Monday Kofi Mensah said he knew nothing.", "Kofi Mensah"), ENT_PERSON);
	assert_int_equal(entity_of("Adrano said the shops were shut. He said it was late.", "Adrano"), ENT_PERSON);
}

/* Some words decide wherever they stand last in a name, a few also where they stand first. */
static void words_of_outlets_stand_last_or_first(void **state)
{
	(void)state;
	assert_int_equal(kind_of("Radio Vandria said the bridge was shut.", "Radio Vandria"), ENT_OUTLET);
	assert_int_equal(kind_of("Palace Radio said the bridge was shut.", "Palace Radio"), ENT_OUTLET);
	assert_int_equal(kind_of("She told CHANNEL NINE that the bridge was shut.", "CHANNEL NINE"), ENT_OUTLET);
	assert_int_equal(kind_of("The Vandria Courier said the bridge was shut.", "Vandria Courier"), ENT_OUTLET);
	assert_int_equal(kind_of("On Monday the Vandria News Agency reported it.", "Vandria News Agency"), ENT_OUTLET);
	assert_int_equal(kind_of("On Monday the Common Grain Agency signed it.", "Common Grain Agency"), ENT_ORG);
	assert_int_equal(kind_of("The white paper said the bridge was safe.", "The white paper"), ENT_DOCUMENT);
	assert_true(kind_of("Herald Lind said the bridge was shut.", "Herald Lind") != ENT_OUTLET);
}

/* A word that only carries a name on makes no body of a person. */
static void offices_carry_a_name_on(void **state)
{
	(void)state;
	assert_true(kind_of("On Monday the Republic of Vandria signed.", "Republic of Vandria") >= 0);
	assert_int_equal(kind_of("On Monday Speaker Lind signed.", "Lind"), ENT_PERSON);
}

/* Several of them are people, by whatever form; one without an article is an office. */
static void bare_plurals_are_people(void **state)
{
	(void)state;
	assert_int_equal(kind_of("On Monday children crossed the bridge.", "children"), ENT_UNNAMED);
	assert_int_equal(kind_of("On Monday soldiers crossed the bridge.", "soldiers"), ENT_UNNAMED);
	assert_int_equal(kind_of("She spoke as president on Monday.", "president"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(words_before_a_number_belong_to_it), cmocka_unit_test(nouns_that_verbs_look_like_belong_to_it), cmocka_unit_test(the_words_before_a_name_tell_its_kind),
		cmocka_unit_test(a_side_is_a_group), cmocka_unit_test(numbers_are_people_who_suffer), cmocka_unit_test(most_mentions_say_the_kind),
		cmocka_unit_test(words_of_outlets_stand_last_or_first), cmocka_unit_test(offices_carry_a_name_on), cmocka_unit_test(bare_plurals_are_people) };
	return cmocka_run_group_tests(tests, test_open, test_close);
}
