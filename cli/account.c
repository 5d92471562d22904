/* account.c - a document as a person reads it.
 *
 * read and show print the same: who said what by way of whom, and where in the
 * text; what the publisher says in its own voice; the talks; the counts; what was set
 * aside, and why; remarks.  `why` prints one row down to its characters. */
#include "counts.h"

#include <stdlib.h>
#include <string.h>

/* -------------------------------------------------------------- words -- */

/* The words of a span, from the text. */
static drg_str cut(drg_str text, drg_span s)
{
	return s.e <= text.n && s.s <= s.e ? (drg_str){ text.p + s.s, s.e - s.s } : (drg_str){ "", 0 };
}

static void put_spans(struct page *p, drg_str text, drg_spans v)
{
	page_ink(p, INK_QUOTE);
	for (uint32_t i = 0; i < v.n; i++) {
		if (i)
			page_text(p, " ... ");
		page_str(p, cut(text, v.v[i]));
	}
	page_ink(p, INK_PLAIN);
}

/* At most so many columns of the words, on one line, "..." where cut. */
static void put_brief(struct page *p, drg_str text, drg_spans v, uint32_t columns)
{
	uint32_t used = 0;
	page_ink(p, INK_QUOTE);
	for (uint32_t i = 0; i < v.n; i++) {
		drg_str s = cut(text, v.v[i]);
		const char *q = s.p, *end = s.p + s.n, *space = NULL;
		uint32_t at = used;
		while (q < end && at < columns) {
			const char *from = q;
			drg_utf8_next(&q, end);
			at += term_columns((drg_str){ from, (size_t)(q - from) });
			if (*from == ' ' || *from == '\n')
				space = from;
		}
		bool whole = q == end && at <= columns;
		if (!whole && space)
			q = space;
		page_str(p, (drg_str){ s.p, (size_t)(q - s.p) });
		if (!whole) {
			page_glue(p, "...");
			break;
		}
		used = at;
		if (i + 1 < v.n)
			page_text(p, " ");
	}
	page_ink(p, INK_PLAIN);
}

static void put_place(struct page *p, const drg_doc *doc, drg_span s)
{
	page_fmt(p, " [%u-%u]", drg_doc_code_point(doc, s.s), drg_doc_code_point(doc, s.e));
}

static void put_places(struct page *p, const drg_doc *doc, drg_spans v)
{
	for (uint32_t i = 0; i < v.n; i++) {
		if (i)
			page_glue(p, ",");
		put_place(p, doc, v.v[i]);
	}
}

static void put_id(struct page *p, const char *id)
{
	page_text(p, " ");
	page_ink(p, INK_FAINT);
	page_text(p, id);
	page_ink(p, INK_PLAIN);
}

static void heading(struct page *p, const char *z)
{
	page_indent(p, 0);
	page_blank(p);
	page_ink(p, INK_STRONG);
	page_text(p, z);
	page_ink(p, INK_PLAIN);
	page_line(p);
}

/* "refuses_until" as "refuses until", cut to the size of `out`. */
static void spaced(const char *z, char *out, size_t size)
{
	size_t n = 0;
	for (; z[n] && n < size - 1; n++)
		out[n] = z[n] == '_' ? ' ' : z[n];
	out[n] = 0;
}

static void page_word(struct page *p, const char *z)
{
	char word[64];
	spaced(z, word, sizeof word);
	page_text(p, word);
}

static void put_word(struct page *p, const char *z)
{
	page_text(p, " ");
	page_word(p, z);
}

/* -------------------------------------------------------------- people -- */

static bool is_unnamed(const drg_doc *doc, const drg_hop *h)
{
	drg_entity e;
	return drg_doc_get_entity(doc, h->entity, &e) && strcmp(e.kind, "unnamed") == 0;
}

/* The entity's name where it has one: "he" says little.  One without a name is
 * described as it is here. */
static drg_str hop_name(const drg_doc *doc, const drg_hop *h)
{
	drg_entity e;
	if (!drg_doc_get_entity(doc, h->entity, &e) || !e.name.n || (h->name.n && strcmp(e.kind, "unnamed") == 0))
		return h->name;
	return e.name;
}

static bool holds(drg_str s, drg_str part)
{
	for (size_t i = 0; i + part.n <= s.n; i++)
		if (memcmp(s.p + i, part.p, part.n) == 0)
			return true;
	return false;
}

static void put_hop(struct page *p, const drg_doc *doc, const drg_hop *h)
{
	drg_str name = hop_name(doc, h);
	page_text(p, " ");
	if (!name.n) {
		page_text(p, strcmp(h->role, "publisher") == 0     ? "(publisher not known)"
		             : strcmp(h->role, "unspecified") == 0 ? "(source not stated)"
		                                                   : "(not named)");
		return;
	}
	page_ink(p, INK_NAME);
	page_str(p, name);
	page_ink(p, INK_PLAIN);
	if (h->name.n && !holds(name, h->name) && !holds(h->name, name)) {
		page_text(p, " (\""); /* "he", "the group": as the text has it */
		page_str(p, h->name);
		page_glue(p, "\")");
	}
	if (is_unnamed(doc, h))
		page_text(p, " (not named)");
	else if (strcmp(h->role, "unspecified") == 0)
		page_text(p, " (source not stated)");
}

static bool same_str(drg_str a, drg_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static bool same_chain(const drg_doc *doc, const drg_claim *a, const drg_claim *b)
{
	if (a->n_hops != b->n_hops)
		return false;
	for (uint32_t i = 0; i < a->n_hops; i++) {
		drg_hop x, y;
		if (!drg_doc_get_hop(doc, a->first_hop + i, &x) || !drg_doc_get_hop(doc, b->first_hop + i, &y))
			return false;
		/* Two unnamed sources are never shown as one. */
		if (x.role != y.role || x.entity != y.entity || !same_str(hop_name(doc, &x), hop_name(doc, &y)))
			return false;
		if (x.entity == DRG_NONE && !x.name.n && strcmp(x.role, "publisher") != 0)
			return false;
	}
	return true;
}

/* "Lena Ort, by way of Harbour Post > Kestrel News" */
static void put_source(struct page *p, const drg_doc *doc, const drg_claim *c)
{
	drg_hop h;
	if (!c->n_hops || !drg_doc_get_hop(doc, c->first_hop + c->n_hops - 1, &h)) {
		page_text(p, "(source not known)");
		return;
	}
	put_hop(p, doc, &h);
	for (uint32_t i = 0; i + 1 < c->n_hops; i++) {
		drg_hop via;
		if (!drg_doc_get_hop(doc, c->first_hop + i, &via))
			break;
		if (i == 0)
			page_glue(p, ",");
		page_text(p, i ? " >" : " by way of");
		put_hop(p, doc, &via);
		if (strcmp(via.role, "addressee") == 0)
			page_text(p, " (told)");
	}
}

static const char *verb(const char *stance)
{
	static const char *const say[][2] = { { "asserts", "says" }, { "denies", "denies" }, { "doubts", "doubts" }, { "asks", "asks" },
		                              { "confirms", "confirms" }, { "declines", "declines" } };
	for (size_t i = 0; i < sizeof say / sizeof *say; i++)
		if (strcmp(stance, say[i][0]) == 0)
			return say[i][1];
	return stance;
}

/* How far the origin commits itself; "" where it does so in full, or the verb says it. */
static const char *held(const drg_doc *doc, const drg_claim *c)
{
	static const char *const as[][2] = { { "PR+", "as probable" }, { "PR-", "as improbable" }, { "PS+", "as possible" }, { "PS-", "as possibly not so" } };
	for (size_t i = 0; i < sizeof as / sizeof *as; i++)
		if (strcmp(c->factuality_origin, as[i][0]) == 0)
			return as[i][1];
	drg_str last = c->spans.n ? cut(drg_doc_text(doc), c->spans.v[c->spans.n - 1]) : (drg_str){ "", 0 };
	if (last.n && last.p[last.n - 1] == '?' && strcmp(c->stance, "asks") != 0)
		return "as a question";
	bool asserts = strcmp(c->stance, "asserts") == 0 || strcmp(c->stance, "confirms") == 0;
	return asserts && strcmp(c->factuality_origin, "Uu") == 0 ? "as wish, order or condition" : "";
}

static drg_str entity_name(const drg_doc *doc, uint32_t i)
{
	drg_entity e;
	return drg_doc_get_entity(doc, i, &e) ? e.name : (drg_str){ "", 0 };
}

static void put_entity(struct page *p, const drg_doc *doc, uint32_t i, const char *otherwise)
{
	drg_str name = entity_name(doc, i);
	page_text(p, " ");
	if (!name.n) {
		page_text(p, otherwise);
		return;
	}
	page_ink(p, INK_NAME);
	page_str(p, name);
	page_ink(p, INK_PLAIN);
}

/* ------------------------------------------------------------- sections -- */

static void put_head(struct page *p, const drg_doc *doc)
{
	drg_report r;
	drg_str by, text = drg_doc_text(doc);
	drg_doc_get_report(doc, &r);
	page_ink(p, INK_STRONG);
	page_str(p, r.title.n ? r.title : (drg_str){ "(no title)", 10 });
	page_ink(p, INK_PLAIN);
	page_line(p);
	page_ink(p, INK_NAME);
	page_str(p, r.outlet.n ? r.outlet : (drg_str){ "(outlet not known)", 18 });
	page_ink(p, INK_PLAIN);
	if (r.outlet.n && r.outlet_basis && (strcmp(r.outlet_basis, "inferred") == 0 || strcmp(r.outlet_basis, "text") == 0))
		page_text(p, " (inferred from its text)");
	page_glue(p, ",");
	page_text(p, " ");
	page_str(p, r.published.n ? r.published : (drg_str){ "day not known", 13 });
	for (uint32_t i = 0; drg_doc_get_byline(doc, i, &by); i++) {
		page_glue(p, ",");
		page_text(p, i ? " " : " by ");
		page_str(p, by);
	}
	page_line(p);
	page_ink(p, INK_FAINT);
	page_str(p, r.source_name);
	if (r.source_id.n) {
		page_text(p, " ");
		page_str(p, r.source_id);
	}
	page_fmt(p, ", %u characters, ", drg_doc_code_point(doc, (uint32_t)text.n));
	page_text(p, r.id);
	page_ink(p, INK_PLAIN);
	page_line(p);
}

static bool is_own(const drg_claim *c)
{
	return strcmp(c->kind, "own") == 0;
}

static void put_claims(struct page *p, const drg_doc *doc)
{
	drg_str text = drg_doc_text(doc);
	drg_claim c, before = { 0 };
	bool any = false;
	for (uint32_t i = 0; drg_doc_get_claim(doc, i, &c); i++) {
		if (is_own(&c))
			continue;
		if (!any)
			heading(p, "Who said what");
		if (!any || !same_chain(doc, &before, &c)) {
			if (any)
				page_blank(p);
			page_indent(p, 4);
			page_tab(p, 2);
			put_source(p, doc, &c);
			page_line(p);
		}
		any = true;
		before = c;
		page_indent(p, 6);
		page_tab(p, 4);
		page_text(p, verb(c.stance));
		bool direct = strcmp(c.kind, "direct") == 0;
		if (strcmp(c.kind, "mixed") == 0)
			page_glue(p, ", partly in quotation");
		if (*held(doc, &c)) {
			page_glue(p, ",");
			page_text(p, " ");
			page_text(p, held(doc, &c));
		}
		page_glue(p, ":");
		page_text(p, direct ? " \"" : " ");
		put_spans(p, text, c.spans);
		if (direct)
			page_glue(p, "\"");
		page_ink(p, INK_FAINT);
		put_places(p, doc, c.spans);
		if (c.said.n && strcmp(c.said_basis, "inferred") != 0) {
			page_glue(p, ",");
			page_text(p, " said ");
			page_str(p, c.said);
		}
		put_id(p, c.id);
		page_line(p);
	}
}

enum { OWN_SHOWN = 4 };

static void put_own_voice(struct page *p, const drg_doc *doc)
{
	drg_str text = drg_doc_text(doc);
	drg_claim c;
	uint32_t n = 0, all = 0;
	for (uint32_t i = 0; drg_doc_get_claim(doc, i, &c); i++)
		all += is_own(&c);
	if (!all)
		return;
	heading(p, "In the publisher's own voice");
	for (uint32_t i = 0; n < OWN_SHOWN && drg_doc_get_claim(doc, i, &c); i++) {
		if (!is_own(&c))
			continue;
		n++;
		page_indent(p, 4);
		page_tab(p, 2);
		put_brief(p, text, c.spans, p->width > 46 ? p->width - 36 : 10);
		page_ink(p, INK_FAINT);
		if (c.spans.n)
			put_place(p, doc, c.spans.v[0]);
		put_id(p, c.id);
		page_line(p);
	}
	if (all > n) {
		page_tab(p, 2);
		page_fmt(p, "and %u more (--json has them all)", all - n);
		page_line(p);
	}
}

static void put_voice(struct page *p, const drg_doc *doc, const char *voice, uint32_t claim)
{
	drg_claim c;
	drg_hop h;
	if (strcmp(voice, "own") == 0) {
		page_text(p, " (own voice");
		/* A party's own official is its own voice; that nobody names him matters. */
		if (drg_doc_get_claim(doc, claim, &c) && c.n_hops && drg_doc_get_hop(doc, c.first_hop + c.n_hops - 1, &h) && is_unnamed(doc, &h)) {
			page_glue(p, ",");
			page_text(p, " through");
			put_hop(p, doc, &h);
		}
		page_glue(p, ")");
		return;
	}
	page_text(p, " (reported by");
	if (drg_doc_get_claim(doc, claim, &c) && c.n_hops && drg_doc_get_hop(doc, c.first_hop + c.n_hops - 1, &h))
		put_hop(p, doc, &h);
	else
		page_text(p, " others");
	page_glue(p, ")");
}

static void put_act(struct page *p, const drg_doc *doc, const drg_act *a, const char *id)
{
	page_line(p);
	page_indent(p, 6);
	page_tab(p, 4);
	put_spans(p, drg_doc_text(doc), (drg_spans){ &a->span, 1 });
	page_ink(p, INK_FAINT);
	put_place(p, doc, a->span);
	put_id(p, id);
	page_line(p);
	page_indent(p, 4);
}

/* ", on pause"; nothing where the issue is none of the list. */
static void put_issue(struct page *p, const char *issue)
{
	if (strcmp(issue, "other") != 0) {
		page_glue(p, ",");
		page_text(p, " on");
		put_word(p, issue);
	}
}

static void put_positions(struct page *p, const drg_doc *doc)
{
	drg_position x;
	for (uint32_t i = 0; drg_doc_get_position(doc, i, &x); i++) {
		page_indent(p, 4);
		page_tab(p, 2);
		put_entity(p, doc, x.party, "(party not named)");
		put_issue(p, x.issue);
		page_glue(p, ":");
		put_word(p, x.stance);
		if (strcmp(x.aspect, "unstated") != 0) {
			page_glue(p, ",");
			put_word(p, x.aspect);
		}
		put_voice(p, doc, x.voice, x.act.claim);
		put_act(p, doc, &x.act, x.id);
	}
}

static void put_side(struct page *p, drg_str text, const char *what, uint32_t column, drg_span s, const char *issue)
{
	page_text(p, what);
	page_text(p, " ");
	if (column)
		page_tab(p, column);
	if (s.e > s.s)
		put_spans(p, text, (drg_spans){ &s, 1 });
	else
		page_text(p, "(not stated)");
	if (strcmp(issue, "other") != 0) {
		/* in one piece, so that a line never ends inside a word */
		char plain[64];
		spaced(issue, plain, sizeof plain);
		page_fmt(p, " [%s]", plain);
	}
}

static void put_conditions(struct page *p, const drg_doc *doc)
{
	drg_str text = drg_doc_text(doc);
	drg_condition x;
	for (uint32_t i = 0; drg_doc_get_condition(doc, i, &x); i++) {
		page_indent(p, 4);
		page_tab(p, 2);
		put_entity(p, doc, x.party, "(party not named)");
		page_text(p, " sets a");
		if (strchr("aeiou", x.kind[0]))
			page_glue(p, "n");
		put_word(p, x.kind);
		if (x.necessary_only)
			page_text(p, " (necessary, not said to be enough)");
		page_line(p);
		page_indent(p, 14);
		page_tab(p, 4);
		bool exchange = strcmp(x.kind, "exchange") == 0;
		put_side(p, text, exchange ? "gives" : "blocks", 14, x.blocks, x.blocks_issue);
		page_line(p);
		page_tab(p, 4);
		put_side(p, text, exchange ? "gets" : "requires", 14, x.requires, x.requires_issue);
		page_ink(p, INK_FAINT);
		put_place(p, doc, x.act.span);
		put_id(p, x.id);
		page_line(p);
	}
}

static void put_proposals(struct page *p, const drg_doc *doc)
{
	drg_str text = drg_doc_text(doc);
	drg_proposal x, y;
	for (uint32_t i = 0; drg_doc_get_proposal(doc, i, &x); i++) {
		page_indent(p, 4);
		page_tab(p, 2);
		page_text(p, "proposal");
		if (x.by != DRG_NONE) {
			page_text(p, " by");
			put_entity(p, doc, x.by, "");
		} else {
			page_glue(p, ",");
			page_text(p, " author not stated");
			page_glue(p, x.to != DRG_NONE || x.conveyed_by != DRG_NONE ? "," : "");
		}
		if (x.to != DRG_NONE) {
			page_text(p, " to");
			put_entity(p, doc, x.to, "");
		}
		if (x.conveyed_by != DRG_NONE) {
			page_text(p, " through");
			put_entity(p, doc, x.conveyed_by, "");
		}
		put_issue(p, x.issue);
		page_glue(p, ":");
		put_word(p, x.state);
		page_text(p, "; terms:");
		page_text(p, " ");
		if (x.terms.e > x.terms.s)
			put_spans(p, text, (drg_spans){ &x.terms, 1 });
		else
			page_text(p, "not stated");
		if (drg_doc_get_proposal(doc, x.same_as, &y)) {
			page_text(p, " (the same as");
			put_id(p, y.id);
			page_glue(p, ")");
		}
		put_act(p, doc, &x.act, x.id);
	}
}

static void put_agreements(struct page *p, const drg_doc *doc)
{
	drg_agreement x;
	for (uint32_t i = 0; drg_doc_get_agreement(doc, i, &x); i++) {
		page_indent(p, 4);
		page_tab(p, 2);
		page_text(p, "agreement");
		for (uint32_t k = 0; k < x.n_parties; k++) {
			page_text(p, k ? " and" : " of");
			put_entity(p, doc, x.parties[k], "");
		}
		if (!x.n_parties) {
			page_glue(p, ",");
			page_text(p, " parties not stated");
			page_glue(p, ",");
		}
		put_issue(p, x.issue);
		page_glue(p, ":");
		put_word(p, x.status);
		put_act(p, doc, &x.act, x.id);
	}
}

/* Who calls whom what; without a user it is the report's own word. */
static void put_labels(struct page *p, const drg_doc *doc)
{
	drg_label x;
	for (uint32_t i = 0; drg_doc_get_label(doc, i, &x); i++) {
		page_indent(p, 4);
		page_tab(p, 2);
		if (x.user != DRG_NONE)
			put_entity(p, doc, x.user, "");
		else
			page_text(p, "the report");
		page_text(p, " says");
		page_text(p, " \"");
		page_glue(p, "");
		put_spans(p, drg_doc_text(doc), (drg_spans){ &x.act.cue, 1 });
		page_glue(p, "\"");
		page_text(p, x.target != DRG_NONE ? " of" : " (of whom is not stated)");
		if (x.target != DRG_NONE)
			put_entity(p, doc, x.target, "");
		page_ink(p, INK_FAINT);
		put_place(p, doc, x.act.cue);
		put_id(p, x.id);
		page_line(p);
	}
}

/* Unnamed sources, one a line: what rests on them. */
static void put_unnamed(struct page *p, const drg_doc *doc)
{
	drg_claim c;
	drg_hop h;
	bool any = false;
	for (uint32_t i = 0; drg_doc_get_claim(doc, i, &c); i++) {
		if (is_own(&c) || !c.n_hops || !drg_doc_get_hop(doc, c.first_hop + c.n_hops - 1, &h))
			continue;
		if (!is_unnamed(doc, &h) && strcmp(h.role, "unspecified") != 0)
			continue;
		if (!any)
			heading(p, "Rests on sources without a name");
		any = true;
		page_indent(p, 4);
		page_tab(p, 2);
		put_hop(p, doc, &h);
		page_glue(p, ":");
		page_text(p, " ");
		put_brief(p, drg_doc_text(doc), c.spans, p->width > p->at + 54 ? p->width - p->at - 24 : 30);
		put_id(p, c.id);
		page_line(p);
	}
}

static void put_talks(struct page *p, const drg_doc *doc)
{
	drg_position a;
	drg_condition b;
	drg_proposal c;
	drg_agreement d;
	drg_label e;
	if (drg_doc_get_position(doc, 0, &a) || drg_doc_get_condition(doc, 0, &b) || drg_doc_get_proposal(doc, 0, &c) || drg_doc_get_agreement(doc, 0, &d) || drg_doc_get_label(doc, 0, &e)) {
		heading(p, "The talks");
		put_positions(p, doc);
		put_conditions(p, doc);
		put_proposals(p, doc);
		put_agreements(p, doc);
		put_labels(p, doc);
	}
	put_unnamed(p, doc);
}

/* Names of an event's actors or recipients: entities, else the words. */
static void put_who(struct page *p, const drg_doc *doc, uint32_t event, bool recipient, const char *otherwise)
{
	drg_event_arg a;
	uint32_t n = 0, e;
	for (; (e = drg_doc_event_who(doc, event, recipient, n)) != DRG_NONE; n++) {
		if (n)
			page_glue(p, ",");
		put_entity(p, doc, e, otherwise);
	}
	for (uint32_t k = 0; drg_doc_get_event_arg(doc, event, k, &a); k++) {
		if (a.recipient != recipient || a.entity != DRG_NONE)
			continue;
		if (n++)
			page_glue(p, ",");
		page_text(p, " ");
		page_str(p, cut(drg_doc_text(doc), a.span));
	}
	if (!n)
		page_text(p, otherwise);
}

/* "ASSAULT heavy-weapons 194, asserted: the army > the port" */
static void put_event(struct page *p, const drg_doc *doc, uint32_t i, const drg_event *v)
{
	page_ink(p, INK_STRONG);
	page_str(p, v->type);
	page_ink(p, INK_PLAIN);
	if (v->mode.n) {
		page_text(p, " ");
		page_str(p, v->mode);
	}
	if (v->cameo.n) {
		page_text(p, " ");
		page_str(p, v->cameo);
	}
	page_glue(p, ",");
	put_word(p, v->status);
	page_glue(p, ":");
	put_who(p, doc, i, false, " (actor not named)");
	if (v->recipients) {
		page_text(p, " >");
		put_who(p, doc, i, true, "");
	}
}

static void put_events(struct page *p, const drg_doc *doc)
{
	drg_event v;
	if (drg_doc_get_event(doc, 0, &v))
		heading(p, "Events");
	for (uint32_t i = 0; drg_doc_get_event(doc, i, &v); i++) {
		page_indent(p, 4);
		page_tab(p, 2);
		put_event(p, doc, i, &v);
		page_line(p);
		page_indent(p, 6);
		page_tab(p, 4);
		put_spans(p, drg_doc_text(doc), (drg_spans){ &v.trigger, 1 });
		page_ink(p, INK_FAINT);
		put_place(p, doc, v.trigger);
		if (v.mentions > 1)
			page_fmt(p, ", %u mentions", v.mentions);
		if (strcmp(v.by, "head") == 0)
			page_fmt(p, ", by the encoder, score %.2f", (double)v.why.score);
		put_id(p, v.id);
		page_line(p);
	}
}

static void put_aside(struct page *p, const drg_doc *doc)
{
	static const char *const why[][2] = {
		{ "title", "the title" },
		{ "dateline", "where it was written" },
		{ "headline", "a heading, or another report's" },
		{ "promo", "addressed to readers, not about the events" },
		{ "credit", "who made or sent the report" },
		{ "caption", "under a picture" },
	};
	drg_zone z;
	for (uint32_t i = 0; drg_doc_get_zone(doc, i, &z); i++) {
		if (!i)
			heading(p, "Set aside: kept, never a claim");
		page_indent(p, 4);
		page_tab(p, 2);
		page_text(p, z.kind);
		for (size_t k = 0; k < sizeof why / sizeof *why; k++)
			if (strcmp(z.kind, why[k][0]) == 0) {
				page_text(p, " (");
				page_text(p, why[k][1]);
				page_glue(p, ")");
			}
		page_glue(p, ":");
		page_text(p, " ");
		put_brief(p, drg_doc_text(doc), (drg_spans){ &z.span, 1 }, p->width > 30 ? p->width - 20 : 20);
		page_ink(p, INK_FAINT);
		put_place(p, doc, z.span);
		page_ink(p, INK_PLAIN);
		page_line(p);
	}
}

static void put_notes(struct page *p, const drg_doc *doc)
{
	drg_note n;
	for (uint32_t i = 0; drg_doc_get_note(doc, i, &n); i++) {
		if (!i)
			heading(p, "Remarks");
		page_indent(p, 4);
		page_tab(p, 2);
		page_ink(p, INK_ALERT);
		page_text(p, n.code);
		page_ink(p, INK_PLAIN);
		if (n.at != DRG_NONE)
			page_fmt(p, " at %u", drg_doc_code_point(doc, n.at));
		page_glue(p, ":");
		page_text(p, " ");
		page_str(p, n.text);
		page_line(p);
	}
}

void account_print(FILE *out, const drg_doc *doc)
{
	struct page p = page_on(out);
	drg_claim c;
	put_head(&p, doc);
	if (!drg_doc_get_claim(doc, 0, &c)) {
		page_blank(&p);
		page_text(&p, "Nothing is claimed in this text.");
		page_line(&p);
	}
	put_claims(&p, doc);
	put_own_voice(&p, doc);
	put_events(&p, doc);
	put_talks(&p, doc);
	counts_print(&p, doc);
	put_aside(&p, doc);
	put_notes(&p, doc);
}

void account_text(FILE *out, const drg_doc *doc)
{
	struct page p = page_on(out);
	drg_str t = drg_doc_text(doc);
	for (size_t s = 0, e; s < t.n; s = e + 1) {
		const char *nl = memchr(t.p + s, '\n', t.n - s);
		e = nl ? (size_t)(nl - t.p) : t.n;
		page_str(&p, (drg_str){ t.p + s, e - s });
		if (p.at)
			page_line(&p);
		else
			fputc('\n', out);
	}
}

/* ------------------------------------------------------------------- why -- */

/* What `why` needs of any row. */
struct row {
	const char *kind, *id;
	drg_spans spans, cue;
	drg_span one, one_cue; /* storage for acts */
	drg_span args[16];     /* storage for an event's arguments */
	uint32_t claim;        /* DRG_NONE: none */
	bool has_why;
	drg_reason why;
	uint32_t index;
};

static void of_act(struct row *r, const char *kind, const char *id, const drg_act *a)
{
	r->kind = kind;
	r->id = id;
	r->one = a->span;
	r->one_cue = a->cue;
	r->spans = (drg_spans){ &r->one, 1 };
	r->cue = (drg_spans){ &r->one_cue, a->cue.e > a->cue.s };
	r->claim = a->claim;
	r->has_why = true;
	r->why = a->why;
}

static bool find_more(const drg_doc *doc, const char *id, struct row *r)
{
	drg_quantity q;
	drg_agreement g;
	drg_label l;
	drg_round t;
	for (uint32_t i = 0; drg_doc_get_quantity(doc, i, &q); i++)
		if (strcmp(q.id, id) == 0) {
			drg_act a = { q.span, { 0, 0 }, q.claim, q.why };
			return of_act(r, "quantity", q.id, &a), r->index = i, true;
		}
	for (uint32_t i = 0; drg_doc_get_agreement(doc, i, &g); i++)
		if (strcmp(g.id, id) == 0)
			return of_act(r, "agreement", g.id, &g.act), r->index = i, true;
	for (uint32_t i = 0; drg_doc_get_label(doc, i, &l); i++)
		if (strcmp(l.id, id) == 0)
			return of_act(r, "label", l.id, &l.act), r->index = i, true;
	for (uint32_t i = 0; drg_doc_get_round(doc, i, &t); i++)
		if (strcmp(t.id, id) == 0)
			return of_act(r, "round", t.id, &t.act), r->index = i, true;
	return false;
}

/* The arguments of an event's first mention as the row's words. */
static void event_words(const drg_doc *doc, uint32_t event, struct row *r)
{
	drg_event_arg a;
	uint32_t n = 0;
	for (uint32_t k = 0; n < sizeof r->args / sizeof *r->args && drg_doc_get_event_arg(doc, event, k, &a); k++)
		if (a.mention == 0)
			r->args[n++] = a.span;
	r->spans = n ? (drg_spans){ r->args, n } : r->cue;
}

static bool find(const drg_doc *doc, const char *id, struct row *r)
{
	drg_claim c;
	drg_attribution a;
	drg_position p;
	drg_condition k;
	drg_proposal o;
	drg_event v;
	*r = (struct row){ .claim = DRG_NONE };
	for (uint32_t i = 0; drg_doc_get_event(doc, i, &v); i++)
		if (strcmp(v.id, id) == 0) {
			*r = (struct row){ .kind = "event", .id = v.id, .one_cue = v.trigger, .claim = v.claim, .has_why = true, .why = v.why, .index = i };
			r->cue = (drg_spans){ &r->one_cue, 1 };
			event_words(doc, i, r);
			return true;
		}
	for (uint32_t i = 0; drg_doc_get_claim(doc, i, &c); i++)
		if (strcmp(c.id, id) == 0) {
			*r = (struct row){ "claim", c.id, .spans = c.spans, .claim = i, .has_why = true, .why = c.why, .index = i };
			if (drg_doc_get_attribution(doc, c.attribution, &a))
				r->cue = a.cue;
			return true;
		}
	for (uint32_t i = 0; drg_doc_get_attribution(doc, i, &a); i++)
		if (strcmp(a.id, id) == 0) {
			*r = (struct row){ "attribution", a.id, .spans = a.content, .cue = a.cue, .claim = DRG_NONE, .has_why = true, .why = a.why, .index = i };
			return true;
		}
	for (uint32_t i = 0; drg_doc_get_position(doc, i, &p); i++)
		if (strcmp(p.id, id) == 0)
			return of_act(r, "position", p.id, &p.act), r->index = i, true;
	for (uint32_t i = 0; drg_doc_get_condition(doc, i, &k); i++)
		if (strcmp(k.id, id) == 0)
			return of_act(r, "condition", k.id, &k.act), r->index = i, true;
	for (uint32_t i = 0; drg_doc_get_proposal(doc, i, &o); i++)
		if (strcmp(o.id, id) == 0)
			return of_act(r, "proposal", o.id, &o.act), r->index = i, true;
	return find_more(doc, id, r);
}

enum { WHY_COLUMN = 12 };

static void label(struct page *p, const char *z)
{
	page_line(p);
	page_indent(p, WHY_COLUMN);
	page_tab(p, 2);
	page_ink(p, INK_FAINT);
	page_text(p, z);
	page_ink(p, INK_PLAIN);
	page_tab(p, WHY_COLUMN);
}

static void put_quoted(struct page *p, const drg_doc *doc, drg_spans v)
{
	put_spans(p, drg_doc_text(doc), v);
	page_ink(p, INK_FAINT);
	page_text(p, v.n && v.v[0].e > v.v[0].s ? ", characters" : "");
	put_places(p, doc, v);
	page_ink(p, INK_PLAIN);
}

static bool inside(drg_spans v, uint32_t at, bool begins)
{
	for (uint32_t i = 0; i < v.n; i++)
		if (v.v[i].e > v.v[i].s && (begins ? v.v[i].s : v.v[i].e) == at)
			return true;
	return false;
}

/* The sentences the spans touch, the words in [ ], the cue in { }. */
static void put_sentence(struct page *p, const drg_doc *doc, const struct row *r)
{
	drg_str text = drg_doc_text(doc);
	uint32_t s = UINT32_MAX, e = 0;
	drg_span t;
	for (int k = 0; k < 2; k++) {
		drg_spans v = k ? r->cue : r->spans;
		for (uint32_t i = 0; i < v.n; i++) {
			s = v.v[i].s < s ? v.v[i].s : s;
			e = v.v[i].e > e ? v.v[i].e : e;
		}
	}
	if (s > e || e > text.n)
		return;
	uint32_t from = s, to = e;
	for (uint32_t i = 0; drg_doc_get_sentence(doc, i, &t); i++)
		if (t.s < e && s < t.e) {
			from = t.s < from ? t.s : from;
			to = t.e > to ? t.e : to;
		}
	label(p, "sentence");
	/* Marked first, wrapped after: a mark must not be parted from its word. */
	char *z = malloc((size_t)(to - from) + 4 * (size_t)(r->spans.n + r->cue.n) + 8);
	size_t n = 0;
	if (!z)
		return;
	for (uint32_t at = from; at <= to; at++) {
		if (inside(r->cue, at, false))
			z[n++] = '}';
		if (inside(r->spans, at, false))
			z[n++] = ']';
		if (inside(r->spans, at, true))
			z[n++] = '[';
		if (inside(r->cue, at, true))
			z[n++] = '{';
		if (at < to)
			z[n++] = text.p[at];
	}
	page_str(p, (drg_str){ z, n });
	free(z);
}

static void put_chain(struct page *p, const drg_doc *doc, uint32_t claim)
{
	drg_claim c;
	drg_hop h;
	if (!drg_doc_get_claim(doc, claim, &c))
		return;
	label(p, "chain");
	for (uint32_t i = 0; i < c.n_hops && drg_doc_get_hop(doc, c.first_hop + i, &h); i++) {
		page_tab(p, WHY_COLUMN);
		page_indent(p, WHY_COLUMN + 2);
		page_fmt(p, "%u", i + 1);
		put_word(p, h.role);
		put_hop(p, doc, &h);
		page_ink(p, INK_FAINT);
		if (h.basis) {
			page_glue(p, ",");
			put_word(p, h.basis);
		}
		if (h.span.e > h.span.s) {
			page_glue(p, ",");
			put_place(p, doc, h.span);
		}
		if (h.cue.e > h.cue.s) {
			page_text(p, ", by the words");
			page_ink(p, INK_QUOTE);
			page_text(p, " ");
			page_str(p, cut(drg_doc_text(doc), h.cue));
			page_ink(p, INK_FAINT);
			put_place(p, doc, h.cue);
		}
		page_ink(p, INK_PLAIN);
		page_line(p);
	}
}

static void put_reason(struct page *p, const drg_reason *w)
{
	label(p, "rule");
	page_str(p, w->rule.n ? w->rule : (drg_str){ "(none)", 6 });
	if (w->file.n) {
		page_glue(p, ",");
		page_text(p, " ");
		page_str(p, w->file);
		page_glue(p, ":");
		char line[16];
		snprintf(line, sizeof line, "%u", w->line);
		page_glue(p, line);
	}
	page_fmt(p, ", score %.2f", (double)w->score);
	if (w->doc.n) {
		page_line(p);
		page_tab(p, WHY_COLUMN);
		page_str(p, w->doc);
	}
}

/* How an event's parties were coded, and what decided its status. */
static void put_event_why(struct page *p, const drg_doc *doc, uint32_t event)
{
	drg_event v;
	drg_event_arg a;
	if (!drg_doc_get_event(doc, event, &v))
		return;
	for (uint32_t k = 0; drg_doc_get_event_arg(doc, event, k, &a); k++) {
		label(p, a.recipient ? "recipient" : "actor");
		page_str(p, cut(drg_doc_text(doc), a.span));
		page_glue(p, ":");
		page_text(p, a.country.n ? " country " : " no country in these words");
		page_str(p, a.country);
		page_text(p, a.sectors.n ? ", sectors " : ", no sector");
		page_str(p, a.sectors);
		if (a.entity != DRG_NONE) {
			page_text(p, ", is");
			put_entity(p, doc, a.entity, "(not named)");
		}
	}
	label(p, "status");
	page_text(p, v.status);
	page_fmt(p, ", from polarity %s, modality %s, temporality %s%s", v.polarity, v.modality, v.temporality, v.contested ? ", contested" : "");
	label(p, "spoke");
	page_text(p, strcmp(v.by, "head") == 0 ? "the encoder's event head; no frame fits" : "a frame");
}

/* How far origin and publisher commit themselves, the hedging words, and when it was said. */
static void put_commitment(struct page *p, const drg_doc *doc, const drg_claim *c)
{
	label(p, "held");
	page_fmt(p, "%s by the origin, %s by the publisher", c->factuality_origin, c->factuality_publisher);
	if (c->hedges.n) {
		page_glue(p, ",");
		page_text(p, " hedged by ");
		put_quoted(p, doc, c->hedges);
	}
	label(p, "said");
	page_str(p, c->said.n ? c->said : (drg_str){ "(day not known)", 15 });
	if (c->said.n)
		page_text(p, strcmp(c->said_basis, "explicit") == 0    ? ", as its words say"
		             : strcmp(c->said_basis, "inherited") == 0 ? ", when it was passed on"
		                                                       : ", the day of the report; no words say when");
}

/* " source .88" where the heads were asked. */
static void put_share(struct page *p, const char *what, double v, bool *any)
{
	if (v != v)
		return;
	page_glue(p, *any ? "," : ":");
	page_fmt(p, " %s %.2f", what, v);
	*any = true;
}

/* Who found the attribution behind a claim: a rule, the encoder's heads, or both. */
static void put_spoke(struct page *p, const drg_doc *doc, uint32_t attribution)
{
	drg_attribution a;
	bool any = false;
	if (!drg_doc_get_attribution(doc, attribution, &a))
		return;
	bool heads = a.why.rule.n > 6 && memcmp(a.why.rule.p + a.why.rule.n - 6, ".heads", 6) == 0;
	label(p, "spoke");
	if (a.head_cue != a.head_cue) {
		page_text(p, "a rule; the pack has no heads for attributions");
		return;
	}
	page_text(p, heads ? "the encoder's heads; no rule fits" : a.head_content == a.head_content ? "a rule, and the encoder's heads see its cue" : "a rule alone; the encoder's heads");
	put_share(p, "cue", a.head_cue, &any);
	put_share(p, "source", a.head_source, &any);
	put_share(p, "content", a.head_content, &any);
}

static void put_made(struct page *p, const drg_doc *doc, const struct row *r)
{
	drg_report m;
	char hex[65];
	uint64_t s, e;
	drg_doc_get_report(doc, &m);
	label(p, "source");
	page_str(p, m.source_name);
	if (m.source_id.n) {
		page_text(p, ", ");
		page_str(p, m.source_id);
	}
	if (r->spans.n && drg_doc_source_span(doc, r->spans.v[0], &s, &e))
		page_fmt(p, ", its bytes %llu-%llu", (unsigned long long)s, (unsigned long long)e);
	label(p, "text");
	page_text(p, m.id);
	for (int i = 0; i < 32; i++)
		snprintf(hex + 2 * i, 3, "%02x", m.text_sha256[i]);
	page_fmt(p, ", bytes");
	for (uint32_t i = 0; i < r->spans.n; i++)
		page_fmt(p, " %u-%u", r->spans.v[i].s, r->spans.v[i].e);
	page_fmt(p, " of the text with SHA-256 %s", hex);
	label(p, "made by");
	page_fmt(p, "dragoman %s, pack %.12s", drg_version(), m.pack[0] ? m.pack : "(none)");
	page_line(p);
}

/* Quantities, agreements, labels, rounds: what the row says, in a few words. */
static bool why_more(struct page *p, const drg_doc *doc, const struct row *r)
{
	drg_quantity q;
	drg_agreement g;
	drg_label l;
	if (strcmp(r->kind, "quantity") == 0 && drg_doc_get_quantity(doc, r->index, &q)) {
		put_word(p, q.kind);
		put_word(p, q.measure);
		put_word(p, q.op);
		const double v[] = { q.low, q.best, q.high };
		static const char *const name[] = { "low", "best", "high" };
		for (int i = 0; i < 3; i++)
			if (v[i] == v[i])
				page_fmt(p, " %s %.15g", name[i], v[i]);
		page_text(p, q.rounded ? " (rounded)" : "");
	} else if (strcmp(r->kind, "agreement") == 0 && drg_doc_get_agreement(doc, r->index, &g)) {
		for (uint32_t i = 0; i < g.n_parties; i++)
			put_entity(p, doc, g.parties[i], "");
		put_word(p, g.status);
		put_word(p, g.issue);
	} else if (strcmp(r->kind, "label") == 0 && drg_doc_get_label(doc, r->index, &l)) {
		put_entity(p, doc, l.user, "(the publisher)");
		page_text(p, " of");
		put_entity(p, doc, l.target, "(target not named)");
	} else {
		return strcmp(r->kind, "round") == 0;
	}
	return true;
}

bool account_why(FILE *out, const drg_doc *doc, const char *id)
{
	struct row r;
	struct page p = page_on(out);
	drg_position x;
	drg_condition k;
	drg_proposal o;
	drg_claim c;
	drg_event v;
	if (!find(doc, id, &r))
		return false;
	page_ink(&p, INK_STRONG);
	page_text(&p, r.id);
	page_ink(&p, INK_PLAIN);
	page_text(&p, " ");
	page_text(&p, r.kind);
	page_glue(&p, ":");
	if (strcmp(r.kind, "position") == 0 && drg_doc_get_position(doc, r.index, &x)) {
		put_entity(&p, doc, x.party, "(party not named)");
		put_word(&p, x.stance);
		put_word(&p, x.issue);
		put_voice(&p, doc, x.voice, x.act.claim);
	} else if (strcmp(r.kind, "condition") == 0 && drg_doc_get_condition(doc, r.index, &k)) {
		put_entity(&p, doc, k.party, "(party not named)");
		put_word(&p, k.kind);
		put_side(&p, drg_doc_text(doc), ", blocks", 0, k.blocks, k.blocks_issue);
		put_side(&p, drg_doc_text(doc), ", requires", 0, k.requires, k.requires_issue);
	} else if (strcmp(r.kind, "proposal") == 0 && drg_doc_get_proposal(doc, r.index, &o)) {
		put_entity(&p, doc, o.by, "(author not stated)");
		put_word(&p, o.state);
		put_word(&p, o.issue);
	} else if (strcmp(r.kind, "event") == 0 && drg_doc_get_event(doc, r.index, &v)) {
		page_text(&p, " ");
		put_event(&p, doc, r.index, &v);
	} else if (why_more(&p, doc, &r)) {
		; /* said there */
	} else if (drg_doc_get_claim(doc, r.claim, &c)) {
		put_source(&p, doc, &c);
		page_text(&p, " ");
		page_text(&p, verb(c.stance));
	}
	label(&p, "words");
	put_quoted(&p, doc, r.spans);
	put_sentence(&p, doc, &r);
	if (r.cue.n) {
		label(&p, strcmp(r.kind, "event") == 0 ? "trigger" : "cue");
		put_quoted(&p, doc, r.cue);
	}
	if (r.has_why)
		put_reason(&p, &r.why);
	if (strcmp(r.kind, "event") == 0)
		put_event_why(&p, doc, r.index);
	if (strcmp(r.kind, "attribution") == 0)
		put_spoke(&p, doc, r.index);
	if (strcmp(r.kind, "claim") == 0 && drg_doc_get_claim(doc, r.index, &c)) {
		put_spoke(&p, doc, c.attribution);
		put_commitment(&p, doc, &c);
	}
	put_chain(&p, doc, r.claim);
	if (r.claim != DRG_NONE && strcmp(r.kind, "claim") != 0 && drg_doc_get_claim(doc, r.claim, &c)) {
		label(&p, "claim");
		page_text(&p, c.id);
	}
	put_made(&p, doc, &r);
	return true;
}

static void json_spans(FILE *out, const drg_doc *doc, drg_spans v)
{
	fputc('[', out);
	for (uint32_t i = 0; i < v.n; i++)
		fprintf(out, "%s[%u,%u]", i ? "," : "", drg_doc_code_point(doc, v.v[i].s), drg_doc_code_point(doc, v.v[i].e));
	fputc(']', out);
}

static void json_share(FILE *out, const char *name, double v)
{
	fprintf(out, "\"%s\":", name);
	if (v == v)
		fprintf(out, "%.3f", v);
	else
		fputs("null", out);
}

/* What only claims and attributions have: commitment, when it was said, the heads. */
static void json_commitment(FILE *out, const drg_doc *doc, const struct row *r)
{
	drg_claim c;
	drg_attribution a;
	bool claim = strcmp(r->kind, "claim") == 0 && drg_doc_get_claim(doc, r->index, &c);
	if (claim) {
		fprintf(out, ",\"stance\":\"%s\",\"factuality\":{\"origin\":\"%s\",\"publisher\":\"%s\"},\"hedges\":", c.stance, c.factuality_origin, c.factuality_publisher);
		json_spans(out, doc, c.hedges);
		fputs(",\"said\":", out);
		json_str(out, c.said);
		fprintf(out, ",\"said_basis\":\"%s\"", c.said_basis);
	}
	if (!drg_doc_get_attribution(doc, claim ? c.attribution : strcmp(r->kind, "attribution") == 0 ? r->index : DRG_NONE, &a))
		return;
	fputs(",\"heads\":{", out);
	json_share(out, "cue", a.head_cue);
	fputc(',', out);
	json_share(out, "source", a.head_source);
	fputc(',', out);
	json_share(out, "content", a.head_content);
	fputc('}', out);
}

bool account_why_json(FILE *out, const drg_doc *doc, const char *id)
{
	struct row r;
	drg_report m;
	drg_claim c;
	drg_hop h;
	if (!find(doc, id, &r))
		return false;
	drg_doc_get_report(doc, &m);
	fputs("{\"row\":", out);
	json_z(out, r.kind);
	fputs(",\"id\":", out);
	json_z(out, r.id);
	fputs(",\"report\":", out);
	json_z(out, m.id);
	fputs(",\"spans\":", out);
	json_spans(out, doc, r.spans);
	fputs(",\"words\":[", out);
	for (uint32_t i = 0; i < r.spans.n; i++) {
		if (i)
			fputc(',', out);
		json_str(out, cut(drg_doc_text(doc), r.spans.v[i]));
	}
	fputs("],\"cue\":", out);
	json_spans(out, doc, r.cue);
	fputs(",\"rule\":", out);
	if (r.why.rule.n)
		json_str(out, r.why.rule);
	else
		fputs("null", out);
	fputs(",\"file\":", out);
	if (r.why.file.n)
		json_str(out, r.why.file);
	else
		fputs("null", out);
	fprintf(out, ",\"line\":%u,\"score\":%.4f,\"chain\":[", r.why.line, (double)r.why.score);
	for (uint32_t i = 0; drg_doc_get_claim(doc, r.claim, &c) && i < c.n_hops && drg_doc_get_hop(doc, c.first_hop + i, &h); i++) {
		fputs(i ? ",{\"role\":" : "{\"role\":", out);
		json_z(out, h.role);
		fputs(",\"name\":", out);
		json_str(out, hop_name(doc, &h));
		fputs(",\"basis\":", out);
		json_z(out, h.basis);
		fputc('}', out);
	}
	uint64_t s, e;
	fputc(']', out);
	json_commitment(out, doc, &r);
	fputs(",\"source_bytes\":", out);
	if (r.spans.n && drg_doc_source_span(doc, r.spans.v[0], &s, &e))
		fprintf(out, "[%llu,%llu]", (unsigned long long)s, (unsigned long long)e);
	else
		fputs("null", out);
	fputs(",\"source\":", out);
	json_str(out, m.source_name);
	fputs("}\n", out);
	return true;
}
