/* ingest.c - one source to text: chooses the way by the source's form. */
#include "ingest/ingest.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "doc/note.h"
#include "doc/srcmap.h"
#include "ingest/article.h"
#include "ingest/charset.h"
#include "ingest/date.h"
#include "ingest/feed.h"
#include "ingest/jsonl.h"
#include "ingest/jsonread.h"
#include "ingest/mail.h"
#include "ingest/page_meta.h"
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

static struct str own(struct reading *r, struct str s)
{
	return s.n ? drg__arena_str(r->keep, s) : drg__str("", 0);
}

/* A page in UTF-8; `inner` leads to the source's bytes, n == 0 if it is them.
 * whole: it is nothing but the article (a feed's content). */
static void read_page(struct reading *r, struct str page, const struct srcmap *inner, uint64_t src_n, bool whole)
{
	struct html_tree *t = NEW(&r->scratch, struct html_tree);
	drg__html_parse(page, &r->scratch, t);
	if (t->cut)
		drg__note(r->keep, r->notes, "limit-nodes", NONE, "the page has more than %d elements; what follows byte %zu was not read", HTML_NODES, t->cut_at);
	struct page_meta m;
	drg__page_meta(t, r->src->url, r->keep, r->scratch, &m);
	struct article_hints hints = { .title = m.title, .description = m.description, .body = m.ld_body };
	struct article art;
	drg__article_find(t, &hints, &r->scratch, &art);
	if (art.cut)
		drg__note(r->keep, r->notes, "limit-blocks", NONE, "the page has more than %d blocks of text; the rest was not read", ARTICLE_BLOCKS);
	for (uint32_t i = 0; whole && i < art.n; i++)
		art.v[i].keep = true;
	struct map_builder rows = { .a = &r->scratch };
	struct str text;
	drg__article_text(t, &art, r->keep, &rows, &text, r->paras, r->blocks);
	r->text->p = text.p;
	r->text->n = (uint32_t)text.n;
	if (text.n == 0)
		drg__note(r->keep, r->notes, "no-article", NONE, "no article was found on the page");
	if (inner->n) {
		struct map_builder through = { .a = &r->scratch };
		if (rows.n)
			drg__map_through(&rows, text.n, inner, &through);
		drg__map_finish(&through, text.n, src_n, r->keep, &r->text->map);
	} else {
		drg__map_finish(&rows, text.n, src_n, r->keep, &r->text->map);
	}
	/* What the wrapping gave stays; the page fills the rest. */
	struct meta *to = r->meta;
	if (!to->title.n)
		to->title = own(r, m.title);
	if (!to->n_byline && !to->n_relay) {
		to->byline = m.authors;
		to->n_byline = m.n_authors;
		to->relay = m.relays;
		to->n_relay = m.n_relays;
	}
	if (!to->outlet.n && m.outlet.n) {
		to->outlet = own(r, m.outlet);
		to->outlet_basis = BASIS_METADATA;
	}
	if (!to->published.n && m.published.n) {
		to->published = own(r, m.published);
		to->published_basis = m.published_place == PLACE_BYLINE ? BASIS_TEXT : BASIS_METADATA;
	}
	if (!to->updated.n)
		to->updated = own(r, m.updated);
	if (!to->lang.n)
		to->lang = own(r, m.lang);
	if (!to->url.n)
		to->url = own(r, m.url);
}

static void read_html(struct reading *r)
{
	struct decoded d;
	struct charset_hint hint = { .transport = r->src->charset, .markup = true };
	struct arena *scratch = &r->scratch;
	drg__decode(r->src->bytes, &hint, scratch, *scratch, &d);
	note_decoding(r, &d);
	read_page(r, d.text, &d.map, r->src->bytes.n, false);
}

static struct str chars(struct reading *r, struct str raw)
{
	return raw.p ? drg__str_trim(drg__feed_chars(raw, r->keep, NULL, 0)) : drg__str("", 0);
}

static void item_authors(struct reading *r, const struct feed_item *item)
{
	struct name_list people = { 0 }, agencies = { 0 };
	for (uint32_t i = 0; i < item->n_author; i++) {
		struct str s = chars(r, item->author[i]);
		/* RSS 2.0: "someone@example.org (Jane Doe)" */
		const char *paren = s.n && memchr(s.p, '@', s.n) ? memchr(s.p, '(', s.n) : NULL;
		if (paren)
			s = drg__str_sub(s, (size_t)(paren - s.p) + 1, s.n - (s.p[s.n - 1] == ')'));
		drg__byline_split(s, false, r->keep, &people, &agencies);
	}
	r->meta->byline = people.v;
	r->meta->n_byline = (uint32_t)people.n;
	r->meta->relay = agencies.v;
	r->meta->n_relay = (uint32_t)agencies.n;
}

static void read_item(struct reading *r)
{
	struct feed_item item;
	struct html_lexer *lx = NEW(&r->scratch, struct html_lexer);
	struct str bytes = r->src->bytes; /* valid UTF-8: the reader decoded it */
	struct meta *m = r->meta;
	drg__feed_item(bytes, lx, &item);
	m->charset = STR("utf-8");
	m->title = chars(r, item.title);
	m->url = chars(r, item.link);
	m->published = drg__date_edtf(chars(r, item.date.p ? item.date : item.updated), r->keep);
	m->published_basis = m->published.n ? BASIS_METADATA : BASIS_NONE;
	m->updated = drg__date_edtf(chars(r, item.updated), r->keep);
	if (r->src->site.n) {
		m->outlet = drg__arena_str(r->keep, r->src->site);
		m->outlet_basis = BASIS_METADATA;
	}
	item_authors(r, &item);
	struct map_builder rows = { .a = &r->scratch };
	uint64_t at = item.content.p ? (uint64_t)(item.content.p - bytes.p) : 0;
	struct str html = item.content.p ? item.content : drg__str("", 0);
	if (item.content_markup)
		drg__map_copied(&rows, 0, at);
	else
		html = drg__feed_chars(html, r->keep, &rows, at);
	struct srcmap inner;
	drg__map_finish(&rows, html.n, at + item.content.n, &r->scratch, &inner);
	if (item.content_plain) {
		struct str s = item.content_markup ? drg__arena_str(r->keep, html) : html;
		r->text->p = s.p;
		r->text->n = (uint32_t)s.n;
		r->text->map = inner;
		struct map_builder again = { .a = r->keep }; /* the map must last */
		for (uint32_t i = 0; i + 1 < inner.n; i++)
			inner.copied[i] ? drg__map_copied(&again, inner.text_at[i], inner.src_at[i]) : drg__map_whole(&again, inner.text_at[i], inner.src_at[i]);
		drg__map_finish(&again, s.n, at + item.content.n, r->keep, &r->text->map);
		plain_blocks(r);
	} else {
		read_page(r, html, &inner, at + item.content.n, true);
	}
}

/* One part of a message as the text; false when nothing came of it. */
static bool read_part(struct reading *r, const struct mail_part *part, bool html)
{
	const char *message = r->src->bytes.p;
	uint64_t end = (uint64_t)(part->raw.p + part->raw.n - message);
	struct map_builder rows = { .a = &r->scratch }, through = { .a = &r->scratch };
	struct str body = drg__mail_body(part, message, &r->scratch, &rows);
	struct srcmap inner;
	drg__map_finish(&rows, body.n, end, &r->scratch, &inner);
	struct decoded d;
	struct charset_hint hint = { .transport = part->charset, .markup = html };
	drg__decode(body, &hint, html ? &r->scratch : r->keep, r->scratch, &d);
	note_decoding(r, &d);
	struct map_builder outer = { .a = &r->scratch };
	if (!d.map.n)
		drg__map_copied(&outer, 0, 0);
	for (uint32_t i = 0; i + 1 < d.map.n; i++)
		(d.map.copied[i] ? drg__map_copied : drg__map_whole)(&outer, d.map.text_at[i], d.map.src_at[i]);
	drg__map_through(&outer, d.text.n, &inner, &through);
	if (html) {
		drg__map_finish(&through, d.text.n, end, &r->scratch, &inner);
		read_page(r, d.text, &inner, end, false);
		return r->text->n > 0;
	}
	struct str own_text = drg__arena_str(r->keep, d.text);
	r->text->p = own_text.p;
	r->text->n = (uint32_t)own_text.n;
	drg__map_finish(&through, own_text.n, end, r->keep, &r->text->map);
	plain_blocks(r);
	return own_text.n > 0;
}

/* The message's own fields count before what a page in it says of itself. */
static void read_mail(struct reading *r)
{
	struct mail m;
	struct meta *to = r->meta;
	drg__mail_parse(r->src->bytes, &m);
	to->charset = STR("us-ascii");
	to->title = drg__mail_words(m.subject, r->keep, r->scratch);
	to->lang = drg__mail_words(m.lang, r->keep, r->scratch);
	to->outlet = drg__mail_sender(m.from, r->keep, r->scratch);
	to->outlet_basis = to->outlet.n ? BASIS_METADATA : BASIS_NONE;
	to->published = drg__date_edtf(m.date, r->keep);
	to->published_basis = to->published.n ? BASIS_METADATA : BASIS_NONE;
	if (m.html.raw.n && read_part(r, &m.html, true))
		return;
	if (m.plain.raw.n)
		read_part(r, &m.plain, false);
	else if (!m.html.raw.n)
		drg__note(r->keep, r->notes, "no-article", NONE, "the message has no part with text");
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
		struct srcmap inner;
		uint64_t src_n = raw.p ? (uint64_t)(raw.p + raw.n - r->src->bytes.p) : 0;
		drg__map_finish(&rows, s.n, src_n, &r->scratch, &inner);
		read_page(r, s, &inner, src_n, false);
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
	struct decoded name; /* file names are any bytes */
	drg__decode_as(DRG__CHARSET_UTF8, drg__str_c(src->name), r->keep, r->scratch, &name);
	m->source_name = drg__arena_str(r->keep, name.text);
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
		read_html(&r);
		break;
	case SOURCE_ITEM:
		read_item(&r);
		break;
	case SOURCE_MAIL:
		read_mail(&r);
		break;
	}
	if (!text->map.n)
		drg__map_identity(0, keep, &text->map);
	drg__sha256(drg__str(text->p, text->n), text->sha256);
	fill_given(&r);
}
