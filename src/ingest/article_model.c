#include "ingest/article.h"
static const uint32_t none_at[1] = { 0 };
const struct article_trees drg__article_model[2] = { { NULL, NULL, none_at, none_at, 0, 0 }, { NULL, NULL, none_at, none_at, 0, 0 } };
const int32_t drg__article_threshold = 0;
const struct article_lexicon drg__article_class = { NULL, NULL, 0 }, drg__article_word = { NULL, NULL, 0 };
