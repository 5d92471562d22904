/* again.h - for measuring programs that run one stage once more over a document's
 * other layers, to see what it weighs: the frame of PROGRAM PACK FILE.jsonl. */
#ifndef DRG_BENCH_AGAIN_H
#define DRG_BENCH_AGAIN_H

#include <stdio.h>
#include <stdlib.h>

#include "doc/doc.h"
#include "pack/lexicon.h"
#include "stage/view.h"

struct again {
	const drg_pack *pack;
	const struct layers *l;
	struct arena keep, scratch;
	struct hits hits;  /* of all lexicons, in l */
	bool comma;        /* a row was printed already */
	void (*stage)(struct again *);
};

/* All lexicons matched, then the stage. */
static void run_again(void *arg)
{
	struct again *a = arg;
	struct view v = drg__view(&a->l->text, &a->l->tokens, &a->l->morph);
	drg__lex_match(a->pack, &v, &a->keep, a->scratch, &a->hits);
	a->stage(a);
}

static void print_names(const char *(*name)(uint32_t))
{
	printf(",\"features\":[");
	for (uint32_t k = 0; name(k); k++)
		printf("%s\"%s\"", k ? "," : "", name(k));
	printf("]");
}

/* One line a report: {"id", "features": [names] in the first, "rows": [what the stage prints]}. */
static int again_main(int argc, char **argv, const char *(*name)(uint32_t), void (*stage)(struct again *))
{
	drg_input_options opt = { .size = sizeof opt, .as = DRG_KIND_JSONL };
	drg_pack *pack;
	drg_work *work;
	drg_input *in;
	drg_source *src;
	drg_doc *doc;
	drg_error err;
	if (argc != 3 || drg_pack_open(argv[1], &pack, &err) || drg_work_new(pack, NULL, &work, &err) || drg_input_open(argv[2], &opt, &in, &err)) {
		fprintf(stderr, "%s PACK FILE.jsonl\n", argv[0]);
		return 2;
	}
	for (bool first = true; drg_input_next(in, &src, &err) == DRG_OK; first = false) {
		if (drg_analyse(work, src, &doc, &err))
			return 4;
		printf("{\"id\":\"%.*s\"", (int)doc->l.meta.source_id.n, doc->l.meta.source_id.p);
		if (first)
			print_names(name);
		printf(",\"rows\":[");
		struct pool keep, scratch;
		drg__pool_init(&keep, 0);
		drg__pool_init(&scratch, 0);
		struct again a = { .pack = pack, .l = &doc->l, .keep = drg__arena(&keep), .scratch = drg__arena(&scratch), .stage = stage };
		if (drg__guard2(&keep, &scratch, run_again, &a) != DRG__GUARD_DONE)
			return 4;
		drg__pool_free(&keep);
		drg__pool_free(&scratch);
		printf("]}\n");
		drg_doc_free(doc);
		drg_source_free(src);
	}
	drg_input_close(in);
	drg_work_free(work);
	drg_pack_close(pack);
	return 0;
}

#endif
