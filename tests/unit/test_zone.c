/* Unit tests of ingest/zone: each rule with what it must and must not mark. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"
#include "doc/names.h"

/* "kind[text]" for every zone, then "=outlet" when one was inferred. */
static const char *zones(const char *z)
{
	static char out[4096];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	out[0] = 0;
	for (uint32_t i = 0; i < d->l.zones.n; i++) {
		struct str s = test_bytes(d, d->l.zones.span[i]);
		n += (size_t)snprintf(out + n, sizeof out - n, "%s[%.*s]", drg__name(NAMES_ZONE, d->l.zones.kind[i]), (int)s.n, s.p);
		assert_non_null(drg__doc_rule(d, d->l.zones.rule[i]).name.p);
	}
	if (d->l.meta.outlet_basis == BASIS_INFERRED) {
		struct str s = test_bytes(d, d->l.meta.outlet_span);
		assert_true(drg__str_eq(s, d->l.meta.outlet));
		snprintf(out + n, sizeof out - n, "=%.*s", (int)s.n, s.p);
	}
	drg_doc_free(d);
	return out;
}

static void marks(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "PORT SELA (Gray Wire) - The ferry left.", "dateline[PORT SELA (Gray Wire) -]=Gray Wire" },
		{ "PORT SELA, March 3 (Gray Wire) -- The ferry left.", "dateline[PORT SELA, March 3 (Gray Wire) --]=Gray Wire" },
		{ "PORT SELA: The ferry left.", "dateline[PORT SELA:]" },
		{ "LIND: The ferry left.\n\nEK: It was late.", "" },
		{ "18:52 The ferry left.\n\n17.40 GMT - \"It is late.\"\n\n9.05 am\n\n7h30 Sela woke.", "headline[18:52]headline[17.40 GMT -]headline[9.05 am]headline[7h30]" },
		{ "18.52 The ferry left.\n\nIt was late.", "" }, /* one entry is no live page */
		{ "18.52 percent came.\n\n17.40 percent left.\n\n25.10 Sela woke.\n\n9.75 It left.", "" },
		{ "PORT SELA \u2014 The ferry left.", "dateline[PORT SELA \u2014]" },
		{ "Port Sela, near Ostra (GW) - The ferry left.", "dateline[Port Sela, near Ostra (GW) -]=GW" },
		{ "Oslo, 3 March 2031 \u2013 The ferry left.", "dateline[Oslo, 3 March 2031 \u2013]" },
		{ "Ferry news\n\nPublished: 3 March 2031\n\nThe ferry left at noon, the captain said.", "credit[Published: 3 March 2031]" },
		{ "The report, written by the Institute (IRS) - which was paid - found a leak.", "" },
		{ "The ferry left on time. ENVOYS RETURN WITHOUT A DEAL The crew stayed.", "headline[ENVOYS RETURN WITHOUT A DEAL]" },
		{ "The ferry left.\n\nLive updates: the ferry talks\n\nThe crew stayed.", "promo[Live updates: the ferry talks]" },
		{ "The ferry left.\n\nRead more: why ferries leave\n\nThe crew stayed.", "promo[Read more: why ferries leave]" },
		{ "The ferry left. Download the Harbour Post app today. The crew stayed.", "promo[Download the Harbour Post app today.]=Harbour Post" },
		{ "The ferry left.\n\nAda Lind contributed to this report.", "credit[Ada Lind contributed to this report.]" },
		{ "The ferry left.\n\n(Reporting by Ada Lind; editing by Jon Ek)", "credit[(Reporting by Ada Lind; editing by Jon Ek)]" },
		{ "Ferry news\n\nOur correspondent in Lesk\n\nThe ferry left at noon on Monday, the captain said.", "credit[Our correspondent in Lesk]" },
		{ "The ferry left. Our correspondent in Lesk says it holds, although one of its boats is late.", "" },
		{ "By Ada Lind and Jon Ek\n\nThe ferry left at noon on Monday.", "credit[By Ada Lind and Jon Ek]" },
		{ "File photo: a ferry in the harbour.\n\nThe ferry left.", "caption[File photo: a ferry in the harbour.]" },
		{ "Ferry leaves on time\n\nThe ferry left at noon on Monday, the captain said.", "title[Ferry leaves on time]" },
		{ "Ferry leaves on time\n\nBy Ada Lind\n3 March 2031\n\nThe ferry left at noon on Monday, the captain said.", "title[Ferry leaves on time]credit[By Ada Lind]credit[3 March 2031]" },
		{ "Ferry leaves on time\n\nBy Ada Lind\n\nIt left.", "credit[By Ada Lind]" },
		{ "By Ada Lind\nSela Courier, 3 March 2031\n\nIt left.", "credit[By Ada Lind]credit[Sela Courier, 3 March 2031]=Sela Courier" },
		{ "By Ada Lind\nThe Sela Daily News \u2013 3 March 2031\n\nIt left.", "credit[By Ada Lind]credit[The Sela Daily News \u2013 3 March 2031]=The Sela Daily News" },
		{ "By Ada Lind\nPort Sela, 3 March 2031\n\nIt left.", "credit[By Ada Lind]credit[Port Sela, 3 March 2031]" },
		{ "News, 3 March 2031\n\nIt left.", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(zones(t[i][0]), t[i][1]);
}

static void leaves_running_text_alone(void **state)
{
	(void)state;
	static const char *const t[] = {
		"The NATO and UN envoys met U.S. and EU officials.",
		"\"WE WILL NEVER EVER LEAVE THIS TOWN,\" he shouted.",
		"The Ministry of Ferries - and its crew - left.",
		"He told them to download nothing. She signed up for the crew.",
		"By Monday the ferry had left.",
		"Three people contributed money to the crew.",
		"It left on Monday.\n\nThe crew reads the Sela Courier, 3 March 2031 or later.",
		"It left on Monday.\n\nThe ferry is the Courier.",
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(zones(t[i]), "");
}

/* The day of publication as a line or a dateline states it; never one without its year. */
static void published_by_the_text(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "Ferry news\nPublished: 3 March 2031\n\nThe ferry left on Sunday.", "2031-03-03" },
		{ "Ferry news\n\nTuesday, March 4, 2031 10:40 GMT\n\nThe ferry left.", "2031-03-04T10:40:00Z" },
		{ "Ferry news\n\nAda Lind | 3 March 2031 | Updated 4 March 2031\n\nThe ferry left.", "2031-03-03" },
		{ "OSLO, March 3, 2031 (Gray Wire) - The ferry left.", "2031-03-03" },
		{ "Oslo, 3 March 2031 \u2014 The ferry left.", "2031-03-03" },
		{ "2031-03-03\n\nThe ferry left.", "2031-03-03" },
		{ "Sela Courier, 3 March 2031\n\nThe ferry left.", "2031-03-03" },
		{ "OSLO, March 3 (Gray Wire) - The ferry left.", "" },
		{ "Ferry news\n\nUpdated 3 March 2031\n\nThe ferry left.", "" },
		{ "Published: 32 March 2031\n\nThe ferry left.", "" },
		{ "3/4/2031\n\nThe ferry left.", "" }, /* April or March? */
		{ "The war began on 3 March 2031 - a Monday - and ended soon.", "" },
		{ "The ferry left on 3 March 2031.", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i][0], strlen(t[i][0]));
		assert_non_null(d);
		if (!drg__str_eq(d->l.meta.published, drg__str_c(t[i][1])))
			fail_msg("%s: \"%.*s\", not \"%s\"", t[i][0], (int)d->l.meta.published.n, d->l.meta.published.p, t[i][1]);
		assert_int_equal(d->l.meta.published_basis, *t[i][1] ? BASIS_TEXT : BASIS_NONE);
		drg_doc_free(d);
	}
}

/* A plain text's title line is the report's title; without one it has none. */
static void title_of_the_text(void **state)
{
	(void)state;
	static const char titled[] = "Ferry leaves on time\n\nBy Ada Lind\n\nThe ferry left at noon on Monday, the captain said.",
	                  plain[] = "The ferry left at noon on Monday.\n\nThe captain said that the ferry had left at noon.";
	drg_doc *d = test_read(titled, strlen(titled));
	assert_non_null(d);
	assert_true(drg__str_eq(d->l.meta.title, drg__str_c("Ferry leaves on time")));
	drg_doc_free(d);
	d = test_read(plain, strlen(plain));
	assert_non_null(d);
	assert_int_equal(d->l.meta.title.n, 0);
	drg_doc_free(d);
}

/* What is in a zone is no claim. */
static void zones_give_no_claims(void **state)
{
	(void)state;
	const char *z = "Read more: the minister said the ferry left.\n\nThe ferry left.";
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	assert_int_equal(d->l.zones.n, 1);
	for (uint32_t i = 0; i < d->l.claims.n; i++)
		assert_true(d->l.claims.pool.v[d->l.claims.spans[i].from].s >= d->l.zones.span[0].e);
	drg_doc_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(marks), cmocka_unit_test(title_of_the_text), cmocka_unit_test(published_by_the_text), cmocka_unit_test(leaves_running_text_alone), cmocka_unit_test(zones_give_no_claims) };
	return cmocka_run_group_tests(tests, test_open, test_close);
}
