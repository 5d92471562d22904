#include "knot.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_word(drg_str s, const char *z)
{
	return s.n == strlen(z) && strncasecmp(s.p, z, s.n) == 0;
}

const char *tie_word(const char *kind, drg_str op)
{
	if (is_word(op, "as long as") || is_word(op, "so long as"))
		return "as long as";
	if (is_word(op, "unless") || is_word(op, "while"))
		return is_word(op, "unless") ? "unless" : "while";
	static const struct { const char *kind, *word; } known[] = {
		{ "precondition", "until" }, { "exception", "except" }, { "exchange", "in exchange for" }, { "threat", "if" },
		{ "sequence", "only after" }, { "deadline", "by the deadline" }, { "simultaneous", "at the same time as" },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(kind, known[i].kind) == 0)
			return known[i].word;
	return kind;
}

/* Words cut at n bytes, between words; the whole is a `why` away. */
static drg_str brief(drg_str s, size_t n)
{
	if (s.n <= n)
		return s;
	while (n > 0 && s.p[n] != ' ')
		n--;
	return (drg_str){ s.p, n };
}

static void thing(struct page *p, drg_str words, const char *issue, size_t room)
{
	drg_str b = brief(words, room);
	if (!b.n)
		b = (drg_str){ "(not stated)", 12 };
	page_ink(p, INK_QUOTE);
	page_str(p, b);
	if (b.n < words.n)
		page_glue(p, "..");
	page_ink(p, INK_PLAIN);
	if (strcmp(issue, "other") != 0) {
		char plain[48];
		size_t i = 0;
		for (; issue[i] && i + 1 < sizeof plain; i++)
			plain[i] = issue[i] == '_' ? ' ' : issue[i];
		plain[i] = 0;
		page_ink(p, INK_FAINT);
		page_fmt(p, " [%s]", plain);
		page_ink(p, INK_PLAIN);
	}
}

static void who(struct page *p, drg_str name, const char *otherwise)
{
	page_ink(p, INK_NAME);
	if (name.n)
		page_str(p, name);
	else
		page_text(p, otherwise);
	page_ink(p, INK_PLAIN);
}

static void sources(struct page *p, const drg_knot_edge *e)
{
	page_ink(p, INK_FAINT);
	if (strcmp(e->sourcing, "own") == 0)
		page_text(p, "in its own words");
	else if (strcmp(e->sourcing, "unnamed") == 0)
		page_text(p, "on the word of somebody unnamed");
	else {
		page_text(p, "reported by ");
		page_str(p, e->origin.n ? e->origin : (drg_str){ "the publisher", 13 });
	}
	if (e->day.n) {
		page_glue(p, ",");
		page_text(p, " ");
		page_str(p, brief(e->day, 10));
	}
	if (e->reports > 1)
		page_fmt(p, ", %u reports, %u origins", e->reports, e->origins);
	page_text(p, " ");
	page_str(p, e->id);
	page_ink(p, INK_PLAIN);
	if (e->weakest) {
		page_ink(p, INK_ALERT);
		page_text(p, " << weakest source");
		page_ink(p, INK_PLAIN);
	}
	page_line(p);
}

/* "ministers", "The rebels", not "United Nations" or "the press": by its letters. */
static bool plural(drg_str name)
{
	bool common = name.n > 4 && ((name.p[0] >= 'a' && name.p[0] <= 'z') || strncmp(name.p, "The ", 4) == 0);
	return common && name.p[name.n - 1] == 's' && !memchr("sui'", name.p[name.n - 2], 4);
}

static void draw_edge(struct page *p, const drg_knot_edge *e)
{
	bool exchange = strcmp(e->kind, "exchange") == 0;
	page_indent(p, 8);
	page_tab(p, 2);
	who(p, e->party, "Somebody not named");
	bool many = plural(e->party);
	if (exchange)
		page_text(p, many ? " give:" : " gives:");
	else if (strcmp(e->kind, "threat") == 0)
		page_text(p, many ? " threaten:" : " threatens:");
	else if (strcmp(e->kind, "sequence") == 0)
		page_text(p, many ? " order steps:" : " orders steps:");
	else
		page_text(p, many ? " hold back:" : " holds back:");
	page_text(p, " ");
	thing(p, e->blocks, e->blocks_issue, 120);
	page_line(p);
	page_indent(p, 14);
	page_tab(p, 5);
	page_ink(p, INK_STRONG);
	page_fmt(p, "%s %s %s ", term.utf8 ? "\u2514\u2500" : "`-", tie_word(e->kind, e->words), term.utf8 ? "\u2500\u25b6" : "-->");
	page_ink(p, INK_PLAIN);
	thing(p, e->requires, e->requires_issue, 120);
	if (e->on.n) {
		page_text(p, " (for ");
		who(p, e->on, "");
		page_glue(p, ")");
	}
	if (e->circle != DRG_NONE) {
		page_ink(p, INK_ALERT);
		page_fmt(p, " (circle %u)", e->circle + 1);
		page_ink(p, INK_PLAIN);
	}
	page_line(p);
	page_indent(p, 8);
	page_tab(p, 8);
	sources(p, e);
}

static void heading(struct page *p, const char *z)
{
	page_blank(p);
	page_indent(p, 0);
	page_ink(p, INK_STRONG);
	page_text(p, z);
	page_ink(p, INK_PLAIN);
	page_line(p);
}

static void draw_circles(struct page *p, const drg_knot *k)
{
	drg_knot_circle c;
	drg_knot_edge e;
	for (uint32_t i = 0; drg_knot_get_circle(k, i, &c); i++) {
		if (!i)
			heading(p, "Circles: each waits for the next");
		page_indent(p, 6);
		page_tab(p, 2);
		page_fmt(p, "%u. ", i + 1);
		for (uint32_t j = 0; j < c.n && drg_knot_get_edge(k, c.edges[j], &e); j++) {
			who(p, e.party, "somebody");
			page_text(p, " waits for ");
			thing(p, e.requires, e.requires_issue, 60);
			page_text(p, c.n == 1 ? " and holds it back itself" : j + 1 < c.n ? (term.utf8 ? " \u2500\u25b6 " : " --> ") : (term.utf8 ? " \u2500\u25b6 (back to the first)" : " --> (back to the first)"));
		}
		page_line(p);
	}
}

static void draw_gaps(struct page *p, const drg_knot *k)
{
	drg_knot_gap g;
	for (uint32_t i = 0; drg_knot_get_gap(k, i, &g); i++) {
		if (!i)
			heading(p, "Gaps: what is demanded, what is offered");
		page_indent(p, 6);
		page_tab(p, 2);
		who(p, g.demander, "somebody");
		page_glue(p, ":");
		page_text(p, " ");
		thing(p, g.demand, g.demand_issue, 100);
		page_line(p);
		page_tab(p, 2);
		who(p, g.offerer, "somebody");
		page_glue(p, ":");
		page_text(p, " ");
		thing(p, g.offer, g.offer_issue, 100);
		page_line(p);
	}
}

static void draw_if(struct page *p, const drg_knot *k, const char *met)
{
	drg_knot_edge e;
	bool any = false, held = false;
	page_blank(p);
	page_indent(p, 0);
	page_ink(p, INK_STRONG);
	page_text(p, "If this were met: ");
	page_str(p, (drg_str){ met, strlen(met) });
	page_ink(p, INK_PLAIN);
	page_line(p);
	for (uint32_t i = 0; drg_knot_get_edge(k, i, &e); i++) {
		held |= e.met;
		if (!e.opened)
			continue;
		any = true;
		page_indent(p, 6);
		page_tab(p, 2);
		page_text(p, "no longer blocked: ");
		thing(p, e.blocks, e.blocks_issue, 120);
		page_text(p, " by ");
		who(p, e.party, "somebody not named");
		page_line(p);
	}
	if (!any) {
		page_tab(p, 2);
		page_text(p, held ? "nothing opens: other conditions still hold it back" : "no condition asks for it");
		page_line(p);
	}
}

static uint32_t count_edges(const drg_knot *k, uint32_t *apart)
{
	drg_knot_edge e;
	uint32_t n = 0;
	*apart = 0;
	for (; drg_knot_get_edge(k, n, &e); n++)
		*apart += e.same_as == DRG_NONE;
	return n;
}

static uint32_t draw(FILE *out, const drg_knot *k, const char *met, uint32_t reports)
{
	struct page p = page_on(out);
	drg_knot_edge e;
	drg_knot_circle c;
	drg_knot_gap g;
	uint32_t apart, n = count_edges(k, &apart), circles = 0;
	while (drg_knot_get_circle(k, circles, &c))
		circles++;
	page_ink(&p, INK_STRONG);
	page_text(&p, "The knot");
	page_ink(&p, INK_PLAIN);
	page_fmt(&p, ": %u condition%s, %u circle%s, %u report%s", apart, apart == 1 ? "" : "s", circles, circles == 1 ? "" : "s", reports, reports == 1 ? "" : "s");
	page_line(&p);
	if (!n && !drg_knot_get_gap(k, 0, &g)) {
		page_text(&p, "Nobody is said to hold anything back until something else happens.");
		page_line(&p);
		return 0;
	}
	for (uint32_t i = 0; drg_knot_get_edge(k, i, &e); i++) {
		if (e.same_as != DRG_NONE)
			continue;
		page_blank(&p);
		draw_edge(&p, &e);
	}
	draw_circles(&p, k);
	draw_gaps(&p, k);
	if (met)
		draw_if(&p, k, met);
	return n ? n : 1;
}

/* --------------------------------------------------------- JSON, Graphviz -- */

static void field(FILE *out, const char *key, drg_str s)
{
	fprintf(out, ",\"%s\":", key);
	if (s.n)
		json_str(out, s);
	else
		fputs("null", out);
}

static uint32_t json(FILE *out, const drg_knot *k, const char *met)
{
	drg_knot_edge e;
	drg_knot_circle c;
	drg_knot_gap g;
	uint32_t n = 0;
	for (; drg_knot_get_edge(k, n, &e); n++) {
		fputs("{\"row\":\"edge\",\"id\":", out);
		json_str(out, e.id);
		field(out, "report", e.report);
		field(out, "party", e.party);
		field(out, "on", e.on);
		fprintf(out, ",\"kind\":\"%s\"", e.kind);
		field(out, "blocks", e.blocks);
		fprintf(out, ",\"blocks_issue\":\"%s\"", e.blocks_issue);
		field(out, "requires", e.requires);
		fprintf(out, ",\"requires_issue\":\"%s\",\"sourcing\":\"%s\"", e.requires_issue, e.sourcing);
		field(out, "origin", e.origin);
		field(out, "day", e.day);
		fprintf(out, ",\"bytes\":[%u,%u],\"hops\":%u,\"reports\":%u,\"origins\":%u", e.span.s, e.span.e, e.hops, e.reports, e.origins);
		if (e.same_as != DRG_NONE)
			fprintf(out, ",\"same_as\":%u", e.same_as);
		if (e.circle != DRG_NONE)
			fprintf(out, ",\"circle\":%u", e.circle);
		fprintf(out, ",\"weakest\":%s", e.weakest ? "true" : "false");
		if (met)
			fprintf(out, ",\"met\":%s,\"opened\":%s", e.met ? "true" : "false", e.opened ? "true" : "false");
		fputs("}\n", out);
	}
	for (uint32_t i = 0; drg_knot_get_circle(k, i, &c); i++) {
		fputs("{\"row\":\"circle\",\"edges\":[", out);
		for (uint32_t j = 0; j < c.n && drg_knot_get_edge(k, c.edges[j], &e); j++) {
			if (j)
				fputc(',', out);
			json_str(out, e.id);
		}
		fputs("]}\n", out);
	}
	for (uint32_t i = 0; drg_knot_get_gap(k, i, &g); i++, n++) {
		fprintf(out, "{\"row\":\"gap\",\"issue\":\"%s\"", g.demand_issue);
		field(out, "demander", g.demander);
		field(out, "demand", g.demand);
		field(out, "demand_id", g.demand_id);
		field(out, "offerer", g.offerer);
		fprintf(out, ",\"offer_issue\":\"%s\"", g.offer_issue);
		field(out, "offer", g.offer);
		field(out, "offer_id", g.offer_id);
		fputs("}\n", out);
	}
	return n;
}

/* A label: report text escaped for a quoted string of Graphviz, and for the eye. */
static void dot_str(FILE *out, drg_str s)
{
	char *safe = term_escape(s);
	for (const char *c = safe ? safe : ""; *c; c++) {
		if (*c == '"' || *c == '\\')
			fputc('\\', out);
		fputc(*c, out);
	}
	free(safe);
}

static uint32_t dot(FILE *out, const drg_knot *k)
{
	drg_knot_edge e;
	uint32_t n = 0;
	fputs("digraph knot {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n", out);
	for (; drg_knot_get_edge(k, n, &e); n++) {
		if (e.same_as != DRG_NONE)
			continue;
		/* things of one issue are one node; without an issue each is its own */
		for (int side = 0; side < 2; side++) {
			const char *issue = side ? e.requires_issue : e.blocks_issue;
			bool other = strcmp(issue, "other") == 0;
			fprintf(out, side ? " -> \"%s" : "  \"%s", issue);
			if (other) {
				fputc(' ', out);
				dot_str(out, brief(side ? e.requires : e.blocks, 60));
			}
			fputc('"', out);
		}
		fputs(" [label=\"", out);
		dot_str(out, e.party.n ? e.party : (drg_str){ "not named", 9 });
		fprintf(out, ": %s\\n%s", tie_word(e.kind, e.words), e.sourcing);
		fprintf(out, "\", style=%s, color=%s];\n", e.weakest ? "dashed" : "solid", e.circle != DRG_NONE ? "red" : "black");
	}
	fputs("}\n", out);
	return n;
}

uint32_t knot_print(FILE *out, const drg_knot *k, enum knot_form form, const char *met, uint32_t reports)
{
	return form == KNOT_JSON ? json(out, k, met) : form == KNOT_DOT ? dot(out, k) : draw(out, k, met, reports);
}
