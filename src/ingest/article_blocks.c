/* article_blocks.c - a page's text cut at its block boundaries. */
#include "base/hash.h"
#include "base/utf8.h"
#include "doc/srcmap.h"
#include "ingest/article.h"
#include "ingest/article_blocks.h"

bool drg__html_is_block(unsigned tag)
{
	switch (tag) {
	case TAG_ADDRESS: case TAG_ARTICLE: case TAG_ASIDE: case TAG_BLOCKQUOTE: case TAG_BODY: case TAG_CAPTION: case TAG_CENTER:
	case TAG_DD: case TAG_DETAILS: case TAG_DIALOG: case TAG_DIR: case TAG_DIV: case TAG_DL: case TAG_DT: case TAG_FIELDSET:
	case TAG_FIGCAPTION: case TAG_FIGURE: case TAG_FOOTER: case TAG_FORM: case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4:
	case TAG_H5: case TAG_H6: case TAG_HEADER: case TAG_HGROUP: case TAG_HR: case TAG_LI: case TAG_LISTING: case TAG_MAIN:
	case TAG_MENU: case TAG_NAV: case TAG_OL: case TAG_P: case TAG_PLAINTEXT: case TAG_PRE: case TAG_SEARCH: case TAG_SECTION:
	case TAG_SUMMARY: case TAG_TABLE: case TAG_TBODY: case TAG_TD: case TAG_TFOOT: case TAG_TH: case TAG_THEAD: case TAG_TR:
	case TAG_UL: case TAG_XMP: case TAG_HTML:
		return true;
	default:
		return false;
	}
}

/* Never text of a page. */
bool drg__html_is_dropped(const struct html_node *n)
{
	if (n->foreign)
		return true;
	switch (n->tag) {
	case TAG_SCRIPT: case TAG_STYLE: case TAG_NOSCRIPT: case TAG_TEMPLATE: case TAG_HEAD: case TAG_TITLE: case TAG_TEXTAREA:
	case TAG_SELECT: case TAG_OPTION: case TAG_OPTGROUP: case TAG_BUTTON: case TAG_IFRAME: case TAG_OBJECT: case TAG_AUDIO:
	case TAG_VIDEO: case TAG_CANVAS: case TAG_NOEMBED: case TAG_NOFRAMES: case TAG_APPLET: case TAG_INPUT: case TAG_DIALOG: case TAG_RP:
		return true;
	default:
		return false;
	}
}

/* ----------------------------------------------------------- block texts -- */

/* Appends decoded text with white space collapsed. */
struct squeeze {
	char *out;
	size_t n;
	bool pending;       /* white space waits to become one space */
	bool line;          /* ... or, after <br>, a line break */
	bool begun;
	struct map_builder *rows;
	size_t at;          /* text position of out[0] */
	struct arena *scratch;
};

static bool white(const char *p, const char *end, int *len)
{
	unsigned char c = (unsigned char)*p;
	*len = 1;
	if (c <= ' ')
		return true;
	if (c == 0x7F)
		return true;
	if (c == 0xC2 && end - p > 1) {
		unsigned char d = (unsigned char)p[1];
		*len = 2;
		return d == 0xA0 || d == 0xAD || (d >= 0x80 && d <= 0x9F); /* no-break space, soft hyphen, C1 */
	}
	if (c == 0xE2 && end - p > 2) {
		unsigned char d = (unsigned char)p[1], e = (unsigned char)p[2];
		*len = 3;
		if (d == 0x80)
			return (e >= 0x80 && e <= 0x8B) || e == 0xA8 || e == 0xA9 || e == 0xAF;
		return d == 0x81 && e == 0x9F;
	}
	if (c == 0xEF && end - p > 2 && (unsigned char)p[1] == 0xBB && (unsigned char)p[2] == 0xBF) {
		*len = 3;
		return true;
	}
	return false;
}

/* Soft hyphens, zero-width spaces and byte order marks vanish instead of parting words. */
static bool vanishes(const char *p, int len)
{
	return (len == 2 && (unsigned char)p[1] == 0xAD) || (len == 3 && ((unsigned char)p[0] == 0xEF || ((unsigned char)p[1] == 0x80 && (unsigned char)p[2] == 0x8B)));
}

static void squeeze(struct squeeze *q, struct str s, const struct map_builder *inner, uint64_t src)
{
	const char *p = s.p, *end = s.p + s.n;
	size_t row = 0;
	while (p < end) {
		int len;
		if (white(p, end, &len)) {
			if (!vanishes(p, len))
				q->pending = true;
			p += len;
			continue;
		}
		const char *from = p;
		while (p < end && ((unsigned char)*p > ' ' && (unsigned char)*p < 0x7F))
			p++;
		if (p == from)
			p++;
		while (p < end && ((unsigned char)*p & 0xC0) == 0x80)
			p++;
		size_t at = (size_t)(from - s.p);
		uint64_t where = src + at;
		bool whole = false;
		if (inner) {
			while (row + 1 < inner->n && inner->v[row + 1].text <= at)
				row++;
			whole = !inner->v[row].copied;
			where = inner->v[row].src + (whole ? 0 : at - inner->v[row].text);
		}
		if (q->begun && (q->pending || q->line)) {
			/* one plain space stays part of the stretch around it */
			bool plain = !q->line && !whole && at > 0 && from[-1] == ' ' && (!inner || inner->v[row].text < at);
			if (q->rows)
				(plain ? drg__map_copied : drg__map_whole)(q->rows, q->at + q->n, where > 0 ? where - 1 : 0);
			q->out[q->n++] = q->line ? '\n' : ' ';
		}
		q->begun = true;
		q->pending = q->line = false;
		if (q->rows) {
			/* A run may cross stretches of the inner map. */
			if (inner) {
				size_t stop = (size_t)(p - s.p), pos = at;
				for (size_t r = row; pos < stop; r++) {
					const struct map_row *m = &inner->v[r];
					size_t until = r + 1 < inner->n && inner->v[r + 1].text < stop ? inner->v[r + 1].text : stop;
					if (m->copied)
						drg__map_copied(q->rows, q->at + q->n + (pos - at), m->src + (pos - m->text));
					else
						drg__map_whole(q->rows, q->at + q->n + (pos - at), m->src);
					pos = until;
					if (r + 1 >= inner->n)
						break;
				}
			} else {
				drg__map_copied(q->rows, q->at + q->n, where);
			}
		}
		memcpy(q->out + q->n, from, (size_t)(p - from));
		q->n += (size_t)(p - from);
	}
}

/* Room for a block: its raw bytes three times over. */
static size_t room(const struct html_tree *t, const struct article_block *b)
{
	size_t n = 2;
	for (uint32_t i = b->from; i < b->to; i++)
		if (t->v[i].tag == TAG_TEXT)
			n += (size_t)(t->v[i].e - t->v[i].s) + 1;
		else
			n++;
	return n * 3;
}

static size_t block_text(const struct html_tree *t, const struct article_block *b, char *out, struct map_builder *rows, size_t at, struct arena scratch)
{
	struct squeeze q = { .out = out, .rows = rows, .at = at };
	for (uint32_t i = b->from; i < b->to;) {
		const struct html_node *n = &t->v[i];
		if (n->tag == TAG_TEXT) {
			struct str raw = drg__str_sub(t->in, n->s, n->e);
			bool refs = n->text_mode == HTML_DATA && memchr(raw.p, '&', raw.n);
			if (!refs && !memchr(raw.p, 0, raw.n)) {
				squeeze(&q, raw, NULL, n->s);
			} else {
				struct arena tmp = scratch;
				struct map_builder inner = { .a = &tmp };
				char *buf = drg__alloc(&tmp, raw.n * 3 + 1, 1);
				size_t len = drg__html_decode(raw, refs ? HTML_DECODE_REFS : 0, buf, rows ? &inner : NULL, 0, n->s);
				squeeze(&q, drg__str(buf, len), rows ? &inner : NULL, n->s);
			}
			i++;
		} else if (n->tag == TAG_BR) {
			q.line = true;
			i++;
		} else if (drg__html_is_dropped(n)) {
			i = n->end;
		} else {
			i++;
		}
	}
	return q.n;
}

struct str drg__article_block_text(const struct html_tree *t, const struct article_block *b, struct arena *a)
{
	char *out = drg__alloc(a, room(t, b), 1);
	/* scratch and result share an arena here: copy the arena after the result */
	return drg__str(out, block_text(t, b, out, NULL, 0, *a));
}

static uint8_t role_of(const struct html_tree *t, const struct article_block *b)
{
	for (uint32_t i = b->el; i; i = t->v[i].parent) {
		switch (t->v[i].tag) {
		case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4: case TAG_H5: case TAG_H6:
			return BLOCK_HEADING;
		case TAG_FIGCAPTION: case TAG_FIGURE: case TAG_CAPTION:
			return BLOCK_CAPTION;
		case TAG_BLOCKQUOTE: case TAG_Q:
			return BLOCK_QUOTE;
		case TAG_LI: case TAG_DD: case TAG_DT:
			return BLOCK_LIST;
		default:
			break;
		}
	}
	return BLOCK_TEXT;
}

void drg__article_text(const struct html_tree *t, const struct article *art, struct arena *keep, struct map_builder *rows,
                       struct str *text, struct paras *paras, struct blocks *blocks)
{
	size_t need = 1;
	uint32_t kept = 0;
	for (uint32_t i = 0; i < art->n; i++) {
		if (art->v[i].keep) {
			need += room(t, &art->v[i]) + 2;
			kept++;
		}
	}
	char *buf = drg__alloc(rows->a, need, 1);
	paras->span = NEW_N(keep, struct span, kept);
	blocks->role = NEW_N(keep, uint8_t, kept);
	size_t n = 0;
	uint32_t k = 0;
	for (uint32_t i = 0; i < art->n; i++) {
		const struct article_block *b = &art->v[i];
		if (!b->keep)
			continue;
		size_t from = n ? n + 2 : 0;
		if (n) {
			buf[n] = buf[n + 1] = '\n';
			drg__map_whole(rows, n, t->v[b->from].s ? t->v[b->from].s - 1 : 0);
		}
		/* What is needed for references is forgotten on return; the rows grow in
		 * another pool, so the two do not meet. */
		size_t len = block_text(t, b, buf + from, rows, from, *keep);
		if (len == 0)
			continue;
		paras->span[k] = (struct span){ (uint32_t)from, (uint32_t)(from + len) };
		blocks->role[k++] = role_of(t, b);
		n = from + len;
	}
	paras->n = blocks->n = k;
	*text = drg__arena_str(keep, drg__str(buf, n));
}

/* -------------------------------------------------------------- cutting -- */

static bool blank_text(const struct html_tree *t, const struct html_node *n)
{
	const char *p = t->in.p + n->s, *end = t->in.p + n->e;
	while (p < end) {
		int len;
		if (*p == '&') {
			if (end - p >= 6 && memcmp(p, "&nbsp;", 6) == 0) {
				p += 6;
				continue;
			}
			return false;
		}
		if (!white(p, end, &len))
			return false;
		p += len;
	}
	return true;
}

struct cutter {
	const struct html_tree *t;
	struct arena *a;
	VEC(struct article_block) v;
	uint32_t el, from, to;
	uint32_t brs;
	bool open, cut;
};

static void flush(struct cutter *c)
{
	if (c->open) {
		if (c->v.n < ARTICLE_BLOCKS)
			*PUSH(c->a, &c->v) = (struct article_block){ .from = c->from, .to = c->to, .el = c->el };
		else
			c->cut = true;
	}
	c->open = false;
	c->brs = 0;
}

void drg__article_cut(const struct html_tree *t, struct arena *a, struct article *out)
{
	struct cutter c = { .t = t, .a = a };
	struct {
		uint32_t row, end;
	} stack[HTML_DEPTH + 2];
	uint32_t depth = 0;
	for (uint32_t i = 0; i < t->n;) {
		const struct html_node *n = &t->v[i];
		while (depth && stack[depth - 1].end <= i) {
			flush(&c);
			depth--;
		}
		if (n->tag == TAG_TEXT) {
			if (!blank_text(t, n)) {
				if (c.brs >= 2)
					flush(&c);
				c.brs = 0;
				if (!c.open) {
					c.open = true;
					c.from = i;
					c.el = depth ? stack[depth - 1].row : 0;
				}
				c.to = i + 1;
			}
			i++;
			continue;
		}
		if (drg__html_is_dropped(n)) {
			i = n->end > i ? n->end : i + 1;
			continue;
		}
		if (n->tag == TAG_BR) {
			c.brs++;
		} else if (drg__html_is_block(n->tag)) {
			flush(&c);
			if (n->end > i + 1 && depth < HTML_DEPTH + 2) {
				stack[depth].row = i;
				stack[depth++].end = n->end;
			}
		}
		i++;
	}
	flush(&c);
	out->v = c.v.v;
	out->n = (uint32_t)c.v.n;
	out->cut = c.cut;
}
