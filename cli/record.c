#include "record.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int code_of(drg_status s)
{
	switch (s) {
	case DRG_OK: return EXIT_DONE;
	case DRG_ENOMEM:
	case DRG_EINTERNAL: return EXIT_INTERNAL;
	case DRG_EARG: return EXIT_USAGE;
	default: return EXIT_UNUSABLE;
	}
}

drg_record *open_record(const struct command *cmd, const char *db, int *code)
{
	drg_record *rec = NULL;
	drg_error err;
	if (!db || !*db) {
		*code = opt_usage(cmd, "name the record with --db FILE");
		return NULL;
	}
	drg_status s = drg_record_open(db, DRG_RECORD_READ, &rec, &err);
	*code = code_of(s);
	if (s)
		say_error(&err);
	return rec;
}

int not_in_record(drg_status s, const drg_error *err)
{
	say_error(err);
	return s == DRG_ENOTFOUND ? EXIT_NOTHING : code_of(s);
}

drg_doc *report_of(drg_record *rec, const char *id, int *code)
{
	drg_doc *doc = NULL;
	drg_error err;
	drg_status s = drg_record_doc(rec, id, &doc, &err);
	if (s)
		*code = not_in_record(s, &err);
	return doc;
}

static const drg_field *field(const drg_field *f, uint32_t n, const char *name)
{
	for (uint32_t i = 0; i < n; i++)
		if (strcmp(f[i].name, name) == 0)
			return &f[i];
	return NULL;
}

drg_str field_text(const drg_field *f, uint32_t n, const char *name)
{
	const drg_field *x = field(f, n, name);
	return x && (x->type == DRG_FIELD_TEXT || x->type == DRG_FIELD_JSON) ? x->text : (drg_str){ "", 0 };
}

int64_t field_number(const drg_field *f, uint32_t n, const char *name)
{
	const drg_field *x = field(f, n, name);
	return x && x->type == DRG_FIELD_NUMBER ? x->number : 0;
}

/* A number field that may be unknown: the record gives reals as their digits. */
static double real(const drg_field *f, uint32_t n, const char *name)
{
	char digits[64];
	drg_str s = field_text(f, n, name);
	if (!s.n || s.n >= sizeof digits)
		return NAN;
	memcpy(digits, s.p, s.n);
	digits[s.n] = 0;
	return strtod(digits, NULL);
}

/* The operator's name outlives the row: a literal. */
static const char *operator_of(drg_str s)
{
	static const char *const known[] = { "eq", "approx", "gt", "ge", "lt", "le", "nearly", "range", "ordinal" };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (s.n == strlen(known[i]) && memcmp(s.p, known[i], s.n) == 0)
			return known[i];
	return "unstated";
}

struct count_view field_count(const drg_field *f, uint32_t n)
{
	return (struct count_view){ operator_of(field_text(f, n, "operator")), real(f, n, "low"), real(f, n, "best"), real(f, n, "high"), field_text(f, n, "measure"),
		field_text(f, n, "unit"), field_text(f, n, "what"), field_text(f, n, "subset"), field_text(f, n, "label"), field_text(f, n, "as_of"), field_text(f, n, "believer") };
}

void row_json(FILE *out, const char *kind, const drg_field *f, uint32_t n)
{
	fputs("{\"row\":", out);
	json_z(out, kind);
	for (uint32_t i = 0; i < n; i++) {
		fputc(',', out);
		json_z(out, f[i].name);
		fputc(':', out);
		if (f[i].type == DRG_FIELD_TEXT)
			json_str(out, f[i].text);
		else if (f[i].type == DRG_FIELD_JSON)
			fwrite(f[i].text.p, 1, f[i].text.n, out);
		else if (f[i].type == DRG_FIELD_NUMBER)
			fprintf(out, "%lld", (long long)f[i].number);
		else
			fputs("null", out);
	}
	fputs("}\n", out);
}

int each_row(drg_record *rec, const char *kind, const drg_filter *filter, const char *json_as,
             void (*print)(void *ctx, const drg_field *row, uint32_t n), void *ctx)
{
	drg_list *list = NULL;
	const drg_field *row;
	uint32_t n;
	uint64_t rows = 0;
	drg_error err;
	catch_interrupt();
	drg_status s = drg_record_list(rec, kind, filter, &list, &err);
	while (!s && !interrupted() && !ferror(stdout) && (s = drg_list_next(list, &row, &n, &err)) == DRG_OK) {
		if (json_as)
			row_json(stdout, json_as, row, n);
		else
			print(ctx, row, n);
		rows++;
	}
	if (s && s != DRG_END)
		say_error(&err);
	drg_list_close(list);
	return interrupted() ? EXIT_INTERRUPTED : s && s != DRG_END ? code_of(s) : rows ? EXIT_DONE : EXIT_NOTHING;
}

/* The chain is our own JSON: {"role":"...","name":"..."|null,...}; read as far as needed. */
void page_chain(struct page *p, drg_str chain)
{
	static const char role_key[] = "\"role\":\"", name_key[] = "\"name\":";
	const char *q = chain.p, *end = chain.p + chain.n;
	bool first = true;
	while (q + sizeof role_key < end) {
		if (memcmp(q, role_key, sizeof role_key - 1) != 0) {
			q++;
			continue;
		}
		q += sizeof role_key - 1;
		const char *role = q;
		while (q < end && *q != '"')
			q++;
		drg_str r = { role, (size_t)(q - role) };
		while (q + sizeof name_key < end && memcmp(q, name_key, sizeof name_key - 1) != 0)
			q++;
		q += sizeof name_key - 1;
		if (q >= end)
			break;
		if (!first)
			page_text(p, " >");
		first = false;
		page_text(p, " ");
		if (*q != '"') {
			page_text(p, r.n == 9 ? "(unnamed publisher)" : "(");
			if (r.n != 9) {
				page_glue(p, "");
				page_str(p, r);
				page_glue(p, " not named)");
			}
			continue;
		}
		char name[512];
		size_t n = 0;
		for (q++; q < end && *q != '"' && n < sizeof name - 8; q++) {
			if (*q != '\\') {
				name[n++] = *q;
				continue;
			}
			q++;
			if (*q == 'u' && q + 4 < end) { /* shown as it is written: \u202e */
				n += (size_t)snprintf(name + n, sizeof name - n, "<U+%.4s>", q + 1);
				q += 4;
			} else {
				name[n++] = *q == 'n' || *q == 't' ? ' ' : *q;
			}
		}
		page_ink(p, INK_NAME);
		page_str(p, (drg_str){ name, n });
		page_ink(p, INK_PLAIN);
	}
}

void page_word(struct page *p, drg_str s)
{
	char word[64];
	size_t n = s.n < sizeof word - 1 ? s.n : sizeof word - 1;
	for (size_t i = 0; i < n; i++)
		word[i] = s.p[i] == '_' ? ' ' : s.p[i];
	page_str(p, (drg_str){ word, n });
}

uint32_t page_judgements(struct page *p, drg_record *rec, const char *row)
{
	drg_filter f = { .size = sizeof f, .actor = row };
	drg_list *list = NULL;
	const drg_field *v;
	uint32_t n, many = 0;
	drg_error err;
	drg_status s = drg_record_list(rec, "judgements", &f, &list, &err);
	for (; !s && (s = drg_list_next(list, &v, &n, &err)) == DRG_OK; many++) {
		drg_str field = field_text(v, n, "field"), value = field_text(v, n, "value");
		page_indent(p, 12);
		page_tab(p, 2);
		page_ink(p, INK_ALERT);
		page_text(p, many ? "" : "judged");
		page_ink(p, INK_PLAIN);
		page_tab(p, 12);
		page_word(p, field_text(v, n, "verb"));
		page_text(p, " ");
		page_str(p, field);
		page_text(p, field.n ? " = " : "");
		page_str(p, value);
		page_text(p, field.n || value.n ? ", by " : "by ");
		page_str(p, field_text(v, n, "by"));
		page_text(p, ", ");
		page_str(p, field_text(v, n, "at"));
		page_line(p);
	}
	drg_list_close(list);
	return many;
}
