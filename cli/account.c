/* account.c - a document as a person reads it.
 *
 * read and show print the same: who said what by way of whom, and where in the
 * text; what the publisher says in its own voice; the talks; the counts; what was set
 * aside, and why; remarks. */
#include "account.h"

#include <stdlib.h>
#include <string.h>

/* -------------------------------------------------------------- words -- */

drg_str cut(drg_str text, drg_span s)
{
	return s.e <= text.n && s.s <= s.e ? (drg_str){ text.p + s.s, s.e - s.s } : (drg_str){ "", 0 };
}

void put_spans(struct page *p, drg_str text, drg_spans v)
{
	page_ink(p, INK_QUOTE);
	for (uint32_t i = 0; i < v.n; i++) {
		if (i)
			page_text(p, " ... ");
		page_str(p, cut(text, v.v[i]));
	}
	page_ink(p, INK_PLAIN);
}

/* The words of a claim stop before a closing quotation mark and full stop, as in
 *   it was "a matter of weeks
 * and the mark is shown where one opened within them. */
static void close_quotation(struct page *p, drg_str text, drg_spans v)
{
	static const struct {
		const char *open, *close;
	} pair[] = { { "\"", "\"" }, { "\xe2\x80\x9c", "\xe2\x80\x9d" } };
	for (size_t k = 0; k < sizeof pair / sizeof *pair && v.n; k++) {
		size_t n = strlen(pair[k].open), m = strlen(pair[k].close), at = v.v[v.n - 1].e;
		int open = 0;
		for (uint32_t i = 0; i < v.n; i++)
			for (size_t b = v.v[i].s; b + n <= v.v[i].e; b++)
				open = memcmp(text.p + b, pair[k].open, n) == 0 && (k || !open) ? 1 : memcmp(text.p + b, pair[k].close, m) == 0 ? 0 : open;
		while (at < text.n && strchr(".,!?", text.p[at]))
			at++;
		if (open && at + m <= text.n && memcmp(text.p + at, pair[k].close, m) == 0)
			page_glue(p, pair[k].close);
	}
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

void put_place(struct page *p, const drg_doc *doc, drg_span s)
{
	page_fmt(p, " [%u-%u]", drg_doc_code_point(doc, s.s), drg_doc_code_point(doc, s.e));
}

void put_places(struct page *p, const drg_doc *doc, drg_spans v)
{
	for (uint32_t i = 0; i < v.n; i++) {
		if (i)
			page_glue(p, ",");
		put_place(p, doc, v.v[i]);
	}
}

void put_id(struct page *p, const char *id)
{
	page_text(p, " ");
	page_ink(p, INK_FAINT);
	page_text(p, id);
	page_ink(p, INK_PLAIN);
}

void heading(struct page *p, const char *z)
{
	page_indent(p, 0);
	page_blank(p);
	page_ink(p, INK_STRONG);
	page_text(p, z);
	page_ink(p, INK_PLAIN);
	page_line(p);
}

void spaced(const char *z, char *out, size_t size)
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

void put_word(struct page *p, const char *z)
{
	page_text(p, " ");
	page_word(p, z);
}

/* -------------------------------------------------------------- people -- */

bool is_unnamed(const drg_doc *doc, const drg_hop *h)
{
	drg_entity e;
	return drg_doc_get_entity(doc, h->entity, &e) && strcmp(e.kind, "unnamed") == 0;
}

static bool is_pronoun(drg_str s)
{
	static const char *const pro[] = { "he", "she", "it", "they", "who", "which", "that", "He", "She", "It", "They" };
	for (size_t i = 0; i < sizeof pro / sizeof *pro; i++)
		if (s.n == strlen(pro[i]) && memcmp(s.p, pro[i], s.n) == 0)
			return true;
	return false;
}

/* "Kenya and Norway" of which the hop has Norway: both spoke. */
static bool one_of_two(drg_str words, drg_str name)
{
	static const char and[] = " and ";
	size_t n = sizeof and - 1 + name.n;
	return words.n > n && memcmp(words.p + words.n - n, and, sizeof and - 1) == 0 && memcmp(words.p + words.n - name.n, name.p, name.n) == 0;
}

drg_str hop_name(const drg_doc *doc, const drg_hop *h)
{
	drg_entity e;
	if (!drg_doc_get_entity(doc, h->entity, &e) || !e.name.n || (h->name.n && strcmp(e.kind, "unnamed") == 0 && !is_pronoun(h->name)))
		return h->name;
	return one_of_two(h->name, e.name) ? h->name : e.name;
}

static bool holds(drg_str s, drg_str part)
{
	for (size_t i = 0; i + part.n <= s.n; i++)
		if (memcmp(s.p + i, part.p, part.n) == 0)
			return true;
	return false;
}

void put_hop(struct page *p, const drg_doc *doc, const drg_hop *h)
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

void put_source(struct page *p, const drg_doc *doc, const drg_claim *c)
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

const char *verb(const char *stance)
{
	static const char *const say[][2] = { { "asserts", "says" }, { "denies", "denies" }, { "doubts", "doubts" }, { "asks", "asks" },
		                              { "confirms", "confirms" }, { "declines", "declines" } };
	for (size_t i = 0; i < sizeof say / sizeof *say; i++)
		if (strcmp(stance, say[i][0]) == 0)
			return say[i][1];
	return stance;
}

/* The first words of what is claimed. */
static drg_str opening(const drg_doc *doc, const drg_claim *c)
{
	return c->spans.n ? cut(drg_doc_text(doc), c->spans.v[0]) : (drg_str){ "", 0 };
}

static bool begins(drg_str s, const char *word)
{
	return s.n > strlen(word) && memcmp(s.p, word, strlen(word)) == 0;
}

/* Is what is claimed less than a clause: "accused the army / of hiding it", "blamed / the weather"? */
static bool is_phrase(const drg_doc *doc, const drg_claim *c)
{
	static const char *const rule[] = { "attribution.object", "attribution.infinitive", "attribution.passive-by" };
	static const char *const first[] = { "of ", "for ", "to ", "not ", "as ", "against " };
	/* "denies: any attack" reads well as it is */
	if (strcmp(c->kind, "direct") == 0 || (strcmp(c->stance, "asserts") != 0 && strcmp(c->stance, "asks") != 0))
		return false;
	for (size_t i = 0; i < sizeof rule / sizeof *rule; i++)
		if (same_str(c->why.rule, (drg_str){ rule[i], strlen(rule[i]) }))
			return true;
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		if (begins(opening(doc, c), first[i]))
			return true;
	return false;
}

/* Is it left open, as in "could not determine / if it was fired on"? */
static bool asks_whether(const drg_doc *doc, const drg_claim *c)
{
	return begins(opening(doc, c), "if ") || begins(opening(doc, c), "whether ");
}

/* "says", "denies"; before what is no clause, the words of the text: "blamed". */
static void put_verb(struct page *p, const drg_doc *doc, const drg_claim *c)
{
	drg_hop h;
	bool last = c->n_hops && drg_doc_get_hop(doc, c->first_hop + c->n_hops - 1, &h) && h.cue.e > h.cue.s;
	bool unsettled = last && strcmp(c->stance, "asserts") == 0 && asks_whether(doc, c) && memchr(cut(drg_doc_text(doc), h.cue).p, ' ', h.cue.e - h.cue.s);
	if (last && (unsettled || is_phrase(doc, c)))
		page_str(p, cut(drg_doc_text(doc), h.cue));
	else
		page_text(p, verb(c->stance));
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

void put_entity(struct page *p, const drg_doc *doc, uint32_t i, const char *otherwise)
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
		put_verb(p, doc, &c);
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
		else
			close_quotation(p, text, c.spans);
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

void put_unnamed(struct page *p, const drg_doc *doc)
{
	drg_claim c;
	drg_hop h;
	bool any = false;
	for (uint32_t i = 0; drg_doc_get_claim(doc, i, &c); i++) {
		if (is_own(&c) || !c.n_hops || !drg_doc_get_hop(doc, c.first_hop + c.n_hops - 1, &h))
			continue;
		if ((!is_unnamed(doc, &h) && strcmp(h.role, "unspecified") != 0) || strcmp(c.stance, "declines") == 0)
			continue; /* nothing rests on what nobody would say */
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

/* How the event has the entity in that role: of several mentions, the plainest; "" where its clause names it. */
static const char *put_there_by(const drg_doc *doc, uint32_t event, bool recipient, uint32_t entity)
{
	drg_event_arg a;
	const char *by = " (inferred)";
	for (uint32_t k = 0; drg_doc_get_event_arg(doc, event, k, &a); k++) {
		if (a.recipient != recipient || a.entity != entity)
			continue;
		if (strcmp(a.basis, "explicit") == 0)
			return "";
		if (strcmp(a.basis, "implicit") == 0)
			by = " (implied)";
	}
	return by;
}

/* Names of an event's actors or recipients: entities, else the words.  Who stands in its sentence alone is "implied", who
 * stands elsewhere in the report "inferred". */
static void put_who(struct page *p, const drg_doc *doc, uint32_t event, bool recipient, const char *otherwise)
{
	drg_event_arg a;
	uint32_t n = 0, e;
	for (; (e = drg_doc_event_who(doc, event, recipient, n)) != DRG_NONE; n++) {
		if (n)
			page_glue(p, ",");
		put_entity(p, doc, e, otherwise);
		page_text(p, put_there_by(doc, event, recipient, e));
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

void put_event(struct page *p, const drg_doc *doc, uint32_t i, const drg_event *v)
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
