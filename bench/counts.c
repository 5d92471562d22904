/* counts - the features of quantities that may be listed, for train/counts.py.
 *
 *   counts PACK FILE.jsonl
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "features": [names], "rows": [{"start","end" in bytes,"score",
 * "f": [numbers of the features it has]}]}; "features" in the first line only. */
#include "again.h"
#include "stage/count.h"
#include "stage/count_worth.h"

static void print_row(void *ctx, struct span span, uint64_t features, float score)
{
	struct again *a = ctx;
	printf("%s{\"start\":%u,\"end\":%u,\"score\":%.4f,\"f\":", a->comma ? "," : "", span.s, span.e, (double)score);
	print_bits(&features, WORTH_FEATURES);
	printf("}");
	a->comma = true;
}

static void counts(struct again *a)
{
	const struct count_trace trace = { print_row, a };
	struct view v = drg__view(&a->l->text, &a->l->tokens, &a->l->morph);
	struct quantities out;
	drg__counts(a->pack, a->l, &v, &a->hits, &trace, &a->keep, a->scratch, &out);
}

int main(int argc, char **argv)
{
	static const struct again_job job = { .name = drg__worth_name, .rows = counts };
	return again_main(argc, argv, &job);
}
