/* account_why.c - one row down to its characters: words, sentence, rule or model,
 * chain, bytes of the source. */
#include "account.h"

#include <stdlib.h>
#include <string.h>

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

/* " modality by "would"" where a word made a factor what it is. */
static bool put_factor(struct page *p, const drg_doc *doc, const char *factor, drg_span by, bool any)
{
	if (by.e <= by.s)
		return any;
	if (any)
		page_glue(p, ",");
	page_text(p, any ? " " : "");
	page_text(p, factor);
	page_text(p, " by ");
	put_quoted(p, doc, (drg_spans){ &by, 1 });
	return true;
}

/* Which words decided an event's status. */
static void put_because(struct page *p, const drg_doc *doc, const drg_event *v)
{
	bool any = false;
	label(p, "because");
	if (strcmp(v->because, "head") == 0) {
		page_text(p, "the encoder reads the words so, against what they say one by one");
		return;
	}
	any = put_factor(p, doc, "polarity", v->polarity_by, any);
	any = put_factor(p, doc, "modality", v->modality_by, any);
	any = put_factor(p, doc, "temporality", v->temporality_by, any);
	any = put_factor(p, doc, "contested", v->contested_by, any);
	if (strcmp(v->because, "date") == 0) {
		if (any)
			page_glue(p, ",");
		page_text(p, any ? " its date lies well before the report" : "its date lies well before the report");
	} else if (!any) {
		page_text(p, "no word makes it less than told; tense gives the rest");
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
		page_text(p, strcmp(a.basis, "explicit") == 0 ? "; its clause says so" : strcmp(a.basis, "implicit") == 0 ? "; its sentence names them" : "; the report names them");
		page_fmt(p, ", probability %.2f", (double)a.score);
	}
	label(p, "status");
	page_text(p, v.status);
	page_fmt(p, ", from polarity %s, modality %s, temporality %s%s", v.polarity, v.modality, v.temporality, v.contested ? ", contested" : "");
	put_because(p, doc, &v);
	label(p, "spoke");
	page_text(p, strcmp(v.by, "head") == 0 ? "the encoder's event head, no frame fits; the score is how likely the report tells an act, and one of this type" : "a frame");
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
