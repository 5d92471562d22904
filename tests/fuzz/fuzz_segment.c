/* fuzz_segment.c - any text (lines are paragraphs) into words, sentences and
 * quotations: spans in order, inside the text, never empty; nothing but white
 * space left out. */
#include <stdlib.h>

#include "base/utf8.h"
#include "stage/quote.h"
#include "stage/segment.h"
#include "stage/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct pool keep, scratch;
static struct str in;

#define HOLDS(x) do { if (!(x)) abort(); } while (0)

static void one(void *arg)
{
	(void)arg;
	struct arena k = drg__arena(&keep);
	struct text text = { .p = in.p, .n = (uint32_t)in.n };
	VEC(struct span) v = { 0 };
	for (size_t i = 0; i < in.n; i++) {
		size_t from = i;
		while (i < in.n && in.p[i] != '\n')
			i++;
		struct str t = drg__str_trim(drg__str_sub(in, from, i));
		if (t.n)
			*PUSH(&k, &v) = (struct span){ (uint32_t)(t.p - in.p), (uint32_t)(t.p - in.p + (ptrdiff_t)t.n) };
	}
	struct paras paras = { v.v, (uint32_t)v.n };
	struct tokens tok = { 0 };
	struct sents sents = { 0 };
	struct quotes q = { 0 };
	drg__tokenize(&text, &paras, NULL, &k, drg__arena(&scratch), &tok);
	drg__segment(&text, &tok, &k, &sents);
	drg__quotes(&text, &tok, &sents, &k, drg__arena(&scratch), &q);
	uint32_t at = 0;
	for (uint32_t i = 0; i < tok.n; i++) {
		struct span s = tok.span[i];
		HOLDS(s.s >= at && s.e > s.s && s.e <= text.n && drg__shape(drg__tok(&text, &tok, i)) == tok.shape[i]);
		for (uint32_t b = at; b < s.s; b++)
			HOLDS((unsigned char)in.p[b] <= ' ' || (unsigned char)in.p[b] >= 0x80);
		at = s.e;
	}
	HOLDS(sents.tok[sents.n] == tok.n);
	for (uint32_t i = 0; i < sents.n; i++)
		HOLDS(sents.tok[i] < sents.tok[i + 1]);
	for (uint32_t i = 0; i < q.n; i++) {
		HOLDS(drg__span_within(q.inner[i], q.outer[i]) && q.outer[i].e <= text.n && (i == 0 || q.outer[i].s >= q.outer[i - 1].s));
		HOLDS(q.parent[i] == NONE || (q.parent[i] < i && drg__span_within(q.outer[i], q.outer[q.parent[i]])));
		HOLDS(q.prev[i] == NONE || q.prev[i] < i);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	in = drg__str((const char *)data, n);
	if (n > UINT32_MAX / 2 || drg__utf8_valid_to(in, 0) != n)
		return 0; /* the stages see valid UTF-8 only */
	drg__pool_init(&keep, 0);
	drg__pool_init(&scratch, 0);
	HOLDS(drg__guard2(&keep, &scratch, one, NULL) == DRG__GUARD_DONE);
	drg__pool_free(&keep);
	drg__pool_free(&scratch);
	return 0;
}
