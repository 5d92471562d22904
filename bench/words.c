/* words.c - tokens and sentences of raw documents, for bench/tokens.py.
 * stdin: per document a line with its length in bytes, then the bytes.
 * stdout: per document a line "T s e s e ..." and a line "S s e ..." (bytes).
 * Paragraphs are lines, as in plain text input. */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "stage/segment.h"
#include "stage/token.h"

static struct pool keep, scratch;
static char *bytes;
static size_t n;

static void one(void *arg)
{
	(void)arg;
	struct arena k = drg__arena(&keep), s = drg__arena(&scratch);
	struct text text = { .p = bytes, .n = (uint32_t)n };
	VEC(struct span) v = { 0 };
	for (size_t i = 0; i < n;) {
		size_t from = i;
		while (i < n && bytes[i] != '\n')
			i++;
		struct str t = drg__str_trim(drg__str(bytes + from, i - from));
		if (t.n)
			*PUSH(&k, &v) = (struct span){ (uint32_t)(t.p - bytes), (uint32_t)(t.p - bytes + t.n) };
		i++;
	}
	struct paras paras = { v.v, (uint32_t)v.n };
	struct tokens tok;
	struct sents sents;
	drg__tokenize(&text, &paras, NULL, &k, s, &tok);
	drg__segment(&text, &tok, &k, &sents);
	putchar('T');
	for (uint32_t i = 0; i < tok.n; i++)
		printf(" %u %u", tok.span[i].s, tok.span[i].e);
	printf("\nS");
	for (uint32_t i = 0; i < sents.n; i++)
		printf(" %u %u", tok.span[sents.tok[i]].s, tok.span[sents.tok[i + 1] - 1].e);
	putchar('\n');
}

int main(void)
{
	while (scanf("%zu", &n) == 1 && getchar() == '\n') {
		bytes = malloc(n + 1);
		if (!bytes || fread(bytes, 1, n, stdin) != n)
			return 1;
		drg__pool_init(&keep, 0);
		drg__pool_init(&scratch, 0);
		drg__guard2(&keep, &scratch, one, NULL);
		drg__pool_free(&keep);
		drg__pool_free(&scratch);
		free(bytes);
	}
	return 0;
}
