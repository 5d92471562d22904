/* events - the features of words that may name an act, for train/events.py.
 *
 *   events PACK FILE.jsonl
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "features": [names], "rows": [{"start","end" in bytes,"type",
 * "worth", "f": [numbers of the features it has]}]}; "features" in the first
 * line only. */
#include <stdio.h>
#include <stdlib.h>

#include "doc/doc.h"
#include "stage/event_worth.h"
#include "stage/view.h"

static bool comma;

static void print_row(void *ctx, struct span s, struct str type, const struct event_features *f, float worth)
{
	(void)ctx;
	printf("%s{\"start\":%u,\"end\":%u,\"type\":\"%.*s\",\"worth\":%.4f,\"f\":[", comma ? "," : "", s.s, s.e, (int)type.n, type.p, (double)worth);
	comma = false;
	for (uint32_t k = 0; k < EVENT_FEATURES; k++)
		if (f->bit[k / 64] >> (k % 64) & 1) {
			printf("%s%u", comma ? "," : "", k);
			comma = true;
		}
	printf("]}");
	comma = true;
}

struct again {
	const drg_pack *pack;
	struct layers l; /* a copy: the stage writes its rows there */
	struct pool keep, scratch;
};

/* The stage once more over the document's other layers. */
static void read_again(void *arg)
{
	static const struct event_trace trace = { .candidate = print_row };
	struct again *a = arg;
	struct arena keep = drg__arena(&a->keep), scratch = drg__arena(&a->scratch);
	struct view v = drg__view(&a->l.text, &a->l.tokens, &a->l.morph);
	struct hits hits;
	struct actors actors;
	drg__lex_match(a->pack, &v, &keep, scratch, &hits);
	drg__actors_begin(&actors, a->pack, &v, &hits, &a->l.meta, NULL);
	drg__events(&actors, &a->l, false, &trace, &keep, scratch);
}

static void print_features(void)
{
	for (uint32_t k = 0; k < EVENT_FEATURES; k++)
		printf("%s\"%s\"", k ? "," : ",\"features\":[", drg__event_feature_name(k));
	printf("]");
}

int main(int argc, char **argv)
{
	drg_input_options opt = { .size = sizeof opt, .as = DRG_KIND_JSONL };
	drg_pack *pack;
	drg_work *work;
	drg_input *in;
	drg_source *src;
	drg_doc *doc;
	drg_error err;
	if (argc != 3 || drg_pack_open(argv[1], &pack, &err) || drg_work_new(pack, NULL, &work, &err) || drg_input_open(argv[2], &opt, &in, &err)) {
		fprintf(stderr, "events PACK FILE.jsonl\n");
		return 2;
	}
	for (bool first = true; drg_input_next(in, &src, &err) == DRG_OK; first = false) {
		if (drg_analyse(work, src, &doc, &err))
			return 4;
		printf("{\"id\":\"%.*s\"", (int)doc->l.meta.source_id.n, doc->l.meta.source_id.p);
		if (first)
			print_features();
		printf(",\"rows\":[");
		comma = false;
		struct again a = { .pack = pack, .l = doc->l };
		drg__pool_init(&a.keep, 0);
		drg__pool_init(&a.scratch, 0);
		if (drg__guard2(&a.keep, &a.scratch, read_again, &a) != DRG__GUARD_DONE)
			return 4;
		drg__pool_free(&a.keep);
		drg__pool_free(&a.scratch);
		printf("]}\n");
		drg_doc_free(doc);
		drg_source_free(src);
	}
	drg_input_close(in);
	drg_work_free(work);
	drg_pack_close(pack);
	return 0;
}
