/* article_blocks.h - private to article*.c and page_*.c: elements, blocks, words. */
#ifndef DRG_INGEST_ARTICLE_BLOCKS_H
#define DRG_INGEST_ARTICLE_BLOCKS_H

#include "ingest/article.h"

bool drg__html_is_block(unsigned tag);
bool drg__html_is_dropped(const struct html_node *n);

/* Fill out->v, n, cut: from, to and el of each block. */
void drg__article_cut(const struct html_tree *t, struct arena *a, struct article *out);

/* ---- article_words.c */
static inline bool drg__article_word_byte(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c >= 0x80;
}
/* The next word from *at on, folded, as a hash that is not 0; *any false when there is none. */
uint32_t drg__article_next_word(struct str s, size_t *at, bool *any);
/* Its weight in a lexicon, 0 when it has none. */
static inline int drg__article_weight(const struct article_lexicon *x, uint32_t h)
{
	if (!x->size)
		return 0;
	for (uint32_t i = h & (x->size - 1); x->hash[i]; i = (i + 1) & (x->size - 1))
		if (x->hash[i] == h)
			return x->score[i];
	return 0;
}

struct word_set { /* open addressing, [mask + 1] */
	uint64_t *v;
	uint32_t mask, n;
};
/* The words of s, or (n_gram 4) its runs of four words. */
struct word_set drg__article_word_set(struct str s, int n_gram, struct arena *a);
bool drg__article_in_set(const uint64_t *set, uint32_t mask, uint64_t h);

/* ---- article_elements.c */
enum { /* inherited */
	IN_ARTICLE = 1, IN_MAIN = 2, IN_SECTION = 4, IN_ASIDE = 8, IN_NAV = 16, IN_FOOTER = 32, IN_HEADER = 64, IN_FORM = 128,
	IN_FIGURE = 256, IN_TABLE = 512, IN_LIST = 1024, IN_QUOTE = 2048, IN_HIDDEN = 4096, IN_CUSTOM = 8192, IN_ITEMPROP = 16384,
	IN_LINK = 32768,
	IN_NEVER = 65536 /* consent dialogs, boxes that ask for an e-mail address: no page's text */
};

struct element {
	uint32_t flags;
	uint16_t depth;
	int16_t nb, nb_min, nb_max, nb_sum;
	uint32_t words, link_words; /* of the subtree */
	uint32_t n;                 /* blocks directly inside */
	uint32_t good;              /* words of running-text blocks directly inside */
	uint32_t score;             /* good + half of the children's good */
	int32_t sum1, n1;           /* first scores of blocks directly inside */
};

/* [t->n]: flags, depth and class weights filled in; the sums are article.c's. */
struct element *drg__article_elements(const struct html_tree *t, struct arena *a);

static inline int16_t drg__article_cap(int64_t v)
{
	return (int16_t)(v > 30000 ? 30000 : v < -30000 ? -30000 : v);
}

#endif
