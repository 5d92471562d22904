/* pronouns - the candidates of pronouns with their features, for train/pronouns.py.
 *
 *   pronouns PACK FILE.jsonl
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "features": [names], "rows": [[pronoun's start, end in bytes,
 * candidate's start, end, class, values ..]]}; "features" in the first line only. */
#include <string.h>

#include "again.h"
#include "stage/speaker.h"
#include "stage/who_pronoun.h"

struct pronouns_again {
	struct again *a;
	struct mentions men;
};

static void print_row(void *ctx, uint32_t pronoun, uint32_t mention, uint32_t klass, const float *f, uint32_t n)
{
	struct pronouns_again *x = ctx;
	struct span p = x->men.span[pronoun], m = x->men.span[mention];
	printf("%s[%u,%u,%u,%u,%u", x->a->comma ? "," : "", p.s, p.e, m.s, m.e, klass);
	for (uint32_t k = 0; k < n; k++)
		printf(",%g", (double)f[k]);
	printf("]");
	x->a->comma = true;
}

static void speakers(struct again *a)
{
	struct pronouns_again x = { a, a->l->mentions };
	const struct speaker_trace trace = { print_row, &x };
	struct entities out;
	struct attribs att = a->l->attribs;
	x.men.ent = NEW_N(&a->keep, uint32_t, x.men.n);
	att.speaker = NEW_N(&a->keep, uint32_t, att.n);
	memset(x.men.ent, 0xFF, x.men.n * sizeof *x.men.ent);
	memset(att.speaker, 0xFF, att.n * sizeof *att.speaker);
	drg__speakers(a->pack, a->l, &a->hits, &trace, &a->keep, a->scratch, &x.men, &att, &out);
}

int main(int argc, char **argv)
{
	static const struct again_job job = { .name = drg__pronoun_name, .rows = speakers };
	return again_main(argc, argv, &job);
}
