/* article_blocks.h - private to article*.c and page_*.c: classes of elements. */
#ifndef DRG_INGEST_ARTICLE_BLOCKS_H
#define DRG_INGEST_ARTICLE_BLOCKS_H

#include "ingest/article.h"

bool drg__html_is_block(unsigned tag);
bool drg__html_is_dropped(const struct html_node *n);

/* Fill out->v, n, cut: from, to and el of each block. */
void drg__article_cut(const struct html_tree *t, struct arena *a, struct article *out);

#endif
