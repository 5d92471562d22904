/* page_author.c - who wrote it: the first place that names a person.
 *
 *   JSON-LD author; meta author; microdata; rel=author; byline elements; links
 *   to an author's page near the headline; text beginning "By"
 *
 * A later place that begins with the same names and goes on is taken instead: metadata
 * often name the first author alone.  Where no place names a person, the first
 * that names a desk or the outlet stands.  Agencies are credits, kept apart. */
#include "base/utf8.h"
#include "ingest/article_blocks.h"
#include "ingest/page.h"

struct credits { /* what one place says */
	struct name_list who, relay;
};

static bool is_address(struct str s)
{
	return drg__str_find(s, STR("://"), 0) != SIZE_MAX || drg__str_starts(s, STR("/")) || memchr(s.p ? s.p : "", '@', s.n);
}

static void push_name(struct page *p, struct name_list *to, struct str s)
{
	for (size_t i = 0; i < to->n; i++)
		if (drg__str_ieq(to->v[i], s))
			return;
	if (to->n < 24)
		*PUSH(p->keep, to) = s;
}

/* "jdoe", "jane.doe.17": a log-in, not a name */
static bool is_login(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] >= 'A' && s.p[i] <= 'Z') || (unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/* A desk, a firm or the outlet itself rather than a person. */
static bool no_person(const struct page *p, struct str s)
{
	static const char *const words[] = { "staff", "news", "editor", "editors", "editorial", "team", "desk", "newsroom", "press", "media", "magazine", "network",
		                             "association", "university", "foundation", "clinic", "inc", "ltd", "llc", "company", "group", "institute", "channel",
		                             "daily", "today", "com", "org", "net", "admin", "online", "tv", "radio", "contributor", "contributors", "writers", "reporter", "agency",
		                             "society", "center", "centre", "bureau", "service", "services", "journal", "post", "times", "herald", "tribune" };
	if (p->m->outlet.n && drg__page_likeness(s, p->m->outlet) >= 500)
		return true;
	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		while (i < s.n && ((s.p[i] | 32) >= 'a') && ((s.p[i] | 32) <= 'z'))
			i++;
		for (size_t k = 0; i > from && k < sizeof words / sizeof *words; k++)
			if (drg__str_ieq(drg__str_sub(s, from, i), drg__str_c(words[k])))
				return true;
		if (i == from)
			i++;
	}
	return false;
}

/* A name given as such: kept unless it is an address or a log-in. */
static void given_name(struct page *p, struct str s, struct credits *out)
{
	s = drg__str_trim(s);
	while (s.n && (s.p[0] == ',' || s.p[0] == '.' || s.p[0] == ' '))
		s = drg__str_sub(s, 1, s.n);
	if (s.n < 2 || is_address(s) || s.p[0] == '(' || s.p[0] == '{' || is_login(s))
		return;
	if (drg__agency(s).p) {
		push_name(p, &out->relay, s);
		return;
	}
	/* several in one string, or with a role; "Office of Trade and Customs" is one */
	bool several = drg__str_istarts(s, STR("by ")) || drg__str_istarts(s, STR("written by")) || (drg__str_find(s, STR(" and "), 0) != SIZE_MAX && !no_person(p, s));
	for (size_t i = 0; i < s.n && !several; i++)
		several = memchr(",;|(&", s.p[i], 5) != NULL;
	if (several && drg__byline_split(s, false, p->keep, &out->who, &out->relay))
		return;
	if (drg__str_istarts(s, STR("by ")))
		s = drg__str_sub(s, 3, s.n);
	if (s.n < 80 && !memchr(s.p, ':', s.n))
		push_name(p, &out->who, s);
}

static bool has_person(const struct page *p, const struct name_list *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (!no_person(p, v->v[i]))
			return true;
	return false;
}

/* The text of rows [from, to) with a bar between elements, so that a name and
 * the role, date or paper that follow it stay apart. */
static struct str parted(struct page *p, uint32_t from, uint32_t to)
{
	const struct html_tree *t = p->t;
	struct str out = { NULL, 0 };
	for (uint32_t i = from; i < to; i++) {
		if (t->v[i].tag != TAG_TEXT) {
			if (drg__html_is_dropped(&t->v[i]))
				i = t->v[i].end - 1;
			continue;
		}
		struct str s = drg__page_line(p, i);
		if (s.n)
			out = out.n ? drg__arena_fmt(p->tmp, "%.*s | %.*s", (int)out.n, out.p, (int)s.n, s.p) : s;
		if (out.n > 400)
			break;
	}
	return out;
}

/* Names in an element, by its parts; else in its text as a whole. */
static bool names_in(struct page *p, uint32_t from, uint32_t to, struct credits *out)
{
	if (drg__byline_split(parted(p, from, to), p->desks, p->keep, &out->who, &out->relay))
		return true;
	struct article_block b = { .from = from, .to = to };
	struct str s = drg__page_tidy(drg__article_block_text(p->t, &b, p->tmp), p->keep);
	return drg__byline_split(s, p->desks, p->keep, &out->who, &out->relay) > 0;
}

/* The run of author elements that stand together: names of other articles'
 * authors, further down, are not this one's. */
static void author_elements(struct page *p, const uint32_t *row, uint32_t n, struct credits *out)
{
	for (uint32_t i = 0; i < n; i++) {
		if (i && row[i] - row[i - 1] > 60)
			break;
		uint32_t end = p->t->v[row[i]].end;
		if (end - row[i] > 60)
			continue;
		if (names_in(p, row[i] + 1, end, out) || !p->desks || out->who.n)
			continue;
		struct str s = drg__page_text(p, row[i]); /* said to be the author, whatever it looks like */
		if (s.n < 40)
			given_name(p, s, out);
	}
}

static void bylines(struct page *p, struct credits *out)
{
	const struct marks *k = &p->marks;
	for (uint32_t a = 0; a < k->n_byline && !out->who.n && !out->relay.n; a++)
		if (p->t->v[k->byline[a]].end - k->byline[a] <= 60)
			names_in(p, k->byline[a] + 1, p->t->v[k->byline[a]].end, out);
}

/* Links to author pages that stand near the headline. */
static void author_pages(struct page *p, struct credits *out)
{
	const struct marks *k = &p->marks;
	enum { REACH = 150 };
	for (uint32_t i = 0; i < k->n_author_page; i++) {
		uint32_t row = k->author_page[i];
		if (!p->anchor || row + 40 < p->anchor || row > p->anchor + REACH || p->t->v[row].end - row > 12)
			continue;
		names_in(p, row + 1, p->t->v[row].end, out);
	}
}

/* "By Jane Doe" at the beginning of a stretch of text. */
static bool says_by(struct str s)
{
	s = drg__str_trim(s);
	if (drg__str_ieq(s, STR("by")) || drg__str_ieq(s, STR("by:")) || drg__str_ieq(s, STR("written by")) || drg__str_ieq(s, STR("written by:")) || drg__str_ieq(s, STR("author:")) ||
	    drg__str_ieq(s, STR("authors:")) || drg__str_ieq(s, STR("article by")))
		return true;
	return s.n < 120 && (drg__str_istarts(s, STR("by ")) || drg__str_istarts(s, STR("written by ")) || drg__str_istarts(s, STR("by: ")));
}

/* The names after a "By" in row i: in its element, or in the one around it. */
static void by_line(struct page *p, uint32_t i, struct credits *out)
{
	const struct html_tree *t = p->t;
	uint32_t el = t->v[i].parent;
	for (int up = 0; up < 3 && t->v[el].end - i < 6 && t->v[el].parent; up++)
		el = t->v[el].parent;
	if (t->v[el].end - el > 40)
		el = t->v[i].parent;
	uint32_t end = t->v[el].end > i ? t->v[el].end : i + 1;
	if (drg__page_line(p, i).n < 200)
		names_in(p, i, end, out);
}

static void by_text(struct page *p, struct credits *out)
{
	enum { AFTER = 40, BEFORE = 15 };
	const struct html_tree *t = p->t;
	uint32_t rows[AFTER + BEFORE], n = drg__page_near(p, AFTER, BEFORE, rows);
	for (uint32_t k = 0; k < n && !out->who.n && !out->relay.n; k++) {
		const struct html_node *v = &t->v[rows[k]];
		if (v->e - v->s <= 200 && says_by(drg__str_sub(t->in, v->s, v->e)) && !drg__page_in_caption(p, rows[k]))
			by_line(p, rows[k], out);
	}
	int looked = 0;
	for (uint32_t i = 0; i < t->n && looked < 6 && !out->who.n && !out->relay.n; i++) {
		const struct html_node *v = &t->v[i];
		if (v->tag != TAG_TEXT) {
			if ((drg__html_is_dropped(v) && v->tag != TAG_HEAD) || v->tag == TAG_FIGCAPTION)
				i = v->end - 1;
			continue;
		}
		struct str s = drg__str_trim(drg__str_sub(t->in, v->s, v->e));
		if (s.n < 2 || s.n > 200 || s.p[0] == 'b' || !says_by(s)) /* far off, "by the end of the week" is running text */
			continue;
		looked++;
		by_line(p, i, out);
	}
}

static void meta_authors(struct page *p, struct credits *out)
{
	const struct metas *ms = &p->metas;
	for (size_t a = 0; a < ms->authors.n; a++)
		given_name(p, drg__page_value(p, ms->authors.v[a]), out);
	/* twitter:label1 "Written by", twitter:data1 the name */
	for (int i = 0; i < 2 && !out->who.n && !out->relay.n; i++)
		if (drg__str_ieq(drg__page_value(p, ms->v[i ? M_LABEL2 : M_LABEL1]), STR("Written by")))
			given_name(p, drg__page_value(p, ms->v[i ? M_DATA2 : M_DATA1]), out);
}

enum { AT_JSONLD, AT_META, AT_ITEM, AT_REL, AT_BYLINE, AT_PAGE, AT_BY, AT_PLACES };
static const uint8_t place_of[AT_PLACES] = { PLACE_JSONLD, PLACE_META, PLACE_MICRODATA, PLACE_MICRODATA, PLACE_BYLINE, PLACE_BYLINE, PLACE_BYLINE };

static void read_place(struct page *p, int at, struct credits *out)
{
	const struct marks *k = &p->marks;
	struct name_list raw = { 0 };
	switch (at) {
	case AT_JSONLD:
		drg__page_ld_authors(p, &raw);
		for (size_t i = 0; i < raw.n; i++)
			given_name(p, raw.v[i], out);
		break;
	case AT_META:
		meta_authors(p, out);
		break;
	case AT_ITEM:
		author_elements(p, k->itemprop_author, k->n_itemprop_author, out);
		break;
	case AT_REL:
		author_elements(p, k->author_link, k->n_author_link, out);
		break;
	case AT_BYLINE:
		bylines(p, out);
		break;
	case AT_PAGE:
		author_pages(p, out);
		break;
	default:
		by_text(p, out);
		break;
	}
}

/* Does b begin with the names of a, and go on? */
static bool goes_on(const struct name_list *a, const struct name_list *b)
{
	if (b->n <= a->n || !a->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!drg__str_ieq(a->v[i], b->v[i]))
			return false;
	return true;
}

void drg__page_authors(struct page *p)
{
	struct page_meta *m = p->m;
	struct credits at[AT_PLACES] = { 0 };
	int best = -1, looked = 0;
	for (; looked < AT_PLACES && best < 0; looked++) { /* the first place that names a person */
		read_place(p, looked, &at[looked]);
		if (has_person(p, &at[looked].who))
			best = looked;
	}
	for (int i = best + 1; best >= 0 && i <= AT_REL; i++) {
		if (i >= looked)
			read_place(p, i, &at[i]);
		looked = i >= looked ? i + 1 : looked;
		if (goes_on(&at[best].who, &at[i].who))
			best = i;
	}
	p->desks = best < 0;
	for (int i = AT_ITEM; i < AT_PLACES && best < 0; i++)
		read_place(p, i, &at[i]);
	for (int i = 0; i < AT_PLACES && best < 0; i++) /* else the first that names anybody */
		if (at[i].who.n || at[i].relay.n)
			best = i;
	m->authors_place = PLACE_NONE;
	if (best < 0)
		return;
	m->authors_place = place_of[best];
	struct name_list *who = &at[best].who, *relay = &at[best].relay;
	bool person = has_person(p, who);
	size_t n = 0;
	for (size_t i = 0; i < who->n; i++) /* beside a person, the outlet is no author */
		if (!(person && m->outlet.n && drg__page_likeness(who->v[i], m->outlet) >= 500))
			who->v[n++] = who->v[i];
	m->authors = who->v;
	m->n_authors = (uint32_t)n;
	/* an agency named in any place looked at */
	for (int i = 0; i < looked; i++)
		for (size_t r = 0; r < at[i].relay.n && i != best; r++)
			push_name(p, relay, at[i].relay.v[r]);
	m->relays = relay->v;
	m->n_relays = (uint32_t)relay->n;
}
