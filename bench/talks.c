/* talks - what the scores of the talk layers read, for train/talk_scope.py,
 * train/talk_matter.py and train/talk_worth.py.
 *
 *   talks PACK FILE.jsonl
 *
 * Reads JSON Lines (id, text and what else a report has).  Prints one line a
 * report: {"id", "features": [names], "words", "matters": [[start, end in bytes, [per issue:
 * numbers of the features it has]]], "stances": [[start, end, stance, [numbers of the
 * features it has]]], "score", "f": [numbers of the features the report has]};
 * the names of features and issues in the first line only. */
#include "again.h"
#include "doc/names.h"
#include "stage/talk.h"
#include "stage/talk_matter.h"
#include "stage/talk_scope.h"
#include "stage/talk_worth.h"

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
	printf(",\"stances\":[");
	for (size_t i = 0; i < n_stances; i++) {
		printf("%s[%u,%u,\"%s\",", i ? "," : "", stances[i].word.s, stances[i].word.e, drg__name(NAMES_POSITION, stances[i].stance));
		print_bits(&stances[i].f, STANCE_FEATURES);
		printf("]");
	}
	printf("]");
	n_stances = 0;
}

static void print_matter(void *ctx, struct span word, const uint32_t *f)
{
	struct again *a = ctx;
	printf("%s[%u,%u,[", a->comma ? "," : "", word.s, word.e);
	a->comma = true;
	for (uint32_t k = 0; k < ISSUES; k++) {
		printf("%s", k ? "," : "");
		print_bits(&(uint64_t){ f[k] }, MATTER_FEATURES);
	}
	printf("]]");
}

static void talks(struct again *a)
{
	const struct talk_trace trace = { .matter = print_matter, .stance = print_stance, .ctx = a };
	struct layers l = *a->l; /* a copy: the stage writes its rows there */
	struct view v = drg__view(&l.text, &l.tokens, &l.morph);
	uint64_t scope = drg__scope_features(a->pack, a->l, &v, &a->hits);
	printf(",\"words\":%u,\"matters\":[", l.tokens.n);
	drg__talks(a->pack, &l, &v, &a->hits, &trace, &a->keep, a->scratch);
	printf("]");
	print_stances();
	printf(",\"score\":%d,\"f\":", drg__scope_score(scope));
	print_bits(&scope, SCOPE_FEATURES);
}

static const char *scope_name(uint32_t k)
{
	static char name[32];
	return drg__scope_name(k, name);
}

static const char *stance_name(uint32_t k)
{
	static char name[32];
	return drg__stance_name(k, name);
}

static const char *issue_name(uint32_t k)
{
	return k < ISSUES ? drg__name(NAMES_ISSUE, k) : NULL;
}

static void names(void)
{
	print_names("features", scope_name);
	print_names("matter_features", drg__matter_name);
	print_names("stance_features", stance_name);
	print_names("issues", issue_name);
}

int main(int argc, char **argv)
{
	static const struct again_job job = { .names = names, .members = talks };
	return again_main(argc, argv, &job);
}
