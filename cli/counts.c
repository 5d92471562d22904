/* counts.c - counts as a person reads them. */
#include "counts.h"

#include <math.h>
#include <string.h>

#define MEASURE_COLUMNS 13 /* the longest measure, "participants", and a blank */
#define NUMBER_COLUMNS 20  /* "between 60 and 80" and the like */

/* 1200 as "1,200", halves and shares with up to three decimals. */
static void plain(char *out, size_t size, double v)
{
	char digits[64];
	double whole = floor(fabs(v));
	if (whole >= 1e15) {
		snprintf(out, size, "%.6g", v);
		return;
	}
	int n = snprintf(digits, sizeof digits, "%.0f", whole);
	size_t k = 0;
	if (v < 0 && k + 1 < size)
		out[k++] = '-';
	for (int i = 0; i < n && k + 2 < size; i++) {
		if (i && (n - i) % 3 == 0)
			out[k++] = ',';
		out[k++] = digits[i];
	}
	out[k] = 0;
	if (fabs(v) - whole > 5e-4)
		snprintf(out + k, size - k, "%s", strchr((snprintf(digits, sizeof digits, "%.3g", fabs(v) - whole), digits), '.'));
}

void count_number(char *out, size_t size, const struct count_view *v)
{
	static const struct { const char *op, *before; } known[] = {
		{ "eq", "" }, { "approx", "about " }, { "gt", "more than " }, { "ge", "at least " }, { "lt", "fewer than " }, { "le", "up to " }, { "nearly", "nearly " }, { "ordinal", "no. " },
	};
	char a[64], b[64];
	double one = v->best == v->best ? v->best : v->low == v->low ? v->low : v->high;
	if (strcmp(v->op, "range") == 0) {
		plain(a, sizeof a, v->low);
		plain(b, sizeof b, v->high);
		snprintf(out, size, "between %s and %s", a, b);
		return;
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(v->op, known[i].op) == 0 && one == one) {
			plain(a, sizeof a, one);
			snprintf(out, size, "%s%s", known[i].before, a);
			return;
		}
	snprintf(out, size, "number not stated");
}

static void piece(struct page *p, const char *before, drg_str s)
{
	if (!s.n)
		return;
	page_text(p, before);
	page_str(p, s);
}

void page_count(struct page *p, const struct count_view *v, uint32_t at)
{
	char number[160];
	bool person = v->unit.n == 6 && memcmp(v->unit.p, "person", 6) == 0;
	count_number(number, sizeof number, v);
	page_tab(p, at);
	page_ink(p, INK_STRONG);
	page_str(p, v->measure);
	page_tab(p, at + MEASURE_COLUMNS);
	page_text(p, number);
	page_ink(p, INK_PLAIN);
	page_tab(p, at + MEASURE_COLUMNS + NUMBER_COLUMNS);
	bool said = v->what.n >= v->unit.n && memcmp(v->what.p, v->unit.p, v->unit.n) == 0; /* "200,000 households" */
	if (!person && !said)
		piece(p, "", v->unit);
	piece(p, v->unit.n && !person && !said ? " " : "", v->what.n ? v->what : person ? (drg_str){ "people", 6 } : v->what);
	piece(p, ", of them: ", v->subset);
	if (v->believer.n) {
		page_text(p, ", by the count of ");
		page_ink(p, INK_NAME);
		page_str(p, v->believer);
		page_ink(p, INK_PLAIN);
	}
	piece(p, ", as of ", v->as_of);
}

static drg_str z(const char *s)
{
	return (drg_str){ s, strlen(s) };
}

static drg_str words(const drg_doc *doc, drg_span s)
{
	return (drg_str){ drg_doc_text(doc).p + s.s, s.e - s.s };
}

/* What the record lists too (src/record/list.c, "counts"). */
static bool listed(const drg_quantity *q)
{
	static const char *const kinds[] = { "people", "things", "money", "vote" };
	if (!*q->op || q->why.score < .5f)
		return false;
	if (strcmp(q->measure, "sentence") == 0)
		return true;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(q->kind, kinds[i]) == 0)
			return true;
	return false;
}

static drg_str whose(const drg_doc *doc, const drg_quantity *q)
{
	drg_entity e;
	return q->believer != DRG_NONE && drg_doc_get_entity(doc, q->believer, &e) ? e.name : words(doc, q->believer_span);
}

void counts_print(struct page *p, const drg_doc *doc)
{
	drg_quantity q;
	bool any = false;
	for (uint32_t i = 0; drg_doc_get_quantity(doc, i, &q); i++) {
		if (!listed(&q))
			continue;
		if (!any) {
			page_indent(p, 0);
			page_blank(p);
			page_ink(p, INK_STRONG);
			page_text(p, "Counts");
			page_ink(p, INK_PLAIN);
			page_line(p);
		}
		any = true;
		struct count_view v = { q.op, q.low, q.best, q.high, z(q.measure), q.unit, words(doc, q.what), words(doc, q.subset), words(doc, q.label), words(doc, q.as_of), whose(doc, &q) };
		page_indent(p, 4 + MEASURE_COLUMNS + NUMBER_COLUMNS);
		page_count(p, &v, 2);
		page_ink(p, INK_FAINT);
		page_fmt(p, " [%u-%u] ", drg_doc_code_point(doc, q.span.s), drg_doc_code_point(doc, q.span.e));
		page_text(p, q.id);
		page_ink(p, INK_PLAIN);
		page_line(p);
	}
}
