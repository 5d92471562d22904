/* cmd_judge.c - a person's word on a row of the record. */
#include <stdlib.h>
#include <string.h>

#include "record.h"

/* "stance=wants" into field and value; false when there is no '='. */
static bool split(char *both, const char **field, const char **value)
{
	char *eq = strchr(both, '=');
	if (!eq)
		return false;
	*eq = 0;
	*field = both;
	*value = eq + 1;
	return true;
}

static int keep(const char *db, const drg_judgement *j)
{
	drg_record *rec = NULL;
	drg_error err;
	drg_status s = drg_record_open(db, DRG_RECORD_WRITE, &rec, &err);
	if (!s)
		s = drg_record_judge(rec, j, &err);
	if (!s)
		s = drg_record_commit(rec, &err);
	if (s)
		say_error(&err);
	drg_record_close(rec);
	return !s ? EXIT_DONE : s == DRG_ENOTFOUND ? EXIT_NOTHING : s == DRG_EARG ? EXIT_USAGE : code_of(s);
}

static bool is_verb(const char *z)
{
	static const char *const verb[] = { "accept", "reject", "correct", "merge", "split", "note" };
	for (size_t i = 0; i < sizeof verb / sizeof *verb; i++)
		if (strcmp(z, verb[i]) == 0)
			return true;
	return false;
}

int cmd_judge(const struct command *cmd, int argc, char **argv)
{
	const char *db = NULL;
	drg_judgement j = { .by = getenv("USER") };
	const struct opt opts[] = {
		{ "db", 0, OPT_TEXT, "FILE", "the record", &db },
		{ "by", 0, OPT_TEXT, "NAME", "who judges (default: the user's name)", &j.by },
		{ 0 },
	};
	int code = opt_parse(cmd, opts, &argc, argv);
	if (code >= 0)
		return code;
	if (!db || argc < 3)
		return opt_usage(cmd, "say which row, and accept, reject, correct, merge, split or note; --db names the record");
	j.row = argv[1];
	j.verb = argv[2];
	if (!is_verb(j.verb))
		return opt_usage(cmd, "no judgement is called \"%s\": say accept, reject, correct, merge, split or note", j.verb);
	if (!j.by || !*j.by)
		return opt_usage(cmd, "say who judges with --by");
	bool correct = strcmp(j.verb, "correct") == 0, words = correct || strcmp(j.verb, "merge") == 0 || strcmp(j.verb, "note") == 0;
	if (argc > (words || strcmp(j.verb, "split") == 0 ? 4 : 3))
		return opt_usage(cmd, "\"%s\" is one word too many", argv[argc - 1]);
	if (words && argc < 4)
		return opt_usage(cmd, correct ? "say what is right, as in stance=wants" : strcmp(j.verb, "merge") == 0 ? "name the row it is one with" : "say what to note");
	if (argc == 4)
		j.value = argv[3];
	if (correct && !split(argv[3], &j.field, &j.value))
		return opt_usage(cmd, "say what is right, as in stance=wants");
	return finish(keep(db, &j));
}
