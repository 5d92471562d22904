/* article_words.c - words and class tokens as hashes, their weights, sets of them. */
#include "ingest/article_blocks.h"

/* FNV-1a of folded ASCII letters and digits: small, and easy to repeat in training. */
static uint32_t fnv(uint32_t h, unsigned char c)
{
	return (h ^ c) * 16777619u;
}
enum { FNV = (int)2166136261u };

/* Class names part at everything but letters and digits, and where a capital
 * follows a small letter; digits are dropped ("col-8", "style123__lead"). */
static size_t token_hashes(struct str s, uint32_t *out, size_t n, size_t max)
{
	uint32_t h = (uint32_t)FNV;
	size_t len = 0;
	if (s.n > 400)
		s.n = 400;
	for (size_t i = 0; i <= s.n; i++) {
		unsigned char c = i < s.n ? (unsigned char)s.p[i] : 0;
		bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
		bool hump = letter && c < 'a' && i > 0 && s.p[i - 1] >= 'a' && s.p[i - 1] <= 'z';
		if (!letter || hump) {
			if (len >= 2 && n < max)
				out[n++] = h ? h : 1;
			h = (uint32_t)FNV;
			len = 0;
		}
		if (letter) {
			h = fnv(h, c | 32);
			len++;
		}
	}
	return n;
}

size_t drg__article_tokens(const struct html_tree *t, uint32_t node, uint32_t *out, size_t max)
{
	static const char *const from[] = { "class", "id", "itemprop", "role", "data-component", "data-testid", "data-type", "data-module", "name" };
	const struct html_node *n = &t->v[node];
	size_t k = 0;
	uint32_t tag = (uint32_t)FNV;
	if (n->tag == TAG_OTHER)
		k = token_hashes(drg__str_sub(t->in, n->s + 1, n->e - n->s > 40 ? n->s + 40 : n->e), out, k, max < 4 ? max : 4);
	else {
		for (const char *z = drg__html_tag_name[n->tag]; *z; z++)
			tag = fnv(tag, (unsigned char)*z);
		if (k < max)
			out[k++] = fnv(tag, '<'); /* the tag itself counts, and apart from a class of that name */
	}
	for (uint32_t a = n->attr; a < n->attr + n->n_attr; a++) {
		struct str name = drg__str_sub(t->in, t->attrs.v[a].name_s, t->attrs.v[a].name_e);
		for (size_t i = 0; i < sizeof from / sizeof *from; i++)
			if (name.n == strlen(from[i]) && drg__str_ieq(name, drg__str(from[i], name.n)))
				k = token_hashes(drg__str_sub(t->in, t->attrs.v[a].value_s, t->attrs.v[a].value_e), out, k, max);
	}
	return k;
}

uint32_t drg__article_next_word(struct str s, size_t *at, bool *any)
{
	size_t i = *at;
	while (i < s.n && !drg__article_word_byte((unsigned char)s.p[i]))
		i++;
	*any = i < s.n;
	uint32_t h = (uint32_t)FNV;
	for (; i < s.n && drg__article_word_byte((unsigned char)s.p[i]); i++) {
		unsigned char c = (unsigned char)s.p[i];
		h = fnv(h, c >= 'A' && c <= 'Z' ? c | 32 : c >= '0' && c <= '9' ? '0' : c);
	}
	*at = i;
	return h ? h : 1;
}

size_t drg__article_words(struct str text, uint32_t *out, size_t max)
{
	size_t at = 0, n = 0;
	bool any;
	while (n < max) {
		uint32_t h = drg__article_next_word(text, &at, &any);
		if (!any)
			break;
		out[n++] = h;
	}
	return n;
}

bool drg__article_in_set(const uint64_t *set, uint32_t mask, uint64_t h)
{
	for (uint32_t i = (uint32_t)h & mask; set[i]; i = (i + 1) & mask)
		if (set[i] == h)
			return true;
	return false;
}

static void set_add(uint64_t *set, uint32_t mask, uint64_t h)
{
	uint32_t i = (uint32_t)h & mask;
	while (set[i] && set[i] != h)
		i = (i + 1) & mask;
	set[i] = h;
}

struct word_set drg__article_word_set(struct str s, int n_gram, struct arena *a)
{
	struct word_set w = { 0 };
	uint32_t size = 16;
	while (size < s.n / 2 + 16)
		size *= 2;
	w.v = NEW_N(a, uint64_t, size);
	w.mask = size - 1;
	uint64_t last[4] = { 0 };
	size_t at = 0;
	bool any;
	for (uint32_t k = 0; w.n < size / 2; k++) {
		uint32_t h = drg__article_next_word(s, &at, &any);
		if (!any)
			break;
		last[k & 3] = h;
		uint64_t g = h;
		if (n_gram == 4) {
			if (k < 3)
				continue;
			g = (((last[(k + 1) & 3] * 31 + last[(k + 2) & 3]) * 31 + last[(k + 3) & 3]) * 31 + last[k & 3]) | 1;
		}
		set_add(w.v, w.mask, g);
		w.n++;
	}
	return w;
}
