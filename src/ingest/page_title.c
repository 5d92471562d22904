/* page_title.c - the headline: the <h1> that agrees with another place;
 * JSON-LD headline; og:title; <title> without the site's name. */
#include "ingest/article_blocks.h"
#include "ingest/page.h"

enum { TITLE_WORDS = 64 };

static size_t words_in(struct str s)
{
	uint32_t w[TITLE_WORDS];
	return drg__article_words(s, w, TITLE_WORDS);
}

static const char *const seps[] = { " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xAB ", " : ", " \xE2\x80\xA2 ", " \xC2\xB7 ", " // ", " :: " };

/* Where the last (or first) separator begins, and its length; SIZE_MAX if none. */
static size_t separator(struct str s, bool last, size_t *len)
{
	size_t cut = SIZE_MAX;
	for (size_t k = 0; k < sizeof seps / sizeof *seps; k++) {
		struct str z = drg__str_c(seps[k]);
		for (size_t at = 0; (at = drg__str_find(s, z, at)) != SIZE_MAX; at++) {
			if (cut == SIZE_MAX || (last ? at > cut : at < cut)) {
				cut = at;
				*len = z.n;
			}
			if (!last)
				break;
		}
	}
	return cut;
}

static bool is_outlet(const struct page *p, struct str s, int least)
{
	return p->m->outlet.n && drg__page_likeness(s, p->m->outlet) >= least;
}

/* "Headline - Outlet", "Headline | Section | Outlet", "Outlet - Headline":
 * without what goes before and after. */
static struct str without_site(const struct page *p, struct str title)
{
	size_t len = 0;
	for (int round = 0; round < 3; round++) {
		size_t cut = separator(title, true, &len);
		if (cut == SIZE_MAX)
			return title;
		struct str tail = drg__str_sub(title, cut + len, title.n), head = drg__str_sub(title, 0, cut);
		size_t after = words_in(tail), before = words_in(head);
		if (!is_outlet(p, tail, 500) && !(after <= 4 && before >= 3 && before > after))
			break;
		title = drg__str_trim(head);
	}
	size_t cut = separator(title, false, &len);
	if (cut != SIZE_MAX && is_outlet(p, drg__str_sub(title, 0, cut), 700))
		title = drg__str_trim(drg__str_sub(title, cut + len, title.n));
	return title;
}

/* "Opinion | The bridge must wait": the genre set off by a bar is no part of it. */
static struct str without_genre(const struct page *p, struct str title)
{
	static const char *const genre[] = { "opinion", "editorial", "analysis", "commentary", "column", "letters", "exclusive", "video", "live", "explainer" };
	for (int round = 0; round < 2; round++) {
		size_t len = 0, first = separator(title, false, &len), first_len = len, last = separator(title, true, &len);
		if (first == SIZE_MAX)
			break;
		struct str head = drg__str_trim(drg__str_sub(title, 0, first)), tail = drg__str_trim(drg__str_sub(title, last + len, title.n));
		bool cut_head = false, cut_tail = is_outlet(p, tail, 900);
		for (size_t g = 0; g < sizeof genre / sizeof *genre; g++) {
			cut_head |= drg__str_ieq(head, drg__str_c(genre[g]));
			cut_tail |= drg__str_ieq(tail, drg__str_c(genre[g]));
		}
		if (cut_tail)
			title = drg__str_trim(drg__str_sub(title, 0, last));
		else if (cut_head)
			title = drg__str_trim(drg__str_sub(title, first + first_len, title.n));
		else
			break;
	}
	return title;
}

struct rivals { /* what the metadata offers, in order of trust */
	struct str ld, og, html, tw;
};

/* The <h1> most like one of the others; how like in *like. */
static void best_heading(struct page *p, const struct rivals *r, int *like)
{
	const struct str others[] = { r->og, r->ld, r->html, r->tw };
	*like = 0;
	for (uint32_t i = 0; i < p->marks.n_h1; i++) {
		struct str h = drg__page_value(p, drg__page_text(p, p->marks.h1[i]));
		int most = 1;
		for (size_t o = 0; o < sizeof others / sizeof *others; o++) {
			int l = drg__page_likeness(h, others[o]);
			if (l > most)
				most = l;
		}
		if (h.n && most > *like) {
			*like = most;
			p->m->h1 = h;
			p->m->h1_row = p->marks.h1[i];
		}
	}
	/* a kicker in front, in the same element */
	for (size_t o = 0; p->m->h1.n && o < 2; o++) {
		if (others[o].n >= 12 && p->m->h1.n > others[o].n && p->m->h1.n - others[o].n < 32 && drg__str_ends(p->m->h1, others[o])) {
			p->m->h1 = others[o];
			*like = 1000;
		}
	}
	p->m->h1 = without_genre(p, p->m->h1);
}

/* Is the heading the site's name or a section's rather than the headline?
 * "Story | Heading" and "Heading: Story" in <title> say so. */
static bool heads_the_site(const struct page *p, const struct rivals *r)
{
	struct str h = p->m->h1, t = p->m->html_title;
	if (is_outlet(p, h, 701))
		return true;
	if (t.n <= h.n || words_in(t) < words_in(h) + 3)
		return false;
	if (drg__str_ends(t, h) && drg__page_likeness(h, r->html) < 300)
		return true;
	return drg__str_starts(t, h) && t.p[h.n] == ':' && drg__page_likeness(h, r->og) < 300 && r->og.n;
}

/* The row of text that says the title, for a page without a useful <h1>. */
static uint32_t find_line(struct page *p, struct str title)
{
	const struct html_tree *t = p->t;
	size_t words = words_in(title);
	int looked = 0;
	for (uint32_t i = 0; words >= 2 && i < t->n && looked < 200; i++) {
		const struct html_node *n = &t->v[i];
		if (n->tag != TAG_TEXT) {
			if (drg__html_is_dropped(n))
				i = n->end - 1;
			continue;
		}
		if (n->e - n->s < title.n || n->e - n->s > title.n * 2 + 40)
			continue;
		looked++;
		if (drg__page_likeness(drg__page_line(p, i), title) >= 900)
			return i;
	}
	return 0;
}

void drg__page_title(struct page *p)
{
	struct page_meta *m = p->m;
	m->og_title = drg__page_value(p, p->metas.v[M_OG_TITLE]);
	m->tw_title = drg__page_value(p, p->metas.v[M_TW_TITLE]);
	m->html_title = p->marks.html_title == NONE ? drg__str("", 0) : drg__page_value(p, drg__page_text(p, p->marks.html_title));
	m->ld_headline = drg__page_ld_field(p, "headline");
	if (!m->ld_headline.n && p->article != NONE && !drg__page_ld_is(p, STR("WebPage")))
		m->ld_headline = drg__page_ld_field(p, "name");
	struct rivals r = { without_site(p, m->ld_headline), without_site(p, m->og_title), without_site(p, m->html_title), m->tw_title };
	int like;
	best_heading(p, &r, &like);
	/* One <h1> of some length is the headline even where the metadata word it
	 * differently, but not where they share hardly a word. */
	bool alone = p->marks.n_h1 == 1 && words_in(m->h1) >= 3 && (like >= 200 || !(r.og.n || r.ld.n || r.html.n));
	bool of_site = heads_the_site(p, &r);
	const struct {
		struct str s;
		uint8_t place;
	} order[] = {
		{ (like >= 500 || alone) && !of_site ? m->h1 : drg__str("", 0), PLACE_HEADING },
		{ r.ld, PLACE_JSONLD },
		{ r.og, PLACE_OG },
		{ like < 200 || of_site || !m->h1.n ? r.html : drg__str("", 0), PLACE_TITLE },
		{ m->h1, PLACE_HEADING },
		{ r.html, PLACE_TITLE },
		{ drg__page_value(p, p->metas.v[M_TITLE]), PLACE_META },
	};
	m->title_place = PLACE_NONE;
	for (size_t i = 0; i < sizeof order / sizeof *order && !m->title.n; i++) {
		m->title = order[i].s;
		m->title_place = m->title.n ? order[i].place : PLACE_NONE;
	}
	m->title = without_genre(p, m->title);
	p->anchor = m->title_place == PLACE_HEADING ? m->h1_row : find_line(p, m->title);
	if (!p->anchor)
		p->anchor = m->h1_row;
}
