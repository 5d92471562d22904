/* page_meta.h - what a page says about itself, with where it says so. */
#ifndef DRG_INGEST_PAGE_META_H
#define DRG_INGEST_PAGE_META_H

#include "ingest/html.h"
#include "ingest/jsontree.h"

/* Places a value can come from; within a field, the choice is documented in page_meta.c. */
enum meta_place {
	PLACE_NONE, PLACE_JSONLD, PLACE_OG, PLACE_META, PLACE_MICRODATA, PLACE_TIME, PLACE_BYLINE, PLACE_HEADING, PLACE_TITLE, PLACE_URL, PLACES
};

struct page_meta {
	/* candidates, decoded, white space collapsed; empty where absent */
	struct str ld_headline, og_title, tw_title, html_title, h1;
	struct str description, ld_body;
	uint32_t h1_row; /* its row in the tree, 0 without one */
	/* chosen */
	struct str title;
	struct str *authors; /* persons and desks */
	uint32_t n_authors;
	struct str *relays;  /* agencies credited in the byline */
	uint32_t n_relays;
	struct str outlet, published, updated, lang, url;
	uint8_t title_place, authors_place, outlet_place, published_place;
};

/* url: from outside (archive, feed), may be empty. Everything lasting in `keep`. */
void drg__page_meta(const struct html_tree *t, struct str url, struct arena *keep, struct arena scratch, struct page_meta *out);

/* The known news agency a credit names ("REUTERS" -> "Reuters"); p == NULL if none. */
struct str drg__agency(struct str credit);

/* Part a byline into names: "By A. B and C D, Reuters" -> {A. B, C D}, {Reuters}.
 * Reviewers, editors and photographers are left out; desks ("Harbour Courier
 * staff") count as names where `desks` says so.  Appends; returns how many names
 * it found, those already in the lists included. */
struct name_list {
	struct str *v;
	size_t n, cap;
};
size_t drg__byline_split(struct str line, bool desks, struct arena *keep, struct name_list *people, struct name_list *agencies);

#endif
