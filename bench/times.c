/* times - the times of given texts, for measuring.
 *
 *   times PACK [TRIGGERS] < FILE.jsonl > PREDICTIONS.jsonl
 *
 * Reads JSON Lines ("id", "text", "date"), writes {"id","timexes":[{"start","end",
 * "type","value","edtf",..}]} as measure/score_timex.py wants them, offsets in
 * code points; TRIGGERS has a line for each text, the code points at which its
 * events' triggers begin, and gives "events":[{"start","earliest","latest"}];
 * on standard error what share of the reading the times take. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/utf8.h"
#include "doc/doc.h"
#include "pack/rules.h"
#include "stage/view.h"
#include "stage/when.h"

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double again; /* seconds of finding the times a second time, phrases included */

static void time_stage(const drg_pack *pack, const struct layers *l)
{
	struct pool p;
	struct hits hits;
	struct times out;
	drg__pool_init(&p, 0);
	struct arena keep = drg__arena(&p);
	struct pool q;
	drg__pool_init(&q, 0);
	struct view v = drg__view(&l->text, &l->tokens, &l->morph);
	drg__lex_match(pack, &v, &keep, drg__arena(&q), &hits);
	double from = now();
	drg__times(pack, l, &hits, &keep, drg__arena(&q), &out);
	again += now() - from;
	drg__pool_free(&p);
	drg__pool_free(&q);
}

/* The times of the triggers on a line of numbers. */
static void print_events(const struct layers *l, const struct utf8_pos *pos, const char *line)
{
	char *end;
	printf(",\"events\":[");
	for (int k = 0;; k++, line = end) {
		unsigned long cp = strtoul(line, &end, 10);
		if (end == line)
			break;
		uint32_t byte = (uint32_t)drg__utf8_pos_byte(pos, cp), tok = drg__span_first(l->tokens.span, l->tokens.n, byte);
		struct when_of w = drg__when_of(l, tok);
		struct str from = w.time == NONE ? STR("") : l->times.earliest[w.time], to = w.time == NONE ? STR("") : l->times.latest[w.time];
		printf("%s{\"start\":%lu,\"earliest\":\"%.*s\",\"latest\":\"%.*s\",\"link\":%u}", k ? "," : "", cp, (int)from.n, from.p, (int)to.n, to.p, w.link);
	}
	putchar(']');
}

static void print_times(const struct layers *l, struct str id, const char *triggers)
{
	static const char *const type[] = { "DATE", "TIME", "DURATION", "SET" };
	const struct times *t = &l->times;
	uint32_t *marks = calloc(drg__utf8_marks(l->text.n), sizeof *marks);
	struct utf8_pos pos;
	if (!marks)
		exit(1);
	drg__utf8_pos_init(&pos, drg__str(l->text.p, l->text.n), marks);
	printf("{\"id\":\"%.*s\",\"timexes\":[", (int)id.n, id.p);
	for (uint32_t i = 0; i < t->n; i++)
		printf("%s{\"start\":%zu,\"end\":%zu,\"type\":\"%s\",\"value\":\"%.*s\",\"edtf\":\"%.*s\",\"earliest\":\"%.*s\",\"latest\":\"%.*s\",\"anchor\":%u,\"rule\":%u}",
		       i ? "," : "", drg__utf8_pos_cp(&pos, t->span[i].s), drg__utf8_pos_cp(&pos, t->span[i].e), type[t->type[i]], (int)t->value[i].n, t->value[i].p,
		       (int)t->edtf[i].n, t->edtf[i].p, (int)t->earliest[i].n, t->earliest[i].p, (int)t->latest[i].n, t->latest[i].p, t->anchor[i], t->rule[i]);
	putchar(']');
	if (triggers)
		print_events(l, &pos, triggers);
	puts("}");
	free(marks);
}

int main(int argc, char **argv)
{
	drg_input_options opt = { .size = sizeof opt, .as = DRG_KIND_JSONL };
	drg_error err;
	drg_pack *pack;
	drg_work *work;
	drg_input *in;
	drg_source *src;
	drg_doc *doc;
	double all = 0;
	char line[1 << 16];
	FILE *triggers = argc == 3 ? fopen(argv[2], "r") : NULL;
	if (argc < 2 || argc > 3 || (argc == 3 && !triggers) || drg_pack_open(argv[1], &pack, &err) || drg_work_new(pack, NULL, &work, &err) || drg_input_open("-", &opt, &in, &err)) {
		fprintf(stderr, "usage: times PACK [TRIGGERS] < FILE.jsonl\n");
		return 2;
	}
	while (drg_input_next(in, &src, &err) == DRG_OK) {
		double from = now();
		if (drg_analyse(work, src, &doc, &err))
			return 1;
		all += now() - from;
		time_stage(pack, &doc->l);
		print_times(&doc->l, doc->l.meta.source_id, triggers && fgets(line, sizeof line, triggers) ? line : NULL);
		drg_doc_free(doc);
		drg_source_free(src);
	}
	fprintf(stderr, "reading %.2f s, times %.3f s, %.1f%%\n", all, again, 100 * again / all);
	if (triggers)
		fclose(triggers);
	drg_input_close(in);
	drg_work_free(work);
	drg_pack_close(pack);
	return 0;
}
