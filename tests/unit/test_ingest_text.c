/* Ingest of plain text and JSON Lines: charset, source map, dates, paragraphs, inputs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/utf8.h"
#include "doc/srcmap.h"
#include "ingest/charset.h"
#include "ingest/date.h"
#include "ingest/ingest.h"
#include "ingest/jsonread.h"
#include "ingest/source.h"
#include "support/pools.h"

static void decode(const char *bytes, size_t n, const char *label, bool markup, struct decoded *d)
{
	struct charset_hint hint = { .transport = drg__str_c(label), .markup = markup };
	drg__decode(drg__str(bytes, n), &hint, &keep, drg__arena(&scratch_pool), d);
}

static void charset_is_chosen_as_documented(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t n;
		const char *label;
		bool markup;
		const char *charset, *text;
	} t[] = {
		{ "plain", 5, "", false, "utf-8", "plain" },
		{ "caf\xC3\xA9", 5, "", false, "utf-8", "caf\xC3\xA9" },
		{ "caf\xE9", 4, "", false, "windows-1252", "caf\xC3\xA9" },
		{ "\x93said\x94", 6, "", false, "windows-1252", "\xE2\x80\x9Csaid\xE2\x80\x9D" },
		/* mostly UTF-8 with one bad byte stays UTF-8 */
		{ "\xC3\xA9\xC3\xA9\xC3\xA9\xFFz", 8, "", false, "utf-8", "\xC3\xA9\xC3\xA9\xC3\xA9\xEF\xBF\xBDz" },
		{ "\xFF\xFE" "a\0b\0", 6, "", false, "utf-16le", "ab" },
		{ "\xFE\xFF\0a\xD8\x3D\xDE\x00", 8, "", false, "utf-16be", "a\xF0\x9F\x98\x80" },
		{ "\xFE\xFF\xD8\x3D\0a", 6, "", false, "utf-16be", "\xEF\xBF\xBD" "a" },
		{ "\xEF\xBB\xBFx", 4, "", false, "utf-8", "\xEF\xBB\xBFx" }, /* text keeps its mark: offsets are the input's */
		{ "\xEF\xBB\xBFx", 4, "", true, "utf-8", "x" },
		{ "\xD0\xD2", 2, "koi8-r", false, "koi8-r", "\xD0\xBF\xD1\x80" },
		{ "<meta charset=koi8-r>\xD0", 22, "", true, "koi8-r", "<meta charset=koi8-r>\xD0\xBF" },
		{ "<meta charset=koi8-r>\xD0", 22, "windows-1251", true, "windows-1251", "<meta charset=koi8-r>\xD0\xA0" },
		/* valid UTF-8 beyond ASCII overrules a single-byte label */
		{ "<meta charset=latin1>\xC3\xA9", 23, "", true, "utf-8", "<meta charset=latin1>\xC3\xA9" },
		/* UTF-8 declared, not one valid sequence */
		{ "<meta charset=utf-8>\x93x", 22, "", true, "windows-1252", "<meta charset=utf-8>\xE2\x80\x9Cx" },
		{ "a+ADw-b", 7, "utf-7", false, "utf-8", "a+ADw-b" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct decoded d;
		decode(t[i].bytes, t[i].n, t[i].label, t[i].markup, &d);
		assert_string_equal(drg__charset_name[d.charset], t[i].charset);
		same(d.text, t[i].text);
	}
}

static void charset_numbers_match_the_table(void **state)
{
	(void)state;
	static const struct {
		int row;
		const char *name;
	} t[] = {
		{ DRG__CHARSET_UTF8, "utf-8" }, { DRG__CHARSET_WINDOWS_1252, "windows-1252" }, { DRG__CHARSET_GB18030, "gb18030" },
		{ DRG__CHARSET_BIG5, "big5" }, { DRG__CHARSET_EUC_KR, "euc-kr" }, { DRG__CHARSET_REPLACEMENT, "replacement" },
		{ DRG__CHARSET_UTF16BE, "utf-16be" }, { DRG__CHARSET_UTF16LE, "utf-16le" }, { DRG__CHARSET_X_USER_DEFINED, "x-user-defined" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(drg__charset_name[t[i].row], t[i].name);
	assert_int_equal(drg__charset_find(STR(" Latin1\n")), DRG__CHARSET_WINDOWS_1252);
	assert_int_equal(drg__charset_find(STR("SHIFT_JIS")), DRG__CHARSET_SHIFT_JIS);
	assert_int_equal(drg__charset_find(STR("utf-7")), -1);
	assert_int_equal(drg__charset_find(STR("")), -1);
}

static void declarations_in_pages(void **state)
{
	(void)state;
	static const struct {
		const char *page, *want;
	} t[] = {
		{ "<html><head><META CharSet='Windows-1251'>", "windows-1251" },
		{ "<meta http-equiv=Content-Type content='text/html; charset=big5'>", "big5" },
		{ "<meta content='text/html; charset=big5' http-equiv=Content-Type>", "big5" },
		{ "<meta content='text/html; charset=big5'>", NULL },
		{ "<!-- <meta charset=big5> --><meta charset=euc-kr>", "euc-kr" },
		{ "<a title='<meta charset=big5>'><meta charset=euc-kr>", "euc-kr" },
		{ "<meta charset=utf-16>", "utf-8" },
		{ "<?xml version='1.0' encoding='iso-8859-2'?><p>", "iso-8859-2" },
		{ "<meta charset=nonesuch><meta charset=big5>", "big5" },
		{ "<meta charset='big5", NULL },
		{ "<metaphor charset=big5>", NULL },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		int row = drg__charset_declared(drg__str_c(t[i].page));
		if (!t[i].want)
			assert_int_equal(row, -1);
		else
			assert_string_equal(row < 0 ? "none" : drg__charset_name[row], t[i].want);
	}
}

/* Every span of the decoded text leads back to the bytes it came from. */
static void map_leads_back(void **state)
{
	(void)state;
	struct decoded d;
	decode("ab\x93" "c\xE9 d", 7, "windows-1252", false, &d);
	same(d.text, "ab\xE2\x80\x9C" "c\xC3\xA9 d");
	static const struct {
		struct span text;
		uint64_t s, e;
	} t[] = { { { 0, 2 }, 0, 2 }, { { 2, 5 }, 2, 3 }, { { 5, 6 }, 3, 4 }, { { 6, 8 }, 4, 5 }, { { 8, 10 }, 5, 7 }, { { 0, 10 }, 0, 7 } };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		uint64_t s, e;
		drg__map_span(&d.map, t[i].text, &s, &e);
		assert_int_equal(s, t[i].s);
		assert_int_equal(e, t[i].e);
	}
}

static void maps_compose(void **state)
{
	(void)state;
	struct decoded d; /* raw -> "é<b>xé" */
	decode("\xE9<b>x\xE9", 6, "windows-1252", false, &d);
	struct map_builder rows = { .a = &keep }, out = { .a = &keep };
	drg__map_copied(&rows, 0, 0);  /* é */
	drg__map_copied(&rows, 2, 5);  /* xé, past the tag */
	drg__map_through(&rows, 5, &d.map, &out);
	struct srcmap m;
	drg__map_finish(&out, 5, 6, &keep, &m);
	assert_int_equal(drg__map_source(&m, 0), 0);
	assert_int_equal(drg__map_source(&m, 2), 4);
	assert_int_equal(drg__map_source(&m, 3), 5);
	uint64_t s, e;
	drg__map_span(&m, (struct span){ 2, 5 }, &s, &e);
	assert_int_equal(s, 4);
	assert_int_equal(e, 6);
}

static void json_strings(void **state)
{
	(void)state;
	static const struct {
		const char *raw, *want;
		size_t bad;
	} t[] = {
		{ "plain", "plain", 0 },
		{ "a\\\"b\\\\c\\/d\\n", "a\"b\\c/d\n", 0 },
		{ "\\u00e9\\ud83d\\ude00", "\xC3\xA9\xF0\x9F\x98\x80", 0 },
		{ "\\ud83dx", "\xEF\xBF\xBDx", 1 },
		{ "\\ude00\\ud83d", "\xEF\xBF\xBD\xEF\xBF\xBD", 2 },
		{ "x\xFFy", "x\xEF\xBF\xBDy", 1 },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		size_t bad = 0;
		same(drg__json_string(drg__str_c(t[i].raw), &keep, NULL, 0, &bad), t[i].want);
		assert_int_equal(bad, t[i].bad);
	}
}

static enum json_token whole(const char *z, bool lenient)
{
	struct json j;
	drg__json_begin(&j, drg__str_c(z), lenient);
	enum json_token t;
	while ((t = drg__json_next(&j)) != JSON_END && t != JSON_BAD)
		;
	return t;
}

static void json_strict_and_lenient(void **state)
{
	(void)state;
	static const char *const good[] = { "{}", "[]", "[[[]],{\"a\":[1,-0.5e+3,true,null]}]", " \"x\" ", "0", "{\"a\":1,\"a\":2}" };
	static const char *const bad[] = { "", "{", "[1,]", "{\"a\"}", "{a:1}", "01", "1.", "+1", ".5", "[1 2]", "\"\\x\"", "\"a\nb\"", "nul", "[]]", "{\"a\":1,}", "\xEF\xBB\xBF[]" };
	static const char *const loose[] = { "[1,]", "{\"a\":1,}", "\"a\nb\"", "/* c */ {\"a\": \"\\x\"}" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_int_equal(whole(good[i], false), JSON_END);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(whole(bad[i], false), JSON_BAD);
	for (size_t i = 0; i < sizeof loose / sizeof *loose; i++)
		assert_int_equal(whole(loose[i], true), JSON_END);
	char deep[3000];
	memset(deep, '[', 2999);
	deep[2999] = 0;
	assert_int_equal(whole(deep, true), JSON_BAD);
}

static void dates_are_found(void **state)
{
	(void)state;
	static const struct {
		const char *in, *out;
	} t[] = {
		{ "2023-12-21", "2023-12-21" },
		{ "2023-12-21T10:11:12Z", "2023-12-21T10:11:12Z" },
		{ "2023-12-21T10:11:12.345+02:00", "2023-12-21T10:11:12+02:00" },
		{ "2023-12-21 10:11", "2023-12-21" },
		{ "2023-12-21T10:11:12-0500", "2023-12-21T10:11:12-05:00" },
		{ "Thu, 21 Dec 2023 10:11:12 GMT", "2023-12-21T10:11:12Z" },
		{ "Published Dec. 21, 2023 at 4:05 p.m. EST", "2023-12-21T16:05:00-05:00" },
		{ "21st of December, 2023", "2023-12-21" },
		{ "Sept. 3, 2021", "2021-09-03" },
		{ "21/12/2023", "2023-12-21" },
		{ "12/21/2023", "2023-12-21" },
		{ "3/4/2023", "" },
		{ "3.4.2023", "2023-04-03" },
		{ "2023/02/29", "" },
		{ "2024/02/29", "2024-02-29" },
		{ "20231221", "2023-12-21" },
		{ "1703153472", "2023-12-21T10:11:12Z" },
		{ "1703153472000", "2023-12-21T10:11:12Z" },
		{ "12 people in May 2023", "" },
		{ "99999999999999999999", "" },
		{ "", "" },
		{ "10:30, 21 December 2023", "2023-12-21" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		same(drg__date_edtf(drg__str_c(t[i].in), &keep), t[i].out);
}

/* Read everything from memory; what came, as one line per report. */
struct read_doc {
	struct text text;
	struct meta meta;
	struct paras paras;
	struct blocks blocks;
	struct notes notes;
};

static drg_status next(drg_input *in, struct read_doc *d, drg_error *err)
{
	drg_source *src;
	drg_status s = drg_input_next(in, &src, err);
	if (s == DRG_OK) {
		memset(d, 0, sizeof *d);
		drg__ingest(src, &keep, drg__arena(&scratch_pool), &d->text, &d->meta, &d->paras, &d->blocks, &d->notes);
		drg_source_free(src); /* the document keeps nothing of it */
	}
	return s;
}

static drg_input *memory(const char *z, drg_kind as, uint64_t max)
{
	drg_input *in;
	drg_input_options opt = { .size = sizeof opt, .as = as, .max_report = max, .outlet = "The Courier" };
	assert_int_equal(drg_input_open_memory(z, strlen(z), "mem", &opt, &in, NULL), DRG_OK);
	return in;
}

static void json_lines_one_by_one(void **state)
{
	(void)state;
	struct read_doc d;
	drg_error err;
	drg_input *in = memory("{\"id\":\"r1\",\"text\":\"One \\\"two\\\".\\nThree.\",\"title\":\"T\",\"published\":\"2024-01-02\",\"authors\":[\"A B\",\"C\"]}\r\n"
	                       "{\"id\":2,\n"
	                       "\n"
	                       "{\"text\":5}\n"
	                       "[1]\n"
	                       "{\"url\":\"u\",\"content\":\"Body\",\"outlet\":\"The Post\"}",
	                       DRG_KIND_AUTO, 0);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(d.meta.source_id, "r1");
	same(drg__str(d.text.p, d.text.n), "One \"two\".\nThree.");
	same(d.meta.title, "T");
	same(d.meta.published, "2024-01-02");
	same(d.meta.outlet, "The Courier");
	assert_int_equal(d.meta.n_byline, 2);
	same(d.meta.byline[1], "C");
	assert_int_equal(d.paras.n, 2);
	uint64_t s, e; /* back to the line: the text begins at byte 19, each escape is two bytes */
	drg__map_span(&d.text.map, (struct span){ 5, 8 }, &s, &e);
	assert_int_equal(s, 25);
	assert_int_equal(e, 28);
	assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
	assert_int_equal(err.line, 2);
	assert_int_equal(err.line, 2);
	assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
	assert_int_equal(err.line, 4);
	assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
	assert_int_equal(err.line, 5);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(d.meta.url, "u");
	same(d.meta.outlet, "The Post");
	same(drg__str(d.text.p, d.text.n), "Body");
	assert_int_equal(next(in, &d, &err), DRG_END);
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
}

/* One JSON text over several lines: an object, or an array of them. */
static void json_not_in_lines(void **state)
{
	(void)state;
	struct read_doc d;
	drg_error err;
	drg_source *src;
	drg_source_info info;
	drg_input *in = memory("{\n  \"id\": \"a\",\n  \"text\": \"One.\"\n}\n", DRG_KIND_AUTO, 0);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(drg__str(d.text.p, d.text.n), "One.");
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
	in = memory("[ {\"text\":\"One.\"},\n {\"url\":\"x\"}, 7,\n {\"text\":\"Two.\"} ]", DRG_KIND_AUTO, 0);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
	assert_non_null(strstr(err.message, "record 2"));
	assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
	assert_int_equal(drg_input_next(in, &src, &err), DRG_OK);
	drg_source_get_info(src, &info);
	assert_int_equal(info.offset, 37);
	drg_source_free(src);
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
	in = memory("[{\"text\":\"One.\"}, {\"text\":", DRG_KIND_AUTO, 0);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
}

static void long_lines_are_skipped(void **state)
{
	(void)state;
	static char z[300000];
	size_t n = (size_t)sprintf(z, "{\"text\":\"a\"}\n{\"text\":\"");
	memset(z + n, 'x', 200000);
	strcpy(z + n + 200000, "\"}\n{\"text\":\"b\"}");
	struct read_doc d;
	drg_error err;
	drg_input *in = memory(z, DRG_KIND_JSONL, 1000);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	assert_int_equal(next(in, &d, &err), DRG_ELIMIT);
	assert_int_equal(err.line, 2);
	assert_int_equal(err.offset, 13);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(drg__str(d.text.p, d.text.n), "b");
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
}

static void text_is_the_input_unchanged(void **state)
{
	(void)state;
	static const char z[] = "  First.\r\n\r\nSecond \x01 \xE2\x80\xAE line.\n";
	struct read_doc d;
	drg_error err;
	drg_input *in = memory(z, DRG_KIND_AUTO, 0);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(drg__str(d.text.p, d.text.n), z);
	assert_int_equal(d.paras.n, 2);
	assert_int_equal(d.paras.span[0].s, 2);
	assert_int_equal(d.paras.span[0].e, 8);
	assert_int_equal(d.paras.span[1].s, 12);
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
}

static void wrapped_lines_join(void **state)
{
	(void)state;
	static const char z[] = "The envoys met for a third day in the port city and\n"
	                        "agreed to exchange written answers before the end of\n"
	                        "the month, two people who were in the room said on a\n"
	                        "condition that they would not be named.\n"
	                        "\n"
	                        "Nothing else was agreed.\n";
	struct read_doc d;
	drg_error err;
	drg_input *in = memory(z, DRG_KIND_AUTO, 0);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	assert_int_equal(d.paras.n, 2);
	drg_input_close(in);
}

static void refusals(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		const char *says;
	} t[] = { { "", "is empty" }, { " \n\t", "white space" }, { "%PDF-1.4 x", "PDF" }, { "PK\3\4....", "ZIP" } };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct read_doc d;
		drg_error err;
		drg_input *in = memory(t[i].bytes, DRG_KIND_AUTO, 0);
		assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
		assert_non_null(strstr(err.message, t[i].says));
		assert_string_equal(err.name, "mem");
		assert_int_equal(next(in, &d, &err), DRG_END);
		drg_input_close(in);
	}
	drg_error err;
	drg_input *in;
	assert_int_equal(drg_input_open("/nonexistent/file", NULL, &in, &err), DRG_EIO);
	assert_int_equal(drg_input_open("/", NULL, &in, &err), DRG_EIO);
	assert_non_null(strstr(err.message, "directory"));
	struct read_doc d;
	in = memory("0123456789", DRG_KIND_TEXT, 5);
	assert_int_equal(next(in, &d, &err), DRG_ELIMIT);
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
}

#define NOISE "\x01\x92\x03q\x0Fz\xA7\xF0\x1C\x84.\x02\xE1\x06\xB4\x19 \x11\xD8\x9A\x05m\xC3\x13\x98\xFE\x04\xAAk\x07\x83" "\x01\x92\x03q\x0Fz\xA7\xF0\x1C\x84.\x02\xE1\x06\xB4\x19 \x11\xD8\x9A\x05m\xC3\x13\x98\xFE\x04\xAAk\x07\x83" "\x01\x92\x03q\x0Fz"

static void kinds_are_sniffed(void **state)
{
	(void)state;
	static const struct {
		const char *bytes, *name;
		drg_kind kind;
	} t[] = {
		{ "Text.", "a", DRG_KIND_TEXT },
		{ "<!DOCTYPE html><p>", "a", DRG_KIND_HTML },
		{ "\n<!-- saved --><html>", "a", DRG_KIND_HTML },
		{ "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", "a", DRG_KIND_HTML },
		{ "<?xml version='1.0'?>\n<rss version='2.0'>", "a", DRG_KIND_FEED },
		{ "<feed xmlns='http://www.w3.org/2005/Atom'>", "a", DRG_KIND_FEED },
		{ "<!DOCTYPE x [ <!ENTITY a 'b'> ]><rss >", "a", DRG_KIND_FEED },
		{ "{\"text\":1}", "a", DRG_KIND_JSONL },
		{ "{ brace }", "a", DRG_KIND_TEXT },
		{ "WARC/1.0\r\n", "a", DRG_KIND_WARC },
		{ "<3 is a heart", "a", DRG_KIND_TEXT },
		{ "anything", "page.HTML", DRG_KIND_HTML },
		/* control characters all over are no text, unless the name says so; one in a page is a slip */
		{ NOISE, "a", DRG_KIND_AUTO },
		{ NOISE, "a.txt", DRG_KIND_TEXT },
		{ "The ferry \001 left at noon, the harbour office said, and nobody had asked it to.", "a", DRG_KIND_TEXT },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		const char *what;
		assert_int_equal(drg__sniff(drg__str_c(t[i].bytes), t[i].name, &what), t[i].kind);
	}
}

/* JSONTestSuite: y_ accepted, n_ refused; i_ either way without harm. */
static void json_test_suite(void **state)
{
	(void)state;
	char cmd[600];
	snprintf(cmd, sizeof cmd, "ls %s/../shared/hostile/third_party/JSONTestSuite/test_parsing 2>/dev/null", TEST_SOURCE_DIR);
	FILE *ls = popen(cmd, "r");
	char name[300];
	int seen = 0;
	while (ls && fscanf(ls, "%299s", name) == 1) {
		char path[1000];
		snprintf(path, sizeof path, "%s/../shared/hostile/third_party/JSONTestSuite/test_parsing/%s", TEST_SOURCE_DIR, name);
		FILE *f = fopen(path, "rb");
		assert_non_null(f);
		static char buf[300000];
		size_t n = fread(buf, 1, sizeof buf, f);
		fclose(f);
		struct json j;
		drg__json_begin(&j, drg__str(buf, n), false);
		enum json_token t;
		while ((t = drg__json_next(&j)) != JSON_END && t != JSON_BAD)
			if (t == JSON_STRING)
				drg__json_string(j.raw, &keep, NULL, 0, NULL);
		if (name[0] == 'y' && t != JSON_END)
			fail_msg("%s refused: %s", name, j.why);
		if (name[0] == 'n' && t != JSON_BAD)
			fail_msg("%s accepted", name);
		seen++;
	}
	if (ls)
		pclose(ls);
	if (seen == 0) {
		print_message("JSONTestSuite is not there: skipped\n");
		skip();
	}
	assert_true(seen > 300);
}

/* The bytes of a pointer in one of the standard's indexes; 0 if it has none. */
static int pointer_bytes(int charset, unsigned k, unsigned char *b)
{
	switch (charset) {
	case DRG__CHARSET_BIG5: {
		unsigned lead = k / 157 + 0x81, trail = k % 157;
		b[0] = (unsigned char)lead;
		b[1] = (unsigned char)(trail + (trail < 0x3F ? 0x40 : 0x62));
		return 2;
	}
	case DRG__CHARSET_EUC_KR:
		b[0] = (unsigned char)(k / 190 + 0x81);
		b[1] = (unsigned char)(k % 190 + 0x41);
		return 2;
	case DRG__CHARSET_GB18030: {
		unsigned trail = k % 190;
		b[0] = (unsigned char)(k / 190 + 0x81);
		b[1] = (unsigned char)(trail + (trail < 0x3F ? 0x40 : 0x41));
		return 2;
	}
	case DRG__CHARSET_EUC_JP:
		if (k / 94 >= 94)
			return 0;
		b[0] = (unsigned char)(k / 94 + 0xA1);
		b[1] = (unsigned char)(k % 94 + 0xA1);
		return 2;
	case DRG__CHARSET_SHIFT_JIS: {
		unsigned lead = k / 188, trail = k % 188;
		b[0] = (unsigned char)(lead + (lead < 0x1F ? 0x81 : 0xC1));
		b[1] = (unsigned char)(trail + (trail < 0x3F ? 0x40 : 0x41));
		return 2;
	}
	default:
		return 0;
	}
}

/* Single bytes exactly; the East Asian encodings, which iconv decodes, up to a
 * few rare characters that the C library does not map as browsers do: Hong Kong
 * additions in Big5, vendor rows in EUC-JP, seven in GB 18030.  The numbers are
 * those of glibc 2.36. */
static void standard_indexes(void **state)
{
	(void)state;
	static const struct {
		const char *index;
		int charset;
		unsigned allowed;
	} multi[] = {
		{ "big5", DRG__CHARSET_BIG5, 142 },     { "euc-kr", DRG__CHARSET_EUC_KR, 0 },       { "gb18030", DRG__CHARSET_GB18030, 7 },
		{ "jis0208", DRG__CHARSET_EUC_JP, 374 }, { "jis0208", DRG__CHARSET_SHIFT_JIS, 0 },
	};
	drg_error err;
	struct str file;
	if (drg__read_file(TEST_SOURCE_DIR "/../shared/hostile/third_party/whatwg-encoding/indexes.json", 1 << 24, &file, &err)) {
		print_message("the standard's indexes are not there: skipped\n");
		skip();
	}
	struct json j;
	drg__json_begin(&j, file, false);
	assert_int_equal(drg__json_next(&j), JSON_OBJECT);
	int single = 0;
	while (drg__json_next(&j) == JSON_KEY) {
		struct str name = j.raw;
		struct json values = j;
		assert_int_equal(drg__json_skip(&j, drg__json_next(&j)), JSON_ARRAY_END);
		int row = drg__charset_find(name);
		if (row >= 0 && drg__charset_single[row] >= 0) {
			assert_int_equal(drg__json_next(&values), JSON_ARRAY);
			for (int i = 0; i < 128; i++) {
				enum json_token t = drg__json_next(&values);
				uint64_t cp = 0xFFFD;
				if (t == JSON_NUMBER)
					drg__str_u64(values.raw, UINT32_MAX, &cp);
				assert_int_equal(drg__charset_high[drg__charset_single[row]][i], cp);
			}
			single++;
		}
		for (size_t m = 0; m < sizeof multi / sizeof *multi; m++) {
			if (!drg__str_eq(name, drg__str_c(multi[m].index)))
				continue;
			struct json v = values;
			unsigned wrong = 0, seen = 0;
			assert_int_equal(drg__json_next(&v), JSON_ARRAY);
			for (unsigned k = 0;; k++) {
				enum json_token t = drg__json_next(&v);
				if (t == JSON_ARRAY_END)
					break;
				uint64_t cp;
				unsigned char b[2];
				if (t != JSON_NUMBER || !pointer_bytes(multi[m].charset, k, b) || (b[0] < 0x80 && b[1] < 0x80))
					continue;
				drg__str_u64(v.raw, UINT32_MAX, &cp);
				struct arena tmp = keep;
				struct decoded d;
				drg__decode_as(multi[m].charset, drg__str((char *)b, 2), &tmp, drg__arena(&scratch_pool), &d);
				int len;
				wrong += drg__utf8_get(d.text.p, d.text.p + d.text.n, &len) != cp || (size_t)len != d.text.n;
				seen++;
			}
			print_message("%s: %u of %u characters as in the standard\n", drg__charset_name[multi[m].charset], seen - wrong, seen);
			if (wrong > multi[m].allowed)
				fail_msg("%s: %u differ, %u are known to", drg__charset_name[multi[m].charset], wrong, multi[m].allowed);
		}
	}
	assert_int_equal(single, 27);
	free((void *)(uintptr_t)file.p);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		T(charset_is_chosen_as_documented), T(charset_numbers_match_the_table), T(declarations_in_pages), T(map_leads_back), T(maps_compose),
		T(json_strings), T(json_strict_and_lenient), T(dates_are_found), T(json_lines_one_by_one), T(json_not_in_lines), T(long_lines_are_skipped),
		T(text_is_the_input_unchanged), T(wrapped_lines_join), T(refusals), T(kinds_are_sniffed), T(json_test_suite), T(standard_indexes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
