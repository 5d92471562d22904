/* html_tree.c - tree construction (WHATWG HTML Standard, 13.2.6), as far as
 * characters and their blocks depend on it. */
#include "ingest/html.h"

#include "base/hash.h"

const char *const drg__html_tag_name[TAGS] = {
	"#text", "#other",
#define X(id, name) name,
	HTML_TAGS(X)
#undef X
};

/* Up to eight lower-case characters as one number, so that most names compare at once. */
static uint64_t pack(const char *p, size_t n)
{
	uint64_t v = 0;
	for (size_t i = 0; i < 8; i++) {
		unsigned char c = i < n ? (unsigned char)p[i] : 0;
		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c + 32);
		v = v << 8 | c;
	}
	return v;
}

enum html_tag drg__html_tag(struct str name)
{
	if (name.n == 0 || name.n > 14)
		return TAG_OTHER;
	uint64_t key = pack(name.p, name.n);
	int low = TAG_OTHER + 1, high = TAGS;
	while (low < high) {
		int mid = (low + high) / 2;
		const char *z = drg__html_tag_name[mid];
		uint64_t k = pack(z, strlen(z));
		if (k < key)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < TAGS; low++) {
		struct str z = drg__str_c(drg__html_tag_name[low]);
		if (pack(z.p, z.n) != key)
			break;
		if (drg__str_ieq(z, name))
			return (enum html_tag)low;
	}
	return TAG_OTHER;
}

/* --------------------------------------------------------------- classes -- */

enum {
	VOID = 1,       /* never has content */
	SPECIAL = 2,    /* "special" of 13.2.4.2: stops a search for an open element */
	CLOSES_P = 4,   /* its start tag closes an open p; its end tag closes it from outside */
	SCOPE = 8,      /* ends "in scope" searches */
	FORMAT = 16,    /* formatting element */
	HEADING = 32,
	IN_HEAD = 64,   /* may stand in head */
	TABLE_PART = 128,
	BREAKOUT = 256, /* its start tag leaves foreign content */
	IMPLIED_END = 512
};

static unsigned class_of(unsigned tag)
{
	switch (tag) {
	case TAG_AREA: case TAG_BGSOUND: case TAG_BASE: case TAG_LINK:
		return VOID | SPECIAL | (tag == TAG_AREA ? 0 : IN_HEAD);
	case TAG_META:
		return VOID | SPECIAL | IN_HEAD | BREAKOUT;
	case TAG_BASEFONT:
		return VOID | SPECIAL | IN_HEAD;
	case TAG_BR: case TAG_EMBED: case TAG_IMG:
		return VOID | SPECIAL | BREAKOUT;
	case TAG_INPUT: case TAG_KEYGEN: case TAG_PARAM: case TAG_SOURCE: case TAG_TRACK: case TAG_WBR: case TAG_FRAME: case TAG_IMAGE:
		return VOID | SPECIAL;
	case TAG_HR:
		return VOID | SPECIAL | CLOSES_P | BREAKOUT;
	case TAG_COL:
		return VOID | SPECIAL | TABLE_PART;
	case TAG_ADDRESS: case TAG_ARTICLE: case TAG_ASIDE: case TAG_DETAILS: case TAG_DIALOG: case TAG_DIR: case TAG_FIELDSET:
	case TAG_FIGCAPTION: case TAG_FIGURE: case TAG_FOOTER: case TAG_HEADER: case TAG_HGROUP: case TAG_MAIN: case TAG_NAV:
	case TAG_SEARCH: case TAG_SECTION: case TAG_SUMMARY: case TAG_LISTING: case TAG_FORM:
		return SPECIAL | CLOSES_P | (tag == TAG_LISTING ? BREAKOUT : 0);
	case TAG_BLOCKQUOTE: case TAG_CENTER: case TAG_DIV: case TAG_DL: case TAG_MENU: case TAG_OL: case TAG_PRE: case TAG_UL:
		return SPECIAL | CLOSES_P | BREAKOUT;
	case TAG_P:
		return SPECIAL | CLOSES_P | BREAKOUT | IMPLIED_END;
	case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4: case TAG_H5: case TAG_H6:
		return SPECIAL | CLOSES_P | HEADING | BREAKOUT;
	case TAG_DD: case TAG_DT: case TAG_LI:
		return SPECIAL | BREAKOUT | IMPLIED_END;
	case TAG_OPTION: case TAG_OPTGROUP: case TAG_RB: case TAG_RP: case TAG_RT: case TAG_RTC:
		return IMPLIED_END;
	case TAG_APPLET: case TAG_MARQUEE: case TAG_OBJECT:
		return SPECIAL | SCOPE;
	case TAG_TEMPLATE:
		return SPECIAL | SCOPE | IN_HEAD;
	case TAG_HTML:
		return SPECIAL | SCOPE;
	case TAG_TABLE:
		return SPECIAL | SCOPE | CLOSES_P | BREAKOUT;
	case TAG_CAPTION: case TAG_TD: case TAG_TH:
		return SPECIAL | SCOPE | TABLE_PART;
	case TAG_TR: case TAG_TBODY: case TAG_THEAD: case TAG_TFOOT: case TAG_COLGROUP:
		return SPECIAL | TABLE_PART;
	case TAG_A: case TAG_NOBR: case TAG_FONT:
		return FORMAT | (tag == TAG_NOBR ? BREAKOUT : 0);
	case TAG_B: case TAG_BIG: case TAG_CODE: case TAG_EM: case TAG_I: case TAG_S: case TAG_SMALL: case TAG_STRIKE: case TAG_STRONG:
	case TAG_TT: case TAG_U:
		return FORMAT | BREAKOUT;
	case TAG_RUBY: case TAG_SPAN: case TAG_SUB: case TAG_SUP: case TAG_VAR:
		return BREAKOUT;
	case TAG_HEAD: case TAG_BODY:
		return SPECIAL | BREAKOUT;
	case TAG_TITLE: case TAG_STYLE: case TAG_SCRIPT: case TAG_NOFRAMES: case TAG_NOSCRIPT:
		return SPECIAL | IN_HEAD;
	case TAG_BUTTON: case TAG_FRAMESET: case TAG_IFRAME: case TAG_NOEMBED: case TAG_PLAINTEXT: case TAG_SELECT: case TAG_TEXTAREA:
	case TAG_XMP:
		return SPECIAL;
	default:
		return 0;
	}
}

/* --------------------------------------------------------------- builder -- */

struct builder {
	struct html_tree *t;
	struct arena *a;
	struct html_lexer *lx;
	uint32_t stack[HTML_DEPTH]; /* rows of open elements; [0] html */
	uint32_t depth;
	uint32_t open[TAGS];     /* how many of a tag are on the stack */
	uint32_t unpushed[TAGS]; /* started beyond the depth budget: their end tags close nothing */
	uint16_t class[TAGS];
	uint32_t head, body;     /* rows, NONE before they begin */
	uint32_t foreign;        /* open svg and math elements */
	bool head_done;
};

static struct html_node *top(struct builder *b)
{
	return &b->t->v[b->stack[b->depth - 1]];
}

static unsigned tag_at(const struct builder *b, uint32_t level)
{
	return b->t->v[b->stack[level]].tag;
}

static uint32_t add(struct builder *b, unsigned tag, size_t s, size_t e)
{
	uint32_t row = (uint32_t)b->t->n;
	uint32_t parent = b->depth ? b->stack[b->depth - 1] : 0;
	struct html_node *v = PUSH(b->a, b->t);
	*v = (struct html_node){ .parent = parent, .end = row + 1, .s = (uint32_t)s, .e = (uint32_t)e, .tag = (uint8_t)tag };
	return row;
}

static void push(struct builder *b, uint32_t row)
{
	unsigned tag = b->t->v[row].tag;
	if (b->depth == HTML_DEPTH) {
		b->unpushed[tag]++;
		return;
	}
	b->stack[b->depth++] = row;
	b->open[tag]++;
	if (tag == TAG_SVG || tag == TAG_MATH)
		b->foreign++;
}

static void pop(struct builder *b)
{
	uint32_t row = b->stack[--b->depth];
	unsigned tag = b->t->v[row].tag;
	b->t->v[row].end = (uint32_t)b->t->n;
	b->open[tag]--;
	if (tag == TAG_SVG || tag == TAG_MATH)
		b->foreign--;
}

/* Close everything from the top down to and with `level`. */
static void pop_to(struct builder *b, uint32_t level)
{
	while (b->depth > level && b->depth > 1)
		pop(b);
}

static uint32_t imply(struct builder *b, unsigned tag)
{
	uint32_t row = add(b, tag, b->lx->at, b->lx->at);
	push(b, row);
	return row;
}

/* Head and body begin when something asks for them. */
static void need_head(struct builder *b)
{
	if (b->head == NONE && b->body == NONE)
		b->head = imply(b, TAG_HEAD);
}

static void need_body(struct builder *b)
{
	if (b->body != NONE)
		return;
	need_head(b);
	pop_to(b, 1);
	b->body = imply(b, TAG_BODY);
	b->head_done = true;
}

/* Level of the nearest open `tag` above any element of a class in `stop` or of the tags
 * stop2, stop3; 0 = none (html itself is never asked for).  "In button scope" and "in list
 * item scope" have stops of their own. */
static uint32_t find_open_until(const struct builder *b, unsigned tag, unsigned stop, unsigned stop2, unsigned stop3)
{
	if (!b->open[tag])
		return 0;
	for (uint32_t k = b->depth; k-- > 1;) {
		unsigned t = tag_at(b, k);
		if (t == tag && !b->t->v[b->stack[k]].foreign)
			return k;
		if ((b->class[t] & stop) || t == stop2 || t == stop3)
			return 0;
	}
	return 0;
}

static uint32_t find_open(const struct builder *b, unsigned tag, unsigned stop)
{
	return find_open_until(b, tag, stop, TAGS, TAGS);
}

static void close_p(struct builder *b)
{
	uint32_t k = find_open_until(b, TAG_P, SCOPE, TAG_BUTTON, TAG_BUTTON);
	if (k)
		pop_to(b, k);
}

/* Keep the attributes of the start tag just read. */
static void keep_attributes(struct builder *b, uint32_t row)
{
	struct html_tree *t = b->t;
	uint32_t n = b->lx->n_attr;
	if (n == 0 || t->attrs.n + n > 2 * HTML_NODES)
		return;
	t->v[row].attr = (uint32_t)t->attrs.n;
	t->v[row].n_attr = (uint16_t)n;
	for (uint32_t i = 0; i < n; i++)
		*PUSH(b->a, &t->attrs) = b->lx->attr[i];
}

static uint32_t insert(struct builder *b, unsigned tag, size_t from)
{
	uint32_t row = add(b, tag, from, b->lx->at);
	keep_attributes(b, row);
	if (!(b->class[tag] & VOID))
		push(b, row);
	return row;
}

/* ---------------------------------------------------------------- tables -- */

/* Close down to the nearest open element among the given ones. */
static void clear_to(struct builder *b, unsigned t1, unsigned t2, unsigned t3, unsigned t4)
{
	while (b->depth > 1) {
		unsigned t = top(b)->tag;
		if (t == t1 || t == t2 || t == t3 || t == t4 || t == TAG_TEMPLATE)
			return;
		pop(b);
	}
}

static bool table_open(const struct builder *b)
{
	/* The stop "html, table, template" of table scope. */
	if (!b->open[TAG_TABLE])
		return false;
	for (uint32_t k = b->depth; k-- > 1;) {
		unsigned t = tag_at(b, k);
		if (t == TAG_TABLE)
			return true;
		if (t == TAG_TEMPLATE)
			return false;
	}
	return false;
}

/* A start tag of a table part: open what it needs around it. false: ignore it. */
static bool table_part(struct builder *b, unsigned tag)
{
	if (!table_open(b))
		return top(b)->tag == TAG_TEMPLATE;
	if (tag == TAG_CAPTION || tag == TAG_COLGROUP || tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT) {
		clear_to(b, TAG_TABLE, TAG_TABLE, TAG_TABLE, TAG_TABLE);
		return true;
	}
	if (tag == TAG_COL) {
		clear_to(b, TAG_TABLE, TAG_COLGROUP, TAG_TABLE, TAG_TABLE);
		if (top(b)->tag == TAG_TABLE)
			imply(b, TAG_COLGROUP);
		return true;
	}
	if (tag == TAG_TR) {
		clear_to(b, TAG_TABLE, TAG_TBODY, TAG_THEAD, TAG_TFOOT);
		if (top(b)->tag == TAG_TABLE)
			imply(b, TAG_TBODY);
		return true;
	}
	/* td, th: to the row of the nearest table */
	while (b->depth > 1) {
		unsigned t = top(b)->tag;
		if (t == TAG_TR || t == TAG_TABLE || t == TAG_TBODY || t == TAG_THEAD || t == TAG_TFOOT || t == TAG_TEMPLATE)
			break;
		pop(b);
	}
	if (top(b)->tag == TAG_TABLE)
		imply(b, TAG_TBODY);
	if (top(b)->tag != TAG_TR && top(b)->tag != TAG_TEMPLATE)
		imply(b, TAG_TR);
	return true;
}

/* --------------------------------------------------------------- foreign -- */

static bool attr_is(const struct builder *b, const struct html_attr *a, const char *name)
{
	return drg__str_ieq(drg__str_sub(b->t->in, a->name_s, a->name_e), drg__str_c(name));
}

/* Is the current node foreign and no integration point? */
static bool in_foreign(struct builder *b)
{
	if (!b->foreign)
		return false;
	const struct html_node *n = top(b);
	if (!n->foreign)
		return false;
	if (n->foreign == 1)
		return n->tag != TAG_FOREIGNOBJECT && n->tag != TAG_DESC && n->tag != TAG_TITLE;
	if (n->tag == TAG_MI || n->tag == TAG_MO || n->tag == TAG_MN || n->tag == TAG_MS || n->tag == TAG_MTEXT)
		return false;
	if (n->tag == TAG_ANNOTATION_XML) {
		struct str e = drg__html_attr(b->t, b->stack[b->depth - 1], "encoding");
		return !(drg__str_ieq(e, STR("text/html")) || drg__str_ieq(e, STR("application/xhtml+xml")));
	}
	return true;
}

static bool foreign_start(struct builder *b, unsigned tag, size_t from)
{
	bool breaks = (b->class[tag] & BREAKOUT) != 0;
	if (tag == TAG_FONT)
		for (uint32_t i = 0; i < b->lx->n_attr; i++)
			breaks |= attr_is(b, &b->lx->attr[i], "color") || attr_is(b, &b->lx->attr[i], "face") || attr_is(b, &b->lx->attr[i], "size");
	if (breaks) {
		while (in_foreign(b))
			pop(b);
		return false;
	}
	uint8_t ns = top(b)->foreign;
	uint32_t row = add(b, tag, from, b->lx->at);
	keep_attributes(b, row);
	b->t->v[row].foreign = ns & 3;
	if (!b->lx->self_closing)
		push(b, row);
	return true;
}

static bool foreign_end(struct builder *b, unsigned tag, struct str name)
{
	if (tag == TAG_BR || tag == TAG_P) {
		while (in_foreign(b))
			pop(b);
		return false;
	}
	for (uint32_t k = b->depth; k-- > 1;) {
		const struct html_node *n = &b->t->v[b->stack[k]];
		if (!n->foreign)
			return false; /* HTML rules from here */
		struct str have = drg__str_sub(b->t->in, n->s + 1, n->s + 1 + (uint32_t)name.n <= n->e ? n->s + 1 + name.n : n->s + 1);
		bool same = n->tag == tag && (tag != TAG_OTHER || drg__str_ieq(have, name));
		if (same) {
			pop_to(b, k);
			return true;
		}
	}
	return false;
}

/* ------------------------------------------------------------ start tags -- */

static void raw_mode(struct builder *b, unsigned tag)
{
	struct html_lexer *lx = b->lx;
	switch (tag) {
	case TAG_TITLE: case TAG_TEXTAREA:
		lx->mode = HTML_RCDATA;
		break;
	case TAG_STYLE: case TAG_XMP: case TAG_IFRAME: case TAG_NOEMBED: case TAG_NOFRAMES:
		lx->mode = HTML_RAWTEXT;
		break;
	case TAG_SCRIPT:
		lx->mode = HTML_SCRIPT;
		break;
	case TAG_PLAINTEXT:
		lx->mode = HTML_PLAINTEXT;
		break;
	default:
		return;
	}
	lx->raw_name = lx->name;
}

static void close_list_item(struct builder *b, unsigned tag)
{
	unsigned other = tag == TAG_DD ? TAG_DT : tag == TAG_DT ? TAG_DD : tag;
	if (!b->open[tag] && !b->open[other])
		return;
	for (uint32_t k = b->depth; k-- > 1;) {
		unsigned t = tag_at(b, k);
		if (t == tag || t == other) {
			pop_to(b, k);
			return;
		}
		if ((b->class[t] & SPECIAL) && t != TAG_ADDRESS && t != TAG_DIV && t != TAG_P)
			return;
	}
}

/* An open <a> ends where another begins (13.2.6.4.7, "A start tag whose tag name is a"). */
static void close_link(struct builder *b, unsigned tag)
{
	uint32_t k = find_open(b, tag, SCOPE);
	if (!k)
		return;
	for (uint32_t i = k + 1; i < b->depth; i++)
		if (b->class[tag_at(b, i)] & SPECIAL)
			return;
	pop_to(b, k);
}

static void start(struct builder *b, size_t from)
{
	struct html_lexer *lx = b->lx;
	unsigned tag = drg__html_tag(lx->name);
	if (tag == TAG_IMAGE && !in_foreign(b))
		tag = TAG_IMG;
	unsigned class = b->class[tag];
	if (in_foreign(b) && foreign_start(b, tag, from))
		return;
	switch (tag) {
	case TAG_HTML:
		if (b->t->v[0].s == b->t->v[0].e) {
			b->t->v[0].s = (uint32_t)from;
			b->t->v[0].e = (uint32_t)lx->at;
			keep_attributes(b, 0);
		}
		return;
	case TAG_HEAD:
		if (b->head == NONE && b->body == NONE) {
			b->head = insert(b, tag, from);
		}
		return;
	case TAG_BODY:
		if (b->body == NONE) {
			need_head(b);
			pop_to(b, 1);
			b->body = insert(b, tag, from);
			b->head_done = true;
		}
		return;
	default:
		break;
	}
	if (b->body == NONE) {
		if (!(class & IN_HEAD) && !b->open[TAG_TEMPLATE] && !(tag == TAG_NOSCRIPT))
			need_body(b);
		else
			need_head(b);
	}
	if (class & CLOSES_P)
		close_p(b);
	if (class & HEADING) {
		if (b->class[top(b)->tag] & HEADING)
			pop(b);
	} else if (class & TABLE_PART) {
		if (!table_part(b, tag))
			return;
	}
	switch (tag) {
	case TAG_LI: case TAG_DD: case TAG_DT:
		close_list_item(b, tag);
		close_p(b);
		break;
	case TAG_PLAINTEXT: case TAG_XMP:
		close_p(b);
		break;
	case TAG_A: case TAG_NOBR:
		close_link(b, tag);
		break;
	case TAG_BUTTON: {
		uint32_t k = find_open(b, TAG_BUTTON, SCOPE);
		if (k)
			pop_to(b, k);
		break;
	}
	case TAG_FORM:
		if (b->open[TAG_FORM] && !b->open[TAG_TEMPLATE])
			return;
		break;
	case TAG_OPTION: case TAG_OPTGROUP:
		if (top(b)->tag == TAG_OPTION)
			pop(b);
		if (tag == TAG_OPTGROUP && top(b)->tag == TAG_OPTGROUP)
			pop(b);
		break;
	case TAG_SELECT: case TAG_INPUT: case TAG_TEXTAREA: {
		uint32_t k = find_open(b, TAG_SELECT, SCOPE);
		if (k) {
			pop_to(b, k);
			if (tag == TAG_SELECT)
				return;
		}
		break;
	}
	case TAG_RB: case TAG_RTC: case TAG_RP: case TAG_RT:
		if (b->open[TAG_RUBY] && (b->class[top(b)->tag] & IMPLIED_END) && !((tag == TAG_RP || tag == TAG_RT) && top(b)->tag == TAG_RTC))
			pop(b);
		break;
	default:
		break;
	}
	uint32_t row = insert(b, tag, from);
	if (tag == TAG_SVG || tag == TAG_MATH) {
		b->t->v[row].foreign = tag == TAG_SVG ? 1 : 2;
		if (lx->self_closing && b->depth && b->stack[b->depth - 1] == row)
			pop(b);
	}
	raw_mode(b, tag);
}

/* -------------------------------------------------------------- end tags -- */

static void any_other_end(struct builder *b, unsigned tag, struct str name)
{
	if (!b->open[tag])
		return;
	for (uint32_t k = b->depth; k-- > 1;) {
		const struct html_node *n = &b->t->v[b->stack[k]];
		if (n->tag == tag) {
			struct str have = { b->t->in.p + n->s + 1, n->e > n->s + name.n ? name.n : 0 };
			if (tag != TAG_OTHER || (drg__str_ieq(have, name) && n->e > n->s + 1 + name.n && strchr(" \t\n\f\r/>", b->t->in.p[n->s + 1 + name.n]))) {
				pop_to(b, k);
				return;
			}
		}
		if (b->class[n->tag] & SPECIAL)
			return;
	}
}

static void end(struct builder *b)
{
	struct str name = b->lx->name;
	unsigned tag = drg__html_tag(name);
	unsigned class = b->class[tag];
	if (b->unpushed[tag] && tag != TAG_P) {
		b->unpushed[tag]--;
		return;
	}
	/* End tags know no integration points. */
	if (b->foreign && top(b)->foreign && foreign_end(b, tag, name))
		return;
	uint32_t k;
	switch (tag) {
	case TAG_HTML: case TAG_BODY:
		/* what follows still belongs to the body */
		if (b->body == NONE)
			need_body(b);
		return;
	case TAG_HEAD:
		need_head(b);
		if (b->body == NONE)
			pop_to(b, 1);
		b->head_done = true;
		return;
	case TAG_BR:
		need_body(b);
		add(b, TAG_BR, b->lx->at, b->lx->at);
		return;
	case TAG_P:
		need_body(b);
		k = find_open_until(b, TAG_P, SCOPE, TAG_BUTTON, TAG_BUTTON);
		if (k)
			pop_to(b, k);
		else
			add(b, TAG_P, b->lx->at, b->lx->at);
		return;
	case TAG_LI:
		k = find_open_until(b, TAG_LI, SCOPE, TAG_OL, TAG_UL);
		break;
	case TAG_DD: case TAG_DT: case TAG_BUTTON: case TAG_SELECT:
		k = find_open(b, tag, SCOPE);
		break;
	case TAG_TABLE: case TAG_TD: case TAG_TH: case TAG_TR: case TAG_TBODY: case TAG_THEAD: case TAG_TFOOT: case TAG_CAPTION:
	case TAG_COLGROUP:
		/* table scope: past anything up to the table itself */
		k = 0;
		for (uint32_t i = b->open[tag] ? b->depth : 0; i-- > 1;) {
			unsigned t = tag_at(b, i);
			if (t == tag) {
				k = i;
				break;
			}
			if (t == TAG_TABLE || t == TAG_TEMPLATE)
				break;
		}
		break;
	case TAG_TEMPLATE:
		k = 0;
		for (uint32_t i = b->open[tag] ? b->depth : 0; i-- > 1;) {
			if (tag_at(b, i) == TAG_TEMPLATE) {
				k = i;
				break;
			}
		}
		break;
	default:
		if (class & HEADING) {
			k = 0;
			for (unsigned h = TAG_H1; h <= TAG_H6; h++) {
				uint32_t i = find_open(b, h, SCOPE);
				if (i > k)
					k = i;
			}
		} else if (class & FORMAT) {
			k = find_open(b, tag, SCOPE);
			/* With a block in between the element ends with its parent; see html.h. */
			for (uint32_t i = k + 1; k && i < b->depth; i++)
				if (b->class[tag_at(b, i)] & SPECIAL)
					return;
		} else if ((class & CLOSES_P) || (class & SCOPE)) {
			k = find_open(b, tag, SCOPE);
		} else {
			any_other_end(b, tag, name);
			return;
		}
	}
	if (k)
		pop_to(b, k);
}

/* ----------------------------------------------------------------- parse -- */

static bool blank(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] == ' ' || (s.p[i] >= 9 && s.p[i] <= 13 && s.p[i] != 11)))
			return false;
	return true;
}

static void text(struct builder *b)
{
	struct html_lexer *lx = b->lx;
	struct str raw = lx->raw;
	if (b->body == NONE && lx->text_mode == HTML_DATA && !b->open[TAG_TEMPLATE]) {
		if (blank(raw)) {
			if (b->head == NONE && b->depth == 1)
				return;
		} else if (b->depth == 1 || top(b)->tag == TAG_HEAD || top(b)->tag == TAG_NOSCRIPT) {
			need_body(b);
		}
	}
	uint32_t row = add(b, TAG_TEXT, (size_t)(raw.p - lx->in.p), (size_t)(raw.p - lx->in.p) + raw.n);
	b->t->v[row].text_mode = lx->text_mode & 7;
}

void drg__html_parse(struct str in, struct arena *a, struct html_tree *out)
{
	struct html_lexer *lx = NEW(a, struct html_lexer);
	struct builder *b = NEW(a, struct builder);
	*out = (struct html_tree){ .in = in };
	b->t = out;
	b->a = a;
	b->lx = lx;
	b->head = b->body = NONE;
	for (unsigned t = 0; t < TAGS; t++)
		b->class[t] = (uint16_t)class_of(t);
	/* One growth step for an ordinary page: a tag every 40 bytes or so. */
	out->cap = in.n / 32 + 64 < HTML_NODES ? in.n / 32 + 64 : HTML_NODES;
	out->v = NEW_N(a, struct html_node, out->cap);
	drg__html_begin(lx, in);
	push(b, add(b, TAG_HTML, 0, 0));
	for (;;) {
		size_t from = lx->at;
		lx->foreign = b->foreign && top(b)->foreign;
		enum html_token k = drg__html_next(lx);
		if (k == HTML_EOF)
			break;
		if (out->n >= HTML_NODES) {
			out->cut = true;
			out->cut_at = from;
			break;
		}
		if (k == HTML_TEXT)
			text(b);
		else if (k == HTML_START)
			start(b, from);
		else if (k == HTML_END)
			end(b);
	}
	need_body(b);
	while (b->depth)
		pop(b);
}

struct str drg__html_attr(const struct html_tree *t, uint32_t i, const char *name)
{
	struct str want = drg__str_c(name);
	const struct html_node *n = &t->v[i];
	for (uint32_t k = n->attr; k < n->attr + n->n_attr; k++) {
		const struct html_attr *a = &t->attrs.v[k];
		if (a->name_e - a->name_s == want.n && drg__str_ieq(drg__str_sub(t->in, a->name_s, a->name_e), want))
			return drg__str_sub(t->in, a->value_s, a->value_e);
	}
	return (struct str){ NULL, 0 };
}
