/* cmd_timeline.c - what happened and what was said, in the order of one of three
 * clocks, or summed by actor, recipient and period. */
#include <stdlib.h>
#include <string.h>

#include "record.h"

static void moment(struct page *p, const drg_field *f, uint32_t n, char last[32])
{
	char day[32];
	drg_str z = field_text(f, n, "day");
	bool clock = z.n > 10 && z.p[10] == 'T'; /* a stretch of days is shown whole, of a time of day its day */
	size_t most = clock ? 10 : sizeof day - 1;
	snprintf(day, sizeof day, "%.*s", z.n ? (int)(z.n < most ? z.n : most) : 15, z.n ? z.p : "(day not known)");
	page_indent(p, 0);
	if (strcmp(day, last) != 0) {
		page_ink(p, INK_STRONG);
		page_text(p, day);
		page_ink(p, INK_PLAIN);
		page_line(p);
		memcpy(last, day, sizeof day);
	}
	page_tab(p, 2);
	page_indent(p, 4);
	page_str(p, field_text(f, n, "kind"));
	page_text(p, " ");
	page_ink(p, INK_NAME);
	page_str(p, field_text(f, n, "who").n ? field_text(f, n, "who") : (drg_str){ "(not named)", 11 });
	page_ink(p, INK_STRONG);
	page_text(p, " ");
	page_word(p, field_text(f, n, "what"));
	page_ink(p, INK_PLAIN);
	page_line(p);
	page_ink(p, INK_QUOTE);
	page_str(p, field_text(f, n, "text"));
	page_ink(p, INK_FAINT);
	page_text(p, " ");
	page_str(p, field_text(f, n, "id"));
	page_ink(p, INK_PLAIN);
	page_line(p);
}

static void sum(struct page *p, const drg_field *f, uint32_t n, char last[32])
{
	static const char *const quad[] = { "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict" };
	drg_str mean = field_text(f, n, "goldstein_mean");
	char number[32];
	if (!*last) {
		page_ink(p, INK_FAINT);
		static const struct { uint32_t at; const char *word; } head[] = { { 0, "period" }, { 12, "events" }, { 20, "quad" }, { 35, "Goldstein" }, { 46, "who > to whom" } };
		for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
			page_tab(p, head[i].at);
			page_text(p, head[i].word);
		}
		page_ink(p, INK_PLAIN);
		page_line(p);
		snprintf(last, 32, "-");
	}
	page_str(p, field_text(f, n, "period"));
	page_tab(p, 12);
	page_fmt(p, "%lld", (long long)field_number(f, n, "events"));
	page_tab(p, 20);
	for (int i = 0; i < 4; i++) {
		snprintf(number, sizeof number, "%s%lld", i ? "/" : "", (long long)field_number(f, n, quad[i]));
		page_glue(p, number);
	}
	page_tab(p, 35);
	snprintf(number, sizeof number, "%.*s", (int)mean.n, mean.n ? mean.p : "");
	snprintf(number, sizeof number, mean.n ? "%+.1f" : "-", strtod(number, NULL));
	page_text(p, number);
	page_tab(p, 46);
	page_ink(p, INK_NAME);
	page_str(p, field_text(f, n, "actor"));
	page_ink(p, INK_PLAIN);
	page_text(p, " > ");
	page_ink(p, INK_NAME);
	page_str(p, field_text(f, n, "recipient").n ? field_text(f, n, "recipient") : (drg_str){ "(nobody named)", 14 });
	page_ink(p, INK_PLAIN);
	page_line(p);
}

struct line_state {
	struct page page;
	bool dyad;
	char last[32]; /* the day above, or anything once the head of the table stands */
};

static void print_line(void *ctx, const drg_field *f, uint32_t n)
{
	struct line_state *l = ctx;
	if (l->dyad)
		sum(&l->page, f, n, l->last);
	else
		moment(&l->page, f, n, l->last);
}

/* Options that contradict one another, or are none; -1 when all is well. */
static int check(const struct command *cmd, drg_filter *f, bool dyad, const char *by, int *argc, char **argv)
{
	static const char *const clocks[] = { "about", "said", "recorded" }, *const periods[] = { "month", "year", "day" };
	bool clock = !f->clock, period = !by;
	for (int i = 0; i < 3; i++) {
		clock |= f->clock && strcmp(f->clock, clocks[i]) == 0;
		if (by && strcmp(by, periods[i]) == 0) {
			f->period = (drg_period)i;
			period = true;
		}
	}
	if (!clock)
		return opt_usage(cmd, "--clock takes about, said or recorded");
	if (!period)
		return opt_usage(cmd, "--period takes month, year or day");
	if ((f->since && !is_day(f->since)) || (f->until && !is_day(f->until)))
		return opt_usage(cmd, "--since and --until take a day, as in 2023-12-21");
	if (!dyad && (by || *argc > 1))
		return opt_usage(cmd, by ? "--period sums dyads: give --dyad too" : "\"%s\": names of actors belong to --dyad; see --actor", *argc > 1 ? argv[1] : "");
	if (dyad && (f->clock || *argc > 3))
		return opt_usage(cmd, f->clock ? "--dyad goes by when it happened: no --clock with it" : "--dyad takes two actors at most");
	if (dyad && *argc > 1)
		f->actor = argv[1];
	if (dyad && *argc > 2)
		f->recipient = argv[2];
	return -1;
}

int cmd_timeline(const struct command *cmd, int argc, char **argv)
{
	const char *db = NULL, *period = NULL;
	bool json = false, dyad = false;
	drg_filter f = { .size = sizeof f };
	const struct opt opts[] = {
		{ "db", 0, OPT_TEXT, "FILE", "the record", &db },
		{ "clock", 0, OPT_TEXT, "NAME", "about (when it happened), said or recorded; default: about", &f.clock },
		{ "dyad", 0, OPT_FLAG, NULL, "sum asserted events by actor, recipient and period", &dyad },
		{ "period", 0, OPT_TEXT, "NAME", "of --dyad: month, year or day; default: month", &period },
		{ "actor", 0, OPT_TEXT, "NAME", "whose: part of the name", &f.actor },
		{ "by", 0, OPT_TEXT, "NAME", "on whose word: the last of the chain", &f.by },
		{ "via", 0, OPT_TEXT, "NAME", "who passed it on: publisher, relay, reporter", &f.via },
		{ "since", 0, OPT_TEXT, "YYYY-MM-DD", "on that day of the clock or later", &f.since },
		{ "until", 0, OPT_TEXT, "YYYY-MM-DD", "on that day of the clock or before", &f.until },
		{ "type", 0, OPT_TEXT, "WORD", "event, position, condition, proposal; a type, stance, issue, state or status", &f.type },
		{ "text", 0, OPT_TEXT, "WORDS", "part of the words", &f.text },
		{ "superseded", 0, OPT_FLAG, NULL, "older readings too", &f.superseded },
		{ "json", 0, OPT_FLAG, NULL, "one line of JSON a row", &json },
		{ 0 },
	};
	int code = opt_parse(cmd, opts, &argc, argv);
	if (code < 0)
		code = check(cmd, &f, dyad, period, &argc, argv);
	if (code >= 0)
		return code;
	drg_record *rec = open_record(cmd, db, &code);
	if (!rec)
		return code;
	struct line_state l = { page_on(stdout), dyad, "" };
	code = each_row(rec, dyad ? "dyads" : "timeline", &f, json ? dyad ? "dyad" : "moment" : NULL, print_line, &l);
	drg_record_close(rec);
	return finish(code);
}
