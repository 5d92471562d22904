/* claim_worth - the attributions that may be claims, with their features, for train/claims.py.
 *
 *   claim_worth PACK FILE.jsonl
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "features": [names], "rows": [{"spans": [[start, end] in bytes],
 * "f": [values]}]}; "features" in the first line only. */
#include "again.h"
#include "stage/claim.h"
#include "stage/claim_worth.h"

static void print_row(void *ctx, const struct claim_worth *w, uint32_t attribution, const struct span *v, uint32_t n)
{
	struct again *a = ctx;
	float f[CW_FEATURES];
	drg__claim_features(w, attribution, v, n, f);
	printf("%s{\"spans\":[", a->comma ? "," : "");
	for (uint32_t k = 0; k < n; k++)
		printf("%s[%u,%u]", k ? "," : "", v[k].s, v[k].e);
	printf("],\"f\":[");
	for (uint32_t k = 0; k < CW_FEATURES; k++)
		printf("%s%g", k ? "," : "", (double)f[k]);
	printf("]}");
	a->comma = true;
}

static void claims(struct again *a)
{
	const struct claim_trace trace = { print_row, a };
	struct hops hops;
	struct claims out;
	drg__claims(a->pack, a->l, &a->hits, &trace, &a->keep, a->scratch, &hops, &out);
}

int main(int argc, char **argv)
{
	static const struct again_job job = { .name = drg__claim_feature_name, .rows = claims };
	return again_main(argc, argv, &job);
}
