/* html_lex.c - the tokenizer (WHATWG HTML Standard, 13.2.5), in slices. */
#include "ingest/html.h"

#include "base/utf8.h"

static bool space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
}

static bool alpha(char c)
{
	return (unsigned char)((c | 32) - 'a') < 26;
}

static bool alnum(char c)
{
	return alpha(c) || (unsigned char)(c - '0') < 10;
}

void drg__html_begin(struct html_lexer *lx, struct str in)
{
	memset(lx, 0, offsetof(struct html_lexer, attr));
	lx->n_attr = 0;
	lx->in = in;
	lx->mode = HTML_DATA;
}

static struct str slice(const struct html_lexer *lx, size_t s, size_t e)
{
	return (struct str){ lx->in.p + s, e - s };
}

static size_t find(const struct html_lexer *lx, struct str what, size_t from)
{
	size_t at = drg__str_find(lx->in, what, from);
	return at == SIZE_MAX ? lx->in.n : at;
}

/* ------------------------------------------------------------ attributes -- */

/* Attributes up to and past the tag's '>'; false when the input ends first. */
static bool attributes(struct html_lexer *lx)
{
	const char *p = lx->in.p;
	size_t i = lx->at, n = lx->in.n;
	lx->n_attr = 0;
	lx->self_closing = false;
	for (;;) {
		while (i < n && (space(p[i]) || p[i] == '/')) {
			lx->self_closing = p[i] == '/';
			i++;
		}
		if (i >= n) {
			lx->at = n;
			return false;
		}
		if (p[i] == '>') {
			lx->at = i + 1;
			/* only "/" directly before ">" counts */
			lx->self_closing = i > 0 && p[i - 1] == '/' && lx->self_closing;
			return true;
		}
		lx->self_closing = false;
		struct html_attr a = { .name_s = (uint32_t)i };
		if (p[i] == '=')
			i++;
		while (i < n && !space(p[i]) && p[i] != '/' && p[i] != '>' && p[i] != '=')
			i++;
		a.name_e = (uint32_t)i;
		a.value_s = a.value_e = (uint32_t)i;
		size_t k = i;
		while (k < n && space(p[k]))
			k++;
		if (k < n && p[k] == '=') {
			i = k + 1;
			while (i < n && space(p[i]))
				i++;
			if (i < n && (p[i] == '"' || p[i] == '\'')) {
				const char *close = memchr(p + i + 1, p[i], n - i - 1);
				if (!close) {
					lx->at = n;
					return false;
				}
				a.value_s = (uint32_t)(i + 1);
				a.value_e = (uint32_t)(close - p);
				i = a.value_e + 1;
			} else {
				a.value_s = (uint32_t)i;
				while (i < n && !space(p[i]) && p[i] != '>')
					i++;
				a.value_e = (uint32_t)i;
			}
		}
		if (lx->n_attr < HTML_ATTRIBUTES) {
			if (a.value_e - a.value_s > HTML_ATTRIBUTE_BYTES)
				a.value_e = a.value_s;
			if (a.name_e - a.name_s <= HTML_ATTRIBUTE_BYTES)
				lx->attr[lx->n_attr++] = a;
		}
	}
}

/* --------------------------------------------------------------- comments -- */

static enum html_token bogus(struct html_lexer *lx, size_t from)
{
	const char *gt = lx->in.n > from ? memchr(lx->in.p + from, '>', lx->in.n - from) : NULL;
	size_t e = gt ? (size_t)(gt - lx->in.p) : lx->in.n;
	lx->raw = slice(lx, from, e);
	lx->at = gt ? e + 1 : e;
	return HTML_COMMENT;
}

static enum html_token comment(struct html_lexer *lx, size_t from)
{
	struct str in = lx->in;
	struct str rest = slice(lx, from, in.n);
	if (drg__str_starts(rest, STR(">")) || drg__str_starts(rest, STR("->"))) {
		lx->raw = slice(lx, from, from);
		lx->at = from + (rest.p[0] == '-' ? 2 : 1);
		return HTML_COMMENT;
	}
	for (size_t i = from; (i = find(lx, STR("--"), i)) < in.n; i++) {
		size_t k = i + 2 + (i + 2 < in.n && in.p[i + 2] == '!');
		if (k < in.n && in.p[k] == '>') {
			lx->raw = slice(lx, from, i);
			lx->at = k + 1;
			return HTML_COMMENT;
		}
	}
	/* The input ends inside: dashes that might have begun the end are dropped. */
	size_t e = in.n;
	if (e - from >= 3 && memcmp(in.p + e - 3, "--!", 3) == 0)
		e -= 3;
	else if (e - from >= 2 && memcmp(in.p + e - 2, "--", 2) == 0)
		e -= 2;
	else if (e - from >= 1 && in.p[e - 1] == '-')
		e -= 1;
	lx->raw = slice(lx, from, e);
	lx->at = in.n;
	return HTML_COMMENT;
}

/* --------------------------------------------------------------- doctype -- */

static size_t skip_space(const struct html_lexer *lx, size_t i)
{
	while (i < lx->in.n && space(lx->in.p[i]))
		i++;
	return i;
}

/* A quoted identifier at i; false if cut by '>' or the end. */
static bool quoted(struct html_lexer *lx, size_t *i, struct str *out)
{
	const char *p = lx->in.p;
	char q = p[*i];
	size_t from = ++*i;
	while (*i < lx->in.n && p[*i] != q && p[*i] != '>')
		++*i;
	*out = slice(lx, from, *i);
	if (*i >= lx->in.n || p[*i] == '>')
		return false;
	++*i;
	return true;
}

static enum html_token doctype(struct html_lexer *lx, size_t from)
{
	const char *p = lx->in.p;
	size_t n = lx->in.n, i = skip_space(lx, from);
	lx->doctype = lx->public_id = lx->system_id = (struct str){ NULL, 0 };
	lx->quirks = false;
	bool bad = false; /* the identifiers are wrong: the rest is skipped */
	if (i >= n || p[i] == '>') {
		lx->quirks = true;
		lx->at = i < n ? i + 1 : n;
		return HTML_DOCTYPE;
	}
	size_t name = i;
	while (i < n && !space(p[i]) && p[i] != '>')
		i++;
	lx->doctype = slice(lx, name, i);
	i = skip_space(lx, i);
	struct str rest = slice(lx, i, n);
	bool pub = drg__str_istarts(rest, STR("public")), sys = drg__str_istarts(rest, STR("system"));
	if (i < n && p[i] != '>') {
		if (pub || sys) {
			i = skip_space(lx, i + 6);
			struct str *first = pub ? &lx->public_id : &lx->system_id;
			if (i < n && (p[i] == '"' || p[i] == '\'')) {
				bad = !quoted(lx, &i, first);
				lx->quirks = bad;
				i = skip_space(lx, i);
				if (!bad && pub && i < n && (p[i] == '"' || p[i] == '\'')) {
					bad = !quoted(lx, &i, &lx->system_id);
					lx->quirks = bad;
					i = skip_space(lx, i);
					/* anything after a system identifier is skipped without quirks */
				} else if (!bad && pub && i < n && p[i] != '>') {
					lx->quirks = true;
				}
			} else {
				lx->quirks = true;
			}
		} else {
			lx->quirks = true;
		}
	}
	bool junk = i < n && p[i] != '>'; /* after a complete system identifier */
	while (i < n && p[i] != '>')
		i++;
	if (i >= n && !(junk && lx->system_id.p && !bad))
		lx->quirks = true;
	lx->at = i < n ? i + 1 : n;
	return HTML_DOCTYPE;
}

/* ------------------------------------------------------------------ text -- */

/* Does an end tag for `name` stand at i (on '<')? */
static bool ends_raw(const struct html_lexer *lx, size_t i, struct str name)
{
	struct str rest = slice(lx, i, lx->in.n);
	if (rest.n < name.n + 3 || rest.p[1] != '/')
		return false;
	char c = rest.p[2 + name.n];
	return (space(c) || c == '/' || c == '>') && drg__str_ieq(drg__str_sub(rest, 2, 2 + name.n), name);
}

static bool script_at(const struct html_lexer *lx, size_t i, bool closing)
{
	struct str rest = slice(lx, i, lx->in.n);
	size_t k = closing ? 2 : 1;
	if (rest.n < k + 7 || (closing && rest.p[1] != '/') || !drg__str_ieq(drg__str_sub(rest, k, k + 6), STR("script")))
		return false;
	char c = rest.p[k + 6];
	return space(c) || c == '/' || c == '>';
}

/* Where the text of a script ends: before "</script", except inside <!-- with a
 * <script> of its own (13.2.5.15 to 13.2.5.31). */
static size_t script_end(const struct html_lexer *lx, size_t i)
{
	enum { PLAIN, ESCAPED, DOUBLE } state = PLAIN;
	size_t n = lx->in.n;
	const char *p = lx->in.p;
	while (i < n) {
		if (state == PLAIN) {
			const char *lt = memchr(p + i, '<', n - i);
			if (!lt)
				return n;
			i = (size_t)(lt - p);
			if (ends_raw(lx, i, lx->raw_name))
				return i;
			if (n - i >= 4 && memcmp(p + i, "<!--", 4) == 0) {
				state = ESCAPED;
				i += 2; /* its dashes may be the end's */
			} else {
				i++;
			}
			continue;
		}
		while (i < n && p[i] != '<' && p[i] != '-')
			i++;
		if (i >= n)
			return n;
		if (p[i] == '-') {
			if (n - i >= 3 && p[i + 1] == '-' && p[i + 2] == '>') {
				state = PLAIN;
				i += 3;
			} else {
				i++;
			}
		} else if (state == ESCAPED && ends_raw(lx, i, lx->raw_name)) {
			return i;
		} else {
			if (state == ESCAPED && script_at(lx, i, false))
				state = DOUBLE;
			else if (state == DOUBLE && script_at(lx, i, true))
				state = ESCAPED;
			i++;
		}
	}
	return n;
}

static size_t raw_end(const struct html_lexer *lx)
{
	size_t i = lx->at, n = lx->in.n;
	switch (lx->mode) {
	case HTML_PLAINTEXT:
		return n;
	case HTML_CDATA:
		return find(lx, STR("]]>"), i);
	case HTML_SCRIPT:
		return script_end(lx, i);
	default:
		while (i < n) {
			const char *lt = memchr(lx->in.p + i, '<', n - i);
			if (!lt)
				return n;
			i = (size_t)(lt - lx->in.p);
			if (ends_raw(lx, i, lx->raw_name))
				return i;
			i++;
		}
		return n;
	}
}

static enum html_token text(struct html_lexer *lx, size_t e)
{
	lx->raw = slice(lx, lx->at, e);
	lx->text_mode = lx->mode;
	lx->at = e;
	return HTML_TEXT;
}

/* In raw text: what is left of it, else DATA again. */
static bool raw_text(struct html_lexer *lx)
{
	size_t e = raw_end(lx);
	bool some = e > lx->at;
	if (some)
		text(lx, e);
	if (lx->mode == HTML_CDATA) {
		lx->at = e < lx->in.n ? e + 3 : e;
		lx->mode = HTML_DATA;
	} else if (!some) {
		lx->mode = HTML_DATA;
	}
	return some;
}

/* Does '<' at i begin markup? */
static bool opens(const struct html_lexer *lx, size_t i)
{
	if (i + 1 >= lx->in.n)
		return false;
	char c = lx->in.p[i + 1];
	if (c == '/')
		return i + 2 < lx->in.n;
	return alpha(c) || c == '!' || c == '?';
}

/* ------------------------------------------------------------------- next -- */

enum { NOTHING = -1 }; /* read on: never recurse, input decides how often */

static int markup(struct html_lexer *lx)
{
	const char *p = lx->in.p;
	size_t i = lx->at, n = lx->in.n;
	struct str rest = slice(lx, i, n);
	if (p[i + 1] == '!') {
		if (drg__str_starts(rest, STR("<!--")))
			return comment(lx, i + 4);
		if (drg__str_istarts(rest, STR("<!doctype")))
			return doctype(lx, i + 9);
		if (lx->foreign && drg__str_starts(rest, STR("<![CDATA["))) {
			lx->at = i + 9;
			lx->mode = HTML_CDATA;
			return raw_text(lx) ? HTML_TEXT : NOTHING;
		}
		return bogus(lx, i + 2);
	}
	if (p[i + 1] == '?')
		return bogus(lx, i + 1);
	bool closing = p[i + 1] == '/';
	size_t name = i + 1 + closing;
	if (closing && p[name] == '>') { /* "</>" is nothing */
		lx->at = name + 1;
		return NOTHING;
	}
	if (closing && !alpha(p[name]))
		return bogus(lx, name);
	size_t e = name;
	while (e < n && !space(p[e]) && p[e] != '/' && p[e] != '>')
		e++;
	lx->name = slice(lx, name, e);
	lx->at = e;
	if (!attributes(lx))
		return HTML_EOF;
	return closing ? HTML_END : HTML_START;
}

enum html_token drg__html_next(struct html_lexer *lx)
{
	for (;;) {
		if (lx->at >= lx->in.n)
			return HTML_EOF;
		if (lx->mode != HTML_DATA) {
			if (raw_text(lx))
				return HTML_TEXT;
			continue;
		}
		const char *p = lx->in.p;
		size_t i = lx->at, n = lx->in.n;
		while (i < n) {
			const char *lt = memchr(p + i, '<', n - i);
			i = lt ? (size_t)(lt - p) : n;
			if (i >= n || opens(lx, i))
				break;
			i++;
		}
		if (i > lx->at)
			return text(lx, i);
		int t = markup(lx);
		if (t != NOTHING)
			return (enum html_token)t;
	}
}

/* ------------------------------------------------------------- references -- */

static uint32_t number_ref(struct str raw, size_t *used)
{
	/* Table in 13.2.5.80. */
	static const uint16_t c1[32] = { 0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
		                         0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178 };
	size_t i = 2;
	uint32_t v = 0;
	bool hex = i < raw.n && (raw.p[i] | 32) == 'x';
	i += hex;
	size_t from = i;
	for (; i < raw.n; i++) {
		char c = raw.p[i];
		uint32_t d;
		if (c >= '0' && c <= '9')
			d = (uint32_t)(c - '0');
		else if (hex && (c | 32) >= 'a' && (c | 32) <= 'f')
			d = (uint32_t)((c | 32) - 'a' + 10);
		else
			break;
		if (v <= 0x10FFFF)
			v = v * (hex ? 16 : 10) + d;
	}
	if (i == from) {
		*used = 0;
		return 0;
	}
	*used = i + (i < raw.n && raw.p[i] == ';');
	if (v == 0 || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF))
		return 0xFFFD;
	return v >= 0x80 && v < 0xA0 ? c1[v - 0x80] : v;
}

/* The longest name that raw (after '&') begins with: its row, or -1. */
static int named_ref(struct str raw, size_t *used)
{
	int low = 0, high = DRG__ENTITIES, best = -1;
	for (size_t k = 0; k < raw.n && low < high; k++) {
		unsigned char c = (unsigned char)raw.p[k];
		if (!alnum((char)c) && c != ';')
			break;
		/* Narrow [low, high) to the names whose k-th character is c. */
		int a = low, b = high;
		while (a < b) {
			int mid = (a + b) / 2;
			size_t len = (size_t)(drg__entity_name_at[mid + 1] - drg__entity_name_at[mid]);
			unsigned char m = len > k ? (unsigned char)drg__entity_name[drg__entity_name_at[mid] + k] : 0;
			if (m < c)
				a = mid + 1;
			else
				b = mid;
		}
		low = a;
		b = high;
		while (a < b) {
			int mid = (a + b) / 2;
			size_t len = (size_t)(drg__entity_name_at[mid + 1] - drg__entity_name_at[mid]);
			unsigned char m = len > k ? (unsigned char)drg__entity_name[drg__entity_name_at[mid] + k] : 0;
			if (m <= c)
				a = mid + 1;
			else
				b = mid;
		}
		high = a;
		/* Sorted: the complete name, if there is one, comes first. */
		if (low < high && (size_t)(drg__entity_name_at[low + 1] - drg__entity_name_at[low]) == k + 1) {
			best = low;
			*used = k + 1;
		}
	}
	return best;
}

static size_t copy(char *out, const char *from, size_t n)
{
	memcpy(out, from, n);
	return n;
}

size_t drg__html_decode(struct str raw, unsigned how, char *out, struct map_builder *rows, size_t at, uint64_t src)
{
	size_t w = 0;
	bool refs = how & HTML_DECODE_REFS;
	for (size_t i = 0; i < raw.n;) {
		size_t k = i;
		while (k < raw.n && raw.p[k] != '\r' && raw.p[k] && !(refs && raw.p[k] == '&'))
			k++;
		if (k > i) {
			if (rows)
				drg__map_copied(rows, at + w, src + i);
			w += copy(out + w, raw.p + i, k - i);
			i = k;
			continue;
		}
		size_t used = 1;
		if (rows)
			drg__map_whole(rows, at + w, src + i);
		if (raw.p[i] == '\r') {
			used = i + 1 < raw.n && raw.p[i + 1] == '\n' ? 2 : 1;
			out[w++] = '\n';
		} else if (raw.p[i] == 0) {
			if (how & HTML_DECODE_NUL)
				w += copy(out + w, "\xEF\xBF\xBD", 3);
			else
				out[w++] = 0;
		} else {
			struct str rest = drg__str_sub(raw, i, raw.n);
			size_t len = 0;
			int row = -1;
			if (rest.n > 2 && rest.p[1] == '#') {
				uint32_t cp = number_ref(rest, &len);
				if (len)
					w += (size_t)drg__utf8_put(cp, out + w);
			} else {
				row = named_ref(drg__str_sub(rest, 1, rest.n), &len);
				if (row >= 0) {
					len++;
					char next = len < rest.n ? rest.p[len] : 0;
					if ((how & HTML_DECODE_ATTR) && rest.p[len - 1] != ';' && (next == '=' || alnum(next)))
						row = -1; /* "?a=1&copy=2" in an address */
				}
				if (row >= 0)
					w += copy(out + w, drg__entity_text + drg__entity_text_at[row],
					          (size_t)(drg__entity_text_at[row + 1] - drg__entity_text_at[row]));
				else
					len = 0;
			}
			if (len == 0) {
				if (rows)
					drg__map_copied(rows, at + w, src + i);
				out[w++] = '&';
				len = 1;
			}
			used = len;
		}
		i += used;
	}
	return w;
}

struct str drg__html_value(struct str raw, struct arena *keep)
{
	if (raw.n == 0)
		return drg__str("", 0);
	if (!memchr(raw.p, '&', raw.n) && !memchr(raw.p, '\r', raw.n) && !memchr(raw.p, 0, raw.n))
		return raw;
	char *out = drg__alloc(keep, raw.n * 3, 1);
	return drg__str(out, drg__html_decode(raw, HTML_DECODE_REFS | HTML_DECODE_ATTR | HTML_DECODE_NUL, out, NULL, 0, 0));
}
