/* page.h - private to page_*.c: a page while its metadata is looked for. */
#ifndef DRG_INGEST_PAGE_H
#define DRG_INGEST_PAGE_H

#include "ingest/page_meta.h"

/* Fields of <meta>; page_meta.c has the names that lead to them. */
enum { M_OG_TITLE, M_TW_TITLE, M_DESCRIPTION, M_SITE, M_APP, M_URL, M_AUTHOR, M_PUBLISHED, M_PUBLISHED2, M_UPDATED, M_LOCALE, M_TITLE,
       M_LABEL1, M_DATA1, M_LABEL2, M_DATA2, METAS };

struct metas { /* undecoded */
	struct str v[METAS];
	struct name_list authors;
};

struct marks { /* rows of elements that may matter, in document order */
	uint32_t h1[8], n_h1;
	uint32_t time[400], n_time;
	uint32_t byline[40], n_byline;
	uint32_t author_link[24], n_author_link;   /* rel=author */
	uint32_t author_page[60], n_author_page;   /* links to an author's page */
	uint32_t date[24], n_date;                 /* class or id says date */
	uint32_t itemprop_author[12], n_itemprop_author;
	uint32_t html_title;
	struct str canonical, lang, item_date, item_updated; /* undecoded */
};

struct page {
	const struct html_tree *t;
	struct arena *keep, *tmp;
	struct json_tree ld;
	uint32_t article; /* JSON-LD object that is the report, or NONE */
	struct page_meta *m;
	struct marks marks;
	struct metas metas;
	bool desks;       /* bylines may name desks: no person was found */
	uint32_t anchor;  /* row where the headline stands; 0 when it stands nowhere */
};

/* ---- page_meta.c */
/* White space collapsed, ends trimmed; into keep. */
struct str drg__page_tidy(struct str s, struct arena *keep);
/* An attribute's value, decoded (twice where it was escaped twice) and tidied. */
struct str drg__page_value(struct page *p, struct str raw);
/* Text of an element, inline markup and references undone. */
struct str drg__page_text(struct page *p, uint32_t el);
/* Text of a row that is text. */
struct str drg__page_line(struct page *p, uint32_t row);
/* Rows of visible text near the headline: up to `after` behind it, nearest
 * first, then up to `before` in front of it; returns how many. */
uint32_t drg__page_near(const struct page *p, uint32_t after, uint32_t before, uint32_t *rows);
/* Is the row inside a figure or its caption? */
bool drg__page_in_caption(const struct page *p, uint32_t row);
/* Shared words of two lines, 0..1000. */
int drg__page_likeness(struct str a, struct str b);

/* ---- page_ld.c: JSON-LD */
void drg__page_ld_find(struct page *p);
/* A field of the report's object as a string; empty when absent. */
struct str drg__page_ld_field(struct page *p, const char *key);
bool drg__page_ld_is(const struct page *p, struct str type);
struct str drg__page_ld_publisher(struct page *p);
void drg__page_ld_authors(struct page *p, struct name_list *names);

/* ---- one file each */
void drg__page_title(struct page *p);   /* fills m->title..., anchor */
void drg__page_dates(struct page *p);   /* after the title */
void drg__page_authors(struct page *p); /* after outlet and title */

#endif
