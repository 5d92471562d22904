/* hostile_run.c - read hostile files in one process, whole and cut.
 *
 *   hostile_run CUTS FILE...
 *
 * Each file is opened as drg_input_open would sniff it, every report is
 * ingested, and so is each of CUTS prefixes of it.  Holds: every text is valid
 * UTF-8, paragraphs and the source map lie in bounds, time stays under 1 s +
 * 1 s/MB (x4 when sanitized), memory under 256 MB.  Prints what breaks, and a
 * closing line with counts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "doc/srcmap.h"
#include "ingest/ingest.h"

#if defined(__SANITIZE_ADDRESS__)
enum { SLACK = 6 };
#else
enum { SLACK = 1 };
#endif

static struct pool keep_pool, scratch_pool;
static size_t reports, refusals, limits, bad, runs;
static double slowest;
static char slowest_name[300];

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

struct doc {
	const drg_source *src;
	struct text text;
	struct meta meta;
	struct paras paras;
	struct blocks blocks;
	struct notes notes;
};

static void ingest(void *arg)
{
	struct doc *d = arg;
	struct arena keep = drg__arena(&keep_pool);
	drg__ingest(d->src, &keep, drg__arena(&scratch_pool), &d->text, &d->meta, &d->paras, &d->blocks, &d->notes);
}

static void complain(const char *path, const char *what)
{
	printf("BAD %s: %s\n", path, what);
	bad++;
}

static void check(const char *path, const struct doc *d)
{
	const struct text *t = &d->text;
	if (drg__utf8_valid_to(drg__str(t->p, t->n), 0) != t->n)
		complain(path, "text is not valid UTF-8");
	uint32_t at = 0;
	for (uint32_t i = 0; i < d->paras.n; i++) {
		struct span s = d->paras.span[i];
		if (s.s < at || s.e <= s.s || s.e > t->n)
			complain(path, "paragraph out of order");
		at = s.e;
	}
	for (uint32_t i = 1; i < t->map.n; i++)
		if (t->map.text_at[i] < t->map.text_at[i - 1])
			complain(path, "source map out of order");
	if (t->map.n && t->map.text_at[t->map.n - 1] != t->n)
		complain(path, "source map does not reach the text's end");
	struct str all[] = { d->meta.title, d->meta.outlet, d->meta.url, d->meta.lang };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (drg__utf8_valid_to(all[i], 0) != all[i].n)
			complain(path, "metadata is not valid UTF-8");
}

static void read_bytes(const char *path, const char *bytes, size_t n)
{
	drg_input *in;
	drg_error err;
	double t = now();
	runs++;
	keep_pool.peak_held = keep_pool.held;
	scratch_pool.peak_held = scratch_pool.held;
	if (drg_input_open_memory(bytes, n, path, NULL, &in, &err)) {
		complain(path, err.message);
		return;
	}
	for (size_t guard = 0;; guard++) {
		drg_source *src;
		drg_status s = drg_input_next(in, &src, &err);
		if (s == DRG_END)
			break;
		if (s == DRG_EFORMAT || s == DRG_ELIMIT) {
			refusals++;
			if (!err.message[0] || !err.name[0])
				complain(path, "a refusal without reason or name");
			if (guard > n + 10) {
				complain(path, "refuses for ever");
				break;
			}
			continue;
		}
		if (s) {
			complain(path, err.message);
			break;
		}
		struct doc d = { .src = src };
		int r = drg__guard2(&keep_pool, &scratch_pool, ingest, &d);
		if (r)
			limits++;
		else
			check(path, &d);
		reports++;
		drg_source_free(src);
	}
	drg_input_close(in);
	t = now() - t;
	double allowed = (1 + (double)n / 1e6) * SLACK;
	if (t > allowed) {
		char why[80];
		snprintf(why, sizeof why, "took %.1f s, %.1f allowed", t, allowed);
		complain(path, why);
	}
	if (t > slowest) {
		slowest = t;
		snprintf(slowest_name, sizeof slowest_name, "%s", path);
	}
	if (keep_pool.peak_held + scratch_pool.peak_held > 256u << 20)
		complain(path, "more than 256 MB of arenas");
	drg__pool_trim(&keep_pool, 4 << 20);
	drg__pool_trim(&scratch_pool, 4 << 20);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	size_t cuts = strtoul(argv[1], NULL, 10);
	drg__pool_init(&keep_pool, 96u << 20);
	drg__pool_init(&scratch_pool, 160u << 20);
	for (int i = 2; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");
		if (!f) {
			complain(argv[i], "cannot be opened");
			continue;
		}
		fseek(f, 0, SEEK_END);
		size_t n = (size_t)ftell(f);
		rewind(f);
		char *b = malloc(n ? n : 1);
		if (!b || fread(b, 1, n, f) != n)
			return 2;
		fclose(f);
		read_bytes(argv[i], b, n);
		for (size_t k = 1; k <= cuts && n; k++) {
			size_t m = n * k / (cuts + 1);
			/* An allocation of its own length, so that a sanitizer sees one byte too far. */
			char *c = malloc(m ? m : 1);
			if (!c)
				return 2;
			memcpy(c, b, m);
			read_bytes(argv[i], c, m);
			free(c);
		}
		free(b);
	}
	printf("files %d, runs %zu, reports %zu, refusals %zu, limits %zu, slowest %.2f s (%s)\n", argc - 2, runs, reports, refusals, limits, slowest, slowest_name);
	printf("%zu passed, %zu failed\n", runs - (bad < runs ? bad : runs), bad);
	drg__pool_free(&keep_pool);
	drg__pool_free(&scratch_pool);
	return bad ? 1 : 0;
}
