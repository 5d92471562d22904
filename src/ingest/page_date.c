/* page_date.c - when the report was published and last changed.
 *
 * Published, best place first: JSON-LD; meta and Open Graph; microdata; <time>;
 * the URL; an element whose class says date; a line near the headline.  Then:
 *
 *   - Metadata in UTC give way to the same instant with the outlet's own zone,
 *     where the page says it: "Tuesday" in the text is the outlet's Tuesday.
 *   - Many systems write the date of the last save as datePublished.  Where the
 *     two are the same day and an earlier date stands by the headline, that one
 *     is taken.
 *   - A page that shows only "Updated ..." gives that day as both. */
#include "base/utf8.h"
#include "ingest/date.h"
#include "ingest/page.h"

struct found { /* a date and where from */
	struct date d;
	uint8_t place;
	bool set;
};

static void take(struct found *f, struct str s, uint8_t place)
{
	if (!f->set && s.n && drg__date_find(s, &f->d)) {
		f->set = true;
		f->place = place;
	}
}

/* "Updated", "Last modified", "Reviewed": not when it was published. */
static bool says_update(struct str s)
{
	static const char *const words[] = { "updated", "modified", "reviewed", "update", "edited" };
	for (size_t i = 0; i < s.n; i++)
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (drg__str_istarts(drg__str_sub(s, i, s.n), drg__str_c(words[k])))
				return true;
	return false;
}

/* /2023/12/21/, /2023/dec/21/, /2023-12-21-, -20231221 in an address */
static bool url_date(struct str url, struct date *d)
{
	for (size_t i = 0; i + 8 <= url.n; i++) {
		if (!strchr("/-_=", url.p[i]) || !url.p[i])
			continue;
		struct str s = drg__str_sub(url, i + 1, url.n < i + 13 ? url.n : i + 13);
		if (s.n < 8 || !(drg__str_starts(s, STR("20")) || drg__str_starts(s, STR("19"))))
			continue;
		size_t digits = 0;
		while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
			digits++;
		if ((digits != 4 && digits != 8) || !drg__date_find(s, d))
			continue;
		d->has_time = false;
		return true;
	}
	return false;
}

/* Dates that stand in short lines near the headline. */
struct shown {
	struct found published, updated;
	struct found late; /* in or after the text: better than nothing */
};

static void look_near(struct page *p, struct shown *out)
{
	enum { AFTER = 60, BEFORE = 25, PARAGRAPH = 250, LABELLED = 45 };
	uint32_t rows[AFTER + BEFORE], n = drg__page_near(p, AFTER, BEFORE, rows);
	bool begun = false; /* running text: dates after it are the story's */
	for (uint32_t k = 0; k < n; k++) {
		const struct html_node *v = &p->t->v[rows[k]];
		begun |= v->e - v->s > PARAGRAPH;
		if (v->e - v->s < 6 || v->e - v->s > 120 || drg__page_in_caption(p, rows[k]))
			continue;
		struct str s = drg__page_line(p, rows[k]);
		bool update = says_update(s);
		/* the label may stand in an element of its own before */
		if (!update && k && rows[k] > rows[k - 1] && rows[k] - rows[k - 1] <= 4)
			update = says_update(drg__page_line(p, rows[k - 1]));
		bool late = s.n > LABELLED || (begun && rows[k] > p->anchor);
		take(update ? &out->updated : late ? &out->late : &out->published, s, PLACE_BYLINE);
	}
}

static void times(struct page *p, struct found *out)
{
	const struct marks *k = &p->marks;
	uint32_t first = 0; /* times after the headline first: before it stand menus and tickers */
	while (p->anchor && first < k->n_time && k->time[first] < p->anchor)
		first++;
	for (int pass = 0; pass < 2 && !out->set; pass++) {
		for (uint32_t x = 0; x < k->n_time && !out->set; x++) {
			uint32_t i = k->time[(x + first) % k->n_time];
			if (pass == 0 && !drg__html_attr(p->t, i, "pubdate").p)
				continue;
			struct str dt = drg__html_attr(p->t, i, "datetime");
			take(out, drg__page_value(p, dt.n ? dt : drg__html_attr(p->t, i, "content")), PLACE_TIME);
			take(out, drg__page_text(p, i), PLACE_TIME);
		}
	}
}

static int64_t day_of(const struct date *d)
{
	return drg__date_minutes(d) / 1440;
}

/* The instant `d` in the outlet's own zone, where a <time> of the page or the
 * clock shown by the headline gives it away. */
static void local_zone(struct page *p, struct date *d, const struct shown *shown)
{
	const struct marks *k = &p->marks;
	if (!d->has_time || !d->has_zone || d->zone)
		return;
	int64_t at = drg__date_minutes(d);
	for (uint32_t x = 0; x < k->n_time; x++) {
		struct date other;
		struct str dt = drg__page_value(p, drg__html_attr(p->t, k->time[x], "datetime"));
		if (!dt.n || !drg__date_find(dt, &other) || !other.has_zone || !other.has_time || !other.zone)
			continue;
		if (drg__date_minutes(&other) == at) {
			*d = other;
			return;
		}
	}
	if (!shown->published.set)
		return;
	struct date here = shown->published.d;
	if (here.has_time && here.has_zone && drg__date_minutes(&here) == at && here.zone) {
		*d = here;
	} else if (here.has_time && !here.has_zone) {
		/* a zone is a multiple of 30 minutes: anything else is another event */
		int64_t off = drg__date_minutes(&here) - at;
		if (off >= -12 * 60 && off <= 14 * 60 && off % 30 == 0 && off) {
			here.has_zone = true;
			here.zone = (int16_t)off;
			here.second = d->second;
			*d = here;
		}
	}
}

/* An element that a class calls a date: its first line that is no update's. */
static void date_in(struct page *p, uint32_t el, struct found *out)
{
	bool update = false;
	for (uint32_t i = el + 1; i < p->t->v[el].end && !out->set; i++) {
		if (p->t->v[i].tag != TAG_TEXT)
			continue;
		struct str s = drg__page_line(p, i);
		update |= says_update(s);
		if (!update)
			take(out, s, PLACE_BYLINE);
	}
	if (!out->set && !update) /* day, month and year in elements of their own */
		take(out, drg__page_text(p, el), PLACE_BYLINE);
}

static void published(struct page *p, const struct shown *shown, struct found *out)
{
	const struct metas *ms = &p->metas;
	/* a WebPage's date is often its template's */
	bool report = !drg__page_ld_is(p, STR("WebPage"));
	take(out, report ? drg__page_ld_field(p, "datePublished") : drg__str("", 0), PLACE_JSONLD);
	take(out, drg__page_value(p, ms->v[M_PUBLISHED]), PLACE_META);
	take(out, drg__page_value(p, p->marks.item_date), PLACE_MICRODATA);
	take(out, drg__page_value(p, ms->v[M_PUBLISHED2]), PLACE_META);
	times(p, out);
	take(out, drg__page_ld_field(p, "datePublished"), PLACE_JSONLD);
	take(out, drg__page_ld_field(p, "dateCreated"), PLACE_JSONLD);
	take(out, drg__page_ld_field(p, "uploadDate"), PLACE_JSONLD);
	if (!out->set && url_date(p->m->url, &out->d)) {
		out->set = true;
		out->place = PLACE_URL;
	}
	for (uint32_t i = 0; i < p->marks.n_date && !out->set; i++)
		date_in(p, p->marks.date[i], out);
	for (uint32_t i = 0; i < p->marks.n_byline && !out->set; i++)
		if (p->t->v[p->marks.byline[i]].end - p->marks.byline[i] < 60)
			take(out, drg__page_text(p, p->marks.byline[i]), PLACE_BYLINE);
	if (!out->set && shown->published.set)
		*out = shown->published;
	if (!out->set)
		*out = shown->updated.set ? shown->updated : shown->late;
}

void drg__page_dates(struct page *p)
{
	struct page_meta *m = p->m;
	struct shown shown = { .published.set = false };
	struct found pub = { .set = false }, upd = { .set = false };
	look_near(p, &shown);
	published(p, &shown, &pub);
	take(&upd, drg__page_ld_field(p, "dateModified"), PLACE_JSONLD);
	take(&upd, drg__page_value(p, p->metas.v[M_UPDATED]), PLACE_META);
	take(&upd, drg__page_value(p, p->marks.item_updated), PLACE_MICRODATA);
	if (!upd.set && shown.updated.set)
		upd = shown.updated;
	if (pub.set) {
		if (pub.place == PLACE_JSONLD && upd.set && shown.published.set && day_of(&pub.d) == day_of(&upd.d) && day_of(&shown.published.d) + 1 < day_of(&pub.d))
			pub = shown.published;
		else
			local_zone(p, &pub.d, &shown);
		m->published = drg__date_format(&pub.d, p->keep);
		m->published_place = pub.place;
	}
	if (upd.set)
		m->updated = drg__date_format(&upd.d, p->keep);
}
