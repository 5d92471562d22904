/* parties - the candidates for empty roles of events with their features, for train/parties.py.
 *
 *   parties PACK FILE.jsonl
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "features": [names], "rows": [[trigger's start, end in bytes,
 * role, class, candidate's start, end, values ..]]}; a row without a candidate
 * stands before those of each empty role; "features" in the first line only. */
#include "again.h"
#include "stage/event_whom.h"

static void print_row(void *ctx, struct span trigger, uint8_t role, uint32_t klass, uint32_t mention, const float *f, uint32_t n)
{
	struct again *a = ctx;
	printf("%s[%u,%u,%u,%u", a->comma ? "," : "", trigger.s, trigger.e, role, klass);
	if (mention != NONE)
		printf(",%u,%u", a->l->mentions.span[mention].s, a->l->mentions.span[mention].e);
	for (uint32_t k = 0; k < n; k++)
		printf(",%g", (double)f[k]);
	printf("]");
	a->comma = true;
}

static void events(struct again *a)
{
	const struct event_trace trace = { .party = print_row, .ctx = a };
	struct layers l = *a->l;
	struct view v = drg__view(&l.text, &l.tokens, &l.morph);
	struct actors actors;
	drg__actors_begin(&actors, a->pack, &v, &a->hits, &l.meta, NULL);
	memset(&l.events, 0, sizeof l.events);
	drg__events(&actors, &l, false, &trace, &a->keep, a->scratch);
}

int main(int argc, char **argv)
{
	static const struct again_job job = { .name = drg__whom_name, .rows = events };
	return again_main(argc, argv, &job);
}
