/* parties - the candidates for roles of events with their features, for train/parties.py.
 *
 *   parties PACK FILE.jsonl
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "features": [names], "rows": [[trigger's start, end in bytes,
 * role, class, [[start, end of a mention ..] ..], values ..]]}: of each entity of the
 * candidate all mentions; a row without a candidate stands before those of each role;
 * "features" in the first line only.  Values are [[place, value] ..] of those that are not 0. */
#include "again.h"
#include "stage/event_whom.h"

static void print_entity(const struct mentions *m, uint32_t ent)
{
	bool comma = false;
	printf("[");
	for (uint32_t i = 0; i < m->n; i++)
		if (m->ent[i] == ent) {
			printf("%s[%u,%u]", comma ? "," : "", m->span[i].s, m->span[i].e);
			comma = true;
		}
	printf("]");
}

static void print_row(void *ctx, struct span trigger, uint8_t role, uint32_t klass, const uint32_t *ent, uint32_t n_ent, const float *f, uint32_t n)
{
	struct again *a = ctx;
	bool comma = false;
	printf("%s[%u,%u,%u,%u", a->comma ? "," : "", trigger.s, trigger.e, role, klass);
	a->comma = true;
	if (f) {
		printf(",[");
		for (uint32_t i = 0; i < n_ent; i++) {
			if (ent[i] == NONE)
				continue;
			printf("%s", comma ? "," : "");
			print_entity(&a->l->mentions, ent[i]);
			comma = true;
		}
		printf("],[");
		comma = false;
		for (uint32_t k = 0; k < n; k++)
			if (f[k] < 0 || f[k] > 0) {
				printf("%s[%u,%g]", comma ? "," : "", k, (double)f[k]);
				comma = true;
			}
		printf("]");
	}
	printf("]");
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
