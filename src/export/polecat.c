/* polecat.c - the columns of the POLECAT weekly files (PLOVER/POLECAT data on
 * Dataverse, 2023): tabs between, with their header.
 *
 * Columns that need an encyclopaedia (Wikipedia ids, titles) are empty. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "export/export.h"

static const char header[] = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\t"
			     "Primary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecipient Country\t"
			     "Recipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\t"
			     "Placename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\t"
			     "Publication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion\n";

static void begin(struct out *o)
{
	drg__out_z(o, header);
}

static void cell(struct out *o, drg_str s)
{
	drg__out_tsv(o, s);
	drg__out(o, "\t", 1);
}

static void cell_z(struct out *o, const char *z)
{
	cell(o, (drg_str){ z, strlen(z) });
}

/* Words with a space between, as a list with semicolons. */
static void list(struct out *o, drg_str words)
{
	for (uint32_t k = 0;; k++) {
		drg_str w = drg__word(words, k);
		if (!w.n)
			break;
		drg__out(o, ";", k > 0);
		drg__out_str(o, w);
	}
	drg__out(o, "\t", 1);
}

/* Eight columns, from the name to the Wikipedia id. */
static void party(struct out *o, const struct party *p)
{
	cell(o, p->name);
	cell(o, p->country);
	cell(o, drg__cow(p->country));
	cell(o, drg__word(p->sectors, 0));
	list(o, p->sectors);
	cell_z(o, "");
	cell(o, p->name);
	cell_z(o, "");
}

/* Names of the report's entities of these kinds, each once, with semicolons. */
static void names(struct out *o, const drg_doc *doc, const char *const *kinds)
{
	drg_entity e;
	bool any = false;
	for (uint32_t i = 0; drg_doc_get_entity(doc, i, &e); i++) {
		bool is = false;
		for (int k = 0; kinds[k]; k++)
			is |= strcmp(e.kind, kinds[k]) == 0;
		if (!is)
			continue;
		drg__out(o, ";", any);
		drg__out_tsv(o, e.name);
		any = true;
	}
	drg__out(o, "\t", 1);
}

static void row(struct out *o, const struct dyad *d)
{
	static const char *const people[] = { "person", NULL }, *const bodies[] = { "org", "group", NULL }, *const places[] = { "place", "state", NULL };
	const drg_event *e = &d->event;
	char intensity[32] = "", quad[16] = "";
	if (!isnan(e->intensity))
		snprintf(intensity, sizeof intensity, "%.1f", e->intensity);
	if (e->quad)
		snprintf(quad, sizeof quad, "%u", e->quad);
	cell_z(o, d->id);
	cell_z(o, d->day);
	cell(o, e->type);
	cell(o, e->mode);
	cell_z(o, intensity);
	cell_z(o, quad);
	list(o, e->contexts);
	party(o, &d->actor);
	party(o, &d->recipient);
	for (int i = 0; i < 10; i++)
		cell_z(o, "");
	cell(o, d->report.outlet);
	cell(o, d->report.published);
	names(o, d->doc, people);
	names(o, d->doc, bodies);
	names(o, d->doc, places);
	cell(o, d->report.lang);
	drg__out_z(o, "dragoman " DRG_VERSION "\n");
}

const struct export_format drg__export_polecat = { "polecat", false, begin, row, NULL };
