/* csv.c - events as a table with everything, RFC 4180, UTF-8, with a header. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "export/export.h"

static const char header[] = "id,report,outlet,published,date,date_basis,type,mode,contexts,cameo,quad,goldstein,intensity,actor,actor_country,actor_sectors,"
			     "recipient,recipient_country,recipient_sectors,status,polarity,modality,temporality,contested,time,trigger,sentence,"
			     "claim,origin,chain,by,rule,score\r\n";

static void begin(struct out *o)
{
	drg__out_z(o, header);
}

static void cell(struct out *o, drg_str s)
{
	bool plain = true;
	for (size_t i = 0; i < s.n && plain; i++)
		plain = s.p[i] != ',' && s.p[i] != '"' && s.p[i] != '\n' && s.p[i] != '\r';
	if (plain) {
		drg__out_str(o, s);
		return;
	}
	drg__out_z(o, "\"");
	for (size_t i = 0; i < s.n; i++)
		drg__out(o, s.p[i] == '"' ? "\"\"" : s.p + i, s.p[i] == '"' ? 2 : 1);
	drg__out_z(o, "\"");
}

static void next(struct out *o, drg_str s)
{
	drg__out_z(o, ",");
	cell(o, s);
}

static void next_z(struct out *o, const char *z)
{
	next(o, (drg_str){ z, strlen(z) });
}

/* One decimal; an empty cell where the value is not known (NaN). */
static void next_real(struct out *o, double v)
{
	char number[32] = "";
	if (!isnan(v))
		snprintf(number, sizeof number, "%.1f", v);
	next_z(o, number);
}

/* The sentence that holds a byte. */
static drg_str sentence(const drg_doc *doc, uint32_t at)
{
	drg_str text = drg_doc_text(doc);
	drg_span s;
	for (uint32_t i = 0; drg_doc_get_sentence(doc, i, &s); i++)
		if (at >= s.s && at < s.e)
			return (drg_str){ text.p + s.s, s.e - s.s };
	return (drg_str){ "", 0 };
}

static drg_str hop_name(const drg_doc *doc, const drg_hop *h)
{
	drg_entity e;
	if (h->name.n || h->entity == DRG_NONE || !drg_doc_get_entity(doc, h->entity, &e))
		return h->name;
	return e.name;
}

/* The origin, and the whole chain as "publisher > relay > origin". */
static void chain(struct out *o, const struct dyad *d)
{
	drg_claim c;
	drg_hop h = { 0 };
	char words[1024];
	size_t n = 0;
	if (d->event.claim == DRG_NONE || !drg_doc_get_claim(d->doc, d->event.claim, &c)) {
		drg__out_z(o, ",,,");
		return;
	}
	words[0] = 0;
	for (uint32_t i = 0; i < c.n_hops && drg_doc_get_hop(d->doc, c.first_hop + i, &h); i++) {
		drg_str name = hop_name(d->doc, &h);
		int w = snprintf(words + n, sizeof words - n, "%s%.*s", i ? " > " : "", (int)name.n, name.n ? name.p : h.role);
		if (!name.n && w >= 0)
			w = snprintf(words + n, sizeof words - n, "%s%s", i ? " > " : "", h.role);
		n += w > 0 && (size_t)w < sizeof words - n ? (size_t)w : 0;
	}
	next_z(o, c.id);
	next(o, hop_name(d->doc, &h));
	next(o, (drg_str){ words, n });
}

static void row(struct out *o, const struct dyad *d)
{
	const drg_event *e = &d->event;
	drg_str text = drg_doc_text(d->doc);
	char quad[16], score[32];
	drg__out_z(o, d->id);
	next_z(o, d->report.id);
	next(o, d->report.outlet);
	next(o, d->report.published);
	next_z(o, d->day);
	next_z(o, d->day_basis);
	next(o, e->type);
	next(o, e->mode);
	next(o, e->contexts);
	next(o, e->cameo);
	snprintf(quad, sizeof quad, "%u", e->quad);
	next_z(o, e->quad ? quad : "");
	next_real(o, e->goldstein);
	next_real(o, e->intensity);
	next(o, d->actor.name);
	next(o, d->actor.country);
	next(o, d->actor.sectors);
	next(o, d->recipient.name);
	next(o, d->recipient.country);
	next(o, d->recipient.sectors);
	next_z(o, e->status);
	next_z(o, e->polarity);
	next_z(o, e->modality);
	next_z(o, e->temporality);
	next_z(o, e->contested ? "1" : "0");
	next(o, e->time);
	next(o, (drg_str){ text.p + e->trigger.s, e->trigger.e - e->trigger.s });
	next(o, sentence(d->doc, e->trigger.s));
	chain(o, d);
	next_z(o, e->by);
	next(o, e->why.rule);
	snprintf(score, sizeof score, "%.4g", (double)e->why.score);
	next_z(o, score);
	drg__out_z(o, "\r\n");
}

const struct export_format drg__export_csv = { "csv", true, begin, row, NULL };
