/* cmd_show.c - one report of the record, as `read` shows it. */
#include "record.h"

/* The row's id, then what people said of it; nothing where nobody did. */
static void page_judged(struct page *p, drg_record *rec, const char *id)
{
	if (page_judgements(p, rec, id)) {
		page_tab(p, 12);
		page_text(p, id);
		page_line(p);
	}
}

static bool print_bytes(void *ctx, const char *p, size_t n)
{
	(void)ctx;
	return fwrite(p, 1, n, stdout) == n;
}

/* What people said of the rows of the talks in this report. */
static void judged(drg_record *rec, const drg_doc *doc)
{
	struct page p = page_on(stdout);
	drg_claim c;
	drg_position a;
	drg_condition k;
	drg_proposal o;
	for (uint32_t i = 0; drg_doc_get_claim(doc, i, &c); i++)
		page_judged(&p, rec, c.id);
	for (uint32_t i = 0; drg_doc_get_position(doc, i, &a); i++)
		page_judged(&p, rec, a.id);
	for (uint32_t i = 0; drg_doc_get_condition(doc, i, &k); i++)
		page_judged(&p, rec, k.id);
	for (uint32_t i = 0; drg_doc_get_proposal(doc, i, &o); i++)
		page_judged(&p, rec, o.id);
}

int cmd_show(const struct command *cmd, int argc, char **argv)
{
	const char *db = NULL;
	bool json = false, text = false;
	const struct opt opts[] = {
		{ "db", 0, OPT_TEXT, "FILE", "the record", &db },
		{ "json", 0, OPT_FLAG, NULL, "one line of JSON a report, schema dragoman/1", &json },
		{ "text", 0, OPT_FLAG, NULL, "the text alone, as it was read", &text },
		{ 0 },
	};
	int code = opt_parse(cmd, opts, &argc, argv);
	if (code >= 0)
		return code;
	if (argc < 2)
		return opt_usage(cmd, "name a report: its id (or the first letters of it), the id its source gives, or its file");
	drg_record *rec = open_record(cmd, db, &code);
	if (!rec)
		return code;
	for (int i = 1; i < argc; i++) {
		drg_error err;
		drg_doc *doc = report_of(rec, argv[i], &code);
		if (!doc)
			continue;
		if (json) {
			if (drg_doc_json(doc, print_bytes, NULL, &err) != DRG_OK && !ferror(stdout)) {
				say_error(&err);
				code = EXIT_INTERNAL;
			}
			putchar('\n');
		} else if (text && !term.tty) {
			drg_str t = drg_doc_text(doc);
			fwrite(t.p, 1, t.n, stdout);
		} else if (text) {
			account_text(stdout, doc);
		} else {
			if (i > 1)
				putchar('\n');
			account_print(stdout, doc);
			judged(rec, doc);
		}
		drg_doc_free(doc);
	}
	drg_record_close(rec);
	return finish(code);
}
