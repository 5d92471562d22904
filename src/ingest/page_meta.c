/* page_meta.c - metadata of a page, best place first:
 *
 *   title      the <h1> that agrees with another place; JSON-LD headline; og:title; <title>
 *   authors    JSON-LD author; meta author; microdata and rel=author; byline text
 *   published  JSON-LD; meta and Open Graph; microdata and <time>; byline text; URL
 *   outlet     og:site_name; JSON-LD publisher; application-name
 *   url        canonical link; og:url; JSON-LD; as given */
#include "ingest/page_meta.h"

#include "base/utf8.h"
#include "ingest/article_blocks.h"
#include "ingest/date.h"

struct page {
	const struct html_tree *t;
	struct arena *keep, *tmp;
	struct json_tree ld;
	struct page_meta *m;
	struct name_list authors, relays;
	uint32_t article; /* JSON-LD object that is the report, or NONE */
};

/* White space collapsed, ends trimmed; into keep. */
static struct str tidy(struct str s, struct arena *keep)
{
	char *out = drg__alloc(keep, s.n + 1, 1);
	size_t n = 0;
	bool gap = false;
	for (const char *p = s.p, *end = s.p + s.n; p < end;) {
		int len;
		uint32_t cp = drg__utf8_get(p, end, &len);
		if (drg__is_space(cp) || cp < 0x20) {
			gap = n > 0 && (gap || !(cp == 0x200B || cp == 0xFEFF));
		} else if (cp != 0xAD) {
			if (gap)
				out[n++] = ' ';
			gap = false;
			memcpy(out + n, p, (size_t)len);
			n += (size_t)len;
		}
		p += len;
	}
	return drg__str(out, n);
}

static struct str decoded(struct page *p, struct str raw)
{
	if (raw.n > 4000)
		raw.n = drg__utf8_valid_to(drg__str(raw.p, 4000), 0);
	struct str v = drg__html_value(raw, p->tmp);
	/* twice escaped: "&amp;#039;" */
	if (memchr(v.p ? v.p : "", '&', v.n) && memchr(v.p, ';', v.n))
		v = drg__html_value(v, p->tmp);
	return tidy(v, p->keep);
}

/* Text of an element, inline markup and references undone. */
static struct str text_of(struct page *p, uint32_t el)
{
	struct article_block b = { .from = el + 1, .to = p->t->v[el].end };
	if (b.to - b.from > 400)
		b.to = b.from + 400;
	return tidy(drg__article_block_text(p->t, &b, p->tmp), p->keep);
}

/* -------------------------------------------------------------- JSON-LD -- */

static struct str ld_string(struct page *p, uint32_t at)
{
	if (at == NONE)
		return drg__str("", 0);
	const struct json_node *n = &p->ld.v[at];
	if (n->type == JSON_STRING) {
		struct str s = drg__json_string(n->raw, p->tmp, NULL, 0, NULL);
		if (s.n && memchr(s.p, '&', s.n) && memchr(s.p, ';', s.n)) {
			char *out = drg__alloc(p->tmp, s.n * 3, 1);
			s = drg__str(out, drg__html_decode(s, HTML_DECODE_REFS, out, NULL, 0, 0));
		}
		return tidy(s, p->keep);
	}
	if (n->type == JSON_NUMBER)
		return n->raw;
	if (n->type == JSON_ARRAY && n->end > at + 1)
		return ld_string(p, at + 1); /* at most once deeper: elements of arrays of arrays are not looked for */
	return drg__str("", 0);
}

static bool type_is(const struct json_tree *t, uint32_t at, struct str want)
{
	uint32_t ty = drg__json_member(t, at, "@type");
	if (ty == NONE)
		return false;
	for (uint32_t i = ty; i < t->v[ty].end; i++)
		if (t->v[i].type == JSON_STRING && drg__str_ends(t->v[i].raw, want))
			return true;
	return false;
}

/* The object an {"@id": ...} stands for. */
static uint32_t follow(const struct json_tree *t, uint32_t at)
{
	uint32_t id = drg__json_member(t, at, "@id");
	if (id == NONE || drg__json_member(t, at, "name") != NONE)
		return at;
	for (uint32_t i = 0; i < t->n; i++) {
		if (i == at || t->v[i].type != JSON_OBJECT)
			continue;
		uint32_t other = drg__json_member(t, i, "@id");
		if (other != NONE && drg__str_eq(t->v[other].raw, t->v[id].raw) && drg__json_member(t, i, "name") != NONE)
			return i;
	}
	return at;
}

static void find_article(struct page *p)
{
	const struct json_tree *t = &p->ld;
	int best = 0;
	uint32_t looked = 0;
	p->article = NONE;
	for (uint32_t i = 0; i < t->n && looked < 2000; i++) {
		if (t->v[i].type != JSON_OBJECT)
			continue;
		looked++;
		int rank = 0;
		if (type_is(t, i, STR("NewsArticle")))
			rank = 6;
		else if (type_is(t, i, STR("Article")) || type_is(t, i, STR("BlogPosting")) || type_is(t, i, STR("Report")))
			rank = 5;
		else if (type_is(t, i, STR("LiveBlogPosting")))
			rank = 5;
		else if (type_is(t, i, STR("WebPage")) || type_is(t, i, STR("VideoObject")))
			rank = 1;
		if (!rank)
			continue;
		/* An article inside another's list is not this one. */
		if (drg__json_member(t, i, "headline") == NONE)
			rank -= 1;
		if (drg__json_member(t, i, "datePublished") == NONE)
			rank -= 1;
		if (rank > best) {
			best = rank;
			p->article = i;
		}
	}
}

static bool is_address(struct str s)
{
	return drg__str_find(s, STR("://"), 0) != SIZE_MAX || drg__str_starts(s, STR("/")) || drg__str_starts(s, STR("@")) || memchr(s.p ? s.p : "", '@', s.n);
}

static void push_name(struct page *p, struct name_list *to, struct str s)
{
	for (size_t i = 0; i < to->n; i++)
		if (drg__str_ieq(to->v[i], s))
			return;
	if (to->n < 24)
		*PUSH(p->keep, to) = s;
}

/* A name given as such: kept unless it is an address or the outlet itself. */
static void given_name(struct page *p, struct str s)
{
	s = drg__str_trim(s);
	while (s.n && (s.p[0] == ',' || s.p[0] == '.' || s.p[0] == ' '))
		s = drg__str_sub(s, 1, s.n);
	if (s.n < 2 || is_address(s) || s.p[0] == '(' || s.p[0] == '{')
		return;
	/* a log-in, not a name: "jdoe", "jane.doe.17" */
	bool upper = false;
	for (size_t i = 0; i < s.n; i++)
		upper |= (s.p[i] >= 'A' && s.p[i] <= 'Z') || (unsigned char)s.p[i] >= 0x80;
	if (!upper)
		return;
	size_t before = p->authors.n + p->relays.n;
	if (drg__agency(s).p) {
		push_name(p, &p->relays, s);
		return;
	}
	/* several in one string, or with a role */
	if (memchr(s.p, ',', s.n) || drg__str_find(s, STR(" and "), 0) != SIZE_MAX || memchr(s.p, ';', s.n) || memchr(s.p, '|', s.n) || drg__str_istarts(s, STR("by ")) ||
	    memchr(s.p, '(', s.n) || memchr(s.p, '&', s.n)) {
		drg__byline_split(s, p->keep, &p->authors, &p->relays);
		if (p->authors.n + p->relays.n > before)
			return;
	}
	if (s.n < 80)
		push_name(p, &p->authors, s);
}

static void ld_authors(struct page *p)
{
	const struct json_tree *t = &p->ld;
	uint32_t a = p->article == NONE ? NONE : drg__json_member(t, p->article, "author");
	if (a == NONE && p->article != NONE)
		a = drg__json_member(t, p->article, "creator");
	if (a == NONE)
		return;
	uint32_t from = a, to = a + 1;
	if (t->v[a].type == JSON_ARRAY)
		from = a + 1, to = t->v[a].end;
	for (uint32_t i = from; i < to; i = t->v[i].end) {
		if (t->v[i].type == JSON_STRING) {
			given_name(p, ld_string(p, i));
		} else if (t->v[i].type == JSON_OBJECT) {
			uint32_t o = follow(t, i), name = drg__json_member(t, o, "name");
			if (name != NONE && t->v[name].type == JSON_ARRAY) {
				for (uint32_t k = name + 1; k < t->v[name].end; k = t->v[k].end)
					given_name(p, ld_string(p, k));
			} else if (name != NONE) {
				given_name(p, ld_string(p, name));
			}
		}
		if (from == a)
			break;
	}
}

static struct str ld_field(struct page *p, const char *key)
{
	return p->article == NONE ? drg__str("", 0) : ld_string(p, drg__json_member(&p->ld, p->article, key));
}

static void read_ld(struct page *p, struct str raw)
{
	drg__json_tree(raw, p->tmp, &p->ld);
}

/* ------------------------------------------------------------------ meta -- */

enum { M_OG_TITLE, M_TW_TITLE, M_DESCRIPTION, M_SITE, M_APP, M_URL, M_AUTHOR, M_PUBLISHED, M_PUBLISHED2, M_UPDATED, M_LOCALE, M_TITLE, METAS };

static const struct {
	const char *name;
	uint8_t field;
} meta_names[] = {
	{ "og:title", M_OG_TITLE }, { "twitter:title", M_TW_TITLE }, { "og:description", M_DESCRIPTION }, { "description", M_DESCRIPTION },
	{ "og:site_name", M_SITE }, { "application-name", M_APP }, { "og:url", M_URL }, { "author", M_AUTHOR }, { "article:author", M_AUTHOR },
	{ "article:author_name", M_AUTHOR }, { "parsely-author", M_AUTHOR }, { "sailthru.author", M_AUTHOR }, { "dc.creator", M_AUTHOR }, { "dcterms.creator", M_AUTHOR },
	{ "dc.contributor", M_AUTHOR }, { "byl", M_AUTHOR }, { "cxenseparse:author", M_AUTHOR }, { "authors", M_AUTHOR }, { "citation_author", M_AUTHOR }, { "rbauthors", M_AUTHOR },
	{ "bt:author", M_AUTHOR }, { "mediator_author", M_AUTHOR },
	{ "article:published_time", M_PUBLISHED }, { "article:published", M_PUBLISHED }, { "og:article:published_time", M_PUBLISHED }, { "parsely-pub-date", M_PUBLISHED },
	{ "sailthru.date", M_PUBLISHED }, { "datepublished", M_PUBLISHED }, { "pubdate", M_PUBLISHED }, { "publish-date", M_PUBLISHED }, { "publishdate", M_PUBLISHED },
	{ "publish_date", M_PUBLISHED }, { "publication_date", M_PUBLISHED }, { "published_time", M_PUBLISHED }, { "cxenseparse:recs:publishtime", M_PUBLISHED }, { "cxenseparse:publishtime", M_PUBLISHED },
	{ "dc.date.issued", M_PUBLISHED }, { "dcterms.created", M_PUBLISHED }, { "dcterms.issued", M_PUBLISHED }, { "dc.date", M_PUBLISHED2 }, { "dcterms.date", M_PUBLISHED2 }, { "date", M_PUBLISHED2 }, { "article.published", M_PUBLISHED },
	{ "originalpublicationdate", M_PUBLISHED }, { "citation_publication_date", M_PUBLISHED2 }, { "bt:pubdate", M_PUBLISHED }, { "mediator_published_time", M_PUBLISHED }, { "pub_date", M_PUBLISHED }, { "iso-8601-publish-date", M_PUBLISHED },
	{ "og:pubdate", M_PUBLISHED }, { "rnews:datepublished", M_PUBLISHED }, { "last-modified", M_UPDATED },
	{ "article:modified_time", M_UPDATED }, { "og:updated_time", M_UPDATED }, { "datemodified", M_UPDATED }, { "lastmod", M_UPDATED }, { "dcterms.modified", M_UPDATED },
	{ "og:locale", M_LOCALE }, { "title", M_TITLE }, { "dc.title", M_TITLE }, { "parsely-title", M_TITLE }, { "sailthru.title", M_TITLE },
};

struct metas {
	struct str v[METAS];
	struct name_list authors; /* undecoded */
};

static void read_meta(struct page *p, uint32_t i, struct metas *ms)
{
	static const char *const keys[] = { "property", "name", "itemprop" };
	struct str content = drg__html_attr(p->t, i, "content");
	if (!content.p || content.n == 0)
		return;
	for (int k = 0; k < 3; k++) {
		struct str key = drg__str_trim(drg__html_attr(p->t, i, keys[k]));
		if (!key.p || !key.n)
			continue;
		for (size_t x = 0; x < sizeof meta_names / sizeof *meta_names; x++) {
			if (!drg__str_ieq(key, drg__str_c(meta_names[x].name)))
				continue;
			uint8_t f = meta_names[x].field;
			if (f == M_AUTHOR) {
				if (ms->authors.n < 24)
					*PUSH(p->tmp, &ms->authors) = content;
			} else if (!ms->v[f].n) {
				ms->v[f] = content;
			}
		}
	}
}

/* -------------------------------------------------------------- elements -- */

static bool has_word(struct str s, const char *word)
{
	struct str w = drg__str_c(word);
	for (size_t i = 0; i + w.n <= s.n; i++)
		if ((s.p[i] | 32) == word[0] && drg__str_istarts(drg__str_sub(s, i, s.n), w))
			return true;
	return false;
}

struct marks { /* rows of elements that may matter */
	uint32_t h1[8], n_h1;
	uint32_t time[40], n_time;
	uint32_t byline[40], n_byline;
	uint32_t author_link[24], n_author_link;
	uint32_t date[24], n_date; /* elements whose class says date */
	uint32_t itemprop_author[12], n_itemprop_author;
	uint32_t html_title;
	struct str canonical, lang, item_date, item_updated, base;
};

#define MARK(list, row) \
	do { \
		if (k->n_##list < sizeof k->list / sizeof *k->list) \
			k->list[k->n_##list++] = (row); \
	} while (0)

static void visit(struct page *p, uint32_t i, struct marks *k, struct metas *ms)
{
	const struct html_tree *t = p->t;
	const struct html_node *n = &t->v[i];
	switch (n->tag) {
	case TAG_META:
		read_meta(p, i, ms);
		break;
	case TAG_LINK: {
		struct str rel = drg__html_attr(t, i, "rel");
		if (drg__str_ieq(rel, STR("canonical")) && !k->canonical.p)
			k->canonical = drg__html_attr(t, i, "href");
		break;
	}
	case TAG_HTML:
		k->lang = drg__html_attr(t, i, "lang");
		break;
	case TAG_TITLE:
		if (k->html_title == NONE && !n->foreign)
			k->html_title = i;
		break;
	case TAG_H1:
		MARK(h1, i);
		break;
	case TAG_TIME:
		MARK(time, i);
		break;
	case TAG_SCRIPT: {
		struct str type = drg__html_attr(t, i, "type");
		if (drg__str_istarts(type, STR("application/ld+json")) && i + 1 < n->end)
			read_ld(p, drg__str_sub(t->in, t->v[i + 1].s, t->v[i + 1].e));
		break;
	}
	default:
		break;
	}
	if (n->n_attr == 0)
		return;
	struct str rel = { NULL, 0 }, class = { NULL, 0 }, prop = { NULL, 0 }, test = { NULL, 0 };
	for (uint32_t a = n->attr; a < n->attr + n->n_attr; a++) {
		const struct html_attr *at = &t->attrs.v[a];
		struct str name = drg__str_sub(t->in, at->name_s, at->name_e), value = drg__str_sub(t->in, at->value_s, at->value_e);
		if (name.n == 5 && drg__str_ieq(name, STR("class")))
			class = value;
		else if (name.n == 3 && drg__str_ieq(name, STR("rel")))
			rel = value;
		else if (name.n == 8 && drg__str_ieq(name, STR("itemprop")))
			prop = value;
		else if (name.n == 11 && drg__str_ieq(name, STR("data-testid")))
			test = value;
	}
	if (n->tag == TAG_A && drg__str_ieq(rel, STR("author")))
		MARK(author_link, i);
	if (prop.n) {
		if (drg__str_ieq(prop, STR("author")) || drg__str_ieq(prop, STR("creator")))
			MARK(itemprop_author, i);
		struct str v = drg__html_attr(t, i, n->tag == TAG_TIME ? "datetime" : "content");
		if (drg__str_ieq(prop, STR("datePublished")) && !k->item_date.p)
			k->item_date = v;
		if (drg__str_ieq(prop, STR("dateModified")) && !k->item_updated.p)
			k->item_updated = v;
	}
	if (class.n > 300)
		class.n = 300;
	bool by = has_word(class, "byline") || has_word(class, "author") || has_word(test, "byline") || has_word(test, "author");
	if (by && n->tag != TAG_IMG && n->tag != TAG_META)
		MARK(byline, i);
	if ((has_word(class, "date") || has_word(class, "publish") || has_word(class, "timestamp") || has_word(class, "byline") || has_word(class, "time") || has_word(class, "posted") || has_word(class, "meta")) && n->tag != TAG_BODY && n->tag != TAG_HTML && n->end - i < 80)
		MARK(date, i);
}

/* ----------------------------------------------------------------- title -- */

static size_t fold_words(struct str s, uint32_t *out, size_t max)
{
	return drg__article_words(s, out, max);
}

/* Shared words of two titles, 0..1000. */
static int likeness(struct str a, struct str b)
{
	uint32_t x[64], y[64];
	size_t n = fold_words(a, x, 64), m = fold_words(b, y, 64), both = 0;
	if (!n || !m)
		return 0;
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < m; j++) {
			if (x[i] == y[j]) {
				both++;
				y[j] = 0;
				break;
			}
		}
	}
	return (int)(both * 2000 / (n + m));
}

/* "Headline - Outlet", "Headline | Section | Outlet": without what follows. */
static struct str without_tail(struct page *p, struct str title)
{
	static const char *const seps[] = { " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xAB ", " : ", " \xE2\x80\xA2 ", " \xC2\xB7 ", " // ", " :: " };
	struct str best = title;
	for (int round = 0; round < 3; round++) {
		size_t cut = SIZE_MAX;
		for (size_t k = 0; k < sizeof seps / sizeof *seps; k++) {
			struct str z = drg__str_c(seps[k]);
			for (size_t at = 0; (at = drg__str_find(best, z, at)) != SIZE_MAX; at++)
				if (cut == SIZE_MAX || at > cut)
					cut = at;
		}
		if (cut == SIZE_MAX)
			break;
		struct str tail = drg__str_sub(best, cut + 3, best.n), head = drg__str_sub(best, 0, cut);
		uint32_t w[64];
		size_t tail_words = fold_words(tail, w, 64), head_words = fold_words(head, w, 64);
		bool site = p->m->outlet.n && likeness(tail, p->m->outlet) >= 500;
		if (site || (tail_words <= 4 && head_words >= 3 && head_words > tail_words))
			best = drg__str_trim(head);
		else
			break;
	}
	return best;
}

static void choose_title(struct page *p, const struct marks *k, const struct metas *ms)
{
	struct page_meta *m = p->m;
	m->og_title = decoded(p, ms->v[M_OG_TITLE]);
	m->tw_title = decoded(p, ms->v[M_TW_TITLE]);
	m->html_title = k->html_title == NONE ? drg__str("", 0) : text_of(p, k->html_title);
	m->ld_headline = ld_field(p, "headline");
	if (!m->ld_headline.n && p->article != NONE && !type_is(&p->ld, p->article, STR("WebPage")))
		m->ld_headline = ld_field(p, "name");
	struct str others[4] = { m->og_title, m->ld_headline, m->html_title, m->tw_title };
	int best = 0;
	for (uint32_t i = 0; i < k->n_h1; i++) {
		struct str h = text_of(p, k->h1[i]);
		if (!h.n)
			continue;
		int like = 1;
		for (int o = 0; o < 4; o++) {
			int l = likeness(h, o == 2 ? without_tail(p, others[o]) : others[o]);
			if (l > like)
				like = l;
		}
		if (like > best) {
			best = like;
			m->h1 = h;
			m->h1_row = k->h1[i];
		}
	}
	/* One <h1> of some length is the headline even where the metadata word it
	 * differently; a kicker in front ("Opinion", "Politics |") is no part of it. */
	uint32_t w[64];
	bool alone = k->n_h1 == 1 && fold_words(m->h1, w, 64) >= 3 && !(m->outlet.n && likeness(m->h1, m->outlet) > 700);
	for (int o = 0; m->h1.n && o < 2; o++) {
		struct str t = without_tail(p, others[o]);
		if (t.n >= 12 && m->h1.n > t.n && m->h1.n - t.n < 32 && drg__str_ends(m->h1, t)) {
			m->h1 = t;
			best = 1000;
		}
	}
	if (m->h1.n && (best >= 500 || alone)) {
		m->title = m->h1;
		m->title_place = PLACE_HEADING;
	} else if (m->ld_headline.n) {
		m->title = without_tail(p, m->ld_headline);
		m->title_place = PLACE_JSONLD;
	} else if (m->og_title.n) {
		m->title = without_tail(p, m->og_title);
		m->title_place = PLACE_OG;
	} else if (m->h1.n) {
		m->title = m->h1;
		m->title_place = PLACE_HEADING;
	} else if (m->html_title.n) {
		m->title = without_tail(p, m->html_title);
		m->title_place = PLACE_TITLE;
	} else {
		m->title = decoded(p, ms->v[M_TITLE]);
		m->title_place = m->title.n ? PLACE_META : PLACE_NONE;
	}
}

/* ------------------------------------------------------------------ date -- */

static bool set_date(struct page *p, struct str s, uint8_t place, struct str *to)
{
	if (to->n || !s.n)
		return false;
	*to = drg__date_edtf(s, p->keep);
	if (to->n && to == &p->m->published)
		p->m->published_place = place;
	return to->n > 0;
}

/* /2023/12/21/, /2023-12-21-, -20231221 in an address */
static bool url_date(struct page *p, struct str url)
{
	for (size_t i = 0; i + 8 <= url.n; i++) {
		struct date d;
		if (url.p[i] != '/' && url.p[i] != '-' && url.p[i] != '_' && url.p[i] != '=')
			continue;
		struct str s = drg__str_sub(url, i + 1, url.n < i + 12 ? url.n : i + 12);
		if (s.n < 8 || (s.p[0] != '1' && s.p[0] != '2'))
			continue;
		if ((s.p[0] == '2' && s.p[1] == '0') || (s.p[0] == '1' && s.p[1] == '9')) {
			size_t digits = 0;
			while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
				digits++;
			if ((digits == 4 || digits == 8) && drg__date_find(s, &d)) {
				d.has_time = false;
				p->m->published = drg__date_format(&d, p->keep);
				p->m->published_place = PLACE_URL;
				return true;
			}
		}
	}
	return false;
}

/* A short line with a date, close after the headline. */
static void date_near(struct page *p, uint32_t row)
{
	const struct html_tree *t = p->t;
	int looked = 0;
	for (uint32_t i = row; i < t->n && looked < 40; i++) {
		const struct html_node *n = &t->v[i];
		if (n->tag != TAG_TEXT) {
			if (drg__html_is_dropped(n) && n->tag != TAG_HEAD)
				i = n->end - 1;
			continue;
		}
		if (n->e - n->s < 6)
			continue;
		looked++;
		if (n->e - n->s <= 90 && set_date(p, decoded(p, drg__str_sub(t->in, n->s, n->e)), PLACE_BYLINE, &p->m->published))
			return;
	}
}

static void choose_dates(struct page *p, const struct marks *k, const struct metas *ms)
{
	struct page_meta *m = p->m;
	set_date(p, ld_field(p, "datePublished"), PLACE_JSONLD, &m->published);
	set_date(p, decoded(p, ms->v[M_PUBLISHED]), PLACE_META, &m->published);
	set_date(p, decoded(p, k->item_date), PLACE_MICRODATA, &m->published);
	set_date(p, ld_field(p, "dateCreated"), PLACE_JSONLD, &m->published);
	set_date(p, ld_field(p, "uploadDate"), PLACE_JSONLD, &m->published);
	set_date(p, decoded(p, ms->v[M_PUBLISHED2]), PLACE_META, &m->published);
	/* Times after the headline first: before it stand menus and tickers. */
	uint32_t first_time = 0;
	while (k->n_h1 && first_time < k->n_time && k->time[first_time] < m->h1_row)
		first_time++;
	for (uint32_t x = 0; x < k->n_time; x++) {
		uint32_t i = (x + first_time) % k->n_time;
		struct str dt = drg__html_attr(p->t, k->time[i], "datetime");
		if (!dt.n)
			dt = drg__html_attr(p->t, k->time[i], "content");
		if (set_date(p, decoded(p, dt), PLACE_TIME, &m->published) || set_date(p, text_of(p, k->time[i]), PLACE_TIME, &m->published))
			break;
	}
	if (!m->published.n)
		url_date(p, m->url);
	for (uint32_t i = 0; i < k->n_date && !m->published.n; i++)
		set_date(p, text_of(p, k->date[i]), PLACE_BYLINE, &m->published);
	for (uint32_t i = 0; i < k->n_byline && !m->published.n; i++)
		if (p->t->v[k->byline[i]].end - k->byline[i] < 60)
			set_date(p, text_of(p, k->byline[i]), PLACE_BYLINE, &m->published);
	if (!m->published.n)
		date_near(p, m->h1_row);
	set_date(p, ld_field(p, "dateModified"), PLACE_JSONLD, &m->updated);
	set_date(p, decoded(p, ms->v[M_UPDATED]), PLACE_META, &m->updated);
	set_date(p, decoded(p, k->item_updated), PLACE_MICRODATA, &m->updated);
}

/* --------------------------------------------------------------- authors -- */

/* A desk, a firm or the outlet itself rather than a person. */
static bool no_person(const struct page *p, struct str s)
{
	static const char *const words[] = { "staff", "news", "editor", "editors", "editorial", "team", "desk", "newsroom", "press", "media", "magazine", "network",
		                             "association", "university", "foundation", "clinic", "inc", "ltd", "llc", "company", "group", "institute", "channel",
		                             "daily", "today", "com", "org", "net", "admin", "online", "tv", "radio", "contributor", "contributors", "writers", "reporter", "agency",
		                             "society", "center", "centre", "bureau", "service", "services", "journal", "post", "times", "herald", "tribune" };
	if (p->m->outlet.n && likeness(s, p->m->outlet) >= 500)
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

static bool has_person(const struct page *p, const struct name_list *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (!no_person(p, v->v[i]))
			return true;
	return false;
}

/* The run of author elements that stand together: names of other articles'
 * authors, further down, are not this one's. */
static void author_elements(struct page *p, const uint32_t *row, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		if (i && row[i] - row[i - 1] > 60)
			break;
		if (p->t->v[row[i]].end - row[i] > 60)
			continue;
		struct str s = text_of(p, row[i]);
		size_t before = p->authors.n + p->relays.n;
		drg__byline_split(s, p->keep, &p->authors, &p->relays);
		if (p->authors.n + p->relays.n == before && s.n && s.n < 40 && !p->authors.n)
			given_name(p, s);
	}
}

/* "By Jane Doe" at the beginning of a stretch of text. */
static bool says_by(struct str s)
{
	s = drg__str_trim(s);
	if (drg__str_ieq(s, STR("by")) || drg__str_ieq(s, STR("by:")) || drg__str_ieq(s, STR("written by")) || drg__str_ieq(s, STR("written by:")) || drg__str_ieq(s, STR("author:")))
		return true;
	return s.n < 120 && (drg__str_starts(s, STR("By ")) || drg__str_starts(s, STR("BY ")) || drg__str_istarts(s, STR("written by ")) || drg__str_starts(s, STR("By: ")));
}

static void by_text(struct page *p)
{
	const struct html_tree *t = p->t;
	int looked = 0;
	for (uint32_t i = 0; i < t->n && looked < 6; i++) {
		const struct html_node *n = &t->v[i];
		if (n->tag != TAG_TEXT) {
			if (drg__html_is_dropped(n) && n->tag != TAG_HEAD)
				i = n->end - 1;
			continue;
		}
		if (n->e - n->s > 200 || n->e - n->s < 2 || !says_by(drg__str_sub(t->in, n->s, n->e)))
			continue;
		looked++;
		uint32_t el = n->parent;
		for (int up = 0; up < 3 && t->v[el].end - i < 6 && t->v[el].parent; up++)
			el = t->v[el].parent;
		if (t->v[el].end - el > 40)
			el = n->parent;
		struct article_block b = { .from = i, .to = t->v[el].end };
		if (b.to < i + 1)
			b.to = i + 1;
		struct str line = tidy(drg__article_block_text(t, &b, p->tmp), p->keep);
		if (line.n < 200)
			drg__byline_split(line, p->keep, &p->authors, &p->relays);
		if (p->authors.n || p->relays.n)
			return;
	}
}

static void choose_authors(struct page *p, const struct marks *k, const struct metas *ms)
{
	struct page_meta *m = p->m;
	static const uint8_t place[] = { PLACE_JSONLD, PLACE_META, PLACE_MICRODATA, PLACE_MICRODATA, PLACE_BYLINE, PLACE_BYLINE };
	enum { N = sizeof place };
	struct name_list who[N] = { 0 }, relay[N] = { 0 };
	int best = -1;
	for (int i = 0; i < N; i++) {
		p->authors = p->relays = (struct name_list){ 0 };
		switch (i) {
		case 0:
			ld_authors(p);
			break;
		case 1:
			for (size_t a = 0; a < ms->authors.n; a++)
				given_name(p, decoded(p, ms->authors.v[a]));
			break;
		case 2:
			author_elements(p, k->itemprop_author, k->n_itemprop_author);
			break;
		case 3:
			author_elements(p, k->author_link, k->n_author_link);
			break;
		case 4:
			for (uint32_t a = 0; a < k->n_byline && !p->authors.n && !p->relays.n; a++)
				if (p->t->v[k->byline[a]].end - k->byline[a] <= 60)
					drg__byline_split(text_of(p, k->byline[a]), p->keep, &p->authors, &p->relays);
			break;
		default:
			by_text(p);
			break;
		}
		who[i] = p->authors;
		relay[i] = p->relays;
		if (has_person(p, &who[i])) { /* the first place that names a person */
			best = i;
			break;
		}
	}
	for (int i = 0; i < N && best < 0; i++) /* else the first that names anybody */
		if (who[i].n || relay[i].n)
			best = i;
	m->authors_place = PLACE_NONE;
	if (best < 0)
		return;
	m->authors_place = place[best];
	size_t n = 0;
	bool person = has_person(p, &who[best]);
	for (size_t i = 0; i < who[best].n; i++) /* beside a person, the outlet is no author */
		if (!(person && m->outlet.n && likeness(who[best].v[i], m->outlet) >= 500))
			who[best].v[n++] = who[best].v[i];
	m->authors = who[best].v;
	m->n_authors = (uint32_t)n;
	/* an agency named in any place looked at */
	for (int i = 0; i < N; i++)
		for (size_t r = 0; r < relay[i].n && i != best; r++)
			push_name(p, &relay[best], relay[i].v[r]);
	m->relays = relay[best].v;
	m->n_relays = (uint32_t)relay[best].n;
}

void drg__page_meta(const struct html_tree *t, struct str url, struct arena *keep, struct arena scratch, struct page_meta *out)
{
	struct page p = { .t = t, .keep = keep, .tmp = &scratch, .m = out };
	struct marks k = { .html_title = NONE };
	struct metas ms = { 0 };
	memset(out, 0, sizeof *out);
	for (uint32_t i = 0; i < t->n; i++)
		if (t->v[i].tag != TAG_TEXT)
			visit(&p, i, &k, &ms);
	find_article(&p);
	out->description = decoded(&p, ms.v[M_DESCRIPTION]);
	out->ld_body = p.article == NONE ? drg__str("", 0) : ld_field(&p, "articleBody");
	out->url = k.canonical.n ? decoded(&p, k.canonical) : decoded(&p, ms.v[M_URL]);
	if (!out->url.n)
		out->url = drg__arena_str(keep, url);
	out->outlet = decoded(&p, ms.v[M_SITE]);
	out->outlet_place = PLACE_OG;
	if (!out->outlet.n && p.article != NONE) {
		uint32_t pub = drg__json_member(&p.ld, p.article, "publisher");
		if (pub != NONE && p.ld.v[pub].type == JSON_ARRAY && p.ld.v[pub].end > pub + 1)
			pub++;
		if (pub != NONE && p.ld.v[pub].type == JSON_OBJECT)
			out->outlet = ld_string(&p, drg__json_member(&p.ld, follow(&p.ld, pub), "name"));
		out->outlet_place = PLACE_JSONLD;
	}
	if (!out->outlet.n) {
		out->outlet = decoded(&p, ms.v[M_APP]);
		out->outlet_place = out->outlet.n ? PLACE_META : PLACE_NONE;
	}
	out->lang = decoded(&p, k.lang);
	if (!out->lang.n)
		out->lang = ld_field(&p, "inLanguage");
	if (!out->lang.n)
		out->lang = decoded(&p, ms.v[M_LOCALE]);
	choose_title(&p, &k, &ms);
	choose_dates(&p, &k, &ms);
	choose_authors(&p, &k, &ms);
}
