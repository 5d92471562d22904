/* page_meta.c - what a page says about itself: <meta>, marked elements, outlet,
 * language, address.  Title, dates and authors have files of their own.
 *
 *   outlet     og:site_name; JSON-LD publisher; application-name
 *   url        canonical link; og:url; as given */
#include <stdlib.h>

#include "base/utf8.h"
#include "ingest/article_blocks.h"
#include "ingest/page.h"

struct str drg__page_tidy(struct str s, struct arena *keep)
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

struct str drg__page_value(struct page *p, struct str raw)
{
	if (raw.n > 4000)
		raw.n = drg__utf8_valid_to(drg__str(raw.p, 4000), 0);
	struct str v = drg__html_value(raw, p->tmp);
	/* twice escaped: "&amp;#039;" */
	if (memchr(v.p ? v.p : "", '&', v.n) && memchr(v.p, ';', v.n))
		v = drg__html_value(v, p->tmp);
	return drg__page_tidy(v, p->keep);
}

static struct str block_text(struct page *p, uint32_t from, uint32_t to)
{
	struct article_block b = { .from = from, .to = to };
	return drg__page_tidy(drg__article_block_text(p->t, &b, p->tmp), p->keep);
}

struct str drg__page_text(struct page *p, uint32_t el)
{
	uint32_t end = p->t->v[el].end;
	return block_text(p, el + 1, end - el > 400 ? el + 400 : end);
}

struct str drg__page_line(struct page *p, uint32_t row)
{
	return block_text(p, row, row + 1);
}

int drg__page_likeness(struct str a, struct str b)
{
	enum { WORDS = 64 };
	uint32_t x[WORDS], y[WORDS];
	size_t n = drg__article_words(a, x, WORDS), m = drg__article_words(b, y, WORDS), both = 0;
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

/* Not what the page shows beside its navigation: the whole subtree is passed over. */
static bool is_beside(const struct html_node *n)
{
	return drg__html_is_dropped(n) || n->tag == TAG_NAV || n->tag == TAG_FOOTER;
}

static bool has_chars(const struct html_tree *t, uint32_t i)
{
	return t->v[i].tag == TAG_TEXT && drg__str_trim(drg__str_sub(t->in, t->v[i].s, t->v[i].e)).n > 0;
}

bool drg__page_in_caption(const struct page *p, uint32_t row)
{
	for (int up = 0; up < 6 && row; up++, row = p->t->v[row].parent)
		if (p->t->v[row].tag == TAG_FIGCAPTION || p->t->v[row].tag == TAG_FIGURE)
			return true;
	return false;
}

static int later_first(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x < y) - (x > y);
}

uint32_t drg__page_near(const struct page *p, uint32_t after, uint32_t before, uint32_t *rows)
{
	const struct html_tree *t = p->t;
	uint32_t n = 0, seen = 0;
	for (uint32_t i = p->anchor; i < t->n && n < after; i++) {
		if (has_chars(t, i))
			rows[n++] = i;
		else if (is_beside(&t->v[i]) && t->v[i].end > i)
			i = t->v[i].end - 1;
	}
	/* in front: the last `before`, in a ring, then nearest first */
	uint32_t *ring = rows + n;
	for (uint32_t i = 0; before && i < p->anchor; i++) {
		if (has_chars(t, i))
			ring[seen++ % before] = i;
		else if (is_beside(&t->v[i]) && t->v[i].end > i && t->v[i].end <= p->anchor)
			i = t->v[i].end - 1;
	}
	uint32_t kept = seen < before ? seen : before;
	qsort(ring, kept, sizeof *ring, later_first);
	return n + kept;
}

/* ------------------------------------------------------------------ meta -- */

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
	{ "published", M_PUBLISHED }, { "og:pubdate", M_PUBLISHED }, { "rnews:datepublished", M_PUBLISHED }, { "last-modified", M_UPDATED },
	{ "article:modified_time", M_UPDATED }, { "og:updated_time", M_UPDATED }, { "datemodified", M_UPDATED }, { "lastmod", M_UPDATED }, { "dcterms.modified", M_UPDATED },
	{ "twitter:label1", M_LABEL1 }, { "twitter:data1", M_DATA1 }, { "twitter:label2", M_LABEL2 }, { "twitter:data2", M_DATA2 },
	{ "og:locale", M_LOCALE }, { "title", M_TITLE }, { "dc.title", M_TITLE }, { "parsely-title", M_TITLE }, { "sailthru.title", M_TITLE },
};

static void read_meta(struct page *p, uint32_t i)
{
	struct metas *ms = &p->metas;
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

static bool has_any(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (has_word(s, *words))
			return true;
	return false;
}

#define MARK(k, list, row) \
	do { \
		if ((k)->n_##list < sizeof (k)->list / sizeof *(k)->list) \
			(k)->list[(k)->n_##list++] = (row); \
	} while (0)

struct naming { /* the attributes that say what an element is; p == NULL if absent */
	struct str class, id, rel, prop, test, href;
};

static struct naming naming_of(const struct html_tree *t, const struct html_node *n)
{
	struct naming a = { .class = { NULL, 0 } };
	const struct {
		struct str name, *to;
	} want[] = { { STR("class"), &a.class }, { STR("id"), &a.id }, { STR("rel"), &a.rel }, { STR("itemprop"), &a.prop }, { STR("data-testid"), &a.test }, { STR("href"), &a.href } };
	for (uint32_t k = n->attr; k < n->attr + n->n_attr; k++) {
		const struct html_attr *at = &t->attrs.v[k];
		struct str name = drg__str_sub(t->in, at->name_s, at->name_e);
		for (size_t w = 0; w < sizeof want / sizeof *want; w++)
			if (drg__str_ieq(name, want[w].name))
				*want[w].to = drg__str_sub(t->in, at->value_s, at->value_e);
	}
	if (a.class.n > 300)
		a.class.n = 300;
	return a;
}

static void visit_named(struct page *p, uint32_t i)
{
	static const char *const by_words[] = { "byline", "author", NULL };
	static const char *const date_words[] = { "date", "publish", "timestamp", "byline", "time", "posted", "meta", NULL };
	static const char *const id_words[] = { "date_posted", "publish", "post-date", NULL };
	static const char *const page_words[] = { "/author/", "/authors/", "/contributor", "/writer", "/journalist", "/profile/", "/people/", "/staff/", "/by/", "/reporter", NULL };
	const struct html_tree *t = p->t;
	const struct html_node *n = &t->v[i];
	struct marks *k = &p->marks;
	struct naming a = naming_of(t, n);
	if (n->tag == TAG_A && drg__str_ieq(a.rel, STR("author")))
		MARK(k, author_link, i);
	if (n->tag == TAG_A && a.href.n && a.href.n < 300 && has_any(a.href, page_words))
		MARK(k, author_page, i);
	if (a.prop.n) {
		if (drg__str_ieq(a.prop, STR("author")) || drg__str_ieq(a.prop, STR("creator")))
			MARK(k, itemprop_author, i);
		struct str v = drg__html_attr(t, i, n->tag == TAG_TIME ? "datetime" : "content");
		if (drg__str_ieq(a.prop, STR("datePublished")) && !k->item_date.p)
			k->item_date = v;
		if (drg__str_ieq(a.prop, STR("dateModified")) && !k->item_updated.p)
			k->item_updated = v;
	}
	if (n->tag == TAG_IMG || n->tag == TAG_META || n->tag == TAG_BODY || n->tag == TAG_HTML)
		return;
	if (has_any(a.class, by_words) || has_any(a.test, by_words))
		MARK(k, byline, i);
	if (n->end - i < 80 && (has_any(a.class, date_words) || has_any(a.id, id_words)))
		MARK(k, date, i);
}

static void visit(struct page *p, uint32_t i)
{
	const struct html_tree *t = p->t;
	const struct html_node *n = &t->v[i];
	struct marks *k = &p->marks;
	switch (n->tag) {
	case TAG_META:
		read_meta(p, i);
		break;
	case TAG_LINK:
		if (drg__str_ieq(drg__html_attr(t, i, "rel"), STR("canonical")) && !k->canonical.p)
			k->canonical = drg__html_attr(t, i, "href");
		break;
	case TAG_HTML:
		k->lang = drg__html_attr(t, i, "lang");
		break;
	case TAG_TITLE:
		if (k->html_title == NONE && !n->foreign)
			k->html_title = i;
		break;
	case TAG_H1:
		MARK(k, h1, i);
		break;
	case TAG_TIME:
		MARK(k, time, i);
		break;
	case TAG_SCRIPT:
		if (drg__str_istarts(drg__html_attr(t, i, "type"), STR("application/ld+json")) && i + 1 < n->end)
			drg__json_tree(drg__str_sub(t->in, t->v[i + 1].s, t->v[i + 1].e), p->tmp, &p->ld);
		break;
	default:
		break;
	}
	if (n->n_attr)
		visit_named(p, i);
}

static void choose_outlet(struct page *p)
{
	struct page_meta *m = p->m;
	m->outlet = drg__page_value(p, p->metas.v[M_SITE]);
	m->outlet_place = PLACE_OG;
	if (!m->outlet.n) {
		m->outlet = drg__page_ld_publisher(p);
		m->outlet_place = PLACE_JSONLD;
	}
	if (!m->outlet.n) {
		m->outlet = drg__page_value(p, p->metas.v[M_APP]);
		m->outlet_place = m->outlet.n ? PLACE_META : PLACE_NONE;
	}
}

void drg__page_meta(const struct html_tree *t, struct str url, struct arena *keep, struct arena scratch, struct page_meta *out)
{
	struct page *p = NEW(&scratch, struct page);
	*p = (struct page){ .t = t, .keep = keep, .tmp = &scratch, .m = out, .marks.html_title = NONE };
	memset(out, 0, sizeof *out);
	for (uint32_t i = 0; i < t->n; i++)
		if (t->v[i].tag != TAG_TEXT)
			visit(p, i);
	drg__page_ld_find(p);
	out->description = drg__page_value(p, p->metas.v[M_DESCRIPTION]);
	out->ld_body = drg__page_ld_field(p, "articleBody");
	out->url = drg__page_value(p, p->marks.canonical.n ? p->marks.canonical : p->metas.v[M_URL]);
	if (!out->url.n)
		out->url = drg__arena_str(keep, url);
	choose_outlet(p);
	out->lang = drg__page_value(p, p->marks.lang);
	if (!out->lang.n)
		out->lang = drg__page_ld_field(p, "inLanguage");
	if (!out->lang.n)
		out->lang = drg__page_value(p, p->metas.v[M_LOCALE]);
	drg__page_title(p);
	drg__page_dates(p);
	drg__page_authors(p);
}
