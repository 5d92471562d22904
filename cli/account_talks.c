/* account_talks.c - the talks of a document: positions, conditions, proposals,
 * agreements, labels. */
#include "account.h"

#include <string.h>

#include "knot.h"

/* ", mediator": what a row goes on with. */
static void put_comma(struct page *p, const char *label)
{
	page_glue(p, ",");
	page_text(p, label);
}

void put_voice(struct page *p, const drg_doc *doc, const char *voice, uint32_t claim)
{
	drg_claim c;
	drg_hop h;
	if (strcmp(voice, "own") == 0) {
		page_text(p, " (own voice");
		/* A party's own official is its own voice; that nobody names him matters. */
		if (drg_doc_get_claim(doc, claim, &c) && c.n_hops && drg_doc_get_hop(doc, c.first_hop + c.n_hops - 1, &h) && is_unnamed(doc, &h)) {
			put_comma(p, " through");
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
		put_comma(p, " on");
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

void put_side(struct page *p, drg_str text, const char *what, uint32_t column, drg_span s, const char *issue)
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
		const char *tie = tie_word(x.kind, (drg_str){ text.p + x.act.cue.s, x.act.cue.e - x.act.cue.s });
		bool goes_on = strcmp(tie, "as long as") == 0 || strcmp(tie, "while") == 0; /* no requirement to be met */
		put_side(p, text, exchange ? "gets" : goes_on ? "while" : strcmp(tie, "unless") == 0 ? tie : "requires", 14, x.requires, x.requires_issue);
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
			put_comma(p, " author not stated");
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
			put_comma(p, " parties not stated");
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

/* "label" and the name of an entity, if there is one. */
static void put_role(struct page *p, const drg_doc *doc, const char *label, uint32_t entity)
{
	if (entity == DRG_NONE)
		return;
	put_comma(p, label);
	put_entity(p, doc, entity, "");
}

static void put_day(struct page *p, const char *label, drg_str day)
{
	if (!day.n)
		return;
	put_comma(p, label);
	page_text(p, " ");
	page_str(p, day);
}

static void put_rounds(struct page *p, const drg_doc *doc)
{
	drg_round x;
	for (uint32_t i = 0; drg_doc_get_round(doc, i, &x); i++) {
		page_indent(p, 4);
		page_tab(p, 2);
		page_text(p, "talks");
		for (uint32_t k = 0; k < x.n_parties; k++) {
			page_text(p, k ? " and" : " of");
			put_entity(p, doc, x.parties[k], "");
		}
		put_role(p, doc, " mediator", x.mediator);
		put_role(p, doc, " host", x.host);
		put_role(p, doc, " guarantor", x.guarantor);
		put_role(p, doc, " carried by", x.conveyor);
		put_role(p, doc, " at", x.venue);
		put_day(p, " last", x.last_day);
		put_day(p, " next", x.next_day);
		if (x.progress.e > x.progress.s) {
			put_comma(p, " said to go:");
			page_text(p, " ");
			put_spans(p, drg_doc_text(doc), (drg_spans){ &x.progress, 1 });
		}
		put_act(p, doc, &x.act, x.id);
	}
}

void put_talks(struct page *p, const drg_doc *doc)
{
	drg_position a;
	drg_condition b;
	drg_proposal c;
	drg_agreement d;
	drg_label e;
	drg_round f;
	if (drg_doc_get_position(doc, 0, &a) || drg_doc_get_condition(doc, 0, &b) || drg_doc_get_proposal(doc, 0, &c) || drg_doc_get_agreement(doc, 0, &d) || drg_doc_get_label(doc, 0, &e) ||
	    drg_doc_get_round(doc, 0, &f)) {
		heading(p, "The talks");
		put_positions(p, doc);
		put_conditions(p, doc);
		put_proposals(p, doc);
		put_agreements(p, doc);
		put_rounds(p, doc);
		put_labels(p, doc);
	}
	put_unnamed(p, doc);
}
