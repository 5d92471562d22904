/* What a page says about itself: title, dates, authors, each from small invented pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "ingest/date.h"
#include "ingest/page_meta.h"
#include "support/pools.h"

static struct page_meta meta_of(const char *html)
{
	struct arena scratch = drg__arena(&scratch_pool);
	struct html_tree *t = NEW(&scratch, struct html_tree);
	struct page_meta m;
	drg__html_parse(drg__str_c(html), &scratch, t);
	drg__page_meta(t, drg__str("", 0), &keep, scratch, &m);
	return m;
}

static void is(size_t row, const char *what, struct str got, const char *want)
{
	if (!drg__str_eq(got, drg__str_c(want)))
		fail_msg("row %zu, %s: got <%.*s>, want <%s>", row, what, (int)got.n, got.p, want);
}

#define SITE "<meta property=og:site_name content='The Harbour Courier'>"
#define OG(title) "<meta property=og:title content=\"" title "\">"

static void titles(void **state)
{
	(void)state;
	static const struct {
		const char *html, *title;
	} t[] = {
		/* the heading, where another place agrees with it */
		{ "<title>Ferry talks stall again | The Harbour Courier</title><h1>Live</h1><h1>Ferry talks stall again</h1>", "Ferry talks stall again" },
		/* it words the headline its own way */
		{ "<title>Ferry talks stall</title>" OG("Ferry talks stall") "<h1>Talks on the northern ferry stall again</h1>", "Talks on the northern ferry stall again" },
		/* a section's heading shares no word with the story's title */
		{ "<title>Envoys sign a bridge accord</title>" OG("Envoys sign a bridge accord") "<h1>All our coastal news</h1>", "Envoys sign a bridge accord" },
		/* the site's name as heading */
		{ "<title>Why the bridge must wait | Notes from the Quay</title><h1>Notes from the Quay</h1>", "Why the bridge must wait" },
		{ "<title>Quay Notes: Why the bridge must wait</title>" OG("Why the bridge must wait") "<h1>Quay Notes</h1>", "Why the bridge must wait" },
		/* site in front and behind */
		{ SITE OG("The Harbour Courier - Envoys meet in Port Averin"), "Envoys meet in Port Averin" },
		{ SITE "<title>Envoys meet in Port Averin | World | The Harbour Courier</title>", "Envoys meet in Port Averin" },
		/* a dash inside the headline stays */
		{ SITE OG("Port Averin - what the two envoys want now"), "Port Averin - what the two envoys want now" },
		/* the genre is no part of it */
		{ "<title>The bridge must wait</title><h1>Opinion | The bridge must wait | Editorial</h1>", "The bridge must wait" },
		/* escaped twice */
		{ "<h1>Ports &amp;amp; bridges: three questions</h1>", "Ports & bridges: three questions" },
		{ "<p>no title at all</p>", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		is(i, "title", meta_of(t[i].html).title, t[i].title);
}

#define LD(fields) "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Envoys meet\"," fields "}</script>"
#define H1 "<h1>Envoys meet again in Port Averin</h1>"
#define LONG "<p>The envoys of the two coastal provinces met for the third time this month, a mediator said, and agreed to exchange written answers; " \
	"the next meeting is to be held before the end of the month, and the delegations have left the city without a statement to the press about it.</p>"

static void dates(void **state)
{
	(void)state;
	static const struct {
		const char *html, *published, *updated;
	} t[] = {
		{ LD("\"datePublished\":\"2031-03-04T08:15:00+02:00\",\"dateModified\":\"2031-03-05\"") H1, "2031-03-04T08:15:00+02:00", "2031-03-05" },
		/* UTC gives way to the same instant in the outlet's zone */
		{ LD("\"datePublished\":\"2031-03-05T03:22:00Z\"") H1 "<time datetime='2031-03-04T22:22:00-05:00'>last night</time>", "2031-03-04T22:22:00-05:00", "" },
		/* ... also as a clock by the headline */
		{ LD("\"datePublished\":\"2031-03-05T03:22:41Z\"") H1 "<span>March 4, 2031 10:22 pm</span>" LONG, "2031-03-04T22:22:41-05:00", "" },
		/* ... but not one that is no zone away */
		{ LD("\"datePublished\":\"2031-03-05T03:22:00Z\"") H1 "<span>March 4, 2031 10:05 pm</span>" LONG, "2031-03-05T03:22:00Z", "" },
		/* the date of the last save, and the one shown */
		{ LD("\"datePublished\":\"2031-03-20\",\"dateModified\":\"2031-03-20\"") H1 "<div>March 4, 2031</div>" LONG, "2031-03-04", "2031-03-20" },
		/* a date in the story is not one shown */
		{ LD("\"datePublished\":\"2031-03-20\",\"dateModified\":\"2031-03-20\"") H1 LONG "<p>4 March 2031</p>", "2031-03-20", "2031-03-20" },
		/* an update's date is not the publication's */
		{ H1 "<p class=date>Published 4 March 2031. <i>Updated: 6 March 2031</i></p>" LONG, "2031-03-04", "2031-03-06" },
		{ H1 "<span>Updated</span> <span>6 March 2031</span><span>4 March 2031</span>" LONG, "2031-03-04", "2031-03-06" },
		/* ... unless it is all there is */
		{ H1 "<p>Last updated: 6 March 2031</p>" LONG, "2031-03-06", "2031-03-06" },
		/* a page's own date comes after the story's */
		{ "<script type=application/ld+json>{\"@type\":\"WebPage\",\"datePublished\":\"2029-01-01\"}</script>" H1 "<time datetime=2031-03-04></time>", "2031-03-04", "" },
		{ "<script type=application/ld+json>{\"@type\":\"WebPage\",\"datePublished\":\"2029-01-01\"}</script>" H1, "2029-01-01", "" },
		/* <time pubdate> before others; a ticker above the headline counts least */
		{ "<time datetime=2031-03-09></time>" H1 "<time datetime=2031-03-05></time><time pubdate datetime=2031-03-04></time>", "2031-03-04", "" },
		{ "<time datetime=2031-03-09></time>" H1 "<time datetime=2031-03-04></time>", "2031-03-04", "" },
		{ "<link rel=canonical href='https://courier.example/2031/mar/04/envoys'>" H1, "2031-03-04", "" },
		/* a caption's date is the picture's */
		{ H1 "<figure><figcaption>The bridge, 1 May 2030</figcaption></figure><p>4 March 2031</p>" LONG, "2031-03-04", "" },
		{ H1 "<p>3/4/2031</p>", "", "" }, /* which is the month is not guessed */
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct page_meta m = meta_of(t[i].html);
		is(i, "published", m.published, t[i].published);
		is(i, "updated", m.updated, t[i].updated);
	}
}

static void minutes(void **state)
{
	(void)state;
	static const struct {
		const char *s;
		int64_t minutes;
	} t[] = { { "1970-01-01", 0 }, { "1969-12-31T23:59Z", -1 }, { "2000-02-29T12:30:00+02:00", 15863670 }, { "2031-03-05T03:22:00Z", 32174122 }, { "1900-01-01", -36816480 } };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct date d;
		assert_true(drg__date_find(drg__str_c(t[i].s), &d));
		assert_int_equal(drg__date_minutes(&d), t[i].minutes);
	}
}

static const char *joined(const struct str *v, size_t n)
{
	static char out[400];
	out[0] = 0;
	for (size_t k = 0; k < n; k++)
		snprintf(out + strlen(out), sizeof out - strlen(out), "%.*s;", (int)v[k].n, v[k].p);
	return out;
}

static void authors(void **state)
{
	(void)state;
	static const struct {
		const char *html, *people, *agencies;
	} t[] = {
		{ LD("\"author\":[{\"name\":\"Mara Lind\"},{\"name\":\"Reuters\"}]") H1, "Mara Lind;", "Reuters;" },
		/* the first place that names a person; the outlet is none */
		{ SITE LD("\"author\":{\"name\":\"The Harbour Courier\"}") H1 "<p class=byline>By <a href=/x>Mara Lind</a></p>", "Mara Lind;", "" },
		{ SITE LD("\"author\":{\"name\":\"The Harbour Courier\"}") H1, "The Harbour Courier;", "" },
		/* a place that goes on where another stopped */
		{ LD("\"author\":\"Mara Lind\"") "<meta name=author content='Mara Lind, Teo Marsh'>" H1, "Mara Lind;Teo Marsh;", "" },
		{ LD("\"author\":\"Mara Lind\"") "<meta name=author content='Ada Quill, Mara Lind'>" H1, "Mara Lind;", "" },
		/* a name and what follows it in elements of their own */
		{ H1 "<div class=byline>By <b>Mara Lind</b><span>Harbour correspondent</span><i>4 March 2031</i></div>", "Mara Lind;", "" },
		{ H1 "<div class=byline>By <a>Mara Lind</a> and <a>Teo Marsh</a></div>", "Mara Lind;Teo Marsh;", "" },
		{ H1 "<div class=byline>Reviewed by <a>Ada Quill</a></div><p>by Mara Lind</p>", "Mara Lind;", "" },
		/* a link to the author's page, near the headline only */
		{ H1 "<a href=/authors/mara-lind>Mara Lind</a>" LONG, "Mara Lind;", "" },
		{ "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Mara Lind'>" H1, "Mara Lind;", "" },
		/* a photographer's credit is no byline, running text no name */
		{ H1 "<figure><figcaption>By Ada Quill</figcaption></figure>" LONG "<p>by the end of the week</p>", "", "" },
		/* a log-in, an address */
		{ "<meta name=author content=mlind17>" H1, "", "" },
		{ "<meta name=author content=desk@courier.example>" H1, "", "" },
		/* a desk where nobody is named */
		{ H1 "<p class=author>The Courier Foreign Desk</p>", "The Courier Foreign Desk;", "" },
		{ "<meta name=author content='Office of Trade and Customs'>" H1, "Office of Trade and Customs;", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct page_meta m = meta_of(t[i].html);
		is(i, "people", drg__str_c(joined(m.authors, m.n_authors)), t[i].people);
		is(i, "agencies", drg__str_c(joined(m.relays, m.n_relays)), t[i].agencies);
	}
}

static void names_in_bylines(void **state)
{
	(void)state;
	static const struct {
		const char *line, *people, *agencies;
	} t[] = {
		{ "By Mara Lind", "Mara Lind;", "" },
		{ "By Mara Lind and Teo Marsh", "Mara Lind;Teo Marsh;", "" },
		{ "BY MARA LIND, TEO MARSH & ADA QUILL", "MARA LIND;TEO MARSH;ADA QUILL;", "" },
		{ "Mara Lind, Teo Marsh, and Ada Quill", "Mara Lind;Teo Marsh;Ada Quill;", "" },
		{ "Mara van der Lind with Omar al-Sabah", "Mara van der Lind;Omar al-Sabah;", "" },
		{ "By Mara Lind, Reuters", "Mara Lind;", "Reuters;" },
		{ "Mara Lind | AFP", "Mara Lind;", "AFP;" },
		{ "Written byMara Lind", "Mara Lind;", "" },
		{ "Mara Lind, Senior Political Correspondent", "Mara Lind;", "" },
		{ "Mara Lind | Edited by | Teo Marsh | Ada Quill", "Mara Lind;Ada Quill;", "" },
		{ "Fact checked by Teo Marsh", "", "" },
		{ "(Reuters)", "", "Reuters;" },
		{ "Learn and make an Impact", "", "" },
		{ "Share on social media", "", "" },
		{ "Updated 4 March 2031 at 10:30", "", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct name_list people = { 0 }, agencies = { 0 };
		drg__byline_split(drg__str_c(t[i].line), false, &keep, &people, &agencies);
		is(i, "people", drg__str_c(joined(people.v, people.n)), t[i].people);
		is(i, "agencies", drg__str_c(joined(agencies.v, agencies.n)), t[i].agencies);
	}
	/* names already in the lists are found all the same */
	struct name_list people = { 0 }, agencies = { 0 };
	assert_int_equal(drg__byline_split(STR("By Mara Lind"), false, &keep, &people, &agencies), 1);
	assert_int_equal(drg__byline_split(STR("By Mara Lind"), false, &keep, &people, &agencies), 1);
	assert_int_equal(people.n, 1);
	assert_int_equal(drg__byline_split(STR("Web editors"), false, &keep, &people, &agencies), 0);
	assert_int_equal(drg__byline_split(STR("Web editors"), true, &keep, &people, &agencies), 1);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = { T(titles), T(dates), T(minutes), T(authors), T(names_in_bylines) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
