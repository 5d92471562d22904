/* cmd_add.c - reports into a record. */
#include <string.h>
#include <time.h>

#include "record.h"

struct add {
	drg_record *rec;
	uint64_t added, known;
	int code;       /* of a failure of the record: it ends the run */
	time_t committed;
};

static int record_failed(struct add *a, drg_status s, const drg_error *err)
{
	say_error(err);
	return a->code = code_of(s);
}

static bool wanted(void *ctx, const drg_source *src)
{
	struct add *a = ctx;
	bool has = false;
	drg_error err;
	if (a->code)
		return false;
	drg_status s = drg_record_has(a->rec, src, &has, &err);
	if (s)
		record_failed(a, s, &err);
	return !has;
}

static int emit(void *ctx, const struct piece *p)
{
	struct add *a = ctx;
	drg_error err;
	bool added;
	if (a->code)
		return a->code;
	if (p->skipped)
		a->known++;
	if (!p->doc)
		return 0;
	drg_status s = drg_record_add(a->rec, p->source, p->doc, &added, &err);
	if (s)
		return record_failed(a, s, &err);
	if (added)
		a->added++;
	else
		a->known++;
	/* A slow run is worth more than a batch: at most two seconds are lost. */
	if (time(NULL) - a->committed >= 2) {
		s = drg_record_commit(a->rec, &err);
		a->committed = time(NULL);
	}
	return s ? record_failed(a, s, &err) : 0;
}

/* What changes the outcome, in one line; the same options give the same run. */
static void run_options(const struct input_options *o, const drg_actors *actors, char *out, size_t n)
{
	const struct { const char *name, *value; } given[] = { { "as", o->as }, { "date", o->date }, { "outlet", o->outlet }, { "title", o->title },
		                                               { "actors", actors ? drg_actors_sha256(actors) : NULL },
		                                               { "frames-only", o->frames_only ? "yes" : NULL } };
	size_t at = 0;
	out[0] = 0;
	for (size_t i = 0; i < sizeof given / sizeof *given && at < n; i++)
		if (given[i].value)
			at += (size_t)snprintf(out + at, n - at, "%s%s=%s", at ? " " : "", given[i].name, given[i].value);
}

/* ", 3 repeat an earlier report", or nothing to say. */
static const char *repeated_words(uint64_t n, char *out, size_t size)
{
	if (!n)
		return "";
	snprintf(out, size, ", %llu repeat%s an earlier report", (unsigned long long)n, n == 1 ? "s" : "");
	return out;
}

int cmd_add(const struct command *cmd, int argc, char **argv)
{
	struct input_options o = { 0 };
	const char *db = NULL;
	const struct opt opts[] = {
		{ "db", 0, OPT_TEXT, "FILE", "the record to add to; made when there is none", &db },
		INPUT_OPTS(o),
		{ 0 },
	};
	char options[2048], words[64];
	drg_error err;
	int code = opt_parse(cmd, opts, &argc, argv);
	if (code < 0)
		code = input_options_check(cmd, &o);
	if (code >= 0)
		return code;
	if (!db || !*db)
		return opt_usage(cmd, "name the record with --db FILE");
	if (argc < 2)
		return opt_usage(cmd, "name a file, a directory, or - for standard input");
	drg_actors *actors = NULL;
	drg_pack *pack = open_actors(o.actors, &actors) ? open_pack(o.pack) : NULL;
	if (!pack) {
		drg_actors_close(actors);
		return EXIT_UNUSABLE;
	}
	struct add a = { .committed = time(NULL) };
	drg_repeats *repeats = NULL;
	run_options(&o, actors, options, sizeof options);
	drg_status s = drg_record_open(db, DRG_RECORD_CREATE, &a.rec, &err);
	if (!s)
		s = drg_record_run(a.rec, pack, options, &err);
	if (!s)
		s = drg_repeats_new(&repeats, &err);
	if (!s)
		s = drg_repeats_know(repeats, a.rec, &err);
	if (s) {
		code = record_failed(&a, s, &err);
	} else {
		struct run run = { .opt = &o, .pack = pack, .actors = actors, .repeats = repeats, .wanted = wanted, .emit = emit, .ctx = &a };
		code = run_inputs(&run, argv + 1, argc - 1);
		if (a.code)
			code = a.code;
		if (!a.code && (s = drg_record_commit(a.rec, &err)) != DRG_OK)
			code = record_failed(&a, s, &err);
		if (!code && a.added + a.known == 0)
			code = EXIT_NOTHING;
		if (!o.quiet && !a.code)
			say("%s: %llu added, %llu known already, %llu failed%s", db, (unsigned long long)a.added, (unsigned long long)a.known,
			    (unsigned long long)run.failed, repeated_words(run.repeated, words, sizeof words));
	}
	drg_repeats_free(repeats);
	drg_record_close(a.rec);
	drg_pack_close(pack);
	drg_actors_close(actors);
	return finish(code);
}
