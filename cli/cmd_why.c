/* cmd_why.c - why a row is in the record. */
#include <string.h>

#include "record.h"

int cmd_why(const struct command *cmd, int argc, char **argv)
{
	const char *db = NULL;
	bool json = false;
	const struct opt opts[] = {
		{ "db", 0, OPT_TEXT, "FILE", "the record", &db },
		{ "json", 0, OPT_FLAG, NULL, "one line of JSON a row", &json },
		{ 0 },
	};
	int code = opt_parse(cmd, opts, &argc, argv);
	if (code >= 0)
		return code;
	if (argc < 2)
		return opt_usage(cmd, "name a row by its id, as list and talks print it");
	drg_record *rec = open_record(cmd, db, &code);
	if (!rec)
		return code;
	for (int i = 1; i < argc; i++) {
		drg_error err;
		char report[20];
		drg_status s = drg_record_find(rec, argv[i], report, &err);
		drg_doc *doc = s ? NULL : report_of(rec, report, &code);
		if (s)
			code = not_in_record(s, &err);
		if (!doc)
			continue;
		if (json ? !account_why_json(stdout, doc, argv[i]) : !account_why(stdout, doc, argv[i])) {
			say("%s: %s is only in an older reading of %s", db, argv[i], report);
			code = EXIT_NOTHING;
		} else if (!json) {
			struct page p = page_on(stdout);
			page_judgements(&p, rec, argv[i]);
		}
		drg_doc_free(doc);
	}
	drg_record_close(rec);
	return finish(code);
}
