/* Times: what is one, its TIMEX3 value, where it lies on the calendar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"
#include "base/civil.h"
#include "stage/when.h"

static drg_doc *read_on(const char *z, const char *date)
{
	drg_input_options opt = { .size = sizeof opt, .as = DRG_KIND_TEXT, .date = date };
	drg_input *in;
	drg_source *src;
	drg_doc *doc = NULL;
	drg_error err;
	assert_int_equal(drg_input_open_memory(z, strlen(z), "test", &opt, &in, &err), DRG_OK);
	assert_int_equal(drg_input_next(in, &src, &err), DRG_OK);
	assert_int_equal(drg_analyse(test_work, src, &doc, &err), DRG_OK);
	drg_source_free(src);
	drg_input_close(in);
	return doc;
}

/* The times of a text as "words=value words=value". */
static const char *times_of(const char *text, const char *date)
{
	static char out[1024];
	drg_doc *d = read_on(text, date);
	const struct times *t = &d->l.times;
	size_t n = 0;
	out[0] = 0;
	for (uint32_t i = 0; i < t->n; i++) {
		struct str w = test_bytes(d, t->span[i]);
		n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s=%.*s", i ? "; " : "", (int)w.n, w.p, (int)t->value[i].n, t->value[i].p);
	}
	drg_doc_free(d);
	return out;
}

struct row {
	const char *text, *want;
};

static void try_rows(const struct row *row, size_t n, const char *date)
{
	size_t wrong = 0;
	for (size_t i = 0; i < n; i++) {
		const char *got = times_of(row[i].text, date);
		if (strcmp(got, row[i].want) != 0) {
			print_error("%s\n  want %s\n  got  %s\n", row[i].text, row[i].want, got);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}
#define TRY(rows, date) try_rows(rows, sizeof rows / sizeof *rows, date)

/* 2031-03-12 is a Wednesday. */
static void test_dates(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "The accord was signed on March 4, 2031.", "March 4, 2031=2031-03-04" },
		{ "The accord was signed on 4 March 2031.", "4 March 2031=2031-03-04" },
		{ "The accord was signed on the 2nd of May, 2030.", "the 2nd of May, 2030=2030-05-02" },
		{ "They signed it on 2031-03-04.", "2031-03-04=2031-03-04" },
		{ "They signed it on 24/3/2029.", "24/3/2029=2029-03-24" },
		{ "The port fell in October 2030.", "October 2030=2030-10" },
		{ "The port fell in 480 BC.", "480 BC=BC0480" },
		{ "The quarrel began in the late 1970s.", "the late 1970s=197" },
		{ "The wall was built in the 19th century.", "the 19th century=18" },
		{ "The port fell in the spring of 2016.", "the spring of 2016=2016-SP" },
	};
	TRY(rows, "2031-03-12");
	TRY(rows, NULL); /* what the words fix needs no day of publication */
}

static void test_anchored(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "The envoys met on Monday.", "Monday=2031-03-10" },
		{ "The envoys will meet on Monday.", "Monday=2031-03-17" },
		{ "The envoys met on Wednesday.", "Wednesday=2031-03-12" },
		{ "The envoys met last Wednesday.", "last Wednesday=2031-03-05" },
		{ "The envoys met yesterday.", "yesterday=2031-03-11" },
		{ "The envoys met on Monday night.", "Monday night=2031-03-10TNI" },
		{ "The envoys met last week.", "last week=2031-W10" },
		{ "The envoys will meet next month.", "next month=2031-04" },
		{ "The envoys met in October.", "October=2030-10" },
		{ "The envoys will meet in October.", "October=2031-10" },
		{ "The envoys met two weeks ago.", "two weeks ago=2031-W09" },
		{ "The envoys will meet in two weeks.", "two weeks=2031-W13" },
		{ "The envoys met on 2 December.", "2 December=2030-12-02" },
		{ "Asked to comment on the report in December, the army said it was wrong.", "December=2030-12" },
		{ "Asked to leave the town in December, the army began to pack.", "December=2031-12" },
		{ "The envoys met at 17:40 on Tuesday.", "17:40 on Tuesday=2031-03-11T17:40" },
		{ "The envoys met at 10 a.m. on Tuesday.", "10 a.m. on Tuesday=2031-03-11T10:00" },
		{ "The envoys met early last month.", "early last month=2031-02" },
		{ "The envoys met at the end of last year.", "the end of last year=2030" },
		{ "The envoys met last Christmas.", "last Christmas=2030-12-25" },
		{ "The envoys met last Tuesday.", "last Tuesday=2031-03-04" },       /* yesterday would be called so */
		{ "The envoys will meet next Thursday.", "next Thursday=2031-03-20" }, /* and tomorrow */
		{ "The envoys will meet this Friday.", "this Friday=2031-03-14" },
		{ "The envoys met last winter.", "last winter=2030-WI" },
		{ "By Sunday evening two flags flew there.", "Sunday evening=2031-03-09TEV" },
		{ "The meeting was postponed to 2 April.", "2 April=2031-04-02" },
		{ "They want the shelling of 9 January investigated.", "9 January=2031-01-09" },
		{ "Lena Ort told a radio station on Sunday she would leave.", "Sunday=2031-03-09" },
		{ "The pause was prolonged to 15 February. The Front broke it on the eleventh.", "15 February=2031-02-15; the eleventh=2031-02-11" },
		{ "The envoys met on Tuesday.\nAt 06.40 they left.", "Tuesday=2031-03-11; 06.40=2031-03-11T06:40" },
		{ "It was the last night of the talks.", "" },
		{ "The envoys met on Tuesday. At three they left.", "Tuesday=2031-03-11; three=2031-03-11T15:00" },
		{ "They met at three this morning. At four they left.", "three this morning=2031-03-12T03:00; four=2031-03-12T04:00" },
		{ "They met at nine. At five they left.", "nine=2031-03-12T09:00; five=2031-03-12T17:00" },
		{ "They met on Tuesday and two hours later left.", "Tuesday=2031-03-11; two hours later=PT2H" },
		{ "The truce, signed in October 2029, held until January.", "October 2029=2029-10; January=2030-01" },
		{ "The pause will not last past Christmas.", "Christmas=2031-12-25" },
		{ "They left by month's end.", "month's end=2031-03" },
		{ "The envoys will meet on Tuesday week.", "Tuesday week=2031-03-25" },
		{ "The pause ended last Monday week.", "last Monday week=2031-03-03" },
		{ "The pause runs from 6 a.m. to noon on Friday.", "6 a.m.=2031-03-14T06:00; noon on Friday=2031-03-14T12:00" },
		{ "It began at 1430 GMT (0930 EST) on Monday.", "1430 GMT=2031-03-10T14:30; 0930 EST=2031-03-10T09:30; Monday=2031-03-10" },
		{ "It lost money in the fiscal year 2029-30.", "the fiscal year 2029-30=2029" },
		{ "They left in the 2029-30 school year.", "the 2029-30 school year=2029" },
		{ "Talks resumed in the autumn term.", "the autumn term=2030-FA" },
		{ "They fasted on the 10th of Muharram.", "the 10th of Muharram=2030-05-13" },
		{ "The army has sworn to leave by 2 April.", "2 April=2031-04-02" },
		{ "The men had been told to leave on Tuesday.", "Tuesday=2031-03-11" },
		{ "It began on the Lunar New Year.", "" },
	};
	TRY(rows, "2031-03-12");
}

/* Without a day of publication only what the words fix is fixed. */
static void test_unanchored(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "The envoys met on Thursday.", "Thursday=XXXX-WXX-4" },
		{ "The envoys met on Thursday night.", "Thursday night=XXXX-WXX-4TNI" },
		{ "The envoys met on 2 December.", "2 December=XXXX-12-02" },
		{ "The envoys met in October.", "October=XXXX-10" },
		{ "The envoys met at 17:40.", "17:40=XXXX-XX-XXT17:40" },
		{ "The envoys met at Christmas.", "Christmas=XXXX-12-25" },
		{ "The pause held for two weeks.", "two weeks=P2W" },
	};
	TRY(rows, NULL);
}

static void test_amounts_and_sets(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "The pause held for three weeks.", "three weeks=P3W" },
		{ "A two-week pause was agreed.", "two-week=P2W" },
		{ "The talks took two and a half years.", "two and a half years=P2Y6M" },
		{ "They talked for half an hour.", "half an hour=PT30M" },
		{ "He left the abbey an hour and a half later.", "an hour and a half=PT1H30M" },
		{ "They talked for several days.", "several days=PXD" },
		{ "They were held for more than 20 years.", "more than 20 years=P20Y" },
		{ "They fought in the past three months.", "the past three months=P3M" },
		{ "The envoys meet every week.", "every week=P1W" },
		{ "Visits are allowed on Tuesdays.", "Tuesdays=XXXX-WXX-2" },
		{ "The envoys met recently.", "recently=PAST_REF" },
	};
	TRY(rows, "2031-03-12");
}

/* Words and numbers that look like times. */
static void test_no_times(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "They may march to the port.", "" },
		{ "A second group will fall back as the sun sets.", "" },
		{ "The envoy, 45 years old, was born there.", "" },
		{ "Some 2000 soldiers left.", "" },
		{ "It began with the Six-Day War.", "" },
		{ "The vote ended 20-11.", "" },
		{ "About three-quarters of the food was lost.", "" },
		{ "They were outnumbered three to one.", "" },
		{ "The motion carried the day.", "" },
	};
	TRY(rows, "2031-03-12");
}

/* Days, months and seasons that are names of people, bodies and events. */
static void test_names(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "It was the worst killing since Bloody Sunday.", "" },
		{ "The October War was short.", "" },
		{ "The Good Friday Agreement held.", "" },
		{ "Troops opened Operation Ramadan.", "" },
		{ "The Long March had begun.", "" },
		{ "Foreign Minister Jan Kovar met the envoy.", "" },
		{ "After the fall of the port they fled.", "" },
		{ "In the fall of 2030 they fled.", "the fall of 2030=2030-FA" },
		{ "The envoys met on Sunday.", "Sunday=2031-03-09" },
	};
	TRY(rows, "2031-03-12");
}

/* "Soon" is the future only where the verb does not tell of the past. */
static void test_soon(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "The envoys will meet soon.", "soon=FUTURE_REF" },
		{ "The rebels soon fled the port.", "" },
		{ "They left soon after the attack.", "" },
	};
	TRY(rows, "2031-03-12");
}

/* Impossible dates, years of two figures, reports of the future. */
static void test_odd(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "The accord was signed on 32 March 2031.", "March 2031=2031-03" },
		{ "The accord was signed on 30 February 2031.", "February 2031=2031-02" },
		{ "The war of '89 was short.", "'89=1989" },
		{ "They signed it on 3/4/2029.", "3/4/2029=2029" },
		{ "They signed it on 31/14/2029.", "" },
		{ "The bombing began at 25:61.", "" },
		{ "It began 999999999999 billion years ago.", "years ago=PAST_REF" },
		{ "The accord will be signed on 4 March 2050.", "4 March 2050=2050-03-04" },
		{ "It was written in 1445 AH.", "1445 AH=2023" },
	};
	TRY(rows, "2031-03-12");
	/* a report of the far future or past is reckoned from its day like any other */
	static const struct row then[] = {
		{ "The envoys met on Monday. The accord was signed on 4 March 2031.", "Monday=2998-12-31; 4 March 2031=2031-03-04" },
	};
	TRY(then, "2999-01-01");
	static const struct row before[] = {
		{ "The envoys will meet on Friday. The accord will be signed on 4 March 2031.", "Friday=1899-12-22; 4 March 2031=2031-03-04" },
	};
	TRY(before, "1899-12-20");
}

/* A day of publication that is none anchors nothing. */
static void test_bad_publication(void **state)
{
	(void)state;
	static const struct row rows[] = { { "The envoys met on Monday.", "Monday=XXXX-WXX-1" } };
	TRY(rows, "2031-02-30");
	TRY(rows, "0000-00-00");
	TRY(rows, "2031");
}

static void test_interval(void **state)
{
	(void)state;
	drg_doc *d = read_on("The envoys met last week, in the third quarter of 2030, around 3 May 2030 and at Ramadan 2024, and until the end of June 2030.", "2031-03-12");
	const struct times *t = &d->l.times;
	static const char *const edtf[] = { "2031-03-03/2031-03-09", "2030-35", "2030-05-03~", "2024-03-11~/2024-04-09~", "2030-06-30~" };
	static const char *const from[] = { "2031-03-03", "2030-07-01", "2030-05-03", "2024-03-11", "2030-06-30" };
	static const char *const to[] = { "2031-03-09", "2030-09-30", "2030-05-03", "2024-04-09", "2030-06-30" };
	assert_int_equal(t->n, 5);
	for (uint32_t i = 0; i < 5; i++) {
		assert_true(drg__str_eq(t->edtf[i], drg__str_c(edtf[i])));
		assert_true(drg__str_eq(t->earliest[i], drg__str_c(from[i])));
		assert_true(drg__str_eq(t->latest[i], drg__str_c(to[i])));
	}
	assert_int_equal(t->basis[0], BASIS_INFERRED);
	assert_int_equal(t->anchor[0], TA_PUBLISHED);
	assert_int_equal(t->basis[1], BASIS_EXPLICIT);
	assert_int_equal(t->precision[1], TU_QUARTER);
	drg_doc_free(d);
}

/* Durations that lie on the calendar; an event in them has their days. */
static void test_stretch(void **state)
{
	(void)state;
	static const char *const row[][2] = {
		{ "Forty were held over the past three weeks.", "2031-02-19/2031-03-12" },
		{ "Police arrested two men in the past 24 hours.", "2031-03-11/2031-03-12" },
		{ "The pause will last for the next two months.", "2031-03-12/2031-05-12" },
		{ "They fought in the last two years.", "2029-03-12/2031-03-12" },
		{ "They fought for three weeks.", "" },
		{ "They fought in recent weeks.", "" },
		{ "They fought in the past 9999999 years.", "" },
	};
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		drg_doc *d = read_on(row[i][0], "2031-03-12");
		assert_int_equal(d->l.times.n, 1);
		assert_int_equal(d->l.times.type[0], TIME_DURATION);
		if (!drg__str_eq(d->l.times.edtf[0], drg__str_c(row[i][1])))
			fail_msg("%s: %.*s", row[i][0], (int)d->l.times.edtf[0].n, d->l.times.edtf[0].p);
		drg_doc_free(d);
	}
	drg_doc *d = read_on("Police arrested two men in the past 24 hours.", "2031-03-12");
	assert_int_equal(d->l.events.n, 1);
	assert_true(drg__str_eq(d->l.events.time[0], STR("2031-03-11/2031-03-12")));
	drg_doc_free(d);
	d = read_on("They fought over the past three weeks.", NULL);
	assert_int_equal(d->l.times.edtf[0].n, 0);
	drg_doc_free(d);
}

static void test_zones(void **state)
{
	static const char *const row[][2] = {
		{ "The pause began at 17:40 GMT on Tuesday.", "2031-03-11T17:40:00Z" },
		{ "The pause began at 5 p.m. EST on Tuesday.", "2031-03-11T17:00:00-05:00" },
		{ "The pause began at 17:40 local time on Tuesday.", "2031-03-11T17:40:00" },
		{ "The pause began at 17:40 QQT on Tuesday.", "2031-03-11T17:40:00" },
		{ "The pause began at midnight on Tuesday.", "2031-03-12T00:00:00" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		drg_doc *d = read_on(row[i][0], "2031-03-12");
		assert_true(d->l.times.n > 0);
		if (!drg__str_eq(d->l.times.edtf[0], drg__str_c(row[i][1])))
			fail_msg("%s: %.*s", row[i][0], (int)d->l.times.edtf[0].n, d->l.times.edtf[0].p);
		drg_doc_free(d);
	}
}

static void test_history(void **state)
{
	(void)state;
	assert_string_equal(times_of("The league was founded in 1841. It split in 1843. War broke out on 3 May 1848. In July the port fell. "
	                             "Two years later the league was refounded.", "2031-03-12"),
	                    "1841=1841; 1843=1843; 3 May 1848=1848-05-03; July=1848-07; Two years later=1850");
}

/* Months of a history: those of the tale's own year, not of the aside before them. */
static void test_history_year(void **state)
{
	(void)state;
	assert_string_equal(times_of("The league rose in 1951. In March 1952 the port fell. Papers released in 2005 deny it. In August the army came back. "
	                             "In February a truce was signed, and on 3 May 1953 the war was over.", "2031-03-12"),
	                    "1951=1951; March 1952=1952-03; 2005=2005; August=1952-08; February=1953-02; 3 May 1953=1953-05-03");
	/* what follows tells that a year was the tale's and not an aside */
	assert_string_equal(times_of("The league rose in March 1921. It split in April 1921. Its heirs fought until 1931. In May they took the port. "
	                             "In June 1931 they lost it.", "2031-03-12"),
	                    "March 1921=1921-03; April 1921=1921-04; 1931=1931; May=1931-05; June 1931=1931-06");
	assert_string_equal(times_of("The war of 1915-17 was long. In the 4th century BC it was short, in the 470s BC too.", "2031-03-12"),
	                    "1915=1915; 17=1917; the 4th century BC=BC03; the 470s BC=BC047");
}

/* "Tomorrow" in a quotation is the speaker's. */
static void test_quoted(void **state)
{
	(void)state;
	drg_doc *d = read_on("\"We will leave tomorrow,\" Lena Ort said on Monday. The envoys met yesterday.", "2031-03-12");
	const struct times *t = &d->l.times;
	assert_int_equal(t->n, 3);
	assert_true(drg__str_eq(t->value[0], STR("2031-03-11")));
	assert_int_equal(t->anchor[0], TA_SAID);
	assert_int_equal(t->anchor_time[0], 1);
	assert_true(drg__str_eq(t->value[1], STR("2031-03-10")));
	assert_true(drg__str_eq(t->value[2], STR("2031-03-11")));
	drg_doc_free(d);
}

static void test_claims(void **state)
{
	(void)state;
	drg_doc *d = read_on("The envoys said on Monday that they would meet again on 2 April.", "2031-03-12");
	const struct claims *c = &d->l.claims;
	assert_int_equal(c->n, 1);
	assert_true(drg__str_eq(c->said[0], STR("2031-03-10")));
	assert_int_equal(c->said_basis[0], BASIS_EXPLICIT);
	assert_true(drg__str_eq(c->about[0], STR("2031-04-02")));
	assert_int_equal(c->about_time[0], 1);
	drg_doc_free(d);
}

/* The time of an event, by the words around its trigger. */
static void test_of(void **state)
{
	static const struct {
		const char *text, *trigger, *time;
		uint8_t link;
	} row[] = {
		{ "The Front shelled the port on Monday.", "shelled", "Monday", WHEN_CLAUSE },
		{ "The attack on Monday was short.", "attack", "Monday", WHEN_CLAUSE },
		{ "The envoys met on Monday and agreed to a pause.", "agreed", "Monday", WHEN_OUTER },
		{ "The army said on Monday that the Front had shelled the port.", "shelled", NULL, WHEN_NONE },
		{ "The pause held for two weeks.", "held", NULL, WHEN_NONE },
		{ "The envoys met on Monday. A guard was shot.", "shot", "Monday", WHEN_STORY },
		{ "The envoys met on Monday. They will return.", "return", NULL, WHEN_NONE },
	};
	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		drg_doc *d = read_on(row[i].text, "2031-03-12");
		uint32_t at = (uint32_t)(strstr(row[i].text, row[i].trigger) - row[i].text);
		struct when_of w = drg__when_of(&d->l, drg__span_first(d->l.tokens.span, d->l.tokens.n, at));
		assert_int_equal(w.link, row[i].link);
		if (row[i].time)
			assert_true(drg__str_eq(test_bytes(d, d->l.times.span[w.time]), drg__str_c(row[i].time)));
		else
			assert_int_equal(w.time, NONE);
		drg_doc_free(d);
	}
	assert_int_not_equal(drg__when_link_rule(test_pack, WHEN_CLAUSE), UINT32_MAX);
	assert_int_not_equal(drg__when_link_rule(test_pack, WHEN_STORY), UINT32_MAX);
	assert_int_not_equal(drg__when_link_rule(test_pack, WHEN_OUTER), UINT32_MAX);
}

static void test_civil(void **state)
{
	(void)state;
	int32_t year;
	int week;
	for (int64_t day = -800000; day < 100000; day += 17) {
		struct civil c = drg__civil(day);
		assert_int_equal(drg__day(c.year, c.month, c.day), day);
		drg__iso_week(day, &year, &week);
		int64_t monday = drg__iso_monday(year, week);
		assert_true(monday <= day && day < monday + 7);
		int64_t in_year = day - drg__hijri_day(drg__hijri_year(day), 1, 1);
		assert_true(in_year >= 0 && in_year < 355);
	}
	assert_int_equal(drg__weekday(drg__day(2031, 3, 12)), 3);
	assert_int_equal(drg__weekday(drg__day(1, 1, 1)), 1);
	assert_int_equal(drg__easter(2024, false), drg__day(2024, 3, 31));
	assert_int_equal(drg__easter(2024, true), drg__day(2024, 5, 5));
	assert_int_equal(drg__passover(2024), drg__day(2024, 4, 23));
	assert_int_equal(drg__passover(2025), drg__day(2025, 4, 13));
	assert_int_equal(drg__hijri_day(1445, 9, 1), drg__day(2024, 3, 11));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),      cmocka_unit_test(test_anchored), cmocka_unit_test(test_unanchored),
		cmocka_unit_test(test_amounts_and_sets), cmocka_unit_test(test_no_times), cmocka_unit_test(test_odd),
		cmocka_unit_test(test_interval),   cmocka_unit_test(test_history),  cmocka_unit_test(test_history_year), cmocka_unit_test(test_names), cmocka_unit_test(test_soon), cmocka_unit_test(test_bad_publication), cmocka_unit_test(test_stretch), cmocka_unit_test(test_zones),  cmocka_unit_test(test_civil),
		cmocka_unit_test(test_quoted),     cmocka_unit_test(test_claims),   cmocka_unit_test(test_of),
	};
	return cmocka_run_group_tests(tests, test_open, test_close);
}
