/* gdelt.c - the 58 columns of the GDELT 1.0 daily update files (GDELT Data
 * Format Codebook 1.03, 2013): tabs between, no header.
 *
 * What dragoman does not know is empty, never made up: ethnic and religious
 * codes, tone, the FIPS codes of places.  NumArticles is 1: a row is what one
 * report says.  GLOBALEVENTID is the row's own id as a number, so it is stable. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "export/export.h"

static void tab(struct out *o)
{
	drg__out(o, "\t", 1);
}

static void empty(struct out *o, int n)
{
	while (n-- > 0)
		tab(o);
}

/* Ten columns of an actor, each followed by a tab. */
static void actor(struct out *o, const struct party *p)
{
	drg_str sector[3];
	for (uint32_t k = 0; k < 3; k++)
		sector[k] = drg__word(p->sectors, k);
	drg__out_str(o, p->country);
	drg__out_str(o, sector[0]);
	tab(o);
	drg__out_tsv(o, p->name);
	tab(o);
	drg__out_str(o, p->country);
	tab(o);
	empty(o, 4); /* known group, ethnic, two religions */
	for (int k = 0; k < 3; k++) {
		drg__out_str(o, sector[k]);
		tab(o);
	}
}

/* SQLDATE, MonthYear, Year, FractionDate: of the day it happened, as the codebook reckons it. */
static void date(struct out *o, const char *day)
{
	char cells[64];
	unsigned y, m, d;
	if (sscanf(day, "%4u-%2u-%2u", &y, &m, &d) != 3) {
		empty(o, 4);
		return;
	}
	snprintf(cells, sizeof cells, "%04u%02u%02u\t%04u%02u\t%04u\t%.4f\t", y, m, d, y, m, y, y + ((m - 1) * 30 + d) / 365.0);
	drg__out_z(o, cells);
}

static void added(struct out *o, drg_str published)
{
	char digits[9] = "";
	size_t n = 0;
	for (size_t i = 0; i < published.n && n < 8; i++)
		if (published.p[i] >= '0' && published.p[i] <= '9')
			digits[n++] = published.p[i];
	if (n == 8)
		drg__out(o, digits, 8);
	tab(o);
}

/* Does it stand in the first paragraph of running text (the codebook's IsRootEvent)? */
static bool in_lead(const struct dyad *d)
{
	drg_span p;
	drg_zone z;
	for (uint32_t i = 0; drg_doc_get_paragraph(d->doc, i, &p); i++) {
		bool marked = false;
		for (uint32_t k = 0; !marked && drg_doc_get_zone(d->doc, k, &z); k++)
			marked = z.span.s <= p.s && z.span.e >= p.e;
		if (!marked)
			return d->event.trigger.s >= p.s && d->event.trigger.e <= p.e;
	}
	drg_span s; /* a document read from a record has no paragraphs: its first two sentences, as a dateline may be one */
	return drg_doc_get_sentence(d->doc, 1, &s) ? d->event.trigger.e <= s.e : true;
}

static void row(struct out *o, const struct dyad *d)
{
	const drg_event *e = &d->event;
	char cells[96];
	if (!e->cameo.n)
		return; /* a type alone has no place in these columns */
	snprintf(cells, sizeof cells, "%llu\t", (unsigned long long)(drg__hash(drg__str_c(d->id)) >> 1));
	drg__out_z(o, cells);
	date(o, d->day);
	actor(o, &d->actor);
	actor(o, &d->recipient);
	snprintf(cells, sizeof cells, "%d\t%.*s\t%.3s\t%.2s\t%u\t", in_lead(d), (int)e->cameo.n, e->cameo.p, e->cameo.p, e->cameo.p, e->quad);
	drg__out_z(o, cells);
	if (!isnan(e->goldstein)) {
		snprintf(cells, sizeof cells, "%.1f", e->goldstein);
		drg__out_z(o, cells);
	}
	snprintf(cells, sizeof cells, "\t%u\t1\t1\t", e->mentions ? e->mentions : 1);
	drg__out_z(o, cells);
	tab(o);         /* tone */
	empty(o, 3 * 7); /* places of actor 1, actor 2, the action */
	added(o, d->report.published);
	drg__out_tsv(o, d->report.url.n ? d->report.url : d->report.source_name);
	drg__out_z(o, "\n");
}

const struct export_format drg__export_gdelt = { "gdelt", false, NULL, row, NULL };
