/* counts - the features of quantities that may be listed, for train/counts.py, and
 * of what may be their measure, for train/measures.py.
 *
 *   counts PACK FILE.jsonl
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "features": [names], "rows": [{"start","end" in bytes,"score",
 * "f": [numbers of the features it has]}], "measures": [{"start","end","cost": [of
 * each of enum measure, in sixteenths of a nat]}]}; "features" in the first line only. */
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

static void print_measure(void *ctx, struct span span, const uint8_t *cost)
{
	struct again *a = ctx;
	printf("%s{\"start\":%u,\"end\":%u,\"cost\":[", a->comma ? "," : "", span.s, span.e);
	for (int m = 0; m < MEASURES; m++)
		printf("%s%u", m ? "," : "", cost[m]);
	printf("]}");
	a->comma = true;
}

/* The stage once for each of the arrays. */
static void counts(struct again *a)
{
	const struct count_trace trace[] = { { .row = print_row, .ctx = a }, { .measure = print_measure, .ctx = a } };
	static const char *const name[] = { "rows", "measures" };
	struct view v = drg__view(&a->l->text, &a->l->tokens, &a->l->morph);
	for (int k = 0; k < 2; k++) {
		struct quantities out;
		printf(",\"%s\":[", name[k]);
		a->comma = false;
		drg__counts(a->pack, a->l, &v, &a->hits, &trace[k], &a->keep, a->scratch, &out);
		printf("]");
	}
}

int main(int argc, char **argv)
{
	static const struct again_job job = { .name = drg__worth_name, .members = counts };
	return again_main(argc, argv, &job);
}
