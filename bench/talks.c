/* talks - what the scores of the talk layers read, for train/talk_scope.py,
 * train/talk_matter.py and train/talk_worth.py.
 *
 *   talks PACK FILE.jsonl
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "words", "features": [names], "f": [numbers of the features it
 * has], "score", "matters": [[start, end in bytes, [per issue: numbers of the features
 * it has]]], "stances": [[start, end, stance, [numbers of the features it has]]]};
 * the names of features and issues in the first line only. */
#include <stdio.h>
#include <stdlib.h>

#include "doc/doc.h"
#include "doc/names.h"
#include "stage/talk.h"
#include "stage/talk_matter.h"
#include "stage/talk_scope.h"
#include "stage/talk_worth.h"
#include "stage/view.h"

struct again {
	const drg_pack *pack;
	const struct layers *l;
	struct pool keep, scratch;
	uint64_t features;
};

static bool comma;

static void print_bits(uint64_t f, uint32_t n)
{
	printf("[");
	for (uint32_t k = 0, m = 0; k < n; k++)
		if (f >> k & 1)
			printf("%s%u", m++ ? "," : "", k);
	printf("]");
}

/* Stances are kept until the matters are printed. */
static struct { struct span word; uint8_t stance; uint64_t f; } stances[4096];
static size_t n_stances;

static void print_stance(void *ctx, struct span word, uint8_t stance, uint64_t f)
{
	(void)ctx;
	if (n_stances < sizeof stances / sizeof *stances) {
		stances[n_stances].word = word;
		stances[n_stances].stance = stance;
		stances[n_stances++].f = f;
	}
}

static void print_stances(void)
{
	printf("\"stances\":[");
	for (size_t i = 0; i < n_stances; i++) {
		printf("%s[%u,%u,\"%s\",", i ? "," : "", stances[i].word.s, stances[i].word.e, drg__name(NAMES_POSITION, stances[i].stance));
		print_bits(stances[i].f, STANCE_FEATURES);
		printf("]");
	}
	printf("],");
	n_stances = 0;
}

static void print_matter(void *ctx, struct span word, const uint32_t *f)
{
	(void)ctx;
	printf("%s[%u,%u,[", comma ? "," : "", word.s, word.e);
	comma = true;
	for (uint32_t k = 0; k < ISSUES; k++) {
		printf("%s", k ? "," : "");
		print_bits(f[k], MATTER_FEATURES);
	}
	printf("]]");
}

/* The words once more, over the document's other layers. */
static void read_again(void *arg)
{
	static const struct talk_trace trace = { .matter = print_matter, .stance = print_stance };
	struct again *a = arg;
	struct layers l = *a->l;
	struct arena keep = drg__arena(&a->keep), scratch = drg__arena(&a->scratch);
	struct view v = drg__view(&a->l->text, &a->l->tokens, &a->l->morph);
	struct hits hits;
	drg__lex_match(a->pack, &v, &keep, scratch, &hits);
	a->features = drg__scope_features(a->pack, a->l, &v, &hits);
	printf("\"matters\":[");
	comma = false;
	drg__talks(a->pack, &l, &v, &hits, &trace, &keep, scratch);
	printf("],");
}

static void print_names(void)
{
	char name[32];
	for (uint32_t k = 0; k < SCOPE_FEATURES; k++)
		printf("%s\"%s\"", k ? "," : "\"features\":[", drg__scope_name(k, name));
	for (uint32_t k = 0; k < MATTER_FEATURES; k++)
		printf("%s\"%s\"", k ? "," : "],\"matter_features\":[", drg__matter_name(k));
	for (uint32_t k = 0; k < STANCE_FEATURES; k++)
		printf("%s\"%s\"", k ? "," : "],\"stance_features\":[", drg__stance_name(k, name));
	for (uint32_t k = 0; k < ISSUES; k++)
		printf("%s\"%s\"", k ? "," : "],\"issues\":[", drg__name(NAMES_ISSUE, k));
	printf("],");
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
		printf("{\"id\":\"%.*s\",\"words\":%u,", (int)doc->l.meta.source_id.n, doc->l.meta.source_id.p, doc->l.tokens.n);
		if (first)
			print_names();
		drg__pool_init(&a.keep, 0);
		drg__pool_init(&a.scratch, 0);
		if (drg__guard2(&a.keep, &a.scratch, read_again, &a) != DRG__GUARD_DONE)
			return 4;
		print_stances();
		printf("\"score\":%d,\"f\":", drg__scope_score(a.features));
		print_bits(a.features, SCOPE_FEATURES);
		printf("}\n");
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
