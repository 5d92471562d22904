/* Unit tests of stage/number and stage/count: sentences of ours, what is made of
 * each number in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"
#include "doc/names.h"
#include "stage/count_worth.h"

static size_t put_value(char *to, size_t room, double v)
{
	return v == v ? (size_t)snprintf(to, room, " %.10g", v) : (size_t)snprintf(to, room, " -");
}

/* Each quantity on a line: class, measure, operator, low, best, high, unit, |words|. */
static const char *counts(const char *z)
{
	static char out[4096];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	const struct quantities *q = &d->l.quantities;
	out[0] = 0;
	for (uint32_t i = 0; i < q->n; i++) {
		struct str w = test_bytes(d, q->span[i]), u = q->unit[i];
		n += (size_t)snprintf(out + n, sizeof out - n, "%s%s %s %s", n ? "\n" : "", drg__name(NAMES_COUNT_CLASS, q->class[i]),
		                      drg__name(NAMES_MEASURE, q->measure[i]), drg__name(NAMES_COUNT_OP, q->op[i]));
		n += put_value(out + n, sizeof out - n, q->low[i]);
		n += put_value(out + n, sizeof out - n, q->best[i]);
		n += put_value(out + n, sizeof out - n, q->high[i]);
		n += (size_t)snprintf(out + n, sizeof out - n, " %.*s |%.*s|", (int)u.n, u.p ? u.p : "", (int)w.n, w.p);
		assert_true(drg__doc_rule(d, q->rule[i]).name.n > 0);
		assert_true(q->part_of[i] == NONE || q->part_of[i] < q->n);
	}
	drg_doc_free(d);
	return out;
}

struct item {
	const char *text, *want;
};

static void each(const struct item *t, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_string_equal(counts(t[i].text), t[i].want);
}

/* What a rate was raised by does not date a count; who is counted does not count. */
static void day_and_believer(void **state)
{
	(void)state;
	static const struct {
		const char *text, *as_of;
		bool believer;
	} t[] = {
		{ "The union said 300 miners had struck by Monday night.", "Monday night", true },
		{ "The union said 300 miners had got raises by 4.5 percent.", "", true },
		{ "They freed the prisoners, estimated at more than 600.", "", false },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i].text, strlen(t[i].text));
		assert_non_null(d);
		assert_true(d->l.quantities.n > 0);
		struct span day = d->l.quantities.as_of[0];
		assert_true(drg__str_eq(day.e ? test_bytes(d, day) : STR(""), drg__str_c(t[i].as_of)));
		assert_int_equal(d->l.quantities.believer_span[0].e > 0, t[i].believer);
		drg_doc_free(d);
	}
}

static void numerals(void **state)
{
	(void)state;
	static const struct item t[] = {
		{ "Two hundred and six miners were killed.", "people killed eq 206 206 206 person |Two hundred and six|" },
		{ "Fourteen hundred miners were killed.", "people killed eq 1400 1400 1400 person |Fourteen hundred|" },
		{ "The flood displaced 1.5 million people.", "people displaced eq 1500000 1500000 1500000 person |1.5 million|" },
		{ "The flood displaced half a million people.", "people displaced eq 500000 500000 500000 person |half a million|" },
		{ "The flood displaced a million and a half people.", "people displaced eq 1500000 1500000 1500000 person |a million and a half|" },
		{ "The list holds 11 500 prisoners.", "people held eq 11500 11500 11500 person |11 500|" },
		{ "Dozens of miners were killed.", "people killed unstated - - - person |Dozens|" },
		{ "Several hundred miners were killed.", "people killed unstated - - - person |Several hundred|" },
	};
	each(t, sizeof t / sizeof *t);
}

static void operators(void **state)
{
	(void)state;
	static const struct item t[] = {
		{ "At least 31 miners were killed.", "people killed ge 31 - - person |At least 31|" },
		{ "More than 31 miners were killed.", "people killed gt 31 - - person |More than 31|" },
		{ "Up to 31 miners were killed.", "people killed le - - 31 person |Up to 31|" },
		{ "No more than 31 miners were killed.", "people killed le - - 31 person |No more than 31|" },
		{ "Fewer than 31 miners were killed.", "people killed lt - - 31 person |Fewer than 31|" },
		{ "Nearly 31 miners were killed.", "people killed nearly - 31 31 person |Nearly 31|" },
		{ "About 31 miners were killed.", "people killed approx - 31 - person |About 31|" },
		{ "Between 31 and 40 miners were killed.", "people killed range 31 - 40 person |Between 31 and 40|" },
		{ "As many as 31 miners were killed.", "people killed le - - 31 person |As many as 31|" },
		{ "The toll climbed past 31 on Sunday.", "people killed gt 31 - - person |31|\ndate   - - -  |Sunday|" },
		{ "It is not known how many miners were killed.", "" },
		{ "The army buried 31 miners in as many days.", "people killed eq 31 31 31 person |31|" },
		{ "Rents rose by 12 to 15 percent.", "percent  range 12 - 15 percent |12 to 15 percent|" },
		{ "The motion fell by 12 votes to 15.", "vote votes eq 12 12 12  |12|\nvote votes eq 15 15 15  |15|" },
		{ "They were never more than 31 miners.", "people other le - - 31 person |never more than 31|" },
		{ "No miners were killed.", "people killed eq 0 0 0 person |No|" },
		{ "Nobody was killed.", "people killed eq 0 0 0 person |Nobody|" },
	};
	each(t, sizeof t / sizeof *t);
}

static void classes(void **state)
{
	(void)state;
	static const struct item t[] = {
		{ "The truce lasted eleven days.", "duration  eq 11 11 11 day |eleven days|" },
		{ "They spoke of a 36-hour truce.", "duration  eq 36 36 36 hour |36-hour|" },
		{ "They waited an hour and a half.", "duration  eq 90 90 90 minute |an hour and a half|" },
		{ "It cost $4 million.", "money money eq 4000000 4000000 4000000 USD |$4 million|" },
		{ "About 45 percent stayed at home.", "percent  approx - 45 - percent |About 45 percent|" },
		{ "A 34-year-old teacher was freed.", "age  eq 34 34 34 year |34-year-old|" },
		{ "It was signed on 5 June.", "date   - - -  |5 June|" },
		{ "They met at 9:30.", "time   - - -  |9:30|" },
		{ "Resolution 1471 is silent on it.", "name   - - -  |1471|" },
	};
	each(t, sizeof t / sizeof *t);
}

static void parts_and_pairs(void **state)
{
	(void)state;
	static const struct item t[] = {
		{ "The bomb killed 11 guests and injured over 25.", "people killed eq 11 11 11 person |11|\npeople injured gt 25 - - person |over 25|" },
		{ "At least 14 people were killed, including two children.", "people killed ge 14 - - person |At least 14|\npeople killed eq 2 2 2 person |two|" },
		{ "Half of the 90 captives walked free.", "people released eq 45 45 45 person |Half|\npeople held eq 90 90 90 person |90|" },
		{ "About 40 percent of the 60 hostages were freed.", "people released approx - 24 - person |About 40 percent|\npeople released eq 60 60 60 person |60|" },
		{ "The hostages, believed to number about 50, are held in the north.", "people held approx - 50 - person |about 50|" },
		{ "They freed the prisoners, estimated at more than 600.", "people released gt 600 - - person |more than 600|" },
		{ "The rebels freed nine of the 21 hostages.", "people released eq 9 9 9 person |nine|\npeople held eq 21 21 21 person |21|" },
		{ "Six clerks were among the 23 dead.", "people killed eq 6 6 6 person |Six|\npeople killed eq 23 23 23 person |23|" },
		{ "The bomb killed 11 guests, of whom two were drivers.", "people killed eq 11 11 11 person |11|\npeople killed eq 2 2 2 person |two|" },
		{ "A quarter of the captives are ill.", "percent  eq 25 25 25 percent |A quarter|" },
	};
	each(t, sizeof t / sizeof *t);
}

/* Numbers that no machine type holds: the value a double has, marked as rounded,
 * the words as they stand; beyond 38 digits no number at all. */
static void beyond_64_bits(void **state)
{
	(void)state;
	static const char z[] = "The script entered 18,446,744,073,709,551,617 signatures.";
	drg_doc *d = test_read(z, sizeof z - 1);
	assert_non_null(d);
	const struct quantities *q = &d->l.quantities;
	assert_int_equal(q->n, 1);
	assert_true(q->best[0] == 18446744073709551616.0 && q->rounded[0]);
	drg_doc_free(d);
	char many[512] = "It holds ";
	memset(many + 9, '9', 400);
	strcpy(many + 409, " names.");
	d = test_read(many, strlen(many));
	assert_non_null(d);
	for (uint32_t i = 0; i < d->l.quantities.n; i++)
		assert_true(d->l.quantities.best[i] != d->l.quantities.best[i]);
	drg_doc_free(d);
}

/* Rows are ordered, inside the text, and low <= best <= high where stated. */
static void properties(void **state)
{
	(void)state;
	static const char *const words[] = { "at least", "12", "hundred", "and", "a", "half", "of", "the", "60", "captives", "between", "or", "$", "million",
		                             "third", "-", "day", "truce", ",", "killed", "nobody", "three", "to", "percent", "in", "five", "." };
	uint32_t seed = 7;
	for (int round = 0; round < 60; round++) {
		char z[1024];
		size_t n = 0;
		for (int k = 0; k < 40; k++) {
			seed = seed * 1664525u + 1013904223u;
			n += (size_t)snprintf(z + n, sizeof z - n, "%s ", words[(seed >> 16) % (sizeof words / sizeof *words)]);
		}
		drg_doc *d = test_read(z, n);
		assert_non_null(d);
		const struct quantities *q = &d->l.quantities;
		for (uint32_t i = 0; i < q->n; i++) {
			assert_true(q->span[i].s < q->span[i].e && q->span[i].e <= d->l.text.n);
			assert_true(i == 0 || q->span[i - 1].e <= q->span[i].s);
			assert_true(!(q->low[i] > q->high[i]) && !(q->low[i] > q->best[i]) && !(q->best[i] > q->high[i]));
			assert_true(q->op[i] != OP_UNSTATED || (q->low[i] != q->low[i] && q->best[i] != q->best[i] && q->high[i] != q->high[i]));
		}
		drg_doc_free(d);
	}
}

/* The measure where words and parser disagree, of states behind the noun, of how
 * often something was done, of words for people together. */
static void measures(void **state)
{
	(void)state;
	static const struct item t[] = {
		{ "Up to 1,300 were evacuated by ferry.", "people evacuated le - - 1300 person |Up to 1,300|" },
		{ "The families say more than 90 are missing.", "people missing gt 90 - - person |more than 90|" },
		{ "There are 44 people in custody.", "people held eq 44 44 44 person |44|" },
		{ "The harbour was shelled eleven times.", "things attacks eq 11 11 11  |eleven|" },
		{ "The envoy flew nine times to the island.", "things visits eq 9 9 9  |nine|" },
		{ "The clock was repaired nine times.", "things other eq 9 9 9  |nine|" },
		{ "A crowd of several hundred marched to the ministry.", "people participants unstated - - - person |several hundred|" },
		{ "The government let 16 fishermen go.", "people released eq 16 16 16 person |16|" },
		{ "The 44 wounded prisoners will be released.", "people released eq 44 44 44 person |44|" },
		{ "The mine loses nine million a month.", "money money eq 9000000 9000000 9000000  |nine million|" },
		{ "Shells hit the market at noon. By dusk the morgue in Harl had 41 on its list of the dead.", "people killed eq 41 41 41 person |41|" },
		{ "The fair opened at noon. By dusk the bakery had sold 41.", "people other eq 41 41 41 person |41|" },
		{ "The siege ended in a town of 9,000.", "people other eq 9000 9000 9000 person |9,000|" },
		{ "He got a 12-year sentence.", "duration sentence eq 12 12 12 year |12-year|" },
		{ "He wrote a 12-line sentence.", "things other eq 12 12 12  |12-line|" },
		{ "The council of 15 met at noon.", "people other eq 15 15 15 person |15|" },
		{ "Four women were allowed to leave the church.", "people released eq 4 4 4 person |Four|" },
		{ "Four women were allowed to cook in the church.", "people other eq 4 4 4 person |Four|" },
		{ "The government expelled six diplomats.", "people other eq 6 6 6 person |six|" },
	};
	each(t, sizeof t / sizeof *t);
}

/* Who is held until a condition is met, what is done with the dead, who fled and goes home. */
static void held_and_returned(void **state)
{
	(void)state;
	static const struct item t[] = {
		{ "The rebels freed 41 captured soldiers.", "people released eq 41 41 41 person |41|" },
		{ "The families met the 41 captured sailors.", "people held eq 41 41 41 person |41|" },
		{ "The rebels will not release the 180 soldiers.", "people held eq 180 180 180 person |180|" },
		{ "The republic will free eleven guards once the army withdraws.", "people held eq 11 11 11 person |eleven|" },
		{ "The navy protested against the detention of eleven fishermen.", "people held eq 11 11 11 person |eleven|" },
		{ "The army handed over the bodies of 17 fighters.", "people other eq 17 17 17 person |17|" },
		{ "The court acquitted three officers.", "people other eq 3 3 3 person |three|" },
		{ "Refugees fled the valley. The refugees sleep in tents. More than 6,000 people have crossed into the town.",
		  "people displaced gt 6000 - - person |More than 6,000|" },
		{ "Pirates attacked 17 ships.", "things attacks eq 17 17 17  |17|" },
		{ "Forty gunmen attacked at noon.", "people other eq 40 40 40 person |Forty|" },
		{ "Congress voted 71-58 to go on.", "vote votes eq 71 71 71  |71|\nvote votes eq 58 58 58  |58|" },
		{ "Fruit worth 40 million reals has rotted.", "money money eq 40000000 40000000 40000000 real |40 million|" },
		{ "The party gained four seats and held 62.", "things seats eq 4 4 4  |four|\nthings seats eq 62 62 62  |62|" },
	};
	each(t, sizeof t / sizeof *t);
}

/* Numbers that go on with what was counted before, or with a unit. */
static void told_before(void **state)
{
	(void)state;
	static const struct item t[] = {
		{ "The rebels killed 31 miners. The army says four.", "people killed eq 31 31 31 person |31|\npeople killed eq 4 4 4 person |four|" },
		{ "The police arrested 52 dockers. The lawyers of the 52 waited outside.", "people arrested eq 52 52 52 person |52|\npeople arrested eq 52 52 52 person |52|" },
		{ "Ten days had been crossed out and fourteen written in.", "duration  eq 10 10 10 day |Ten days|\nduration  eq 14 14 14 day |fourteen|" },
		{ "The minister welcomed the release of 31 hostages.", "people released eq 31 31 31 person |31|" },
		{ "The rebels demand the release of 31 hostages.", "people held eq 31 31 31 person |31|" },
		{ "The judge jailed him for six years.", "duration sentence eq 6 6 6 year |six years|" },
	};
	each(t, sizeof t / sizeof *t);
}

/* Ages beside and bounds on persons are ages; a state's day dates its count. */
static void ages_and_days(void **state)
{
	(void)state;
	static const struct item t[] = {
		{ "The firing went on until just after three.", "time   - - -  |three|" },
		{ "The army put the dead at three.", "people killed eq 3 3 3 person |three|" },
		{ "The oldest captive is over 80.", "age  gt 80 - - year |over 80|" },
		{ "The mayor praised two sisters, 31 and 34, at the mill.", "people other eq 2 2 2 person |two|\nage  eq 31 31 31 year |31|\nage  eq 34 34 34 year |34|" },
	};
	static const char *const dated[][2] = { { "Nine villages were still cut off on 3 March.", "3 March" }, { "The gunmen killed nine villagers on 3 March.", "" } };
	each(t, sizeof t / sizeof *t);
	for (size_t k = 0; k < 2; k++) {
		drg_doc *d = test_read(dated[k][0], strlen(dated[k][0]));
		assert_non_null(d);
		struct str got = d->l.quantities.as_of[0].e ? test_bytes(d, d->l.quantities.as_of[0]) : STR("");
		assert_true(drg__str_eq(got, drg__str_c(dated[k][1])));
		drg_doc_free(d);
	}
}

/* What is listed: rows of a kind that may be, with a score of .5 and more. */
static void listed(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want;
	} t[] = {
		{ "The army said 31 soldiers were killed and 40 hostages were held in the camps of the rebels.", "31 40 " },
		{ "The army killed 31 rebels. Two diplomats said the truce would be signed at six.", "31 " },
		{ "The striker, 31, has scored in seven matches for the club. Tickets cost four crowns.", "" },
	};
	for (size_t k = 0; k < sizeof t / sizeof *t; k++) {
		char got[256] = "";
		drg_doc *d = test_read(t[k].text, strlen(t[k].text));
		assert_non_null(d);
		const struct quantities *q = &d->l.quantities;
		for (uint32_t i = 0; i < q->n; i++) {
			struct str w = test_bytes(d, q->span[i]);
			bool kind = q->class[i] <= COUNT_MONEY || q->class[i] == COUNT_VOTE;
			assert_true(q->score[i] >= 0 && q->score[i] <= 1);
			if (kind && q->score[i] >= .5f)
				snprintf(got + strlen(got), sizeof got - strlen(got), "%.*s ", (int)w.n, w.p);
		}
		assert_string_equal(got, t[k].want);
		drg_doc_free(d);
	}
}

/* The entity counted is the one whose mention the number stands in. */
static void counted_entity(void **state)
{
	(void)state;
	static const char z[] = "The rebels hold 40 hostages in the camp.";
	drg_doc *d = test_read(z, sizeof z - 1);
	assert_non_null(d);
	assert_int_equal(d->l.quantities.n, 1);
	uint32_t e = d->l.quantities.ent[0];
	assert_true(e < d->l.entities.n);
	assert_true(drg__str_find(d->l.entities.name[e], STR("hostages"), 0) != SIZE_MAX);
	drg_doc_free(d);
}

/* A weight belongs to a name: every feature has one, none has two. */
static void features_have_names(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < WORTH_FEATURES; i++) {
		assert_non_null(drg__worth_name(i));
		for (uint32_t k = 0; k < i; k++)
			assert_string_not_equal(drg__worth_name(i), drg__worth_name(k));
	}
	assert_null(drg__worth_name(WORTH_FEATURES));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(numerals), cmocka_unit_test(day_and_believer), cmocka_unit_test(operators), cmocka_unit_test(classes), cmocka_unit_test(parts_and_pairs),
		                            cmocka_unit_test(beyond_64_bits), cmocka_unit_test(properties), cmocka_unit_test(measures), cmocka_unit_test(held_and_returned), cmocka_unit_test(told_before), cmocka_unit_test(ages_and_days), cmocka_unit_test(listed), cmocka_unit_test(counted_entity),
		                            cmocka_unit_test(features_have_names) };
	return cmocka_run_group_tests(tests, test_open, test_close);
}
