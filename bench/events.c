/* events - the features of words that may name an act, for train/events.py.
 *
 *   events PACK FILE.jsonl
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "features": [names], "rows": [{"start","end" in bytes,"type",
 * "worth", "f": [numbers of the features it has]}]}; "features" in the first
 * line only. */
#include "again.h"
#include "stage/event_worth.h"

static void print_row(void *ctx, struct span s, struct str type, const struct event_features *f, float worth)
{
	struct again *a = ctx;
	printf("%s{\"start\":%u,\"end\":%u,\"type\":\"%.*s\",\"worth\":%.4f,\"f\":", a->comma ? "," : "", s.s, s.e, (int)type.n, type.p, (double)worth);
	print_bits(f->bit, EVENT_FEATURES);
	printf("}");
	a->comma = true;
}

static void events(struct again *a)
{
	const struct event_trace trace = { .candidate = print_row, .ctx = a };
	struct layers l = *a->l; /* a copy: the stage writes its rows there */
	struct view v = drg__view(&l.text, &l.tokens, &l.morph);
	struct actors actors;
	drg__actors_begin(&actors, a->pack, &v, &a->hits, &l.meta, NULL);
	drg__events(&actors, &l, false, &trace, &a->keep, a->scratch);
}

int main(int argc, char **argv)
{
	static const struct again_job job = { .name = drg__event_feature_name, .rows = events };
	return again_main(argc, argv, &job);
}
