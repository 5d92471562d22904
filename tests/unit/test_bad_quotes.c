/* Unit tests of claims over text whose quotation marks are many, deep, lost or
 * missing: right, or honestly without a source, and never half a page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"
#include "full.h"

/* "source > source: words" of each claim that is not the publisher's, by line; a
 * source that is not stated is "?". *most: bytes of the longest. */
static const char *said(const char *z, uint32_t *most)
{
	static char out[4096];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	const struct claims *c = &d->l.claims;
	out[0] = 0;
	*most = 0;
	for (uint32_t i = 0; i < c->n; i++) {
		if (c->kind[i] == CLAIM_OWN)
			continue;
		n += (size_t)snprintf(out + n, sizeof out - n, "%s", n ? "\n" : "");
		for (uint32_t k = 1; k < c->chain[i].n && n < sizeof out; k++) {
			struct str s = d->l.hops.name[c->chain[i].from + k];
			n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s", k > 1 ? " > " : "", s.n ? (int)s.n : 1, s.n ? s.p : "?");
		}
		uint32_t all = 0;
		for (uint32_t k = 0; k < c->spans[i].n && n < sizeof out; k++) {
			struct str s = test_bytes(d, c->pool.v[c->spans[i].from + k]);
			n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s", k ? " .. " : ": ", (int)s.n, s.p);
			all += (uint32_t)s.n;
		}
		*most = all > *most ? all : *most;
	}
	drg_doc_free(d);
	return out;
}

static void same(const char *z, const char *want)
{
	uint32_t most;
	assert_string_equal(said(z, &most), want);
}

static void closing_marks_are_lost(void **state)
{
	(void)state;
	same("The council said on Monday that the ferry would stop. \"We have no money left, mayor Ines Calder said.\n\n"
	     "\"The crews were told last night, she added. Nobody answered questions at the harbour.\n\n"
	     "The owners disputed it. \"They owe us two months, said its director Tom Hask.\n\n"
	     "In the old town shops stayed open.\n\nThe army moved two companies to the hill road.\n",
	     "The council: the ferry would stop\nmayor Ines Calder: We have no money left\nshe: The crews were told last night\n"
	     "its director Tom Hask: They owe us two months");
}

/* A mark that nothing closes, at the head of a page in one paragraph. */
static void a_page_after_an_open_mark(void **state)
{
	(void)state;
	static char z[8192];
	uint32_t most;
	static const char *const head[] = { "\"The hall was cold. ", "\"We have no money left, the mayor said. " };
	for (size_t k = 0; k < 2; k++) {
		size_t n = (size_t)snprintf(z, sizeof z, "%s", head[k]);
		for (int i = 0; i < 60; i++)
			n += (size_t)snprintf(z + n, sizeof z - n, "The council met on Monday. Buses ran until dark. The clerk said the road was open. ");
		said(z, &most);
		assert_in_range(most, 1, 80);
	}
}

static void three_deep(void **state)
{
	(void)state;
	same("\"The mayor told me, 'The crew said, \"We will not sail,\" and left,'\" the envoy said.",
	     "the envoy: The mayor told me, 'The crew said, \"We will not sail,\" and left,'\n"
	     "the envoy > The mayor: The crew said, \"We will not sail,\" and left\n"
	     "the envoy > The mayor > The crew: We will not sail");
	same("The shops stayed open on Monday, and buses ran until dark.\n\n"
	     "The minister said: \u2018They told us, \u201CThe captain shouted, \u2018Leave!\u2019 and ran\u201D.\u2019",
	     "The minister: They told us, \u201CThe captain shouted, \u2018Leave!\u2019 and ran\u201D.\n"
	     "The minister > They: The captain shouted, \u2018Leave!\u2019 and ran\n"
	     "The minister > They > The captain: Leave!");
	same("\u2018It isn\u2019t the crews\u2019 fault,\u2019 Ms Calder said. \u2018The owners\u2019 lawyers won\u2019t answer.\u2019",
	     "Ms Calder: It isn\u2019t the crews\u2019 fault .. The owners\u2019 lawyers won\u2019t answer.");
}

static void a_quotation_that_nobody_is_given(void **state)
{
	(void)state;
	same("\"We, the crews of the five ferries, will not sail on Monday. The mayor said the money was there. We have not seen it.\"",
	     "?: We, the crews of the five ferries, will not sail on Monday. The mayor said the money was there. We have not seen it.\n"
	     "? > The mayor: the money was there");
	/* after one that somebody is given, it is his, too */
	same("\"The crews were told last night,\" the mayor said.\n\n\"They asked for two days, and they will have two days.\"\n\nThe town waited.",
	     "the mayor: The crews were told last night .. They asked for two days, and they will have two days.");
}

static void interviews_transcripts_posts(void **state)
{
	(void)state;
	same("Lena Ort spoke on Monday.\n\nHarbour Post: Who will decide?\n\nOrt: The council will vote on Friday.\n\n"
	     "Harbour Post: And then?\n\nOrt: Then we start again.",
	     "Harbour Post: Who will decide?\nOrt: The council will vote on Friday\nHarbour Post: And then?\nOrt: Then we start again");
	same("CHAIR: The committee will come to order.\n\nMINISTER CALDER: It fired in the air.\n\nCHAIR: We adjourn.",
	     "CHAIR: The committee will come to order\nMINISTER CALDER: It fired in the air\nCHAIR: We adjourn");
	same("The hearing went on for an hour.\n\nQ. Did it fire?\n\nA. It did not.\n\nQ. How many were there?\n\nA. About forty, on both sides.",
	     "A: It did not\nA: About forty, on both sides");
	same("Lena Ort (envoy of Solmere): The talks go on.\n\nTom Hask (Marsh Front): We will not sign.\n\nOrt: Then we wait.",
	     "Lena Ort: The talks go on\nTom Hask: We will not sign\nOrt: Then we wait");
	same("The spokesman answered within an hour.\n\n@TomHask: The bridge is ours. Ask the army who left first.\n\nThe army did not comment.",
	     "@TomHask: The bridge is ours. Ask the army who left first");
}

static void ten_thousand_marks(void **state)
{
	(void)state;
	enum { MARKS = 10000 };
	static char z[4 * MARKS + 64];
	const struct {
		const char *unit;
		size_t times;
	} t[] = { { "\"", test_size(MARKS, 1500) }, { "\u201C", test_size(MARKS, 1500) }, { "\" ", test_size(1000, 300) }, { "'\"", test_size(1000, 300) }, { " \"a", test_size(1000, 300) } };
	for (size_t u = 0; u < sizeof t / sizeof *t; u++) {
		size_t n = 0, step = strlen(t[u].unit);
		for (size_t i = 0; i < t[u].times; i++, n += step)
			memcpy(z + n, t[u].unit, step + 1);
		strcpy(z + n, "\n\nThe mayor said the ferry had left.\n");
		same(z, "The mayor: the ferry had left");
	}
	/* an opening mark before every clause of a long line */
	static const char clause[] = "\u201Cwe wait here for the ferry ";
	size_t n = (size_t)snprintf(z, sizeof z, "The envoy said ");
	for (int i = 0; i < 200; i++, n += sizeof clause - 1)
		memcpy(z + n, clause, sizeof clause);
	uint32_t most;
	said(z, &most);
	assert_true(most < strlen(z) / 2);
}

/* Sentences between marks are nobody's but the speaker's, whatever else is said inside them. */
static void no_own_voice_between_marks(void **state)
{
	(void)state;
	static const char z[] = "The mayor said the town has spent \"years on it, young people do not want that. They are way beyond that. They do not want to blame the farmers.\"";
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	for (uint32_t i = 0; i < d->l.claims.n; i++)
		assert_int_not_equal(d->l.claims.kind[i], CLAIM_OWN);
	drg_doc_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(closing_marks_are_lost), cmocka_unit_test(three_deep), cmocka_unit_test(no_own_voice_between_marks), cmocka_unit_test(a_page_after_an_open_mark), cmocka_unit_test(a_quotation_that_nobody_is_given),
		                            cmocka_unit_test(interviews_transcripts_posts), cmocka_unit_test(ten_thousand_marks) };
	return cmocka_run_group_tests(tests, test_open, test_close);
}
