/* geojson.c - placed events as a GeoJSON FeatureCollection (RFC 7946).
 *
 * One feature an event, however many actors it has; events whose place is not
 * known, or has no point, are left out.  A country or division is a point too:
 * "feature" says what stands there. */
#include <math.h>
#include <string.h>

#include "export/export.h"

/* Names of the event's actors or recipients. */
static void who(struct jw *w, const char *key, const struct dyad *d, uint32_t event, bool recipient)
{
	drg__jw_key(w, key);
	drg__jw_open(w, '[');
	uint32_t ent;
	for (uint32_t k = 0; (ent = drg_doc_event_who(d->doc, event, recipient, k)) != DRG_NONE; k++) {
		drg_entity e;
		if (drg_doc_get_entity(d->doc, ent, &e))
			drg__jw_str(w, drg__str(e.name.p, e.name.n));
	}
	drg__jw_close(w, ']');
}

static void place(struct jw *w, const drg_place *p)
{
	drg__out_key_str(w, "place", p->name);
	drg__jw_key(w, "geonames");
	if (p->geonames)
		drg__jw_u64(w, p->geonames);
	else
		drg__jw_null(w);
	drg__out_key_str(w, "country", p->country);
	drg__out_key_str(w, "feature", p->feature);
	drg__jw_key(w, "place_score");
	drg__jw_score(w, p->why.score);
}

static void row(struct out *o, const struct dyad *d)
{
	const drg_event *e = &d->event;
	drg_place p;
	if (d->number || e->place == DRG_NONE || !drg_doc_get_place(d->doc, e->place, &p) || isnan(p.lat))
		return;
	drg_str text = drg_doc_text(d->doc);
	struct jw w;
	drg__out_z(o, o->rows++ ? ",\n" : "\n");
	drg__jw_begin(&w, drg__out_jw, o);
	drg__jw_open(&w, '{');
	drg__out_key_z(&w, "type", "Feature");
	drg__out_key_z(&w, "id", e->id);
	drg__jw_key(&w, "geometry");
	drg__jw_open(&w, '{');
	drg__out_key_z(&w, "type", "Point");
	drg__jw_key(&w, "coordinates");
	drg__jw_open(&w, '[');
	drg__jw_real(&w, p.lon);
	drg__jw_real(&w, p.lat);
	drg__jw_close(&w, ']');
	drg__jw_close(&w, '}');
	drg__jw_key(&w, "properties");
	drg__jw_open(&w, '{');
	place(&w, &p);
	drg__out_key_z(&w, "day", d->day);
	drg__out_key_z(&w, "day_basis", d->day_basis);
	drg__out_key_str(&w, "event", e->type);
	drg__out_key_str(&w, "mode", e->mode);
	drg__out_key_str(&w, "cameo", e->cameo);
	drg__out_key_z(&w, "status", e->status);
	drg__out_key_str(&w, "trigger", (drg_str){ text.p + e->trigger.s, e->trigger.e - e->trigger.s });
	who(&w, "actors", d, d->row, false);
	who(&w, "recipients", d, d->row, true);
	drg__out_key_z(&w, "report", d->report.id);
	drg__out_key_str(&w, "outlet", d->report.outlet);
	drg__out_key_str(&w, "url", d->report.url);
	drg__jw_close(&w, '}');
	drg__jw_close(&w, '}');
	drg__jw_end(&w);
}

static void begin(struct out *o)
{
	drg__out_z(o, "{\"type\":\"FeatureCollection\",\"features\":[");
}

static void end(struct out *o)
{
	drg__out_z(o, o->rows ? "\n]}\n" : "]}\n");
}

const struct export_format drg__export_geojson = { "geojson", true, begin, row, end };
