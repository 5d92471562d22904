/* cmd_show.c - one report of the record, as `read` shows it. */
#include "record.h"

static bool print_bytes(void *ctx, const char *p, size_t n)
{
	(void)ctx;
	return fwrite(p, 1, n, stdout) == n;
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
		drg_doc *doc = NULL;
		drg_error err;
		drg_status s = drg_record_doc(rec, argv[i], &doc, &err);
		if (s) {
			say_error(&err);
			code = s == DRG_ENOTFOUND ? EXIT_NOTHING : code_of(s);
		} else if (json) {
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
		}
		drg_doc_free(doc);
	}
	drg_record_close(rec);
	return finish(code);
}
