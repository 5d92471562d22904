/* cmd_export.c - the events of a record in the files that other tools load. */
#include <string.h>

#include "record.h"

static bool print(void *ctx, const char *p, size_t n)
{
	(void)ctx;
	return !interrupted() && fwrite(p, 1, n, stdout) == n;
}

int cmd_export(const struct command *cmd, int argc, char **argv)
{
	const char *db = NULL, *format = NULL;
	drg_filter f = { .size = sizeof f };
	const struct opt opts[] = {
		{ "db", 0, OPT_TEXT, "FILE", "the record", &db },
		{ "format", 0, OPT_TEXT, "NAME", "csv, plover, gdelt, polecat or geojson", &format },
		{ "since", 0, OPT_TEXT, "YYYY-MM-DD", "reports published on that day or later", &f.since },
		{ "until", 0, OPT_TEXT, "YYYY-MM-DD", "reports published on that day or before", &f.until },
		{ "actor", 0, OPT_TEXT, "NAME", "reports that mention it: part of the name, or the actor code", &f.actor },
		{ "via", 0, OPT_TEXT, "NAME", "reports of that outlet", &f.via },
		{ "superseded", 0, OPT_FLAG, NULL, "older readings too", &f.superseded },
		{ 0 },
	};
	int code = opt_parse(cmd, opts, &argc, argv);
	if (code >= 0)
		return code;
	bool known = false;
	for (uint32_t i = 0; format && drg_export_format(i); i++)
		known |= strcmp(drg_export_format(i), format) == 0;
	if (argc > 1)
		return opt_usage(cmd, "\"%s\" is one name too many", argv[1]);
	if (!known)
		return opt_usage(cmd, "--format takes csv, plover, gdelt, polecat or geojson");
	if ((f.since && !is_day(f.since)) || (f.until && !is_day(f.until)))
		return opt_usage(cmd, "--since and --until take a day, as in 2023-12-21");
	drg_record *rec = open_record(cmd, db, &code);
	if (!rec)
		return code;
	drg_error err;
	catch_interrupt();
	drg_status s = drg_record_export(rec, format, &f, print, NULL, &err);
	drg_record_close(rec);
	if (interrupted())
		return finish(EXIT_INTERRUPTED);
	if (s)
		say_error(&err);
	return finish(s ? code_of(s) : EXIT_DONE);
}
