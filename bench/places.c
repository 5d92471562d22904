/* places - the places of reports, for measuring and for training.
 *
 *   places PACK FILE.jsonl [--features] [--time N]
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "toponyms": [{"start","end" in bytes,"geonames_id","lat","lon",
 * "use","rule","score"}]}.  --features: instead of these, every bearer of every
 * name: {"start","end","id","lat","lon","p","f":[...]}.  --time: read everything
 * N times and print the share of places in the time of reading instead. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "doc/doc.h"
#include "stage/view.h"
#include "stage/where.h"

static drg_pack *pack;
static bool comma;

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void print_bearer(void *ctx, struct span span, uint32_t row, const struct place *p, const float *f, float prob)
{
	(void)ctx;
	(void)row;
	printf("%s{\"start\":%u,\"end\":%u,\"id\":%u,\"lat\":%.4f,\"lon\":%.4f,\"feature\":\"%s\",\"p\":%.4f,\"f\":[", comma ? "," : "", span.s, span.e, p->id, p->lat, p->lon, p->feature, (double)prob);
	for (int k = 0; k < PF_FEATURES; k++)
		printf("%s%.4g", k ? "," : "", (double)f[k]);
	printf("]}");
	comma = true;
}

static void print_places(const drg_doc *d)
{
	static const char *const use[] = { "location", "actor", "modifier", "dateline" };
	const struct places *p = &d->l.places;
	for (uint32_t i = 0; i < p->n; i++) {
		struct rule_ref r = drg__doc_rule(d, p->rule[i]);
		printf("%s{\"start\":%u,\"end\":%u,\"use\":\"%s\",\"rule\":\"%.*s\",\"score\":%.3f", i ? "," : "", p->span[i].s, p->span[i].e, use[p->use[i]], (int)r.name.n, r.name.p, (double)p->score[i]);
		if (!isnan(p->lat[i]))
			printf(",\"geonames_id\":%u,\"lat\":%.4f,\"lon\":%.4f", (unsigned)(p->geonames[i] == p->geonames[i] ? p->geonames[i] : 0), p->lat[i], p->lon[i]);
		printf("}");
	}
}

struct again {
	const struct layers *l;
	const struct where_trace *trace;
	struct pool keep, scratch;
};

static void run_again(void *arg)
{
	struct again *a = arg;
	struct arena keep = drg__arena(&a->keep), scratch = drg__arena(&a->scratch);
	struct view v = drg__view(&a->l->text, &a->l->tokens, &a->l->morph);
	struct hits hits;
	struct places out;
	drg__lex_match(pack, &v, &keep, scratch, &hits);
	drg__where(pack, a->l, &hits, a->trace, &keep, scratch, &out);
}

/* The stage once more over the document's other layers; seconds. */
static double again(const struct layers *l, const struct where_trace *trace)
{
	struct again a = { .l = l, .trace = trace };
	drg__pool_init(&a.keep, 0);
	drg__pool_init(&a.scratch, 0);
	double from = now();
	if (drg__guard2(&a.keep, &a.scratch, run_again, &a) != DRG__GUARD_DONE)
		exit(4);
	double spent = now() - from;
	drg__pool_free(&a.keep);
	drg__pool_free(&a.scratch);
	return spent;
}

int main(int argc, char **argv)
{
	drg_input_options opt = { .size = sizeof opt, .as = DRG_KIND_JSONL };
	const struct where_trace trace = { print_bearer, NULL };
	bool features = argc > 3 && strcmp(argv[3], "--features") == 0;
	int rounds = argc > 4 && strcmp(argv[3], "--time") == 0 ? atoi(argv[4]) : 0;
	drg_work *work;
	drg_error err;
	if (argc < 3 || drg_pack_open(argv[1], &pack, &err) || drg_work_new(pack, NULL, &work, &err)) {
		fprintf(stderr, "places PACK FILE.jsonl [--features | --time N]\n");
		return 2;
	}
	double whole = 0, stage = 0;
	for (int round = 0; round < (rounds ? rounds : 1); round++) {
		drg_input *in;
		drg_source *src;
		drg_doc *doc;
		if (drg_input_open(argv[2], &opt, &in, &err))
			return 4;
		while (drg_input_next(in, &src, &err) == DRG_OK) {
			double from = now();
			if (drg_analyse(work, src, &doc, &err))
				return 4;
			whole += now() - from;
			if (!rounds) {
				printf("{\"id\":\"%.*s\",\"toponyms\":[", (int)doc->l.meta.source_id.n, doc->l.meta.source_id.p);
				comma = false;
				if (features)
					again(&doc->l, &trace);
				else
					print_places(doc);
				printf("]}\n");
			} else {
				stage += again(&doc->l, NULL);
			}
			drg_doc_free(doc);
			drg_source_free(src);
		}
		drg_input_close(in);
	}
	if (rounds)
		printf("read %.2f s, places %.3f s with a look-up of all phrases: %.2f%%\n", whole, stage, 100 * stage / whole);
	drg_work_free(work);
	drg_pack_close(pack);
	return 0;
}
