#include "export/export.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"

enum { PARTIES_MOST = 16 };

static const struct export_format *const formats[] = { &drg__export_csv, &drg__export_plover, &drg__export_gdelt, &drg__export_polecat, &drg__export_geojson };

/* ------------------------------------------------------------------ output -- */

void drg__out(struct out *o, const char *p, size_t n)
{
	if (!o->failed && n && !o->sink(o->ctx, p, n))
		o->failed = true;
}

void drg__out_str(struct out *o, drg_str s)
{
	drg__out(o, s.p, s.n);
}

void drg__out_z(struct out *o, const char *z)
{
	drg__out(o, z, strlen(z));
}

bool drg__out_jw(void *out, const char *p, size_t n)
{
	struct out *o = out;
	drg__out(o, p, n);
	return !o->failed;
}

void drg__out_key_str(struct jw *w, const char *key, drg_str s)
{
	drg__jw_key(w, key);
	drg__jw_str_or_null(w, drg__str(s.p, s.n));
}

void drg__out_key_z(struct jw *w, const char *key, const char *z)
{
	drg__jw_key(w, key);
	drg__jw_z(w, z && *z ? z : NULL);
}

void drg__out_tsv(struct out *o, drg_str s)
{
	for (size_t i = 0, from = 0; i <= s.n; i++) {
		if (i < s.n && (unsigned char)s.p[i] >= 0x20 && s.p[i] != 0x7f)
			continue;
		drg__out(o, s.p + from, i - from);
		if (i < s.n)
			drg__out(o, " ", 1);
		from = i + 1;
	}
}

drg_str drg__word(drg_str list, uint32_t k)
{
	for (size_t i = 0, from = 0; i <= list.n; i++) {
		if (i < list.n && list.p[i] != ' ')
			continue;
		if (i > from && k-- == 0)
			return (drg_str){ list.p + from, i - from };
		from = i + 1;
	}
	return (drg_str){ "", 0 };
}

/* ------------------------------------------------------------------- dyads -- */

static bool same(drg_str a, drg_str b)
{
	return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

static void add_party(struct party *v, uint32_t *n, const struct party *p)
{
	for (uint32_t i = 0; i < *n; i++)
		if (same(v[i].name, p->name) && same(v[i].country, p->country) && same(v[i].sectors, p->sectors))
			return;
	if (*n < PARTIES_MOST)
		v[(*n)++] = *p;
}

/* The actors (or recipients) of an event: its entities, and the words that stand for none. */
static uint32_t parties(const drg_doc *doc, uint32_t event, bool recipient, struct party *v)
{
	uint32_t n = 0;
	drg_str text = drg_doc_text(doc);
	drg_event_arg a;
	for (uint32_t k = 0; drg_doc_get_event_arg(doc, event, k, &a); k++) {
		drg_entity e;
		if (a.recipient != recipient)
			continue;
		struct party p = { { text.p + a.span.s, a.span.e - a.span.s }, a.country, a.sectors };
		if (a.entity != DRG_NONE && drg_doc_get_entity(doc, a.entity, &e)) {
			p.name = e.name;
			if (!p.country.n)
				p.country = e.country;
			if (!p.sectors.n)
				p.sectors = e.sectors;
		}
		add_party(v, &n, &p);
	}
	return n;
}

/* The first day of an EDTF value, whatever its precision; false when there is none in it. */
static bool first_day(drg_str edtf, char out[11])
{
	char digits[9] = "";
	size_t n = 0, i = 0;
	for (; i < edtf.n && n < 8; i++) {
		if (edtf.p[i] >= '0' && edtf.p[i] <= '9')
			digits[n++] = edtf.p[i];
		else if (edtf.p[i] != '-' || i == 0)
			break;
	}
	if (n != 4 && n != 6 && n != 8)
		return false;
	snprintf(out, 11, "%.4s-%.2s-%.2s", digits, n > 4 ? digits + 4 : "01", n > 6 ? digits + 6 : "01");
	return true;
}

static void date(struct dyad *d)
{
	d->day_basis = "";
	if (first_day(d->event.time, d->day))
		d->day_basis = "event";
	else if (!d->event.time.n && first_day(d->report.published, d->day))
		d->day_basis = "published";
}

/* What several do together they do to one another: they met, agreed, traded. */
static bool mutual(const drg_event *e)
{
	static const char *const type[] = { "CONSULT", "AGREE", "COOPERATE" };
	for (size_t i = 0; i < sizeof type / sizeof *type; i++)
		if (e->type.n == strlen(type[i]) && memcmp(e->type.p, type[i], e->type.n) == 0)
			return true;
	return false;
}

static void event_rows(struct out *o, const struct export_format *f, const drg_doc *doc, const drg_report *report, uint32_t i)
{
	struct party who[2][PARTIES_MOST + 1] = { { { { "", 0 }, { "", 0 }, { "", 0 } } }, { { { "", 0 }, { "", 0 }, { "", 0 } } } };
	struct dyad d = { .doc = doc, .report = *report, .row = i };
	drg_doc_get_event(doc, i, &d.event);
	if (!f->all_statuses && strcmp(d.event.status, "asserted") != 0)
		return;
	/* A side that nobody stands on is one row's empty cell. */
	uint32_t n[2] = { parties(doc, i, false, who[0]), parties(doc, i, true, who[1]) };
	if (n[0] > 1 && !n[1] && mutual(&d.event)) {
		memcpy(who[1], who[0], sizeof who[1]);
		n[1] = n[0];
	}
	date(&d);
	for (uint32_t a = 0; a < (n[0] ? n[0] : 1); a++) {
		for (uint32_t r = 0; r < (n[1] ? n[1] : 1); r++) {
			d.actor = n[0] ? who[0][a] : (struct party){ { "", 0 }, { "", 0 }, { "", 0 } };
			d.recipient = n[1] ? who[1][r] : (struct party){ { "", 0 }, { "", 0 }, { "", 0 } };
			if (n[0] && n[1] && same(d.actor.name, d.recipient.name))
				continue; /* both did it to one another: each to the other, not to itself */
			snprintf(d.id, sizeof d.id, d.number ? "%s-%u" : "%s", d.event.id, d.number);
			f->row(o, &d);
			d.number++;
		}
	}
}

/* ------------------------------------------------------------------ public -- */

const char *drg_export_format(uint32_t i)
{
	return i < sizeof formats / sizeof *formats ? formats[i]->name : NULL;
}

static drg_str field(const drg_field *f, uint32_t n, const char *name)
{
	for (uint32_t i = 0; i < n; i++)
		if (strcmp(f[i].name, name) == 0)
			return f[i].text;
	return (drg_str){ "", 0 };
}

drg_status drg_record_export(drg_record *rec, const char *format, const drg_filter *filter, drg_sink sink, void *ctx, drg_error *err)
{
	const struct export_format *f = NULL;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (format && strcmp(formats[i]->name, format) == 0)
			f = formats[i];
	if (!rec || !sink || !f)
		return drg__fail(err, DRG_EARG, NULL, "no format \"%s\" to export in", format ? format : "");
	struct out o = { sink, ctx, false, 0 };
	drg_list *list;
	drg_status s = drg_record_list(rec, "reports", filter, &list, err);
	if (s)
		return s;
	if (f->begin)
		f->begin(&o);
	const drg_field *fields;
	uint32_t n;
	while (!o.failed && (s = drg_list_next(list, &fields, &n, err)) == DRG_OK) {
		drg_doc *doc;
		drg_report report;
		char id[32];
		drg_str z = field(fields, n, "id");
		snprintf(id, sizeof id, "%.*s", (int)z.n, z.p);
		if ((s = drg_record_doc(rec, id, &doc, err)) != DRG_OK)
			break;
		drg_doc_get_report(doc, &report);
		drg_event event;
		for (uint32_t i = 0; drg_doc_get_event(doc, i, &event); i++)
			event_rows(&o, f, doc, &report, i);
		drg_doc_free(doc);
	}
	drg_list_close(list);
	if (f->end && s == DRG_END)
		f->end(&o);
	if (o.failed)
		return drg__fail(err, DRG_EIO, NULL, "the output could not take more");
	return s == DRG_END ? DRG_OK : s;
}
