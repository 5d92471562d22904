/* cmd_talks.c - the state of the talks, as far as the record goes. */
#include <stdlib.h>
#include <string.h>

#include "knot.h"
#include "record.h"

struct talks {
	drg_record *rec;
	drg_filter filter;
	char **party;  /* only these, when any */
	int n_party;
	bool json;
	struct page page;
	uint64_t rows;
	uint64_t no_day, no_terms, no_author, no_party; /* what is not known */
};

static bool holds(drg_str s, const char *z)
{
	size_t n = strlen(z);
	for (size_t i = 0; i + n <= s.n; i++) {
		size_t k = 0;
		while (k < n && ((s.p[i + k] ^ z[k]) & ~0x20) == 0 && (s.p[i + k] == z[k] || ((z[k] | 0x20) >= 'a' && (z[k] | 0x20) <= 'z')))
			k++;
		if (k == n)
			return true;
	}
	return n == 0;
}

/* Is the row about one of the parties asked for? */
static bool about(const struct talks *t, const drg_field *f, uint32_t n)
{
	static const char *const who[] = { "party", "by", "to", "conveyed_by", "source", "parties", "believer", "user", "target", "mediator" };
	if (!t->n_party)
		return true;
	for (int i = 0; i < t->n_party; i++)
		for (size_t k = 0; k < sizeof who / sizeof *who; k++)
			if (holds(field_text(f, n, who[k]), t->party[i]))
				return true;
	return false;
}

static void heading(struct talks *t, const char *z)
{
	page_indent(&t->page, 0);
	if (t->rows)
		page_blank(&t->page);
	page_ink(&t->page, INK_STRONG);
	page_text(&t->page, z);
	page_ink(&t->page, INK_PLAIN);
	page_line(&t->page);
}

static void words_and_id(struct talks *t, const drg_field *f, uint32_t n, uint32_t at)
{
	struct page *p = &t->page;
	page_line(p);
	page_indent(p, at);
	page_tab(p, at);
	page_ink(p, INK_QUOTE);
	page_str(p, field_text(f, n, "text"));
	page_ink(p, INK_FAINT);
	page_text(p, " ");
	page_str(p, field_text(f, n, "id"));
	if (field_text(f, n, "judged").n) {
		page_ink(p, INK_ALERT);
		page_text(p, " judged: ");
		page_str(p, field_text(f, n, "judged"));
	}
	page_ink(p, INK_PLAIN);
	page_line(p);
}

static void name(struct page *p, drg_str s, const char *otherwise)
{
	page_text(p, " ");
	page_ink(p, s.n ? INK_NAME : INK_PLAIN);
	page_str(p, s.n ? s : (drg_str){ otherwise, strlen(otherwise) });
	page_ink(p, INK_PLAIN);
}

static bool ended(drg_str aspect)
{
	return aspect.n == 5 && memcmp(aspect.p, "ended", 5) == 0;
}

/* One position of one party on one issue; `issue` is the one of the row before. */
static void cell(struct talks *t, const drg_field *f, uint32_t n, char issue[64])
{
	struct page *p = &t->page;
	drg_str now = field_text(f, n, "issue"), since = field_text(f, n, "since"), latest = field_text(f, n, "latest");
	if (strlen(issue) != now.n || memcmp(issue, now.p, now.n) != 0) {
		snprintf(issue, 64, "%.*s", (int)now.n, now.p);
		page_line(p);
		page_indent(p, 2);
		page_tab(p, 2);
		page_ink(p, INK_STRONG);
		page_word(p, now);
		page_ink(p, INK_PLAIN);
		page_line(p);
	}
	page_indent(p, 6);
	page_tab(p, 4);
	name(p, field_text(f, n, "party"), "(party not named)");
	page_text(p, ended(field_text(f, n, "aspect")) ? " no longer " : " ");
	page_word(p, field_text(f, n, "stance"));
	bool own = field_text(f, n, "voice").n == 3;
	page_text(p, own ? " (own voice" : " (as others report");
	if (since.n) {
		page_text(p, ", since ");
		page_str(p, since);
		if (latest.n != since.n || memcmp(latest.p, since.p, since.n) != 0) {
			page_text(p, ", last ");
			page_str(p, latest);
		}
	} else {
		t->no_day++;
	}
	page_glue(p, ")");
	page_fmt(p, " reports %lld / relays %lld / origins %lld", (long long)field_number(f, n, "reports"),
	         (long long)field_number(f, n, "relays"), (long long)field_number(f, n, "origins"));
	if (!field_text(f, n, "party").n)
		t->no_party++;
	words_and_id(t, f, n, 6);
}

static void condition(struct talks *t, const drg_field *f, uint32_t n)
{
	struct page *p = &t->page;
	page_indent(p, 4);
	page_tab(p, 2);
	name(p, field_text(f, n, "party"), "(party not named)");
	page_glue(p, ",");
	page_text(p, " ");
	page_word(p, field_text(f, n, "kind"));
	page_glue(p, ":");
	page_line(p);
	char kind[24];
	snprintf(kind, sizeof kind, "%.*s", (int)field_text(f, n, "kind").n, field_text(f, n, "kind").p);
	const char *const side[2][2] = { { "blocks", strcmp(kind, "exchange") == 0 ? "gives" : "blocks" }, { "requires", tie_word(kind, field_text(f, n, "operator")) } };
	size_t room = 5 + (strlen(side[1][1]) > 6 ? strlen(side[1][1]) : 6);
	for (int i = 0; i < 2; i++) {
		page_indent(p, room);
		page_tab(p, 4);
		page_text(p, side[i][1]);
		page_tab(p, room);
		drg_str w = field_text(f, n, side[i][0]);
		page_ink(p, INK_QUOTE);
		page_str(p, w.n ? w : (drg_str){ "(not stated)", 12 });
		page_ink(p, INK_PLAIN);
		page_line(p);
	}
	if (!field_text(f, n, "party").n)
		t->no_party++;
	page_indent(p, 4);
	page_tab(p, 4);
	page_text(p, field_number(f, n, "necessary_only") ? "necessary, not said to be enough; by way of" : "by way of");
	page_chain(p, field_text(f, n, "chain"));
	page_ink(p, INK_FAINT);
	page_text(p, " ");
	page_str(p, field_text(f, n, "id"));
	page_ink(p, INK_PLAIN);
	page_line(p);
}

/* Proposals are kept until all are read: rows of one proposal are printed
 * together, the first with its author and terms, then its history. */
struct offer {
	char id[20], same_as[20], state[32], day[16];
	char *by, *to, *through, *terms, *issue, *chain;
	bool shown;
};

static char *copy(drg_str s)
{
	char *z = malloc(s.n + 1);
	if (z) {
		if (s.n)
			memcpy(z, s.p, s.n);
		z[s.n] = 0;
	}
	return z;
}

static void keep_name(char *to, size_t size, drg_str s)
{
	snprintf(to, size, "%.*s", (int)(s.n < size ? s.n : size - 1), s.p);
}

struct offers {
	struct offer *v;
	size_t n, cap;
	bool bad;
};

static void keep_offer(struct offers *o, const drg_field *f, uint32_t n)
{
	if (o->n == o->cap) {
		size_t cap = o->cap ? o->cap * 2 : 16;
		struct offer *v = realloc(o->v, cap * sizeof *v);
		if (!v) {
			o->bad = true;
			return;
		}
		o->v = v;
		o->cap = cap;
	}
	struct offer *x = &o->v[o->n++];
	*x = (struct offer){ .by = copy(field_text(f, n, "by")), .to = copy(field_text(f, n, "to")), .through = copy(field_text(f, n, "conveyed_by")),
		             .terms = copy(field_text(f, n, "terms")), .issue = copy(field_text(f, n, "issue")), .chain = copy(field_text(f, n, "chain")) };
	o->bad |= !x->by || !x->to || !x->through || !x->terms || !x->issue || !x->chain;
	keep_name(x->id, sizeof x->id, field_text(f, n, "id"));
	keep_name(x->same_as, sizeof x->same_as, field_text(f, n, "same_as"));
	keep_name(x->state, sizeof x->state, field_text(f, n, "state"));
	keep_name(x->day, sizeof x->day, field_text(f, n, "published"));
}

static drg_str zs(const char *z)
{
	return (drg_str){ z, strlen(z) };
}

/* The first known of a chain's rows. */
static const char *known(const struct offers *o, size_t first, const size_t *next, size_t which)
{
	for (size_t i = first; i != SIZE_MAX; i = next[i]) {
		const char *const v[] = { o->v[i].by, o->v[i].to, o->v[i].through, o->v[i].terms };
		if (*v[which])
			return v[which];
	}
	return "";
}

static void print_offer(struct talks *t, const struct offers *o, size_t first, const size_t *next)
{
	struct page *p = &t->page;
	const char *by = known(o, first, next, 0), *to = known(o, first, next, 1), *through = known(o, first, next, 2), *terms = known(o, first, next, 3);
	page_indent(p, 4);
	page_tab(p, 2);
	name(p, zs(by), "(author not stated)");
	if (*to) {
		page_text(p, " to");
		name(p, zs(to), "");
	}
	if (*through) {
		page_text(p, ", through");
		name(p, zs(through), "");
	}
	page_glue(p, ":");
	page_text(p, " ");
	page_word(p, zs(o->v[first].issue));
	page_text(p, "; terms: ");
	page_ink(p, *terms ? INK_QUOTE : INK_PLAIN);
	page_text(p, *terms ? terms : "not stated");
	page_ink(p, INK_PLAIN);
	page_line(p);
	t->no_terms += !*terms;
	t->no_author += !*by;
	page_indent(p, 6);
	page_tab(p, 4);
	for (size_t i = first; i != SIZE_MAX; i = next[i]) {
		if (i != first)
			page_text(p, " > ");
		page_ink(p, INK_STRONG);
		page_word(p, zs(o->v[i].state));
		page_ink(p, INK_FAINT);
		if (o->v[i].day[0]) {
			page_text(p, " ");
			page_text(p, o->v[i].day);
		}
		page_text(p, " ");
		page_text(p, o->v[i].id);
		page_ink(p, INK_PLAIN);
	}
	page_line(p);
}

static int print_offers(struct talks *t, struct offers *o)
{
	size_t *next = malloc((o->n ? o->n : 1) * sizeof *next);
	int code = EXIT_DONE;
	if (!next || o->bad) {
		say("out of memory");
		code = EXIT_INTERNAL;
	}
	for (size_t i = 0; !code && i < o->n; i++) {
		/* Rows come in the order of the text; same_as names the one before. */
		next[i] = SIZE_MAX;
		for (size_t k = i; o->v[i].same_as[0] && k-- > 0;)
			if (strcmp(o->v[k].id, o->v[i].same_as) == 0) {
				while (next[k] != SIZE_MAX)
					k = next[k];
				next[k] = i;
				o->v[i].shown = true;
				break;
			}
	}
	for (size_t i = 0; !code && i < o->n; i++)
		if (!o->v[i].shown)
			print_offer(t, o, i, next);
	free(next);
	for (size_t i = 0; i < o->n; i++) {
		struct offer *x = &o->v[i];
		free(x->by), free(x->to), free(x->through), free(x->terms), free(x->issue), free(x->chain);
	}
	free(o->v);
	return code;
}

static void unnamed(struct talks *t, const drg_field *f, uint32_t n)
{
	struct page *p = &t->page;
	page_indent(p, 4);
	page_tab(p, 2);
	page_chain(p, field_text(f, n, "chain"));
	words_and_id(t, f, n, 4);
}

/* "A and B: announced pause", "A calls B c". */
static void short_row(struct talks *t, const char *kind, const drg_field *f, uint32_t n)
{
	static const struct { const char *kind, *field[7]; } shown[] = {
		{ "agreements", { "parties", "status", "issue", "terms" } },
		{ "labels", { "user", "target", "term" } },
		{ "rounds", { "parties", "mediator", "host", "venue", "last", "next", "progress" } },
	};
	struct page *p = &t->page;
	page_indent(p, 4);
	page_tab(p, 2);
	for (size_t k = 0; k < sizeof shown / sizeof *shown; k++)
		for (size_t i = 0; strcmp(kind, shown[k].kind) == 0 && i < 7 && shown[k].field[i]; i++) {
			drg_str s = field_text(f, n, shown[k].field[i]);
			if (!s.n)
				continue;
			if (i == 0)
				name(p, s, "");
			else
				page_word(p, s);
			page_text(p, " ");
		}
	words_and_id(t, f, n, 4);
}

static void count(struct talks *t, const drg_field *f, uint32_t n)
{
	struct count_view v = field_count(f, n);
	page_indent(&t->page, 4);
	page_count(&t->page, &v, 2);
	words_and_id(t, f, n, 4);
}

static int section(struct talks *t, const char *kind, const char *title)
{
	drg_list *list = NULL;
	const drg_field *f;
	uint32_t n;
	uint64_t here = 0;
	char issue[64] = "";
	struct offers offers = { 0 };
	drg_error err;
	drg_status s = drg_record_list(t->rec, kind, &t->filter, &list, &err);
	while (!s && !ferror(stdout) && (s = drg_list_next(list, &f, &n, &err)) == DRG_OK) {
		if (!about(t, f, n))
			continue;
		if (t->json) {
			row_json(stdout, kind, f, n);
		} else {
			if (!here)
				heading(t, title);
			if (strcmp(kind, "cells") == 0)
				cell(t, f, n, issue);
			else if (strcmp(kind, "conditions") == 0)
				condition(t, f, n);
			else if (strcmp(kind, "proposals") == 0)
				keep_offer(&offers, f, n);
			else if (strcmp(kind, "unnamed") == 0)
				unnamed(t, f, n);
			else if (strcmp(kind, "counts") == 0)
				count(t, f, n);
			else
				short_row(t, kind, f, n);
		}
		here++;
		t->rows++;
	}
	drg_list_close(list);
	int code = print_offers(t, &offers);
	if (s && s != DRG_END) {
		say_error(&err);
		code = code_of(s);
	}
	return code;
}

static void not_known(struct talks *t)
{
	const struct { uint64_t n; const char *one, *more; } gap[] = {
		{ t->no_day, "position has no day: its report states none", "positions have no day: their reports state none" },
		{ t->no_party, "row names no party", "rows name no party" },
		{ t->no_author, "proposal has no stated author", "proposals have no stated author" },
		{ t->no_terms, "proposal has no stated terms", "proposals have no stated terms" },
	};
	struct page *p = &t->page;
	bool any = false;
	for (size_t i = 0; i < sizeof gap / sizeof *gap; i++) {
		if (!gap[i].n)
			continue;
		if (!any)
			heading(t, "Not known");
		any = true;
		page_indent(p, 4);
		page_tab(p, 2);
		page_fmt(p, "%llu ", (unsigned long long)gap[i].n);
		page_text(p, gap[i].n == 1 ? gap[i].one : gap[i].more);
		page_line(p);
	}
}

/* ---------------------------------------------------------------- the knot -- */

struct knot_run {
	drg_knot *knot;
	enum knot_form form;
	const char *met;
	uint32_t reports;
};

static int knot_add(struct knot_run *k, const drg_doc *doc)
{
	drg_error err;
	drg_status s = drg_knot_add(k->knot, doc, &err);
	if (s)
		say_error(&err);
	k->reports++;
	return s ? code_of(s) : 0;
}

static int knot_piece(void *ctx, const struct piece *p)
{
	return p->doc ? knot_add(ctx, p->doc) : 0;
}

static int knot_finish(struct knot_run *k)
{
	drg_error err;
	drg_status s = drg_knot_tie(k->knot, k->met, &err);
	if (s) {
		say_error(&err);
		return code_of(s);
	}
	return knot_print(stdout, k->knot, k->form, k->met, k->reports) ? EXIT_DONE : EXIT_NOTHING;
}

/* Every current reading of the record, pooled by the parties' names. */
static int knot_of_record(struct talks *t, struct knot_run *k)
{
	drg_list *list = NULL;
	const drg_field *f;
	uint32_t n;
	drg_error err;
	int code = 0;
	drg_status s = drg_record_list(t->rec, "reports", &t->filter, &list, &err);
	while (!s && !code && !interrupted() && (s = drg_list_next(list, &f, &n, &err)) == DRG_OK) {
		char id[32];
		drg_str r = field_text(f, n, "id");
		drg_doc *doc = NULL;
		snprintf(id, sizeof id, "%.*s", (int)r.n, r.p);
		s = drg_record_doc(t->rec, id, &doc, &err);
		if (!s)
			code = knot_add(k, doc);
		drg_doc_free(doc);
	}
	drg_list_close(list);
	if (s && s != DRG_END) {
		say_error(&err);
		code = code_of(s);
	}
	return code ? code : knot_finish(k);
}

static int knot_of_files(struct knot_run *k, const struct input_options *in, char **path, int n)
{
	drg_pack *pack = open_pack(in->pack);
	if (!pack)
		return EXIT_UNUSABLE;
	struct run r = { .opt = in, .pack = pack, .emit = knot_piece, .ctx = k };
	int code = run_inputs(&r, path, n);
	if (!code || code == EXIT_SOME_FAILED) {
		int drawn = knot_finish(k);
		code = code ? code : drawn;
	}
	drg_pack_close(pack);
	return code;
}

static int knot(struct talks *t, struct knot_run *k, const struct input_options *in, char **path, int n)
{
	drg_error err;
	if (drg_knot_new(&k->knot, &err) != DRG_OK) {
		say_error(&err);
		return EXIT_INTERNAL;
	}
	int code = t->rec ? knot_of_record(t, k) : knot_of_files(k, in, path, n);
	drg_knot_free(k->knot);
	return code;
}

/* ------------------------------------------------------------- the command -- */

static int views(struct talks *t)
{
	static const char *const part[][2] = {
		{ "cells", "Positions, by issue and party" },
		{ "conditions", "Conditions" },
		{ "proposals", "Proposals and what became of them" },
		{ "agreements", "Agreements and what is said of them" },
		{ "rounds", "Rounds of talks" },
		{ "counts", "Counts: whose, how many" },
		{ "labels", "Who calls whom what" },
		{ "unnamed", "Claims that rest on sources without a name" },
	};
	int code = 0;
	for (size_t i = 0; !code && i < sizeof part / sizeof *part; i++)
		code = section(t, part[i][0], part[i][1]);
	if (!code && !t->json)
		not_known(t);
	return !code && !t->rows ? EXIT_NOTHING : code;
}

int cmd_talks(const struct command *cmd, int argc, char **argv)
{
	const char *db = NULL;
	bool draw = false, dot = false;
	struct talks t = { .filter = { .size = sizeof t.filter } };
	struct knot_run k = { .form = KNOT_DRAWN };
	struct input_options in = { 0 };
	const struct opt opts[] = {
		{ "db", 0, OPT_TEXT, "FILE", "the record; without it the reports named are read", &db },
		{ "knot", 0, OPT_FLAG, NULL, "draw who blocks what until what", &draw },
		{ "dot", 0, OPT_FLAG, NULL, "the knot for Graphviz", &dot },
		{ "if", 0, OPT_TEXT, "CONDITION", "with the knot: what would open if this were met (an id, an issue, or some of the words)", &k.met },
		{ "since", 0, OPT_TEXT, "YYYY-MM-DD", "said on that day or later (published, where not said)", &t.filter.since },
		{ "until", 0, OPT_TEXT, "YYYY-MM-DD", "said on that day or before", &t.filter.until },
		{ "json", 0, OPT_FLAG, NULL, "one line of JSON a row", &t.json },
		INPUT_OPTS(in),
		{ 0 },
	};
	int code = opt_parse(cmd, opts, &argc, argv);
	if (code >= 0)
		return code;
	if ((t.filter.since && !is_day(t.filter.since)) || (t.filter.until && !is_day(t.filter.until)))
		return opt_usage(cmd, "--since and --until take a day, as in 2023-12-21");
	if (!db && argc < 2)
		return opt_usage(cmd, "name a record with --db, or reports to read");
	code = input_options_check(cmd, &in);
	if (code >= 0)
		return code;
	k.form = dot ? KNOT_DOT : t.json ? KNOT_JSON : KNOT_DRAWN;
	code = 0;
	if (db && !(t.rec = open_record(cmd, db, &code)))
		return code;
	t.party = argv + 1;
	t.n_party = argc - 1;
	t.page = page_on(stdout);
	/* of reports that no record keeps there is the knot alone */
	if (draw || dot || k.met || !t.rec)
		code = knot(&t, &k, &in, argv + 1, argc - 1);
	else
		code = views(&t);
	drg_record_close(t.rec);
	return finish(code);
}
