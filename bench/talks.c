/* talks - what the scores of the talk layers read, for train/talk_scope.py.
 *
 *   talks PACK FILE.jsonl
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "words", "features": [names], "f": [numbers of the features it
 * has], "score"}; "features" in the first line only. */
#include <stdio.h>
#include <stdlib.h>

#include "doc/doc.h"
#include "stage/talk_scope.h"
#include "stage/view.h"

struct again {
	const drg_pack *pack;
	const struct layers *l;
	struct pool keep, scratch;
	uint64_t features;
};

/* The words once more, over the document's other layers. */
static void read_again(void *arg)
{
	struct again *a = arg;
	struct arena keep = drg__arena(&a->keep), scratch = drg__arena(&a->scratch);
	struct view v = drg__view(&a->l->text, &a->l->tokens, &a->l->morph);
	struct hits hits;
	drg__lex_match(a->pack, &v, &keep, scratch, &hits);
	a->features = drg__scope_features(a->pack, a->l, &v, &hits);
}

static void print_report(const struct again *a, bool first)
{
	char name[32];
	printf("{\"id\":\"%.*s\",\"words\":%u,\"score\":%d", (int)a->l->meta.source_id.n, a->l->meta.source_id.p, a->l->tokens.n, drg__scope_score(a->features));
	for (uint32_t k = 0; first && k < SCOPE_FEATURES; k++)
		printf("%s\"%s\"%s", k ? "," : ",\"features\":[", drg__scope_name(k, name), k + 1 < SCOPE_FEATURES ? "" : "]");
	printf(",\"f\":[");
	for (uint32_t k = 0, n = 0; k < SCOPE_FEATURES; k++)
		if (a->features >> k & 1)
			printf("%s%u", n++ ? "," : "", k);
	printf("]}\n");
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
		fprintf(stderr, "talks PACK FILE.jsonl\n");
		return 2;
	}
	for (bool first = true; drg_input_next(in, &src, &err) == DRG_OK; first = false) {
		if (drg_analyse(work, src, &doc, &err))
			return 4;
		struct again a = { .pack = pack, .l = &doc->l };
		drg__pool_init(&a.keep, 0);
		drg__pool_init(&a.scratch, 0);
		if (drg__guard2(&a.keep, &a.scratch, read_again, &a) != DRG__GUARD_DONE)
			return 4;
		print_report(&a, first);
		drg__pool_free(&a.keep);
		drg__pool_free(&a.scratch);
		drg_doc_free(doc);
		drg_source_free(src);
	}
	drg_input_close(in);
	drg_work_free(work);
	drg_pack_close(pack);
	return 0;
}
