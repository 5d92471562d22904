#include "stage/piece.h"

#include <utf8proc.h>

#include "base/hash.h"
#include "base/utf8.h"

static uint16_t *find(const struct pieces *p, struct str s)
{
	uint32_t at = (uint32_t)drg__hash(s) & p->mask;
	while (p->slot[at] && !drg__str_eq(p->piece[p->slot[at] - 1], s))
		at = (at + 1) & p->mask;
	return &p->slot[at];
}

/* Id of a piece, or -1. */
static int32_t lookup(const struct pieces *p, struct str s)
{
	return (int32_t)*find(p, s) - 1;
}

bool drg__pieces_init(struct pieces *p, struct str vocab, struct arena *keep)
{
	uint32_t n = 0;
	for (size_t i = 0; i < vocab.n; i++)
		n += vocab.p[i] == '\n';
	if (vocab.n && vocab.p[vocab.n - 1] != '\n')
		n++;
	if (n == 0 || n > 65534)
		return false;
	uint32_t size = 1024;
	while (size < 2 * n)
		size *= 2;
	*p = (struct pieces){ .piece = NEW_N(keep, struct str, n), .n = n, .slot = NEW_N(keep, uint16_t, size), .mask = size - 1 };
	for (uint32_t i = 0; i < n; i++) {
		p->piece[i] = drg__str_cut(&vocab, '\n');
		uint16_t *slot = find(p, p->piece[i]);
		if (!*slot)
			*slot = (uint16_t)(i + 1);
	}
	int32_t unk = lookup(p, STR("[UNK]")), cls = lookup(p, STR("[CLS]")), sep = lookup(p, STR("[SEP]"));
	if (unk < 0 || cls < 0 || sep < 0)
		return false;
	p->unk = (uint16_t)unk;
	p->cls = (uint16_t)cls;
	p->sep = (uint16_t)sep;
	return true;
}

static bool is_cjk(uint32_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
	       (c >= 0x2A700 && c <= 0x2B73F) || (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B820 && c <= 0x2CEAF) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

/* ASCII symbols count as punctuation here, whatever Unicode calls them. */
static bool is_punct(uint32_t c)
{
	return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126) ||
	       (c > 127 && drg__is_punct(c));
}

enum { LONGEST = 100 }; /* code points of a stretch that is looked up; a longer one is unknown */

/* A stretch without punctuation, growing. Positions of its code points let the
 * search cut between characters; two bytes before it hold "##". */
struct stretch {
	char buf[2 + 4 * LONGEST + 4];
	uint16_t at[LONGEST + 2];
	uint32_t n; /* code points; LONGEST + 1: too long */
	uint16_t *out;
	uint32_t n_out;
};

static void emit(struct stretch *s, uint16_t id)
{
	if (s->n_out < WORD_PIECES)
		s->out[s->n_out] = id;
	s->n_out++;
}

/* The stretch as pieces, the longest first; one that cannot be covered is unknown as a whole. */
static void flush(const struct pieces *p, struct stretch *s)
{
	uint32_t before = s->n_out, from = 0;
	if (s->n > LONGEST) {
		emit(s, p->unk);
	} else {
		while (from < s->n) {
			uint32_t to = s->n;
			int32_t id = -1;
			char *text = s->buf + 2 + s->at[from];
			if (from) { /* what stood there is done with */
				text -= 2;
				text[0] = text[1] = '#';
			}
			for (; to > from; to--) {
				id = lookup(p, drg__str(text, (size_t)(s->buf + 2 + s->at[to] - text)));
				if (id >= 0)
					break;
			}
			if (id < 0) {
				s->n_out = before;
				emit(s, p->unk);
				break;
			}
			emit(s, (uint16_t)id);
			from = to;
		}
	}
	s->n = 0;
	s->at[0] = 0;
}

static void add(struct stretch *s, uint32_t c)
{
	if (s->n < LONGEST)
		s->at[s->n + 1] = (uint16_t)(s->at[s->n] + drg__utf8_put(c, s->buf + 2 + s->at[s->n]));
	if (s->n <= LONGEST)
		s->n++;
}

static void take(const struct pieces *p, struct stretch *s, uint32_t c)
{
	utf8proc_category_t cat = utf8proc_category((utf8proc_int32_t)c);
	if (cat == UTF8PROC_CATEGORY_MN || c == 0xFFFD || c == 0)
		return;
	if (c == '\t' || c == '\n' || c == '\r' || cat == UTF8PROC_CATEGORY_ZS || cat == UTF8PROC_CATEGORY_ZL || cat == UTF8PROC_CATEGORY_ZP) {
		flush(p, s);
		return;
	}
	if (cat == UTF8PROC_CATEGORY_CN || cat == UTF8PROC_CATEGORY_CC || cat == UTF8PROC_CATEGORY_CF || cat == UTF8PROC_CATEGORY_CS ||
	    cat == UTF8PROC_CATEGORY_CO)
		return;
	if (is_punct(c) || is_cjk(c)) {
		flush(p, s);
		add(s, c);
		flush(p, s);
		return;
	}
	add(s, c);
}

uint32_t drg__pieces_of(const struct pieces *p, struct str word, uint16_t out[WORD_PIECES])
{
	struct stretch s = { .out = out };
	for (const char *c = word.p, *end = word.p + word.n; c < end && s.n_out < WORD_PIECES;) {
		int len;
		uint32_t cp = drg__lower(drg__utf8_get(c, end, &len));
		c += len;
		if (cp < 128) {
			take(p, &s, cp);
			continue;
		}
		utf8proc_int32_t parts[32]; /* canonical decompositions are at most four long */
		int last = 0;
		utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 32, UTF8PROC_DECOMPOSE, &last);
		if (n < 1 || n > 32) {
			take(p, &s, cp);
			continue;
		}
		for (utf8proc_ssize_t i = 0; i < n; i++)
			take(p, &s, (uint32_t)parts[i]);
	}
	flush(p, &s);
	if (s.n_out == 0)
		emit(&s, p->unk);
	return s.n_out < WORD_PIECES ? s.n_out : WORD_PIECES;
}
