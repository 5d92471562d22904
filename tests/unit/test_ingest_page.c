/* Pages, feeds and archives: tree, article text, metadata, source map, items, records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "doc/srcmap.h"
#include "ingest/feed.h"
#include "ingest/html.h"
#include "ingest/ingest.h"
#include "ingest/page_meta.h"
#include "ingest/source.h"
#include "ingest/warc.h"
#include "support/pools.h"

struct doc {
	struct text text;
	struct meta meta;
	struct paras paras;
	struct blocks blocks;
	struct notes notes;
};

static drg_status next(drg_input *in, struct doc *d, drg_error *err)
{
	drg_source *src;
	drg_status s = drg_input_next(in, &src, err);
	if (s == DRG_OK) {
		memset(d, 0, sizeof *d);
		drg__ingest(src, &keep, drg__arena(&scratch_pool), &d->text, &d->meta, &d->paras, &d->blocks, &d->notes);
		drg_source_free(src);
	}
	return s;
}

static drg_input *memory(const void *p, size_t n, drg_kind as)
{
	drg_input *in;
	drg_input_options opt = { .size = sizeof opt, .as = as };
	assert_int_equal(drg_input_open_memory(p, n, "mem", &opt, &in, NULL), DRG_OK);
	return in;
}

/* A page of the usual shape, invented. */
static const char page[] =
	"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
	"<title>Envoys meet again in Port Averin | The Harbour Courier</title>"
	"<meta property=\"og:site_name\" content=\"The Harbour Courier\">"
	"<meta property=\"og:title\" content=\"Envoys meet again in Port Averin\">"
	"<link rel=\"canonical\" href=\"https://courier.example/2031/03/04/envoys\">"
	"<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"Envoys meet again in Port Averin\","
	"\"datePublished\":\"2031-03-04T08:15:00+02:00\",\"dateModified\":\"2031-03-04T11:00:00+02:00\","
	"\"author\":[{\"@type\":\"Person\",\"name\":\"Mara Lind\"},{\"@type\":\"Organization\",\"name\":\"Reuters\"}]}</script>"
	"<style>p{color:red}</style></head><body>"
	"<header class=\"site-header\"><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/world\">World</a></li><li><a href=\"/sport\">Sport</a></li></ul></nav></header>"
	"<main><article class=\"article\"><h1>Envoys meet again in Port Averin</h1>"
	"<p class=\"byline\">By Mara Lind</p>"
	"<figure><img src=\"a.jpg\"><figcaption>The harbour of Port Averin last week. (Photo: J. Doe)</figcaption></figure>"
	"<div class=\"article-body\">"
	"<p>PORT AVERIN &mdash; The envoys of the two coastal provinces met on <a href=\"/t\">Tuesday</a> for the third time this month, a mediator said, and agreed to exchange written answers.</p>"
	"<p>&ldquo;Nothing is agreed until everything is agreed,&rdquo; the mediator, Teo Marsh, told reporters, adding that the next meeting would be held before the end of the month.</p>"
	"<aside class=\"newsletter-promo\"><p>Sign up for our daily newsletter</p></aside>"
	"<div class=\"box\"><h4>The Courier at seven</h4><p>The day in five minutes.</p><form><input type=\"email\"><button>Go</button></form></div>"
	"<p>A spokesman for the northern province said that it would not discuss the bridge before the prisoners were released, and that the offer made in January had been withdrawn.</p>"
	"<p>The southern province has not commented on the offer, which was first reported by a local radio station, and its delegation left the city without a statement.</p>"
	"</div></article></main>"
	"<section class=\"related\"><h3>Related stories</h3><ul><li><a href=\"/1\">Ferries stopped for a week</a></li><li><a href=\"/2\">What we know of the bridge</a></li></ul></section>"
	"<footer><p>Copyright 2031 The Harbour Courier. All rights reserved.</p></footer></body></html>";

static void a_page_is_read(void **state)
{
	(void)state;
	struct doc d;
	drg_error err;
	drg_input *in = memory(page, sizeof page - 1, DRG_KIND_AUTO);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	struct str t = drg__str(d.text.p, d.text.n);
	assert_true(drg__str_starts(t, STR("PORT AVERIN \xE2\x80\x94 The envoys")));
	assert_true(drg__str_ends(t, STR("without a statement.")));
	static const char *const out[] = { "newsletter", "Related", "Copyright", "Home", "Photo", "By Mara", "at seven", "five minutes" };
	for (size_t i = 0; i < sizeof out / sizeof *out; i++)
		if (drg__str_find(t, drg__str_c(out[i]), 0) != SIZE_MAX)
			fail_msg("kept: %s", out[i]);
	assert_int_equal(d.paras.n, 4);
	assert_int_equal(d.blocks.n, 4);
	same(d.meta.title, "Envoys meet again in Port Averin");
	same(d.meta.published, "2031-03-04T08:15:00+02:00");
	same(d.meta.updated, "2031-03-04T11:00:00+02:00");
	assert_int_equal(d.meta.published_basis, BASIS_METADATA);
	same(d.meta.outlet, "The Harbour Courier");
	same(d.meta.url, "https://courier.example/2031/03/04/envoys");
	same(d.meta.lang, "en");
	assert_int_equal(d.meta.n_byline, 1);
	same(d.meta.byline[0], "Mara Lind");
	assert_int_equal(d.meta.n_relay, 1);
	same(d.meta.relay[0], "Reuters");
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
}

/* Each word of the text stands at the bytes its map names; the dash at its reference. */
static void the_map_leads_into_the_page(void **state)
{
	(void)state;
	struct doc d;
	drg_error err;
	drg_input *in = memory(page, sizeof page - 1, DRG_KIND_AUTO);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	uint64_t s, e;
	uint32_t words = 0;
	for (uint32_t i = 0; i < d.text.n;) {
		uint32_t k = i;
		while (k < d.text.n && ((d.text.p[k] | 32) >= 'a' && (d.text.p[k] | 32) <= 'z'))
			k++;
		if (k > i) {
			drg__map_span(&d.text.map, (struct span){ i, k }, &s, &e);
			assert_int_equal(e - s, k - i);
			assert_memory_equal(page + s, d.text.p + i, k - i);
			words++;
		}
		i = k > i ? k : k + 1;
	}
	assert_true(words > 80);
	size_t dash = drg__str_find(drg__str(d.text.p, d.text.n), STR("\xE2\x80\x94"), 0);
	drg__map_span(&d.text.map, (struct span){ (uint32_t)dash, (uint32_t)dash + 3 }, &s, &e);
	assert_memory_equal(page + s, "&mdash;", 7);
	assert_int_equal(e - s, 7);

	/* The same when kept and read back; anything else is refused or harmless. */
	const struct srcmap *m = &d.text.map;
	uint8_t *packed = NEW_N(&keep, uint8_t, m->n * MAP_ROW);
	size_t n = 0;
	for (uint32_t i = 0; i < m->n; i++)
		n += drg__map_pack_row(m, i, packed + n);
	assert_true(m->n < 40 && n < 3 * (size_t)m->n); /* a row a stretch, not a word */
	struct srcmap again;
	assert_true(drg__map_unpack(drg__str((char *)packed, n), d.text.n, &keep, &again));
	assert_int_equal(again.n, m->n);
	for (uint32_t i = 0; i < d.text.n; i++)
		assert_int_equal(drg__map_source(&again, i), drg__map_source(m, i));
	assert_memory_equal(again.copied, m->copied, m->n);
	assert_false(drg__map_unpack(drg__str((char *)packed, n), d.text.n + 1, &keep, &again));
	assert_false(drg__map_unpack(drg__str((char *)packed, n - 1), d.text.n, &keep, &again));
	for (size_t i = 0; i < n; i++) {
		packed[i] ^= 0x91;
		drg__map_unpack(drg__str((char *)packed, n), d.text.n, &keep, &again);
		packed[i] ^= 0x91;
	}
	assert_true(drg__map_unpack(drg__str("", 0), d.text.n, &keep, &again));
	assert_int_equal(again.n, 0);
	drg_input_close(in);
}

static struct html_tree parse(const char *z)
{
	struct html_tree t;
	drg__html_parse(drg__str_c(z), &keep, &t);
	return t;
}

static void budgets_hold(void **state)
{
	(void)state;
	enum { N = 200000 };
	char *z = malloc(N * 5 + 1);
	assert_non_null(z);
	for (int i = 0; i < N; i++)
		memcpy(z + 5 * i, "<div>", 5);
	z[N * 5] = 0;
	struct html_tree t = parse(z);
	assert_int_equal(t.n, N + 3);
	uint32_t deepest = 0;
	for (uint32_t i = 0, depth; i < t.n; i += 1000) {
		depth = 0;
		for (uint32_t k = i; k; k = t.v[k].parent)
			depth++;
		if (depth > deepest)
			deepest = depth;
	}
	assert_true(deepest <= HTML_DEPTH);
	free(z);
	/* a tag of 1,000 attributes keeps 256 */
	char many[6000] = "<p";
	for (int i = 0; i < 1000; i++)
		strcat(many + i, " x=1");
	strcat(many, ">");
	t = parse(many);
	assert_int_equal(t.v[t.n - 1].n_attr, HTML_ATTRIBUTES);
}

static void json_ld_body_is_no_text(void **state)
{
	(void)state;
	static const char z[] = "<html><head><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"Words that the page itself does not show anywhere, "
				"at some length, so that they would be tempting to take.\"}</script></head><body><p>Log in</p></body></html>";
	struct doc d;
	drg_error err;
	drg_input *in = memory(z, sizeof z - 1, DRG_KIND_HTML);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	assert_true(drg__str_find(drg__str(d.text.p, d.text.n), STR("tempting"), 0) == SIZE_MAX);
	drg_input_close(in);
}

/* ------------------------------------------------------------------ feeds -- */

static const char rss[] =
	"<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"x\" xmlns:dc=\"y\"><channel><title>Courier &amp; Sons</title>"
	"<item><title>First &lt;i&gt;item&lt;/i&gt;</title><link>https://courier.example/1</link><guid>g1</guid><pubDate>Tue, 04 Mar 2031 08:15:00 +0200</pubDate>"
	"<dc:creator>Mara Lind</dc:creator><description>Short.</description>"
	"<content:encoded><![CDATA[<p>A first paragraph &amp; more.</p><p>A second.</p>]]></content:encoded></item>"
	"<item><title>Second</title><description>&lt;p&gt;Escaped &amp;amp; kept.&lt;/p&gt;</description></item>"
	"<item><title>Third, never closed</title><description>End</description>";

static void rss_items(void **state)
{
	(void)state;
	struct doc d;
	drg_error err;
	drg_input *in = memory(rss, sizeof rss - 1, DRG_KIND_AUTO);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(drg__str(d.text.p, d.text.n), "A first paragraph & more.\n\nA second.");
	same(d.meta.source_id, "g1");
	same(d.meta.url, "https://courier.example/1");
	same(d.meta.outlet, "Courier & Sons");
	same(d.meta.published, "2031-03-04T08:15:00+02:00");
	same(d.meta.byline[0], "Mara Lind");
	assert_int_equal(d.paras.n, 2);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(drg__str(d.text.p, d.text.n), "Escaped & kept.");
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(d.meta.title, "Third, never closed");
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
}

static void atom_entries(void **state)
{
	(void)state;
	static const char z[] = "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Post</title>"
				"<entry><id>e1</id><title type='text'>One</title><link rel='self' href='/s'/><link href='/1'/><updated>2031-03-04T08:15:00Z</updated>"
				"<author><name>Teo Marsh</name></author><content type='xhtml'><div><p>Plain <b>markup</b> inside.</p></div></content></entry>"
				"<entry><id>e2</id><content>Text with &lt;angle&gt; brackets.</content></entry></feed>";
	struct doc d;
	drg_error err;
	drg_input *in = memory(z, sizeof z - 1, DRG_KIND_AUTO);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(drg__str(d.text.p, d.text.n), "Plain markup inside.");
	same(d.meta.url, "/1");
	same(d.meta.published, "2031-03-04T08:15:00Z");
	same(d.meta.byline[0], "Teo Marsh");
	uint64_t s, e;
	drg__map_span(&d.text.map, (struct span){ 6, 12 }, &s, &e);
	assert_int_equal(e - s, 6);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(drg__str(d.text.p, d.text.n), "Text with <angle> brackets.");
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
}

static void feeds_refuse_dtds(void **state)
{
	(void)state;
	static const char *const z[] = { "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><item><title>&a;</title></item></channel></rss>",
		                         "<?xml version='1.0'?><rss><channel></channel></rss>", "<?xml version='1.0'?><data/>" };
	static const char *const says[] = { "DTD", "without items", "no RSS" };
	for (int i = 0; i < 3; i++) {
		struct doc d;
		drg_error err;
		drg_input *in = memory(z[i], strlen(z[i]), DRG_KIND_FEED);
		assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
		assert_non_null(strstr(err.message, says[i]));
		assert_int_equal(next(in, &d, &err), DRG_END);
		drg_input_close(in);
	}
}

/* --------------------------------------------------------------- archives -- */

static size_t record(char *to, const char *type, const char *content_type, const char *body)
{
	char http[4000];
	int n = strcmp(type, "response") ? sprintf(http, "%s", body)
	                                 : sprintf(http, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n%s", content_type, body);
	return (size_t)sprintf(to, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://courier.example/%s\r\nWARC-Record-ID: <urn:uuid:%d>\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
	                       type, type, n, n, http);
}

static size_t gz(const char *from, size_t n, char *to, size_t room)
{
	z_stream z = { 0 };
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (unsigned char *)(uintptr_t)from;
	z.avail_in = (unsigned)n;
	z.next_out = (unsigned char *)to;
	z.avail_out = (unsigned)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return z.total_out;
}

static void warc_records(void **state)
{
	(void)state;
	static char z[60000];
	size_t n = 0;
	n += record(z + n, "warcinfo", "", "software: x");
	n += record(z + n, "response", "text/html; charset=windows-1252", page);
	n += record(z + n, "response", "image/png", "\x89PNG");
	n += record(z + n, "request", "", "GET / HTTP/1.1");
	size_t second = n;
	n += record(z + n, "response", "text/plain", "Just text.");
	struct doc d;
	drg_error err;
	drg_source_info info;
	drg_input *in = memory(z, n, DRG_KIND_AUTO);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(d.meta.outlet, "The Harbour Courier");
	drg_source *src;
	assert_int_equal(drg_input_next(in, &src, &err), DRG_OK);
	drg_source_get_info(src, &info);
	assert_int_equal(info.offset, second);
	drg_source_free(src);
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
	/* damage in a header: the records before and after are still read */
	char *bad = strstr(z + 1000, "WARC/1.0");
	bad[0] = 'X';
	in = memory(z, n, DRG_KIND_WARC);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
	assert_int_equal(err.offset, (uint64_t)(bad - z));
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(drg__str(d.text.p, d.text.n), "Just text.");
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
	/* cut short */
	in = memory(z + second, n - second - 8, DRG_KIND_WARC);
	assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
	assert_non_null(strstr(err.message, "cut short"));
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
}

static void warc_gz_members(void **state)
{
	(void)state;
	static char z[20000], packed[40000];
	size_t at[4], n = 0;
	const char *bodies[3] = { "First text.", "Second text.", "Third text." };
	for (int i = 0; i < 3; i++) {
		at[i] = n;
		n += gz(z, record(z, "response", "text/plain", bodies[i]), packed + n, sizeof packed - n);
	}
	at[3] = n;
	struct doc d;
	drg_error err;
	drg_input *in = memory(packed, n, DRG_KIND_AUTO);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(next(in, &d, &err), DRG_OK);
		same(drg__str(d.text.p, d.text.n), bodies[i]);
	}
	assert_int_equal(next(in, &d, &err), DRG_END);
	uint64_t done, size;
	drg_input_progress(in, &done, &size);
	assert_int_equal(done, n);
	assert_int_equal(size, n);
	drg_input_close(in);
	/* the middle member damaged: it alone is lost, and named */
	packed[at[1] + 20] ^= 0x5A;
	packed[at[1] + 21] ^= 0x5A;
	packed[at[1] + 30] ^= 0x5A;
	in = memory(packed, n, DRG_KIND_AUTO);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(drg__str(d.text.p, d.text.n), bodies[0]);
	assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
	assert_int_equal(err.offset, at[1]);
	drg_status s;
	while ((s = next(in, &d, &err)) == DRG_EFORMAT)
		;
	assert_int_equal(s, DRG_OK);
	same(drg__str(d.text.p, d.text.n), bodies[2]);
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
	/* the last one cut */
	in = memory(packed + at[2], at[3] - at[2] - 20, DRG_KIND_WARC);
	assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
	assert_non_null(strstr(err.message, "cut short"));
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
}

static void bombs_are_refused(void **state)
{
	(void)state;
	size_t big = 30u << 20, room = 200000;
	char *zeros = calloc(1, big), *packed = malloc(room);
	assert_true(zeros && packed);
	memcpy(zeros, "<p>", 3);
	size_t n = gz(zeros, big, packed, room);
	struct doc d;
	drg_error err;
	drg_input *in = memory(packed, n, DRG_KIND_HTML);
	assert_int_equal(next(in, &d, &err), DRG_ELIMIT);
	assert_non_null(strstr(err.message, "200 times"));
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
	free(zeros);
	free(packed);
}

static void http_heads(void **state)
{
	(void)state;
	struct http h;
	assert_true(drg__http_parse(STR("HTTP/1.1 200 OK\r\ncontent-type: Text/HTML; Charset=\"UTF-8\"; x\r\n\r\nbody"), &h));
	assert_int_equal(h.status, 200);
	same(h.type, "Text/HTML");
	same(h.charset, "UTF-8");
	same(h.body, "body");
	assert_false(drg__http_parse(STR("HTTP/1.1 200 OK\r\nno end"), &h));
	assert_false(drg__http_parse(STR("GET / HTTP/1.1\r\n\r\n"), &h));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		T(a_page_is_read), T(the_map_leads_into_the_page), T(budgets_hold), T(json_ld_body_is_no_text), T(rss_items), T(atom_entries),
		T(feeds_refuse_dtds), T(warc_records), T(warc_gz_members), T(bombs_are_refused), T(http_heads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
