/* Newsletters kept as mail: fields, parts, encodings, the way back, mailboxes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "doc/srcmap.h"
#include "ingest/ingest.h"
#include "ingest/mail.h"
#include "ingest/source.h"
#include "support/pools.h"

struct doc {
	struct text text;
	struct meta meta;
	struct paras paras;
	struct blocks blocks;
	struct notes notes;
	const char *id;
	uint64_t offset;
};

static drg_status next(drg_input *in, struct doc *d, drg_error *err)
{
	static drg_source *src; /* the last one: d->id is its */
	drg_source_free(src);
	src = NULL;
	drg_status s = drg_input_next(in, &src, err);
	if (s == DRG_OK) {
		*d = (struct doc){ .id = src->id, .offset = src->offset };
		drg__ingest(src, &keep, drg__arena(&scratch_pool), &d->text, &d->meta, &d->paras, &d->blocks, &d->notes);
	}
	return s;
}

static drg_input *memory(const char *z, drg_kind as, uint64_t most)
{
	drg_input *in;
	drg_input_options opt = { .size = sizeof opt, .as = as, .max_report = most };
	assert_int_equal(drg_input_open_memory(z, strlen(z), "mem", &opt, &in, NULL), DRG_OK);
	return in;
}

static struct str text_of(const struct doc *d)
{
	return drg__str(d->text.p, d->text.n);
}

/* The first word `z` of the text stands at bytes of the message that hold `want`. */
static void leads_to(const struct doc *d, const char *message, const char *z, const char *want)
{
	size_t at = drg__str_find(text_of(d), drg__str_c(z), 0);
	uint64_t s, e;
	assert_true(at != SIZE_MAX);
	drg__map_span(&d->text.map, (struct span){ (uint32_t)at, (uint32_t)(at + strlen(z)) }, &s, &e);
	same(drg__str(message + s, e - s), want);
}

#define HEAD "From: \"The Courier\" <news@courier.example>\nSubject: Envoys meet\nDate: Tue, 4 Mar 2031 08:15:00 +0200\nMessage-ID: <a@courier.example>\n"

static void one_message(void **state)
{
	(void)state;
	static const char m[] = HEAD "Content-Type: text/plain; charset=\"iso-8859-1\"\nContent-Transfer-Encoding: Quoted-Printable\n\n"
				     "The envoys met at the caf=E9 on Tues=\nday, a=20mediator said =3D yes =zz.\n";
	struct doc d;
	drg_error err;
	drg_input *in = memory(m, DRG_KIND_AUTO, 0);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(text_of(&d), "The envoys met at the caf\xC3\xA9 on Tuesday, a mediator said = yes =zz.\n");
	same(d.meta.title, "Envoys meet");
	same(d.meta.outlet, "The Courier");
	same(d.meta.published, "2031-03-04T08:15:00+02:00");
	assert_int_equal(d.meta.published_basis, BASIS_METADATA);
	assert_string_equal(d.id, "a@courier.example");
	leads_to(&d, m, "envoys", "envoys");
	leads_to(&d, m, "\xC3\xA9", "=E9");
	leads_to(&d, m, "Tuesday", "Tues=\nday");
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
}

/* The page counts, not its plain copy; attachments and unknown parts are passed over. */
static void parts(void **state)
{
	(void)state;
	static const char m[] = HEAD "MIME-Version: 1.0\nContent-Type: multipart/mixed;\n boundary=outer\n\nno text\n"
				     "--outer\nContent-Type: text/html\nContent-Disposition: attachment; filename=x.html\n\n<p>An attached page that says nothing of the matter at all.</p>\n"
				     "--outer\nContent-Type: multipart/alternative; boundary=\"outer-2\"\n\n"
				     "--outer-2\nContent-Type: text/plain\n\nA plain copy.\n"
				     "--outer-2\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
				     "PHA+VGhlIGVudm95cyBvZiB0aGUgdHdvIGNvYXN0YWwgcHJvdmluY2VzIG1ldCBvbiBUdWVzZGF5\nIGZvciB0aGUgdGhpcmQgdGltZSB0aGlzIG1vbnRoLCBhIG1lZGlhdG9yIHNhaWQuPC9wPg==\n"
				     "--outer-2--\nbetween\n--outer\nContent-Type: image/png\n\nxxxx\n--outer--\nafter\n";
	struct doc d;
	drg_error err;
	drg_input *in = memory(m, DRG_KIND_AUTO, 0);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(text_of(&d), "The envoys of the two coastal provinces met on Tuesday for the third time this month, a mediator said.");
	leads_to(&d, m, "Tuesday", "biBUdWVzZGF5\n"); /* whole groups of digits, from the one that holds its first letter */
	drg_input_close(in);
}

static void fields(void **state)
{
	(void)state;
	static const struct {
		const char *raw, *words;
	} t[] = {
		{ "=?utf-8?Q?Caf=C3=A9_talks?=", "Caf\xC3\xA9 talks" },
		{ "=?UTF-8?B?Q2Fmw6k=?=  =?iso-8859-1?q?_=E9t=E9?= end", "Caf\xC3\xA9 \xC3\xA9t\xC3\xA9 end" },
		{ "folded\r\n\tline", "folded line" },
		{ "=?utf-8?Q?no end", "=?utf-8?Q?no end" },
		{ "=?x?Z?y?= \x93q\x94", "=?x?Z?y?= \xE2\x80\x9Cq\xE2\x80\x9D" },
		{ "", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		same(drg__mail_words(drg__str_c(t[i].raw), &keep, drg__arena(&scratch_pool)), t[i].words);
	same(drg__mail_sender(STR("Mara Lind <m@x.example>"), &keep, drg__arena(&scratch_pool)), "Mara Lind");
	same(drg__mail_sender(STR("<m@x.example>"), &keep, drg__arena(&scratch_pool)), "m@x.example");
	same(drg__mail_sender(STR("m@x.example"), &keep, drg__arena(&scratch_pool)), "m@x.example");
}

static void mailboxes(void **state)
{
	(void)state;
	static const char m[] = "From a Tue Mar  4 08:15:00 2031\nFrom: a@x.example\nSubject: 1\n\nFirst.\nFrom here on\n\n"
				"From b Tue Mar  4 08:15:00 2031\r\nFrom: b@x.example\r\nSubject: 2\r\n\r\nSecond, and much longer than the others are.\r\n\r\n"
				"From c\n\nFrom d\nSubject: 4\n\nFourth.\n";
	static const char *const want[] = { "First.\nFrom here on\n\n", "Second, and much longer than the others are.\r\n\r\n", NULL, "Fourth.\n" };
	struct doc d;
	drg_error err;
	drg_input *in = memory(m, DRG_KIND_AUTO, 0);
	for (size_t i = 0; i < 4; i++) {
		drg_status s = next(in, &d, &err);
		if (!want[i]) {
			assert_int_equal(s, DRG_EFORMAT);
			assert_non_null(strstr(err.message, "message 3 is empty"));
			continue;
		}
		assert_int_equal(s, DRG_OK);
		same(text_of(&d), want[i]);
		assert_memory_equal(m + d.offset, i < 2 ? "From: " : "Subject", 6);
	}
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
	/* one that is too long costs itself alone */
	in = memory(m, DRG_KIND_MAIL, 70);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	assert_int_equal(next(in, &d, &err), DRG_ELIMIT);
	assert_int_equal(next(in, &d, &err), DRG_EFORMAT);
	assert_int_equal(next(in, &d, &err), DRG_OK);
	same(text_of(&d), "Fourth.\n");
	assert_int_equal(next(in, &d, &err), DRG_END);
	drg_input_close(in);
}

/* What looks like mail and what does not. */
static void recognised(void **state)
{
	(void)state;
	static const struct {
		const char *z;
		bool mail;
	} t[] = {
		{ "From a Tue Mar  4 08:15:00 2031\nFrom: a@x.example\n", true }, { "Received: x\n by y\nFrom: a\nSubject: b\n\n", true },
		{ "From the harbour, Mara Lind reports.\nThe bridge stays closed.\n", false }, { "Subject: the bridge\n\nIt stays closed.\n", false },
		{ "PORT AVERIN: the bridge stays closed.\nFrom: here\nDate: today\nSubject: x\n", false }, { "", false },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (drg__mail_begins(drg__str_c(t[i].z)) != t[i].mail)
			fail_msg("row %zu", i);
}

/* Parts in parts in parts; a boundary that never comes; nothing but boundaries. */
static void hostile_messages(void **state)
{
	(void)state;
	static char m[200000];
	size_t n = 0;
	for (int i = 0; i < 1000; i++)
		n += (size_t)snprintf(m + n, sizeof m - n, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
	snprintf(m + n, sizeof m - n, "Content-Type: text/plain\n\ndeep\n");
	struct mail mail;
	drg__mail_parse(drg__str_c(m), &mail);
	assert_null(mail.html.raw.p);
	drg__mail_parse(STR("Content-Type: multipart/mixed; boundary=x\n\nnothing"), &mail);
	assert_null(mail.plain.raw.p);
	n = (size_t)snprintf(m, sizeof m, "Content-Type: multipart/mixed; boundary=x\n\n");
	while (n < sizeof m - 8)
		n += (size_t)snprintf(m + n, sizeof m - n, "--x\n");
	drg__mail_parse(drg__str(m, n), &mail);
	drg__mail_parse(STR(""), &mail);
	assert_null(mail.html.raw.p);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = { T(one_message), T(parts), T(fields), T(mailboxes), T(recognised), T(hostile_messages) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
