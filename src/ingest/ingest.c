/* ingest.c - one source to text: chooses the way by the source's form. */
#include "ingest/ingest.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "doc/note.h"
#include "doc/srcmap.h"
#include "ingest/charset.h"
#include "ingest/date.h"
#include "ingest/jsonl.h"
#include "ingest/jsonread.h"
#include "ingest/paras.h"
#include "ingest/source.h"

/* Everything a reading fills in, so that helpers take one argument. */
struct reading {
	const drg_source *src;
	struct arena *keep, scratch;
	struct text *text;
	struct meta *meta;
	struct paras *paras;
	struct blocks *blocks;
	struct notes *notes;
};

static void note_decoding(struct reading *r, const struct decoded *d)
{
	r->meta->charset = drg__str_c(drg__charset_name[d->charset]);
	if (d->overruled)
		drg__note(r->keep, r->notes, "charset-mismatch", NONE, "declared as %.*s but read as %s", (int)d->declared.n, d->declared.p,
		          drg__charset_name[d->charset]);
	if (d->bad)
		drg__note(r->keep, r->notes, "bad-bytes", NONE, "%zu stretch%s not valid %s, first at byte %llu, replaced by U+FFFD", d->bad,
		          d->bad == 1 ? "" : "es", drg__charset_name[d->charset], (unsigned long long)d->first_bad);
}

static void plain_blocks(struct reading *r)
{
	drg__paras_of_text(drg__str(r->text->p, r->text->n), r->keep, r->paras);
	r->blocks->role = NEW_N(r->keep, uint8_t, r->paras->n);
	r->blocks->n = r->paras->n;
}

static void read_text(struct reading *r)
{
	struct decoded d;
	struct charset_hint hint = { .transport = r->src->charset };
	drg__decode(r->src->bytes, &hint, r->keep, r->scratch, &d);
	note_decoding(r, &d);
	/* The source may go before the document does: the text is the document's. */
	struct str own = d.map.n ? d.text : drg__arena_str(r->keep, d.text);
	r->text->p = own.p;
	r->text->n = (uint32_t)own.n;
	if (d.map.n)
		r->text->map = d.map;
	else
		drg__map_identity(own.n, r->keep, &r->text->map);
	plain_blocks(r);
}

static struct str json_field(struct reading *r, struct str raw)
{
	if (!raw.p)
		return drg__str("", 0);
	struct str s = drg__json_string(raw, r->keep, NULL, 0, NULL);
	return s.p == raw.p ? drg__arena_str(r->keep, s) : s;
}

static void json_authors(struct reading *r, struct str raw)
{
	VEC(struct str) v = { 0 };
	if (!raw.p)
		return;
	if (raw.n && raw.p[0] == '[') {
		struct json j;
		drg__json_begin(&j, raw, false);
		for (enum json_token t; (t = drg__json_next(&j)) != JSON_END && t != JSON_BAD;)
			if (t == JSON_STRING && j.depth == 1 && j.raw.n)
				*PUSH(r->keep, &v) = json_field(r, j.raw);
	} else if (raw.n) {
		*PUSH(r->keep, &v) = json_field(r, raw);
	}
	r->meta->byline = v.v;
	r->meta->n_byline = (uint32_t)v.n;
}

static void read_json(struct reading *r)
{
	struct json_line f;
	size_t at;
	drg__json_line(r->src->bytes, &f, &at); /* checked by the reader */
	r->meta->charset = STR("utf-8");
	r->meta->url = json_field(r, f.field[FIELD_URL]);
	r->meta->lang = json_field(r, f.field[FIELD_LANG]);
	r->meta->title = json_field(r, f.field[FIELD_TITLE]);
	r->meta->outlet = json_field(r, f.field[FIELD_OUTLET]);
	if (r->meta->outlet.n)
		r->meta->outlet_basis = BASIS_GIVEN;
	json_authors(r, f.field[FIELD_AUTHORS]);
	struct str published = json_field(r, f.field[FIELD_PUBLISHED]);
	if (published.n) {
		r->meta->published = drg__date_edtf(published, r->keep);
		if (r->meta->published.n)
			r->meta->published_basis = BASIS_GIVEN;
		else
			drg__note(r->keep, r->notes, "bad-date", NONE, "the given date is not understood: %.*s", published.n > 60 ? 60 : (int)published.n, published.p);
	}
	bool html = !f.field[FIELD_TEXT].p;
	struct str raw = f.field[html ? FIELD_HTML : FIELD_TEXT];
	struct map_builder rows = { .a = &r->scratch };
	size_t bad = 0;
	struct str s = drg__json_string(raw, r->keep, &rows, raw.p ? (uint64_t)(raw.p - r->src->bytes.p) : 0, &bad);
	if (bad)
		drg__note(r->keep, r->notes, "bad-bytes", NONE, "%zu character%s of the string not valid, replaced by U+FFFD", bad, bad == 1 ? "" : "s");
	if (html) {
		drg__note(r->keep, r->notes, "html-unread", NONE, "this version does not read pages yet");
		return;
	}
	if (s.p == raw.p)
		s = drg__arena_str(r->keep, s);
	r->text->p = s.p;
	r->text->n = (uint32_t)s.n;
	drg__map_finish(&rows, s.n, raw.p ? (uint64_t)(raw.p + raw.n - r->src->bytes.p) : 0, r->keep, &r->text->map);
	plain_blocks(r);
}

/* What the caller gave stands in where the material says nothing. */
static void fill_given(struct reading *r)
{
	const drg_source *src = r->src;
	struct meta *m = r->meta;
	m->source_name = drg__arena_str(r->keep, drg__str_c(src->name));
	m->source_id = drg__arena_str(r->keep, drg__str_c(src->id));
	memcpy(m->source_sha256, src->sha256, 32);
	if (!m->url.n)
		m->url = drg__arena_str(r->keep, src->url);
	if (!m->title.n)
		m->title = drg__arena_str(r->keep, src->title);
	if (!m->outlet.n && src->outlet.n) {
		m->outlet = drg__arena_str(r->keep, src->outlet);
		m->outlet_basis = BASIS_GIVEN;
	}
	if (!m->published.n && src->date.n) {
		m->published = drg__arena_str(r->keep, src->date);
		m->published_basis = BASIS_GIVEN;
	}
}

void drg__ingest(const drg_source *src, struct arena *keep, struct arena scratch, struct text *text, struct meta *meta,
                 struct paras *paras, struct blocks *blocks, struct notes *notes)
{
	struct reading r = { src, keep, scratch, text, meta, paras, blocks, notes };
	*text = (struct text){ .p = "" };
	*meta = (struct meta){ .outlet_basis = BASIS_NONE };
	*paras = (struct paras){ .n = 0 };
	*blocks = (struct blocks){ .n = 0 };
	switch (src->form) {
	case SOURCE_JSON:
		read_json(&r);
		break;
	case SOURCE_TEXT:
		read_text(&r);
		break;
	case SOURCE_HTML:
	case SOURCE_ITEM:
		drg__note(keep, notes, "html-unread", NONE, "this version does not read pages yet");
		break;
	}
	if (!text->map.n)
		drg__map_identity(0, keep, &text->map);
	drg__sha256(drg__str(text->p, text->n), text->sha256);
	fill_given(&r);
}
