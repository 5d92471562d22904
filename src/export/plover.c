/* plover.c - events as JSON Lines with the names of the PLOVER manual 2.0,
 * chapter "Data Fields".  Fields of ours beside them: status, polarity,
 * modality, temporality, contested, cameo, claim. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "export/export.h"

static void list(struct jw *w, const char *key, drg_str words)
{
	drg__jw_key(w, key);
	drg__jw_open(w, '[');
	for (uint32_t k = 0;; k++) {
		drg_str s = drg__word(words, k);
		if (!s.n)
			break;
		drg__jw_str(w, drg__str(s.p, s.n));
	}
	drg__jw_close(w, ']');
}

static void party(struct jw *w, const char *key, const struct party *p)
{
	drg__jw_key(w, key);
	drg__jw_open(w, '[');
	if (p->name.n) {
		drg__jw_open(w, '{');
		drg__out_key_str(w, "code", p->country);
		drg__out_key_str(w, "cow", drg__cow(p->country));
		drg__out_key_str(w, "sector", drg__word(p->sectors, 0));
		drg__out_key_str(w, "other_sector_codes", (drg_str){ p->sectors.n > 4 ? p->sectors.p + 4 : "", p->sectors.n > 4 ? p->sectors.n - 4 : 0 });
		drg__out_key_str(w, "entity_text", p->name);
		drg__jw_close(w, '}');
	}
	drg__jw_close(w, ']');
}

static void cite(struct jw *w, const drg_report *r)
{
	drg__jw_key(w, "cite_info");
	drg__jw_open(w, '{');
	drg__out_key_str(w, "corpus", r->outlet);
	drg__out_key_z(w, "citation", r->id);
	drg__out_key_str(w, "url", r->url);
	drg__out_key_str(w, "title", r->title);
	drg__out_key_str(w, "language", r->lang);
	drg__jw_close(w, '}');
}

static void row(struct out *o, const struct dyad *d)
{
	const drg_event *e = &d->event;
	drg_str text = drg_doc_text(d->doc);
	struct jw w;
	drg__jw_begin(&w, drg__out_jw, o);
	drg__jw_open(&w, '{');
	drg__out_key_z(&w, "id", d->id);
	drg__out_key_z(&w, "date", d->day);
	party(&w, "actor", &d->actor);
	party(&w, "recipient", &d->recipient);
	list(&w, "event", e->type);
	drg__jw_key(&w, "event_text");
	drg__jw_open(&w, '[');
	drg__jw_str(&w, drg__str(text.p + e->trigger.s, e->trigger.e - e->trigger.s));
	drg__jw_close(&w, ']');
	if (e->quad) {
		drg__jw_key(&w, "quad_code");
		drg__jw_u64(&w, e->quad);
	}
	if (!isnan(e->intensity)) {
		drg__jw_key(&w, "event_scale");
		drg__jw_real(&w, e->intensity);
	}
	list(&w, "mode", e->mode);
	list(&w, "context", e->contexts);
	drg__out_key_str(&w, "cameo", e->cameo);
	drg__out_key_z(&w, "status", e->status);
	drg__out_key_z(&w, "polarity", e->polarity);
	drg__out_key_z(&w, "modality", e->modality);
	drg__out_key_z(&w, "temporality", e->temporality);
	drg__jw_key(&w, "contested");
	drg__jw_bool(&w, e->contested);
	drg_claim c;
	drg__out_key_z(&w, "claim", e->claim != DRG_NONE && drg_doc_get_claim(d->doc, e->claim, &c) ? c.id : NULL);
	drg__jw_key(&w, "text_info");
	drg__jw_open(&w, '{');
	drg__jw_key(&w, "start");
	drg__jw_u64(&w, drg_doc_code_point(d->doc, e->trigger.s));
	drg__jw_key(&w, "end");
	drg__jw_u64(&w, drg_doc_code_point(d->doc, e->trigger.e));
	drg__jw_close(&w, '}');
	cite(&w, &d->report);
	drg__jw_key(&w, "coder");
	drg__jw_z(&w, "dragoman " DRG_VERSION);
	drg__jw_close(&w, '}');
	drg__jw_end(&w);
	drg__out_z(o, "\n");
}

const struct export_format drg__export_plover = { "plover", true, NULL, row, NULL };
