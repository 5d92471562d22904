/* cmd_record.c - status, verify, dump: the record as a whole. */
#include <stdlib.h>

#include "record.h"

/* The record that the options name in *db, where nothing else is named; NULL and the exit code in *code else. */
static drg_record *open_alone(const struct command *cmd, const struct opt *opts, int argc, char **argv, const char *const *db, int *code)
{
	*code = opt_parse(cmd, opts, &argc, argv);
	if (*code >= 0)
		return NULL;
	if (argc > 1) {
		*code = opt_usage(cmd, "\"%s\" is one name too many", argv[1]);
		return NULL;
	}
	return open_record(cmd, *db, code);
}

int cmd_status(const struct command *cmd, int argc, char **argv)
{
	const char *db = NULL;
	bool json = false;
	const struct opt opts[] = {
		{ "db", 0, OPT_TEXT, "FILE", "the record", &db },
		{ "json", 0, OPT_FLAG, NULL, "one line of JSON", &json },
		{ 0 },
	};
	int code;
	drg_record *rec = open_alone(cmd, opts, argc, argv, &db, &code);
	if (!rec)
		return code;
	drg_record_info i;
	drg_error err;
	drg_status s = drg_record_get_info(rec, &i, &err);
	const struct { const char *name; uint64_t n; } count[] = {
		{ "reports", i.reports },      { "sources", i.sources },       { "readings", i.analyses },   { "current", i.current },
		{ "claims", i.claims },        { "positions", i.positions },   { "conditions", i.conditions }, { "proposals", i.proposals },
		{ "runs", i.runs },            { "bytes", i.bytes },           { "text_bytes", i.text_bytes },
	};
	const size_t n = sizeof count / sizeof *count;
	if (s) {
		say_error(&err);
	} else if (json) {
		fprintf(stdout, "{\"record\":");
		json_z(stdout, db);
		printf(",\"version\":%u", i.version);
		for (size_t k = 0; k < n; k++)
			printf(",\"%s\":%llu", count[k].name, (unsigned long long)count[k].n);
		printf(",\"published\":[");
		json_z(stdout, i.first_day[0] ? i.first_day : NULL);
		putchar(',');
		json_z(stdout, i.last_day[0] ? i.last_day : NULL);
		printf("]}\n");
	} else {
		struct page p = page_on(stdout);
		page_text(&p, db);
		page_fmt(&p, ": a record, version %u", i.version);
		page_line(&p);
		for (size_t k = 0; k < n; k++)
			printf("  %-12s%llu\n", count[k].name, (unsigned long long)count[k].n);
		if (i.first_day[0])
			printf("  %-12s%s to %s\n", "published", i.first_day, i.last_day);
	}
	drg_record_close(rec);
	return finish(code_of(s));
}

static bool print_finding(void *ctx, const char *p, size_t n)
{
	(void)ctx;
	char *z = term_escape((drg_str){ p, n });
	if (z)
		puts(z);
	free(z);
	return true;
}

int cmd_verify(const struct command *cmd, int argc, char **argv)
{
	const char *db = NULL;
	bool quiet = false;
	const struct opt opts[] = {
		{ "db", 0, OPT_TEXT, "FILE", "the record", &db },
		{ "quiet", 'q', OPT_FLAG, NULL, "print findings only", &quiet },
		{ 0 },
	};
	int code;
	drg_record *rec = open_alone(cmd, opts, argc, argv, &db, &code);
	if (!rec)
		return code;
	uint64_t n = 0;
	drg_error err;
	drg_status s = drg_record_verify(rec, print_finding, NULL, &n, &err);
	if (s)
		say_error(&err);
	else if (n)
		say("%s: %llu finding%s: the record is damaged", db, (unsigned long long)n, n == 1 ? "" : "s");
	else if (!quiet)
		puts("whole: structure, references, texts, spans and ids");
	drg_record_close(rec);
	return finish(s ? code_of(s) : n ? EXIT_UNUSABLE : EXIT_DONE);
}

static bool print_bytes(void *ctx, const char *p, size_t n)
{
	(void)ctx;
	return fwrite(p, 1, n, stdout) == n && !interrupted();
}

int cmd_dump(const struct command *cmd, int argc, char **argv)
{
	const char *db = NULL;
	const struct opt opts[] = {
		{ "db", 0, OPT_TEXT, "FILE", "the record", &db },
		{ 0 },
	};
	int code;
	drg_record *rec = open_alone(cmd, opts, argc, argv, &db, &code);
	if (!rec)
		return code;
	drg_error err;
	catch_interrupt();
	drg_status s = drg_record_dump(rec, print_bytes, NULL, &err);
	if (interrupted())
		code = EXIT_INTERRUPTED;
	else if (s && ferror(stdout))
		code = EXIT_DONE; /* finish says what was wrong with the output */
	else if (s)
		say_error(&err), code = code_of(s);
	drg_record_close(rec);
	return finish(code);
}
