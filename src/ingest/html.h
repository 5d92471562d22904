/* html.h - HTML tokenizer and tree, for reading (not for showing) pages.
 *
 * The tokenizer follows the WHATWG HTML Standard, 13.2.5, but yields slices of
 * the input; character references are undone only where text is used.
 *
 * The tree is one array in document order:
 *
 *   row      0      1      2      3       4      5
 *   tag      html   head   body   p       #text  p
 *   parent   -      0      0      2       3      2
 *   end      6      2      6      5       5      6      first row after the subtree
 *
 * so walking is counting up and nothing recurses.  Implied elements, scopes,
 * tables, lists and foreign content follow 13.2.6.  Not done, because the
 * characters and their blocks come out the same: re-opening of formatting
 * elements, and moving misplaced table content before its table.
 *
 * Time is linear in the input; budgets bound the rest: depth 512, attributes
 * 256 of 64 KB each, nodes 1,000,000 (what comes after is left out, `cut`). */
#ifndef DRG_INGEST_HTML_H
#define DRG_INGEST_HTML_H

#include "base/arena.h"
#include "doc/srcmap.h"

/* ------------------------------------------------------------- tokenizer -- */

enum html_token { HTML_EOF, HTML_TEXT, HTML_START, HTML_END, HTML_COMMENT, HTML_DOCTYPE };

/* What the tokenizer is in; the tree switches it after a start tag. */
enum html_mode { HTML_DATA, HTML_RCDATA, HTML_RAWTEXT, HTML_SCRIPT, HTML_PLAINTEXT, HTML_CDATA };

enum { HTML_ATTRIBUTES = 256, HTML_ATTRIBUTE_BYTES = 64 << 10 };

struct html_attr { /* bytes of the input; value undecoded, without quotes */
	uint32_t name_s, name_e, value_s, value_e;
};

struct html_lexer {
	struct str in;       /* valid UTF-8, < 4 GB */
	size_t at;
	uint8_t mode;        /* enum html_mode, set by the caller between tokens */
	bool foreign;        /* CDATA sections count; set by the caller */
	struct str raw_name; /* element whose end tag ends RCDATA, RAWTEXT, SCRIPT */

	/* The token last read. */
	uint8_t text_mode;   /* HTML_TEXT: the mode it was read in */
	struct str raw;      /* text, or comment data */
	struct str name;     /* tag as written */
	bool self_closing;
	struct html_attr attr[HTML_ATTRIBUTES];
	uint32_t n_attr;
	struct str doctype, public_id, system_id; /* p == NULL: missing */
	bool quirks;
};

void drg__html_begin(struct html_lexer *lx, struct str in);
enum html_token drg__html_next(struct html_lexer *lx);

/* What drg__html_decode should do beyond copying. */
enum {
	HTML_DECODE_REFS = 1,  /* undo character references */
	HTML_DECODE_ATTR = 2,  /* by the rules for attribute values */
	HTML_DECODE_NUL = 4    /* NUL becomes U+FFFD (else it is copied) */
};

/* Append the decoded form of raw to out[0..): room for raw.n * 3 is enough
 * without HTML_DECODE_REFS too; returns bytes written.  With rows, maps each
 * stretch: text position `at` + written, source position `src` + read. */
size_t drg__html_decode(struct str raw, unsigned how, char *out, struct map_builder *rows, size_t at, uint64_t src);

/* A value decoded into the arena. */
struct str drg__html_value(struct str raw, struct arena *keep);

/* Named character references, sorted (entity_table.c, generated). */
enum { DRG__ENTITIES = 2231 };
extern const char drg__entity_name[], drg__entity_text[];
extern const uint16_t drg__entity_name_at[DRG__ENTITIES + 1], drg__entity_text_at[DRG__ENTITIES + 1];

/* ------------------------------------------------------------------ tree -- */

/* Known elements; the list is sorted by name and html_tree.c's table must follow it. */
#define HTML_TAGS(X) \
	X(A, "a") X(ABBR, "abbr") X(ADDRESS, "address") X(ANNOTATION_XML, "annotation-xml") X(APPLET, "applet") X(AREA, "area") \
	X(ARTICLE, "article") X(ASIDE, "aside") X(AUDIO, "audio") X(B, "b") X(BASE, "base") X(BASEFONT, "basefont") X(BDI, "bdi") \
	X(BDO, "bdo") X(BGSOUND, "bgsound") X(BIG, "big") X(BLOCKQUOTE, "blockquote") X(BODY, "body") X(BR, "br") X(BUTTON, "button") \
	X(CANVAS, "canvas") X(CAPTION, "caption") X(CENTER, "center") X(CITE, "cite") X(CODE, "code") X(COL, "col") \
	X(COLGROUP, "colgroup") X(DD, "dd") X(DEL, "del") X(DESC, "desc") X(DETAILS, "details") X(DIALOG, "dialog") X(DIR, "dir") \
	X(DIV, "div") X(DL, "dl") X(DT, "dt") X(EM, "em") X(EMBED, "embed") X(FIELDSET, "fieldset") X(FIGCAPTION, "figcaption") \
	X(FIGURE, "figure") X(FONT, "font") X(FOOTER, "footer") X(FOREIGNOBJECT, "foreignobject") X(FORM, "form") X(FRAME, "frame") \
	X(FRAMESET, "frameset") X(H1, "h1") X(H2, "h2") X(H3, "h3") X(H4, "h4") X(H5, "h5") X(H6, "h6") X(HEAD, "head") \
	X(HEADER, "header") X(HGROUP, "hgroup") X(HR, "hr") X(HTML, "html") X(I, "i") X(IFRAME, "iframe") X(IMAGE, "image") X(IMG, "img") \
	X(INPUT, "input") X(INS, "ins") X(KEYGEN, "keygen") X(LABEL, "label") X(LI, "li") X(LINK, "link") X(LISTING, "listing") \
	X(MAIN, "main") X(MARK, "mark") X(MARQUEE, "marquee") X(MATH, "math") X(MENU, "menu") X(META, "meta") X(MI, "mi") X(MN, "mn") \
	X(MO, "mo") X(MS, "ms") X(MTEXT, "mtext") X(NAV, "nav") X(NOBR, "nobr") X(NOEMBED, "noembed") X(NOFRAMES, "noframes") \
	X(NOSCRIPT, "noscript") X(OBJECT, "object") X(OL, "ol") X(OPTGROUP, "optgroup") X(OPTION, "option") X(P, "p") X(PARAM, "param") \
	X(PICTURE, "picture") X(PLAINTEXT, "plaintext") X(PRE, "pre") X(Q, "q") X(RB, "rb") X(RP, "rp") X(RT, "rt") X(RTC, "rtc") \
	X(RUBY, "ruby") X(S, "s") X(SCRIPT, "script") X(SEARCH, "search") X(SECTION, "section") X(SELECT, "select") X(SMALL, "small") \
	X(SOURCE, "source") X(SPAN, "span") X(STRIKE, "strike") X(STRONG, "strong") X(STYLE, "style") X(SUB, "sub") \
	X(SUMMARY, "summary") X(SUP, "sup") X(SVG, "svg") X(TABLE, "table") X(TBODY, "tbody") X(TD, "td") X(TEMPLATE, "template") \
	X(TEXTAREA, "textarea") X(TFOOT, "tfoot") X(TH, "th") X(THEAD, "thead") X(TIME, "time") X(TITLE, "title") X(TR, "tr") \
	X(TRACK, "track") X(TT, "tt") X(U, "u") X(UL, "ul") X(VAR, "var") X(VIDEO, "video") X(WBR, "wbr") X(XMP, "xmp")

enum html_tag {
	TAG_TEXT,  /* not an element: a stretch of text */
	TAG_OTHER, /* an element we have no name for */
#define X(id, name) TAG_##id,
	HTML_TAGS(X)
#undef X
	TAGS
};

extern const char *const drg__html_tag_name[TAGS];
enum html_tag drg__html_tag(struct str name);

struct html_node {
	uint32_t parent, end;
	uint32_t s, e;      /* TEXT: the raw text; element: its start tag (s == e when implied) */
	uint32_t attr;      /* first row of attrs */
	uint16_t n_attr;
	uint8_t tag;        /* enum html_tag */
	uint8_t text_mode : 3; /* TEXT: enum html_mode it was read in */
	uint8_t foreign : 2;   /* 0 HTML, 1 SVG, 2 MathML */
};

struct html_tree {
	struct str in;
	struct html_node *v;
	size_t n, cap;
	struct {
		struct html_attr *v;
		size_t n, cap;
	} attrs;
	bool cut;     /* the node budget was used up */
	size_t cut_at; /* where in the input */
};

enum { HTML_DEPTH = 512, HTML_NODES = 1000000 };

/* Build the tree of a page in `a`. */
void drg__html_parse(struct str in, struct arena *a, struct html_tree *out);

/* The raw value of an attribute of node i by lower-case name; p == NULL if absent. */
struct str drg__html_attr(const struct html_tree *t, uint32_t i, const char *name);

#endif
