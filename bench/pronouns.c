/* pronouns - the candidates of pronouns with their features, for train/pronouns.py.
 *
 *   pronouns PACK FILE.jsonl
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "features": [names], "rows": [[pronoun's start, end in bytes,
 * candidate's start, end, class, values ..]]}; "features" in the first line only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doc/doc.h"
#include "stage/speaker.h"
#include "stage/view.h"
#include "stage/who_pronoun.h"

struct again {
	const drg_pack *pack;
	const struct layers *l;
	struct mentions men;
	struct pool keep, scratch;
	bool comma;
};

static void print_row(void *ctx, uint32_t pronoun, uint32_t mention, uint32_t klass, const float *f, uint32_t n)
{
	struct again *a = ctx;
	struct span p = a->men.span[pronoun], m = a->men.span[mention];
	printf("%s[%u,%u,%u,%u,%u", a->comma ? "," : "", p.s, p.e, m.s, m.e, klass);
	for (uint32_t k = 0; k < n; k++)
		printf(",%g", (double)f[k]);
	printf("]");
	a->comma = true;
}

/* The stage once more over the document's other layers. */
static void read_again(void *arg)
{
	struct again *a = arg;
	const struct speaker_trace trace = { print_row, a };
	struct arena keep = drg__arena(&a->keep), scratch = drg__arena(&a->scratch);
	struct view v = drg__view(&a->l->text, &a->l->tokens, &a->l->morph);
	struct hits hits;
	struct entities out;
	struct attribs att = a->l->attribs;
	a->men = a->l->mentions;
	a->men.ent = NEW_N(&keep, uint32_t, a->men.n);
	att.speaker = NEW_N(&keep, uint32_t, att.n);
	memset(a->men.ent, 0xFF, a->men.n * sizeof *a->men.ent);
	memset(att.speaker, 0xFF, att.n * sizeof *att.speaker);
	drg__lex_match(a->pack, &v, &keep, scratch, &hits);
	drg__speakers(a->pack, a->l, &hits, &trace, &keep, scratch, &a->men, &att, &out);
}

static void print_features(void)
{
	for (uint32_t k = 0; k < PRO_FEATURES; k++)
		printf("%s\"%s\"", k ? "," : ",\"features\":[", drg__pronoun_name(k));
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
		fprintf(stderr, "pronouns PACK FILE.jsonl\n");
		return 2;
	}
	for (bool first = true; drg_input_next(in, &src, &err) == DRG_OK; first = false) {
		if (drg_analyse(work, src, &doc, &err))
			return 4;
		printf("{\"id\":\"%.*s\"", (int)doc->l.meta.source_id.n, doc->l.meta.source_id.p);
		if (first)
			print_features();
		printf(",\"rows\":[");
		struct again a = { .pack = pack, .l = &doc->l };
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
