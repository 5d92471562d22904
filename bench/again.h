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
	const struct again_job *job;
};

/* What a program prints of a report, in the object that has its id. */
struct again_job {
	const char *(*name)(uint32_t);   /* of the features, printed in the first line; NULL after the last, or no such list */
	void (*names)(void);             /* or: prints the members of the first line that hold names, each after a comma */
	void (*rows)(struct again *);    /* prints the array "rows" */
	void (*members)(struct again *); /* or: prints members, each after a comma */
};

/* All lexicons matched, then the stage. */
static void run_again(void *arg)
{
	struct again *a = arg;
	struct view v = drg__view(&a->l->text, &a->l->tokens, &a->l->morph);
	drg__lex_match(a->pack, &v, &a->keep, a->scratch, &a->hits);
	if (a->job->members)
		a->job->members(a);
	if (a->job->rows) {
		printf(",\"rows\":[");
		a->job->rows(a);
		printf("]");
	}
}

static inline void print_names(const char *member, const char *(*name)(uint32_t))
{
	printf(",\"%s\":[", member);
	for (uint32_t k = 0; name(k); k++)
		printf("%s\"%s\"", k ? "," : "", name(k));
	printf("]");
}

/* The numbers of the bits set among the n of `bits`, 64 a word. */
static inline void print_bits(const uint64_t *bits, uint32_t n)
{
	printf("[");
	for (uint32_t k = 0, m = 0; k < n; k++)
		if (bits[k / 64] >> (k % 64) & 1)
			printf("%s%u", m++ ? "," : "", k);
	printf("]");
}

/* One line a report: {"id", names in the first, what the job prints}. */
static int again_main(int argc, char **argv, const struct again_job *job)
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
		if (first && job->name)
			print_names("features", job->name);
		if (first && job->names)
			job->names();
		struct pool keep, scratch;
		drg__pool_init(&keep, 0);
		drg__pool_init(&scratch, 0);
		struct again a = { .pack = pack, .l = &doc->l, .keep = drg__arena(&keep), .scratch = drg__arena(&scratch), .job = job };
		if (drg__guard2(&keep, &scratch, run_again, &a) != DRG__GUARD_DONE)
			return 4;
		drg__pool_free(&keep);
		drg__pool_free(&scratch);
		printf("}\n");
		drg_doc_free(doc);
		drg_source_free(src);
	}
	drg_input_close(in);
	drg_work_free(work);
	drg_pack_close(pack);
	return 0;
}

#endif
