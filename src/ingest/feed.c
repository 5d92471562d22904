#include "ingest/feed.h"

/* The name without its prefix: "content:encoded" -> "encoded". */
static struct str local(struct str name)
{
	const char *c = name.n ? memchr(name.p, ':', name.n) : NULL;
	return c ? drg__str_sub(name, (size_t)(c - name.p) + 1, name.n) : name;
}

static bool is(struct str name, const char *z)
{
	return drg__str_ieq(name, drg__str_c(z));
}

static void begin(struct html_lexer *lx, struct str text)
{
	drg__html_begin(lx, text);
	lx->foreign = true; /* CDATA counts */
}

const char *drg__feed_begin(struct feed *f, struct html_lexer *lx, struct str text)
{
	*f = (struct feed){ .lx = lx, .text = text };
	begin(lx, text);
	/* Up to the root element: an internal subset is refused. */
	for (size_t at = 0;;) {
		enum html_token k = drg__html_next(lx);
		if (k == HTML_EOF)
			return "has no element";
		if (k == HTML_START)
			break;
		struct str seen = drg__str_sub(text, at, lx->at);
		at = lx->at;
		bool subset = k == HTML_DOCTYPE && memchr(seen.p, '[', seen.n);
		/* the tokenizer ends a DOCTYPE at the first '>', perhaps inside the subset */
		if (subset || drg__str_find(seen, STR("<!ENTITY"), 0) != SIZE_MAX || drg__str_find(seen, STR("<!ELEMENT"), 0) != SIZE_MAX)
			return "has a DTD of its own, which is refused";
	}
	struct str root = local(lx->name);
	if (!is(root, "rss") && !is(root, "feed") && !is(root, "rdf") && !is(root, "channel"))
		return "is no RSS or Atom feed";
	return NULL;
}

bool drg__feed_next(struct feed *f, struct str *item)
{
	struct html_lexer *lx = f->lx;
	size_t depth = 0, from = 0, title_from = 0;
	bool in_item = false;
	struct str name = { NULL, 0 };
	for (;;) {
		size_t at = lx->at;
		enum html_token k = drg__html_next(lx);
		if (k == HTML_EOF) {
			if (in_item) { /* cut short: what is there */
				*item = drg__str_sub(f->text, from, f->text.n);
				return true;
			}
			return false;
		}
		if (k == HTML_START) {
			struct str n = local(lx->name);
			if (!in_item && (is(n, "item") || is(n, "entry"))) {
				in_item = true;
				from = at;
				name = n;
				depth = 0;
				if (lx->self_closing) {
					in_item = false;
					continue;
				}
			} else if (in_item && is(n, "item") && depth == 0 && drg__str_ieq(name, n)) {
				/* never closed: the next begins here */
				*item = drg__str_sub(f->text, from, at);
				lx->at = at;
				return true;
			} else if (!in_item && is(n, "title") && !f->title.p) {
				title_from = lx->at;
			}
		} else if (k == HTML_END) {
			struct str n = local(lx->name);
			if (in_item && drg__str_ieq(n, name)) {
				*item = drg__str_sub(f->text, from, lx->at);
				return true;
			}
			if (!in_item && is(n, "title") && title_from && !f->title.p)
				f->title = drg__str_sub(f->text, title_from, at);
		}
	}
}

static struct str attr(struct html_lexer *lx, const char *name)
{
	for (uint32_t i = 0; i < lx->n_attr; i++)
		if (is(drg__str_sub(lx->in, lx->attr[i].name_s, lx->attr[i].name_e), name))
			return drg__str_sub(lx->in, lx->attr[i].value_s, lx->attr[i].value_e);
	return (struct str){ NULL, 0 };
}

/* Read on to the end of the element just begun; its inside. */
static struct str inside(struct html_lexer *lx)
{
	struct str name = lx->name;
	size_t from = lx->at, depth = 0;
	if (lx->self_closing)
		return drg__str(lx->in.p + from, 0);
	for (;;) {
		size_t at = lx->at;
		enum html_token k = drg__html_next(lx);
		if (k == HTML_EOF)
			return drg__str_sub(lx->in, from, lx->in.n);
		if (k == HTML_START && drg__str_eq(lx->name, name) && !lx->self_closing)
			depth++;
		if (k == HTML_END && drg__str_eq(lx->name, name) && depth-- == 0)
			return drg__str_sub(lx->in, from, at);
	}
}

static void longest(struct feed_item *out, struct str s, bool markup, bool plain)
{
	if (out->content.p && s.n <= out->content.n)
		return;
	out->content = s;
	out->content_markup = markup;
	out->content_plain = plain;
}

void drg__feed_item(struct str item, struct html_lexer *lx, struct feed_item *out)
{
	memset(out, 0, sizeof *out);
	begin(lx, item);
	if (drg__html_next(lx) != HTML_START)
		return;
	for (;;) {
		enum html_token k = drg__html_next(lx);
		if (k == HTML_EOF)
			return;
		if (k != HTML_START)
			continue;
		struct str n = local(lx->name), full = lx->name;
		if (is(n, "title") && drg__str_find(full, STR("media:"), 0) == SIZE_MAX) {
			struct str v = inside(lx);
			if (!out->title.p)
				out->title = v;
		} else if (is(n, "link")) {
			struct str rel = attr(lx, "rel"), href = attr(lx, "href");
			if (href.p) {
				if (!out->link.p && (!rel.p || is(rel, "alternate")))
					out->link = href;
				inside(lx);
			} else {
				struct str v = inside(lx);
				if (!out->link.p)
					out->link = v;
			}
		} else if (is(n, "guid") || is(n, "id") || is(n, "identifier")) {
			out->id = inside(lx);
		} else if (is(n, "pubdate") || is(n, "published") || is(n, "issued") || is(full, "dc:date") || is(full, "dcterms:created")) {
			out->date = inside(lx);
		} else if (is(n, "updated") || is(n, "modified")) {
			out->updated = inside(lx);
		} else if (is(n, "creator") || is(n, "author")) {
			struct str v = inside(lx);
			if (out->n_author < 8)
				out->author[out->n_author++] = v;
		} else if (is(full, "content:encoded") || is(n, "content") || is(n, "description") || is(n, "summary") || is(n, "body")) {
			if (drg__str_istarts(full, STR("media:")) || drg__str_istarts(full, STR("itunes:"))) {
				inside(lx);
				continue;
			}
			struct str type = attr(lx, "type");
			bool atom = is(n, "content") || is(n, "summary");
			bool xhtml = is(type, "xhtml") || is(type, "application/xhtml+xml") || is(n, "body");
			bool plain = atom && (!type.p || is(type, "text") || is(type, "text/plain"));
			struct str v = inside(lx);
			struct str t = drg__str_trim(v);
			bool cdata = drg__str_starts(t, STR("<![CDATA[")) && drg__str_ends(t, STR("]]>")) && drg__str_find(t, STR("<![CDATA["), 9) == SIZE_MAX;
			if (cdata && !plain)
				longest(out, drg__str_sub(t, 9, t.n - 3), true, false);
			else
				longest(out, v, xhtml, plain);
		} else if (is(n, "source") || is(n, "image") || is(n, "enclosure") || is(n, "thumbnail")) {
			inside(lx);
		}
	}
}

struct str drg__feed_chars(struct str raw, struct arena *keep, struct map_builder *rows, uint64_t src)
{
	struct arena tmp = *keep;
	char *out = drg__alloc(&tmp, raw.n * 3 + 1, 1);
	size_t n = 0;
	/* The tokenizer is large for a stack, small for an arena. */
	struct html_lexer *lx = NEW(&tmp, struct html_lexer);
	*keep = tmp;
	begin(lx, raw);
	for (;;) {
		enum html_token k = drg__html_next(lx);
		if (k == HTML_EOF)
			break;
		if (k != HTML_TEXT)
			continue;
		unsigned how = lx->text_mode == HTML_CDATA ? 0 : HTML_DECODE_REFS;
		n += drg__html_decode(lx->raw, how, out + n, rows, n, src + (uint64_t)(lx->raw.p - raw.p));
	}
	return drg__str(out, n);
}
