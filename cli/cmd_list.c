/* cmd_list.c - rows of the record, filtered. */
#include <string.h>

#include "counts.h"
#include "record.h"

static bool given(drg_str s)
{
	return s.n > 0;
}

static void head(struct page *p, drg_str who, const char *otherwise)
{
	page_ink(p, INK_NAME);
	page_str(p, given(who) ? who : (drg_str){ otherwise, strlen(otherwise) });
	page_ink(p, INK_STRONG);
	page_text(p, " ");
}

static void part(struct page *p, const char *before, drg_str s)
{
	if (!given(s))
		return;
	page_text(p, before);
	page_str(p, s);
}

/* What happened, how many, of what, by whose count; then the chain. */
static void count_row(struct page *p, const drg_field *f, uint32_t n)
{
	struct count_view v = field_count(f, n);
	drg_str speaker = field_text(f, n, "speaker");
	if (v.believer.n == speaker.n && memcmp(v.believer.p, speaker.p, speaker.n) == 0)
		v.believer.n = 0; /* the chain names them */
	page_indent(p, 14);
	page_count(p, &v, 12);
	page_text(p, ", by way of ");
	page_chain(p, field_text(f, n, "chain"));
	page_line(p);
	page_indent(p, 12);
}

static void agreement_row(struct page *p, const drg_field *f, uint32_t n)
{
	head(p, field_text(f, n, "parties"), "(parties not named)");
	page_word(p, field_text(f, n, "status"));
	page_ink(p, INK_PLAIN);
	page_text(p, " ");
	page_word(p, field_text(f, n, "issue"));
	part(p, ", from ", field_text(f, n, "in_effect"));
	part(p, ", until ", field_text(f, n, "end"));
	part(p, ", for ", field_text(f, n, "duration"));
	part(p, ", mediator ", field_text(f, n, "mediator"));
	page_text(p, ", by way of ");
	page_chain(p, field_text(f, n, "chain"));
}

static void round_row(struct page *p, const drg_field *f, uint32_t n)
{
	head(p, field_text(f, n, "parties"), "(parties not named)");
	page_text(p, "talks");
	page_ink(p, INK_PLAIN);
	part(p, ", mediator ", field_text(f, n, "mediator"));
	part(p, ", host ", field_text(f, n, "host"));
	part(p, ", guarantor ", field_text(f, n, "guarantor"));
	part(p, ", carried by ", field_text(f, n, "conveyor"));
	part(p, ", at ", field_text(f, n, "venue"));
	part(p, ", last ", field_text(f, n, given(field_text(f, n, "last_day")) ? "last_day" : "last"));
	part(p, ", next ", field_text(f, n, given(field_text(f, n, "next_day")) ? "next_day" : "next"));
	part(p, ", said to go: ", field_text(f, n, "progress"));
	page_text(p, ", by way of ");
	page_chain(p, field_text(f, n, "chain"));
}

static void label_row(struct page *p, const drg_field *f, uint32_t n)
{
	head(p, field_text(f, n, "user"), "(user not known)");
	page_text(p, "calls ");
	page_ink(p, INK_NAME);
	page_str(p, given(field_text(f, n, "target")) ? field_text(f, n, "target") : (drg_str){ "(target not named)", 18 });
	page_ink(p, INK_PLAIN);
	page_text(p, " ");
	page_ink(p, INK_QUOTE);
	page_str(p, field_text(f, n, "term"));
	page_ink(p, INK_PLAIN);
}

/* "ASSAULT airstrike 195 asserted: the army > the Front, 2031-03-04, at Talmora" */
static void event_row(struct page *p, const drg_field *f, uint32_t n)
{
	static const char *const word[] = { "type", "mode", "cameo", "status" };
	for (size_t k = 0; k < sizeof word / sizeof *word; k++) {
		page_ink(p, k ? INK_PLAIN : INK_STRONG);
		page_text(p, k && given(field_text(f, n, word[k])) ? " " : "");
		page_str(p, field_text(f, n, word[k]));
	}
	page_glue(p, ":");
	page_text(p, " ");
	page_ink(p, INK_NAME);
	page_str(p, given(field_text(f, n, "actors")) ? field_text(f, n, "actors") : (drg_str){ "(actor not named)", 17 });
	page_ink(p, INK_PLAIN);
	part(p, " > ", field_text(f, n, "recipients"));
	part(p, ", ", field_text(f, n, "time"));
	part(p, ", at ", field_text(f, n, "place"));
}

static void claim_row(struct page *p, const drg_field *f, uint32_t n)
{
	drg_str basis = field_text(f, n, "said_basis");
	page_chain(p, field_text(f, n, "chain"));
	page_text(p, " ");
	page_word(p, field_text(f, n, "stance"));
	page_glue(p, ",");
	page_text(p, " ");
	page_word(p, field_text(f, n, "kind"));
	part(p, ", ", field_text(f, n, "factuality"));
	if (!(basis.n == 8 && memcmp(basis.p, "inferred", 8) == 0)) /* the day of the report stands before the row */
		part(p, ", said ", field_text(f, n, "said"));
}

static void judgement_row(struct page *p, const drg_field *f, uint32_t n)
{
	head(p, field_text(f, n, "by"), "");
	page_word(p, field_text(f, n, "verb"));
	page_ink(p, INK_PLAIN);
	part(p, " ", field_text(f, n, "field"));
	part(p, given(field_text(f, n, "field")) ? " = " : " ", field_text(f, n, "value"));
	part(p, ", ", field_text(f, n, "at"));
}

static void report_row(struct page *p, const drg_field *f, uint32_t n)
{
	page_ink(p, INK_NAME);
	page_str(p, given(field_text(f, n, "outlet")) ? field_text(f, n, "outlet") : (drg_str){ "(outlet unknown)", 16 });
	page_ink(p, INK_PLAIN);
	page_text(p, " ");
	page_ink(p, INK_STRONG);
	page_str(p, given(field_text(f, n, "title")) ? field_text(f, n, "title") : (drg_str){ "(no title)", 10 });
	page_ink(p, INK_PLAIN);
	page_line(p);
	page_fmt(p, "%lld claims, %lld positions, from ", (long long)field_number(f, n, "claims"), (long long)field_number(f, n, "positions"));
	page_str(p, field_text(f, n, "source"));
	if (given(field_text(f, n, "source_id"))) {
		page_text(p, " ");
		page_str(p, field_text(f, n, "source_id"));
	}
	if (given(field_text(f, n, "repeats"))) {
		page_text(p, "; ");
		page_str(p, field_text(f, n, "repeats"));
	}
}

static void actor_row(struct page *p, const drg_field *f, uint32_t n)
{
	page_ink(p, INK_NAME);
	page_str(p, field_text(f, n, "name"));
	page_ink(p, INK_FAINT);
	page_text(p, " ");
	page_str(p, field_text(f, n, "kind"));
	page_text(p, " ");
	page_str(p, field_text(f, n, "code"));
	page_ink(p, INK_PLAIN);
	page_fmt(p, " in %lld reports, named %lld times, spoke %lld times", (long long)field_number(f, n, "reports"),
	         (long long)field_number(f, n, "mentions"), (long long)field_number(f, n, "claims"));
}

static const struct { const char *kind; void (*print)(struct page *, const drg_field *, uint32_t); } printed[] = {
	{ "claims", claim_row }, { "counts", count_row }, { "agreements", agreement_row }, { "rounds", round_row }, { "labels", label_row }, { "judgements", judgement_row }, { "events", event_row },
	{ "reports", report_row }, { "actors", actor_row },
};

static bool print_known(struct page *p, const char *kind, const drg_field *f, uint32_t n)
{
	for (size_t i = 0; i < sizeof printed / sizeof *printed; i++)
		if (strcmp(kind, printed[i].kind) == 0)
			return printed[i].print(p, f, n), true;
	return false;
}

/* " (Marsh Front)" behind somebody of it whom this report need not place. */
static void acts_for(struct page *p, drg_str who, drg_str side)
{
	if (!given(who) || !given(side))
		return;
	page_ink(p, INK_FAINT);
	page_text(p, " (");
	page_str(p, side);
	page_glue(p, ")");
}

/* A position, condition or proposal. */
static void act_row(struct page *p, const char *kind, const drg_field *f, uint32_t n)
{
	drg_str who = field_text(f, n, strcmp(kind, "proposals") == 0 ? "by" : "party");
	page_ink(p, INK_NAME);
	page_str(p, given(who) ? who : (drg_str){ "(party not named)", 17 });
	acts_for(p, who, field_text(f, n, strcmp(kind, "proposals") == 0 ? "by_of" : "party_of"));
	if (strcmp(kind, "proposals") == 0 && given(field_text(f, n, "to"))) {
		page_ink(p, INK_PLAIN);
		page_text(p, " to ");
		page_ink(p, INK_NAME);
		page_str(p, field_text(f, n, "to"));
		acts_for(p, field_text(f, n, "to"), field_text(f, n, "to_of"));
		page_ink(p, INK_PLAIN);
		page_glue(p, ":");
	}
	page_ink(p, INK_STRONG);
	page_text(p, " ");
	page_word(p, field_text(f, n, strcmp(kind, "positions") == 0 ? "stance" : strcmp(kind, "proposals") == 0 ? "state" : "kind"));
	page_ink(p, INK_PLAIN);
	page_text(p, " ");
	page_word(p, field_text(f, n, "issue"));
	page_word(p, field_text(f, n, "requires_issue"));
	page_text(p, ", by way of ");
	page_chain(p, field_text(f, n, "chain"));
}

/* Two lines a row: what it is, then the words; the id last, faint, for `why`. */
static void print_row(struct page *p, const char *kind, const drg_field *f, uint32_t n)
{
	drg_str id = field_text(f, n, "id"), day = field_text(f, n, "published"), text = field_text(f, n, "text");
	bool actor = strcmp(kind, "actors") == 0;
	page_indent(p, 0);
	if (!actor) {
		page_ink(p, INK_FAINT);
		page_text(p, given(day) ? "" : "(no date)");
		page_str(p, day);
		page_ink(p, INK_PLAIN);
		page_tab(p, 12);
	}
	page_indent(p, actor ? 4 : 12);
	if (!print_known(p, kind, f, n))
		act_row(p, kind, f, n);
	page_line(p);
	if (given(text)) {
		page_ink(p, INK_QUOTE);
		page_str(p, text);
		page_ink(p, INK_PLAIN);
		page_line(p);
	}
	if (given(field_text(f, n, "judged"))) {
		page_ink(p, INK_ALERT);
		page_text(p, "judged: ");
		page_str(p, field_text(f, n, "judged"));
		page_ink(p, INK_PLAIN);
		page_line(p);
	}
	if (given(id)) {
		page_ink(p, INK_FAINT);
		page_str(p, id);
		page_ink(p, INK_PLAIN);
		page_line(p);
	}
}

struct line_state {
	struct page page;
	const char *kind;
};

static void print_line(void *ctx, const drg_field *f, uint32_t n)
{
	struct line_state *l = ctx;
	print_row(&l->page, l->kind, f, n);
}

int cmd_list(const struct command *cmd, int argc, char **argv)
{
	static const char *const kinds[] = { "reports", "claims", "positions", "conditions", "proposals", "events", "agreements", "rounds", "counts", "labels",
		                             "judgements", "actors", "unnamed" };
	const char *db = NULL;
	bool json = false, unnamed = false, own_voice = false;
	drg_filter f = { .size = sizeof f };
	const struct opt opts[] = {
		{ "db", 0, OPT_TEXT, "FILE", "the record", &db },
		{ "actor", 0, OPT_TEXT, "NAME", "whose: speaker, party; part of the name, or the actor code", &f.actor },
		{ "by", 0, OPT_TEXT, "NAME", "who spoke: the last of the chain", &f.by },
		{ "via", 0, OPT_TEXT, "NAME", "who passed it on: publisher, relay, reporter", &f.via },
		{ "unnamed", 0, OPT_FLAG, NULL, "claims that rest on a source without a name", &unnamed },
		{ "own-voice", 0, OPT_FLAG, NULL, "claims in the publisher's own voice", &own_voice },
		{ "since", 0, OPT_TEXT, "YYYY-MM-DD", "said on that day or later; events: happened then", &f.since },
		{ "until", 0, OPT_TEXT, "YYYY-MM-DD", "said on that day or before; events: happened then", &f.until },
		{ "type", 0, OPT_TEXT, "WORD", "kind, stance, issue or state, as printed by --json", &f.type },
		{ "text", 0, OPT_TEXT, "WORDS", "part of the words", &f.text },
		{ "near", 0, OPT_TEXT, "PLACE,KM", "claims of a location, events at a place, within so many km", &f.near },
		{ "superseded", 0, OPT_FLAG, NULL, "older readings too", &f.superseded },
		{ "json", 0, OPT_FLAG, NULL, "one line of JSON a row", &json },
		{ 0 },
	};
	int code = opt_parse(cmd, opts, &argc, argv);
	if (code >= 0)
		return code;
	const char *kind = NULL;
	for (size_t i = 0; argc == 2 && i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(argv[1], kinds[i]) == 0)
			kind = kinds[i];
	if (argc > 2)
		return opt_usage(cmd, "\"%s\" is one word too many", argv[2]);
	if (!kind && argc == 2)
		return opt_usage(cmd, "nothing of a record is called \"%s\": name reports, claims, positions, conditions, proposals, events, agreements, rounds, counts, labels, judgements, actors or unnamed", argv[1]);
	if (!kind)
		return opt_usage(cmd, "say what to list: reports, claims, positions, conditions, proposals, events, agreements, rounds, counts, labels, judgements, actors or unnamed");
	if ((f.since && !is_day(f.since)) || (f.until && !is_day(f.until)))
		return opt_usage(cmd, "--since and --until take a day, as in 2023-12-21");
	if (f.near && strcmp(kind, "claims") != 0 && strcmp(kind, "events") != 0)
		return opt_usage(cmd, "--near goes with claims and events");
	if ((unnamed || own_voice) && strcmp(kind, "claims") != 0)
		return opt_usage(cmd, "--unnamed and --own-voice go with claims");
	if (own_voice && (unnamed || f.type))
		return opt_usage(cmd, "--own-voice goes neither with --unnamed nor with --type: an own-voice claim is of type own");
	if (unnamed && f.near)
		return opt_usage(cmd, "--unnamed does not go with --near");
	if (unnamed)
		kind = "unnamed";
	if (own_voice)
		f.type = "own";
	drg_record *rec = open_record(cmd, db, &code);
	if (!rec)
		return code;
	struct line_state l = { page_on(stdout), kind };
	code = each_row(rec, kind, &f, json ? kind : NULL, print_line, &l);
	drg_record_close(rec);
	return finish(code);
}
